"""Years that a text speaks of, and how long ago it says they are: data/en/years.toml, compiled."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from cajad_cli.lexicon.source import load
from cajad_cli.lexicon.stamps import months

_BEFORE = 80  # characters before a year that say how it is meant


class Spoken(NamedTuple):
    """A year in a text: its month where one stands before it, and whether it may be one to come."""

    start: int
    value: int
    month: int | None
    open: bool


class Age(NamedTuple):
    """The days on which a text can have been written that says how long ago something was."""

    first: date
    last: date


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Give one rule's pattern, compiled."""
    numbers = "|".join(sorted(load("en/years")["numbers"], key=len, reverse=True))
    filled = (
        load("en/years")[name]["pattern"]
        .replace("{month}", "|".join(sorted((re.escape(m) for m in months()), key=len, reverse=True)))
        .replace("{number}", rf"(?:{numbers}|\d{{1,3}})")
    )
    return re.compile(filled, re.IGNORECASE)


def spoken(text: str) -> Iterator[Spoken]:
    """Yield the years of a text that stand as years: no sums, no full dates."""
    for match in pattern("year").finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        month = pattern("month_before").search(before)
        bare = before[: month.start()] if month else before
        opened = pattern("bound").search(bare) is not None or pattern("plan").search(bare) is not None
        number = months()[month["month"].lower()] if month else None
        yield Spoken(match.start(), int(match["year"]), number, opened and not pattern("undone").search(before))


def is_ahead(text: str, year: Spoken) -> bool:
    """Say whether a text speaks of a year as one to come, without a doubt."""
    before = text[max(0, year.start - _BEFORE) : year.start]
    return pattern("ahead").search(before) is not None and pattern("undone").search(before) is None


def ages(text: str) -> Iterator[Age]:
    """Yield the days of writing that "in August 2004, less than two years ago" and its like allow."""
    for name in load("en/years")["ages"]:
        for match in pattern(name).finditer(text):
            parts = match.groupdict()
            number = _number(parts["number"]) * (10 if parts.get("unit", "").lower().startswith("decade") else 1)
            if 0 < number <= 300:
                yield _age(parts, number)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(load("en/years")["numbers"][word.lower()])


def _age(parts: dict[str, str], number: int) -> Age:
    """Give the days `number` years after a year, exactly or by what "less than", "more than" and round tens allow."""
    year, month = int(parts["year"]), parts.get("month")
    begun = date(year, months()[month.lower()], 1) if month else date(year, 1, 1)
    ended = date(year, 12, 31) if not month else date(year + begun.month // 12, begun.month % 12 + 1, 1)
    measure = (parts.get("measure") or "").lower()
    loose = 3 if number % 10 == 0 and "nth" not in parts else 0  # round tens are seldom meant to the year
    if measure.startswith(("less", "under", "fewer", "not yet", "almost", "nearly")):
        return Age(_later(begun, max(number - 1 - loose, 0)), _later(ended, number))
    if measure.startswith(("more", "over")):
        return Age(_later(begun, number), _later(ended, number + 1 + loose))
    if "nth" in parts:
        return Age(date(year + number, 1, 1), date(year + number, 12, 31))
    return Age(_later(begun, number - (1 if loose else 0)), _later(ended, number + 1 + loose))


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=min(day.year + years, 9999))
    except ValueError:
        return day.replace(year=min(day.year + years, 9999), day=28)
