"""Time `cajad compare TOPIC` as the library grows, beside a search for the same words in the same process.

    python benchmarks/compare_scale.py [--sizes 1000,10000] [--folder FOLDER]

Prints CPU seconds and the ratio of comparison to search; an audit of the whole library in the last row.
"""

import gc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sizes import indexes, spent

from cajad_cli.answer.comparison import comparison
from cajad_cli.answer.search import search
from cajad_cli.index.store import Store
from cajad_cli.model import Query

TOPICS = ("Dialogue treaty", "Zeteast", "companies counted forum", "Farid minister talks")
_LARGEST_AUDIT = 10_000


def main() -> None:
    """Print a line a topic: search, comparison and their ratio at each size."""
    gc.set_threshold(50_000)  # as the command does
    with indexes(__doc__) as found:
        columns = [dict(_measured(index, size)) for size, index in found.items()]
    print(f"{'search, compare':26}" + "".join(f"{size:>26,}" for size in found))
    for name in columns[0]:
        print(f"{name:26}" + "".join(f"{column.get(name, ''):>26}" for column in columns))


def _measured(index: Path, size: int) -> Iterator[tuple[str, str]]:
    for topic in TOPICS:
        found = _again(partial(_search, index, topic))
        compared = _again(partial(_compare, index, topic))
        yield topic, f"{found:.3f} {compared:.3f} {compared / found:6.1f}x"
    if size <= _LARGEST_AUDIT:
        yield "audit", f"{_again(partial(_compare, index, '')):.3f}"


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
