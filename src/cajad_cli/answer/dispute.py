"""Dates in dispute: the events that sources tell alike but date differently, as points of a comparison."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from cajad_cli.answer.likeness import Telling
from cajad_cli.answer.timeline import is_disputed
from cajad_cli.extract.terms import terms
from cajad_cli.index.store import Content
from cajad_cli.model import KEYS_REST, ClaimQuote, Point, Position, Quote, SourceRow

_LABEL: Final = 6  # words of a label


def disputed_points(
    groups: Sequence[Sequence[Telling]], rows: dict[int, SourceRow], contents: dict[int, Content]
) -> list[Point]:
    """Give a point for each event whose tellings have dates that cannot all be true.

    A position is one date as it is told; copies of a document are no voice of their own.
    """
    return [_point(group, rows, contents) for group in groups if is_disputed(_voices(group, rows))]


def _voices(group: Sequence[Telling], rows: dict[int, SourceRow]) -> list[Telling]:
    documents = {rows[t.key].document for t in group}
    held = any(t.event.status != "planned" for t in group)
    told = [t for t in group if not (held and t.event.status == "planned")]
    return [t for t in told if t.event.timex is not None and rows[t.key].copy_of not in documents]


def _point(group: Sequence[Telling], rows: dict[int, SourceRow], contents: dict[int, Content]) -> Point:
    told: dict[str, list[tuple[ClaimQuote, str]]] = defaultdict(list)
    for telling in _voices(group, rows):
        event = telling.event
        value = str(event.value) + (f"..{event.until}" if event.until else "")
        told[value].append((_claim(telling, rows[telling.key], contents[telling.key]), telling.source))
    positions = [
        Position(value, tuple(dict.fromkeys(source for _, source in some)), tuple(claim for claim, _ in some))
        for value, some in told.items()
    ]
    positions.sort(key=lambda p: (-len({c.document for c in p.claims}), p.value))
    return Point(_label(group, contents), "date", "conflict", tuple(positions))


def _claim(telling: Telling, row: SourceRow, content: Content) -> ClaimQuote:
    event = telling.event
    assert event.timex is not None
    passage = next(p for p in content.passages if (p.paragraph, p.sentence) == (event.paragraph, event.sentence))
    value = Quote(event.timex.start, event.timex.end, event.timex.text)
    place = (passage.paragraph, passage.sentence, passage.start, passage.end)
    return ClaimQuote(row.document, row.source, row.published, *place, content.text[passage.start : passage.end], value)


def _label(group: Sequence[Telling], contents: dict[int, Content]) -> str:
    """Name the event by the words of one clause that most of the others have too."""
    shared: dict[str, int] = defaultdict(int)
    for telling in group:
        keys = telling.event.keys
        for key in keys[: keys.index(KEYS_REST)] if KEYS_REST in keys else keys:
            shared[key] += 1
    speaker = max(group, key=lambda t: (sum(shared[k] for k in t.event.keys if k[0] == "t"), -t.number))
    text, event = contents[speaker.key].text, speaker.event
    words = [
        text[term.start : term.end]
        for term in terms(text, event.start, event.end)
        if 2 * shared[f"t:{term.stem}"] >= len(group)
    ]
    return " ".join(dict.fromkeys(words[:_LABEL])) or event.trigger
