"""The amounts and editions that a sentence states, each with what it counts or measures and on what occasion."""

import re
from collections.abc import Iterator
from math import inf

from cajad_cli.extract.claims.ages import owner_of
from cajad_cli.extract.claims.dimension import dimension_of
from cajad_cli.extract.claims.fates import ballot_of, fate_of, is_bare_whole
from cajad_cli.extract.claims.marks import marks, without_restated
from cajad_cli.extract.claims.sentence import (
    Sentence,
    Value,
    claim_of,
    clause_of,
    context_of,
    editions_in,
    qualifiers_of,
    relation_in,
    relation_of,
    scope_of,
    setting_of,
)
from cajad_cli.extract.claims.triggers import triggers_in
from cajad_cli.extract.quantities import Quantity
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim, Span


def amounts(sentence: Sentence) -> Iterator[Claim]:
    """Give the claims of the amounts of a sentence."""
    told = sentence._replace(amounts=without_restated(sentence))
    for amount in told.amounts:
        if is_bare_whole(told, amount):
            continue
        yield _edition(told, amount) if amount.kind == "ordinal" else _amount(told, amount)


def _amount(sentence: Sentence, amount: Quantity) -> Claim:
    value = Span(amount.start, amount.end)
    clause = clause_of(sentence, value)
    keys = [*context_of(sentence, value, clause), *editions_in(sentence, clause), *scope_of(sentence, clause)]
    keys += setting_of(sentence, clause)
    keys += [*relation_of(sentence, clause, value)] or [*relation_in(sentence, value)]
    if amount.kind in ("count", "percent"):
        keys += [f"w:{q}" for q in qualifiers_of(sentence, amount)]
        keys += [f"w:{amount.head}"] if amount.head in words.kind("some persons") else []
    elif amount.attributive:
        keys += [f"w:{q}" for q in _qualified(sentence, amount)]
    elif link := _SINCE_WHAT.match(sentence.text, amount.end, sentence.passage.end):
        keys += [f"U:{t.stem}" for t in sentence.terms if link.end() <= t.start][:_SINCE_WORDS]
    keys += [f"x:{e.status}" for e in sentence.events if e.status != "happened"]
    if amount.kind == "count":
        keys += [*fate_of(sentence, amount)] or [*ballot_of(sentence, amount)]
    if amount.unit == "age":
        keys += owner_of(sentence, amount)
    keys += dimension_of(sentence, amount)
    keys += marks(sentence, amount, clause)
    if amount.bound:
        keys.append(f"b:{amount.bound}")
    keys.append(f"g:{amount.step:g}")
    high = None if amount.high == inf else amount.high
    attribute = amount.unit or words.heads().get(amount.head, amount.head)
    stated = Value("number", attribute, amount.value, amount.low, high, value, f"amount.{amount.kind}")
    return claim_of(sentence, stated, keys)


_SINCE_WHAT = re.compile(r" (?:since|after|before)\b")  # "27 days since the storm" are not those since the vote
_SINCE_WORDS = 3
_QUALIFIED = 2  # words


def _qualified(sentence: Sentence, amount: Quantity) -> Iterator[str]:
    """Give the stems of what a measure stands before: "a 14-year civil war"."""
    last = next((m.start() for m in _NO_WORD.finditer(sentence.text, amount.end, sentence.passage.end)), amount.end)
    behind = [t for t in sentence.terms if amount.end <= t.start < last]
    yield from (t.stem for t in behind[:_QUALIFIED])


_NO_WORD = re.compile(
    r"[^\w\s-]| (?:of|in|on|at|to|from|for|by|with|and|or|but|as|that|which|who|is|was|were|are|has|had) "
)


def _edition(sentence: Sentence, amount: Quantity) -> Claim:
    value = Span(amount.start, amount.end)
    clause = clause_of(sentence, value)
    keys = [
        *context_of(sentence, value, clause),
        *scope_of(sentence, clause),
        *setting_of(sentence, clause),
        *editions_in(sentence, clause, value),
    ]
    keys += [f"x:{e.status}" for e in sentence.events if e.status != "happened"]
    keys += [f"w:{q}" for q in qualifiers_of(sentence, amount)]
    another = _ANOTHER if amount.head == "time" else _ANOTHER_THING
    if another.search(sentence.text, max(sentence.passage.start, amount.start - _ANOTHER_REACH), amount.start):
        keys.append("x:another")
    head = "meet" if _counts_meetings(sentence, amount, clause) else words.heads().get(amount.head, amount.head)
    attribute = f"nth {head}"
    stated = Value("number", attribute, amount.value, amount.low, amount.high, value, "amount.ordinal")
    return claim_of(sentence, stated, keys)


_MET = frozenset({"meeting", "summit"})
_ANOTHER = re.compile(r"(?<!\b[Ff]or )\b[Aa] \Z")  # "a third term" is one more, not the third of something told of
_ANOTHER_THING = re.compile(r"\b[Aa] \Z")
_ANOTHER_REACH = 8  # characters before an ordinal


def _counts_meetings(sentence: Sentence, amount: Quantity, clause: Span) -> bool:
    """Tell "the sixth time that the ministers came together"; anybody may meet a second time, or for the first."""
    if amount.head != "time" or amount.low == 1 or sentence.text[max(0, amount.start - 3) : amount.start] == " a ":
        return False
    return any(t.name in _MET and clause.start <= t.start < clause.end for t in triggers_in(sentence))
