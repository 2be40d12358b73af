"""Amounts in running text: counts, money, percentages, measures and ordinals with their bounds and nouns."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from math import inf
from typing import Literal, NamedTuple

from cajad_cli.extract.numbers import PAIR, UPPER, Number, digit_number, numbers, unit_at
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon import quantities as lexicon
from cajad_cli.model import Span

Kind = Literal["count", "money", "percent", "measure", "ordinal", "score", "label"]
Bound = Literal["", "more", "least", "less", "most", "nearly", "about", "range"]


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

_NEXT = re.compile(r"[ \n-](?:[“\"‘])?([^\W\d_]+(?:[-'’][^\W\d_]+)*[’']?)")
_CURRENCY = re.compile(r"[ -]?([A-Za-z]+(?:\.[A-Z]\.)?(?: dollars| sterling)?)")
_OF_THEM = re.compile(r" of (?:the|our|their|its|his|her|those|these|them|us|all)\b")  # "in Leeds, 34 of the boats"
_AGE = re.compile(r"[- ]year ?[- ] ?olds?\b|[- ]years? of age\b|[- ]years? old\b")
_OF = re.compile(r" of (?:the |these |those |its |their |his |her |all )?(?:[\w.,]+ )??(?=[\w“‘])")
_OTHERS = re.compile(r" (?:\w+ )?(?:others?|more)\b")
_PARTING = re.compile(r"(?:[Oo]ther|another|remaining|[Ee]ach of the|of the) \Z")
_BEFORE_UNIT = re.compile(
    r"(?:\b([Mm]agnitude|[Aa]ge)(?:d| of)?(?: at least| about| around)?"
    r"|\b(?:[Dd]ie[sd]|[Dd]ead|[Dd]eath)(?: [A-Z]\w+)? [Aa]t)[ -]\Z"
)
_MOST_WORDS = 6


def _currency(text: str, start: int, end: int) -> tuple[str, int]:
    match = _CURRENCY.match(text, start, end)
    if match:
        for words in (match[1], match[1].split()[0]):
            code = lexicon.currency_words().get(words)
            if code:
                return code, match.start(1) + len(words)
    return "", start


_AGE_BEFORE = re.compile(r"[A-Za-z.’'\"”)], (?:who is |now )?\Z")
_AGE_AFTER = re.compile(r"[,.;)]|\Z| (?:and|was|of|from|who|has|had|is|[a-z]+(?:ed|ly)(?! [a-z]+s\b))\b")
_AGE_SUBJECT = re.compile(r"\b(?:[Hh]e|[Ss]he|who) (?:was|is|turned|had just turned) (?:only |just )?\Z")
_AGE_OPENS = re.compile(
    r"(?:\A|[.;:,!?”\"\n]|\b[Nn]ow|\b[Ss]till|\b[Aa]nd)\s*[Aa]t (?:only |just )?\Z"
)  # "At 34, he …"
_HOURS = 24  # "at 12 he" may be said of the clock
_AGE_SELF = re.compile(r",? (?:s?he|who)\b")
_AGE_DONE = re.compile(r"[.,;]|\Z| (?:when|and|at the time)\b")


def _is_age(text: str, number: Number, end: int) -> bool:
    """Tell the age that stands between commas behind a name: "Jane Doe, 34, said", or alone: "He was 34."."""
    if number.kind != "cardinal" or not 0 < number.value < 115:
        return False
    if _AGE_SUBJECT.search(text, max(0, number.start - 28), number.start) and _AGE_DONE.match(text, number.end, end):
        return text[number.end : number.end + 1] != "." or not text[number.end + 1 : number.end + 2].isdigit()
    opens = number.value > _HOURS and _AGE_OPENS.search(text, max(0, number.start - 14), number.start)
    if opens and _AGE_SELF.match(text, number.end, end):
        return True
    return (
        text[number.start].isdigit()
        and _AGE_BEFORE.search(text, max(0, number.start - 10), number.start) is not None
        and text[number.end : number.end + 1] not in ("%", "-")
        and _OF_THEM.match(text, number.end, end) is None
        and _AGE_AFTER.match(text, number.end, end) is not None
    )


_RATE = re.compile(
    r"(?:[^\W\d_]+ ){0,2}?(?:per|a|an|each|every) "
    r"(?:year|month|week|day|hour|season|night|person|head|game|capita|barrel|ton|share)\b"
    r"|(?:annually|yearly|monthly|daily|weekly)\b|each\b"
)


class _Noun(NamedTuple):
    start: int
    end: int
    stem: str


def _noun(text: str, start: int, end: int, single: bool) -> _Noun | None:
    """Find what is counted behind a number: the last of the first plural nouns, or (`single`) the last word."""
    found: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    position, possessive = start, False
    for _ in range(_MOST_WORDS):
        match = _NEXT.match(text, position, end)
        if match is None or (match[1].lower() in lexicon.words("stop") and not _qualifies(text, match, end)):
            break
        word, position = match[1], match.end()
        last = match.span(1)
        if _is_plural(word):
            found, possessive = last, word[-1] in "’'"
        elif found and not possessive:
            break
    chosen = found or (_single(text, last, start) if single else None)
    if chosen is None:
        return None
    word = text[slice(*chosen)].rstrip("’'")
    return _Noun(chosen[0], chosen[0] + len(word), stem(word.rpartition("-")[2]) or word.lower())


def _qualifies(text: str, participle: re.Match[str], end: int) -> bool:
    """Tell "38 signed documents" from "38 signed the document"."""
    thing = _NEXT.match(text, participle.end(), end)
    return participle[1] in lexicon.words("adjectival") and thing is not None and _is_plural(thing[1])


def _single(text: str, last: tuple[int, int] | None, start: int) -> tuple[int, int] | None:
    """Give the noun of "one man" and "one man died": a verb in -ed behind it is none."""
    if last is None or text[last[1] - 2 : last[1]] != "ed":
        return last
    before = _LAST_WORD.search(text, max(start, last[0] - _LONGEST_WORD), last[0])
    return before.span(1) if before else None


_LONGEST_WORD = 40
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \n]\Z")


_SERIES = re.compile(r" (?:in|of) (?:a|the|this|its|their) (?:\w+ )?(?:series|row|string) of(?= )")
_NAMED = re.compile(r"[ \n][“\"«][^”\"»\n]{3,60}[”\"»](?=[ \n])")


def _edition(text: str, start: int, end: int) -> _Noun | None:
    """Find what an ordinal numbers: the first word behind it that names something held in a row."""
    series = _SERIES.match(text, start, end) or _NAMED.match(text, start, end)
    position = series.end() if series else start
    for _ in range(_MOST_WORDS):
        match = _NEXT.match(text, position, end)
        if match is None or match[1].lower() in lexicon.words("stop"):
            return None
        word, position = match[1].rstrip("’'"), match.end()
        if _is_held(word, plural=series is not None) and not _of_ministers(text, word, position, end):
            return _Noun(match.start(1), match.start(1) + len(word), stem(word))
    return None


def _is_held(word: str, plural: bool) -> bool:
    low = word.lower()
    return low in lexicon.words("edition") or (plural and low.removesuffix("s") in lexicon.words("edition"))


def _of_ministers(text: str, word: str, position: int, end: int) -> bool:
    """Tell the adjective of "ministerial meetings" from the noun of "the sixth ministerial"."""
    following = _NEXT.match(text, position, end) if word.lower() == "ministerial" else None
    return following is not None and _is_held(following[1], plural=True)


def _is_plural(word: str) -> bool:
    low = word.lower().rstrip("’'")
    if low in lexicon.words("plural"):
        return True
    if low.endswith(("people", "women", "smen", "rmen")):
        return True
    return (
        len(low) > 3
        and low.endswith("s")
        and not low.endswith(("ss", "us", "is", "’s", "'s"))
        and (low not in lexicon.words("singular"))
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
        re.compile(rf"(?<!\w)(?:just |well |slightly |only )?({first}) ?(?:a total of |an? )?\Z"),
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
    return (0.9 * value, 1.1 * value) if bound == "about" else (value, value)


# ---------------------------------------------------------------- reading


def _read(text: str, number: Number, start: int, end: int) -> Quantity | None:
    """Read one number with what stands around it; None where it is no amount."""
    bound, begin, stop = _bound(text, number, start, end)
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
    if unit in _TIMES and _OVER.match(text, begin):  # "over five years" mostly says within which time
        low = high = number.value
        bound = ""
    noun: _Noun | None = None
    if kind in ("count", "ordinal"):
        noun, part = _counted(text, number, max(last, stop), end, part)
    if kind == "count" and ((number.value == 1 and noun is None) or _counts_nothing(text, number, start, end, noun)):
        return None
    if kind == "count" and noun is None:
        kind, unit = _as_before(text, number)
    if kind == "count" and noun is None and (label := _labelled(text, number)):
        kind, unit = "label", label
    head = noun.stem if noun else _head_before(text, begin, start) if kind == "count" else ""
    finish = max(last, stop, noun.end if noun else 0)
    if kind == "money" and _RATE.match(text, finish + 1, end):
        unit += " per"
    return Quantity(
        begin, finish, text[begin:finish], kind, low * factor, high * factor, step * factor, bound, unit,
        head, Span(number.start, number.end),
        Span(noun.start, noun.end) if noun else Span(finish, finish), part, text[number.end : number.end + 1] == "-",
    )  # fmt: skip


_AND = re.compile(r"(?: and|,)? (?=[\w-]+ minutes?\b)")
_MINUS = re.compile(r"\b[Mm]inus \Z")


def _counts_nothing(text: str, number: Number, start: int, end: int, noun: _Noun | None) -> bool:
    """Tell a temperature ("minus 20 degrees") and an hour of the clock ("at three this morning")."""
    if _MINUS.search(text, max(start, number.start - 6), number.start):
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
_CLOCK_REACH = 20  # characters before an hour
_LAST_HOUR = 24


def _is_clock(text: str, number: Number, start: int, end: int) -> bool:
    """Tell an hour of the clock."""
    if number.value > _LAST_HOUR or number.kind != "cardinal":
        return False
    low = max(start, number.start - _CLOCK_REACH)
    if _PAST_HOUR.search(text, low, number.start):
        return True
    return _OF_DAY.match(text, number.end, end) is not None and _AT.search(text, low, number.start) is not None


def _minutes(text: str, start: int, end: int) -> Number | None:
    """Give the minutes told behind hours, their unit within."""
    link = _AND.match(text, start, end)
    found = numbers(text, link.end(), min(end, link.end() + _LONGEST_WORD)) if link else []
    if link is None or not found or found[0].start != link.end():
        return None
    unit = unit_at(text, found[0].end, end)
    return found[0]._replace(end=unit[1]) if unit else None


_LABEL_REACH = 16  # characters before a number in which the word stands that it numbers
_LABEL = re.compile(r"(?<![\w-])([^\W\d_]+)(?:\.?[ \n]|\.)\Z")


def _labelled(text: str, number: Number) -> str:
    """Give the word for what a number tells from others of its kind: "drift 7", "Week 16", "no. 3"; "" for none."""
    word = _LABEL.search(text, max(0, number.start - _LABEL_REACH), number.start)
    found = word[1].lower() if word is not None and number.kind == "cardinal" else ""
    return found if found in lexicon.words("label") else ""


_AND_A_HALF = re.compile(r" and a half\b(?! (?:of|an?)\b)")
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})
_OVER = re.compile(r"[Oo]ver\b")


_SUM = 1e6  # from which a bare number beside sums of money is one
_SUM_REACH = 220  # characters back to the sum whose currency it shares


def _as_before(text: str, number: Number) -> tuple[Kind, str]:
    """Give the currency of a sum told before to a large number of nothing: "a year earlier it had been 2.1 billion"."""
    if number.value >= _SUM:
        back = max(0, number.start - _SUM_REACH)
        for other in reversed(numbers(text, back, number.start)):
            kind, unit, *_ = _measure(text, other, number.start)
            if kind == "money":
                return kind, unit
    return "count", ""


_COUNTED_BEFORE = re.compile(
    r"\b(?:[Nn]umber of (?:[\w-]+ ){0,2}?(?P<of>[a-z]+s|people)(?: [^,.;:]{1,40})?|(?P<of_whom>[A-Za-z]+s))"
    r" (?P<verb>numbered|number|totall?ed|total|was|is|(?:has |had )?reached|stood at|stands at|came to|rose to"
    r"|(?:has |had )?(?:risen|grown) to|grew to|amounted to|fell to)(?: only| just| already)? \Z"
)
_ATTENDED = re.compile(
    r"\b[Aa]ttendance (?:(?:at|for|of|in|on) (?:the|this|all|its|both) [^,.;:]{1,40}? )?"
    r"(?:of|was|reached|came to|stood at|was (?:put|given|estimated|counted) (?:at|as)) \Z"
)
_BEFORE_REACH = 90


def _head_before(text: str, begin: int, start: int) -> str:
    """Give the stem of the noun that a number without one follows: "the number of guests was 450"."""
    low = max(start, begin - _BEFORE_REACH)
    if _ATTENDED.search(text, low, begin):
        return stem("participants")
    match = _COUNTED_BEFORE.search(text, low, begin)
    if match is None or (match["of_whom"] and match["verb"] not in ("numbered", "number", "totaled", "totalled")):
        return ""
    return stem(match["of"] or match["of_whom"])


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
    code, stop = (number.sign, number.end) if number.sign else _currency(text, number.end, end)
    if code:
        return "money", code, 1.0, stop
    if found := _age(text, number, end):
        return "measure", "age", 1.0, found
    if before := _BEFORE_UNIT.search(text, max(0, number.start - 28), number.start):
        return "measure", (before[1] or "age").lower(), 1.0, number.end
    if unit := unit_at(text, number.end, end):
        return "measure", unit[0].base, unit[0].factor, unit[1]
    return "count", "", 1.0, number.end


def _age(text: str, number: Number, end: int) -> int | None:
    """Give where an age ends, None where there is none."""
    if age := _AGE.match(text, number.end, end):
        return age.end() if _is_of_person(text, age, end) else None
    return number.end if _is_age(text, number, end) else None


def _is_of_person(text: str, age: re.Match[str], end: int) -> bool:
    """Tell the age of a person from that of a thing: "the 41-year-old case", "Ford's 30-year-old mark".

    Behind it stands a person, a name, no noun at all, or what the lexicon does not know.
    """
    following = _UP_TO_NOUN.match(text, age.end(), end)
    return following is None or following[1].lower().rstrip("s") not in lexicon.words("aged")


_UP_TO_NOUN = re.compile(
    r"(?:[ -][a-z]+){0,3}?[ -]([a-z]+)"
    r"(?= (?:of|in|at|by|from|to|for|with|and|that|which|was|is|has|had|when)\b|[.,;:]|\Z)"
)


def _counted(text: str, number: Number, position: int, end: int, part: bool) -> tuple[_Noun | None, bool]:
    """Give what a number counts, and whether it is only a part of the whole."""
    single = number.value == 1 or text[number.end : number.end + 1] == "-"
    link = _OF.match(text, position, end)
    if number.kind == "ordinal":
        return _edition(text, position, end), part
    if text[number.end : number.end + 1] == "-" and (word := _NEXT.match(text, number.end, end)):
        bare = word[1].partition("-")[0].rstrip("’'")
        return _Noun(word.start(1), word.start(1) + len(bare), stem(bare) or bare.lower()), part
    if _OTHERS.match(text, position, end):
        part = True
    if link:
        return _noun(text, link.end() - 1, end, single), part or number.kind != "vague"
    return _noun(text, position, end, single), part


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


def _normal(quantity: Quantity) -> str:
    low, high = (plain(v) if v != inf else "" for v in (quantity.low, quantity.high))
    sign = {"more": ">", "least": "≥", "less": "<", "most": "≤", "nearly": "~", "about": "~"}.get(quantity.bound, "")
    if quantity.kind == "ordinal":
        return _ordinal(quantity.low)
    if quantity.kind == "score":
        return f"{quantity.low // PAIR:.0f}-{quantity.low % PAIR:.0f}"
    if quantity.bound in ("less", "most", "nearly"):
        number = high
    elif quantity.bound == "about":
        number = plain((quantity.low + quantity.high) / 2) if quantity.high < 99 * quantity.low else low
    else:
        number = f"{low}-{high}" if quantity.bound == "range" else low
    return f"{sign}{number}{'' if quantity.unit in ('', '%') or quantity.unit[0] == '/' else ' '}{quantity.unit}"
