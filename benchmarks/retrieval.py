"""Measure how well search ranks, on collections of documents, questions and judgements of relevance.

    python benchmarks/retrieval.py DIR [--run FILE] [--typos SEED]

DIR holds a collection (docs.jsonl with id, title, text; queries.jsonl with id, text; qrels.tsv with query, document,
grade) or folders that do. Each is indexed by cajad's own writer and asked through its own search, and in the same run
through a plain FTS5 table with the porter stemmer (OR of the query's words, bm25() as it comes). Prints nDCG@10 (linear
gain, Järvelin & Kekäläinen 2002) of each collection and the mean; `--run FILE` writes "query document score" lines,
of one collection into FILE, of several into FILE with the collection's name before the suffix. `--typos` puts one wrong
letter into one word of each query and measures the loss with and without correction.
"""

import argparse
import json
import math
import re
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from cajad_cli.answer.search import search
from cajad_cli.errors import QueryError
from cajad_cli.extract.passages import passages
from cajad_cli.index.store import Entry, FileState, Store
from cajad_cli.index.writer import Writer
from cajad_cli.model import Block, Document, Extract, Library, Query

Run = dict[str, list[tuple[str, float]]]  # by query: documents, best first
_DEPTH = 100  # documents of a query in a run
_WORD = re.compile(r"[^\W_]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Collection(NamedTuple):
    """Documents, what is asked of them, and which of them answer."""

    name: str
    documents: tuple[tuple[str, str, str], ...]  # id, title, text
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


def collections(folder: Path) -> Iterator[Collection]:
    """Read the collection of a folder, or those of the folders in it."""
    for place in [folder] if (folder / "docs.jsonl").exists() else sorted(p for p in folder.iterdir() if p.is_dir()):
        if (place / "docs.jsonl").exists():
            yield _collection(place)


def _collection(place: Path) -> Collection:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (place / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        row = line.split()
        if len(row) >= 3 and row[0] not in ("qid", "query-id"):
            grades[row[0]][row[-2]] = int(float(row[-1]))
    return Collection(
        place.resolve().name,
        tuple((str(d["id"]), d.get("title") or "", d["text"]) for d in _lines(place / "docs.jsonl")),
        {str(q["id"]): q["text"] for q in _lines(place / "queries.jsonl")},
        {query: some for query, some in grades.items() if any(grade > 0 for grade in some.values())},
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


@contextmanager
def indexed(collection: Collection) -> Iterator[Store]:
    """Index a collection with cajad's own writer: a document's title stands above its text, as in a file."""
    with tempfile.TemporaryDirectory() as temporary:
        index = Path(temporary) / "index.sqlite"
        with Writer(index) as writer:
            writer.begin(base=False)
            file = writer.open_file(collection.name, FileState(0, 0, "", ""))
            for name, title, text in collection.documents:
                writer.add(file, _entry(name, title, text))
            writer.finish(Library(temporary, collection.name, {}), "")
        with Store(index) as store:
            yield store


def _entry(name: str, title: str, text: str) -> Entry:
    whole = f"{title}\n\n{text}" if title else text
    start = len(whole) - len(text)
    blocks = [Block("heading", 0, len(title))] if title else []
    blocks += [Block("paragraph", start + m.start(), start + m.end()) for m in re.finditer(r"\S.*(?:\n.*\S.*)*", text)]
    document = Document(
        name, "collection", "", "", title, None, "en", None, "none", None, whole, tuple(blocks), ()
    )  # fmt: skip
    return Entry(document, Extract(passages(document), (), (), ()), ())


def cajad_run(store: Store, queries: Mapping[str, str], *, exact: bool = False) -> Run:
    """Ask every query of cajad's search; one that it refuses finds nothing."""
    run: Run = {}
    for query, text in queries.items():
        try:
            answer = search(store, Query(text, limit=_DEPTH, exact=exact))
        except QueryError as error:
            print(f"refused: {text!r}: {error}", file=sys.stderr)
            continue
        run[query] = [(result.document, result.score) for result in answer.results]
    return run


def plain_run(collection: Collection, queries: Mapping[str, str]) -> Run:
    """Ask a plain FTS5 table: porter stemmer, one column, OR of the words, bm25() as it comes."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize = 'porter unicode61')")
    rows = ((n, f"{title} {text}") for n, (_, title, text) in enumerate(collection.documents))
    db.executemany("INSERT INTO t (rowid, text) VALUES (?,?)", rows)
    run: Run = {}
    sql = f"SELECT rowid, -bm25(t) FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT {_DEPTH}"
    for query, text in queries.items():
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(text.lower())))
        found = db.execute(sql, (words,)).fetchall() if words else []
        run[query] = [(collection.documents[n][0], score) for n, score in found]
    return run


def ndcg(grades: Mapping[str, Mapping[str, int]], run: Run, depth: int = 10) -> float:
    """Give the mean nDCG at `depth` over the judged queries, with linear gain."""

    def gain(values: Sequence[int]) -> float:
        return sum(value / math.log2(place + 2) for place, value in enumerate(values[:depth]))

    total = 0.0
    for query, some in grades.items():
        best = gain(sorted((g for g in some.values() if g > 0), reverse=True))
        ranked = sorted(run.get(query, ()), key=lambda item: (item[1], item[0]), reverse=True)
        total += gain([max(some.get(document, 0), 0) for document, _ in ranked]) / best
    return total / max(len(grades), 1)


def misspelt(store: Store, queries: Mapping[str, str], seed: int) -> dict[str, str]:
    """Put one wrong letter into one word of each query: dropped, doubled, changed or swapped with the next.

    Words of four letters and more that are no function words are hit, as in typing; the result is no other word of
    the library, or nothing could tell the slip from what was meant.
    """
    known = {form for form, _ in store.vocabulary(1, 60)}
    function_words = store.function_words()
    made = {}
    for query, text in queries.items():
        random = Random(f"{seed} {query}")
        words = [m for m in re.finditer(r"[A-Za-z]{4,}", text) if m[0].lower() not in function_words]
        made[query] = text
        for _ in range(20 if words else 0):
            word = random.choice(words)
            slipped = _slip(word[0], random)
            if slipped.lower() not in known and slipped != word[0]:
                made[query] = text[: word.start()] + slipped + text[word.end() :]
                break
    return made


def _slip(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)  # people get the first letter right
    kind = random.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + random.choice(_LETTERS) + word[at:]
    if kind == 2:
        return word[:at] + random.choice(_LETTERS) + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _write(run: Run, path: Path) -> None:
    with path.open("w", encoding="utf-8") as out:
        for query, found in run.items():
            out.writelines(f"{query} {document} {score:.6f}\n" for document, score in found)


def _table(names: Sequence[str], rows: Mapping[str, Sequence[float]]) -> None:
    print(f"{'nDCG@10':34}" + "".join(f"{name[:11]:>12}" for name in (*names, "mean")))
    for label, values in rows.items():
        print(f"{label:34}" + "".join(f"{v:12.4f}" for v in (*values, sum(values) / len(values))))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--run", type=Path, metavar="FILE", help="write cajad's run for a scorer")
    parser.add_argument("--typos", type=int, metavar="SEED", help="also with one wrong letter in each query")
    chosen = parser.parse_args()
    some = list(collections(chosen.folder))
    if not some:
        parser.error(f"{chosen.folder} holds no collection (docs.jsonl, queries.jsonl, qrels.tsv)")
    rows: dict[str, list[float]] = defaultdict(list)
    for collection in some:
        with indexed(collection) as store:
            run = cajad_run(store, collection.queries)
            rows["FTS5 porter"].append(ndcg(collection.grades, plain_run(collection, collection.queries)))
            rows["cajad"].append(ndcg(collection.grades, run))
            if chosen.typos is not None:
                slips = misspelt(store, collection.queries, chosen.typos)
                rows["cajad, one wrong letter"].append(ndcg(collection.grades, cajad_run(store, slips)))
                rows["the same, --exact"].append(ndcg(collection.grades, cajad_run(store, slips, exact=True)))
        if chosen.run is not None:
            path = chosen.run.with_stem(f"{chosen.run.stem}-{collection.name}") if len(some) > 1 else chosen.run
            _write(run, path)
    _table([c.name for c in some], rows)


if __name__ == "__main__":
    main()
