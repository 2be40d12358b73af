"""Whether two texts that are known to be about one matter conflict in a date or a number, or in a name."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from math import exp, log
from typing import Final

from cajad_cli.answer.align import BY_DOCUMENTS
from cajad_cli.answer.align.dates import comparable
from cajad_cli.answer.align.veto import TIMES
from cajad_cli.answer.keys import disjoint, flat, get, share
from cajad_cli.answer.parties import is_spelling
from cajad_cli.answer.values import Relation, bound, relation
from cajad_cli.extract.terms import stem
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
        if _are_two_persons(get(a, "a"), get(b, "a")):
            return 0.0
        owners = [{name[:_NAME_STEM] for name in get(x, "a")} for x in (a, b)]
        if owners[0] and owners[1]:
            return 0.9 if owners[0] & owners[1] else 0.0
        return score + 0.3
    return 0.0 if a.attribute and b.attribute else score


_NAME_STEM = 4  # letters that two spellings of a surname share at least: Rait, Raite


def _are_two_persons(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell the full names of two persons, who may be of one family: their first names differ."""
    first = [frozenset(name.split()[0] for name in names if " " in name) for names in (a, b)]
    return disjoint(*first)


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


# Fitted by logistic regression, for numbers and for dates: on pairs of statements that agree or conflict, on news with
# one value changed and without, and on 1,244 pairs of sentences of news on one event that readers have labelled. By
# topic left out, seven in ten of the conflicts of the latter stand among pairs of which 36 % are conflicts.
_OF_NUMBERS = {
    "bias": 1.52,
    "age gap": -1.46,
    "age same": 0.95,
    "fate": 1.09,
    "headless": 0.29,
    "listed": 0.32,
    "magnitude": -0.72,
    "many": -0.32,
    "measure": 0.96,
    "names": -0.34,
    "near": 0.94,
    "near value": 0.55,
    "one": -1.27,
    "one attribute": -0.87,
    "one bounded": -0.15,
    "one listed": -0.88,
    "ordinal": -1.48,
    "other qualifiers": -0.63,
    "other relation": -0.42,
    "other time": -1.21,
    "other value equal": -0.56,
    "own names": -0.65,
    "part": -0.54,
    "ratio": -0.72,
    "same head": 0.19,
    "score": 0.12,
    "two attributes": 0.42,
    "wide": 0.75,
}
_OF_DATES = {
    "bias": -0.48,
    "comparable": 0.26,
    "many": -0.28,
    "names": 0.49,
    "near": 1.66,
    "one attribute": -0.17,
    "one bounded": 0.65,
    "one says": -0.88,
    "other value equal": -0.44,
    "own names": -0.12,
    "pattern": -1.33,
    "same class": 0.50,
    "since": -0.34,
    "two attributes": -0.75,
    "weekday": 1.39,
    "weekdays of others": 0.35,
    "wide": 0.72,
}
# From these certainties on, two statements that are known to be of one matter are said to conflict. Of dates of the
# news it is seldom so: they are rather those of two things, and rank behind numbers.
_NUMBERS_CONFLICT, _DATES_CONFLICT = 0.4, 0.2


_OF_OTHERS = 0.3  # at most so surely two weekdays conflict that are told of two things, or one of a saying


class Judgement(NamedTuple):
    """Whether two texts conflict, and how surely (0 to 1) two news stories on one event that differ so do."""

    conflict: bool
    certainty: float


def judge(first: Sequence[Claim], second: Sequence[Claim]) -> Judgement:
    """Judge whether two texts known to be about one matter conflict in a date or a number."""
    verdict = Judgement(False, 0.0)
    for claim in second:
        match = None if claim.rule in BY_DOCUMENTS else _best(claim, first)
        if match is not None and match.relation == "conflict":
            surely = certainty(signs(claim, match.second, first, second))
            surely = min(surely, _OF_OTHERS) if _are_days_of_others(claim, match.second) else surely
            least = _DATES_CONFLICT if claim.kind == "date" else _NUMBERS_CONFLICT
            verdict = Judgement(verdict.conflict or surely >= least, max(verdict.certainty, surely))
    return verdict


def _best(claim: Claim, others: Sequence[Claim]) -> Match | None:
    """Find the claim of the other text that is most likely on the same point; an equal value is taken for it."""
    matches = [
        Match(claim, other, found, score)
        for other in others
        if (found := relation(claim, other)) is not None and (score := similarity(claim, other)) > 0
    ]
    equal = [m for m in matches if m.relation == "equal"]
    return max(equal or matches, key=lambda m: (m.score, m.relation != "conflict"), default=None)


def certainty(found: Mapping[str, float]) -> float:
    """Estimate from 0 to 1 how surely two claims whose values differ conflict, by their signs."""
    weights = _OF_DATES if "pattern" in found else _OF_NUMBERS
    return 1 / (1 + exp(-weights["bias"] - sum(weights.get(name, 0.0) * value for name, value in found.items())))


def signs(a: Claim, b: Claim, first: Sequence[Claim], second: Sequence[Claim]) -> dict[str, float]:
    """Give what speaks for and against it that two claims of two texts are on one point, most of it 0 or 1."""
    found = _context_signs(a, b)
    found.update(_date_signs(a, b) if a.kind == "date" else _number_signs(a, b))
    equal = any(relation(x, y) == "equal" for x in first for y in second if x.kind == a.kind == y.kind)
    found["other value equal"] = float(equal)
    found["many"] = log(max(1, sum(c.kind == a.kind for c in first)) * sum(c.kind == a.kind for c in second))
    return found


def _context_signs(a: Claim, b: Claim) -> dict[str, float]:
    near = get(a, "t") - get(a, "w"), get(b, "t") - get(b, "w")
    wide = get(a, "t") | get(a, "f"), get(b, "t") | get(b, "f")
    named = (get(a, "n") | get(a, "N")) & (get(b, "n") | get(b, "N"))
    attributes = bool(a.attribute), bool(b.attribute)
    return {
        "near": share(*near, flat),
        "wide": share(*wide, flat),
        "names": min(2, len(named)) / 2,
        "own names": float(_names_more(a, b) and _names_more(b, a)),
        "one bounded": float(bool(bound(a)) != bool(bound(b))),
        "one attribute": float(attributes[0] != attributes[1]),
        "two attributes": float(all(attributes) and a.attribute != b.attribute),
    }


def _names_more(a: Claim, b: Claim) -> bool:
    """Tell a claim that names what the other does not speak of."""
    said = get(b, "t") | get(b, "f")
    alone = (get(a, "n") | get(a, "N")) - get(b, "n") - get(b, "N")
    return any(said.isdisjoint(stem(word) for word in name.split()) for name in alone)


def _date_signs(a: Claim, b: Claim) -> dict[str, float]:
    weekdays = "W" in a.value and "W" in b.value
    same = comparable(a, b)
    pattern = _is_open(a, b)
    return {
        "pattern": float(pattern),
        "same class": float(bool(a.attribute) and a.attribute == b.attribute),
        "comparable": float(same),
        "weekday": float(weekdays),
        "weekdays of others": float(weekdays and not same),
        "one says": float(pattern and (a.attribute == _SAYING) != (b.attribute == _SAYING)),
        "since": float("since" in get(a, "x") ^ get(b, "x")),
    }


def _is_open(a: Claim, b: Claim) -> bool:
    """Tell two dates of which the year or the week of one is not known."""
    return "X" in a.value or "X" in b.value


def _are_days_of_others(a: Claim, b: Claim) -> bool:
    """Tell days without a year that the texts tell of two things: Friday's attack, and what was said on Saturday."""
    if a.kind != "date" or not _is_open(a, b):
        return False
    if _SAYING in (a.attribute, b.attribute):
        return True
    return not (a.attribute == b.attribute or get(a, "p") & get(b, "p"))


_SAYING = "say"
_GAP, _MOST_GAP = 5, 3.0  # years between two ages
_NEAR = 1.3  # times by which two values differ at most that are near to each other


def _number_signs(a: Claim, b: Claim) -> dict[str, float]:
    one, other = get(a, "x"), get(b, "x")
    values = [c.low or c.high or 0.0 for c in (a, b)]
    kind = a.rule.partition(".")[2]
    count, age = kind == "count", a.attribute == "age"
    return {
        "fate": float(count and bool(get(a, "v") & get(b, "v"))),
        "headless": float(count and not (a.attribute and b.attribute)),
        "same head": float(count and bool(a.attribute) and a.attribute == b.attribute),
        "one": float(count and 1 in (a.low, b.low)),
        "measure": float(kind in ("measure", "label")),
        "magnitude": float(a.attribute == "magnitude"),
        "score": float(kind == "score"),
        "ordinal": float(kind == "ordinal"),
        "age same": float(age and bool(get(a, "a") & get(b, "a"))),
        "age gap": min(_MOST_GAP, abs(values[0] - values[1]) / _GAP) if age else 0.0,
        "near value": float(min(values) > 0 and max(values) < _NEAR * min(values)),
        "other relation": float(disjoint(get(a, "r"), get(b, "r"))),
        "other qualifiers": float(disjoint(get(a, "w"), get(b, "w"))),
        "other time": float(bool((one ^ other) & TIMES)),
        "part": float("part" in one | other),
        "listed": float("listed" in one | other),
        "one listed": float("listed" in one ^ other),
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
    if _is_headline(one) or _is_headline(other):
        return 0.0  # whose capitals tell no names
    matcher = SequenceMatcher(None, [w.lower() for w in one], [w.lower() for w in other], autojunk=False)
    steps = matcher.get_opcodes()
    same = sum(end - start for step, start, end, _, _ in steps if step == "equal")
    if same < _ALIKE * min(len(one), len(other)):
        return 0.0
    swapped = ((one[a:b], other[c:d]) for step, a, b, c, d in steps if step == "replace" and min(a, c) > 0)
    return _RENAMED if any(_are_two_names(mine, theirs) for mine, theirs in swapped) else 0.0


_CAPITALS: Final = 0.7  # share of the words of a headline in title case that begin with a capital


def _is_headline(words: Sequence[str]) -> bool:
    letters = [w for w in words if w[0].isalpha()]
    return sum(w[0].isupper() for w in letters) >= _CAPITALS * max(1, len(letters))


def _are_two_names(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    if max(len(mine), len(theirs)) > _LONGEST_NAME or not all(w[0].isupper() for w in (*mine, *theirs)):
        return False
    return not any(is_spelling(w.lower(), v.lower()) for w in mine for v in theirs)
