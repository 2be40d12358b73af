"""Names with many spellings: data/names.toml, folded for comparison."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from cajad_cli.lexicon.source import load

_TOKEN = re.compile(r"[^\W_]+")

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


@cache
def names() -> tuple[Name, ...]:
    """Give every name of the data file; raises ValueError where two names claim one spelling."""
    made = tuple(
        Name(
            n["canonical"],
            n["kind"],
            (n["canonical"], *n.get("variants", ())),
            tuple(n.get("adjectives", ())),
        )
        for n in load("names")["name"]
    )
    _check(made)
    return made


def _check(made: Iterable[Name]) -> None:
    owner: dict[Folded, str] = {}
    for name in made:
        for spelling in {fold(s) for s in (*name.variants, *name.adjectives)}:
            if owner.setdefault(spelling, name.canonical) != name.canonical:
                raise ValueError(f"names.toml: {' '.join(spelling)!r} is {owner[spelling]} and {name.canonical}")


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
