"""What a text has said of time so far."""

import re
from datetime import date
from typing import NamedTuple

from cajad_cli.extract.interval import interval
from cajad_cli.extract.timex.scan import Found

_QUARTER = re.compile(r"(\d{4})-Q(\d)")
_NEWS = 60  # days before publication of what a text reports; what was before is background
_REPORT = 300  # tokens over which "a year earlier" is a year before the quarter reported on
_LONGEST = {"D": 1, "N": 1, "W": 7, "WE": 7, "FN": 7, "M": 31, "Q": 93, "SM": 185}  # days; a year and more: 366


class Said(NamedTuple):
    """A date that the text has named."""

    value: str
    first: date
    last: date
    at: int  # token in the stretch, -1 in an earlier one

    def coarse(self, unit: str) -> bool:
        """Say whether it is too long to count such units from: no day is the next one after 1950."""
        return (self.last - self.first).days >= _LONGEST.get(unit, 366)


class Memory:
    """The last dates of a text, by what later expressions lean on."""

    def __init__(self, dct: date | None) -> None:
        self._dct = dct
        self.last: Said | None = None
        self.full: Said | None = None  # the last one with a month and a year of its own
        self.day: Said | None = None  # the first one of what the text reports: that of its lead
        self.quarter: tuple[int, int] | None = None  # year and number of the quarter last reported on
        self._quarter_at = 0  # tokens from the beginning
        self._begin = 0
        self.antique = False  # the last date was before Christ, from which nothing is counted
        self.months = False  # since then the text has turned to "the first nine months"

    def enter(self, past: int) -> None:
        """Go on to the next stretch, `past` tokens on."""
        self._begin += past
        self.last = self.last and self.last._replace(at=-1)
        self.full = self.full and self.full._replace(at=-1)

    def note(self, match: Found, value: str, at: int) -> None:
        """Keep the value of an expression that begins at token `at`."""
        if match.rule.type not in ("DATE", "TIME"):
            self.months = self.months or value in ("P6M", "P9M")
            return
        days = interval(value)
        self.antique = value.startswith("BC") or (self.antique and days is None)
        if days is None or len(value) < 4:  # a century is no place in a story
            return
        self.last = Said(value, *days, at)
        if (
            self.day is None
            and self._dct is not None
            and days[0] == days[1]
            and 0 <= (self._dct - days[0]).days <= _NEWS
        ):
            self.day = self.last
        if "year" in match.slots and len(value) >= 7:
            self.full = self.last
        quarter = _QUARTER.fullmatch(value)
        if quarter and match.rule.anchor != "quarter" and match.rule.pick != "yearago":
            self.quarter, self.months = (int(quarter[1]), int(quarter[2])), False
            self._quarter_at = self._begin + at

    def reports(self, at: int) -> bool:
        """Say whether the text still reports on its quarter at token `at`."""
        return not self.months and self._begin + at - self._quarter_at <= _REPORT

    def counted_from(self, unit: str) -> Said | None:
        """Give the date from which a new sentence counts "a day earlier": the last one, or else that of the lead.

        Neither plans nor background are what a report goes on from.
        """
        last, day = self.last, self.day
        if last is None or day is None or self._dct is None:
            return last
        aside = (self._dct - last.last).days > _NEWS or last.first > self._dct
        return day if aside or last.coarse(unit) else last

    def story(self) -> Said | None:
        """Give the date that a story has come to: a bare year of long before is an aside."""
        last, full = self.last, self.full
        if last is not None and full is not None and len(last.value) == 4:
            return full if last.first.year < full.first.year - 1 else last
        return last
