"""When the dates of two claims are those of one event."""

from functools import lru_cache
from math import exp

from cajad_cli.answer.align.evidence import (
    RARE,
    Stated,
    event_stems,
    evidence,
    gathering,
    name_kind,
    names_near,
    of_a_forum,
    one_name,
    one_name_near,
    series,
)
from cajad_cli.answer.align.veto import other_names
from cajad_cli.answer.keys import Weight, disjoint, get
from cajad_cli.answer.values import bound
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon.places import within
from cajad_cli.model import Claim


def dates_aligned(a: Stated, b: Stated, weight: Weight) -> float:
    """Align dates that do not conflict."""
    x, y = a.claim, b.claim
    if None in (x.low, x.high, y.low, y.high) and not (bound(x) or bound(y)):
        return 0.0
    same = bool(x.attribute) and x.attribute == y.attribute
    return 1 - exp(-evidence(x, y, weight).total) if same or get(x, "p") & get(y, "p") else 0.0


def dates_conflict(a: Stated, b: Stated, weight: Weight) -> float:
    """Estimate from 0 to 1 how surely two dates that cannot both be true are of one event."""
    x, y = a.claim, b.claim
    if not comparable(x, y) or None in (x.low, x.high, y.low, y.high) or is_period(x) or is_period(y):
        return 0.0
    if _one_talk(x, y, weight):
        return _TALK
    if _one_session(a, b):
        return max(_SESSION, certainty(a, b, weight))
    if not (_one_edition(x, y, weight) or _one_thing(a, b, weight) or _one_place_or_document(a, b, weight)):
        return 0.0  # what happens again is another one, unless an edition or its place tells that it is not
    score = certainty(a, b, weight)
    if x.attribute == y.attribute == _FOUNDED:
        forum = of_a_forum(x) and of_a_forum(y)
        if not forum and other_names(x, y, weight):
            return 0.0  # relations with one country and with another
        return max(score, _FOUNDING) if forum and _one_forum(x, y) else score
    return score


_FOUNDED = "establish"
_FOUNDING = 0.65
_TALK = 0.65
_SESSION = 0.55
_MEETINGS = frozenset({"meeting", "summit", "visit", "attack", "disaster", "election"})
_PARTY = 0.25  # weight of the name of one who met
_MISTAKEN = 4 * 366  # days by which one errs about a thing; further apart there are two
_OWN_WORDS = 0.3  # weight of objects from which they tell a thing
_NEAR_WORDS = 0.5  # weight of words that speak of one thing beside a rare name that both have near
_MANY_WORDS = 1.5  # and of those that do without a name
_MOSTLY = 0.5  # share of the words of a clause


def _once(claim: Claim) -> bool:
    once = "once" in get(claim, "x") or words.kindred().get(claim.attribute) == "begin"
    return once and not get(claim, "p") & words.kind("again")


def _one_thing(a: Stated, b: Stated, weight: Weight) -> bool:
    """Tell two tellings of what happens once, to one thing or to one person."""
    x, y = a.claim, b.claim
    if not (_once(x) and _once(y) if x.attribute == y.attribute else _begun(x, y)):
        return False
    if (of_a_forum(x) and of_a_forum(y)) or (x.attribute in _OF_ONE and x.attribute == y.attribute):
        return of_a_forum(x) or _one_person(x, y, weight)
    gap, _ = gap_of(x, y)
    if gap > _MISTAKEN:
        return False
    if _one_name_begun(x, y):
        return True
    things = _things(x, y)
    if sum(map(weight, things)) >= _OWN_WORDS:
        return len(things) > 1 or not (other_objects(x, y) or (is_news(a) and is_news(b)))
    if x.attribute != y.attribute or x.attribute in _OF_ANYTHING or (is_news(a) and is_news(b)):
        return False
    total = _substance(x, y, weight)
    near = {n for n in names_near(x) & names_near(y) if weight(n) >= RARE}
    held = near & (get(x, "n") | get(y, "n")) and gap <= _MONTH
    return bool(held or (near and total >= _NEAR_WORDS) or (gap <= _MONTH and total >= _MANY_WORDS))


_OF_ONE = frozenset({"die", "birth"})  # what happens to a person
_OF_ANYTHING = frozenset({"establish", "appoint", "join", "sign", "agree"})  # there are many beginnings and offices


def _one_name_begun(a: Claim, b: Claim) -> bool:
    """Tell what goes by one name of several words: "the Coastal Partnership was founded"."""
    if not all(words.kindred().get(c.attribute) == "begin" for c in (a, b)):
        return False
    begun = get(a, "j") & get(b, "j")
    names = (n for n in get(a, "n") & get(b, "n") if " " in n and name_kind(n) not in ("place", "person"))
    return any({stem(w) for w in n.split()} <= begun for n in names)


def _begun(a: Claim, b: Claim) -> bool:
    """Tell the beginning of a thing, and since when it is so."""
    begins = [words.kindred().get(c.attribute) == "begin" for c in (a, b)]
    return any(begins) and all(begin or "since" in get(c, "x") for begin, c in zip(begins, (a, b), strict=True))


def _one_person(a: Claim, b: Claim, weight: Weight) -> bool:
    """Tell two claims of one person: a rare name in both clauses, or by its full name near both."""
    gap, _ = gap_of(a, b)
    near = frozenset(n for n in names_near(a) & names_near(b) if " " in n)
    if not near and not (get(a, "p") | get(b, "p")) & words.kind("slaying"):
        near = get(a, "n") & get(b, "n")
    own = [{n for n in get(c, "n") | get(c, "N") if " " in n and name_kind(n) in ("", "person")} - near for c in (a, b)]
    if all(own):
        return False
    return gap <= _MISTAKEN and any(weight(n) >= RARE and name_kind(n) in ("", "person") for n in near)


def _substance(a: Claim, b: Claim, weight: Weight) -> float:
    """Give the weight of the words of both clauses but names and event words, and half that of further ones."""
    named = {stem(w) for c in (a, b) for n in get(c, "n") | get(c, "N") for w in n.split()} | event_stems()
    near = (get(a, "t") & get(b, "t")) - named
    wide = ((get(a, "t") | get(a, "f")) & (get(b, "t") | get(b, "f"))) - named - near
    return sum(map(weight, near)) + 0.5 * sum(map(weight, wide))


def other_objects(a: Claim, b: Claim) -> bool:
    """Tell claims that each have an object which the other has not."""
    both = get(a, "j") & get(b, "j")
    return all(get(c, "j") - both - words.kind("forum") for c in (a, b))


def _things(a: Claim, b: Claim) -> frozenset[str]:
    """Give the common objects that are no names and no events."""
    named = {stem(w) for c in (a, b) for n in names_near(c) for w in n.split()}
    return (get(a, "j") & get(b, "j")) - named - event_stems() - words.kind("office") - words.kind("plain")


def _one_talk(a: Claim, b: Claim, weight: Weight) -> bool:
    """Tell what may happen again but is told of two near days, by the same two names, in much the same words."""
    gap, days = gap_of(a, b)
    same = a.attribute == b.attribute and a.attribute in _MEETINGS
    if not (same and days and gap <= _CLOSE) or get(a, "d") | get(b, "d"):
        return False
    shared = [n for n in get(a, "n") & get(b, "n") if weight(n) >= _PARTY]
    return len(shared) > 1 and evidence(a, b, weight).share >= _MOSTLY


def _one_edition(a: Claim, b: Claim, weight: Weight) -> bool:
    """Tell one edition of a series; anybody may come for the first time."""
    shared = get(a, "o") & get(b, "o")
    if not series(shared) or disjoint(get(a, "q"), get(b, "q")):
        return False
    return not all(e.endswith(":1") for e in shared) or one_name_near(a, b, weight)


def _one_place_or_document(a: Stated, b: Stated, weight: Weight) -> bool:
    """Tell two meetings at one place, or two signings of one document."""
    both = families(a.claim) & families(b.claim)
    return ("meet" in both and _one_place(a, b, weight)) or ("sign" in both and _one_document(a.claim, b.claim))


def _one_place(a: Stated, b: Stated, weight: Weight) -> bool:
    """Tell two meetings that have been at one rare place, of which one telling errs by a year or a day."""
    x, y = a.claim, b.claim
    if (get(x, "x") | get(y, "x")) & {"planned", "deictic"} or disjoint(get(x, "o"), get(y, "o")):
        return False
    gap, days = gap_of(x, y)
    if not (gap <= _CLOSE if days else gap < _YEAR) or (is_news(a) and is_news(b)):
        return False
    return any(name_kind(n) == "place" and weight(n) >= RARE for n in get(x, "n") & get(y, "n"))


def _one_session(a: Stated, b: Stated) -> bool:
    """Tell two meetings of the same people in one city within days of each other, of which one is told later on."""
    x, y = a.claim, b.claim
    gap, days = gap_of(x, y)
    if not days or gap > _CLOSE or (is_news(a) and is_news(b)) or (get(x, "x") | get(y, "x")) & {"planned", "deictic"}:
        return False
    if "meet" not in families(x) & families(y) or any(disjoint(get(x, key), get(y, key)) for key in "qo"):
        return False
    return bool(gathered(x) and gathered(x) == gathered(y) and _one_city(x, y))


def gathered(claim: Claim) -> frozenset[str]:
    """Give the words that say who meets on a date."""
    return gathering(claim, "tqj")


def _one_city(a: Claim, b: Claim) -> bool:
    """Tell two claims of which one names a city in its clause that the other has near it."""
    own = (get(a, "n") & names_near(b)) | (get(b, "n") & names_near(a))
    return any(name in within() for name in own)


def _one_document(a: Claim, b: Claim) -> bool:
    return len(get(a, "j") & get(b, "j")) > 1


def _one_forum(a: Claim, b: Claim) -> bool:
    """Tell two foundings of one forum: a library speaks of it by many words, but not of one with words of its own."""
    own = [_own_objects(c) for c in (a, b)]
    return own[0] == own[1] or not (all(own) or not own[0] & own[1]) or not any(own)


def _own_objects(claim: Claim) -> frozenset[str]:
    named = {stem(w) for n in get(claim, "n") | get(claim, "N") | get(claim, "i") if name_kind(n) for w in n.split()}
    return get(claim, "j") - words.kind("format") - words.kind("forum") - words.kind("plain") - named - get(claim, "p")


def comparable(a: Claim, b: Claim) -> bool:
    """Tell dates of events whose words may tell one and the same: "opened" and "has been working since"."""
    if not families(a) & families(b):
        return False
    return a.attribute == b.attribute or bool(get(a, "j") & get(b, "j") or names_near(a) & names_near(b))


def families(claim: Claim) -> frozenset[str]:
    """Give the families of event classes that a date may be of; what is so since a date has begun on it."""
    return _families(claim.attribute, "since" in get(claim, "x"))


@lru_cache(maxsize=1 << 10)
def _families(event: str, since: bool) -> frozenset[str]:
    own = words.kindred().get(event, event)
    return frozenset({own, *(("begin",) if since else ())} - {"", "say"})


# Logistic regression (L2, C = .3) on the 5,900 comparable pairs of differing dates of five invented libraries, the
# tellings of one annotated conflict weighing alike, and on 18,000 of 35 news topics, taken for no conflicts at a small
# weight. Leaving one library out, 18 of 21 conflicts come before the fifth false pair; `dates_conflict` asks for more.
_WEIGHTS = {
    "bare": -0.91,
    "both news": -1.86,
    "close": 0.75,
    "close month": 1.53,
    "close year": 3.14,
    "objects": 0.87,
    "once": 3.10,
    "one since": 0.86,
    "other names": -0.37,
    "other objects": -0.19,
    "rare name": 1.04,
    "rare name near": 0.72,
    "same edition": 1.81,
    "same word": -0.35,
    "words": 0.70,
}
_BIAS = -6.28
_CLOSE, _MONTH, _YEAR = 3, 31, 366  # days between two dates
_NEWS = range(-3, 15)  # days after its date at which a story is news of an event
_LITTLE = 0.3  # weight of words that is as good as none
_MOST = 3.0  # weight of words from which more of them say no more


def certainty(a: Stated, b: Stated, weight: Weight) -> float:
    """Estimate from 0 to 1 how surely two dates that differ are told of one event."""
    found = signs(a, b, weight)
    return 1 / (1 + exp(-_BIAS - sum(_WEIGHTS.get(name, 0.0) * value for name, value in found.items())))


def signs(a: Stated, b: Stated, weight: Weight) -> dict[str, float]:
    """Give what speaks for and against it, most of it 0 or 1."""
    x, y = a.claim, b.claim
    objects = get(x, "j") & get(y, "j")
    gap, days = gap_of(x, y)
    total = evidence(x, y, weight).total
    named = one_name_near(x, y, weight)
    found = {
        "words": min(_MOST, total),
        "objects": min(_MOST, sum(map(weight, objects))),
        "same word": bool(get(x, "p") & get(y, "p")),
        "same edition": bool(get(x, "o") & get(y, "o")),
        "rare name": one_name(x, y, weight),
        "rare name near": named,
        "bare": total <= _LITTLE and not named,
        "other names": other_names(x, y, weight),
        "other objects": other_objects(x, y),
        "once": "once" in get(x, "x") & get(y, "x"),
        "one since": "since" in get(x, "x") | get(y, "x"),
        "both news": is_news(a) and is_news(b),
        "close": gap <= _CLOSE and days,
        "close month": gap <= _MONTH,
        "close year": gap <= _YEAR,
    }
    return {name: float(value) for name, value in found.items()}


def gap_of(a: Claim, b: Claim) -> tuple[float, bool]:
    """Give the days between two dates, and whether both are days."""
    assert a.low is not None and a.high is not None and b.low is not None and b.high is not None
    return max(a.low - b.high, b.low - a.high), a.low == a.high and b.low == b.high


def is_period(claim: Claim) -> bool:
    """Tell from when to when something was from a day, a month, a season or a year in which it was."""
    return "/" in claim.value and "season" not in claim.rule


def is_news(stated: Stated) -> bool:
    """Tell a date of which its document is news; between such two, a difference is one of events."""
    return stated.day is not None and stated.claim.low is not None and int(stated.day - stated.claim.low) in _NEWS
