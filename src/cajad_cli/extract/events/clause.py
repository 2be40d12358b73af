"""The part of a passage that one date belongs to."""

import re
from collections.abc import Sequence
from typing import Final

from cajad_cli.extract.events.trigger import triggers
from cajad_cli.lexicon import events as lexicon
from cajad_cli.model import Passage, Period, Span, Timex

_ATTRIBUTE: Final = re.compile(r" (?!(?:January|February|March|April|May|June|July|August)\b)([A-Z]?[\w-]+)")

_WORD: Final = re.compile(r"[^\W_]+")
_ADVERBIAL: Final = 2  # words before the day of a sentence that begins with it: "Late on Friday"
_NAME: Final = 60  # characters in which the words before a year tell a name
_PLAN: Final = 120  # characters from a plan to its term, from a verb of state to "today"
_LONG: Final = 27  # days: from a month on


def clause_of(text: str, passage: Passage, period: Period, found: Sequence[Period]) -> Span:
    """Give the narrowest stretch around the dates of `period` that falls between clauses and holds an event word.

    A clause that tells of something in words of no class ends where the next one begins with a predicate of its own.
    """
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
    own = stop < right and _tells(text, passage, left, begin) and lexicon.goes_on().match(text, stop, right)
    return Span(left, stop if own else right)


def _tells(text: str, passage: Passage, left: int, begin: int) -> bool:
    """Tell a clause that has said something before its date: not "On Friday", "(Friday", a mere adverbial."""
    return left == passage.start and len(_WORD.findall(text, left, begin)) > _ADVERBIAL


def names_a_thing(text: str, period: Period) -> bool:
    """Tell a time that is part of a name, given one, a plan's term, or a mere possessor: nothing happens.

    "The 2030 Agenda", "2027 the Year of …", "the Outlook 2025", "a work plan for 2021-2024", "last summer's promise".
    A time before an event word ("the 2015 summit", "last year's talks") tells of the event.
    """
    return _is_term(text, period) or _only_owns(text, period) or _is_in_name(text, period)


def _is_in_name(text: str, period: Period) -> bool:
    timex = period.timexes[-1]
    if len(period.timexes) > 1 or len(timex.value) != len("2030") or not timex.text.isdigit():
        return False
    if lexicon.called().match(text, timex.end):
        return True
    after = _ATTRIBUTE.match(text, timex.end)
    tells = after is not None and next(triggers(text, after.start(1), after.end()), None) is not None
    if not tells and lexicon.year_names().named.search(text, max(0, timex.start - _NAME), timex.start):
        return True
    return after is not None and not tells and after.group(1).lower() in lexicon.plans()


def _is_term(text: str, period: Period) -> bool:
    start = period.timexes[0].start
    if any(len(t.value) != len("2030") for t in period.timexes):
        return False
    return lexicon.year_names().term.search(text, max(0, start - _PLAN), start) is not None


def _only_owns(text: str, period: Period) -> bool:
    """Tell a season or year whose possession is no event; "Friday's concert" is one though no class has the word."""
    end = period.timexes[-1].end
    if (period.last - period.first).days < _LONG:
        return False
    owned = lexicon.year_names().owned.match(text, end)
    return owned is not None and next(triggers(text, end, owned.end()), None) is None


def is_no_time(text: str, period: Period, before: Period | None) -> bool:
    """Tell what names no time at which something happens: a clock without a day, a year of accounts, an aside.

    An aside says once more how long ago the date before it was: "in August 2004, less than two years ago".
    "Today" says nowadays beside a verb of state: "it has nine gates today".
    """
    timex = period.timexes[0]
    if timex.rule in lexicon.eventless() or (timex.rule == "today" and _is_nowadays(text, timex)):
        return True
    if before is None or timex.rule not in lexicon.restated():
        return False
    return lexicon.aside().fullmatch(text, before.timexes[-1].end, timex.start) is not None


def _is_nowadays(text: str, timex: Timex) -> bool:
    cues, start = lexicon.nowadays(), max(0, timex.start - _PLAN)
    if cues.is_.search(text, start, timex.start):
        return cues.after.match(text, timex.end) is not None
    state = cues.before.search(text, start, timex.start)
    return state is not None and next(triggers(text, state.start(), timex.start), None) is None
