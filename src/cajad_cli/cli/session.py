"""What every command does around its answer: find the library, bring the index up to date, print."""

import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cajad_cli.cli.arguments import typed
from cajad_cli.errors import BusyError, LibraryError, UsageError
from cajad_cli.noun import NamedTuple

if TYPE_CHECKING:
    from cajad_cli.index.store import Store
    from cajad_cli.ingest import Progress
    from cajad_cli.model import AskedQuery, IngestReport, Library, Query

# What a query reads in passing, about two seconds of work; more is left to `cajad index`.
_CHEAP: Final = 200  # files
_CHEAP_SIZE: Final = 1 << 19  # bytes
_WAIT: Final = 600.0  # seconds for another process that makes the index which an answer needs


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
    """Write one line to standard error; names of files must not steer the terminal."""
    if not quiet:
        from cajad_cli.render.hygiene import clean

        print(clean(message), file=sys.stderr)


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
    from cajad_cli.fresh import current_store
    from cajad_cli.index.store import Store
    from cajad_cli.read.library import open_library

    library = open_library(library_path(named))
    index = index_path(library)
    store = current_store(library, index)
    if store is None:
        store = Store(_made(library, index, quiet=quiet))
    elif _refreshed(store, library, index, quiet=quiet):
        store.close()
        store = Store(index)
    with store.watched():
        empty = store.size() == 0
        problems = store.problems() if empty else ()
    if empty:
        what = f"; {len(problems)} could not be read, {problems[0].document}: {problems[0].message}" if problems else ""
        raise LibraryError(
            f"the library {library.path} has no document that can be read{what}",
            "put texts there: .txt, .md, .html, .pdf, .docx, …",
        )
    return store


def _refreshed(store: "Store", library: "Library", index: Path, *, quiet: bool) -> bool:
    """Read what few files have changed, or say why the answer comes from the old index; tell whether it is new."""
    from cajad_cli.fresh import changes, may_have_changed

    with store.watched():
        if not may_have_changed(store):
            return False
        change = changes(library, store.states())
    if not change.any:
        return False
    if change.files > _CHEAP or change.size > _CHEAP_SIZE:
        changed = f"{count(change.files, 'file')} changed since the index was made"
        say(f"cajad: {changed}, and this answer does not know: cajad index reads them", quiet=quiet)
        return False
    try:
        _say_unread(build(library, index, quiet=quiet, patience=0), quiet=quiet)
    except LibraryError as error:
        changed = f"{count(change.files, 'file')} changed and not read"
        say(f"cajad: answering from the old index, {changed}: {error.message}", quiet=quiet)
        return False
    return True


def _made(library: "Library", index: Path, *, quiet: bool) -> Path:
    """Build the index; where its folder cannot be written, a temporary one, and say so. Give its place."""
    try:
        report = _built(library, index, quiet=quiet)
    except BusyError:
        raise
    except LibraryError as error:
        index = _temporary_index(index)
        kept = f"the index cannot be kept in {_cache()}: using a temporary one for this call"
        say(f"cajad: {kept} ({error.message})", quiet=quiet)
        report = build(library, index, quiet=quiet)
    _say_unread(report, quiet=quiet)
    return index


def _built(library: "Library", index: Path, *, quiet: bool) -> "IngestReport":
    try:
        return build(library, index, quiet=quiet, patience=1)
    except BusyError:
        say("cajad: another cajad is making the index: waiting for it", quiet=quiet)
        return build(library, index, quiet=quiet, patience=_WAIT)


def _say_unread(report: "IngestReport", *, quiet: bool) -> None:
    if report.problems and (report.added or report.changed):
        first = report.problems[0].message
        more = f", and {len(report.problems) - 1} more" if len(report.problems) > 1 else ""
        say(f"cajad: not read: {first}{more} (cajad index lists them)", quiet=quiet)


def build(
    library: "Library", index: Path, *, quiet: bool, rebuild: bool = False, patience: float = 30.0
) -> "IngestReport":
    """Bring the index at `index` up to date, with a bar on a terminal."""
    from cajad_cli.errors import Interrupted
    from cajad_cli.ingest import Options, ingest

    def notice(what: str) -> None:
        say(f"cajad: {what}", quiet=quiet)

    jobs = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with _progress(quiet=quiet) as progress:
        try:
            return ingest(library, index, Options(today(), rebuild, jobs, progress, patience, notice))
        except Interrupted as interruption:
            notice(f"{interruption.message}: cajad index goes on from there")
            raise
        except KeyboardInterrupt:
            notice("interrupted: the index is as it was before")
            raise


@contextmanager
def _progress(*, quiet: bool) -> Iterator["Progress | None"]:
    """Give what shows how far indexing has come: a bar where the work is long and a terminal there, else nothing."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from cajad_cli.render.progress import Bar

    with Bar("reading", sys.stderr) as bar:
        yield bar.show


def _cache() -> Path:
    said = os.environ.get("CAJAD_CACHE")
    if said:
        return Path(said).expanduser()
    plain = _plain_cache()
    if plain is not None:
        return plain
    from platformdirs import user_cache_path

    return user_cache_path("cajad", appauthor=False)


def _plain_cache() -> Path | None:
    """Give the cache where Linux says it plainly; platformdirs says the same, for 16 million instructions."""
    if sys.platform != "linux" or "ANDROID_ROOT" in os.environ:
        return None
    said, home = os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("HOME", "")
    if said:
        return Path(said) / "cajad" if said[0] == "/" and said == said.strip() else None
    return Path(home) / ".cache" / "cajad" if home[:1] == "/" else None


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
    """Tell which words were corrected, which spellings were left out, and which documents alone were looked at."""
    for typed_word, used in asked.corrections:
        say(f"cajad: no {typed_word!r} here, searched for {used!r} (--exact takes it as typed)", quiet=quiet)
    for typed_word, other in asked.also:
        say(f"cajad: did you also mean {other!r}? ({typed_word} OR {other})", quiet=quiet)
    if asked.bounded:
        say(f"cajad: {asked.bounded}", quiet=quiet)
