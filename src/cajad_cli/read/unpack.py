"""An open file → its texts: gzip taken off, the format told, read here or in the guarded process."""

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from typing import IO, Any, Final

from cajad_cli.errors import ReadError
from cajad_cli.read.formats import check_reader, format_of, named_format, parts
from cajad_cli.read.formats.part import MAX_DEPTH, MAX_TEXT, Flaw, Part, Source

_GZIP: Final = b"\x1f\x8b"
_RATIO: Final = 60  # unfolded to packed: text reaches 10, tables of numbers 30, deflate itself 1,030
_SMALL: Final = 8 << 20  # bytes that no ratio makes dangerous


def parts_of(source: Source) -> Iterator[Part | Flaw]:
    """Yield the texts of a file, whatever its format; raises ReadError where it, or what follows, cannot be read."""
    if source.depth > MAX_DEPTH:
        raise ReadError(f"{source.name} lies too deep in other files")
    source = unzipped(source)
    form = format_of(source.file, source.name)
    check_reader(form, source.name)
    if form.guarded:
        from cajad_cli.read.guard import guarded

        found: Iterator[Part | Flaw] = iter(guarded(form.name, source.name, source.data(), source.depth))
    else:
        found = parts(source, form)
    for part in found:
        if isinstance(part, Part) and len(part.text) > MAX_TEXT:
            yield Flaw(part.fragment, f"{source.name} holds more than {MAX_TEXT >> 20} million characters in one text")
        else:
            yield part


def converted(kind: str, name: str, data: bytes, depth: int = 0) -> list[Part | Flaw]:
    """Read bytes of a known format that needs the guarded process."""
    from cajad_cli.read.guard import guarded

    form = named_format(kind)
    check_reader(form, name)
    return guarded(form.name, name, data, depth)


class _Unzipped(RawIOBase):
    """What a gzip file holds, as a stream that ends with an error where it is far more than the file."""

    def __init__(self, packed: IO[bytes], name: str) -> None:
        packed.seek(0, 2)
        self._most = max(_SMALL, _RATIO * packed.tell())
        packed.seek(0)
        self._file = gzip.GzipFile(fileobj=packed, mode="rb")
        self._name = name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            size = self._file.readinto(buffer)
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError(f"{self._name} is damaged: {error}") from None
        if self._file.tell() > self._most:
            raise ReadError(f"{self._name} unfolds to far more than it is: the rest is not read")
        return size

    def seek(self, place: int, whence: int = 0) -> int:
        return self._file.seek(place, whence)

    def tell(self) -> int:
        return self._file.tell()


def unzipped(source: Source) -> Source:
    """Take gzip off, and ".gz" off the name that tells the format."""
    head = source.file.read(2)
    source.file.seek(0)
    if head != _GZIP:
        return source
    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    return Source(BufferedReader(_Unzipped(source.file, source.name), 1 << 16), name, source.depth)
