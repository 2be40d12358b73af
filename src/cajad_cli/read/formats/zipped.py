"""Zip files of XML, as Office and book formats are: bounded before anything is unpacked."""

import zipfile
from typing import Final

from cajad_cli.errors import ReadError
from cajad_cli.read.formats.part import MAX_RATIO, Source

MAX_ZIPPED: Final = 128 << 20  # bytes that a zip may unfold to
MAX_MEMBERS: Final = 10_000
SMALL_MEMBER: Final = 1 << 20  # bytes that no ratio makes dangerous


def open_zip(source: Source) -> zipfile.ZipFile:
    """Open a zip file whose members unfold to a bounded size; raises ReadError where it is damaged or a bomb."""
    try:
        archive = zipfile.ZipFile(source.file)
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError) as error:
        raise ReadError(f"{source.name} is damaged: {error}") from None
    if len(members) > MAX_MEMBERS:
        raise ReadError(f"{source.name} has more than {MAX_MEMBERS:,} members")
    bomb = any(m.file_size > max(SMALL_MEMBER, MAX_RATIO * m.compress_size) for m in members)
    if bomb or sum(m.file_size for m in members) > MAX_ZIPPED:
        raise ReadError(f"{source.name} unfolds to far more than it is: not read")
    if any(m.flag_bits & 1 for m in members):
        raise ReadError(f"{source.name} is encrypted", "save it without a password")
    return archive


def member(archive: zipfile.ZipFile, path: str, name: str) -> bytes:
    """Give the bytes of one member of a zip; raises ReadError where there is none or it is damaged."""
    try:
        return archive.read(path)
    except KeyError:
        raise ReadError(f"{name} is damaged: it has no {path}") from None
    except Exception as error:  # noqa: BLE001 - zlib, lzma, bz2 and zipfile each raise their own
        raise ReadError(f"{name} is damaged: {path}: {error}") from None


def is_entity_bomb(data: bytes) -> bool:
    """Say whether XML declares entities of its own: no office program writes them, attacks do."""
    return b"<!ENTITY" in data or b"<!\0E\0N\0T\0I\0T\0Y" in data or b"\0<\0!\0E\0N\0T\0I\0T\0Y" in data
