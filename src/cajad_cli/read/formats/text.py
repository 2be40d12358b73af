"""Plain text and Markdown: as they are."""

from collections.abc import Iterator

from cajad_cli.read.decode import decode
from cajad_cli.read.formats.part import Part, Source


def parts(source: Source) -> Iterator[Part]:
    """Give the one text of the file."""
    yield Part("", decode(source.data(), source.name))
