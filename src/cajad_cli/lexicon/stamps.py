"""Dates as stamps carry them, and the words around them: data/en/stamps.toml, compiled.

This reads the few lines that say when a text was issued; the dates of running text are the tagger's.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from cajad_cli.lexicon.source import load

_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"[12][0-9]{3}")

Role = Literal["published", "updated", "retrieved", "event"]


class Written(NamedTuple):
    """One written date: its days are two where the order of day and month is open, none without a year."""

    start: int
    end: int
    days: tuple[date, ...]
    month: int
    day: int

    @property
    def certain(self) -> date | None:
        """The day, where the words leave no choice."""
        return self.days[0] if len(self.days) == 1 else None


class Rule(NamedTuple):
    """A named, compiled pattern."""

    name: str
    pattern: re.Pattern[str]


@cache
def _numbers(name: str) -> dict[str, int]:
    return {word.lower(): n for n, words in enumerate(load("en/stamps")[name], 1) for word in words}


def _words(name: str) -> str:
    return "|".join(sorted((re.escape(w) for w in _numbers(name)), key=len, reverse=True))


def weekdays() -> dict[str, int]:
    """Map each weekday's name and short form, in lower case, to its ISO number, Monday 1."""
    return _numbers("weekdays")


def _compile(pattern: str) -> re.Pattern[str]:
    named = (
        pattern.replace("{date}", _any_date())
        .replace("{month}", rf"(?:{_words('months')})")
        .replace("{any}", _any_date(yearless=True))
        .replace("{weekday}", _words("weekdays"))
        .replace("{zone}", "|".join(load("en/stamps")["zones"].split()))
    )
    return re.compile(named, re.IGNORECASE)


@cache
def _any_date(yearless: bool = False) -> str:
    """Give one pattern for every date with a year, groups unnamed; also for those without one if asked."""
    forms = []
    for rule in load("en/stamps")["date"]:
        if yearless or "<year>" in rule["pattern"]:
            form = rule["pattern"].replace("(?P<sep>", "(?:").replace("(?P=sep)", "[-/.]")
            forms.append(re.sub(r"\(\?P<\w+>", "(?:", form).replace("{month}", rf"(?:{_words('months')})"))
    return f"(?:{'|'.join(forms)})"


@cache
def rules(table: str) -> tuple[Rule, ...]:
    """Give the compiled rules of one table: "date", "part", "prefix" or "closing"."""
    before, after = (r"(?<![^\W_])(?<!\d[./–-])", r"(?=T\d{2}|[\W_]|\Z)") if table == "date" else ("", "")
    return tuple(Rule(r["name"], _compile(before + r["pattern"] + after)) for r in load("en/stamps")[table])


def dates(text: str) -> list[Written]:
    """Give the dates written in a short `text`, in order; one without a year only where no full one is."""
    found: list[Written] = []
    if not _DIGIT.search(text):
        return found
    with_year = _YEAR.search(text) is not None
    for rule in rules("date"):
        if "year" in rule.pattern.groupindex and not with_year:
            continue
        for match in rule.pattern.finditer(text):
            written = _written(match)
            if written and not any(w.start < written.end and written.start < w.end for w in found):
                found.append(written)
    return sorted(found)


def _written(match: re.Match[str]) -> Written | None:
    parts = match.groupdict()
    if "a" in parts:
        return _numeric(match, int(parts["a"]), int(parts["b"]), int(parts["year"]))
    day = int(parts["day"])
    if parts.get("year") and not 1700 <= int(parts["year"]) <= 2200:
        parts["year"] = None  # a counter after the date: "29 November 5351 views"
    month = int(parts["month"]) if parts["month"].isdigit() else _numbers("months")[parts["month"].lower()]
    if parts.get("year") is None:
        valid = _day(2000, month, day) is not None
        return Written(*match.span(), (), month, day) if valid else None
    whole = _day(int(parts["year"]), month, day)
    return Written(*match.span(), (whole,), month, day) if whole else None


def _numeric(match: re.Match[str], a: int, b: int, year: int) -> Written | None:
    """Read two numbers and a year: with full stops the day stands first, with `/` or `-` either may."""
    day_first, month_first = _day(year, b, a), _day(year, a, b)
    if day_first and match["sep"] == ".":
        month_first = None
    days = tuple(dict.fromkeys(d for d in (day_first, month_first) if d))
    return Written(*match.span(), days, days[0].month, days[0].day) if days else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _labels() -> re.Pattern[str]:
    groups = []
    for role, words in load("en/stamps")["labels"].items():
        forms = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
        groups.append(rf"(?P<{role}>{forms})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def role_before(text: str) -> Role | None:
    """Say what the last label in `text`, the words before a date, makes of the date."""
    role: Any = None
    for match in _labels().finditer(text):
        role = match.lastgroup
    return role if role in ("published", "updated", "retrieved", "event") else None


def labels(text: str) -> Iterator[re.Match[str]]:
    """Yield every label in `text`."""
    return _labels().finditer(text)


@cache
def idle_words() -> frozenset[str]:
    """Give the words of a stamp line that say nothing of themselves, in lower case."""
    data = load("en/stamps")
    return frozenset((data["filler"] + " " + data["company"]).lower().split())


@cache
def section_words() -> frozenset[str]:
    """Give the words that name a newspaper's sections, in lower case."""
    return frozenset(load("en/stamps")["sections"]["words"].split())


@cache
def header_keys() -> dict[str, str]:
    """Map each key of a header line, in lower case, to the field that it fills."""
    return {key: field for field, keys in load("en/stamps")["headers"].items() for key in keys}


@cache
def _month_first() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('en/stamps')['month_first_zones'].split())})\b")


def month_first(stamp: str) -> bool:
    """Say whether a stamp names a time zone of a country that writes the month before the day."""
    return _month_first().search(stamp) is not None
