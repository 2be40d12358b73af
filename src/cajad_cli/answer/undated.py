"""What could not be dated, and why: the passages that a timeline has to leave out."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cajad_cli.answer.ask import Asked, ask
from cajad_cli.answer.timeline import Places, accounts, groups_among, places_of
from cajad_cli.answer.topic import topic
from cajad_cli.errors import UsageError
from cajad_cli.index.store import Content, Store
from cajad_cli.model import Query, SourceRow, Timex, Undated, UndatedPassage
from cajad_cli.noun import NamedTuple

_SORTS: Final = ("", "date", "-date")
_OPEN: Final = re.compile(r"XXXX-(?:(?P<month>XX)-\d\d|\d\d)")
_VAGUE: Final = frozenset({"PAST_REF", "FUTURE_REF", "PRESENT_REF"})


class _Open(NamedTuple):
    """A passage that dates nothing, by its place."""

    key: int
    paragraph: int
    sentence: int
    timex: Timex | None


def undated(store: Store, query: Query) -> Undated:
    """Answer with the passages whose time is open, or those of them about the words asked; days are of publication.

    Dates without an anchor, vague ones, ages longer than ten years, and events told without a date that no dated one
    explains. Sorted by document, or by day of publication. Raises UsageError and QueryError.
    """
    if query.sort not in _SORTS:
        raise UsageError(f"cannot sort by {query.sort!r}", f"there are {', '.join(_SORTS[1:])}")
    asked = ask(store, query, broad=True)
    places = None if asked.plan is None else places_of(topic(store, asked).passages)
    rows = store.rows()
    found = [one for one in _open(store, asked, rows) if places is None or one[:3] in places]
    order = {key: n for n, key in enumerate(rows)}
    found.sort(key=lambda one: (order[one.key], one.paragraph, one.sentence))
    if query.sort:
        found.sort(key=lambda one: rows[one.key].published or "", reverse=query.sort == "-date")
    page = found[query.offset : None if query.limit is None else query.offset + query.limit]
    contents = dict(store.contents(sorted({one.key for one in page})))
    return Undated(asked.query, len(found), tuple(_passage(one, rows[one.key], contents[one.key]) for one in page))


def reason(timex: Timex | None, published: str | None) -> str:
    """Say in a few words why an expression names no days."""
    if timex is None:
        return "no date in the sentence"
    if timex.value in _VAGUE:
        return "too vague"
    if timex.value.isdigit():
        return "a time of more than ten years"
    if published is not None:
        return "no day in the text to count from"
    return f"{_missing(timex.value)}no publication date to count from"


def _missing(value: str) -> str:
    """Name what a date leaves out that has a month or a day: of "XXXX-03" the year, of "XXXX-XX-05" the month too."""
    found = _OPEN.match(value)
    return "" if found is None else "no month, " if found["month"] == "XX" else "no year, "


def _open(store: Store, asked: Asked, rows: dict[int, SourceRow]) -> Iterator[_Open]:
    allowed = store.allowed(asked.filters)
    keys = sorted(rows if allowed is None else allowed)
    for key, one in store.undated(keys):
        yield _Open(key, *one)
    yield from _left_over(store, rows, keys)


def _left_over(store: Store, rows: dict[int, SourceRow], keys: Sequence[int]) -> Iterator[_Open]:
    """Give the events told without a date that belong to no dated event."""
    without = [_Open(key, e.paragraph, e.sentence, None) for key, e in store.events(keys) if e.first is None]
    explained: Places = frozenset()
    if without:
        groups = groups_among(rows, accounts(store, keys), None)
        explained = frozenset((t.key, t.event.paragraph, t.event.sentence) for g in groups for t in g)
    seen = {(key, one.paragraph, one.sentence) for key, one in store.undated(keys)} if without else set()
    yield from (one for one in without if one[:3] not in explained and one[:3] not in seen)


def _passage(one: _Open, row: SourceRow, content: Content) -> UndatedPassage:
    at = next(p for p in content.passages if (p.paragraph, p.sentence) == (one.paragraph, one.sentence))
    return UndatedPassage(
        row.document, row.source, row.published, at.paragraph, at.sentence, at.start, at.end,
        content.text[at.start : at.end], reason(one.timex, row.published), one.timex, row.copy_of,
        at.page,
    )  # fmt: skip
