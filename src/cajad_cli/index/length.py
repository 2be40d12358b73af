"""How many words each document and its title have, packed so that a million of them are read at once."""

import sqlite3
import sys
from array import array
from collections.abc import Iterable
from typing import Final

ROW: Final = 4096  # documents in one row of the table
_MOST: Final = 0xFFFF  # words that two bytes hold: a longer text counts as one of this length


class Lengths:
    """Collects the lengths of documents that are added to or taken out of an open index."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._new: dict[int, int] = {}

    def note(self, key: int, words: int) -> None:
        """Note the length of a document in words; 0 where it has gone."""
        self._new[key] = min(words, _MOST)

    def write(self) -> int:
        """Write down what was noted; give the length of all documents together."""
        for row in sorted({key // ROW for key in self._new}):
            found = self._db.execute("SELECT words FROM length WHERE id = ?", (row,)).fetchone()
            lengths = _unpacked(found[0]) if found else array("H", bytes(2 * ROW))
            for key in range(row * ROW, (row + 1) * ROW):
                lengths[key - row * ROW] = self._new.get(key, lengths[key - row * ROW])
            self._db.execute("INSERT OR REPLACE INTO length VALUES (?,?)", (row, _turned(lengths).tobytes()))
        self._new.clear()
        return sum(unpack_lengths(self._db.execute("SELECT words FROM length")))


def unpack_lengths(rows: Iterable[tuple[bytes]]) -> "array[int]":
    """Join the rows of the table, which are in order."""
    return _unpacked(b"".join(words for (words,) in rows))


def _unpacked(packed: bytes) -> "array[int]":
    return _turned(array("H", packed))


def _turned(lengths: "array[int]") -> "array[int]":
    """Turn between this machine's order of bytes and that of the file, which is little-endian."""
    if sys.byteorder == "big":
        lengths.byteswap()
    return lengths
