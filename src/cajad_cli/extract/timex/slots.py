"""Read the words of a slot to the characters that stand for them in a TIMEX3 value."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import time

from cajad_cli.lexicon.timex import grammar

Words = Sequence[str]  # lower case, without white space

_FRACTION = re.compile(r"(\d+)/(\d+)")
_THOUSAND = 1000
_NAMED = {"noon": "12:00", "midnight": "24:00"}


def read(slot: str, words: Words) -> str:
    """Read the words of `slot`, e.g. `read("month", ["dec", "."])` is "12"."""
    return _READERS.get(slot, " ".join)(words)


def number(words: Words) -> float:
    """Read a number in digits or words: "1,800", "twenty-five", "two and a half", "a dozen", "a"."""
    total, current = 0.0, 0.0
    for word in words:
        power = float(grammar().values["power"].get(word, 0))
        if power >= _THOUSAND:
            total, current = total + max(current, 1) * power, 0.0
        elif power:
            current = max(current, 1) * power
        else:
            current += _summand(word)
    if total + current == 0 and words[0] in ("a", "an"):
        return 1.0
    return total + current


def _summand(word: str) -> float:
    values = grammar().values
    fraction = _FRACTION.fullmatch(word)
    if fraction:
        return int(fraction[1]) / max(int(fraction[2]), 1)
    if word[0].isdigit():
        return float(word.replace(",", ""))
    if word in ("half", "couple"):
        return 0.5 if word == "half" else 2.0
    return float(values["cardinal"].get(word, values["tens"].get(word, 0)))


def nth(words: Words) -> int:
    """Read an ordinal: "16th", "third", "twenty-first"."""
    values = grammar().values
    if words[0][0].isdigit():
        return int(re.sub(r"\D", "", words[0])[:6])
    return sum(int(values["ordinal"].get(word, values["tens"].get(word, 0))) for word in words)


def long_year(digits: str) -> str:
    """Read 98 as 1998 and 23 as 2023: within fifty years of 2000."""
    return digits if len(digits) == 4 else f"{'20' if digits < '50' else '19'}{digits}"


_TIME_UNIT = {"S": "S", "m": "M", "H": "H"}
_WRITTEN_AS = {"DE": ("Y", 10), "CE": ("Y", 100), "ML": ("Y", 1000), "FN": ("W", 2), "SM": ("M", 6), "N": ("D", 1)}
_HALF = {"Y": "6M", "H": "30M", "m": "30S"}
_UNITS = ("units", "manyunits", "allunits", "quarters", "unit", "anyunit")


def length(read: Mapping[str, str]) -> str:
    """Write a duration as TIMEX3 does: P3D, PT2H30M, P2Y6M; PXW where the number is not said."""
    unit = next(read[name] for name in _UNITS if name in read)
    said = next((read[name] for name in ("number", "count", "halves") if name in read), None)
    if said is None and "unit" not in read and "anyunit" not in read:
        return f"PTX{_TIME_UNIT[unit]}" if unit in _TIME_UNIT else f"PX{unit}"
    unit, times = _WRITTEN_AS.get(unit, (unit, 1))
    amount = float(said or 1) * times
    time, written = "T" * (unit in _TIME_UNIT), _TIME_UNIT.get(unit, unit)
    if amount % 1 == 0.5 and unit in _HALF:
        return f"P{time}" + (f"{int(amount)}{written}" if amount >= 1 else "") + _HALF[unit]
    return f"P{time}" + (f"{amount:.0f}" if amount == int(amount) else f"{amount:g}") + written


# ---------------------------------------------------------------- one reader a slot


def _lookup(*classes: str) -> Callable[[Words], str]:
    def look(words: Words) -> str:
        values = grammar().values
        found = (str(values[name][word]) for name in classes for word in words if word in values[name])
        return next(found, "")

    return look


def _month(words: Words) -> str:
    return _lookup("month", "month_abbr")(words).zfill(2)


def _day(words: Words) -> str:
    return words[0].zfill(2) if words[0].isdigit() else f"{nth(words):02d}"


def _decade_short(words: Words) -> str:
    return f"{'19' if words[0][0] >= '3' else '20'}{words[0][0]}"


def _decade_old(words: Words) -> str:
    """Read "1930's"; ValueError where it is what a year has: "the 1936's"."""
    if not words[0].endswith("0"):
        raise ValueError(words[0])
    return words[0][:3]


def _decade_word(words: Words) -> str:
    return f"19{str(grammar().values['decades'][words[-1]])[0]}"


def _spelt(words: Words) -> str:
    """Read a year in words: "nineteen ninety-seven"; ValueError where it is none: "nineteen ninety seventeen"."""
    century, year = (int(number(some)) for some in (words[:1], words[1:]))
    if year >= _CENTURY:
        raise ValueError(" ".join(words))
    return f"{century:02d}{year:02d}"


_CENTURY = 100  # years


def _dots(words: Words) -> str:
    day, month, year = re.findall(r"\d+", words[0])
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _year_first(words: Words) -> str:
    year, month, day = re.findall(r"\d+", words[0])
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _time(words: Words) -> str:
    joined = "".join(words)
    hour, *rest = re.findall(r"\d+", joined)[:2]
    half = re.search(r"([ap])\.?m", joined)
    hours = int(hour) % 12 + 12 * (half[1] == "p") if half else int(hour)
    return f"{hours:02d}:{int(rest[0]) if rest else 0:02d}"


def _four_digits(words: Words) -> str:
    """Read "1530"; ValueError where it is no time of day."""
    return time(int(words[0][:2]), int(words[0][2:])).isoformat("minutes")


def _rough(words: Words) -> str:
    values = grammar().values
    return str(values["roughly"].get(words[0]) or values["rough"][" ".join(words)])


_READERS: dict[str, Callable[[Words], str]] = {
    "addend": lambda words: f"{number(words):g}",
    "anyunit": _lookup("unit", "quarter"),
    "allunits": _lookup("units", "unit", "quarter"),
    "century": lambda words: f"{nth(words) - 1:02d}",
    "clock": _time,
    "count": lambda words: f"{number(words):g}",
    "date": _day,
    "dateunit": _lookup("unit", "quarter"),
    "day": _day,
    "daypart": _lookup("daypart"),
    "dayparts": _lookup("dayparts"),
    "decade2": _decade_short,
    "decade4": lambda words: words[0][:3],
    "decade4s": _decade_old,
    "decades": _decade_word,
    "dots3": _dots,
    "edge": _lookup("edge_start", "edge_mid", "edge_end"),
    "edgeword": _lookup("edgeword"),
    "era": lambda words: words[0].zfill(4),
    "fourdigits": _four_digits,
    "fullday": _lookup("weekday", "weekday_abbr"),
    "fytoken": lambda words: long_year(words[0][2:]),
    "halfmonth": _lookup("halfmonth"),
    "halves": lambda words: "0.5" if len(words) == 1 else "1.5",
    "halfword": _lookup("halfword"),
    "isotime": lambda words: words[0].upper(),
    "leadday": _day,
    "leadmonth": _month,
    "leadweekday": _lookup("weekday"),
    "longunit": _lookup("longunit"),
    "manyunits": _lookup("units"),
    "midday": _day,
    "month": _month,
    "named": lambda words: _NAMED[words[-1]],
    "nth": lambda words: str(nth(words)),
    "number": lambda words: f"{number(words):g}",
    "part": lambda words: str(nth(words)),
    "qcode": _lookup("qcode"),
    "quarters": _lookup("quarter"),
    "rel": _lookup("last", "next", "this"),
    "rough": _rough,
    "season": _lookup("season"),
    "shortunit": _lookup("unit"),
    "shortyear": lambda words: long_year(words[0]),
    "span": lambda words: words[0][:2] + words[0][-2:],
    "spelt": _spelt,
    "thousand": lambda words: f"{number(words):.0f}",
    "time": _time,
    "unit": _lookup("unit"),
    "units": _lookup("units", "unit"),
    "weekdays": _lookup("weekdays"),
    "ymd": _year_first,
}
