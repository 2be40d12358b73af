"""How a point is called: by words of its texts, as they stand there."""

import re
from collections.abc import Iterable
from typing import Final

from cajad_cli.extract.terms import Term
from cajad_cli.model import Span

_BEFORE: Final = re.compile(r"(?:[^\W\d_]+[-‐‑])+\Z")
_BEHIND: Final = re.compile(r"(?:[-‐‑][^\W\d_]+)+")
_LONGEST: Final = 40  # characters of a compound on either side of one of its words


def in_words(text: str, chosen: Iterable[Span | Term]) -> str:
    """Write out the words chosen of a text, in its order and each once: "face-to-face" is one of them."""
    whole = sorted({_whole(text, word.start, word.end) for word in chosen})
    found: list[str] = []
    reached = 0
    for start, end in whole:
        if start >= reached:
            found.append(text[start:end])
            reached = end
    return " ".join(dict.fromkeys(found))


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the whole of the compound that a word is part of."""
    before = _BEFORE.search(text, max(0, start - _LONGEST), start)
    behind = _BEHIND.match(text, end, end + _LONGEST)
    return before.start() if before else start, behind.end() if behind else end
