"""Which documents tell the same story: each one's nearest earlier twin, kept up as documents come and go."""

import sqlite3
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

_CONTAINMENT: Final = 0.8  # wire copies share 0.87 to 1.00 of their five-word runs, other stories at most 0.03
_COMMON: Final = 64  # a run of words in more documents than this is a phrase of the trade
_ASKED: Final = 5_000  # runs in one statement
_WHOLE: Final = 5  # from a fifth of the documents on, looking at all is no dearer than finding whom it concerns
_MANY: Final = 200_000  # runs of changed documents that are remembered; beyond, all documents are looked at


class Copies:
    """Keeps the word runs of documents in an open index, and `copy_of` right whichever way the index came about.

    The answer for a document rests on who shares its runs; so after a change only the documents that share a run
    with something added or removed are looked at again, in the way in which all are at first.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._changed = 0  # documents
        self._runs: set[int] = set()  # of all that was added or removed
        self._new: set[int] = set()

    def add(self, key: int, runs: tuple[int, ...]) -> None:
        """Note the word runs of a document."""
        self._note(runs)
        self._new.add(key)
        self._db.execute("INSERT INTO run VALUES (?,?,NULL)", (key, _pack(runs)))
        self._db.executemany("INSERT INTO shingle VALUES (?,?)", ((run, key) for run in runs))

    def remove(self, key: int) -> None:
        """Forget a document."""
        runs = _runs(self._db, key)
        self._note(runs)
        self._new.discard(key)
        self._db.execute("DELETE FROM run WHERE id = ?", (key,))
        self._db.executemany("DELETE FROM shingle WHERE hash = ? AND id = ?", ((run, key) for run in runs))

    def _note(self, runs: Iterable[int]) -> None:
        self._changed += 1
        if len(self._runs) < _MANY:
            self._runs.update(runs)

    def settle(self) -> None:
        """Bring `copy_of` of all documents up to date: the earliest that holds nearly the same runs, or none."""
        known = self._db.execute(
            "SELECT id, document, copy_of FROM document ORDER BY published IS NULL, published, document"
        ).fetchall()
        rank = {key: place for place, (key, _, _) in enumerate(known)}
        concerned = self._concerned(rank)
        common = self._common() if len(concerned) == len(known) else None
        twins = ((_twin(self._db, key, rank, common), key) for key in concerned)
        self._db.executemany("UPDATE run SET twin = ? WHERE id = ?", twins)
        twin = dict(self._db.execute("SELECT id, twin FROM run WHERE twin IS NOT NULL"))
        names = {key: name for key, name, _ in known}
        leader: dict[int, int] = {}
        for key in sorted(twin, key=rank.__getitem__):
            leader[key] = leader.get(twin[key], twin[key])
        told = ((names[leader[key]] if key in leader else None, key, old) for key, _, old in known)
        self._db.executemany(
            "UPDATE document SET copy_of = ? WHERE id = ?", [(new, key) for new, key, old in told if new != old]
        )

    def _common(self) -> set[int]:
        """Give the runs that more documents have than count."""
        counts = self._db.execute("SELECT hash FROM shingle GROUP BY hash HAVING count(*) > ?", (_COMMON,))
        return {run for (run,) in counts}

    def _concerned(self, keys: Iterable[int]) -> list[int]:
        """Give the documents whose nearest twin may be another one now."""
        every = list(keys)
        if self._changed * _WHOLE >= len(every) or len(self._runs) >= _MANY:
            return every
        # A run that is common after the change and was so before it counts for nobody.
        most = _COMMON + self._changed
        found = set(self._new)
        for run in self._runs:
            holders = _holders(self._db, run, most)
            found.update(holders if len(holders) <= most else ())
        return sorted(found)


def _twin(db: sqlite3.Connection, key: int, rank: dict[int, int], common: set[int] | None) -> int | None:
    """Give the earlier document that shares most runs with this one, where the two are of one story.

    `common` are all runs that too many documents have; None where that is to be looked up.
    """
    runs = _runs(db, key)
    place = rank[key]
    holders = _each_holders(db, runs) if common is None else _all_holders(db, [r for r in runs if r not in common])
    shared = Counter(h for h in holders if rank[h] < place)
    if not shared:
        return None
    early, most = min(shared.items(), key=lambda item: (-item[1], rank[item[0]]))
    sizes = len(runs), len(_runs(db, early))
    return early if most >= _CONTAINMENT * min(sizes) and _alike(*sizes) else None


def _each_holders(db: sqlite3.Connection, runs: Iterable[int]) -> Iterator[int]:
    for run in runs:
        holders = _holders(db, run, _COMMON)
        yield from holders if len(holders) <= _COMMON else ()


def _all_holders(db: sqlite3.Connection, runs: list[int]) -> Iterator[int]:
    for at in range(0, len(runs), _ASKED):
        some = ",".join(map(str, runs[at : at + _ASKED]))
        yield from (key for (key,) in db.execute(f"SELECT id FROM shingle WHERE hash IN ({some})"))


def _holders(db: sqlite3.Connection, run: int, most: int) -> list[int]:
    return [key for (key,) in db.execute("SELECT id FROM shingle WHERE hash = ? LIMIT ?", (run, most + 1))]


def _runs(db: sqlite3.Connection, key: int) -> "array[int]":
    (packed,) = db.execute("SELECT hashes FROM run WHERE id = ?", (key,)).fetchone()
    return _unpack(packed)


def _alike(one: int, other: int) -> bool:
    """Tell whether two texts are of one order of length: a brief inside a long report is no copy of it."""
    return min(one, other) >= 4 and max(one, other) <= 3 * min(one, other)


def _pack(runs: tuple[int, ...]) -> bytes:
    numbers = array("I", runs)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _unpack(packed: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
