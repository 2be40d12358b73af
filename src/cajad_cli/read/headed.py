"""The day that a line above the text tells among words of its own: "Working paper (summary), 11 February 2020, Forum".

It is taken only where nothing else says when a document was issued: such a line may be of an event as well.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from cajad_cli.lexicon.stamps import Written, dates, is_of_event, names_event
from cajad_cli.model import Span
from cajad_cli.read.body import Layout

_HEAD: Final = 2  # lines that stand above a text whose title looks like a sentence
_LONGEST: Final = 120  # characters of a line of paper and day
_BEFORE: Final = re.compile(r"(?:[\W_]*|.*[,;|/·•.:(–—-]\s?)\Z")
_BEHIND: Final = re.compile(r"\s?(?:\Z|[,;|/·•.:)–—(-])")
_OPENS: Final = re.compile(r"\s?(?:[.:]|[–—-]\s)\s?(?=[A-ZÀ-ÖØ-Þ“\"])")
_BODY: Final = 20_000  # characters of a text that are looked at for later days
_LATER: Final = timedelta(days=60)  # by which a text hardly tells of days to come


def headed(text: str, page: Layout) -> tuple[Written, Span] | None:
    """Give the only full day set apart in a line above the text, or before its first words; None where there is none.

    A text that tells of days much later than that was not issued on it.
    """
    found = list(_days(text, page))
    if len({written.days for written, _ in found}) != 1:
        return None
    day = found[0][0].days[0]
    start = page.units[min(page.first, len(page.units) - 1)].start
    told = dates(text[start : start + _BODY])
    return None if any(d - day > _LATER for w in told for d in w.days) else found[0]


def _days(text: str, page: Layout) -> Iterator[tuple[Written, Span]]:
    above = max(page.first + 1, _HEAD)
    for unit, stamp in zip(page.units[:above], page.stamps, strict=False):
        if stamp is not None and (stamp.pure or any(d.role for d in stamp.dates)):
            continue  # which is judged already
        line = text[unit.start : unit.end]
        short = len(line) <= _LONGEST
        told = dates(line[:_LONGEST])
        if len(told) != 1 or len(told[0].days) != 1 or is_of_event(line[:40]):
            continue
        written = told[0]
        before, behind = line[: written.start], line[written.end :]
        if names_event(before):
            continue
        alone = short and bool(before or behind) and _BEFORE.match(before) and _BEHIND.match(behind)
        if alone or (not before and _OPENS.match(behind)):
            moved = written._replace(start=unit.start + written.start, end=unit.start + written.end)
            yield moved, Span(unit.start, unit.end) if short else Span(moved.start, moved.end)
