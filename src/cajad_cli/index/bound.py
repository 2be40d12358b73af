"""A budget on what a query looks at in a large library, so that one of common words alone stays fast.

A ranked query costs about a microsecond a match. Of the words of a query the rarest whose documents are together
within the budget are essential: they pick and score; the others only score what those picked (the idea of MaxScore,
Turtle & Flood 1995, with a fixed bound in place of a running one). Where even the rarest is over the budget, the newest
documents that match are taken. Whatever was left out is said.
"""

from typing import Final

from cajad_cli.index.plan import Plan, Unit, parts
from cajad_cli.index.rank import rarity
from cajad_cli.index.store import Store
from cajad_cli.noun import NamedTuple

_BUDGET: Final = 20_000  # matches
_NEWEST: Final = 1000  # documents taken where all words are common
_RESCORED: Final = 200  # documents in which the words that only score are looked for
_SAID: Final = "{body title} : "

Late = tuple[tuple[Unit, float], ...]  # units that score the best documents only, with the weight of one occurrence


class Bounded(NamedTuple):
    """What is looked at: the documents picked, the units that score all of them, and those that score the best."""

    picked: set[int]
    scored: tuple[Unit, ...]
    late: Late
    seen: str  # "" where nothing was left out


def bounded(store: Store, plan: Plan, allowed: frozenset[int] | None) -> Bounded:
    """Choose within the budget what a plan that asks for words looks at."""
    single = [u for u in plan.units if not u.pair]
    holders = {u: sum(_holders(store, a) for a in u.alternatives) for u in single}
    order = sorted(single, key=lambda u: holders[u])
    essential, spent = [], 0
    for unit in order:
        spent += holders[unit]
        if spent > _BUDGET:
            break
        essential.append(unit)
    late = tuple(
        (u, u.weight * rarity(store.size(), min(holders[u], store.size()))) for u in order if u not in essential
    )
    pairs = [u for u in plan.units if u.pair and _most(store, u.alternatives[0]) <= _BUDGET]
    if plan.must:
        return _required(store, plan, allowed, ((*essential, *pairs), late))
    if not essential:
        some = " OR ".join(order[0].alternatives)
        seen = f"all words are common here: only the newest documents with {_told(order[0])} were looked at"
        return Bounded(_newest(store, _without(plan, some), allowed), (), late, seen)
    some = " OR ".join(dict.fromkeys(a for u in essential for a in u.alternatives))
    seen = (
        f"only documents with {' or '.join(map(_told, essential[:3]))} were looked at: the rest is common"
        if late
        else ""
    )
    return Bounded(_all(store, _without(plan, some), allowed), (*essential, *pairs), late, seen)


def rescored(store: Store, scores: dict[int, float], late: Late) -> dict[int, float]:
    """Add what the common words count to the best of `scores`: that they are there counts, not how often."""
    best = sorted(scores, key=lambda key: (-scores[key], key))[:_RESCORED]
    made = dict(scores)
    sql = "SELECT 1 FROM fts WHERE fts MATCH ? AND rowid = ?"
    for unit, weight in late:
        either = " OR ".join(unit.alternatives)
        for key in best:
            if store.db.execute(sql, (either, key)).fetchone():
                made[key] += weight
    return made


_Scoring = tuple[tuple[Unit, ...], Late]


def _required(store: Store, plan: Plan, allowed: frozenset[int] | None, scoring: _Scoring) -> Bounded:
    """Choose for a plan with phrases: what must be there picks, the newest of it where even that is common."""
    scored, late = scoring
    least = min(min((_holders(store, word) for word in parts(m)), default=0) for m in plan.must)
    if least <= _BUDGET:
        return Bounded(_all(store, _without(plan, plan.wanted), allowed), scored, late, "")
    seen = "this is said too often here: only the newest documents with it were looked at"
    return Bounded(_newest(store, _without(plan, plan.wanted), allowed), scored, late, seen)


def _without(plan: Plan, wanted: str) -> str:
    return f"({_SAID}({wanted}))" + (f" NOT ({_SAID}({plan.unwanted}))" if plan.unwanted else "")


def _all(store: Store, expression: str, allowed: frozenset[int] | None) -> set[int]:
    found = {key for (key,) in store.db.execute("SELECT rowid FROM fts WHERE fts MATCH ?", (expression,))}
    return found if allowed is None else found & allowed


def _newest(store: Store, expression: str, allowed: frozenset[int] | None) -> set[int]:
    """Go through the documents from the newest on until enough of them match."""
    sql = "SELECT d.id FROM document d CROSS JOIN fts ON fts.rowid = d.id WHERE fts MATCH ? ORDER BY d.published DESC"
    found: set[int] = set()
    for (key,) in store.db.execute(sql, (expression,)):
        if allowed is None or key in allowed:
            found.add(key)
            if len(found) >= _NEWEST:
                break
    return found


def _holders(store: Store, expression: str) -> int:
    """Estimate the documents of an engine expression: those of its rarest word, of a prefix all that begin so."""
    words = [w for w in parts(expression) if w not in ("body", "title", "near")]
    if expression.endswith("*") and words:
        return store.beginning(words[-1])
    return min((store.holding(word) for word in words), default=0)


def _most(store: Store, expression: str) -> int:
    words = [w for w in parts(expression) if w != "near" and not w.isdigit()]
    return max((store.holding(word) for word in words), default=0)


def _told(unit: Unit) -> str:
    return repr(unit.word or " ".join(parts(unit.alternatives[0])))
