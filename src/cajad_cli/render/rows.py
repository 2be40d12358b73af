"""Answers as flat records, for text, CSV, TSV and whatever else has columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import cast

from cajad_cli.errors import UsageError
from cajad_cli.model import (
    ClaimQuote,
    Comparison,
    Count,
    Dates,
    Diagnosis,
    Facets,
    IngestReport,
    Mention,
    Neighbour,
    PassageHit,
    Point,
    Position,
    Reading,
    SearchAnswer,
    SourceRow,
    Sources,
    Timeline,
    TimelineEntry,
    Undated,
    UndatedPassage,
)
from cajad_cli.noun import NamedTuple
from cajad_cli.render.envelope import by_source, hits
from cajad_cli.render.period import period
from cajad_cli.render.view import Answer, Histogram, Page, ViewOptions

Cell = str | int | float | bool | tuple[str, ...] | None
Record = dict[str, Cell]
Group = tuple[Record, Sequence[Record]]  # one result, and its parts: passages, mentions, claims


class Shape(NamedTuple):
    """The columns of one type of answer.

    `result` are the fields of a whole result, `part` those of its passages, mentions or claims: naming
    only the former gives one record a result. `nested` are fields that JSON alone can hold.
    """

    groups: Callable[..., Iterator[Group]]
    text: tuple[str, ...]
    columns: tuple[str, ...]
    result: tuple[str, ...]
    part: tuple[str, ...] = ()
    nested: tuple[str, ...] = ()


def field_names(answer_type: type) -> tuple[str, ...]:
    """Give the names that `--fields` accepts for a type of answer."""
    shape = SHAPES[answer_type]
    return shape.result + shape.part + shape.nested


def described_fields(answer_type: type) -> Iterator[tuple[str, str]]:
    """Yield the fields of a type of answer, each with what it is of: a result, a part of one, or JSON alone."""
    shape = SHAPES[answer_type]
    yield from ((name, "result") for name in shape.result)
    yield from ((name, "passage") for name in shape.part)
    yield from ((name, "json, jsonl") for name in shape.nested)


def columns(answer: Answer, page: Page) -> tuple[str, ...]:
    """Give the columns of an answer: those asked for, else the usual ones of its type."""
    shape = SHAPES[type(answer)]
    if page.fields:
        return page.fields
    return tuple(dict.fromkeys((*shape.columns, *_added(answer, page.options))))


def line_fields(answer: Answer, page: Page) -> tuple[str, ...]:
    """Give the fields of a line of text: those asked for, else the usual ones of its type."""
    if page.fields:
        return page.fields
    added = _added(answer, page.options) if isinstance(answer, Comparison | SearchAnswer | Sources) else _pages(answer)
    return (*SHAPES[type(answer)].text, *added)


def _added(answer: Answer, options: ViewOptions) -> tuple[str, ...]:
    """Give the columns that come after the usual ones where something calls for them."""
    if isinstance(answer, Sources):
        return {"": (), "undated": _UNDATED_SOURCE_FIELDS, "copies": ("copy_of",)}[answer.only]
    if isinstance(answer, Timeline):
        return ("period",) if options.by else ()
    if isinstance(answer, SearchAnswer):
        return (*(("before", "after") if options.context else ()), *_pages(answer))
    if not isinstance(answer, Comparison):
        return _pages(answer)
    settled = ("settled",) if any(point.settled for point in answer.points) else ()
    marked = ("mark",) if any(point.mark for point in answer.points) else ()
    explained = ("certainty", "explain") if options.explain else ()
    return (*settled, *marked, *explained, *_pages(answer))


def _pages(answer: Answer) -> tuple[str, ...]:
    """Give the column of pages where a passage of the answer stands on one."""
    at: Iterable[PassageHit | ClaimQuote | UndatedPassage] = ()
    if isinstance(answer, SearchAnswer):
        at = (passage for hit in answer.results for passage in hit.passages)
    elif isinstance(answer, Undated):
        at = answer.passages
    elif isinstance(answer, Comparison):
        at = (*answer.passages, *(c for point in answer.points for p in point.positions for c in p.claims))
    return ("page",) if any(one.page for one in at) else ()


def records(answer: Answer, names: Iterable[str], options: ViewOptions) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of `names`, one record a result, or one a part where a part's field is named."""
    names = tuple(names)
    shape = SHAPES[type(answer)]
    whole = set(names) <= set(shape.result)
    for result, parts in shape.groups(answer, options):
        for record in [result] if whole else [{**result, **part} for part in parts]:
            yield tuple(record[name] for name in names)


def check_fields(answer_type: type, names: Iterable[str], *, nested: bool) -> None:
    """Raise UsageError, naming the nearest field, where a type of answer has none of that name."""
    shape = SHAPES[answer_type]
    known = field_names(answer_type)
    usable = known if nested else shape.result + shape.part
    for name in names:
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, usable, n=1, cutoff=0.5)
            guess = f"did you mean {near[0]}? " if near else ""
            raise UsageError(f"there is no field {name!r} in this answer", f"{guess}there are {', '.join(usable)}")
        if name in shape.nested and not nested:
            raise UsageError(f"the field {name!r} is a list of its own", "use --format json or jsonl")


def _numbered(paragraph: int, sentence: int) -> str:
    return f"{paragraph}.{sentence}"


def _place(at: PassageHit | Mention | ClaimQuote | UndatedPassage) -> Record:
    passage = _numbered(at.paragraph, at.sentence)
    return {"passage": passage, "place": f"{at.document}:{passage}", "page": at.page}


def _source(row: SourceRow) -> Record:
    evidence = row.published_evidence.text if row.published_evidence else None
    known = {name: value for name, value in row._asdict().items() if name != "published_evidence"}
    return cast("Record", {**known, "evidence": evidence, "seen": "; ".join(quote.text for quote in row.seen)})


def _sources(answer: Sources, _: ViewOptions) -> Iterator[Group]:
    for row in answer.documents:
        yield _source(row), ()


def _search(answer: SearchAnswer, options: ViewOptions) -> Iterator[Group]:
    for hit in hits(answer, options):
        result = cast("Record", {n: v for n, v in hit._asdict().items() if n != "passages"})
        yield result, [_hit_passage(passage) for passage in hit.passages]


def _hit_passage(passage: PassageHit) -> Record:
    return {
        **_place(passage),
        "paragraph": passage.paragraph,
        "sentence": passage.sentence,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "before": _joined(passage.before),
        "after": _joined(passage.after),
    }


def _joined(passages: Sequence[Neighbour]) -> str:
    return " ".join(passage.text for passage in passages)


def _facets(answer: Facets, _: ViewOptions) -> Iterator[Group]:
    for facet in answer.facets:
        yield {"value": facet.value, "count": facet.number, "by": answer.by, "unit": answer.unit}, ()


def _count(answer: Count, _: ViewOptions) -> Iterator[Group]:
    yield {"total": answer.total, "unit": answer.unit}, ()


def _timeline(answer: Timeline, options: ViewOptions) -> Iterator[Group]:
    for entry in answer.events:
        yield _entry(entry, options), [_mention(mention) for mention in entry.mentions]


def _entry(entry: TimelineEntry, options: ViewOptions) -> Record:
    return {
        "date": entry.date,
        "end": entry.end,
        "status": entry.status,
        "disputed": entry.disputed,
        "text": entry.text,
        "sources": entry.sources,
        "tellings": len(entry.mentions),
        "salience": entry.salience,
        "period": period(entry.date, options.by),
    }


def _mention(mention: Mention) -> Record:
    timex = mention.timex
    return {
        "document": mention.document,
        "source": mention.source,
        "published": mention.published,
        **_place(mention),
        "quote": mention.text,
        "quote_status": mention.status,
        "quote_date": mention.date,
        "quote_end": mention.until,
        "timex": timex.text if timex else None,
        "value": timex.value if timex else None,
        "rule": timex.rule if timex else None,
        "copy_of": mention.copy_of,
    }


def _histogram(answer: Histogram, _: ViewOptions) -> Iterator[Group]:
    from cajad_cli.render.bars import bar_of

    most = max((bar.events for bar in answer.bars), default=0)
    for bar in answer.bars:
        counts: Record = {"events": bar.events, "tellings": bar.tellings, "planned": bar.planned}
        yield {"period": bar.period, **counts, "bar": bar_of(bar.events, most, _BAR, "#")}, ()


def _undated(answer: Undated, _: ViewOptions) -> Iterator[Group]:
    for one in answer.passages:
        timex = one.timex
        known = {name: value for name, value in one._asdict().items() if name != "timex"}
        expression: Record = {"timex": timex.text if timex else None, "value": timex.value if timex else None}
        yield cast("Record", {**known, **_place(one), **expression}), ()


def _comparison(answer: Comparison, options: ViewOptions) -> Iterator[Group]:
    if options.by == "source" or not answer.points:
        for passage in by_source(answer):
            result: Record = {"label": "", "kind": "", "verdict": "passage"}
            yield {**result, **dict.fromkeys(_OF_CONFLICTS)}, [_said(passage)]
        return
    for point in answer.points:
        yield _point(point)


def _point(point: Point) -> Group:
    settled = point.settled
    result: Record = {
        "label": point.label,
        "kind": point.kind,
        "verdict": point.verdict,
        "certainty": None if point.certainty is None else round(point.certainty, 2),
        "settled": None if settled is None else "silenced" if settled.value is None else settled.value,
        "note": settled.note if settled else None,
        "explain": "; ".join(point.explain),
        "mark": point.mark or None,
    }
    return result, [_claim(position, claim) for position in point.positions for claim in position.claims]


def _claim(position: Position, claim: ClaimQuote) -> Record:
    place: Record = {"source": claim.source, "document": claim.document, "published": claim.published}
    span: Record = {"text": claim.text, "words": claim.value.text, "start": claim.start, "end": claim.end}
    return {"value": position.value, **place, **_place(claim), **span}


def _said(passage: PassageHit) -> Record:
    place: Record = {"source": passage.source, "document": passage.document, "published": passage.published}
    span: Record = {"text": passage.text, "words": None, "start": passage.start, "end": passage.end}
    return {"value": None, **place, **_place(passage), **span}


def _reading(answer: Reading, _: ViewOptions) -> Iterator[Group]:
    row = answer.row
    document: Record = {
        "document": row.document,
        "source": row.source,
        "title": row.title,
        "published": row.published,
    }
    for paragraph in answer.paragraphs:
        known = {n: v for n, v in paragraph._asdict().items() if n != "sentences"}
        yield cast("Record", {**document, **known}), ()


def _dates(answer: Dates, _: ViewOptions) -> Iterator[Group]:
    for row in answer.rows:
        yield cast("Record", {"document": row.document, **row.timex._asdict()}), ()


def _report(answer: IngestReport, _: ViewOptions) -> Iterator[Group]:
    changes = (("added", answer.added), ("changed", answer.changed), ("removed", answer.removed))
    for change, documents in changes:
        for document in documents:
            yield {"change": change, "document": document, "message": None}, ()
    for one, other in answer.moved:
        yield {"change": "moved", "document": other, "message": f"from {one}"}, ()
    for problem in answer.problems:
        yield {"change": "unreadable", **problem._asdict()}, ()
    for passed in answer.skipped:
        yield {"change": "skipped", **passed._asdict()}, ()
    for note in answer.notes:
        yield {"change": "note", **note._asdict()}, ()


def _diagnosis(answer: Diagnosis, _: ViewOptions) -> Iterator[Group]:
    for check in answer.checks:
        state = "ok" if check.ok else "problem"
        yield {"state": state, "name": check.name, "message": check.message, "hint": check.hint}, ()


_OF_CONFLICTS = ("certainty", "settled", "note", "explain", "mark")
_BAR = 40  # signs of the longest bar in a record
_SOURCE_FIELDS = (
    *("document", "source", "publisher", "kind", "title", "url", "language", "published"),
    *("published_from", "evidence", "words", "copy_of"),
)
_UNDATED_SOURCE_FIELDS = ("why", "seen")
_PLACE = ("document", "source", "published", "passage", "place")
_BAR_FIELDS = ("period", "events", "tellings", "planned", "bar")
_UNDATED_FIELDS = (
    *("document", "source", "published", "passage", "place", "paragraph", "sentence", "start", "end"),
    *("text", "reason", "timex", "value", "copy_of", "page"),
)
_DATE_FIELDS = ("document", "start", "end", "text", "type", "value", "mod", "rule")
_CHANGE_FIELDS = ("change", "document", "message")
_CHECK_FIELDS = ("state", "name", "message", "hint")

SHAPES: dict[type, Shape] = {
    Sources: Shape(
        _sources,
        ("document", "source", "published", "published_from", "words", "title"),
        _SOURCE_FIELDS,
        (*_SOURCE_FIELDS, *_UNDATED_SOURCE_FIELDS),
        nested=("published_evidence",),
    ),
    SearchAnswer: Shape(
        _search,
        ("document", "published", "source", "passage", "text"),
        ("rank", "document", "source", "published", "title", "passage", "start", "end", "text"),
        ("rank", "document", "source", "title", "published", "score"),
        ("passage", "place", "paragraph", "sentence", "start", "end", "text", "before", "after", "page"),
        ("passages",),
    ),
    Facets: Shape(_facets, ("value", "count"), ("value", "count"), ("value", "count", "by", "unit")),
    Count: Shape(_count, ("total",), ("total",), ("total", "unit")),
    Timeline: Shape(
        _timeline,
        ("date", "end", "status", "sources", "text"),
        ("date", "end", "status", "disputed", "sources", "tellings", "text"),
        ("date", "end", "status", "disputed", "text", "sources", "tellings", "salience", "period"),
        (*_PLACE, "quote", "quote_status", "quote_date", "quote_end", "timex", "value", "rule", "copy_of", "page"),
        ("mentions",),
    ),
    Histogram: Shape(_histogram, ("period", "events", "bar"), _BAR_FIELDS[:4], _BAR_FIELDS),
    Undated: Shape(
        _undated,
        ("reason", "timex", "source", "place", "text"),
        ("reason", "timex", "value", "source", "published", "place", "text"),
        _UNDATED_FIELDS,
    ),
    Comparison: Shape(
        _comparison,
        ("label", "verdict", "value", "source", "place", "text"),
        ("label", "kind", "verdict", "value", "source", "published", "place", "text"),
        ("label", "kind", "verdict", *_OF_CONFLICTS),
        ("value", *_PLACE, "text", "words", "start", "end", "page"),
        ("positions",),
    ),
    Reading: Shape(
        _reading,
        ("text",),
        ("document", "paragraph", "kind", "start", "end", "text"),
        ("document", "source", "title", "published", "paragraph", "kind", "start", "end", "text", "page"),
        nested=("sentences",),
    ),
    Dates: Shape(_dates, _DATE_FIELDS[1:], _DATE_FIELDS, _DATE_FIELDS),
    IngestReport: Shape(_report, _CHANGE_FIELDS, _CHANGE_FIELDS, _CHANGE_FIELDS),
    Diagnosis: Shape(_diagnosis, _CHECK_FIELDS, _CHECK_FIELDS, _CHECK_FIELDS),
}
