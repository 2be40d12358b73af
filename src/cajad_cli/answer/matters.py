"""Which documents of a library are on one matter by all of their words, and what two places in them have in common."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from heapq import nlargest
from itertools import chain
from math import log, sqrt
from typing import Final

from cajad_cli.answer.keys import rarity
from cajad_cli.extract.terms import stem, terms
from cajad_cli.lexicon import kin as lexicon
from cajad_cli.noun import NamedTuple

Place = tuple[int, int]  # paragraph and sentence
Spot = tuple[int, Place]  # document and place

NEAREST: Final = 4  # documents of which each takes those nearest to it for tellings of its matter
_COMMON: Final = 128  # documents; words of more of them bring no two together
_MET: Final = 32  # documents that one meets until it looks which are the nearest so far
_ROUNDED: Final = 1e-8  # more than rounding to nine digits can move two numbers towards each other
_FEWEST: Final = 8  # documents a library is taken to have, so that the words of a few keep their weight
_KEPT: Final = 1 << 14  # places, and pairs of places, that are kept: a large library has more than take part at once
_AROUND: Final = 1  # sentences before and behind a place that belong to it
_ACROSS, _WIDE, _KIN, _KIN_WIDE = 0.5, 0.25, 0.5, 0.2  # what words count beside those that two sentences share


class Alike(NamedTuple):
    """What two places have in common: summed weights of words, and their share of the smaller side."""

    sentence: float  # of the two sentences
    around: float  # of these with one before and one behind
    across: float  # of one sentence and what stands around the other
    share: float  # `sentence` beside all words of the sentence that has fewer
    share_around: float
    kin: float  # of words of the sentences that are kin
    kin_around: float

    @property
    def total(self) -> float:
        """Give by how much two places are rather of one event than others of the same documents."""
        wide = _ACROSS * self.across + _WIDE * self.around
        return self.sentence + wide + _KIN * self.kin + _KIN_WIDE * self.kin_around


class Pair(NamedTuple):
    """Two documents on one matter."""

    one: int
    other: int
    likeness: float  # cosine of their words, 0 to 1
    relative: float  # that beside the nearest of all to either of them
    first: bool  # one of them is the nearest to the other
    mutual: bool  # and the other way round
    aside: bool  # only one of them has the other among its nearest ones


class Matters:
    """The texts of a library's documents, their words weighed by their rarity."""

    def __init__(self, texts: Iterable[tuple[int, Place, str]]) -> None:
        """Take each passage with its document and place."""
        self._stems: dict[int, dict[Place, tuple[str, ...]]] = defaultdict(dict)
        for document, place, text in texts:
            self._stems[document][place] = tuple({t.stem for t in terms(text)})  # a set takes four times the memory
        self._places = {document: sorted(places) for document, places in self._stems.items()}
        self._count = max(len(self._stems), _FEWEST)
        self._holders: Counter[str] = Counter()
        self._kin: Counter[int] = Counter()
        for places in self._stems.values():
            found = set().union(*places.values())
            self._holders.update(found)
            self._kin.update(_groups(found & with_kin()))
        weights = {n: rarity(n, self._count) for n in set(self._holders.values())}
        self._weights = {word: weights[n] for word, n in self._holders.items()}
        self._rooms: dict[Spot, _Room] = {}
        self._bags: dict[int, frozenset[str]] = {}
        self._alike: dict[tuple[Spot, Spot], Alike] = {}

    def weight(self, word: str) -> float:
        """Say how telling a stem is: 1 where one document has it, near 0 where all have."""
        return self._weights.get(word, 1.0)

    def pairs(self) -> list[Pair]:
        """Give the pairs of documents of which one is among the nearest to the other."""
        bags = ((d, Counter(chain.from_iterable(places.values()))) for d, places in self._stems.items())
        return _Bags(bags, self._holders, self._count).pairs()

    def tells(self, document: int, word: str) -> bool:
        """Tell whether a document has a stem."""
        if document not in self._bags:
            self._bags[document] = frozenset(chain.from_iterable(self._stems[document].values()))
        return word in self._bags[document]

    def around(self, spot: Spot) -> frozenset[str]:
        """Give the stems of a sentence, of the one before and the one behind."""
        return self._room(spot).around.stems

    def alike(self, one: Spot, other: Spot) -> Alike:
        """Say what two places have in common."""
        key = (one, other) if one < other else (other, one)
        if key not in self._alike:
            if len(self._alike) >= _KEPT:
                self._alike.clear()
            self._alike[key] = self._compared(self._room(key[0]), self._room(key[1]))
        return self._alike[key]

    def _room(self, spot: Spot) -> "_Room":
        if spot not in self._rooms:
            document, place = spot
            stems, places = self._stems[document], self._places[document]
            at = bisect_left(places, place)
            near = places[max(0, at - _AROUND) : at + _AROUND + 1]
            around = frozenset().union(*(stems[p] for p in near))
            if len(self._rooms) >= _KEPT:
                self._rooms.clear()
            self._rooms[spot] = _Room(self._words(frozenset(stems[place])), self._words(around))
        return self._rooms[spot]

    def _words(self, stems: frozenset[str]) -> "_Words":
        related = stems & with_kin()
        return _Words(stems, self._sum(stems), related, _groups(related))

    def _compared(self, one: "_Room", other: "_Room") -> Alike:
        mine, theirs, wide, far = one.sentence, other.sentence, one.around, other.around
        both, around = self._sum(mine.stems & theirs.stems), self._sum(wide.stems & far.stems)
        across = self._sum((mine.stems & far.stems) | (theirs.stems & wide.stems))
        least = min(mine.weight, theirs.weight) or 1.0
        least_around = min(wide.weight, far.weight) or 1.0
        return Alike(
            both, around, across, both / least, around / least_around, self._kin_of(mine, theirs),
            self._kin_of(wide, far),
        )  # fmt: skip

    def _sum(self, words: Iterable[str]) -> float:
        return sum([self._weights.get(word, 1.0) for word in sorted(words)])

    def _kin_of(self, one: "_Words", other: "_Words") -> float:
        """Sum the weights of the groups of kin that two sets of stems share beside the stems that both have."""
        if one.groups.isdisjoint(other.groups):
            return 0.0
        both = one.related & other.related
        if not both:
            return sum([self._kin_weight(g) for g in sorted(one.groups & other.groups)])
        shared, mine, theirs = _groups(both), _groups(one.related - both), _groups(other.related - both)
        return sum([self._kin_weight(g) for g in sorted((mine & (theirs | shared)) | (theirs & shared))])

    def _kin_weight(self, group: int) -> float:
        return rarity(self._kin[group], self._count) if self._kin[group] else 1.0


class _Words(NamedTuple):
    """Some stems with their weights summed; which of them have kin, and of which groups."""

    stems: frozenset[str]
    weight: float
    related: frozenset[str]
    groups: frozenset[int]


class _Room(NamedTuple):
    """The words of a sentence, and of this with the one before and the one behind."""

    sentence: _Words
    around: _Words


def _groups(stems: Iterable[str]) -> frozenset[int]:
    return frozenset([g for s in stems for g in kin(s)])


class _Bags:
    """Documents, each a bag of stems weighed by their count and rarity (Salton and Buckley 1988)."""

    def __init__(self, bags: Iterable[tuple[int, Counter[str]]], holders: Mapping[str, int], count: int) -> None:
        """Take the stems of each document, how many documents hold each of these, and how many documents there are."""
        self._rarity = {n: log((count + 1) / n) for n in set(holders.values())}
        self._holders = holders
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._met: dict[int, list[tuple[float, int]]] = {}  # those that may be among the nearest of each, in no order
        self._least: dict[int, float] = {}  # the likeness below which one is not
        for document, found in bags:
            self._meet(document, self._vector(found))
        self._near = {d: nlargest(NEAREST, ((round(p, 9), e) for p, e in met)) for d, met in self._met.items()}

    def _vector(self, found: Counter[str]) -> dict[str, float]:
        """Give the weights of the words that may bring two documents together, of a vector of all that has length 1."""
        holders, rarities = self._holders, self._rarity
        weights = {s: (1 + log(n)) * rarities[holders[s]] for s, n in found.items()}
        length = sqrt(sum([w * w for w in weights.values()])) or 1.0
        return {s: w / length for s, w in weights.items() if 1 < holders[s] <= _COMMON}

    def _meet(self, document: int, vector: Mapping[str, float]) -> None:
        """Hold a document against those taken before it, each of which may have come nearer to another by it."""
        products: dict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            held = self._postings[word]
            for holder, theirs in held:
                products[holder] += weight * theirs
            held.append((document, weight))
        self._met[document] = [(product, other) for other, product in products.items()]
        self._forget(document)
        least = self._least
        for other, product in products.items():
            if product >= least[other]:
                self._met[other].append((product, document))
                if len(self._met[other]) % _MET == 0:
                    self._forget(other)

    def _forget(self, document: int) -> None:
        """Keep of those that a document has met the nearest ones, and what rounding may make as near as these."""
        met = self._met[document]
        nearest = nlargest(NEAREST, [product for product, _ in met])
        least = self._least[document] = nearest[-1] - _ROUNDED if len(nearest) == NEAREST else 0.0
        self._met[document] = [one for one in met if one[0] >= least]

    def pairs(self) -> list[Pair]:
        """Give the pairs of documents of which one is among the nearest to the other."""
        found = {(min(d, e), max(d, e)) for d, near in self._near.items() for _, e in near}
        return [self._pair(one, other) for one, other in sorted(found)]

    def _pair(self, one: int, other: int) -> Pair:
        mine, theirs = self._near[one], self._near[other]
        ranks = [
            next((n for n, (_, e) in enumerate(some) if e == wanted), NEAREST)
            for some, wanted in ((mine, other), (theirs, one))
        ]
        found = (*(near for near, e in mine if e == other), *(near for near, e in theirs if e == one))
        likeness = found[0]
        best = max(some[0][0] for some in (mine, theirs) if some)
        return Pair(
            one, other, likeness, likeness / best if best else 0.0, min(ranks) == 0, max(ranks) == 0,
            max(ranks) == NEAREST,
        )  # fmt: skip


@cache
def _kin_groups() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(lexicon.groups()):
        for word in group:
            found[stem(word)].add(number)
    found.pop("", None)
    return {word: frozenset(some) for word, some in found.items()}


@cache
def with_kin() -> frozenset[str]:
    """Give all the stems that have kin."""
    return frozenset(_kin_groups())


@lru_cache(maxsize=1 << 14)
def kin(word: str) -> frozenset[int]:
    """Give the groups of kin that a stem is of."""
    return _kin_groups().get(word, frozenset())


def are_kin(one: str, other: str) -> bool:
    """Tell two stems that are alike or of one group."""
    return one == other or not kin(one).isdisjoint(kin(other))
