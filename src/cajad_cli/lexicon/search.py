"""What a search knows of English: function words and equivalent spellings (data/en/search.toml)."""

from collections import defaultdict
from functools import cache

from cajad_cli.lexicon.claims import folds
from cajad_cli.lexicon.events import classes
from cajad_cli.lexicon.source import load


@cache
def function_words() -> frozenset[str]:
    """Give the words, in lower case, that do not count in a query where others are there."""
    return frozenset(load("en/search")["function_words"].split())


@cache
def equivalents() -> tuple[tuple[str, ...], ...]:
    """Give the groups of words that a searcher means alike, each of two or more spellings."""
    return tuple(tuple(group) for group in load("en/search")["equivalent"])


@cache
def sounds() -> tuple[tuple[str, str], ...]:
    """Give the replacements, in order, by which two spellings of a foreign name are known as one."""
    return tuple((written, said) for written, said in load("en/search")["sound"]["replace"])


@cache
def senses() -> tuple[tuple[str, ...], ...]:
    """Give the groups of words that tell of one kind of happening, and the forms of irregular words."""
    irregular: dict[str, list[str]] = defaultdict(list)
    for form, stem in folds().items():
        irregular[stem].append(form)
    forms = ((stem, *some) for stem, some in sorted(irregular.items()))
    return (*(c.words for c in classes().values() if c.sense), *forms)
