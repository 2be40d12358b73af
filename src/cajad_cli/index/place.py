"""Where an index lies: the right to write it, its seal, and how a new one takes its place for good."""

import os
import sqlite3
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from cajad_cli.errors import BusyError, DamageError, LibraryError

_USER_VERSION = 60  # where a database's header keeps four bytes for whoever made it (SQLite file format, 1.3.1)
_CHUNK: Final = 1 << 20


def lock(path: Path, patience: float) -> sqlite3.Connection:
    """Hold the right to write an index: SQLite's own file lock is the one that works on every system.

    The system lets go of it when its holder ends, however it does. Waits `patience` seconds, then raises BusyError.
    """
    held = sqlite3.connect(path.with_name(f"{path.name}.lock"), timeout=patience, isolation_level=None)
    try:
        held.execute("PRAGMA journal_mode = MEMORY")  # no second file that a killed writer leaves behind
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        held.close()
        if "locked" in str(error):
            raise BusyError("another cajad is writing this index", "wait for it to end, then try again") from error
        raise
    return held


def sweep(path: Path) -> None:
    """Remove what killed writers left behind; ours is the lock, so nobody is at work on them."""
    for left in path.parent.glob(f"{_literal(path.name)}.*.new*"):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def _literal(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def put_in_place(work: Path, path: Path) -> None:
    """Seal `work` and let it take the place of `path`: what is on the disk is the old index or all of the new one.

    The file is flushed before it gets its name, then the folder that holds the name: in any other order a power cut
    could leave a name without its contents.
    """
    with work.open("rb+") as file:
        checksum = _checksum(work)  # SQLite keeps none, so that it would take a flipped byte for text
        file.seek(_USER_VERSION)
        file.write(checksum.to_bytes(4, "big"))
        file.flush()
        os.fsync(file.fileno())
    work.replace(path)
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # there are systems that open no folders; they order such writes themselves
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def check_seal(path: Path) -> None:
    """Raise LibraryError where an index is not byte for byte what was put in place. Reads the whole file."""
    try:
        with path.open("rb") as file:
            file.seek(_USER_VERSION)
            said = int.from_bytes(file.read(4), "big")
        if said == _checksum(path):
            return
    except OSError as error:
        raise LibraryError(f"cannot read the index {path}: {error.strerror}", "cajad index --rebuild") from error
    raise DamageError(path)


def _checksum(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        head = file.read(_USER_VERSION)
        file.seek(4, os.SEEK_CUR)
        total = zlib.crc32(head)
        while chunk := file.read(_CHUNK):
            total = zlib.crc32(chunk, total)
    return total
