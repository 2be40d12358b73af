"""Answers as an outline of headings, paragraphs, citations and grids: what a page of any kind is made of."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from cajad_cli.model import (
    Comparison,
    Mention,
    Point,
    Reading,
    SearchAnswer,
    Span,
    Timeline,
    TimelineEntry,
    Undated,
    UndatedPassage,
    Verdict,
)
from cajad_cli.render.bars import Histogram, bar_of
from cajad_cli.render.envelope import by_source, hits
from cajad_cli.render.marked import pieces
from cajad_cli.render.records import cell_text
from cajad_cli.render.rows import columns, records
from cajad_cli.render.view import Answer, Page


class Part(NamedTuple):
    """Words in one style; the text is raw, the writer makes it safe."""

    text: str
    style: Literal["", "strong", "mark", "code", "quiet"] = ""


Line: TypeAlias = tuple[Part, ...]


class Heading(NamedTuple):
    """A heading; level 2 is the first below the title of the page."""

    level: int
    line: Line


class Paragraph(NamedTuple):
    """A paragraph of text."""

    line: Line


class Citation(NamedTuple):
    """A verbatim quote and its place."""

    quote: Line
    place: Line


class Grid(NamedTuple):
    """Rows under a line of names."""

    header: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


Block: TypeAlias = Heading | Paragraph | Citation | Grid

VERDICTS: dict[Verdict, str] = {
    "conflict": "In dispute",
    "agree": "Agreed",
    "compatible": "Compatible",
    "single": "One source only",
}
_TITLES: dict[str, str] = {
    "Sources": "Sources",
    "SearchAnswer": "Search",
    "Timeline": "Timeline",
    "Histogram": "Timeline",
    "Undated": "Undated",
    "Comparison": "Comparison",
    "Dates": "Dates",
    "IngestReport": "Index",
    "Diagnosis": "Doctor",
}


_OF_A_QUERY = (SearchAnswer, Timeline, Histogram, Undated, Comparison)


def title(answer: Answer) -> str:
    """Name an answer: what it is and what was asked."""
    if isinstance(answer, Reading):
        return answer.row.title or answer.row.document
    name = _TITLES[type(answer).__name__]
    asked = answer.query.text if isinstance(answer, _OF_A_QUERY) else ""
    return f"{name}: {asked}" if asked else name


def outline(answer: Answer, page: Page) -> Iterator[Block]:
    """Yield the blocks of an answer; none where it is empty. Fields asked for make it one plain grid."""
    build = None if page.fields else _OUTLINES.get(type(answer))
    yield from build(answer, page) if build else _grid(answer, page)


def of_verdict(points: Sequence[Point], verdict: Verdict) -> list[Point]:
    """Give the points of one verdict, in their order."""
    return [point for point in points if point.verdict == verdict]


def _grid(answer: Answer, page: Page) -> Iterator[Block]:
    names = columns(answer, page)
    cells = [tuple((Part(cell_text(c)),) for c in row) for row in records(answer, names, page.options)]
    if cells:
        yield Grid(names, tuple(cells))


def _marked(text: str, marks: Sequence[Span]) -> Line:
    return tuple(Part(piece.text, "mark" if piece.marked else "") for piece in pieces(text, marks))


def _who(source: str, published: str | None, place: str) -> Line:
    return (Part(f"{source}, {published or 'no date'}, "), Part(place, "code"))


def _search(answer: SearchAnswer, page: Page) -> Iterator[Block]:
    for hit in hits(answer, page.options):
        yield Heading(2, (Part(f"{hit.rank}. {hit.title or hit.document}"),))
        yield Paragraph(_who(hit.source, hit.published, hit.document))
        for passage in hit.passages[: max(0, page.options.snippets)]:
            place = f"{passage.document}:{passage.paragraph}.{passage.sentence}"
            yield Citation(_marked(passage.text, passage.marks), (Part(place, "code"),))


def _timeline(answer: Timeline, _: Page) -> Iterator[Block]:
    if answer.events:
        yield Grid(("Date", "Status", "What is said", "Sources"), tuple(map(_entry, answer.events)))


def _entry(entry: TimelineEntry) -> tuple[Line, ...]:
    day = f"{entry.date} – {entry.end}" if entry.end else entry.date
    status = f"{entry.status}, disputed" if entry.disputed else entry.status
    told = [part for mention in entry.mentions for part in _told(mention, entry)]
    return (Part(day, "strong"),), (Part(status),), (Part(entry.text),), tuple(told[:-1])


def _told(mention: Mention, entry: TimelineEntry) -> Line:
    other = f" ({mention.date})" if entry.disputed and mention.date not in {None, entry.date} else ""
    place = f"{mention.document}:{mention.paragraph}.{mention.sentence}"
    return Part(f"{mention.source}{other} "), Part(place, "code"), Part("; ")


def _histogram(answer: Histogram, _: Page) -> Iterator[Block]:
    most = max((bar.events for bar in answer.bars), default=0)
    rows = [
        (
            (Part(b.period, "strong"),),
            (Part(str(b.events)),),
            (Part(str(b.planned)),),
            (Part(bar_of(b.events, most, _BAR, "█")),),
        )
        for b in answer.bars
    ]
    if rows:
        yield Grid(("Period", "Events", "Planned", ""), tuple(rows))


_BAR = 30  # blocks of the longest bar on a page


def _undated(answer: Undated, _: Page) -> Iterator[Block]:
    for reason in dict.fromkeys(one.reason for one in answer.passages):
        yield Heading(2, (Part(reason[:1].upper() + reason[1:]),))
        for one in answer.passages:
            if one.reason == reason:
                marks = [_span(one)] if one.timex else []
                place = f"{one.document}:{one.paragraph}.{one.sentence}"
                yield Citation(_marked(one.text, marks), _who(one.source, one.published, place))


def _span(one: UndatedPassage) -> Span:
    assert one.timex is not None
    return Span(one.timex.start - one.start, one.timex.end - one.start)


def _comparison(answer: Comparison, page: Page) -> Iterator[Block]:
    for verdict, name in VERDICTS.items():
        points = of_verdict(answer.points, verdict) if page.options.by != "source" else []
        if points:
            yield Heading(2, (Part(name),))
        for point in points:
            yield Heading(3, (Part(point.label),))
            yield Grid(("Value", "Source", "Quote", "Place"), tuple(_claims(point)))
    if answer.silent:
        yield Heading(2, (Part("Silent"),))
        yield Paragraph((Part(", ".join(answer.silent)),))
    if answer.passages:
        yield Heading(2, (Part("In their words"),))
    for passage in by_source(answer):
        place = f"{passage.document}:{passage.paragraph}.{passage.sentence}"
        yield Citation(_marked(passage.text, passage.marks), _who(passage.source, passage.published, place))


def _claims(point: Point) -> Iterator[tuple[Line, ...]]:
    for position in point.positions:
        for claim in position.claims:
            start = claim.value.start - claim.start
            quote = _marked(claim.text, [Span(start, start + len(claim.value.text))])
            place = f"{claim.document}:{claim.paragraph}.{claim.sentence}"
            source = f"{claim.source}, {claim.published}" if claim.published else claim.source
            yield (Part(position.value, "strong"),), (Part(source),), quote, (Part(place, "code"),)


def _reading(answer: Reading, _: Page) -> Iterator[Block]:
    row = answer.row
    yield Paragraph(_who(row.publisher or row.source, row.published, row.document))
    for paragraph in answer.paragraphs:
        if paragraph.text == row.title:  # stands above as the title
            continue
        line = (Part(paragraph.text),)
        yield Heading(3, line) if paragraph.kind == "heading" else Paragraph(line)


_OUTLINES: dict[type, Callable[..., Iterator[Block]]] = {
    SearchAnswer: _search,
    Timeline: _timeline,
    Histogram: _histogram,
    Undated: _undated,
    Comparison: _comparison,
    Reading: _reading,
}
