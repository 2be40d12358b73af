"""Who says what? The passages on a topic, their claims, and what comparing them shows."""

from collections.abc import Collection, Sequence
from typing import Final

from cajad_cli.answer.align import Company, no_company
from cajad_cli.answer.ask import ask
from cajad_cli.answer.compare import Told, compare
from cajad_cli.answer.context import Contexts
from cajad_cli.answer.dispute import disputed_points
from cajad_cli.answer.timeline import groups_among, is_disputed
from cajad_cli.answer.topic import OnTopic, Passages, topic
from cajad_cli.errors import UsageError
from cajad_cli.index.store import Store
from cajad_cli.model import Claim, Comparison, Point, Query, SourceRow

_MANY: Final = 20  # documents
_SMALL: Final = 300  # documents, up to which all take part in a comparison
_SORTS: Final = ("", "certainty", "label", "sources")


def comparison(store: Store, query: Query) -> Comparison:
    """Answer with the points that sources make on the words asked; without words, with the library's conflicts.

    Raises UsageError and QueryError.
    """
    if query.sort not in _SORTS:
        raise UsageError(f"cannot sort by {query.sort!r}", f"there are {', '.join(_SORTS[1:])}")
    asked = ask(store, query, broad=True)
    found = topic(store, asked)
    allowed = store.allowed(asked.filters)
    small = (store.size() if allowed is None else len(allowed)) <= _SMALL
    rows = store.rows(allowed if asked.plan is None or small else found)
    keys = sorted(rows if small else found)
    claims: dict[tuple[int, int, int], list[Claim]] = {}
    for key, claim in store.claims(keys):
        claims.setdefault((key, claim.paragraph, claim.sentence), []).append(claim)
    told = [
        _told(key, rows[key], passage, claims.get((key, passage.passage.paragraph, passage.passage.sentence), []))
        for key, passages in (found if asked.plan is None else _with_rest(store, found, keys, claims)).items()
        for passage in passages
    ]
    sources = store.sources() if allowed is None else sorted({row.source for row in store.rows(allowed).values()})
    answer = compare(asked.query, told, sources, _company(store, {t.key for t in told}))
    answer = _with_disputes(answer, _disputes(store, rows, found))
    points = _sorted(answer.points, query.sort)
    end = None if query.limit is None else query.offset + query.limit
    return answer._replace(points=points[query.offset : end])


def _with_rest(
    store: Store, found: Passages, keys: Sequence[int], stated: Collection[tuple[int, int, int]]
) -> Passages:
    """Add to the passages on the topic what else the documents `keys` state: it counts only against one on the topic.

    "14 documents were signed" answers a question after a summit that the sentence before has named.
    """
    made: Passages = {}
    for key, content in store.contents(keys):
        on_topic = found.get(key, ())
        there = {(p.passage.paragraph, p.passage.sentence) for p in on_topic}
        rest = (
            OnTopic(key, p, content.text[p.start : p.end], 0.0, ())
            for p in content.passages
            if (p.paragraph, p.sentence) not in there and (key, p.paragraph, p.sentence) in stated
        )
        made[key] = (*on_topic, *rest)
    return made


def _company(store: Store, keys: set[int]) -> Company:
    """Give how near documents are by those around them, of which a few say nothing."""
    return Contexts(store.matter(keys)).company if len(keys) >= _MANY else no_company


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


def _told(key: int, row: SourceRow, on_topic: OnTopic, claims: list[Claim]) -> Told:
    return Told(
        row.document, row.source, row.published, row.title, on_topic.passage, on_topic.text, tuple(claims),
        on_topic.relevance, on_topic.marks, row.copy_of, key,
    )  # fmt: skip
