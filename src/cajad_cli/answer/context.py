"""How near two documents are in what they are about: their context, seen against the rest of the library."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import Final

from cajad_cli.noun import NamedTuple

_COMMON: Final = 64  # documents; a key of more of them finds no neighbour
_NEIGHBOURS: Final = 20  # nearest documents of each of two that both are held against
_KNOWN: Final = 48  # nearest documents whose likeness is kept; to all others it counts as none
_EVEN: Final = 1e-9  # spread below which all are alike
_FEWEST: Final = 3  # points below which a correlation says nothing


def exact(weight: float) -> float:
    """Round a weight so that sums of weights come out alike in any order: sets have another one in every run."""
    return round(weight * 1048576) / 1048576


class _Vector(NamedTuple):
    """The keys of one document, the length of their vector, and its product with the mean of the library."""

    keys: frozenset[str]
    length: float
    mean: float
    centred: float  # length of the vector less the mean


class Contexts:
    """The documents of a library, each a set of keys of what it is about.

    Likeness is the cosine of the vectors less their mean, so that what the whole library is about counts for nothing;
    company is the correlation of two documents' likeness to the nearest documents of both, as items are compared in
    collaborative filtering (Sarwar et al. 2001). Work grows with the documents asked for, not with their square.
    """

    def __init__(self, matters: Mapping[int, frozenset[str]]) -> None:
        found = Counter(key for keys in matters.values() for key in keys)
        count = len(matters)
        # Half the power of the usual weight: the leads of a story's documents share words that are not rare.
        self._squares = {key: exact(math.log(1 + (count + 1) / (n + 0.5))) for key, n in found.items()}
        lengths = {d: math.sqrt(sum(self._squares[k] for k in keys)) or 1.0 for d, keys in matters.items()}
        inverses: dict[str, float] = defaultdict(float)
        for document, keys in matters.items():
            for key in keys:
                inverses[key] += 1 / lengths[document]
        means = {key: total * self._squares[key] / max(count, 1) for key, total in inverses.items()}
        self._square_mean = math.fsum(m * m / self._squares[k] for k, m in means.items())
        self._vectors = {d: self._vector(keys, lengths[d], means) for d, keys in matters.items()}
        self._holders: dict[str, list[int]] = defaultdict(list)
        for document, keys in matters.items():
            for key in keys:
                if found[key] <= _COMMON:
                    self._holders[key].append(document)
        self._near: dict[int, tuple[frozenset[int], dict[int, float]]] = {}
        self._companies: dict[tuple[int, int], float] = {}

    def _vector(self, keys: frozenset[str], length: float, means: Mapping[str, float]) -> _Vector:
        mean = math.fsum(means[k] for k in keys) / length
        return _Vector(keys, length, mean, math.sqrt(max(1 - 2 * mean + self._square_mean, 1e-9)))

    def company(self, one: int, other: int) -> float:
        """Tell from -1 to 1 whether two documents are near to the same documents; a document is to its own."""
        if one == other:
            return 1.0
        pair = (one, other) if one < other else (other, one)
        if pair not in self._companies:
            self._companies[pair] = self._compared(one, other)
        return self._companies[pair]

    def nearest(self, one: int, other: int) -> float:
        """Tell from 0 to 1 how near two documents are beside the nearest of all to either of them.

        Two that tell one event are each other's nearest; two on one topic have nearer ones.
        """
        if one == other:
            return 1.0
        mine, theirs = self._neighbours(one)[1], self._neighbours(other)[1]
        best = max((*mine.values(), *theirs.values(), _EVEN))
        return max(mine.get(other, 0.0), theirs.get(one, 0.0), 0.0) / best

    def _compared(self, one: int, other: int) -> float:
        (nearest, mine), (others, theirs) = self._neighbours(one), self._neighbours(other)
        between = (nearest | others) - {one, other}
        return _correlation([mine.get(d, 0.0) for d in between], [theirs.get(d, 0.0) for d in between])

    def _neighbours(self, document: int) -> tuple[frozenset[int], dict[int, float]]:
        """Give the documents nearest to one, and the likeness of these and of the next ones."""
        if document not in self._near:
            products: dict[int, float] = defaultdict(float)
            for key in self._vectors[document].keys:
                square = self._squares[key]
                for holder in self._holders.get(key, ()):
                    products[holder] += square
            products.pop(document, None)
            mine, vectors = self._vectors[document], self._vectors
            # What common keys would add differs little from one document to another.
            level = self._square_mean - mine.mean
            likeness = [
                ((p / (mine.length * other.length) - other.mean + level) / (mine.centred * other.centred), d)
                for d, p in products.items()
                if (other := vectors[d])
            ]
            known = nlargest(_KNOWN, likeness)
            self._near[document] = (frozenset(d for _, d in known[:_NEIGHBOURS]), {d: near for near, d in known})
        return self._near[document]


def _correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Give Pearson's correlation, 0 where there are too few points or all are alike."""
    count = len(xs)
    if count < _FEWEST:
        return 0.0
    x_sum, y_sum = sum(xs), sum(ys)
    x_square = sum([x * x for x in xs]) - x_sum * x_sum / count
    y_square = sum([y * y for y in ys]) - y_sum * y_sum / count
    if x_square < _EVEN or y_square < _EVEN:
        return 0.0
    both = sum([x * y for x, y in zip(xs, ys, strict=True)]) - x_sum * y_sum / count
    return both / math.sqrt(x_square * y_square)
