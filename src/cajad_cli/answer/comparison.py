"""Who says what? The passages on a topic, their claims, and what comparing them shows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Final

from cajad_cli.answer.align import MENTION, Company, no_company, no_nearest
from cajad_cli.answer.ask import ask
from cajad_cli.answer.compare import compare
from cajad_cli.answer.context import Contexts
from cajad_cli.answer.dispute import agreed_points, disputed_points
from cajad_cli.answer.facts import disputed_facts
from cajad_cli.answer.items import Told
from cajad_cli.answer.likeness import Likeness
from cajad_cli.answer.marks import marked_points
from cajad_cli.answer.settle import is_about, settle
from cajad_cli.answer.statements import statements
from cajad_cli.answer.timeline import Account, account, groups_among, is_disputed
from cajad_cli.answer.topic import ENOUGH, OnTopic, Passages, Topic, every, topic
from cajad_cli.errors import UsageError
from cajad_cli.extract.terms import terms
from cajad_cli.index.rank import LARGE
from cajad_cli.index.store import Content, Store
from cajad_cli.model import Claim, Comparison, Point, Position, Query, Settled, SourceRow
from cajad_cli.noun import NamedTuple


class Wanted(NamedTuple):
    """What is wanted of a comparison: reasons, silenced points, conflicts from `certainty` (0 to 1) on alone."""

    explained: bool = False
    silenced: bool = False
    certainty: float = 0.0


_MANY: Final = 20  # documents
_BESIDE: Final = 0.5  # what a statement counts that has none of the words asked
# Up to so many documents all take part in a comparison; of more that answer a topic, the best. A document that takes
# part costs about 2 ms: with 2,000 of them a comparison took 100 times a search among 10,000.
_SMALL: Final = 300
_OF_LARGE: Final = 100  # the same in a library so large that search is bounded too: .25 to .3 seconds, ten searches
_AS_USUAL: Final = Wanted()
_SORTS: Final = ("", "certainty", "label", "sources")


def comparison(store: Store, query: Query, settled: Sequence[Settled] = (), wanted: Wanted = _AS_USUAL) -> Comparison:
    """Answer with the points that sources make on the words asked; without words, with the library's conflicts.

    `settled` are the decisions of library.toml. Raises UsageError and QueryError.
    """
    if query.sort not in _SORTS:
        raise UsageError(f"cannot sort by {query.sort!r}", f"there are {', '.join(_SORTS[1:])}")
    asked = ask(store, query, broad=True)
    audit = asked.plan is None
    allowed = store.allowed(asked.filters)
    small = (store.size() if allowed is None else len(allowed)) <= _SMALL
    most = _SMALL if small or store.size() <= LARGE else _OF_LARGE
    wide, bounded = Topic({}) if audit else topic(store, asked, least=0.0, most=most)
    rows = store.rows(allowed if audit or small else wide)
    found = _on_topic(wide)
    read = _read(store, sorted(rows if audit or small else found))
    if audit:
        found = {key: every(key, content) for key, content in read.contents.items()}
    claims = read.claims
    told = _all_told(rows, found if audit else _with_rest(wide, read), claims)
    sources = store.sources() if allowed is None else sorted({row.source for row in store.rows(allowed).values()})
    company, nearest = _company(read, {t.key for t in told})
    asked_query = asked.query._replace(bounded=bounded)
    answer = compare(asked_query, told, sources, company, nearest=nearest, explained=wanted.explained)
    disputes, agreed = _events(rows, read, found, explained=wanted.explained, agreed=not audit)
    points = [*disputed_facts(told, company, nearest), *_with_disputes(answer.points, disputes)]
    if not audit:
        points = _with_agreements(_with_marked(points, marked_points(told)), agreed)
        near = _all_told(rows, wide, claims)
        said = statements(near, asked.query.text, store.size(), store.holders)
        points = _by_relevance(_with_statements(points, said), near, asked.query.text)
    points = _sorted(points, query.sort or ("certainty" if audit else ""))
    answer = _settled(answer, points, settled, wanted)
    if not audit or allowed is not None:
        answer = answer._replace(unmet=())
    return _page(answer, query)


def _by_relevance(points: Sequence[Point], near: Sequence[Told], asked: str) -> list[Point]:
    """Sort what is agreed by how many sources agree and how near it is to the words asked; all else stays in place.

    What is said alike in other words than those asked for counts by half.
    """
    relevance = {(t.document, t.passage.start): t.relevance for t in near}
    wanted = {t.stem for t in terms(asked)}

    def rank(point: Point) -> float:
        sources = {s for position in point.positions for s in position.sources}
        beside = point.kind == "statement" and wanted.isdisjoint(t.stem for t in terms(point.positions[0].value))
        found = max((relevance.get(place, 0.0) for place in _places(point)), default=0.0)
        return -len(sources) * found * (_BESIDE if beside else 1.0)

    agreed = sorted((p for p in points if p.verdict in ("agree", "compatible")), key=rank)
    conflicts = [p for p in points if p.verdict == "conflict"]
    return [*conflicts, *agreed, *(p for p in points if p.verdict == "single")]


def _on_topic(wide: Passages) -> Passages:
    """Keep the passages that cover enough of the words asked, and the documents that have one."""
    enough = ((key, tuple(p for p in some if p.relevance >= ENOUGH)) for key, some in wide.items())
    return {key: some for key, some in enough if some}


_Place = tuple[int, int, int]  # document, paragraph, sentence


class _Read(NamedTuple):
    """What the documents that take part say, claim and tell: each is fetched and unpacked once."""

    contents: dict[int, Content]
    claims: dict[_Place, list[Claim]]
    accounts: dict[int, Account]


def _read(store: Store, keys: Sequence[int]) -> _Read:
    read = _Read({}, {}, {})
    for key, told in store.told(keys):
        read.contents[key] = Content(told.text, told.passages)
        read.accounts[key] = account(key, told)
        for claim in told.claims():
            read.claims.setdefault((key, claim.paragraph, claim.sentence), []).append(claim)
    return read


def _all_told(rows: dict[int, SourceRow], found: Passages, claims: Mapping[_Place, list[Claim]]) -> list[Told]:
    return [
        _told(key, rows[key], one, claims.get((key, one.passage.paragraph, one.passage.sentence), []))
        for key, passages in found.items()
        for one in passages
    ]


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


def _with_rest(wide: Passages, read: _Read) -> Passages:
    """Add to the passages with words of the topic what else the documents state: it counts against one on the topic.

    "14 documents were signed" answers a question after a summit that the sentence before has named.
    """
    made: Passages = {}
    for key, content in read.contents.items():
        on_topic = wide.get(key, ())
        there = {(p.passage.paragraph, p.passage.sentence) for p in on_topic}
        rest = (
            OnTopic(key, p, content.text[p.start : p.end], 0.0, ())
            for p in content.passages
            if (p.paragraph, p.sentence) not in there and _states(read.claims.get((key, p.paragraph, p.sentence), ()))
        )
        made[key] = (*on_topic, *rest)
    return made


def _states(claims: Iterable[Claim]) -> bool:
    """Tell claims that say more than which names there are."""
    return any(c.rule != MENTION for c in claims)


def _company(read: _Read, keys: set[int]) -> tuple[Company, Company]:
    """Give how near documents are by those around them, and beside the nearest ones; of a few this says nothing."""
    if len(keys) < _MANY:
        return no_company, no_nearest
    contexts = Contexts({key: account.matter for key, account in read.accounts.items() if key in keys})
    return contexts.company, contexts.nearest


def _sorted(points: list[Point], sort: str) -> list[Point]:
    """Keep the order of relevance, or sort conflicts by certainty, all by label or by how many sources take part."""
    if sort == "label":
        return sorted(points, key=lambda p: p.label.casefold())
    if sort == "sources":
        return sorted(points, key=lambda p: -len({s for position in p.positions for s in position.sources}))
    if sort == "certainty":
        return sorted(points, key=lambda p: -(p.certainty or 0.0))  # what is no conflict has none and stays behind
    return points


def _events(
    rows: dict[int, SourceRow], read: _Read, found: Passages, *, explained: bool, agreed: bool
) -> tuple[list[Point], list[Point]]:
    """Give the events whose dates are in dispute and, where asked for, those that several sources date alike."""
    groups = groups_among(rows, read.accounts.values(), found)
    disputed = [g for g in groups if is_disputed(g)]
    alike = [g for g in groups if not is_disputed(g) and len({t.document for t in g}) > 1] if agreed else []
    if not disputed:
        return [], agreed_points(alike, rows, read.contents)
    likeness = Likeness([t for g in groups for t in g])
    points = disputed_points(disputed, rows, read.contents, likeness, explained=explained)
    return points, agreed_points(alike, rows, read.contents)


def _with_agreements(compared: Sequence[Point], agreed: Sequence[Point]) -> list[Point]:
    """Put the events dated alike among the points: in the place of what is part of them, not of what is more."""
    dated = [(p, _claims(p)) for p in compared if p.kind == "date"]
    fresh: list[Point] = []
    replaced: set[int] = set()
    for one in agreed:
        here = _claims(one)
        same = [(p, held) for p, held in dated if not held.isdisjoint(here)]
        if any(p.verdict == "conflict" and len(held & here) > 1 for p, held in same):
            continue
        if any(p.verdict in ("agree", "compatible") and here <= held for p, held in same):
            continue
        replaced.update(id(p) for p, held in same if p.verdict != "conflict" and held <= here)
        fresh.insert(0, one)
        dated.append((one, here))
    points = [p for p in compared if id(p) not in replaced]
    at = sum(p.verdict == "conflict" for p in points)
    return [*points[:at], *(p for p in fresh if id(p) not in replaced), *points[at:]]


def _with_marked(compared: Sequence[Point], marked: Sequence[Point]) -> list[Point]:
    """Put figures that only look unequal before what is agreed; what is in dispute stays so."""
    disputed = {place for p in compared if p.verdict == "conflict" for place in _claims(p)}
    fresh = [p for p in marked if not _claims(p) & disputed]
    shown = {place for p in fresh for place in _claims(p)}
    points = [p for p in compared if p.verdict == "conflict" or not _claims(p) <= shown]
    at = sum(p.verdict == "conflict" for p in points)
    return [*points[:at], *fresh, *points[at:]]


def _with_statements(compared: Sequence[Point], said: Sequence[Point]) -> list[Point]:
    """Put statements after what else is agreed; what the passages of another point are quoted for is left out."""
    points = list(compared)
    held = [_places(p) for p in points if p.verdict != "single"]
    fresh = [p for p in said if not any(_places(p) <= places for places in held)]
    singles = next((n for n, p in enumerate(points) if p.verdict == "single"), len(points))
    return [*points[:singles], *fresh, *points[singles:]]


def _places(point: Point) -> set[tuple[str, int]]:
    """Give the passages of a point."""
    return {(c.document, c.start) for position in point.positions for c in position.claims}


def _with_disputes(compared: Sequence[Point], disputes: list[Point]) -> list[Point]:
    """Put the dates in dispute among the points; of two points on the same claims the fuller one stays.

    It keeps the dates of the other that it has not: a telling may be of an event by its words alone.
    """
    points = list(compared)
    for dispute in disputes:
        same = [p for p in points if p.kind == "date" and len(_claims(p) & _claims(dispute)) > 1]
        against = [p for p in same if p.verdict == "conflict"]
        fuller = [p for p in against if len(_claims(p)) >= len(_claims(dispute))]
        kept = fuller[0] if fuller else dispute
        sure = max(p.certainty or 0.0 for p in (*same, dispute))  # found in two ways
        whole = reduce(_with_dates, against, kept)._replace(certainty=sure)
        if fuller:
            points[points.index(kept)] = whole
            continue
        points = [p for p in points if p not in same]
        points.insert(sum(p.verdict == "conflict" for p in points), whole)
    return points


def _with_dates(point: Point, other: Point) -> Point:
    """Add to a point the dates that other documents are held to tell of the same event."""
    documents = {c.document for position in point.positions for c in position.claims}
    positions = {p.value: p for p in point.positions}
    for position in other.positions:
        fresh = tuple(c for c in position.claims if c.document not in documents)
        if fresh:
            held = positions.get(position.value, Position(position.value, (), ()))
            sources = tuple(dict.fromkeys((*held.sources, *(c.source for c in fresh))))
            positions[position.value] = Position(position.value, sources, (*held.claims, *fresh))
    return point._replace(positions=tuple(positions.values()))


def _claims(point: Point) -> set[tuple[str, int]]:
    """Give the places of all values of a point."""
    return {(c.document, c.value.start) for position in point.positions for c in position.claims}


def _told(key: int, row: SourceRow, on_topic: OnTopic, claims: list[Claim]) -> Told:
    return Told(
        row.document, row.source, row.published, row.title, on_topic.passage, on_topic.text, tuple(claims),
        on_topic.relevance, on_topic.marks, row.copy_of, key,
    )  # fmt: skip
