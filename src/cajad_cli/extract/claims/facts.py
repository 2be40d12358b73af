"""What a passage says was done or was not: a statement adopted, an agreement signed, a guest present.

Only what grammar tells is read: a verb of the deed, or of its opposite, what it is done to, and what turns it. What is
planned, asked or hoped for is left out: of the degrees of factuality (Saurí and Pustejovsky 2009) the certain.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from cajad_cli.extract.claims.sentence import (
    Sentence,
    Value,
    claim_of,
    clause_of,
    context_of,
    editions_in,
    scope_of,
    setting_of,
)
from cajad_cli.extract.claims.voice import follows_auxiliary
from cajad_cli.extract.said import mark, said
from cajad_cli.extract.terms import Term
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import facts as lexicon
from cajad_cli.lexicon.facts import Deed
from cajad_cli.model import Claim, Span

_DONE: Final = {"adopt": "adopted", "sign": "signed", "attend": "attended", "ratify": "ratified", "hold": "held"}
_BEFORE: Final = 45  # characters before a deed in which something turns it or leaves it open
_OBJECT: Final = 70  # characters between a deed and what it is done to
_OWN: Final = 3  # content words on either side of a thing that say which one it is
_UNTIL: Final = re.compile(r"\b(?:until|till)\b")
_NO: Final = re.compile(r" (?:no|neither)\b")  # "adopted no statement"
_AND: Final = re.compile(r"(?:,| and| as well as| along with| together with)(?: [\w’'-]+){0,5}? ?")
_STOP: Final = re.compile(r"[;:,—]| (?:and|but|which|who|while) ")


class _Told(NamedTuple):
    """One deed told: its words, and whether it was done."""

    deed: Deed
    span: Span
    done: bool


def facts(sentence: Sentence) -> Iterator[Claim]:
    """Give the deeds that a sentence says were done or were not."""
    for told in _told(sentence):
        clause = _without_delay(sentence, told, clause_of(sentence, told.span))
        things = list(_guests(sentence, told, clause) if not told.deed.of else _things(sentence, told, clause))
        if not things:
            continue
        around = [
            *context_of(sentence, told.span, clause),
            *editions_in(sentence, clause),
            *scope_of(sentence, clause),
            *setting_of(sentence, clause),
        ]
        value = Value("statement", told.deed.name, _value(told), None, None, told.span, "fact")
        yield from (claim_of(sentence, value, [*own, *around]) for own in things)


def _without_delay(sentence: Sentence, told: _Told, clause: Span) -> Span:
    """Leave out of a clause until when a thing was put off: "postponed until the ministers meet in the autumn"."""
    delay = _UNTIL.search(sentence.text, told.span.end, clause.end)
    return Span(clause.start, delay.start()) if delay else clause


def _value(told: _Told) -> str:
    name = _DONE.get(told.deed.name, told.deed.name)
    return name if told.done else f"not {name}"


def _told(sentence: Sentence) -> Iterator[_Told]:
    text, passage = sentence.text, sentence.passage
    marks = said(text, passage.start, passage.end)
    if not marks & mark("fact"):
        return
    for bit, deed in _marked_deeds():
        if not marks & bit:
            continue
        for found in deed.told.finditer(text, passage.start, passage.end):
            low = max(passage.start, found.start() - _BEFORE)
            stops = [m.end() for m in _STOP.finditer(text, low, found.start())]
            low = max([low, *stops])
            turned = lexicon.cue("turned").search(text, low, found.start()) is not None
            turned = turned or (found["done"] is not None and _NO.match(text, found.end()) is not None)
            if found["undone"]:
                if not turned and not _open(text, low, found.start()):
                    yield _Told(deed, Span(*found.span()), False)
            elif turned:
                yield _Told(deed, Span(*found.span()), False)
            elif found["done"] and not _open(text, low, found.start()):
                yield from _done(text, deed, Span(*found.span()), passage.end)
    if not marks & mark("lacking"):
        return
    for found in lexicon.cue("lacking").finditer(text, passage.start, passage.end):
        for deed in lexicon.deeds():
            if deed.of:
                yield _Told(deed, Span(*found.span()), False)


def _done(text: str, deed: Deed, span: Span, end: int) -> Iterator[_Told]:
    """Give a deed told as done; "the signing of the treaty" only says so by the verb behind it."""
    if not text[span.start : span.end].endswith(" of"):
        yield _Told(deed, span, True)
        return
    stop = _STOP.search(text, span.end, end)
    high = stop.start() if stop else end
    if lexicon.cue("fell").search(text, span.end, high):
        yield _Told(deed, span, False)
    elif not lexicon.cue("ahead").search(text, span.end, high):
        yield _Told(deed, span, True)


@cache
def _marked_deeds() -> tuple[tuple[int, Deed], ...]:
    return tuple((mark(f"fact {deed.name}"), deed) for deed in lexicon.deeds())


def _open(text: str, low: int, high: int) -> bool:
    return lexicon.cue("open").search(text, low, high) is not None


def _things(sentence: Sentence, told: _Told, clause: Span) -> Iterator[list[str]]:
    """Give the keys of each thing that a deed is done to: the head nearest to it, those joined to it by "and".

    Each comes with the words that say which one it is. What is done in the passive is done to what stands before it.
    """
    heads = [
        (at, t)
        for at, t in enumerate(sentence.terms)
        if t.stem in told.deed.of and clause.start <= t.start < clause.end and _distance(t, told.span) <= _OBJECT
    ]
    if not heads:
        return
    text = sentence.text
    words_told = text[told.span.start : told.span.end]
    lacking = words_told.endswith((" without", " no"))
    behind = lacking or (told.deed.name != "attend" and words_told.endswith("of"))
    passive = follows_auxiliary(text, clause.start, told.span.start)
    side = [(at, t) for at, t in heads if (t.start >= told.span.end) != passive] if behind or passive else []
    if lacking and not side:
        return  # "the meeting ended without a handshake"
    first = min(side or heads, key=lambda pair: _distance(pair[1], told.span))
    for at, head in (first, *(other for other in heads if other is not first and _joined(text, first[1], other[1]))):
        around = sentence.terms[max(0, at - _OWN) : at + _OWN + 1]
        apart = {t.start for t in around if told.span.start <= t.start < told.span.end}
        yield [f"j:{head.stem}", *(f"w:{t.stem}" for t in around if t is not head and t.start not in apart)]


def _joined(text: str, one: Term, other: Term) -> bool:
    """Tell two things of which a deed is told at once: "a joint statement and an action plan"."""
    low, high = sorted((one, other), key=lambda t: t.start)
    return high.start - low.end <= _OBJECT and _AND.fullmatch(text, low.end, high.start) is not None


def _distance(term: Term, span: Span) -> int:
    return max(term.start - span.end, span.start - term.end, 0)


def _guests(sentence: Sentence, told: _Told, clause: Span) -> Iterator[list[str]]:
    """Give the keys of who was there, or was not: an office and the countries or persons named with it."""
    before = [t for t in sentence.terms if clause.start <= t.start < told.span.end]
    offices = {t.stem for t in before if t.stem in words.kind("office") | words.kind("guest")}
    names = {n.canonical for n in sentence.names if clause.start <= n.start < told.span.end}
    if offices and names:
        yield [*(f"j:{office}" for office in sorted(offices)), *(f"w:{name}" for name in sorted(names))]
