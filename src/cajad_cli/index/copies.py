"""Which documents tell the same story: each one's nearest earlier twin, kept up as documents come and go."""

import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from cajad_cli.index.columns import pack_numbers, unpack_numbers
from cajad_cli.noun import NamedTuple

_CONTAINMENT: Final = 0.8  # wire copies share 0.87 to 1.00 of their five-word runs, other stories at most 0.03
_INDEXED: Final = 8  # runs of a document by which others find it: of a text twice as long four are the same
_FEWEST: Final = 12  # runs that tell; a shorter text is no story
_LENGTHS: Final = 3  # times; a brief inside a longer report is no copy of it
_COMMON: Final = 64  # a run of words in more documents than this is a phrase of the trade
KEPT: Final = 64  # runs that are kept of a long document
_BITS: Final = 32  # of a run
_REST: Final = 12  # bits that are kept of those runs alone by which others find a document: 20 tell what two share
_RESTS: Final = (1 << _REST) - 1
_ALL: Final = 1 << _BITS - _REST
_ASKED: Final = 5_000  # runs in one statement
_WHOLE: Final = 5  # from a fifth of the documents on, looking at all is no dearer than finding whom it concerns
_MANY: Final = 200_000  # runs of changed documents that are remembered; beyond, all documents are looked at


class Runs(NamedTuple):
    """What is kept of a document's runs of words, the smallest hashes of all, sorted."""

    found: tuple[int, ...]  # by which others find it
    kept: tuple[int, ...]  # the first bits of these and more, by which its share in others is told


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
        """Note the word runs of a document, the smallest hashes of all, sorted."""
        self._note(runs[:_INDEXED])
        self._new.add(key)
        self._db.execute("INSERT INTO run VALUES (?,?,?,NULL)", (key, *_pack(runs)))
        self._db.executemany("INSERT INTO shingle VALUES (?,?)", ((run, key) for run in runs[:_INDEXED]))

    def remove(self, key: int) -> None:
        """Forget a document."""
        runs = _runs(self._db, key).found
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
    """Give the earlier document that shares most with this one, where the two are of one story.

    `common` are all runs that too many documents have; None where that is to be looked up.
    """
    runs = _runs(db, key)
    asked = [run for run in runs.found if common is None or run not in common]
    holders = _each_holders(db, asked) if common is None else _all_holders(db, asked)
    place = rank[key]
    early = {holder for holder in holders if rank[holder] < place}
    shares = ((-_shared(runs.kept, _runs(db, holder).kept), rank[holder], holder) for holder in early)
    found = min(shares, default=None)
    return found[2] if found and found[0] <= -_CONTAINMENT else None


def _shared(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate which part of the shorter text's runs both have; 0 where they are of other orders of length.

    Of a text that has more runs than were kept, all are known up to the largest kept: up to the smaller of these
    bounds the kept runs of both are whole.
    """
    most = min(runs[-1] if len(runs) >= KEPT else _ALL for runs in (one, other))
    ours, theirs = ({run for run in runs if run <= most} for runs in (one, other))
    short, long = sorted((len(ours), len(theirs)))
    return len(ours & theirs) / short if short >= _FEWEST and long <= _LENGTHS * short else 0.0


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


def _runs(db: sqlite3.Connection, key: int) -> Runs:
    steps, rest = db.execute("SELECT steps, rest FROM run WHERE id = ?", (key,)).fetchone()
    return _unpack(steps, rest)


def _pack(runs: Sequence[int]) -> tuple[bytes, bytes]:
    """Lay runs down: the first bits of all as steps, most of which fit into two bytes, and the rest of the found."""
    first = [run >> _REST for run in runs]
    rest = array("H", (run & _RESTS for run in runs[:_INDEXED]))
    if sys.byteorder == "big":
        rest.byteswap()
    return pack_numbers([one - before for before, one in pairwise((0, *first))]), rest.tobytes()


def _unpack(steps: bytes, rest: bytes) -> Runs:
    """Give back what `_pack` took."""
    kept = tuple(accumulate(unpack_numbers(steps)))
    ends = array("H", rest)
    if sys.byteorder == "big":
        ends.byteswap()
    return Runs(tuple(first << _REST | end for first, end in zip(kept, ends, strict=False)), kept)
