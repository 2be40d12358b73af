"""One file → Document, by the kind of file."""

from datetime import date
from pathlib import Path, PurePosixPath

from cajad_cli.errors import ReadError
from cajad_cli.lexicon.order import Order
from cajad_cli.model import Document, Library
from cajad_cli.read.decode import decode
from cajad_cli.read.document import document_of
from cajad_cli.read.library import FileEntry

TEXT = frozenset(("", ".txt", ".text", ".md", ".markdown"))


def read(entry: FileEntry, library: Library, today: date, order: Order | None = None) -> Document:
    """Read one file, as document_of() does; raises ReadError with one clear sentence where it cannot be read."""
    suffix = PurePosixPath(entry.document).suffix.lower()
    if suffix not in TEXT and suffix[1:].isalpha() and len(suffix) < 8:
        raise ReadError(f"{entry.document}: {suffix} files cannot be read yet", "save it as plain text")
    try:
        data = Path(entry.path).read_bytes()
    except OSError as error:
        raise ReadError(f"{entry.document} cannot be read: {error.strerror or error}") from None
    return document_of(entry.document, decode(data, entry.document), library, today, order)
