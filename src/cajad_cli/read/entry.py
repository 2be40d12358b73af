"""Which dated lines are entries of a list of other stories: `05.10.2022 Teachers receive awards`.

A stamp carries names beside its day: an agency, a section, a place, an author. An entry carries a headline, which
tells: it has small words of weight, or more capitals in a row than names have.
"""

import re

from cajad_cli.lexicon import stamps as lexicon
from cajad_cli.lexicon.mastheads import naming_words
from cajad_cli.lexicon.stamps import Written

NAMES, LITTLE, MUCH = range(3)  # how much the words beside a date tell

_PARTS = re.compile(r"\s?[|/•·»>,;()\[\]\t]\s?|\s+[-–—]{1,2}\s+|\s{2,}|:\s")
_WORD = re.compile(r"[^\W\d_][\w.’'&-]*")
_BYLINE = re.compile(r"by:?\s+(?-i:[A-ZÀ-ÖØ-Þ])", re.IGNORECASE)
_SMALL = frozenset(("of", "for", "the", "and", "in", "on", "at", "to", "with", "from", "by", "a", "an", "de", "s"))
_LONGEST = 240  # characters of a headline with its day
_MOST_NAMES = 4  # words of a name: "Steppe Barometer Press Office"
_SENTENCES = re.compile(r"[a-z]{3}[.!?][\"”’)]?\s+[\"“‘(]?[A-ZÀ-ÖØ-Þ]")
_EDGE = re.compile(r"[\W_]*(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?[\W_]*)?")


def telling(rest: str) -> int:
    """Say how much the words of a line beside its date tell: NAMES, LITTLE or MUCH."""
    return max((_part_tells(part) for part in _PARTS.split(rest) if part), default=NAMES)


def _part_tells(part: str) -> int:
    if _BYLINE.match(part):
        return NAMES
    tokens = [w for w in _WORD.findall(part) if w.lower() not in _SMALL]
    if tokens and {tokens[0].lower().strip("."), tokens[-1].lower().strip(".")} & naming_words():
        return LITTLE if len(tokens) > 2 * _MOST_NAMES else NAMES
    words = [w for w in tokens if w.lower().strip(".") not in lexicon.idle_words() | lexicon.section_words()]
    small = [w for w in words if w[0].islower() and "." not in w and len(w) > 2]
    if len(words) > _MOST_NAMES or (small and len(words) > 2):
        return MUCH
    return LITTLE if small or len(words) == _MOST_NAMES else NAMES


def entry(line: str) -> Written | None:
    """Give the date of an entry: a full one at one end of a line, words that tell beside it; None where it is none."""
    found = lexicon.dates(line) if len(line) <= _LONGEST else ()
    if len(found) != 1 or not found[0].days or _SENTENCES.search(line):
        return None
    written = found[0]
    before, after = line[: written.start], line[written.end :]
    if not (_EDGE.fullmatch(before) or _EDGE.fullmatch(after)):
        return None
    return written if telling(f"{before}  {after}") > NAMES else None
