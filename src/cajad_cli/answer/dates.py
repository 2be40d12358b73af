"""Every date expression of one text."""

from datetime import date
from pathlib import Path

from cajad_cli.errors import ReadError, UsageError
from cajad_cli.extract.timex import tag
from cajad_cli.model import DateRow, Dates, Library
from cajad_cli.read.decode import decode
from cajad_cli.read.document import document_of


def dates(name: str, text: Path | bytes, published: date | None, today: date) -> Dates:
    """Give the date expressions of a file, or of bytes, in the order of the text.

    `published` anchors relative ones; None takes the day that the text itself gives. Raises UsageError where
    there is no such file, ReadError where it is no text.
    """
    read = decode(text if isinstance(text, bytes) else _bytes(text), name)
    if published is None:
        published = document_of(Path(name).name, read, Library("", "", {}), today).published
    return Dates(tuple(DateRow(name, timex) for timex in tag(read, published)))


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "name one text file")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}", "look for a slip in its name") from None
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror or error}") from None
