"""What a reader gives: the texts of a file, one by one, with what the format itself states; and the limits of all."""

from collections.abc import Iterable
from typing import IO, Final, NamedTuple

from cajad_cli.errors import ReadError

# Bounds for files that mean harm, far above what is written to be read.
MAX_FILE: Final = 64 << 20  # bytes of a file that is one document: the largest reports are 30 MB, pictures and all
MAX_TEXT: Final = 8 << 20  # characters of one document: the Bible has 4.4 million, and extraction takes 30 bytes each
MAX_RATIO: Final = 200  # unfolded to packed: Office files reach 30, deflate itself 1,030
MAX_PAGES: Final = 5_000
_USUAL: Final = 1 << 16
MAX_DEPTH: Final = 3  # mails in mails in archives


class Told(NamedTuple):
    """What the format states that no line of the text can: where pages begin, what kind of text it is, who sent it."""

    kind: str | None = None
    language: str | None = None
    source: str | None = None
    pages: tuple[int, ...] = ()


class Part(NamedTuple):
    """One text of a file; `fragment` names it within a container, "" where the file is one document."""

    fragment: str
    text: str
    told: Told = Told()


class Flaw(NamedTuple):
    """A part of a file that was not read, and why; a `note` was read and is worth a look."""

    fragment: str
    message: str
    note: bool = False


class Source(NamedTuple):
    """An open file to be read from its beginning, its name for messages, and how deep it lies in others."""

    file: IO[bytes]
    name: str
    depth: int = 0

    def data(self) -> bytes:
        """Give all bytes; raises ReadError where they are too many for one document."""
        data = self.file.read(_USUAL)
        if len(data) == _USUAL:  # asked for at once, the bound itself would be allocated for every small file
            data += self.file.read(MAX_FILE + 1 - _USUAL)
        if len(data) > MAX_FILE:
            raise ReadError(f"{self.name} is larger than {MAX_FILE >> 20} MB", "split it")
        return data


def headed(fields: Iterable[tuple[str, str | None]], text: str) -> str:
    """Put what a format states of a text above it, as the lines `title: …` that texts themselves begin with.

    So that the day of publication and the publisher have their evidence in the text that is shown.
    """
    lines = [f"{key}: {' '.join(value.split())[:2000]}" for key, value in fields if value and value.strip()]
    return "\n".join(lines) + "\n\n" + text.lstrip("\n") if lines else text


def with_address(part: Part, url: str) -> Part:
    """Put the address where a text was found above it, where it states none itself."""
    head = part.text.partition("\n\n")[0]
    is_headed = head.partition(": ")[0] in ("title", "author", "source", "date", "url")
    if is_headed and "url: " in head:
        return part
    line = f"url: {url}\n" if is_headed else f"url: {url}\n\n"
    pages = tuple(start + len(line) if start else 0 for start in part.told.pages)
    return part._replace(text=line + part.text, told=part.told._replace(pages=pages))
