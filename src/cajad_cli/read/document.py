"""Text → Document: body, title, day of publication, publisher, kind and language, each by its own room."""

import re
from datetime import date
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from cajad_cli.lexicon.order import Order
from cajad_cli.lexicon.publishers import Register, register
from cajad_cli.lexicon.sentences import sentences
from cajad_cli.lexicon.stamps import Written, rules
from cajad_cli.lexicon.stamps import dates as dates_in
from cajad_cli.model import Block, Document, Library, Span
from cajad_cli.read import published as dcts
from cajad_cli.read.bar import is_row, owner
from cajad_cli.read.body import Layout, blocks, layout
from cajad_cli.read.dateline import Dateline, dateline
from cajad_cli.read.formats.part import Told
from cajad_cli.read.header import Header, header
from cajad_cli.read.kind import kind, language
from cajad_cli.read.publisher import Credits, Voice, voice
from cajad_cli.read.units import units

_YEAR = re.compile(r"[12][0-9]{3}")
_PICTURE = re.compile(r"photo|image|picture|getty|video|graphic|illustration|cover", re.IGNORECASE)
_DATELINES_IN = 8  # units from the first prose on that may begin with one

_LONGEST_TITLE = 500  # characters
_NOTHING = Told()


class _Parts(NamedTuple):
    text: str
    header: Header
    page: Layout
    blocks: tuple[Block, ...]
    cut: tuple[Span, ...]
    datelines: tuple[Dateline, ...]
    closings: tuple[tuple[Written, int, int], ...]
    prefix: Span | None


def document_of(
    name: str, text: str, library: Library, today: date, order: Order | None = None, told: Told = _NOTHING
) -> Document:
    """Read the `text` of the document `name` as its library says; `today` bounds the years it can be of.

    `order` is that of day and month in the library's other stamps, where this document's own leave it open; `told` is
    what its format states beside the text.
    """
    wanted = _wanted(name, library)
    known = register(library.settings.get("publishers", {}))
    parts = _parts(text, wanted, known)
    url = wanted.get("url") or dcts.address(text, parts.page, parts.header)
    speaks = _voice(parts, url, wanted | {"told": told.source}, known, name)
    day = _published(parts, name, url, wanted, order, today)
    body = "\n".join(text[b.start : b.end] for b in parts.blocks[:60])
    return Document(
        document=name,
        source=speaks.source,
        publisher=speaks.publisher,
        kind=wanted.get("kind") or told.kind or _kind(parts, body, speaks),
        title=wanted.get("title") or _bounded(_title(parts, name)),
        url=url,
        language=wanted.get("language") or language(body or text, told.language or ""),
        published=day.day,
        published_from=day.how,
        published_evidence=day.evidence,
        text=text,
        blocks=parts.blocks,
        stamps=_stamps(parts),
        pages=told.pages,
    )


def _wanted(name: str, library: Library) -> dict[str, Any]:
    """Join what library.toml says of this document; a later entry overrides an earlier one."""
    joined: dict[str, Any] = {}
    file = name.partition("#")[0]  # a container's name is for all its records
    for row in library.settings.get("document", ()):
        if fnmatchcase(name, row["match"]) or (file != name and fnmatchcase(file, row["match"])):
            joined |= {k: v for k, v in row.items() if k != "match"}
    return joined


# ---------------------------------------------------------------- parts


def _parts(text: str, wanted: dict[str, Any], known: Register) -> _Parts:
    head = header(text)
    prefix = next((m for r in rules("prefix") if (m := r.pattern.match(text, head.end))), None)
    made = units(text, prefix.end() if prefix else head.end)
    stop = text.find(wanted["body_until"]) if "body_until" in wanted else -1
    if stop >= 0:
        made = [u._replace(end=min(u.end, stop)) for u in made if u.start < stop]
    title = head.fields.get("title")
    page = layout(text, made, known, title.text if title else None)
    kept, cut = blocks(text, page)
    lines = tuple(d for u in page.units[page.first :][:_DATELINES_IN] if (d := dateline(text, u.start, u.end)))
    if page.title is not None and page.title < page.first:  # "OSH, 3 May 2021 /Agency/. A bridge is opened"
        title_line = dateline(text, page.units[page.title].start, page.units[page.title].end)
        lines = (*((title_line,) if title_line and title_line.written and title_line.credit else ()), *lines)
    if page.last < 0:
        lines = tuple(d for u in page.units[:_DATELINES_IN] if (d := dateline(text, u.start, u.end)))
    kept, credits = _without_closing_line(text, kept)
    return _Parts(
        text,
        head,
        page,
        kept,
        (*cut, *credits),
        lines,
        _closings(text, page, (*cut, *credits), kept),
        Span(*prefix.span("date")) if prefix else None,
    )


def _without_closing_line(text: str, kept: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Span, ...]]:
    """Take last blocks that are only a credit, e.g. "(From The Gazette, Dec. 30, 2022)", off the body."""
    out: list[Span] = []
    for block in kept[-3:]:
        words = text[block.start : block.end]
        if len(words) < 200 and any((m := r.pattern.search(words)) and m.start() == 0 for r in rules("closing")):
            out.append(Span(block.start, block.end))
    return tuple(b for b in kept if Span(b.start, b.end) not in out), tuple(out)


def _has_year(words: str) -> bool:
    return _YEAR.search(words) is not None


def _closings(
    text: str, page: Layout, cut: tuple[Span, ...], kept: tuple[Block, ...]
) -> tuple[tuple[Written, int, int], ...]:
    """Give the dates of closing credits with the spans of the credits."""
    places = [Span(max(b.start, b.end - 300), b.end) for b in kept[-3:]]
    places += [Span(u.start, u.end) for u in page.units[page.last + 1 :] if u.end - u.start < 400]
    found: list[tuple[Written, int, int]] = []
    for start, end in (*places, *cut):
        for rule in rules("closing") if _has_year(text[start:end]) else ():
            match = rule.pattern.search(text[start:end])
            if match is None:
                continue
            written = [w for w in dates_in(match["date"]) if w.days]
            if written:
                at = start + match.start("date")
                moved = written[0]._replace(start=at + written[0].start, end=at + written[0].end)
                found.append((moved, start + match.start(), start + match.end()))
                break
    return tuple(found)


def _stamps(parts: _Parts) -> tuple[Span, ...]:
    """Give every span that is a stamp, a dateline, a header line or a credit, in order."""
    found = {*parts.header.spans, *parts.cut}
    if parts.prefix:
        found.add(parts.prefix)
    found |= {
        Span(u.start, u.end) for u, label in zip(parts.page.units, parts.page.labels, strict=True) if label == "stamp"
    }
    found |= {Span(d.start, d.end) for d in parts.datelines}
    found |= {Span(start, end) for _, start, end in parts.closings}
    return tuple(sorted(found))


# ---------------------------------------------------------------- fields


def _published(
    parts: _Parts, name: str, url: str | None, wanted: dict[str, Any], order: Order | None, today: date
) -> dcts.Published:
    if "published" in wanted:
        return dcts.Published(wanted["published"], "library", None)
    head = parts.header
    if parts.prefix and not head.published:
        start, end = parts.prefix
        day = date.fromisoformat(parts.text[start:end])
        head = head._replace(published=Written(start, end, (day,), day.month, day.day))
    clues = dcts.Clues(parts.text, name, head, parts.page, parts.datelines, parts.closings, url, order)
    return dcts.published(clues, today)


def _voice(parts: _Parts, url: str | None, wanted: dict[str, Any], known: Register, name: str) -> Voice:
    said = tuple(w for w in (wanted.get("source"), wanted.get("publisher"), wanted["told"]) if w)
    found = voice(_credits(parts, url, said[:1]), known, name)
    if wanted.get("source"):
        found = found._replace(source=wanted["source"])
    return found._replace(publisher=wanted["publisher"]) if wanted.get("publisher") else found


def _credits(parts: _Parts, url: str | None, said: tuple[str, ...]) -> Credits:
    """Gather where the text may name its publisher."""
    text, page = parts.text, parts.page
    body = {(b.start, b.end) for b in parts.blocks}
    short = [
        (i, label, ("© " if u.marker.lower() == "(c)" and label == "credit" else "") + text[u.start : u.end])
        for i, (u, label) in enumerate(zip(page.units, page.labels, strict=True))
        if u.end - u.start < 400 and ((u.start, u.end) not in body or i == page.title)
    ]
    top = page.title if page.title is not None and page.title < page.first else page.first
    above = [w for i, label, w in short if i <= top and i < page.first and label not in ("drop", "list", "caption")]
    under = [
        w
        for i, label, w in short
        if i < page.first
        and len(w) < 160
        and (label in ("stamp", "masthead") or (label == "credit" and not _PICTURE.search(w)))
    ]
    above = [*(w for w in above if not is_row(w)), *(owner(w) for w in above if is_row(w))]
    header = parts.header.fields.get("source")
    lead = text[parts.blocks[0].start :][:3000] if parts.blocks else ""
    return Credits(
        headers=said or ((header.text,) if header else ()),
        mastheads=tuple(above),
        datelines=(*(d.credit for d in parts.datelines if d.credit), *under),
        closings=(*(text[s.start : s.end] for s in parts.cut), *(w for i, _, w in short if i > page.last)),
        around="\n".join(w for i, _, w in short if i != page.title),
        lead=text[page.units[page.first].start :][:3000] if page.first < len(page.units) else lead,
        url=url,
    )


def _kind(parts: _Parts, body: str, speaks: Voice) -> str:
    newspaper = any(parts.text[s : s + 6].lower().startswith("(from") for _, s, _ in parts.closings)
    return kind(parts.text, body, speaks.kind, newspaper)


def _bounded(title: str) -> str:
    """Cut at a space what is too long for a title: the first line of a table, a text without stops."""
    if len(title) <= _LONGEST_TITLE:
        return title
    cut = title.rfind(" ", 0, _LONGEST_TITLE)
    return title[: cut if cut > 0 else _LONGEST_TITLE]


def _title(parts: _Parts, name: str) -> str:
    """Give the title verbatim; without one, the first sentence of the body, or the document's name."""
    if quote := parts.header.fields.get("title"):
        return quote.text
    if parts.page.title is not None:
        unit = parts.page.units[parts.page.title]
        return parts.text[unit.start : unit.end]
    first = next((b for b in parts.blocks if b.kind != "caption"), parts.blocks[0] if parts.blocks else None)
    if first is None:
        return name
    start = next((d.end for d in parts.datelines if d.start == first.start), first.start)
    while start < first.end and not parts.text[start].isalnum() and parts.text[start] not in "“\"‘'":
        start += 1
    return next((parts.text[a:b] for a, b in sentences(parts.text, start, min(first.end, start + 400))), name)
