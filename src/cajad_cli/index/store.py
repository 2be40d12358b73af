"""Read an index: opened read-only, each question one method."""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self
from zlib import crc32

from cajad_cli.errors import CajadError, LibraryError
from cajad_cli.index.length import unpack_lengths
from cajad_cli.index.pack import Packed, Packer, unpack_quote
from cajad_cli.index.place import check_seal
from cajad_cli.index.version import SCHEMA
from cajad_cli.model import Claim, Document, Event, Extract, Library, OpenTimex, Passage, Problem, SourceRow
from cajad_cli.noun import NamedTuple

if TYPE_CHECKING:
    from array import array

    from cajad_cli.index.told import Told

MONTH: Final = 31  # days; what lasts longer is found by what happens within it
DATA = "data/"  # begins the keys of the word lists that questions ask for
_META = f"SELECT key, value FROM meta WHERE key NOT GLOB '{DATA}*'"
_DOCUMENT = (
    "document, source, publisher, kind, title, url, language, published, published_from, evidence, words, copy_of"
)


class FileState(NamedTuple):
    """What tells whether a file has changed; `needs` names the missing module that could read it."""

    size: int
    mtime_ns: int
    hash: str
    needs: str = ""


class Entry(NamedTuple):
    """All that the index keeps of one document."""

    document: Document
    extract: Extract
    shingles: tuple[int, ...]


class Content(NamedTuple):
    """What one document says: its whole text and its passages."""

    text: str
    passages: tuple[Passage, ...]


class Filters(NamedTuple):
    """Which documents are asked for; days are ISO 8601, empty means all."""

    since: str | None = None
    until: str | None = None
    sources: tuple[str, ...] = ()
    without_sources: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # globs
    without_documents: tuple[str, ...] = ()


def settings_text(library: Library) -> str:
    """Write the settings of a library down as the index keeps them: JSON, days as text."""
    return json.dumps(library.settings, ensure_ascii=False, default=str)


def place_text(library: Library) -> str:
    r"""Write the folder of a library down: bytes that are no UTF-8 as \\xff."""
    return os.fsencode(library.path).decode("utf-8", "backslashreplace")


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


class Store:
    """An open index. Raises LibraryError where the file is no index of this version; use as a context."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
            self.meta: dict[str, str] = dict(self.db.execute(_META))
            known = self.meta.get("schema") == str(SCHEMA)
            self.packer = Packer(**dict(self.db.execute("SELECT name, bytes FROM dictionary"))) if known else Packer()
        except sqlite3.Error as error:
            raise LibraryError(f"cannot read the index {path}: {error}", "cajad index --rebuild") from error
        if not known:
            raise LibraryError(f"the index {path} is of another version", "cajad index --rebuild")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        # What a damaged index gives is no bug of whoever reads it.
        if isinstance(error, Exception) and not isinstance(error, CajadError):
            check_seal(self.path)

    @contextmanager
    def watched(self) -> Iterator[Self]:
        """Give the store for a while, as `with` does, and leave it open unless something goes wrong."""
        try:
            yield self
        except Exception as error:
            self.__exit__(type(error), error, None)
            raise

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def _by(self) -> str:
        """Order by document id: keys are in that order until something is added, and sorting by them is free."""
        return "t.id" if self.is_ordered() else "(SELECT document FROM document d WHERE d.id = t.id)"

    def library(self) -> Library:
        """Give the library that was indexed, with the settings of that time."""
        settings: dict[str, Any] = json.loads(self.meta["settings"])
        return Library(self.meta["library"], self.meta["name"], settings)

    def is_of(self, library: Library) -> bool:
        """Tell whether the index was made of this library with these settings; what it settles is not indexed."""
        made = self.meta["library"], self.meta["name"], self.meta["settings"]
        return made == (place_text(library), library.name, settings_text(library))

    def function_words(self) -> frozenset[str]:
        """Give the words that do not count in a query where others are there."""
        return frozenset(self.meta["function_words"].split())

    def data(self, name: str) -> str | None:
        """Give a word list of the rules that made the index, as JSON; None where it has none or is closed."""
        try:
            found = self.db.execute("SELECT value FROM meta WHERE key = ?", (f"{DATA}{name}",)).fetchone()
        except sqlite3.Error:
            return None
        return None if found is None else str(found[0])

    def size(self) -> int:
        """Count the documents."""
        return int(self.meta["documents"])

    def rows(self, keys: Iterable[int] | None = None) -> dict[int, SourceRow]:
        """Map document keys to their rows, all of them or those of `keys`, in the order of document ids."""
        where = "" if keys is None else f" WHERE id IN ({','.join(str(int(k)) for k in keys)})"
        found = self.db.execute(f"SELECT id, {_DOCUMENT} FROM document{where} ORDER BY document")
        return {
            key: SourceRow(*head, unpack_quote(evidence), words, copy_of)  # type: ignore[call-arg]
            for key, *head, evidence, words, copy_of in found
        }

    def is_ordered(self) -> bool:
        """Tell whether keys go up with document ids."""
        return self.meta["ordered"] == "yes"

    def names(self, keys: Iterable[int]) -> dict[int, str]:
        """Map document keys to document ids."""
        wanted = ",".join(str(int(key)) for key in keys)
        return dict(self.db.execute(f"SELECT id, document FROM document WHERE id IN ({wanted})"))

    def words(self) -> int:
        """Count the words of all documents and their titles."""
        return int(self.meta["words"])

    def tokens(self) -> float:
        """Give how many words a document has in the full-text table, on average: what bm25() takes for the mean.

        From the table's own record of them: the number of rows, then the words of each column, as SQLite's numbers of
        varying length ("averages record" in the source of FTS5).
        """
        (packed,) = self.db.execute("SELECT block FROM fts_data WHERE id = 1").fetchone()
        totals = [0]
        for byte in packed:
            totals[-1] = totals[-1] << 7 | byte & 0x7F
            if byte < 0x80:
                totals.append(0)
        rows, *words = totals
        return sum(words) / rows if rows else 1.0

    def sources(self) -> tuple[str, ...]:
        """Give all source ids, sorted."""
        return tuple(self.meta["sources"].split("\n")) if self.meta["sources"] else ()

    def documents(self) -> tuple[str, ...]:
        """Give all document ids, sorted."""
        return tuple(d for (d,) in self.db.execute("SELECT document FROM document ORDER BY document"))

    def key(self, document: str) -> int | None:
        """Give the key of a document id, None where there is none."""
        row = self.db.execute("SELECT id FROM document WHERE document = ?", (document,)).fetchone()
        return None if row is None else int(row[0])

    def vocabulary(self, shortest: int, longest: int) -> Iterator[tuple[str, int]]:
        """Give the unstemmed words of these lengths, in letters, with the number of documents that have them."""
        yield from self.db.execute(
            "SELECT form, documents FROM word WHERE length(form) BETWEEN ? AND ? AND documents > 0", (shortest, longest)
        )

    def holding(self, form: str) -> int:
        """Count the documents that have an unstemmed word."""
        found = self.db.execute("SELECT documents FROM word WHERE form = ?", (form,)).fetchone()
        return 0 if found is None else int(found[0])

    def beginning(self, prefix: str) -> int:
        """Count, at the most, the documents that have a form with this beginning."""
        sql = "SELECT sum(documents) FROM word WHERE form >= ? AND form < ?"
        return int(self.db.execute(sql, (prefix, prefix + "\U0010ffff")).fetchone()[0] or 0)

    def neighbours(self, word: str, edits: int) -> Iterator[tuple[str, int]]:
        """Give the vocabulary's forms that may be at most `edits` slips from `word`, with their documents.

        One slip spoils at most four of the runs of three letters, so of any 4 x edits + 1 of them one is right: the
        rarest are asked for. Where the word is too short for that, all are, and one slip is sure to be found only if
        it is no swap; swaps are looked up as such.
        """
        blank = f" {word} "
        runs = {blank[at : at + 3] for at in range(len(blank) - 2)}
        counts = dict(self.db.execute(f"SELECT term, doc FROM gram_count WHERE term IN ({_marks(runs)})", tuple(runs)))
        wrong = len(runs - counts.keys())
        rarest = sorted(counts, key=lambda run: (counts[run], run))[: max(4 * edits + 1 - wrong, 1)]
        length = (len(word) - edits, len(word) + edits)
        if rarest:
            either = " OR ".join('"' + run.replace('"', '""') + '"' for run in rarest)
            yield from self.db.execute(
                "SELECT form, documents FROM word WHERE id IN (SELECT rowid FROM gram WHERE gram MATCH ?)"
                " AND length(form) BETWEEN ? AND ? AND documents > 0",
                (either, *length),
            )
        swaps = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)}
        sql = f"SELECT form, documents FROM word WHERE form IN ({_marks(swaps)}) AND documents > 0"
        yield from self.db.execute(sql, tuple(swaps))

    def sounding(self, heard: str) -> Iterator[tuple[str, int]]:
        """Give the forms of one sound, the most frequent first, with their documents."""
        from cajad_cli.lexicon.names import sound

        found = self.db.execute(
            "SELECT form, documents FROM sound JOIN word USING (id) WHERE hash = ? AND documents > 0"
            " ORDER BY documents DESC, form",
            (crc32(heard.encode()),),
        )
        rules = self.sounds()
        yield from ((form, documents) for form, documents in found if sound(form, rules) == heard)

    def holders(self, forms: Iterable[str]) -> dict[str, int]:
        """Count the documents that have each of some unstemmed words, in lower case letters; none is left out."""
        counts = dict.fromkeys(forms, 0)
        sql = "SELECT form, documents FROM word WHERE form IN (SELECT value FROM json_each(?))"
        counts.update(self.db.execute(sql, (json.dumps([*counts]),)))
        return counts

    def sounds(self) -> tuple[tuple[str, str], ...]:
        """Give the rules by which forms of one sound were told."""
        return tuple((a, b) for a, _, b in (line.partition(" ") for line in self.meta["sounds"].split("\n")))

    def content(self, key: int) -> Content:
        """Give the text and the passages of one document."""
        text, passages = self.db.execute("SELECT text, passages FROM content WHERE id = ?", (key,)).fetchone()
        return Content(self.packer.text(text), self.packer.passages(passages))

    def contents(self, keys: Sequence[int] | None = None) -> Iterator[tuple[int, Content]]:
        """Give the texts of the documents `keys`, or of all, one after another."""
        for key, text, passages in self._each("text, passages", "content t", keys):
            yield key, Content(self.packer.text(text), self.packer.passages(passages))

    def _each(self, columns: str, table: str, keys: Sequence[int] | None) -> sqlite3.Cursor:
        where = "" if keys is None else f" WHERE t.id IN ({','.join(str(int(k)) for k in keys)})"
        return self.db.execute(f"SELECT t.id, {columns} FROM {table}{where} ORDER BY {self._by()}")

    def told(self, keys: Sequence[int] | None = None) -> "Iterator[tuple[int, Told]]":
        """Give what the documents `keys`, or all, tell, for those who want several parts of it: to unpack is dear."""
        for key, *packed in self._each("text, passages, strings, numbers", "content t JOIN told USING (id)", keys):
            yield key, self.packer.told(Packed(*packed))

    def events(self, keys: Sequence[int] | None = None) -> Iterator[tuple[int, Event]]:
        """Give the events of the documents `keys`, or all, in the order of the texts."""
        return ((key, event) for key, told in self.told(keys) for event in told.events())

    def event_count(self) -> int:
        """Count the events told."""
        return int(self.meta["tellings"])

    def telling(self, first: date, last: date, reported: int) -> Iterator[int]:
        """Give the documents that tell of something at most a month long that overlaps the days `first` to `last`.

        Those issued up to `reported` days later that tell of something without its date count as well.
        """
        dated = self.db.execute(
            "SELECT DISTINCT id FROM telling WHERE first BETWEEN ? AND ? AND last >= ?",
            (first.toordinal() - MONTH, last.toordinal(), first.toordinal()),
        )
        yield from (key for (key,) in dated)
        until = last + timedelta(reported) if date.max - last > timedelta(reported) else last
        undated = self.db.execute(
            "SELECT id FROM document WHERE published BETWEEN ? AND ? AND open", (first.isoformat(), until.isoformat())
        )
        yield from (key for (key,) in undated)

    def undated(self, keys: Sequence[int] | None = None) -> Iterator[tuple[int, OpenTimex]]:
        """Give the open date expressions of the documents `keys`, or all, in the order of the texts."""
        return ((key, one) for key, told in self.told(keys) for one in told.undated())

    def claims(self, keys: Sequence[int] | None = None) -> Iterator[tuple[int, Claim]]:
        """Give the claims of the documents `keys`, or all, in the order of the texts."""
        return ((key, claim) for key, told in self.told(keys) for claim in told.claims())

    def lengths(self) -> "array[int]":
        """Give how many words each document and its title have, by its key; 0 for keys that none has."""
        return unpack_lengths(self.db.execute("SELECT words FROM length ORDER BY id"))

    def states(self) -> dict[str, FileState]:
        """Map the path of each file to its state when it was read, or could not be."""
        found = self.db.execute("SELECT path, size, mtime_ns, lower(hex(hash)), needs FROM file")
        return {path: FileState(*state) for path, *state in found}

    def folders(self) -> list[tuple[str, int]]:
        """Give the folders of the library and when each was last changed, in nanoseconds; none where some were left."""
        return self.db.execute("SELECT path, mtime_ns FROM folder").fetchall()

    def problems(self) -> tuple[Problem, ...]:
        """Give the files, or parts of them, that could not be read."""
        return self._problems(0)

    def notes(self) -> tuple[Problem, ...]:
        """Give what is worth a look in files that were read."""
        return self._problems(1)

    def _problems(self, note: int) -> tuple[Problem, ...]:
        found = self.db.execute("SELECT document, message FROM problem WHERE note = ? ORDER BY document, n", (note,))
        return tuple(Problem(*row) for row in found)

    def allowed(self, filters: Filters) -> frozenset[int] | None:
        """Give the keys of the documents that pass `filters`; None where all do."""
        tests: list[str] = []
        values: list[str] = []

        def test(sql: str, *bound: str) -> None:
            tests.append(sql)
            values.extend(bound)

        if filters.since:
            test("published >= ?", filters.since)
        if filters.until:
            test("published <= ?", filters.until)
        if filters.sources:
            test(f"source IN ({','.join('?' * len(filters.sources))})", *filters.sources)
        if filters.without_sources:
            test(f"source NOT IN ({','.join('?' * len(filters.without_sources))})", *filters.without_sources)
        for glob in filters.documents:
            test("(document GLOB ? OR document GLOB ?)", glob, f"{glob}#*")
        for glob in filters.without_documents:
            test("document NOT GLOB ? AND document NOT GLOB ?", glob, f"{glob}#*")
        if not tests:
            return None
        found = self.db.execute(f"SELECT id FROM document WHERE {' AND '.join(tests)}", values)
        return frozenset(key for (key,) in found)
