"""Words that tellings of one matter use for each other: data/en/kin.toml."""

from functools import cache

from cajad_cli.lexicon.source import load


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """Give the groups of words of which one text may use one and another text another."""
    return tuple(tuple(group.split()) for group in load("en/kin")["groups"])
