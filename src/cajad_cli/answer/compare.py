"""What the sources say, point by point: where they conflict, where they agree, and who is silent."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from cajad_cli.answer.align import OF_PERSONS, Company, Stated, aligned, families, no_company, no_nearest
from cajad_cli.answer.align.evidence import Around
from cajad_cli.answer.counterparts import Telling, counterparts, value_of
from cajad_cli.answer.keys import get, plain, rarity
from cajad_cli.answer.matters import Matters
from cajad_cli.answer.surroundings import Texts
from cajad_cli.answer.topic import ENOUGH, are_on_topic
from cajad_cli.answer.values import relation
from cajad_cli.extract.terms import terms
from cajad_cli.model import (
    AskedQuery,
    Claim,
    ClaimQuote,
    Comparison,
    Passage,
    PassageHit,
    Point,
    Position,
    Span,
    Verdict,
)
from cajad_cli.noun import NamedTuple


class Told(NamedTuple):
    """One passage with its claims; `relevance` says how much of the topic it covers, 0 to 1."""

    document: str
    source: str
    published: str | None  # ISO 8601
    title: str
    passage: Passage
    text: str
    claims: tuple[Claim, ...]
    relevance: float
    marks: tuple[Span, ...]
    copy_of: str | None
    key: int = 0

    @property
    def voice(self) -> str:
        """Give the document that speaks: of a copy, the one that it copies."""
        return self.copy_of or self.document

    @property
    def on_topic(self) -> bool:
        """Tell a passage that covers enough of the topic from what only stands beside."""
        return self.relevance >= ENOUGH


class Item(NamedTuple):
    """One claim with who makes it."""

    told: Told
    claim: Claim
    stated: Stated

    @property
    def voice(self) -> str:
        """Give the document that speaks."""
        return self.told.voice


class _Link(NamedTuple):
    """Two claims that speak of one point, and how surely."""

    first: int
    second: int
    score: float
    loose: bool = (
        False  # found by the documents, not by like words: a third claim joins by it if it has a value of the two
    )


_Around = Callable[[Item, Item], Around]
_Why = Callable[[_Link, Sequence[int]], tuple[str, ...]]  # of the claims of a point and the link that found it

_CONFLICT = 0.5  # certainty from which a conflict is shown
_DOUBT = 0.2  # certainty up to which documents on one matter say nothing for two values told in like words …
_ALONE = 0.6  # … from which these are shown all the same
_AGREE = 0.45  # the same for an agreement, which does less harm where it errs
_BLOCK_VALUES = 16  # a key with more values than this says nothing about the point
_BLOCK_CLAIMS = 4  # claims of one value that a block compares
_MEETINGS = 60  # claims that one is compared with, those of the most telling keys first
_MONTH = len("2022-12")
_BLOCK_KEYS = 10  # keys by which a claim is looked up
FEW = 8  # documents that a topic is taken to be one part of, so that its own words keep their weight
_ONLY_DISPUTED = frozenset({"party.office", "party.level", "party.attendance"})  # which nobody asks for by itself
_MEET_BY = {"date": "tfnNMojd", "number": "tfnNojdw", "place": "tfnNojdwa", "name": "tfnNojdwa"}  # keys of blocks
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
    links = _links(items, weight, company, _around(_texts(told, items), nearest, weight))
    links = _with_counterparts(links, items, told, weight, nearest)
    why = _why(items, weight, company) if explained else None
    conflicts, used = _conflicts(items, links, why)
    points = conflicts
    if not audit:
        agreed, used = _agreements(items, links, used, why)
        points = [*conflicts, *agreed, *_singles(items, used)]
    heard = {t.source for t in told if t.on_topic}
    silent = () if audit else tuple(s for s in sources if s not in heard)
    return Comparison(asked, len(points), tuple(points), silent, () if audit else _passages(told))


# ---------------------------------------------------------------- claims that may meet


def items_of(told: Sequence[Told]) -> list[Item]:
    """Give the claims of the passages that are no statements, each of one voice once."""
    seen: set[tuple[str, str]] = set()
    items: list[Item] = []
    for one in spoken(told):
        if (one.voice, one.text) not in seen:
            seen.add((one.voice, one.text))
            items.extend(stated(one, (c for c in one.claims if c.kind != "statement")))
    return items


def spoken(told: Sequence[Told]) -> Iterator[Told]:
    """Give the passages of documents that copy none of the others here."""
    originals = {t.document for t in told if t.copy_of is None}
    return (one for one in told if one.copy_of not in originals)


def stated(told: Told, claims: Iterable[Claim]) -> Iterator[Item]:
    """Give some claims of a passage with the day on which it was published."""
    published = told.published
    day = date.fromisoformat(published).toordinal() if published and len(published) == 10 else None
    return (Item(told, c, Stated(c, day, told.key)) for c in claims)


class Rarity:
    """How much a shared key tells: 1 where one document has it, near 0 where all have.

    Keys are taken without their kinds: a stem is as telling in the clause as beyond it.
    """

    def __init__(self, items: Iterable[Item], least: int = 0) -> None:
        documents: dict[str, set[str]] = defaultdict(set)
        voices = set()
        for item in items:
            voice = item.voice
            voices.add(voice)
            for key in item.claim.keys:
                documents[plain(key)].add(voice)
        count = max(len(voices), least)
        self._weights = {key: rarity(len(found), count) for key, found in documents.items()}
        self._shared = frozenset(key for key, found in documents.items() if len(found) > 1)

    def __call__(self, key: str) -> float:
        """Give the weight of a key without its kind."""
        return self._weights.get(key, 1.0)

    def telling(self, keys: Sequence[str], kinds: str) -> list[str]:
        """Give the keys of some kinds that more than one document has, without their kinds.

        What says what a claim is of comes first, then what is rare.
        """
        shared, weights = self._shared, self._weights
        own = ((k[0] not in "ojwa", k[2:], at) for at, k in enumerate(keys) if k[0] in kinds and k[2:] in shared)
        found = [(wide, -weights[key], at) for wide, key, at in own]
        return [plain(keys[at]) for _, _, at in sorted(found)]


def _links(items: Sequence[Item], weight: Rarity, company: Company, around: _Around) -> list[_Link]:
    """Find the pairs of claims on one point, one of them on the topic, within blocks that share a telling key."""
    blocks = _gathered(items, weight)
    beside = _beside(items)
    voices = [item.voice for item in items]
    relevance = [item.told.relevance for item in items]
    found: dict[tuple[int, int], float] = {}
    met = [0] * len(items)
    for values in sorted(blocks.values(), key=lambda v: (sum(map(len, v.values())), next(iter(v)))):
        if len(values) > _BLOCK_VALUES:
            continue
        for first, second in _pairs(voices, values):
            if (met[first] >= _MEETINGS and met[second] >= _MEETINGS) or (first, second) in found:
                continue
            if not are_on_topic(relevance[first], relevance[second]):
                continue
            met[first] += 1
            met[second] += 1
            both = _tells_both(items[first], items[second], beside)
            found[first, second] = 0.0 if both else _aligned(items[first], items[second], weight, company, around)
    return [_Link(a, b, score) for (a, b), score in found.items() if score >= _AGREE]


_MATTERS = 20  # documents from which their words tell which of them are on one matter


def _with_counterparts(
    links: list[_Link], items: Sequence[Item], told: Sequence[Told], weight: Rarity, nearest: Company
) -> list[_Link]:
    """Add what documents on one matter tell unlike in other words; of a pair found in both ways the surer counts.

    Numbers found by like words alone, in documents which nothing else says are on one matter, must be surer: in natural
    news half of them are of two things.
    """
    if len({t.voice for t in told}) < _MATTERS:
        return links
    matters = Matters((t.key, (t.passage.paragraph, t.passage.sentence), t.text) for t in spoken(told))
    values = [value_of(n, i.stated, i.voice, i.told.relevance) for n, i in enumerate(items)]
    found = {(x.first, x.second): x.score for x in links}
    told_alike = frozenset(key for key, score in found.items() if score >= _CONFLICT)
    loose: set[tuple[int, int]] = set()
    near: set[tuple[int, int]] = set()
    for one, other, score in counterparts(values, Telling(matters, weight, nearest, _DOUBT)):
        key = (min(one, other), max(one, other))
        near.add(key)
        if key not in told_alike:
            found[key] = max(score, found.get(key, 0.0))
            loose.add(key)
        else:
            found[key] = max(score, found[key])
    return [
        _Link(a, b, score, (a, b) in loose)
        for (a, b), score in found.items()
        if score >= _ALONE or (a, b) in near or items[a].claim.kind != "number" or not _clashes(items, a, b)
    ]


def _gathered(items: Sequence[Item], weight: Rarity) -> dict[tuple[str, ...], dict[str, list[int]]]:
    """Put claims into blocks, by value; those on the topic first, the others where one of them is."""
    blocks: dict[tuple[str, ...], dict[str, list[int]]] = {}
    beside: list[int] = []
    for index, item in enumerate(items):
        if not item.told.relevance:
            beside.append(index)
            continue
        for block in blocks_of(item.claim, weight):
            blocks.setdefault(block, {}).setdefault(item.claim.value, []).append(index)
    for index in beside:
        value = items[index].claim.value
        for block in blocks_of(items[index].claim, weight):
            if block in blocks:
                blocks[block].setdefault(value, []).append(index)
    return blocks


def _aligned(a: Item, b: Item, weight: Rarity, company: Company, around: _Around) -> float:
    return aligned(a.stated, b.stated, weight, company, lambda: around(a, b))


def _around(texts: Texts, nearest: Company, weight: Rarity) -> _Around:
    """Give a function that tells what the texts around two claims, and their documents as wholes, have in common."""

    def around(a: Item, b: Item) -> Around:
        found = texts.around((a.told.document, a.claim), (b.told.document, b.claim), weight)
        return found._replace(nearest=nearest(a.told.key, b.told.key))

    return around


def _texts(told: Sequence[Told], items: Sequence[Item]) -> Texts:
    passages = ((t.document, (t.passage.paragraph, t.passage.sentence), t.text) for t in told)
    return Texts(passages, ((i.told.document, i.claim) for i in items))


def _beside(items: Sequence[Item]) -> dict[tuple[str, int, str], set[str]]:
    """Map each passage and attribute to the values that it states."""
    found: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for item in items:
        found[item.told.document, item.claim.start, _measured(item.claim)].add(item.claim.value)
        if _is_telling_count(item.claim):
            found[item.told.document, item.claim.start, _COUNTS].add(item.claim.value)
    return found


_COUNTS = "counts"
_TELLING_COUNT = 13  # from which two texts hardly have the same number by chance


def _is_telling_count(claim: Claim) -> bool:
    return claim.rule == "amount.count" and (claim.low or 0.0) >= _TELLING_COUNT


def _measured(claim: Claim) -> str:
    """Give what a claim measures; all editions are of one kind, "the sixth meeting, the seventh", and all dates."""
    return "nth" if claim.rule == "amount.ordinal" else "" if claim.kind == "date" else claim.attribute


def _tells_both(a: Item, b: Item, beside: dict[tuple[str, int, str], set[str]]) -> bool:
    """Tell a passage that states the other's value too: "seven of these and four of those" are two points.

    So are 388 deputies of the 450 and the 450 in a house of whom 388 were there, whatever they are called.
    """
    if a.claim.value == b.claim.value:
        return False
    places = [(x.told.document, x.claim.start) for x in (a, b)]
    if any(y.claim.value in beside[*at, _measured(x.claim)] for at, x, y in zip(places, (a, b), (b, a), strict=True)):
        return True
    counts = [beside[*at, _COUNTS] for at in places]
    return a.claim.value in counts[1] and b.claim.value in counts[0]


def _pairs(voices: Sequence[str], values: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    """Pair claims of different documents: all of a value with its first, a few of each value with those of others."""
    for members in values.values():
        for other in members[1:]:
            if voices[members[0]] != voices[other]:
                yield members[0], other
    few = [members[:_BLOCK_CLAIMS] for members in values.values()]
    for index, group in enumerate(few):
        for other_group in few[index + 1 :]:
            for a in group:
                for b in other_group:
                    if voices[a] != voices[b]:
                        yield min(a, b), max(a, b)


def blocks_of(claim: Claim, weight: Rarity) -> Iterator[tuple[str, ...]]:
    """Give the blocks of a claim: what it measures with each of its most telling keys."""
    kinds = [claim.attribute]
    if claim.rule == "amount.count":
        kinds += [f"v:{f}" for f in get(claim, "v")]
        kinds += [f"r:{r}" for r in get(claim, "r") & OF_PERSONS]
    if claim.rule == "amount.ordinal":
        kinds = ["nth"]
    if claim.kind == "date":
        kinds = sorted({claim.attribute, *families(claim)})
    telling = dict.fromkeys(weight.telling(claim.keys, _MEET_BY[claim.kind])[:_BLOCK_KEYS])
    measured = claim.rule.partition(".")[0] if claim.kind == "number" else ""
    for kind in kinds:
        if "forum" in get(claim, "x"):
            yield claim.kind, "", kind, "forum"
        times = (f"on {day[:7]}" for letter in "dD" for day in get(claim, letter) if len(day) >= _MONTH)
        for key in (*telling, *times):
            yield claim.kind, measured, kind, key


# ---------------------------------------------------------------- points


def _why(items: Sequence[Item], weight: Rarity, company: Company) -> _Why:
    """Give the reasons of a point found by a link; answers that nobody wants explained do not load them."""
    from cajad_cli.answer.explain import Side, readings, reasons

    def side(number: int) -> Side:
        item = items[number]
        return Side(item.stated, item.told.text, item.told.published)

    def why(link: _Link, members: Sequence[int]) -> tuple[str, ...]:
        one, other = side(link.first), side(link.second)
        return (*reasons(one, other, weight, company), *readings(map(side, members)))

    return why


def _conflicts(items: Sequence[Item], links: Sequence[_Link], why: _Why | None) -> tuple[list[Point], set[int]]:
    near = _neighbours(links)
    clashes = [x for x in links if x.score >= _CONFLICT and _clashes(items, x.first, x.second)]
    wide = _Wide(_neighbours(links, loose=True), frozenset(i for x in clashes for i in (x.first, x.second)))
    used: set[int] = set()
    found: list[tuple[float, Point]] = []
    for link in sorted(links, key=lambda x: (-x.score, x.first, x.second)):
        if link.score < _CONFLICT or link.first in used or link.second in used:
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


def _neighbours(links: Sequence[_Link], *, loose: bool = False) -> dict[int, dict[int, float]]:
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for link in links:
        if link.loose == loose:
            near[link.first][link.second] = link.score
            near[link.second][link.first] = link.score
    return near


def _disputed(items: Sequence[Item], near: dict[int, dict[int, float]], link: _Link, used: set[int]) -> list[list[int]]:
    """Gather around two conflicting claims those that conflict with one of them, each with the side it shares.

    A claim that only agrees with one side stays out: it may speak of another point with the same value.
    """
    groups = [[link.first], [link.second]]
    todo = [link.first, link.second]
    taken = {*todo, *used}
    while todo:
        seed = todo.pop(0)
        for other, score in sorted(near[seed].items(), key=lambda pair: (-pair[1], pair[0])):
            if other in taken or score < _CONFLICT or not _clashes(items, seed, other):
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
        for other in sorted(links[seed].keys() - taken - {i for i in sure if links[seed].get(i, 0.0) < _CONFLICT}):
            home = _home(items, groups, other)
            if home is None or not _clashes(items, seed, other) or not _is_told(items, other, home):
                continue
            if not any(items[m].voice == items[other].voice for group in groups for m in group):
                taken.add(other)
                home.append(other)


def _clashes(items: Sequence[Item], a: int, b: int) -> bool:
    return relation(items[a].claim, items[b].claim) == "conflict"


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
    items: Sequence[Item], links: Sequence[_Link], used: set[int], why: _Why | None
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


def _surest(items: Sequence[Item], near: dict[int, dict[int, float]], members: Sequence[int]) -> _Link:
    """Give the surest link of a group, of two voices where it has one of them."""
    pairs = [_Link(a, b, near[a][b]) for a in members for b in members if a < b and b in near[a]]
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
    text, offset = teller.told.text, teller.told.passage.start
    low, high = teller.claim.quote.start - offset, teller.claim.quote.end - offset
    near = {k[2:]: n for n, k in reversed(list(enumerate(teller.claim.keys))) if k[0] in "tjpw"}
    words = list({t.stem: t for t in terms(text) if t.stem in near and not low <= t.start < high}.values())
    common = [t for t in words if counts[t.stem] > 0.6 * len(members)]
    chosen = sorted(common, key=lambda t: (-counts[t.stem], near[t.stem]))[:_LABEL_WORDS]
    spans = [Span(t.start, t.end) for t in chosen]
    if teller.claim.kind == "number":
        spans = [*spans[:4], *(Span(t.start, t.end) for t in terms(text, low, high))]
    return " ".join(text[s.start : s.end] for s in sorted(spans)) or teller.claim.quote.text


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
