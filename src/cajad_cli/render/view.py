"""What every format is given beside the answer."""

from typing import Final, TypeAlias

from cajad_cli.model import (
    AskedQuery,
    Comparison,
    Count,
    Dates,
    Diagnosis,
    Facets,
    IngestReport,
    Reading,
    SearchAnswer,
    Sources,
    Span,
    Timeline,
    TimelineEntry,
    Undated,
)
from cajad_cli.noun import NamedTuple

HERE: Final = ">"  # stands in the margin beside the place of a document that is to be shown


class Bar(NamedTuple):
    """One period with events; `gap` counts the periods without any since the bar before it."""

    period: str
    events: int
    tellings: int
    planned: int
    gap: int = 0


class Histogram(NamedTuple):
    """A timeline counted by period, in the order of time; a date coarser than the periods has a bar of its own."""

    query: AskedQuery
    total: int
    by: str
    bars: tuple[Bar, ...]
    events: tuple[TimelineEntry, ...]


Answer: TypeAlias = (
    Sources
    | SearchAnswer
    | Facets
    | Count
    | Timeline
    | Histogram
    | Undated
    | Comparison
    | Reading
    | Dates
    | IngestReport
    | Diagnosis
)


class ViewOptions(NamedTuple):
    """How an answer is laid out; none of it changes what is answered.

    `by` is "passage" (search), "source" (compare) or "day", "week", "month", "quarter", "year" (timeline). `snippets`
    is how many passages of a result are shown to a reader: in tables, Markdown and HTML, never in records. `bars`
    counts the events of a timeline by period. `whole` is false where only a part of a document was asked for.
    `explain` adds to a comparison why its claims were held together. `context` is how many sentences stand around
    the passages of a search. `at` is the place of a document to show, in offsets of its text. `template` lays out a
    record of text ("{published} {title}"), `end` closes each.
    """

    by: str = ""
    snippets: int = 3
    bars: bool = False
    whole: bool = True
    explain: bool = False
    context: int = 0
    at: Span | None = None
    template: str = ""
    end: str = "\n"


class Page(NamedTuple):
    """The sheet that is written on; `width` in terminal cells, `color` decided by the caller."""

    width: int = 80
    color: bool = False
    fields: tuple[str, ...] = ()
    options: ViewOptions = ViewOptions()
    terminal: bool = False
