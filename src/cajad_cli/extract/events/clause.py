"""The part of a passage that one date belongs to."""

import re
from collections.abc import Sequence
from typing import Final

from cajad_cli.extract.events.trigger import triggers
from cajad_cli.lexicon import events as lexicon
from cajad_cli.model import Passage, Period, Span

_ATTRIBUTE: Final = re.compile(r" (?!(?:January|February|March|April|May|June|July|August)\b)([A-Z]?[\w-]+)")


def clause_of(text: str, passage: Passage, period: Period, found: Sequence[Period]) -> Span:
    """Give the narrowest stretch around the dates of `period` that falls between clauses and holds an event word."""
    begin, end = period.timexes[0].start, period.timexes[-1].end
    others = [p for p in found if p is not period]
    left = max((p.timexes[-1].end for p in others if p.timexes[-1].end <= begin), default=passage.start)
    right = min((p.timexes[0].start for p in others if p.timexes[0].start >= end), default=passage.end)
    boundary = lexicon.cues().boundary
    starts = [left, *(m.start() for m in boundary.finditer(text, left, begin))]
    stop = next((m.start() for m in boundary.finditer(text, end, right)), right)
    for start in reversed(starts):
        if next(triggers(text, start, stop), None) is not None:
            return Span(start, stop)
    return Span(left, right)


def names_a_thing(text: str, period: Period) -> bool:
    """Tell a year that is part of a name or given one ("the 2030 Agenda", "2027 the Year of …"): nothing happens.

    A year before an event word ("the 2015 summit") tells of the event.
    """
    timex = period.timexes[-1]
    if len(period.timexes) > 1 or len(timex.value) != len("2030") or not timex.text.isdigit():
        return False
    if lexicon.called().match(text, timex.end):
        return True
    after = _ATTRIBUTE.match(text, timex.end)
    if after is None:
        return False
    word = after.group(1)
    return word.lower() in lexicon.plans() and next(triggers(text, after.start(1), after.end()), None) is None


def is_no_time(text: str, period: Period, before: Period | None) -> bool:
    """Tell what names no time at which something happens: a clock without a day, a year of accounts, an aside.

    An aside says once more how long ago the date before it was: "in August 2004, less than two years ago".
    """
    timex = period.timexes[0]
    if timex.rule in lexicon.eventless():
        return True
    if before is None or timex.rule not in lexicon.restated():
        return False
    return text[before.timexes[-1].end : timex.start].strip(" ") in (",", "(", "—", "–", ", or", "or")
