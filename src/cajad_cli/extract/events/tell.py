"""Passages with dated words → events: what happens, when, and whether it is a plan (TimeML, FactBank)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from cajad_cli.extract.events.clause import clause_of, is_no_time, names_a_thing
from cajad_cli.extract.events.keys import keys
from cajad_cli.extract.events.relative import relative_days, with_relative_days
from cajad_cli.extract.events.status import status_of
from cajad_cli.extract.events.trigger import Trigger, main_trigger, stand_in, triggers
from cajad_cli.extract.said import mark, said
from cajad_cli.extract.timex import periods
from cajad_cli.lexicon import events as lexicon
from cajad_cli.model import Document, Event, Passage, Period, Span, Timex

_LONGEST: Final = 3650  # days: a decade is no time at which something happens
_MOST: Final = 24  # dated events of one passage; more are a table
_UNDATED_MOST: Final = 3  # a document's tellings without a date that are kept
_BACKGROUND: Final = 60  # days before publication from which on an event is an older story
_SINCE: Final = re.compile(r"\bsince\s+(?:early\s+|late\s+)?\Z")
_PRONOUN: Final = re.compile(
    r"\W*(?:It|This|They|Both|These|The (?:event|talks|two sides|sides))\b"
    r"|\W*(?:\d+[.)]\s*)?The (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))"
    r"(?: one)?(?:,| (?:was|is|took|followed|will|brought|came|had|has|in|at)\b)"
)


def events(document: Document, passages: Sequence[Passage], timexes: Sequence[Timex]) -> tuple[Event, ...]:
    """Give the events that the passages tell of, in the order of the text, undated tellings among them.

    Each dated passage gives one event for each period that it names. Durations, sets, unanchored dates, centuries
    and years in names give none. A passage without a date gives an event with `first` None only where it says by
    itself that something was held, took place or met, and the document dates nothing of that class.
    """
    dated = list(_dated_events(document, passages, timexes))
    more = relative_days(document, passages, dated)
    if more:
        dated = list(_dated_events(document, passages, with_relative_days(timexes, more)))
    classes = {e.trigger for e in dated if not _is_background(e, document.published)}
    spoken = {(e.paragraph, e.sentence) for e in dated}
    undated = [
        event
        for p in passages
        if (p.paragraph, p.sentence) not in spoken
        and (event := _undated(document, p)) is not None
        and event.trigger not in classes
    ]
    return tuple(sorted((*dated, *undated[:_UNDATED_MOST]), key=lambda e: (e.start, e.end)))


def _dated_events(document: Document, passages: Sequence[Passage], timexes: Sequence[Timex]) -> Iterator[Event]:
    at = 0
    before: Passage | None = None
    told = ""
    for passage in passages:
        while at < len(timexes) and timexes[at].end <= passage.start:
            at += 1
        upto = at
        while upto < len(timexes) and timexes[upto].start < passage.end:
            upto += 1
        if upto > at:
            listed = before is not None and before.kind == passage.kind == "item"
            goes_on = before is not None and (listed or before.paragraph == passage.paragraph)
            spoken = _antecedent(document.text, passage, before, told) if goes_on else None
            for event in _passage_events(document, passage, timexes[at:upto], spoken):
                told = event.trigger
                yield event
            at = upto
        before = passage


def _passage_events(
    document: Document, passage: Passage, timexes: Sequence[Timex], spoken: Trigger | None
) -> Iterator[Event]:
    text = document.text
    found = _told_of(text, timexes)
    seen: set[tuple[date, date, str]] = set()
    for period in found[:_MOST]:
        clause = clause_of(text, passage, period, found)
        trigger = main_trigger(text, clause, period) or spoken or stand_in(text, clause, period)
        spoken = trigger
        status = status_of(text, passage, clause, period, document.published)
        key = (period.first, period.last, trigger.name)
        if key in seen:
            continue
        seen.add(key)
        yield Event(
            passage.paragraph, passage.sentence, clause.start, clause.end, period.first, period.last, period.value,
            period.end, status, _anchor(period), trigger.name, "dated",
            tuple(_of_the_time(text, clause, period, keys(text, clause, passage, trigger, timexes))),
        )  # fmt: skip


def _of_the_time(text: str, clause: Span, period: Period, made: Sequence[str]) -> Iterator[str]:
    """Leave out the edition and quality of another time: "the ninth meeting was the first one since May 2018"."""
    other = _SINCE.search(text, clause.start, period.timexes[0].start) is not None
    return (key for key in made if not (other and key[:2] in ("o:", "m:")))


def _told_of(text: str, timexes: Sequence[Timex]) -> list[Period]:
    """Give the periods in which something can happen."""
    found: list[Period] = []
    before: Period | None = None
    for period in periods(text, timexes):
        short = (period.last - period.first).days < _LONGEST
        if before is not None and _says_the_same(text, before, period):
            continue
        if short and not names_a_thing(text, period) and not is_no_time(text, period, before):
            found.append(period)
        before = period
    return found


def _says_the_same(text: str, before: Period, period: Period) -> bool:
    """Tell the week or month that a day before it lies in: "from Monday to Wednesday next week"."""
    holds = period.first <= before.first and before.last <= period.last and len(before.timexes) > 1
    between = text[before.timexes[-1].end : period.timexes[0].start]
    return holds and between.strip(" \n") in ("", ",", "of", "in")


def _antecedent(text: str, passage: Passage, before: Passage | None, told: str) -> Trigger | None:
    """Give what "It was to be held in May" or "The sixth followed" speaks of: the first event of the sentence before.

    Where that has no word for one, it is what was `told` last.
    """
    if before is None or not _PRONOUN.match(text, passage.start, passage.end):
        return None
    words = (t for t in triggers(text, before.start, before.end) if t.name != "say")
    return next(words, Trigger(passage.start, passage.start, told) if told in lexicon.classes() else None)


def _anchor(period: Period) -> Timex:
    """Give the expression that carries the date: of "two days through Saturday", Saturday."""
    dates = [t for t in period.timexes if t.type in ("DATE", "TIME")]
    return dates[-1] if dates else period.timexes[-1]


def _undated(document: Document, passage: Passage) -> Event | None:
    if passage.kind == "heading" or document.published is None:
        return None
    if not said(document.text, passage.start, passage.end) & mark("undated"):
        return None
    cue = lexicon.cues().undated.search(document.text, passage.start, passage.end)
    if cue is None:
        return None
    told = (t for t in triggers(document.text, passage.start, passage.end) if t.name in lexicon.undated_classes())
    near = min(told, key=lambda t: abs(t.start - cue.start()), default=None)
    if near is None:
        return None
    clause = Span(passage.start, passage.end)
    return Event(
        passage.paragraph, passage.sentence, passage.start, passage.end, None, None, None, None, "happened", None,
        near.name, "undated", keys(document.text, clause, passage, near),
    )  # fmt: skip


def _is_background(event: Event, published: date | None) -> bool:
    """Tell an event long before publication: a story of today may still tell of another one without its date."""
    return published is not None and event.last is not None and (published - event.last).days > _BACKGROUND
