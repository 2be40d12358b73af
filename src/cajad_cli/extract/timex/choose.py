"""Calendar arithmetic of date expressions: counting units, and choosing the weekday, year or feast that is meant."""

from datetime import date, timedelta

from cajad_cli.extract.interval import Interval, add_months, easter, interval, nth_weekday

_UNKNOWN = {
    "N": "XXXX-XX-XXTNI",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "SM": "XXXX-HX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
_SMALLER = {"CE": ("Y", 100), "DE": ("Y", 10), "Y": ("M", 12), "M": ("W", 4), "W": ("D", 7)}
CALENDAR_UNITS = frozenset("DWMY")
_YEARS = {"Y": 1, "DE": 10, "CE": 100}
_MONTHS = {"M": 1, "Q": 3, "SM": 6}
_WEEKS = {"W": 1, "WE": 1, "FN": 2}

# A yearless date within three months of publication is in the nearest year whatever the tense of its clause: "declared
# a dividend payable Dec. 1". Farther off, the tense decides. Days.
_NEAR = 90
_SOON = 45  # a bare month that begins later than this, in a clause without tense, has been
_AHEAD = 5  # a bare weekday in a clause that looks ahead is at most so many days off
_STORY = 250  # days: a story goes back less than this within a year, else it has come to the next


def unknown(unit: str) -> str:
    """Give the TIMEX3 form of an unknown `unit`."""
    return _UNKNOWN.get(unit, "XXXX-XX-XX")


def shifted(day: date, unit: str, amount: float) -> str | None:
    """Give the calendar value of the unit `amount` units from the one that holds `day`; None where there is none."""
    if amount % 1 and unit in _SMALLER:  # half a century ago
        unit, times = _SMALLER[unit]
        amount *= times
    try:
        if unit in _YEARS:
            return _year(day.year + int(amount) * _YEARS[unit], unit)
        if unit in _MONTHS:
            return _month(add_months(day.replace(day=1), int(amount) * _MONTHS[unit]), unit)
        if unit in _WEEKS:
            year, week, _ = (day + timedelta(weeks=int(amount) * _WEEKS[unit])).isocalendar()
            return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
        return (day + timedelta(int(amount))).isoformat() + ("TNI" if unit == "N" else "")
    except (ValueError, OverflowError):
        return None


def moved(day: date, unit: str, amount: int) -> date:
    """Give the day `amount` days, weeks, months or years on; ValueError and OverflowError outside the years 1-9999."""
    if unit in ("M", "Y"):
        return add_months(day, amount * (12 if unit == "Y" else 1))
    return day + timedelta(amount * (7 if unit == "W" else 1))


def _year(year: int, unit: str) -> str | None:
    if not 1 <= year <= 9999 or (unit != "Y" and year < 1000):
        return None
    return f"{year:04d}"[: {"Y": 4, "DE": 3, "CE": 2}[unit]]


def _month(first: date, unit: str) -> str:
    part = {"M": f"{first.month:02d}", "Q": f"Q{(first.month + 2) // 3}", "SM": f"H{(first.month + 5) // 6}"}
    return f"{first.year:04d}-{part[unit]}"


def week_of(value: str) -> str | None:
    """Give the week of ISO 8601 that holds the first day of a value; the value itself where it is open."""
    days = interval(value)
    return shifted(days[0], "W", 0) if days else value


def weekday_near(day: date, weekday: int, pick: str, side: int) -> date:
    """Choose the day that a weekday (ISO number) means, seen from `day`; `side` is that of its clause, see look()."""
    back, ahead = (day.isoweekday() - weekday) % 7, (weekday - day.isoweekday()) % 7
    if pick in ("last", "before"):
        return day - timedelta(back or 7)
    if pick in ("next", "after", "ahead"):
        return day + timedelta(ahead or 7)
    coming = side >= 0 if pick == "this" else side == 2 or (side == 1 and ahead <= _AHEAD)
    return day + timedelta(ahead) if coming else day - timedelta(back)


def year_near(day: date, rest: str, pick: str, side: int) -> str | None:
    """Choose the year of a value without one ("12-24", "Q3", "SU"), seen from `day`; give the whole value."""
    spans = _spans(day, rest)
    if pick == "this":
        values = [v for v, _ in spans if v[:4] == f"{day.year:04d}"]
    elif pick == "season":
        values = _season(day, spans, side)
    elif pick == "next":
        values = [v for v, (first, _) in spans if first > day]
    elif pick in ("last", "yearago"):
        before = day.year + (pick == "last")
        values = [v for v, (_, last) in spans if last < day and last.year < before][-1:]
    else:
        values = [_by_tense(day, rest, spans, side)] if spans else []
    return values[0] if values else None


def _season(day: date, spans: list[tuple[str, Interval]], side: int) -> list[str]:
    """Choose the season of this year, but none that is yet to come for what has been, nor one over for what will be."""
    if side < 0:
        spans = [(v, days) for v, days in spans if days[0] <= day]
    if side == 2:
        spans = [(v, days) for v, days in spans if days[1] >= day]
    return [v for v, _ in sorted(spans, key=lambda item: abs(int(item[0][:4]) - day.year))][:1]


def _by_tense(day: date, rest: str, spans: list[tuple[str, Interval]], side: int) -> str:
    nearest, days = min(spans, key=lambda item: _distance(day, item[1]))
    off = _distance(day, days)
    month = len(rest) == 2 and rest.isdigit()
    if side == 0 and (rest[0] in "QH" or (month and off > _SOON)):
        side = -2  # results are reported for what is over
    if side == 2 or (side == 1 and off > _NEAR):
        return next((v for v, (_, last) in spans if last >= day), nearest)
    if side < 0 and (off > _NEAR or rest[0] in "QH" or (side < 0 and month)):
        return next((v for v, (first, _) in reversed(spans) if first <= day), nearest)
    return nearest


def year_told(day: date, rest: str) -> str | None:
    """Choose the year of a value that a story told up to `day` goes on with."""
    spans = _spans(day, rest)
    same = [v for v, (_, last) in spans if v[:4] == f"{day.year:04d}" and (day - last).days <= _STORY]
    if same or not spans:
        return same[0] if same else None
    return min(spans, key=lambda item: _distance(day, item[1]))[0]


def is_near(day: date | None, rest: str) -> bool:
    """Say whether a value without a year comes within three months of `day`."""
    return day is not None and any(_distance(day, span) <= _NEAR for _, span in _spans(day, rest))


def on_weekday(value: str, weekday: int, near: date | None) -> str | None:
    """Give the day itself if it is of that weekday (ISO number), else the one of the years beside it that is.

    Without `near` no other year is tried: None. A weekday that fits none of them is a slip of the text.
    """
    years = (0, -1, 1) if near else (0,)
    days = [interval(f"{int(value[:4]) + year:04d}{value[4:]}") for year in years]
    fitting = [d[0] for d in days if d is not None and d[0].isoweekday() == weekday]
    if fitting:
        return fitting[0].isoformat()
    return value if near else None


def possible(rest: str) -> bool:
    """Say whether a month and day can be: 02-29 can, 02-30 cannot."""
    return bool(_spans(date(2024, 1, 1), rest))


def _spans(day: date, rest: str) -> list[tuple[str, Interval]]:
    values = [f"{year:04d}-{rest}" for year in (day.year - 1, day.year, day.year + 1) if 1 <= year <= 9999]
    return [(value, days) for value in values if (days := interval(value)) is not None]


def _distance(day: date, span: Interval) -> int:
    first, last = span
    return (first - day).days if first > day else max((day - last).days, 0)


def nth_weekday_of(day: date, nth: int, weekday: int) -> str | None:
    """Give the n-th weekday (from the end: negative) of the month of `day`, None where it has fewer."""
    found = nth_weekday(day.year, day.month, nth, weekday)
    return found.isoformat() if found.month == day.month else None


def feast_near(day: date, rule: str, pick: str, side: int) -> str | None:
    """Choose the feast nearest to `day`, the last or the next one.

    One that is far off is chosen by `side`, that of its clause, see look().
    """
    days = [found for year in (-1, 0, 1) if (found := feast(day.year + year, rule)) is not None]
    before, after = [d for d in days if d < day][-1:], [d for d in days if d > day][:1]
    if pick in ("last", "next"):
        days = before if pick == "last" else after
    near = min(days, key=lambda d: abs((d - day).days), default=None)
    if near is not None and abs((near - day).days) > _NEAR and side:
        near = next(iter(before if side < 0 else after), near)
    return near.isoformat() if near else None


def feast(year: int, rule: str) -> date | None:
    """Give the day of a feast: "12-25", "11:4:4" (fourth Thursday of November), "easter-2"."""
    try:
        if rule.startswith("easter"):
            return easter(year) + timedelta(int(rule[6:]))
        if ":" in rule:
            month, nth, weekday = map(int, rule.split(":"))
            return nth_weekday(year, month, nth, weekday)
        month, day = map(int, rule.split("-"))
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
