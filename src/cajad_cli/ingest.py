"""Files → index: read, extract, write; only what has changed is read again."""

import gc
import os
import signal
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cajad_cli.errors import LibraryError, ReadError
from cajad_cli.index.store import Entry, FileState, Store
from cajad_cli.model import IngestReport, Library, Problem
from cajad_cli.read.library import FileEntry, files

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from cajad_cli.index.writer import Writer
    from cajad_cli.lexicon.order import Order

States = dict[str, tuple[FileState, bool]]  # by document: the file's state when read, and whether it could be
Progress = Callable[[int, int], None]  # documents done, documents to do

_PACKAGE = Path(__file__).resolve().parent
_BATCH = 1024
_PARALLEL = 64  # under this many files a process pool costs more than it brings


class Change(NamedTuple):
    """What differs between a library's files and its index."""

    new: tuple[FileEntry, ...]
    changed: tuple[FileEntry, ...]
    removed: tuple[str, ...]
    unchanged: int

    @property
    def any(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.new or self.changed or self.removed)


class Outcome(NamedTuple):
    """What reading one file came to; `made` None: its content is what the index has."""

    file: FileEntry
    hash: str
    made: Entry | Problem | None


class Options(NamedTuple):
    """How to build: `today` is the day of indexing, `rebuild` starts from nothing, `jobs` counts processes."""

    today: date
    rebuild: bool = False
    jobs: int = 1
    progress: Progress | None = None


@cache
def rules_version() -> str:
    """Name the state of all that decides what is read out of a file, so that a change of it rebuilds the index."""
    from cajad_cli import __version__

    # Size and time of the package's own files: a development checkout changes under a running index,
    # an installed package never does.
    rooms = [_PACKAGE / room for room in ("data", "extract", "lexicon", "read")]
    seen = [__version__, *(state for room in rooms for state in _file_states(room))]
    return f"{zlib.crc32(' '.join(seen).encode()):08x}"


def _file_states(room: Path) -> Iterator[str]:
    for entry in sorted(os.scandir(room), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _file_states(Path(entry.path))
        elif entry.name.endswith((".py", ".toml")):
            stat = entry.stat()
            yield f"{entry.name} {stat.st_size} {stat.st_mtime_ns}"


def changes(library: Library, states: States) -> Change:
    """Compare the files of the library with what the index has of them, by size and time of change."""
    entries = tuple(files(library))
    new = tuple(e for e in entries if e.document not in states)
    changed = tuple(e for e in entries if e.document in states and states[e.document][0][:2] != (e.size, e.mtime_ns))
    removed = tuple(sorted(states.keys() - {e.document for e in entries}))
    return Change(new, changed, removed, len(entries) - len(new) - len(changed))


def current_store(library: Library, index: Path) -> Store | None:
    """Open the index if these rules and settings made it; its files are another question. None where it is not so."""
    try:
        store = Store(index)
    except LibraryError:
        return None
    if store.meta.get("rules") == rules_version() and store.is_of(library):
        return store
    store.close()
    return None


def ingest(library: Library, index: Path, options: Options) -> IngestReport:
    """Bring the index up to date with the library's files and report what was done.

    Files that cannot be read are reported as problems and the rest is indexed. Raises LibraryError where the
    index cannot be written.
    """
    from cajad_cli.index.writer import Writer

    states = None if options.rebuild else _states(library, index)
    fresh = states is None
    states = states or {}
    change = Change(tuple(files(library)), (), (), 0) if fresh else changes(library, states)
    outcomes: list[str] = []
    if fresh or change.any:
        with Writer(index, base=not fresh) as writer:
            for document in change.removed:
                writer.remove(document)
            outcomes = [_write(writer, outcome) for outcome in _outcomes(change, states, library, options)]
            _date_by_neighbours(writer, library, options.today)
            writer.finish(library, rules_version())
    with Store(index) as store:
        problems = store.problems()
    unread = {p.document for p in problems}
    return IngestReport(
        library,
        tuple(e.document for e in change.new if e.document not in unread),
        tuple(d for d in outcomes if d in {e.document for e in change.changed} - unread),
        change.removed,
        change.unchanged + len(change.changed) - sum(e.document in outcomes for e in change.changed),
        problems,
    )


def _states(library: Library, index: Path) -> States | None:
    """Give what the index has of each file; None where it has to be built from nothing."""
    store = current_store(library, index)
    if store is None:
        return None
    with store:
        return store.states()


def _write(writer: "Writer", outcome: Outcome) -> str:
    """Put one outcome into the index; give the document's id where its content is new, else ""."""
    entry, made = outcome.file, outcome.made
    if made is None:
        writer.touch(entry.document, FileState(entry.size, entry.mtime_ns, outcome.hash))
        return ""
    writer.remove(entry.document)
    if isinstance(made, Problem):
        writer.note_problem(made, entry.size, entry.mtime_ns)
    else:
        writer.add(made)
    return entry.document


def _date_by_neighbours(writer: "Writer", library: Library, today: date) -> None:
    """Read again the documents whose 10/02/2026 the stamps of other documents can settle, or no longer do."""
    from cajad_cli.read.order import is_open, orders, read_as

    stamps = writer.numeric_stamps()
    known = orders((stamp.source, stamp.words) for stamp in stamps)
    open_ones = [s for s in stamps if s.published_from in ("none", "inferred") and is_open(s.words)]
    todo = {s.document: known.get(s.source) for s in open_ones if read_as(s.words, s.published) != known.get(s.source)}
    for entry in files(library) if todo else ():
        if entry.document in todo:
            _write(writer, _process((entry, ""), library, today, todo[entry.document]))


def _outcomes(change: Change, states: States, library: Library, options: Options) -> Iterator[Outcome]:
    todo = (*change.new, *change.changed)
    hashes = {name: state.hash for name, (state, _) in states.items()}
    jobs = ((entry, hashes.get(entry.document, "")) for entry in todo)
    work = partial(_process, library=library, today=options.today)
    done = 0
    with _pool(len(todo), options.jobs) as pool:
        # Batches bound what waits in memory: the pool would take all files at once.
        while batch := list(islice(jobs, _BATCH)):
            for outcome in map(work, batch) if pool is None else pool.map(work, batch, chunksize=16):
                done += 1
                if options.progress is not None:
                    options.progress(done, len(todo))
                yield outcome


@contextmanager
def _pool(files: int, jobs: int) -> Iterator["Executor | None"]:
    if jobs < 2 or files < _PARALLEL:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_start_worker) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start_worker() -> None:
    """Let Ctrl-C reach the parent alone, which ends its workers without a word from each, and leave garbage be.

    What extraction makes has no cycles: without the collector it is 10 to 20 % faster.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _process(job: tuple[FileEntry, str], library: Library, today: date, order: "Order | None" = None) -> Outcome:
    """Read one file and extract all that it says; nothing is made where its content is what it was."""
    from cajad_cli.extract.copies import shingles
    from cajad_cli.extract.document import extract
    from cajad_cli.read.reader import read

    entry, old = job
    try:
        digest = _digest(Path(entry.path))
        if digest == old:
            return Outcome(entry, digest, None)
        document = read(entry, library, today, order)
    except ReadError as error:
        return Outcome(entry, "", Problem(entry.document, str(error)))
    except OSError as error:
        return Outcome(entry, "", Problem(entry.document, f"cannot be opened: {error.strerror or error}"))
    found = extract(document)
    state = FileState(entry.size, entry.mtime_ns, digest)
    return Outcome(entry, digest, Entry(document, found, shingles(document.text, found.passages), state))


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
