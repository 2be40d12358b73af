"""Whether the values of two claims agree."""

import re
from math import inf, log10

from cajad_cli.answer.keys import get
from cajad_cli.answer.parties import Relation, parties_relation
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim

__all__ = ["Relation", "bound", "relation", "touches"]


def relation(a: Claim, b: Claim) -> Relation | None:
    """Compare the values of two claims; None where they cannot be compared, as dollars and euros cannot."""
    if a.kind != b.kind:
        return None
    if a.kind == "date":
        return _dates(a, b)
    if a.kind == "number":
        return _numbers(a, b)
    if a.attribute != b.attribute:
        return None
    return parties_relation(a, b)


def _dates(a: Claim, b: Claim) -> Relation | None:
    if (a.low is None and a.high is None) or (b.low is None and b.high is None):
        return _patterns(a, b)
    low_a, high_a = _ends(a)
    low_b, high_b = _ends(b)
    if (low_a, high_a) == (low_b, high_b):
        return "equal"
    return "compatible" if low_a <= high_b and low_b <= high_a else "conflict"


_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")


def _patterns(a: Claim, b: Claim) -> Relation | None:
    """Compare TIMEX3 values that hold unknown places: weekdays with weekdays, digits with digits."""
    days = [_WEEKDAY.match(c.value) for c in (a, b)]
    if days[0] and days[1]:
        return "equal" if days[0][1] == days[1][1] else "conflict"
    if days[0] or days[1] or "W" in a.value + b.value:
        return None
    pairs = list(zip(a.value[:10], b.value[:10], strict=False))
    known = [(x, y) for x, y in pairs if "X" not in (x, y)]
    if not any(x.isdigit() for x, _ in known) or any(x.isdigit() != y.isdigit() for x, y in known):
        return None  # a summer and an August
    if any(x != y for x, y in known):
        return "conflict"
    return "equal" if a.value == b.value else "compatible"


def _ends(claim: Claim) -> tuple[float, float]:
    return (-inf if claim.low is None else claim.low), (inf if claim.high is None else claim.high)


_OF_UNIT = frozenset({"amount.money", "amount.measure", "amount.label"})


def _numbers(a: Claim, b: Claim) -> Relation | None:
    if a.rule != b.rule:
        return None
    if a.rule in _OF_UNIT and a.attribute != b.attribute:
        return _other_units(a, b)
    if a.rule == "amount.count" and (found := _persons(a, b)):
        return found
    low_a, high_a = _ends(a)
    low_b, high_b = _ends(b)
    if low_a == low_b and high_a == high_b and bound(a) == bound(b):
        return "equal"
    if low_a > high_b or low_b > high_a:
        return "compatible" if _rounds(a, b) else "conflict"
    if bound(a) == bound(b) == "most":
        return "conflict"  # two ceilings of one thing: a stay of up to 30 days, or up to 90
    return "conflict" if touches(a, b) else "compatible"


def _other_units(a: Claim, b: Claim) -> Relation | None:
    """Compare times told in two units, "two weeks" and "ten days", and a sum a month with one told to be a rate."""
    if {a.attribute, b.attribute} <= LASTING.keys():
        gap = max(in_days(a)[0] - in_days(b)[1], in_days(b)[0] - in_days(a)[1])
        coarser = max(LASTING[a.attribute], LASTING[b.attribute])
        return "conflict" if gap > coarser / 2 else "compatible"
    if a.attribute.removesuffix(_PER) != b.attribute.removesuffix(_PER):
        return None
    whole = a if b.attribute.endswith(_PER) else b
    if "rate" not in get(whole, "x"):
        return None
    return "conflict" if max(_ends(a)[0] - _ends(b)[1], _ends(b)[0] - _ends(a)[1]) > 0 else "compatible"


_PER = " per"
LASTING = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}  # days


def in_days(claim: Claim) -> tuple[float, float]:
    """Give the bounds of how long something lasts; of what is no time the bounds as they are told."""
    low, high = _ends(claim)
    factor = LASTING.get(claim.attribute, 1.0)
    return low * factor, high * factor


def _persons(a: Claim, b: Claim) -> Relation | None:
    """Compare some of the persons told of, "two women and a man", with all of them: they are no more than these."""
    groups = [get(c, "w") & words.kind("some persons") for c in (a, b)]
    if bool(groups[0]) == bool(groups[1]) or not (a.attribute == b.attribute or get(a, "v") & get(b, "v")):
        return None
    part, whole = (a, b) if groups[0] else (b, a)
    return "compatible" if "part" in get(part, "x") and _ends(part)[0] <= _ends(whole)[1] else None


def touches(a: Claim, b: Claim, strict: bool = False) -> bool:
    """Tell "more than 94" from 94: the end of an open interval is no value of it.

    Round numbers ("more than 200") are let pass, unless `strict`.
    """
    for one, other in ((a, b), (b, a)):
        said = bound(one)
        if said not in ("more", "less") or bound(other) or (_is_round(other) and not strict):
            continue
        low, high = _ends(other)
        if (high == one.low) if said == "more" else (low == one.high):
            return True
    return False


def _is_round(claim: Claim) -> bool:
    """Tell 200 and 2.6 million, which may stand for a little more or less."""
    step = _step(claim)
    return claim.low is not None and (step > 1 or (claim.low >= 100 and claim.low % 100 == 0))


def bound(claim: Claim) -> str:
    """Give how a claim bounds its value: "more", "less", "about" …, or ""."""
    return next(iter(get(claim, "b")), "")


def _step(claim: Claim) -> float:
    return float(next(iter(get(claim, "g")), 0.0))


def _rounds(a: Claim, b: Claim) -> bool:
    """Tell 2,690,000 and 2.7 million, one value at two precisions, and a sum converted at two rates."""
    if a.low is None or b.low is None or abs(a.low - b.low) > _COARSE * max(a.low, b.low):
        return False
    gap = abs(a.low - b.low)
    if "converted" in get(a, "x") | get(b, "x") and gap <= _RATES * max(a.low, b.low):
        return True
    if (
        a.low
        and b.low
        and _in_other_units(a, b)
        and gap <= max(_UNITS, min(_ROUND_UNITS, _coarseness(a, b))) * max(a.low, b.low)
    ):
        return True
    if bound(a) or bound(b):
        return False
    fine, coarse = sorted((a, b), key=_step)
    step = _step(coarse)
    if step > _step(fine) and coarse.low is not None and gap <= min(step / 2, _COARSE * coarse.low) + _SLACK * step:
        return True
    fine, coarse = sorted((a, b), key=_place)
    place = _place(coarse)
    return place > _place(fine) and coarse.low is not None and gap <= min(place / 2, _NEARLY * coarse.low)


def _in_other_units(a: Claim, b: Claim) -> bool:
    """Tell feet from metres: their steps are no powers of ten of each other."""
    if a.attribute not in _MEASURED or not (_step(a) and _step(b)):
        return False
    power = log10(_step(a) / _step(b))
    return abs(power - round(power)) > _SLACK


def _coarseness(a: Claim, b: Claim) -> float:
    """Give which share of its value the last figure of the rounder one of two numbers stands for, by half."""
    return max(_place(c) / 2 / c.low for c in (a, b) if c.low)


_MEASURED = frozenset({"m", "m2", "m3", "ha"})  # told in feet and acres as well


def _place(claim: Claim) -> float:
    """Give the place of the last figure of a number that is no nought, from hundreds on: 100 of 200, 1 of 202."""
    step = _step(claim) or 1.0
    count = round((claim.low or 0.0) / step)
    zeros = len(str(count)) - len(str(count).rstrip("0"))
    return step * 10**zeros if count and zeros >= _NOUGHTS else step


_COARSE = 0.2  # share of a round number by which what it stands for may differ: 2 trillion is not said for 1.5
_NEARLY = 0.02  # the same for a number that is only likely to be round: 200 is said for 202
_NOUGHTS = 2
_RATES = 0.1  # share by which rates of exchange may differ from one story to the next
_UNITS = 0.025  # the same of feet told in metres
_ROUND_UNITS = 0.05  # and of round numbers of them: 600 miles are 1,000 km
_SLACK = 1e-6  # of a step: 33.6 and 33.55 are .05 apart, and a little more in binary
