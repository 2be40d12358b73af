"""Text → Document: body, title, day of publication, publisher, kind and language, each by its own room."""

from datetime import date
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from cajad_cli.lexicon.publishers import Publisher, with_own
from cajad_cli.lexicon.sentences import sentences
from cajad_cli.lexicon.stamps import Written, rules
from cajad_cli.lexicon.stamps import dates as dates_in
from cajad_cli.model import Block, Document, Library, Span
from cajad_cli.read import published as dcts
from cajad_cli.read.body import Layout, blocks, layout
from cajad_cli.read.dateline import Dateline, dateline
from cajad_cli.read.header import Header, header
from cajad_cli.read.kind import kind, language
from cajad_cli.read.publisher import Credits, Voice, voice
from cajad_cli.read.units import units

_DATELINES_IN = 8  # units from the first prose on that may begin with one


class _Parts(NamedTuple):
    text: str
    header: Header
    page: Layout
    blocks: tuple[Block, ...]
    cut: tuple[Span, ...]
    datelines: tuple[Dateline, ...]
    closings: tuple[tuple[Written, int, int], ...]
    prefix: Span | None


def document_of(name: str, text: str, library: Library, today: date) -> Document:
    """Read the `text` of the document `name` as its library says; `today` bounds the years it can be of."""
    wanted = _wanted(name, library)
    parts = _parts(text, wanted)
    url = wanted.get("url") or dcts.address(text, parts.page, parts.header)
    speaks = _voice(parts, url, wanted, _publishers(library), name)
    day = _published(parts, name, url, wanted, today)
    body = "\n".join(text[b.start : b.end] for b in parts.blocks[:60])
    return Document(
        document=name,
        source=speaks.source,
        publisher=speaks.publisher,
        kind=wanted.get("kind") or _kind(parts, body, speaks),
        title=wanted.get("title") or _title(parts, name),
        url=url,
        language=wanted.get("language") or language(body or text),
        published=day.day,
        published_from=day.how,
        published_evidence=day.evidence,
        text=text,
        blocks=parts.blocks,
        stamps=_stamps(parts),
    )


def _wanted(name: str, library: Library) -> dict[str, Any]:
    """Join what library.toml says of this document; a later entry overrides an earlier one."""
    joined: dict[str, Any] = {}
    for row in library.settings.get("document", ()):
        if fnmatchcase(name, row["match"]):
            joined |= {k: v for k, v in row.items() if k != "match"}
    return joined


def _publishers(library: Library) -> tuple[Publisher, ...]:
    return with_own(library.settings.get("publishers", {}))


# ---------------------------------------------------------------- parts


def _parts(text: str, wanted: dict[str, Any]) -> _Parts:
    head = header(text)
    prefix = next((m for r in rules("prefix") if (m := r.pattern.match(text, head.end))), None)
    made = units(text, prefix.end() if prefix else head.end)
    stop = text.find(wanted["body_until"]) if "body_until" in wanted else -1
    if stop >= 0:
        made = [u._replace(end=min(u.end, stop)) for u in made if u.start < stop]
    title = head.fields.get("title")
    page = layout(text, made, title.text if title else None)
    kept, cut = blocks(text, page)
    lines = tuple(
        d for u in page.units[page.first :][:_DATELINES_IN] if (d := dateline(text, u.start, u.end))
    )
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
        if len(words) < 200 and any(
            (m := r.pattern.search(words)) and m.start() == 0 for r in rules("closing")
        ):
            out.append(Span(block.start, block.end))
    return tuple(b for b in kept if Span(b.start, b.end) not in out), tuple(out)


def _closings(
    text: str, page: Layout, cut: tuple[Span, ...], kept: tuple[Block, ...]
) -> tuple[tuple[Written, int, int], ...]:
    """Give the dates of closing credits with the spans of the credits."""
    places = [Span(max(b.start, b.end - 300), b.end) for b in kept[-3:]]
    places += [Span(u.start, u.end) for u in page.units[page.last + 1 :] if u.end - u.start < 400]
    found: list[tuple[Written, int, int]] = []
    for start, end in (*places, *cut):
        for rule in rules("closing"):
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
        Span(u.start, u.end)
        for u, label in zip(parts.page.units, parts.page.labels, strict=True)
        if label == "stamp"
    }
    found |= {Span(d.start, d.end) for d in parts.datelines}
    found |= {Span(start, end) for _, start, end in parts.closings}
    return tuple(sorted(found))


# ---------------------------------------------------------------- fields


def _published(
    parts: _Parts, name: str, url: str | None, wanted: dict[str, Any], today: date
) -> dcts.Published:
    if "published" in wanted:
        return dcts.Published(wanted["published"], "library", None)
    head = parts.header
    if parts.prefix and not head.published:
        start, end = parts.prefix
        day = date.fromisoformat(parts.text[start:end])
        head = head._replace(published=Written(start, end, (day,), day.month, day.day))
    clues = dcts.Clues(parts.text, name, head, parts.page, parts.datelines, parts.closings, url)
    return dcts.published(clues, today)


def _voice(
    parts: _Parts, url: str | None, wanted: dict[str, Any], known: tuple[Publisher, ...], name: str
) -> Voice:
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0] or name
    headers = (q.text for q in (parts.header.fields.get("source"),) if q)
    said = tuple(w for w in (wanted.get("source"), wanted.get("publisher")) if w)
    body = {(b.start, b.end) for b in parts.blocks}
    page = parts.page
    around = [
        parts.text[u.start : u.end]
        for u in page.units
        if (u.start, u.end) not in body and u.end - u.start < 400
    ]
    tail = [parts.text[u.start : u.end] for u in page.units[page.last + 1 :] if u.end - u.start < 400]
    ends = [parts.text[s.start : s.end] for s in parts.cut]
    lead = parts.text[parts.blocks[0].start :][:3000] if parts.blocks else ""
    prose = parts.text[page.units[page.first].start :][:3000] if page.first < len(page.units) else lead
    found = voice(
        Credits(
            said[:1] or tuple(headers),
            tuple(d.credit for d in parts.datelines if d.credit) + _bylines(parts),
            (*ends, *tail),
            "\n".join(around),
            prose,
            url,
        ),
        known,
        stem,
    )
    if wanted.get("source"):
        found = found._replace(source=wanted["source"])
    return found._replace(publisher=wanted["publisher"]) if wanted.get("publisher") else found


def _bylines(parts: _Parts) -> tuple[str, ...]:
    """Give the stamps and bylines above the text, which may name an agency."""
    page = parts.page
    head = [(u, label) for u, label in zip(page.units, page.labels, strict=True)][: page.first]
    lines = [(parts.text[u.start : u.end], label) for u, label in head if u.end - u.start < 160]
    return tuple(
        t for t, label in lines if label == "stamp" or (label == "credit" and t[:3].lower() == "by ")
    )


def _kind(parts: _Parts, body: str, speaks: Voice) -> str:
    newspaper = any(parts.text[s : s + 6].lower().startswith("(from") for _, s, _ in parts.closings)
    return kind(parts.text, body, speaks.kind, newspaper)


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
