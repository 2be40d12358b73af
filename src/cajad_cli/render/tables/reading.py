"""The table of `cajad show`: a document's paragraphs, numbered in the margin."""

from collections.abc import Iterator

from rich.text import Text

from cajad_cli.model import ParagraphText, Reading, Span
from cajad_cli.render.hygiene import clean
from cajad_cli.render.marked import pieces
from cajad_cli.render.place import paged
from cajad_cli.render.tables.canvas import MEASURE, hang, styled, wrap
from cajad_cli.render.view import HERE, Page


def reading(answer: Reading, page: Page) -> Iterator[Text]:
    """Yield the lines of a document: its head, then each paragraph under its number.

    The line on which a place to be shown begins has HERE in the margin.
    """
    width = min(page.width, MEASURE)
    row = answer.row
    place = page.options.at
    if page.options.whole:
        yield from wrap(styled((row.title or row.document, "head")), width)
    day = (row.published or "no date", "date")
    yield from wrap(styled(day, "  ", (row.source, "source"), "  ", (row.document, "quiet")), width)
    margin = max((len(str(paragraph.paragraph)) for paragraph in answer.paragraphs), default=0)
    page_number = None
    for paragraph in answer.paragraphs:
        if paragraph.page != page_number:
            page_number = paragraph.page
            yield Text(end="")
            yield styled((paged(page_number).strip(), "quiet"))
        here = place if place and paragraph.start <= place.start < paragraph.end else None
        if page.options.whole and paragraph.text == row.title and not here:
            continue
        yield Text(end="")
        number = f"{' ' * len(HERE) if place else ''}{paragraph.paragraph:>{margin}}"
        lines = hang(styled((number, "quiet")), _text(paragraph, here), width)
        yield from (
            lines if here is None else _pointed(lines, _signs(paragraph.text[: here.start - paragraph.start]), number)
        )


def _pointed(lines: list[Text], before: int, number: str) -> Iterator[Text]:
    """Put HERE into the margin of the line that holds the first sign after `before` others; white space is none."""
    left = before + _signs(number)
    for line in lines:
        held = _signs(line.plain)
        yield styled(HERE, line[len(HERE) :]) if 0 <= left < held else line
        left -= held


def _signs(text: str) -> int:
    """Count the characters of a text without its white space."""
    return len("".join(clean(text).split()))


def _text(paragraph: ParagraphText, place: Span | None) -> Text:
    style = {"heading": "head", "caption": "quiet"}.get(paragraph.kind, "")
    marks = [Span(place.start - paragraph.start, place.end - paragraph.start)] if place else []
    cut = pieces(paragraph.text, marks)
    return styled(*((piece.text, "mark" if piece.marked else style) for piece in cut))
