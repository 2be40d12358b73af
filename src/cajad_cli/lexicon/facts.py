"""Deeds that one source tells as done and another as not done: data/en/claims.toml."""

import re
from functools import cache
from typing import NamedTuple

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


@cache
def turned() -> re.Pattern[str]:
    """Match what turns a deed that follows into its opposite."""
    return _words("turned")


@cache
def left_open() -> re.Pattern[str]:
    """Match what leaves open whether the deed that follows is done."""
    return _words("open")


@cache
def fell() -> re.Pattern[str]:
    """Match what says of a deed told by its noun, before it, that it came to nothing."""
    return _words("fell")


@cache
def ahead() -> re.Pattern[str]:
    """Match the verb of a deed told by its noun, before it, that is yet to come."""
    return _words("ahead")


@cache
def lacking() -> re.Pattern[str]:
    """Match the end of talks that lacked what follows."""
    return _words("lacking")


@cache
def any_deed() -> re.Pattern[str]:
    """Match where a passage may tell of a deed at all."""
    return re.compile(
        "|".join((*(d.told.pattern.replace("?P<", "?P<" + d.name + "_") for d in deeds()), lacking().pattern))
    )


def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:\b(?:{load('en/claims')['fact_words'][name]}))\b")
