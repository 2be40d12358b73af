"""What stands for one or a half before a unit: "half an hour", "a year and a half", "for a week", "month-long"."""

import re
from collections.abc import Iterator

from cajad_cli.lexicon import quantities as lexicon

_HALF_PERCENT = re.compile(r"\b[Hh]alf a per ?cent(?:age[- ]point)?\b")
_LASTS = (
    r"\b(?:for|last(?:ed|s|ing)|t(?:ook|akes?|aken|aking)|within|sp(?:ent|ends?|ending)"
    r"|than|about|almost|nearly|exactly|just)"
)
_OFF = r"(?! (?:ago|later|earlier|before|after|and|from|since|old)\b|['’-])"  # "a week later", "a year and a half"
_MAY_STAND = re.compile(
    r"\b(?:[Hh]alf|[Aa]n? (?:(?:whole|full|entire|mere|good) )?(?:hour|day|week|month|year|decade|fortnight)|long)\b"
)
# What stands for one or a half before a unit, and the value that it stands for.
_BEFORE_UNITS = (
    (re.compile(r"\b(?P<number>[Aa]n?) (?=(?P<unit>[a-z]+) and a half\b)"), 1.0),
    (re.compile(r"\b(?P<number>[Hh]alf an?) (?=(?P<unit>[a-z]+))"), 0.5),
    (re.compile(r"\b(?<!first )(?<!second )(?P<number>[Hh]alf)-(?=(?P<unit>hour|day|year|decade)\b)"), 0.5),
    (re.compile(rf"\b(?P<number>[Aa])(?= (?P<unit>fortnight)\b{_OFF})"), 1.0),
    (re.compile(rf"{_LASTS} (?P<number>an?)(?= (?P<unit>hour|day|week|month|year|decade)\b{_OFF})"), 1.0),
    (
        re.compile(
            r"\b(?P<number>an? (?:whole|full|entire|mere|good))"
            rf"(?= (?P<unit>hour|day|week|month|year|decade)\b{_OFF})"
        ),
        1.0,
    ),
    (re.compile(r"(?<![\w-])(?P<number>)(?P<unit>hour|day|week|month|year|decade)(?=-long\b)"), 1.0),
)


def ones_and_halves(text: str, start: int, end: int) -> Iterator[tuple[int, int, float, float, str]]:
    """Give what stands for one or a half before a unit in `text[start:end]`: begin, end, value, step, kind of number.

    The step is the unit of the last place; the kind "cardinal", or "percent" where the unit is a percentage point.
    """
    if _MAY_STAND.search(text, start, end) is None:
        return
    for pattern, value in _BEFORE_UNITS:
        for match in pattern.finditer(text, start, end):
            if match["unit"] in lexicon.units():
                yield *match.span("number"), value, 0.5, "cardinal"
    for match in _HALF_PERCENT.finditer(text, start, end):
        yield *match.span(), 0.5, 0.1, "percent"
