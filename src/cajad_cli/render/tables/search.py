"""The table of `cajad search`: a head line for each document, its best passages below."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from cajad_cli.model import Neighbour, PassageHit, SearchAnswer, SearchHit, Span
from cajad_cli.noun import NamedTuple
from cajad_cli.render.envelope import hits
from cajad_cli.render.marked import clip
from cajad_cli.render.place import paged
from cajad_cli.render.tables.canvas import MEASURE, hang, indent, marked, styled
from cajad_cli.render.view import Page

_LINES = 3  # what a long passage is clipped to
_HIT = ">"  # tells a passage that answers from those around it, without colour too


class Shown(NamedTuple):
    """A passage on the sheet: one that answers, or one beside it."""

    number: str
    text: str
    marks: tuple[Span, ...]
    answers: bool


def search(answer: SearchAnswer, page: Page) -> Iterator[Text]:
    """Yield the lines of a search answer."""
    results = hits(answer, page.options)
    margin = max((len(str(hit.rank)) for hit in results), default=1)
    for number, hit in enumerate(results):
        if number:
            yield Text(end="")
        yield from _head(hit, margin, page.width)
        shown = hit.passages[: max(0, page.options.snippets)]
        lines = _in_context(shown, page, margin) if page.options.context else _alone(shown, page, margin)
        yield from indent(lines, margin + 2)


def _head(hit: SearchHit, margin: int, width: int) -> list[Text]:
    rank = styled((f"{hit.rank:>{margin}}", "quiet"))
    day = styled((hit.published, "date") if hit.published else ("no date   ", "quiet"), "  ", (hit.source, "source"))
    title = styled((hit.title, "head"), "  " if hit.title else "", (hit.document, "quiet"))
    if width < 60 or day.cell_len > width // 2:
        return [*hang(rank, day, width), *indent(hang(Text(), title, width - margin - 2), margin)]
    return hang(styled(rank, "  ", day), title, width)


def _number(passage: PassageHit | Neighbour) -> str:
    page = paged(passage.page) if isinstance(passage, PassageHit) else ""
    return f"{passage.paragraph}.{passage.sentence}{page}"


def _alone(passages: Sequence[PassageHit], page: Page, margin: int) -> Iterator[Text]:
    room = max((len(_number(passage)) for passage in passages), default=0)
    for passage in passages:
        shown = Shown(_number(passage), passage.text, passage.marks, True)
        yield from _passage(shown, page.width - margin - 2, room)


def _in_context(passages: Sequence[PassageHit], page: Page, margin: int) -> Iterator[Text]:
    """Yield passages with those around them: what overlaps together, in the order of the text, best first."""
    windows = _windows(passages)
    room = max((len(one.number) for window in windows for one in window), default=0) + len(_HIT)
    for number, window in enumerate(windows):
        if number:
            yield styled(("⋮", "quiet"))
        for one in window:
            sign = _HIT if one.answers else " "
            yield from _passage(one._replace(number=f"{sign}{one.number}"), page.width - margin - 2, room)


def _windows(passages: Sequence[PassageHit]) -> list[list[Shown]]:
    """Lay each passage out with those around it; windows that have a passage in common are one."""
    windows: list[dict[int, Shown]] = []
    for passage in passages:
        around = {one.start: Shown(_number(one), one.text, (), False) for one in (*passage.before, *passage.after)}
        window = {**around, passage.start: Shown(_number(passage), passage.text, passage.marks, True)}
        touching = [other for other in windows if other.keys() & window.keys()]
        for other in touching:
            window |= {start: one for start, one in other.items() if one.answers or start not in window}
        at = windows.index(touching[0]) if touching else len(windows)
        windows = [other for other in windows if other not in touching]
        windows.insert(at, window)
    return [[window[start] for start in sorted(window)] for window in windows]


def _passage(shown: Shown, width: int, room: int) -> list[Text]:
    number = styled((shown.number, "quiet"))
    width = min(width, MEASURE)
    budget = _LINES * max(20, width - room - 2)
    if shown.answers:
        return hang(number, marked(shown.text, shown.marks, budget), width, room)
    words = "".join(piece.text for piece in clip(shown.text, (), budget))
    return hang(number, styled((words, "quiet")), width, room)
