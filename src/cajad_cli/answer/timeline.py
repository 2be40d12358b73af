"""What happened when? Every telling of one event in one entry, plans kept apart from facts."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Final

from cajad_cli.answer.ask import ask
from cajad_cli.answer.likeness import Telling
from cajad_cli.answer.merge import REPORTED_WITHIN, merge
from cajad_cli.answer.nearby import Days, days_of, documents_near, is_large
from cajad_cli.answer.salience import Day, Votes, days, days_told, total, votes
from cajad_cli.answer.salience import top as best_days
from cajad_cli.answer.topic import Passages, topic
from cajad_cli.errors import UsageError
from cajad_cli.index.store import Content, Store
from cajad_cli.lexicon.events import classes
from cajad_cli.model import AskedQuery, Event, Mention, Passage, Query, SourceRow, Status, Timeline, TimelineEntry
from cajad_cli.noun import NamedTuple

if TYPE_CHECKING:
    from cajad_cli.index.told import Told

_SORTS: Final = ("date", "-date", "salience")


Places = frozenset[tuple[int, int, int]]  # key, paragraph and sentence of passages
_LONGEST: Final = 366  # days of the longest time whose tellings can be of an event on one of its days


class _Weighed(NamedTuple):
    """The tellings of one event, what it matters, 0 to 1, and the votes of all tellings asked for."""

    group: tuple[Telling, ...]
    salience: float
    cast: Votes


class _Chosen(NamedTuple):
    """The date of an entry: that of most voices, the more exact one of equals."""

    value: str
    until: str | None
    first: date
    last: date


def timeline(store: Store, query: Query, top: int | None = None) -> Timeline:
    """Answer with the events of the library, or those about the words asked, in the order of time.

    `top` gives one event for each of the days that matter most, fewer where the library tells of fewer days. The
    query's days ask for the event's own date, at its precision, not for the day of publication. Raises UsageError
    and QueryError.
    """
    if query.sort and query.sort not in _SORTS:
        raise UsageError(f"cannot sort by {query.sort!r}", f"there are {', '.join(_SORTS)}")
    asked = ask(store, query, broad=True)
    places: Places | None = None
    if asked.plan is not None:
        found = topic(store, asked, published=False)
        asked = asked._replace(query=asked.query._replace(bounded=found.bounded))
        places = places_of(found.passages)
    # All documents asked for take part in the merging: whether a plan was held may be told in one that never uses
    # the words. Of a large library, those that tell of other days cannot.
    allowed = store.allowed(asked.filters._replace(since=None, until=None))
    near = _within_reach(store, asked.query, places)
    rows = store.rows(near if allowed is None else allowed if near is None else near & allowed)
    tellings = _tellings(rows, accounts(store, list(rows)))
    told = [t for t in tellings if places is None or _place(t) in places]
    cast = votes(told)
    if top is None:
        everyone = max(len({t.document for t in told}), 1)
        groups = [g for g in _merged(tellings, places) if _is_asked_for(g, asked.query)]
        weighed = [_Weighed(g, total(g, cast) / everyone, cast) for g in groups]
    else:
        on_topic = {t.key for t in told} if places is not None else rows.keys()
        issued = _issued(rows[key] for key in on_topic)
        weighed = _of_days(tellings, places, best_days(_between(days(told, cast, issued), asked.query), top), cast)
    contents = dict(store.contents(sorted({t.key for one in weighed for t in one.group})))
    entries = [_entry(one, rows, contents) for one in weighed]
    entries.sort(key=_by_time)
    if query.sort == "-date":
        entries.reverse()
    if query.sort == "salience":
        entries.sort(key=lambda e: -e.salience)
    end = None if query.limit is None else query.offset + query.limit
    return Timeline(asked.query, len(entries), tuple(entries[query.offset : end]))


def _within_reach(store: Store, asked: AskedQuery, places: Places | None) -> set[int] | None:
    """Give the documents that can tell of the events asked for; None for all of them."""
    days: list[Days] = []
    if places is not None and is_large(store):
        told = store.events(sorted({key for key, _, _ in places}))
        days = list(days_of(e for key, e in told if (key, e.paragraph, e.sentence) in places))
    elif (asked.since or asked.until) and is_large(store):
        days = [(asked.since or date.min, asked.until or date.max)]
    else:
        return None
    return documents_near(store, {key for key, _, _ in places or ()}, days, REPORTED_WITHIN)


class Account(NamedTuple):
    """What one document is about and the events that it tells."""

    key: int
    matter: frozenset[str]
    events: tuple[Event, ...]


def account(key: int, told: "Told") -> Account:
    """Take the account of a document out of what it tells."""
    return Account(key, frozenset(told.matter()), tuple(told.events()))


def accounts(store: Store, keys: Sequence[int]) -> Iterator[Account]:
    """Give the accounts of documents, by document id."""
    return (account(key, told) for key, told in store.told(keys))


def groups_among(
    rows: dict[int, SourceRow], accounts: Iterable[Account], found: Passages | None
) -> list[tuple[Telling, ...]]:
    """Merge what some documents tell; with `found`, give only the events that one of its passages tells."""
    return _merged(_tellings(rows, accounts), None if found is None else places_of(found))


def _merged(tellings: Sequence[Telling], places: Places | None) -> list[tuple[Telling, ...]]:
    groups = merge(tellings, frozenset(c.name for c in classes().values() if c.once))
    return [g for g in groups if places is None or any(_place(t) in places for t in g)]


def places_of(found: Passages) -> Places:
    """Give the places of passages on a topic."""
    return frozenset((key, p.passage.paragraph, p.passage.sentence) for key, some in found.items() for p in some)


def _place(telling: Telling) -> tuple[int, int, int]:
    return (telling.key, telling.event.paragraph, telling.event.sentence)


def _tellings(rows: dict[int, SourceRow], accounts: Iterable[Account]) -> list[Telling]:
    number = count()
    tellings: list[Telling] = []
    for key, matter, events in accounts:
        row = rows[key]
        published = None if row.published is None else date.fromisoformat(row.published)
        who = key, row.copy_of or row.document, row.source, published
        tellings += (Telling(next(number), *who, event, matter) for event in events)
    return tellings


def _is_asked_for(group: Sequence[Telling], asked: AskedQuery) -> bool:
    """Tell whether an event has a date and this date, at its precision, overlaps the days asked for."""
    if all(t.event.first is None for t in group):
        return False
    chosen = chosen_date(group)
    return chosen.first <= (asked.until or date.max) and chosen.last >= (asked.since or date.min)


def _issued(rows: Iterable[SourceRow]) -> Counter[date]:
    """Count documents by day of publication, copies left out."""
    return Counter(date.fromisoformat(r.published) for r in rows if r.published is not None and r.copy_of is None)


def _between(weighed: dict[date, float], asked: AskedQuery) -> dict[date, float]:
    since, until = asked.since or date.min, asked.until or date.max
    return {day: weight for day, weight in weighed.items() if since <= day <= until}


def _of_days(tellings: Sequence[Telling], places: Places | None, chosen: Sequence[Day], cast: Votes) -> list[_Weighed]:
    """Give for each day the event that most speaks for it, with what is told of it less exactly."""
    among = {day for day, _ in chosen}
    # Merged by themselves: what is told of weeks and months meets every event in them, here only those chosen.
    groups = _merged([t for t in tellings if days_told(t) and t.event.first in among], places)
    told: dict[date | None, dict[int, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for number, group in enumerate(groups):
        for telling in group:
            told[telling.event.first][number].append(telling)
    found = []
    for day, salience in chosen:
        best = max(told[day], key=partial(_speaks, told[day], cast), default=None)
        if best is not None:
            whole = chosen_date(groups[best]).first == day
            found.append(_Weighed(groups[best] if whole else tuple(told[day][best]), salience, cast))
    return _with_less_exact(found, tellings)


def _speaks(of_day: Mapping[int, Sequence[Telling]], cast: Votes, number: int) -> tuple[float, int]:
    return (total(of_day[number], cast), -number)


def _with_less_exact(found: Sequence[_Weighed], tellings: Sequence[Telling]) -> list[_Weighed]:
    """Add the tellings of longer times, or of none, that are of the events found."""
    exact = [t for one in found for t in one.group]
    home = {t.number: n for n, one in enumerate(found) for t in one.group}
    asked = {trigger: sorted(t.event.first or date.min for t in some) for trigger, some in _by_trigger(exact).items()}
    less = [t for t in tellings if not days_told(t) and _is_near(t, asked.get(t.event.trigger, []))]
    more: dict[int, list[Telling]] = defaultdict(list)
    for group in _merged([*exact, *less], None) if less else ():
        homes = [home[t.number] for t in group if t.number in home]
        if homes:
            more[homes[0]] += [t for t in group if t.number not in home]
    return [one._replace(group=(*one.group, *more[n])) for n, one in enumerate(found)]


def _by_trigger(tellings: Iterable[Telling]) -> dict[str, list[Telling]]:
    made: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        made[telling.event.trigger].append(telling)
    return made


def _is_near(telling: Telling, days_in_order: Sequence[date]) -> bool:
    """Tell whether a telling can be of one of some days: by its own dates, or by its publication."""
    first, last = telling.event.first, telling.event.last
    if first is None or last is None:
        last = telling.published or date.min
        first = date.fromordinal(max(1, last.toordinal() - REPORTED_WITHIN))
    at = bisect_left(days_in_order, first)
    return at < len(days_in_order) and days_in_order[at] <= last and (last - first).days < _LONGEST


def _entry(weighed: _Weighed, rows: dict[int, SourceRow], contents: dict[int, Content]) -> TimelineEntry:
    group = weighed.group
    ordered = sorted(group, key=_by_publication)
    passages = [passage_of(t, contents[t.key]) for t in ordered]
    mentions = tuple(_mention(t, rows[t.key], contents[t.key].text, p) for t, p in zip(ordered, passages, strict=True))
    chosen = chosen_date(group)
    known = len(weighed.cast) / (len(weighed.cast) + _FEW)

    def clarity(one: tuple[Telling, Passage, Mention]) -> tuple[float, float, int]:
        telling, passage, mention = one
        matter = _ON_MATTER * known * weighed.cast.get(telling.number, 0.0)
        names = sum(k[0] == "n" for k in telling.event.keys)
        return (_clarity(telling, passage, mention.text, chosen) + matter, names / 10, -telling.number)

    clearest = max(zip(ordered, passages, mentions, strict=True), key=clarity)
    return TimelineEntry(
        chosen.value,
        chosen.until,
        _status(group),
        is_disputed(group),
        clearest[2].text,
        tuple(dict.fromkeys(m.source for m in mentions)),
        mentions,
        round(weighed.salience, 5),
    )


def _by_publication(telling: Telling) -> tuple[str, str, int]:
    return (telling.published.isoformat() if telling.published else "9999", telling.document, telling.number)


def passage_of(telling: Telling, content: Content) -> Passage:
    """Give the passage of a document that tells the event."""
    place = (telling.event.paragraph, telling.event.sentence)
    return next(p for p in content.passages if (p.paragraph, p.sentence) == place)


def _mention(telling: Telling, row: SourceRow, text: str, passage: Passage) -> Mention:
    event = telling.event
    return Mention(
        row.document, row.source, row.published, passage.paragraph, passage.sentence, passage.start, passage.end,
        text[passage.start : passage.end], event.status, event.value, event.until, event.timex, row.copy_of,
        passage.page,
    )  # fmt: skip


def chosen_date(group: Sequence[Telling]) -> _Chosen:
    """Choose the date of most voices among the most exact ones; a span of days before one of its days."""
    voices: dict[_Chosen, set[str]] = defaultdict(set)
    for telling in group:
        e = telling.event
        if e.first is not None and e.last is not None and e.value is not None:
            voices[_Chosen(e.value, e.until, e.first, e.last)].add(telling.document)

    def rank(chosen: _Chosen) -> tuple[bool, int, int, str]:
        exact = len(chosen.value) == len("2022-12-24")
        return (
            exact,
            len(voices[chosen]),
            (chosen.last - chosen.first).days if exact else -len(chosen.value),
            "",
        )

    return max(sorted(voices, key=lambda c: (c.value, c.until or "")), key=rank)


def _status(group: Sequence[Telling]) -> Status:
    """Take what was told last: a plan reported as held has happened, a plan called off is cancelled."""
    told = Counter(t.event.status for t in group)
    if told["happened"]:
        return "happened"
    return "cancelled" if told["cancelled"] else "planned"


def witnesses(group: Sequence[Telling]) -> list[Telling]:
    """Give the tellings that count for the date of an event: those that tell it as happened, else all."""
    return [t for t in group if t.event.status == "happened"] or list(group)


def is_disputed(group: Sequence[Telling]) -> bool:
    """Tell whether the tellings give dates that cannot all be true; a plan for another day was moved or called off."""
    spans = {(t.event.first, t.event.last) for t in witnesses(group) if t.event.first and t.event.last}
    return any(a[1] < b[0] for a in spans for b in spans if a[1] and b[0])


def _clarity(telling: Telling, passage: Passage, text: str, chosen: _Chosen) -> float:
    """Weigh how well a telling speaks for the event: its date given, a full plain sentence, no quote, not a plan."""
    event = telling.event
    score = 2.0 * ((event.first, event.last) == (chosen.first, chosen.last)) + 1.0 * (event.status == "happened")
    score += 0.7 * (event.end - event.start) / max(len(text), 1) + 0.5 * (40 <= len(text) <= 320)
    score += 0.5 * (text.rstrip()[-1:] in '.!?”"’') - 0.5 * any(q in text for q in '“"')
    score -= 0.5 * (_LEANING.match(text) is not None) + 0.5 * (passage.kind != "paragraph")
    return score - 1.0 * (event.timex is None)


_ON_MATTER: Final = 2.0  # what a telling of what most documents are about gains over one beside the matter …
_FEW: Final = 100  # … half of it where there are so many tellings: a handful does not show what matters
# How a sentence begins that leans on the one before it.
_LEANING: Final = re.compile(
    r"(?:He|She|They|It|But|And|However|Meanwhile|The meeting"
    r"|Th(?:is|ese)(?! (?:year|month|week|summer|autumn|winter|spring)))\b"
)


def _by_time(entry: TimelineEntry) -> tuple[str, int, str]:
    """Sort by date, the wider span first: a year before its days."""
    padded = (entry.date + "-00-00")[:10] if len(entry.date) < 10 else entry.date
    return (padded, 0 if entry.end else 1, entry.text)
