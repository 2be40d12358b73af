"""Whether 10/02/2026 is the tenth of February or the second of October, by the dates that can be read in one way."""

import re
from collections import Counter
from collections.abc import Iterable

from cajad_cli.lexicon.order import Order, decided, only_order

_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")
_ENOUGH = 3  # dates of other publishers in one order that speak for a whole library


def votes(text: str) -> Counter[Order]:
    """Count the numeric dates of `text` that can be read in one order only."""
    read = (only_order(int(match[1]), int(match[3])) for match in _NUMERIC.finditer(text))
    return Counter(order for order in read if order)


def is_open(text: str) -> bool:
    """Say whether `text` holds a numeric date that can be read in two orders."""
    return any(max(int(m[1]), int(m[3])) <= 12 and m[1] != m[3] for m in _NUMERIC.finditer(text))


def read_as(text: str, day: str | None) -> Order | None:
    """Say in which order an open date of `text` gives `day` (ISO 8601), None where in neither."""
    for match in _NUMERIC.finditer(text):
        first, second = f"{int(match[1]):02d}", f"{int(match[3]):02d}"
        if day and day[5:] == f"{second}-{first}":
            return "day first"
        if day and day[5:] == f"{first}-{second}":
            return "month first"
    return None


def orders(stamps: Iterable[tuple[str, str]]) -> dict[str, Order]:
    """Give the order of each publisher from (publisher, words of a stamp): its own stamps, else those of all others."""
    own: dict[str, Counter[Order]] = {}
    for publisher, stamp in stamps:
        own.setdefault(publisher, Counter()).update(votes(stamp))
    overall = decided(sum(own.values(), Counter[Order]()), _ENOUGH)
    told = {publisher: decided(counted) or (overall if not counted else None) for publisher, counted in own.items()}
    return {publisher: order for publisher, order in told.items() if order}
