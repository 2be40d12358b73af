"""Numbers in running text: figures, words, ordinals, percentages, results; what they count is read elsewhere."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cajad_cli.extract.halves import ones_and_halves
from cajad_cli.extract.said import mark, said
from cajad_cli.lexicon import quantities as lexicon


class Number(NamedTuple):
    """One number as it is written; `step` is the unit of the last place given."""

    start: int
    end: int
    value: float
    step: float
    kind: str  # "cardinal", "ordinal", "percent", "vague", "score", "record", "name", "/10"
    sign: str  # currency code


def numbers(text: str, start: int, end: int) -> list[Number]:
    """Give the numbers of `text[start:end]` in order; of two that overlap both are given."""
    unsaid = (Number(*found, "") for found in ones_and_halves(text, start, end))
    return sorted((*_digits(text, start, end), *_words(text, start, end), *unsaid))


_TIMES = "second|minute|hour|day|night|week|month|year|decade|match|game|attempt"


# The digit comes first so that `re` skips fast; the lookbehind keeps out "G7", "10:30" and decimals.
_FIGURE = (
    r"[0-9]*(?:,[0-9]{3})*(?:\.[0-9]+|[½¼¾])?"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|(?P<out>/(?:10|5|100|4)\b)|(?![\w:/]|[.,][0-9])|(?=[kmbt]n?\b|mln\b|bln\b|trn\b|[a-zA-Z]{2,6}\b))"
)
_DESIGNATOR = re.compile(r"ers\b")  # "49ers": a name, whose number is no count


@cache
def _digit_pattern() -> re.Pattern[str]:
    """Compile numbers in figures, which may follow the letters of a currency: "Rs500"."""
    letters = "".join(rf"|(?<=\b{re.escape(sign)}.)" for sign in lexicon.signs() if sign.isalpha())
    return re.compile(rf"[0-9](?:(?<![\w.,:/].){letters})(?<![0-9A-Z][-–].)(?<!\bAK.)" + _FIGURE)


UPPER = re.compile(r"[0-9]" + _FIGURE)
_SCALE = re.compile(
    r"[ -]?(?P<long>[Tt]rillion|[Bb]illion|[Mm]illion|[Tt]housand|[Hh]undred|crore|lakh|dozen)\b"
    r"|[ ]?(?P<short>[Tt]ril|[Bb]il|[Mm]il|mln|bln|trn|bn|tn|mn)\b\.?| ?(?P<letter>[kmbMKB]|MM)\b"
)
_PERCENT = re.compile(
    r"(?:(?P<basis>[- ]basis[- ]points?)|[- ]?percentage[- ]points?|[- ]?per ?cent|[ ]?%| pct"
    r"| (?:in|out of) (?:a|each|every) hundred(?! (?:years?|days?|times?|thousand|million)\b))(?!\w)"
)


@cache
def _signs() -> re.Pattern[str]:
    signs = sorted(lexicon.signs(), key=len, reverse=True)
    return re.compile("(?<![A-Za-z])(" + "|".join(map(re.escape, signs)) + r") ?\Z")


def _digits(text: str, start: int, end: int) -> Iterator[Number]:
    for match in _digit_pattern().finditer(text, start, end):
        number = digit_number(text, match, start, end)
        if number is not None:
            yield _and_half(text, number, end)


_MOST_FIGURES = 24  # characters; longer ones are no amounts


def digit_number(text: str, match: re.Match[str], start: int, end: int) -> Number | None:
    """Read a number in figures with its sign, scale and percent.

    None where it is a day, a year, a list marker or the rest of "2, 000".
    """
    before = text[max(start, match.start() - 11) : match.start()]
    if (
        match.group().startswith("00")
        or len(match.group()) > _MOST_FIGURES
        or _is_marker(text, match, start, end)
        or (_MONTH_BEFORE.search(before) and _is_day(text, match, end))
    ):
        return None
    value, step = _figures(match)
    if match["ordinal"]:
        return Number(match.start(), match.end(), value, 1, "ordinal", "")
    sign = _signs().search(before)
    if sign and sign[1] in _LETTERS and not _LARGE.match(text, match.start(), end):
        sign = None
    begin = match.start() - len(sign.group()) if sign else match.start()
    code = lexicon.signs()[sign[1]] if sign else ""
    if match["out"]:
        return Number(begin, match.end(), value, step, match["out"], "")
    if _DESIGNATOR.match(text, match.end(), end):
        return Number(begin, match.end() + 3, value, step, "name", "")
    scale = _SCALE.match(text, match.end(), end)
    if scale and (not scale["letter"] or code or scale.group() in "kK" or _SUM_AFTER.match(text, scale.end(), end)):
        factor = lexicon.numbers("scales")[(scale["long"] or scale["short"] or scale["letter"]).lower()]
        return _percent_or_sum(text, Number(begin, scale.end(), value * factor, step * factor, "cardinal", code), end)
    if text[match.end() : match.end() + 1].isalpha() and unit_at(text, match.end(), end) is None:
        return None
    if share := _digit_share(text, match, end):
        return share
    plain = Number(begin, match.end(), value, step, "cardinal", code)
    return _percent_or_sum(text, plain, end) if code else _bare(text, match, plain, end)


_IN_TEN = re.compile(
    r" (?:in|out of)(?: every)? (?P<whole>10|100|ten|a hundred)(?![\w,.]\d|\w)(?! (?:" + _TIMES + r")s?\b)"
)


def _digit_share(text: str, match: re.Match[str], end: int) -> Number | None:
    """Read "7 in 10" and "26 out of 100" as percentages."""
    found = _IN_TEN.match(text, match.end(), end) if match.group().isdigit() else None
    if found is None:
        return None
    whole = 10 if found["whole"] in ("10", "ten") else 100
    part = int(match.group())
    return Number(match.start(), found.end(), 100 * part / whole, 100 / whole, "percent", "") if part < whole else None


_LETTERS = frozenset({"Y"})  # that are a currency before large sums alone: "Y250bn", not "Y2K"
_LARGE = re.compile(r"[\d.,]*(?:\d,\d{3}\b| ?(?:bn|mn|tn|m|[mbtr]+illion)\b)")
_SUM_AFTER = re.compile(r" (?:people|euros?|dollars|yen|pounds|[a-z]+s)\b")  # "2m euros", "5m votes", not "5m deep"


def _figures(match: re.Match[str]) -> tuple[float, float]:
    """Give the value of the figures and the unit of their last place."""
    digits = match.group().rstrip("stndrh") if match["ordinal"] else match.group().split("/")[0]
    if part := _VULGAR.get(digits[-1]):
        return float(digits[:-1].replace(",", "")) + part, part
    return float(digits.replace(",", "")), 10.0 ** -len(digits.partition(".")[2])


_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def _percent_or_sum(text: str, number: Number, end: int) -> Number:
    percent = None if number.sign else _PERCENT.match(text, number.end, end)
    if percent is None:
        return number
    part = _BASIS_POINT if percent["basis"] else 1.0
    return number._replace(end=percent.end(), kind="percent", value=part * number.value, step=part * number.step)


_BASIS_POINT = 0.01  # percent


def _bare(text: str, match: re.Match[str], number: Number, end: int) -> Number | None:
    """Read a number without currency or scale, which may be a result, a year or a percentage."""
    if score := _score(text, match, end):
        return score
    read = _percent_or_sum(text, number, end)
    return None if read is number and _is_year(text, match, end) else read


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.? \Z")
_MONTH_AFTER = re.compile(rf" {_MONTH}\b")
_LAST_DAY = 31


def _is_day(text: str, match: re.Match[str], end: int) -> bool:
    """Tell the day behind a month from "in January 81 percent" and "by the end of February 6,200 visitors"."""
    figures = match.group().rstrip("stndrh")
    if not figures.isdigit() or int(figures) > _LAST_DAY:
        return len(match.group()) == _YEAR_DIGITS and match.group().isdigit()  # "in May 2019"
    return _PERCENT.match(text, match.end(), end) is None


_YEAR_DIGITS = 4
_MARKER = re.compile(r"[.)] ")


def _is_marker(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Tell the number of a list item, and the day before a month."""
    before = match.start() - start
    first = before < 8 and not text[start : match.start()].strip(" (\n\t•-")
    return bool((first and _MARKER.match(text, match.end(), end)) or _MONTH_AFTER.match(text, match.end(), end))


_SCORE = re.compile(r"(?:[-–]([0-9]{1,3}))(?:-[0-9]{1,2})?(?![\w%-]|[.,:/][0-9])(?P<unit> [a-z]+s\b)?")
PAIR = 10_000.0  # a score of 20-13 is the number 20 * 10,000 + 13


_IN_A_RECORD = re.compile(r"\((?:\d+-\d+(?:-\d+)?, )?\Z")  # "the Colts (10-5, 4-4 away)"
_RECORD_REACH = 14  # characters before a score


def _score(text: str, match: re.Match[str], end: int) -> Number | None:
    """Read "52-3": two numbers that count down are a result, not a range; the winner's comes first."""
    other = _SCORE.match(text, match.end(), end) if len(match.group()) < 4 else None
    if other is None or "." in match.group() or (other["unit"] and float(other[1]) > float(match.group())):
        return None
    if float(other[1]) > float(match.group()):
        return None
    record = _IN_A_RECORD.search(text, max(0, match.start() - _RECORD_REACH), match.start()) is not None
    value = float(match.group()) * PAIR + float(other[1])
    return Number(match.start(), other.end(1), value, 1, "record" if record else "score", "")


_AFTER_YEAR = re.compile(r"[-\s]+(?:[a-z]+[- ]){0,2}[a-z]{2,}s\b")
_BEFORE_COUNT = re.compile(
    r"(?:more than|less than|fewer than|over|about|around|some|nearly|almost|at least|up to|of) \Z"
)


def _is_year(text: str, match: re.Match[str], end: int) -> bool:
    """Tell a bare number that is most likely a year: 1900 to 2099 with nothing that counts beside it."""
    if len(match.group()) != 4 or not "1500" <= match.group() <= "2099":
        return False
    counted = _AFTER_YEAR.match(text, match.end(), end) or unit_at(text, match.end(), end)
    return not (counted and _BEFORE_COUNT.search(text, max(0, match.start() - 12), match.start()))


def _either(words: Sequence[str]) -> str:
    """Spell alternatives with a small or large first letter, longest first: IGNORECASE costs `re` its speed."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}|{w.upper()}" for w in ordered) + ")"


_VERBS = "is|are|was|were|had|has|have|did|does|could|would|said|says|live|lives|go|goes|went|stay|stayed"
_COMPARED = (
    "from|to|in|on|since|between|within|over|after|compared|against|last|this|and|but|while|more|less|as|by|when|at"
)
_FILLED = "full|empty|done|finished|complete|completed"


@cache
def word_pattern() -> re.Pattern[str]:
    """Compile numbers in words."""
    cardinals, ordinals = lexicon.numbers("cardinals"), lexicon.numbers("ordinals")
    units = "|".join(w for w, v in cardinals.items() if 0 < v < 10)
    tens = _either([w for w, v in cardinals.items() if v >= 20])
    firsts = "|".join(w for w, v in ordinals.items() if v < 10)
    to_twenty = [w for w, v in cardinals.items() if 0 < v <= 20]
    whole = _either([*to_twenty[2:], "a hundred"])
    counts = [w for w, v in cardinals.items() if 1 < v <= 10]
    one = _either(["a", "an", "one", "a mere", "a good", "a full"])
    parts = "(?:half|" + "|".join(f"{part}s?" for part in lexicon.numbers("fractions") if part != "half") + ")"
    small = f"(?:{tens}(?:[- ](?:{units}))?|{_either(list(cardinals))})"
    scale = "(?:dozen|hundred|thousand|million|billion|trillion)"
    group = f"{small}(?:[ -]{scale})+"
    return re.compile(
        rf"\b(?<![-’'])(?:(?P<ordinal>{tens}-(?:{firsts})|{_either(list(ordinals))})"
        rf"|(?P<fraction>{one}[- ]{parts}(?= of\b| (?:{_FILLED})\b)"
        rf"|(?P<by>(?:an? |one[- ])?{parts}(?= (?:{_COMPARED})\b|[.,;:]|\Z))"
        rf"|{_either(counts)}[- ]{parts}|[Hh]alf(?= of\b| the\b| (?:{_FILLED})\b))"
        rf"|(?P<share>{_either(to_twenty)} (?:in|out of)(?: every)? {whole})"
        rf"(?! (?:{_TIMES})s?\b)"
        rf"|(?P<among>{_either(to_twenty)} (?:[a-z]+ ){{1,3}}(?:in|out of)(?:"
        rf" every {whole}(?! (?:{_TIMES})s?\b)"
        rf"| {whole}(?= (?:of|{_VERBS})\b|[.,;:]|\Z)))"
        rf"|(?P<vague>{_either(['dozens', 'hundreds', 'thousands', 'millions', 'billions'])}(?= of\b))"
        rf"|[Hh]alf [Aa] {scale}"
        rf"|(?:[Aa] {scale}(?: {scale})?(?: and)? )?(?:{group}(?: and)? )*{group}(?:(?: and)? {small})?"
        rf"|[Aa] {scale}(?: {scale})*(?:(?: and)? {small})?|{small})\b(?![’']s?\w)"
    )


@cache
def _word_start() -> re.Pattern[str]:
    """Find in one quick pass where a number in words may begin: an initial and any number's remaining letters."""
    words = [*lexicon.numbers("cardinals"), *lexicon.numbers("ordinals"), *lexicon.numbers("scales")]
    words = [w for w in (*words, "half") if len(w) > 2]
    initials = "".join(sorted({w[0] for w in words}))
    ends = {w[1:] for w in words} | {w[1:].upper() for w in words}
    tails = "|".join(sorted(ends, key=len, reverse=True))
    return re.compile(rf"[{initials}{initials.upper()}](?<!\w.)(?:{tails})|[Aa](?<!\w.)(?=n eighth| [dghmtbqfsn])")


def _words(text: str, start: int, end: int) -> Iterator[Number]:
    if not said(text, start, end) & mark("number"):
        return
    position = start
    for begin in _word_start().finditer(text, start, end):
        if begin.start() < position:
            continue
        match = word_pattern().match(text, begin.start(), end)
        if match is None:
            continue
        position = match.end()
        number = _word_number(text, match, end)
        if number is not None:
            yield _and_half(text, number, end)


_AND_HALF = re.compile(r"[ -]and[ -]a[ -](half|quarter)(?:[ -](thousand|million|billion|trillion)\b)?(?! (?:of|an?)\b)")


def _and_half(text: str, number: Number, end: int) -> Number:
    """Read the rest of "two and a half hours", "one and a half million", "a million and a half"."""
    more = _AND_HALF.match(text, number.end, end) if number.kind == "cardinal" else None
    if more is None:
        return number
    scales, part = lexicon.numbers("scales"), lexicon.numbers("fractions")[more[1]]
    last = text[number.start : number.end].rpartition(" ")[2].lower()
    if last in scales and not more[2]:
        return number._replace(end=more.end(), value=number.value + part * scales[last], step=part * scales[last])
    if number.value >= _MOST_BEFORE_HALF:
        return number
    factor = scales[more[2]] if more[2] else 1.0
    whole = number._replace(end=more.end(), value=(number.value + part) * factor, step=part * factor)
    return _percent_or_sum(text, whole, end)


_MOST_BEFORE_HALF = 1000  # "one and a half", not "2,400 and a half"


def _word_number(text: str, match: re.Match[str], end: int) -> Number | None:
    begin, stop = match.span()
    words = match.group().lower().replace("-", " ").split()
    if match["ordinal"]:
        tens = lexicon.numbers("cardinals")[words[0]] if len(words) > 1 else 0
        value = tens + lexicon.numbers("ordinals")[words[-1]]
        if text.endswith(_EVERY, 0, begin) and _OF_THINGS.match(text, stop, end):
            return Number(begin, stop, 100 / value, 10, "percent", "")
        return Number(begin, stop, value, 1, "ordinal", "")
    if match["fraction"]:
        rose = not match["by"] or words[0] == "one" or _BY.search(text, max(0, begin - _BY_REACH), begin)
        return _fraction(text, match, end) if rose else _alone(match)
    if match["share"] or match["among"]:
        return _share(match)
    if match["vague"]:
        return Number(begin, stop, lexicon.numbers("scales")[words[0].rstrip("s")], 0, "vague", "")
    if words[0] == "a" and _PART_OF.search(text, max(0, begin - _PART_REACH), begin):
        return None  # "about quarter of a million"
    value = _in_words(words) / (2 if words[0] == "half" else 1)
    if value == 1 and _ONE_OF.match(text, stop, end):
        return None
    return _percent_or_sum(text, Number(begin, stop, value, 1, "cardinal", ""), end)


_EVERY = ("every ", "Every ")  # "every fourth sample failed", but "every fourth year"
_OF_THINGS = re.compile(rf" (?!(?:{_TIMES})s?\b)[a-z]")
_BY = re.compile(
    r"\bby (?:(?:just|only|about|around|over|more than|less than|under|nearly|almost|some|roughly|at least|up to) )*\Z"
)
_BY_REACH = 28  # characters before a fraction by which something grew or fell


def _alone(match: re.Match[str]) -> Number | None:
    """Read the ordinal of "came a third", which is no part of anything."""
    word = match.group().rpartition(" ")[2].lower()
    value = lexicon.numbers("ordinals").get(word)
    return Number(match.end() - len(word), match.end(), value, 1, "ordinal", "") if value else None


def _fraction(text: str, match: re.Match[str], end: int) -> Number | None:
    """Read "three quarters" as 75 percent, "half of one percent", "a quarter of a million", "a tenth of a hectare"."""
    words = match.group().lower().replace("-", " ").split()
    count = lexicon.numbers("cardinals").get(words[0], 1) if len(words) > 1 else 1
    part = count * lexicon.numbers("fractions")[words[-1].rstrip("s") if words[-1] != "half" else "half"]
    scale = _OF_SCALE.match(text, match.end(), end)
    if scale:
        value = part * lexicon.numbers("scales")[scale[1]]
        return Number(match.start(), scale.end(), value, value / 10, "cardinal", "")
    percent = _OF_PERCENT.match(text, match.end(), end)
    if percent:
        return Number(match.start(), percent.end(), part, part / 10, "percent", "")
    unit = _OF_UNIT.match(text, match.end(), end)
    if unit and unit[1] in lexicon.units():
        return Number(match.start(), unit.end(), part, part / 10, "cardinal", "")
    return Number(*match.span(), 100 * part, 10, "percent", "") if part < 1 else None


_PART_OF = re.compile(r"\b(?:half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?) of \Z")
_PART_REACH = 16  # characters before a number that are part of it
_OF_PERCENT = re.compile(r" of (?:an?|one) per ?cent(?:age[- ]point)?\b")
_OF_UNIT = re.compile(r" of (?:an?|one)(?= ([a-z]+)\b)")
_OF_SCALE = re.compile(r" of an? (thousand|million|billion|trillion)\b(?! of\b)")


_OF_WHAT = re.compile(r"(?: [a-z]+){1,3}(?= (?:in|out of)\b)")


def _share(match: re.Match[str]) -> Number | None:
    """Read "six in ten" as 60 percent, to the ten."""
    text = match["share"] or _OF_WHAT.sub("", match["among"])
    count, _, whole = re.sub(r" (?:in|out of)(?: every)? ", "/", text.lower()).partition("/")
    most = _in_words(whole.removeprefix("a ").split())
    value = _in_words(count.split()) / most
    return Number(*match.span(), 100 * value, min(10.0, 100 / most), "percent", "") if value < 1 else None


_ONE_OF = re.compile(r"(?: of\b| another\b| day\b| more\b|[-’'.,;])")


def _in_words(words: Sequence[str]) -> float:
    cardinals, scales = lexicon.numbers("cardinals"), lexicon.numbers("scales")
    total, group = 0.0, 0.0
    for word in words:
        if word in cardinals:
            group += cardinals[word]
        elif word in scales and scales[word] <= 100:
            group = (group or 1) * scales[word]
        elif word in scales:
            total, group = total + (group or 1) * scales[word], 0
    return total + group


# ---------------------------------------------------------------- units

_UNIT = re.compile(r"[ \n-]{0,2}(?:(square|cubic|sq\.?)[ -])?([A-Za-z]+)\b")


_PER = re.compile(r"(?:/| per | an? )(h|hr|hour|s|sec|second)\b")  # "60 km/h"


def unit_at(text: str, start: int, end: int) -> tuple[lexicon.Unit, int] | None:
    """Give the unit of measure that follows at `start`, and where it ends."""
    match = _UNIT.match(text, start, end)
    if match is None:
        return None
    unit = lexicon.units().get(match[2]) or lexicon.units().get(match[2].lower())
    if unit and match[1]:
        power = 3 if match[1] == "cubic" else 2
        unit = lexicon.Unit(f"{unit.base}{power}", unit.factor**power)
    if unit is None or (text.startswith("-long", match.end()) and text.startswith(" ", start)):
        return None  # "three week-long courses"
    rate = _PER.match(text, match.end(), end)
    return (lexicon.Unit(f"{unit.base}/{rate[1][0]}", unit.factor), rate.end()) if rate else (unit, match.end())
