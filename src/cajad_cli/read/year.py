"""The year of a dateline that gives none, from what its text says.

A text bounds its own day: by the years and full dates that it tells of, by how long ago it says that they are, by
who holds which office. Among the years that are left the weekday of the lead decides: one that the text speaks of as
reached, or the one after it, else the latest in which the day falls on that weekday. With no bound, or no weekday, the
year stays open: a weekday alone fits every sixth year of a lifetime.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from cajad_cli.lexicon.offices import terms
from cajad_cli.lexicon.sentences import sentences
from cajad_cli.lexicon.stamps import dates, weekdays
from cajad_cli.lexicon.years import ages, is_ahead, spoken

_OWNED = re.compile(
    r"(?:©|\(c\)|copyright)[^\n\d]{0,40}(?:(?:19|20)\d\d\s?[-–—]\s?)?(?P<year>20\d\d)\b"
    r"|^\W{0,3}(?:19|20)\d\d\s?[-–—]\s?(?P<last>20\d\d)\b",
    re.IGNORECASE | re.MULTILINE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAD = 600
_SAMPLE = 20_000
_NEAR_DAYS = 10
_OLDEST = 60  # years before today


def inferred_year(month: int, day: int, text: str, today: date) -> date | None:
    """Give the day `month`-`day` not after `today` with which the text agrees, None where nothing decides."""
    sample = text[:_SAMPLE]
    every = _days(month, day, today)
    reached, passed, ahead = _spoken_years(sample, today)
    possible = _in_office([d for d in every if reached <= d.year <= ahead], sample)
    if near := _near_full_dates(month, day, sample):
        possible = [d for d in possible if d.year in near] or [d for d in every if d.year in near]
    for age in ages(sample):
        possible = [d for d in possible if age.first <= d <= age.last] or possible
    if not possible or len(possible) == len(every):
        return None
    named = _lead_weekday(text)
    if len(possible) == 1:
        return None if _contradicts(possible[0], named) else possible[0]
    later = [d for d in possible if d.year > passed] or possible
    return _by_weekday(possible, later, reached, named)


def owned_year(month: int, day: int, said: str, below: str) -> date | None:
    """Give the day `month`-`day` in the copyright's last year, where it is the weekday that the stamp `said` names."""
    named = {n for word in _LETTERS.findall(said.lower()) if (n := weekdays().get(word))}
    years = {int(m["year"] or m["last"]) for m in _OWNED.finditer(below)}
    if len(named) != 1 or len(years) != 1:
        return None
    try:
        made = date(years.pop(), month, day)
    except ValueError:
        return None
    return made if made.isoweekday() in named else None


def _contradicts(day: date, named: int | None) -> bool:
    """Say whether the weekday of the lead is neither that of `day` nor of the day before it."""
    return named is not None and (day.isoweekday() - named) % 7 > 1


def _by_weekday(possible: list[date], later: list[date], reached: int, named: int | None) -> date | None:
    """Choose the day that falls on the weekday `named`; None where it contradicts what else the text says."""
    if named is None:
        return later[0] if len(later) == 1 else None
    fitting = [d for d in later if d.isoweekday() == named]
    told = [d for d in fitting if reached <= d.year <= reached + 1]
    if fitting:
        return (told or fitting)[0]
    return later[0] if len(later) == 1 and not any(d.isoweekday() == named for d in possible) else None


def _in_office(days: list[date], text: str) -> list[date]:
    """Keep the days on which everyone whom the text gives an office held it; all of them where none fits."""
    held = terms(text)
    kept = [d for d in days if all(t.since <= d and (t.until is None or d <= t.until) for t in held)]
    return kept or [d for d in days if all(t.since <= d for t in held)] or days


def _days(month: int, day: int, today: date) -> list[date]:
    """Give the days `month`-`day` up to `today`, latest first."""
    days = []
    for year in range(today.year, today.year - _OLDEST - 1, -1):
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


def _spoken_years(text: str, today: date) -> tuple[int, int, int]:
    """Give the latest year spoken of as reached, the latest one as past, and the first one as still to come.

    A month with a year, "in August 2024", is of another year than a dateline without one: agencies give the year
    only where it is not the current one (Associated Press Stylebook, "months").
    """
    reached = passed = today.year - _OLDEST
    ahead = today.year
    for year in spoken(text):
        if is_ahead(text, year):
            ahead = min(ahead, year.value) if year.value <= today.year else ahead
        elif year.value <= today.year and not year.open:
            reached = max(reached, year.value)
            passed = max(passed, year.value) if year.month else passed
    return reached, min(passed, today.year - 1), max(ahead, reached)


# ---------------------------------------------------------------- the weekday of the lead


@cache
def _weekday() -> re.Pattern[str]:
    names = "|".join(n for n in weekdays() if len(n) > 5 and n.isascii())
    return re.compile(
        r"\b(?P<other>last|next|coming|every|each|this|previous|until|till|from|since|starting|beginning"
        r"|(?:open|start|kick|arriv|launch)(?:s|ed|ing)(?:\soff)?|began|begins?)?"
        rf"(?:\s(?:\w+\s){{0,2}}?(?:on\s)?)?\b(?P<name>{names})\b",
        re.IGNORECASE,
    )


def _lead_weekday(text: str) -> int | None:
    """Give the weekday of the dateline's own day: the only one that the first sentence with any names."""
    for days in _weekdays(text):
        return days.pop() if len(days) == 1 else None
    return None


def _weekdays(text: str) -> Iterator[set[int]]:
    """Yield the weekdays of each sentence of the lead that names any, those of other weeks left out."""
    for start, end in sentences(text, 0, min(len(text), _LEAD)):
        found = {weekdays()[m["name"].lower()] for m in _weekday().finditer(text, start, end) if not m["other"]}
        if found:
            yield found
