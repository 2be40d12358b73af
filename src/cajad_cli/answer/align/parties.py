"""When the places, doers or holders of an office that two claims name are those of one meeting, deed or time."""

from functools import lru_cache

from cajad_cli.answer.align.evidence import (
    Company,
    Stated,
    apart,
    edition_aligned,
    evidence,
    gathering,
    name_kind,
    names_near,
    one_name,
    one_name_near,
    one_only,
    series,
)
from cajad_cli.answer.align.occasion import nearness, other_days
from cajad_cli.answer.align.veto import soon
from cajad_cli.answer.keys import Weight, disjoint, get, overlap, share
from cajad_cli.answer.parties import are_of_one_seat, are_of_two_houses, persons
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim

_SAME_DAYS = ("day", "near")
_SURE = 2.0  # weight of words shared from which one event is told of without a common name
_THING = 1.0  # weight of shared words from which a thing told of twice is one
_OF_MEETINGS = frozenset({"party.place", "party.chair", "party.venue", "party.delegate", "party.level"})
_ONLY_THINGS = frozenset({"propose", "author"})  # whose day says little
_OF_THINGS = frozenset({"propose", "author", "open", "appoint", "win", "build", "find", "direct", "speak"})
_OF_FORUMS = frozenset({"establish place", "propose"})


def roles_aligned(a: Stated, b: Stated) -> float:
    """Align holders of one office told of at the same time, not of the past."""
    if get(a.claim, "d") | get(b.claim, "d"):
        return 0.0
    return 0.7 if soon(a, b) else 0.0


def parties_aligned(a: Stated, b: Stated, weight: Weight, company: Company) -> float:
    """Estimate from 0 to 1 how surely two places or doers are of one meeting, deed or thing."""
    x, y = a.claim, b.claim
    if x.attribute == "birth place":
        return 0.7 if one_person(x, y) and not (get(x, "x") ^ get(y, "x")) & {"raised"} else 0.0
    if x.attribute == "office":
        return _office(a, b, weight)
    if x.attribute in _OF_FORUMS and "forum" in get(x, "x") & get(y, "x"):
        return 0.0 if disjoint(_own(x), _own(y)) or _founded_apart(x, y) else 0.65
    if x.attribute == "list":
        return _listed(a, b, weight, company)
    if x.attribute == "attendance":
        return _attended(a, b, company)
    if x.attribute == "vote":
        return _voted(a, b, company)
    if x.rule in _OF_MEETINGS:
        return _of_meeting(a, b, weight, company) if get(x, "a") == get(y, "a") and not _other_meeting(x, y) else 0.0
    return _deed(a, b, weight, company)


# ---------------------------------------------------------------- of meetings


def _other_meeting(a: Claim, b: Claim) -> bool:
    """Tell two meetings by what qualifies them, their kinds or their numbers."""
    if _bare_edition(a, b):
        return False
    if disjoint(get(a, "q"), get(b, "q")) or disjoint(_kinds(a), _kinds(b)) or one_only(a, b):
        return True
    return apart(_editions(a), _editions(b))


def _of_meeting(a: Stated, b: Stated, weight: Weight, company: Company) -> float:
    """Align the places or chairs of one meeting: the same edition, or failing that a common day and matter."""
    x, y = a.claim, b.claim
    if series(get(x, "o") & get(y, "o")):
        return edition_aligned(x, y, weight)
    near = nearness(x, y)
    if series(_editions(x) & _editions(y)) and near not in ("off", "apart"):
        return 0.55
    if _bare_edition(x, y) and near in (*_SAME_DAYS, "month"):
        return 0.6
    beside = company(a.document, b.document) > 0
    if near in _SAME_DAYS and (x.kind == "name" or _kinds(x) & _kinds(y) or x.rule == "party.venue"):
        return 0.6 if _editions(x) & _editions(y) or one_name(x, y, weight) or beside else 0.0
    if near != "month" or "issued" in get(x, "h") | get(y, "h"):
        return 0.0
    if _kinds(x) & _kinds(y) and len(_name_words(x) & _name_words(y)) > 1:
        return 0.55
    return 0.5 if beside and _numbered(_editions(x) | _editions(y)) else 0.0


def _editions(claim: Claim) -> frozenset[str]:
    """Give the editions of a claim's sentence and of the event that it goes on about, each by the stem of its noun."""
    return _stemmed(get(claim, "o"), get(claim, "O"))


@lru_cache(maxsize=1 << 12)
def _stemmed(own: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    parted = (e.rpartition(":") for e in own | others)
    heads = ((stem(head) or head, number) for head, _, number in parted)
    return frozenset(f"{_SAME.get(head, head)}:{number}" for head, number in heads)


_SAME = {"gather": "meet"}  # what is held is called by both


def _numbered(editions: frozenset[str]) -> bool:
    """Tell whether some edition is of a series, or of no thing named: "for the fourth time"."""
    return series(editions) or any(e.startswith((":", "time:")) for e in editions)


def _kinds(claim: Claim) -> frozenset[str]:
    """Give the words that say what kind of meeting it is: of ministers, of leaders, of business."""
    return gathering(claim, "tqC")


def _bare_edition(a: Claim, b: Claim) -> bool:
    """Tell "the fifth, held in X" beside "the fifth meeting": one of the two does not say what it counts."""
    bare = [{e.rpartition(":")[2] for e in get(c, "o") if e.startswith(":")} for c in (a, b)]
    full = [{e.rpartition(":")[2] for e in get(c, "o") if _numbered(frozenset({e}))} for c in (a, b)]
    return bool(bare[0] & full[1] or bare[1] & full[0])


def _name_words(claim: Claim) -> frozenset[str]:
    """Give the words of the names beside a place or chair: "Central Asia plus Japan" and "Japan and Central Asia"."""
    return frozenset(word for name in names_near(claim) for word in name.lower().split())


def _listed(a: Stated, b: Stated, weight: Weight, company: Company) -> float:
    """Align lists of one thing: by members that are rare, by what they are, of countries by time and matter as well."""
    x, y = a.claim, b.claim
    mine, theirs = get(x, "l"), get(y, "l")
    both = mine & theirs
    one_head = bool(get(x, "w") & get(y, "w"))
    beside = company(a.document, b.document) > 0 or one_name_near(x, y, weight)
    rare = sum(weight(m) for m in both if name_kind(m) != "place")
    most = 2 * len(both) > len(mine)
    if _other_meeting(x, y) or not (beside or soon(a, b)):
        return 0.0
    if rare >= _THING and most:
        return 0.6
    if not one_head or nearness(x, y) in ("off", "apart"):
        return 0.0
    if rare and (beside or most):
        return 0.55
    swapped = len(both) == len(mine) - 1 == len(theirs) - 1
    return 0.5 if swapped and soon(a, b) and evidence(x, y, weight).total >= _LITTLE else 0.0


_LITTLE = 0.5  # weight of shared words from which two lists of countries that differ by one are of one thing


def _attended(a: Stated, b: Stated, company: Company) -> float:
    """Align who came and who stayed away from one meeting; all that came are one of them each."""
    x, y = a.claim, b.claim
    if not are_of_one_seat(x, y):
        return 0.0
    near = nearness(x, y)
    if _other_meeting(x, y) or near in ("off", "apart"):
        return 0.0
    if not (_editions(x) & _editions(y) or company(a.document, b.document) > 0):
        return 0.0
    return 0.6 if near in _SAME_DAYS else 0.5 if soon(a, b) else 0.0


def _voted(a: Stated, b: Stated, company: Company) -> float:
    """Align how one country voted on one day, in one matter."""
    x, y = a.claim, b.claim
    if not are_of_one_seat(x, y) or company(a.document, b.document) <= 0:
        return 0.0
    return 0.6 if nearness(x, y) in _SAME_DAYS else 0.0


# ---------------------------------------------------------------- of persons


def one_person(a: Claim, b: Claim) -> bool:
    """Tell claims of persons who may be one, by their names."""
    return any(persons(p, q) != "conflict" for p in get(a, "a") for q in get(b, "a"))


def _office(a: Stated, b: Stated, weight: Weight) -> float:
    """Align the offices of one person at one time: who is promoted later is no conflict."""
    x, y = a.claim, b.claim
    if are_of_two_houses(x, y) or not any(persons(p, q) == "equal" for p in get(x, "a") for q in get(y, "a")):
        return 0.0
    near = nearness(x, y)
    other_rank = ("deputy" in x.value.split()) != ("deputy" in y.value.split())
    if near in _SAME_DAYS or (other_rank and soon(a, b) and near != "apart"):
        return 0.6
    return 0.5 if near == "month" and evidence(x, y, weight).total >= _SURE else 0.0


# ---------------------------------------------------------------- of what is done once


def _founded_apart(a: Claim, b: Claim) -> bool:
    return a.kind == "place" and other_days(a, b)


def _own(claim: Claim) -> frozenset[str]:
    return get(claim, "j") - words.kind("forum") - words.kind("format") - words.kind("plain")


def _deed(a: Stated, b: Stated, weight: Weight, company: Company) -> float:
    """Align what is done once: to a thing told in the same words, or on one day in one matter."""
    x, y = a.claim, b.claim
    if _other_deed(x, y):
        return 0.0
    if x.attribute in _OF_THINGS and _one_thing(x, y, weight):
        return 0.6
    if x.attribute in _ONLY_THINGS:
        return 0.0
    if x.attribute == "site":
        return 0.55 if one_name(x, y, weight) and overlap(get(x, "j"), get(y, "j"), weight) >= _THING else 0.0
    return _on_one_day(a, b, weight, company)


def _other_deed(a: Claim, b: Claim) -> bool:
    """Tell deeds that differ by the side that signs, by whom nothing says that he was the only one, or by edition."""
    if (get(a, "x") ^ get(b, "x")) & {"former"} or (a.attribute == "sign" and not _one_side(a, b)):
        return True
    if a.attribute == "abstain" and "only" not in get(a, "x") | get(b, "x"):
        return True
    if a.attribute == "author" and disjoint(get(a, "p"), get(b, "p")):
        return True
    return apart(_editions(a), _editions(b))


def _on_one_day(a: Stated, b: Stated, weight: Weight, company: Company) -> float:
    """Align what is told of one day, or month, in one matter."""
    x, y = a.claim, b.claim
    near = nearness(x, y)
    rare = one_name_near(x, y, weight) or company(a.document, b.document) > 0
    if near in ("none", "off") and (x.attribute == "abstain" or x.rule == "party.holder"):
        return 0.55 if rare and soon(a, b) else 0.0
    total = evidence(x, y, weight).total
    if near in _SAME_DAYS:
        return 0.65 if rare or total >= _THING else 0.0
    sure = total >= _SURE or (rare and total >= _THING)
    return 0.55 if near == "month" and sure else 0.0


def _one_thing(a: Claim, b: Claim, weight: Weight) -> bool:
    """Tell what is done to one thing by its words: two or more, of some weight, half of those of the shorter one."""
    things = get(a, "j"), get(b, "j")
    told = len(things[0] & things[1]) > 1 and overlap(things[0], things[1], weight) >= _THING
    if not told or share(things[0], things[1], weight) < 0.5:
        return False
    return not (get(a, "d") and get(b, "d") and nearness(a, b) == "apart")


def _one_side(a: Claim, b: Claim) -> bool:
    """Tell who signs for the same side: with the same other, or of the same country or body."""
    partners = [get(c, "y") for c in (a, b)]
    if any(persons(p, q) != "conflict" for p in partners[0] for q in partners[1]):
        return True
    of = get(a, "s") & get(b, "s")
    heads = [{office.rpartition(" ")[2] for office in get(c, "u")} for c in (a, b)]
    return bool(of) or (heads[0] & heads[1]) == {"minister"}
