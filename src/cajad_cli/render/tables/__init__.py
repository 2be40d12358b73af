"""Answers as tables for people: laid out for the width of the paper, readable without colour."""

from collections.abc import Callable, Iterator

from rich.text import Text

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
from cajad_cli.render.tables import bars, compare, facets, listing, reading, search, timeline, undated
from cajad_cli.render.tables.canvas import paint
from cajad_cli.render.view import Answer, Histogram, Page

_TABLES: dict[type, Callable[..., Iterator[Text]]] = {
    Sources: listing.sources,
    SearchAnswer: search.search,
    Facets: facets.facets,
    Count: facets.count,
    Timeline: timeline.timeline,
    Histogram: bars.bars,
    Undated: undated.undated,
    Comparison: compare.comparison,
    Reading: reading.reading,
    Dates: listing.dates,
    IngestReport: listing.report,
    Diagnosis: listing.diagnosis,
}


def table(answer: Answer, page: Page) -> Iterator[str]:
    """Yield the lines of a table; none for an empty answer. Fields asked for become plain columns."""
    draw = listing.fields if page.fields else _TABLES[type(answer)]
    return paint(draw(answer, page), color=page.color)
