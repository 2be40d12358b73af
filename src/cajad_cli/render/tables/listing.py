"""The tables of one line an item: sources, dates, what an index run did, the checks of the doctor."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from cajad_cli.model import Dates, Diagnosis, IngestReport, SourceRow, Sources
from cajad_cli.render.records import cell_text
from cajad_cli.render.rows import columns, records
from cajad_cli.render.tables.canvas import GAP, Column, beside, breadth, hang, size, stacked, styled, wrap
from cajad_cli.render.view import Answer, Page

_WIDE = 120  # from here on every field of a source has its own column
_NAMED = 20  # documents that an index report names before it only counts
_SIGNS = {"inferred": "~", "none": "?"}


def grid(header: Sequence[str], rows: Sequence[Sequence[Text]], width: int) -> Iterator[Text]:
    """Yield rows under a line of names, as columns where each can be read, else as records."""
    widths = _widths(header, rows, width)
    if not widths:
        yield from _as_records(header, rows, width)
        return
    names = [styled((name, "head")) for name in header]
    for row in (names, *rows):
        yield from beside(*map(Column, row, widths))


def fields(answer: Answer, page: Page) -> Iterator[Text]:
    """Yield the fields asked for as plain columns."""
    names = columns(answer, page)
    cells = [[styled(cell_text(cell)) for cell in row] for row in records(answer, names, page.options)]
    if cells:
        yield from grid(names, cells, page.width)


def sources(answer: Sources, page: Page) -> Iterator[Text]:
    """Yield the documents of a library, with a sign at each date that is not read but inferred."""
    rows = answer.documents
    if not rows:
        return
    if page.width >= _WIDE:
        header = ("published", "source", "title", "words", "document", "date from")
        yield from grid(header, [(*_source_cells(row), _evidence(row)) for row in rows], page.width)
    else:
        yield from _narrow_sources(rows, page.width)
    signs = {_SIGNS[row.published_from] for row in rows if row.published_from in _SIGNS}
    if signs:
        notes = {"~": "~ inferred, not stated", "?": "? no date found"}
        yield Text(end="")
        yield from wrap(styled(("   ".join(notes[sign] for sign in sorted(signs, reverse=True)), "quiet")), page.width)


def dates(answer: Dates, page: Page) -> Iterator[Text]:
    """Yield the date expressions of each document."""
    header = ("span", "text", "type", "value", "mod", "rule")
    for number, document in enumerate(dict.fromkeys(row.document for row in answer.rows)):
        if number:
            yield Text(end="")
        yield from wrap(styled((document, "head")), page.width)
        timexes = [row.timex for row in answer.rows if row.document == document]
        cells = [
            (
                styled((f"{timex.start}-{timex.end}", "quiet")),
                styled(timex.text),
                styled(timex.type),
                styled((timex.value, "date")),
                styled(timex.mod or ""),
                styled((timex.rule, "quiet")),
            )
            for timex in timexes
        ]
        yield from grid(header, cells, page.width)


def report(answer: IngestReport, page: Page) -> Iterator[Text]:
    """Yield what an index run did: the counts, the documents where they are few, every problem."""
    changes = {"added": answer.added, "changed": answer.changed, "removed": answer.removed}
    counts = [f"{len(documents)} {change}" for change, documents in changes.items()]
    counts += [f"{len(answer.moved)} moved"] if answer.moved else []
    counts += [f"{answer.unchanged} unchanged"]
    counts += [f"{len(answer.problems)} unreadable"] if answer.problems else []
    counts += [f"{len(answer.skipped)} skipped"] if answer.skipped else []
    yield from wrap(styled((answer.library.name, "head"), "  ", ", ".join(counts)), page.width)
    for change, documents in changes.items():
        for document in documents[:_NAMED]:
            yield from hang(styled((change, "quiet")), styled(document), page.width, 10)
        if len(documents) > _NAMED:
            more = f"and {len(documents) - _NAMED} more"
            yield from hang(styled((change, "quiet")), styled((more, "quiet")), page.width, 10)
    for one, other in answer.moved[:_NAMED]:
        said = styled(other, ("  from ", "quiet"), one)
        yield from hang(styled(("moved", "quiet")), said, page.width, 10)
    for note in answer.notes:
        yield from hang(styled(("note", "quiet")), styled((note.document, "head"), "  ", note.message), page.width, 10)
    for problem in answer.problems:
        said = styled((problem.document, "head"), "  ", problem.message)
        yield from hang(styled(("unreadable", "problem")), said, page.width, 10)
    for passed in answer.skipped[:_NAMED]:
        said = styled((passed.document, "head"), "  ", passed.message)
        yield from hang(styled(("skipped", "quiet")), said, page.width, 10)


def diagnosis(answer: Diagnosis, page: Page) -> Iterator[Text]:
    """Yield the checks of the doctor, each with its state as a word, and what to do where one fails."""
    room = max((size(check.name) for check in answer.checks), default=0)
    for check in answer.checks:
        state = styled(("ok     ", "ok")) if check.ok else styled(("problem", "problem"))
        yield from hang(styled(state, "  ", check.name), styled(check.message), page.width, room + 9)
        if check.hint and not check.ok:
            yield from hang(Text(), styled(("→ ", "quiet"), check.hint), page.width, room + 9)


def _published(row: SourceRow) -> Text:
    sign = _SIGNS.get(row.published_from, "")
    if not row.published:
        return styled(("?", "date"))
    return styled((f"{row.published}{sign}", "date"))


def _title(row: SourceRow) -> Text:
    copy = f"copy of {row.copy_of}" if row.copy_of else ""
    seen = "; ".join(quote.text for quote in row.seen)
    why = f"{row.why}; the text names {seen}" if seen else row.why
    return stacked(styled(row.title), styled((copy, "quiet")), styled((why, "quiet")))


def _source_cells(row: SourceRow) -> tuple[Text, ...]:
    words = f"{row.words:>5}"
    return (
        _published(row),
        styled((row.source, "source")),
        _title(row),
        styled(words),
        styled((row.document, "quiet")),
    )


def _evidence(row: SourceRow) -> Text:
    quote = row.published_evidence.text if row.published_evidence else ""
    return styled((quote or {"library": "library.toml"}.get(row.published_from, ""), "quiet"))


def _narrow_sources(rows: Sequence[SourceRow], width: int) -> Iterator[Text]:
    """Yield two parts a document: the fields in columns with the title, the id below the title."""
    room = min(max([6, *(size(row.source) for row in rows)]), max(6, width // 4))
    title = width - 11 - room - 5 - 3 * GAP
    header = [styled((name, "head")) for name in ("published", "source", "words", "title")]
    if title < 20:
        cells = [_source_cells(row) for row in rows]
        yield from _as_records(("published", "source", "title", "words", "document"), cells, width)
        return
    widths = (11, room, 5, title)
    yield from beside(*map(Column, header, widths))
    for row in rows:
        published, source, name, words, document = _source_cells(row)
        texts = stacked(name, document)
        yield from beside(*map(Column, (published, source, words, texts), widths))


def _widths(header: Sequence[str], rows: Sequence[Sequence[Text]], width: int) -> list[int]:
    """Give each column its width: what it needs, or its share of what is left; [] if too narrow."""
    need = [max([size(name), *(breadth(row[n]) for row in rows)]) for n, name in enumerate(header)]
    spare = width - GAP * (len(need) - 1)
    if sum(need) <= spare:
        return need
    widths = [0] * len(need)
    order = sorted(range(len(need)), key=lambda n: need[n])
    for done, n in enumerate(order):
        widths[n] = min(need[n], spare // (len(order) - done))
        spare -= widths[n]
    words = [max((cell_word(row[n]) for row in rows), default=1) for n in range(len(need))]
    tight = any(have < min(want, max(12, min(word, 24))) for have, want, word in zip(widths, need, words, strict=True))
    return [] if tight else widths


def cell_word(text: Text) -> int:
    """Give the width of the longest word."""
    return max((size(word) for word in text.plain.split()), default=0)


def _as_records(header: Sequence[str], rows: Sequence[Sequence[Text]], width: int) -> Iterator[Text]:
    room = max(map(size, header))
    for number, row in enumerate(rows):
        if number:
            yield Text(end="")
        for name, cell in zip(header, row, strict=True):
            if cell.plain.strip():
                yield from hang(styled((name, "quiet")), cell, width, room)
