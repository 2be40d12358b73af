"""Whether two values that differ are told of one thing by two documents on one matter: fitted, for numbers and dates.

What a value is of need not be told in like words: "187 objects" and "a hundred and sixty-four pieces" of one
exhibition. So nothing here is a condition, everything is a sign: how near the documents are, what the two places have
in common, whether each value is the other's best counterpart, what else the documents tell of its kind.

The weights are those of a logistic regression (standardized signs, a penalty of 10, signs of little weight left out)
over all pairs that meet in thirteen invented libraries of tests/quality, where those that only look like conflicts
count twice, and in ten archives of natural news about one person each, of which the likeliest pairs were read (120 of
numbers, of which 33 are conflicts, and 40 of dates, of which one is) and the others count by half against it. Each
library asked about by the fit to the others, three in four of the points flagged are genuine at a recall of .65 of the
pairs that meet, and of the numbers in the archives .6. Trees, products of signs and vectors of words told no better.
The biases are raised by .5 and .4, to that point.
"""

from collections.abc import Callable, Mapping, Sequence
from math import log, log1p
from typing import Final

from cajad_cli.answer.align.dates import families, gap_of, gathered, is_news, other_objects
from cajad_cli.answer.align.evidence import (
    Near,
    Stated,
    name_kind,
    names_near,
    one_name,
    one_name_near,
    one_only,
    other_edition,
)
from cajad_cli.answer.align.numbers import elsewhere, turned
from cajad_cli.answer.align.occasion import nearness, years_told
from cajad_cli.answer.align.size import size_signs
from cajad_cli.answer.align.veto import raised
from cajad_cli.answer.keys import Weight, disjoint, get
from cajad_cli.answer.matters import Alike, Pair, are_kin, with_kin
from cajad_cli.answer.values import bound, in_days
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim
from cajad_cli.noun import NamedTuple


class Meeting(NamedTuple):
    """What two documents on one matter tell of one kind."""

    pair: Pair
    nearest: float  # by the leads of the documents, 0 to 1
    free: int  # pairs of values of the kind that only one of the documents tells
    rivals: int  # pairs of values of the kind at all


class Met(NamedTuple):
    """What stands around two values, beside what stands around the others of their documents."""

    near: Near
    best: bool  # no other value of either document has more in common with the other one
    worst: bool  # there are such values in both
    lead: float  # by how much more these two have in common than either with any other


Signs = Mapping[str, float]
Asked = Callable[[], bool]  # asked for where it matters only, since it is slow to find
_MOST: Final = 3.0


class Scale(NamedTuple):
    """What each sign of two values being told of one thing adds to the logarithm of the odds.

    The signs are asked for in turn, quick ones first, so that what they cannot lift high enough is left early.
    """

    weights: Signs
    bias: float
    most_of_words: float  # that `word_signs` and `name_signs` add at most
    own_signs: Callable[[Stated, Stated, Asked], Signs]

    def of(self, signs: Signs) -> float:
        """Give what some signs add."""
        weights = self.weights
        return sum([weights.get(name, 0.0) * value for name, value in signs.items()])


def document_signs(meeting: Meeting) -> Signs:
    """Give what the documents of two values tell as wholes, and what else they tell of the kind."""
    pair = meeting.pair
    return {
        "likeness": pair.likeness,
        "relative": pair.relative,
        "first": float(pair.first),
        "mutual": float(pair.mutual),
        "aside": float(pair.aside),
        "nearest": meeting.nearest,
        "free": log(max(1, meeting.free)),
        "rivals": log(max(1, meeting.rivals)),
    }


def beside_signs(mine: Sequence[str], theirs: Sequence[str], weight: Weight) -> Signs:
    """Give what the words next to two values are to each other."""
    related = with_kin().intersection(theirs)  # hardly any has kin
    return {
        "beside": min(_MOST, sum([weight(s) for s in mine if s in theirs])),
        "kin beside": float(any(x != y and are_kin(x, y) for y in related for x in mine)),
    }


def place_signs(alike: Alike) -> Signs:
    """Give what the places of two values have in common."""
    return {
        "sentence": min(_MOST, alike.sentence),
        "sentence share": alike.share,
        "around": log1p(alike.around),
        "around share": alike.share_around,
        "across": log1p(alike.across),
        "kin": log1p(alike.kin),
        "kin around": log1p(alike.kin_around),
    }


def word_signs(met: Met) -> Signs:
    """Give what two values share in their clauses, and beside what the others of their documents share."""
    return {
        "words": min(_MOST, met.near.total),
        "share": met.near.share,
        "best": float(met.best),
        "worst": float(met.worst),
        "lead": max(-_MOST, min(_MOST, met.lead)),
    }


def name_signs(a: Claim, b: Claim, weight: Weight) -> Signs:
    """Give what the names around two values tell."""
    found = {
        "rare name near": one_name_near(a, b, weight),
        "rare name": one_name(a, b, weight),
        "elsewhere": elsewhere(a, b),
    }
    return {name: float(value) for name, value in found.items()}


_LIMITS: Final = {  # of `word_signs` and `name_signs`
    "words": _MOST, "share": 1.0, "best": 1.0, "worst": 1.0, "lead": _MOST,
    "rare name near": 1.0, "rare name": 1.0, "elsewhere": 1.0,
}  # fmt: skip


def _scale(weights: Signs, bias: float, own_signs: Callable[[Stated, Stated, Asked], Signs]) -> Scale:
    """Give the scale of one kind."""
    most = sum(max(0.0, weights.get(name, 0.0)) * limit for name, limit in _LIMITS.items())
    return Scale(weights, bias, most, own_signs)


def _in_figures(found: Mapping[str, object]) -> dict[str, float]:
    return {name: value if isinstance(value, float) else float(bool(value)) for name, value in found.items()}


# ---------------------------------------------------------------- numbers

NUMBER_WEIGHTS: dict[str, float] = {
    "age": -1.81,
    "around": 0.29,
    "aside": -0.84,
    "beside": 1.28,
    "best": 0.61,
    "bounded": 0.28,
    "days": -0.95,
    "double": -1.22,
    "expected": -1.28,
    "first": 0.37,
    "heads: bare": -0.54,
    "heads: kin": 0.45,
    "heads: other": -3.41,
    "heads: same": 0.36,
    "kin": 2.18,
    "kin around": 0.79,
    "kind: count": 0.60,
    "kind: money": -0.83,
    "kind: ordinal": 0.81,
    "kind: percent": -0.43,
    "lead": 0.21,
    "likeness": -7.38,
    "listed": -0.59,
    "mutual": -0.45,
    "nearest": 0.32,
    "nearly": 1.25,
    "occasion: apart": -0.90,
    "occasion: day": 0.74,
    "occasion: month": 1.49,
    "occasion: near": 0.44,
    "occasion: year": 1.12,
    "one qualified": -0.39,
    "other edition": -3.70,
    "other qualifier": -1.31,
    "other stage": -0.93,
    "other years": -3.18,
    "others": -1.62,
    "paragraphs": -0.29,
    "raised": -0.27,
    "rate": -1.06,
    "ratio": -1.24,
    "relative": 0.57,
    "restricted": -0.73,
    "rivals": -0.24,
    "round": 0.76,
    "same fate": 1.15,
    "same owner": 4.21,
    "same relation": 0.45,
    "sentence": 0.65,
    "sentence share": -0.91,
    "small": -0.25,
    "told": -0.99,
    "turned": 3.26,
}
NUMBER_BIAS = -0.91


def number_signs(a: Stated, b: Stated, across: Asked) -> Signs:
    """Give what two numbers tell by themselves for and against their measuring one thing, most of it 0 or 1.

    `across` says that what one of them counts is told around the other.
    """
    x, y = a.claim, b.claim
    values = sorted(abs(low or high) for low, high in map(in_days, (x, y)))
    one, other = get(x, "x"), get(y, "x")
    days = abs(a.day - b.day) if a.day is not None and b.day is not None else None
    bounds = {bound(x), bound(y)} - {""}
    found: dict[str, object] = {
        f"heads: {heads_of(x, y, across)}": 1.0,
        **size_signs(x, y, values),
        "turned": x.attribute == y.attribute and turned(*values),
        "small": min(x.low or x.high or 0.0, y.low or y.high or 0.0) <= 2,
        "same relation": get(x, "r") & get(y, "r"),
        "same fate": get(x, "v") & get(y, "v"),
        "other qualifier": _other_qualifiers(get(x, "w"), get(y, "w")),
        "one qualified": bool(get(x, "w")) != bool(get(y, "w")),
        "other stage": (one ^ other) & {"planned", "cancelled"},
        "expected": "expected" in one ^ other,
        "rate": "rate" in one ^ other,
        "others": "others" in one ^ other,
        "other years": disjoint(years_told(x), years_told(y)),
        "total": "total" in one ^ other,
        "cumulative": "cumulative" in one ^ other,
        "listed": "listed" in one | other,
        "bounded": bounds - {"about"},
        "about": "about" in bounds,
        "other edition": other_edition(x, y),
        "restricted": one_only(x, y),
        "raised": raised(a, b),
        "same owner": get(x, "a") & get(y, "a"),
        "other owner": disjoint(get(x, "a"), get(y, "a")),
        "age": x.attribute == "age",
        f"occasion: {nearness(x, y)}": True,
        f"kind: {x.rule.partition('.')[2]}": True,
    }
    made = _in_figures(found)
    made["days"] = log1p(days) / _DAYS if days is not None else 0.5
    return made


def _other_qualifiers(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell words of which each side has some, and none that is kin of one of the other: not "journey" and "tour"."""
    if not disjoint(one, other):
        return False
    related = with_kin() & other
    return not any(are_kin(x, y) for y in related for x in one)


_DAYS = 6.0  # logarithm of a year and more, so that the sign stays near 1


def heads_of(a: Claim, b: Claim, across: Asked) -> str:
    """Say how what two numbers count is told: same, kin, bare (one says nothing), across, other."""
    one, other = (c.attribute.removeprefix("nth ") for c in (a, b))
    if a.rule not in ("amount.count", "amount.ordinal") or (one == other and one):
        return "same"
    if not (one and other):
        return "bare"
    persons = a.rule == "amount.count" and all(
        "person" in get(c, "k") or c.attribute in words.kind("person") for c in (a, b)
    )
    series = a.rule == "amount.ordinal" and {one, other} <= words.kind("series") | {"time"}
    if persons or series or are_kin(one, other):
        return "kin"
    if a.rule == "amount.ordinal" and "time" in (one, other):
        return "bare"  # "the sixth time" is of whatever has been before
    return "across" if across() else "other"


NUMBERS: Final = _scale(NUMBER_WEIGHTS, NUMBER_BIAS, number_signs)

# ---------------------------------------------------------------- dates

DATE_WEIGHTS: dict[str, float] = {
    "across": -0.25,
    "aside": -0.50,
    "beside": 0.82,
    "best": 0.82,
    "between": 1.30,
    "both news": -2.34,
    "days": 0.99,
    "deictic": -0.96,
    "far": -0.50,
    "free": -0.07,
    "kin around": 2.79,
    "kin beside": 1.10,
    "lead": 0.32,
    "likeness": -5.04,
    "month": 1.55,
    "once": 2.49,
    "one issued": -1.76,
    "other class": -0.38,
    "other gathering": -1.77,
    "other names": -0.42,
    "other places": -2.03,
    "rare name near": 1.35,
    "reckoned": -0.99,
    "rivals": -0.52,
    "same class": 0.96,
    "same edition": 3.93,
    "same gathering": 0.71,
    "same month": 0.82,
    "same object": 1.30,
    "sentence": 0.22,
    "share": 1.26,
    "week": 1.40,
    "words": -0.45,
    "worst": -0.59,
    "year": 0.50,
}
DATE_BIAS = -5.39
_CLOSE, _WEEK, _MONTH, _YEAR = 3, 10, 31, 366  # days


def date_signs(a: Stated, b: Stated, _across: Asked) -> Signs:
    """Give what two dates tell by themselves for and against their being of one event, most of it 0 or 1."""
    x, y = a.claim, b.claim
    one, other = get(x, "x"), get(y, "x")
    gap, days = gap_of(x, y)
    mine, theirs = families(x), families(y)
    news = is_news(a), is_news(b)
    issued = [s.day is not None and s.claim.low == s.claim.high == s.day for s in (a, b)]
    found: dict[str, object] = {
        "same class": mine & theirs,
        "other class": disjoint(mine, theirs),
        "once": "once" in one & other,
        "since": "since" in one ^ other,
        "same edition": get(x, "o") & get(y, "o"),
        "deictic": "deictic" in one | other,
        "reckoned": "reckoned" in one | other,
        "both news": all(news),
        "one issued": any(issued),
        "days": days,
        "close": gap <= _CLOSE and days,
        "week": gap <= _WEEK and days,
        "same month": days and x.value[:7] == y.value[:7],
        "month": gap <= _MONTH,
        "year": gap <= _YEAR,
        "far": gap > _YEAR,
        "same object": get(x, "j") & get(y, "j"),
        "other objects": other_objects(x, y),
        **_apart(x, y),
    }
    made = _in_figures(found)
    made["between"] = log1p(abs(a.day - b.day)) / _DAYS if a.day is not None and b.day is not None else 0.5
    return made


def _apart(a: Claim, b: Claim) -> dict[str, object]:
    """Tell who meets on two dates, and which names each clause has that stand nowhere near the other date."""
    met = gathered(a), gathered(b)
    names = [get(c, "n") - names_near(other) for c, other in ((a, b), (b, a))]
    places = [{n for n in own if name_kind(n) == "place"} for own in names]
    return {
        "same gathering": met[0] & met[1],
        "other gathering": disjoint(*met),
        "other names": all(names),
        "other places": all(places),
    }


DATES: Final = _scale(DATE_WEIGHTS, DATE_BIAS, date_signs)
