"""Publishers and how their texts betray them: data/publishers.toml, compiled."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from cajad_cli.lexicon.source import load

_LEGAL = re.compile(
    r"\b(?:the|ltd|inc|co|corp|llc|plc|limited|company|corporation|news agency|news service"
    r"|information agency|ia|www|com)\b\.?",
    re.IGNORECASE,
)
_NOT_WORD = re.compile(r"[\W_]+")


class Publisher(NamedTuple):
    """Who speaks: the kind of its texts, the names it goes by, its domains and the marks of its pages."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    domains: tuple[str, ...]
    furniture: tuple[re.Pattern[str], ...]
    shape: tuple[re.Pattern[str], ...]


@cache
def publishers() -> tuple[Publisher, ...]:
    """Give every publisher of the data file."""
    return tuple(_publisher(p["id"], p) for p in load("publishers")["publisher"])


def with_own(settings: Mapping[str, Mapping[str, Any]]) -> tuple[Publisher, ...]:
    """Give the publishers that a library names, ahead of the known ones, which fill in what it leaves out."""
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
    )


def _publisher(identity: str, table: Mapping[str, Any]) -> Publisher:
    marks = [
        re.compile(rf"(?m)^\W{{0,4}}(?:[^\n]{{0,80}}\W)?{re.escape(m)}\W{{0,4}}$", re.IGNORECASE)
        for m in table.get("marks", ())
    ]
    furniture = [
        re.compile(rf"(?m)^\W{{0,4}}{p}\W{{0,4}}$", re.IGNORECASE) for p in table.get("furniture", ())
    ]
    names = (identity, table["name"], *table.get("names", ()), *table.get("marks", ()))
    return Publisher(
        identity,
        table["name"],
        table.get("kind", "news"),
        tuple(dict.fromkeys(folded(n) for n in names)),
        tuple(d.lower() for d in table.get("domains", ())),
        tuple(furniture + marks),
        tuple(re.compile(p) for p in table.get("shape", ())),
    )


def folded(name: str) -> str:
    """Fold a publisher's name to what names are compared by."""
    plain = unicodedata.normalize("NFKC", name).lower().replace("’", "'")
    plain = _NOT_WORD.sub(" ", _LEGAL.sub(" ", plain)).strip()
    return plain or name.lower()


def named(words: str, among: Iterable[Publisher]) -> Publisher | None:
    """Give the publisher that a credit such as "(Harbour Press, Ltd.)" names, the longest name first."""
    credit = f" {folded(words)} "
    best, length = None, 0
    for publisher in among:
        for name in publisher.names:
            if len(name) > length and f" {name} " in credit:
                best, length = publisher, len(name)
    return best


def by_domain(url: str, among: Iterable[Publisher]) -> Publisher | None:
    """Give the publisher of a web address."""
    host = domain(url)
    return next((p for p in among for d in p.domains if host == d or host.endswith(f".{d}")), None)


def domain(url: str) -> str:
    """Give the host of a web address without "www."."""
    host = re.sub(r"^[a-z]+://", "", url.strip().lower()).split("/")[0].split(":")[0].split("@")[-1]
    return host.removeprefix("www.")


def slug(name: str) -> str:
    """Give a short id made of a name."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return (
        _NOT_WORD.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")[:40]
        or "unknown"
    )
