"""The table of `cajad timeline`: days down the margin, what is said of each, and who says it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from cajad_cli.model import Mention, Timeline, TimelineEntry
from cajad_cli.render.period import days, period
from cajad_cli.render.place import place
from cajad_cli.render.tables.canvas import GAP, MEASURE, Column, beside, hang, rule, size, stacked, styled
from cajad_cli.render.view import Page

_WIDE = 120  # from here on the sources have a column of their own
_CROWDED = 8  # events of a year from which on its months are named
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def timeline(answer: Timeline, page: Page) -> Iterator[Text]:
    """Yield the lines of a timeline, under headers for the years or the periods asked for."""
    room = max((size(line) for entry in answer.events for line in _date(entry)), default=10)
    for number, (name, entries) in enumerate(_groups(answer.events, page.options.by)):
        if number:
            yield Text(end="")
        if name:
            yield rule(styled((name, "head")), page.width)
        yield from _entries(entries, page.width, room)


def _groups(events: Sequence[TimelineEntry], by: str) -> list[tuple[str, tuple[TimelineEntry, ...]]]:
    """Group events under the names of their periods; without names where they are not in order of time."""
    groups = [(n, tuple(g)) for n, g in groupby(events, key=lambda entry: period(entry.date, by or "year"))]
    if len({name for name, _ in groups}) < len(groups):
        return [("", tuple(events))]
    if by not in {"", "year"}:
        return groups
    return [(f"{month} {name}".strip(), part) for name, group in groups for month, part in _months(group)]


def _months(entries: Sequence[TimelineEntry]) -> list[tuple[str, tuple[TimelineEntry, ...]]]:
    """Split a crowded year into its months; entries without a month keep the year's own header."""
    if len(entries) < _CROWDED or len({entry.date[:7] for entry in entries}) < 2:
        return [("", tuple(entries))]
    return [(_month(key), tuple(group)) for key, group in groupby(entries, key=lambda entry: entry.date[:7])]


def _month(value: str) -> str:
    covered = days(value)
    return _MONTHS[covered[0].month - 1] if covered and len(value) == 7 else ""


def _entries(entries: Sequence[TimelineEntry], width: int, room: int) -> Iterator[Text]:
    for number, entry in enumerate(entries):
        if number:
            yield Text(end="")
        yield from _wide(entry, width, room) if width >= _WIDE else _narrow(entry, width, room)


def _narrow(entry: TimelineEntry, width: int, room: int) -> list[Text]:
    who = styled((", ".join(entry.sources), "source"), (_tellings(entry), "quiet"), "  ", (_best_place(entry), "quiet"))
    body = [_quote(entry), who, *_disputes(entry)]
    return hang(_day(entry), stacked(*body), width, room)


def _wide(entry: TimelineEntry, width: int, room: int) -> list[Text]:
    quote = min(MEASURE, width - room - max(30, width // 4) - 2 * GAP)
    sources = stacked(*(_source(entry, source) for source in entry.sources))
    body = stacked(_quote(entry), *_disputes(entry))
    return beside(Column(_day(entry), room), Column(body, quote), Column(sources, width - room - quote - 2 * GAP))


def _date(entry: TimelineEntry) -> tuple[str, ...]:
    """Write the date of an entry: "2025-12-19 – 20" within a month, two lines where it goes beyond."""
    if not entry.end or entry.end == entry.date:
        return (entry.date,)
    if len(entry.date) == len(entry.end) == 10 and entry.date[:7] == entry.end[:7]:
        return (f"{entry.date} – {entry.end[8:]}",)
    return f"{entry.date} –", entry.end


def _day(entry: TimelineEntry) -> Text:
    return stacked(*(styled((line, "date")) for line in _date(entry)))


def _quote(entry: TimelineEntry) -> Text:
    tags: list[str | tuple[str, str]] = []
    if entry.status != "happened":
        tags += [(f"[{entry.status}]", entry.status), " "]
    if entry.disputed:
        tags += [("[date disputed]", "conflict"), " "]
    return styled(*tags, entry.text)


def _tellings(entry: TimelineEntry) -> str:
    return f"  {len(entry.mentions)} tellings" if len(entry.mentions) > 1 else ""


def _best_place(entry: TimelineEntry) -> str:
    best = [mention for mention in entry.mentions if mention.text == entry.text] or entry.mentions
    return place(best[0]) if best else ""


def _source(entry: TimelineEntry, source: str) -> Text:
    places = dict.fromkeys(place(mention) for mention in entry.mentions if mention.source == source)
    return styled((source, "source"), "  ", ("  ".join(places), "quiet"))


def _disputes(entry: TimelineEntry) -> Iterator[Text]:
    """Yield each date that others give, and who gives it where."""
    if not entry.disputed:
        return
    others = [mention for mention in entry.mentions if _differs(mention, entry)]
    for value in dict.fromkeys(mention.date for mention in others):
        told = "; ".join(f"{other.source}, {place(other)}" for other in others if other.date == value)
        yield styled((f"but {value}", "conflict"), " in ", (told, "quiet"))


def _differs(mention: Mention, entry: TimelineEntry) -> bool:
    """Tell whether a telling gives days that the entry's own do not meet."""
    theirs, ours = days(mention.date), days(entry.date)
    if not theirs or not ours:
        return bool(mention.date) and mention.date != entry.date
    until, end = days(mention.until) or theirs, days(entry.end) or ours
    return theirs[0] > end[1] or until[1] < ours[0]
