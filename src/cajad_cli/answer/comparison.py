"""Who says what? The passages on a topic, their claims, and what comparing them shows."""

from collections.abc import Sequence
from typing import Final

from cajad_cli.answer.ask import ask
from cajad_cli.answer.compare import Told, compare
from cajad_cli.answer.dispute import disputed_points
from cajad_cli.answer.timeline import groups_among, is_disputed
from cajad_cli.answer.topic import OnTopic, Passages, topic
from cajad_cli.errors import UsageError
from cajad_cli.index.store import Store
from cajad_cli.model import Claim, Comparison, Point, Query, SourceRow

_SORTS: Final = ("", "certainty", "label", "sources")


def comparison(store: Store, query: Query) -> Comparison:
    """Answer with the points that sources make on the words asked; without words, with the library's conflicts.

    Raises UsageError and QueryError.
    """
    if query.sort not in _SORTS:
        raise UsageError(f"cannot sort by {query.sort!r}", f"there are {', '.join(_SORTS[1:])}")
    asked = ask(store, query, broad=True)
    found = topic(store, asked)
    rows = store.rows()
    claims: dict[tuple[int, int, int], list[Claim]] = {}
    for key, claim in store.claims(sorted(found)):
        claims.setdefault((key, claim.paragraph, claim.sentence), []).append(claim)
    told = [
        _told(rows[key], passage, claims.get((key, passage.passage.paragraph, passage.passage.sentence), []))
        for key, passages in sorted(found.items())
        for passage in passages
    ]
    allowed = store.allowed(asked.filters)
    sources = sorted({row.source for key, row in rows.items() if allowed is None or key in allowed})
    answer = _with_disputes(compare(asked.query, told, sources), _disputes(store, rows, found))
    points = _sorted(answer.points, query.sort)
    end = None if query.limit is None else query.offset + query.limit
    return answer._replace(points=points[query.offset : end])


def _sorted(points: Sequence[Point], sort: str) -> tuple[Point, ...]:
    """Keep the most certain first within each verdict, or sort by label or by how many sources take part."""
    if sort == "label":
        return tuple(sorted(points, key=lambda p: p.label.casefold()))
    if sort == "sources":
        return tuple(sorted(points, key=lambda p: -len({s for position in p.positions for s in position.sources})))
    return tuple(points)


def _disputes(store: Store, rows: dict[int, SourceRow], found: Passages) -> list[Point]:
    groups = [g for g in groups_among(store, rows, sorted(found), found) if is_disputed(g)]
    contents = dict(store.contents(sorted({t.key for g in groups for t in g})))
    return disputed_points(groups, rows, contents)


def _with_disputes(answer: Comparison, disputes: list[Point]) -> Comparison:
    """Put the dates in dispute among the points; of two points on the same claims the fuller one stays."""
    points = list(answer.points)
    for dispute in disputes:
        same = [p for p in points if p.kind == "date" and len(_claims(p) & _claims(dispute)) > 1]
        if any(p.verdict == "conflict" and len(_claims(p)) >= len(_claims(dispute)) for p in same):
            continue
        points = [p for p in points if p not in same]
        points.insert(sum(p.verdict == "conflict" for p in points), dispute)
    return answer._replace(total=len(points), points=tuple(points))


def _claims(point: Point) -> set[tuple[str, int]]:
    """Give the places of all values of a point."""
    return {(c.document, c.value.start) for position in point.positions for c in position.claims}


def _told(row: SourceRow, on_topic: OnTopic, claims: list[Claim]) -> Told:
    return Told(
        row.document, row.source, row.published, row.title, on_topic.passage, on_topic.text, tuple(claims),
        on_topic.relevance, on_topic.marks, row.copy_of,
    )  # fmt: skip
