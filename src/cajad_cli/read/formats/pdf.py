"""PDF files by pypdfium2: lines put in reading order, columns one after another, and joined to paragraphs.

PDFium gives words in the order in which the file draws them, which most programs choose well; where lines of two
columns are drawn row by row, the white space between them tells them apart. What stands on many pages at the same edge,
and page numbers, are furniture and left out: they would stand in the middle of sentences.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any, Final, NamedTuple

from cajad_cli.errors import ReadError
from cajad_cli.read.formats.part import MAX_PAGES, MAX_TEXT, Flaw, Part, Source, Told, headed

_EDGE: Final = 0.12  # of a page's height, at the top and at the bottom: where furniture stands
_REPEATED: Final = 3  # pages
_HALF_INCH: Final = 36.0  # points of half an inch
_MOST_LINES: Final = 3_000  # of a page that are put in order; one with more is a drawing
_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.|seite|стр\.)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|from)\s*\d{1,4})?[-–—|\s]*\Z",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_HYPHEN = re.compile(r"[^\W\d_]{2}[-\xad\u2010\ufffe\x02]\Z")
_SOFT = re.compile("[\xad\u2010\ufffe\x02]\\Z")
_ITEM = re.compile(r"(?:[•●▪■◦‣–*]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_CLOSED = re.compile(r"[.!?…:;。][\"'”’»)\]]{0,2}\Z")
_JUNK = re.compile(
    r"microsoft word|untitled|\.(?:docx?|pdf|indd|qxd|rtf|odt|p65|xlsx?|pptx?)\b|[\\/_]|^\S*$", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Page(NamedTuple):
    """The lines of a page in reading order, and its height in points."""

    lines: list["Line"]
    height: float


class Line(NamedTuple):
    """One line, or a piece of one, with its box in points; `top` counts from the bottom of the page."""

    left: float
    bottom: float
    right: float
    top: float
    words: str


def parts(source: Source) -> Iterator[Part | Flaw]:
    """Give the text of a file with the places where its pages begin."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(source.data())
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        hint = "save it without a password" if locked else ""
        raise ReadError(f"{source.name} is {'encrypted' if locked else 'damaged'}: {error}", hint) from None
    try:
        pages, bad = _pages(document)
        stated = document.get_metadata_dict() if pages else {}
    finally:
        document.close()
    if not any(page.lines for page in pages):
        raise ReadError(f"{source.name} has no text: pictures of pages need OCR first", "ocrmypdf, for one, adds it")
    if bad:
        which = ", ".join(map(str, bad[:10]))
        yield Flaw("", f"{source.name}: page{'s' if len(bad) > 1 else ''} {which} cannot be read")
    if len(document_pages := _without_furniture(pages)) == MAX_PAGES:
        yield Flaw("", f"{source.name}: only the first {MAX_PAGES:,} pages were read")
    text, starts = _joined(document_pages)
    title = stated.get("Title", "").strip()
    fields = ("title", title if title and not _JUNK.search(title) else None), ("author", stated.get("Author"))
    whole = headed(fields, text)
    # The text stands at the end of the whole, whatever stands above it.
    shift = len(whole) - len(text)
    yield Part("", whole, Told(pages=(0, *(shift + start for start in starts[1:]))))


def _pages(document: Any) -> tuple[list[Page], list[int]]:
    """Give the pages, and the numbers of those that cannot be read."""
    pages: list[Page] = []
    bad: list[int] = []
    size = 0
    for number in range(min(len(document), MAX_PAGES)):
        try:
            page = document[number]
            lines, height = _lines(page), page.get_height()
            page.close()
        except Exception:  # noqa: BLE001 - a damaged page is one page less
            bad.append(number + 1)
            lines, height = [], 0.0
        pages.append(Page(lines, height))
        size += sum(len(line.words) for line in lines)
        if size > MAX_TEXT:
            raise ReadError(f"it holds more than {MAX_TEXT >> 20} million characters")
    return pages, bad


# ---------------------------------------------------------------- lines in reading order


def _lines(page: Any) -> list[Line]:
    text = page.get_textpage()
    try:
        count = text.count_rects()
        if count > _MOST_LINES:
            rows = _CONTROL.sub("", text.get_text_range().replace("\r\n", "\n")).split("\n")
            return [Line(0, -n * 12, 400, 10 - n * 12, row.strip()) for n, row in enumerate(rows) if row.strip()]
        boxes = [text.get_rect(n) for n in range(count)]
        pieces = [Line(box[0], box[1], box[2], box[3], _piece(text, box)) for box in boxes]
    finally:
        text.close()
    return ordered(_merged([p for p in pieces if p.words.strip()]))


def _piece(text: Any, box: tuple[float, float, float, float]) -> str:
    left, bottom, right, top = box
    raw: str = text.get_text_bounded(left - 0.5, bottom - 0.5, right + 0.5, top + 0.5)
    # PDFium puts one of two signs in the place of a hyphen at the end of a line.
    return _CONTROL.sub("", raw.replace("\r\n", " ").replace("\ufffe", "\xad").replace("\x02", "\xad"))


def _merged(pieces: list[Line]) -> list[Line]:
    """Join the pieces of one line: changes of font cut it, the gap between columns does not count as one."""
    made: list[Line] = []
    for piece in pieces:
        if made and _same_line(made[-1], piece):
            last = made[-1]
            gap = "" if piece.left - last.right < 0.12 * (last.top - last.bottom) else " "
            made[-1] = Line(
                last.left, min(last.bottom, piece.bottom), max(last.right, piece.right), max(last.top, piece.top),
                last.words.rstrip() + (gap or " " * last.words.endswith(" ")) + piece.words.lstrip(),
            )  # fmt: skip
        else:
            made.append(piece)
    return [line._replace(words=" ".join(line.words.split())) for line in made]


def _same_line(last: Line, piece: Line) -> bool:
    height = max(last.top - last.bottom, 1.0)
    overlap = min(last.top, piece.top) - max(last.bottom, piece.bottom)
    lower = min(height, max(piece.top - piece.bottom, 1.0))
    return overlap > 0.5 * lower and -0.5 * height <= piece.left - last.right < 1.0 * height


def ordered(lines: list[Line]) -> list[Line]:
    """Put lines in reading order: from the top, columns from the left, each stretch between lines that cross them."""
    if len(lines) < 2:
        return lines
    gutter = _gutter(lines)
    if gutter is None:
        return sorted(lines, key=lambda line: (-round((line.top + line.bottom) / 6), line.left))
    made: list[Line] = []
    waiting: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        if line.left < gutter < line.right:
            made += _sides(waiting, gutter)
            made.append(line)
            waiting = []
        else:
            waiting.append(line)
    return made + _sides(waiting, gutter)


def _sides(lines: list[Line], gutter: float) -> list[Line]:
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.right > gutter]
    return ordered(left) + ordered(right)


def _gutter(lines: list[Line]) -> float | None:
    """Give the middle of the white space that parts two columns of text; None where there are none.

    Columns of text have long lines, those of a table short cells: a table is read row by row.
    """
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    size = median(line.top - line.bottom for line in lines)
    best: tuple[int, float, float] | None = None
    inner, outer = low + 0.2 * (high - low), low + 0.8 * (high - low)
    edges = sorted({round(line.right, 1) for line in lines if inner < line.right < outer})
    for edge in edges[:200]:
        left = [line for line in lines if line.right <= edge + 0.1]
        right = [line for line in lines if line.left >= edge + 0.8 * size]
        across = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < 4 or across > 0.3 * len(lines):
            continue
        if not (_is_text(left) and _is_text(right) and _beside(left, right)):
            continue
        if best is None or across < best[0]:
            best = (across, edge, min(line.left for line in right))
    return None if best is None else (best[1] + best[2]) / 2


def _is_text(lines: list[Line]) -> bool:
    wide = max(line.right for line in lines) - min(line.left for line in lines)
    long = median(line.right - line.left for line in lines) > 0.55 * wide
    return long and median(len(line.words) for line in lines) >= 18


def _beside(left: list[Line], right: list[Line]) -> bool:
    """Say whether two sets of lines share at least a third of the height of the lower one."""
    top = min(max(line.top for line in left), max(line.top for line in right))
    bottom = max(min(line.bottom for line in left), min(line.bottom for line in right))
    heights = (max(x.top for x in some) - min(x.bottom for x in some) for some in (left, right))
    return top - bottom > min(heights) / 3


# ---------------------------------------------------------------- furniture


def _without_furniture(pages: list[Page]) -> list[list[Line]]:
    """Leave out running heads and feet, which several pages have at the same edge, and page numbers."""
    edges = [{line for line in page.lines if _at_edge(line, page.height)} for page in pages]
    lettered = ({_key(n) for n in lines if any(map(str.isalpha, n.words))} for lines in edges)
    counts = Counter(key for keys in lettered for key in keys)
    return [
        [n for n in page.lines if not (n in edge and (_NUMBER.match(n.words) or counts[_key(n)] >= _REPEATED))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom > (1 - _EDGE) * height or line.top < _EDGE * height


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.words).casefold(), round(line.bottom / 20)


# ---------------------------------------------------------------- lines → paragraphs


def _joined(pages: list[list[Line]]) -> tuple[str, list[int]]:
    """Join lines to paragraphs, across pages too; give the text and where in it each page begins."""
    made: list[str] = []
    starts: list[int] = []
    length = 0
    last: Line | None = None
    for lines in pages:
        starts.append(-1)
        pitch, reach = _pitch(lines), _reach(lines)
        for line in lines:
            glue = "" if last is None else _glue(last, line, pitch, new_page=starts[-1] < 0)
            if glue == " " and last and _would_fit(last, line, reach.get(round(last.left / _HALF_INCH), 0.0)):
                glue = "\n"
            if glue == "-":
                made[-1] = made[-1][:-1]
                length -= 1
                glue = ""
            made += (glue, line.words)
            length += len(glue)
            if starts[-1] < 0:
                starts[-1] = length
            length += len(line.words)
            last = line
    for number in range(len(starts) - 1, -1, -1):  # a page without text begins where the next one does
        if starts[number] < 0:
            starts[number] = starts[number + 1] if number + 1 < len(starts) else length
    return "".join(made), starts


def _glue(last: Line, line: Line, pitch: float, *, new_page: bool) -> str:
    """Give what stands between two lines: nothing within a word, a space within a paragraph, else a blank line."""
    broken = _HYPHEN.search(last.words) is not None and line.words[:1].islower()
    if not (broken and _SOFT.search(last.words)) and _parted(last, line, pitch, new_page=new_page):
        return "\n\n"
    return "-" if broken else " "


def _pitch(lines: list[Line]) -> float:
    """Give the usual distance from line to line, in points; boxes are those of the letters, so that heights vary."""
    sizes = [line.top - line.bottom for line in lines]
    size = max(median(sizes), 1.0) if sizes else 1.0
    steps = [step for a, b in pairwise(lines) if 0.6 * size < (step := a.bottom - b.bottom) < 4 * size]
    return sorted(steps)[len(steps) // 4] if steps else 1.4 * size  # lines within paragraphs are the nearest ones


def _reach(lines: list[Line]) -> dict[int, float]:
    """Map the left edges of columns, in half inches, to how far to the right their lines go; headings do not count."""
    sizes = [line.top - line.bottom for line in lines]
    usual = 1.5 * median(sizes) if sizes else 0.0
    made: dict[int, float] = {}
    for line in lines:
        if line.top - line.bottom <= usual:
            column = round(line.left / _HALF_INCH)
            made[column] = max(made.get(column, 0.0), line.right)
    return made


def _would_fit(last: Line, line: Line, reach: float) -> bool:
    """Say whether the first word of a line had room in the one above: then the line was broken on purpose."""
    if line.words[:1].islower():
        return False
    wide = (last.right - last.left) / max(len(last.words), 1)
    return last.right + 1.3 * wide * (len(line.words.partition(" ")[0]) + 1) < reach


def _parted(last: Line, line: Line, pitch: float, *, new_page: bool) -> bool:
    """Say whether a paragraph ends between two lines."""
    one, other = last.top - last.bottom, line.top - line.bottom
    if abs(one - other) > 0.4 * max(one, other, 1.0) or _ITEM.match(line.words):
        return True
    closed = _CLOSED.search(last.words) is not None
    begins = line.words[:1].isupper() or not line.words[:1].isalpha()
    step = last.bottom - line.bottom
    if new_page or step < -pitch:  # the next page, or the next column
        return closed or begins
    if step > 1.4 * pitch:
        return True
    if abs(step) < 0.4 * pitch:  # cells of one row
        return False
    if line.left > last.left + 0.5 * pitch and begins and closed:
        return True
    return closed and begins and last.right - last.left < 0.75 * (line.right - line.left)
