"""Words by which claims are read: data/en/claims.toml."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from cajad_cli.lexicon.source import load

RANK = "place"  # the stem of what the ordinal of a rank counts: "came third", "in third place"


@cache
def words(section: str) -> frozenset[str]:
    """Give a word list of the file, in lower case: `function`, `openers`, `title_heads` …."""
    return frozenset(str(load("en/claims")[section]).split())


@cache
def folds() -> dict[str, str]:
    """Map forms to the stem they count as, where suffix stripping cannot tell."""
    return dict(load("en/claims")["fold"])


@cache
def heads() -> dict[str, str]:
    """Map the stems of nouns that count the same things to one of them: nation → country."""
    return {form: head for head, forms in load("en/claims")["head"].items() for form in (head, *forms.split())}


@cache
def fates() -> dict[str, str]:
    """Map stems to what persons met with: `die`, `injure`, `arrest` …."""
    return {form: fate for fate, forms in load("en/claims")["fate"].items() for form in forms.split()}


@cache
def ballot_rules() -> tuple[dict[str, Any], ...]:
    """Give the rules by which votes are read, with their examples."""
    return tuple(load("en/claims")["ballot"])


Beside = tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]  # names, with what stands before a number and behind


@cache
def ballots() -> Beside:
    """Give how votes are cast, with what stands before their number and behind it."""
    return _beside(ballot_rules())


@cache
def dimension_rules() -> tuple[dict[str, Any], ...]:
    """Give the rules by which it is read what a length is of, with their examples."""
    return tuple(load("en/claims")["dimension"])


@cache
def dimensions() -> Beside:
    """Give what a length may be of, with what stands before its number and behind it."""
    return _beside(dimension_rules())


def _beside(rules: Iterable[dict[str, Any]]) -> Beside:
    return tuple((r["name"], re.compile(rf"{r['before']}\Z"), re.compile(r["after"])) for r in rules)


@cache
def relations() -> dict[str, str]:
    """Map stems to what a number is said of a thing by: `attend`, `sign`, `worth` …."""
    return {form: name for name, forms in load("en/claims")["relation"].items() for form in forms.split()}


@cache
def kindred() -> dict[str, str]:
    """Map classes of events to the family of classes whose words tell one and the same."""
    return {name: family for family, names in load("en/claims")["kindred"].items() for name in names.split()}


@cache
def kind(name: str) -> frozenset[str]:
    """Give the stems of the nouns of one kind: `person`."""
    return frozenset(load("en/claims")["kinds"][name].split())


@cache
def asking(kind: str) -> frozenset[str]:
    """Give the stems of words that ask for a value of one kind: `date`, `number`, `place`, `name`."""
    return frozenset(load("en/claims")["asking"].get(kind, "").split())


@cache
def rates() -> dict[str, tuple[float, float]]:
    """Map currencies to the least and the most units of them that a US dollar has cost."""
    return {code: (float(low), float(high)) for code, (low, high) in load("en/claims")["rates"].items()}


@cache
def opposites() -> dict[str, str]:
    """Map stems to the stem that means the other of two: export and import."""
    pairs = [(str(a), str(b)) for a, b in load("en/claims")["opposites"]["pairs"]]
    return {**dict(pairs), **{b: a for a, b in pairs}}
