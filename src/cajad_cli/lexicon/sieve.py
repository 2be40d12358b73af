"""Which rules of data/ can match in a stretch of text, by its words; each rule is known by the name of its pattern."""

import re
from functools import cache

from cajad_cli.lexicon import events, facts, parties
from cajad_cli.lexicon.needs import Sieve


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Map the names to the patterns."""
    attendance, places = parties.attendance(), parties.places()
    return {
        "phrase": events.phrases(),
        "relative day": events.relative_day(),
        "undated": events.cues().undated,
        "party": parties.hint(),
        "fact": facts.any_deed(),
        **{f"act {act.name}": act.hint for act in parties.acts()},
        **{f"fact {deed.name}": deed.told for deed in facts.deeds()},
        **{f"mode {name}": pattern for name, pattern in events.modes()},
        "lacking": facts.lacking(),
        "absent": attendance.absent_hint,
        "every": attendance.every,
        "listed": attendance.listed,
        "head": parties.titles().head,
        "held": parties.venues().held,
        "besides": parties.venues().besides,
        "site": places.site,
    }


@cache
def _sieve() -> Sieve:
    return Sieve(pattern.pattern for pattern in patterns().values())


@cache
def _marks() -> dict[str, int]:
    return {name: 1 << number for number, name in enumerate(patterns())}


def mark(name: str) -> int:
    """Give the mark of a pattern: "phrase", "act sign" …."""
    return _marks()[name]


def marks(text: str) -> int:
    """Give the marks of all patterns that can match in `text`, or in a part of it."""
    return _sieve().marks(text)
