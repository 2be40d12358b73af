"""The table of `cajad compare`: who gives which value, the quotes for each, who is silent, who says what."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from cajad_cli.model import ClaimQuote, Comparison, PassageHit, Point, Position, Span
from cajad_cli.render.envelope import by_source
from cajad_cli.render.outline import Section, decision, meaning, reasons, sections
from cajad_cli.render.place import place
from cajad_cli.render.tables.canvas import (
    GAP,
    MEASURE,
    Column,
    beside,
    hang,
    indent,
    marked,
    rule,
    size,
    stacked,
    styled,
    wrap,
)
from cajad_cli.render.view import Page

_WIDE = 120  # from here on the values of a point stand side by side
_CELLS = (18, 14, 10)  # the widest column of a source, as the paper allows; longer values wrap
_VALUES = (36, 12)  # the longest value that stands in a cell of the matrix, as the paper allows
_LABEL = 18  # the least width for what a point is about
_SINGLES = 8  # points of one source alone that are listed
_LINES = 3  # what a long quote is clipped to
_DASH = "—"


def comparison(answer: Comparison, page: Page) -> Iterator[Text]:
    """Yield the lines of a comparison: points in dispute first, then what is agreed, then who is silent."""
    width = page.width
    if page.options.by == "source":
        parts = [_by_source(answer, width), _silent(answer, width)]
    else:
        parted = [_section(section, width) for section in sections(answer.points)]
        parts = [_overview(answer, width), *parted, _silent(answer, width), _words(answer, width)]
    started = False
    for part in parts:
        for number, line in enumerate(part):
            if started and not number:
                yield Text(end="")
            started = True
            yield line


def _overview(answer: Comparison, width: int) -> Iterator[Text]:
    """Yield the matrix, points down and sources across; nothing where it is too wide or too small to help."""
    several = [p for section in sections(answer.points) if section.verdict != "single" for p in section.points]
    for longest in _VALUES:
        points = [p for p in several if all(size(position.value) <= longest for position in p.positions)]
        names = list(dict.fromkeys(s for p in points for position in p.positions for s in position.sources))
        if len(points) < 2 or len(names) < 2:
            return
        cells = [[_cell(point, source) for source in names] for point in points]
        widths = _matrix_widths(points, names, cells, width)
        if widths:
            header = [styled(("point", "head")), *(styled((name, "source")) for name in names)]
            yield from beside(*map(Column, header, widths))
            for point, row in zip(points, cells, strict=True):
                yield from beside(*map(Column, [_label(point), *map(_value_cell, row)], widths))
            return


def _matrix_widths(
    points: Sequence[Point], names: Sequence[str], cells: Sequence[Sequence[str]], width: int
) -> list[int]:
    """Give the widths of the matrix, its values wrapped as little as may be; [] where it cannot stand."""
    columns = list(zip(*cells, strict=True))
    for cell in _CELLS:
        room = [
            max(size(name), *(max(min(cell, size(value)), _word(value)) for value in column))
            for name, column in zip(names, columns, strict=True)
        ]
        label = width - sum(room) - GAP * len(room)
        if label >= _LABEL:
            return [min(label, max(_label(point).cell_len for point in points)), *room]
    return []


def _word(value: str) -> int:
    return max((size(word) for word in value.split()), default=0)


def _label(point: Point, style: str = "") -> Text:
    if point.settled:
        tag = " [silenced]" if point.settled.value is None else f" [settled: {point.settled.value}]"
        return styled((point.label, style), (tag, "agree"))
    if point.verdict == "conflict":
        return styled((point.label, style), (" [conflict]", "conflict"))
    return styled((point.label, style), (f" [{point.mark}]" if point.mark else "", "quiet"))


def _cell(point: Point, source: str) -> str:
    return " / ".join(position.value for position in point.positions if source in position.sources) or _DASH


def _value_cell(value: str) -> Text:
    return styled((value, "quiet" if value == _DASH else ""))


def _style(verdict: str) -> str:
    return verdict if verdict in {"conflict", "agree"} else ""


def _section(section: Section, width: int) -> Iterator[Text]:
    yield rule(styled((section.name, "head")), width)
    if section.verdict == "single":
        yield from _singles(section.points, width)
        return
    for number, point in enumerate(section.points):
        if number:
            yield Text(end="")
        yield from wrap(_label(point, "head"), width)
        for said in filter(None, (decision(point), meaning(point))):
            yield from indent(wrap(styled((said, "quiet")), width - GAP))
        yield from indent(_positions(point.positions, width - GAP))
        yield from indent(_why(point, min(width - GAP, MEASURE)))


def _why(point: Point, width: int) -> Iterator[Text]:
    """Yield the reasons of a point, each on a line of its own."""
    if point.explain:
        said = stacked(*(styled((reason, "quiet")) for reason in reasons(point)))
        yield from hang(styled(("why", "quiet")), said, width)


def _singles(points: Sequence[Point], width: int) -> Iterator[Text]:
    """Yield a line for each point that one source alone makes: the passages below say the rest."""
    shown = [(p.positions[0], p.label) for p in points[:_SINGLES] if p.positions]
    room = min(max((size(position.value) for position, _ in shown), default=0), _CELLS[0])
    for position, label in shown:
        where = ", ".join(dict.fromkeys(map(place, position.claims[:1])))
        told = styled(label, "  ", (", ".join(position.sources), "source"), "  ", (where, "quiet"))
        yield from hang(styled((position.value, "head")), told, min(width, MEASURE), room)
    if len(points) > len(shown):
        yield from wrap(styled((f"… and {len(points) - len(shown)} more: -f text lists them", "quiet")), width)


def _positions(positions: Sequence[Position], width: int) -> Iterator[Text]:
    """Yield the values of a point: side by side, or one after the other with the value in the margin."""
    values = [styled((position.value, "head")) for position in positions]
    if width >= _WIDE and 1 < len(positions) <= 3:
        column = min(MEASURE, (width - GAP * (len(positions) - 1)) // len(positions))
        bodies = [_position(position, column) for position in positions]
        cells = [stacked(value, body) for value, body in zip(values, bodies, strict=True)]
        yield from beside(*(Column(cell, column) for cell in cells))
        return
    width = min(width, MEASURE)
    room = max((size(position.value) for position in positions), default=0)
    for value, position in zip(values, positions, strict=True):
        if room > _CELLS[0]:
            yield from wrap(value, width)
            yield from indent(wrap(_position(position, width - GAP), width - GAP))
        else:
            yield from hang(value, _position(position, width - GAP - room), width, room)


def _position(position: Position, width: int) -> Text:
    """Draw who holds a value and where, and the words of the first of them."""
    holders = ", ".join(position.sources)
    places = ", ".join(dict.fromkeys(map(place, position.claims)))
    apart = len(position.sources) > 1 or size(holders) + size(places) + GAP > width
    who = styled((holders, "source"))
    head = (who, styled((places, "quiet"))) if apart else (styled(who, "  ", (places, "quiet")),)
    return stacked(*head, *(_claim(claim, width) for claim in position.claims[:1]))


def _claim(claim: ClaimQuote, width: int) -> Text:
    start = claim.value.start - claim.start
    return marked(claim.text, [Span(start, start + len(claim.value.text))], _LINES * max(20, width))


def _silent(answer: Comparison, width: int) -> Iterator[Text]:
    if answer.silent:
        yield rule(styled(("Silent", "head")), width)
        yield from wrap(styled((", ".join(answer.silent), "source")), width)


def _words(answer: Comparison, width: int) -> Iterator[Text]:
    """Yield what each source says, in its own words."""
    if answer.passages:
        yield rule(styled(("In their words", "head")), width)
    source = None
    for passage in by_source(answer):
        if passage.source != source:
            source = passage.source
            yield from wrap(styled((source, "source")), width)
        yield from indent(_passage(passage, min(width - GAP, MEASURE)))


def _passage(passage: PassageHit, width: int) -> Iterator[Text]:
    day = (f"  {passage.published}" if passage.published else "", "date")
    yield from wrap(styled((place(passage), "quiet"), day), width)
    quote = marked(passage.text, passage.marks, _LINES * max(20, width))
    yield from indent(wrap(quote, width - GAP))


def _by_source(answer: Comparison, width: int) -> Iterator[Text]:
    """Yield each source with the values it gives and the passages it says them in."""
    held = [(s, point, value) for point in answer.points for value in point.positions for s in value.sources]
    sources = dict.fromkeys([*(source for source, _, _ in held), *(p.source for p in answer.passages)])
    for number, source in enumerate(sources):
        if number:
            yield Text(end="")
        yield rule(styled((source, "source")), width)
        for holder, point, position in held:
            if holder == source:
                verdict = "settled" if point.settled else point.verdict
                tag = (f"  [{verdict}{', ' if point.mark else ''}{point.mark}]", _style(point.verdict))
                yield from hang(styled(point.label), styled((position.value, "head"), tag), width)
        for passage in answer.passages:
            if passage.source == source:
                yield from indent(_passage(passage, min(width - GAP, MEASURE)))
