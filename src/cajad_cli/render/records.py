"""The formats of flat records: tab-separated text, CSV and TSV."""

from collections.abc import Iterator

from cajad_cli.model import Reading
from cajad_cli.render.hygiene import clean, clean_lines
from cajad_cli.render.rows import Cell, columns, line_fields, records
from cajad_cli.render.view import Answer, Page

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_OF_FILES = ("document", "place", "copy_of")


def text(answer: Answer, page: Page) -> Iterator[str]:
    """Yield one record a line, tab-separated, nothing cut; a document that is read whole, as it is.

    `page.options` may ask for another end of a record, and for a template in the place of the fields.
    """
    if page.options.template:
        from cajad_cli.render.template import laid_out

        yield from laid_out(answer, page)
        return
    if isinstance(answer, Reading) and page.options.whole and not page.fields:
        yield clean_lines(answer.text) + "\n" if page.terminal else answer.text
        return
    names = line_fields(answer, page)
    for record in records(answer, names, page.options):
        cells = (exact_text(cell, name, page) for name, cell in zip(names, record, strict=True))
        yield "\t".join(cells) + page.options.end


def tsv(answer: Answer, page: Page) -> Iterator[str]:
    """Yield tab-separated values under a line of names; no cell holds a tab or a line break."""
    names = columns(answer, page)
    yield "\t".join(names) + "\n"
    for record in records(answer, names, page.options):
        yield "\t".join(map(_sheet_text, record)) + "\n"


def csv(answer: Answer, page: Page) -> Iterator[str]:
    """Yield comma-separated values (RFC 4180, lines ended by LF) under a line of names."""
    import csv as writer_of

    line: list[str] = []
    writer = writer_of.writer(_Line(line), lineterminator="\n")
    names = columns(answer, page)
    writer.writerow(names)
    for record in records(answer, names, page.options):
        writer.writerow(map(_sheet_text, record))
        yield from line
        line.clear()
    yield from line


def cell_text(cell: Cell) -> str:
    """Write a cell on one safe line: lists joined by commas, truth as JSON has it, nothing for None."""
    if isinstance(cell, str):
        return clean(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return ",".join(map(clean, cell)) if isinstance(cell, tuple) else str(cell)


def exact_text(cell: Cell, name: str, page: Page) -> str:
    """Write a cell on one safe line; between NULs, for `xargs -0`, a file's name as it is, but on a terminal."""
    if isinstance(cell, str) and page.options.end == "\0" and name in _OF_FILES and not page.terminal:
        return cell
    return cell_text(cell)


class _Line:
    """A file for the csv module that hands its lines on."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _sheet_text(cell: Cell) -> str:
    """Write a cell so that no spreadsheet takes a document's words for a formula."""
    written = cell_text(cell)
    return f"'{written}" if isinstance(cell, str | tuple) and written.startswith(_FORMULA) else written
