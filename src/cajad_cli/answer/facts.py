"""Facts in dispute: what one source says was done and another that it was not, on the same occasion."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from cajad_cli.answer.align import Company, no_company, no_nearest
from cajad_cli.answer.align.evidence import apart
from cajad_cli.answer.align.numbers import elsewhere
from cajad_cli.answer.align.occasion import nearness
from cajad_cli.answer.compare import position_of
from cajad_cli.answer.items import Item, Told, spoken, stated
from cajad_cli.answer.keys import disjoint, get, rarity
from cajad_cli.answer.label import in_words
from cajad_cli.model import Point
from cajad_cli.noun import NamedTuple

_SHOWN: Final = 0.5  # certainty from which a conflict is shown
_BLOCK: Final = 64  # claims of one deed, thing and month that are compared
_BASE: Final = {"day": 0.5, "near": 0.5, "month": 0.3, "none": 0.2}  # certainty by how near the occasions are
_MONTH: Final = len("2022-12")
_UNMISTAKABLE: Final = 0.8  # rarity of shared words from which they tell one thing from all others
_WEEK: Final = 7  # days
_NEAREST: Final = 0.9  # from which two texts are each other's nearest
_NEWS_OF_ONE: Final = 0.6  # certainty of what both tell of
_LABEL: Final = 5
_LIKE: Final = 10  # documents that a library is taken to have at least, so that shared words keep some weight


def _is_done(fact: Item) -> bool:
    return not fact.claim.value.startswith("not ")


def disputed_facts(told: Sequence[Told], company: Company = no_company, nearest: Company = no_nearest) -> list[Point]:
    """Give the points in which a deed is told as done by one source and as not done by another, most certain first."""
    found = [f for one in spoken(told) for f in stated(one, (c for c in one.claims if c.rule == "fact"))]
    if all(map(_is_done, found)):
        return []
    weight = _Weights(told, found)
    taken: set[int] = set()
    points: list[Point] = []
    links = sorted(_links(found, _Beside(weight, company, nearest)), key=lambda link: (-link[0], link[1:]))
    for score, yes, no in links:
        if yes in taken or no in taken:
            continue
        one = [yes, *(y for s, y, n in links if n == no and y not in taken and y != yes)]
        other = [no, *(n for s, y, n in links if y == yes and n not in taken and n != no)]
        taken.update(one, other)
        if any(found[i].told.on_topic for i in (*one, *other)):
            points.append(_point([found[i] for i in one], [found[i] for i in other], score))
    return points


class _Weights:
    """How telling a word beside a deed is: 1 where one document has it, near 0 where all have."""

    def __init__(self, told: Sequence[Told], facts: Sequence[Item]) -> None:
        asked = {key for f in facts for key in get(f.claim, "w") | get(f.claim, "n")}
        seen: dict[str, set[str]] = defaultdict(set)
        voices = set()
        for one in told:
            voices.add(one.voice)
            for claim in one.claims:
                for key in claim.keys:
                    if key[2:] in asked:
                        seen[key[2:]].add(one.voice)
        count = max(len(voices), _LIKE)
        self._weights = {key: rarity(len(some), count) for key, some in seen.items()}

    def __call__(self, key: str) -> float:
        return self._weights.get(key, 1.0)


class _Beside(NamedTuple):
    """What two deeds are held against each other by, beside what their sentences tell."""

    weight: _Weights
    company: Company
    nearest: Company


def _links(found: Sequence[Item], beside: _Beside) -> list[tuple[float, int, int]]:
    """Give the pairs of a deed done and not done, by certainty: within blocks of one deed, thing and month or word."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, fact in enumerate(found):
        for thing in get(fact.claim, "j"):
            times = {day[:_MONTH] for letter in "dD" for day in get(fact.claim, letter) if len(day) >= _MONTH}
            for key in (*times, *(w for w in get(fact.claim, "w") if beside.weight(w) >= _UNMISTAKABLE / 2)):
                blocks[fact.claim.attribute, thing, key].append(number)
    scores: dict[tuple[int, int], float] = {}
    for numbers in blocks.values():
        missed = [n for n in numbers[:_BLOCK] if not _is_done(found[n])]
        for no in missed:
            for yes in numbers[:_BLOCK]:
                if _is_done(found[yes]) and found[yes].voice != found[no].voice and (yes, no) not in scores:
                    scores[yes, no] = _certainty(found[yes], found[no], beside)
    return [(score, yes, no) for (yes, no), score in scores.items() if score >= _SHOWN]


def _certainty(yes: Item, no: Item, beside: _Beside) -> float:
    """Estimate from 0 to 1 how surely two deeds are one: the same occasion, thing, editions, and words beside it."""
    a, b = yes.claim, no.claim
    weight, company = beside.weight, beside.company
    if elsewhere(a, b):
        return 0.0
    if _tell_one_event(yes, no, beside.nearest):
        return _NEWS_OF_ONE
    if disjoint(get(a, "w"), get(b, "w")):
        return 0.0
    words = get(a, "w") & get(b, "w")
    names = (get(a, "n") | get(a, "M")) & (get(b, "n") | get(b, "M")) - words
    own = sum(map(weight, words))
    rare = own + 0.5 * sum(map(weight, names))
    near = nearness(a, b)
    editions = [get(c, "o") | get(c, "O") for c in (a, b)]
    if near not in _BASE or apart(*editions):
        # What a sentence goes on about may be read wrongly; two stories of one week on one rare thing are of one event.
        if own < _UNMISTAKABLE or not _at_once(yes, no) or apart(get(a, "o"), get(b, "o")):
            return 0.0
        near, editions = "month", [frozenset(), frozenset()]
    if near != "day" and rare < _UNMISTAKABLE and not editions[0] & editions[1]:
        return 0.0
    score = _BASE[near] + 0.2 * min(1.5, rare) + 0.2 * bool(editions[0] & editions[1])
    return min(0.95, score + 0.2 * company(yes.stated.document, no.stated.document))


def _tell_one_event(yes: Item, no: Item, nearest: Company) -> bool:
    """Tell deeds of one day, or of one edition, in two texts that are each other's nearest."""
    a, b = yes.claim, no.claim
    if nearest(yes.told.key, no.told.key) < _NEAREST or apart(get(a, "o") | get(a, "O"), get(b, "o") | get(b, "O")):
        return False
    return nearness(a, b) in ("day", "near") or (nearness(a, b) == "month" and bool(get(a, "w") & get(b, "w")))


def _at_once(yes: Item, no: Item) -> bool:
    """Tell two texts issued within days whose clauses name no other day."""
    if yes.stated.day is None or no.stated.day is None or (get(yes.claim, "d") and get(no.claim, "d")):
        return False
    return abs(yes.stated.day - no.stated.day) <= _WEEK


def _point(yes: Sequence[Item], no: Sequence[Item], certainty: float) -> Point:
    positions = sorted(map(position_of, (yes, no)), key=lambda p: (-len(p.sources), p.value))
    why = "one source says that it was done, another that it was not"
    return Point(_label([*yes, *no]), "statement", "conflict", tuple(positions), certainty, explain=(why,))


def _label(members: Sequence[Item]) -> str:
    """Name the thing by the words of it that all tell, as the shortest passage has them."""
    from cajad_cli.extract.terms import terms

    shared = frozenset.intersection(*(get(m.claim, "w") | get(m.claim, "j") for m in members))
    teller = min(members, key=lambda m: (len(m.told.text), m.told.document))
    stems = {t.stem: t for t in reversed(terms(teller.told.text)) if t.stem in shared}
    chosen = sorted(stems.values())[:_LABEL]
    said = in_words(teller.told.text, chosen)
    return f"{said} {teller.claim.quote.text}".strip()
