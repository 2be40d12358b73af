"""What has changed: the files of a library beside its index, and the rules beside those that made it."""

import os
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from cajad_cli.errors import LibraryError
from cajad_cli.index.store import FileState, Store
from cajad_cli.lexicon import source
from cajad_cli.model import Library
from cajad_cli.noun import NamedTuple
from cajad_cli.read.library import FileEntry, FolderState, Listing, are_as_they_were, listing

States = dict[str, FileState]  # by path of the file: its state when read
Notice = Callable[[str], None]  # takes one sentence that the user should know

_PACKAGE = Path(__file__).resolve().parent
_MANY: Final = 5000  # documents: to look at as many files takes 20 ms, at a hundred thousand half a second


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
    changed = tuple(e for e in entries if e.document in states and _differs(states[e.document], e))
    closed = tuple(f"{folder.document}/" for folder in listed.closed)
    gone = states.keys() - {e.document for e in entries}
    removed = tuple(sorted(d for d in gone if not (closed and d.startswith(closed))))
    return Change(new, changed, removed, len(entries) - len(new) - len(changed), listed)


def _differs(state: FileState, entry: FileEntry) -> bool:
    """Say whether a file is not what it was when read, or can be read now that could not be for want of a module."""
    if state[:2] != (entry.size, entry.mtime_ns):
        return True
    if not state.needs:
        return False
    from cajad_cli.read.formats import available

    return available(state.needs)


def may_have_changed(store: Store) -> bool:
    """Tell whether it is worth going through the library's files before a question.

    Of a large library only the folders are looked at, in a thousandth of the time: a file rewritten in its place is
    noticed by `ingest` alone.
    """
    return store.size() <= _MANY or not are_as_they_were(FolderState(*folder) for folder in store.folders())


def current_store(library: Library, index: Path, notice: Notice | None = None) -> Store | None:
    """Open the index if these rules and settings made it; its files are another question. None where it is not so.

    `notice` is told of an index that is there and cannot be used.
    """
    try:
        store = Store(index)
    except LibraryError as error:
        if index.exists():
            tell_anew(notice, error)
        return None
    if store.meta.get("rules") == rules_version() and store.is_of(library):
        source.ask(store.data)
        return store
    store.close()
    return None


def tell_anew(notice: Notice | None, error: LibraryError) -> None:
    """Say that an index which cannot be used is made again."""
    if notice is not None:
        notice(f"{error.message}: building it anew")
