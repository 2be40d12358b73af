"""What `cajad doctor` looks at."""

import os
import platform
import shutil
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from cajad_cli.cli.session import count, index_path, library_path
from cajad_cli.errors import LibraryError
from cajad_cli.model import Check, Diagnosis, Library, Problem, SourceRow

if TYPE_CHECKING:
    from cajad_cli.index.store import Store

_ROOM: Final = 64_000_000  # bytes that should be free beside twice the index
_NAMED: Final = 3  # documents of one matter that are named


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
    from cajad_cli.read.library import listing, open_library

    try:
        library = open_library(library_path(named))
        listed = listing(library)
    except LibraryError as error:
        checks.append(Check("library", False, error.message, error.hint))
        return None
    found = bool(listed.files)
    said = f"{library.path}: {count(len(listed.files), 'file')}"
    checks.append(Check("library", found, said, "" if found else "put text files there"))
    checks += [Check("folder", False, f"{p.document}: {p.message}", "let yourself read it") for p in listed.closed]
    if listed.skipped:
        checks.append(Check("skipped", True, f"{_some(listed.skipped)} (cajad index says why)"))
    return library


def _index(library: Library) -> list[Check]:
    from cajad_cli.index.place import check_seal
    from cajad_cli.index.store import Store

    path = index_path(library)
    checks = [_cache(path)]
    if not path.exists():
        return [*checks, Check("index", True, "none yet: the first question makes it")]
    try:
        check_seal(path)
        with Store(path) as store:
            return [*checks, _state(library, store), *_contents(store)]
    except LibraryError as error:
        return [*checks, Check("index", False, error.message, error.hint)]


def _cache(index: Path) -> Check:
    """Look whether an index can be written: a new one stands beside the old one until it is whole."""
    folder = _nearest_folder(index.parent)
    if not os.access(folder, os.W_OK):
        return Check("cache", False, f"{index.parent} can not be written", "set CAJAD_CACHE to another folder")
    free = shutil.disk_usage(folder).free
    room = free >= _ROOM + 2 * (index.stat().st_size if index.exists() else 0)
    said = f"{index.parent} can be written, {free // 1_000_000:,} MB are free"
    return Check("cache", room, said, "" if room else "free some space, or set CAJAD_CACHE to another folder")


def _state(library: Library, store: "Store") -> Check:
    from cajad_cli.fresh import changes, current_store

    current = current_store(library, store.path)
    if current is None:
        return Check("index", True, f"{store.path}: of other rules or settings; the next question makes it anew")
    current.close()
    change = changes(library, store.states())
    if not change.any:
        return Check("index", True, str(store.path))
    parts = {"new": len(change.new), "changed": len(change.changed), "removed": len(change.removed)}
    differ = ", ".join(f"{number} {how}" for how, number in parts.items() if number)
    many = store.meta["whole"] != "yes"
    what = "was interrupted" if many else "is behind its files"
    return Check("index", False, f"{store.path} {what}: {differ}", "cajad index")


def _contents(store: "Store") -> Iterator[Check]:
    """Yield what needs a hand in the documents: each matter once, however many documents have it."""
    matters: dict[str, list[Problem]] = {}
    for problem in store.problems():
        told = problem.message.removeprefix(problem.document).lstrip(": ")
        matters.setdefault(told, []).append(problem)
    for told, problems in matters.items():
        step = "see what it says" if "pip install" in told else "convert it, or take it out of the library"
        yield Check("file", False, f"{_some(problems)}: {told}", step)
    rows = store.rows().values()
    undated = [row for row in rows if row.published is None]
    if undated:
        step = "cajad sources --undated; then library.toml: [[document]] match, published"
        yield Check("date", False, f"{_some(undated)}: no day of publication was found", step)
    unknown = [row for row in rows if row.publisher == PurePosixPath(row.document).stem]  # named for want of better
    if unknown:
        step = "name it in library.toml: [[document]] match, source"
        yield Check("publisher", False, f"{_some(unknown)}: who issued it was not found", step)


def _some(documents: "Sequence[Problem | SourceRow]") -> str:
    """Name a document, or count several and name the first."""
    names = [d.document for d in documents]
    if len(names) == 1:
        return names[0]
    shown = ", ".join(names[:_NAMED])
    return f"{len(names)} files ({shown}{', …' if len(names) > _NAMED else ''})"


def _nearest_folder(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path
