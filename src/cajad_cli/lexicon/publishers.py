"""Publishers and how their texts betray them: data/publishers.toml, compiled."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from cajad_cli.lexicon.source import load

_LEGAL = re.compile(
    r"\b(?:the|ltd|inc|co|corp|llc|plc|limited|company|corporation|news agency|news service"
    r"|information agency|ia|www|com)\b\.?",
    re.IGNORECASE,
)
_NOT_WORD = re.compile(r"[\W_]+")
_MARK = re.compile(r"[,/|()\[\]]+|\s[-–—]\s|\s{2,}")


class Publisher(NamedTuple):
    """Who speaks: the kind of its texts, the names it goes by, its domains and the marks of its pages."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    furniture: tuple[re.Pattern[str], ...] = ()
    shape: tuple[re.Pattern[str], ...] = ()
    exact: tuple[str, ...] = ()  # names that are words of the language too: they count only alone


class Register:
    """Publishers by what they are looked up by; earlier ones win."""

    def __init__(self, known: tuple[Publisher, ...]) -> None:
        self.publishers = known
        self.names = {n: p for p in reversed(known) for n in (*p.names, *p.exact)}
        self.domains = {d: p for p in reversed(known) for d in p.domains}
        self.common = frozenset(n for p in known for n in p.exact) - {n for p in known for n in p.names}
        self.furniture = tuple((p, pattern) for p in known for pattern in p.furniture)
        self.shapes = tuple((p, pattern) for p in known for pattern in p.shape)
        self.compact = _compact(known, self.common)
        self.longest = max((n.count(" ") + 1 for n in self.names), default=0)

    def is_common(self, tokens: list[str]) -> bool:
        """Say whether a name is a word of the language too."""
        return " ".join(tokens) in self.common


def _compact(known: tuple[Publisher, ...], common: frozenset[str]) -> dict[str, Publisher]:
    """Map names without their spaces, and the first parts of domains, to publishers."""
    made: dict[str, Publisher] = {}
    topics = frozenset(load("publishers")["topics"].split())
    for publisher in known:
        hosts = (d.split(".")[0] for d in publisher.domains if d.count(".") == 1)
        own = publisher.id.replace("-", " ")
        for name in (own, *publisher.names, *hosts):
            short = len(name) < 3 or (len(name) == 3 and name != own)
            if not short and name not in topics and (name == own or name not in common):
                made.setdefault(name.replace(" ", ""), publisher)
    return made


@cache
def publishers() -> tuple[Publisher, ...]:
    """Give every publisher of the data file."""
    return tuple(_publisher(p["id"], p) for p in load("publishers")["publisher"])


@cache
def _register() -> Register:
    return Register(publishers())


_OWN: dict[str, Register] = {}


def register(settings: Mapping[str, Mapping[str, Any]]) -> Register:
    """Give the publishers that a library names, ahead of the known ones, which fill in what it leaves out."""
    if not settings:
        return _register()
    key = repr(settings)
    if key not in _OWN:
        _OWN.clear()  # one library at a time
        _OWN[key] = Register(_with_own(settings))
    return _OWN[key]


def _with_own(settings: Mapping[str, Mapping[str, Any]]) -> tuple[Publisher, ...]:
    known = {p.id: p for p in publishers()}
    own = []
    for identity, table in settings.items():
        base = known.get(identity)
        made = _publisher(identity, {"name": base.name if base else identity, **table})
        own.append(_joined(made, base, table) if base else made)
    return (*own, *(p for p in publishers() if p.id not in settings))


def _joined(made: Publisher, base: Publisher, table: Mapping[str, Any]) -> Publisher:
    return Publisher(
        made.id,
        made.name,
        table.get("kind", base.kind),
        (*made.names, *base.names),
        (*made.domains, *base.domains),
        (*made.furniture, *base.furniture),
        (*made.shape, *base.shape),
        (*made.exact, *base.exact),
    )


def _publisher(identity: str, table: Mapping[str, Any]) -> Publisher:
    marks = [
        re.compile(rf"(?m)^\W{{0,4}}(?:[^\n]{{0,80}}\W)?{re.escape(m)}\W{{0,4}}$", re.IGNORECASE)
        for m in table.get("marks", ())
    ]
    furniture = [re.compile(rf"(?m)^\W{{0,4}}{p}\W{{0,4}}$", re.IGNORECASE) for p in table.get("furniture", ())]
    names = (table["name"], *table.get("names", ()), *table.get("marks", ()))
    exact = tuple(folded(n) for n in table.get("exact", ()))
    plain = tuple(dict.fromkeys(n for name in names if (n := folded(name)) not in exact))
    return Publisher(
        identity,
        table["name"],
        table.get("kind", "news"),
        plain,
        tuple(d.lower() for d in table.get("domains", ())),
        tuple(furniture + marks),
        tuple(re.compile(p) for p in table.get("shape", ())),
        tuple(dict.fromkeys((*exact, folded(identity)))),
    )


def folded(name: str) -> str:
    """Fold a publisher's name to what names are compared by."""
    plain = unicodedata.normalize("NFKC", name).lower().replace("’", "'")
    plain = _NOT_WORD.sub(" ", _LEGAL.sub(" ", plain)).strip()
    return plain or name.lower()


def named(words: str, known: Register) -> Publisher | None:
    """Give the publisher that a credit such as "(Harbour Press, Ltd.)" names, the longest name first."""
    tokens = folded(words).split()[:60]
    for size in range(min(len(tokens), known.longest), 0, -1):
        for start in range(len(tokens) - size + 1):
            name = " ".join(tokens[start : start + size])
            found = known.names.get(name)
            if found is not None and (name not in known.common or size == len(tokens)):
                return found
    return _alone(words, known) if known.common else None


def _alone(words: str, known: Register) -> Publisher | None:
    """Give the publisher whose name is a common word and stands between the marks of a credit."""
    parts = (folded(part) for part in _MARK.split(words))
    return next((known.names[p] for p in parts if p in known.common), None)


def by_file(document: str, known: Register) -> Publisher | None:
    """Give the publisher whose name the path of a file holds, e.g. "kabar/2021.txt", "x_japantimes_3.txt"."""
    tokens = [t for t in _NOT_WORD.split(document.lower()) if t and not t.isdigit()]
    for size in (4, 3, 2, 1):
        for start in range(len(tokens) - size + 1):
            found = known.compact.get("".join(tokens[start : start + size]))
            # bodies of state are what texts are about as often: only where the name comes first
            if found and (found.kind == "news" or start == 0):
                return found
    return None


def by_domain(url: str, known: Register) -> Publisher | None:
    """Give the publisher of a web address."""
    host = domain(url)
    while "." in host:
        if host in known.domains:
            return known.domains[host]
        host = host.partition(".")[2]
    return None


def domain(url: str) -> str:
    """Give the host of a web address without "www."."""
    host = re.sub(r"^[a-z]+://", "", url.strip().lower()).split("/")[0].split(":")[0].split("@")[-1]
    return host.removeprefix("www.")


def slug(name: str, longest: int = 40) -> str:
    """Give a short id made of a name, of at most `longest` characters."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return (
        _NOT_WORD.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")[:longest] or "unknown"
    )
