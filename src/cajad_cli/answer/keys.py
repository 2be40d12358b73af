"""What two claims share: their keys by kind, and how alike their contexts are."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import log
from typing import Final

from cajad_cli.model import Claim

Weight = Callable[[str], float]
_EMPTY: frozenset[str] = frozenset()
_KEPT: Final = 1 << 17
_Parts = Mapping[str, frozenset[str]]
# By identity: to hash a claim with all its keys costs four times what is looked up. The claim is kept beside its parts,
# so that no other one can come to have its number.
_known: dict[int, tuple[Claim, _Parts]] = {}
_sets: dict[frozenset[str], frozenset[str]] = {}


def parts(claim: Claim) -> _Parts:
    """Give the keys of a claim by their letter."""
    held = _known.get(id(claim))
    if held is not None:
        return held[1]
    found: dict[str, set[str]] = {}
    for key in claim.keys:
        found.setdefault(key[0], set()).add(plain(key))
    made = {letter: _one(frozenset(values)) for letter, values in found.items()}
    if len(_known) >= _KEPT:
        _known.clear()
        _sets.clear()
    _known[id(claim)] = claim, made
    return made


def _one(values: frozenset[str]) -> frozenset[str]:
    """Give the first of equal sets: the claims of a sentence have most of theirs in common."""
    return _sets.setdefault(values, values)


@lru_cache(maxsize=1 << 16)
def plain(key: str) -> str:
    """Give a key without its letter, as one and the same string wherever it stands."""
    return key[2:]


def get(claim: Claim, letter: str) -> frozenset[str]:
    """Give the values of one letter."""
    try:
        return _known[id(claim)][1].get(letter, _EMPTY)
    except KeyError:  # of a claim asked for the first time
        return parts(claim).get(letter, _EMPTY)


def overlap(a: Iterable[str], b: frozenset[str], weight: Weight) -> float:
    """Sum the weights of what both hold."""
    return sum(weight(k) for k in a if k in b)


def rarity(holders: int, documents: int) -> float:
    """Weigh what so many documents hold: 1 where it is one of them, near 0 where it is all."""
    return log((documents + 1) / holders) / log(documents + 1)


def flat(_key: str) -> float:
    """Weigh all keys alike: what two texts hold that are known to be about one matter."""
    return 1.0


def share(a: frozenset[str], b: frozenset[str], weight: Weight) -> float:
    """Give the part of the smaller set's weight that both hold, 0 to 1."""
    smaller = min(sum(map(weight, a)), sum(map(weight, b)))
    return overlap(a, b, weight) / smaller if smaller else 0.0


def disjoint(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell two sets that both hold something and nothing in common."""
    return bool(a and b) and not a & b
