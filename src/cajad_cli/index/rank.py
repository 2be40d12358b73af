"""Rank documents and passages by BM25 over units (Robertson & Zaragoza 2009), several spellings one word."""

import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from cajad_cli.index.plan import Plan, Unit, quoted_words
from cajad_cli.index.script import MARK, spaced
from cajad_cli.index.store import Content, Store
from cajad_cli.model import Passage, Span
from cajad_cli.noun import NamedTuple

if TYPE_CHECKING:
    import re

_BODY, _TITLE, _ISSUED = 1.0, 3.0, 0.5
SAID: Final = "{body title} : "  # where a word must stand to count as said
_K1: Final = 1.2
_B: Final = 0.75
_SATURATED: Final = _K1 + 1  # the most that one word can count
_LITTLE: Final = 1e-9  # weight of an occurrence at which bm25() still grows evenly with their number
_COLUMNS: Final = 3
_OCCURRENCES: Final = (
    f"SELECT rowid, bm25(fts, {_BODY * _LITTLE}, {_TITLE * _LITTLE}, {_ISSUED * _LITTLE}) FROM fts WHERE fts MATCH ?"
)
LARGE: Final = 20_000  # documents; in a larger library what a query looks at is bounded
_TOKENS: Final = "porter unicode61 remove_diacritics 2"
_MANY: Final = 64  # passages; fewer are laid out faster than looked through
_OPEN, _CLOSE = "\x02", "\x03"


class Ranked(NamedTuple):
    """Documents that answer, best first, and how many there are in all."""

    total: int
    scores: tuple[tuple[int, float], ...]
    worth: tuple[float, ...] = ()  # what one occurrence of each unit of the plan counts
    bounded: str = ""  # which documents were looked at, where not all that may answer were


class Size(NamedTuple):
    """How many passages the documents looked at have, and how many of them lie in the table."""

    passages: int
    rows: int


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
        from cajad_cli.index.bound import bounded, scores_of

        chosen = bounded(store, plan, allowed)
        scores, worth = scores_of(store, chosen)
        total, seen = chosen.total, chosen.seen
    else:
        scores, worth = _scores(store, plan, _picked(store, plan, allowed))
        total, seen = len(scores), ""
    return Ranked(total, best_first(store, scores), tuple(worth.get(u, 0.0) for u in plan.units), seen)


def _scores(store: Store, plan: Plan, picked: set[int]) -> tuple[dict[int, float], dict[Unit, float]]:
    """Score what was picked; give also what one occurrence of each unit counts."""
    scores: dict[int, float] = dict.fromkeys(picked, 0.0)
    worth: dict[Unit, float] = {}
    measure = occurrences(store)
    for unit in plan.units if picked else ():
        idf, counts = measure(unit)
        worth[unit] = unit.weight * idf
        for key in counts.keys() & scores.keys():
            scores[key] += unit.weight * idf * counts[key]
    return scores, worth


def best_first(store: Store, scores: Mapping[int, float]) -> tuple[tuple[int, float], ...]:
    """Sort by score; equal scores by document id."""
    if store.is_ordered():
        made = sorted([(-round(score, 9), key) for key, score in scores.items()])
        return tuple((key, scores[key]) for _, key in made)
    names = store.names(scores)
    return tuple(sorted(scores.items(), key=lambda item: (-round(item[1], 9), names[item[0]])))


def count(store: Store, expression: str) -> int:
    """Count the documents of an expression, which costs a tenth of ranking them."""
    return int(store.db.execute("SELECT count(*) FROM fts WHERE fts MATCH ?", (expression,)).fetchone()[0])


Measure = Callable[[Unit], tuple[float, dict[int, float]]]


def occurrences(store: Store, among: Collection[int] | None = None) -> Measure:
    """Give what measures a unit: its weight by rarity and, in each document that has it, its saturated count.

    That is BM25, by which it counts for more in a shorter document; only in documents `among` those given (None: all).
    """
    documents, lengths = store.size(), store.lengths()
    mean = max(1.0, store.words() / max(1, documents))
    flat, slope, scale = _K1 * (1 - _B), _K1 * _B / mean, _scale(store.tokens())
    # "+" keeps the engine from looking up each of the documents, for each of which it would count all matches anew.
    where, bound = ("", ()) if among is None else (" AND +rowid IN (SELECT value FROM json_each(?))", (str([*among]),))

    def measure(unit: Unit) -> tuple[float, dict[int, float]]:
        counts: dict[int, float] = {}
        holders = 0
        for alternative in unit.alternatives:
            found = store.db.execute(_OCCURRENCES + where, (alternative, *bound)).fetchall()
            holders = len(found) if among is None else count(store, alternative)
            factor = scale / _rarity_of_engine(documents, holders)
            for key, score in found:
                often = -score * factor
                said = _SATURATED * often / (often + flat + slope * lengths[key])
                counts[key] = min(counts.get(key, 0.0) + said, _SATURATED)  # two spellings count for more than one
        every = len(counts) if among is None else holders
        if among is not None and len(unit.alternatives) > 1:
            every = count(store, " OR ".join(unit.alternatives))
        return rarity(documents, every), counts

    return measure


def by_weight(unit: Unit, documents: int, holders: int) -> float:
    """Give what it counts that a unit is there, where so many documents have it."""
    return unit.weight * rarity(documents, holders)


def _scale(mean: float) -> float:
    """Give what turns a row's bm25() of occurrences that hardly count into their number, but for the weight by rarity.

    The engine keeps no lengths and takes each column of each row for -1 word, beside a mean of `mean` words. Where
    that cancels out, it tells that a word is there and not how often.
    """
    norm = _K1 * (1 - _B - _B * _COLUMNS / mean)
    return (norm / _LITTLE if abs(norm) > 1e-6 else 1.0) / _SATURATED


def rarity(rows: int, holders: int) -> float:
    """Weigh what so many of the rows hold, as Lucene does."""
    return math.log(1 + (rows - holders + 0.5) / (holders + 0.5))


def _rarity_of_engine(rows: int, holders: int) -> float:
    """Give what bm25() weighs a word by: floored, so that in a small library it is mostly next to nothing."""
    return max(math.log((rows - holders + 0.5) / (holders + 0.5)), 1e-6)


def _picked(store: Store, plan: Plan, allowed: frozenset[int] | None) -> set[int]:
    if plan.wanted:
        expression = f"({SAID}({plan.wanted}))" + (f" NOT ({SAID}({plan.unwanted}))" if plan.unwanted else "")
        found = {key for (key,) in store.db.execute("SELECT rowid FROM fts WHERE fts MATCH ?", (expression,))}
    else:
        found = {key for (key,) in store.db.execute("SELECT id FROM document")}
        if plan.unwanted:
            found -= {key for (key,) in store.db.execute("SELECT rowid FROM fts WHERE fts MATCH ?", (plan.unwanted,))}
    return found if allowed is None else found & allowed


def _count(table: sqlite3.Connection, unit: Unit, size: Size) -> tuple[float, dict[int, float]]:
    """Give the unit's weight by rarity among passages and, for each that has it, its saturated count."""
    counts: dict[int, float] = defaultdict(float)
    for alternative in unit.alternatives:
        found = table.execute("SELECT rowid, bm25(p) FROM p WHERE p MATCH ?", (alternative,)).fetchall()
        floor = _rarity_of_engine(size.rows, len(found))
        for key, score in found:
            counts[key] += -score / floor
    return rarity(size.passages, len(counts)), {key: min(count, _SATURATED) for key, count in counts.items()}


def hits(plan: Plan, contents: Iterable[tuple[int, Content]]) -> dict[int, list[Hit]]:
    """Give the passages of `contents` that answer, best first for each document, with the matching words marked.

    The passages are put into a table in memory that cuts and stems words as the index does, so that what is
    marked is what matched.
    """
    every = [(key, p, content.text[p.start : p.end]) for key, content in contents for p in content.passages]
    places = _that_may_answer(plan, every) if len(every) > _MANY else every
    size = Size(len(every), len(places))
    table = _passage_table([text for _, _, text in places])
    scores: dict[int, float] = defaultdict(float)
    units: dict[int, set[int]] = defaultdict(set)
    for number, unit in enumerate(plan.units):
        idf, counts = _count(table, unit._replace(alternatives=_bodies(unit)), size)
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


_Place = tuple[int, Passage, str]


def _that_may_answer(plan: Plan, places: Sequence[_Place]) -> list[_Place]:
    """Leave out the passages in which no word can be one of the plan: to lay a passage out takes 10 µs."""
    starts = beginnings({word for unit in plan.units for a in unit.alternatives for word in quoted_words(a)})

    def may(text: str) -> bool:
        low = text.lower()
        return any(start in low for start in starts) or (not low.isascii() and _with_accents().search(low) is not None)

    return [place for place in places if may(place[2])]


def beginnings(words: Collection[str]) -> tuple[str, ...]:
    """Give how every word of one stem with one of `words` begins: with all of the stem but its last letter.

    Porter's rules take endings off and write at most the last letter of what is left anew (fly, flies: fli).
    """
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE VIRTUAL TABLE q USING fts5(word, tokenize = '{_TOKENS}')")
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(q, row)")
    db.execute("INSERT INTO q VALUES (?)", (" ".join(words),))
    stems = [stem for (stem,) in db.execute("SELECT term FROM v")]
    db.close()
    return tuple({stem[:-1] for stem in stems})


@cache
def _with_accents() -> "re.Pattern[str]":
    """Find a letter that the engine may take for another one."""
    import re

    return re.compile("[^\x00-\x7f\u2000-\u20ff]")


def unit_weights(store: Store, plan: Plan) -> dict[int, float]:
    """Give by its number what a unit counts for a topic: 1 for a word that is everywhere, 2 for a rare one; no pairs.

    IDF itself would let one rare word of a question ("year") outweigh all that the question is about.
    """
    size = store.size()
    rarest = math.log(1 + size)

    def idf(unit: Unit) -> float:
        return rarity(size, count(store, " OR ".join(unit.alternatives)))

    single = ((n, unit) for n, unit in enumerate(plan.units) if not unit.pair)
    return {n: u.weight * (1 + min(idf(u) / rarest, 1.0) if rarest else 1.0) for n, u in single}


def title_units(store: Store, plan: Plan, among: Collection[int]) -> dict[int, set[int]]:
    """Map documents `among` those given to the numbers of the units that their titles hold."""
    found: dict[int, set[int]] = defaultdict(set)
    # "+" as for occurrences: a quarter of 100,000 titles have one word, and go through Python only if they are wanted.
    sql = "SELECT rowid FROM fts WHERE fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"
    wanted = str([*among])
    for number, unit in enumerate(plan.units):
        if not unit.pair:
            for alternative in unit.alternatives:
                for (key,) in store.db.execute(sql, (f"title : ({alternative})", wanted)):
                    found[key].add(number)
    return found


def _bodies(unit: Unit) -> tuple[str, ...]:
    """Look for a title word in the passages too: the title is mostly one of them."""
    return tuple(a.replace("(title : ", "(") for a in unit.alternatives)


def _passage_table(texts: Sequence[str]) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE VIRTUAL TABLE p USING fts5(text, tokenize = '{_TOKENS}')")
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
