"""What sites put around a text: data/en/boilerplate.toml, compiled."""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from cajad_cli.lexicon.source import load

Role = Literal["line", "list", "credit", "end", "note"]
_LONGEST = 400
_EDGE = " \t\n\"'“”‘’«».,:;!?|()[]<>*_=-–—•·→←›‹…\xa0"


class Rule(NamedTuple):
    """A compiled rule: what the whole line looks like, and how long such a line can be in characters."""

    name: str
    role: Role
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    words: int


@cache
def rules() -> tuple[Rule, ...]:
    """Give the rules for whole lines."""
    return tuple(
        Rule(
            r["name"],
            r["role"],
            re.compile(r["pattern"], re.IGNORECASE),
            tuple(r.get("needs", ())),
            r.get("short", 32),
        )
        for r in load("en/boilerplate")["rule"]
    )


@cache
def suffixes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the patterns of what is cut off a paragraph's end."""
    return tuple((r["name"], re.compile(r["pattern"], re.IGNORECASE)) for r in load("en/boilerplate")["suffix"])


_SUFFIX_HINT = re.compile(r"[)\]>#*/→–—-]\.?\Z|[A-Za-z0-9]\Z|opyright|©|END|Ends?\b|\(c\)|/// ?n?[A-Z]")


def may_have_suffix(window: str) -> bool:
    """Say at a quick look whether the last characters of a paragraph can hold one of the suffixes."""
    return _SUFFIX_HINT.search(window) is not None


@cache
def _lines() -> frozenset[str]:
    data = load("en/boilerplate")["lines"]
    return frozenset(w.strip() for line in data.splitlines() for w in line.split("|") if w.strip())


@lru_cache(maxsize=4096)  # lines are asked for twice: when paragraphs are joined and when they are judged
def role(line: str) -> tuple[Role, str] | None:
    """Say what kind of furniture a `line` is and by which rule, None where it is none."""
    if len(line) > _LONGEST:
        return None
    words = line.count(" ") + 1
    if words > 60:
        return None
    plain = line.strip(_EDGE).lower()
    if plain in _lines():
        return ("end" if plain in ("end", "ends") else "line"), "lines"
    for rule in rules():
        if words <= rule.words and _has(plain, rule.needs) and rule.pattern.match(line):
            return rule.role, rule.name
    return None


def is_line(line: str) -> bool:
    """Say whether a `line` is furniture of any kind, wherever it stands."""
    found = role(line)
    return found is not None and found[0] != "note"


def _has(plain: str, needs: tuple[str, ...]) -> bool:
    return not needs or any(word in plain for word in needs)
