"""Datelines: place, day and agency before the first sentence, e.g. `TOKYO, Dec. 24 (Agency) —`."""

import re
from typing import NamedTuple

from cajad_cli.lexicon.stamps import Written, dates, weekdays

_CAPITAL = "[A-ZÀ-ÖØ-ÞŠŽĀ-ŽА-ЯЁ]"
_NAME = rf"{_CAPITAL}[\w.’'-]*(?:\s(?:{_CAPITAL}[\w.’'-]*|de|la|al|of|the|and|on)){{0,4}}"
_PLACE = re.compile(rf"{_NAME}(?:\s?[,/]\s?{_NAME}){{0,3}}")
_CREDIT = rf"\((?P<round>{_CAPITAL}[^()\n]{{1,50}})\)|/(?P<slash>{_CAPITAL}[^/\n]{{1,40}})/"
_AFTER = re.compile(
    rf"[,.]?\s?(?:(?:{_CREDIT})|[,.]?\s?(?P<bare>{_NAME})(?=\s?(?:[-–—_:])))?"
    r"[,.]?\s{0,2}(?P<close>[-–—_]{1,3}|:|\Z)?"
)
_CREDITED = re.compile(rf"(?:{_CREDIT})[,.]?\s{{0,2}}(?P<close>[-–—_]{{1,3}}|:)?")
_BRACKETS = re.compile(r"[(\[](?P<inner>[^()\[\]\n]{6,70})[)\]](?=\s)")
_DESK = re.compile(
    rf"{_CAPITAL}[A-ZÀ-ÖØ-ÞŠŽĀ-ŽА-ЯЁ’' -]+\. (?P<credit>{_CAPITAL}[\w.’-]*(?: {_CAPITAL}[\w.’-]*){{0,2}})"
)  # CITY. AGENCY
_NO_PLACE = frozenset(
    [
        "On",
        "In",
        "By",
        "Since",
        "From",
        "The",
        "At",
        "As",
        "Until",
        "After",
        "Before",
        "During",
        "Through",
        "Between",
        "For",
        "To",
        "This",
        "Last",
        "Next",
        "Late",
        "Early",
        "It",
        "He",
        "She",
        "They",
        "We",
        "When",
        "While",
        "His",
        "Her",
        "Its",
        "Their",
        "A",
        "An",
    ]
)
_TIMED = re.compile(
    rf"\s\d{{1,2}}[:.]\d{{2}},\s(?:{_NAME})\s[-–—]\s(?P<credit>{_CAPITAL}[\w.]*(?:\s[\w.]+){{0,2}}?)\.\s"
)
_PLACED = re.compile(rf",\s(?:{_NAME})\s(?:{_CREDIT})[,.]?\s{{0,2}}[-–—_]{{1,3}}")  # 3 May 2021, Osh (Agency) --
_COUNTRY = re.compile(rf"(?<=\w)\s\({_CAPITAL}[^()\d]{{2,30}}\)(?=,|\Z)")  # "Osh (Kyrgyzstan), 12 April 2021 --"
_WINDOW = 170


class Dateline(NamedTuple):
    """A dateline: its span, the span of place and day, the day and the agency where they are given."""

    start: int
    end: int
    said: tuple[int, int]
    written: Written | None
    credit: str | None


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """Read the dateline that `text[start:end]` begins with; None where it begins with none."""
    window = text[start : min(end, start + _WINDOW)]
    place = _PLACE.match(window)
    if place and place[0].split()[0].strip(".,") in _NO_PLACE:
        return None
    return (
        _bracketed(window, start)
        or _with_day(window, start)
        or (place and _without_day(window, place.end(), start))
        or None
    )


def _with_day(window: str, start: int) -> Dateline | None:
    for written in dates(window[:110])[:1]:
        before = _COUNTRY.sub("", window[: written.start].rstrip(" ,.([/–—-"))
        if before.rstrip(".").lower() in weekdays():
            before = ""  # "Monday 3 May: …" is an entry of a chronicle
        desk = _DESK.fullmatch(before)
        if before and not (desk or _PLACE.fullmatch(before) or _is_place(before)):
            return None
        moved = written._replace(start=start + written.start, end=start + written.end)
        if not before and (placed := _PLACED.match(window, written.end)):
            return Dateline(start, start + placed.end(), (start, moved.end), moved, placed["round"] or placed["slash"])
        if not before and (timed := _TIMED.match(window, written.end)):
            return Dateline(start, start + timed.end() - 1, (start, moved.end), moved, timed["credit"])
        after = _AFTER.match(window, written.end)
        if after is None:
            return None
        credit = after["round"] or after["slash"] or after["bare"] or (desk and desk["credit"])
        apart = desk is not None or any(c in ",/" for c in window[: written.start])
        stopped = window[written.end : written.end + 2] == ". " and apart
        if not (after["close"] or after["round"] or after["slash"] or (stopped and before)):
            return None
        if not before and not credit:
            return None
        stop = after.end() if credit or after["close"] else written.end
        return Dateline(start, start + len(window[:stop].rstrip(" -–—_:")), (start, moved.end), moved, credit)
    return None


def _bracketed(window: str, start: int) -> Dateline | None:
    """Read `(OSH, 3 May 2021)` before the first sentence."""
    match = _BRACKETS.match(window)
    if match is None or not (found := dates(match["inner"])[:1]):
        return None
    place = match["inner"][: found[0].start].strip(" ,.–—-")
    if not (place and _is_place(place)) or match["inner"][found[0].end :].strip(" ."):
        return None
    at = start + match.start("inner")
    moved = found[0]._replace(start=at + found[0].start, end=at + found[0].end)
    return Dateline(start, start + match.end(), (start, start + match.end()), moved, None)


def _is_place(before: str) -> bool:
    return all(_PLACE.fullmatch(part.strip()) for part in before.split(",") if part.strip())


def _without_day(window: str, place_end: int, start: int) -> Dateline | None:
    place = window[:place_end].rstrip()
    gap = place_end
    while gap < len(window) and window[gap] in " ,.":
        gap += 1
    after = _CREDITED.match(window, gap)
    if after is None or not (after["close"] or place.isupper()):
        return None
    stop = after.start("close") if after["close"] else after.end()
    end = start + len(window[:stop].rstrip())
    return Dateline(start, end, (start, end), None, after["round"] or after["slash"])
