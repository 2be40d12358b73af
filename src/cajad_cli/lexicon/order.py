"""The order of day and month in numeric dates: what one date says of it, and what several agree on."""

from collections import Counter
from typing import Literal

Order = Literal["day first", "month first"]


def only_order(first: int, second: int) -> Order | None:
    """Give the order in which two numbers are a day and a month; None where that is both or neither."""
    if 12 < first <= 31 and 1 <= second <= 12:
        return "day first"
    if 12 < second <= 31 and 1 <= first <= 12:
        return "month first"
    return None


def decided(votes: Counter[Order], least: int = 1) -> Order | None:
    """Give the order that all of at least `least` votes agree on."""
    return next(iter(votes)) if len(votes) == 1 and votes.total() >= least else None
