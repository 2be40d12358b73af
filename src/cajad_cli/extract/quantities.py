"""Amounts in running text: counts, money, percentages, measures and ordinals with their bounds and nouns."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from math import inf
from typing import Literal, NamedTuple

from cajad_cli.extract.aged import age_of
from cajad_cli.extract.nouns import Noun, counted, head_before, held_before, is_rank, labelled
from cajad_cli.extract.numbers import PAIR, UPPER, Number, digit_number, numbers, unit_at
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import quantities as lexicon
from cajad_cli.model import Span

Kind = Literal["count", "money", "percent", "measure", "ordinal", "score", "label"]
Bound = Literal["", "more", "least", "less", "most", "nearly", "just", "about", "range"]


class Quantity(NamedTuple):
    """One amount with its place.

    `start:end` covers bound, number, unit and noun. `low` and `high` bound the value, both ends inclusive but for
    "more" and "less"; `step` is the unit of the last place given (100,000 for "2.7 million").
    """

    start: int
    end: int
    text: str
    kind: Kind
    low: float
    high: float
    step: float
    bound: Bound
    unit: str  # ISO 4217 code, base unit of measure, "%", or ""
    head: str  # stem of the noun that is counted, or ""
    number: Span
    noun: Span  # empty where there is none
    part: bool  # "three of the five"
    attributive: bool  # "five-nation talks"

    @property
    def value(self) -> str:
        """The normal form: "5", "3000000000000 JPY", ">150", "9th"."""
        return _normal(self)


def quantities(text: str, start: int = 0, end: int | None = None, skip: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """Give the amounts of `text[start:end]` in order; numbers that touch a span of `skip` (dates) are left out."""
    last = len(text) if end is None else end
    found = numbers(text, start, last)
    blocked = sorted(skip)
    starts = [s[0] for s in blocked]
    made: list[Quantity] = []
    for number in found:
        if made and number.start < made[-1].number.end:
            continue
        index = bisect_right(starts, number.end - 1) - 1
        if index >= 0 and blocked[index][1] > number.start:
            continue
        quantity = _read(text, number, start, last)
        if quantity is not None:
            made.append(quantity)
    return tuple(made)


_RANGE = re.compile(r"(?P<dash> ?[-–—] ?)(?=[0-9])|(?P<to> to )(?=[0-9])|(?P<and> and )(?=[0-9])")


# ---------------------------------------------------------------- unit and noun

_CURRENCY = re.compile(r"[ -]?([A-Za-z]+(?:\.[A-Z]\.)?(?: dollars| sterling)?)")
_PARTING = re.compile(r"(?:[Oo]ther|another|remaining|[Ee]ach of the|of the) \Z")
_BEFORE_UNIT = re.compile(
    r"(?:\b([Mm]agnitude|[Aa]ge)(?:d| of| was| is)?(?: at least| about| around)?"
    r"|\b(?:[Dd]ie[sd]|[Dd]ead|[Dd]eath)(?: [A-Z]\w+)? [Aa]t)[ -]\Z"
)


def _currency(text: str, number: Number, end: int) -> tuple[str, int]:
    match = _CURRENCY.match(text, number.end, end)
    if match:
        for words in (match[1], match[1].split()[0]):
            code = lexicon.currency_words().get(words)
            if code:
                return code, match.start(1) + len(words)
    if number.value >= _SUM and (pounds := _POUNDS.match(text, number.end, end)):
        return "GBP", pounds.end()
    return "", number.end


_POUNDS = re.compile(r" pounds\b(?! of\b)")  # "74 million pounds" is a sum, "74 pounds" a weight
_RATE = re.compile(
    r"(?:[^\W\d_]+ ){0,2}?(?:per|a|an|each|every) "
    r"(?:year|month|week|day|hour|season|night|person|head|game|capita|barrel|ton|share)\b"
    r"|(?:annually|yearly|monthly|daily|weekly)\b|each\b"
)


# ---------------------------------------------------------------- bounds


class _Bounds(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    names: dict[str, Bound]


@cache
def _bounds() -> _Bounds:
    names: dict[str, Bound] = {}
    before: list[str] = []
    after: list[str] = []
    for bound in lexicon.bounds():
        for phrase in (*bound.before, *bound.after):
            names[phrase] = bound.name  # type: ignore[assignment]
        before.extend(bound.before)
        after.extend(bound.after)
    first = "|".join(f"[{p[0].upper()}{p[0]}]{re.escape(p[1:])}" for p in sorted(before, key=len, reverse=True))
    second = "|".join(re.escape(p) for p in sorted(after, key=len, reverse=True))
    return _Bounds(
        re.compile(rf"(?<!\w)(?:well |far |only )?({first}) ?(?:a total of |an? )?\Z"),
        re.compile(rf"(?: |(?=\+))({second})(?!\w)"),
        names,
    )


_REACH = 28  # characters before a number in which a bound may stand


_NO_BOUND = re.compile(r"\b(?:[Aa]dd(?:s|ed|ing)?|[Ss]ignatures?|[Nn]ames?) \Z")  # add "up to", signatures "under"
_NO_BOUND_REACH = 12  # characters before a bound


def _bound(text: str, number: Number, start: int, end: int) -> tuple[Bound, int, int]:
    """Give the bound of a number, and the span of bound and number."""
    low = max(start, number.start - _REACH)
    unit_before = _BEFORE_UNIT.search(text, low, number.start)
    for position in (number.start, unit_before.start() if unit_before else number.start):
        before = _bounds().before.search(text, low, position)
        if before and not _NO_BOUND.search(text, max(start, before.start(1) - _NO_BOUND_REACH), before.start(1)):
            return _bounds().names[before[1][0].lower() + before[1][1:]], before.start(1), number.end
    unit = unit_at(text, number.end, end)
    for position in (number.end, unit[1] if unit else number.end):
        after = _bounds().after.match(text, position, end)
        if after:
            return _bounds().names[after[1]], number.start, after.end()
    return "", number.start, number.end


def _limits(value: float, bound: Bound) -> tuple[float, float]:
    if bound in ("more", "least"):
        return value, inf
    if bound in ("less", "most"):
        return 0.0, value
    if bound == "nearly":
        return 0.9 * value, value
    if bound == "just":
        return value, 1.1 * value
    return (0.9 * value, 1.1 * value) if bound == "about" else (value, value)


_SO_MANY = ("as many as ", "as much as ")


def _is_exact(value: float, said: str) -> bool:
    """Tell a number that is no round limit: "as many as 71 percent"."""
    figures = f"{value:.10g}".replace(".", "").strip("0")
    return said.endswith(_SO_MANY) and figures[-1:] != "5" and len(figures) > 1


# ---------------------------------------------------------------- reading


def _read(text: str, number: Number, start: int, end: int) -> Quantity | None:
    """Read one number with what stands around it; None where it is no amount."""
    bound, begin, stop = _bound(text, number, start, end)
    if bound == "most" and _is_exact(number.value, text[begin : number.start].lower()):
        bound = ""
    low, high = _limits(number.value, bound)
    step, last = number.step, number.end
    if number.kind == "vague":
        low, high, bound = number.value, 100 * number.value, "about"
    elif ranged := _range(text, number, end):
        low, high, bound = number.value, ranged.value, "range"
        number = number._replace(sign=number.sign or ranged.sign, kind=ranged.kind, end=ranged.end)
        last = stop = ranged.end
    kind, unit, factor, tail = _measure(text, number, end)
    if kind == "measure" and unit != "age" and (more := _AND_A_HALF.match(text, tail, end)):  # "an hour and a half"
        low, high, tail = low + 0.5, high + 0.5, more.end()
        number = number._replace(value=number.value + 0.5, end=tail)
    elif unit == "hour" and factor == 1 and (minutes := _minutes(text, tail, end)):  # "two hours and twenty minutes"
        low, high, tail = low + minutes.value / 60, high + minutes.value / 60, minutes.end
        number = number._replace(end=tail)
    last = max(last, tail)
    part = _PARTING.search(text, max(start, begin - 12), begin) is not None
    if unit in _TIMES and _OVER.match(text, begin) and not _WELL.search(text, max(start, begin - _WELL_REACH), begin):
        # "over five years" mostly says within which time
        low = high = number.value
        bound = ""
    noun: Noun | None = None
    if kind in ("count", "ordinal"):
        noun, part = counted(text, number, max(last, stop), end, part)
    if kind == "count" and ((number.value == 1 and noun is None) or _counts_nothing(text, number, start, end, noun)):
        return None
    bare = kind == "ordinal" and noun is None
    ranked = bare and is_rank(text, number, start, end)
    if bare and not ranked and _A.search(text, max(start, number.start - 3), number.start):
        return None  # "perhaps a third existed already"
    if kind == "count" and noun is None:
        kind, unit = _as_before(text, number)
    if kind == "count" and noun is None and (label := labelled(text, number)):
        kind, unit = "label", label
    head = noun.stem if noun else head_before(text, begin, start) if kind == "count" else ""
    head = held_before(text, number, start) if bare else head
    head = "" if head == "things" else head  # which are of any kind: "181 things to see"
    head = words.RANK if ranked else head
    finish = max(last, stop, noun.end if noun else 0)
    if kind == "money" and _RATE.match(text, finish + 1, end):
        unit += " per"
    return Quantity(
        begin, finish, text[begin:finish], kind, low * factor, high * factor, step * factor, bound, unit,
        head, Span(number.start, number.end),
        Span(noun.start, noun.end) if noun else Span(finish, finish), part, text[number.end : number.end + 1] == "-",
    )  # fmt: skip


_A = re.compile(r"\b[Aa] \Z")
_AND = re.compile(r"(?: and|,)? (?=[\w-]+ minutes?\b)")
_MINUS = re.compile(r"\b[Mm]inus \Z")
_BELOW_ZERO = re.compile(r" (?:below|above) (?:zero|0)\b")
_BELOW = re.compile(r"\b(?:below|above) \Z")
_MINUTES_REACH = 40  # characters in which a number of minutes is told


def _counts_nothing(text: str, number: Number, start: int, end: int, noun: Noun | None) -> bool:
    """Tell a temperature ("minus 20 degrees", "30 below zero") and an hour of the clock ("at three this morning")."""
    if _MINUS.search(text, max(start, number.start - 6), number.start) or _BELOW_ZERO.match(text, number.end, end):
        return True
    if number.value == 0 and _BELOW.search(text, max(start, number.start - 6), number.start):
        return True
    return noun is None and _is_clock(text, number, start, end)


_PAST_HOUR = re.compile(r"\b(?:half|quarter|minutes?) (?:past|to|after) \Z")
_AT = re.compile(
    r"\b(?:[Aa]t|[Bb]y|[Aa]round|[Uu]ntil|[Tt]ill|[Ff]rom|[Bb]efore|[Aa]fter)(?: about| around| exactly)? \Z"
)
_OF_DAY = re.compile(
    r" (?:o[’']clock|at night|tonight|sharp|[ap]\.?m\b"
    r"|(?:this|that|the (?:next|same)|in the(?: early)?) (?:morning|afternoon|evening))"
)
_DOTTED = re.compile(r"[0-2]?\d\.[0-5]\d")  # "the day begins at 9.30"
_CLOCK_REACH = 20  # characters before an hour
_LAST_HOUR = 24


def _is_clock(text: str, number: Number, start: int, end: int) -> bool:
    """Tell an hour of the clock."""
    if number.value > _LAST_HOUR or number.kind != "cardinal":
        return False
    low = max(start, number.start - _CLOCK_REACH)
    if _PAST_HOUR.search(text, low, number.start):
        return True
    if _DOTTED.fullmatch(text, number.start, number.end) and _AT.search(text, low, number.start):
        return True
    return _OF_DAY.match(text, number.end, end) is not None and _AT.search(text, low, number.start) is not None


def _minutes(text: str, start: int, end: int) -> Number | None:
    """Give the minutes told behind hours, their unit within."""
    link = _AND.match(text, start, end)
    found = numbers(text, link.end(), min(end, link.end() + _MINUTES_REACH)) if link else []
    if link is None or not found or found[0].start != link.end():
        return None
    unit = unit_at(text, found[0].end, end)
    return found[0]._replace(end=unit[1]) if unit else None


_AND_A_HALF = re.compile(r" and a half\b(?! (?:of|an?)\b)")
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})
_OVER = re.compile(r"[Oo]ver\b")
_WELL = re.compile(r"\b(?:well|far) \Z")  # "well over five years" says how long
_WELL_REACH = 6  # characters before "over"


# "a yen loan of 64.3 billion": the currency stands before the thing.
_YEN_LOAN = re.compile(
    r"\b([a-z]+)[- ](?:loans?|credits?|grants?|bonds?|funds?|contracts?|deals?|budgets?|investments?|packages?)"
    r" (?:of|worth|over|for|totall?ing)(?: (?:up to|about|around|some|nearly|almost|over|more than))? \Z"
)
_YEN_LOAN_REACH = 48  # characters before a number
_SUM = 1e6  # from which a bare number beside sums of money is one
_SUM_REACH = 220  # characters back to the sum whose currency it shares


def _as_before(text: str, number: Number) -> tuple[Kind, str]:
    """Give the currency of a sum told before to a large number of nothing: "a year earlier it had been 2.1 billion"."""
    if number.value >= _SUM:
        of = _YEN_LOAN.search(text, max(0, number.start - _YEN_LOAN_REACH), number.start)
        if of and (code := lexicon.currency_words().get(of[1])):
            return "money", code
        back = max(0, number.start - _SUM_REACH)
        for other in reversed(numbers(text, back, number.start)):
            kind, unit, *_ = _measure(text, other, number.start)
            if kind == "money":
                return kind, unit
    return "count", ""


def _range(text: str, number: Number, end: int) -> Number | None:
    """Give the upper end of "5-10", "5 to 10", "between 5 and 10"."""
    if number.kind not in ("cardinal", "percent"):
        return None
    link = _RANGE.match(text, number.end, end)
    if link is None:
        return None
    before = text[max(0, number.start - 8) : number.start].lower()
    if (link["and"] and not before.endswith("between ")) or (link["to"] and before.endswith("from ")):
        return None
    digits = UPPER.match(text, link.end(), end)
    upper = digit_number(text, digits, link.end(), end) if digits and not digits["ordinal"] else None
    return upper if upper and upper.value > number.value else None


# What the reading of the number has settled already: kind and unit.
_SETTLED: dict[str, tuple[Kind, str]] = {
    "ordinal": ("ordinal", ""), "percent": ("percent", "%"), "score": ("score", "score"), "record": ("score", "record"),
    "name": ("measure", "name"),
}  # fmt: skip


def _measure(text: str, number: Number, end: int) -> tuple[Kind, str, float, int]:
    """Give kind, unit, factor to the base unit and the end of the unit."""
    if number.kind in _SETTLED:
        return *_SETTLED[number.kind], 1.0, number.end
    if number.kind.startswith("/"):
        return "measure", number.kind, 1.0, number.end
    code, stop = (number.sign, number.end) if number.sign else _currency(text, number, end)
    if code:
        return "money", code, 1.0, stop
    if found := age_of(text, number, end):
        return "measure", "age", 1.0, found
    if before := _BEFORE_UNIT.search(text, max(0, number.start - 28), number.start):
        return "measure", (before[1] or "age").lower(), 1.0, number.end
    if unit := unit_at(text, number.end, end):
        return "measure", unit[0].base, unit[0].factor, unit[1]
    shakes = _is_magnitude(text, number, end)
    return "measure" if shakes else "count", "magnitude" if shakes else "", 1.0, number.end


_RICHTER = re.compile(r"[ -]Richter\b| on the (?:[\w-]+ ){0,2}?(?:Richter|magnitude) ", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[ -]([A-Za-z]+)")


def _is_magnitude(text: str, number: Number, end: int) -> bool:
    """Tell how strong an earthquake was: "5.6 on the Richter scale", "a 5.9 earthquake"."""
    if number.kind != "cardinal":
        return False
    word = _NEXT_WORD.match(text, number.end, end) if "." in text[number.start : number.end] else None
    if word is not None and word[1].lower() in lexicon.words("quake"):
        return True
    return _RICHTER.match(text, number.end, end) is not None


_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def plain(value: float) -> str:
    """Write a number as a reader likes it: "3 trillion", "2.69 million", "36,799,812", "1.8"."""
    if value < 1e4:
        return f"{value:.0f}" if value == round(value) else f"{value:.4f}".rstrip("0")
    for scale, word in _SCALES:
        if value >= scale and round(value / scale, 4) * scale == value:
            return f"{value / scale:.4f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{value:,.0f}"


def _ordinal(value: float) -> str:
    number = int(value)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _written(quantity: Quantity, value: float) -> str:
    """Write a value; of miles and acres no more figures than they were told with."""
    exact = quantity.kind != "measure" or value < _LARGE or abs(value - round(value, _PLACES)) < _TINY
    return plain(value if exact else float(f"{value:.{_FIGURES}g}"))


_FIGURES = 4  # of what is converted
_LARGE = 10  # from which a value is cut to them
_PLACES = 2  # decimals with which a value may have been told
_TINY = 1e-9  # by which a decimal in binary may be off


def _normal(quantity: Quantity) -> str:
    if quantity.kind == "ordinal":
        return _ordinal(quantity.low)
    if quantity.kind == "score":
        return f"{quantity.low // PAIR:.0f}-{quantity.low % PAIR:.0f}"
    unit, factor = _unit_of(quantity)
    low, high = (_written(quantity, v / factor) if v != inf else "" for v in (quantity.low, quantity.high))
    sign = {"more": ">", "least": "≥", "less": "<", "most": "≤", "nearly": "~", "just": "~", "about": "~"}.get(
        quantity.bound, ""
    )
    if quantity.bound in ("less", "most", "nearly"):
        number = high
    elif quantity.bound == "about":
        middle = (quantity.low + quantity.high) / 2 / factor
        number = _written(quantity, middle) if quantity.high < 99 * quantity.low else low
    else:
        number = f"{low}-{high}" if quantity.bound == "range" else low
    return f"{sign}{number}{'' if unit in ('', '%') or unit[0] == '/' else ' '}{unit}"


def _unit_of(quantity: Quantity) -> tuple[str, float]:
    """Give the unit in which a value is written, and how many of its base that holds."""
    value = quantity.high if quantity.low == 0 else quantity.low
    for written in lexicon.written().get(quantity.unit, ()) if quantity.kind == "measure" else ():
        if written.least <= value < written.below:
            return written.unit, written.factor
    return quantity.unit, 1.0
