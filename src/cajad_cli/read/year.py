"""The year of a dateline that gives none, from what its text says.

A text bounds its own day: by the years and full dates that it tells of, by who holds which office, by the
weekday that its lead gives the dateline's day. Where the bounds leave one year it is taken. Where they leave
several, the weekday decides, to which a date returns after 5, 6 or 11 years: a year that the text speaks of as
reached, or the one after it, else the latest if it lies no further back than a date's first return. With neither,
the year stays open.
"""

import re
from datetime import date
from functools import cache

from cajad_cli.lexicon.offices import terms
from cajad_cli.lexicon.stamps import dates, weekdays

_YEAR = re.compile(
    r"(?<![\w.,/-])((?:19|20)\d\d)(?![\w]|[,.]\d|\s?(?:yen|dollars|euros|people|km|tons|megawatts|MW)\b)"
)
_AHEAD = re.compile(
    r"\b(?:by|until|till|through|to|for|from|beyond|will|plans?|planned|expected"
    r"|scheduled|next|target|goal|aims?|set for|due)\b[^.]{0,60}\Z",
    re.IGNORECASE,
)
_LEAD = 600
_RETURN = 6  # years after which a date falls on its weekday again, at most once 11
_SAMPLE = 20_000
_NEAR_DAYS = 10


def inferred_year(month: int, day: int, text: str, today: date) -> date | None:
    """Give the day `month`-`day` not after `today` with which the text agrees, None where nothing decides."""
    sample = text[:_SAMPLE]
    reached = _lower_bound(sample, today)
    possible = _in_office(_days(month, day, reached, today), sample)
    if near := _near_full_dates(month, day, sample):
        possible = [d for d in possible if d.year in near]
    if len(possible) == 1:
        return possible[0]
    named = _lead_weekday(text)
    fitting = [d for d in possible if d.isoweekday() == named]
    told = [d for d in fitting if reached <= d.year <= reached + 1]
    recent = [d for d in fitting if today.year - d.year <= _RETURN]
    return next(iter((*told, *recent)), None)


def _in_office(days: list[date], text: str) -> list[date]:
    """Keep the days on which everyone whom the text gives an office held it; all of them where none fits."""
    held = terms(text)
    kept = [d for d in days if all(t.since <= d and (t.until is None or d <= t.until) for t in held)]
    if not kept:
        kept = [d for d in days if all(t.since <= d for t in held)]
    return kept


def _days(month: int, day: int, since: int, today: date) -> list[date]:
    """Give the days `month`-`day` from the year `since` to `today`, latest first."""
    days = []
    for year in range(today.year, max(since, today.year - 60) - 1, -1):
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if made <= today:
            days.append(made)
    return days


def _near_full_dates(month: int, day: int, text: str) -> set[int]:
    """Give the years in which a full date of the text lies within ten days of `month`-`day`."""
    years = set()
    for written in dates(text):
        for full in written.days:
            for year in (full.year - 1, full.year, full.year + 1):
                try:
                    if abs((date(year, month, day) - full).days) <= _NEAR_DAYS:
                        years.add(year)
                except ValueError:
                    continue
    return years


def _lower_bound(text: str, today: date) -> int:
    """Give the latest year that the text speaks of as reached, at least 60 years before today."""
    years = [
        int(match[1])
        for match in _YEAR.finditer(text)
        if int(match[1]) <= today.year and not _AHEAD.search(text[max(0, match.start() - 70) : match.start()])
    ]
    return max(years, default=today.year - 60)


@cache
def _weekday() -> re.Pattern[str]:
    names = "|".join(n for n in weekdays() if len(n) > 5 and n.isascii())
    return re.compile(rf"\b(last|next|coming|every|each|this)?\s?\b({names})\b", re.IGNORECASE)


def _lead_weekday(text: str) -> int | None:
    """Give the weekday of the dateline's own day: the only or the last one that the lead names."""
    named = [weekdays()[m[2].lower()] for m in _weekday().finditer(text[:_LEAD]) if not m[1]]
    return named[0] if named and len(set(named)) == 1 else None
