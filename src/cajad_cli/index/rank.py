"""Rank documents and passages by BM25 over units (Robertson & Zaragoza 2009), several spellings one word."""

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from cajad_cli.index.plan import Plan, Unit
from cajad_cli.index.script import MARK, spaced
from cajad_cli.index.store import Content, Store
from cajad_cli.model import Passage, Span

_BODY, _TITLE, _ISSUED = 1.0, 3.0, 0.5
_SAID: Final = "{body title} : "  # where a word must stand to count as said
_SATURATED: Final = 2.2  # k1 + 1: the most that one word can count
LARGE: Final = 20_000  # documents; in a larger library what a query looks at is bounded
_OPEN, _CLOSE = "\x02", "\x03"


class Ranked(NamedTuple):
    """Documents that answer, best first, and how many there are in all."""

    total: int
    scores: tuple[tuple[int, float], ...]
    worth: tuple[float, ...] = ()  # what one occurrence of each unit of the plan counts
    bounded: str = ""  # which documents were looked at, where not all that may answer were


class Hit(NamedTuple):
    """A passage that answers; marks are offsets in the passage's own text."""

    key: int
    passage: Passage
    text: str
    score: float
    marks: tuple[Span, ...]
    units: frozenset[int] = frozenset()  # numbers of the plan's units that it holds


def rank(store: Store, plan: Plan, allowed: frozenset[int] | None) -> Ranked:
    """Rank the documents that `plan` picks among those `allowed` (None: all); equal scores by document id.

    In a large library the words that few documents have pick, and the others only score.
    """
    if store.size() > LARGE and plan.wanted:
        from cajad_cli.index.bound import bounded, rescored

        chosen = bounded(store, plan, allowed)
        picked, units, late, seen = chosen
    else:
        picked, units, late, seen = _picked(store, plan, allowed), plan.units, (), ""
    scores: dict[int, float] = dict.fromkeys(picked, 0.0)
    documents = store.size()
    worth: dict[Unit, float] = dict(late)
    for unit in units if picked else ():
        idf, counts = _count(store.db, "fts", unit, documents)
        worth[unit] = unit.weight * idf
        for key in counts.keys() & scores.keys():
            scores[key] += unit.weight * idf * counts[key]
    if late:
        scores = rescored(store, scores, late)
    names = store.rows(scores) if len(scores) <= LARGE else {}
    order = sorted(scores.items(), key=lambda item: (-round(item[1], 9), _name(names, item[0])))
    return Ranked(len(picked), tuple(order), tuple(worth.get(u, 0.0) for u in plan.units), seen)


def _name(names: Mapping[int, object], key: int) -> str:
    row = names.get(key)
    return getattr(row, "document", "") if row is not None else f"{key:012}"


def _picked(store: Store, plan: Plan, allowed: frozenset[int] | None) -> set[int]:
    if plan.wanted:
        expression = f"({_SAID}({plan.wanted}))" + (f" NOT ({_SAID}({plan.unwanted}))" if plan.unwanted else "")
        found = {key for (key,) in store.db.execute("SELECT rowid FROM fts WHERE fts MATCH ?", (expression,))}
    else:
        found = {key for (key,) in store.db.execute("SELECT id FROM document")}
        if plan.unwanted:
            found -= {key for (key,) in store.db.execute("SELECT rowid FROM fts WHERE fts MATCH ?", (plan.unwanted,))}
    return found if allowed is None else found & allowed


def _count(db: sqlite3.Connection, table: str, unit: Unit, rows: int) -> tuple[float, dict[int, float]]:
    """Give the unit's weight by rarity and, for each row that has it, its saturated count.

    SQLite's bm25() floors its IDF at 1e-6, which makes every word of a small library worth nothing: its IDF is
    divided out and that of Lucene, ln(1 + (N - n + 0.5) / (n + 0.5)), is put in its place.
    """
    counts: dict[int, float] = defaultdict(float)
    weights = f", {_BODY}, {_TITLE}, {_ISSUED}" if table == "fts" else ""
    for alternative in unit.alternatives:
        found = db.execute(
            f"SELECT rowid, bm25({table}{weights}) FROM {table} WHERE {table} MATCH ?", (alternative,)
        ).fetchall()
        floor = max(math.log((rows - len(found) + 0.5) / (len(found) + 0.5)), 1e-6) if found else 1.0
        for key, score in found:
            counts[key] += -score / floor
    idf = math.log(1 + (rows - len(counts) + 0.5) / (len(counts) + 0.5))
    return idf, {key: min(count, _SATURATED) for key, count in counts.items()}


def hits(plan: Plan, contents: Iterable[tuple[int, Content]]) -> dict[int, list[Hit]]:
    """Give the passages of `contents` that answer, best first for each document, with the matching words marked.

    The passages are put into a table in memory that cuts and stems words as the index does, so that what is
    marked is what matched.
    """
    places = [(key, p, content.text[p.start : p.end]) for key, content in contents for p in content.passages]
    table = _passage_table([text for _, _, text in places])
    scores: dict[int, float] = defaultdict(float)
    units: dict[int, set[int]] = defaultdict(set)
    for number, unit in enumerate(plan.units):
        idf, counts = _count(table, "p", unit._replace(alternatives=_bodies(unit)), len(places))
        for row, count in counts.items():
            scores[row] += unit.weight * idf * count
            units[row].add(number)
    marks = _marks(table, plan.units)
    table.close()
    found: dict[int, list[Hit]] = defaultdict(list)
    for row, score in sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0])):
        key, passage, text = places[row]
        found[key].append(Hit(key, passage, text, score, marks.get(row, ()), frozenset(units[row])))
    return found


def unit_weights(store: Store, plan: Plan) -> tuple[float, ...]:
    """Give for each unit of the plan what it counts for a topic: 1 for a word that is everywhere, 2 for a rare one.

    IDF itself would let one rare word of a question ("year") outweigh all that the question is about.
    """
    documents = store.size()
    rarest = math.log(1 + documents)
    return tuple(
        u.weight * (1 + min(_count(store.db, "fts", u, documents)[0] / rarest, 1.0) if rarest else 1.0)
        for u in plan.units
    )


def title_units(store: Store, plan: Plan) -> dict[int, set[int]]:
    """Map documents to the numbers of the units that their titles hold."""
    found: dict[int, set[int]] = defaultdict(set)
    for number, unit in enumerate(plan.units):
        if not unit.pair:
            for alternative in unit.alternatives:
                sql = "SELECT rowid FROM fts WHERE fts MATCH ?"
                for (key,) in store.db.execute(sql, (f"title : ({alternative})",)):
                    found[key].add(number)
    return found


def _bodies(unit: Unit) -> tuple[str, ...]:
    """Look for a title word in the passages too: the title is mostly one of them."""
    return tuple(a.replace("(title : ", "(") for a in unit.alternatives)


def _passage_table(texts: Sequence[str]) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE p USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2')")
    db.executemany("INSERT INTO p (rowid, text) VALUES (?,?)", enumerate(map(spaced, texts)))
    return db


def _marks(table: sqlite3.Connection, units: Sequence[Unit]) -> dict[int, tuple[Span, ...]]:
    expression = " OR ".join(dict.fromkeys(a for u in units if not u.pair for a in _bodies(u)))
    if not expression:
        return {}
    sql = f"SELECT rowid, highlight(p, 0, '{_OPEN}', '{_CLOSE}'), text FROM p WHERE p MATCH ?"
    return {row: _spans(marked, text) for row, marked, text in table.execute(sql, (expression,))}


def _spans(marked: str, text: str) -> tuple[Span, ...]:
    if _OPEN in text or _CLOSE in text:
        return ()  # a text that holds the marks themselves: better none than wrong ones
    spans: list[Span] = []
    start = at = 0
    for piece in marked.replace(_CLOSE, _OPEN).split(_OPEN):
        at += len(piece) - piece.count(MARK)
        spans.append(Span(start, at))
        start = at
    return tuple(spans[1::2])
