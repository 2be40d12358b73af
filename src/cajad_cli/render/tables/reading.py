"""The table of `cajad show`: a document's paragraphs, numbered in the margin."""

from collections.abc import Iterator

from rich.text import Text

from cajad_cli.model import ParagraphText, Reading
from cajad_cli.render.tables.canvas import MEASURE, hang, styled, wrap
from cajad_cli.render.view import Page


def reading(answer: Reading, page: Page) -> Iterator[Text]:
    """Yield the lines of a document: its head, then each paragraph under its number."""
    width = min(page.width, MEASURE)
    row = answer.row
    if page.options.whole:
        yield from wrap(styled((row.title or row.document, "head")), width)
    day = (row.published or "no date", "date")
    yield from wrap(styled(day, "  ", (row.source, "source"), "  ", (row.document, "quiet")), width)
    margin = max((len(str(paragraph.paragraph)) for paragraph in answer.paragraphs), default=0)
    for paragraph in answer.paragraphs:
        if page.options.whole and paragraph.text == row.title:
            continue
        yield Text(end="")
        yield from _paragraph(paragraph, margin, width)


def _paragraph(paragraph: ParagraphText, margin: int, width: int) -> list[Text]:
    number = styled((f"{paragraph.paragraph:>{margin}}", "quiet"))
    style = {"heading": "head", "caption": "quiet"}.get(paragraph.kind, "")
    return hang(number, styled((paragraph.text, style)), width)
