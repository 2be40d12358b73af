"""The period that a user asks for: a year, a month, a day, a quarter, or a phrase."""

import re
from datetime import date
from functools import cache

from cajad_cli.errors import DateError
from cajad_cli.extract.interval import Interval, interval
from cajad_cli.extract.timex import periods, tag

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-?[Qq][1-4]|-?[Hh][12]|-?[Ww]\d\d)?")
_HINT = "write 2022, 2022-12, 2022-12-24, 2022Q4, 24 Dec 2022 or a phrase such as last month"


def period(phrase: str, today: date) -> Interval:
    """Read a year, month, day, quarter or phrase ("last month") as its first and last day.

    Raises DateError for anything else.
    """
    typed = " ".join(phrase.split())
    found: Interval | None = None
    if _ISO.fullmatch(typed):
        upper = typed.upper()
        found = interval(re.sub(r"(?<=\d{4})(?=[QHW])", "-", upper))
    elif typed:
        found = _phrase(typed, today)
    if found is None:
        raise DateError(f'cannot read "{typed}" as a date', _HINT)
    return found


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(r"(?:on|in|since|until|from|by|during|between)\s+", re.IGNORECASE)


def _phrase(typed: str, today: date) -> Interval | None:
    lead = _lead().match(typed)
    begin = lead.end() if lead else 0
    capital = re.sub(r"\b[a-z]", lambda m: m[0].upper(), typed[begin:])
    for text in (typed, typed[:begin] + capital):
        found = periods(text, tag(text, today))
        if len(found) == 1:
            covered = found[0].timexes
            inside = text[begin : covered[0].start] + text[covered[-1].end :]
            if not inside.strip(" .,"):
                return found[0].first, found[0].last
    return None
