"""What only a whole text shows: the order of day and month in its dates, and whether it tells of long ago."""

from collections.abc import Sequence
from datetime import date

from cajad_cli.extract.timex.scan import Found, Stretch

Read = Sequence[tuple[Stretch, list[Found]]]

_FEW = 3  # full dates that make a story
_MOSTLY = 4  # full dates for each one that is told from the present


def month_first(read: Read) -> bool | None:
    """Say whether 10/02/2026 is the second of October here, by the dates that can be read in one way only."""
    votes = set()
    for part, found in read:
        for match in found:
            if "slashes3" in match.slots:
                first, second, _ = part.tokens[match.slots["slashes3"][0]].split("/")
                if (int(first) > 12) != (int(second) > 12):
                    votes.add(int(second) > 12)
    return votes.pop() if len(votes) == 1 else None


def tells_of_old(read: Read, dct: date | None) -> bool:
    """Say whether a text tells a story: nearly all its dates are full ones, years before its publication if known."""
    recent = dct.year - 1 if dct else date.max.year
    old, others = 0, 0
    for part, found in read:
        for match in found:
            if "year" in match.slots and "month" in match.slots:
                year = int(part.tokens[match.slots["year"][0]][:4])
                old, others = (old + 1, others) if year < recent else (old, others + 1)
            elif match.rule.name == "weekday" or (match.rule.shift and match.rule.anchor == "dct"):
                others += 1
    return old >= _FEW and old >= _MOSTLY * others
