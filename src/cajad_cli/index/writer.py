"""Write an index: into a file of its own, put in place whole, so that readers see the old one or the new one."""

import os
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from zlib import crc32

from cajad_cli.errors import LibraryError
from cajad_cli.index.copies import Copies
from cajad_cli.index.length import Lengths
from cajad_cli.index.pack import Packed, Packer, pack_quote, unpack_quote
from cajad_cli.index.place import lock, put_in_place, sweep
from cajad_cli.index.script import spaced
from cajad_cli.index.store import DATA, MONTH, Entry, FileState, place_text, settings_text
from cajad_cli.index.version import SCHEMA
from cajad_cli.model import Event, Library, Passage, Problem, PublishedFrom
from cajad_cli.noun import NamedTuple

_TOKEN = re.compile(r"[^\W_]+")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# Shapes of 1/2/2026: every date that has an order of day and month has one of them, in figures of any script.
NUMERIC: Final = ("*?/?/??*", "*?/??/??*", "*?-?-??*", "*?-??-??*")
_CACHE: Final = 32_768  # KiB of pages: SQLite's own 2 MB are read over and over as words and runs fall anywhere
_COPYING: Final = 2_048  # the same while it is copied: with more, the copy is held in memory by the hundred megabytes
_ENOUGH: Final = 256  # documents from which on a dictionary is worth its place and knows what they share
_WORDS: Final = 100_000  # counts of words that are held before they are written, in order
_FEW: Final = 20  # under this part of the documents, what has changed does not pay to order the whole index for
_GAPS: Final = 100  # from this part of the pages on, those that hold nothing any more are worth a copy without them


Folders = Iterable[tuple[str, int]]  # paths, and times of change in nanoseconds


class Stamp(NamedTuple):
    """The day of publication of a document and the words that say so, or leave it open."""

    document: str
    source: str
    published: str | None
    published_from: PublishedFrom
    words: str


class Writer:
    """The right to write an index: `begin` builds a file beside `path`, put in place whole on a clean exit.

    Any error leaves `path` alone, and so does a writer that never began. One writer at a time: a second one waits
    `patience` seconds, then raises BusyError. Raises LibraryError where the folder cannot be written or the disk is
    full.
    """

    def __init__(self, path: Path, *, patience: float = 30.0) -> None:
        self._path = path
        self._work = path.with_name(f"{path.name}.{os.getpid()}.new")
        self._denser = self._work.with_name(f"{self._work.name}.denser")
        self._patience = patience
        self._begun = False

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = lock(self._path, self._patience)
            sweep(self._path)
        except (OSError, sqlite3.Error) as error:
            raise _unwritable(self._path, error) from error
        return self

    def begin(self, *, base: bool) -> None:
        """Open the new index: a copy of the one in place, or empty."""
        self._base = base
        self._begun = True
        try:
            if base:
                shutil.copyfile(self._path, self._work)
            self._db = sqlite3.connect(self._work, isolation_level=None)
            if not base:
                self._db.executescript((Path(__file__).parent / "schema.sql").read_text(encoding="utf-8"))
            self._db.executescript(
                f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHE}; BEGIN"
            )
        except (OSError, sqlite3.Error) as error:
            raise _unwritable(self._path, error) from error
        self._copies = Copies(self._db)
        self._lengths = Lengths(self._db)
        self._packer = Packer(**dict(self._db.execute("SELECT name, bytes FROM dictionary")))
        self._words = Counter[str]()
        self._changes = 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and self._begun:
                self._db.execute("COMMIT")
                made = self._without_gaps()
                self._db.close()
                put_in_place(made, self._path)
        except (OSError, sqlite3.Error) as problem:
            raise _unwritable(self._path, problem) from problem
        finally:
            if hasattr(self, "_db"):
                self._db.close()
            for left in (self._work, self._denser):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
            self._lock.close()
        if isinstance(error, sqlite3.Error):
            raise _unwritable(self._path, error) from error

    def _without_gaps(self) -> Path:
        """Give the new index, copied without its empty pages where it has many: ordering the full text leaves some.

        The copy has its rows in the order of their keys, too, so that its pages are full.
        """
        (pages,) = self._db.execute("PRAGMA page_count").fetchone()
        (empty,) = self._db.execute("PRAGMA freelist_count").fetchone()
        if empty * _GAPS < pages:
            return self._work
        self._db.execute(f"PRAGMA cache_size = -{_COPYING}")  # every page is read once
        self._db.execute("VACUUM INTO ?", (str(self._denser),))
        return self._denser

    def open_file(self, path: str, state: FileState) -> int:
        """Begin a file anew: take out all that the index has of it; give the key for what it holds."""
        self.remove_file(path)
        row = (path, *_columns(state))
        key = self._db.execute("INSERT INTO file (path, size, mtime_ns, hash, needs) VALUES (?,?,?,?,?)", row).lastrowid
        assert key is not None
        return key

    def add(self, file: int, entry: Entry) -> None:
        """Add one document of a file; where its id is taken, a problem is noted instead."""
        name = entry.document.document
        taken = self._db.execute("SELECT path FROM document JOIN file ON file.id = file WHERE document = ?", (name,))
        if found := taken.fetchone():
            self.note_problem(file, Problem(name, f"{name} is the name of a document of {found[0]} too"))
            return
        self._insert(file, entry)

    def _insert(self, file: int, entry: Entry) -> None:
        document, extract = entry.document, entry.extract
        body = _body(document.text, extract.passages)
        forms = _forms(body)
        words, events = sum(forms.values()), extract.events
        row = (
            file, document.document, document.source, document.publisher, document.kind, document.title, document.url,
            document.language, None if document.published is None else document.published.isoformat(),
            document.published_from, pack_quote(document.published_evidence), words, len(events),
            any(e.first is None for e in events),
        )  # fmt: skip
        key = self._db.execute(
            "INSERT INTO document (file, document, source, publisher, kind, title, url, language, published,"
            " published_from, evidence, words, tellings, open) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            row,
        ).lastrowid
        assert key is not None
        packed = self._packer.pack(document.text, extract)
        self._db.execute("INSERT INTO content VALUES (?,?,?)", (key, packed.text, packed.passages))
        self._db.execute("INSERT INTO told VALUES (?,?,?)", (key, packed.strings, packed.numbers))
        self._db.execute(
            "INSERT INTO fts (rowid, body, title, issued) VALUES (?,?,?,?)",
            (key, spaced(body), spaced(document.title), _issued(row[8])),
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO telling VALUES (?,?,?)", ((first, last, key) for first, last in _days(events))
        )
        self._copies.add(key, entry.shingles)
        self._lengths.note(key, words + sum(_forms(document.title).values()))
        self._count(forms, 1)
        if key == _ENOUGH:
            self._learn()

    def _learn(self) -> None:
        """Make dictionaries of the first documents, and press these and all later ones with them."""
        if self._db.execute("SELECT 1 FROM dictionary").fetchone():
            return
        every = "SELECT id, text, passages, strings, numbers FROM content JOIN told USING (id) ORDER BY id"
        laid = {key: Packed(*columns) for key, *columns in self._db.execute(every)}
        made = self._packer.dictionaries(list(laid.values()))
        self._db.executemany("INSERT INTO dictionary VALUES (?,?)", made.items())
        plain, self._packer = self._packer, Packer(**made)
        again = [(key, self._packer.again(packed, plain)) for key, packed in laid.items()]
        content = ((p.text, p.passages, key) for key, p in again)
        self._db.executemany("UPDATE content SET text = ?, passages = ? WHERE id = ?", content)
        told = ((p.strings, p.numbers, key) for key, p in again)
        self._db.executemany("UPDATE told SET strings = ?, numbers = ? WHERE id = ?", told)

    def remove_file(self, path: str) -> None:
        """Take a file, its documents and what was noted of it out of the index."""
        found = self._db.execute("SELECT id FROM file WHERE path = ?", (path,)).fetchone()
        if found is None:
            return
        for (key,) in self._db.execute("SELECT id FROM document WHERE file = ?", found).fetchall():
            self._remove(key)
        self._db.execute("DELETE FROM problem WHERE file = ?", found)
        self._db.execute("DELETE FROM file WHERE id = ?", found)

    def replace(self, entry: Entry) -> None:
        """Put one document, read again, in the place of what the index has of it."""
        name = entry.document.document
        key, file = self._db.execute("SELECT id, file FROM document WHERE document = ?", (name,)).fetchone()
        self._remove(key)
        self._insert(file, entry)

    def _remove(self, key: int) -> None:
        title, published, text, passages, *told = self._db.execute(
            "SELECT title, published, text, passages, strings, numbers FROM document JOIN content USING (id)"
            " JOIN told USING (id) WHERE id = ?",
            (key,),
        ).fetchone()
        body = _body(self._packer.text(text), self._packer.passages(passages))
        self._db.execute(
            "INSERT INTO fts (fts, rowid, body, title, issued) VALUES ('delete',?,?,?,?)",
            (key, spaced(body), spaced(title), _issued(published)),
        )
        events = self._packer.told(Packed(text, passages, *told)).events()
        self._db.executemany(
            "DELETE FROM telling WHERE first = ? AND last = ? AND id = ?",
            ((first, last, key) for first, last in _days(events)),
        )
        self._count(_forms(body), -1)
        self._copies.remove(key)
        self._lengths.note(key, 0)
        for table in ("document", "content", "told"):
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

    def touch(self, path: str, state: FileState) -> None:
        """Note that a file was touched while its content stayed the same."""
        row = (*_columns(state), path)
        self._db.execute("UPDATE file SET size = ?, mtime_ns = ?, hash = ?, needs = ? WHERE path = ?", row)

    def note_problem(self, file: int, problem: Problem, *, note: bool = False) -> None:
        """Keep that a file, or a part of it, could not be read, so that it is not tried again until it changes."""
        self._db.execute(
            "INSERT INTO problem SELECT ?, 1 + coalesce(max(n), 0), ?, ?, ? FROM problem WHERE file = ?",
            (file, *problem, note, file),
        )

    def file_of(self, documents: Iterable[str]) -> set[str]:
        """Give the paths of the files that hold some documents."""
        path = "SELECT path FROM document JOIN file ON file.id = file WHERE document = ?"
        return {row[0] for name in documents for row in self._db.execute(path, (name,))}

    def finish(self, library: Library, rules: str, *, whole: bool = True, folders: Folders = ()) -> None:
        """Write what concerns the library as a whole: copies, vocabulary, names, settings, its `folders`.

        `whole` tells whether all its files were gone through.
        """
        self._db.execute("DELETE FROM folder")
        self._db.executemany("INSERT INTO folder VALUES (?,?)", folders if whole else ())
        self._write_words()
        self._write_neighbours()
        self._copies.settle()
        if not self._base:  # another state of rules or settings never goes on from an old index
            self._write_settings(library, rules)
        words = self._lengths.write()
        count, tellings = self._db.execute("SELECT count(*), coalesce(sum(tellings), 0) FROM document").fetchone()
        marks = {
            "whole": "yes" if whole else "no",
            "ordered": "yes" if self._is_ordered() else "no",
            "documents": str(count),
            "words": str(words),
            "tellings": str(tellings),
            "sources": "\n".join(
                s for (s,) in self._db.execute("SELECT DISTINCT source FROM document ORDER BY source")
            ),
        }
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", marks.items())
        if self._changes * _FEW >= count:
            self._db.execute("INSERT INTO fts (fts) VALUES ('optimize')")  # writes the whole of it anew

    def _is_ordered(self) -> bool:
        """Tell whether keys go up with document ids, so that answers need not be sorted by these."""
        keys = [key for (key,) in self._db.execute("SELECT id FROM document ORDER BY document")]
        return all(one < other for one, other in pairwise(keys))

    def _count(self, forms: Iterable[str], more: int) -> None:
        """Note that words stand in one document more or less; they go into the index by the ten thousands."""
        self._changes += 1
        words = self._words
        for form in forms:
            words[form] += more
        if len(words) >= _WORDS:
            self._write_words()

    def _write_words(self) -> None:
        self._db.executemany(
            "INSERT INTO word (form, documents) VALUES (?,?)"
            " ON CONFLICT (form) DO UPDATE SET documents = documents + excluded.documents",
            sorted(self._words.items()),
        )
        self._words.clear()

    def _write_settings(self, library: Library, rules: str) -> None:
        self._write_aliases(library.settings.get("aliases", {}))
        from cajad_cli.lexicon.search import function_words, sounds
        from cajad_cli.lexicon.source import to_keep

        meta = {
            "schema": str(SCHEMA),
            "rules": rules,
            "library": place_text(library),
            "name": library.name,
            "settings": settings_text(library),
            "function_words": " ".join(sorted(function_words())),
            "sounds": "\n".join(" ".join(rule) for rule in sounds()),
            **{f"{DATA}{name}": text for name, text in to_keep().items()},
        }
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", meta.items())

    def _write_neighbours(self) -> None:
        """Lay down the vocabulary's new forms so that the forms near a slip, or sounding like one, are found."""
        from cajad_cli.lexicon.names import sound
        from cajad_cli.lexicon.search import sounds

        done = int((self._db.execute("SELECT value FROM meta WHERE key = 'neighbours'").fetchone() or ("0",))[0])
        shape = "id > ? AND length(form) BETWEEN 3 AND 40 AND form NOT GLOB '*[0-9]*'"
        self._db.execute(
            f"INSERT INTO gram (rowid, form) SELECT id, ' ' || form || ' ' FROM word WHERE {shape}", (done,)
        )
        new = self._db.execute(f"SELECT id, form FROM word WHERE {shape}", (done,)).fetchall()
        rules = sounds()
        heard = ((sound(form, rules), key) for key, form in new)
        self._db.executemany(
            "INSERT INTO sound VALUES (?,?)", sorted((crc32(s.encode()), key) for s, key in heard if s is not None)
        )
        self._db.execute("INSERT OR REPLACE INTO meta SELECT 'neighbours', coalesce(max(id), 0) FROM word")

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


def _days(events: Iterable[Event]) -> Iterator[tuple[int, int]]:
    """Give the first and last days, as ordinals, of events that last no longer than a month."""
    for event in events:
        if event.first is not None and event.last is not None and (event.last - event.first).days < MONTH:
            yield event.first.toordinal(), event.last.toordinal()


def _columns(state: FileState) -> tuple[int, int, bytes, str]:
    """Give the state of a file as the index keeps it: the hash as bytes."""
    return state.size, state.mtime_ns, bytes.fromhex(state.hash), state.needs


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


def _unwritable(path: Path, error: Exception) -> LibraryError:
    return LibraryError(
        f"cannot write the index {path}: {error}",
        "free some space, or set CAJAD_CACHE to a folder that can be written",
    )
