"""Who did one thing, in which house or office, who came, who is on a list: told unlike by documents on one matter."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from cajad_cli.answer.align.evidence import Stated, other_edition
from cajad_cli.answer.align.occasion import other_days
from cajad_cli.answer.align.parties import one_person
from cajad_cli.answer.align.veto import soon
from cajad_cli.answer.counterparts import Found, Telling, Value, are_asked_for
from cajad_cli.answer.keys import disjoint, get
from cajad_cli.answer.matters import Matters
from cajad_cli.answer.parties import houses_of, place_stems
from cajad_cli.answer.values import relation
from cajad_cli.lexicon.parties import EVERY, lone_posts, own_posts
from cajad_cli.model import Claim

# What has one doer, one house, or members once and for all.
_DEEDS: Final = frozenset(
    {"build", "find", "list", "win", "chair", "sign", "appoint", "open", "delegate", "direct", "speak", "venue"}
)
# What comes again with each meeting: told within weeks, of one meeting and side.
_OF_MEETINGS: Final = frozenset({"chair", "delegate", "venue"})
_CAME: Final = "attendance"
_OFFICE: Final = "office"
_HOLDER: Final = "holder"
_SERIES: Final = "series"
_COMPARED: Final = _DEEDS | {_CAME, _OFFICE, _HOLDER, _SERIES}
_NEAR: Final = 0.5  # of the likeness of the nearest document
_LEAST: Final = 1.2  # weight of what stands around both
_CERTAINTY: Final = 0.5
_LENT: Final = 0.8  # of what the best place of a document covers of the topic, to its other places
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
            yield from _came(mine.get(_CAME, ()), theirs.get(_CAME, ()), telling.matters)
            yield from _held(mine.get(_OFFICE, ()), theirs.get(_OFFICE, ()), telling.matters)
            yield from _rows(mine.get(_SERIES, ()), theirs.get(_SERIES, ()), telling.matters)
            yield from _holds(mine.get(_HOLDER, ()), theirs.get(_HOLDER, ()), telling.matters)


def _came(mine: Sequence[Value], theirs: Sequence[Value], matters: Matters) -> Found:
    """Give who came to a meeting as one document tells, and did not as the other does in the same weeks."""
    for one in mine:
        for other in theirs:
            if one.voice == other.voice or not _may_have_come(one.stated, other.stated):
                continue
            if matters.alike(one.spot, other.spot).total >= _LEAST:
                yield one.number, other.number, _CERTAINTY


def _held(mine: Sequence[Value], theirs: Sequence[Value], matters: Matters) -> Found:
    """Give the offices that two documents of the same weeks tell of one person, where neither tells the other's."""
    for one in mine:
        for other in theirs:
            x, y = one.stated.claim, other.stated.claim
            if one.voice == other.voice or relation(x, y) != "conflict" or not _at_one_time(one.stated, other.stated):
                continue
            if not one_person(x, y) or any(_says(v, y) for v in mine) or any(_says(v, x) for v in theirs):
                continue
            if matters.alike(one.spot, other.spot).total >= _LEAST:
                yield one.number, other.number, _CERTAINTY


def _at_one_time(a: Stated, b: Stated) -> bool:
    """Tell texts of the same weeks, or for two posts in one house of the same months."""
    if soon(a, b):
        return True
    known = a.day is not None and b.day is not None and abs(a.day - b.day) <= _MONTHS
    return known and all(houses_of(a.claim, b.claim))


def _holds(mine: Sequence[Value], theirs: Sequence[Value], matters: Matters) -> Found:
    """Give who holds one post, where each of two documents of the same weeks names but one person, another one."""
    for one in mine:
        for other in theirs:
            x, y = one.stated.claim, other.stated.claim
            if one.voice == other.voice or not soon(one.stated, other.stated) or not _other_holder(x, y):
                continue
            if any(_other_holder(v.stated.claim, x) or _is_named(v, y) for v in mine):
                continue
            if any(_other_holder(v.stated.claim, y) or _is_named(v, x) for v in theirs):
                continue
            if matters.alike(one.spot, other.spot).total >= _LEAST:
                yield one.number, other.number, _CERTAINTY


def _rows(mine: Sequence[Value], theirs: Sequence[Value], matters: Matters) -> Found:
    """Give rows of which one member is another one, neither of them told by the other document."""
    for one in mine:
        for other in theirs:
            x, y = one.stated.claim, other.stated.claim
            if one.voice == other.voice or relation(x, y) != "conflict" or _other_occasion(x, y):
                continue
            if any(_is_row(v, y) for v in mine) or any(_is_row(v, x) for v in theirs):
                continue
            shared = get(x, "l") & get(y, "l")
            if matters.alike(one.spot, other.spot).sentence - sum(map(matters.weight, shared)) >= _BESIDE:
                yield one.number, other.number, _CERTAINTY


def _is_row(value: Value, claim: Claim) -> bool:
    return relation(value.stated.claim, claim) == "equal"


_BESIDE: Final = 0.8  # weight of words around two rows beside their members


def _other_holder(a: Claim, b: Claim) -> bool:
    return relation(a, b) == "conflict" and _one_post(a, b)


def _is_named(value: Value, claim: Claim) -> bool:
    return relation(value.stated.claim, claim) != "conflict"


def _one_post(a: Claim, b: Claim) -> bool:
    """Tell holders of one post, of which a house has one: of one house, or both without it but told by its rank."""
    names = get(a, "u"), get(b, "u")
    nouns = {n.split()[-1] for n in names[0]}
    if names[0] != names[1] or not nouns <= (own_posts() | lone_posts()) - _OF_STATES:
        return False
    houses = houses_of(a, b)
    if disjoint(*(get(c, "j") & place_stems() for c in (a, b))):
        return False
    within = all(houses) and (houses[0] <= houses[1] or houses[1] <= houses[0])
    return within or nouns <= lone_posts() or (not any(houses) and all(" " in n for n in names[0]))


# Of these a house, or a country, has several, or another one each few weeks.
_OF_STATES: Final = frozenset(
    {"president", "leader", "representative", "envoy", "ambassador", "spokesman", "spokeswoman"}
)


def _says(value: Value, claim: Claim) -> bool:
    """Tell a claim that gives one person the office that another gives it."""
    return one_person(value.stated.claim, claim) and relation(value.stated.claim, claim) in ("equal", "compatible")


def _may_have_come(a: Stated, b: Stated) -> bool:
    x, y = a.claim, b.claim
    who = get(x, "a"), get(y, "a")
    if x.value == y.value or not (who[0] & who[1] or EVERY in who[0] | who[1]):
        return False
    return soon(a, b) and not disjoint(get(x, "u") - {""}, get(y, "u") - {""}) and not _other_occasion(x, y)


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
    return not _other_occasion(x, y)


def _other_side(a: Claim, b: Claim) -> bool:
    """Tell the delegations of two countries, meetings that are called by other words, and what was only planned."""
    if (get(a, "x") ^ get(b, "x")) & {"planned"}:
        return True
    return get(a, "a") != get(b, "a") or disjoint(get(a, "q"), get(b, "q"))


def _other_occasion(a: Claim, b: Claim) -> bool:
    """Tell claims of other editions, or of other days that both of them name."""
    return other_days(a, b) or other_edition(a, b)
