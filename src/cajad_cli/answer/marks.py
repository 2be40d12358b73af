"""Figures that look unequal and are not: a later story raises one, or the sum is told in other money."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import Final

from cajad_cli.answer.align import updated
from cajad_cli.answer.align.evidence import evidence
from cajad_cli.answer.align.numbers import certainty, elsewhere
from cajad_cli.answer.compare import FEW, label_of, quote_of
from cajad_cli.answer.items import Item, Rarity, Told, items_of
from cajad_cli.answer.keys import disjoint, get
from cajad_cli.answer.links import blocks_of
from cajad_cli.answer.values import relation
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim, Mark, Point, Position
from cajad_cli.noun import NamedTuple

_SURE: Final = 0.5  # certainty from which two figures are shown as one
_SAME_SUM: Final = 0.6  # the same where the sums only may be equal at some rate
_GIVEN: Final = 0.4  # the same where a text gives the sum in both currencies
_MOST: Final = 24  # claims that a block compares
_TIGHT: Final = 0.06  # by which two roundings of one sum may differ

_Alike = Callable[[Item, Item], float]


class _Found(NamedTuple):
    """Two claims of one figure, and how surely."""

    score: float
    first: int
    second: int


def marked_points(told: Sequence[Told]) -> list[Point]:
    """Give the points of figures that a later story raises, and of sums told in two currencies.

    Positions stand in the order in which they were published.
    """
    items = [i for i in items_of(told) if i.claim.kind == "number"]
    weight = Rarity(items, FEW)

    def raised(a: Item, b: Item) -> float:
        score = updated(a.stated, b.stated, weight)
        return score if score >= _SURE else 0.0

    given = _given(items)

    def changed(a: Item, b: Item) -> float:
        return _one_sum(a, b, given, weight)

    money = [i for i in items if i.claim.rule == "amount.money"]
    return [
        *_points(items, _links(items, weight, raised), "update"),
        *_points(money, _links(money, weight, changed), "currency"),
    ]


def _links(items: Sequence[Item], weight: Rarity, alike: _Alike) -> list[_Found]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for block in dict.fromkeys(_block(item.claim, block) for block in blocks_of(item.claim, weight)):
            blocks[block].append(number)
    found: dict[tuple[int, int], float] = {}
    for numbers in blocks.values():
        for at, a in enumerate(numbers[:_MOST]):
            for b in numbers[at + 1 : _MOST]:
                asked = items[a].told.on_topic or items[b].told.on_topic
                if asked and (a, b) not in found and items[a].voice != items[b].voice:
                    found[a, b] = alike(items[a], items[b])
    return [_Found(score, a, b) for (a, b), score in found.items() if score]


def _block(claim: Claim, block: tuple[str, ...]) -> tuple[str, ...]:
    """Let sums of all currencies meet."""
    return (*block[:2], "money", *block[3:]) if claim.rule == "amount.money" else block


# ---------------------------------------------------------------- one sum in two currencies

_Sums = frozenset[tuple[str, float, str, float]]


def _given(items: Sequence[Item]) -> _Sums:
    """Give the sums that one passage tells in two currencies: "200 billion yen ($1.3 billion)"."""
    beside: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for item in items:
        if item.claim.rule == "amount.money":
            beside[item.told.document, item.claim.start].append(item.claim)
    pairs = ((a, b) for some in beside.values() for a in some for b in some)
    return frozenset(
        (a.attribute, a.low, b.attribute, b.low)
        for a, b in pairs
        if a.attribute != b.attribute and a.low is not None and b.low is not None and _may_be_equal(a, b)
    )


def _one_sum(a: Item, b: Item, given: _Sums, weight: Rarity) -> float:
    """Estimate from 0 to 1 how surely two amounts of different money are one sum."""
    x, y = a.claim, b.claim
    if x.attribute == y.attribute or not _may_be_equal(x, y) or elsewhere(x, y):
        return 0.0
    if disjoint(get(x, "r"), get(y, "r")) or (get(x, "x") ^ get(y, "x")) & {"part", "total", "negated"}:
        return 0.0
    near = evidence(x, y, weight)
    # Of two currencies the ratio says nothing: each claim is measured as if it had the other's value.
    score = certainty(x, y._replace(low=x.low, high=x.high), near, weight)
    return score if score >= (_GIVEN if _is_given(x, y, given) else _SAME_SUM) else 0.0


def _is_given(a: Claim, b: Claim, given: _Sums) -> bool:
    def equal(claim: Claim, value: float) -> bool:
        return claim.low is not None and abs(claim.low - value) <= _TIGHT * value

    return any(c == a.attribute and d == b.attribute and equal(a, v) and equal(b, w) for c, v, d, w in given)


def _may_be_equal(a: Claim, b: Claim) -> bool:
    """Tell sums that some rate of the last decades makes equal."""
    rates = words.rates()
    if a.attribute not in rates or b.attribute not in rates:
        return False
    (least, most), (low, high) = (_dollars(c, rates[c.attribute]) for c in (a, b))
    return least <= high and low <= most and max(least, low) > 0


def _dollars(claim: Claim, rate: tuple[float, float]) -> tuple[float, float]:
    low = claim.low if claim.low is not None else claim.high or 0.0
    high = claim.high if claim.high is not None else low
    return low / rate[1] * (1 - _TIGHT), min(high, inf) / rate[0] * (1 + _TIGHT)


# ---------------------------------------------------------------- points


def _points(items: Sequence[Item], links: Sequence[_Found], mark: Mark) -> list[Point]:
    groups = _groups(items, links, apart=mark == "update")
    return [_point([items[i] for i in group], mark) for group in groups]


def _groups(items: Sequence[Item], links: Sequence[_Found], *, apart: bool) -> Iterator[list[int]]:
    """Give the claims linked with one another, surest first; values that conflict only where they may be `apart`."""
    near: dict[int, set[int]] = defaultdict(set)
    for link in links:
        near[link.first].add(link.second)
        near[link.second].add(link.first)
    taken: set[int] = set()
    for link in sorted(links, key=lambda x: (-x.score, x.first, x.second)):
        if link.first in taken or link.second in taken:
            continue
        # Not the links of links: each figure is one with the two that were surest.
        group = [link.first, link.second]
        for other in sorted((near[link.first] | near[link.second]) - taken - set(group)):
            if apart or not any(relation(items[other].claim, items[i].claim) == "conflict" for i in group):
                group.append(other)
        taken.update(group)
        if any(items[i].told.on_topic for i in group):
            yield group


def _point(members: Sequence[Item], mark: Mark) -> Point:
    by_value: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(members, key=_published):
        by_value[item.claim.value].append(item)
    positions = tuple(
        Position(value, tuple(sorted({i.told.source for i in some})), tuple(map(quote_of, some)))
        for value, some in by_value.items()
    )
    return Point(label_of(members), "number", "compatible", positions, mark=mark)


def _published(item: Item) -> tuple[str, str, int]:
    return (item.told.published or "9999", item.told.document, item.claim.quote.start)
