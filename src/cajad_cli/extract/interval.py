"""Days and calendar values: TIMEX3 values to intervals."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

Interval = tuple[date, date]

_VALUE = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?"
    r"|-?Q(?P<quarter>[1-4])|-?H(?P<half>[12])|-(?P<season>SP|SU|FA|AU|WI)"
    r"|-W(?P<week>\d\d)(?:-(?P<weekday>[1-7]|WE))?)?"
    r"(?:T[\w:.+-]*)?"
)
_LONG = re.compile(r"(?P<decade>\d{3})X?|(?P<century>\d{2})(?:XX)?")
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}  # meteorological, northern: three months each
_MONTH_PART = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}


def interval(value: str, mod: str | None = None) -> Interval | None:
    """Give the first and last day of a TIMEX3 calendar value, None where it names none.

    `mod` START, MID or END narrows a month to its days 1-10, 11-20 or 21-last. Winter of a year begins in its
    December; weeks are those of ISO 8601.
    """
    match = _VALUE.fullmatch(value) or _LONG.fullmatch(value)
    if match is None or match.lastgroup is None:
        return None
    try:
        return _READ[match.lastgroup](match, mod)
    except ValueError:  # 2022-02-30, 2022-W60, year 0
        return None


def _day(match: re.Match[str], _: str | None) -> Interval:
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return day, day


def _month(match: re.Match[str], mod: str | None) -> Interval:
    year, month = int(match["year"]), int(match["month"])
    low, high = _MONTH_PART.get(mod or "", (1, 31))
    last = monthrange(year, month)[1] if 1 <= month <= 12 else 0
    return date(year, month, low), date(year, month, min(high, last))


def _week(match: re.Match[str], _: str | None) -> Interval:
    monday = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    first, last = {"WE": (5, 6), None: (0, 6)}.get(match["weekday"]) or (int(match["weekday"]) - 1,) * 2
    return monday + timedelta(first), monday + timedelta(last)


_READ: dict[str, Callable[[re.Match[str], str | None], Interval]] = {
    "year": lambda match, _: months(int(match["year"]), 1, 12),
    "month": _month,
    "day": _day,
    "quarter": lambda match, _: months(int(match["year"]), 3 * int(match["quarter"]) - 2, 3),
    "half": lambda match, _: months(int(match["year"]), 6 * int(match["half"]) - 5, 6),
    "season": lambda match, _: months(int(match["year"]), _SEASON_MONTH[match["season"]], 3),
    "week": _week,
    "weekday": _week,
    "decade": lambda match, _: months(int(match["decade"]) * 10, 1, 120),
    "century": lambda match, _: months(int(match["century"]) * 100, 1, 1200),
}


def months(year: int, month: int, count: int) -> Interval:
    """Give the first and last day of `count` months from `month` on."""
    last_year, last = divmod(year * 12 + month - 2 + count, 12)
    return date(year, month, 1), date(last_year, last + 1, monthrange(last_year, last + 1)[1])


def add_months(day: date, count: int) -> date:
    """Give the day `count` months on, the last one where the month is too short; ValueError outside years 1-9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """Give the n-th weekday (ISO number) of a month, counted from its end where `nth` is negative."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta((last.isoweekday() - weekday) % 7 + 7 * (-nth - 1))


def easter(year: int) -> date:
    """Give Western Easter Sunday (anonymous Gregorian algorithm, Meeus 1991)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, off = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * off + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


# ---------------------------------------------------------------- what a user types
