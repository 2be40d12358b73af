"""When the dates of two claims are those of one event."""

from math import exp

from cajad_cli.answer.align.evidence import (
    Stated,
    edition_aligned,
    event_stems,
    evidence,
    name_kind,
    of_a_forum,
    one_name,
    series,
)
from cajad_cli.answer.align.veto import SLOW
from cajad_cli.answer.keys import Weight, get
from cajad_cli.answer.values import bound
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim

_PARTY = 0.25  # the same for the parties of a meeting
_DOCUMENT_VERBS = frozenset({"adopt", "issu", "sign", "approv", "ratifi", "releas", "publish"})
_MEETINGS = frozenset({"meeting", "summit", "visit", "attack", "disaster", "election"})
_NEAR_DAYS = 3  # days by which two tellings of one meeting differ where one errs
_REPEATED = frozenset({"begin", "start", "form", "open", "reopen", "kick off", "name"})
_LIGHT = frozenset({"launch", "creat", "set up"})
_ONCE_BY_OBJECT = frozenset({"establish", "independence"})  # the others happen once to one person or party


def dates_aligned(a: Stated, b: Stated, weight: Weight, clash: bool) -> float:
    """Estimate from 0 to 1 how surely two dates are of one event; `clash` tells dates that cannot both be true."""
    x, y = a.claim, b.claim
    if None in (x.low, x.high, y.low, y.high) and not (bound(x) or bound(y)):
        return 0.0
    same = bool(x.attribute) and x.attribute == y.attribute
    total = evidence(x, y, weight).total
    if not clash:
        return 1 - exp(-total / 1.0) if same or get(x, "p") & get(y, "p") else 0.0
    if not same or x.attribute == "say" or "/" in x.value + y.value:
        return 0.0
    if series(get(x, "o") & get(y, "o")):
        return edition_aligned(x, y, weight)
    document = get(x, "p") & get(y, "p") & _DOCUMENT_VERBS and len(get(x, "j") & get(y, "j")) > 1
    if document and abs((x.low or 0) - (y.low or 0)) <= SLOW:
        return _once_aligned(x, y, total)
    if x.attribute == "establish" and of_a_forum(x) and of_a_forum(y):
        return _founded(x, y)
    if _happens_once(x) and _happens_once(y) and (x.attribute in _ONCE_BY_OBJECT or one_name(x, y, weight)):
        return _once_aligned(x, y, total)
    return _again_aligned(a, b, weight)


def _again_aligned(a: Stated, b: Stated, weight: Weight) -> float:
    """Align tellings of what may happen again: of two near days, by the same two parties, in much the same words."""
    x, y = a.claim, b.claim
    days = x.low == x.high and y.low == y.high and abs((x.low or 0) - (y.low or 0)) <= _NEAR_DAYS
    if x.attribute not in _MEETINGS or not days or get(x, "d") | get(y, "d"):
        return 0.0
    shared = [n for n in get(x, "n") & get(y, "n") if weight(n) >= _PARTY]
    return 0.65 if len(shared) >= 2 and evidence(x, y, weight).share >= 0.5 else 0.0


def _founded(a: Claim, b: Claim) -> float:
    """Align two foundings of a forum: a library speaks of one by many words, but not of one with words of its own."""
    own = [_own_objects(c) for c in (a, b)]
    if own[0] != own[1] and (all(own) or not own[0] & own[1]) and any(own):
        return 0.0
    return 0.65


def _own_objects(claim: Claim) -> frozenset[str]:
    named = {stem(w) for n in get(claim, "n") | get(claim, "N") | get(claim, "i") if name_kind(n) for w in n.split()}
    return get(claim, "j") - words.kind("format") - words.kind("forum") - words.kind("plain") - named - get(claim, "p")


def _happens_once(claim: Claim) -> bool:
    """Tell events that happen to one thing only once; what begins or opens may do so every year."""
    if get(claim, "p") & _LIGHT and (get(claim, "j") - {"dialogu"}) & event_stems():
        return False  # "launched an attack"
    return "once" in get(claim, "x") and not get(claim, "p") & _REPEATED


def _once_aligned(a: Claim, b: Claim, total: float) -> float:
    """Align what happens once to a thing by the thing: at least half of the objects named must be the same.

    Objects that only one side names, but for words that any forum goes by, speak for two things.
    """
    objects = get(a, "j"), get(b, "j")
    common = (objects[0] & objects[1]) - words.kind("office")
    smaller = min(len(objects[0]), len(objects[1]))
    if not common or len(common) < 0.5 * smaller:
        return 0.0
    named = {stem(w) for n in get(a, "n") | get(b, "n") for w in n.split()}
    own = [o - common - words.kind("forum") - named for o in objects]
    if all(own):
        return 0.0
    score = 0.45 + 0.25 * len(common) / smaller + 0.1 * (len(common) - 1) + 0.1 * min(total, 1.0)
    return min(1.0, score - 0.15 * any(own))
