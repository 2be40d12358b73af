"""What `cajad doctor` looks at."""

import os
import platform
from importlib.util import find_spec
from pathlib import Path

from cajad_cli.cli.session import index_path, library_path
from cajad_cli.errors import LibraryError
from cajad_cli.model import Check, Diagnosis, Library


def diagnosis(named: Path | None) -> Diagnosis:
    """Look at the installation, the library and its index, in this order, as far as each lets the next be seen."""
    checks = [*_installation()]
    library = _library(named, checks)
    if library is not None:
        checks += _index(library)
    return Diagnosis(tuple(checks))


def _installation() -> list[Check]:
    from cajad_cli import __version__
    from cajad_cli.index.engine import engine

    checks = [Check("program", True, f"cajad {__version__} on Python {platform.python_version()}")]
    version, full_text = engine()
    checks.append(
        Check("search engine", full_text, f"SQLite {version}, FTS5 {'there' if full_text else 'missing'}",
              "" if full_text else "use a Python whose SQLite has FTS5")
    )  # fmt: skip
    missing = [m for m in ("typer", "rich", "rapidfuzz", "tomli", "platformdirs") if find_spec(m) is None]
    checks.append(Check("packages", not missing, f"missing: {', '.join(missing)}" if missing else "all there"))
    return checks


def _library(named: Path | None, checks: list[Check]) -> Library | None:
    from cajad_cli.read.library import files, open_library

    try:
        library = open_library(library_path(named))
    except LibraryError as error:
        checks.append(Check("library", False, error.message, error.hint))
        return None
    count = sum(1 for _ in files(library))
    checks.append(
        Check("library", count > 0, f"{library.path}: {count} files", "" if count else "put text files there")
    )
    return library


def _index(library: Library) -> list[Check]:
    from cajad_cli.index.store import Store
    from cajad_cli.ingest import changes, current_store

    path = index_path(library)
    writable = os.access(_nearest_folder(path.parent), os.W_OK)
    checks = [
        Check("cache", writable, f"{path.parent} can {'' if writable else 'not '}be written",
              "" if writable else "set CAJAD_CACHE to another folder")
    ]  # fmt: skip
    if not path.exists():
        return [*checks, Check("index", True, "none yet: the first question makes it")]
    try:
        with Store(path) as store:
            problems, states = store.problems(), store.states()
            undated = [r.document for r in store.rows().values() if r.published is None]
    except LibraryError as error:
        return [*checks, Check("index", False, error.message, error.hint)]
    current = current_store(library, path)
    fresh = current is not None and not changes(library, states).any
    if current is not None:
        current.close()
    checks.append(
        Check("index", True, str(path) if fresh else f"{path}: behind its files; the next question refreshes it")
    )
    checks += [Check("file", False, p.message, "convert it, or take it out of the library") for p in problems]
    checks += [
        Check(
            "date",
            False,
            f"{d}: no day of publication was found",
            "give it in library.toml: [[document]] published",
        )
        for d in undated
    ]
    return checks


def _nearest_folder(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path
