"""Which tellings are grouped as one event: blocked by date, joined where likeness and dates together leave no doubt."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from heapq import nsmallest
from typing import Final

from cajad_cli.answer.likeness import COMMON_CLASSES, Likeness, Telling
from cajad_cli.model import Event

REPORTED_WITHIN: Final = 45  # days after an event in which a story may tell of it without a date

# What dates and event words add to the odds of likeness, as natural logarithms. Set on the annotated seeds and the
# invented library, where the odds of likeness hold as they are (regressed on them: slope 1.1); half of one more or less
# changes B-cubed there by at most .01.
_SAME_CLASS: Final = 1.3
_SAME_EDITION: Final = 1.5
_SAME_DOCUMENT: Final = -1.3  # which seldom tells a thing twice
_SAME_DATES: Final = 0.7
_IN_MONTH: Final = 0.0
_IN_YEAR: Final = -0.2
_CROWD: Final = -0.4  # times the logarithm of how many tellings have the day
_CALLED_OFF: Final = -0.9  # one tells that it is called off, the other does not
_OTHER_PLACES: Final = -0.3
_OTHER_PLACES_ONCE: Final = -6.0  # of what happens to one thing only once
_NEEDED: Final = 0.4
_SURE: Final = 2.5  # no better one is looked for
_MADE_PRECISE: Final = 0.8  # one is a plan, which what follows mostly makes precise
_DISPUTED: Final = 1.5  # more where the dates differ
_SLIP: Final = 10  # days by which sources differ on the day of one meeting; further apart they differ on its number
_DATES: Final = 3  # at most, that sources give for one thing
_HELD: Final = 0.5  # share of pairs
_LINKED: Final = 2.0
_FAR: Final = 4018  # days by which dates for one thing differ at most: a slip in the decade and a year
_UNDATED: Final = 0.0

_REPRESENTATIVES: Final = 10  # tellings of a group that a new one is held against
_COMMON_KEY: Final = 64  # a key of more tellings, or groups of a block, than this finds nobody
_MONTH: Final = 28  # days, at least
_SHARED: Final = 2  # keys that clauses in dispute share at least
_CANDIDATES: Final = 3  # groups that share most with a telling
_Block = str | int  # a day as an ordinal, a month, or a month or year with a class of events
_NONE: Final[Mapping[str, dict[int, None]]] = {}


def merge(tellings: Sequence[Telling], once: frozenset[str]) -> tuple[tuple[Telling, ...], ...]:
    """Group the tellings of one real event; groups and their members in the order of `number`.

    Exact days come first and gather what is told of their month, their year or without a date; what found no day where
    it was placed is held against the groups once more when all are made. Tellings meet
    only within a block of date, or of date and class, so that the cost grows with the size of blocks and not
    with the square of the whole. `once` names the classes that happen to one thing only once: there, two dates of
    one matter are one event in dispute.
    """
    groups = _Groups(tellings, once)
    dated = sorted((t for t in tellings if t.event.first is not None), key=_precision)
    for telling in dated:
        groups.place(telling)
    groups.join_rough(dated)
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
        self._likeness = Likeness(tellings)
        counts = Counter(t.event.first for t in tellings)
        self._crowds = {day: _CROWD * math.log(count) for day, count in counts.items()}
        self._groups: list[list[Telling]] = []
        self._blocks: dict[_Block, dict[str, dict[int, None]]] = defaultdict(dict)  # block → key of a clause → groups
        self._home: dict[int, int] = {}
        self._told: dict[tuple[str, Event], int] = {}

    def all(self) -> tuple[tuple[Telling, ...], ...]:
        """Give the groups, emptied ones left out."""
        made = [tuple(sorted(g, key=lambda t: t.number)) for g in self._groups if g]
        return tuple(sorted(made, key=lambda g: g[0].number))

    def place(self, telling: Telling) -> None:
        """Put a telling into the group that it fits best, or into a new one; a copy of one goes where that is."""
        event = telling.event
        said = (telling.document, event._replace(paragraph=0, sentence=0, start=0, end=0, timex=None))
        number = self._told.get(said)
        if number is None:
            number = self._told[said] = self._best(telling)
            if len(self._groups[number]) < _REPRESENTATIVES:
                self._register(telling, number)
        self._groups[number].append(telling)
        self._home[telling.number] = number

    def _register(self, telling: Telling, number: int) -> None:
        keys = self._likeness.profile(telling).clause.keys
        for block in _own_blocks(telling.event):
            held = self._blocks[block]
            for key in keys:
                if key in held:
                    held[key][number] = None
                else:
                    held[key] = {number: None}

    def _best(self, telling: Telling) -> int:
        """Give the group that a telling fits best, a new one where it fits none."""
        best, found = _NEEDED, len(self._groups)
        for number in self._near(telling, _asked_blocks(telling.event)):
            fit = self._fit(telling, self._groups[number][:_REPRESENTATIVES], best)
            if fit > best:
                best, found = fit, number
            if best >= _SURE:
                break
        if found == len(self._groups):
            self._groups.append([])
        return found

    def _near(self, telling: Telling, blocks: Iterable[_Block]) -> list[int]:
        """Give the groups of the blocks that share most with the clause of a telling, the most first."""
        weights: dict[int, float] = defaultdict(float)
        keys = self._likeness.profile(telling).clause.keys
        for block in blocks:
            held = self._blocks.get(block, _NONE)
            for key in keys & held.keys():
                groups = held[key]
                if len(groups) <= _COMMON_KEY:
                    weight = self._likeness.weight(key)
                    for number in groups:
                        weights[number] += weight
        return nsmallest(_CANDIDATES, weights, key=lambda number: (-weights[number], number))

    def _fit(self, telling: Telling, group: Sequence[Telling], least: float) -> float:
        """Give the odds that a telling belongs to a group, or something up to `least` where it does not."""
        # A group holds together: "this week" must not tie Thursday to Saturday.
        if not all(_dates_fit(telling.event, t.event) for t in group):
            return least
        best = least
        for other in group:
            best = max(best, self._evidence(telling, other, best))
            if best >= _SURE:
                break
        return least if best > least and any(self._likeness.apart(telling, t) for t in group) else best

    def _evidence(self, one: Telling, other: Telling, least: float) -> float:
        """Give the odds that two tellings whose dates fit are of one event, as a natural logarithm.

        What cannot reach `least` may come out wrong, but not above it.
        """
        a, b = one.event, other.event
        odds = self._date_odds(a, b)
        if a.trigger == b.trigger and a.trigger not in COMMON_CLASSES:
            odds += _SAME_CLASS
            if self._likeness.same_edition(one, other):
                odds += _SAME_EDITION
        if (a.status == "cancelled") != (b.status == "cancelled"):
            odds += _CALLED_OFF
        if self._likeness.other_places(one, other):
            once = a.trigger in self._once or b.trigger in self._once
            odds += _OTHER_PLACES_ONCE if once else _OTHER_PLACES
        if one.document == other.document:
            odds += _SAME_DOCUMENT
        return odds + self._likeness.odds(one, other, least - odds)

    def _date_odds(self, a: Event, b: Event) -> float:
        days = max(_span(a), _span(b))
        if (a.first, a.last) == (b.first, b.last):
            return _SAME_DATES + (self._crowds[a.first] if days == 1 else 0.0)
        precise = _MADE_PRECISE if "planned" in (a.status, b.status) else 0.0
        return precise + (_IN_MONTH if days <= 31 else _IN_YEAR)

    def join_disputed(self, tellings: Sequence[Telling]) -> None:
        """Join the groups that tell of one event on dates that cannot both be true.

        That is one that happens only once, or one edition of a series ("the sixth meeting") told of near days.
        """
        seen: dict[tuple[str, str], list[int]] = defaultdict(list)
        by_number = {t.number: t for t in tellings}
        single = (t for t in tellings if t.event.trigger in self._once or self._likeness.has_edition(t))
        for telling in sorted(single, key=lambda t: t.number):
            keys = self._likeness.profile(telling).clause.keys
            held = [seen[telling.event.trigger, key] for key in keys]
            shared = Counter([n for some in held if len(some) <= _COMMON_KEY for n in some])
            near = sorted((-count, number) for number, count in shared.items() if count >= _SHARED)
            for _, number in near[:_COMMON_KEY]:
                mine, theirs = self._home[telling.number], self._home[number]
                if self._is_disputed(telling, by_number[number]) and self._is_one_dispute(mine, theirs):
                    self._join(mine, theirs)
                    break
            for some in held:
                some.append(telling.number)

    def join_rough(self, tellings: Sequence[Telling]) -> None:
        """Join a group told of months or years only to another one that most of its tellings fit.

        The first of them found nothing like it where it was placed; what came later may be.
        """
        rough = (t for t in tellings if _span(t.event) >= _MONTH)
        for number in dict.fromkeys(self._home[t.number] for t in rough):
            group = self._groups[number][:_REPRESENTATIVES]
            if any(_span(t.event) < _MONTH for t in group):
                continue
            fitting = Counter(n for telling in group for n in self._fitting(telling) if n != number)
            other, count = min(fitting.items(), key=lambda found: (-found[1], found[0]), default=(number, 0))
            if 2 * count >= len(group) and count and self._hold_together(group, self._groups[other]):
                self._join(number, other)

    def _fitting(self, telling: Telling) -> Iterator[int]:
        """Give the groups that a telling fits, that in which it is among them."""
        for number in self._near(telling, _asked_blocks(telling.event)):
            group = self._groups[number][:_REPRESENTATIVES]
            if group and self._fit(telling, group, _NEEDED) > _NEEDED:
                yield number

    def _hold_together(self, group: Sequence[Telling], other: Sequence[Telling]) -> bool:
        return all(
            _dates_fit(a.event, b.event) and not self._likeness.apart(a, b)
            for a in group
            for b in other[:_REPRESENTATIVES]
        )

    def _is_one_dispute(self, one: int, other: int) -> bool:
        """Tell whether two groups are of one thing with few dates, and not links of a chain from thing to thing.

        Of most pairs of their tellings the words are those of one event, and of none those of two.
        """
        mine, theirs = self._groups[one][:_REPRESENTATIVES], self._groups[other][:_REPRESENTATIVES]
        if mine is theirs or _dates_at_odds((*self._groups[one], *self._groups[other])) > _DATES:
            return False
        pairs = [(a, b) for a in mine for b in theirs]
        if any(self._likeness.apart(a, b) for a, b in pairs):
            return False
        return sum(self._is_one(a, b) for a, b in pairs) >= _HELD * len(pairs)

    def _is_one(self, one: Telling, other: Telling) -> bool:
        fit = _dates_fit(one.event, other.event) or self._likeness.same_edition(one, other)
        least = _NEEDED if fit else _LINKED
        return self._evidence(one, other, least) > least

    def _is_disputed(self, one: Telling, other: Telling) -> bool:
        if self._home[one.number] == self._home[other.number] or _dates_fit(one.event, other.event):
            return False
        if _days_between(one.event, other.event) > _FAR:
            return False
        if self._likeness.same_edition(one, other) and _days_between(one.event, other.event) <= _SLIP:
            least = _NEEDED
        elif one.event.trigger in self._once and self._likeness.same_object(one, other):
            least = _DISPUTED
        else:
            return False
        least -= _SAME_CLASS + _OTHER_PLACES_ONCE * self._likeness.other_places(one, other)
        return self._likeness.odds(one, other, least) >= least and not self._likeness.apart(one, other)

    def _join(self, one: int, other: int) -> None:
        for moved in self._groups[one]:
            self._home[moved.number] = other
        self._groups[other].extend(self._groups[one])
        self._groups[one] = []

    def attach(self, telling: Telling) -> None:
        """Give a telling without a date to the group that it can only mean, or drop it."""
        if telling.published is None:
            return
        earliest = telling.published - timedelta(days=REPORTED_WITHIN)
        months = dict.fromkeys(
            (earliest + timedelta(days=n)).isoformat()[:7] for n in range(0, REPORTED_WITHIN + 1, 15)
        )
        blocks = [f"{month} {telling.event.trigger}" for month in months]
        fits = []
        for number in self._near(telling, blocks):
            group = self._groups[number]
            same = [t for t in group if t.event.trigger == telling.event.trigger]
            near = any(_within(t.event, earliest, telling.published) for t in group)
            if same and near and not any(self._likeness.apart(telling, t) for t in group):
                fits.append((max(self._likeness.odds(telling, t) for t in same), -number))
        if fits and max(fits)[0] >= _UNDATED:
            self._groups[-max(fits)[1]].append(telling)


def _dates_at_odds(tellings: Iterable[Telling]) -> int:
    """Count the dates of which no two can be true, as many as there are at most: intervals chosen by their ends."""
    spans = sorted({(t.event.last, t.event.first) for t in tellings if t.event.first and t.event.last})
    count, end = 0, date.min
    for last, first in spans:
        if first > end or not count:
            count, end = count + 1, last
    return count


def _days_between(a: Event, b: Event) -> int:
    assert a.first and a.last and b.first and b.last
    return max((b.first - a.last).days, (a.first - b.last).days)


def _dates_fit(a: Event, b: Event) -> bool:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return a.first <= b.last and b.first <= a.last


def _within(event: Event, first: date, last: date) -> bool:
    return event.first is not None and event.last is not None and event.first <= last and event.last >= first


def _days(event: Event) -> range:
    """Give the days of an event as ordinals."""
    assert event.first is not None and event.last is not None
    return range(event.first.toordinal(), event.last.toordinal() + 1)


def _own_blocks(event: Event) -> Iterator[_Block]:
    """Give every block in which what is told later and less exactly looks for an event."""
    assert event.first is not None and event.last is not None
    span = _span(event)
    if span < _MONTH:
        yield from _days(event)
    if span <= 31:
        for month in dict.fromkeys((event.first.isoformat()[:7], event.last.isoformat()[:7])):
            yield month
            yield f"{month} {event.trigger}"
    yield f"{event.first.year} {event.trigger}"


def _asked_blocks(event: Event) -> Iterator[_Block]:
    """Give the blocks of an event's own precision: what is told less exactly comes later and finds it."""
    assert event.first is not None and event.last is not None
    span = _span(event)
    if span < _MONTH:
        yield from _days(event)
    elif span <= 31:
        yield event.first.isoformat()[:7]
    else:
        yield from (
            f"{year} {event.trigger}"
            for year in range(event.first.year, min(event.last.year, event.first.year + 10) + 1)
        )
