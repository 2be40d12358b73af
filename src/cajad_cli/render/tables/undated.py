"""The table of `cajad timeline --undated`: what could not be dated, by reason."""

from collections.abc import Iterator

from rich.text import Text

from cajad_cli.model import Span, Undated, UndatedPassage
from cajad_cli.render.place import place
from cajad_cli.render.tables.canvas import MEASURE, indent, marked, rule, styled, wrap
from cajad_cli.render.view import Page


def undated(answer: Undated, page: Page) -> Iterator[Text]:
    """Yield the passages under headers for the reasons, the open expression marked in each."""
    for number, reason in enumerate(dict.fromkeys(one.reason for one in answer.passages)):
        if number:
            yield Text(end="")
        yield rule(styled((reason[:1].upper() + reason[1:], "head")), page.width)
        for one in answer.passages:
            if one.reason == reason:
                yield from _passage(one, page.width)


def _passage(one: UndatedPassage, width: int) -> Iterator[Text]:
    yield from wrap(
        styled((one.source, "source"), "  ", (place(one), "quiet"), "  ", one.published or "no date"), width
    )
    marks = [Span(one.timex.start - one.start, one.timex.end - one.start)] if one.timex else []
    yield from indent(wrap(marked(one.text, marks), min(MEASURE, width - 2)))
