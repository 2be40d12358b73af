"""Answers as an outline of headings, paragraphs, citations and grids: what a page of any kind is made of."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias

from cajad_cli.model import (
    Comparison,
    Count,
    Facets,
    Mark,
    Mention,
    PassageHit,
    Point,
    Position,
    Reading,
    SearchAnswer,
    Span,
    Timeline,
    TimelineEntry,
    Undated,
    UndatedPassage,
    Verdict,
)
from cajad_cli.noun import NamedTuple
from cajad_cli.render.envelope import by_source, hits
from cajad_cli.render.marked import pieces
from cajad_cli.render.place import paged, place
from cajad_cli.render.records import cell_text
from cajad_cli.render.rows import columns, records
from cajad_cli.render.view import Answer, Histogram, Page


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

_SECTIONS: dict[Verdict, str] = {
    "conflict": "In dispute",
    "agree": "Agreed",
    "compatible": "Compatible",
    "single": "One source only",
}
_TITLES: dict[str, str] = {
    "Sources": "Sources",
    "SearchAnswer": "Search",
    "Facets": "Search",
    "Count": "Search",
    "Timeline": "Timeline",
    "Histogram": "Timeline",
    "Undated": "Undated",
    "Comparison": "Comparison",
    "Dates": "Dates",
    "IngestReport": "Index",
    "Diagnosis": "Doctor",
}


_OF_A_QUERY = (SearchAnswer, Facets, Count, Timeline, Histogram, Undated, Comparison)


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


class Section(NamedTuple):
    """The points of one verdict, those of library.toml's settling apart, under their heading."""

    name: str
    verdict: Verdict
    points: tuple[Point, ...]


def sections(points: Sequence[Point]) -> list[Section]:
    """Part points into what is in dispute, settled, agreed, compatible and of one source; none of them is empty."""
    found = [
        Section(name, verdict, tuple(p for p in points if p.verdict == verdict and not p.settled))
        for verdict, name in _SECTIONS.items()
    ]
    found.insert(1, Section("Settled", "conflict", tuple(p for p in points if p.settled)))
    return [section for section in found if section.points]


def decision(point: Point) -> str:
    """Say what library.toml decides of a point, "" where it decides nothing."""
    settled = point.settled
    if settled is None:
        return ""
    said = "silenced" if settled.value is None else f"settled: {settled.value}"
    note = f" ({settled.note})" if settled.note else ""
    return f"{said}{note}, library.toml:{settled.line}"


_MARKS: dict[Mark, str] = {
    "": "",
    "update": "a running figure that later publications raise, in order of publication",
    "currency": "one sum in two currencies",
}


def meaning(point: Point) -> str:
    """Say why values that look unequal are compatible, "" where nothing is to be said."""
    return _MARKS[point.mark]


def reasons(point: Point) -> tuple[str, ...]:
    """Give why the claims of a point were held together, how certain it is first."""
    if not point.explain:
        return ()
    certainty = () if point.certainty is None else (f"certainty {point.certainty:.2f}",)
    return (*certainty, *point.explain)


def _grid(answer: Answer, page: Page) -> Iterator[Block]:
    names = columns(answer, page)
    cells = [tuple((Part(cell_text(c)),) for c in row) for row in records(answer, names, page.options)]
    if cells:
        yield Grid(names, tuple(cells))


def _marked(text: str, marks: Sequence[Span]) -> Line:
    return tuple(Part(piece.text, "mark" if piece.marked else "") for piece in pieces(text, marks))


def _who(source: str, published: str | None, where: str) -> Line:
    return (Part(f"{source}, {published or 'no date'}, "), Part(where, "code"))


def _search(answer: SearchAnswer, page: Page) -> Iterator[Block]:
    for hit in hits(answer, page.options):
        yield Heading(2, (Part(f"{hit.rank}. {hit.title or hit.document}"),))
        yield Paragraph(_who(hit.source, hit.published, hit.document))
        for passage in hit.passages[: max(0, page.options.snippets)]:
            yield Citation(_in_context(passage), (Part(place(passage), "code"),))


def _in_context(passage: PassageHit) -> Line:
    before = tuple(Part(f"{one.text} ", "quiet") for one in passage.before)
    after = tuple(Part(f" {one.text}", "quiet") for one in passage.after)
    return (*before, *_marked(passage.text, passage.marks), *after)


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
    return Part(f"{mention.source}{other} "), Part(place(mention), "code"), Part("; ")


def _histogram(answer: Histogram, _: Page) -> Iterator[Block]:
    from cajad_cli.render.bars import bar_of

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
                yield Citation(_marked(one.text, marks), _who(one.source, one.published, place(one)))


def _span(one: UndatedPassage) -> Span:
    assert one.timex is not None
    return Span(one.timex.start - one.start, one.timex.end - one.start)


def _comparison(answer: Comparison, page: Page) -> Iterator[Block]:
    if page.options.by == "source":
        yield from _sources_said(answer)
    else:
        for section in sections(answer.points):
            yield from _section(section)
    if answer.silenced and not any(p.settled in answer.silenced for p in answer.points):
        lines = ", ".join(f"library.toml:{line}" for line in sorted({entry.line for entry in answer.silenced}))
        yield Paragraph((Part(f"Silenced points: {len(answer.silenced)} ({lines})", "quiet"),))
    if answer.silent:
        yield Heading(2, (Part("Silent"),))
        yield Paragraph((Part(", ".join(answer.silent)),))
    if answer.passages and page.options.by != "source":
        yield Heading(2, (Part("In their words"),))
        yield from _quotes(by_source(answer))


def _section(section: Section) -> Iterator[Block]:
    yield Heading(2, (Part(section.name),))
    if section.verdict == "single":
        rows = tuple((row[0], (Part(point.label),), *row[1:]) for point in section.points for row in _claims(point))
        yield Grid(("Value", "Point", "Source", "Quote", "Place"), rows)
        return
    for point in section.points:
        yield Heading(3, (Part(point.label),))
        for said in filter(None, (decision(point), meaning(point))):
            yield Paragraph((Part(said[:1].upper() + said[1:]),))
        yield Grid(("Value", "Source", "Quote", "Place"), tuple(_claims(point)))
        if point.explain:
            yield Paragraph((Part(f"Why: {'; '.join(reasons(point))}", "quiet"),))


def _sources_said(answer: Comparison) -> Iterator[Block]:
    """Yield what each source says: its values with the verdict on them, then its passages."""
    held = [(s, point, p) for point in answer.points for p in point.positions for s in p.sources]
    for source in dict.fromkeys([*(source for source, _, _ in held), *(p.source for p in answer.passages)]):
        yield Heading(2, (Part(source),))
        rows = tuple(
            ((Part(position.value, "strong"),), (Part(point.label),), (Part(_word(point)),), _places(position, source))
            for holder, point, position in held
            if holder == source
        )
        if rows:
            yield Grid(("Value", "Point", "Verdict", "Place"), rows)
        yield from _quotes([p for p in answer.passages if p.source == source])


def _word(point: Point) -> str:
    if point.settled:
        return decision(point)
    verdict = _SECTIONS[point.verdict].lower()
    return f"{verdict}, {point.mark}" if point.mark else verdict


def _places(position: Position, source: str) -> Line:
    """Give the places where a source gives a value."""
    own = [c for c in position.claims if c.source == source]
    places = dict.fromkeys(map(place, own))
    return tuple(part for name in places for part in (Part(name, "code"), Part("; ")))[:-1]


def _quotes(passages: Sequence[PassageHit]) -> Iterator[Block]:
    for passage in passages:
        yield Citation(_marked(passage.text, passage.marks), _who(passage.source, passage.published, place(passage)))


def _claims(point: Point) -> Iterator[tuple[Line, ...]]:
    for position in point.positions:
        for claim in position.claims:
            start = claim.value.start - claim.start
            quote = _marked(claim.text, [Span(start, start + len(claim.value.text))])
            source = f"{claim.source}, {claim.published}" if claim.published else claim.source
            yield (Part(position.value, "strong"),), (Part(source),), quote, (Part(place(claim), "code"),)


def _reading(answer: Reading, _: Page) -> Iterator[Block]:
    row = answer.row
    yield Paragraph(_who(row.publisher or row.source, row.published, row.document))
    page = None
    for paragraph in answer.paragraphs:
        if paragraph.page != page:
            page = paragraph.page
            yield Paragraph((Part(paged(page).strip(), "quiet"),))
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
