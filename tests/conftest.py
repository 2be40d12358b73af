"""What all tests share: an index of their own, a day of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# No time bounds: machines are shared, and the first example compiles the rules. The build tries the same examples
# each time, so that it fails for what has changed; elsewhere every run looks in new places.
settings.register_profile("build", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("build" if os.environ.get("CI") else "search")


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
