"""HTML → its text with headings, list items and paragraphs kept: for mails and books, where all of it is text."""

import re
from html.parser import HTMLParser
from typing import Final

_BLOCK_NAMES: Final = """
address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1
h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody tfoot thead title tr ul
"""
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_SILENT: Final = frozenset(("script", "style", "template", "noscript", "svg", "head", "iframe", "object", "select"))
_HEADINGS: Final = {f"h{n}": "#" * n + " " for n in range(1, 7)}
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")


class _Reader(HTMLParser):
    """Gathers lines; a stream of tags without a tree, so that no depth of nesting matters."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.words: list[str] = []
        self.mark = ""
        self.silent: list[str] = []
        self.pre = 0
        self.cells = 0

    def flush(self) -> None:
        raw = "".join(self.words)
        text = raw.strip("\n") if self.pre else _SPACE.sub(" ", raw).strip()
        if text.strip():
            self.lines.append(self.mark + text)
            self.mark = ""
        self.words = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self.silent.append(tag)
        elif tag == "body":
            self.silent.clear()
        if self.silent:
            return
        if tag in _BLOCKS:
            self.flush()
            self.mark = _HEADINGS.get(tag, "- " if tag == "li" else "" if tag != "p" else self.mark)
        if tag == "tr":
            self.cells = 0
        elif tag in ("td", "th"):
            self.words.append(" | " if self.cells else "")
            self.cells += 1
        self.pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass
        elif tag in _BLOCKS and not self.silent:
            self.flush()
            self.mark = ""
            self.pre = max(0, self.pre - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if not self.silent and data:
            # Words in cells stand in one line: a paragraph in a cell is none of its own.
            self.words.append(data)


def plain_text(page: str) -> str:
    """Give the text of a page, block by block with a blank line between, `# ` before headings, `- ` before items."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.flush()
    return "\n\n".join(reader.lines)
