"""Libraries of made-up stories in the sizes asked for on the command line, indexed, and the time that work takes."""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import process_time

from corpus import write

from cajad_cli.cli.session import index_path
from cajad_cli.ingest import Options, ingest
from cajad_cli.read.library import open_library


@contextmanager
def indexes(description: str | None) -> Iterator[dict[int, Path]]:
    """Read the command line and give an index for each size, by the number of documents."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="documents, with commas (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where to keep the libraries (default: a temporary folder)")
    parser.add_argument("--words", type=int, default=120, help="words of a story (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        root = (chosen.folder or Path(temporary)).resolve()
        os.environ["CAJAD_CACHE"] = str(root)  # where the commands that are run here find the indexes
        yield {size: _index(root, size, chosen.words, chosen.jobs) for size in sizes}


def folder_of(index: Path, size: int) -> Path:
    """Give the library of an index."""
    return _folder(index.parent, size)


def _folder(root: Path, size: int) -> Path:
    return root / f"stories-{size}"


def _index(root: Path, size: int, words: int, jobs: int) -> Path:
    folder = _folder(root, size)
    write(folder, size, words)
    library = open_library(folder)
    index = index_path(library)
    ingest(library, index, Options(date(2026, 1, 1), jobs=jobs))
    return index


def spent(work: Callable[[], object]) -> float:
    """Give the CPU seconds of this process that some work takes."""
    begin = process_time()
    work()
    return process_time() - begin
