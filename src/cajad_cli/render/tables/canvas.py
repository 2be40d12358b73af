"""Styled lines of a known width in terminal cells: the only module that draws with rich."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from io import StringIO

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from cajad_cli.model import Span
from cajad_cli.noun import NamedTuple
from cajad_cli.render.hygiene import clean
from cajad_cli.render.marked import clip, pieces

_STYLES = {
    "": "",
    "mark": "bold magenta",
    "head": "bold",
    "date": "bold cyan",
    "source": "green",
    "quiet": "dim",
    "planned": "yellow",
    "cancelled": "red",
    "conflict": "bold red",
    "agree": "bold green",
    "ok": "green",
    "problem": "bold red",
}
GAP = 2  # cells between columns
MEASURE = 110  # the longest line of prose, in cells: longer ones are hard to read


class Column(NamedTuple):
    """A cell's text and the width of its column."""

    text: Text
    width: int


def styled(*parts: str | tuple[str, str] | Text) -> Text:
    """Join plain words, (words, style) pairs and texts; words are made safe, never read as markup."""
    line = Text(end="")
    for part in parts:
        if isinstance(part, Text):
            line.append_text(part)
        elif isinstance(part, str):
            line.append(clean(part))
        else:
            line.append(clean(part[0]), style=_STYLES[part[1]])
    return line


def marked(text: str, marks: Sequence[Span], budget: int | None = None) -> Text:
    """Style a quote with its marked words, clipped around them where a budget of characters is given."""
    cut = pieces(text, marks) if budget is None else clip(text, marks, budget)
    return styled(*((piece.text, "mark" if piece.marked else "") for piece in cut))


def size(text: str) -> int:
    """Give the width of a text in terminal cells, once it is safe."""
    return cell_len(clean(text))


def breadth(text: Text) -> int:
    """Give the width of the widest line of a cell."""
    return max(map(cell_len, text.plain.split("\n")))


def wrap(text: Text, width: int) -> list[Text]:
    """Break a line at words; a word longer than the width is folded."""
    if not text.plain.strip():
        return [Text(end="")]
    lines = list(text.wrap(_paper(), max(width, 2)))
    for line in lines:
        line.rstrip()
    return lines


def beside(*columns: Column) -> list[Text]:
    """Set columns next to each other, each wrapped to its width."""
    wrapped = [wrap(column.text, column.width) for column in columns]
    found = []
    for row in range(max(map(len, wrapped))):
        line = Text(end="")
        for column, lines in zip(columns, wrapped, strict=True):
            cell = lines[row] if row < len(lines) else Text()
            line.append_text(cell)
            line.append(" " * (max(0, column.width - cell.cell_len) + GAP))
        line.rstrip()
        found.append(line)
    return found


def hang(prefix: Text, body: Text, width: int, room: int = 0) -> list[Text]:
    """Set `body` to the right of `prefix`; on narrow paper below it. `room` is the prefix's least width."""
    used = max(room, breadth(prefix))
    rest = width - used - GAP
    if rest >= max(24, width // 2):
        return beside(Column(prefix, used), Column(body, rest))
    return [*wrap(prefix, width), *indent(wrap(body, width - GAP))]


def stacked(*lines: Text) -> Text:
    """Put lines below each other in one cell; empty ones are left out."""
    return Text("\n", end="").join([line for line in lines if line.plain])


def indent(lines: Iterable[Text], by: int = GAP) -> list[Text]:
    """Move lines to the right."""
    return [Text(" " * by, end="").append_text(line) if line.plain else line for line in lines]


def rule(label: Text, width: int) -> Text:
    """Draw a heading with a line to the right edge."""
    left = width - label.cell_len - 1
    return label.copy().append(f" {'─' * left}", style=_STYLES["quiet"]) if left > 1 else label


def paint(lines: Iterable[Text], *, color: bool) -> Iterator[str]:
    """Yield the lines as they are written out: with SGR codes in the 16 standard colours, or with none."""
    for line in lines:
        yield ("".join(map(_coded, line.render(_paper()))) if color else line.plain) + "\n"


def _coded(segment: Segment) -> str:
    if not segment.style:
        return segment.text
    return segment.style.render(segment.text, color_system=ColorSystem.STANDARD)


@cache
def _paper() -> Console:
    return Console(file=StringIO(), width=80, color_system=None, legacy_windows=False, _environ={})
