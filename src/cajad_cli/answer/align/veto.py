"""Why two claims whose values differ speak of two points: another stage, edition, part or time."""

from collections.abc import Set
from math import inf

from cajad_cli.answer.align.evidence import RARE, Stated, evidence, name_kind, one_only, other_edition
from cajad_cli.answer.align.occasion import nearness, other_days
from cajad_cli.answer.keys import Weight, disjoint, get
from cajad_cli.answer.values import LASTING, touches
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim

_RUNNING = frozenset({"die", "injure", "infect", "arrest", "missing", "recover", "rescue"})
_SAYS_LITTLE = frozenset({"vague", "chronicle", "another"})  # an amount, a date among many, "a third term"
_TITLED = frozenset({"mr", "mrs"})
_STAGES = frozenset({"cancelled", "negated", "attributive"})  # must be the same of both
TIMES = frozenset({"former", "partial"})  # the same for what was once so, and for a part of a year
_AHEAD = frozenset({"planned", "expected"})  # of both or of none, either of them: "will" and "should" tell one plan
_LONG = 180  # days after which a count without an anchor may simply have changed
SLOW = 45  # days from which a later and larger number of meetings or projects is no conflict
_EDITIONS = 1  # days by which "today" in two editions of one story may differ
_RECKONING = 400  # the same for "21 years ago"
_UNMISTAKABLE = 3.0  # weight of words shared from which years apart do not matter
_SETTLED = 14  # days after which a toll is no longer counted
_BIRTHDAY = 30  # days from which a year more is rather a birthday than a slip
TERM = 31  # days apart at which two stories should name the same holder of an office


def soon(a: Stated, b: Stated) -> bool:
    """Tell two texts published within a month."""
    return a.day is not None and b.day is not None and abs(a.day - b.day) <= TERM


def other_occasion(a: Claim, b: Claim) -> bool:
    """Tell claims of other editions, or of other days that both of them name."""
    return other_days(a, b) or other_edition(a, b)


def vetoed(a: Stated, b: Stated, weight: Weight, *, updates: bool = True) -> bool:
    """Tell claims whose values differ because they are about different points, stages or days.

    With `updates` False, a running figure that a later story raises is no reason.
    """
    x, y = a.claim, b.claim
    one, other = get(x, "x"), get(y, "x")
    marks = one | other
    if marks & _SAYS_LITTLE or (one ^ other) & _STAGES or bool(one & _AHEAD) != bool(other & _AHEAD):
        return True
    if other_edition(x, y) or _replanned(a, b):
        return True
    if x.kind == "date":
        days = abs((x.low or 0) - (y.low or 0))
        return ("deictic" in marks and days <= _EDITIONS) or ("reckoned" in marks and days <= _RECKONING)
    if x.kind != "number":
        return False
    return _other_amounts(x, y) or grown(a, b) or _asked_again(a, b) or (updates and _updates(a, b, weight))


def vetoed_anyway(a: Stated, b: Stated) -> bool:
    """Tell values that no words around them make one: a vague number, a new plan, a bound, a rising toll."""
    x, y = a.claim, b.claim
    one, other = get(x, "x"), get(y, "x")
    if (one | other) & _SAYS_LITTLE or _replanned(a, b):
        return True
    if x.kind != "number":
        return "deictic" in one | other and abs((x.low or 0) - (y.low or 0)) <= _EDITIONS
    if (one ^ other) & TIMES or _opposite(x, y) or _other_thing(x, y) or _next_edition(a, b) or _asked_again(a, b):
        return True
    return touches(x, y, strict=True) or grown(a, b) or _rising(a, b)


def _next_edition(a: Stated, b: Stated) -> bool:
    """Tell editions of which one follows another: no common occasion is told, in texts not of the same weeks."""
    if a.claim.rule != "amount.ordinal":
        return False
    late = a.day is None or b.day is None or abs(a.day - b.day) > SLOW
    return late and nearness(a.claim, b.claim) not in ("day", "near", "month", "year")


def _asked_again(a: Stated, b: Stated) -> bool:
    """Tell what two polls found that nothing says are one: stories of other months, no date in common."""
    x, y = a.claim, b.claim
    if x.attribute != "%":
        return False
    if all(_POLLS & (get(c, "t") | get(c, "f")) for c in (x, y)) and _other_pollsters(x, y):
        return True
    if not all("opinion" in get(c, "r") for c in (x, y)):
        return False
    if a.day is None or b.day is None or abs(a.day - b.day) <= TERM:
        return False
    return not (get(x, "d") and get(y, "d") and nearness(x, y) in ("day", "near", "month", "year"))


_POLLS = frozenset({"poll", "survei"})


def _other_pollsters(a: Claim, b: Claim) -> bool:
    """Tell what two polls found: each sentence names somebody, who may have asked, whom the other does not name."""
    return _each_has_more(*({n for n in _named(c) if name_kind(n) in ("", "body")} for c in (a, b)))


def _named(claim: Claim) -> frozenset[str]:
    """Give the names of a claim's sentence."""
    return get(claim, "n") | get(claim, "N")


def _each_has_more(one: Set[str], other: Set[str]) -> bool:
    """Tell two sets of which each holds what the other does not."""
    return not (one <= other or other <= one)


def _rising(a: Stated, b: Stated) -> bool:
    """Tell a toll that a story of the next days raises; weeks later it is known."""
    known = a.day is not None and b.day is not None and abs(a.day - b.day) <= _SETTLED
    return known and bool((get(a.claim, "v") | get(b.claim, "v")) & _RUNNING) and raised(a, b)


def grown(a: Stated, b: Stated) -> bool:
    """Tell ages of one person, or what has lasted so far, in two stories that are as far apart in time.

    Between two ages a birthday may be; "for six years" may have become seven.
    """
    x, y = a.claim, b.claim
    if x.attribute != y.attribute or a.day is None or b.day is None:
        return False
    apart, more = b.day - a.day, (y.low or 0) - (x.low or 0)
    if x.attribute == "age":
        return abs(apart) >= _BIRTHDAY and abs(more - apart / LASTING["year"]) <= 1
    unit = LASTING.get(x.attribute, 0.0)
    so_far = "so far" in get(x, "x") & get(y, "x")
    return so_far and abs(apart) >= unit / 2 > 0 and abs(more * unit - apart) <= unit


def _replanned(a: Stated, b: Stated) -> bool:
    """Tell two plans told so far apart that the first may have been given up for the second."""
    planned = "planned" in get(a.claim, "x") & get(b.claim, "x")
    return planned and a.day is not None and b.day is not None and not soon(a, b)


def _other_amounts(a: Claim, b: Claim) -> bool:
    """Tell numbers of different things: another list, other dates, the other of two opposites."""
    if any(disjoint(get(a, key), get(b, key)) for key in ("iwU" if a.rule == "amount.measure" else "i")):
        return True
    if (get(a, "x") ^ get(b, "x")) & TIMES:
        return True
    return touches(a, b, strict=True) or _opposite(a, b) or _other_thing(a, b) or one_only(a, b) or _other_ranked(a, b)


def _other_ranked(a: Claim, b: Claim) -> bool:
    """Tell the ranks of two: each sentence names somebody whom the other does not."""
    return a.attribute == f"nth {words.RANK}" and _each_has_more(_named(a), _named(b))


def _other_thing(a: Claim, b: Claim) -> bool:
    """Tell lengths of two dimensions, how far away something is from how long it is, and the ages of Mr and Mrs Doe."""
    dimensions = get(a, "m"), get(b, "m")
    if disjoint(*dimensions) or ("distance" in dimensions[0]) != ("distance" in dimensions[1]):
        return True
    return disjoint(get(a, "x") & _TITLED, get(b, "x") & _TITLED)


def _opposite(a: Claim, b: Claim) -> bool:
    """Tell exports from imports: each side has beside it one word of a pair of opposites."""
    other = words.opposites()
    alone = get(a, "t") - get(b, "t"), get(b, "t") - get(a, "t")
    return any(other.get(s) in alone[1] for s in alone[0])


def other_names(a: Claim, b: Claim, weight: Weight) -> bool:
    """Tell claims that each name a place, a person or a rare name which the other does not."""
    alone = [get(x, "n") - get(y, "n") - get(y, "N") for x, y in ((a, b), (b, a))]
    kinds = [{name_kind(n) for n in names} - {""} for names in alone]
    if kinds[0] & kinds[1] & {"place", "person", "body"}:
        return True
    rare = [any(not name_kind(n) and weight(n) >= RARE for n in names) for names in alone]
    return all(rare) and not any(weight(n) >= RARE for n in get(a, "n") & get(b, "n"))


def raised(a: Stated, b: Stated) -> bool:
    """Tell a running figure that a later story raises: a toll, or after some weeks a number of meetings or projects."""
    x, y = a.claim, b.claim
    if a.day is None or b.day is None or a.day == b.day:
        return False
    early, late = (x, y) if a.day < b.day else (y, x)
    slow = abs(a.day - b.day) > SLOW and x.attribute in words.kind("running")
    running = bool((get(x, "v") | get(y, "v")) & _RUNNING) or slow
    return running and (late.high or inf) > (early.high or inf)


def _updates(a: Stated, b: Stated, weight: Weight) -> bool:
    """Tell a running figure that a later story raises, and counts too far apart in time to be one."""
    x, y = a.claim, b.claim
    if a.day is None or b.day is None or a.day == b.day:
        return False
    days = abs(a.day - b.day)
    if raised(a, b):
        return True
    if "cumulative" in get(x, "x") & get(y, "x") and x.attribute in words.kind("running"):
        return False  # what has been held cannot become less
    if x.rule == "amount.measure":
        return False  # lengths and capacities stay
    anchored = get(x, "o") & get(y, "o") or nearness(x, y) in ("day", "near", "month", "year")
    if days <= (SLOW if x.attribute == "%" else _LONG) or anchored:
        return False
    return nearness(x, y) != "none" or evidence(x, y, weight).total < _UNMISTAKABLE
