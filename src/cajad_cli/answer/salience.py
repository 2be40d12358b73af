"""Which days matter most: what documents tell of a day, each document one vote, weighed by how it tells it.

The features are those of date selection for news timelines: how many documents mention a day, where in the text, on
what, and how many are issued then (Kessler et al. 2012; Tran et al. 2015; Gholipour Ghalandari
and Ifrim 2020). The weights are fitted on ten news topics and the days that editors chose for them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from typing import Final

from cajad_cli.answer.likeness import Telling
from cajad_cli.lexicon.events import classes
from cajad_cli.model import KEYS_REST, Event
from cajad_cli.noun import NamedTuple


class Weights(NamedTuple):
    """What the features of a telling count for; a telling that has them all votes with 1."""

    central: float = 0.75  # power of how many documents share the words of the telling
    aside: float = 0.5  # does not name whom most documents name
    late: float = 0.75  # stands after the first paragraphs
    plain: float = 0.7  # its event word is of no class, or only says or changes
    spread: float = 0.2  # power by which a document's vote shrinks with the days that it names
    issued: float = 0.4  # a document issued on the day or the day after, told or not, in mean votes
    overshadow: float = 0.7  # what a chosen day takes from the days beside it
    reach: float = 0.03  # how far that goes, in parts of the mean distance of the days asked for


_WEIGHTS: Final = Weights()
_SPAN: Final = 4  # days on end that are one event on its first day: a summit, a festival
_LEAD: Final = 900  # characters of a document that say what it is about
_MAIN: Final = 0.9  # share of the documents of the most common name that make a name as common
_PLAIN: Final = frozenset({"say", "change"})
_FADED: Final = 10  # times the reach at which a chosen day takes a thousandth
_LAST: Final = date.max.toordinal()
_TAILS: Final = 0.05  # share of all votes at either end that does not count for the time a library is of


class Day(NamedTuple):
    """A day and what it matters, 0 to 1."""

    day: date
    salience: float


Votes = Mapping[int, float]  # by the number of a telling, 0 to 1


def votes(tellings: Sequence[Telling], weights: Weights = _WEIGHTS) -> dict[int, float]:
    """Weigh each dated telling, 0 to 1, by its `number`: how central to the documents is what it tells, and how."""
    shares = _shares(tellings)
    main = _main_names(shares)
    events = frozenset(classes()) - _PLAIN
    dated = [t for t in tellings if t.event.first is not None]
    central = {t.number: _central(t.event, shares) for t in dated}
    peak = max(central.values(), default=1.0) or 1.0
    named = Counter(
        document for document, _ in {(t.document, t.event.first) for t in dated if t.event.first == t.event.last}
    )
    return {
        t.number: (central[t.number] / peak) ** weights.central
        * _manner(t.event, main, events, weights)
        / max(named[t.document], 1) ** weights.spread
        for t in dated
    }


def days_told(telling: Telling) -> int:
    """Count the days of a telling of one day or of few on end; 0 where it tells of a longer time or of none."""
    first, last = telling.event.first, telling.event.last
    length = 0 if first is None or last is None else (last - first).days + 1
    return length if length <= _SPAN else 0


def total(tellings: Iterable[Telling], cast: Votes) -> float:
    """Add up the votes of the documents behind some tellings: each once, copies with what they copy."""
    best: dict[str, float] = {}
    for telling in tellings:
        best[telling.document] = max(cast.get(telling.number, 0.0), best.get(telling.document, 0.0))
    return sum(best.values())


def days(
    tellings: Iterable[Telling], cast: Votes, issued: Mapping[date, int], weights: Weights = _WEIGHTS
) -> dict[date, float]:
    """Weigh every day that is told of, 0 to 1: the share of the documents' votes that it has.

    A telling of several days on end votes for the first of them with the share of one. `issued` counts the documents
    by day of publication.
    """
    told: dict[date, list[Telling]] = defaultdict(list)
    parts: dict[int, float] = {}
    for telling in tellings:
        length = days_told(telling)
        if length:
            told[telling.event.first or date.min].append(telling)
            parts[telling.number] = cast.get(telling.number, 0.0) / length
    sums = {day: total(some, parts) for day, some in told.items()}
    documents = {day: len({t.document for t in some}) for day, some in told.items()}
    one = weights.issued * sum(sums.values()) / max(sum(documents.values()), 1)
    everyone = max(sum(issued.values()), *documents.values(), 1) if documents else 1
    return {
        day: min(1.0, (votes + one * (issued.get(day, 0) + issued.get(_after(day), 0))) / everyone)
        for day, votes in sums.items()
    }


def top(weighed: Mapping[date, float], count: int, weights: Weights = _WEIGHTS) -> list[Day]:
    """Choose the `count` days that matter most, best first; each one chosen counts against the days beside it.

    An editor who gives a story of ten years twenty days gives one of its turns a day, not each of its days one: the
    more days are asked for, the nearer they may be.
    """
    reach = weights.reach * _length(weighed) / max(count, 1)
    left = dict(weighed)
    heap = [(-salience, day) for day, salience in weighed.items()]
    heapify(heap)
    chosen: list[Day] = []
    while heap and len(chosen) < count:
        negative, best = heappop(heap)
        if -negative > left[best]:  # it has stood beside a chosen one since
            heappush(heap, (-left[best], best))
            continue
        chosen.append(Day(best, left.pop(best)))
        for day in _beside(best, int(_FADED * reach) + 1, left):
            left[day] *= 1 - weights.overshadow * 2 ** (-abs((day - best).days) / reach)
    return chosen


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(1)


def _beside(day: date, distance: int, among: Mapping[date, float]) -> list[date]:
    """Give the days of `among` that are at most `distance` days from one."""
    if len(among) < 2 * distance:
        return [other for other in among if abs((other - day).days) <= distance]
    around = range(max(1, day.toordinal() - distance), min(_LAST, day.toordinal() + distance) + 1)
    return [other for n in around if (other := date.fromordinal(n)) in among]


def _length(weighed: Mapping[date, float]) -> float:
    """Measure the time that the votes are of, in days, without their tails."""
    total, before = sum(weighed.values()), 0.0
    inside = []
    for day in sorted(weighed):
        before += weighed[day]
        if _TAILS * total <= before <= (1 - _TAILS) * total:
            inside.append(day)
    return (inside[-1] - inside[0]).days / (1 - 2 * _TAILS) + 1 if inside else 1.0


def _keys(event: Event) -> Iterable[str]:
    return (key for key in event.keys if key != KEYS_REST)


def _shares(tellings: Iterable[Telling]) -> dict[str, float]:
    """Give the share of the documents that have each key, and each word of a name ("w:")."""
    held: dict[str, set[str]] = defaultdict(set)
    for telling in tellings:
        for key in _keys(telling.event):
            held[telling.document].add(key)
            if key[0] == "n":
                held[telling.document].update(f"w:{word}" for word in key[2:].split())
    seen = Counter(key for some in held.values() for key in some)
    return {key: n / len(held) for key, n in seen.items()}


def _main_names(shares: Mapping[str, float]) -> frozenset[str]:
    words = {key: share for key, share in shares.items() if key[0] == "w"}
    most = max(words.values(), default=1.0)
    return frozenset(key[2:] for key, share in words.items() if share >= _MAIN * most)


def _central(event: Event, shares: Mapping[str, float]) -> float:
    """Give the mean share of documents that have the names and words of a telling's passage."""
    found = [shares[key] for key in _keys(event) if key[0] in "nt"]
    return sum(found) / len(found) if found else 0.0


def _manner(event: Event, main: frozenset[str], events: frozenset[str], weights: Weights) -> float:
    names = (word for key in event.keys if key[0] == "n" for word in key[2:].split())
    vote = 1.0 if any(word in main for word in names) else weights.aside
    vote *= 1.0 if event.start < _LEAD else weights.late
    return vote * (1.0 if event.trigger in events else weights.plain)
