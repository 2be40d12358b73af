"""The table of `cajad timeline --bars`: a bar a period, plans lighter than what happened."""

from collections.abc import Iterator

from rich.text import Text

from cajad_cli.render.bars import bar_of
from cajad_cli.render.tables.canvas import GAP, MEASURE, size, styled
from cajad_cli.render.view import Bar, Histogram, Page

_LEAST = 10  # cells in which bars can be told apart; on narrower paper plans are not counted apart


def bars(answer: Histogram, page: Page) -> Iterator[Text]:
    """Yield one line a period: its name, its bar, its count; a quiet line where periods without events lie between."""
    if not answer.bars:
        return
    names = max(size(bar.period) for bar in answer.bars)
    room = min(MEASURE, page.width - names - max(size(_count(bar)) for bar in answer.bars) - 2 * GAP)
    planned = room >= _LEAST
    if not planned:
        room = max(1, page.width - names - max(len(str(bar.events)) for bar in answer.bars) - 2 * GAP)
    most = max(bar.events for bar in answer.bars)
    for bar in answer.bars:
        if bar.gap:
            plural = "" if bar.gap == 1 else "s"
            yield styled((f"{'⋮':<{names}}{' ' * GAP}{bar.gap} {answer.by}{plural} without"[: page.width], "quiet"))
        yield _line(bar if planned else bar._replace(planned=0), names, most, room)


def _line(bar: Bar, names: int, most: int, room: int) -> Text:
    whole = bar_of(bar.events, most, room, "█")
    plans = min(len(whole), round(bar.planned / bar.events * len(whole)))
    happened = whole[plans:]
    return styled(
        (bar.period + " " * (names - size(bar.period) + GAP), "date"),
        (happened, "source"),
        ("░" * plans, "planned"),
        " " * GAP,
        _count(bar),
    )


def _count(bar: Bar) -> str:
    return f"{bar.events}, {bar.planned} planned" if bar.planned else str(bar.events)
