"""Names with many spellings: data/names.toml, folded for comparison."""

import re
from collections.abc import Iterable
from functools import cache

from cajad_cli.lexicon.source import load
from cajad_cli.noun import NamedTuple

_TOKEN = re.compile(r"[^\W_]+")

_SHORTEST_SOUND = 5
_VOWELS = "aeiou"
Folded = tuple[str, ...]


class Name(NamedTuple):
    """One name: every spelling as typed, the canonical one first, and the adjectives made of it."""

    canonical: str
    kind: str
    variants: tuple[str, ...]
    adjectives: tuple[str, ...]


def fold(text: str) -> Folded:
    """Fold `text` to what spellings are compared by: words in lower case without accents or punctuation."""
    plain = text.lower()
    if not plain.isascii():
        import unicodedata  # a shared library of a megabyte: most spellings do without

        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return tuple(_TOKEN.findall(plain.replace("’", "'")))


def sound(word: str, rules: Iterable[tuple[str, str]]) -> str | None:
    """Fold the ways of writing a foreign name: Toqaev and Tokayev are one; None where it tells nothing.

    `rules` are replacements in order; then a glide between vowels and doubled letters fall away. A word of fewer than
    five letters has no sound of its own, nor has one of another alphabet or with figures.
    """
    if len(word) < _SHORTEST_SOUND or not word.isalpha() or not word.isascii():
        return None
    for written, said in rules:
        word = word.replace(written, said)
    plain = [
        c
        for at, c in enumerate(word)
        if not (c == "i" and at and word[at - 1] in _VOWELS and word[at + 1 : at + 2] in tuple(_VOWELS))
    ]
    return "".join(c for at, c in enumerate(plain) if not at or c != plain[at - 1])


@cache
def names() -> tuple[Name, ...]:
    """Give every name of the data file, of which no two claim one spelling."""
    return tuple(
        Name(
            n["canonical"],
            n["kind"],
            (n["canonical"], *n.get("variants", ())),
            tuple(n.get("adjectives", ())),
        )
        for n in load("names")["name"]
    )


def groups(aliases: dict[str, list[str]] | None = None) -> tuple[tuple[str, ...], ...]:
    """Give the spellings of each name that has several, with a library's own `aliases` joined in."""
    merged = {fold(n.canonical): list(n.variants) for n in names()}
    for canonical, variants in (aliases or {}).items():
        merged.setdefault(fold(canonical), [canonical]).extend(variants)
    return tuple(tuple(dict.fromkeys(spellings)) for spellings in merged.values() if len(spellings) > 1)


@cache
def kinds() -> dict[str, str]:
    """Map the canonical spelling of each known name to its kind: place, person, organisation, event …."""
    return {name.canonical: name.kind for name in names()}


@cache
def spellings() -> dict[Folded, str]:
    """Map every folded spelling, adjectives included, to its canonical name."""
    return {fold(s): n.canonical for n in names() for s in (*n.variants, *n.adjectives)}
