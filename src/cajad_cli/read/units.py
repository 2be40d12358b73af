"""Text → units: paragraphs, headings and list items, put together again where lines were hard-wrapped."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cajad_cli.lexicon.boilerplate import is_line
from cajad_cli.lexicon.stamps import dates

_LINE = re.compile(r"[^\n\v\f\x85\u2028\u2029]+")
_MARKER = re.compile(
    r"(?:[-–*+•·●▪■◦‣∙►▶○✅✔➢➤◆◇★]{1,2}|\(?(?:\d{1,3}|[ivx]{1,4}|[A-Za-z])\)|\d{1,2}[.、])(?=\s|$)\s{0,20}"
    r"|[•●▪■◦‣∙►▶✅✔➢➤◆]\s{0,20}"
)
_HASHES = re.compile(r"#{1,6}\s{1,10}")
_FIRST_WORD = re.compile(r"\S{1,60}")
_TERMINAL = ".!?…。！？:;"
_CLOSERS = "\"'”’»)]"
_BLANK = " \t\r\xa0\ufeff\u200b\u200c\u200d\u2060\u3000\u202f\u2009\u00ad"
_NARROW, _WIDE = 38, 130
_GAP = re.compile(r"\S\s{3,}\S")
_MOST_SPREAD = 20  # spaces of a row of facts; a justified line has gaps between all its words


class Unit(NamedTuple):
    """One paragraph, heading or list item before it is judged; `marker` is what stood before it."""

    start: int
    end: int
    marker: str = ""
    gap: bool = False  # a blank line stands before it
    alone: bool = False  # its marker had a line to itself


class _Line(NamedTuple):
    start: int
    end: int
    gap: bool
    indent: int


def units(text: str, start: int = 0) -> list[Unit]:
    """Give the units of `text[start:]`, in order: disjoint, not empty, without white space at their ends."""
    lines = _lines(text, start)
    width = _wrap_width(text, lines)
    made: list[Unit] = []
    pending, pending_gap = "", False
    previous: _Line | None = None
    for line in lines:
        body_start, marker = _unmarked(text, line)
        if body_start == line.end:
            pending, pending_gap, previous = marker, line.gap or pending_gap, None
            continue
        continues = previous is not None and not marker and not pending and made
        if continues and previous and _joined(text, previous, line, width):
            made[-1] = made[-1]._replace(end=line.end)
        else:
            alone = bool(pending) and not marker
            made.append(Unit(body_start, line.end, marker or pending, line.gap or pending_gap, alone))
        pending, pending_gap, previous = "", False, line
    return made


def _lines(text: str, start: int) -> list[_Line]:
    lines: list[_Line] = []
    last_end = start
    for match in _LINE.finditer(text, start):
        raw = match[0]
        stripped = raw.strip(_BLANK + " ").strip()
        if not stripped:
            continue
        begin = match.start() + raw.index(stripped[0] if len(stripped) == 1 else stripped)
        gap = text.count("\n", last_end, begin) > 1
        lines.append(_Line(begin, begin + len(stripped), gap, begin - match.start()))
        last_end = begin + len(stripped)
    return lines


def _unmarked(text: str, line: _Line) -> tuple[int, str]:
    """Give the place where the line's words begin and the list markers or hashes before them."""
    head = text[line.start : min(line.end, line.start + 80)]
    position = 0
    if hashes := _HASHES.match(head):
        return line.start + hashes.end(), "#"
    for _ in range(2):
        match = _MARKER.match(head, position)
        if not match or (position and not match[0].strip()):
            break
        position = match.end()
    if not position:
        return line.start, ""
    begin = min(line.start + position, line.end)
    while begin < line.end and text[begin].isspace():
        begin += 1
    return begin, head[:position].strip()


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """Give the column at which the text was hard-wrapped, 0 where it was not."""
    lengths = [line.end - line.start for line in lines]
    if len(lines) < 3 or max(lengths) > _WIDE:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap]
    broken = sum(
        a.end - a.start > _NARROW and not _is_closed(text, a.end) and text[b.start].islower() for a, b in pairs
    )
    return max(lengths) if broken >= 2 and broken * 8 >= len(pairs) else 0


def _is_closed(text: str, end: int) -> bool:
    tail = text[max(0, end - 4) : end].rstrip(_CLOSERS)
    return bool(tail) and tail[-1] in _TERMINAL


def _joined(text: str, above: _Line, line: _Line, width: int) -> bool:
    """Say whether `line` goes on with the paragraph of the line `above`."""
    if line.gap or _stands_alone(text, above) or _stands_alone(text, line):
        return False
    length, closed = above.end - above.start, _is_closed(text, above.end)
    if not width:
        return length > 25 and not closed and text[line.start].islower()
    if closed and line.indent >= above.indent + 2:
        return False
    word = _FIRST_WORD.match(text, line.start)
    would_fit = length + 1 + (len(word[0]) if word else 0) <= 0.85 * width
    if text[line.start].islower() and not closed:
        return True
    return not would_fit


def _stands_alone(text: str, line: _Line) -> bool:
    return line.end - line.start <= 90 and _is_apart(text[line.start : line.end])


@lru_cache(maxsize=64)  # a line is asked about beside the one above it and beside the one below
def _is_apart(words: str) -> bool:
    spread = _GAP.search(words) is not None and words.count(" ") <= _MOST_SPREAD
    return spread or is_line(words) or any(len(words) - (d.end - d.start) < 22 for d in dates(words))
