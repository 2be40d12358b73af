"""Which claims of a library speak of the same point."""

from collections.abc import Callable
from functools import lru_cache
from math import exp, inf
from typing import NamedTuple

from cajad_cli.answer.amounts import Near, certainty, elsewhere
from cajad_cli.answer.keys import Weight, disjoint, get
from cajad_cli.answer.occasion import nearness
from cajad_cli.answer.values import bound, relation, touches
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import events as lexicon
from cajad_cli.lexicon import names as known
from cajad_cli.model import Claim


class Stated(NamedTuple):
    """A claim with the day on which it was published (ordinal), None where unknown."""

    claim: Claim
    day: int | None
    document: int = 0  # by which its company is known


Company = Callable[[int, int], float]  # from -1 to 1: whether two documents are near to the same documents


def no_company(_one: int, _other: int) -> float:
    """Say nothing of documents whose library is not known."""
    return 0.0


_RUNNING = frozenset({"die", "injure", "infect", "arrest", "missing", "recover", "rescue"})
_STAGES = frozenset({"planned", "cancelled", "negated", "attributive"})  # must be the same of both
_RARE = 0.4  # weight from which a name tells one matter from another
_PARTY = 0.25  # the same for the parties of a meeting
_LONG = 180  # days after which a count without an anchor may simply have changed
_SLOW = 45  # days from which a later and larger number of meetings or projects is no conflict
_EDITIONS = 2  # days by which "today" in two editions of one story may differ
_RECKONING = 400  # the same for "21 years ago"
_CLOSE = 10  # days between two stories of one event that happens again and again


def aligned(a: Stated, b: Stated, weight: Weight, company: Company = no_company) -> float:
    """Estimate from 0 to 1 how surely two claims of a library speak of one point.

    Where their values conflict the evidence must be strong: on natural news most differing numbers of one unit
    are about different things (another quantity, a part, a later stage, an update).
    """
    if not _one_kind(a.claim, b.claim):
        return 0.0
    found = relation(a.claim, b.claim)
    if found is None:
        return 0.0
    clash = found == "conflict"
    if clash and _vetoed(a, b, weight):
        return 0.0
    if a.claim.kind == "date":
        return _dates_aligned(a, b, weight, clash)
    if a.claim.kind in ("place", "name"):
        return _roles_aligned(a, b) if a.claim.rule == "role" else _parties_aligned(a, b, weight, company)
    if clash:
        return _amounts_conflict(a, b, weight, company)
    return _numbers_aligned(a, b, weight)


def _amounts_conflict(a: Stated, b: Stated, weight: Weight, company: Company) -> float:
    x, y = a.claim, b.claim
    if x.rule == "amount.score" or (x.attribute == "age" and not get(x, "a") & get(y, "a")) or elsewhere(x, y):
        return 0.0
    if _held(x, y) or _numbered(x, y):
        return 0.7
    near = evidence(x, y, weight)
    if x.attribute in words.kind("party") and not (get(x, "r") & get(y, "r") and near.share >= _PARTIES_SHARE):
        return 0.0
    return certainty(x, y, near._replace(company=company(a.document, b.document)), weight)


def _one_kind(a: Claim, b: Claim) -> bool:
    """Tell claims that measure or date the same at all, which is cheap to see; "third from right" measures nothing."""
    if a.kind != "number" or b.kind != "number":
        return a.kind == b.kind and (a.attribute == b.attribute or bool(get(a, "p") & get(b, "p")))
    if a.rule != b.rule or a.attribute == "nth":
        return False
    same = bool(a.attribute) and a.attribute == b.attribute
    if a.rule == "amount.ordinal":
        return same or _edition_of(a, b) or _edition_of(b, a)
    if a.rule != "amount.count":
        return same
    persons = bool(get(a, "k") and get(b, "k"))
    fates = get(a, "v"), get(b, "v")
    if fates[0] or fates[1]:
        # A number alone is of those that met with what it is said of.
        return bool(fates[0] & fates[1]) and (same or persons or not (a.attribute and b.attribute))
    relations = get(a, "r") & get(b, "r") & OF_PERSONS
    return same or (bool(relations) and (persons or not (a.attribute and b.attribute)))


OF_PERSONS = frozenset({"attend", "train", "visit"})  # what only persons do: 300 businesspeople, 450 entrepreneurs


def _edition_of(bare: Claim, named: Claim) -> bool:
    """Tell "the fourth" that a text counts from "the fifth forum" of another: what it counts is in the clause."""
    thing = named.attribute.partition(" ")[2]
    return bare.attribute == "nth " and bool(thing) and thing in get(bare, "f") | get(bare, "t")


def evidence(a: Claim, b: Claim, weight: Weight) -> Near:
    """Sum how telling the words are that two claims share: near ones whole, the rest by half, event words more."""
    own = get(a, "w") | get(b, "w")
    near_a, near_b = get(a, "t") - own, get(b, "t") - own
    near = near_a & near_b
    wide = ((near_a | get(a, "f")) & (near_b | get(b, "f"))) - near - own
    named = (get(a, "n") | get(a, "N")) & (get(b, "n") | get(b, "N"))
    total = (
        sum(weight(s) * (1.5 if s in _event_stems() else 1.0) for s in near)
        + 0.5 * sum(map(weight, wide))
        + 0.5 * sum(map(weight, named))
    )
    smaller = min(sum(map(weight, near_a)), sum(map(weight, near_b)))
    return Near(total, sum(map(weight, near)) / smaller if smaller else 0.0)


@lru_cache(maxsize=1)
def _event_stems() -> frozenset[str]:
    return frozenset(stem(w) or w for c in lexicon.classes().values() for w in c.words if " " not in w)


def _vetoed(a: Stated, b: Stated, weight: Weight) -> bool:
    """Tell claims whose values differ because they are about different points, stages or days."""
    x, y = a.claim, b.claim
    marks = get(x, "x") | get(y, "x")
    if marks & {"part", "vague"} or (get(x, "x") ^ get(y, "x")) & _STAGES:
        return True
    if _apart(get(x, "o") | get(x, "O"), get(y, "o") | get(y, "O")) or _replanned(a, b):
        return True
    if x.kind == "date" and not (_of_a_forum(x) and _of_a_forum(y)) and _other_names(x, y, weight):
        return True
    if x.kind == "date":
        apart = abs((x.low or 0) - (y.low or 0))
        return ("deictic" in marks and apart <= _EDITIONS) or ("reckoned" in marks and apart <= _RECKONING)
    return x.kind == "number" and (_other_amounts(x, y) or _updates(a, b, weight))


def _replanned(a: Stated, b: Stated) -> bool:
    """Tell two plans told so far apart that the first may have been given up for the second."""
    planned = "planned" in get(a.claim, "x") & get(b.claim, "x")
    return planned and a.day is not None and b.day is not None and abs(a.day - b.day) > _TERM


def _other_amounts(a: Claim, b: Claim) -> bool:
    """Tell numbers of different things: another total, another list, other dates, the other of two opposites."""
    marks = get(a, "x"), get(b, "x")
    if a.rule == "amount.count" and "total" in marks[0] ^ marks[1]:
        return True
    if disjoint(get(a, "i"), get(b, "i")) or ("listed" in marks[0] | marks[1] and not get(a, "w") & get(b, "w")):
        return True
    return touches(a, b, strict=True) or _opposite(a, b) or _one_only(a, b)


def _opposite(a: Claim, b: Claim) -> bool:
    """Tell exports from imports: each side has beside it one word of a pair of opposites."""
    other = words.opposites()
    alone = get(a, "t") - get(b, "t"), get(b, "t") - get(a, "t")
    return any(other.get(s) in alone[1] for s in alone[0])


def _one_only(a: Claim, b: Claim) -> bool:
    """Tell a number of a fiscal year from one of a calendar year, a deputy's from a minister's."""
    said = [(get(c, "t") | get(c, "f") | get(c, "w")) & words.kind("restricting") for c in (a, b)]
    return said[0] != said[1]


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell different editions of one kind of thing: the eighth meeting and the ninth."""
    heads = {k.partition(":")[0] for k in a} & {k.partition(":")[0] for k in b}
    return bool(heads) and not a & b


def _other_names(a: Claim, b: Claim, weight: Weight) -> bool:
    """Tell claims that each name a place, a person or a rare name which the other does not."""
    alone = [get(x, "n") - get(y, "n") - get(y, "N") for x, y in ((a, b), (b, a))]
    kinds = [{_name_kind(n) for n in names} - {""} for names in alone]
    if kinds[0] & kinds[1] & {"place", "person", "body"}:
        return True
    rare = [any(not _name_kind(n) and weight(n) >= _RARE for n in names) for names in alone]
    return all(rare) and not any(weight(n) >= _RARE for n in get(a, "n") & get(b, "n"))


def _name_kind(name: str) -> str:
    kind = known.kinds().get(name, "")
    return "body" if kind in ("organisation", "event") else kind


def _updates(a: Stated, b: Stated, weight: Weight) -> bool:
    """Tell a running figure that a later story raises, and counts too far apart in time to be one."""
    x, y = a.claim, b.claim
    if a.day is None or b.day is None or a.day == b.day:
        return False
    early, late = (x, y) if a.day < b.day else (y, x)
    apart = abs(a.day - b.day)
    running = bool((get(x, "v") | get(y, "v")) & _RUNNING) or (apart > _SLOW and x.attribute in words.kind("running"))
    if running and (late.high or inf) > (early.high or inf):
        return True
    if "cumulative" in get(x, "x") & get(y, "x") and x.attribute in words.kind("running"):
        return False  # what has been held cannot become less
    if x.rule == "amount.measure":
        return False  # lengths and capacities stay
    anchored = get(x, "o") & get(y, "o") or nearness(x, y) in ("day", "near", "month", "year")
    if apart <= (_SLOW if x.attribute == "%" else _LONG) or anchored:
        return False
    return nearness(x, y) != "none" or evidence(x, y, weight).total < _UNMISTAKABLE


_UNMISTAKABLE = 3.0  # weight of words shared from which years apart do not matter
_TERM = 31  # days apart at which two stories should name the same holder of an office


def _roles_aligned(a: Stated, b: Stated) -> float:
    """Align holders of one office told of at the same time, not of the past."""
    if get(a.claim, "d") | get(b.claim, "d") or a.day is None or b.day is None:
        return 0.0
    return 0.7 if abs(a.day - b.day) <= _TERM else 0.0


def _parties_aligned(a: Stated, b: Stated, weight: Weight, company: Company) -> float:
    """Align the places or chairs of one meeting: the same edition, or failing that a common day and matter."""
    x, y = a.claim, b.claim
    if disjoint(get(x, "q"), get(y, "q")) or disjoint(_kinds(x), _kinds(y)) or _one_only(x, y):
        return 0.0
    if _apart(get(x, "o"), get(y, "o")) or _apart(get(x, "O"), get(y, "O")):
        return 0.0
    if _series(get(x, "o") & get(y, "o")):
        return _edition_aligned(x, y, weight)
    near = nearness(x, y)
    if near in ("day", "near") and (x.kind == "name" or _kinds(x) & _kinds(y)):
        together = get(x, "O") & get(y, "O") or _one_name(x, y, weight) or company(a.document, b.document) > 0
        return 0.6 if together else 0.0
    return 0.0


def _kinds(claim: Claim) -> frozenset[str]:
    """Give the words that say what kind of meeting it is: of ministers, of leaders, of business."""
    return (get(claim, "t") | get(claim, "q") | get(claim, "C")) & words.kind("gathering")


def _numbers_aligned(a: Stated, b: Stated, weight: Weight) -> float:
    """Align amounts that do not conflict."""
    x, y = a.claim, b.claim
    total = evidence(x, y, weight).total
    if x.rule == "amount.count":
        total += 0.5 * sum(map(weight, get(x, "w") & get(y, "w"))) + 0.3
    return 1 - exp(-total / 0.9)


_PARTIES_SHARE = 0.5  # "the five countries", "all six": how a text calls the parties, which it need not count alike


def _numbered(a: Claim, b: Claim) -> bool:
    """Tell two numbers of the edition that was held on one day."""
    named = a.rule == "amount.ordinal" and a.attribute == b.attribute and a.attribute.partition(" ")[2]
    if not named or disjoint(get(a, "w"), get(b, "w")):
        return False
    near = nearness(a, b)
    dated = get(a, "d") and get(b, "d") and near in ("day", "near", "month")
    told = {"named", "near"} & get(a, "h") and {"named", "near"} & get(b, "h") and near in ("day", "near")
    return bool((dated and named in words.kind("series")) or (named == "visit" and (dated or told)))


def _held(a: Claim, b: Claim) -> bool:
    """Tell two counts of the meetings held so far in one series, known by its own name."""
    named = get(a, "w") & get(b, "w")
    both = get(a, "x") & get(b, "x")
    spanned = "cumulative" in both or get(a, "d") & get(b, "d")
    return bool(a.attribute in words.kind("series") and spanned and len(named) > 1)


def _dates_aligned(a: Stated, b: Stated, weight: Weight, clash: bool) -> float:
    x, y = a.claim, b.claim
    if None in (x.low, x.high, y.low, y.high) and not (bound(x) or bound(y)):
        return 0.0
    same = bool(x.attribute) and x.attribute == y.attribute
    total = evidence(x, y, weight).total
    if not clash:
        return 1 - exp(-total / 1.0) if same or get(x, "p") & get(y, "p") else 0.0
    if not same or x.attribute == "say" or "/" in x.value + y.value:
        return 0.0
    if _series(get(x, "o") & get(y, "o")):
        return _edition_aligned(x, y, weight)
    document = get(x, "p") & get(y, "p") & _DOCUMENT_VERBS and len(get(x, "j") & get(y, "j")) > 1
    if document and abs((x.low or 0) - (y.low or 0)) <= _SLOW:
        return _once_aligned(x, y, total)
    if x.attribute == "establish" and _of_a_forum(x) and _of_a_forum(y):
        return _founded(x, y)
    if _happens_once(x) and _happens_once(y) and (x.attribute in _ONCE_BY_OBJECT or _one_name(x, y, weight)):
        return _once_aligned(x, y, total)
    return _again_aligned(a, b, weight)


def _series(editions: frozenset[str]) -> bool:
    """Tell whether one of the editions is that of a series: the ninth meeting, not the second time."""
    return any(e.partition(":")[0] in words.kind("series") for e in editions)


def _edition_aligned(a: Claim, b: Claim, weight: Weight) -> float:
    """Align tellings of one edition: by the series' own name, or by most of the words around it."""
    if disjoint(get(a, "q"), get(b, "q")):
        return 0.0
    if get(a, "q") & get(b, "q"):
        return 0.8
    close = a.low is not None and b.low is not None and abs(a.low - b.low) <= _CLOSE
    return 0.7 if close or evidence(a, b, weight).share >= 0.5 else 0.0


_DOCUMENT_VERBS = frozenset({"adopt", "issu", "sign", "approv", "ratifi", "releas", "publish"})
_MEETINGS = frozenset({"meeting", "summit", "visit", "attack", "disaster", "election"})
_NEAR_DAYS = 3  # days by which two tellings of one meeting differ where one errs


def _again_aligned(a: Stated, b: Stated, weight: Weight) -> float:
    """Align tellings of what may happen again: of two near days, by the same two parties, in much the same words."""
    x, y = a.claim, b.claim
    days = x.low == x.high and y.low == y.high and abs((x.low or 0) - (y.low or 0)) <= _NEAR_DAYS
    if x.attribute not in _MEETINGS or not days or get(x, "d") | get(y, "d"):
        return 0.0
    shared = [n for n in get(x, "n") & get(y, "n") if weight(n) >= _PARTY]
    return 0.65 if len(shared) >= 2 and evidence(x, y, weight).share >= 0.5 else 0.0


_REPEATED = frozenset({"begin", "start", "form", "open", "reopen", "kick off", "name"})
_LIGHT = frozenset({"launch", "creat", "set up"})
_ONCE_BY_OBJECT = frozenset({"establish", "independence"})  # the others happen once to one person or party


def _of_a_forum(claim: Claim) -> bool:
    """Tell a founding of what is named by a word for forums alone: the format, a framework, the Dialogue."""
    return "once" in get(claim, "x") and bool(get(claim, "j") & words.kind("format"))


def _founded(a: Claim, b: Claim) -> float:
    """Align two foundings of a forum: a library speaks of one by many words, but not of one with words of its own."""
    own = [_own_objects(c) for c in (a, b)]
    if own[0] != own[1] and (all(own) or not own[0] & own[1]) and any(own):
        return 0.0
    return 0.65


def _own_objects(claim: Claim) -> frozenset[str]:
    named = {stem(w) for n in get(claim, "n") | get(claim, "N") | get(claim, "i") if _name_kind(n) for w in n.split()}
    return get(claim, "j") - words.kind("format") - words.kind("forum") - words.kind("plain") - named - get(claim, "p")


def _one_name(a: Claim, b: Claim, weight: Weight) -> bool:
    """Tell claims that share a name of the clause which is not everybody's."""
    return any(weight(n) >= _RARE for n in get(a, "n") & get(b, "n"))


def _happens_once(claim: Claim) -> bool:
    """Tell events that happen to one thing only once; what begins or opens may do so every year."""
    if get(claim, "p") & _LIGHT and (get(claim, "j") - {"dialogu"}) & _event_stems():
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
