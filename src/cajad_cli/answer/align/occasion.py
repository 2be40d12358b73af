"""How near the occasions of two claims are: the dates they are bound to, or that the text has come to."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from cajad_cli.answer.keys import get
from cajad_cli.extract.interval import interval
from cajad_cli.model import Claim

Nearness = Literal["day", "near", "month", "year", "none", "off", "apart"]

_WEAK = frozenset({"issued", "document"})  # taken from the text as a whole: it may mean another time
_WEEK, _MONTH, _SEASON = 7, 31, 92  # days
_SLIP = 3  # days by which two tellings of one occasion differ where one errs
_ORDER: tuple[Nearness, ...] = ("day", "near", "month", "year", "off", "apart")

Days = tuple[int, int]  # first and last, ordinals


def nearness(a: Claim, b: Claim) -> Nearness:
    """Say how near the occasions of two claims are; "none" where one has none, or only the day of issue, far off.

    "day": common days, none of them of longer than a week; "near": up to three days between; "month": common days of
    up to a season; "year": of longer times; "off": up to a month between; "apart": more, or none in common of times
    longer than a month.
    """
    mine, theirs = _times(get(a, "d"), get(a, "D")), _times(get(b, "d"), get(b, "D"))
    if not mine or not theirs:
        return "none"
    best = min((_ORDER.index(_between(one, other)) for one in mine for other in theirs), default=len(_ORDER) - 1)
    if _ORDER[best] == "off" and "issued" in get(a, "h") & get(b, "h"):
        return "month"
    if _ORDER[best] in ("off", "apart") and _WEAK & (get(a, "h") | get(b, "h")):
        return "none"
    return _ORDER[best]


def other_days(a: Claim, b: Claim) -> bool:
    """Tell claims that each name a date in their clauses, and not near ones."""
    return bool(get(a, "d") and get(b, "d")) and nearness(a, b) in ("off", "apart")


def years_told(claim: Claim) -> frozenset[str]:
    """Give the years that the clause of a claim names."""
    return frozenset([day for day in get(claim, "d") if len(day) == len("2004")])


def _between(one: Days, other: Days) -> Nearness:
    gap = max(one[0] - other[1], other[0] - one[1], 0)
    longest = max(one[1] - one[0], other[1] - other[0]) + 1
    if gap == 0:
        return "day" if longest <= _WEEK else "month" if longest <= _SEASON else "year"
    if gap <= _SLIP and longest <= _WEEK:
        return "near"
    return "off" if gap <= _MONTH >= longest else "apart"  # the next year, or quarter, is another time


@lru_cache(maxsize=1 << 14)
def _times(near: frozenset[str], far: frozenset[str]) -> tuple[Days, ...]:
    return tuple(days for some in (near, far) for value in some for days in _days(value))


def _days(value: str) -> Iterator[Days]:
    first, _, until = value.partition("/")
    begin = interval(first)
    end = interval(until) if until else begin
    if begin is not None and end is not None:
        yield begin[0].toordinal(), end[1].toordinal()
