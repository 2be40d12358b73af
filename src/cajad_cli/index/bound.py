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
from cajad_cli.index.rank import SAID, best_first, by_weight, occurrences
from cajad_cli.index.store import Store
from cajad_cli.noun import NamedTuple

_BUDGET: Final = 30_000  # matches: the engine ranks one in 0.3 to 0.5 µs
_FEW: Final = 2000  # matches up to which all are scored in full, which takes 2 µs for one
_CHOSEN: Final = 400  # documents that the engine's ranking chooses
_NEWEST: Final = 400  # documents taken where all words are common
_LOOKED_AT: Final = 20_000  # newest documents that are gone through for them, at 10 µs each
_RESCORED: Final = 200  # documents in which the words that only score are looked for, at 10 µs each

Allowed = frozenset[int] | None


class Bounded(NamedTuple):
    """What is looked at: which of the `total` documents that answer, and why not at all that may."""

    picked: frozenset[int]
    total: int
    scored: tuple[Unit, ...]  # that score all that are picked
    late: tuple[tuple[Unit, float], ...]  # that score only the best of these, with the weight of being there
    seen: str = ""  # "" where nothing was left out


def bounded(store: Store, plan: Plan, allowed: Allowed) -> Bounded:
    """Choose within the budget what a plan that asks for words looks at."""
    single = [u for u in plan.units if not u.pair]
    holders = {u: min(sum(_holders(store, a) for a in u.alternatives), store.size()) for u in single}
    order = sorted(single, key=lambda u: holders[u])
    essential = tuple(_within_budget(order, holders))
    late = tuple((u, by_weight(u, store.size(), holders[u])) for u in order if u not in essential)
    pairs = tuple(u for u in plan.units if u.pair and _most(store, u.alternatives[0]) <= _BUDGET)
    scored = (*essential, *pairs)
    if plan.must:
        wanted = _without(plan, plan.wanted)
        total = _count(store, wanted)
        if total <= _BUDGET:
            return Bounded(*_chosen(store, wanted, allowed, total), scored, late)
        seen = "this is said too often here: only the newest documents with it were looked at"
        return Bounded(*_newest(store, wanted, allowed), (), late, seen)
    if not essential:
        seen = f"all words are common here: only the newest documents with {_told(order[0])} were looked at"
        wanted = _without(plan, " OR ".join(order[0].alternatives))
        return Bounded(*_newest(store, wanted, allowed), (), late, seen)
    wanted = _without(plan, " OR ".join(dict.fromkeys(a for u in essential for a in u.alternatives)))
    seen = f"only documents with {' or '.join(map(_told, essential[:3]))} were looked at: the rest is common"
    return Bounded(*_chosen(store, wanted, allowed, _count(store, wanted)), scored, late, seen if late else "")


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


def _chosen(store: Store, expression: str, allowed: Allowed, total: int) -> tuple[frozenset[int], int]:
    """Take all `total` documents of an expression, of many those that the engine ranks first; count the allowed."""
    if allowed is not None or total <= _FEW:
        found = {key for (key,) in store.db.execute("SELECT rowid FROM fts WHERE fts MATCH ?", (expression,))}
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


def _count(store: Store, expression: str) -> int:
    """Count the documents of an expression, which costs a tenth of ranking them."""
    return int(store.db.execute("SELECT count(*) FROM fts WHERE fts MATCH ?", (expression,)).fetchone()[0])


def _newest(store: Store, expression: str, allowed: Allowed) -> tuple[frozenset[int], int]:
    """Go through the documents from the newest on until enough of them match."""
    newest = store.db.execute("SELECT id FROM document ORDER BY published DESC, id DESC")
    keys = islice((key for (key,) in newest if allowed is None or key in allowed), _LOOKED_AT)
    found = frozenset(islice(_matching(store, expression, keys), _NEWEST))
    return found, len(found)


def _matching(store: Store, expression: str, keys: Iterable[int]) -> Iterator[int]:
    """Give those of some documents that match, in their order."""
    if _is_of_words(expression):
        sql = "SELECT 1 FROM fts WHERE fts MATCH ? AND rowid = ?"
        yield from (key for key in keys if store.db.execute(sql, (expression, key)).fetchone())
        return
    # For each document asked about, the engine would put together anew all words of a prefix, all places of a phrase.
    found = {key for (key,) in store.db.execute("SELECT rowid FROM fts WHERE fts MATCH ?", (expression,))}
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
