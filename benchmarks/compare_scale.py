"""Time `cajad compare TOPIC` as the library grows, beside a search for the same words.

    python benchmarks/compare_scale.py [--sizes 1000,10000] [--folder FOLDER]

Prints CPU seconds and the ratio of comparison to search: of the commands as they are typed, from their start to their
end, and of the work alone, warm, in one process; an audit of the whole library in the last row.
"""

import gc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sizes import folder_of, indexes, spent
from startup import CAJAD, cost

from cajad_cli.answer.comparison import comparison
from cajad_cli.answer.search import search
from cajad_cli.index.store import Store
from cajad_cli.model import Query

TOPICS = ("Dialogue treaty", "Zeteast", "companies counted forum", "Farid minister talks")
_LARGEST_AUDIT = 10_000
_RUNS = 5


def main() -> None:
    """Print a line a topic: search, comparison and their ratio at each size."""
    gc.set_threshold(50_000)  # as the command does
    with indexes(__doc__) as found:
        columns = [dict(_measured(index, size)) for size, index in found.items()]
    print(f"{'search, compare':34}" + "".join(f"{size:>24,}" for size in found))
    for name in dict.fromkeys(name for column in columns for name in column):
        print(f"{name:34}" + "".join(f"{column.get(name, ''):>24}" for column in columns))


def _measured(index: Path, size: int) -> Iterator[tuple[str, str]]:
    for topic in TOPICS:
        yield (
            f"command {topic}",
            _ratio(*(_typed(verb, topic, folder_of(index, size)) for verb in ("search", "compare"))),
        )
    for topic in TOPICS:
        yield f"alone   {topic}", _ratio(*(_again(partial(work, index, topic)) for work in (_search, _compare)))
    if size <= _LARGEST_AUDIT:
        yield "alone   audit", f"{_again(partial(_compare, index, '')):.3f}"


def _ratio(found: float, compared: float) -> str:
    return f"{found:.3f} {compared:.3f} {compared / found:6.1f}x"


def _typed(verb: str, topic: str, folder: Path) -> float:
    """Give the CPU seconds of a whole command, the least of some runs: all else is the noise of the machine."""
    command = [*CAJAD, verb, topic, "-f", "json", "-n", "20", "-L", str(folder)]
    return min(cost(command)[0] for _ in range(_RUNS))


def _search(index: Path, words: str) -> None:
    with Store(index) as store:
        search(store, Query(words, limit=20))


def _compare(index: Path, words: str) -> None:
    with Store(index) as store:
        comparison(store, Query(words, limit=20))


def _again(work: Callable[[], object]) -> float:
    """Time work that has been done once before, so that no file is read from the disk."""
    work()
    return spent(work)


if __name__ == "__main__":
    main()
