"""Which lines are stamps: a date with a time, a place, a label or an author that tell no story."""

import re
from functools import cache
from typing import NamedTuple

from cajad_cli.lexicon import stamps as lexicon
from cajad_cli.lexicon.stamps import Role, Written
from cajad_cli.read.entry import NAMES, telling

_WORD = re.compile(r"[^\W\d_][\w.’'&-]*|\d+")
_RANGE = re.compile(r"\s{0,3}(?:[-–—]|to|until|till)\s{0,3}\Z")
_DIGIT = re.compile(r"[0-9]")
_LONGEST = 220
_MOST_WORDS = 26  # of labels, dates and names together
_CLOCK_BEFORE = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?\s?[,/|-]?\s{0,3}\Z", re.IGNORECASE)
_CLOCK_AFTER = re.compile(
    r"\A[,\s|/-]{0,4}(?:at\s)?\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,4}(?:[+-]\d{1,2})?\)?)?",
    re.IGNORECASE,
)
_GAP_END = re.compile(r"(?:\s{2,}|\s?[|/•·»>]\s?|[\s,]+[-–—]\s|\t)\Z")
_GAP_START = re.compile(r"(?:\s{2,}|\s?[|/•·»>]\s?|\s[-–—]\s|\t)")
_DASH = re.compile(r",?\s?[-–—]")


class Dated(NamedTuple):
    """One date of a stamp with what its label makes of it; offsets in the text."""

    written: Written
    role: Role | None


class Stamp(NamedTuple):
    """A stamp line: its dates, how many other words it has, and whether it is a weekday without a label."""

    start: int
    end: int
    dates: tuple[Dated, ...]
    words: int
    clock: bool
    set_off: bool = False  # its day stands at an end of the line, apart from the other words
    tells: int = NAMES  # how much the other words tell
    closes: bool = False  # a full day ends the line, behind a comma: "Society for Silk Studies, obituary, 3 May 2021"

    @property
    def pure(self) -> bool:
        """Say whether nothing but dates, times and labels stands in the line."""
        return self.words == 0


def stamp(text: str, start: int, end: int) -> Stamp | None:
    """Read the line `text[start:end]` as a stamp; None where it is none."""
    if end - start > _LONGEST:
        return None
    line = text[start:end]
    found = lexicon.dates(line)
    if not found:
        return _issue(line, start, end)
    if line.count(" ") > _MOST_WORDS:
        return None
    dated = _roles(line, found)
    rest, parts = _rest(line, found)
    rest = _without_paper(rest, found[0].start)
    if not any(w.days for w in found) and not ("time" in parts or len(found) == 1):
        return None
    words = [w for w in _WORD.findall(rest) if w.lower().strip(".") not in lexicon.idle_words()]
    labelled = any(d.role in ("published", "updated", "retrieved") for d in dated)
    if len(words) > (14 if labelled else 9):
        return None
    moved = tuple(Dated(_moved(d.written, start), d.role) for d in dated)
    apart = any(w.days for w in found) and _is_set_off(line, found[0].start, found[-1].end, "time" in parts)
    tells = telling(rest) if words else NAMES
    closes = len(found) == 1 and bool(found[0].days) and _closes(line, found[0])
    return Stamp(start, end, moved, len(words), "weekday" in parts and not labelled, apart, tells, closes)


def _closes(line: str, day: Written) -> bool:
    """Tell a day behind a comma, a bracket or a dash at the end of a line that is no sentence."""
    before = line[: day.start].rstrip()
    return before[-1:] in (",", "(", "–", "—", "-", "|") and not line[day.end :].strip(" )")


def _issue(line: str, start: int, end: int) -> Stamp | None:
    """Read a line such as "Policy Brief No. 14 | February 2025", which gives no day but is no title either."""
    if len(line) > 100 or line[-1] in ".?!" or not _DIGIT.search(line):
        return None
    match = next((m for r in lexicon.rules("issue") if (m := r.pattern.search(line))), None)
    words = len(_WORD.findall(line))
    if match is None or words > 12:
        return None
    return Stamp(start, end, (), words, False, True)


_NUMBERED = re.compile(r"\b(?:[Nn]o\.|[Nn]r\.|№|[Ii]ssue|[Vv]ol\.)\s?\d{1,5}\b[\s,|/()–-]{0,4}\Z")


def _without_paper(rest: str, day: int) -> str:
    """Blank what a paper says of itself before its number and day: "Monthly of the weavers. No. 10, 1 May 2017"."""
    return " " * day + rest[day:] if _NUMBERED.search(rest, 0, day) else rest


@cache
def _weekday_before() -> re.Pattern[str]:
    names = "|".join(sorted(lexicon.weekdays(), key=len, reverse=True))
    return re.compile(rf"\b(?:{names})\.?,?\s?\Z", re.IGNORECASE)


def _is_set_off(line: str, first: int, last: int, timed: bool) -> bool:
    """Say whether the stretch from the first to the last date stands apart: a bar, a gap, or a time beside it."""
    if line[-1] in ".?!" and not line.endswith(("a.m.", "p.m.")):
        return False
    lead = _weekday_before().sub("", line[:first])
    before, after = _CLOCK_BEFORE.sub("", lead), _CLOCK_AFTER.sub("", line[last:])
    if before.strip() and after.strip():
        return bool(_GAP_END.search(before) and _GAP_START.match(after))
    side = _GAP_END.search(before) if before.strip() else _GAP_START.match(after)
    return bool(side) and (timed or (side is not None and not _DASH.fullmatch(side[0].strip())))


def _roles(line: str, found: list[Written]) -> list[Dated]:
    dated: list[Dated] = []
    for number, written in enumerate(found):
        before = line[found[number - 1].end if number else 0 : written.start]
        role = lexicon.role_before(before)
        if number and role is None and _RANGE.match(before):
            dated[-1] = Dated(dated[-1].written, "event")
            role = "event"
        dated.append(Dated(written, role))
    return dated


def _rest(line: str, found: list[Written]) -> tuple[str, set[str]]:
    """Give the line without dates, times, zones, weekdays, counts and labels, and which of these it had."""
    rest = line
    for written in found:
        rest = rest[: written.start] + " " * (written.end - written.start) + rest[written.end :]
    seen: set[str] = set()
    for rule in lexicon.rules("part"):
        rest, times = rule.pattern.subn(lambda m: " " * len(m[0]), rest)
        if times:
            seen.add(rule.name)
    for match in lexicon.labels(rest):
        rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    return rest, seen


def _moved(written: Written, by: int) -> Written:
    return written._replace(start=written.start + by, end=written.end + by)
