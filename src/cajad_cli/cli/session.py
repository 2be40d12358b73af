"""What every command does around its answer: find the library, bring the index up to date, print."""

import os
import sys
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from cajad_cli.cli.arguments import typed
from cajad_cli.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from cajad_cli.index.store import Store
    from cajad_cli.model import AskedQuery, IngestReport, Library, Query

_CHEAP: Final = 2000  # changed files that a query reads in passing; more are left to `cajad index`


class Request(NamedTuple):
    """The shared options of a query, as typed."""

    words: Sequence[str] | None
    library: Path | None = None
    since: str | None = None
    until: str | None = None
    sources: Sequence[str] | None = None
    document: str | None = None
    limit: int | None = None
    offset: int = 0
    sort: str = ""
    exact: bool = False
    by: str = ""


def today() -> date:
    """Give the day: the one place where the clock is asked. $CAJAD_TODAY stands in for it."""
    said = os.environ.get("CAJAD_TODAY")
    try:
        return date.fromisoformat(said) if said else datetime.now().astimezone().date()
    except ValueError:
        raise UsageError(f"CAJAD_TODAY is {said!r}", "write it as 2026-01-31") from None


def say(message: str, *, quiet: bool = False) -> None:
    """Write one line to standard error."""
    if not quiet:
        print(message, file=sys.stderr)


def count(number: int, noun: str) -> str:
    """Count things in words: "no events", "1 event", "2 events"."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def query(request: Request, *, quiet: bool) -> "Query":
    """Make a query of a request: words read, days resolved and told. Raises DateError and UsageError."""
    from cajad_cli.model import Query

    words = request.words or ()
    text = typed(words, sys.stdin.read() if "-" in words else "")
    since, until = _days(request.since, request.until, quiet=quiet)
    return Query(
        text, since, until, tuple(request.sources or ()), request.document, request.limit, request.offset,
        request.sort, request.exact, request.by, today(),
    )  # fmt: skip


def _days(since: str | None, until: str | None, *, quiet: bool) -> tuple[date | None, date | None]:
    if since is None and until is None:
        return None, None
    from cajad_cli.errors import DateError
    from cajad_cli.extract.asked import period

    first = None if since is None else period(since, today())[0]
    last = None if until is None else period(until, today())[1]
    if first is not None and last is not None and first > last:
        raise DateError(f"--since {since} ({first}) is after --until {until} ({last})", "change places")
    plain = {None, str(first), str(last)}
    if since not in plain or until not in plain:
        say(f"from {first or 'the beginning'} to {last or 'the end'}", quiet=quiet)
    return first, last


def library_path(named: Path | None) -> Path:
    """Give the folder of the library: named, else $CAJAD_LIBRARY, else the built-in one."""
    from_environment = os.environ.get("CAJAD_LIBRARY")
    if named is not None:
        return named.expanduser()
    return Path(from_environment).expanduser() if from_environment else built_in()


def built_in() -> Path:
    """Give the folder of the seed documents: inside the wheel, or at the top of a source checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "seeds"
    return installed if installed.is_dir() else package.parent.parent / "seeds"


def open_store(named: Path | None, *, quiet: bool) -> "Store":
    """Open the index of a library, made or refreshed first where that is needed.

    Raises LibraryError where there is no library, no document that can be read, or no index.
    """
    from cajad_cli.index.store import Store
    from cajad_cli.ingest import current_store
    from cajad_cli.read.library import open_library

    library = open_library(library_path(named))
    index = index_path(library)
    store = current_store(library, index)
    if store is None:
        store = Store(_made(library, index, quiet=quiet))
    elif _refreshed(store, library, index, quiet=quiet):
        store.close()
        store = Store(index)
    if store.size() == 0:
        problems = store.problems()
        what = f"; {len(problems)} could not be read, {problems[0].document}: {problems[0].message}" if problems else ""
        raise LibraryError(
            f"the library {library.path} has no document that can be read{what}",
            "put text files there (.txt, .md)",
        )
    return store


def _refreshed(store: "Store", library: "Library", index: Path, *, quiet: bool) -> bool:
    """Read what few files have changed, or say why the answer comes from the old index; tell whether it is new."""
    from cajad_cli.ingest import changes

    change = changes(library, store.states())
    files = len(change.new) + len(change.changed) + len(change.removed)
    if files > _CHEAP:
        say(f"cajad: {files} files changed since the index was made: run cajad index", quiet=quiet)
    if not 0 < files <= _CHEAP:
        return False
    try:
        _say_unread(build(library, index, quiet=quiet), quiet=quiet)
    except LibraryError as error:
        say(f"cajad: answering from the old index: {error.message}", quiet=quiet)
        return False
    return True


def _made(library: "Library", index: Path, *, quiet: bool) -> Path:
    """Build the index; where its folder cannot be written, a temporary one, and say so. Give its place."""
    try:
        report = build(library, index, quiet=quiet)
    except LibraryError:
        index = _temporary_index(index)
        say(f"cajad: the index cannot be kept in {_cache()}: using a temporary one for this call", quiet=quiet)
        report = build(library, index, quiet=quiet)
    _say_unread(report, quiet=quiet)
    return index


def _say_unread(report: "IngestReport", *, quiet: bool) -> None:
    if report.problems and (report.added or report.changed):
        first = report.problems[0].message
        more = f", and {len(report.problems) - 1} more" if len(report.problems) > 1 else ""
        say(f"cajad: not read: {first}{more} (cajad index lists them)", quiet=quiet)


def build(library: "Library", index: Path, *, quiet: bool, rebuild: bool = False) -> "IngestReport":
    """Bring the index at `index` up to date, with a counter on a terminal."""
    from cajad_cli.ingest import Options, ingest

    show = sys.stderr.isatty() and not quiet
    shown = [0]

    def progress(done: int, total: int) -> None:
        if show and total >= _PARALLEL and (done == total or done - shown[0] >= total // 100):
            shown[0] = done
            end = "\r" if done < total else "\r\033[K"
            print(f"reading {done}/{total} documents", end=end, file=sys.stderr, flush=True)

    jobs = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return ingest(library, index, Options(today(), rebuild, jobs, progress))


_PARALLEL: Final = 64


def _cache() -> Path:
    said = os.environ.get("CAJAD_CACHE")
    if said:
        return Path(said).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("cajad", appauthor=False)


def index_path(library: "Library") -> Path:
    """Give the place of a library's index: in the cache, named by the folders of library and program."""
    key = f"{library.path}\n{Path(__file__).resolve().parent}".encode("utf-8", "surrogateescape")
    return _cache() / f"{Path(library.path).name[:40] or 'root'}-{zlib.crc32(key):08x}{zlib.adler32(key):08x}.sqlite"


def _temporary_index(index: Path) -> Path:
    import atexit
    import tempfile

    folder = tempfile.TemporaryDirectory(prefix="cajad-")
    atexit.register(folder.cleanup)
    return Path(folder.name) / index.name


def say_corrections(asked: "AskedQuery", *, quiet: bool) -> None:
    """Tell which words were corrected."""
    for typed_word, used in asked.corrections:
        say(f"cajad: no {typed_word!r} here, searched for {used!r} (--exact takes it as typed)", quiet=quiet)
