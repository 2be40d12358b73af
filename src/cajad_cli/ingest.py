"""Files → index: read, extract, write; only what has changed is read again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cajad_cli.errors import DamageError, Interrupted, MissingReaderError, ReadError
from cajad_cli.fresh import Change, Notice, States, changes, current_store, rules_version, tell_anew
from cajad_cli.index.place import check_seal
from cajad_cli.index.store import Entry, FileState, Store
from cajad_cli.model import Document, IngestReport, Library, Problem
from cajad_cli.noun import NamedTuple
from cajad_cli.read.library import FileEntry, files

if TYPE_CHECKING:
    from cajad_cli.index.writer import Writer
    from cajad_cli.lexicon.order import Order
    from cajad_cli.pool import Interrupts
    from cajad_cli.read.formats.part import Flaw, Part

Progress = Callable[[int, int], None]  # files done, files to do

_PARALLEL: Final = 64  # under this many files a process pool costs more than it brings
_LARGE: Final = 1 << 18  # bytes, likewise
_TASK: Final = 16  # files, or parts of one, that are handed to a process at once
_TASK_BYTES: Final = 1 << 16
_STRETCH_BYTES: Final = 1 << 20  # of a long container
_PATIENCE: Final = 60  # seconds for one file; a hundred thousand words take five
_LOST: Final = "ended the process that read it"


class Outcome(NamedTuple):
    """What reading one file, or a stretch of a long one, came to.

    `entries` None: the content is what the index has. `more`: it goes on from an outcome before.
    """

    file: FileEntry
    state: FileState
    entries: tuple[Entry, ...] | None
    flaws: tuple[tuple[Problem, bool], ...] = ()  # with whether it is a note only
    more: bool = False
    part: bool = False  # of a long container, which may go on


class Job(NamedTuple):
    """A file to read and its hash in the index, "" where it has none; with `parts` a stretch of it, read already."""

    file: FileEntry
    hash: str
    parts: "tuple[Part | Flaw, ...] | None" = None
    more: bool = False


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
        return _report(library, index, change, frozenset(), states)
    with Interrupts() as interrupts, Writer(index, patience=options.patience) as writer:
        if not options.rebuild:  # another process may have written while this one waited
            states = _states(library, index, None)
            change = changes(library, states or {})
        writer.begin(base=states is not None)
        written = _bring_in(writer, change, states or {}, library, options, interrupts)
    if written.left:
        raise Interrupted(f"interrupted: {written.done} of {written.done + written.left} files are read and kept")
    return _report(library, index, change, written.files, states or {})


class _Written(NamedTuple):
    """What has gone into the index: files whose content is new; files gone through, and files left."""

    files: frozenset[str]
    done: int
    left: int


def _bring_in(
    writer: "Writer", change: Change, states: States, library: Library, options: Options, interrupts: "Interrupts"
) -> _Written:
    """Put what has changed into the index; Ctrl-C ends it between two files, with all that an index needs."""
    todo = len(change.new) + len(change.changed)
    done = 0
    put = _Put(writer)
    try:
        with interrupts.held():
            for path in change.removed:
                writer.remove_file(path)
        for outcome in _outcomes(change, states, library, options):
            with interrupts.held():
                put(outcome)
                done += not outcome.more
    except KeyboardInterrupt:
        done -= put.break_off()
        if options.rebuild or not done:
            raise
    interrupts.hold()  # until the index is in its place
    if done == todo:
        _date_by_neighbours(writer, library, options.today)
    writer.finish(library, rules_version(), whole=done == todo, folders=change.listed.folders)
    return _Written(frozenset(put.written), done, todo - done)


class _Put:
    """Put outcomes into the index one by one; `written` are the paths of the files whose content is new."""

    def __init__(self, writer: "Writer") -> None:
        self._writer = writer
        self._key = 0
        self._open: FileEntry | None = None  # a long container of which more may come
        self.written: set[str] = set()

    def __call__(self, outcome: Outcome) -> None:
        path = outcome.file.document
        if outcome.entries is None:
            self._writer.touch(path, outcome.state)
            return
        if not outcome.more:
            self._key = self._writer.open_file(path, outcome.state)
            self.written.add(path)
        self._open = outcome.file if outcome.part else None
        for entry in outcome.entries:
            self._writer.add(self._key, entry)
        for problem, note in outcome.flaws:
            self._writer.note_problem(self._key, problem, note=note)

    def break_off(self) -> bool:
        """Let a container that may not have been read to its end count as changed; tell whether there is one."""
        if self._open is None:
            return False
        self._writer.touch(self._open.document, FileState(-1, 0, "", ""))
        return True


def _report(library: Library, index: Path, change: Change, written: frozenset[str], old: States) -> IngestReport:
    with Store(index) as store:
        problems, notes, size, states = store.problems(), store.notes(), store.size(), store.states()
    unread = {path for path, state in states.items() if not state.hash}
    changed = [e.document for e in change.changed if e.document in written]
    added = [e.document for e in change.new if e.document not in unread]
    moved = _moved(change.removed, old, added, states)
    left, come = {one for one, _ in moved}, {other for _, other in moved}
    return IngestReport(
        library,
        tuple(path for path in added if path not in come),
        tuple(path for path in changed if path not in unread),
        tuple(path for path in change.removed if path not in left),
        change.unchanged + len(change.changed) - len(changed),
        (*problems, *change.listed.closed),
        moved,
        change.listed.skipped,
        notes,
        size,
    )


def _moved(removed: Iterable[str], old: States, added: Iterable[str], new: States) -> tuple[tuple[str, str], ...]:
    """Pair the files that went with those that came with the same content, in order."""
    gone: dict[str, list[str]] = {}
    for document in removed:
        gone.setdefault(old[document].hash, []).append(document)
    gone.pop("", None)  # they could not be read
    pairs = ((gone.get(new[document].hash), document) for document in added if document in new)
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
        tell_anew(notice, error)
        return None


def _date_by_neighbours(writer: "Writer", library: Library, today: date) -> None:
    """Read again the documents whose 10/02/2026 the stamps of other documents can settle, or no longer do."""
    from cajad_cli.read.order import is_open, orders, read_as

    stamps = writer.numeric_stamps()
    known = orders((stamp.source, stamp.words) for stamp in stamps)
    open_ones = [s for s in stamps if s.published_from in ("none", "inferred") and is_open(s.words)]
    todo = {s.document: known.get(s.source) for s in open_ones if read_as(s.words, s.published) != known.get(s.source)}
    if not todo:
        return
    holders = writer.file_of(todo)
    for file in files(library):
        if file.document in holders:
            with suppress(ReadError):  # it has gone since it was read: the next refresh will tell
                for document in _again(file, library, today, todo):
                    writer.replace(_entry(document))


def _again(file: FileEntry, library: Library, today: date, orders: Mapping[str, "Order | None"]) -> Iterator[Document]:
    """Read again the documents of a file that are among `orders`."""
    from cajad_cli.read.reader import document_id, document_in, parts_in

    for part in parts_in(file):
        if document_id(file, part.fragment) in orders:
            for made in document_in(file, part, library, today, orders):
                if isinstance(made, Document):
                    yield made


def _outcomes(change: Change, states: States, library: Library, options: Options) -> Iterator[Outcome]:
    """Yield what reading came to, in the order of the files; a window of tasks bounds what waits in memory."""
    from cajad_cli.pool import Lost, spread

    todo = (*change.new, *change.changed)
    work = partial(_guarded, library=library, today=options.today)
    apart = options.jobs and (len(todo) >= _PARALLEL or change.size >= _LARGE)
    tasks = _tasks(todo, states)
    results = spread(work, tasks, options.jobs) if apart else ((job, work(job)) for task in tasks for job in task)
    done = 0
    for job, outcome in results:
        done += not job.more
        if options.progress is not None:
            options.progress(done, len(todo))
        yield _failed(job, _LOST) if isinstance(outcome, Lost) else outcome


def _tasks(todo: tuple[FileEntry, ...], states: States) -> Iterator[list[Job]]:
    """Yield files by the handful, long containers stretch by stretch."""
    from cajad_cli.read.reader import is_stream

    task: list[Job] = []
    size = 0
    for file in todo:
        old = states[file.document].hash if file.document in states else ""
        if is_stream(file):
            if task:
                yield task
                task, size = [], 0
            yield from ([job] for job in _stretches(file, old))
            continue
        task.append(Job(file, old))
        size += file.size
        if len(task) >= _TASK or size >= _TASK_BYTES:
            yield task
            task, size = [], 0
    if task:
        yield task


def _stretches(file: FileEntry, old: str) -> Iterator[Job]:
    """Yield a long container some parts at a time; as a whole where its content is what it was or cannot be read."""
    from cajad_cli.read.formats.part import Part
    from cajad_cli.read.reader import parts_in

    more = False
    try:
        digest = _digest(Path(file.path))
        stretch: list[Part | Flaw] = []
        size = 0
        for part in parts_in(file) if digest != old else ():
            stretch.append(part)
            size += len(part.text) if isinstance(part, Part) else 0
            if len(stretch) >= _TASK or size >= _STRETCH_BYTES:
                yield Job(file, digest, tuple(stretch), more)
                more, stretch, size = True, [], 0
        if stretch:
            yield Job(file, digest, tuple(stretch), more)
        elif not more:
            yield Job(file, old)
    except (ReadError, OSError):
        yield Job(file, "")


def _guarded(job: Job, library: Library, today: date) -> Outcome:
    """Read one file within bounds: whatever goes wrong in it is told of it, and the next one is read."""
    from cajad_cli.pool import TooLong, time_limit

    try:
        with time_limit(_PATIENCE):
            return _read(job, library, today)
    except TooLong:
        message = f"took longer than {_PATIENCE} seconds to read"
    except MemoryError:
        message = "needs more memory to be read than one file may have"
    except RecursionError:
        message = "is nested too deeply to be read"
    except Exception as error:  # noqa: BLE001 (a bug that one file brings out must not keep the others out)
        message = f"could not be read for a bug: {type(error).__name__}: {error}"
    return _failed(job, message)


def _failed(job: Job, message: str) -> Outcome:
    """Tell of a file, or a stretch of one, that nothing came of it."""
    file = job.file
    state = FileState(file.size, file.mtime_ns, job.hash if job.parts is not None else "", "")
    problem = Problem(file.document, f"{file.document}: {message}")
    return Outcome(file, state, (), ((problem, False),), job.more, job.parts is not None)


def _read(job: Job, library: Library, today: date) -> Outcome:
    """Read one file, or take its parts; nothing is made where its content is what it was."""
    from cajad_cli.read.reader import document_id, document_in, read

    file, digest = job.file, job.hash
    entries: list[Entry] = []
    flaws: list[tuple[Problem, bool]] = []
    needs = ""
    try:
        if job.parts is None:
            digest = _digest(Path(file.path))
            if digest == job.hash:
                return Outcome(file, FileState(file.size, file.mtime_ns, digest), None)
            found = read(file, library, today)
        else:
            found = (made for part in job.parts for made in document_in(file, part, library, today))
        for made in found:
            if isinstance(made, Document):
                entries.append(_entry(made))
            else:
                flaws.append((Problem(document_id(file, made.fragment), made.message), made.note))
    except ReadError as error:
        flaws.append((Problem(file.document, str(error)), False))
        needs = error.needs if isinstance(error, MissingReaderError) else ""
    except OSError as error:
        flaws.append((Problem(file.document, f"cannot be opened: {error.strerror or error}"), False))
    state = FileState(file.size, file.mtime_ns, digest if entries or job.more else "", needs)
    return Outcome(file, state, tuple(entries), tuple(flaws), job.more, job.parts is not None)


def _entry(document: Document) -> Entry:
    from cajad_cli.extract.copies import shingles
    from cajad_cli.extract.document import extract

    found = extract(document)
    return Entry(document, found, shingles(document.text, found.passages))


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
