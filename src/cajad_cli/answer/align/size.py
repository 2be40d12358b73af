"""What the sizes of two numbers and their places tell of whether they are of one thing, told unlike by mistake."""

from collections.abc import Sequence
from math import log
from typing import Final

from cajad_cli.model import Claim

_MOST: Final = 3.0  # logarithm of a ratio from which a greater one says no more
_UNKNOWN: Final = 1.5  # the same where one of the values is nought
_NEARLY: Final = log(1.15)  # logarithm of the ratio of two values that are nearly alike …
_DOUBLE: Final = (0.6, 1.0)  # … and of one that is about twice the other
_TENS: Final = 10.0
_LEAST_ROUND: Final = 20.0
_FAR: Final = 4  # paragraphs between two places in their documents, from which more of them say no more


def size_signs(a: Claim, b: Claim, values: Sequence[float]) -> dict[str, float]:
    """Give what two numbers tell by their sizes, `values`, the smaller first, and by the paragraphs they stand in.

    Mistakes are small, a double is another thing, and news tell the same things in the same places.
    """
    known = values[0] > 0
    gap = log(values[1] / values[0]) if known else _UNKNOWN
    told = [c.low or c.high or 0.0 for c in (a, b)]
    return {
        "ratio": min(_MOST, gap),
        "nearly": float(known and gap < _NEARLY),
        "double": float(known and _DOUBLE[0] < gap <= _DOUBLE[1]),
        "round": float(all(v >= _LEAST_ROUND and v % _TENS == 0 for v in told)),
        "paragraphs": float(min(_FAR, abs(a.paragraph - b.paragraph))),
    }
