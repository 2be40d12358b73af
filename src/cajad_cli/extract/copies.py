"""Word runs by which copies of one story are known."""

import re
import zlib
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from cajad_cli.model import Passage

_TOKEN = re.compile(r"[^\W_]+")
_RUN: Final = 5
SKETCH: Final = 64  # hashes of a long text: the share of another's in them is told to .04


def shingles(text: str, passages: Sequence[Passage]) -> tuple[int, ...]:
    """Give the smallest hashes of all five-word runs of the body, `SKETCH` at most, sorted, each once.

    The smallest hashes of two texts are samples of the same runs, so that the share in common is that of all runs
    (Broder 1997, "On the resemblance and containment of documents").
    """
    words = _TOKEN.findall(" ".join(text[p.start : p.end] for p in passages).lower())
    coded = " ".join(words).encode("utf-8", "surrogatepass")
    # Runs are cut out of one long one: to join five words for each takes twice as long.
    ends = list(accumulate([len(word) + 1 for word in coded.split(b" ")]))  # of each word, with the space behind it
    hashes = {zlib.crc32(coded[a : b - 1]) for a, b in zip([0, *ends], ends[_RUN - 1 :], strict=False)}
    return tuple(sorted(hashes)[:SKETCH])
