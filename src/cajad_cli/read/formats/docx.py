"""Word documents: paragraphs, headings, lists and tables by python-docx, in their order."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cajad_cli.errors import ReadError
from cajad_cli.read.formats.part import Part, Source, Told, headed
from cajad_cli.read.formats.zipped import is_entity_bomb, member, open_zip

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph


def parts(source: Source) -> Iterator[Part]:
    """Give the text, the title and the author above it; a day of creation is not that of issue and left out."""
    archive = open_zip(source)
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and is_entity_bomb(member(archive, name, source.name)[:65536]):
            raise ReadError(f"{source.name} declares XML entities: not read")
    import docx

    source.file.seek(0)
    try:
        document: Any = docx.Document(source.file)
        blocks = [text for block in document.iter_inner_content() if (text := _text(block))]
        stated = document.core_properties
        title, author = stated.title, stated.author
    except Exception as error:  # noqa: BLE001 - damaged documents raise whatever python-docx stumbles on
        raise ReadError(f"{source.name} is damaged: {' '.join(str(error).split())[:120]}") from None
    known = "" if author in ("python-docx", "Administrator", "User", "Author") else author
    told = Told(language=(stated.language or "")[:2].lower() or None)
    yield Part("", headed((("title", title), ("author", known)), "\n\n".join(blocks)), told)


def _text(block: "Paragraph | Table") -> str:
    if hasattr(block, "rows"):
        return "\n".join(_row(row) for row in block.rows)
    words = " ".join(block.text.split())
    style = (block.style.name or "") if block.style is not None else ""
    if not words:
        return ""
    if style == "Title" or style.startswith("Heading"):
        level = style[-1:]
        return "#" * (min(int(level), 6) if level.isdigit() else 1) + " " + words
    return f"- {words}" if style.startswith("List") or _is_item(block) else words


def _is_item(paragraph: "Paragraph") -> bool:
    properties: Any = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _row(row: Any) -> str:
    """Give the cells of a row in one line; `row.cells` repeats a cell as often as its span claims, a billion times."""
    cells = ("".join(t.text or "" for t in cell.iter() if t.tag.endswith("}t")) for cell in row._tr.tc_lst)
    return " | ".join(" ".join(words.split()) for words in cells)
