"""Rows of links and of facts on a page, `Home | World | Culture`, and the name that such a row begins with."""

import re

_CELL = re.compile(r"\s?[|•·]\s?|\s[/»>→]\s|\s{2,}")
_KEYED = re.compile(r"(?:source|publisher|agency|publication)\s?:\s", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z]{2}[.!?][\"”’)]?(?:\s[A-Z|•·]|\Z)")
_SHOUTED = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ&.’'-]+\s){2,5}(?=[a-z])")
_DASH = re.compile(r"\s[-–—]\s")
_FEWEST = 3  # cells of a row
_CERTAIN = 4  # cells of a row that is never a title
_LONGEST = 5  # words of a cell; the first one may hold a motto as well
_MOTTO = 9


def cells(line: str) -> list[str]:
    """Give the parts of a row between bars, arrows or wide gaps."""
    return [part for part in _CELL.split(line) if part]


def is_row(line: str, certain: bool = True) -> bool:
    """Say whether a line is a row of short parts, `certain` where it has too many of them for a title.

    A row of a table has numbers in most of its cells and is none.
    """
    parts = cells(line)
    if len(parts) < (_CERTAIN if certain else _FEWEST) or _SENTENCE.search(line):
        return False
    sizes = [part.count(" ") + 1 for part in parts]
    numbers = sum(any(c.isdigit() for c in part) for part in parts)
    small = sum(part[0].islower() for part in parts)
    short = sizes[0] <= _MOTTO and max(sizes[1:]) <= _LONGEST
    return short and numbers * 3 <= len(parts) and small * 3 <= len(parts)


def owner(line: str) -> str:
    """Give the words of a row that may name its publisher: `Source: …`, else its first cell without a motto."""
    parts = cells(line)
    keyed = next((part for part in parts if _KEYED.match(part)), None)
    first = keyed or parts[0]
    first = _DASH.split(first)[0]
    shouted = _SHOUTED.match(first)
    return shouted[0].strip() if shouted else first
