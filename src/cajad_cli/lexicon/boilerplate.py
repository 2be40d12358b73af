"""What sites put around a text: data/en/boilerplate.toml, compiled."""

import re
from functools import cache, lru_cache
from string import ascii_letters, digits
from typing import Literal, NamedTuple

from cajad_cli.lexicon.needs import Sieve
from cajad_cli.lexicon.source import load

Role = Literal["line", "list", "credit", "end", "note"]
_LONGEST = 400
_MOST_TOGETHER = 32  # words of a line whose sentences are judged one by one
_MOST_PARTS = 4
_SHORTEST = 8  # characters of such a sentence: "U.S." and "Dr." end none
_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9(])")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
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
def sieve() -> Sieve:
    """Sift by the words that a rule says it needs, or else by those of its pattern: of 45 rules few are left to try."""
    return Sieve(
        {
            rule.name: re.compile("|".join(map(re.escape, rule.needs))) if rule.needs else rule.pattern
            for rule in rules()
        }
    )


@cache
def _rules_for(words: int) -> tuple[tuple[int, Rule], ...]:
    """Give the rules for lines of so many words, 60 at most, with their marks."""
    return tuple((sieve().mark[rule.name], rule) for rule in rules() if words <= rule.words)


@cache
def suffixes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the patterns of what is cut off a paragraph's end."""
    return tuple((r["name"], re.compile(r["pattern"], re.IGNORECASE)) for r in load("en/boilerplate")["suffix"])


_SUFFIX_HINT = re.compile(r"[)\]>#*/→–—-]\.?\Z|[A-Za-z0-9]\Z|opyright|©|END|Ends?\b|\(c\)|/// ?n?[A-Z]")


_SUFFIX_ENDS = frozenset(")]>#*/→–—-") | frozenset(ascii_letters + digits)  # of the pattern's first two alternatives
_SUFFIX_SIGNS = ("opyright", "©", "END", "End", "(c)", "///")  # of the others


def may_have_suffix(window: str) -> bool:
    """Say at a quick look whether the last characters of a paragraph can hold one of the suffixes."""
    last = window[-2:-1] if window.endswith(".") else window[-1:]
    if last not in _SUFFIX_ENDS and not any(sign in window for sign in _SUFFIX_SIGNS):
        return False  # a search of the pattern costs ten times as much, and most paragraphs end in a full stop
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
    line = line.replace("\n", " ")
    plain = line.strip(_EDGE).lower()
    if plain in _lines():
        return ("end" if plain in ("end", "ends") else "line"), "lines"
    marks = sieve().marks(line)
    for mark, rule in _rules_for(words):
        if marks & mark and _has(plain, rule.needs) and rule.pattern.match(line):
            return rule.role, rule.name
    return _several(line) if words <= _MOST_TOGETHER else None


def _several(line: str) -> tuple[Role, str] | None:
    """Say whether every sentence of a short line is furniture by itself: an owner's disclaimer, an address."""
    parts = _STOP.split(line, _MOST_PARTS)
    if not 1 < len(parts) <= _MOST_PARTS or any(len(part) < _SHORTEST for part in parts):
        return None
    found = [role(part) for part in reversed(parts)]
    roles = {f[0] if f else None for f in found}
    if not roles <= {"line", "credit", "note"}:
        return None
    return ("note" if "note" in roles else "line"), "several"


def is_line(line: str) -> bool:
    """Say whether a `line` is furniture of any kind, wherever it stands."""
    found = role(line)
    return found is not None and found[0] != "note"


@cache
def _site() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    data = load("en/boilerplate")["site"]
    return frozenset(data["words"].split()), frozenset(data["reader"].split()), re.compile(data["open"], re.IGNORECASE)


def site_talk(line: str) -> bool:
    """Say whether a line speaks to a site's reader: of links, letters, accounts, offices, rights, the site itself."""
    words, reader, opening = _site()
    said = [w.lower() for w in _WORD.findall(line)]
    long = [w for w in said if len(w) > 3 or w in words]
    own = {w for w in long if w in words}
    if not own:
        return False
    share = sum(w in words for w in long) / len(long)
    spoken = opening.match(line) is not None or not reader.isdisjoint(said)
    return (len(own) > 1 and share >= 0.5) or (spoken and share >= (0.2 if len(own) > 1 else 0.3))


def announces(heading: str) -> bool:
    """Say whether a heading announces days of the text's own: a schedule, a chronology."""
    return re.search(load("en/boilerplate")["schedules"], heading, re.IGNORECASE) is not None


def opens_comments(line: str) -> bool:
    """Say whether a line stands over the comments of readers."""
    return re.fullmatch(load("en/boilerplate")["comments"], line.strip(_EDGE + "()"), re.IGNORECASE) is not None


def _has(plain: str, needs: tuple[str, ...]) -> bool:
    return not needs or any(word in plain for word in needs)
