"""Numbers in words, scales, currencies, units and bounds: data/en/quantities.toml."""

from functools import cache
from typing import NamedTuple

from cajad_cli.lexicon.source import load


class Bound(NamedTuple):
    """A way to bound a number: phrases before it and behind it."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Unit(NamedTuple):
    """A unit of measure: the base it is counted in and how many of those it holds."""

    base: str
    factor: float


@cache
def numbers(section: str) -> dict[str, float]:
    """Map words to numbers: `cardinals`, `ordinals`, `scales`, `fractions`."""
    return {word: float(value) for word, value in load("en/quantities")[section].items()}


@cache
def signs() -> dict[str, str]:
    """Map what stands before a sum to its ISO 4217 code."""
    return {sign: code for code, money in load("en/quantities")["currencies"].items() for sign in money["signs"]}


@cache
def currency_words() -> dict[str, str]:
    """Map what stands behind a sum to its ISO 4217 code."""
    return {word: code for code, money in load("en/quantities")["currencies"].items() for word in money["words"]}


@cache
def units() -> dict[str, Unit]:
    """Map the words of measure to their units."""
    return {
        word: Unit(unit["base"], float(unit["factor"]))
        for unit in load("en/quantities")["units"].values()
        for word in unit["words"].split()
    }


class Written(NamedTuple):
    """A unit in which a value is written: how many of the base it holds, from how much on and below how much."""

    unit: str
    factor: float
    least: float
    below: float


@cache
def written() -> dict[str, tuple[Written, ...]]:
    """Map a base unit to the units in which its values are written, the first that fits."""
    return {
        base: tuple(
            Written(u["unit"], float(u["factor"]), float(u.get("from", 0)), float(u.get("below", "inf"))) for u in units
        )
        for base, units in load("en/quantities")["written"].items()
    }


@cache
def bounds() -> tuple[Bound, ...]:
    """Give the ways to bound a number, in the order of the file."""
    return tuple(
        Bound(b["name"], tuple(b["before"]), tuple(b.get("after", ()))) for b in load("en/quantities")["bound"]
    )


@cache
def words(section: str) -> frozenset[str]:
    """Give a word list of the file: `plural`, `singular`, `stop`."""
    return frozenset(load("en/quantities")["words"][section].split())
