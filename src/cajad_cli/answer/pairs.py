"""Whether two texts that are known to be about one matter conflict in a date or a number, or in a name."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from math import exp, log
from typing import Final

from cajad_cli.answer.align import BY_DOCUMENTS
from cajad_cli.answer.keys import disjoint, flat, get, share
from cajad_cli.answer.parties import is_spelling
from cajad_cli.answer.values import Relation, bound, relation
from cajad_cli.model import Claim
from cajad_cli.noun import NamedTuple


class Match(NamedTuple):
    """Two claims on one point: how their values relate, and how surely the point is one (0 to 1)."""

    first: Claim
    second: Claim
    relation: Relation
    score: float


def similarity(a: Claim, b: Claim) -> float:
    """Estimate from 0 to 1 how alike the contexts of two claims of one kind are."""
    near = share(get(a, "t"), get(b, "t"), flat)
    wide = share(get(a, "t") | get(a, "f"), get(b, "t") | get(b, "f"), flat)
    score = 0.35 * near + 0.25 * wide
    if a.kind == "date":
        score += 0.25 if a.attribute == b.attribute else 0.0
        return score + 0.15 * bool(get(a, "p") & get(b, "p"))
    if a.rule == "amount.count":
        head = _same_count(a, b)
        return score + head if head else 0.0
    if a.attribute and a.attribute == b.attribute:
        owners = [{name[:_NAME_STEM] for name in get(x, "a")} for x in (a, b)]
        if owners[0] and owners[1]:
            return 0.9 if owners[0] & owners[1] else 0.0
        return score + 0.3
    return 0.0 if a.attribute and b.attribute else score


_NAME_STEM = 4  # letters that two spellings of a surname share at least: Rait, Raite


def _same_count(a: Claim, b: Claim) -> float:
    """Estimate whether two counts count the same things: 0 where they do not."""
    fates = get(a, "v"), get(b, "v")
    if fates[0] and fates[1]:
        return 0.5 if fates[0] & fates[1] else 0.0
    if a.attribute == b.attribute:
        score = 0.4 if a.attribute else 0.1
        qualified = get(a, "w"), get(b, "w")
        if qualified[0] and qualified[1] and not qualified[0] & qualified[1]:
            score -= 0.1
        return score
    if get(a, "k") and get(b, "k"):
        return 0.2
    return 0.05 if not a.attribute or not b.attribute else 0.0


# Fitted by logistic regression on pairs of sentences: statements that agree or conflict, news with one value changed,
# and untouched pairs of news on one event, nearly all of which agree.
_FITTED = {
    "bias": 1.95,
    "date": -2.61,
    "near": 1.27,
    "wide": 0.61,
    "fate": 1.04,
    "measure": 0.48,
    "names": 0.15,
    "ratio": -0.83,
    "class": 1.02,
    "weekday": 1.48,
    "age": -0.36,
    "score": -0.46,
    "ordinal": -2.65,
    "part": -1.38,
    "listed": -1.52,
    "headless": -0.66,
    "one": -0.14,
    "other qualifiers": -0.26,
    "other value equal": -1.26,
    "one says": -1.08,
    "one bounded": 0.85,
    "age gap": -1.29,
    "other relation": -1.25,
    "same relation": -0.59,
    "near value": 1.00,
    "many": -0.28,
    "score wide": -0.11,
}


def judge(first: Sequence[Claim], second: Sequence[Claim]) -> float:
    """Give how surely (0 to 1) two texts known to be about one matter conflict in a date or a number."""
    worst = 0.0
    for claim in second:
        match = None if claim.rule in BY_DOCUMENTS else _best(claim, first)
        if match is not None and match.relation == "conflict":
            worst = max(worst, _certainty(claim, match.second, first, second))
    return worst


def _best(claim: Claim, others: Sequence[Claim]) -> Match | None:
    """Find the claim of the other text that is most likely on the same point; an equal value is taken for it."""
    matches = [
        Match(claim, other, found, score)
        for other in others
        if (found := relation(claim, other)) is not None and (score := similarity(claim, other)) > 0
    ]
    equal = [m for m in matches if m.relation == "equal"]
    return max(equal or matches, key=lambda m: (m.score, m.relation != "conflict"), default=None)


def _certainty(a: Claim, b: Claim, first: Sequence[Claim], second: Sequence[Claim]) -> float:
    features = {"bias": 1.0, **_context_features(a, b)}
    features.update(_date_features(a, b) if a.kind == "date" else _number_features(a, b, features["wide"]))
    equal = any(relation(x, y) == "equal" for x in first for y in second if x.kind == a.kind == y.kind)
    features["other value equal"] = float(equal)
    features["many"] = log(max(1, sum(c.kind == a.kind for c in first)) * sum(c.kind == a.kind for c in second))
    return 1 / (1 + exp(-sum(_FITTED[name] * value for name, value in features.items())))


def _context_features(a: Claim, b: Claim) -> dict[str, float]:
    near = get(a, "t") - get(a, "w"), get(b, "t") - get(b, "w")
    wide = get(a, "t") | get(a, "f"), get(b, "t") | get(b, "f")
    named = (get(a, "n") | get(a, "N")) & (get(b, "n") | get(b, "N"))
    return {
        "near": share(*near, flat),
        "wide": share(*wide, flat),
        "names": min(2, len(named)) / 2,
        "one bounded": float(bool(bound(a)) != bool(bound(b))),
    }


def _date_features(a: Claim, b: Claim) -> dict[str, float]:
    return {
        "date": 1.0,
        "class": float(bool(a.attribute) and a.attribute == b.attribute),
        "weekday": float("W" in a.value and "W" in b.value),
        "one says": float((a.attribute == "say") != (b.attribute == "say")),
    }


_GAP, _MOST_GAP = 5, 3.0  # years between two ages
_NEAR = 1.3  # times by which two values differ at most that are near to each other


def _number_features(a: Claim, b: Claim, wide: float) -> dict[str, float]:
    marks = get(a, "x") | get(b, "x")
    values = [c.low or c.high or 0.0 for c in (a, b)]
    kind = a.rule.partition(".")[2]
    count = kind == "count"
    return {
        "fate": float(count and bool(get(a, "v") & get(b, "v"))),
        "headless": float(count and not (a.attribute and b.attribute)),
        "one": float(count and 1 in (a.low, b.low)),
        "measure": float(kind in ("measure", "label")),
        "score": float(kind == "score"),
        "score wide": wide if kind == "score" else 0.0,
        "ordinal": float(kind == "ordinal"),
        "age": float(a.attribute == "age"),
        "age gap": min(_MOST_GAP, abs(values[0] - values[1]) / _GAP) if a.attribute == "age" else 0.0,
        "near value": float(min(values) > 0 and max(values) < _NEAR * min(values)),
        "same relation": float(bool(get(a, "r") & get(b, "r"))),
        "other relation": float(disjoint(get(a, "r"), get(b, "r"))),
        "other qualifiers": float(disjoint(get(a, "w"), get(b, "w"))),
        "part": float("part" in marks),
        "listed": float("listed" in marks),
        "ratio": min(3.0, abs(log(values[0] / values[1]))) if min(values) > 0 else 0.0,
    }


_WORD: Final = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")
_ALIKE: Final = 0.6  # share of the words of the shorter text that two wordings of one statement have in common
_LONGEST_NAME: Final = 4  # words
_RENAMED: Final = 0.8  # of wordings in which a name is put for another, four in five contradict each other


def renamed(first: str, second: str) -> float:
    """Give how surely (0 to 1) two wordings of one statement conflict in a name that one has for another.

    The wordings are aligned word by word (Ratcliff and Obershelp's matching). Spellings of one name are no conflict.
    """
    one, other = _WORD.findall(first), _WORD.findall(second)
    matcher = SequenceMatcher(None, [w.lower() for w in one], [w.lower() for w in other], autojunk=False)
    steps = matcher.get_opcodes()
    same = sum(end - start for step, start, end, _, _ in steps if step == "equal")
    if same < _ALIKE * min(len(one), len(other)):
        return 0.0
    swapped = ((one[a:b], other[c:d]) for step, a, b, c, d in steps if step == "replace" and min(a, c) > 0)
    return _RENAMED if any(_are_two_names(mine, theirs) for mine, theirs in swapped) else 0.0


def _are_two_names(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    if max(len(mine), len(theirs)) > _LONGEST_NAME or not all(w[0].isupper() for w in (*mine, *theirs)):
        return False
    return not any(is_spelling(w.lower(), v.lower()) for w in mine for v in theirs)
