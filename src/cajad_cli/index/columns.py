"""Numbers and strings of one document as short byte strings: the columns of a table press better than its rows."""

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

_CODES: Final = {1: "b", 2: "h", 4: "i", 8: "q"}  # of the array module, by bytes a number
_SEPARATORS: Final = 32  # control characters are tried first: hardly any text has them


def pack_numbers(numbers: Sequence[int]) -> bytes:
    """Lay whole numbers down: how many bytes each takes, then the first bytes of all, the second of all, and so on.

    Most second bytes are 0, so that the planes press to an eighth less than the numbers one after another.
    """
    least, most = min(numbers, default=0), max(numbers, default=0)
    width = next(w for w in _CODES if -(1 << 8 * w - 1) <= least and most < 1 << 8 * w - 1)
    made = array(_CODES[width], numbers)
    if sys.byteorder == "big":
        made.byteswap()
    data = made.tobytes()
    return bytes((width,)) + b"".join(data[at::width] for at in range(width))


def unpack_numbers(packed: bytes) -> "array[int]":
    """Give back what `pack_numbers` took."""
    width = packed[0]
    count = (len(packed) - 1) // width
    data = bytearray(count * width)
    for at in range(width):
        data[at::width] = packed[1 + at * count : 1 + (at + 1) * count]
    made = array(_CODES[width], bytes(data))
    if sys.byteorder == "big":
        made.byteswap()
    return made


def pack_strings(strings: Sequence[str]) -> bytes:
    """Lay strings down, joined by a character that none of them has, which comes first."""
    joined = "".join(strings)
    separator = next(c for c in map(chr, chain(range(10, _SEPARATORS), range(0xD7FF))) if c not in joined)
    return separator.join(("", *strings)).encode("utf-8", "surrogatepass")


def unpack_strings(packed: bytes) -> list[str]:
    """Give back what `pack_strings` took."""
    text = packed.decode("utf-8", "surrogatepass")
    return text[1:].split(text[0]) if text else []


class Numbering:
    """Gives each string the number of its first mention, from 1; None is 0."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, string: str | None) -> int:
        """Give the number of a string."""
        if string is None:
            return 0
        return self._numbers.setdefault(string, len(self._numbers) + 1)

    def strings(self) -> tuple[str, ...]:
        """Give the strings numbered so far, in the order of their numbers."""
        return tuple(self._numbers)


def turned(rows: Sequence[Sequence[int]]) -> Iterator[int]:
    """Give how many rows there are, then column by column their numbers; all rows are of one length."""
    yield len(rows)
    for column in zip(*rows, strict=True):
        yield from column


class Cursor:
    """Reads numbers one stretch after another."""

    def __init__(self, numbers: "array[int]") -> None:
        self._numbers = numbers
        self._at = 0

    def next(self) -> int:
        """Give the next number."""
        self._at += 1
        return self._numbers[self._at - 1]

    def take(self, count: int) -> "array[int]":
        """Give the next `count` numbers."""
        self._at += count
        return self._numbers[self._at - count : self._at]

    def rows(self, width: int) -> Iterable[tuple[int, ...]]:
        """Give back the rows of `width` numbers that `turned` took."""
        count = self.next()
        return zip(*(self.take(count) for _ in range(width)), strict=True)
