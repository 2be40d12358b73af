"""Which numbers are the age of a person."""

import re

from cajad_cli.extract.numbers import Number
from cajad_cli.lexicon import quantities as lexicon

_OF_THEM = re.compile(r" of (?:the|our|their|its|his|her|those|these|them|us|all)\b")  # "in Leeds, 34 of the boats"
_AGE = re.compile(r"[- ]year ?[- ] ?olds?\b|[- ]years? of age\b|[- ]years? old\b")
_AGE_BEFORE = re.compile(r"[A-Za-z.’'\"”)], (?:who is |now )?\Z")
_BEHIND_A_NAME = re.compile(r"(?<!\b[IAia][nt] )(?<!\b[Ff]rom )\b[A-Z][a-z]+, \Z")
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
        (text[number.start].isdigit() or _is_aside(text, number))
        and _AGE_BEFORE.search(text, max(0, number.start - 10), number.start) is not None
        and text[number.end : number.end + 1] not in ("%", "-")
        and _OF_THEM.match(text, number.end, end) is None
        and _AGE_AFTER.match(text, number.end, end) is not None
    )


def _is_aside(text: str, number: Number) -> bool:
    """Tell a number in words between commas behind a name, which is no place: "Little Jane, six, rang the bell"."""
    if text[number.end : number.end + 2] != ", ":
        return False
    return _BEHIND_A_NAME.search(text, max(0, number.start - 20), number.start) is not None


def age_of(text: str, number: Number, end: int) -> int | None:
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
