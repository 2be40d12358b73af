"""Time `cajad compare TOPIC` as the library grows, beside a search for the same words in the same process.

    python benchmarks/compare_scale.py [--sizes 1000,10000] [--folder FOLDER]

Prints CPU seconds and the ratio of comparison to search; an audit of the whole library in the last row.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time

from corpus import write

from cajad_cli.answer.comparison import comparison
from cajad_cli.answer.search import search
from cajad_cli.index.store import Store
from cajad_cli.ingest import Options, ingest
from cajad_cli.model import Query
from cajad_cli.read.library import open_library

TOPICS = ("Dialogue treaty", "Zeteast", "companies counted forum", "Farid minister talks")
_LARGEST_AUDIT = 10_000


def main() -> None:
    """Print a line a topic: search, comparison and their ratio at each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="documents, with commas (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where to keep the libraries (default: a temporary folder)")
    parser.add_argument("--words", type=int, default=120, help="words of a story (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        root = chosen.folder or Path(temporary)
        columns = [dict(_measured(_index(root, size, chosen.words, chosen.jobs), size)) for size in sizes]
    print(f"{'search, compare':26}" + "".join(f"{size:>26,}" for size in sizes))
    for name in columns[0]:
        print(f"{name:26}" + "".join(f"{column.get(name, ''):>26}" for column in columns))


def _index(root: Path, size: int, words: int, jobs: int) -> Path:
    folder, index = root / f"stories-{size}", root / f"stories-{size}.sqlite"
    write(folder, size, words)
    ingest(open_library(folder), index, Options(date(2026, 1, 1), jobs=jobs))
    return index


def _measured(index: Path, size: int) -> Iterator[tuple[str, str]]:
    for topic in TOPICS:
        found = _spent(partial(_search, index, topic))
        compared = _spent(partial(_compare, index, topic))
        yield topic, f"{found:.3f} {compared:.3f} {compared / found:6.1f}x"
    if size <= _LARGEST_AUDIT:
        yield "audit", f"{_spent(partial(_compare, index, '')):.3f}"


def _search(index: Path, words: str) -> None:
    with Store(index) as store:
        search(store, Query(words, limit=20))


def _compare(index: Path, words: str) -> None:
    with Store(index) as store:
        comparison(store, Query(words, limit=20))


def _spent(work: Callable[[], None]) -> float:
    work()
    begin = process_time()
    work()
    return process_time() - begin


if __name__ == "__main__":
    main()
