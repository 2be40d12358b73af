"""Who did one thing, in which house or office, who came, who is on a list: told unlike by documents on one matter."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Final

from cajad_cli.answer.align.evidence import Stated
from cajad_cli.answer.align.parties import one_person
from cajad_cli.answer.align.veto import other_occasion, soon
from cajad_cli.answer.counterparts import Found, Telling, Value, are_asked_for
from cajad_cli.answer.keys import disjoint, get
from cajad_cli.answer.matters import Matters
from cajad_cli.answer.parties import are_of_one_seat, are_of_two_houses, are_two_only
from cajad_cli.answer.values import relation
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon.parties import post_nouns
from cajad_cli.model import Claim
from cajad_cli.noun import NamedTuple

# What has one doer, one house, or members once and for all.
_DEEDS: Final = frozenset(
    {"build", "find", "list", "win", "chair", "sign", "appoint", "open", "delegate", "direct", "speak", "venue"}
)
# What comes again with each meeting: told within weeks, of one meeting and side.
_OF_MEETINGS: Final = frozenset({"chair", "delegate", "venue"})
_CAME: Final = "attendance"
_VOTED: Final = "vote"
_OFFICE: Final = "office"
_HOLDER: Final = "holder"
_SERIES: Final = "series"
_NEAR: Final = 0.5  # of the likeness of the nearest document
_LEAST: Final = 1.2  # weight of what stands around both
_BESIDE: Final = 0.8  # weight of words around two rows of names beside their members
_CERTAINTY: Final = 0.5
_LENT: Final = 0.8  # of what the best place of a document covers of the topic, to its other places
_SEASON: Final = 120  # days in which one seldom goes from one house to another
_MONTHS: Final = 200  # days in which one person seldom changes from one post of a house to another


def deeds(values: Sequence[Value], telling: Telling) -> Found:
    """Give pairs of doers, or of lists, that differ and that two documents tell of one thing, each but once."""
    relevance = _relevance(values)
    for one, other, certainty in _told(values, telling):
        if are_asked_for(relevance[one], relevance[other]):
            yield one, other, certainty


def _relevance(values: Sequence[Value]) -> dict[int, float]:
    """Map values to how much of the topic they cover: a name may stand apart from the words asked for."""
    best: dict[int, float] = defaultdict(float)
    for value in values:
        best[value.spot[0]] = max(best[value.spot[0]], value.relevance)
    return {value.number: max(value.relevance, _LENT * best[value.spot[0]]) for value in values}


def _told(values: Sequence[Value], telling: Telling) -> Found:
    told: dict[int, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        if value.stated.claim.kind in ("name", "place") and value.stated.claim.attribute in _COMPARED:
            told[value.spot[0]][value.stated.claim.attribute].append(value)
    for pair in telling.pairs:
        if pair.relative >= _NEAR and pair.one in told and pair.other in told:
            mine, theirs = told[pair.one], told[pair.other]
            yield from _found(mine, theirs, telling.matters)
            for attribute, way in _WAYS.items():
                if attribute in mine and attribute in theirs:
                    yield from _met(mine[attribute], theirs[attribute], way, telling.matters)


class _Way(NamedTuple):
    """How what may be told several times in a document is held against what another one tells.

    `differ` tells two values that contradict each other; `settles` a value of the document of the first of two that
    takes the contradiction away, since it tells the second one's as well.
    """

    differ: Callable[[Stated, Stated, Matters], bool]
    settles: Callable[[Claim, Claim, Claim], bool]


def _met(mine: Sequence[Value], theirs: Sequence[Value], way: _Way, matters: Matters) -> Found:
    for one, other in product(mine, theirs):
        if one.voice == other.voice or not way.differ(one.stated, other.stated, matters):
            continue
        x, y = one.stated.claim, other.stated.claim
        if any(way.settles(v.stated.claim, x, y) for v in mine) or any(
            way.settles(v.stated.claim, y, x) for v in theirs
        ):
            continue
        if _are_near(one, other, matters):
            yield one.number, other.number, _CERTAINTY


def _are_near(one: Value, other: Value, matters: Matters) -> bool:
    """Tell two places with enough in common; of rows their members, which are alike anyway, do not count."""
    if are_two_only(one.stated.claim, other.stated.claim):
        return True  # of one matter each tells that but one was missing
    alike = matters.alike(one.spot, other.spot)
    if one.stated.claim.attribute != _SERIES:
        return alike.total >= _LEAST
    shared = get(one.stated.claim, "l") & get(other.stated.claim, "l")
    return alike.sentence - sum(map(matters.weight, shared)) >= _BESIDE


# ---------------------------------------------------------------- offices and posts


def _other_office(a: Stated, b: Stated, matters: Matters) -> bool:
    """Tell the offices of one person at one time, of which but one can be right."""
    x, y = a.claim, b.claim
    if relation(x, y) != "conflict" or not (_at_one_time(a, b) and one_person(x, y)):
        return False
    return _is_little_known(x, matters) or not are_of_two_houses(x, y)


def _has_it(claim: Claim, own: Claim, other: Claim) -> bool:
    """Tell a claim that gives one person the office that another one gives it."""
    if not one_person(claim, other):
        return False
    if are_of_two_houses(own, other) and claim.value.split()[-1] == other.value.split()[-1]:
        return True
    return relation(claim, other) in ("equal", "compatible")


_LITTLE_KNOWN: Final = 0.65  # weight of a name from which few documents of a library have it


def _is_little_known(post: Claim, matters: Matters) -> bool:
    """Tell a post of somebody whom few documents name, by the full name."""
    return any(" " in name and matters.weight(stem(name.split()[-1])) >= _LITTLE_KNOWN for name in get(post, "a"))


def _at_one_time(a: Stated, b: Stated) -> bool:
    """Tell texts of the same weeks, or for two posts in one house of the same months."""
    if soon(a, b):
        return True
    if are_of_two_houses(a.claim, b.claim):
        return a.day is not None and b.day is not None and abs(a.day - b.day) <= _SEASON
    known = a.day is not None and b.day is not None and abs(a.day - b.day) <= _MONTHS
    return known and all(get(s.claim, "j") for s in (a, b))


def _other_holder(a: Stated, b: Stated, _: Matters) -> bool:
    """Tell two persons who are said to hold one post in the same weeks."""
    return soon(a, b) and _are_rivals(a.claim, b.claim)


def _are_rivals(a: Claim, b: Claim) -> bool:
    return relation(a, b) == "conflict" and _one_post(a, b)


def _shares_it(claim: Claim, own: Claim, other: Claim) -> bool:
    """Tell a claim by which a post has another holder in the same document, or by which that one is named there."""
    return _are_rivals(claim, own) or relation(claim, other) != "conflict"


def _one_post(a: Claim, b: Claim) -> bool:
    """Tell holders of one post, of which a house has one: of one house, or both without it but told by its rank."""
    names = get(a, "u"), get(b, "u")
    nouns = {n.split()[-1] for n in names[0]}
    known = post_nouns()
    if names[0] != names[1] or not nouns <= (known.own | known.alone) - known.changing:
        return False
    if disjoint(get(a, "s"), get(b, "s")):
        return False
    houses = get(a, "j"), get(b, "j")
    within = all(houses) and (houses[0] <= houses[1] or houses[1] <= houses[0])
    return within or nouns <= known.alone or (not any(houses) and all(" " in n for n in names[0]))


# ---------------------------------------------------------------- who came, rows of names


def _other_part(a: Stated, b: Stated, _: Matters) -> bool:
    """Tell a country that came and did not, or voted in two ways, on one occasion."""
    x, y = a.claim, b.claim
    if relation(x, y) != "conflict" or not are_of_one_seat(x, y):
        return False
    return soon(a, b) and not other_occasion(x, y)


def _has_voted(claim: Claim, own: Claim, other: Claim) -> bool:
    """Tell a claim by which one country voted twice in a document: first so, then otherwise."""
    return bool(get(claim, "a") & get(own, "a")) and claim.value == other.value


def _other_row(a: Stated, b: Stated, _: Matters) -> bool:
    """Tell rows of which one name is another one."""
    return relation(a.claim, b.claim) == "conflict" and not other_occasion(a.claim, b.claim)


_WAYS: Final = {
    _CAME: _Way(_other_part, lambda *_: False),
    _VOTED: _Way(_other_part, _has_voted),
    _OFFICE: _Way(_other_office, _has_it),
    _SERIES: _Way(_other_row, lambda claim, _, other: relation(claim, other) == "equal"),
    _HOLDER: _Way(_other_holder, _shares_it),
}
_COMPARED: Final = _DEEDS | _WAYS.keys()


# ---------------------------------------------------------------- what is done once


def _found(mine: Mapping[str, list[Value]], theirs: Mapping[str, list[Value]], matters: Matters) -> Found:
    for deed in sorted(mine.keys() & theirs.keys() & _DEEDS):
        if not (_is_one(mine[deed]) and _is_one(theirs[deed])):
            continue
        one, other = mine[deed][0], theirs[deed][0]
        if one.voice != other.voice and _may_be_one(one, other) and matters.alike(one.spot, other.spot).total >= _LEAST:
            yield one.number, other.number, _CERTAINTY


def _is_one(values: Sequence[Value]) -> bool:
    """Tell a document that names but one doer."""
    first = values[0].stated.claim
    return all(relation(first, v.stated.claim) in ("equal", "compatible") for v in values)


def _may_be_one(a: Value, b: Value) -> bool:
    x, y = a.stated.claim, b.stated.claim
    if relation(x, y) != "conflict" or (x.attribute == "list" and not get(x, "w") & get(y, "w")):
        return False
    if (get(x, "x") ^ get(y, "x")) & {"former"}:
        return False
    if x.attribute in _OF_MEETINGS and (not soon(a.stated, b.stated) or _other_side(x, y)):
        return False
    return not other_occasion(x, y)


def _other_side(a: Claim, b: Claim) -> bool:
    """Tell the delegations of two countries, meetings that are called by other words, and what was only planned."""
    if (get(a, "x") ^ get(b, "x")) & {"planned"}:
        return True
    return get(a, "a") != get(b, "a") or disjoint(get(a, "q"), get(b, "q"))
