"""Write an index: into a file of its own, put in place whole, so that readers see the old one or the new one."""

import os
import re
import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from cajad_cli.errors import LibraryError
from cajad_cli.index.pack import (
    pack_claim,
    pack_event,
    pack_passages,
    pack_quote,
    pack_text,
    pack_timex,
    unpack_passages,
    unpack_quote,
    unpack_text,
)
from cajad_cli.index.store import Entry, FileState, settings_text
from cajad_cli.index.version import SCHEMA
from cajad_cli.model import Library, Passage, Problem, PublishedFrom

_TOKEN = re.compile(r"[^\W_]+")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# Shapes of 1/2/2026: every date that has an order of day and month has one of them, in figures of any script.
NUMERIC: Final = ("*?/?/??*", "*?/??/??*", "*?-?-??*", "*?-??-??*")
_COPY_CONTAINMENT = 0.8  # wire copies share 0.87 to 1.00 of their five-word runs, other stories at most 0.03
_COMMON_SHINGLE = 64  # a run of words in more documents than this is a phrase of the trade


class Stamp(NamedTuple):
    """The day of publication of a document and the words that say so, or leave it open."""

    document: str
    source: str
    published: str | None
    published_from: PublishedFrom
    words: str


class Writer:
    """Build an index file beside `path` and put it in place on a clean exit; any error leaves `path` alone.

    `base` True starts from a copy of the index in place. One writer at a time: a second one waits, then
    raises LibraryError. Raises LibraryError where the folder cannot be written or the disk is full.
    """

    def __init__(self, path: Path, *, base: bool, patience: float = 30.0) -> None:
        self._path = path
        self._work = path.with_name(f"{path.name}.{os.getpid()}.new")
        self._base = base
        self._patience = patience

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(self._path, self._patience)
            _sweep(self._path)
            if self._base:
                shutil.copyfile(self._path, self._work)
            self._db = sqlite3.connect(self._work, isolation_level=None)
            if not self._base:
                self._db.executescript((Path(__file__).parent / "schema.sql").read_text(encoding="utf-8"))
            self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        except (OSError, sqlite3.Error) as error:
            raise _unwritable(self._path, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._put_in_place()
        except (OSError, sqlite3.Error) as problem:
            raise _unwritable(self._path, problem) from problem
        finally:
            self._db.close()
            with suppress(OSError):
                self._work.unlink(missing_ok=True)
            self._lock.close()
        if isinstance(error, sqlite3.Error):
            raise _unwritable(self._path, error) from error

    def _put_in_place(self) -> None:
        self._db.execute("COMMIT")
        self._db.close()
        with self._work.open("rb+") as file:
            os.fsync(file.fileno())
        self._work.replace(self._path)

    def add(self, entry: Entry) -> None:
        """Add one document; its id must not be in the index."""
        document, extract = entry.document, entry.extract
        body = _body(document.text, extract.passages)
        forms = _forms(body)
        row = (
            document.document, document.source, document.publisher, document.kind, document.title, document.url,
            document.language, None if document.published is None else document.published.isoformat(),
            document.published_from, pack_quote(document.published_evidence), sum(forms.values()),
            "\n".join(extract.matter), *entry.state,
        )  # fmt: skip
        key = self._db.execute(
            "INSERT INTO document (document, source, publisher, kind, title, url, language, published,"
            " published_from, evidence, words, matter, size, mtime_ns, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            row,
        ).lastrowid
        many = self._db.executemany
        self._db.execute(
            "INSERT INTO content VALUES (?,?,?)",
            (key, pack_text(document.text), pack_passages(extract.passages)),
        )
        issued = _issued(row[7])
        self._db.execute(
            "INSERT INTO fts (rowid, body, title, issued) VALUES (?,?,?,?)",
            (key, body, document.title, issued),
        )
        places = ",".join("?" * 15)
        many(
            f"INSERT INTO event VALUES ({places})",
            ((key, n, *pack_event(e)) for n, e in enumerate(extract.events)),
        )
        many(
            "INSERT INTO undated VALUES (?,?,?,?,?)",
            ((key, n, u.paragraph, u.sentence, pack_timex(u.timex)) for n, u in enumerate(extract.undated)),
        )
        places = ",".join("?" * 14)
        many(
            f"INSERT INTO claim VALUES ({places})",
            ((key, n, *pack_claim(c)) for n, c in enumerate(extract.claims)),
        )
        many("INSERT OR IGNORE INTO shingle VALUES (?,?)", ((h, key) for h in entry.shingles))
        many(
            "INSERT INTO word VALUES (?,1) ON CONFLICT (form) DO UPDATE SET documents = documents + 1",
            ((form,) for form in forms),
        )

    def remove(self, document: str) -> None:
        """Take one document, or the problem noted of it, out of the index."""
        self._db.execute("DELETE FROM problem WHERE document = ?", (document,))
        found = self._db.execute(
            "SELECT id, title, published, text, passages FROM document JOIN content USING (id) WHERE document = ?",
            (document,),
        ).fetchone()
        if found is None:
            return
        key, title, published, text, passages = found
        body = _body(unpack_text(text), unpack_passages(passages))
        self._db.execute(
            "INSERT INTO fts (fts, rowid, body, title, issued) VALUES ('delete',?,?,?,?)",
            (key, body, title, _issued(published)),
        )
        self._db.executemany(
            "UPDATE word SET documents = documents - 1 WHERE form = ?", ((form,) for form in _forms(body))
        )
        for table in ("document", "content", "event", "undated", "claim", "shingle"):
            self._db.execute(f"DELETE FROM {table} WHERE id = ?", (key,))

    def numeric_stamps(self) -> list[Stamp]:
        """Give what documents say of their own day of publication where it may be two numbers and a year."""
        like = " OR ".join(["evidence GLOB ?"] * len(NUMERIC))
        rows = self._db.execute(
            f"SELECT document, source, published, published_from, evidence FROM document WHERE {like}", NUMERIC
        )
        return [
            Stamp(document, source, day, how, quote.text)
            for document, source, day, how, packed in rows
            if (quote := unpack_quote(packed))
        ]

    def touch(self, document: str, state: FileState) -> None:
        """Note that the file of a document was touched while its content stayed the same."""
        self._db.execute("UPDATE document SET size = ?, mtime_ns = ?, hash = ? WHERE document = ?", (*state, document))

    def note_problem(self, problem: Problem, size: int, mtime_ns: int) -> None:
        """Keep that a file could not be read, so that it is not tried again until it changes."""
        self._db.execute("INSERT OR REPLACE INTO problem VALUES (?,?,?,?)", (*problem, size, mtime_ns))

    def finish(self, library: Library, rules: str) -> None:
        """Write what concerns the library as a whole: copies, vocabulary, names, settings."""
        self._db.execute("DELETE FROM word WHERE documents <= 0")
        self._db.executemany("UPDATE document SET copy_of = ? WHERE id = ?", _copies(self._db))
        self._write_aliases(library.settings.get("aliases", {}))
        from cajad_cli.lexicon.search import function_words

        meta = {
            "schema": str(SCHEMA),
            "rules": rules,
            "library": library.path,
            "name": library.name,
            "settings": settings_text(library),
            "function_words": " ".join(sorted(function_words())),
        }
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", meta.items())
        self._db.execute("INSERT INTO fts (fts) VALUES ('optimize')")

    def _write_aliases(self, own: dict[str, list[str]]) -> None:
        from cajad_cli.lexicon.names import fold, groups
        from cajad_cli.lexicon.search import equivalents, senses

        self._db.execute("DELETE FROM alias")
        families = [(group, 0) for group in (*groups(own), *equivalents())] + [(group, 1) for group in senses()]
        rows = (
            (folded[0], " ".join(folded), family, loose)
            for family, (spellings, loose) in enumerate(families)
            for spelling in spellings
            if (folded := fold(spelling))
        )
        self._db.executemany("INSERT OR IGNORE INTO alias VALUES (?,?,?,?)", rows)


def _body(text: str, passages: tuple[Passage, ...]) -> str:
    return "\n".join(text[p.start : p.end] for p in passages)


def _issued(published: str | None) -> str:
    """Give a day in the words by which people look for it."""
    if published is None:
        return ""
    year, month, day = published.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _forms(body: str) -> Counter[str]:
    return Counter(_TOKEN.findall(body.lower()))


def _lock(path: Path, patience: float) -> sqlite3.Connection:
    """Hold the right to write: SQLite's own file lock is the one that works on every system."""
    lock = sqlite3.connect(path.with_name(f"{path.name}.lock"), timeout=patience, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" in str(error):
            raise LibraryError("another cajad is writing this index", "wait for it to end, then try again") from error
        raise
    return lock


def _sweep(path: Path) -> None:
    """Remove what killed writers left behind; ours is the lock, so nobody is at work on them."""
    for left in path.parent.glob(f"{path.name}.*.new*"):
        left.unlink(missing_ok=True)


def _unwritable(path: Path, error: Exception) -> LibraryError:
    return LibraryError(
        f"cannot write the index {path}: {error}",
        "free some space, or set CAJAD_CACHE to a folder that can be written",
    )


def _copies(db: sqlite3.Connection) -> Iterable[tuple[str | None, int]]:
    """Give (leader, id) for every document: the earliest document that holds nearly the same word runs, or None."""
    rows = db.execute("SELECT id, document FROM document ORDER BY published IS NULL, published, document").fetchall()
    rank = {key: place for place, (key, _) in enumerate(rows)}
    names = dict(rows)
    sizes: Counter[int] = Counter()
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for holders in _holders(db):
        sizes.update(holders)
        if len(holders) <= _COMMON_SHINGLE:
            ordered = sorted(holders, key=rank.__getitem__)
            for place, late in enumerate(ordered[1:], 1):
                shared[late].update(ordered[:place])
    leader: dict[int, int] = {}
    for late in sorted(shared, key=rank.__getitem__):
        early, common = min(shared[late].items(), key=lambda item: (-item[1], rank[item[0]]))
        if common >= _COPY_CONTAINMENT * min(sizes[late], sizes[early]) and _alike(sizes[late], sizes[early]):
            leader[late] = leader.get(early, early)
    return [(names[leader[key]] if key in leader else None, key) for key in rank]


def _alike(one: int, other: int) -> bool:
    """Tell whether two texts are of one order of length: a brief inside a long report is no copy of it."""
    return min(one, other) >= 4 and max(one, other) <= 3 * min(one, other)


def _holders(db: sqlite3.Connection) -> Iterable[list[int]]:
    current: int | None = None
    holders: list[int] = []
    for digest, key in db.execute("SELECT hash, id FROM shingle ORDER BY hash"):
        if digest != current:
            if holders:
                yield holders
            current, holders = digest, []
        holders.append(key)
    if holders:
        yield holders
