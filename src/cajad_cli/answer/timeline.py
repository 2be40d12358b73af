"""What happened when? Every telling of one event in one entry, plans kept apart from facts."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from cajad_cli.answer.ask import Asked, ask
from cajad_cli.answer.merge import Telling, merge
from cajad_cli.answer.topic import Passages, topic
from cajad_cli.errors import UsageError
from cajad_cli.index.store import Content, Store
from cajad_cli.lexicon.events import classes
from cajad_cli.model import Mention, Passage, Query, SourceRow, Status, Timeline, TimelineEntry

_SORTS: Final = ("date", "-date", "salience")


class _Chosen(NamedTuple):
    """The date of an entry: that of most voices, the more exact one of equals."""

    value: str
    until: str | None
    first: date
    last: date


def timeline(store: Store, query: Query, top: int | None = None) -> Timeline:
    """Answer with the events of the library, or those about the words asked, in the order of time.

    `top` keeps the best event of each of the days that matter most. The query's days ask for the event's own
    date, at its precision, not for the day of publication. Raises UsageError and QueryError.
    """
    if query.sort and query.sort not in _SORTS:
        raise UsageError(f"cannot sort by {query.sort!r}", f"there are {', '.join(_SORTS)}")
    asked = ask(store, query, broad=True)
    rows = store.rows()
    kept = [group for group in event_groups(store, asked, rows) if _asked_for(group, asked)]
    contents = dict(store.contents(sorted({t.key for g in kept for t in g})))
    entries = [_entry(group, rows, contents) for group in kept]
    if top is not None:
        entries = _top(entries, top)
    entries.sort(key=_by_time)
    if query.sort == "-date":
        entries.reverse()
    if query.sort == "salience":
        entries.sort(key=lambda e: -e.salience)
    end = None if query.limit is None else query.offset + query.limit
    return Timeline(asked.query, len(entries), tuple(entries[query.offset : end]))


def event_groups(store: Store, asked: Asked, rows: dict[int, SourceRow]) -> list[tuple[Telling, ...]]:
    """Give the tellings of each real event of the library, or of those events that are on the topic.

    All documents asked for take part in the merging: whether a plan was held may be told in one that never uses
    the words.
    """
    allowed = store.allowed(asked.filters._replace(since=None, until=None))
    found = None if asked.plan is None else topic(store, asked, published=False)
    return groups_among(store, rows, sorted(rows if allowed is None else allowed), found)


def groups_among(
    store: Store, rows: dict[int, SourceRow], keys: Sequence[int], found: Passages | None
) -> list[tuple[Telling, ...]]:
    """Merge what the documents `keys` tell; with `found`, give only the events that one of its passages tells."""
    tellings = _tellings(store, rows, keys)
    groups = merge(tellings, frozenset(c.name for c in classes().values() if c.once))
    if found is None:
        return list(groups)
    on_topic = {(key, p.passage.paragraph, p.passage.sentence) for key, some in found.items() for p in some}
    return [g for g in groups if any((t.key, t.event.paragraph, t.event.sentence) in on_topic for t in g)]


def _tellings(store: Store, rows: dict[int, SourceRow], keys: Sequence[int]) -> list[Telling]:
    matter = store.matter(keys)
    tellings = []
    for number, (key, event) in enumerate(store.events(keys)):
        row = rows[key]
        published = None if row.published is None else date.fromisoformat(row.published)
        tellings.append(Telling(number, key, row.copy_of or row.document, row.source, published, event, matter[key]))
    return tellings


def _asked_for(group: Sequence[Telling], asked: Asked) -> bool:
    """Tell whether an event overlaps the days asked for and has a date at all."""
    dated = [t.event for t in group if t.event.first is not None and t.event.last is not None]
    if not dated:
        return False
    since, until = asked.query.since, asked.query.until
    return any(
        (since is None or (e.last is not None and e.last >= since))
        and (until is None or (e.first is not None and e.first <= until))
        for e in dated
    )


def _entry(group: Sequence[Telling], rows: dict[int, SourceRow], contents: dict[int, Content]) -> TimelineEntry:
    ordered = sorted(group, key=_by_publication)
    passages = [_passage(t, contents[t.key]) for t in ordered]
    mentions = tuple(_mention(t, rows[t.key], contents[t.key].text, p) for t, p in zip(ordered, passages, strict=True))
    chosen = _date(group)
    clearest = max(
        zip(ordered, passages, mentions, strict=True), key=lambda one: _clarity(one[0], one[1], one[2].text, chosen)
    )
    voices = {t.document for t in group}
    return TimelineEntry(
        chosen.value,
        chosen.until,
        _status(group),
        is_disputed(group),
        clearest[2].text,
        tuple(dict.fromkeys(m.source for m in mentions)),
        mentions,
        round(len(voices) / max(len({r.copy_of or r.document for r in rows.values()}), 1), 4),
    )


def _by_publication(telling: Telling) -> tuple[str, str, int]:
    return (telling.published.isoformat() if telling.published else "9999", telling.document, telling.number)


def _passage(telling: Telling, content: Content) -> Passage:
    place = (telling.event.paragraph, telling.event.sentence)
    return next(p for p in content.passages if (p.paragraph, p.sentence) == place)


def _mention(telling: Telling, row: SourceRow, text: str, passage: Passage) -> Mention:
    event = telling.event
    return Mention(
        row.document, row.source, row.published, passage.paragraph, passage.sentence, passage.start, passage.end,
        text[passage.start : passage.end], event.status, event.value, event.until, event.timex, row.copy_of,
    )  # fmt: skip


def _date(group: Sequence[Telling]) -> _Chosen:
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


def is_disputed(group: Sequence[Telling]) -> bool:
    """Tell whether the tellings give dates that cannot all be true."""
    spans = {(t.event.first, t.event.last) for t in group if t.event.first and t.event.last}
    return any(a[1] < b[0] for a in spans for b in spans if a[1] and b[0])


def _clarity(telling: Telling, passage: Passage, text: str, chosen: _Chosen) -> tuple[float, float, int]:
    """Weigh how well a telling speaks for the event: its date given, a full plain sentence, no quote, not a plan."""
    event = telling.event
    score = 2.0 * ((event.first, event.last) == (chosen.first, chosen.last)) + 1.0 * (event.status == "happened")
    score += 0.7 * (event.end - event.start) / max(len(text), 1) + 0.5 * (40 <= len(text) <= 320)
    score += 0.5 * (text.rstrip()[-1:] in '.!?”"’') - 0.5 * any(q in text for q in '“"')
    score -= 0.5 * (_LEANING.match(text) is not None) + 0.5 * (passage.kind != "paragraph")
    return (score - 1.0 * (event.timex is None), sum(k[0] == "n" for k in event.keys) / 10, -telling.number)


# How a sentence begins that leans on the one before it.
_LEANING: Final = re.compile(
    r"(?:He|She|They|It|But|And|However|Meanwhile|The meeting"
    r"|Th(?:is|ese)(?! (?:year|month|week|summer|autumn|winter|spring)))\b"
)


def _top(entries: Sequence[TimelineEntry], count: int) -> list[TimelineEntry]:
    """Keep the best event of each of the days that most documents tell of."""
    documents: dict[str, set[str]] = defaultdict(set)
    best: dict[str, TimelineEntry] = {}
    for entry in entries:
        if len(entry.date) < len("2022-12-24"):
            continue
        documents[entry.date] |= {m.copy_of or m.document for m in entry.mentions}
        if entry.date not in best or entry.salience > best[entry.date].salience:
            best[entry.date] = entry
    days = sorted(best, key=lambda day: (-len(documents[day]), -best[day].salience, day))[:count]
    return [best[day] for day in days]


def _by_time(entry: TimelineEntry) -> tuple[str, int, str]:
    """Sort by date, the wider span first: a year before its days."""
    padded = (entry.date + "-00-00")[:10] if len(entry.date) < 10 else entry.date
    return (padded, 0 if entry.end else 1, entry.text)
