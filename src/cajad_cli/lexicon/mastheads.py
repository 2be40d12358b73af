"""Names in mastheads, known and unknown: data/en/mastheads.toml, compiled."""

import re
from functools import cache
from typing import NamedTuple

from cajad_cli.lexicon.publishers import Publisher, Register, by_domain, domain, folded, named, publishers, slug
from cajad_cli.lexicon.source import load

_FORM = r"\b(?:republic|kingdom|state|federation|union|duchy|sultanate|commonwealth) of (?:the )?"
_COUNTRY = (
    rf"(?:the )?(?P<country>(?:(?:[^\W\d_]+ ){{0,2}}{_FORM})?"
    r"(?!(?:bank|club|board)\b)[^\W\d_][\w’'-]+(?: (?:and )?(?!(?:in|to|at|of|on|for|with)\b)[^\W\d_][\w’'-]+){0,2})"
)
_STATE = re.compile(rf".*{_FORM}", re.IGNORECASE)
_BREAK = re.compile(r"\s+[-–—•·:]{1,2}\s+|\s*[|/»>›\t]+\s*|\s{2,}|[,.]\s+")
_HOST = re.compile(r"(?:www\.)?[A-Za-z0-9-]{2,40}\.(?:com|org|net|info|news|[a-z]{2})", re.IGNORECASE)
_SMALL = frozenset(("of", "for", "the", "and", "in", "on", "&", "de", "du", "la", "al", "to"))
_KEY = re.compile(r"(?:publication|publisher|published (?:by|in)|source|agency|outlet|newspaper)\s?:\s", re.IGNORECASE)
_PARTS = 4  # a masthead line names an outlet, a section, a place, a page; what has more is a menu
_LONGEST = 110


class Organ(NamedTuple):
    """A body of state and the patterns of its id and name."""

    name: str
    id: str
    title: str
    pattern: re.Pattern[str]


@cache
def organs() -> tuple[Organ, ...]:
    """Give the bodies of state whose names tell their ids."""
    return tuple(
        Organ(
            o["name"],
            o["id"],
            o["title"],
            re.compile(
                o["pattern"].replace("{page}", load("en/mastheads")["page"]).replace("{country}", _COUNTRY),
                re.IGNORECASE,
            ),
        )
        for o in load("en/mastheads")["organ"]
    )


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(load("en/mastheads")[table].split())


def naming_words() -> frozenset[str]:
    """Give the words that open or close a publisher's name, in lower case: "ministry", "gazette"."""
    return _words("nouns")


def organ(line: str) -> Publisher | None:
    """Give the body of state that a whole line names, e.g. "Press service of the President of Moldova"."""
    plain = " ".join(line.split()).strip(" .|-–—:")
    if " of " not in plain.lower() and not plain.lower().startswith("mfa "):
        return None
    for rule in organs():
        match = rule.pattern.fullmatch(plain)
        if match and (country := _country(match["country"])):
            matter, host = match.groupdict().get("organ") or "", match.groupdict().get("host")
            values = {"country": slug(country), "Country": match["country"], "organ": slug(matter, 70), "Organ": matter}
            identity, title = rule.id.format(**values), rule.title.format(**values)
            short = rule.title.format(**values | {"Country": country})
            if host:
                near = _country(host) or host
                identity, title, short = f"{identity}-{slug(near)}", f"{title} in {host}", f"{short} in {near}"
            return _known_organ(identity[:90], short) or Publisher(identity[:90], title, "press-release")
    return None


def _known_organ(identity: str, title: str) -> Publisher | None:
    """Give the known publisher with this id, or with this name: "President of Uzbekistan"."""
    plain = folded(title)
    return next((p for p in publishers() if p.id == identity or plain in p.names), None)


def _country(name: str) -> str | None:
    """Give a country's short name; None where the words are no proper name."""
    plain = folded(name)
    if plain in load("en/mastheads")["countries"]:
        return str(load("en/mastheads")["countries"][plain])
    rest = _STATE.sub("", name).removeprefix("the ")
    return rest if rest.split() and all(w[0].isupper() for w in rest.split() if w not in _SMALL) else None


class Masthead(NamedTuple):
    """A publisher that a line names, and whether the line is nothing else."""

    publisher: Publisher
    alone: bool


def masthead(line: str, known: Register) -> Masthead | None:
    """Give the publisher that a line of a page's head names: alone, with a section, or after a title.

    "Outlet", "Outlet | Section", "Outlet - News of the valley", "Press service of …", "Title | Outlet".
    """
    if len(line) > _LONGEST + 60 or not line[:1].isalnum():
        return None
    if (found := organ(line) or own_name(line, known) or _host(line, known)) is not None:
        return Masthead(found, True)
    if _KEY.match(line) and (found := named(line, known)) is not None:
        return Masthead(found, True)
    parts = [p for p in _BREAK.split(line) if p]
    if not 1 < len(parts) <= _PARTS:
        return None
    for at in (0, len(parts) - 1):
        publisher = organ(parts[at]) or own_name(parts[at], known) or _host(parts[at], known)
        if publisher is not None:
            others = [p for n, p in enumerate(parts) if n != at]
            alone = len(line) <= _LONGEST and line[-1] not in ".?!" and all(_is_section(p) for p in others)
            if alone or (at and _BREAK.search(line)):
                return Masthead(publisher, alone and (at == 0 or all(len(p.split()) <= 2 for p in others)))
    return None


def _host(words: str, known: Register) -> Publisher | None:
    """Give the publisher whose web address `words` are, known or not: "Harbour.example"."""
    if not _HOST.fullmatch(words):
        return None
    return by_domain(words, known) or Publisher(slug(domain(words)), words, "news")


def _is_section(words: str) -> bool:
    """Say whether words beside a name are short and in capitals: a headline after a dash tells in small letters."""
    tokens = words.split()
    return len(tokens) <= 5 and all(t[0].isupper() or not t[0].isalpha() or t in _SMALL for t in tokens)


def own_name(words: str, known: Register) -> Publisher | None:
    """Give the publisher whose name `words` are, with nothing beside it but words such as "News Agency"."""
    tokens = folded(words).split()
    if not 0 < len(tokens) <= 10:
        return None
    beside = _words("beside") | _words("places")
    for size in range(len(tokens), 0, -1):
        for start in range(len(tokens) - size + 1):
            found = known.names.get(" ".join(tokens[start : start + size]))
            if found is None:
                continue
            rest = tokens[:start] + tokens[start + size :]
            if not rest or (not known.is_common(tokens[start : start + size]) and all(t in beside for t in rest)):
                return found
    return None


def unknown_name(line: str) -> str | None:
    """Give the name of an unknown publisher in a masthead: in title case, with a word such as "Gazette" in it."""
    name = next((p for p in re.split(r"\s+[-–—•·]\s+|\s*[|/»>›\t]+\s*|\s{2,}", line) if p), "").strip(" .:,")
    tokens = name.split()
    if not 1 < len(tokens) <= 8 or len(name) > 60 or line.rstrip()[-1:] in '.?!:;,…"”':
        return None
    plain = [t.strip(".,()").lower() for t in tokens]
    if any(not t[0].isupper() and t not in _SMALL for t in tokens) or not set(plain) & _words("nouns"):
        return None
    generic = _words("beside") | _words("nouns") | _words("places") | _SMALL
    return name if any(t not in generic for t in plain) or "for" in plain else None
