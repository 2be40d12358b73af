"""What a search knows of English: function words and equivalent spellings (data/en/search.toml)."""

from functools import cache

from cajad_cli.lexicon.source import load


@cache
def function_words() -> frozenset[str]:
    """Give the words, in lower case, that do not count in a query where others are there."""
    return frozenset(load("en/search")["function_words"].split())


@cache
def equivalents() -> tuple[tuple[str, ...], ...]:
    """Give the groups of words that a searcher means alike, each of two or more spellings."""
    return tuple(tuple(group) for group in load("en/search")["equivalent"])
