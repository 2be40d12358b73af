"""Markdown and HTML: one outline of an answer, written down in two ways."""

import re
from collections.abc import Iterator

from cajad_cli.model import Reading
from cajad_cli.render.hygiene import clean
from cajad_cli.render.outline import Block, Citation, Grid, Heading, Line, Paragraph, Part, outline, title
from cajad_cli.render.view import Answer, Page

_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"(\s*)([#+=-]|\d+[.)])")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
blockquote { border-left: .2rem solid #8886; margin: .6rem 0; padding-left: 1rem; }
blockquote, td { overflow-wrap: anywhere; } td:first-child { white-space: nowrap; }
cite, small { color: #777; font-style: normal; font-size: .9em; } mark { background: #fd08; color: inherit; }
"""


def markdown(answer: Answer, page: Page) -> Iterator[str]:
    """Yield Markdown (CommonMark with tables) that can be pasted into a memo; nothing where it is empty."""
    blocks: list[Block] = list(outline(answer, page))
    if isinstance(answer, Reading) and not page.fields:
        blocks.insert(0, Heading(1, (Part(title(answer)),)))
    yield "\n".join(map(_markdown_block, blocks))


def html(answer: Answer, page: Page) -> Iterator[str]:
    """Yield one HTML page that needs no other file; every word of a document is escaped."""
    name = _escape_html(title(answer))
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{name}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>\n"
    for block in outline(answer, page):
        yield _html_block(block)
    yield "</body>\n</html>\n"


def _markdown_block(block: Block) -> str:
    match block:
        case Heading(level, line):
            return f"{'#' * level} {_markdown(line)}\n"
        case Paragraph(line):
            return f"{_markdown_start(_markdown(line))}\n"
        case Citation(quote, place):
            return f"> {_markdown_start(_markdown(quote))}\n>\n> — {_markdown(place)}\n"
        case Grid(header, rows):
            lines = [header, tuple("---" for _ in header)]
            lines += [tuple(_markdown(cell) for cell in row) for row in rows]
            return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _markdown(line: Line) -> str:
    return "".join(map(_markdown_part, line))


def _markdown_part(part: Part) -> str:
    words = clean(part.text)
    if part.style == "code" and "`" not in words:
        return f"`{words}`".replace("|", "\\|")
    written = _MARKDOWN.sub(r"\\\g<0>", words)
    if part.style in {"strong", "mark"} and written.strip():
        return written.replace(written.strip(), f"**{written.strip()}**", 1)
    return written


def _markdown_start(line: str) -> str:
    """Escape what would make a heading or a list of a line: "#", "-", "1." at its beginning."""
    found = _LINE_START.match(line)
    return f"{found[1]}{found[2][:-1]}\\{line[found.end() - 1 :]}" if found else line


def _html_block(block: Block) -> str:
    match block:
        case Heading(level, line):
            return f"<h{level}>{_html(line)}</h{level}>\n"
        case Paragraph(line):
            return f"<p>{_html(line)}</p>\n"
        case Citation(quote, place):
            return f"<blockquote>{_html(quote)}<br><cite>{_html(place)}</cite></blockquote>\n"
        case Grid(header, rows):
            names = "".join(f"<th>{_escape_html(name)}</th>" for name in header)
            body = "".join(f"<tr>{''.join(f'<td>{_html(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
            return f"<table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _html(line: Line) -> str:
    return "".join(map(_html_part, line))


def _html_part(part: Part) -> str:
    tag = {"strong": "strong", "mark": "mark", "code": "code", "quiet": "small"}.get(part.style)
    words = _escape_html(part.text)
    return f"<{tag}>{words}</{tag}>" if tag else words


def _escape_html(text: str) -> str:
    return clean(text).translate(_HTML)
