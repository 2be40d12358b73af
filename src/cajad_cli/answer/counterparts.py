"""Values that two documents on one matter tell unlike, whatever the words: each with its counterpart in the other."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from cajad_cli.answer.align import Company
from cajad_cli.answer.align.dates import gap_of, is_news
from cajad_cli.answer.align.evidence import Stated, evidence
from cajad_cli.answer.align.unlike import Met, date_certainty, number_certainty
from cajad_cli.answer.align.veto import vetoed_anyway
from cajad_cli.answer.keys import Weight, disjoint, get
from cajad_cli.answer.matters import Matters, Pair, Spot
from cajad_cli.answer.values import Relation, relation
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim
from cajad_cli.noun import NamedTuple

_MANY: Final = 12  # values of one kind in one document, from which they are a table or a match report
_LEAST: Final = 0.3  # weight of words in common around two values below which nothing speaks for them
_KIN: Final = 0.5
_BOTH: Final = 2  # values, each told by both documents: they are two points
_STAGES: Final = frozenset({"planned", "cancelled"})  # of dates, one of each is a change of plan
_NEWS: Final = 10  # days between two dates of which two stories are news: beyond, there are two events
_FARTHEST: Final = 6 * 366  # days between two dates of which one is a mistake


class Value(NamedTuple):
    """One claim with its document, place and number in the list it is of."""

    number: int
    stated: Stated
    spot: Spot
    voice: str


Score = Callable[[Stated, Stated, Met], float]


def counterparts(
    values: Sequence[Value], matters: Matters, weight: Weight, nearest: Company
) -> Iterator[tuple[int, int, float]]:
    """Give pairs of values that differ, by their numbers, and how surely they are told of one thing."""
    for kind, score in (("number", number_certainty), ("date", date_certainty)):
        for one, other, met in met_values([v for v in values if v.stated.claim.kind == kind], matters, weight, nearest):
            yield one.number, other.number, score(one.stated, other.stated, met)


def met_values(
    values: Sequence[Value], matters: Matters, weight: Weight, nearest: Company
) -> Iterator[tuple[Value, Value, Met]]:
    """Give the pairs of values of one kind that differ and that documents on one matter tell."""
    told: dict[int, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        told[value.spot[0]][_kind(value.stated.claim)].append(value)
    for pair in matters.pairs():
        mine, theirs = told.get(pair.one, {}), told.get(pair.other, {})
        for kind in sorted(mine.keys() & theirs.keys()):
            if max(len(mine[kind]), len(theirs[kind])) <= _MANY and mine[kind][0].voice != theirs[kind][0].voice:
                yield from _Kind(mine[kind], theirs[kind], matters, weight).met(pair, nearest)


def _kind(claim: Claim) -> str:
    """Give by what values are held against each other: the unit of a sum or measure, else the kind."""
    if claim.kind == "date":
        return "date"
    return f"{claim.rule} {claim.attribute}" if claim.rule in ("amount.money", "amount.measure") else claim.rule


class _Kind:
    """The values of one kind in two documents."""

    def __init__(self, mine: Sequence[Value], theirs: Sequence[Value], matters: Matters, weight: Weight) -> None:
        self._mine, self._theirs, self._matters, self._weight = mine, theirs, matters, weight
        self._relations: dict[tuple[int, int], Relation | None] = {}

    def met(self, pair: Pair, nearest: Company) -> Iterator[tuple[Value, Value, Met]]:
        """Give what the values that differ have in common."""
        free = self._free(self._mine, self._theirs), self._free(self._theirs, self._mine)
        pairs = len(free[0]) * len(free[1]), len(self._mine) * len(self._theirs)
        for one in self._mine:
            for other in self._theirs:
                if self._relation(one, other) != "conflict" or not _may_meet(one.stated, other.stated):
                    continue
                alike = self._matters.alike(one.spot, other.spot)
                if alike.around + _KIN * alike.kin_around < _LEAST:
                    continue
                x, y = one.stated.claim, other.stated.claim
                rivals = self._rival(one, other, self._theirs), self._rival(other, one, self._mine)
                better = [alike.total >= rival for rival in rivals]
                told = (x.value not in free[0]) + (y.value not in free[1])
                if told == _BOTH:
                    continue
                yield one, other, Met(
                    pair, alike, evidence(x, y, self._weight), nearest(pair.one, pair.other), all(better),
                    not any(better), alike.total - max(rivals), told, *pairs, self._across(one, other), self._weight,
                )  # fmt: skip

    def _relation(self, a: Value, b: Value) -> Relation | None:
        key = (a.number, b.number) if a.number < b.number else (b.number, a.number)
        if key not in self._relations:
            x, y = a.stated.claim, b.stated.claim
            self._relations[key] = relation(x, y)
        return self._relations[key]

    def _free(self, some: Sequence[Value], others: Sequence[Value]) -> set[str]:
        """Give the values that the other document does not tell."""
        return {
            a.stated.claim.value
            for a in some
            if not any(self._relation(a, b) in ("equal", "compatible") for b in others)
        }

    def _rival(self, one: Value, other: Value, others: Sequence[Value]) -> float:
        """Give how much one value has in common with any of the others but that which is held against it."""
        value = other.stated.claim.value
        return max(
            (self._matters.alike(one.spot, b.spot).total for b in others if b.stated.claim.value != value), default=0.0
        )

    def _across(self, one: Value, other: Value) -> bool:
        return one.stated.claim.attribute in self._matters.around(
            other.spot
        ) or other.stated.claim.attribute in self._matters.around(one.spot)


def _may_meet(a: Stated, b: Stated) -> bool:
    """Tell two values of which nothing says that they are of two things."""
    x, y = a.claim, b.claim
    if vetoed_anyway(a, b):
        return False
    if x.kind == "number":
        if {x.attribute, y.attribute} & words.kind("party") and not get(x, "k") & get(y, "k") & {"voter"}:
            return False  # "the five countries", "all six": how a text calls those who meet
        return x.rule != "amount.score" and not disjoint(get(x, "v"), get(y, "v")) and _may_count(x, y)
    if x.low is None or x.high is None or y.low is None or y.high is None or "/" in x.value + y.value:
        return False
    if (get(x, "x") ^ get(y, "x")) & _STAGES:
        return False
    gap, _ = gap_of(x, y)
    return gap <= (_NEWS if is_news(a) and is_news(b) else _FARTHEST)


def _may_count(a: Claim, b: Claim) -> bool:
    """Tell ordinals that may number one series: the second day and the first interview number none."""
    if a.rule != "amount.ordinal":
        return True
    heads = {c.attribute.removeprefix("nth ") for c in (a, b)}
    return (bool(heads & words.kind("series")) and heads <= words.kind("series") | _ANY_SERIES) or heads == {"visit"}


_ANY_SERIES: Final = frozenset({"", "time"})
