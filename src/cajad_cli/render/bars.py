"""A timeline as a histogram: how many events fall in each day, week, month, quarter or year."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from cajad_cli.model import Timeline, TimelineEntry
from cajad_cli.render.period import days, period
from cajad_cli.render.view import Bar, Histogram

_ROWS: Final = 26  # periods that still fit a screen
_LENGTHS: Final = (("day", 1.0), ("week", 7.0), ("month", 30.44), ("quarter", 91.31))  # days
_TAIL: Final = 20  # one event in so many at either end does not decide on the period: 1868 among this year's


def histogram(answer: Timeline, by: str) -> Histogram:
    """Count the events of a timeline by period; `by` "" takes the finest of which there are not too many.

    An event of several periods counts in the first one. Periods without events have no bar.
    """
    by = by or _fitting(answer)
    ordered = sorted(answer.events, key=lambda e: (_first(e), period(e.date, by)))
    groups = [(name, tuple(group)) for name, group in groupby(ordered, key=lambda e: period(e.date, by))]
    return Histogram(answer.query, answer.total, by, tuple(_bars(groups, by)), answer.events)


def bar_of(count: int, most: int, room: int, sign: str) -> str:
    """Draw a count as a bar of at most `room` signs; the least bar has one."""
    return sign * max(1, round(count / max(most, 1) * room)) if count else ""


def _first(entry: TimelineEntry) -> tuple[str, int]:
    """Sort by time; the coarser date first."""
    return ((entry.date + "-01-01")[:10], len(entry.date))


def _bars(groups: Sequence[tuple[str, tuple[TimelineEntry, ...]]], by: str) -> Iterator[Bar]:
    last: int | None = None
    for name, entries in groups:
        number = _number(entries[0].date, by)
        gap = 0 if number is None or last is None else max(0, number - last - 1)
        last = last if number is None else number
        planned = sum(entry.status == "planned" for entry in entries)
        yield Bar(name, len(entries), sum(len(entry.mentions) for entry in entries), planned, gap)


def _number(value: str, by: str) -> int | None:
    """Count the periods up to a date from the beginning of the calendar on; None for a date coarser than a period."""
    covered = days(value)
    if covered is None:
        return None
    first, last = covered
    numbers = {
        "day": (first.toordinal(), last.toordinal()),
        "week": ((first.toordinal() - 1) // 7, (last.toordinal() - 1) // 7),
        "month": (first.year * 12 + first.month, last.year * 12 + last.month),
        "quarter": (first.year * 4 + (first.month - 1) // 3, last.year * 4 + (last.month - 1) // 3),
        "year": (first.year, last.year),
    }
    begin, end = numbers[by]
    return begin if begin == end else None


def _fitting(answer: Timeline) -> str:
    """Choose the finest period of which the time asked for, or the time of most events, has no more than a screen."""
    known = sorted(covered[0] for entry in answer.events if (covered := days(entry.date)))
    tail = len(known) // _TAIL
    since, until = answer.query.since, answer.query.until
    first = since or (known[tail] if known else date.min)
    last = until or (known[-1 - tail] if known else date.min)
    length = (last - first).days + 1
    return next((by for by, size in _LENGTHS if length <= size * _ROWS), "year")
