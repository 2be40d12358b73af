"""A text laid out in units with a label each, while it is judged; and the measures that judging needs."""

import re
from typing import Literal

from cajad_cli.lexicon import boilerplate
from cajad_cli.lexicon.stamps import section_words
from cajad_cli.read.dateline import dateline
from cajad_cli.read.entry import MUCH, NAMES
from cajad_cli.read.stamp import Stamp, stamp
from cajad_cli.read.units import Unit

Label = Literal["prose", "headline", "stamp", "list", "line", "credit", "end", "caption", "masthead", "note", "drop"]

_TERMINAL = re.compile(r"[.!?…。！？]\s?[\"'”’»)\]]{0,3}\Z")
_INNER_STOP = re.compile(r"[a-z]{3}[.!?][\"”’)]?\s[\"“‘(]?[A-ZÀ-ÖØ-Þ]")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONG = re.compile(r"[^\W\d_][\w’'-]{3,}")  # as _LONG_WORD
_OWNER = re.compile(
    r"(?:\d{4},? )?(?:[A-ZÀ-ÖØ-Þ][\w.’'&-]*,?\s?(?:of |the |and |for )*){1,8}(?:,?\s?\d{4}\b.*)?", re.DOTALL
)
_SAMPLE = 600  # characters that decide what a unit is; what is longer is prose
_LONG_WORD = 4  # shorter words say little of what a text is about
_STEM = 7  # characters by which words are compared


class Sheet:
    """The units of a text with the labels that they have so far; the labels are what judging changes."""

    def __init__(self, text: str, units: list[Unit]) -> None:
        self.text = text
        self.units = units
        self.stamps = [stamp(text, u.start, u.end) for u in units]
        self.labels: list[Label] = [_first_label(text, u, s) for u, s in zip(units, self.stamps, strict=True)]
        self._mark_owners()

    def _mark_owners(self) -> None:
        """Mark `(c) Harbour Press 2020`, whose sign looks like the third item of a list.

        Several in one text are items, or the paragraphs of a confidential cable.
        """
        signed = [i for i, u in enumerate(self.units) if u.marker in ("(c)", "(C)")]
        listed = any(u.marker in ("(b)", "(B)") for u in self.units)
        if len(signed) == 1 and not listed and _OWNER.fullmatch(self.words(signed[0])):
            self.labels[signed[0]] = "credit"

    def words(self, index: int) -> str:
        """Give the first characters of a unit."""
        unit = self.units[index]
        return self.text[unit.start : min(unit.end, unit.start + _SAMPLE)]

    def count(self, index: int) -> int:
        """Give the number of words of a unit, as far as it is looked at."""
        return self.words(index).count(" ") + 1

    def size(self, indices: list[int]) -> int:
        """Give the number of characters of some units."""
        return sum(self.units[i].end - self.units[i].start for i in indices)

    def labelled(self, label: Label, start: int = 0, end: int | None = None) -> list[int]:
        """Give the indices of the units with one label."""
        stop = len(self.labels) if end is None else end
        return [i for i in range(start, stop) if self.labels[i] == label]

    def drop(self, indices: list[int]) -> None:
        """Take units out of the body."""
        for index in indices:
            self.labels[index] = "drop"

    def bulleted(self, index: int) -> bool:
        """Say whether a list marker stands before a unit."""
        return self.units[index].marker not in ("", "#")

    def loose_stamp(self, index: int) -> bool:
        """Say whether a unit is a date with a name or a place, and no title that holds a date."""
        found: Stamp | None = self.stamps[index]
        if found is None or (found.dates and all(d.role == "event" for d in found.dates)):
            return False
        if found.tells == MUCH:
            return False
        if found.set_off or found.tells == NAMES:
            return True
        lower = sum(w[0].islower() for w in _WORD.findall(self.words(index)))
        return found.words <= 5 and lower <= 3

    def dated(self, index: int) -> bool:
        """Say whether a unit is a full date with a name or a place."""
        found: Stamp | None = self.stamps[index]
        if found is None or not any(d.written.days for d in found.dates):
            return False
        return found.closes or self.loose_stamp(index)

    def link(self, index: int) -> bool:
        """Say whether what ends like a sentence is a headline after all, e.g. "Index Down in July-Sept."."""
        return self.count(index) < 26 and _headline_case(self.words(index))

    def section(self, index: int) -> bool:
        """Say whether a unit is nothing but a section's name."""
        words = [w for w in _WORD.findall(self.words(index).lower()) if w not in ("and", "of", "the")]
        return bool(words) and all(w in section_words() for w in words)

    def vocabulary(self, indices: list[int]) -> frozenset[str]:
        """Give the stems of the longer words of some units."""
        spans = (self.units[i][:2] for i in indices[:200])
        return _stems("\n".join(self.text[a : min(b, a + 20_000)] for a, b in spans))

    def overlap(self, index: int, known: frozenset[str]) -> float:
        """Give the share of a unit's longer words that are in a vocabulary, 0 to 1."""
        own = _stems(self.words(index))
        return len(own & known) / len(own) if own else 0.0


def _stems(text: str) -> frozenset[str]:
    return frozenset([w[:_STEM] for w in _LONG.findall(text.lower())])


def _first_label(text: str, unit: Unit, found: Stamp | None) -> Label:
    """Judge a unit by itself."""
    if unit.end - unit.start > _SAMPLE:
        return "prose"
    words = text[unit.start : unit.end]
    if found and (found.pure or (any(d.role for d in found.dates) and not _TERMINAL.search(words))):
        return "stamp"
    if len(words) < 90 and words[-1] in "-–—/)_" and _is_dateline(text, unit):
        return "stamp"
    role = boilerplate.role(words)
    if role and not (role[1] == "lines" and unit.marker[-1:].isdigit()):
        return role[0]
    return "prose" if _is_prose(words) else "headline"


def _is_dateline(text: str, unit: Unit) -> bool:
    """Say whether a unit is nothing but a dateline, whose text begins in the next line."""
    line = dateline(text, unit.start, unit.end)
    return line is not None and line.written is not None and not text[line.end : unit.end].strip(" -–—_")


def _is_prose(words: str) -> bool:
    count = words.count(" ") + 1
    if count >= 32 or (count >= 8 and words[-1] in ":："):
        return True
    if count >= 12 and _INNER_STOP.search(words):
        return True
    if _TERMINAL.search(words) and (count >= 6 or (count >= 3 and not _headline_case(words))):
        return True
    return not words.isascii() and _is_east_asian_prose(words)


def _is_east_asian_prose(words: str) -> bool:
    return "。" in words or (len(words) > 60 and sum("\u3040" <= c <= "\u9fff" for c in words) > 40)


def _headline_case(words: str) -> bool:
    """Say whether most of the longer words begin with a capital."""
    long = [w for w in _WORD.findall(words) if len(w) >= _LONG_WORD]
    return len(long) > 1 and sum(w[0].isupper() for w in long) >= 0.7 * len(long)
