"""Deeds that one source tells as done and another as not done: data/en/claims.toml."""

import re
from functools import cache
from typing import Literal, NamedTuple

from cajad_cli.lexicon.source import load


class Deed(NamedTuple):
    """How a deed is told: `told` has a group `done`, `base` or `undone`; `of` are the stems of what it is done to."""

    name: str
    told: re.Pattern[str]
    of: frozenset[str]


@cache
def deeds() -> tuple[Deed, ...]:
    """Give the deeds of the file, in its order."""
    base = load("en/claims")["fact_words"]["base"]
    made = []
    for one in load("en/claims")["fact"]:
        plain = "|".join(base[form] for form in one["done"].split("|") if form in base)
        pattern = rf"\b(?:(?P<done>{one['done']})|(?P<undone>{one['undone']})|(?P<base>{plain}))\b"
        made.append(Deed(one["deed"], re.compile(pattern), frozenset(one["of"].split())))
    return tuple(made)


Cue = Literal["turned", "open", "fell", "ahead", "lacking"]


@cache
def cue(name: Cue) -> re.Pattern[str]:
    """Match words around a deed that say whether it was done.

    `turned` makes a deed that follows its opposite, `open` leaves it open. Of a deed told by its noun before, `fell`
    says that it came to nothing and `ahead` that it is yet to come. `lacking` ends talks without what follows.
    """
    return re.compile(rf"(?i:\b(?:{load('en/claims')['fact_words'][name]}))\b")


@cache
def any_deed() -> re.Pattern[str]:
    """Match where a passage may tell of a deed at all."""
    return re.compile(
        "|".join((*(d.told.pattern.replace("?P<", "?P<" + d.name + "_") for d in deeds()), cue("lacking").pattern))
    )
