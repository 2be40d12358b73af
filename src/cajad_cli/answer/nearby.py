"""Which documents can tell of the events asked for: in a large library the others are not even loaded."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from cajad_cli.index.store import Store
from cajad_cli.model import Event

_SMALL: Final = 5000  # tellings that are merged whole, whatever is asked
_LONGEST: Final = 31  # days; longer times are reached by the documents that tell of a day in them

Days = tuple[date, date]  # first and last


def is_large(store: Store) -> bool:
    """Tell whether a library is too large to be merged for each question."""
    return store.event_count() > _SMALL


def documents_near(store: Store, keys: Iterable[int], days: Iterable[Days], reported: int) -> set[int]:
    """Give `keys` and all documents that tell of something on one of the `days`.

    Those issued up to `reported` days after them that tell of something without saying when count as well.
    """
    found = set(keys)
    for first, last in _joined(days):
        found.update(store.telling(first, last, reported))
    return found


def days_of(events: Iterable[Event]) -> Iterator[Days]:
    """Give the days of events that last no longer than a month."""
    for event in events:
        if event.first is not None and event.last is not None and (event.last - event.first).days < _LONGEST:
            yield event.first, event.last


def _joined(days: Iterable[Days]) -> Sequence[Days]:
    """Join times that overlap."""
    made: list[Days] = []
    for first, last in sorted(days):
        if made and first <= made[-1][1]:
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return made
