"""The lines above a text that name its source, date, title, address (`Source: x`); YAML front matter too."""

import re
from typing import NamedTuple

from cajad_cli.lexicon.stamps import Written, dates, header_keys
from cajad_cli.model import Quote, Span

_LINE = re.compile(
    r"[ \t]{0,8}(?:\*\*|[\"'])?([A-Za-z][A-Za-z _-]{0,28})(?:\*\*|[\"'])?\s?:(?:\*\*)?"
    r"(?:[ \t]+(\S[^\n]{0,2000}))?[ \t]*\Z"
)
_FENCE = re.compile(r"\s{0,20}(?:---|\+\+\+)[ \t]*\n")


# What parts a source from what stands behind it in its line: "Source: Harbour Press     24/12/2022 20:14"
_GAP = re.compile(r"\s{2,}|\s?[|•·]\s?|\t|[,;]?\s(?=\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b)")


class Header(NamedTuple):
    """What the header lines say, with their places; `end` is where the text begins."""

    end: int
    fields: dict[str, Quote]
    published: Written | None  # offsets in the text
    retrieved: tuple[Written, ...]
    spans: tuple[Span, ...]


def header(text: str) -> Header:
    """Read the header lines of a text: those at its very top whose key is known."""
    fence = _FENCE.match(text)
    position = fence.end() if fence else len(text[:2000]) - len(text[:2000].lstrip())
    begun = position
    fields: dict[str, Quote] = {}
    spans: list[Span] = []
    while position < len(text):
        end = _line_end(text, position)
        line = text[position:end]
        if fence and line.strip() in ("---", "+++", "..."):
            return _header(end, fields, spans)
        match = _LINE.match(line) if len(line) < 2200 else None
        key = (match and header_keys().get(match[1].lower().strip().replace("-", "_"))) or (
            match and header_keys().get(match[1].lower().strip())
        )
        if match and key:
            _keep(fields, key, match, position)
            spans.append(Span(position, position + len(line.rstrip())))
        elif (line.strip() and not (fence and position - begun < 4000)) or (
            not line.strip() and fields and not _goes_on(text, end)
        ):
            break
        position = end + 1
    if not fields or fence:
        return Header(begun if not fence else 0, {}, None, (), ())
    return _header(min(position, len(text)), fields, spans)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _goes_on(text: str, position: int) -> bool:
    """Say whether the line after a blank one is a header line with a date, a source or an address."""
    start = position
    while start < len(text) and text[start].isspace():
        start += 1
    match = _LINE.match(text[start : min(_line_end(text, start), start + 2200)])
    return (
        bool(match) and header_keys().get(match[1].lower().strip()) in ("published", "source", "url")
        if match
        else False
    )


def _keep(fields: dict[str, Quote], key: str, match: re.Match[str], position: int) -> None:
    value = (match[2] or "").rstrip()
    start = position + match.start(2) if value else position
    if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
        value, start = value[1:-1], start + 1
    if value and key not in fields:
        fields[key] = Quote(start, start + len(value), value)


def _header(end: int, fields: dict[str, Quote], spans: list[Span]) -> Header:
    quote = fields.get("published")
    published = _day(quote, quote.text[:80]) if quote else None
    if published is None and (source := fields.get("source")) and (gap := _GAP.search(source.text)):
        published = _day(source, source.text, gap.end())
        fields["source"] = Quote(source.start, source.start + gap.start(), source.text[: gap.start()])
    return Header(end, fields, published, (), tuple(spans))


def _day(quote: Quote, words: str, since: int = 0) -> Written | None:
    """Give the first date with a year in a value, from `since` on."""
    found = next((w for w in dates(words) if w.days and w.start >= since), None)
    return found._replace(start=quote.start + found.start, end=quote.start + found.end) if found else None
