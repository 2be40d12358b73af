"""A stream of bytes → lines of text of bounded length, in an encoding told by its beginning."""

import io
from collections.abc import Iterator
from typing import Final, NamedTuple

from cajad_cli.read.decode import encoding_of
from cajad_cli.read.formats.part import Source

SAMPLE: Final = 1 << 18
LONGEST: Final = 8 << 20  # characters of a line


class Row(NamedTuple):
    """A line with its number from 1; None in the place of one that is too long."""

    number: int
    text: str | None


def rows(source: Source) -> Iterator[Row]:
    """Yield the lines; bytes that are no text of the encoding come as U+FFFD."""
    sample = source.file.read(SAMPLE)
    source.file.seek(0)
    encoding = encoding_of(sample, source.name)
    file = io.TextIOWrapper(source.file, encoding, errors="replace", newline="\n")
    number = 0
    try:
        while line := file.readline(LONGEST + 1):
            number += 1
            if len(line) <= LONGEST:
                yield Row(number, line)
                continue
            while line and not line.endswith("\n"):
                line = file.readline(LONGEST + 1)
            yield Row(number, None)
    finally:
        file.detach()
