"""Whether what is told has happened, is a plan, or was called off (after FactBank's factuality)."""

from datetime import date

from cajad_cli.extract.events.trigger import triggers
from cajad_cli.extract.said import mark, said
from cajad_cli.lexicon import events as lexicon
from cajad_cli.model import Passage, Period, Span, Status


def status_of(text: str, passage: Passage, clause: Span, period: Period, published: date | None) -> Status:
    """Give the status of what a clause tells of `period`, by its words and by the day of publication.

    A day after publication is a plan. A day before it is one only where the words leave open that it came to pass.
    """
    marks = said(text, passage.start, passage.end)
    given_up = mark("cancelled") | mark("never_was") | mark("unfulfilled")
    if marks & given_up and _is_given_up(text, clause, period, published):
        return "cancelled"
    taken_back = mark("taken_back") | mark("moved_from") | mark("at_first") | mark("not_then")
    if marks & taken_back and _is_taken_back(text, passage, clause, period):
        return "cancelled"
    if published is not None and period.first > published:
        return "planned"
    open_still = published is None or period.last >= published
    if open_still and _is_planned(text[clause.start : _end_of_saying(text, clause, period)], published):
        return "planned"
    return "happened"


def _is_planned(words: str, published: date | None) -> bool:
    cues = lexicon.cues()
    return bool(cues.planned.search(words)) and not (published is not None and cues.held.search(words))


def _end_of_saying(text: str, clause: Span, period: Period) -> int:
    """Give where what is told of the day ends: "announced on Friday that he would not go" plans nothing for Friday."""
    begin, end = period.timexes[0].start, period.timexes[-1].end
    before = list(triggers(text, clause.start, begin))
    that = lexicon.cues().said_that.search(text, end, clause.end)
    return that.start() if that is not None and before and before[-1].name == "say" else clause.end


def _is_taken_back(text: str, passage: Passage, clause: Span, period: Period) -> bool:
    """Tell a day on which it was to be, and which the same sentence gives up or moves away from."""
    cues = lexicon.cues()
    begin, end = period.timexes[0].start, period.timexes[-1].end
    if cues.moved_from.search(text, passage.start, begin) or cues.at_first.search(text, passage.start, begin):
        return True
    if cues.not_then.search(text, passage.start, begin) and cues.but_then.match(text, end, passage.end):
        return True
    wish = cues.taken_back.search(text, clause.start, passage.end)
    return wish is not None and wish.start() < begin < wish.end()


def _is_given_up(text: str, clause: Span, period: Period, published: date | None) -> bool:
    """Tell whether the dated thing itself was called off, and not the calling off is what is dated."""
    cues = lexicon.cues()
    begin, end = period.timexes[0].start, period.timexes[-1].end
    unfulfilled = cues.unfulfilled.search(text, clause.start, clause.end)
    over = published is None or period.last <= published or (unfulfilled and unfulfilled.group().startswith("had "))
    if unfulfilled and over and not cues.held.search(text, unfulfilled.end(), max(end, unfulfilled.end())):
        return True
    if cues.never_was.search(text, clause.start, clause.end):
        return True
    for cue in cues.cancelled.finditer(text, clause.start, clause.end):
        if cues.not_cancelled.search(text, clause.start, cue.start()):
            continue
        if end <= cue.start():
            return _belongs_to_thing(text, clause.start, begin)
        if cues.set_for.search(text, cue.end(), begin):
            return True
        thing = next(triggers(text, cue.end(), begin), None)
        return thing is not None and published is not None and period.last > published
    return False


def _belongs_to_thing(text: str, start: int, begin: int) -> bool:
    """Tell "the visit on June 20 was put off" from "On June 20 the visit …" and "said on Thursday he would …"."""
    before = list(triggers(text, start, begin))
    tied = lexicon.cues().set_for.search(text, start, begin) is not None
    return tied or (bool(before) and before[-1].name != "say")
