"""What the library holds: its documents, and one of them to read."""

import re
from itertools import groupby
from typing import Final

from cajad_cli.answer.ask import ask
from cajad_cli.errors import UsageError
from cajad_cli.index.store import Content, Store
from cajad_cli.model import ParagraphText, Query, Quote, Reading, SourceRow, Sources, SourcesOnly, Span

_SEEN: Final = 3  # dates of a text are shown where its day of publication is not known
_OPEN_ORDER: Final = "which number is the day and which the month stays open"
_NO_STAMP: Final = "no stamp, dateline, header line or name of the file says it"
_PLACE: Final = re.compile(r"(?P<document>.+?)(?::(?P<paragraph>\d+)(?:\.(?P<sentence>\d+))?)?", re.DOTALL)


def sources(store: Store, query: Query, only: SourcesOnly = "") -> Sources:
    """Give the documents of the library, by document id; `query` filters them.

    `only` picks those without a day of publication, with the dates that were seen instead, or those that were found
    to be copies of one story, each group with its first document before the others.
    """
    filters = ask(store, query).filters
    allowed = store.allowed(filters)
    rows = [row for key, row in store.rows().items() if allowed is None or key in allowed]
    if only == "copies":
        leaders = {row.copy_of for row in rows}
        rows = [row for row in rows if row.copy_of or row.document in leaders]
        rows.sort(key=lambda row: (row.copy_of or row.document, row.copy_of is not None))
    elif only == "undated":
        rows = [row for row in rows if row.published is None]
    if query.sort in ("date", "-date"):
        rows.sort(key=lambda row: row.published or "", reverse=query.sort == "-date")
    elif query.sort in ("source", "title"):
        rows.sort(key=lambda row: str(getattr(row, query.sort)))
    elif query.sort not in ("", "document"):
        raise UsageError(f"cannot sort by {query.sort!r}", "there are document, date, -date, source, title")
    end = None if query.limit is None else query.offset + query.limit
    shown = rows[query.offset : end]
    if only == "undated":
        shown = [_without_day(store, row) for row in shown]
    return Sources(store.library(), tuple(shown), only)


def _without_day(store: Store, row: SourceRow) -> SourceRow:
    """Say why a document has no day of publication, and which dates its text names first."""
    key = store.key(row.document)
    assert key is not None
    timexes = [event.timex for _, event in store.events([key])] + [open_.timex for _, open_ in store.undated([key])]
    found = sorted({Quote(t.start, t.end, t.text) for t in timexes if t is not None})
    why = _OPEN_ORDER if row.published_evidence else _NO_STAMP
    return row._replace(why=why, seen=tuple(found[:_SEEN]))


def show(store: Store, place: str) -> tuple[Reading, bool]:
    """Give the document, paragraph or sentence that `place` names, and whether it is a whole document.

    `place` is a document id, any part of one that is in no other, or either with ":3" or ":3.2" behind it.
    Raises UsageError where it names none, or several.
    """
    found = _PLACE.fullmatch(place)
    if found is None:
        raise UsageError("no document was named", "cajad sources lists them")
    row, content = _find(store, found["document"])
    paragraphs = _paragraphs(content)
    if found["paragraph"] is None:
        return Reading(row, content.text, paragraphs), True
    number = int(found["paragraph"])
    part = tuple(p for p in paragraphs if p.paragraph == number)
    if not part:
        raise UsageError(f"{row.document} has no paragraph {number}", f"it has 1 to {len(paragraphs)}")
    if found["sentence"] is not None:
        part = (_sentence(row, part[0], int(found["sentence"]), content.text),)
    return Reading(row, "\n\n".join(p.text for p in part), part), False


def _sentence(row: SourceRow, paragraph: ParagraphText, number: int, text: str) -> ParagraphText:
    if not 1 <= number <= len(paragraph.sentences):
        raise UsageError(
            f"paragraph {paragraph.paragraph} of {row.document} has no sentence {number}",
            f"it has 1 to {len(paragraph.sentences)}",
        )
    start, end = paragraph.sentences[number - 1]
    return paragraph._replace(start=start, end=end, text=text[start:end], sentences=(Span(start, end),))


def _find(store: Store, name: str) -> tuple[SourceRow, Content]:
    documents = store.documents()
    fitting = [name] if name in documents else [d for d in documents if name in d]
    if not fitting:
        from rapidfuzz.process import extractOne

        near = extractOne(name, documents, score_cutoff=50)
        hint = f"did you mean {near[0]}?" if near else "cajad sources lists them"
        raise UsageError(f"there is no document {name!r} in this library", hint)
    if len(fitting) > 1:
        raise UsageError(f"{name!r} is part of {len(fitting)} documents' names", f"name one: {', '.join(fitting[:5])}")
    key = store.key(fitting[0])
    assert key is not None
    return store.rows([key])[key], store.content(key)


def _paragraphs(content: Content) -> tuple[ParagraphText, ...]:
    made = []
    for number, group in groupby(content.passages, key=lambda p: p.paragraph):
        some = list(group)
        start, end = some[0].start, some[-1].end
        spans = tuple(Span(p.start, p.end) for p in some)
        made.append(ParagraphText(number, some[0].kind, start, end, content.text[start:end], spans, some[0].page))
    return tuple(made)
