"""Who says what? The passages on a topic, their claims, and what comparing them shows."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from cajad_cli.answer.align import Company, no_company
from cajad_cli.answer.ask import ask
from cajad_cli.answer.compare import Told, compare
from cajad_cli.answer.context import Contexts
from cajad_cli.answer.dispute import disputed_points
from cajad_cli.answer.likeness import Likeness
from cajad_cli.answer.settle import is_about, settle
from cajad_cli.answer.timeline import groups_among, is_disputed
from cajad_cli.answer.topic import OnTopic, Passages, topic
from cajad_cli.errors import UsageError
from cajad_cli.index.store import Store
from cajad_cli.model import Claim, Comparison, Point, Query, Settled, SourceRow


class Wanted(NamedTuple):
    """What is wanted of a comparison: reasons, silenced points, conflicts from `certainty` (0 to 1) on alone."""

    explained: bool = False
    silenced: bool = False
    certainty: float = 0.0


_MANY: Final = 20  # documents
_SMALL: Final = 300  # documents, up to which all take part in a comparison
_AS_USUAL: Final = Wanted()
_SORTS: Final = ("", "certainty", "label", "sources")


def comparison(store: Store, query: Query, settled: Sequence[Settled] = (), wanted: Wanted = _AS_USUAL) -> Comparison:
    """Answer with the points that sources make on the words asked; without words, with the library's conflicts.

    `settled` are the decisions of library.toml. Raises UsageError and QueryError.
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
    company = _company(store, {t.key for t in told})
    answer = compare(asked.query, told, sources, company, explained=wanted.explained)
    disputes = _disputes(store, rows, found, explained=wanted.explained)
    points = _with_disputes(answer.points, disputes)
    audit = asked.plan is None
    points = _sorted(points, query.sort or ("certainty" if audit else ""))
    answer = _settled(answer, points, settled, wanted)
    if not audit or allowed is not None:
        answer = answer._replace(unmet=())
    return _page(answer, query)


def _settled(answer: Comparison, points: list[Point], entries: Sequence[Settled], wanted: Wanted) -> Comparison:
    """Put what is settled after what is open; take out what is silenced, unless it is wanted, and what is unsure."""
    unmet = tuple(e for e in entries if not any(p.verdict == "conflict" and is_about(e, p) for p in points))
    found = settle([p for p in points if p.certainty is None or p.certainty >= wanted.certainty], entries)
    shown = found.points
    if wanted.silenced:
        conflicts = sum(p.verdict == "conflict" for p in shown)
        shown = (*shown[:conflicts], *found.silenced, *shown[conflicts:])
    silenced = tuple(p.settled for p in found.silenced if p.settled)
    return answer._replace(total=len(shown), points=shown, silenced=silenced, unmet=unmet)


def _page(answer: Comparison, query: Query) -> Comparison:
    end = None if query.limit is None else query.offset + query.limit
    return answer._replace(points=answer.points[query.offset : end])


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


def _sorted(points: list[Point], sort: str) -> list[Point]:
    """Keep the order of relevance, or sort conflicts by certainty, all by label or by how many sources take part."""
    if sort == "label":
        return sorted(points, key=lambda p: p.label.casefold())
    if sort == "sources":
        return sorted(points, key=lambda p: -len({s for position in p.positions for s in position.sources}))
    if sort == "certainty":
        return sorted(points, key=lambda p: -(p.certainty or 0.0))  # what is no conflict has none and stays behind
    return points


def _disputes(store: Store, rows: dict[int, SourceRow], found: Passages, *, explained: bool) -> list[Point]:
    every = groups_among(store, rows, sorted(found), found)
    groups = [g for g in every if is_disputed(g)]
    if not groups:
        return []
    contents = dict(store.contents(sorted({t.key for g in groups for t in g})))
    likeness = Likeness([t for g in every for t in g])
    return disputed_points(groups, rows, contents, likeness, explained=explained)


def _with_disputes(compared: Sequence[Point], disputes: list[Point]) -> list[Point]:
    """Put the dates in dispute among the points; of two points on the same claims the fuller one stays."""
    points = list(compared)
    for dispute in disputes:
        same = [p for p in points if p.kind == "date" and len(_claims(p) & _claims(dispute)) > 1]
        fuller = [p for p in same if p.verdict == "conflict" and len(_claims(p)) >= len(_claims(dispute))]
        kept = fuller[0] if fuller else dispute
        sure = kept._replace(certainty=max(p.certainty or 0.0 for p in (*same, dispute)))  # found in two ways
        if fuller:
            points[points.index(kept)] = sure
            continue
        points = [p for p in points if p not in same]
        points.insert(sum(p.verdict == "conflict" for p in points), sure)
    return points


def _claims(point: Point) -> set[tuple[str, int]]:
    """Give the places of all values of a point."""
    return {(c.document, c.value.start) for position in point.positions for c in position.claims}


def _told(key: int, row: SourceRow, on_topic: OnTopic, claims: list[Claim]) -> Told:
    return Told(
        row.document, row.source, row.published, row.title, on_topic.passage, on_topic.text, tuple(claims),
        on_topic.relevance, on_topic.marks, row.copy_of, key,
    )  # fmt: skip
