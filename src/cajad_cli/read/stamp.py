"""Which lines are stamps: a date with a time, a place, a label or an author that tell no story."""

import re
from typing import NamedTuple

from cajad_cli.lexicon import stamps as lexicon
from cajad_cli.lexicon.stamps import Role, Written

_WORD = re.compile(r"[^\W\d_][\w.’'&-]*|\d+")
_RANGE = re.compile(r"\s{0,3}(?:[-–—]|to|until|till)\s{0,3}\Z")
_LONGEST = 220


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
        return None
    dated = _roles(line, found)
    rest, parts = _rest(line, found)
    if not any(w.days for w in found) and not ("time" in parts or len(found) == 1):
        return None
    words = [w for w in _WORD.findall(rest) if w.lower().strip(".") not in lexicon.idle_words()]
    labelled = any(d.role in ("published", "updated", "retrieved") for d in dated)
    if len(words) > (14 if labelled else 9):
        return None
    moved = tuple(Dated(_moved(d.written, start), d.role) for d in dated)
    return Stamp(start, end, moved, len(words), "weekday" in parts and not labelled)


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
