"""Group date expressions into the periods that they name together."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from cajad_cli.extract.interval import Interval, interval
from cajad_cli.extract.timex.choose import moved
from cajad_cli.lexicon.timex import joints
from cajad_cli.model import Period, Timex

_LENGTH = re.compile(r"P(\d+)([DWMY])")
_LOOK_BACK = 90
_CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def periods(text: str, timexes: Sequence[Timex]) -> tuple[Period, ...]:
    """Group `timexes` of `text`, in order, into calendar periods: "Aug. 9-12", "two days through Saturday".

    What names no days of its own (durations, sets, open values) gives none.
    """
    return tuple(_grouped(text, timexes))


def _grouped(text: str, timexes: Sequence[Timex]) -> Iterator[Period]:
    at = 0
    while at < len(timexes):
        pair = _pair(text, timexes[at], timexes[at + 1]) if at + 1 < len(timexes) else None
        if pair is not None:
            yield pair
            at += 2
            continue
        alone = _alone(timexes[at])
        if alone is not None:
            yield alone
        at += 1


def _days(timex: Timex) -> Interval | None:
    return interval(timex.value, timex.mod) if timex.type in ("DATE", "TIME") else None


def _alone(timex: Timex) -> Period | None:
    days = _days(timex)
    if days is None:
        return None
    value, end = _written(timex, days)
    return Period(days[0], days[1], value, end, (timex,))


def _written(timex: Timex, days: Interval) -> tuple[str, str | None]:
    """Write a value at the precision known, as its own ISO form or as its first and last day, month or year."""
    value = timex.value.split("T")[0]
    if _CALENDAR.fullmatch(value):
        return value, None
    whole = interval(timex.value)
    first, last = whole or days
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
        return f"{first.year:04d}", f"{last.year:04d}"
    if first.day == 1 and (last + timedelta(1)).day == 1:
        return first.isoformat()[:7], last.isoformat()[:7]
    return first.isoformat(), None if first == last else last.isoformat()


def _pair(text: str, one: Timex, two: Timex) -> Period | None:
    between = text[one.end : two.start]
    if len(between) > 80:
        return None
    if one.type == "DURATION":
        return _measured(one, two, between)
    if two.type == "DURATION":
        start = _days(one)
        before = text[max(0, one.start - _LOOK_BACK) : one.start]
        if start and joints().for_.fullmatch(between) and joints().from_.search(before):
            return _from_start(one, two, start, two)
        return None
    return _range(text, one, two, between)


def _range(text: str, one: Timex, two: Timex, between: str) -> Period | None:
    start, stop = _days(one), _days(two)
    if start is None or stop is None or start[0] > stop[1] or start == stop:
        return None
    before = text[max(0, one.start - _LOOK_BACK) : one.start]
    if joints().and_.fullmatch(between):
        if not joints().between.search(before) and not _next_day(one, two, start, stop):
            return None
    elif not joints().to.fullmatch(between) or (between.split()[:1] == ["to"] and joints().moved.search(before)):
        return None
    value, _ = _written(one, start)
    last, end = _written(two, stop)
    return Period(start[0], stop[1], value, end or last, (one, two))


def _next_day(one: Timex, two: Timex, start: Interval, stop: Interval) -> bool:
    """Tell "Dec. 19 and 20", "19 and 20 December", "next Friday and Saturday": two days on end, told in one breath."""
    alone = one.text.isdigit() or two.text.isdigit() or two.rule == "rel-weekday-pair"
    return alone and start[0] == start[1] == stop[0] - timedelta(1) and stop[0] == stop[1]


def _measured(one: Timex, two: Timex, between: str) -> Period | None:
    """Read a duration with the day on which it begins or ends."""
    days = _days(two)
    if days is None:
        return None
    if joints().begins.fullmatch(between):
        return _from_start(one, two, days, one)
    length = _LENGTH.fullmatch(one.value)
    if length is None or not joints().ends.fullmatch(between) or not (days[0] == days[1] or length[2] != "D"):
        return None
    try:
        first = moved(days[1], length[2], -int(length[1])) + timedelta(1)
    except (ValueError, OverflowError):
        return None
    return _period(first, days[1], (one, two))


def _from_start(one: Timex, two: Timex, days: Interval, length_of: Timex) -> Period | None:
    length = _LENGTH.fullmatch(length_of.value)
    if length is None or days[0] != days[1]:
        return None
    try:
        last = moved(days[0], length[2], int(length[1])) - timedelta(1)
    except (ValueError, OverflowError):
        return None
    return _period(days[0], last, (one, two))


def _period(first: date, last: date, timexes: tuple[Timex, ...]) -> Period | None:
    if first > last:
        return None
    return Period(first, last, first.isoformat(), None if first == last else last.isoformat(), timexes)
