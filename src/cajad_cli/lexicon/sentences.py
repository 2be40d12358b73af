"""Where sentences end: abbreviations of data/en/sentences.toml over one linear scan.

A rule-based splitter in the manner of Grefenstette and Tapanainen (1994): every stop is a candidate, and what
stands on both sides of it decides.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cajad_cli.lexicon.source import load

# Stops, whatever closes after them, and white space; none after the stops of Chinese and Japanese.
_STOP = re.compile(r"[.!?…][.!?…]{0,8}[\"'”’»)\]]{0,4}(?=\s)|[。！？][」』”）]{0,3}")
_LAST_TOKEN = re.compile(r"[^\s(\[“\"‘/—–]{1,24}\Z")
_NEXT_TOKEN = re.compile(r"\s{1,1000}([\"'“‘«(\[]{0,3})([^\s,;:.!?”\"]{0,40})")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_INITIAL = re.compile(r"[^\W\d_]\Z")
_MARKER = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{1,6})\Z")
_NAME_THEN = r"\s+(?:[^\W\d_a-z][\w.’'-]*\s+){0,4}(?:%s)\b"


class _Lists(NamedTuple):
    titles: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]
    speech: re.Pattern[str]


@cache
def _lists() -> _Lists:
    data = load("en/sentences")
    words = {name: frozenset(data[name].split()) for name in ("titles", "before_number", "may_end", "starters")}
    return _Lists(**words, speech=re.compile(_NAME_THEN % "|".join(data["speech"].split())))


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of `text[start:end]`, in order, without white space between them."""
    begin = _skip(text, start, end)
    for stop in _STOP.finditer(text, begin, end):
        after = stop.end()
        if after < end and begin < after and _ends(text, begin, stop.start(), after):
            yield begin, after
            begin = _skip(text, after, end)
    last = len(text[begin:end].rstrip())
    if last:
        yield begin, begin + last


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends(text: str, begin: int, stop: int, after: int) -> bool:
    """Say whether the stops at `text[stop:after]` end the sentence that begins at `begin`."""
    mark = text[stop]
    if mark in "。！？":
        return True
    following = _NEXT_TOKEN.match(text, after)
    if following is None:
        return True
    opening, word = following.groups()
    if word[:1].islower():
        return bool(opening) and mark == "." and after - stop > 1
    closed = after - stop > 1
    if mark in "!?":
        return not closed or _lists().speech.match(text, after) is None
    if mark == "…" or text.startswith("..", stop):
        return (_starts(word) and word != "I") or after - stop > 3
    return closed or _full_stop_ends(text, begin, stop, opening, word)


def _full_stop_ends(text: str, begin: int, stop: int, opening: str, word: str) -> bool:
    token_match = _LAST_TOKEN.search(text, max(begin, stop - 24), stop)
    if token_match is None:
        return True
    token = token_match[0]
    lists = _lists()
    if token_match.start() == begin and _MARKER.match(token):
        return False
    number = word[:1].isdigit()
    if token in lists.before_number and number:
        return False
    if token in lists.titles:
        return False
    if token in lists.may_end or _ACRONYM.match(token) or (_INITIAL.match(token) and token.isupper()):
        return bool(opening) or _starts(word)
    return True


def _starts(word: str) -> bool:
    return word.split("’", maxsplit=1)[0].split("'", maxsplit=1)[0] in _lists().starters
