"""Texts with marked words: cut into pieces, and clipped around the marks at word boundaries."""

from collections.abc import Iterable, Sequence

from cajad_cli.model import Span
from cajad_cli.noun import NamedTuple

_JOIN = 40  # marks nearer than this share one window
_CLIP = "…"
_IDEOGRAPHS = 0x2E80  # from here on scripts write without spaces: any place is a word boundary


class Piece(NamedTuple):
    """A stretch of text, marked or not."""

    text: str
    marked: bool = False


def pieces(text: str, marks: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut `text` at its marks; marks may overlap, come in any order or reach outside."""
    return _cut(text, Span(0, len(text)), _merged(_within(text, marks), 0))


def clip(text: str, marks: Sequence[Span], budget: int) -> tuple[Piece, ...]:
    """Cut `text` at its marks and keep about `budget` characters around them, whole words only.

    The windows with most marks stay; what is left out shows as "…". Without marks the beginning stays.
    """
    marks = _within(text, marks)
    if len(text) <= budget * 5 // 4:
        return pieces(text, marks)
    marks = _merged(marks, 0)
    found: list[Piece] = []
    at = 0
    for window in _windows(text, marks, budget):
        if window.start > at:
            found.append(Piece(f" {_CLIP} " if found else f"{_CLIP} "))
        found += _cut(text, window, marks)
        at = window.end
    return (*found, Piece(f" {_CLIP}")) if at < len(text) else tuple(found)


def _windows(text: str, marks: Sequence[Span], budget: int) -> list[Span]:
    """Choose at most three windows, those with most marks, and widen them to the budget."""
    groups = _merged(marks, _JOIN)
    if not groups:
        return [_trimmed(text, _widened(text, Span(0, budget)))]
    ranked = sorted(groups, key=lambda g: -sum(g.start <= m.start and m.end <= g.end for m in marks))[:3]
    spare = max(0, budget - sum(g.end - g.start for g in ranked)) // len(ranked)
    wide = [_widened(text, _around(group, spare, len(text))) for group in ranked]
    return [_trimmed(text, window) for window in _merged(wide, 1)]


def _around(group: Span, spare: int, size: int) -> Span:
    """Add `spare` characters around a group, half a side, more where the other side has less."""
    left = min(group.start, max(spare // 2, spare - (size - group.end)))
    return Span(group.start - left, min(size, group.end + spare - left))


def _widened(text: str, window: Span) -> Span:
    """Move both ends outward to the next word boundary; near the ends of the text, to the end."""
    start, end = window
    while 0 < start < len(text) and not _boundary(text, start):
        start -= 1
    while 0 < end < len(text) and not _boundary(text, end):
        end += 1
    return Span(0 if start < 12 else start, len(text) if len(text) - end < 12 else end)


def _trimmed(text: str, window: Span) -> Span:
    start, end = window
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _boundary(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    return before.isspace() or after.isspace() or min(ord(before), ord(after)) >= _IDEOGRAPHS


def _within(text: str, marks: Iterable[Span]) -> list[Span]:
    inside = (Span(max(0, start), min(len(text), end)) for start, end in marks)
    return [mark for mark in inside if mark.start < mark.end]


def _merged(spans: Iterable[Span], gap: int) -> list[Span]:
    """Put spans in order and join those that are no more than `gap` characters apart."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start - merged[-1].end <= gap:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _cut(text: str, window: Span, marks: Sequence[Span]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at, last = window
    for mark in marks:
        start, end = max(mark.start, at), min(mark.end, last)
        if start < end:
            found += [Piece(text[at:start]), Piece(text[start:end], True)]
            at = end
    return tuple(piece for piece in (*found, Piece(text[at:last])) if piece.text)
