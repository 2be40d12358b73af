"""Dates at the precision known: the days they cover, and the week, month, quarter or year they fall in."""

import re
from datetime import date, timedelta

_VALUE = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"


def days(value: str | None) -> tuple[date, date] | None:
    """Give the first and last day of an ISO year, month or day; None for any other value."""
    found = re.fullmatch(_VALUE, value or "")
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            return first, first
        return first, date(first.year, month or 12, _month_length(first.year, month or 12))
    except ValueError:
        return None


def period(value: str, by: str) -> str:
    """Name the day, week, month, quarter or year of a date; a coarser date names itself."""
    covered = days(value)
    if not covered:
        return value[:4] if by == "year" and value[:4].isdigit() else value
    if by not in {"week", "quarter"}:
        return value[: {"month": 7, "year": 4}.get(by, 10)]
    first, last = covered
    if by == "week":
        return "{}-W{:02}".format(*first.isocalendar()) if first == last else value
    return f"{first.year}-Q{(first.month + 2) // 3}" if len(value) > 4 else value


def _month_length(year: int, month: int) -> int:
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day
