"""Which claims speak of one point: by like words within blocks of them, and by what documents on one matter tell."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from cajad_cli.answer.align import BY_DOCUMENTS, OF_PERSONS, Company, aligned, families
from cajad_cli.answer.align.evidence import Around
from cajad_cli.answer.counterparts import Telling, counterparts, value_of
from cajad_cli.answer.deeds import deeds
from cajad_cli.answer.items import Item, Rarity, Told, spoken
from cajad_cli.answer.keys import get
from cajad_cli.answer.matters import Matters
from cajad_cli.answer.mentions import mentions
from cajad_cli.answer.surroundings import Texts
from cajad_cli.answer.topic import are_on_topic
from cajad_cli.answer.values import relation
from cajad_cli.model import Claim
from cajad_cli.noun import NamedTuple

CONFLICT = 0.5  # certainty from which a conflict is shown
AGREE = 0.45  # the same for an agreement, which does less harm where it errs
_DOUBT = 0.2  # certainty up to which documents on one matter say nothing for two values told in like words …
_ALONE = 0.6  # … from which these are shown all the same
_BLOCK_VALUES = 16  # a key with more values than this says nothing about the point
_BLOCK_CLAIMS = 4  # claims of one value that a block compares
_MEETINGS = 60  # claims that one is compared with, those of the most telling keys first
_MONTH = len("2022-12")
_BLOCK_KEYS = 10  # keys by which a claim is looked up
_MEET_BY = {"date": "tfnNMojd", "number": "tfnNojdw", "place": "tfnNojdwa", "name": "ltfnNojdwa"}  # keys of blocks


class Link(NamedTuple):
    """Two claims that speak of one point, and how surely."""

    first: int
    second: int
    score: float
    loose: bool = False  # found by the documents, not by like words: who joins by it must have a value of the two


_Around = Callable[[Item, Item], Around]


def links_of(
    told: Sequence[Told], items: Sequence[Item], weight: Rarity, company: Company, nearest: Company
) -> list[Link]:
    """Give the pairs of claims on one point, one of them on the topic, and how surely; told unlike or alike."""
    links = _links(items, weight, company, _around(_texts(told, items), nearest, weight))
    return _with_counterparts(links, items, told, weight, nearest)


def clash(a: Item, b: Item) -> bool:
    """Tell two claims whose values cannot both be right."""
    return relation(a.claim, b.claim) == "conflict"


def _links(items: Sequence[Item], weight: Rarity, company: Company, around: _Around) -> list[Link]:
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
    return [Link(a, b, score) for (a, b), score in found.items() if score >= AGREE]


_MATTERS = 20  # documents from which their words tell which of them are on one matter


def _with_counterparts(
    links: list[Link], items: Sequence[Item], told: Sequence[Told], weight: Rarity, nearest: Company
) -> list[Link]:
    """Add what documents on one matter tell unlike in other words; of a pair found in both ways the surer counts.

    Numbers found by like words alone, in documents which nothing else says are on one matter, must be surer: in natural
    news half of them are of two things.
    """
    if len({t.voice for t in told}) < _MATTERS:
        return links
    matters = Matters((t.key, (t.passage.paragraph, t.passage.sentence), t.text) for t in spoken(told))
    values = [value_of(n, i.stated, i.voice, i.told.relevance) for n, i in enumerate(items)]
    found = {(x.first, x.second): x.score for x in links}
    told_alike = frozenset(key for key, score in found.items() if score >= CONFLICT)
    near: set[tuple[int, int]] = set()
    telling = Telling(matters, matters.pairs(), weight, nearest, _DOUBT)
    for one, other, score in chain(counterparts(values, telling), deeds(values, telling), mentions(values, telling)):
        key = (min(one, other), max(one, other))
        near.add(key)
        found[key] = max(score, found.get(key, 0.0))
    loose = near - told_alike
    return [
        Link(a, b, score, (a, b) in loose)
        for (a, b), score in found.items()
        if score >= _ALONE or (a, b) in near or items[a].claim.kind != "number" or not clash(items[a], items[b])
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
    if claim.rule in BY_DOCUMENTS:
        return
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
