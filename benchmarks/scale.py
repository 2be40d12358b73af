"""Index libraries of 10,000 to a million news-like stories and time questions to them, beside other engines.

    python benchmarks/scale.py [--sizes 10000,100000] [--folder FOLDER] [--text-only] [--systems cajad,fts5,tantivy]

Prints for each size what building costs (documents and megabytes of text per CPU second, bytes of the index per byte of
text, peak memory of the largest process) and the wall time of 200 mixed questions (rare words, common ones, two to four
words, phrases, prefixes, words within a month) and of 17 hard ones (nothing but the commonest words): median and 99th
percentile, warm, and cold with the files dropped from the system's cache before each question. Every engine gets the
same stories, those of corpus.py, and gives the ten best documents; cajad with its passages and marks. `--text-only`
leaves out events and claims: the text index alone, where reading a million stories for them would take a day.

The reference engines are left out, with a word, where they are not installed: `pip install tantivy`, and Debian's
python3-xapian for the Python it is made for.
"""

import argparse
import json
import math
import os
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from corpus import Corpus, write

from cajad_cli.answer.search import search
from cajad_cli.extract.passages import passages
from cajad_cli.index.store import Entry, FileState, Store
from cajad_cli.index.writer import Writer
from cajad_cli.ingest import Options, ingest
from cajad_cli.model import Block, Document, Extract, Library, Query
from cajad_cli.read.library import open_library

WORDS = 340  # of a story: 2.8 KB
TOP = 10
MIXED = 200
_DAY = re.compile(r"\n(\d{1,2} [A-Z][a-z]+ \d{4})\n")
_TODAY = date(2026, 1, 1)


class Question(NamedTuple):
    """What is asked of every engine: words, a phrase or a prefix, perhaps within some days."""

    kind: str
    words: tuple[str, ...]
    since: date | None = None
    until: date | None = None


class Story(NamedTuple):
    """One document as the reference engines take it."""

    name: str
    title: str
    text: str
    published: int  # 20140301


Ask = Callable[[Question], int]  # gives how many documents came back


# ---------------------------------------------------------------- what is asked


def questions(stories: Sequence[str], seed: int = 11) -> list[Question]:
    """Make the mixed questions, of words of the corpus by their rank and of what stands in some stories."""
    random = Random(seed)
    forms = Corpus().forms
    rare, some, common = forms[5_000:40_000], forms[500:5_000], forms[40:500]

    def one(kind: str) -> Question:
        match kind:
            case "rare":
                return Question(kind, (random.choice(rare),))
            case "common":
                return Question(kind, (random.choice(common),))
            case "phrase":
                return Question(kind, _phrase(random.choice(stories), random))
            case "prefix":
                return Question(kind, (random.choice(some)[: random.randint(4, 5)],))
            case "month":
                year, month = random.randint(2005, 2024), random.randint(1, 11)
                days = date(year, month, 1), date(year, month + 1, 1)
                return Question(kind, (random.choice(some), random.choice(common)), *days)
            case _:
                pools = random.choices((rare, some, common), k=int(kind[0]))
                return Question(kind, tuple(random.choice(pool) for pool in pools))

    kinds = ("rare", "common", "2 words", "2 words", "3 words", "4 words", "phrase", "prefix", "month", "3 words")
    return [one(kinds[n % len(kinds)]) for n in range(MIXED)]


def _phrase(story: str, random: Random) -> tuple[str, ...]:
    words = re.findall(r"[a-z]{3,}", story[200:])
    at = random.randrange(len(words) - 1)
    return words[at], words[at + 1]


def hard_questions() -> list[Question]:
    """Give questions of the commonest words alone."""
    top = Corpus().forms[:24]
    pairs = [(top[n], top[n + 8]) for n in range(6)] + [(top[n], top[n + 5], top[n + 11]) for n in range(5)]
    return [Question("hard", words) for words in [*((word,) for word in top[:6]), *pairs]]


# ---------------------------------------------------------------- cajad


def build_cajad(size: int, place: Path, text_only: bool) -> float:
    """Build cajad's own index; give the megabytes of text."""
    if text_only:
        return _build_text(size, place)
    folder = place.parent / f"stories-{size}"
    bytes_of_text = write(folder, size, WORDS)
    _start_the_clock()
    ingest(open_library(folder), place, Options(_TODAY, rebuild=True, jobs=os.cpu_count() or 1))
    return bytes_of_text / 1e6


def _build_text(size: int, place: Path) -> float:
    total, making = 0, 0.0
    stories = Corpus().stories(size, WORDS)
    _start_the_clock()
    with Writer(place) as writer:
        writer.begin(base=False)
        while True:
            begin = time.process_time()
            made = next(stories, None)
            making += time.process_time() - begin
            if made is None:
                break
            file = writer.open_file(made[0], FileState(len(made[1]), 0, "0" * 32, ""))
            writer.add(file, _entry(*made))
            total += len(made[1])
        writer.finish(Library(str(place.parent), place.stem, {}), "")
    _stop(making)
    return total / 1e6


def _entry(name: str, text: str) -> Entry:
    outlet, _, _, title, *_ = text.split("\n")
    blocks = [Block("paragraph", m.start(), m.end()) for m in re.finditer(r"\S.*", text)][2:]
    found = _DAY.search(text)
    published = None if found is None else _day(found[1])
    head = (name, outlet.lower().replace(" ", "-"), outlet, "news", title, None, "en", published, "text", None)
    document = Document(*head, text, tuple(blocks), ())  # type: ignore[arg-type]
    return Entry(document, Extract(passages(document), (), (), ()), ())


def _day(written: str) -> date:
    from datetime import datetime

    return datetime.strptime(written, "%d %B %Y").date()


def ask_cajad(place: Path) -> Ask:
    """Ask as `cajad search` does, with passages and marks."""
    store = Store(place)

    def ask(question: Question) -> int:
        return len(search(store, Query(_typed(question), question.since, question.until, limit=TOP)).results)

    return ask


def _typed(question: Question) -> str:
    if question.kind == "phrase":
        return '"' + " ".join(question.words) + '"'
    return " ".join(question.words) + ("*" if question.kind == "prefix" else "")


# ---------------------------------------------------------------- the others


def stories(index: Path) -> Iterator[Story]:
    """Give the stories again, out of cajad's index: making them anew would take longer than to index them."""
    with Store(index) as store:
        for key, content in store.contents():
            row = store.rows([key])[key]
            published = int((row.published or "0").replace("-", ""))
            yield Story(row.document, row.title, content.text, published)


def build_fts5(index: Path, place: Path) -> None:
    """Build a full-text table as SQLite makes it, with the porter stemmer, the text in it."""
    db = sqlite3.connect(place)
    db.execute("CREATE VIRTUAL TABLE t USING fts5(title, body, published UNINDEXED, tokenize = 'porter unicode61')")
    rows = ((s.title, s.text, s.published) for s in stories(index))
    db.executemany("INSERT INTO t VALUES (?,?,?)", rows)
    db.execute("INSERT INTO t (t) VALUES ('optimize')")
    db.commit()


def ask_fts5(place: Path) -> Ask:
    """Ask for any of the words, ranked by bm25()."""
    db = sqlite3.connect(f"file:{place}?mode=ro", uri=True)

    def ask(question: Question) -> int:
        quoted = [f'"{word}"' for word in question.words]
        match = " OR ".join(quoted) + (" *" if question.kind == "prefix" else "")
        if question.kind == "phrase":
            match = '"' + " ".join(question.words) + '"'
        within, days = "", []
        if question.since and question.until:
            within = " AND published BETWEEN ? AND ?"
            days = [int(f"{d:%Y%m%d}") for d in (question.since, question.until)]
        sql = f"SELECT rowid, title, body FROM t WHERE t MATCH ?{within} ORDER BY bm25(t) LIMIT {TOP}"
        return len(db.execute(sql, (match, *days)).fetchall())

    return ask


def build_tantivy(index: Path, place: Path) -> None:
    """Build a tantivy index with English stemming, the text stored."""
    import tantivy

    place.mkdir()
    made = tantivy.Index(_tantivy_schema(), path=str(place))
    writer = made.writer(256_000_000, 1)
    for story in stories(index):
        writer.add_document(tantivy.Document(title=story.title, body=story.text, published=story.published))
    writer.commit()
    writer.wait_merging_threads()


def _tantivy_schema() -> Any:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("title", stored=True, tokenizer_name="en_stem")
    schema.add_text_field("body", stored=True, tokenizer_name="en_stem")
    schema.add_integer_field("published", stored=True, indexed=True, fast=True)
    return schema.build()


def ask_tantivy(place: Path) -> Ask:
    """Ask for any of the words in title or body, and fetch the ten documents."""
    import tantivy

    schema = _tantivy_schema()
    index = tantivy.Index(schema, path=str(place))
    index.reload()
    searcher = index.searcher()

    def ask(question: Question) -> int:
        if question.kind == "prefix":
            query = tantivy.Query.regex_query(schema, "body", question.words[0] + ".*")
        else:
            typed = _typed(question)
            if question.since and question.until:
                typed = f"({typed}) AND published:[{question.since:%Y%m%d} TO {question.until:%Y%m%d}]"
            query = index.parse_query(typed, ["title", "body"])
        return len([searcher.doc(address) for _, address in searcher.search(query, TOP).hits])

    return ask


def build_xapian(index: Path, place: Path) -> None:
    """Build a Xapian database with English stemming, the text stored."""
    import xapian

    database = xapian.WritableDatabase(str(place), xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("en"))
    for story in stories(index):
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(story.title)
        generator.increase_termpos()
        generator.index_text(story.text)
        document.add_value(0, xapian.sortable_serialise(story.published))
        document.set_data(story.text)
        database.add_document(document)
    database.commit()


def ask_xapian(place: Path) -> Ask:
    """Ask for any of the words, and fetch the ten documents."""
    import xapian

    database = xapian.Database(str(place))
    parser = xapian.QueryParser()
    parser.set_stemmer(xapian.Stem("en"))
    parser.set_stemming_strategy(parser.STEM_SOME)
    parser.set_database(database)
    flags = parser.FLAG_PHRASE | parser.FLAG_WILDCARD

    def ask(question: Question) -> int:
        query = parser.parse_query(_typed(question), flags)
        if question.since and question.until:
            low, high = (xapian.sortable_serialise(int(f"{d:%Y%m%d}")) for d in (question.since, question.until))
            query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query(xapian.Query.OP_VALUE_RANGE, 0, low, high))
        enquire = xapian.Enquire(database)
        enquire.set_query(query)
        return len([match.document.get_data() for match in enquire.get_mset(0, TOP)])

    return ask


BUILD = {"fts5": build_fts5, "tantivy": build_tantivy, "xapian": build_xapian}
ASK: dict[str, Callable[[Path], Ask]] = {
    "cajad": ask_cajad,
    "fts5": ask_fts5,
    "tantivy": ask_tantivy,
    "xapian": ask_xapian,
}


# ---------------------------------------------------------------- measuring


class Built(NamedTuple):
    """What building an index cost."""

    megabytes: float  # of text
    cpu: float  # seconds, of all processes
    memory: float  # megabytes at most, of the largest process


_clock = [0.0, 0.0]  # CPU seconds at the start, and those that do not count


def _cpu() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _start_the_clock() -> None:
    _clock[:] = [_cpu(), 0.0]


def _stop(left_out: float) -> None:
    _clock[1] = left_out


def build_here(system: str, size: int, place: Path, index: Path, text_only: bool) -> None:
    """Build one index in this process and print what it cost, for the process that waits for it."""
    _start_the_clock()
    megabytes = build_cajad(size, place, text_only) if system == "cajad" else 0.0
    if system != "cajad":
        BUILD[system](index, place)
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps(Built(megabytes, _cpu() - _clock[0] - _clock[1], most / 1024)))


def built(system: str, size: int, place: Path, index: Path, text_only: bool) -> Built | None:
    """Build an index in a process of its own, unless it is there; None where the engine is not installed."""
    note = place.with_name(place.name + ".json")
    if not note.exists():
        command = [sys.executable, __file__, "--build", system, "--sizes", str(size), "--place", str(place)]
        command += ["--index", str(index), *(["--text-only"] if text_only else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{system:8} left out: {done.stderr.strip().splitlines()[-1]}")
            return None
        note.write_text(done.stdout, encoding="utf-8")
    return Built(*json.loads(note.read_text(encoding="utf-8")))


def size_of(place: Path) -> int:
    """Count the bytes of a file or of all files in a folder."""
    return sum(p.stat().st_size for p in place.rglob("*") if p.is_file()) if place.is_dir() else place.stat().st_size


def forget(place: Path) -> None:
    """Drop the pages of an index from the system's cache."""
    for path in [p for p in place.rglob("*") if p.is_file()] if place.is_dir() else [place]:
        handle = os.open(path, os.O_RDONLY)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)


def times(ask: Ask, asked: Sequence[Question], before: Callable[[], None] | None = None) -> list[float]:
    """Time each question in milliseconds of wall time."""
    found = []
    for question in asked:
        if before is not None:
            before()
        begin = time.perf_counter()
        ask(question)
        found.append((time.perf_counter() - begin) * 1000)
    return found


def percentile(values: Sequence[float], part: float) -> float:
    """Give the value that `part` of all are no larger than."""
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)]


def report(system: str, place: Path, mixed: Sequence[Question], hard: Sequence[Question]) -> str:
    """Ask all questions once, then time them warm and cold."""
    ask = ASK[system](place)
    for question in (*mixed, *hard):
        ask(question)
    warm, most = times(ask, mixed), times(ask, hard)
    cold = times(ask, mixed, lambda: forget(place))
    figures = [percentile(some, part) for some in (warm, most, cold) for part in (0.5, 0.99)]
    return "".join(f"{figure:9.2f}" for figure in figures)


def main() -> None:
    """Print a table a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000", help="documents, with commas (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where to keep the indexes (default: a temporary folder)")
    parser.add_argument("--systems", default="cajad,fts5,tantivy,xapian")
    parser.add_argument("--text-only", action="store_true")
    for hidden in ("--build", "--place", "--index"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    if chosen.build:
        build_here(chosen.build, sizes[0], Path(chosen.place), Path(chosen.index), chosen.text_only)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for size in sizes:
            _measure(size, folder, chosen.systems.split(","), chosen.text_only)


def _measure(size: int, folder: Path, systems: Sequence[str], text_only: bool) -> None:
    kind = "text" if text_only else "full"
    index = folder / f"{kind}-{size}.cajad"
    mixed = questions([text for _, text in islice(Corpus().stories(200, WORDS), 200)])
    hard = hard_questions()
    columns = "docs/s   MB/s  index/text  peak MB   p50      p99     hard 50  hard 99 cold 50  cold 99"
    print(f"{size:,} documents{', text only' if text_only else ''}\n{'':8} {columns}", flush=True)
    megabytes = 0.0
    for system in systems:
        place = index if system == "cajad" else folder / f"{kind}-{size}.{system}"
        cost = built(system, size, place, index, text_only)
        if cost is None:
            continue
        megabytes = megabytes or cost.megabytes
        rates = f"{size / cost.cpu:6.0f} {megabytes / cost.cpu:6.2f} {size_of(place) / megabytes / 1e6:11.2f}"
        print(f"{system:8} {rates} {cost.memory:8.0f}{report(system, place, mixed, hard)}", flush=True)


if __name__ == "__main__":
    main()
