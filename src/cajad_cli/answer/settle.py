"""What library.toml settles: points in dispute that the user has decided, or does not want to see."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from cajad_cli.extract.terms import terms
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Point, Settled
from cajad_cli.noun import NamedTuple


class Settlement(NamedTuple):
    """The points of an answer, what is settled after what is open, and those that are silenced."""

    points: tuple[Point, ...]
    silenced: tuple[Point, ...]


def settle(points: Sequence[Point], entries: Sequence[Settled]) -> Settlement:
    """Mark the conflicts that the first fitting one of `entries` settles, and take out those that it silences."""
    if not entries:
        return Settlement(tuple(points), ())
    marked = [_marked(point, entries) for point in points]
    silenced = tuple(p for p in marked if p.settled and p.settled.value is None)
    kept = sorted((p for p in marked if p not in silenced), key=_rank)
    return Settlement(tuple(kept), silenced)


def _rank(point: Point) -> int:
    """Put open conflicts first, then settled ones, then the rest, each in the order they have."""
    return 2 if point.verdict != "conflict" else int(point.settled is not None)


def _marked(point: Point, entries: Sequence[Settled]) -> Point:
    if point.verdict != "conflict":
        return point
    return point._replace(settled=next((e for e in entries if is_about(e, point)), None))


def is_about(entry: Settled, point: Point) -> bool:
    """Tell whether a point holds all content words of a topic, by their stems, in its label or its quotes.

    A word that asks for a kind of value ("year", "number", "venue") is as good as held by a point of that kind.
    """
    claims = [claim for position in point.positions for claim in position.claims]
    if entry.documents and not all(any(fnmatchcase(c.document, g) for g in entry.documents) for c in claims):
        return False
    asked = {t.stem for t in terms(entry.topic)}
    held = {t.stem for text in (point.label, *(c.text for c in claims)) for t in terms(text)}
    return bool(asked) and asked <= held | words.asking(point.kind)
