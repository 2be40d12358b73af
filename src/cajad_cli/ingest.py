"""Files → index: read, extract, write; only what has changed is read again."""

import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from cajad_cli.errors import DamageError, Interrupted, LibraryError, ReadError
from cajad_cli.index.place import check_seal
from cajad_cli.index.store import Entry, FileState, Store
from cajad_cli.model import IngestReport, Library, Problem
from cajad_cli.read.library import FileEntry, Listing, files, listing

if TYPE_CHECKING:
    from cajad_cli.index.writer import Writer
    from cajad_cli.lexicon.order import Order
    from cajad_cli.pool import Interrupts

Job = tuple[FileEntry, str]  # a file, and the hash of its content that the index has, else ""
States = dict[str, tuple[FileState, bool]]  # by document: the file's state when read, and whether it could be
Notice = Callable[[str], None]  # takes one sentence that the user should know
Progress = Callable[[int, int], None]  # documents done, documents to do

_PACKAGE = Path(__file__).resolve().parent
_PARALLEL: Final = 64  # under this many files a process pool costs more than it brings
_LARGE: Final = 1 << 18  # bytes, likewise
_PIECE: Final = 16  # files that are handed to a process at once
_PATIENCE: Final = 60  # seconds for one file; a hundred thousand words take five
_LOST: Final = "ended the process that read it"


class Change(NamedTuple):
    """What differs between a library's files and its index."""

    new: tuple[FileEntry, ...]
    changed: tuple[FileEntry, ...]
    removed: tuple[str, ...]
    unchanged: int
    listed: Listing

    @property
    def any(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.new or self.changed or self.removed)

    @property
    def files(self) -> int:
        """Count the files that differ."""
        return len(self.new) + len(self.changed) + len(self.removed)

    @property
    def size(self) -> int:
        """Count the bytes to read."""
        return sum(e.size for e in (*self.new, *self.changed))


class Outcome(NamedTuple):
    """What reading one file came to; `made` None: its content is what the index has."""

    file: FileEntry
    hash: str
    made: Entry | Problem | None


class Options(NamedTuple):
    """How to build: from nothing with `rebuild`; `today` is the day of indexing.

    `jobs` counts processes, 0 is none beside this one; `patience` is how many seconds to wait for another process
    that writes.
    """

    today: date
    rebuild: bool = False
    jobs: int = 0
    progress: Progress | None = None
    patience: float = 30.0
    notice: Notice | None = None


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
    """Compare the files of the library with what the index has of them, by size and time of change.

    What lies in a folder that cannot be read now is taken to be as it was.
    """
    listed = listing(library)
    entries = listed.files
    new = tuple(e for e in entries if e.document not in states)
    changed = tuple(e for e in entries if e.document in states and states[e.document][0][:2] != (e.size, e.mtime_ns))
    closed = tuple(f"{folder.document}/" for folder in listed.closed)
    gone = states.keys() - {e.document for e in entries}
    removed = tuple(sorted(d for d in gone if not (closed and d.startswith(closed))))
    return Change(new, changed, removed, len(entries) - len(new) - len(changed), listed)


def current_store(library: Library, index: Path, notice: Notice | None = None) -> Store | None:
    """Open the index if these rules and settings made it; its files are another question. None where it is not so.

    `notice` is told of an index that is there and cannot be used.
    """
    try:
        store = Store(index)
    except LibraryError as error:
        if index.exists():
            _tell(notice, error)
        return None
    if store.meta.get("rules") == rules_version() and store.is_of(library):
        return store
    store.close()
    return None


def ingest(library: Library, index: Path, options: Options) -> IngestReport:
    """Bring the index up to date with the library's files and report what was done.

    Files that cannot be read are reported as problems and the rest is indexed. Raises LibraryError where the
    index cannot be written, BusyError where another process writes it, Interrupted on Ctrl-C: what was read until
    then is kept, and the next call goes on, unless a complete index is in place.
    """
    from cajad_cli.index.writer import Writer
    from cajad_cli.pool import Interrupts

    states = None if options.rebuild else _states(library, index, options.notice)
    change = changes(library, states or {})
    if states is not None and not change.any:
        return _report(library, index, change, (), states)
    with Interrupts() as interrupts, Writer(index, patience=options.patience) as writer:
        if not options.rebuild:  # another process may have written while this one waited
            states = _states(library, index, None)
            change = changes(library, states or {})
        writer.begin(base=states is not None)
        written = _bring_in(writer, change, states or {}, library, options, interrupts)
    if written.left:
        raise Interrupted(f"interrupted: {written.done} of {written.done + written.left} files are read and kept")
    return _report(library, index, change, written.documents, states or {})


class _Written(NamedTuple):
    """What has gone into the index: documents whose content is new; files gone through, and files left."""

    documents: tuple[str, ...]
    done: int
    left: int


def _bring_in(
    writer: "Writer", change: Change, states: States, library: Library, options: Options, interrupts: "Interrupts"
) -> _Written:
    """Put what has changed into the index; Ctrl-C ends it between two files, with all that an index needs."""
    todo = len(change.new) + len(change.changed)
    done = 0
    outcomes: list[str] = []
    try:
        with interrupts.held():
            for document in change.removed:
                writer.remove(document)
        for outcome in _outcomes(change, states, library, options):
            with interrupts.held():
                outcomes.append(_write(writer, outcome))
                done += 1
    except KeyboardInterrupt:
        if options.rebuild or not done:
            raise
    interrupts.hold()  # until the index is in its place
    if done == todo:
        _date_by_neighbours(writer, library, options.today)
    writer.finish(library, rules_version(), whole=done == todo)
    return _Written(tuple(outcomes), done, todo - done)


def _report(library: Library, index: Path, change: Change, written: Sequence[str], old: States) -> IngestReport:
    with Store(index) as store:
        problems = store.problems()
        states = store.states() if change.removed else {}
    unread = {p.document for p in problems}
    changed = {e.document for e in change.changed}
    added = [e.document for e in change.new if e.document not in unread]
    moved = _moved(change.removed, old, added, states)
    left, come = {one for one, _ in moved}, {other for _, other in moved}
    return IngestReport(
        library,
        tuple(d for d in added if d not in come),
        tuple(d for d in written if d in changed and d not in unread),
        tuple(d for d in change.removed if d not in left),
        change.unchanged + len(changed) - len(changed.intersection(written)),
        (*problems, *change.listed.closed),
        moved,
        change.listed.skipped,
    )


def _moved(removed: Iterable[str], old: States, added: Iterable[str], new: States) -> tuple[tuple[str, str], ...]:
    """Pair the files that went with those that came with the same content, in order."""
    gone: dict[str, list[str]] = {}
    for document in removed:
        gone.setdefault(old[document][0].hash, []).append(document)
    gone.pop("", None)  # they could not be read
    pairs = ((gone.get(new[document][0].hash), document) for document in added if document in new)
    return tuple((names.pop(0), document) for names, document in pairs if names)


def _states(library: Library, index: Path, notice: Notice | None) -> States | None:
    """Give what the index has of each file; None where it has to be built from nothing."""
    try:
        store = current_store(library, index, notice)
        if store is None:
            return None
        with store:
            check_seal(index)
            states = store.states()
            # Broken off after the last file that is still there: the look at all together is missing.
            return states if store.meta["whole"] == "yes" or changes(library, states).any else None
    except DamageError as error:
        _tell(notice, error)
        return None


def _tell(notice: Notice | None, error: LibraryError) -> None:
    if notice is not None:
        notice(f"{error.message}: building it anew")


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
    from cajad_cli.pool import Lost, spread

    todo = (*change.new, *change.changed)
    jobs = [(entry, states[entry.document][0].hash if entry.document in states else "") for entry in todo]
    work = partial(_guarded, library=library, today=options.today)
    apart = options.jobs and (len(todo) >= _PARALLEL or change.size >= _LARGE)
    results = spread(work, _pieces(jobs), options.jobs) if apart else ((job, work(job)) for job in jobs)
    for done, (job, outcome) in enumerate(results, 1):
        if options.progress is not None:
            options.progress(done, len(todo))
        yield Outcome(job[0], "", _problem(job[0], _LOST)) if isinstance(outcome, Lost) else outcome


def _pieces(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Cut the work into pieces that are worth sending: some small files, or one large one."""
    piece: list[Job] = []
    size = 0
    for job in jobs:
        piece.append(job)
        size += job[0].size
        if len(piece) == _PIECE or size >= _LARGE // 4:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _guarded(job: Job, library: Library, today: date) -> Outcome:
    """Read one file within bounds: whatever goes wrong in it is told of it, and the next one is read."""
    from cajad_cli.pool import TooLong, time_limit

    entry = job[0]
    try:
        with time_limit(_PATIENCE):
            return _process(job, library, today)
    except TooLong:
        message = f"took longer than {_PATIENCE} seconds to read"
    except MemoryError:
        message = "needs more memory to be read than one file may have"
    except RecursionError:
        message = "is nested too deeply to be read"
    except Exception as error:  # noqa: BLE001 (a bug that one file brings out must not keep the others out)
        message = f"could not be read for a bug: {type(error).__name__}: {error}"
    return Outcome(entry, "", _problem(entry, message))


def _problem(entry: FileEntry, message: str) -> Problem:
    return Problem(entry.document, f"{entry.document}: {message}")


def _process(job: Job, library: Library, today: date, order: "Order | None" = None) -> Outcome:
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
