"""Who issued a document: by its library, header, credits, address and page furniture, in this order."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cajad_cli.lexicon.publishers import Publisher, by_domain, domain, named, slug

_CREDIT_LINE = re.compile(
    r"(?:\(?(?:from|source|sources|originally published (?:by|in|on)|courtesy of|via)\b:?\s|/{2,3}\s?)"
    r"(?P<name>[^()\n]{2,80}?)"
    r"(?:,\s[^,()]{0,30}\d{4})?\)?[.\s]{0,4}\Z",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©:]{0,4}(?:by\s)?(?:\d{4}(?:[-–]\d{4})?[\s,.]{0,3})?(?:by\s)?"
    r"(?P<name>[^\n.\[\]()|]{2,60})",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(r"(?P<name>[^\n.©|]{2,60}?)\s?©", re.IGNORECASE)
_YEARS = re.compile(r"\b\d{4}(?:\s?[-–]\s?\d{4})?\b|\ball rights reserved\b.*", re.IGNORECASE)
_BARE_AGENCY = re.compile(r"\A[^\n]{0,40}?(?P<name>\b[A-Z][\w.]{2,24})\s?(?:[-–—]{1,2})\s")
_SIGN_OFF = re.compile(
    r"[\[(](?P<name>[A-Z][\w .&/-]{1,30})[\])]\Z|--?\s?(?P<plain>[A-Z]{3,}[\w .&-]{0,20})\Z"
)


_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")


class Voice(NamedTuple):
    """A source id, a publisher's name and the kind of text it issues where that is known."""

    source: str
    publisher: str
    kind: str | None


class Credits(NamedTuple):
    """Where a text may name its publisher, in order of trust."""

    headers: tuple[str, ...]
    datelines: tuple[str, ...]  # agencies of datelines
    closings: tuple[str, ...]  # last lines and what was cut off the body's end
    around: str  # the lines that are no body
    lead: str  # the beginning of the body
    url: str | None


def voice(credits: Credits, known: tuple[Publisher, ...], stem: str) -> Voice:
    """Give who speaks; the file's own stem where nothing in the text says."""
    if credits.headers:
        return _headed(credits.headers[0], known)
    copyrights = list(_copyright_names(credits))
    said = (*credits.datelines, *_bare(credits.lead), *_closing_names(credits.closings), *copyrights)
    found = next((p for words in said if (p := named(words, known))), None)
    found = found or (by_domain(credits.url, known) if credits.url else None) or _by_furniture(credits, known)
    if found:
        return _known(found)
    signed = [w for w in (*_closing_names(credits.closings, strict=True), *copyrights) if _is_name(w)]
    if signed:
        return _new(signed[0])
    return _new(domain(credits.url)) if credits.url else Voice(slug(stem), stem, None)


def _headed(words: str, known: tuple[Publisher, ...]) -> Voice:
    """Give who a header line names, by name or by address."""
    address = "." in words and ("/" in words or _HOST.fullmatch(words) is not None)
    found = (by_domain(words, known) if address else None) or named(words, known)
    return _known(found) if found else _new(domain(words) if address else words)


def _known(publisher: Publisher) -> Voice:
    return Voice(publisher.id, publisher.name, publisher.kind)


def _new(name: str) -> Voice:
    return Voice(slug(name), name.strip(), None)


def _is_name(words: str) -> bool:
    return 1 < len(words.strip()) <= 50 and words.strip()[:1].isupper() and words.count(" ") < 7


def _bare(lead: str) -> Iterator[str]:
    """Yield the agency of a beginning such as "ASTANA. HARBOUR – The …", written without brackets."""
    if match := _BARE_AGENCY.match(lead[:90]):
        yield match["name"]


def _closing_names(lines: tuple[str, ...], strict: bool = False) -> Iterator[str]:
    for line in lines:
        if match := _CREDIT_LINE.search(line[-200:]):
            yield match["name"].strip(" .")
        elif not strict and (sign := _SIGN_OFF.search(line[-60:].strip())):
            yield sign["name"] or sign["plain"]


def _copyright_names(credits: Credits) -> Iterator[str]:
    for line in (*credits.closings, *credits.around.split("\n")):
        if len(line) > 400 or not re.search(r"©|\(c\)|copyright", line, re.IGNORECASE):
            continue
        for pattern in (_COPYRIGHT, _BEFORE_YEAR):
            if match := pattern.search(line):
                name = _YEARS.sub("", match["name"]).strip(" ,.-–|")
                if name:
                    yield name


def _by_furniture(credits: Credits, known: tuple[Publisher, ...]) -> Publisher | None:
    for publisher in known:
        if any(p.search(credits.around) for p in publisher.furniture):
            return publisher
    return next((p for p in known for shape in p.shape if shape.search(credits.lead[:1500])), None)
