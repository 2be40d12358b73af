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
from cajad_cli.extract.said import mark, said
from cajad_cli.extract.terms import Term
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import facts as lexicon
from cajad_cli.lexicon.facts import Deed
from cajad_cli.model import Claim, Span

_BEFORE: Final = 45  # characters before a deed in which something turns it or leaves it open
_OBJECT: Final = 70  # characters between a deed and what it is done to
_OWN: Final = 3  # content words on either side of a thing that say which one it is
_STOP: Final = re.compile(r"[;:,—]| (?:and|but|which|who|while) ")


class _Told(NamedTuple):
    """One deed told: its words, and whether it was done."""

    deed: Deed
    span: Span
    done: bool


def facts(sentence: Sentence) -> Iterator[Claim]:
    """Give the deeds that a sentence says were done or were not."""
    for told in _told(sentence):
        clause = clause_of(sentence, told.span)
        own = list(_guests(sentence, told, clause)) if not told.deed.of else list(_things(sentence, told, clause))
        if not own:
            continue
        keys = [
            *own,
            *context_of(sentence, told.span, clause),
            *editions_in(sentence, clause),
            *(scope_of(sentence, clause)),
            *setting_of(sentence, clause),
        ]
        value = _value(told)
        yield claim_of(sentence, Value("statement", told.deed.name, value, None, None, told.span, "fact"), keys)


def _value(told: _Told) -> str:
    name = {"adopt": "adopted", "sign": "signed", "attend": "attended"}.get(told.deed.name, told.deed.name)
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
            turned = lexicon.turned().search(text, low, found.start()) is not None
            if found["undone"]:
                if not turned and not _open(text, low, found.start()):
                    yield _Told(deed, Span(*found.span()), False)
            elif turned:
                yield _Told(deed, Span(*found.span()), False)
            elif found["done"] and not _open(text, low, found.start()):
                yield _Told(deed, Span(*found.span()), True)
    if not marks & mark("lacking"):
        return
    for found in lexicon.lacking().finditer(text, passage.start, passage.end):
        for deed in lexicon.deeds():
            if deed.of:
                yield _Told(deed, Span(*found.span()), False)


@cache
def _marked_deeds() -> tuple[tuple[int, Deed], ...]:
    return tuple((mark(f"fact {deed.name}"), deed) for deed in lexicon.deeds())


def _open(text: str, low: int, high: int) -> bool:
    return lexicon.left_open().search(text, low, high) is not None


def _things(sentence: Sentence, told: _Told, clause: Span) -> Iterator[str]:
    """Give the keys of what a deed is done to: the head nearest to it, and the words that say which one it is."""
    heads = [
        (at, t)
        for at, t in enumerate(sentence.terms)
        if t.stem in told.deed.of and clause.start <= t.start < clause.end and _distance(t, told.span) <= _OBJECT
    ]
    if not heads:
        return
    behind = told.deed.name != "attend" and sentence.text[told.span.start : told.span.end].endswith(("of", "without"))
    after = [(at, t) for at, t in heads if t.start >= told.span.end]
    at, head = min(after if behind and after else heads, key=lambda pair: _distance(pair[1], told.span))
    yield f"j:{head.stem}"
    around = sentence.terms[max(0, at - _OWN) : at + _OWN + 1]
    apart = {t.start for t in around if told.span.start <= t.start < told.span.end}
    yield from (f"w:{t.stem}" for t in around if t is not head and t.start not in apart)


def _distance(term: Term, span: Span) -> int:
    return max(term.start - span.end, span.start - term.end, 0)


def _guests(sentence: Sentence, told: _Told, clause: Span) -> Iterator[str]:
    """Give the keys of who was there, or was not: an office and the countries or persons named with it."""
    before = [t for t in sentence.terms if clause.start <= t.start < told.span.start]
    offices = {t.stem for t in before if t.stem in words.kind("office") | words.kind("guest")}
    names = {n.canonical for n in sentence.names if clause.start <= n.start < told.span.start}
    if offices and names:
        yield from (f"j:{office}" for office in sorted(offices))
        yield from (f"w:{name}" for name in sorted(names))
