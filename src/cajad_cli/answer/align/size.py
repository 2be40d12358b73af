"""What the sizes of two numbers and their places tell of whether they are of one thing, told unlike by mistake."""

from collections.abc import Sequence
from math import log
from typing import Final

from cajad_cli.answer.keys import get
from cajad_cli.model import Claim

MOST: Final = 3.0  # logarithm of a ratio from which a greater one says no more
_UNKNOWN: Final = 1.5  # the same where one of the values is nought
_NEARLY: Final = log(1.15)  # logarithm of the ratio of two values that are nearly alike …
_DOUBLE: Final = (0.6, 1.0)  # … and of one that is about twice the other
_TENS: Final = 10.0
_LEAST_ROUND: Final = 20.0
_FAR: Final = 4  # paragraphs between two places in their documents, from which more of them say no more


def size_signs(values: Sequence[float]) -> dict[str, float]:
    """Give what the ratio of two values, the smaller first, tells: mistakes are small, a double is another thing."""
    if values[0] <= 0:
        return {"ratio": _UNKNOWN, "nearly": 0.0, "double": 0.0}
    gap = log(values[1] / values[0])
    return {
        "ratio": min(MOST, gap),
        "nearly": float(gap < _NEARLY),
        "double": float(_DOUBLE[0] < gap <= _DOUBLE[1]),
    }


def place_signs(a: Claim, b: Claim) -> dict[str, float]:
    """Give whether both numbers are round, and how far apart they stand in their documents."""
    values = [c.low or c.high or 0.0 for c in (a, b)]
    return {
        "round": float(all(v >= _LEAST_ROUND and v % _TENS == 0 for v in values)),
        "paragraphs": float(min(_FAR, abs(a.paragraph - b.paragraph))),
    }


def years_told(claim: Claim) -> frozenset[str]:
    """Give the years that the clause of a number names."""
    return frozenset([day for day in get(claim, "d") if len(day) == len("2004")])
