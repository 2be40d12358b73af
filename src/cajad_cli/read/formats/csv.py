"""Tables (CSV, TSV): one row a document, by its number below the row of names, counted from 1."""

import csv
from collections.abc import Iterator
from typing import Final

from cajad_cli.errors import ReadError
from cajad_cli.read.formats.part import Flaw, Part, Source
from cajad_cli.read.formats.record import record_part
from cajad_cli.read.formats.stream import LONGEST, rows

_MARKS: Final = ",;\t|"


class _TooLong(Exception):
    """A line is longer than any record."""


def parts(source: Source) -> Iterator[Part | Flaw]:
    """Give the text of each row; raises ReadError where the file is no table, a Flaw tells where it ends to be one."""
    csv.field_size_limit(LONGEST)
    lines = _lines(source)
    head = next((line for line in lines if line.strip()), "")
    if not head:
        raise ReadError(f"{source.name} is empty", "nothing to read in it")
    mark = "\t" if source.name.lower().endswith((".tsv", ".tab")) else max(_MARKS, key=head.count)
    table = csv.reader(_again(head, lines), delimiter=mark)
    names: list[str] = []
    number = 0
    try:
        for row in table:
            if not names:
                names = _names(row)
                if _is_head(row):
                    continue
            if not row:
                continue
            number += 1
            if part := record_part(str(number), dict(zip(names, row, strict=False))):
                yield part
    except (csv.Error, _TooLong) as error:
        yield Flaw("", f"{source.name}: row {number + 1} is no row: {error}; what follows was not read")


def _lines(source: Source) -> Iterator[str]:
    for number, line in rows(source):
        if line is None:
            raise _TooLong(f"line {number} is longer than {LONGEST >> 20} million characters")
        yield line.lstrip("\ufeff").replace("\0", "") if number == 1 else line.replace("\0", "")


def _again(head: str, lines: Iterator[str]) -> Iterator[str]:
    yield head
    yield from lines


def _is_head(row: list[str]) -> bool:
    """Say whether the first row names columns: short, different, no numbers."""
    cells = [cell.strip() for cell in row]
    return len(set(cells)) == len(cells) and all(c and len(c) < 60 and not c[0].isdigit() for c in cells)


def _names(row: list[str]) -> list[str]:
    if _is_head(row):
        return row
    # No names: the longest cell of the first row is the text where it is one, the others have numbers.
    longest = max(range(len(row)), key=lambda n: len(row[n]), default=0)
    told = len(row) > 0 and row[longest].count(" ") >= 5
    return ["text" if told and n == longest else f"column {n + 1}" for n in range(len(row))]
