"""Which rules of data/ can match in a stretch of text, by its words; each rule is known by the name of its pattern."""

import re
from functools import cache

from cajad_cli.lexicon import events, facts, parties, quantities
from cajad_cli.lexicon.needs import Sieve


@cache
def of_passages() -> Sieve:
    """Give the sieve of what is asked of a passage while events and claims are read."""
    cues, attendance = events.cues(), parties.attendance()
    named = ("undated", "cancelled", "never_was", "unfulfilled", "taken_back", "moved_from", "at_first", "not_then")
    return Sieve(
        {
            "relative day": events.relative_day(),
            "ordinal": events.ordinal(),
            **{f"mode {name}": pattern for name, pattern in events.modes()},
            **{name: getattr(cues, name) for name in named},
            "number": _number_words(),
            "party": parties.hint(),
            "called": parties.called(),
            "fact": facts.any_deed(),
            **{f"act {act.name}": act.hint for act in parties.acts()},
            **{f"fact {deed.name}": deed.told for deed in facts.deeds()},
            "lacking": facts.cue("lacking"),
            "absent": attendance.absent_hint,
            "every": attendance.every,
            "listed": attendance.listed,
            "vote": parties.vote_hint(),
            "head": parties.titles().head,
            "home": parties.home(),
            "post": parties.posts().head,
        }
    )


def _number_words() -> re.Pattern[str]:
    """Compile what every number in words begins with or holds: "fourteen", "a quarter"."""
    words = [
        word for section in ("cardinals", "ordinals", "scales", "fractions") for word in quantities.numbers(section)
    ]
    return re.compile(rf"\b(?:{'|'.join(word for word in words if len(word) > 2)})")
