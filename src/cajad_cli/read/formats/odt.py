"""OpenDocument texts: paragraphs, headings, lists and tables of `content.xml`, by the standard library."""

import io
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from cajad_cli.errors import ReadError
from cajad_cli.read.formats.part import Part, Source, Told, headed
from cajad_cli.read.formats.zipped import is_entity_bomb, member, open_zip

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_META: Final = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_SILENT: Final = frozenset((_TEXT + "note", _TEXT + "tracked-changes", _TEXT + "sequence-decls",
                            "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"))  # fmt: skip
_MOST_SPACES: Final = 80  # of one text:s element, which may claim any number


def parts(source: Source) -> Iterator[Part]:
    """Give the text, the title and the author above it."""
    archive = open_zip(source)
    content = member(archive, "content.xml", source.name)
    stated = _metadata(member(archive, "meta.xml", source.name)) if "meta.xml" in archive.namelist() else {}
    if is_entity_bomb(content):
        raise ReadError(f"{source.name} declares XML entities: not read")
    try:
        text = "\n\n".join(_blocks(content))
    except (ElementTree.ParseError, ValueError) as error:
        raise ReadError(f"{source.name} is damaged: {error}") from None
    fields = ("title", stated.get("title")), ("author", stated.get("initial-creator") or stated.get("creator"))
    yield Part("", headed(fields, text), Told())


def _metadata(data: bytes) -> dict[str, str]:
    if is_entity_bomb(data):
        return {}
    try:
        tree = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError):
        return {}
    return {e.tag.partition("}")[2]: e.text for e in tree.iter() if e.text and e.tag.startswith((_DC, _META))}


def _blocks(content: bytes) -> Iterator[str]:
    """Yield one block a paragraph, heading or item, one line a row of a table; elements are let go as they end."""
    cells: list[str] = []
    table: list[str] = []
    silent = lists = rows = 0
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        tag, begins = element.tag, event == "start"
        silent += (1 if begins else -1) if tag in _SILENT else 0
        lists += (1 if begins else -1) if tag == _TEXT + "list" else 0
        rows += (1 if begins else -1) if tag == _TABLE + "table-row" else 0
        if begins:
            continue
        if tag in (_TEXT + "p", _TEXT + "h") and not silent:
            if block := " ".join("".join(_words(element)).split()):
                if rows:
                    cells.append(block)
                else:
                    level = int(element.get(_TEXT + "outline-level") or 1) if tag == _TEXT + "h" else 0
                    yield "#" * min(level, 6) + " " * bool(level) + "- " * bool(lists and not level) + block
        elif tag == _TABLE + "table-row" and cells:
            table.append(" | ".join(cells))
            cells = []
        elif tag == _TABLE + "table" and table and not rows:
            yield "\n".join(table)
            table = []
        if tag in (_TEXT + "p", _TEXT + "h", _TEXT + "note", _TABLE + "table-cell"):
            element.clear()


def _words(element: ElementTree.Element) -> Iterator[str]:
    """Yield the words of a paragraph, notes and comments left out, by a stack of our own: nesting has no bound."""
    stack: list[tuple[ElementTree.Element | None, str]] = [(element, "")]
    while stack:
        one, tail = stack.pop()
        if one is None:
            yield tail
            continue
        if one.tag in _SILENT:
            continue
        if one.tag == _TEXT + "s":
            yield " " * min(int(one.get(_TEXT + "c") or 1), _MOST_SPACES)
        elif one.tag in (_TEXT + "tab", _TEXT + "line-break"):
            yield " "
        else:
            yield one.text or ""
        for child in reversed(one):
            stack.append((None, child.tail or ""))
            stack.append((child, ""))
