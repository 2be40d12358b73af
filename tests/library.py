"""Small libraries for tests: folders of invented texts and their indexes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from cajad_cli.index.store import Store
from cajad_cli.ingest import Options, ingest
from cajad_cli.model import IngestReport
from cajad_cli.read.library import open_library

TODAY = date(2026, 1, 15)
SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def write(folder: Path, texts: Mapping[str, str]) -> Path:
    """Write texts by name into a folder."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def index(folder: Path, place: Path, *, rebuild: bool = False) -> IngestReport:
    """Index a folder at `place`."""
    return ingest(open_library(folder), place, Options(TODAY, rebuild))


@contextmanager
def store(folder: Path, place: Path) -> Iterator[Store]:
    """Index a folder and open its index."""
    index(folder, place)
    with Store(place) as opened:
        yield opened
