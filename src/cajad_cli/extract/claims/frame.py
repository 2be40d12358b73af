"""What a sentence without a date of its own speaks of: the event that the text has come to.

"The forum drew 450 entrepreneurs" is of the forum told before, "22 documents were signed" of the visit that the
paragraph is about. The nearest event of a class that the sentence names comes first, then the last one of this
paragraph or the one before, then the first of the document (the antecedents of Soon, Ng and Lim 2001, by recency).
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from cajad_cli.extract.events.trigger import triggers
from cajad_cli.model import Event, Passage, Period

How = Literal["named", "near", "document"]

_LONGEST: Final = 31  # days: a year is no event that a sentence goes on about
_ALIKE: Final = frozenset({"meeting", "summit", "visit"})  # "the talks" may be those of the visit


class Frame(NamedTuple):
    """The event that a sentence goes on about, and how it is known."""

    event: Event
    how: How


class Frames:
    """The frames of one document's passages, asked in the order of the text."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._told: dict[tuple[int, int], list[Event]] = {}
        for event in events:
            if event.trigger != "say" and _is_occasion(event):
                self._told.setdefault((event.paragraph, event.sentence), []).append(event)
        self._first = next((found[0] for found in self._told.values()), None)
        self._last: Event | None = None
        self._by_class: dict[str, Event] = {}
        self._dated: tuple[int, Period] | None = None  # the paragraph of the last date, and the date

    def go_on(self, passage: Passage, dates: Sequence[Period] = ()) -> None:
        """Take in the events that a passage tells, and its dates."""
        for period in dates:
            if (period.last - period.first).days < _LONGEST:
                self._dated = (passage.paragraph, period)
        for event in self._told.get((passage.paragraph, passage.sentence), ()):
            self._last = event
            self._by_class.pop(event.trigger, None)  # the last told stands last
            self._by_class[event.trigger] = event

    def of(self, text: str, passage: Passage) -> Frame | None:
        """Give the event that a passage goes on about; None where the text has told of none."""
        if self._last is None:
            return None
        named = self._named([t.name for t in triggers(text, passage.start, passage.end)])
        if named is not None:
            return Frame(named, "named")
        if passage.paragraph - self._last.paragraph <= 1:
            return Frame(self._last, "near")
        return Frame(self._first, "document") if self._first is not None else None

    def lately(self, text: str, passage: Passage) -> Period | None:
        """Give the last date told in a passage's paragraph or in the one before, of whatever it was.

        "The meeting" is rather the one that the document is about.
        """
        if self._dated is None or passage.paragraph - self._dated[0] > 1:
            return None
        if self._first is not None and any(t.name in _ALIKE for t in triggers(text, passage.start, passage.end)):
            return None
        return self._dated[1]

    def _named(self, classes: Sequence[str]) -> Event | None:
        for name in classes:
            if name in self._by_class:
                return self._by_class[name]
        if _ALIKE.isdisjoint(classes):
            return None
        return next((self._by_class[name] for name in reversed(self._by_class) if name in _ALIKE), None)


def _is_occasion(event: Event) -> bool:
    if event.status == "cancelled":
        return False
    return event.first is not None and event.last is not None and (event.last - event.first).days < _LONGEST
