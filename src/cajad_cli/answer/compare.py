"""What the sources say, point by point: where they conflict, where they agree, and who is silent."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from cajad_cli.answer.align import MENTION, Company, no_company, no_nearest
from cajad_cli.answer.items import Item, Rarity, Told, items_of
from cajad_cli.answer.keys import get
from cajad_cli.answer.label import in_words
from cajad_cli.answer.links import CONFLICT, Link, clash, links_of
from cajad_cli.answer.values import relation
from cajad_cli.extract.terms import terms
from cajad_cli.lexicon.parties import EVERY
from cajad_cli.model import (
    AskedQuery,
    ClaimQuote,
    Comparison,
    PassageHit,
    Point,
    Position,
    Verdict,
)
from cajad_cli.noun import NamedTuple

_Why = Callable[[Link, Sequence[int]], tuple[str, ...]]  # of the claims of a point and the link that found it

FEW = 8  # documents that a topic is taken to be one part of, so that its own words keep their weight
# What nobody asks for by itself.
_ONLY_DISPUTED = frozenset({"party.office", "party.level", "party.attendance", "party.vote", "party.list", MENTION})
_SINGLES = 30
_QUOTES = 3  # best passages of each source


def compare(
    asked: AskedQuery,
    told: Sequence[Told],
    sources: Sequence[str],
    company: Company = no_company,
    *,
    nearest: Company = no_nearest,
    explained: bool = False,
) -> Comparison:
    """Compare what `told` holds: conflicts first, then agreements, then what one source alone says.

    `company` tells by their keys whether two documents are near to the same documents, `nearest` whether they are each
    other's nearest. `explained` asks for the reasons for which claims are held together and for how their values were
    read.

    Without words asked it is an audit: conflicts only, most certain first. Copies of a document are one voice.
    The cost is near-linear in the number of claims: only claims that share a telling key are compared.
    """
    audit = not asked.text.strip()
    items = items_of(told)
    weight = Rarity(items, FEW if not audit else 0)
    links = links_of(told, items, weight, company, nearest)
    why = _why(items, weight, company) if explained else None
    conflicts, used = _conflicts(items, links, why)
    points = conflicts
    if not audit:
        agreed, used = _agreements(items, links, used, why)
        points = [*conflicts, *agreed, *_singles(items, used)]
    heard = {t.source for t in told if t.on_topic}
    silent = () if audit else tuple(s for s in sources if s not in heard)
    return Comparison(asked, len(points), tuple(points), silent, () if audit else _passages(told))


# ---------------------------------------------------------------- points


def _why(items: Sequence[Item], weight: Rarity, company: Company) -> _Why:
    """Give the reasons of a point found by a link; answers that nobody wants explained do not load them."""
    from cajad_cli.answer.explain import ONE_MATTER, Side, readings, reasons

    def side(number: int) -> Side:
        item = items[number]
        return Side(item.stated, item.told.text, item.told.published)

    def why(link: Link, members: Sequence[int]) -> tuple[str, ...]:
        one, other = side(link.first), side(link.second)
        matter = (ONE_MATTER,) if link.loose else ()
        return (*matter, *reasons(one, other, weight, company), *readings(map(side, members)))

    return why


def _conflicts(items: Sequence[Item], links: Sequence[Link], why: _Why | None) -> tuple[list[Point], set[int]]:
    near = _neighbours(links)
    clashes = [x for x in links if x.score >= CONFLICT and _clashes(items, x.first, x.second)]
    wide = _Wide(_neighbours(links, loose=True), frozenset(i for x in clashes for i in (x.first, x.second)))
    used: set[int] = set()
    found: list[tuple[float, Point]] = []
    for link in sorted(links, key=lambda x: (-x.score, x.first, x.second)):
        if link.score < CONFLICT or link.first in used or link.second in used:
            continue
        if not _clashes(items, link.first, link.second):
            continue
        groups = _disputed(items, near, link, used)
        _join(items, groups, wide, used)
        members = [i for group in groups for i in group]
        used.update(members)
        point = _point(items, groups, "conflict")._replace(certainty=link.score)
        point = point._replace(explain=why(link, members)) if why else point
        found.append((link.score * max(items[i].told.relevance for i in members), point))
    found.sort(key=lambda pair: -pair[0])
    return [point for _, point in found], used


def _neighbours(links: Sequence[Link], *, loose: bool = False) -> dict[int, dict[int, float]]:
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for link in links:
        if link.loose == loose:
            near[link.first][link.second] = link.score
            near[link.second][link.first] = link.score
    return near


def _disputed(items: Sequence[Item], near: dict[int, dict[int, float]], link: Link, used: set[int]) -> list[list[int]]:
    """Gather around two conflicting claims those that conflict with one of them, each with the side it shares.

    A claim that only agrees with one side stays out: it may speak of another point with the same value.
    """
    groups = [[link.first], [link.second]]
    todo = [link.first, link.second]
    taken = {*todo, *used}
    while todo:
        seed = todo.pop(0)
        for other, score in sorted(near[seed].items(), key=lambda pair: (-pair[1], pair[0])):
            if other in taken or score < CONFLICT or not _clashes(items, seed, other):
                continue
            if any(items[m].voice == items[other].voice and _clashes(items, m, other) for g in groups for m in g):
                continue  # no document contradicts itself: what it tells beside is another point
            taken.add(other)
            home = _home(items, groups, other)
            if home is None:
                groups.append([other])
            else:
                home.append(other)
                todo.append(other)
    return groups


def _home(items: Sequence[Item], groups: list[list[int]], claim: int) -> list[int] | None:
    """Give the side whose value a claim has."""
    return next((g for g in groups if not any(_clashes(items, claim, member) for member in g)), None)


class _Wide(NamedTuple):
    """The links that were found by the documents, and the claims that stand against others surely enough."""

    links: dict[int, dict[int, float]]
    sure: frozenset[int]


def _is_told(items: Sequence[Item], claim: int, side: Sequence[int]) -> bool:
    """Tell a claim of the very value of a side: "up to 1.6 billion" is compatible with much."""
    return any(relation(items[claim].claim, items[member].claim) == "equal" for member in side)


def _join(items: Sequence[Item], groups: list[list[int]], wide: _Wide, used: set[int]) -> None:
    """Put to the sides of two conflicting claims what documents on their matter tell of the value of one of them.

    It must stand against the other side by what its document tells, were it not so surely as to be shown by itself, and
    against nobody else as surely.
    """
    links, sure = wide
    taken = {*used, *(i for group in groups for i in group)}
    for seed in [i for group in groups for i in group]:
        for other in sorted(links[seed].keys() - taken):
            if other in sure and links[seed][other] < CONFLICT:
                continue
            home = _home(items, groups, other)
            if home is None or not _clashes(items, seed, other) or not _is_told(items, other, home):
                continue
            if not any(items[m].voice == items[other].voice for group in groups for m in group):
                taken.add(other)
                home.append(other)


def _clashes(items: Sequence[Item], a: int, b: int) -> bool:
    return clash(items[a], items[b])


def _agreed(near: dict[int, dict[int, float]], seed: int, used: set[int]) -> list[int]:
    """Gather what is linked to a claim, and to what is linked to it."""
    group, taken = [seed], {seed, *used}
    for member in group:
        for other in sorted(near[member]):
            if other not in taken:
                taken.add(other)
                group.append(other)
    return group


def _agreements(
    items: Sequence[Item], links: Sequence[Link], used: set[int], why: _Why | None
) -> tuple[list[Point], set[int]]:
    asked = [x for x in links if items[x.first].told.on_topic and items[x.second].told.on_topic]
    asked = [x for x in asked if items[x.first].claim.rule not in _ONLY_DISPUTED]
    near = _neighbours([x for x in asked if not _clashes(items, x.first, x.second)])
    taken = set(used)
    found: list[tuple[float, Point]] = []
    for index in sorted(near, key=lambda i: -len(near[i])):
        if index in taken:
            continue
        members = _agreed(near, index, taken)
        if len({items[i].voice for i in members}) < 2:
            continue
        taken.update(members)
        exact = len({items[i].claim.value for i in members}) == 1
        point = _point(items, [members], "agree" if exact else "compatible")
        point = point._replace(explain=why(_surest(items, near, members), members)) if why else point
        spread = len({items[i].told.source for i in members})
        found.append((spread * max(items[i].told.relevance for i in members), point))
    found.sort(key=lambda pair: -pair[0])
    return [point for _, point in found], taken


def _surest(items: Sequence[Item], near: dict[int, dict[int, float]], members: Sequence[int]) -> Link:
    """Give the surest link of a group, of two voices where it has one of them."""
    pairs = [Link(a, b, near[a][b]) for a in members for b in members if a < b and b in near[a]]
    return max(pairs, key=lambda x: (items[x.first].voice != items[x.second].voice, x.score, -x.first, -x.second))


def _singles(items: Sequence[Item], used: set[int]) -> list[Point]:
    """Give what only one source states, the most relevant first."""
    rest = [i for i in range(len(items)) if i not in used and items[i].told.on_topic]
    rest = [i for i in rest if items[i].claim.rule not in _ONLY_DISPUTED]
    rest.sort(key=lambda i: (-items[i].told.relevance, i))
    return [_point(items, [[i]], "single") for i in rest[:_SINGLES]]


def _point(items: Sequence[Item], groups: Sequence[Sequence[int]], verdict: Verdict) -> Point:
    positions = [position_of([items[i] for i in group]) for group in groups]
    positions.sort(key=lambda p: (-len(p.sources), p.value))
    members = [items[i] for group in groups for i in group]
    return Point(label_of(members), members[0].claim.kind, verdict, tuple(positions))


def position_of(members: Sequence[Item]) -> Position:
    """Give what some claims have in common: the value that most of them state, their sources and their places."""
    members = sorted(members, key=lambda m: (m.told.document, m.claim.start, m.claim.quote.start))
    values = Counter(m.claim.value for m in members)
    value = max(values, key=lambda v: (values[v], len(v)))
    sources = sorted({m.told.source for m in members})
    return Position(value, tuple(sources), tuple(quote_of(m) for m in members))


def quote_of(item: Item) -> ClaimQuote:
    """Give a claim with its place."""
    told, claim = item.told, item.claim
    return ClaimQuote(
        told.document, told.source, told.published, told.passage.paragraph, told.passage.sentence,
        told.passage.start, told.passage.end, told.text, claim.quote,
        told.passage.page,
    )  # fmt: skip


_LABEL_WORDS = 5


def label_of(members: Sequence[Item]) -> str:
    """Name a point by words of its texts: those that most of its claims share, in the order of one of them."""
    counts = Counter(k for m in members for k in {k[2:] for k in m.claim.keys if k[0] in "tjpw"})
    teller = min(members, key=lambda m: (len(m.told.text), m.told.document))
    if teller.claim.rule == "role":
        return _office(teller)
    if teller.claim.rule == "party.attendance":
        told = min(members, key=lambda m: (get(m.claim, "a") == {EVERY}, len(m.claim.quote.text)))
        return told.claim.quote.text
    text, offset = teller.told.text, teller.told.passage.start
    low, high = teller.claim.quote.start - offset, teller.claim.quote.end - offset
    near = {k[2:]: n for n, k in reversed(list(enumerate(teller.claim.keys))) if k[0] in "tjpw"}
    words = list({t.stem: t for t in terms(text) if t.stem in near and not low <= t.start < high}.values())
    common = [t for t in words if counts[t.stem] > 0.6 * len(members)]
    chosen = sorted(common, key=lambda t: (-counts[t.stem], near[t.stem]))[:_LABEL_WORDS]
    if teller.claim.kind == "number":
        chosen = [*chosen[:4], *terms(text, low, high)]
    return in_words(text, chosen) or teller.claim.quote.text


def _office(item: Item) -> str:
    """Give the words of the text for an office and its country: "Japanese Prime Minister"."""
    office, _, country = item.claim.attribute.partition(" of ")
    low = item.told.text.lower()
    start = low.index(office)
    before = item.told.text[:start].rsplit(maxsplit=1)[-1:]
    if before and country[:4].lower() in before[0].lower():
        start = low.rindex(before[0].lower(), 0, start)
    return item.told.text[start : low.index(office) + len(office)]


def _passages(told: Sequence[Told]) -> tuple[PassageHit, ...]:
    """Give the best passages of each source, best first."""
    best = sorted(told, key=lambda t: (-t.relevance, t.document, t.passage.start))
    counts: Counter[str] = Counter()
    hits: list[PassageHit] = []
    for one in best:
        if one.on_topic and one.copy_of is None and counts[one.source] < _QUOTES:
            counts[one.source] += 1
            p = one.passage
            place = one.document, one.source, one.published, p.paragraph, p.sentence, p.start, p.end
            hits.append(PassageHit(*place, one.text, one.marks, page=p.page))
    return tuple(hits)
