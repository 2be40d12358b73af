"""Days that a text counts from another event that it dates: the eve of the talks, the second day of the summit."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from cajad_cli.extract.events.trigger import Trigger, triggers
from cajad_cli.extract.said import mark, said
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon import events as lexicon
from cajad_cli.model import KEYS_REST, Document, Event, Passage, Timex

_RULE: Final = "day-of-event"
_NAME: Final = 60  # characters in which the name of a thing ends with its event word: "the eve of the leaders' summit"
_ONE: Final = 5  # days within which the days told of a thing are those of one event
_BACKGROUND: Final = 60  # days before publication from which on an event is an older story
_NEAR: Final = 1  # paragraphs back in which "the third day" finds what it is the third day of


class _Asked(NamedTuple):
    """An expression as it stands in a text: how many days from the first or the last day of which event."""

    start: int
    end: int
    paragraph: int
    thing: Trigger | None  # None: not named, "on the third day"
    days: int
    from_end: bool


def relative_days(document: Document, passages: Sequence[Passage], told: Sequence[Event]) -> tuple[Timex, ...]:
    """Give the day of each expression that counts from one of the events `told`; none where it could be another."""
    if not any(_is_day(event) for event in told):
        return ()
    text = document.text
    found = []
    every = [asked for passage in passages for asked in _asked(text, passage)]
    # A day that only stands beside the thing is none of the thing: "met on Friday, a day after the summit".
    days = [e for e in told if _is_day(e) and not any(e.start <= a.start < e.end for a in every)]
    for asked in every:
        day = _day(text, document.published, asked, days)
        if day is not None:
            words = text[asked.start : asked.end]
            found.append(Timex(asked.start, asked.end, words, "DATE", day.isoformat(), None, _RULE))
    return tuple(found)


def with_relative_days(timexes: Sequence[Timex], more: Sequence[Timex]) -> list[Timex]:
    """Add expressions to those of a text, in order; what they cover ("a day" before the talks) goes."""
    kept = [t for t in timexes if not any(m.start < t.end and t.start < m.end for m in more)]
    return sorted([*kept, *more])


def _asked(text: str, passage: Passage) -> Iterator[_Asked]:
    if not said(text, passage.start, passage.end) & mark("relative day"):
        return
    numbers = lexicon.day_numbers()
    for found in lexicon.relative_day().finditer(text, passage.start, passage.end):
        stop = min(passage.end, found.end() + _NAME)
        nth = numbers[found["nth"].lower()] if found["nth"] else 0
        if nth and not found["of"]:
            if nth > 1:
                yield _Asked(found.start(), found.end(), passage.paragraph, None, nth - 1, False)
            continue
        thing = next(triggers(text, found.end(), stop), None)
        if thing is None or lexicon.name_ends().search(text, found.end(), thing.start):
            continue
        days = nth - 1 if nth else _offset(found, numbers)
        yield _Asked(found.start(), thing.end, passage.paragraph, thing, days, found["side"] == "after")


def _offset(found: re.Match[str], numbers: dict[str, int]) -> int:
    if found["side"] is None:
        return -1  # the eve
    count = numbers[found["count"].lower()] if found["count"] else 1
    return count if found["side"] == "after" else -count


def _is_day(event: Event) -> bool:
    return event.value is not None and len(event.value) == len("2022-12-24") and event.status != "cancelled"


def _day(text: str, published: date | None, asked: _Asked, days: Sequence[Event]) -> date | None:
    span = _of_thing(text, asked, days) if asked.thing else _before(asked, days)
    span = _recent(span, published) if asked.thing else span
    first = min((e.first for e in span if e.first), default=None)
    last = max((e.last for e in span if e.last), default=None)
    if first is None or last is None or (last - first).days > _ONE:
        return None
    try:
        day = (last if asked.from_end else first) + timedelta(asked.days)
    except OverflowError:
        return None
    over = asked.days > 0 and not asked.from_end and first < last < day  # a fourth day of three
    return None if over else day


def _of_thing(text: str, asked: _Asked, days: Sequence[Event]) -> list[Event]:
    """Give the tellings of what is named, those before it first: by its very word, else by a word of its class."""
    assert asked.thing is not None
    word, name = f"t:{stem(text[asked.thing.start : asked.thing.end])}", asked.thing.name
    for some in ([e for e in days if e.end <= asked.start], days):
        same = [e for e in some if e.trigger == name]
        found = [e for e in same if word in _clause(e)] or same or [e for e in some if f"c:{name}" in _clause(e)]
        if found:
            return found
    return []


def _before(asked: _Asked, days: Sequence[Event]) -> list[Event]:
    """Give the last telling before the expression of something that can go on for days."""
    lasting = (e for e in reversed(days) if e.end <= asked.start and e.trigger in lexicon.lasting())
    return [e for e in lasting if asked.paragraph - e.paragraph <= _NEAR][:1]


def _recent(span: list[Event], published: date | None) -> list[Event]:
    """Leave out the older ones where the text tells of one of the days around its publication."""
    near = [e for e in span if published and e.first and (published - e.first).days <= _BACKGROUND]
    return near or span


def _clause(event: Event) -> frozenset[str]:
    rest = event.keys.index(KEYS_REST) if KEYS_REST in event.keys else len(event.keys)
    return frozenset(event.keys[:rest])
