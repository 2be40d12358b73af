"""A folder of documents: which files it holds and what its library.toml says."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cajad_cli.errors import LibraryError
from cajad_cli.model import Library, Settled

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
    path: Path
    size: int
    mtime_ns: int


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
    return Library(str(folder), settings.get("name", folder.name or str(folder)), settings, settled)


def files(library: Library) -> Iterator[FileEntry]:
    """Yield the files of the library that may be documents, by document id; skips hidden files and loops."""
    root = Path(library.path)
    yield from sorted(_walk(root, root, frozenset({root.resolve()})))


def _walk(folder: Path, root: Path, above: frozenset[Path]) -> Iterator[FileEntry]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith(".") or _escapes(entry, path, root):
            continue
        try:
            if entry.is_dir():
                real = path.resolve()
                if real not in above:
                    yield from _walk(path, root, above | {real})
            elif entry.is_file() and _may_be_document(path, root):
                status = entry.stat()
                yield FileEntry(path.relative_to(root).as_posix(), path, status.st_size, status.st_mtime_ns)
        except OSError:
            continue


def _escapes(entry: "os.DirEntry[str]", path: Path, root: Path) -> bool:
    """Say whether the entry is a link that leads out of the library."""
    if not entry.is_symlink():
        return False
    try:
        return not path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return True


def _may_be_document(path: Path, root: Path) -> bool:
    name = path.name.lower()
    return not name.endswith(_DERIVED) and not (name == SETTINGS and path.parent == root)
