"""A folder of documents: which files it holds and what its library.toml says."""

import os
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from pathlib import Path
from typing import Any

from cajad_cli.errors import LibraryError
from cajad_cli.model import Library, Problem, Settled
from cajad_cli.noun import NamedTuple

SETTINGS = "library.toml"
_DERIVED = (
    ".sqlite",
    ".sqlite3",
    ".db",
    ".sqlite-wal",
    ".sqlite-shm",
    ".db-wal",
    ".db-shm",
    ".tmp",
    ".part",
    "~",
)


class FileEntry(NamedTuple):
    """One file of a library: its document id, where it lies, its size in bytes and its time of change."""

    document: str
    path: Path | str
    size: int
    mtime_ns: int


class FolderState(NamedTuple):
    """A folder of a library and when something was last put into it, taken out or renamed."""

    path: str
    mtime_ns: int


class Listing(NamedTuple):
    """What a library's folder holds: files that may be documents, entries passed over, folders that stay closed."""

    files: tuple[FileEntry, ...]
    skipped: tuple[Problem, ...] = ()
    closed: tuple[Problem, ...] = ()
    folders: tuple[FolderState, ...] = ()


def open_library(path: Path) -> Library:
    """Give the library in the folder `path`; raises LibraryError for a missing one or bad settings."""
    if not path.is_dir():
        what = "is a file, not a folder" if path.exists() else "does not exist"
        raise LibraryError(f"the library {path} {what}", "name a folder of documents with --library")
    folder = path.resolve()
    settings_file = folder / SETTINGS
    settings: dict[str, Any] = {}
    if settings_file.is_file():
        from cajad_cli.read.settings import parse

        try:
            settings = parse(settings_file.read_bytes(), settings_file)
        except OSError as error:
            raise LibraryError(f"{settings_file} cannot be read: {error.strerror}") from None
    settled: tuple[Settled, ...] = settings.pop("settled", ())
    return Library(str(folder), settings.get("name", _readable(folder.name or str(folder))), settings, settled)


def files(library: Library) -> Iterator[FileEntry]:
    """Yield the files of the library that may be documents, by document id; skips hidden files and loops."""
    yield from listing(library).files


def listing(library: Library) -> Listing:
    """List the library's folder once; raises LibraryError where the folder itself cannot be read."""
    walk = _Walk(library.path)
    try:
        walk.enter(library.path, "")
    except OSError as error:
        hint = "let yourself read it (chmod u+rx), or name another folder"
        raise LibraryError(f"the library {library.path} cannot be read: {error.strerror}", hint) from None
    while walk.folders or walk.links:
        if not walk.folders:
            walk.folders.append(heappop(walk.links))
        prefix, folder = walk.folders.pop()
        try:
            walk.enter(folder, prefix)
        except OSError as error:
            walk.closed.append(Problem(prefix[:-1], f"this folder cannot be read: {error.strerror}"))
    return Listing(
        tuple(sorted(walk.found)), tuple(sorted(walk.skipped)), tuple(sorted(walk.closed)), tuple(walk.walked)
    )


def are_as_they_were(folders: Iterable[FolderState]) -> bool:
    """Tell whether nothing was put into these folders, taken out or renamed since; of none, it may have been."""
    seen = list(folders)
    try:
        return bool(seen) and all(Path(folder.path).stat().st_mtime_ns == folder.mtime_ns for folder in seen)
    except OSError:
        return False


class _Walk:
    """A walk through the folders of a library.

    What is no regular file is never opened: a pipe would wait for ever. Links are followed within the library only,
    and each folder is walked once, under its own name where it has one: links in a ring would name it without end.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.found, self.skipped, self.closed = list[FileEntry](), list[Problem](), list[Problem]()
        self.folders, self.links = list[tuple[str, str]](), list[tuple[str, str]]()  # what its names begin with, place
        self.walked = list[FolderState]()
        self._seen = set[str]()

    def enter(self, folder: str, prefix: str) -> None:
        """List one folder; raises OSError where it cannot be read."""
        if folder in self._seen:
            return
        self._seen.add(folder)
        self.walked.append(FolderState(_readable(folder), Path(folder).stat().st_mtime_ns))
        for entry in os.scandir(folder):
            if not entry.name.startswith("."):
                place = prefix + (entry.name if entry.name.isascii() else _readable(entry.name))
                self._look(entry, place)

    def _look(self, entry: "os.DirEntry[str]", place: str) -> None:
        try:
            folder = _subfolder(entry, self.root)
            if folder == entry.path:
                self.folders.append((f"{place}/", folder))
            elif folder:
                heappush(self.links, (f"{place}/", folder))
            elif not _is_derived(place):
                status = entry.stat()
                self.found.append(FileEntry(place, entry.path, status.st_size, status.st_mtime_ns))
        except _Skipped as reason:
            if not _is_derived(place):
                self.skipped.append(Problem(place, str(reason)))
        except OSError as error:
            if not isinstance(error, FileNotFoundError):  # gone since it was listed
                self.skipped.append(Problem(place, f"not looked at: {error.strerror}"))


class _Skipped(Exception):
    """Say why an entry is passed over."""


def _subfolder(entry: "os.DirEntry[str]", root: str) -> str:
    """Give the real path of a folder, "" for a regular file; raises _Skipped for what is neither."""
    link = entry.is_symlink()
    real = os.path.realpath(entry.path) if link else entry.path
    if link and not Path(real).is_relative_to(root):
        raise _Skipped("not followed: the link leads out of the library")
    if entry.is_dir():
        return real
    if not entry.is_file():
        if link and not Path(real).exists():
            raise _Skipped("not followed: the link leads nowhere")
        raise _Skipped("not read: this is no regular file (a pipe, a socket or a device)")
    return ""


def _readable(name: str) -> str:
    r"""Give a name that can be written down: bytes that are no UTF-8 become \xff."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_derived(place: str) -> bool:
    lowered = place.lower()
    return lowered.endswith(_DERIVED) or lowered == SETTINGS
