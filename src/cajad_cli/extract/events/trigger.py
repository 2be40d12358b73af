"""The word that tells what happens, and its class (TimeML's event words)."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from cajad_cli.extract.chunks import Chunks, Found
from cajad_cli.extract.terms import parts_words, stem, terms
from cajad_cli.lexicon import events as lexicon
from cajad_cli.model import Period, Span

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SAYING: Final = "say"


class Trigger(NamedTuple):
    """An event word: `name` is its class, or its stem where no class has it."""

    start: int
    end: int
    name: str


def triggers(text: str, start: int, end: int) -> Iterator[Trigger]:
    """Give the event words of `text[start:end]` in order; a phrase counts before the words in it."""
    return iter(_triggers(text, start, end))


@lru_cache(maxsize=64)  # clause, status and keys ask for the same stretches
def _triggers(text: str, start: int, end: int) -> tuple[Trigger, ...]:
    phrases = _phrases(text, start, end) if lexicon.may_hold_phrase(text[start:end]) else []
    return _without_taken(phrases, _words_in(text, start, end))


def triggers_by_search(text: str, start: int, end: int) -> tuple[Trigger, ...]:
    """Give what `triggers` gives, by searches in this stretch alone."""
    return _without_taken(_phrases(text, start, end), _words(text, start, end))


def _without_taken(phrases: list[Trigger], words: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    if not phrases:
        return words
    taken = {n for p in phrases for n in range(p.start, p.end)}
    return tuple(sorted((*phrases, *(word for word in words if word.start not in taken))))


def _words_in(text: str, start: int, end: int) -> tuple[Trigger, ...]:
    if not (parts_words(text, start) and parts_words(text, end)):
        return _words(text, start, end)
    every, starts = _every(text)
    return every[bisect_left(starts, start) : bisect_left(starts, end)]


@lru_cache(maxsize=2)  # every passage is asked for, and many clauses
def _every(text: str) -> tuple[tuple[Trigger, ...], list[int]]:
    every = tuple([Trigger(*found) for found in _CHUNKS.through(text)])
    return every, [word.start for word in every]


def _words(text: str, start: int, end: int) -> tuple[Trigger, ...]:
    return tuple(
        [
            Trigger(word.start(), word.end(), name)
            for word in _WORD.finditer(text, start, end)
            if (name := _told_by(word.group())) is not None and not _is_compound(text, word)
        ]
    )


def _in_chunk(chunk: str) -> Found:
    if not chunk.isalpha():
        return _words(chunk, 0, len(chunk))
    name = _told_by(chunk)
    return ((0, len(chunk), name),) if name is not None else ()


_CHUNKS: Final = Chunks(_in_chunk)


@lru_cache(maxsize=1 << 14)  # a word stands in several chunks, with a comma behind it and without
def _told_by(word: str) -> str | None:
    """Give the class of a word that does not only look like one of its words."""
    return None if word.lower() in lexicon.lookalikes() else class_of(word)


def _phrases(text: str, start: int, end: int) -> list[Trigger]:
    found = lexicon.phrases().finditer(text, start, end)
    return [Trigger(m.start(), m.end(), lexicon.phrase_class(m.group())) for m in found]


def main_trigger(text: str, clause: Span, period: Period) -> Trigger | None:
    """Find the event word nearest before the date in its clause, else the first one after it; None without any.

    An anniversary outranks what it commemorates, anything outranks a word of saying.
    """
    begin, end = period.timexes[0].start, period.timexes[-1].end
    before = list(triggers(text, clause.start, begin))
    after = [t for t in triggers(text, end, clause.end) if period.is_day or not comes_after(text, end, t.start)]
    for trigger in (*before, *after):
        if trigger.name == "anniversary":
            return trigger
    near = [t for t in reversed(before) if t.name != _SAYING] or before[-1:]
    if near and (not after or not lexicon.cues().boundary.search(text, near[0].end, begin)):
        return near[0]
    strong = [t for t in after if t.name != _SAYING]
    return next(iter((*strong, *after, *near)), None)


_AFTER: Final = re.compile(r"\b(?:after|before|following|ahead of)\s+(?:[^\s,;.]+\s+){0,4}\Z")
_AFTER_REACH: Final = 60  # characters between a date and what it is said to follow


def comes_after(text: str, end: int, start: int) -> bool:
    """Tell the event word at `start` that a date which ends at `end` only follows or precedes.

    "Elected in 2008 after the death of his wife" does not say when she died.
    Of a day this tells nothing: what is said on Sunday after a meeting follows one of that day.
    """
    return start - end <= _AFTER_REACH and _AFTER.search(text, end, start) is not None


def stand_in(text: str, clause: Span, period: Period) -> Trigger:
    """Take the content word nearest to the date where no class has a word of the clause."""
    at = period.timexes[0].start
    words = [t for t in terms(text, clause.start, clause.end) if t.stem not in _light() and t.start != at]
    near = min(words, key=lambda t: abs(t.start - at), default=None)
    return Trigger(at, at, "" if near is None else near.stem)


def class_of(word: str) -> str | None:
    """Give the class of one word, None where it is no event word."""
    return _class_stems().get(stem(word) or word.lower())


@cache
def _class_stems() -> dict[str, str]:
    """Map the stem of each one-word trigger to its class."""
    return {stem(word) or word: c.name for c in lexicon.classes().values() for word in c.words if " " not in word}


@cache
def _light() -> frozenset[str]:
    return frozenset(stem(v) for v in lexicon.light_verbs())


def _is_compound(text: str, word: re.Match[str]) -> bool:
    """Tell "meeting-room": the word is part of a larger one."""
    return text[word.end() : word.end() + 1] == "-" and word.group().islower()
