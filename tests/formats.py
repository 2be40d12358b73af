"""Files of every format, made in code from invented stories; what a reader must find in each."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from csv import writer
from datetime import UTC, date, datetime
from email.message import EmailMessage
from html import escape
from typing import Any, Final, NamedTuple


class Story(NamedTuple):
    """An invented story: what every format is made of."""

    title: str
    author: str
    outlet: str
    day: date
    url: str
    paragraphs: tuple[str, ...]


STORY: Final = Story(
    "Lorvik harbour opens its northern pier",
    "Aida Nurlan",
    "Harbour Gazette",
    date(2023, 5, 4),
    "https://harbour-gazette.example/2023/lorvik-pier",
    (
        "The northern pier of Lorvik harbour opened on Thursday after ten years of work, the ministry said.",
        "It is 820 metres long and cost 40 million crowns, more than was planned in 2019.",
        "Ministers of the six coastal states will meet there on 12 June to sign a treaty on sea lanes.",
        "The mayor said that the town had waited for this day, and that ships of every size could land now.",
    ),
)
ITEMS: Final = ("The road to the harbour is being widened.", "The railway station will be moved next year.")
ROWS: Final = (("Pier", "Length"), ("Northern", "820 m"), ("Southern", "640 m"))


def text(story: Story = STORY) -> bytes:
    """Make a plain text with a stamp."""
    stamp = f"{story.day:%B} {story.day.day}, {story.day.year}"
    return "\n\n".join((story.title, f"{story.outlet}, {stamp}", *story.paragraphs)).encode()


def markdown(story: Story = STORY) -> bytes:
    """Make a Markdown file with front matter."""
    head = f"---\ntitle: {story.title}\ndate: {story.day}\nsource: {story.outlet}\nurl: {story.url}\n---\n"
    items = "\n".join(f"- {item}" for item in ITEMS)
    text = "\n\n".join(story.paragraphs)
    return f"{head}\n# {story.title}\n\n{text}\n\n## What follows\n\n{items}\n".encode()


def html(story: Story = STORY, *, meta: bool = True) -> bytes:
    """Make a web page with menus around its text; without `meta` its day stands only under the title."""
    stated = (
        f'<meta property="article:published_time" content="{story.day}T09:00:00+02:00">'
        f'<meta name="author" content="{escape(story.author)}">'
        f'<meta property="og:site_name" content="{escape(story.outlet)}">'
        f'<link rel="canonical" href="{story.url}">'
    )
    stamp = "" if meta else f"<div class=date>Published {story.day:%d %B %Y}</div>"
    body = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(story.title)}</title>'
        f"{stated if meta else ''}<style>p {{ color: red }}</style></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li><li>Subscribe now</li></ul></nav>"
        f"<article><h1>{escape(story.title)}</h1>{stamp}{body}<h2>What follows</h2><ul>{items}</ul></article>"
        "<aside><h3>Most read</h3><ul><li><a href='/1'>Ten recipes with beans</a></li></ul></aside>"
        "<footer>Imprint. Cookies. All rights reserved.</footer><script>var x = 'nobody sees this';</script>"
        "</body></html>"
    ).encode()


def pdf(story: Story = STORY, *, pages: int = 3, columns: bool = False) -> bytes:
    """Make a PDF with running heads and page numbers; the paragraphs stand once on every page, numbered by page."""
    from fpdf import FPDF

    made = FPDF(format="A4")
    made.set_title(story.title)
    made.set_author(story.author)
    made.set_creation_date(datetime(2024, 1, 2, tzinfo=UTC))
    made.set_auto_page_break(auto=False)
    for number in range(1, pages + 1):
        made.add_page()
        made.set_font("Helvetica", size=9)
        made.text(20, 12, f"Yearbook of the harbours of {story.outlet}")
        made.text(100, 290, f"- {number} -")
        made.set_xy(20, 25)
        if number == 1:
            made.set_font("Helvetica", "B", 18)
            made.multi_cell(170, 9, _latin(story.title), align="L")
            made.set_font("Helvetica", size=10)
            made.set_xy(20, 50)
            made.cell(170, 6, f"{story.day:%B} {story.day.day}, {story.day.year}")
        made.set_font("Times", size=11)
        words = [_latin(f"{p} This is said on page {number}.") for p in story.paragraphs]
        if columns:
            _rows_of_columns(made, words)
        else:
            made.set_xy(20, 65)
            for paragraph in words:
                made.set_x(20)
                made.multi_cell(170, 6, paragraph, align="L")
                made.ln(5)
    return bytes(made.output())


def blank_pdf() -> bytes:
    """Make a PDF of an empty page, as one is that holds only a picture."""
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    return bytes(made.output())


def _rows_of_columns(made: Any, paragraphs: Sequence[str]) -> None:
    """Draw two columns row by row, as typesetters do that a reader must see through."""
    half = len(paragraphs) // 2
    left, right = (_wrapped(made, some) for some in (paragraphs[:half], paragraphs[half:]))
    for row in range(max(len(left), len(right))):
        for x, lines in ((20, left), (110, right)):
            if row < len(lines) and lines[row]:
                made.text(x, 70 + 6 * row, lines[row])


def _wrapped(made: Any, paragraphs: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split():
            if line and made.get_string_width(f"{line} {word}") > 80:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines += [line, ""]
    return lines


def _latin(words: str) -> str:
    return words.encode("latin-1", "replace").decode("latin-1")


def docx(story: Story = STORY) -> bytes:
    """Make a Word file with a heading, a list and a table."""
    from docx import Document

    made = Document()
    made.core_properties.title, made.core_properties.author = story.title, story.author
    made.add_heading(story.title, 1)
    made.add_paragraph(f"{story.outlet}, {story.day:%d %B %Y}")
    for paragraph in story.paragraphs:
        made.add_paragraph(paragraph)
    for item in ITEMS:
        made.add_paragraph(item, style="List Bullet")
    table = made.add_table(rows=0, cols=2)
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(members: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


ODT_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>'
)
ODT_FOOT: Final = "</office:text></office:body></office:document-content>"


def odt(story: Story = STORY) -> bytes:
    """Make an OpenDocument text."""
    rows = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{c}</text:p></table:table-cell>' for c in row)}"
        "</table:table-row>"
        for row in ROWS
    )
    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ITEMS)
    body = "".join(f"<text:p>{escape(p)}<text:note>a note</text:note></text:p>" for p in story.paragraphs)
    content = (
        f'{ODT_HEAD}<text:h text:outline-level="1">{escape(story.title)}</text:h>'
        f"<text:p>{story.outlet},<text:s text:c='2'/>{story.day:%d %B %Y}</text:p>{body}"
        f"<text:list>{items}</text:list><table:table>{rows}</table:table>{ODT_FOOT}"
    )
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:title>{escape(story.title)}</dc:title><dc:creator>{story.author}</dc:creator>"
        "</office:meta></office:document-meta>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": content, "meta.xml": meta})


def epub(story: Story = STORY) -> bytes:
    """Make a book of two chapters."""
    half = len(story.paragraphs) // 2
    chapters = {"one": story.paragraphs[:half], "two": story.paragraphs[half:]}
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{escape(story.title)}</dc:title><dc:creator>{story.author}</dc:creator>"
        f"<dc:publisher>{story.outlet}</dc:publisher><dc:date>{story.day}</dc:date><dc:language>en</dc:language>"
        "</metadata><manifest>"
        + "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in chapters)
        + '</manifest><spine><itemref idref="one"/><itemref idref="two"/></spine></package>'
    )
    pages = {
        f"OPS/{name}.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
        f"<h2>Chapter {name}</h2>{''.join(f'<p>{escape(p)}</p>' for p in some)}</body></html>"
        for name, some in chapters.items()
    }
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    head: dict[str, bytes | str] = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    return packed({**head, "OPS/book.opf": package, **pages})


def message(story: Story = STORY, attached: dict[str, bytes] | None = None, *, page: bool = False) -> EmailMessage:
    """Make a mail, as text or as a page, with attachments."""
    made = EmailMessage()
    made["From"] = f"{story.outlet} <desk@harbour-gazette.example>"
    made["To"] = "readers@example.org"
    made["Subject"] = story.title
    made["Date"] = f"{story.day:%a, %d %b %Y} 09:12:00 +0200"
    made["Message-ID"] = f"<{story.day:%Y%m%d}@harbour-gazette.example>"
    body = "\n\n".join(story.paragraphs)
    if page:
        made.set_content("".join(f"<p>{escape(p)}</p>" for p in story.paragraphs), subtype="html")
    else:
        made.set_content(body)
    for name, data in (attached or {}).items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


def eml(story: Story = STORY) -> bytes:
    """Make a mail."""
    return message(story).as_bytes()


def mbox(stories: Sequence[Story] = (STORY,)) -> bytes:
    """Make a mailbox."""
    mails = (message(story).as_bytes().replace(b"\nFrom ", b"\n>From ") for story in stories)
    return b"".join(b"From desk@example.org Thu May  4 09:12:00 2023\n" + mail + b"\n\n" for mail in mails)


def record(story: Story) -> dict[str, str]:
    """Give a story as a record with the names that exports of news have."""
    named = {"headline": story.title, "byline": story.author, "publisher": story.outlet, "link": story.url}
    return {"id": "7", **named, "publishedAt": f"{story.day}T08:00:00+02:00", "body": "\n\n".join(story.paragraphs)}


def jsonl(stories: Sequence[Story] = (STORY,)) -> bytes:
    """Make JSON Lines."""
    return "".join(json.dumps(record(story), ensure_ascii=False) + "\n" for story in stories).encode()


def csv(stories: Sequence[Story] = (STORY,), mark: str = ",") -> bytes:
    """Make a table with named columns."""
    out = io.StringIO()
    table = writer(out, delimiter=mark)
    table.writerow(record(stories[0]).keys())
    table.writerows(record(story).values() for story in stories)
    return out.getvalue().encode()


def tsv(stories: Sequence[Story] = (STORY,)) -> bytes:
    """Make a table with tabs."""
    return csv(stories, "\t")


def warc(stories: Sequence[Story] = (STORY,)) -> bytes:
    """Make a web archive: for each story a request and the page that answered."""
    out = b""
    for story in stories:
        page = html(story)
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        out += _warc_record("request", story.url, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n")
        out += _warc_record("response", story.url, "application/http; msgtype=response", answer)
    return out


def _warc_record(kind: str, url: str, content: str, data: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"


def mht(story: Story = STORY) -> bytes:
    """Make a page saved whole by a browser."""
    made = EmailMessage()
    made["From"] = "<Saved by Blink>"
    made["Snapshot-Content-Location"] = story.url
    made["Subject"] = story.title
    made["Date"] = "Tue, 2 Jan 2024 03:04:05 -0000"
    made.set_content(html(story).decode(), subtype="html")
    return made.as_bytes()


SINGLE: Final[dict[str, Callable[[Story], bytes]]] = {
    "txt": text, "md": markdown, "html": html, "pdf": pdf, "docx": docx, "odt": odt, "epub": epub, "eml": eml,
    "mht": mht,
}  # fmt: skip
CONTAINERS: Final[dict[str, Callable[[Sequence[Story]], bytes]]] = {
    "mbox": mbox, "jsonl": jsonl, "csv": csv, "tsv": tsv, "warc": warc,
}  # fmt: skip
