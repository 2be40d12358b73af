"""Word runs by which copies of one story are known."""

import re
import zlib
from collections.abc import Sequence
from heapq import nsmallest
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
    runs = (" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
    return tuple(nsmallest(SKETCH, {zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs}))
