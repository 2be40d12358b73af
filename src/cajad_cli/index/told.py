"""What a document tells, as the index keeps it: events, claims, open dates and what it is about, in columns.

Every string is kept once a document. What the text or the passages say already is left out and put in again at reading:
places of passages, the words of a date expression or of a value, the days that a date of plain form names.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby, islice
from typing import Final, cast

from cajad_cli.index.columns import Cursor, Numbering, turned
from cajad_cli.model import Claim, Event, Extract, OpenTimex, Passage, Quote, Status, Timex, TimexType
from cajad_cli.noun import NamedTuple

_MISSING, _DERIVED, _SAME, _STRINGS = 0, 1, 2, 3  # how a bound is laid down; from _STRINGS on: the number of a string
_TIMEX: Final = 6  # numbers that a date expression takes
_EVENT: Final = 10 + _TIMEX
_CLAIM: Final = 9
_OPEN: Final = 1 + _TIMEX
_PARTS: Final = 4

_Row = tuple[int, ...]
_Days = tuple[date, date]


class Context(NamedTuple):
    """What is needed to read what a document tells: its text, its passages, and its table of strings."""

    text: str
    passages: tuple[Passage, ...]
    strings: Sequence[str]

    def string(self, number: int) -> str | None:
        """Give a string by its number, None for 0."""
        return self.strings[number - 1] if number else None

    def word(self, number: int) -> str:
        """Give a string that is there."""
        return self.strings[number - 1]


class Told:
    """Reads what `columns_of` laid down, one part at a time."""

    def __init__(self, numbers: "array[int]", context: Context) -> None:
        self._numbers = numbers
        self._context = context

    @property
    def text(self) -> str:
        """Give the whole text."""
        return self._context.text

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Give the passages of the text."""
        return self._context.passages

    def matter(self) -> tuple[str, ...]:
        """Give the keys of what the document is about."""
        return _keys_in(self._part(0), self._context)[0]

    def events(self) -> Iterator[Event]:
        """Give the events in the order of the text."""
        part = self._part(1)
        rows = part.rows(_EVENT)
        for row, keys in zip(rows, _keys_in(part, self._context), strict=True):
            yield _event_in(row, keys, self._context)

    def undated(self) -> Iterator[OpenTimex]:
        """Give the open date expressions in the order of the text."""
        for place, *row in self._part(2).rows(_OPEN):
            passage = self._context.passages[place]
            timex = _timex_in(row, passage.start, None, self._context)
            assert timex is not None
            yield OpenTimex(passage.paragraph, passage.sentence, timex)

    def claims(self) -> Iterator[Claim]:
        """Give the claims in the order of the text."""
        part = self._part(3)
        rows = part.rows(_CLAIM)
        for row, keys in zip(rows, _keys_in(part, self._context), strict=True):
            yield _claim_in(row, keys, self._context)

    def _part(self, number: int) -> Cursor:
        start = _PARTS + sum(self._numbers[:number])
        return Cursor(self._numbers[start : start + self._numbers[number]])


def columns_of(extract: Extract) -> tuple[tuple[str, ...], list[int]]:
    """Lay down what was read out of a document: its strings and its numbers.

    The numbers begin with the lengths of the parts, so that one can be read without the others.
    """
    number = Numbering()
    places = {(p.paragraph, p.sentence): (n, p.start) for n, p in enumerate(extract.passages)}
    parts = (
        [*_keys_out([extract.matter], number)],
        [*turned([_event_out(e, places, number) for e in extract.events]), *_keys_of(extract.events, number)],
        [*turned([_open_out(o, places, number) for o in extract.undated])],
        [*turned([_claim_out(c, places, number) for c in extract.claims]), *_keys_of(extract.claims, number)],
    )
    return number.strings(), [*map(len, parts), *(n for part in parts for n in part)]


_Places = dict[tuple[int, int], tuple[int, int]]  # paragraph and sentence → number and start of the passage


def _event_out(event: Event, places: _Places, number: Numbering) -> _Row:
    place, start = places[event.paragraph, event.sentence]
    bounds = (_DERIVED, _DERIVED)
    if event.value is None or _days(event.value) != (event.first, event.last):
        bounds = (_day_out(event.first, number), _day_out(event.last, number))
    words = map(number, (event.value, event.until, event.status, event.trigger, event.rule))
    timex = _timex_out(event.timex, start, event.value, number)
    return (place, event.start - start, event.end - event.start, *bounds, *words, *timex)


def _event_in(row: _Row, keys: tuple[str, ...], context: Context) -> Event:
    place, ahead, length, first, last, value, until, status, trigger, rule, *timex = row
    passage = context.passages[place]
    start = passage.start + ahead
    said = context.string(value)
    return Event(
        passage.paragraph, passage.sentence, start, start + length,
        _day_in(first, 0, said, context), _day_in(last, 1, said, context), said, context.string(until),
        cast("Status", context.word(status)), _timex_in(timex, passage.start, said, context), context.word(trigger),
        context.word(rule), keys,
    )  # fmt: skip


def _open_out(found: OpenTimex, places: _Places, number: Numbering) -> _Row:
    place, start = places[found.paragraph, found.sentence]
    return (place, *_timex_out(found.timex, start, None, number))


def _timex_out(timex: Timex | None, start: int, said: str | None, number: Numbering) -> _Row:
    """Lay down a date expression by its place from `start` on; a value that is `said` already takes no string."""
    if timex is None:
        return (0,) * _TIMEX
    value = _SAME if timex.value == said else _STRINGS + number(timex.value)
    ends = timex.start - start, timex.end - timex.start
    return (*ends, number(timex.type), value, number(timex.mod), number(timex.rule))


def _timex_in(row: Sequence[int], start: int, said: str | None, context: Context) -> Timex | None:
    ahead, length, kind, value, mod, rule = row
    if not kind:
        return None
    begin, end = start + ahead, start + ahead + length
    told = said if value == _SAME else context.word(value - _STRINGS)
    named = cast("TimexType", context.word(kind))
    return Timex(begin, end, context.text[begin:end], named, cast("str", told), context.string(mod), context.word(rule))


def _claim_out(claim: Claim, places: _Places, number: Numbering) -> _Row:
    place, start = places[claim.paragraph, claim.sentence]
    low, high = _bounds_out(claim, number)
    words = map(number, (claim.kind, claim.attribute, claim.value))
    quote = claim.quote.start - start, claim.quote.end - claim.quote.start
    return (place, *words, low, high, *quote, number(claim.rule))


def _claim_in(row: _Row, keys: tuple[str, ...], context: Context) -> Claim:
    place, kind, attribute, value, low, high, ahead, length, rule = row
    passage = context.passages[place]
    said = context.word(value)
    start, end = passage.start + ahead, passage.start + ahead + length
    return Claim(
        passage.paragraph, passage.sentence, passage.start, passage.end, context.word(kind), context.word(attribute),
        said, *_bounds_in(low, high, said, context), Quote(start, end, context.text[start:end]), context.word(rule),
        keys,
    )  # fmt: skip


def _bounds_out(claim: Claim, number: Numbering) -> tuple[int, int]:
    days = _days(claim.value) if claim.kind == "date" else None
    if days is not None and (claim.low, claim.high) == (days[0].toordinal(), days[1].toordinal()):
        return _DERIVED, _DERIVED
    low, high = (_MISSING if n is None else _STRINGS + number(repr(n)) for n in (claim.low, claim.high))
    return low, _SAME if high == low and high != _MISSING else high


def _bounds_in(low: int, high: int, said: str, context: Context) -> tuple[float | None, float | None]:
    if low == _DERIVED:
        first, last = cast("_Days", _days(said))
        return float(first.toordinal()), float(last.toordinal())
    least = None if low == _MISSING else float(context.word(low - _STRINGS))
    if high == _SAME:
        return least, least
    return least, None if high == _MISSING else float(context.word(high - _STRINGS))


def _day_out(day: date | None, number: Numbering) -> int:
    return _MISSING if day is None else _STRINGS + number(day.isoformat())


def _day_in(packed: int, end: int, said: str | None, context: Context) -> date | None:
    if packed == _MISSING:
        return None
    if packed == _DERIVED:
        return cast("_Days", _days(cast("str", said)))[end]
    return date.fromisoformat(context.word(packed - _STRINGS))


@lru_cache(maxsize=4096)
def _days(value: str) -> _Days | None:
    """Give the first and the last day of a date of plain form, 2022, 2022-12 or 2022-12-24; None for all else."""
    try:
        match len(value):
            case 10:
                return date.fromisoformat(value), date.fromisoformat(value)
            case 7:
                first = date.fromisoformat(f"{value}-01")
                return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
            case 4:
                return date(int(value), 1, 1), date(int(value), 12, 31)
    except (ValueError, OverflowError):
        return None
    return None


def _keys_of(items: Sequence[Event] | Sequence[Claim], number: Numbering) -> Iterator[int]:
    return _keys_out([item.keys for item in items], number)


def _keys_out(lists: Sequence[Sequence[str]], number: Numbering) -> Iterator[int]:
    """Lay down lists of keys: how many runs of one kind each has, the kinds, their lengths, what the keys say."""
    runs = [[(kind, [_said(key) for key in some]) for kind, some in groupby(keys, _kind)] for keys in lists]
    yield from turned([(len(some),) for some in runs])
    yield from turned([(kind, len(said)) for some in runs for kind, said in some])
    yield from turned([(number(key),) for some in runs for _, said in some for key in said])


def _keys_in(part: Cursor, context: Context) -> list[tuple[str, ...]]:
    """Give back the lists that `_keys_out` took."""
    counts = [count for (count,) in part.rows(1)]
    runs = part.rows(2)
    words = iter([context.word(n) for (n,) in part.rows(1)])
    made: list[tuple[str, ...]] = []
    for count in counts:
        keys: list[str] = []
        for _, (kind, length) in zip(range(count), runs, strict=False):
            keys += [_key(kind, word) for word in islice(words, length)]
        made.append(tuple(keys))
    return made


@lru_cache(maxsize=1 << 16)  # the documents of a library have most of their keys in common: each is there once
def _key(kind: int, word: str) -> str:
    return f"{chr(kind)}:{word}" if kind else word


def _kind(key: str) -> int:
    """Give the letter before the colon of a key as a number, 0 where it has none."""
    return ord(key[0]) if key[1:2] == ":" else 0


def _said(key: str) -> str:
    return key[2:] if key[1:2] == ":" else key
