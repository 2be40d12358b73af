"""Word runs by which copies of one story are known."""

import re
import zlib
from collections.abc import Sequence
from typing import Final

from cajad_cli.model import Passage

_TOKEN = re.compile(r"[^\W_]+")
_RUN: Final = 5
_SAMPLE: Final = 4


def shingles(text: str, passages: Sequence[Passage]) -> tuple[int, ...]:
    """Give the hashes of a fixed quarter of all five-word runs of the body, sorted, each once.

    Sampling by the hash itself keeps the same runs in every document, so that the share in common is that of
    all runs (Broder 1997, "On the resemblance and containment of documents").
    """
    words = _TOKEN.findall(" ".join(text[p.start : p.end] for p in passages).lower())
    runs = (" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
    hashes = {zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs}
    return tuple(sorted(h for h in hashes if h % _SAMPLE == 0))
