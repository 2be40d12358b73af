"""What only a whole text shows: the order of day and month in its dates, and whether it tells of long ago."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from cajad_cli.extract.timex import slots
from cajad_cli.extract.timex.scan import Found, Stretch
from cajad_cli.lexicon.order import Order, decided, only_order
from cajad_cli.lexicon.timex import Rule

Read = Sequence[tuple[Stretch, list[Found]]]

_FEW = 3  # full dates that make a story
_SOME = 2  # yearless dates that a story begun with one full date goes on with
_YEARS = frozenset({"year", "in-year", "years-span"})
_BESIDE = 2  # months from the one before that of publication to the one after it
_MOSTLY = 4  # full dates for each one that is told from the present


def month_first(read: Read) -> bool | None:
    """Say whether 10/02/2026 is the second of October here, by the dates that can be read in one way only."""
    votes: Counter[Order] = Counter()
    for part, found in read:
        for match in found:
            if "slashes3" in match.slots:
                first, second, _ = part.tokens[match.slots["slashes3"][0]].split("/")
                if order := only_order(int(first), int(second)):
                    votes[order] += 1
    order = decided(votes)
    return None if order is None else order == "month first"


class Story(Enum):
    """Whether a text tells of long ago."""

    NO = 0
    MAYBE = 1  # it begins with an old year: its yearless dates are of the story where their clause looks back
    YES = 2


def story(read: Read, dct: date | None) -> Story:
    """Say whether a text tells a story: nearly all its dates are full ones, years before its publication if known.

    One old date is enough where the story begins with it and nothing is told from the present: no weekday, no
    "last week", and most of its yearless dates far from the day of publication.
    """
    count = _Count()
    for part, found in read:
        for match in found:
            count = _counted(count, part, match, dct)
    if count.old >= _FEW and count.old >= _MOSTLY * count.others:
        return Story.YES
    least = _SOME if dct else 2 * _SOME
    if count.others or count.yearless < least or 2 * count.near > count.yearless:
        return Story.NO
    return count.begins


class _Count(NamedTuple):
    """What the dates of a text are like."""

    old: int = 0  # with a month and a year of long ago
    others: int = 0  # told from the present, or of a recent year
    yearless: int = 0  # a month without a year
    near: int = 0  # those of them in or beside the month of publication
    begins: Story = Story.NO  # what the first date of all says


def _is_told_from_the_present(rule: Rule, dct: date | None) -> bool:
    if rule.name == "weekday" or (dct is not None and rule.pick == "{rel}"):
        return True
    return rule.shift is not None and rule.anchor == "dct" and rule.name != "today"


def _counted(count: _Count, part: Stretch, match: Found, dct: date | None) -> _Count:
    first = not (count.old or count.others or count.yearless)
    if "month" in match.slots and "year" in match.slots:
        year = int(part.tokens[match.slots["year"][0]][:4])
        if dct is not None and year >= dct.year - 1:
            return count._replace(others=count.others + 1)
        return count._replace(old=count.old + 1, begins=Story.YES if first else count.begins)
    if _is_told_from_the_present(match.rule, dct):
        return count._replace(others=count.others + 1)
    if first and count.begins is Story.NO and match.rule.name in _YEARS and "year" in match.slots:
        year = int(part.tokens[match.slots["year"][0]][:4])
        return count._replace(begins=Story.MAYBE if dct is None or year < dct.year - 1 else Story.NO)
    if "month" not in match.slots:
        return count
    low, high = match.slots["month"]
    month = int(slots.read("month", [token.strip().lower() for token in part.tokens[low:high]]))
    near = dct is not None and (month - dct.month + 1) % 12 <= _BESIDE
    return count._replace(yearless=count.yearless + 1, near=count.near + near)
