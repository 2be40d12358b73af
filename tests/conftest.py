"""What all tests share: an index of their own, a day of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let transcripts and generated pages be rewritten: --update-golden."""
    parser.addoption("--update-golden", action="store_true", help="rewrite transcripts and generated pages")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder where indexes of this run are kept."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Iterator[None]:
    for name in ("CAJAD_LIBRARY", "PAGER", "CAJAD_PAGER", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAJAD_CACHE", str(cache))
    monkeypatch.setenv("CAJAD_TODAY", "2026-01-15")
    monkeypatch.chdir(ROOT)
    yield
