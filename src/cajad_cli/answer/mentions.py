"""Whom and which places two documents on one matter name in each other's stead, whatever the words around.

A name that only one of two documents has is mostly of something that the other one leaves out: of 2,000 such pairs in
seventeen invented libraries 76 contradict each other, and in natural news hardly one. So the two must be nearly the
only ones of their kind that the documents have for themselves, share a word right beside them or much of their
sentences, and stand at places which have more in common than those of either with any other such name. With these
conditions nine pairs in ten contradict each other there; a logistic regression over thirty signs told them less well.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cajad_cli.answer.align import MENTION
from cajad_cli.answer.align.unlike import beside_signs
from cajad_cli.answer.align.veto import other_occasion
from cajad_cli.answer.counterparts import Found, Telling, Value, are_asked_for
from cajad_cli.answer.keys import Weight, disjoint, get
from cajad_cli.answer.matters import Alike, Matters
from cajad_cli.answer.values import relation
from cajad_cli.extract.terms import stem
from cajad_cli.model import Claim
from cajad_cli.noun import NamedTuple

_NEAR: Final = 0.3  # of the likeness of the nearest document
_FEW: Final = 3  # pairs of names of one kind of which each document has one for itself
_MANY: Final = 60  # names that a document has for itself, from which the two are on two matters
_SENTENCE: Final = 0.5  # weight of what the two sentences have in common
_LEAD: Final = 1.5  # by how much more these places have in common than those of either with another name
_BESIDE: Final = 0.3  # weight of the words right beside both, words that are kin counting by half
_KIN: Final = 0.5
_MUCH: Final = 2.5  # weight of what two sentences have in common, from which no word need stand beside both
_MONTHS: Final = 120  # days between the documents
_WITHIN: Final = frozenset({"in", "at", "near", "outside", "inside", "into"})  # what a place must stand behind
_CERTAINTY: Final = 0.55


_Own = Mapping[str, Mapping[str, Sequence[Value]]]  # kind → name that the other document does not know → its places


class _Met(NamedTuple):
    """Two names of one kind, at the places that have most in common."""

    one: Value
    other: Value
    alike: Alike


class _Beside(NamedTuple):
    """What else is told of a name: what it has done or is the place of, which is compared by itself, and its titles."""

    deeds: frozenset[str]
    titles: frozenset[str]


def mentions(values: Sequence[Value], telling: Telling) -> Found:
    """Give pairs of names, by their numbers, which two documents give in each other's stead."""
    told: dict[int, list[Value]] = defaultdict(list)
    for value in values:
        if value.stated.claim.kind in ("name", "place"):
            told[value.spot[0]].append(value)
    for pair in telling.pairs:
        if pair.relative < _NEAR or pair.one not in told or pair.other not in told:
            continue
        mine, theirs = told[pair.one], told[pair.other]
        if mine[0].voice == theirs[0].voice or not _are_asked_for(mine, theirs):
            continue
        for met in _rivals(mine, theirs, telling.matters):
            one, other = _beside_of(met.one, mine), _beside_of(met.other, theirs)
            if one.deeds & other.deeds or disjoint(one.titles, other.titles):
                continue
            if _may_be_one(met, telling.weight):
                yield met.one.number, met.other.number, _CERTAINTY


def _are_asked_for(mine: Sequence[Value], theirs: Sequence[Value]) -> bool:
    """Tell at a quick look that two documents may have names on the topic."""
    return are_asked_for(max(v.relevance for v in mine), max(v.relevance for v in theirs))


def _rivals(mine: Sequence[Value], theirs: Sequence[Value], matters: Matters) -> Iterator[_Met]:
    """Give the names that stand for each other rather than for any other one."""
    own, others = _own(mine, theirs[0].spot[0], matters), _own(theirs, mine[0].spot[0], matters)
    if max(sum(map(len, names.values())) for names in (own, others)) > _MANY:
        return
    for kind in sorted(own.keys() & others.keys()):
        if len(own[kind]) * len(others[kind]) > _FEW:
            continue
        met = [_nearest(a, b, matters) for a in own[kind].values() for b in others[kind].values()]
        best, *rest = sorted(met, key=lambda m: -m.alike.total)
        lead = best.alike.total - (rest[0].alike.total if rest else 0.0)
        if best.alike.sentence >= _SENTENCE and lead >= _LEAD:
            yield best


def _nearest(places: Sequence[Value], others: Sequence[Value], matters: Matters) -> _Met:
    """Give the places of two names that have most in common."""
    return max((_Met(a, b, matters.alike(a.spot, b.spot)) for a in places for b in others), key=lambda m: m.alike.total)


def _own(values: Sequence[Value], other: int, matters: Matters) -> _Own:
    """Give the names of one document of which the other one has no word."""
    names: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        claim = value.stated.claim
        if claim.rule == MENTION and not any(matters.tells(other, word) for word in _words(claim.value)):
            names[claim.attribute][claim.value].append(value)
    return names


def _words(name: str) -> list[str]:
    return [found for word in name.replace("-", " ").split() if len(word) > 2 and (found := stem(word))]


def _may_be_one(met: _Met, weight: Weight) -> bool:
    """Tell two names that may stand for one thing by what is told of them."""
    one, other = met.one, met.other
    a, b = one.stated.claim, other.stated.claim
    if relation(a, b) != "conflict" or other_occasion(a, b) or _are_apart(a, b):
        return False
    days = (one.stated.day, other.stated.day)
    if days[0] is not None and days[1] is not None and abs(days[0] - days[1]) > _MONTHS:
        return False
    if not are_asked_for(one.relevance, other.relevance):
        return False
    return met.alike.sentence >= _MUCH or _beside(one, other, weight) >= _BESIDE


def _are_apart(a: Claim, b: Claim) -> bool:
    """Tell persons of two countries, one who is only quoted, and a place that nothing is said to be in."""
    if a.attribute == "city":
        return not all(get(c, "r") and get(c, "r") <= _WITHIN for c in (a, b))
    if a.attribute != "person":
        return False
    return disjoint(get(a, "s"), get(b, "s")) or "said" in get(a, "x") | get(b, "x")


def _beside(one: Value, other: Value, weight: Weight) -> float:
    """Weigh the words that stand right beside both."""
    signs = beside_signs(one.beside, other.beside, weight)
    return signs["beside"] + _KIN * signs["kin beside"]


def _beside_of(mention: Value, told: Sequence[Value]) -> _Beside:
    """Give what else a document tells of a name where it mentions it."""
    claim = mention.stated.claim
    here = [v.stated.claim for v in told if v.spot == mention.spot and v.stated.claim.rule != MENTION]
    quoted = (c for c in here if c.quote.start < claim.quote.end and claim.quote.start < c.quote.end)
    titles = (c.value for c in here if c.attribute == "office" and claim.value in get(c, "a"))
    return _Beside(frozenset(c.attribute for c in quoted), frozenset(titles))
