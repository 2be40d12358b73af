"""The dates that a sentence states, each with what happens on it."""

import re
from collections.abc import Iterator, Sequence

from cajad_cli.extract.claims.sentence import (
    Sentence,
    Value,
    claim_of,
    clause_of,
    context_of,
    days_of,
    editions_in,
    scope_of,
)
from cajad_cli.extract.claims.triggers import trigger_keys
from cajad_cli.extract.quantities import Quantity
from cajad_cli.lexicon.events import classes, hours
from cajad_cli.model import Claim, Event, Period, Span, Timex


def dates(sentence: Sentence, before: Sequence[str]) -> Iterator[Claim]:
    """Give the claims of the dates of a sentence; `before` are the names told before it, as keys."""
    for period in sentence.dates:
        yield from (claim._replace(keys=(*claim.keys, *before)) for claim in _date(sentence, period))
    for timex in sentence.loose:
        yield _loose(sentence, timex)


_BEFORE = re.compile(
    r"\b(?:(?P<less>before|prior to|until|till|earlier than|no later than|by)"
    r"|(?P<more>after|later than|following)"
    r"|(?P<state>as of|as at|up to|through))(?: the| about| early| late| mid)? ?\Z",
    re.IGNORECASE,
)


# Print and web editions of one story say "yesterday" and "today" of the same day under the same date.
_DEICTIC = re.compile(r"(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Ll]ast night)(?: \w+)?")

_CHRONICLE = 6  # dates of one passage, from which which of them is of what is hard to say

# From such a date on something is so: it has begun on it.
_SINCE = re.compile(
    r"(?:\b(?:has|have|had|is|are|exists?|existed)\b[^.;]{0,80}\bsince"
    r"|\b(?:from|(?:starting|beginning)(?: from| on| with| in)?|valid from|effective(?: from)?|as from))"
    r"(?: the| about| early| late| mid)? ?\Z",
    re.IGNORECASE,
)
_SINCE_REACH = 120  # characters before it

_RECKONED = re.compile(r"\b(?:ago|earlier|later|before|after)\b")  # "21 years ago" is a year more or less


def _bound(sentence: Sentence, start: int) -> str:
    """Give how the words before a date bound it: "less", "more", "state" ("as of"), or ""."""
    found = _BEFORE.search(sentence.text, max(sentence.passage.start, start - 22), start)
    return found.lastgroup or "" if found else ""


def _date(sentence: Sentence, period: Period) -> Iterator[Claim]:
    span = Span(period.timexes[0].start, period.timexes[-1].end)
    bound = _bound(sentence, span.start)
    if bound == "state" and _begins(sentence, period, span):
        bound = "since"
    if bound == "state" or period.timexes[0].rule in hours() or _is_stamp(sentence, period, span):
        return
    first, last = float(period.first.toordinal()), float(period.last.toordinal())
    low: float | None = first
    high: float | None = last
    value = days_of(period)
    if bound == "less":
        low, high, value = None, first - 1, f"<{value}"
    elif bound == "more":
        low, high, value = last + 1, None, f">{value}"
    clause = clause_of(sentence, span)
    keys = context_of(sentence, span, clause)
    keys += [*trigger_keys(sentence, span, clause, is_day=period.is_day)] or [*_told_as(sentence, span)]
    keys += [
        *editions_in(sentence, clause),
        *_told_edition(sentence, span, clause),
        *scope_of(sentence, clause, period),
    ]
    keys += _status(sentence, span)
    if period.end is None and _SINCE.search(sentence.text, max(clause.start, span.start - _SINCE_REACH), span.start):
        keys.append("x:since")
    if len(sentence.dates) >= _CHRONICLE:
        keys.append("x:chronicle")
    if _DEICTIC.fullmatch(sentence.text, span.start, span.end):
        keys.append("x:deictic")
    elif _RECKONED.search(sentence.text, span.start, span.end):
        keys.append("x:reckoned")
    if bound == "since":
        keys.append("x:since")
    elif bound:
        keys.append(f"b:{bound}")
    stated = Value("date", _attribute(keys), value, low, high, span, period.timexes[0].rule)
    yield claim_of(sentence, stated, keys)


_AS_OF = re.compile(r"\b[Aa]s (?:of|at) \Z")


def _begins(sentence: Sentence, period: Period, span: Span) -> bool:
    """Tell a day to come from which on something is so: "no visa is needed as of 1 April"."""
    if sentence.issued is None or period.first <= sentence.issued:
        return False
    return _AS_OF.search(sentence.text, max(sentence.passage.start, span.start - len("as of ")), span.start) is not None


_CLOCK = re.compile(r"(?:,|\s-|-| \||)\s?\d{1,2}[:.]\s?\d\d\b")
_AND_CLOCK = re.compile(r"\d{4}[,\s-]+\d{1,2}[:.]\s?\d\d\b")
_IN_A_SENTENCE = re.compile(
    r"\b(?:on|in|of|from|until|till|to|since|by|before|after|and|or|the|for|this|next|last|dated|between|at|late|early|mid|through|during"
    r"|was|is|were|are|as|than|around|about)[ -](?:[A-Z][a-z]+day,? )?\Z",
    re.IGNORECASE,
)
_IN_A_SENTENCE_REACH = 24  # characters before a date


def _is_stamp(sentence: Sentence, period: Period, span: Span) -> bool:
    """Tell the day on which a text says that it was issued: one with an hour, or bare words in its first sentence."""
    if not period.is_day or not any(c.isdigit() for c in sentence.text[span.start : span.end]):
        return False
    text, passage = sentence.text, sentence.passage
    low = max(passage.start, span.start - _IN_A_SENTENCE_REACH)
    if _IN_A_SENTENCE.search(text, low, span.start):
        return False
    timed = _CLOCK.match(text, span.end, passage.end) or _AND_CLOCK.search(text, span.start, span.end)
    return timed is not None or _opens(sentence, span)


def _opens(sentence: Sentence, span: Span) -> bool:
    """Tell a full date of a first sentence behind which the next one begins: "Dies July 29, 2004 Fred Doe has"."""
    passage = sentence.passage
    if (passage.paragraph, passage.sentence) != (1, 1) or _ASIDE.search(sentence.text, passage.start, span.start):
        return False
    return _NEW_SENTENCE.match(sentence.text, span.end, passage.end) is not None


_ASIDE = re.compile(r"[,(–—-] ?\Z")
_NEW_SENTENCE = re.compile(r"(?<=\d{4}) [A-Z]")


def _loose(sentence: Sentence, timex: Timex) -> Claim:
    span = Span(timex.start, timex.end)
    clause = clause_of(sentence, span)
    keys = [
        *context_of(sentence, span, clause),
        *trigger_keys(sentence, span, clause),
        *editions_in(sentence, clause),
    ]
    return claim_of(sentence, Value("date", _attribute(keys), timex.value, None, None, span, timex.rule), keys)


def _attribute(keys: Sequence[str]) -> str:
    return next((k[2:] for k in keys if k.startswith("c:")), "")


def _status(sentence: Sentence, span: Span) -> Iterator[str]:
    yield from (f"x:{e.status}" for e in _events_of(sentence, span) if e.status != "happened")


def _events_of(sentence: Sentence, span: Span) -> Iterator[Event]:
    """Give the events that a date is of."""
    return (e for e in sentence.events if e.timex and span.start <= e.timex.start < span.end)


def _told_as(sentence: Sentence, span: Span) -> Iterator[str]:
    """Give the class of what a sentence without an event word speaks of: "the sixth was held in May"."""
    names = (e.trigger for e in _events_of(sentence, span))
    yield from (f"c:{name}" for name in names if name in classes())


_COUNTED = {"meeting": "meet", "summit": "summit", "visit": "visit"}  # classes whose editions go by one noun


def _told_edition(sentence: Sentence, span: Span, clause: Span) -> Iterator[str]:
    """Give the edition that stands alone: "the sixth was held in May"."""
    bare = {int(a.low) for a in sentence.amounts if a.kind == "ordinal" and not a.head and _within(a, clause)}
    for event in _events_of(sentence, span):
        heads = {f"o:{event.trigger}:{number}" for number in bare} & set(event.keys)
        if event.trigger in _COUNTED:
            yield from (f"o:{_COUNTED[event.trigger]}:{key.rpartition(':')[2]}" for key in sorted(heads))


def _within(amount: Quantity, clause: Span) -> bool:
    return clause.start <= amount.start < clause.end
