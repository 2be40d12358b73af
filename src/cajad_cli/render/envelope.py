"""Answers as JSON values, to the letter of the contract: key names, their order, additions at the end."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from cajad_cli.model import (
    AskedQuery,
    ClaimQuote,
    Comparison,
    Count,
    DateRow,
    Dates,
    Diagnosis,
    Facets,
    IngestReport,
    Mention,
    Neighbour,
    ParagraphText,
    PassageHit,
    Point,
    Quote,
    Reading,
    SearchAnswer,
    SearchHit,
    Settled,
    SourceRow,
    Sources,
    Timeline,
    TimelineEntry,
    Timex,
    Undated,
    UndatedPassage,
)
from cajad_cli.noun import NamedTuple
from cajad_cli.render.period import period
from cajad_cli.render.view import Answer, Histogram, ViewOptions

Json = dict[str, Any]


class Envelope(NamedTuple):
    """One JSON document: the keys before the results, the results under `key`, the keys after them."""

    head: Json
    key: str
    results: tuple[Json, ...]
    tail: Json


def envelope(answer: Answer, options: ViewOptions) -> Envelope:
    """Lay an answer out as its JSON document."""
    build = cast("Callable[[Answer, ViewOptions], Envelope]", _BUILDERS[type(answer)])
    return build(answer, options)


def hits(answer: SearchAnswer, options: ViewOptions) -> tuple[SearchHit, ...]:
    """Give the results as asked: one a document, or one a passage, ranked anew."""
    if options.by != "passage" or not answer.results:
        return answer.results
    first = answer.results[0].rank
    single = [(hit, passage) for hit in answer.results for passage in hit.passages]
    return tuple(hit._replace(rank=first + n, passages=(passage,)) for n, (hit, passage) in enumerate(single))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _query(query: AskedQuery) -> Json:
    return {
        "text": query.text,
        "since": _iso(query.since),
        "until": _iso(query.until),
        "sources": list(query.sources),
        "corrections": [correction._asdict() for correction in query.corrections],
        **({"also": [variant._asdict() for variant in query.also]} if query.also else {}),
        **({"bounded": query.bounded} if query.bounded else {}),
    }


def _quote(quote: Quote | None) -> Json | None:
    return quote._asdict() if quote else None


def _document(row: SourceRow) -> Json:
    said = {**row._asdict(), "published_evidence": _quote(row.published_evidence)}
    if row.why:
        return {**said, "seen": [quote._asdict() for quote in row.seen]}
    del said["why"], said["seen"]
    return said


def _sources(answer: Sources, _: ViewOptions) -> Envelope:
    library = {"path": answer.library.path, "name": answer.library.name}
    head = {"schema": "cajad.sources/1", "library": library}
    return Envelope(head, "documents", tuple(map(_document, answer.documents)), {})


def _passage(passage: PassageHit) -> Json:
    return {
        "paragraph": passage.paragraph,
        "sentence": passage.sentence,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "marks": [list(mark) for mark in passage.marks],
        **_page(passage.page),
    }


def _page(page: int | None) -> Json:
    """Lay out the page of a file that has pages."""
    return {} if page is None else {"page": page}


def _paged(value: Json) -> Json:
    return {**{k: v for k, v in value.items() if k != "page"}, **_page(value["page"])}


def _in_context(passage: PassageHit) -> Json:
    return {**_passage(passage), "before": _neighbours(passage.before), "after": _neighbours(passage.after)}


def _neighbours(passages: Iterable[Neighbour]) -> list[Json]:
    return [passage._asdict() for passage in passages]


def _hit(hit: SearchHit, options: ViewOptions) -> Json:
    lay_out = _in_context if options.context else _passage
    return {**hit._asdict(), "passages": [lay_out(passage) for passage in hit.passages]}


def _search(answer: SearchAnswer, options: ViewOptions) -> Envelope:
    head = {"schema": "cajad.search/1", "query": _query(answer.query), "total": answer.total}
    return Envelope(head, "results", tuple(_hit(hit, options) for hit in hits(answer, options)), {})


def _facets(answer: Facets, options: ViewOptions) -> Envelope:
    count = _count(Count(answer.query, answer.total, answer.unit), options)
    facets = tuple({"value": facet.value, "count": facet.number} for facet in answer.facets)
    return Envelope({**count.head, "results": [], "by": answer.by}, "facets", facets, {})


def _count(answer: Count, _: ViewOptions) -> Envelope:
    head = {"schema": "cajad.search/1", "query": _query(answer.query), "total": answer.total, "unit": answer.unit}
    return Envelope(head, "results", (), {})


def _timex(timex: Timex | None) -> Json | None:
    if timex is None:
        return None
    return {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "rule": timex.rule,
        "mod": timex.mod,
    }


def _mention(mention: Mention) -> Json:
    return {
        "document": mention.document,
        "source": mention.source,
        "published": mention.published,
        "paragraph": mention.paragraph,
        "sentence": mention.sentence,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "status": mention.status,
        "timex": _timex(mention.timex),
        "date": mention.date,
        "until": mention.until,  # "end" is the offset
        "copy_of": mention.copy_of,
        **_page(mention.page),
    }


def _entry(entry: TimelineEntry, options: ViewOptions) -> Json:
    value = {
        **entry._asdict(),
        "sources": list(entry.sources),
        "mentions": list(map(_mention, entry.mentions)),
    }
    return {**value, "period": period(entry.date, options.by)} if options.by else value


def _timeline(answer: Timeline, options: ViewOptions) -> Envelope:
    head = {"schema": "cajad.timeline/1", "query": _query(answer.query), "total": answer.total}
    return Envelope(head, "events", tuple(_entry(entry, options) for entry in answer.events), {})


def _histogram(answer: Histogram, options: ViewOptions) -> Envelope:
    listed = [_entry(entry, options._replace(by=answer.by)) for entry in answer.events]
    head = {"schema": "cajad.timeline/1", "query": _query(answer.query), "total": answer.total, "events": listed}
    counts = ("period", "events", "tellings", "planned")
    periods = tuple({name: getattr(bar, name) for name in counts} for bar in answer.bars)
    return Envelope({**head, "by": answer.by}, "periods", periods, {})


def _open(passage: UndatedPassage) -> Json:
    return _paged({**passage._asdict(), "timex": _timex(passage.timex)})


def _undated(answer: Undated, _: ViewOptions) -> Envelope:
    head = {"schema": "cajad.timeline/1", "query": _query(answer.query), "total": answer.total, "events": []}
    return Envelope(head, "undated", tuple(map(_open, answer.passages)), {})


def _claim(claim: ClaimQuote) -> Json:
    return _paged({**claim._asdict(), "value": claim.value._asdict()})


def _settled(settled: Settled | None) -> Json | None:
    return {"value": settled.value, "note": settled.note, "line": settled.line} if settled else None


def _point(point: Point, options: ViewOptions) -> Json:
    positions = [
        {
            "value": position.value,
            "sources": list(position.sources),
            "claims": list(map(_claim, position.claims)),
        }
        for position in point.positions
    ]
    certainty = None if point.certainty is None else round(point.certainty, 2)
    value = {
        "label": point.label,
        "kind": point.kind,
        "verdict": point.verdict,
        "positions": positions,
        "certainty": certainty,
        "settled": _settled(point.settled),
        "mark": point.mark or None,
    }
    return {**value, "explain": list(point.explain)} if options.explain else value


def said(passage: PassageHit) -> Json:
    """Lay out a passage with who says it and where."""
    place = {"source": passage.source, "document": passage.document, "published": passage.published}
    return {**place, **_passage(passage)}


def by_source(answer: Comparison) -> tuple[PassageHit, ...]:
    """Give the passages of a comparison source by source, each source's best first."""
    order = {source: n for n, source in enumerate(dict.fromkeys(p.source for p in answer.passages))}
    return tuple(sorted(answer.passages, key=lambda passage: order[passage.source]))


def _comparison(answer: Comparison, options: ViewOptions) -> Envelope:
    head = {"schema": "cajad.compare/1", "query": _query(answer.query), "total": answer.total}
    tail = {
        "silent": list(answer.silent),
        "passages": list(map(said, answer.passages)),
        "silenced": len(answer.silenced),
    }
    return Envelope(head, "points", tuple(_point(point, options) for point in answer.points), tail)


def _paragraph(paragraph: ParagraphText) -> Json:
    begin = paragraph.start
    sentences = [
        {
            "sentence": number,
            "start": span.start,
            "end": span.end,
            "text": paragraph.text[span.start - begin : span.end - begin],
        }
        for number, span in enumerate(paragraph.sentences, 1)
    ]
    return _paged({**paragraph._asdict(), "sentences": sentences})


def _reading(answer: Reading, _: ViewOptions) -> Envelope:
    head = {"schema": "cajad.show/1", **_document(answer.row), "text": answer.text}
    return Envelope(head, "paragraphs", tuple(map(_paragraph, answer.paragraphs)), {})


def _date(row: DateRow) -> Json:
    return {"document": row.document, **row.timex._asdict()}


def _dates(answer: Dates, _: ViewOptions) -> Envelope:
    head = {"schema": "cajad.dates/1", "total": len(answer.rows)}
    return Envelope(head, "dates", tuple(map(_date, answer.rows)), {})


def _report(answer: IngestReport, _: ViewOptions) -> Envelope:
    head = {
        "schema": "cajad.index/1",
        "library": {"path": answer.library.path, "name": answer.library.name},
        "added": list(answer.added),
        "changed": list(answer.changed),
        "removed": list(answer.removed),
        "unchanged": answer.unchanged,
        "moved": [{"from": one, "to": other} for one, other in answer.moved],
        "skipped": [passed._asdict() for passed in answer.skipped],
        "documents": answer.documents,
        "notes": [note._asdict() for note in answer.notes],
    }
    return Envelope(head, "problems", tuple(problem._asdict() for problem in answer.problems), {})


def _diagnosis(answer: Diagnosis, _: ViewOptions) -> Envelope:
    head = {"schema": "cajad.doctor/1", "ok": all(check.ok for check in answer.checks)}
    return Envelope(head, "checks", tuple(check._asdict() for check in answer.checks), {})


_BUILDERS: dict[type, Callable[..., Envelope]] = {
    Sources: _sources,
    SearchAnswer: _search,
    Facets: _facets,
    Count: _count,
    Timeline: _timeline,
    Histogram: _histogram,
    Undated: _undated,
    Comparison: _comparison,
    Reading: _reading,
    Dates: _dates,
    IngestReport: _report,
    Diagnosis: _diagnosis,
}
