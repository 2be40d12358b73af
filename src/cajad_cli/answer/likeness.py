"""Whether two tellings tell of one event: what they share in words, event words, numbers and context."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final

from cajad_cli.answer.context import Contexts, exact
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon.events import classes
from cajad_cli.lexicon.names import names
from cajad_cli.model import KEYS_REST, Event
from cajad_cli.noun import NamedTuple

COMMON_CLASSES: Final = frozenset({"", "say", "change"})  # words that tell of too much to tell events apart
_COMMON_KEYS: Final = frozenset(f"c:{name}" for name in COMMON_CLASSES)
_KIND: Final = {"n": 1.0, "t": 1.0, "c": 1.2, "m": 1.5, "o": 3.0, "q": 1.0}  # what a shared name, word, class … weighs
_FEWEST: Final = 120  # tellings; in a smaller library too few tell what is rare
_SAME_OBJECT: Final = 0.5  # share of the shorter clause's words …
_OF_LARGER: Final = 0.28  # … and of the longer one's: of four news libraries' chains of "began" none shares .26


class Telling(NamedTuple):
    """One event as one document tells it, with what merging needs to know of the document."""

    number: int
    key: int
    document: str  # of a copy, the document that it copies
    source: str
    published: date | None
    event: Event
    matter: frozenset[str]


class Bag(NamedTuple):
    """A set of keys with the sum of their weights."""

    keys: frozenset[str]
    norm: float


class Profile(NamedTuple):
    """What a telling is compared by."""

    words: Bag  # the clause's content words without event words, places and persons: what it is of
    clause: Bag
    passage: Bag
    whole: bool  # the clause is all that the passage says
    places: frozenset[str]  # that the lexicon knows, of the clause
    named: bool
    numbers: frozenset[str]
    classes: frozenset[str]
    editions: Mapping[str, frozenset[str]]
    modes: frozenset[str]


class Signs(NamedTuple):
    """What each sign of two tellings being of one event adds to the logarithm of the odds."""

    cosine: float  # of the keys of the clauses, or of the passages where that is more, 0 to 1
    shared: float  # logarithm of the weight of these keys that both have
    classes: float  # 1 where both have one class of event words
    number: float  # 1 where both have one number in figures
    nameless: float  # 1 where one of them names nobody: what it shares can be no name
    company: float  # what the documents are near to, -1 to 1
    kin: float  # the same where it is above 0: the first half of the way counts for more than the second


# Logistic regression on the 9,526 pairs of sentences from ECB+ topics 1 to 35 (Cybulska & Vossen 2014), L2, C = 0.1 on
# standardised signs. Leaving five topics out at a time: AUC .89 (folds .82 to .95), accuracy .81 (.74 to .89), recall
# .51 at precision .9. `benchmarks/same_event.py` prints the same figures of any set.
_WEIGHTS: Final = Signs(2.2, 0.7, 0.75, 0.6, 0.6, 4.8, -3.65)
_BIAS: Final = -1.9
_USUAL_COMPANY: Final = 0.4
_BACKGROUND: Final = 60  # days before publication from which on an event is an older story
SAME: Final = 0.5  # probability from which two tellings are more likely of one event than not


class Likeness:
    """How alike tellings are, each key weighed by kind and rarity among them."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self._weights = _weights(t.event.keys for t in tellings)
        leaders: dict[str, int] = {}
        for telling in tellings:
            leaders.setdefault(telling.document, telling.key)
        matters = {t.key: t.matter for t in tellings if leaders[t.document] == t.key}
        self._contexts = Contexts(matters)
        made: dict[tuple[str, ...], Profile] = {}
        self._profiles: dict[int, Profile] = {}
        # Documents of tellings: what one is about says nothing of the older stories that it recalls. A copy counts as
        # the document that it copies.
        self._subjects: dict[int, int] = {}
        for telling in tellings:
            keys = telling.event.keys
            if keys not in made:
                made[keys] = self._profile(keys)
            self._profiles[telling.number] = made[keys]
            if not _is_background(telling):
                self._subjects[telling.number] = leaders[telling.document]

    def profile(self, telling: Telling) -> Profile:
        """Give what a telling is compared by."""
        return self._profiles[telling.number]

    def weight(self, key: str) -> float:
        """Give what sharing a key weighs."""
        return self._weights[key]

    def of(self, one: Telling, other: Telling) -> float:
        """Give the probability, 0 to 1, that two tellings of one field of news are of one event, dates aside."""
        return 1 / (1 + math.exp(-self.odds(one, other)))

    def odds(self, one: Telling, other: Telling, least: float = -math.inf) -> float:
        """Give the natural logarithm of the odds; what cannot reach `least` comes out below it, but roughly."""
        a, b = self._profiles[one.number], self._profiles[other.number]
        cosine, shared = self._common(a.passage, b.passage)
        if not (a.whole and b.whole):
            cosine, shared = max((cosine, shared), self._common(a.clause, b.clause))
        odds = _BIAS + _WEIGHTS.cosine * cosine + _WEIGHTS.shared * math.log1p(shared)
        if not a.classes.isdisjoint(b.classes):
            odds += _WEIGHTS.classes
        if not a.numbers.isdisjoint(b.numbers):
            odds += _WEIGHTS.number
        if not (a.named and b.named):
            odds += _WEIGHTS.nameless
        if odds + _WEIGHTS.company + _WEIGHTS.kin < least:
            return odds + _WEIGHTS.company + _WEIGHTS.kin
        mine, theirs = self._subjects.get(one.number), self._subjects.get(other.number)
        company = _USUAL_COMPANY if mine is None or theirs is None else self._contexts.company(mine, theirs)
        return odds + _WEIGHTS.company * company + _WEIGHTS.kin * max(company, 0.0)

    def _common(self, one: Bag, other: Bag) -> tuple[float, float]:
        """Give the cosine of two bags and the weight of what they share."""
        weights = self._weights
        shared = sum([weights[k] for k in one.keys & other.keys])
        return (shared / math.sqrt(one.norm * other.norm) if shared else 0.0, shared)

    def apart(self, one: Telling, other: Telling) -> bool:
        """Tell two tellings that cannot be of one event: other editions, qualities, or two dates in one document."""
        a, b = one.event, other.event
        if one.document == other.document and a.first and b.first and (a.first, a.last) != (b.first, b.last):
            return True
        mine, theirs = self._profiles[one.number], self._profiles[other.number]
        if mine.editions and theirs.editions:
            both = mine.editions.keys() & theirs.editions.keys()
            if any(mine.editions[name].isdisjoint(theirs.editions[name]) for name in both):
                return True
        return mine.modes != theirs.modes and _modes_apart(mine.modes, theirs.modes)

    def has_edition(self, telling: Telling) -> bool:
        """Tell whether a telling counts its event: "the sixth meeting"."""
        return telling.event.trigger in self._profiles[telling.number].editions

    def same_edition(self, one: Telling, other: Telling) -> bool:
        """Tell whether both count their event alike."""
        mine, theirs = self._profiles[one.number].editions, self._profiles[other.number].editions
        if not (mine and theirs):
            return False
        return bool(mine.get(one.event.trigger, frozenset()) & theirs.get(other.event.trigger, frozenset()))

    def other_places(self, one: Telling, other: Telling) -> bool:
        """Tell whether each of two clauses names a known place that the other's passage does not name."""
        a, b = self._profiles[one.number], self._profiles[other.number]
        return not a.places <= b.passage.keys and not b.places <= a.passage.keys

    def same_object(self, one: Telling, other: Telling) -> bool:
        """Tell whether two clauses are mostly of the same words: not only of one class, of one thing."""
        a, b = self._profiles[one.number].words, self._profiles[other.number].words
        shared = self._weigh(a.keys & b.keys)
        return shared > 0 and shared >= max(_SAME_OBJECT * min(a.norm, b.norm), _OF_LARGER * max(a.norm, b.norm))

    def _weigh(self, keys: Iterable[str]) -> float:
        weights = self._weights
        return sum([weights[k] for k in keys])

    def _profile(self, keys: tuple[str, ...]) -> Profile:
        rest = keys.index(KEYS_REST) if KEYS_REST in keys else len(keys)
        clause = frozenset(keys[:rest])
        passage = clause.union(keys[rest + 1 :])
        kinds: dict[str, list[str]] = defaultdict(list)
        for key in passage:
            kinds[key[:1]].append(key)
        editions: dict[str, set[str]] = defaultdict(set)
        for key in clause.intersection(kinds["o"]):
            _, name, number = key.split(":")
            editions[name].add(number)
        return Profile(
            self._bag(clause.intersection(kinds["t"]) - _common_words()),
            self._bag(clause),
            self._bag(passage),
            len(clause) == len(passage),
            clause & _places(),
            bool(kinds["n"]),
            frozenset(kinds["q"]),
            frozenset(kinds["c"]) - _COMMON_KEYS,
            {name: frozenset(numbers) for name, numbers in editions.items()},
            frozenset(k[2:] for k in clause.intersection(kinds["m"])),
        )

    def _bag(self, keys: frozenset[str]) -> Bag:
        return Bag(keys, self._weigh(keys))


@cache
def _places() -> frozenset[str]:
    return frozenset(f"n:{name.canonical}" for name in names() if name.kind == "place")


@cache
def _common_words() -> frozenset[str]:
    """Give the keys of words that do not say what an event is of: event words, places and persons."""
    words = {stem(w) for c in classes().values() for phrase in c.words for w in phrase.split()}
    known = (n for n in names() if n.kind in ("place", "person"))
    words |= {stem(w) for n in known for spelling in (*n.variants, *n.adjectives) for w in spelling.split()}
    return frozenset(f"t:{w}" for w in words)


def _is_background(telling: Telling) -> bool:
    last = telling.event.last
    return telling.published is not None and last is not None and (telling.published - last).days > _BACKGROUND


def _weights(bags: Iterable[Iterable[str]]) -> dict[str, float]:
    """Weigh each key by its kind and by how few of the bags hold it."""
    made = [set(bag) for bag in bags]
    seen = Counter(key for bag in made for key in bag)
    count = max(len(made), _FEWEST)
    return {key: exact(_KIND.get(key[:1], 1.0) * math.log(1 + (count + 4) / (n + 1))) for key, n in seen.items()}


_WAYS: Final = frozenset({"online", "in_person"})
_LEVELS: Final = frozenset({"bilateral", "preparatory", "business"})


def _modes_apart(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    held, there = mine & _WAYS, theirs & _WAYS
    if held and there and held.isdisjoint(there):
        return True
    return (mine & _LEVELS) != (theirs & _LEVELS)
