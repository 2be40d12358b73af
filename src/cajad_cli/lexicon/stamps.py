"""Dates as stamps carry them, and the words around them: data/en/stamps.toml, compiled.

This reads the few lines that say when a text was issued; the dates of running text are the tagger's.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from cajad_cli.lexicon.source import load

_NUMBER = re.compile(r"[0-9]+")
_JOINED = re.compile(r"\s?(?:[./-]\s?[0-9]|年)")
_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]{3})[^\W\d_]{0,9}\.?\s{0,2}\Z")
_AFTER = re.compile(r"(?:st|nd|rd|th)?[,.]?[\s-]{1,2}(?:of\s)?([^\W\d_]{3})", re.IGNORECASE)
_REACH = 48  # characters; no written date is longer

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


def months() -> dict[str, int]:
    """Map each month's name and short form, in lower case, to its number."""
    return _numbers("months")


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
    """Give the compiled rules of one table: "date", "part", "issue", "prefix", "closing" or "today"."""
    before, after = (r"(?<![^\W_])(?<!\d[./–-])", r"(?=T\d{2}|[\W_]|\Z)") if table == "date" else ("", "")
    return tuple(Rule(r["name"], _compile(before + r["pattern"] + after)) for r in load("en/stamps")[table])


def dates(text: str) -> list[Written]:
    """Give the dates written in a short `text`, in order; one without a year only where no full one is."""
    return list(_dates(text))


@lru_cache(maxsize=256)  # a line is looked at when lines are joined, when it is judged, and as an entry of a list
def _dates(text: str) -> tuple[Written, ...]:
    found: list[Written] = []
    for start, end, kinds in _windows(text):
        for rule in _date_rules(kinds):
            for match in rule.pattern.finditer(text, start, end):
                written = _written(match)
                if written and not any(w.start < written.end and written.start < w.end for w in found):
                    found.append(written)
    return tuple(sorted(found))


@cache
def _date_rules(kinds: int) -> tuple[Rule, ...]:
    """Give the rules for windows with numbers only (1), with names of months (2), or with both (3)."""
    with_month = [bool(kinds & 2 if "{month}" in r["pattern"] else kinds & 1) for r in load("en/stamps")["date"]]
    return tuple(rule for rule, wanted in zip(rules("date"), with_month, strict=True) if wanted)


def _windows(text: str) -> list[tuple[int, int, int]]:
    """Give the stretches of `text` in which a number stands beside a month's name or another number.

    The date rules cost 2 µs a character between them, this look 0.05, and in prose few numbers are of dates.
    """
    made: list[tuple[int, int, int]] = []
    known = _month_heads()
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        kinds = 1 if _JOINED.match(text, end) else 0
        if end - start < 3:
            before = _BEFORE.search(text, max(0, start - 20), start)
            after = _AFTER.match(text, end)
            if (before and before[1].lower() in known) or (after and after[1].lower() in known):
                kinds |= 2
        if not kinds:
            continue
        start, end = max(0, start - _REACH), min(len(text), end + _REACH)
        if made and made[-1][1] >= start:
            start, _, more = made.pop()
            kinds |= more
        made.append((start, end, kinds))
    return made


@cache
def _month_heads() -> frozenset[str]:
    return frozenset(name[:3] for name in _numbers("months"))


def _written(match: re.Match[str]) -> Written | None:
    parts = match.groupdict()
    if "a" in parts:
        return _numeric(match, int(parts["a"]), int(parts["b"]), _century(parts["year"]))
    day = int(parts["day"])
    if parts.get("year") and not 1700 <= int(parts["year"]) <= 2200:
        parts["year"] = None  # a counter after the date: "29 November 5351 views"
    month = int(parts["month"]) if parts["month"].isdigit() else _numbers("months")[parts["month"].lower()]
    if parts.get("year") is None:
        valid = _day(2000, month, day) is not None
        return Written(*match.span(), (), month, day) if valid else None
    whole = _day(int(parts["year"]), month, day)
    return Written(*match.span(), (whole,), month, day) if whole else None


def _century(year: str) -> int:
    """Give a year in full: two digits are of 1970 to 2069, as POSIX has it."""
    return int(year) if len(year) > 2 else int(year) + (1900 if int(year) >= 70 else 2000)


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


_OTHERS = re.compile(r"[^\W\d_]{3,}.*[,–—-] ")  # "Letter from the Field, 3 May 2021"
_OF_A_NAME = re.compile(r"[A-Z][\w’'-]+ \Z")  # "Oriental Studies Today, 3 May 2021"


def role_before(text: str) -> Role | None:
    """Say what the last label in `text`, the words before a date, makes of the date."""
    role: Any = None
    for match in _labels().finditer(text):
        of_a_name = match[0][:1].isupper() and _OF_A_NAME.search(text, 0, match.start())
        of_others = match.lastgroup == "event" and _OTHERS.search(text, match.end())
        if not (of_a_name or of_others):
            role = match.lastgroup
    return role if role in ("published", "updated", "retrieved", "event") else None


def labels(text: str) -> Iterator[re.Match[str]]:
    """Yield every label in `text`."""
    return _labels().finditer(text)


@cache
def _event_keys() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('en/stamps')['event_keys'])})\s?:", re.IGNORECASE)


def is_of_event(line: str) -> bool:
    """Say whether a line begins with a key that only announcements of events have: "Venue:"."""
    return _event_keys().match(line) is not None


@cache
def _event_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('en/stamps')['event_words'])})\b", re.IGNORECASE)


def names_event(words: str) -> bool:
    """Say whether a word of `words` names what takes place on a day: "Talks on the upper river"."""
    return _event_words().search(words) is not None


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
