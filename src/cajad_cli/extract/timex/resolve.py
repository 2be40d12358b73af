"""Turn matches into TIMEX3 values: read the slots, move the anchor, fill in the year or week that is not said.

A rule gives an underspecified value (XXXX-12-24, XXXX-WXX-6), context fills it, as in HeidelTime (Strötgen and Gertz
2013). What stays open stays in that form.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from cajad_cli.extract.interval import add_months, interval
from cajad_cli.extract.timex import choose, slots, survey
from cajad_cli.extract.timex.memory import Memory, Said
from cajad_cli.extract.timex.scan import Found, Stretch
from cajad_cli.extract.timex.tense import look, sentences_between
from cajad_cli.lexicon.timex import Cue, Grammar, Rule

Valued = tuple[int, int, str]  # first token, last token (exclusive), value
Slots = dict[str, str]

_SLOT = re.compile(r"\{(\w+)\}")
_MISSING = {"year": "XXXX", "month": "??", "day": "??"}
_NO_AMOUNT = {"rel": "0", "number": "1"}
_UNITS = ("unit", "units", "anyunit", "dateunit", "shortunit")
_MODS = ("edge", "edgeword", "halfmonth", "rough")
_WEEK_DAY = re.compile(r"(\d{4})-W(\d\d)-([1-7])(T.*)?")
_OPEN_WEEK = re.compile(r"XXXX-WXX-([1-7])(T.*)?")
_OPEN_YEAR = re.compile(r"XXXX-(?!WXX|W\d|X)([^T]+)(T.*)?")
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
_PICK = {"-1": "last", "0": "this", "1": "next", "": "nearest"}


class Resolver:
    """Give the values of the expressions of one text, in order."""

    def __init__(self, grammar: Grammar, dct: date | None, read: survey.Read) -> None:
        """`read` is the whole text."""
        self._grammar, self._dct = grammar, dct
        self._month_first = survey.month_first(read)
        story = survey.story(read, dct)
        self._story, self._maybe_story = story is survey.Story.YES, story is survey.Story.MAYBE
        self._part = Stretch([], "")
        self._memory = Memory(dct)

    def enter(self, part: Stretch) -> None:
        """Go on with the next stretch of the text."""
        self._memory.enter(len(self._part.tokens))
        self._part = part

    def values(self, match: Found) -> Iterator[tuple[int, int, str, str | None]]:
        """Yield tokens, value and mod of each expression of one match: several where it names several days."""
        try:
            read = {name: slots.read(name, self._words(*at)) for name, at in match.slots.items()}
        except ValueError:  # 1990 GMT
            return
        mod = next((read[name] for name in _MODS if name in read), None)
        for first, last, value in self._valued(match, read):
            yield first, last, value, mod
            self._memory.note(match, value, first)

    def _valued(self, match: Found, read: Slots) -> list[Valued]:
        link = next((span for name, span in match.slots.items() if name.startswith("link")), None)
        try:
            if link is not None:
                return self._linked(match, read, link)
            value = self._value(match, read)
        except (ValueError, OverflowError):  # beyond the years 1 to 9999, or no such week
            return []
        return [(match.first, match.last, value)] if value else []

    def _words(self, first: int, last: int) -> list[str]:
        return [token.rstrip().lower().replace("’", "'") for token in self._part.tokens[first:last]]

    # ------------------------------------------------------------ one value

    def _value(self, match: Found, read: Slots) -> str | None:
        rule = match.rule
        if "{" not in rule.value:
            return rule.value
        for name in _SLOT.findall(rule.value):
            if name in _COMPUTED:
                computed = _COMPUTED[name](self, match, read)
                if computed is None:
                    return None
                read[name] = computed
        return self._fill(template(rule.value, read), match, read)

    def _base(self, match: Found, read: Slots) -> str | None:
        rule = match.rule
        assert rule.shift is not None
        unit, count = _unit(rule.shift[0], read), _amount(rule.shift[1], read)
        said = self._memory.last
        if said is not None and rule.anchor == "text" and count < 0 and not self._story:
            said = said if self._in_sentence(said, match) else self._memory.counted_from(unit)
        if rule.anchor == "quarter":
            return self._quarterly(unit, count, match)
        if self._story and rule.name == "today":  # where history ends: most of the finds are today in the museum
            return "PRESENT_REF"
        anchor = self._anchor(match, said)
        if anchor is None or (rule.anchor != "dct" and self._memory.antique):
            return choose.unknown(unit)
        if unit in ("H", "m", "S"):
            return "PAST_REF" if count < 0 else "FUTURE_REF"
        if rule.anchor == "text" and said is not None and said.coarse(unit):
            same_month = unit == "D" and count == 0 and len(said.value) == 7
            return f"{said.value}-XX" if same_month else choose.unknown(unit)
        if rule.pick == "weekend" and self._look(match) <= 0:
            count -= anchor.isoweekday() < 6
        return choose.shifted(anchor, unit, count)

    def _exact(self, match: Found, read: Slots) -> str | None:
        """Give the very day: exactly a year ago is no other day of that year."""
        assert match.rule.shift is not None
        unit, count = _unit(match.rule.shift[0], read), _amount(match.rule.shift[1], read)
        if self._dct is None or unit not in choose.CALENDAR_UNITS:
            return self._base(match, read)
        return choose.moved(self._dct, unit, int(count)).isoformat()

    def _weeks_off(self, match: Found, read: Slots) -> str:
        """Give a weekday some weeks before the last one or after the next: the Sunday before last, Friday week."""
        weekday, shift = int(read["fullday"]), match.rule.shift
        if self._dct is None or shift is None:
            return f"XXXX-WXX-{weekday}"
        near = choose.weekday_near(self._dct, weekday, match.rule.pick, 0)
        return choose.moved(near, shift[0], int(shift[1])).isoformat()

    def _later(self, _: Found, read: Slots) -> str | None:
        """Give the month that comes so many years and months after the last date of the text."""
        said = self._memory.last
        if said is None or self._memory.antique or said.coarse("M"):
            return choose.unknown("M")
        return choose.shifted(said.first, "M", 12 * float(read["number"]) + float(read["addend"]))

    def _anchor(self, match: Found, said: Said | None) -> date | None:
        anchor = match.rule.anchor
        if said is None or anchor == "dct" or (anchor == "day" and said.coarse("D")):
            return self._dct
        if anchor in ("text", "day") or self._story or self._in_sentence(said, match):
            return said.first
        return self._dct

    def _in_sentence(self, said: Said, match: Found) -> bool:
        return said.at >= 0 and not self._sentences_since(said, match)

    def _sentences_since(self, said: Said, match: Found) -> int:
        return sentences_between(self._grammar, self._part.codes, said.at, match.first)

    def _quarterly(self, unit: str, count: float, match: Found) -> str | None:
        """Give the year `count`, or `count` years on from the quarter reported on; without one, the last full one."""
        memory = self._memory
        if unit == "Y" and count == -1 and (told := self._year_told(match)) is not None:
            return choose.shifted(told.first, "Y", count)
        quarter = memory.quarter if unit == "Q" or memory.reports(match.first) else None
        if unit == "Y" and count > 1000:
            return f"{int(count):04d}" + (f"-Q{quarter[1]}" if quarter else "")
        if quarter is not None:
            return f"{quarter[0] + (int(count) if unit == 'Y' else 0):04d}-Q{quarter[1]}"
        if self._dct is None:
            return choose.unknown(unit)
        return choose.shifted(self._dct, unit, count - (unit == "Q"))

    def _year_told(self, match: Found) -> Said | None:
        """Give the date of an earlier year that "A year earlier, …" goes back from; none in "than a year earlier"."""
        said, before = self._memory.last, self._part.codes[match.first - 1 : match.first]
        if said is None or self._words(match.last - 1, match.last) != ["earlier"]:
            return None
        grammar = self._grammar
        begins = not match.first or before in grammar.begins or grammar.cues.get(before) is Cue.STOP
        past = self._dct is None or said.last.year < self._dct.year
        near = self._sentences_since(said, match) <= 1 if said.at >= 0 else not match.first
        return said if begins and past and near else None

    def _ending(self, match: Found, _: Slots) -> str | None:
        """Give the quarter that ends with the month named after it."""
        values = self._grammar.values
        for word in self._words(match.last, match.last + 4):
            if word in values["month"] or word in values["month_abbr"]:
                month = slots.read("month", [word])
                days = interval(self._open_year(month, "nearest", -1, match) or "")
                if days is None:
                    return f"XXXX-Q{(int(month) + 2) // 3}"
                middle = add_months(days[0], -1)  # of the quarter ended July 31, most lies in the second
                return f"{middle.year:04d}-Q{(middle.month + 2) // 3}"
        return None

    def _nth_weekday(self, match: Found, read: Slots) -> str | None:
        month = self._fill(template("{year}-{month}", read), match, read)
        days = interval(month or "")
        if days is None:
            return month
        nth = -1 if "lastword" in read else int(read["nth"])
        return choose.nth_weekday_of(days[0], nth, int(read["fullday"]))

    def _slashed(self, _: Found, read: Slots) -> str | None:
        written = read.get("slashes3") or f"{read['firstnum']}/{read['secondnum']}/{read['year']}"
        first, second, year = written.split("/")
        day, month = int(first), int(second)
        if month > 12 or (self._month_first and day <= 12):
            day, month = month, day
        elif self._month_first is None and day <= 12 and day != month:
            return f"{slots.long_year(year)}-XX-XX"
        value = f"{slots.long_year(year)}-{month:02d}-{day:02d}"
        return value if interval(value) else None

    def _feast(self, match: Found, read: Slots) -> str | None:
        feast = self._grammar.holidays[read["holiday"]]
        told = self._memory.story() if self._story else None
        year = read.get("year") or (told.value[:4] if told else None)
        if year is not None:
            day = choose.feast(int(year), feast)
            return day.isoformat() if day else None
        if self._dct is None:
            return f"XXXX-{feast}" if re.fullmatch(r"\d\d-\d\d", feast) else choose.unknown("D")
        pick = _pick(match.rule, read)
        return choose.feast_near(self._dct, feast, pick, self._look(match) if pick == "nearest" else 0)

    # ------------------------------------------------------------ what is not said

    def _fill(self, value: str, match: Found, read: Slots) -> str | None:
        pick = _pick(match.rule, read)
        if week_day := _WEEK_DAY.fullmatch(value):
            year, week, day, time = week_day.groups()
            value = date.fromisocalendar(int(year), int(week), int(day)).isoformat() + (time or "")
        elif match.rule.type == "SET":
            return value
        elif open_week := _OPEN_WEEK.fullmatch(value):
            value = self._weekday(int(open_week[1]), pick, match) + (open_week[2] or "")
        elif open_year := _OPEN_YEAR.fullmatch(value):
            rest, time = open_year.groups()
            if not choose.possible(rest):
                return None
            found = self._open_year(rest, pick, self._look(match), match)
            if found is not None and "weekday" in read and len(found) == len("2022-12-24"):
                found = choose.on_weekday(found, int(slots.read("fullday", read["weekday"].split()[:1])), self._dct)
            value = (found or f"XXXX-{rest}") + (time or "")
        if _DAY.fullmatch(value) and interval(value) is None:
            return None  # June 31
        return choose.week_of(value) if pick == "week" else value

    def _weekday(self, weekday: int, pick: str, match: Found) -> str:
        said, anchor = self._memory.last, self._dct
        side = self._look(match) if pick in ("nearest", "this") else 0
        if said is not None and not said.coarse("D") and (pick in ("before", "after") or (self._story and anchor)):
            anchor = said.last
            pick, side = (pick, 0) if pick in ("before", "after") else ("this", 1)
        if anchor is None:
            return f"XXXX-WXX-{weekday}"
        return choose.weekday_near(anchor, weekday, pick, side).isoformat()

    def _open_year(self, rest: str, pick: str, side: int, match: Found) -> str | None:
        said = self._memory.last
        if pick == "after" and said is not None:
            return choose.year_near(said.last, rest, "next", 0)
        told = self._told(match, rest, side)
        if told is not None:
            winter = told.first.year != told.last.year and len(told.value) > len("2022")
            return choose.year_told(told.last if winter else told.first, rest)
        return choose.year_near(self._dct, rest, pick, side) if self._dct else None

    def _told(self, match: Found, rest: str, side: int) -> Said | None:
        """Give the date whose year the expression shares: the story's last, or one of its sentence with a year.

        What is near the day of publication is not taken for a part of the story of the sentence before.
        """
        if match.rule.pick not in ("nearest", "this", "season"):
            return None
        if self._story or (self._maybe_story and side < 0):
            return self._memory.story()
        said, full = self._memory.last, self._memory.full
        if self._dct is None:
            if said is not None and self._in_sentence(said, match) and (side < 0 or len(said.value) > len("2004")):
                return said
            # A month of long ago is mostly background; a story goes from day to day, and on rather than back.
            goes_on = full is not None and full.first == full.last and side < 0
            return full if goes_on and full is not None and (len(rest) > 2 or rest >= full.value[5:7]) else None
        if full is None or side > 0 or full.first.year == self._dct.year or full.first > self._dct:
            return None
        if self._in_sentence(full, match):
            return full
        goes_on = side < 0 and full is said and full.at >= 0 and full.first == full.last and "day" in match.slots
        near = choose.is_near(self._dct, rest)
        return full if goes_on and not near and self._sentences_since(full, match) == 1 else None

    def _look(self, match: Found) -> int:
        if match.rule.name == "weekday" and self._words(match.last, match.last + 1) == ["'"]:
            return -1  # Wednesday's ruling
        return look(self._grammar, self._part.codes, match.first, match.last)

    # ------------------------------------------------------------ several values

    def _linked(self, match: Found, read: Slots, link: tuple[int, int]) -> list[Valued]:
        """Read "Aug. 9-12": the last date first, then those before it, in the same year or the one before."""
        if "leadweekday" in read:
            first, last = self._weekdays(match, read)
            return [(match.first, link[0], first), (link[1], match.last, last)]
        if "yy" in read:  # 2011-12
            read["year"] = read["leadyear"][:2] + read["yy"]
        end = self._value(match, read)
        if end is None:
            return []
        begin = match.slots["leadday"][1] if "midday" in read else link[0]
        lead = {name[4:]: value for name, value in read.items() if name.startswith("lead")}
        earlier = [(match.first, begin, lead)]
        if "midday" in read:
            earlier.append((*match.slots["midday"], {"day": read["midday"]}))
        found: list[Valued] = []
        for at, stop, own in earlier:
            value = _shared(match.rule, {**read, "year": end[:4], **own}, end)
            found += [(at, stop, value)] if value else []
        return [*found, (link[1], match.last, end)]

    def _weekdays(self, match: Found, read: Slots) -> tuple[str, str]:
        lead, full = int(read["leadweekday"]), int(read["fullday"])
        if "linkand" in read and "rel" not in read:
            last = self._weekday(full, "nearest", match)
            if last.startswith("XXXX") or (full - lead) % 7 != 1:
                return self._weekday(lead, "nearest", match), last
            return (date.fromisoformat(last) - timedelta(1)).isoformat(), last
        first = self._weekday(lead, _pick(match.rule, read), match)
        if first.startswith("XXXX"):
            return first, f"XXXX-WXX-{full}"
        return first, choose.weekday_near(date.fromisoformat(first), full, "next", 0).isoformat()


def _computed_length(_: Resolver, __: Found, read: Slots) -> str:
    return slots.length(read)


_COMPUTED: dict[str, Callable[[Resolver, Found, Slots], str | None]] = {
    "base": Resolver._base,
    "ending": Resolver._ending,
    "slashed": Resolver._slashed,
    "feast": Resolver._feast,
    "nthday": Resolver._nth_weekday,
    "length": _computed_length,
    "exact": Resolver._exact,
    "later": Resolver._later,
    "weeksoff": Resolver._weeks_off,
}


def template(pattern: str, read: Slots) -> str:
    """Fill what was read into a value; a month or day that was not is left off, a year is XXXX."""
    value = _SLOT.sub(lambda m: read.get(m[1]) or _MISSING.get(m[1], ""), pattern)
    head, mark, time = value.partition("T")
    return head.replace("-??", "") + mark + time


def _pick(rule: Rule, read: Slots) -> str:
    return _PICK[read.get("rel", "")] if rule.pick == "{rel}" else rule.pick


def _unit(written: str, read: Slots) -> str:
    return next((read[name] for name in _UNITS if name in read), "D") if written[0] == "{" else written


def _amount(written: str, read: Slots) -> float:
    slot = _SLOT.search(written)
    if slot is None:
        return float(written)
    amount = float(read.get(slot[1]) or _NO_AMOUNT.get(slot[1], "0"))
    return -amount if written[0] == "-" else amount


def _shared(rule: Rule, read: Slots, end: str) -> str | None:
    """Give the value of an earlier date that shares the year of `end`: November to March is of the year before."""
    value = template(rule.value.replace("{base}", "{year}"), read)
    if end.startswith("XXXX"):
        return value
    if value > end and "leadyear" not in read:
        value = f"{int(value[:4]) - 1:04d}{value[4:]}"
    return value if interval(value) else None
