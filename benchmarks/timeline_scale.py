"""Time `cajad timeline` as the library grows: whole, of a topic, of a month, its ten main days.

    python benchmarks/timeline_scale.py [--sizes 1000,10000] [--folder FOLDER]

Prints CPU seconds in this process, and each as a ratio to what it was at the first size; the library grows by the
factor in the first column, so a ratio near it is linear growth.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time

from corpus import write

from cajad_cli.answer.timeline import timeline
from cajad_cli.index.store import Store
from cajad_cli.ingest import Options, ingest
from cajad_cli.model import Query
from cajad_cli.read.library import open_library

ASKED = {
    "whole, first": Query("", limit=20),
    "whole, again": Query("", limit=20),
    "topic": Query("Dialogue treaty", limit=20),
    "rare topic": Query("Zeteast", limit=20),
    "one month": Query("", since=date(2014, 3, 1), until=date(2014, 3, 31), limit=20),
}


def main() -> None:
    """Print a line a question, a column a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="documents, with commas (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where to keep the libraries (default: a temporary folder)")
    parser.add_argument("--words", type=int, default=120, help="words of a story (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        root = chosen.folder or Path(temporary)
        columns = [dict(_measured(_index(root, size, chosen.words, chosen.jobs))) for size in sizes]
    print(f"{'documents':16}" + "".join(f"{size:>18,}" for size in sizes))
    for name in columns[0]:
        first = columns[0][name]
        cells = (f"{column[name]:10,.3f} {column[name] / first if first else 0:6.1f}x" for column in columns)
        print(f"{name:16}" + "".join(f"{cell:>18}" for cell in cells))


def _index(root: Path, size: int, words: int, jobs: int) -> Path:
    folder, index = root / f"stories-{size}", root / f"stories-{size}.sqlite"
    write(folder, size, words)
    ingest(open_library(folder), index, Options(date(2026, 1, 1), jobs=jobs))
    return index


def _measured(index: Path) -> Iterator[tuple[str, float]]:
    with Store(index) as store:
        yield "tellings", float(sum(1 for _ in store.events(sorted(store.rows()))))
    for name, query in ASKED.items():
        yield name, _spent(partial(_ask, index, query))
    yield "ten main days", _spent(partial(_ask, index, Query(""), 10))


def _ask(index: Path, query: Query, top: int | None = None) -> None:
    with Store(index) as store:
        timeline(store, query, top)


def _spent(work: Callable[[], None]) -> float:
    begin = process_time()
    work()
    return process_time() - begin


if __name__ == "__main__":
    main()
