"""Which tellings tell of one event: blocked by date, compared by names, words, editions and matter."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from cajad_cli.extract.events.keys import common_words
from cajad_cli.model import KEYS_REST, Event

_REPORTED_WITHIN: Final = 45  # days after an event in which a story may tell of it without a date
_COMMON_CLASSES: Final = frozenset({"", "say", "change"})  # words that tell of too much to tell events apart

# What likeness two tellings need, the more the less their dates say. Set on the annotated seeds; 0 to 1.
_SAME_DAY: Final = 0.05  # and more with the logarithm of how many tellings share the day
_PER_TELLING: Final = 0.02
_SAME_DAYS: Final = 0.22
_IN_MONTH: Final = 0.25
_IN_YEAR: Final = 0.30
_OTHER_CLASS: Final = 0.12  # more where the event words differ
_OTHER_CLASS_SAME_DAY: Final = 0.05
_MADE_PRECISE: Final = 0.05  # less where one is a plan, which what follows mostly makes precise
_SAME_DOCUMENT: Final = 0.10  # more within a document, which seldom tells a thing twice and is of one matter anyway
_DISPUTED: Final = 0.30
_SLIP: Final = 10  # days by which sources differ on the day of one meeting; further apart they differ on its number
_SAME_OBJECT: Final = 0.5  # share of the shorter clause's words
_UNDATED: Final = 0.35

_CLAUSE, _MATTER = 0.7, 0.3  # what the clause and what the document's matter count for
_KIND: Final = {"n": 1.5, "t": 1.0, "c": 1.2, "m": 1.5, "o": 3.0}  # what a shared name, word, class … weighs
_REPRESENTATIVES: Final = 6  # tellings of a group that a new one is held against
_COMMON_KEY: Final = 64  # a key of more tellings than this finds nobody


class Telling(NamedTuple):
    """One event as one document tells it, with what merging needs to know of the document."""

    number: int
    key: int
    document: str  # of a copy, the document that it copies
    source: str
    published: date | None
    event: Event
    matter: frozenset[str]


class _Bag(NamedTuple):
    """A set of keys with the length of its weight vector."""

    keys: frozenset[str]
    norm: float


class _Profile(NamedTuple):
    """What a telling is compared by."""

    words: _Bag  # the clause's content words without event words, places and persons: what it is of
    clause: _Bag
    passage: _Bag
    matter: _Bag
    editions: Mapping[str, frozenset[str]]
    modes: frozenset[str]


def merge(tellings: Sequence[Telling], once: frozenset[str]) -> tuple[tuple[Telling, ...], ...]:
    """Group the tellings of one real event; groups and their members in the order of `number`.

    Exact days come first and gather what is told of their month, their year or without a date. Tellings meet
    only within a block of date, or of date and class, so that the cost grows with the size of blocks and not
    with the square of the whole. `once` names the classes that happen to one thing only once: there, two dates of
    one matter are one event in dispute.
    """
    groups = _Groups(tellings, once)
    dated = sorted((t for t in tellings if t.event.first is not None), key=_precision)
    for telling in dated:
        groups.place(telling)
    groups.join_disputed(dated)
    for telling in (t for t in tellings if t.event.first is None):
        groups.attach(telling)
    return groups.all()


def _span(event: Event) -> int:
    assert event.first is not None and event.last is not None
    return (event.last - event.first).days + 1


def _precision(telling: Telling) -> tuple[int, date, int]:
    """Order by exactness: days, spans of days, months, years."""
    event = telling.event
    assert event.first is not None
    days = _span(event)
    exact = event.value is not None and len(event.value) == len("2022-12-24")
    level = 0 if days == 1 else 1 if exact and days <= 31 else 2 if days <= 31 else 3
    return (level, event.first, telling.number)


class _Groups:
    """The groups made so far, and the blocks by which they are found."""

    def __init__(self, tellings: Sequence[Telling], once: frozenset[str]) -> None:
        self._once = once
        self._likeness = _Likeness(tellings)
        self._tellings_of = Counter(t.event.first for t in tellings)
        self._groups: list[list[Telling]] = []
        self._blocks: dict[str, dict[int, None]] = defaultdict(dict)
        self._home: dict[int, int] = {}

    def all(self) -> tuple[tuple[Telling, ...], ...]:
        """Give the groups, emptied ones left out."""
        made = [tuple(sorted(g, key=lambda t: t.number)) for g in self._groups if g]
        return tuple(sorted(made, key=lambda g: g[0].number))

    def place(self, telling: Telling) -> None:
        """Put a telling into the group that it fits best, or into a new one."""
        among = dict.fromkeys(n for block in _asked_blocks(telling.event) for n in self._blocks[block])
        best = max(((self._fit(telling, n), -n) for n in among), default=(0.0, 0))
        if best[0] > 0:
            number = -best[1]
        else:
            number = len(self._groups)
            self._groups.append([])
        self._groups[number].append(telling)
        self._home[telling.number] = number
        for block in _own_blocks(telling.event):
            self._blocks[block][number] = None

    def _fit(self, telling: Telling, number: int) -> float:
        """Give by how much the likeness to the group exceeds what its dates ask for, 0 if not at all."""
        group = self._groups[number][:_REPRESENTATIVES]
        fitting = [t for t in group if _dates_fit(telling.event, t.event)]
        # A group holds together: "this week" must not tie Thursday to Saturday.
        if len(fitting) < len(group) or any(self._likeness.apart(telling, t) for t in group):
            return 0.0
        return max(self._likeness.of(telling, t) - self._threshold(telling.event, t.event) for t in fitting)

    def _threshold(self, a: Event, b: Event) -> float:
        """Ask for the more likeness the less the dates say, and for more where the event words differ."""
        days = max(_span(a), _span(b))
        equal = (a.first, a.last) == (b.first, b.last)
        same_day = _SAME_DAY + _PER_TELLING * math.log(1 + self._tellings_of[a.first])
        if days == 1:
            base = same_day
        elif days < 28:
            base = same_day if equal else _SAME_DAYS
        elif days <= 31:
            base = _SAME_DAYS if equal else _IN_MONTH
        else:
            base = _IN_MONTH if equal else _IN_YEAR
        if "planned" in (a.status, b.status) and not equal:
            base -= _MADE_PRECISE
        same_class = a.trigger == b.trigger and a.trigger not in _COMMON_CLASSES
        other = _OTHER_CLASS_SAME_DAY if days == 1 else _OTHER_CLASS
        return base + (0.0 if same_class else other)

    def join_disputed(self, tellings: Sequence[Telling]) -> None:
        """Join the groups that tell of one event on dates that cannot both be true.

        That is one that happens only once, or one edition of a series ("the sixth meeting") told of near days.
        """
        seen: dict[str, list[Telling]] = defaultdict(list)
        single = (t for t in tellings if t.event.trigger in self._once or self._likeness.has_edition(t))
        for telling in sorted(single, key=lambda t: t.number):
            near = Counter(
                other.number
                for key in self._likeness.telling_keys(telling)
                if len(seen[key]) <= _COMMON_KEY
                for other in seen[key]
            )
            by_number = {t.number: t for key in self._likeness.telling_keys(telling) for t in seen[key]}
            for number, shared in near.most_common(_COMMON_KEY):
                other = by_number[number]
                if shared >= 2 and self._is_disputed(telling, other):
                    self._join(self._home[telling.number], self._home[number])
                    break
            for key in self._likeness.telling_keys(telling):
                seen[key].append(telling)

    def _is_disputed(self, one: Telling, other: Telling) -> bool:
        if self._home[one.number] == self._home[other.number] or one.event.trigger != other.event.trigger:
            return False
        if _dates_fit(one.event, other.event) or self._likeness.apart(one, other):
            return False
        likeness = self._likeness.of(one, other)
        if self._likeness.same_edition(one, other) and _days_between(one.event, other.event) <= _SLIP:
            return likeness >= _SAME_DAYS
        return one.event.trigger in self._once and likeness >= _DISPUTED and self._likeness.same_object(one, other)

    def _join(self, one: int, other: int) -> None:
        for moved in self._groups[one]:
            self._home[moved.number] = other
        self._groups[other].extend(self._groups[one])
        self._groups[one] = []

    def attach(self, telling: Telling) -> None:
        """Give a telling without a date to the group that it can only mean, or drop it."""
        if telling.published is None:
            return
        earliest = telling.published - timedelta(days=_REPORTED_WITHIN)
        months = dict.fromkeys(
            (earliest + timedelta(days=n)).isoformat()[:7] for n in range(0, _REPORTED_WITHIN + 1, 15)
        )
        blocks = [f"{month} {telling.event.trigger}" for month in months]
        fits = []
        for number in dict.fromkeys(n for block in blocks for n in self._blocks[block]):
            group = self._groups[number]
            same = [t for t in group if t.event.trigger == telling.event.trigger]
            near = any(_within(t.event, earliest, telling.published) for t in group)
            if same and near and not any(self._likeness.apart(telling, t) for t in group):
                fits.append((max(self._likeness.of(telling, t) for t in same), -number))
        if fits and max(fits)[0] >= _UNDATED:
            self._groups[-max(fits)[1]].append(telling)


class _Likeness:
    """How alike two tellings are: cosine of their sets of keys, each key weighed by kind and rarity."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self._weights = _weights(t.event.keys for t in tellings)
        self._matter_weights = _weights({t.key: t.matter for t in tellings}.values())
        self._profiles = {t.number: self._profile(t) for t in tellings}
        self._matter: dict[tuple[int, int], float] = {}

    def telling_keys(self, telling: Telling) -> frozenset[str]:
        """Give the keys of the telling's clause."""
        return self._profiles[telling.number].clause.keys

    def of(self, one: Telling, other: Telling) -> float:
        """Give the likeness of two tellings, 0 to 1: that of clause or passage, and that of the documents' matter."""
        a, b = self._profiles[one.number], self._profiles[other.number]
        own = max(_cosine(a.clause, b.clause, self._weights), _cosine(a.passage, b.passage, self._weights))
        if one.document == other.document:
            return own - _SAME_DOCUMENT
        pair = (min(one.key, other.key), max(one.key, other.key))
        if pair not in self._matter:
            self._matter[pair] = _cosine(a.matter, b.matter, self._matter_weights)
        return _CLAUSE * own + _MATTER * self._matter[pair]

    def has_edition(self, telling: Telling) -> bool:
        """Tell whether a telling counts its event: "the sixth meeting"."""
        return telling.event.trigger in self._profiles[telling.number].editions

    def same_edition(self, one: Telling, other: Telling) -> bool:
        """Tell whether both count their event alike."""
        mine, theirs = self._profiles[one.number].editions, self._profiles[other.number].editions
        return bool(mine.get(one.event.trigger, frozenset()) & theirs.get(other.event.trigger, frozenset()))

    def same_object(self, one: Telling, other: Telling) -> bool:
        """Tell whether the words of one clause are mostly those of the other: not only its class, what it is of."""
        a, b = self._profiles[one.number].words, self._profiles[other.number].words
        both = sum(self._weights[k] for k in a.keys & b.keys)
        return both > 0 and both >= _SAME_OBJECT * min(a.norm, b.norm)

    def apart(self, one: Telling, other: Telling) -> bool:
        """Tell two tellings that cannot be of one event: other editions, qualities, or two dates in one document."""
        a, b = one.event, other.event
        if one.document == other.document and a.first and b.first and (a.first, a.last) != (b.first, b.last):
            return True
        mine, theirs = self._profiles[one.number], self._profiles[other.number]
        if any(mine.editions[n].isdisjoint(theirs.editions[n]) for n in mine.editions.keys() & theirs.editions.keys()):
            return True
        return _modes_apart(mine.modes, theirs.modes)

    def _profile(self, telling: Telling) -> _Profile:
        keys = telling.event.keys
        clause = frozenset(keys[: keys.index(KEYS_REST)] if KEYS_REST in keys else keys)
        editions: dict[str, set[str]] = defaultdict(set)
        for key in clause:
            if key.startswith("o:"):
                _, name, number = key.split(":")
                editions[name].add(number)
        return _Profile(
            self._bag(frozenset(k for k in clause if k.startswith("t:")) - common_words(), self._weights),
            self._bag(clause, self._weights),
            self._bag(frozenset(keys) - {KEYS_REST}, self._weights),
            self._bag(telling.matter, self._matter_weights),
            {name: frozenset(numbers) for name, numbers in editions.items()},
            frozenset(k[2:] for k in clause if k.startswith("m:")),
        )

    @staticmethod
    def _bag(keys: frozenset[str], weights: Mapping[str, float]) -> _Bag:
        return _Bag(keys, sum(weights[k] for k in keys))


def _weights(bags: Iterable[Iterable[str]]) -> dict[str, float]:
    """Weigh each key by its kind and by how few of the bags hold it."""
    made = [set(bag) for bag in bags]
    seen = Counter(key for bag in made for key in bag)
    return {key: _KIND.get(key[:1], 1.0) * math.log(1 + (len(made) + 4) / (n + 1)) for key, n in seen.items()}


def _cosine(one: _Bag, other: _Bag, weights: Mapping[str, float]) -> float:
    both = one.keys & other.keys
    return sum(weights[k] for k in both) / math.sqrt(one.norm * other.norm) if both else 0.0


_LEVELS: Final = frozenset({"bilateral", "preparatory", "business"})


def _modes_apart(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    if ("online" in mine and "in_person" in theirs) or ("in_person" in mine and "online" in theirs):
        return True
    return (mine & _LEVELS) != (theirs & _LEVELS)


def _days_between(a: Event, b: Event) -> int:
    assert a.first and a.last and b.first and b.last
    return max((b.first - a.last).days, (a.first - b.last).days)


def _dates_fit(a: Event, b: Event) -> bool:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return a.first <= b.last and b.first <= a.last


def _within(event: Event, first: date, last: date) -> bool:
    return event.first is not None and event.last is not None and event.first <= last and event.last >= first


def _days(event: Event) -> Iterator[str]:
    assert event.first is not None
    for n in range(_span(event)):
        yield (event.first + timedelta(days=n)).isoformat()


def _own_blocks(event: Event) -> Iterator[str]:
    """Give every block in which an event can be found: its days, its months and its year, each with its class too."""
    assert event.first is not None and event.last is not None
    if _span(event) <= 31:
        yield from _days(event)
        for month in dict.fromkeys((event.first.isoformat()[:7], event.last.isoformat()[:7])):
            yield month
            yield f"{month} {event.trigger}"
    yield f"{event.first.year} {event.trigger}"


def _asked_blocks(event: Event) -> Iterator[str]:
    """Give the blocks of an event's own precision: what is told less exactly comes later and finds it."""
    assert event.first is not None and event.last is not None
    span = _span(event)
    if span < 28:
        yield from _days(event)
    elif span <= 31:
        yield event.first.isoformat()[:7]
    else:
        yield from (
            f"{year} {event.trigger}"
            for year in range(event.first.year, min(event.last.year, event.first.year + 10) + 1)
        )
