"""How many are there, and of which source, year or kind? Results counted, none of them read."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from cajad_cli.answer.ask import ask
from cajad_cli.answer.search import search
from cajad_cli.errors import UsageError
from cajad_cli.index.count import Field, counts
from cajad_cli.index.store import Store
from cajad_cli.model import Count, Facet, Facets, Query, SearchHit

FACETS: Final[tuple[Field, ...]] = ("source", "year", "kind", "document")
_ALL: Final = 1_000_000_000  # passages


def facets(store: Store, query: Query, by: str) -> Facets:
    """Count what a search finds, by one of FACETS.

    With `query.by` "passage" passages are counted, else documents; `query.limit` and `query.offset` cut out of the
    values. Most frequent values come first, years in the order of time. Raises UsageError and QueryError.
    """
    if by not in FACETS:
        raise UsageError(f"there is no facet {by!r}", f"there are {', '.join(FACETS)}")
    found = _counted(store, query, by)
    end = None if query.limit is None else query.offset + query.limit
    some = _ordered(found, by)[query.offset : end]
    return Facets(ask(store, query).query, sum(found.values()), query.by or "document", by, some)


def count(store: Store, query: Query) -> Count:
    """Count what a search finds: documents, or passages where `query.by` is "passage"."""
    found = _counted(store, query, "kind")
    return Count(ask(store, query).query, sum(found.values()), query.by or "document")


def _counted(store: Store, query: Query, field: Field) -> Mapping[str | None, int]:
    return _of_passages(store, query, field) if query.by == "passage" else _of_documents(store, query, field)


def _of_documents(store: Store, query: Query, field: Field) -> Mapping[str | None, int]:
    asked = ask(store, query)
    return counts(store, asked.plan, store.allowed(asked.filters), field)


def _of_passages(store: Store, query: Query, field: Field) -> Mapping[str | None, int]:
    results = search(store, query._replace(limit=_ALL, offset=0, sort="")).results
    if field != "kind":
        return Counter(_value(hit, field) for hit in results)
    kinds = {row.document: row.kind for row in store.rows().values()}
    return Counter(kinds[hit.document] for hit in results)


def _value(hit: SearchHit, field: Field) -> str | None:
    if field == "year":
        return hit.published[:4] if hit.published else None
    return hit.source if field == "source" else hit.document


def _ordered(found: Mapping[str | None, int], by: str) -> tuple[Facet, ...]:
    every = [Facet(value, number) for value, number in found.items()]
    if by == "year":
        return tuple(sorted(every, key=lambda f: (f.value is None, f.value or "")))
    return tuple(sorted(every, key=lambda f: (-f.number, f.value or "")))
