"""One file → its documents, by the kind of file."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from cajad_cli.errors import ReadError
from cajad_cli.lexicon.order import Order
from cajad_cli.model import Document, Library
from cajad_cli.read.decode import is_mojibake
from cajad_cli.read.document import document_of
from cajad_cli.read.formats import format_of
from cajad_cli.read.formats.part import Flaw, Part, Source
from cajad_cli.read.library import FileEntry
from cajad_cli.read.unpack import parts_of, unzipped

_STREAMED: Final = 1 << 20  # bytes; a smaller container is read at once
_NO_ORDERS: Final[Mapping[str, Order | None]] = {}


def read(
    entry: FileEntry, library: Library, today: date, orders: Mapping[str, Order | None] = _NO_ORDERS
) -> Iterator[Document | Flaw]:
    """Yield the documents of one file, as document_of() makes them, and what of it was not read.

    `orders` maps documents to the order of day and month in the library's other stamps. Raises ReadError with one
    clear sentence where nothing can be read.
    """
    for part in parts_in(entry):
        yield from document_in(entry, part, library, today, orders)


def parts_in(entry: FileEntry) -> Iterator[Part | Flaw]:
    """Yield the texts of one file as they stand in it; raises ReadError where nothing can be read."""
    found = False
    try:
        with Path(entry.path).open("rb") as file:
            for part in parts_of(Source(file, entry.document)):
                found = True
                yield part
    except ReadError as error:
        if not found:
            raise
        yield Flaw("", str(error))
    except OSError as error:
        if not found:
            raise ReadError(f"{entry.document} cannot be read: {error.strerror or error}") from None
        yield Flaw("", f"{entry.document} cannot be read to its end: {error.strerror or error}")
    if not found:
        raise ReadError(f"{entry.document} holds no text")


def document_in(
    entry: FileEntry, part: Part | Flaw, library: Library, today: date, orders: Mapping[str, Order | None] = _NO_ORDERS
) -> Iterator[Document | Flaw]:
    """Yield the document that a part of a file is, and a note where its text looks wrongly decoded."""
    if isinstance(part, Flaw):
        yield part
        return
    name = document_id(entry, part.fragment)
    if not part.text.strip("\ufeff \t\n\v\f"):
        yield Flaw(part.fragment, f"{name} is empty")
        return
    yield document_of(name, part.text, library, today, orders.get(name), part.told)
    if is_mojibake(part.text):
        said = f"{name} looks wrongly decoded before it was saved (â€™ for ’): read as it is"
        yield Flaw(part.fragment, said, note=True)
    elif "\ufffd" in part.text:
        yield Flaw(part.fragment, f"{name} has bytes that are no text: shown as \ufffd", note=True)


def document_id(entry: FileEntry, fragment: str) -> str:
    """Give the id of a document: the file's path, and within a container "#" and the record's name."""
    return f"{entry.document}#{fragment}" if fragment else entry.document


def is_stream(entry: FileEntry) -> bool:
    """Say whether a file is a container that is better read bit by bit: large, or packed."""
    if entry.size < _STREAMED and not entry.document.lower().endswith(".gz"):
        return False
    try:
        with Path(entry.path).open("rb") as file:
            source = unzipped(Source(file, entry.document))
            return format_of(source.file, source.name).container
    except (ReadError, OSError):
        return False
