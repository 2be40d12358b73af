"""Who did one thing, and which members one list has, as two documents on one matter tell it unlike."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cajad_cli.answer.align.evidence import apart
from cajad_cli.answer.align.occasion import nearness
from cajad_cli.answer.counterparts import Value
from cajad_cli.answer.keys import get
from cajad_cli.answer.matters import Matters, Pair
from cajad_cli.answer.values import relation

_DEEDS: Final = frozenset({"build", "find", "list"})  # what has one doer, or members once and for all
_NEAR: Final = 0.5  # of the likeness of the nearest document
_LEAST: Final = 1.2  # weight of what stands around both
_CERTAINTY: Final = 0.5

Found = Iterator[tuple[int, int, float]]  # the numbers of two values, and how surely they are told of one thing


def deeds(values: Sequence[Value], matters: Matters, pairs: Sequence[Pair]) -> Found:
    """Give pairs of doers, or of lists, that differ and that two documents tell of one thing, each but once."""
    told: dict[int, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        if value.stated.claim.kind == "name" and value.stated.claim.attribute in _DEEDS:
            told[value.spot[0]][value.stated.claim.attribute].append(value)
    for pair in pairs:
        if pair.relative >= _NEAR and pair.one in told and pair.other in told:
            yield from _found(told[pair.one], told[pair.other], matters)


def _found(mine: Mapping[str, list[Value]], theirs: Mapping[str, list[Value]], matters: Matters) -> Found:
    for deed in sorted(mine.keys() & theirs.keys()):
        if not (_is_one(mine[deed]) and _is_one(theirs[deed])):
            continue
        one, other = mine[deed][0], theirs[deed][0]
        if one.voice != other.voice and _may_be_one(one, other) and matters.alike(one.spot, other.spot).total >= _LEAST:
            yield one.number, other.number, _CERTAINTY


def _is_one(values: Sequence[Value]) -> bool:
    """Tell a document that names but one doer."""
    first = values[0].stated.claim
    return all(relation(first, v.stated.claim) in ("equal", "compatible") for v in values)


def _may_be_one(a: Value, b: Value) -> bool:
    x, y = a.stated.claim, b.stated.claim
    dated = get(x, "d") and get(y, "d")
    if relation(x, y) != "conflict" or (dated and nearness(x, y) in ("off", "apart")):
        return False
    if x.attribute == "list" and not get(x, "w") & get(y, "w"):
        return False
    return not apart(get(x, "o") | get(x, "O"), get(y, "o") | get(y, "O"))
