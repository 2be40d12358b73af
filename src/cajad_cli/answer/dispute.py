"""The events that several sources tell, as points of a comparison: dated alike, or with dates in dispute."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from cajad_cli.answer.label import in_words
from cajad_cli.answer.likeness import Likeness, Telling
from cajad_cli.answer.timeline import chosen_date, is_disputed, passage_of, witnesses
from cajad_cli.extract.terms import terms
from cajad_cli.index.store import Content
from cajad_cli.lexicon.events import undisputed
from cajad_cli.model import KEYS_REST, ClaimQuote, Point, Position, Quote, SourceRow, Verdict

_LABEL: Final = 6  # words of a label
_MOST: Final = 8  # words or names that are listed


def disputed_points(
    groups: Sequence[Sequence[Telling]],
    rows: dict[int, SourceRow],
    contents: dict[int, Content],
    likeness: Likeness,
    *,
    explained: bool = False,
) -> list[Point]:
    """Give a point for each event whose tellings have dates that cannot all be true.

    A position is one date as it is told; copies of a document are no voice of their own. A point is as certain as the
    two tellings of different dates are to be of one event that are most likely so, dates aside.
    """
    made = []
    for group in groups:
        voices = _voices(group, rows, contents)
        if is_disputed(voices):
            certainty, one, other = _surest(voices, likeness)
            label = _label(group, contents)
            point = Point(label, "date", "conflict", _positions(voices, rows, contents), certainty)
            why = _explain(one, other, voices, contents) if explained else ()
            made.append(point._replace(explain=why))
    return made


def agreed_points(
    groups: Sequence[Sequence[Telling]], rows: dict[int, SourceRow], contents: dict[int, Content]
) -> list[Point]:
    """Give a point for each event that several sources date alike, those of most sources first.

    "compatible" are dates of which one is more exact. Tellings without a date count for the event beside dated ones.
    """
    made = []
    for group in groups:
        documents = {rows[t.key].document for t in group}
        voices = [t for t in witnesses(group) if rows[t.key].copy_of not in documents]
        dated = [t for t in voices if t.event.timex is not None]
        if len({t.document for t in voices}) < 2 or not dated or is_disputed(voices):
            continue
        chosen = chosen_date(dated)
        value = chosen.value + (f"..{chosen.until}" if chosen.until else "")
        verdict: Verdict = "agree" if {_value(t) for t in dated} == {value} else "compatible"
        claims = tuple(_claim(t, rows[t.key], contents[t.key]) for t in voices)
        sources = tuple(sorted({t.source for t in voices}))
        made.append(Point(_label(group, contents), "date", verdict, (Position(value, sources, claims),)))
    return sorted(made, key=lambda p: -len(p.positions[0].sources))


def _surest(voices: Sequence[Telling], likeness: Likeness) -> tuple[float, Telling, Telling]:
    """Give the two tellings that cannot both be right and are most likely of one event, and how likely."""
    pairs = [(likeness.of(a, b), a, b) for a, b in combinations(voices, 2) if is_disputed((a, b))]
    return max(pairs, key=lambda pair: (pair[0], -pair[1].number, -pair[2].number))


def _shared(one: Telling, other: Telling, text: str) -> Iterator[str]:
    """Say what two tellings share."""
    mine, theirs = (frozenset(t.event.keys) for t in (one, other))
    both = {kind: sorted(k[2:] for k in mine & theirs if k[:2] == kind) for kind in ("c:", "n:", "o:")}
    if both["o:"]:
        yield f"same edition: {', '.join(k.replace(':', ' ') for k in both['o:'])}"
    stems = {k[2:] for k in mine & theirs if k[:2] == "t:"}
    words = dict.fromkeys(text[t.start : t.end].lower() for t in terms(text) if t.stem in stems)
    if both["c:"]:
        yield f"both tell of: {', '.join(both['c:'])}"
    if words:
        yield f"shared words: {', '.join(list(words)[:_MOST])}"
    if both["n:"]:
        yield f"shared names: {', '.join(both['n:'][:_MOST])}"
    if "planned" in (one.event.status, other.event.status):
        yield "against: one is told as a plan, which may have been changed"


def _value(telling: Telling) -> str:
    return str(telling.event.value) + (f"..{telling.event.until}" if telling.event.until else "")


_YEAR: Final = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_YEARS: Final = 5  # years that one passage names, from which it is a chronicle without stops


def _voices(group: Sequence[Telling], rows: dict[int, SourceRow], contents: dict[int, Content]) -> list[Telling]:
    """Give the tellings that name a date of their own, in passages that tell of no more than a few."""
    documents = {rows[t.key].document for t in group}
    own = [t for t in witnesses(group) if rows[t.key].copy_of not in documents]
    return [t for t in own if _names_a_date(t) and not _is_chronicle(t, contents[t.key])]


def _names_a_date(telling: Telling) -> bool:
    timex = telling.event.timex
    return timex is not None and timex.rule not in undisputed()


def _is_chronicle(telling: Telling, content: Content) -> bool:
    passage = passage_of(telling, content)
    return len(_YEAR.findall(content.text, passage.start, passage.end)) >= _YEARS


def _positions(
    voices: Sequence[Telling], rows: dict[int, SourceRow], contents: dict[int, Content]
) -> tuple[Position, ...]:
    told: dict[str, list[tuple[ClaimQuote, str]]] = defaultdict(list)
    for telling in voices:
        told[_value(telling)].append((_claim(telling, rows[telling.key], contents[telling.key]), telling.source))
    positions = [
        Position(value, tuple(dict.fromkeys(source for _, source in some)), tuple(claim for claim, _ in some))
        for value, some in told.items()
    ]
    return tuple(sorted(positions, key=lambda p: (-len({c.document for c in p.claims}), p.value)))


def _explain(one: Telling, other: Telling, voices: Sequence[Telling], contents: dict[int, Content]) -> tuple[str, ...]:
    """Say why two tellings are held for those of one event, and how the dates of all were read."""
    from cajad_cli.answer.explain import date_reading

    def reading(telling: Telling) -> str:
        timex, published = telling.event.timex, telling.published
        assert timex is not None
        quote = Quote(timex.start, timex.end, timex.text)
        return date_reading(quote, _value(telling), timex.rule, str(published) if published else None)

    content = contents[one.key]
    passage = passage_of(one, content)
    shared = _shared(one, other, content.text[passage.start : passage.end])
    return (*shared, *dict.fromkeys(map(reading, sorted(voices, key=_value))))


def _claim(telling: Telling, row: SourceRow, content: Content) -> ClaimQuote:
    event = telling.event
    passage = passage_of(telling, content)
    if event.timex is None:
        value = Quote(event.start, event.end, content.text[event.start : event.end])
    else:
        value = Quote(event.timex.start, event.timex.end, event.timex.text)
    place = (passage.paragraph, passage.sentence, passage.start, passage.end)
    words = content.text[passage.start : passage.end]
    return ClaimQuote(row.document, row.source, row.published, *place, words, value, passage.page)


def _label(group: Sequence[Telling], contents: dict[int, Content]) -> str:
    """Name the event by the words of one clause that most of the others have too."""
    shared: dict[str, int] = defaultdict(int)
    for telling in group:
        keys = telling.event.keys
        for key in keys[: keys.index(KEYS_REST)] if KEYS_REST in keys else keys:
            shared[key] += 1
    speaker = max(group, key=lambda t: (sum(shared[k] for k in t.event.keys if k[0] == "t"), -t.number))
    text, event = contents[speaker.key].text, speaker.event
    words = [t for t in terms(text, event.start, event.end) if 2 * shared[f"t:{t.stem}"] >= len(group)]
    return in_words(text, words[:_LABEL]) or event.trigger
