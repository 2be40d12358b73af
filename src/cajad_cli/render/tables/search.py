"""The table of `cajad search`: a head line for each document, its best passages below."""

from collections.abc import Iterator

from rich.text import Text

from cajad_cli.model import PassageHit, SearchAnswer, SearchHit
from cajad_cli.render.envelope import hits
from cajad_cli.render.tables.canvas import MEASURE, hang, indent, marked, styled
from cajad_cli.render.view import Page

_LINES = 3  # what a long passage is clipped to


def search(answer: SearchAnswer, page: Page) -> Iterator[Text]:
    """Yield the lines of a search answer."""
    results = hits(answer, page.options)
    margin = max((len(str(hit.rank)) for hit in results), default=1)
    for number, hit in enumerate(results):
        if number:
            yield Text(end="")
        yield from _head(hit, margin, page.width)
        shown = hit.passages[: max(0, page.options.snippets)]
        room = max((len(_number(passage)) for passage in shown), default=0)
        for passage in shown:
            yield from indent(_passage(passage, page.width - margin - 2, room), margin + 2)


def _head(hit: SearchHit, margin: int, width: int) -> list[Text]:
    rank = styled((f"{hit.rank:>{margin}}", "quiet"))
    day = styled((hit.published, "date") if hit.published else ("no date   ", "quiet"), "  ", (hit.source, "source"))
    title = styled((hit.title, "head"), "  " if hit.title else "", (hit.document, "quiet"))
    if width < 60 or day.cell_len > width // 2:
        return [*hang(rank, day, width), *indent(hang(Text(), title, width - margin - 2), margin)]
    return hang(styled(rank, "  ", day), title, width)


def _number(passage: PassageHit) -> str:
    return f"{passage.paragraph}.{passage.sentence}"


def _passage(passage: PassageHit, width: int, room: int) -> list[Text]:
    number = styled((_number(passage), "quiet"))
    width = min(width, MEASURE)
    budget = _LINES * max(20, width - room - 2)
    return hang(number, marked(passage.text, passage.marks, budget), width, room)
