"""A budget on what a query looks at in a large library, so that one of common words alone stays fast.

Of the words of a query the rarest whose documents are together within the budget are essential: they pick; the others
only score what those picked (the idea of MaxScore, Turtle & Flood 1995, with a fixed bound in place of a running one).
Where they pick many, the engine's own ranking, which knows no lengths, chooses the few that are scored in full. Where
even the rarest word is over the budget, the newest documents that match are taken. Whatever was left out is said.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from cajad_cli.index.plan import Plan, Unit, parts, quoted_words
from cajad_cli.index.rank import SAID, best_first, by_weight, count, occurrences
from cajad_cli.index.store import Store
from cajad_cli.noun import NamedTuple

_BUDGET: Final = 30_000  # matches: the engine ranks one in 0.3 to 0.5 µs
_PHRASE: Final = 300_000  # documents of the rarest word of a phrase, up to which it is told how often it is said
_FEW: Final = 2000  # matches up to which all are scored in full, which takes 2 µs for one
_CHOSEN: Final = 400  # documents that the engine's ranking chooses
_NEWEST: Final = 200  # documents taken where all words are common
_LOOKED_AT: Final = 20_000  # newest documents that are gone through for them, at 10 µs each
_RESCORED: Final = 200  # documents in which the words that only score are looked for, at 10 µs each

Allowed = frozenset[int] | None
Late = tuple[tuple[Unit, float], ...]


class Bounded(NamedTuple):
    """What is looked at: which of the `total` documents that answer, and why not at all that may."""

    picked: frozenset[int]
    total: int
    scored: tuple[Unit, ...]  # that score all that are picked
    late: Late  # that score only the best of these, with the weight of being there
    seen: str = ""  # "" where nothing was left out


def bounded(store: Store, plan: Plan, allowed: Allowed) -> Bounded:
    """Choose within the budget what a plan that asks for words looks at."""
    single = [u for u in plan.units if not u.pair]
    holders = {u: min(sum(_holders(store, a) for a in u.alternatives), store.size()) for u in single}
    order = sorted(single, key=lambda u: holders[u])
    essential = tuple(_within_budget(order, holders))
    late = tuple((u, by_weight(u, store.size(), holders[u])) for u in order if u not in essential)
    pairs = tuple(u for u in plan.units if u.pair and _most(store, u.alternatives[0]) <= _BUDGET)
    if plan.must:
        phrases = tuple(u for u, _ in late if not _is_of_words(u.alternatives[0]) and holders[u] <= _PHRASE)
        rest = tuple((u, w) for u, w in late if _is_of_words(u.alternatives[0]))
        return _required(store, _without(plan, plan.wanted), allowed, ((*essential, *phrases, *pairs), rest))
    if not essential:
        seen = f"all words are common here: only the newest documents with {_told(order[0])} were looked at"
        wanted = _without(plan, " OR ".join(order[0].alternatives))
        return Bounded(*_newest(store, wanted, allowed), (), late[1:], seen)  # all that are picked have the first
    wanted = _without(plan, " OR ".join(dict.fromkeys(a for u in essential for a in u.alternatives)))
    seen = f"only documents with {' or '.join(map(_told, essential[:3]))} were looked at: the rest is common"
    return Bounded(*_chosen(store, wanted, allowed), (*essential, *pairs), late, seen if late else "")


def _required(store: Store, wanted: str, allowed: Allowed, scoring: tuple[tuple[Unit, ...], Late]) -> Bounded:
    """Choose for a plan with phrases: all that has them, the newest of it where that is much.

    To tell how often a phrase of the commonest words is said takes as long as to find it, so that it is not told.
    """
    scored, late = scoring
    found = _rowids(store, wanted)
    if len(found) <= _BUDGET:
        picked = found if allowed is None else found & allowed
        if len(picked) <= _FEW:
            return Bounded(frozenset(picked), len(picked), scored, late)
        return Bounded(*_chosen(store, wanted, allowed), scored, late)
    seen = "this is said too often here: only the newest documents with it were looked at"
    newest = frozenset(islice((key for key in _newest_first(store, allowed) if key in found), _NEWEST))
    return Bounded(newest, len(newest), (), (), seen)


def scores_of(store: Store, chosen: Bounded) -> tuple[dict[int, float], dict[Unit, float]]:
    """Score what was picked; give also what one occurrence of each unit counts."""
    scores = dict.fromkeys(chosen.picked, 0.0)
    worth = dict(chosen.late)
    measure = occurrences(store, chosen.picked)
    for unit in chosen.scored:
        idf, counts = measure(unit)
        worth[unit] = unit.weight * idf
        for key in counts.keys() & scores.keys():
            scores[key] += unit.weight * idf * counts[key]
    best = [key for key, _ in best_first(store, scores)[:_RESCORED]] if chosen.late else []
    for unit, weight in chosen.late:
        # That they are there counts, not how often: to tell this the engine goes through all that have it.
        for key in _matching(store, " OR ".join(unit.alternatives), best):
            scores[key] += weight
    return scores, worth


def _within_budget(order: Iterable[Unit], holders: dict[Unit, int]) -> Iterator[Unit]:
    """Give the rarest units, as many as have no more documents than the budget together."""
    spent = 0
    for unit in order:
        spent += holders[unit]
        if spent > _BUDGET:
            return
        yield unit


def _without(plan: Plan, wanted: str) -> str:
    return f"({SAID}({wanted}))" + (f" NOT ({SAID}({plan.unwanted}))" if plan.unwanted else "")


def _chosen(store: Store, expression: str, allowed: Allowed) -> tuple[frozenset[int], int]:
    """Take all documents of an expression, of many those that the engine ranks first; count the allowed."""
    total = count(store, expression)
    if allowed is not None or total <= _FEW:
        found = _rowids(store, expression)
        found = found if allowed is None else found & allowed
        total = len(found)
    if total <= _FEW:
        return frozenset(found), total
    limit = f" LIMIT {_CHOSEN}" if allowed is None else ""
    ranked = store.db.execute(
        f"SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts, 1.0, 3.0, 0.5){limit}", (expression,)
    )
    best = islice((key for (key,) in ranked if allowed is None or key in allowed), _CHOSEN)
    return frozenset(best), total


def _rowids(store: Store, expression: str) -> set[int]:
    return {key for (key,) in store.db.execute("SELECT rowid FROM fts WHERE fts MATCH ?", (expression,))}


def _newest(store: Store, expression: str, allowed: Allowed) -> tuple[frozenset[int], int]:
    """Go through the documents from the newest on until enough of them match."""
    keys = islice(_newest_first(store, allowed), _LOOKED_AT)
    found = frozenset(islice(_matching(store, expression, keys), _NEWEST))
    return found, len(found)


def _newest_first(store: Store, allowed: Allowed) -> Iterator[int]:
    """Give the documents allowed, the newest first."""
    if allowed is not None and len(allowed) <= _LOOKED_AT:
        sql = "SELECT id FROM document WHERE id IN (SELECT value FROM json_each(?)) ORDER BY published DESC, id DESC"
        yield from (key for (key,) in store.db.execute(sql, (str([*allowed]),)))
        return
    newest = store.db.execute("SELECT id FROM document ORDER BY published DESC, id DESC")
    yield from (key for (key,) in newest if allowed is None or key in allowed)


def _matching(store: Store, expression: str, keys: Iterable[int]) -> Iterator[int]:
    """Give those of some documents that match, in their order."""
    if _is_of_words(expression):
        sql = "SELECT 1 FROM fts WHERE fts MATCH ? AND rowid = ?"
        yield from (key for key in keys if store.db.execute(sql, (expression, key)).fetchone())
        return
    # For each document asked about, the engine would put together anew all words of a prefix, all places of a phrase.
    found = _rowids(store, expression)
    yield from (key for key in keys if key in found)


def _is_of_words(expression: str) -> bool:
    """Tell an expression of single words from one with phrases or prefixes."""
    return (
        "*" not in expression
        and "NEAR" not in expression
        and len(quoted_words(expression)) == expression.count('"') // 2
    )


def _holders(store: Store, expression: str) -> int:
    """Estimate the documents of an engine expression: those of its rarest word, of a prefix all that begin so."""
    words = quoted_words(expression)
    if expression.endswith("*") and words:
        return store.beginning(words[-1])
    return min(map(store.holding, words), default=0)


def _most(store: Store, expression: str) -> int:
    return max(map(store.holding, quoted_words(expression)), default=0)


def _told(unit: Unit) -> str:
    return repr(unit.word or " ".join(parts(unit.alternatives[0])))
