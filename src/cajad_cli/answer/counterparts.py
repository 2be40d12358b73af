"""Values that two documents on one matter tell unlike, whatever the words: each with its counterpart in the other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import exp, inf, log
from typing import Final

from cajad_cli.answer.align import WHEN, Company
from cajad_cli.answer.align.dates import gap_of, is_news, is_period
from cajad_cli.answer.align.evidence import Stated, evidence, gathering
from cajad_cli.answer.align.numbers import OF_NOTHING, may_be_one_age
from cajad_cli.answer.align.unlike import (
    DATES,
    NUMBERS,
    Meeting,
    Met,
    beside_signs,
    document_signs,
    heads_of,
    name_signs,
    place_signs,
    word_signs,
)
from cajad_cli.answer.align.veto import vetoed_anyway
from cajad_cli.answer.keys import Weight, disjoint, get, plain
from cajad_cli.answer.matters import Matters, Pair, Spot
from cajad_cli.answer.topic import are_on_topic
from cajad_cli.answer.values import LASTING, Relation, relation
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim
from cajad_cli.noun import NamedTuple

_BESIDE: Final = 5  # words
_ENOUGH: Final = 0.45  # of a topic that two passages cover: in documents on one matter the words stand around as well
_MANY: Final = 12  # values of one kind in one document, from which they are a table or a match report
_LEAST: Final = 0.3  # weight of words in common around two values below which nothing speaks for them
_KIN: Final = 0.5
_BOTH: Final = 2  # values, each told by both documents: they are two points
_STAGES: Final = frozenset({"planned", "cancelled"})  # of dates, one of each is a change of plan
_NEWS: Final = 10  # days between two dates of which two stories are news: beyond, there are two events
_FARTHEST: Final = 6 * 366  # days between two dates of which one is a mistake
_SLACK: Final = 1e-9  # by which sums of weights may differ for the order they are made in
_SCALES: Final = {"number": NUMBERS, "date": DATES}


class Value(NamedTuple):
    """One claim with its document, place and number in the list it is of."""

    number: int
    stated: Stated
    spot: Spot
    voice: str
    relevance: float  # how much of the topic its passage covers, 0 to 1
    beside: tuple[str, ...]  # the stems nearest to it, which tell what it is of


def value_of(number: int, stated: Stated, voice: str, relevance: float) -> Value:
    """Give a value of a list by its number; the keys of a claim keep the order in which its words are near to it."""
    claim = stated.claim
    beside = tuple([plain(key) for key in claim.keys if key[0] == "t"][:_BESIDE])
    return Value(number, stated, (stated.document, (claim.paragraph, claim.sentence)), voice, relevance, beside)


class Telling(NamedTuple):
    """What all the values of documents are held against each other by."""

    matters: Matters
    pairs: Sequence[Pair]  # of documents on one matter
    weight: Weight
    nearest: Company
    least: float  # certainty below which a pair is of no use


def are_asked_for(one: float, other: float) -> bool:
    """Tell by what they cover of the topic that two passages of documents on one matter are on it."""
    return are_on_topic(one, other, _ENOUGH)


Found = Iterator[tuple[int, int, float]]  # the numbers of two values, and how surely they are told of one thing


def counterparts(values: Sequence[Value], telling: Telling) -> Found:
    """Give pairs of values that differ, by their numbers, which documents on one matter tell of one thing.

    Left out are those that are surely less certain than what is of use.
    """
    told: dict[int, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        if value.stated.claim.kind in _SCALES:
            told[value.spot[0]][_kind(value.stated.claim)].append(value)
    for pair in telling.pairs:
        mine, theirs = told.get(pair.one, {}), told.get(pair.other, {})
        for kind in sorted(mine.keys() & theirs.keys()):
            if _may_tell(mine[kind], theirs[kind]):
                yield from _Kind(mine[kind], theirs[kind], telling).found(pair)


def _may_tell(mine: Sequence[Value], theirs: Sequence[Value]) -> bool:
    """Tell two documents with values of one kind, not too many, that may be held against each other."""
    if max(len(mine), len(theirs)) > _MANY or mine[0].voice == theirs[0].voice:
        return False
    return are_asked_for(max(v.relevance for v in mine), max(v.relevance for v in theirs))


def _kind(claim: Claim) -> str:
    """Give by what values are held against each other: the unit of a sum or measure, else the kind."""
    if claim.kind == "date":
        return "date"
    if claim.rule not in ("amount.money", "amount.measure"):
        return claim.rule
    return f"{claim.rule} {'time' if claim.attribute in LASTING else claim.attribute.removesuffix(' per')}"


class _Kind:
    """The values of one kind in two documents."""

    def __init__(self, mine: Sequence[Value], theirs: Sequence[Value], telling: Telling) -> None:
        self._mine, self._theirs, self._telling, self._matters = mine, theirs, telling, telling.matters
        self._scale = _SCALES[mine[0].stated.claim.kind]
        self._least = log(telling.least / (1 - telling.least)) - _SLACK

    def found(self, pair: Pair) -> Found:
        """Give the values that differ and may be told of one thing."""
        mine, theirs = self._mine, self._theirs
        relations = [[relation(a.stated.claim, b.stated.claim) for b in theirs] for a in mine]
        free = _free(mine, relations), _free(theirs, [*zip(*relations, strict=True)])
        documents = None
        for one, row in zip(mine, relations, strict=True):
            for other, found in zip(theirs, row, strict=True):
                if found != "conflict" or not are_asked_for(one.relevance, other.relevance):
                    continue
                told = (one.stated.claim.value not in free[0]) + (other.stated.claim.value not in free[1])
                if told == _BOTH or not _may_meet(one.stated, other.stated):
                    continue
                if documents is None:  # as late as this, since who is nearest to whom is slow to find
                    documents = self._of_documents(pair, len(free[0]) * len(free[1]))
                odds = self._odds(one, other, documents + self._scale.of({"told": told}))
                if odds >= self._least:
                    yield one.number, other.number, 1 / (1 + exp(-odds))

    def _of_documents(self, pair: Pair, free: int) -> float:
        """Give what the documents add to the odds of all their values."""
        nearest = self._telling.nearest(pair.one, pair.other)
        meeting = Meeting(pair, nearest, free, len(self._mine) * len(self._theirs))
        return self._scale.bias + self._scale.of(document_signs(meeting))

    def _odds(self, one: Value, other: Value, odds: float) -> float:
        """Add to some odds what tells of two values; what is too low comes out roughly."""
        scale, weight = self._scale, self._telling.weight
        alike = self._matters.alike(one.spot, other.spot)
        if alike.around + _KIN * alike.kin_around < _LEAST:
            return -inf
        odds += scale.of(place_signs(alike)) + scale.of(beside_signs(one.beside, other.beside, weight))
        odds += scale.of(scale.own_signs(one.stated, other.stated, lambda: self._across(one, other)))
        if odds + scale.most_of_words < self._least:
            return -inf
        odds += scale.of(word_signs(self._met(one, other, alike.total)))
        return odds + scale.of(name_signs(one.stated.claim, other.stated.claim, weight))

    def _met(self, one: Value, other: Value, total: float) -> Met:
        """Hold what two values have in common, `total`, against what they have in common with others."""
        rivals = self._rival(one, other, self._theirs), self._rival(other, one, self._mine)
        better = [total >= rival for rival in rivals]
        near = evidence(one.stated.claim, other.stated.claim, self._telling.weight)
        return Met(near, all(better), not any(better), total - max(rivals))

    def _rival(self, one: Value, other: Value, others: Sequence[Value]) -> float:
        """Give how much one value has in common with any of the others but that which is held against it."""
        value = other.stated.claim.value
        return max(
            (self._matters.alike(one.spot, b.spot).total for b in others if b.stated.claim.value != value), default=0.0
        )

    def _across(self, one: Value, other: Value) -> bool:
        """Tell whether what one of two values counts is told around the other."""
        return one.stated.claim.attribute in self._matters.around(
            other.spot
        ) or other.stated.claim.attribute in self._matters.around(one.spot)


def _free(some: Sequence[Value], relations: Sequence[Sequence[Relation | None]]) -> set[str]:
    """Give the values that the other document does not tell, by what each of them is to its values."""
    return {
        a.stated.claim.value
        for a, row in zip(some, relations, strict=True)
        if "equal" not in row and "compatible" not in row
    }


def _may_meet(a: Stated, b: Stated) -> bool:
    """Tell two values of which nothing says that they are of two things."""
    x, y = a.claim, b.claim
    if vetoed_anyway(a, b):
        return False
    if x.kind == "number":
        return _may_measure(x, y)
    if x.low is None or x.high is None or y.low is None or y.high is None or is_period(x) or is_period(y):
        return False
    if _stages(a) != _stages(b):
        return False
    gap, _ = gap_of(x, y)
    return gap <= (_NEWS if is_news(a) and is_news(b) else _FARTHEST)


def _stages(stated: Stated) -> frozenset[str]:
    """Tell a plan and what is called off; what is told of a day to come is a plan, whatever the words."""
    ahead = stated.day is not None and (stated.claim.low or 0) > stated.day
    return (get(stated.claim, "x") & _STAGES) | ({"planned"} if ahead else frozenset())


def _may_measure(a: Claim, b: Claim) -> bool:
    """Tell numbers that may be of one thing: no results, labels or "three times", no ages of two persons."""
    if {a.attribute, b.attribute} & words.kind("party") and not get(a, "k") & get(b, "k") & {"voter"}:
        return False  # "the five countries", "all six": how a text calls those who meet
    if a.rule in OF_NOTHING or disjoint(get(a, "v"), get(b, "v")) or "time" in (a.attribute, b.attribute):
        return False
    if a.rule == "amount.count" and _count_others(a, b):
        return False
    if a.attribute == b.attribute == "age" and not get(a, "a") & get(b, "a"):
        return not disjoint(get(a, "a"), get(b, "a")) and may_be_one_age(a, b)
    return a.rule != "amount.ordinal" or _may_count(a, b)


def _count_others(a: Claim, b: Claim) -> bool:
    """Tell counts of unlike things: of 141 pairs that conflict twelve are so, of 20,000 that do not every second."""
    return not get(a, "k") & get(b, "k") & {"voter"} and heads_of(a, b, lambda: False) == "other"


def _may_count(a: Claim, b: Claim) -> bool:
    """Tell ordinals that may number one series: the second day and the first time number none."""
    heads = {c.attribute.removeprefix("nth ") for c in (a, b)}
    if words.RANK in heads and not get(a, "n") & get(b, "n"):
        return False  # one comes first, another one second
    if heads & WHEN or heads <= _ANY_SERIES or disjoint(gathering(a, "tw"), gathering(b, "tw")):
        return False
    return len(heads) == 1 or heads <= words.kind("series") | _ANY_SERIES or bool(heads & _ANY_SERIES)


_ANY_SERIES: Final = frozenset({"", "time"})
