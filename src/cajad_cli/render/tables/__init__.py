"""Answers as tables for people: laid out for the width of the paper, readable without colour."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from cajad_cli.model import (
    Comparison,
    Count,
    Dates,
    Diagnosis,
    Facets,
    IngestReport,
    Reading,
    SearchAnswer,
    Sources,
    Timeline,
    Undated,
)
from cajad_cli.render.tables.canvas import paint
from cajad_cli.render.view import Answer, Histogram, Page

if TYPE_CHECKING:
    from rich.text import Text

# The module and the function that draw an answer: the others would take 7 million instructions, rich takes 84.
_TABLES: dict[type, tuple[str, str]] = {
    Sources: ("listing", "sources"),
    SearchAnswer: ("search", "search"),
    Facets: ("facets", "facets"),
    Count: ("facets", "count"),
    Timeline: ("timeline", "timeline"),
    Histogram: ("bars", "bars"),
    Undated: ("undated", "undated"),
    Comparison: ("compare", "comparison"),
    Reading: ("reading", "reading"),
    Dates: ("listing", "dates"),
    IngestReport: ("listing", "report"),
    Diagnosis: ("listing", "diagnosis"),
}


def table(answer: Answer, page: Page) -> Iterator[str]:
    """Yield the lines of a table; none for an empty answer. Fields asked for become plain columns."""
    module, name = ("listing", "fields") if page.fields else _TABLES[type(answer)]
    draw: Callable[[Answer, Page], Iterator[Text]] = getattr(import_module(f"{__name__}.{module}"), name)
    return paint(draw(answer, page), color=page.color)
