"""Who issued a document: by its library, header, credits, address and page furniture, in this order."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cajad_cli.lexicon import boilerplate
from cajad_cli.lexicon.mastheads import masthead, organ, own_name, unknown_name
from cajad_cli.lexicon.publishers import Publisher, Register, by_domain, by_file, domain, named, slug
from cajad_cli.lexicon.stamps import dates, rules

_CREDIT_LINE = re.compile(
    r"(?:\(?(?:from|source|sources|originally published (?:by|in|on)|courtesy of|via)\b:?\s|/{2,3}\s?)"
    r"(?P<name>[^()\n]{2,80}?)"
    r"(?:,\s[^,()]{0,30}\d{4})?\)?[.\s]{0,4}\Z",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:(?<!\w)©|\(c\)|copyright)[\s©:]{0,4}(?:by\s)?(?:\d{4}(?:[-–]\d{4})?[\s,.]{0,3})?(?:by\s)?"
    r"(?P<name>[^\n.\[\]()|]{2,60})",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(r"(?P<name>[^\n.©|]{2,60}?)\s©", re.IGNORECASE)
_YEARS = re.compile(r"\b\d{4}(?:\s?[-–]\s?\d{4})?\b|\ball rights reserved\b.*", re.IGNORECASE)
_BARE_AGENCY = re.compile(r"\A[^\n]{0,40}?(?P<name>\b[A-Z][\w.]{2,24})\s?(?:[-–—]{1,2})\s")
_REPORTS = re.compile(
    r"[,.”\"]\s(?:an? |the )?(?P<name>[A-Z0-9][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3}(?:\s(?:news )?agency)?)"
    r"(?:\s(?:own\s)?correspondent)?\s(?:reports|informs|has learned|has learnt)\b"
)
_DAY_AGENCY = re.compile(
    r"\A[^\n]{0,50}?\d[^\n\d]{0,3}[-–—]\s(?P<name>[A-Z][\w.]*(?:\s[A-Z]\w*){0,2})[.,]\s(?=[A-Z“\"])"
)
_SIGN_OFF = re.compile(r"[\[(](?P<name>[A-Z][\w .&/-]{1,30})[\])]\Z|--?\s?(?P<plain>[A-Z]{3,}[\w .&-]{0,20})\Z")


_PARTS = re.compile(r"[-–—=*•]{1,3}\s?(?=[A-Z])|\s?[|/,()\[\]]\s?|\s[-–—]{1,2}\s|\s{2,}")
_PICTURE = re.compile(r"photo|image|picture|getty|video|graphic|illustration|cover", re.IGNORECASE)
_TOWN = re.compile(r",\s(?!(?:inc|ltd|llc|co|corp|plc|gmbh)\b).*\Z", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")


class Voice(NamedTuple):
    """A source id, a publisher's name and the kind of text it issues where that is known."""

    source: str
    publisher: str
    kind: str | None


class Credits(NamedTuple):
    """Where a text may name its publisher, in order of trust."""

    headers: tuple[str, ...]
    mastheads: tuple[str, ...]  # lines above the title, and the title
    datelines: tuple[str, ...]  # agencies of datelines, bylines
    closings: tuple[str, ...]  # last lines and what was cut off the body's end
    around: str  # the lines that are no body
    lead: str  # the beginning of the body
    url: str | None


def voice(credits: Credits, known: Register, document: str) -> Voice:
    """Give who speaks; the file's own stem where nothing says, not even the path of the file."""
    if credits.headers and (found := _headed(credits.headers[0], known)):
        return found
    publisher = (
        _above(credits.mastheads, known)
        or (by_domain(credits.url, known) if credits.url else None)
        or _credited(credits, known)
    )
    if publisher:
        return _known(publisher)
    if name := next((n for line in credits.mastheads[:3] if (n := unknown_name(line))), None):
        return _new(name)
    if publisher := _by_furniture(credits, known):
        return _known(publisher)
    signed = [w for w in (*_closing_names(credits.closings, strict=True), *_owners(credits)) if _is_name(w)]
    if signed:
        return _new(signed[0])
    if credits.url:
        return _new(domain(credits.url))
    stem = document.rsplit("/", 1)[-1].rsplit(".", 1)[0] or document
    return _known(publisher) if (publisher := by_file(document, known)) else Voice(slug(stem), stem, None)


def _above(lines: tuple[str, ...], known: Register) -> Publisher | None:
    """Give the publisher that the lines above the text name: "Outlet", "Outlet | Section", "Title - Outlet"."""
    for line in lines:
        if found := masthead(line, known):
            return found.publisher
        bare = undated(line)
        if bare != line and (publisher := own_name(bare, known)):
            return publisher
    return None


def _credited(credits: Credits, known: Register) -> Publisher | None:
    said = (*credits.datelines, *_bare(credits.lead), *_closing_names(credits.closings), *_copyright_names(credits))
    found = next((p for words in said if (p := named(words, known))), None) or _signed(credits.closings, known)
    own = (*_talk(credits.closings), *_reporting(credits.lead))
    return found or next((p for words in own if (p := named(words, known)) and p.kind == "news"), None)


def _talk(lines: tuple[str, ...]) -> Iterator[str]:
    """Yield what the site says to its reader below the text: "Sign up for the letter of Harbour Press"."""
    yield from (line for line in lines if ": " not in line[:20] and boilerplate.site_talk(line))


def _reporting(lead: str) -> Iterator[str]:
    """Yield how the first sentences name their own agency: "…, Harbour Press reports"."""
    yield from (match["name"] for match in _REPORTS.finditer(lead[:900]))


def _signed(lines: tuple[str, ...], known: Register) -> Publisher | None:
    """Give the publisher that a last line names after an author: "Aida Nur, Harbour Press"."""
    for line in lines:
        if len(line) > 90 or _PICTURE.search(line):
            continue
        parts = [p for p in _PARTS.split(undated(line)) if p]
        capital = all(w[0].isupper() or len(w) < 4 for p in parts for w in p.split())
        for part in (*parts[-1:], *parts[:1]) if capital and len(parts) < 4 else ():
            if found := own_name(part, known):
                return found
    return None


def undated(line: str) -> str:
    """Give a line without the dates and times in it."""
    for written in reversed(dates(line)):
        line = line[: written.start] + " " + line[written.end :]
    for rule in rules("part"):
        line = rule.pattern.sub(" ", line) if rule.name in ("time", "zone", "weekday", "count") else line
    return line.strip(" ,|/•·-–—")


def _headed(words: str, known: Register) -> Voice | None:
    """Give who a header line names, by name or by address."""
    address = "." in words and ("/" in words or _HOST.fullmatch(words) is not None)
    found = (by_domain(words, known) if address else None) or named(words, known) or organ(words)
    if found:
        return _known(found)
    bare = undated(words)
    return _new(domain(words) if address else bare) if bare else None


def _known(publisher: Publisher) -> Voice:
    return Voice(publisher.id, publisher.name, publisher.kind)


def _new(name: str) -> Voice:
    return Voice(slug(name), name.strip(), None)


def _is_name(words: str) -> bool:
    return 1 < len(words.strip()) <= 50 and words.strip()[:1].isupper() and words.count(" ") < 7


def _bare(lead: str) -> Iterator[str]:
    """Yield the agency of a beginning such as "ASTANA. HARBOUR – The …", "OSH, May 3 - Harbour. The …"."""
    yield from (match["name"] for rule in (_BARE_AGENCY, _DAY_AGENCY) if (match := rule.match(lead[:90])))


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


def _owners(credits: Credits) -> Iterator[str]:
    """Yield the names of copyright lines without the town after them."""
    yield from (_TOWN.sub("", name) for name in _copyright_names(credits))


def _by_furniture(credits: Credits, known: Register) -> Publisher | None:
    marked = (p for p, pattern in known.furniture if pattern.search(credits.around))
    shaped = (p for p, pattern in known.shapes if pattern.search(credits.lead[:1500]))
    return next(marked, None) or next(shaped, None)
