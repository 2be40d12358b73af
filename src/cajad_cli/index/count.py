"""Count the documents that a query picks, without ranking or reading them."""

from typing import Final, Literal

from cajad_cli.index.plan import Plan
from cajad_cli.index.store import Store

Field = Literal["source", "year", "kind", "document"]
_VALUES: Final[dict[Field, str]] = {
    "source": "source",
    "year": "substr(published, 1, 4)",
    "kind": "kind",
    "document": "document",
}
_SAID: Final = "fts MATCH ?"


def counts(store: Store, plan: Plan | None, allowed: frozenset[int] | None, field: Field) -> dict[str | None, int]:
    """Count by the values of `field` the documents that `plan` picks (None: all) among those `allowed` (None: all).

    A document without a day of publication counts under the year None.
    """
    tests, bound = [], []
    if plan is not None and plan.wanted:
        tests.append(f"id IN (SELECT rowid FROM fts WHERE {_SAID})")
        bound.append(f"{{body title}} : ({plan.wanted})")
    if plan is not None and plan.unwanted:
        tests.append(f"id NOT IN (SELECT rowid FROM fts WHERE {_SAID})")
        # What is dropped beside wanted words is dropped where it is said; alone, wherever it stands: as rank() has it.
        bound.append(f"{{body title}} : ({plan.unwanted})" if plan.wanted else plan.unwanted)
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    value = _VALUES[field]
    if allowed is None:
        return dict(store.db.execute(f"SELECT {value}, count(*) FROM document{where} GROUP BY 1", bound))
    found: dict[str | None, int] = {}
    for key, name in store.db.execute(f"SELECT id, {value} FROM document{where}", bound):
        if key in allowed:
            found[name] = found.get(name, 0) + 1
    return found
