"""Sample answers of every type, in invented words, and a check that each can be rendered."""

from datetime import date

from cajad_cli.model import (
    AskedQuery,
    Check,
    ClaimQuote,
    Comparison,
    Correction,
    Count,
    DateRow,
    Dates,
    Diagnosis,
    Facet,
    Facets,
    IngestReport,
    Library,
    Mention,
    ParagraphText,
    PassageHit,
    Point,
    Position,
    Problem,
    Quote,
    Reading,
    SearchAnswer,
    SearchHit,
    Settled,
    SourceRow,
    Sources,
    Span,
    Timeline,
    TimelineEntry,
    Timex,
    Undated,
    UndatedPassage,
)
from cajad_cli.render.bars import histogram
from cajad_cli.render.rows import SHAPES
from cajad_cli.render.view import Answer, Histogram

LONG = (
    "The harbour board of Eastmere, which had put the matter off three times since the floods and had "
    "twice been told by the ministry to decide, agreed on Tuesday to open the tidal barrier to freight, "
    "after the engineers’ second report found that the gates, the pumps and both control rooms could bear "
    "the load, and after the fishing cooperative withdrew its complaint in exchange for a quay of its own "
    "on the north bank, where the old customs house stood until it was pulled down to make room for the "
    "tidal barrier’s foundations."
)
LIBRARY = Library("/tmp/library", "harbour", {})
QUERY = AskedQuery("tidal barier", date(2021, 1, 1), None, ("eastmere-post",), (Correction("barier", "barrier"),))
EMPTY_QUERY = AskedQuery("nothing", None, None, ())
TITLE = "Tidal barrier at Eastmere to open for freight before the end of the season, harbour board says"


def source_rows(text: str = TITLE) -> tuple[SourceRow, ...]:
    first = SourceRow(
        document="news/010_barrier.txt",
        source="eastmere-post",
        publisher="Eastmere Post",
        kind="news",
        title=text,
        url=None,
        language="en",
        published="2021-03-09",
        published_from="text",
        published_evidence=Quote(0, 25, "Eastmere, March 9, 2021 —"),
        words=412,
        copy_of=None,
    )
    release = first._replace(
        document="releases/2021-03-10-a-long-name-that-goes-on.html",
        source="port-ministry",
        publisher="Ministry of Ports",
        kind="press-release",
        title="Opening of the Barrier",
        url="https://ports.example/1",
        published="2021-03-10",
        published_from="library",
        published_evidence=None,
    )
    copy = first._replace(
        document="news/011_barrier_copy.txt",
        source="valley-wire",
        published_from="inferred",
        published_evidence=Quote(3, 9, "Mar. 9"),
        words=12045,
        copy_of="news/010_barrier.txt",
    )
    note = release._replace(
        document="notes.md",
        source="unknown",
        publisher="",
        kind="other",
        title="",
        url=None,
        published=None,
        published_from="none",
    )
    return first, release, copy, note


def passage(document: str, source: str, place: tuple[int, int], text: str, marks: tuple[Span, ...]) -> PassageHit:
    return PassageHit(document, source, "2021-03-09", *place, 100, 100 + len(text), text, marks)


def search_answer(text: str = LONG) -> SearchAnswer:
    first = text.find("tidal barrier")
    second = text.rfind("tidal barrier")
    marks = tuple(Span(at, at + 13) for at in sorted({first, second}) if at >= 0)
    one = "news/010_barrier.txt"
    short = passage(one, "eastmere-post", (12, 3), "The barrier is due.", (Span(4, 11),))
    hits = (
        SearchHit(
            *(1, one, "eastmere-post", TITLE, "2021-03-09", 4.25),
            (passage(one, "eastmere-post", (2, 1), text, marks), short),
        ),
        SearchHit(
            *(2, "notes.md", "unknown", "", None, 1.5),
            (passage("notes.md", "unknown", (1, 1), "See the barrier file.", (Span(8, 15),)),),
        ),
    )
    return SearchAnswer(QUERY, 7, hits)


def mention(source: str, text: str, value: str | None, until: str | None = None) -> Mention:
    found = Timex(4, 11, "Tuesday", "DATE", value or "PAST_REF", None, "weekday") if value else None
    place = (f"news/{source}.txt", source, "2021-03-10", 2, 1, 50, 50 + len(text))
    return Mention(*place, text, "happened", value, until, found, None)


def timeline(text: str = LONG) -> Timeline:
    founded = "The barrier was founded in 1998."
    entries = (
        TimelineEntry(
            *("1998", None, "happened", True, founded, ("eastmere-post", "port-ministry", "valley-wire")),
            (
                mention("eastmere-post", founded, "1998"),
                mention("port-ministry", "The ministry laid the first stone in May 1998.", "1998-05"),
                mention("valley-wire", "The barrier, begun in 1989, is old.", "1989"),
            ),
            0.5,
        ),
        TimelineEntry(
            *("2021-03-09", None, "happened", False, text, ("eastmere-post",)),
            (mention("eastmere-post", text, "2021-03-09"), mention("eastmere-post", "It met.", None)),
        ),
        TimelineEntry(
            *(
                "2021-05-03",
                "2021-05-05",
                "planned",
                False,
                "Tests are to run for three days.",
                ("port-ministry",),
            ),
            (mention("port-ministry", "Tests are to run for three days.", "2021-05-03", "2021-05-05"),),
        ),
        TimelineEntry(
            *(
                "2021-05-30",
                "2021-06-02",
                "cancelled",
                False,
                "The regatta was called off.",
                ("valley-wire",),
            ),
            (mention("valley-wire", "The regatta was called off.", "2021-05-30", "2021-06-02"),),
        ),
        TimelineEntry(
            *("2021-12", None, "planned", False, "Freight is expected in December.", ("valley-wire",)),
            (mention("valley-wire", "Freight is expected in December.", "2021-12"),),
        ),
    )
    return Timeline(QUERY, 5, entries)


def undated(text: str = "The quay was widened recently.") -> Undated:
    at = max(0, text.find("recently"))
    words = Timex(50 + at, 50 + len(text[: at + 8]), text[at : at + 8], "DATE", "PAST_REF", None, "past-word")
    place = ("news/valley-wire.txt", "valley-wire")
    vague = UndatedPassage(*place, "2021-03-10", 3, 1, 50, 50 + len(text), text, "too vague", words)
    held = "The board’s meeting was held behind closed doors."
    bare = UndatedPassage(*place, None, 4, 2, 300, 300 + len(held), held, "no date in the sentence", None)
    return Undated(QUERY, 2, (vague, bare))


def claim(source: str, text: str, words: str) -> ClaimQuote:
    at = max(0, text.find(words))
    place = (f"news/{source}.txt", source, "2021-03-10", 2, 1, 50, 50 + len(text))
    return ClaimQuote(*place, text, Quote(50 + at, 50 + at + len(words), words))


def comparison(text: str = "The barrier was founded in 1998.", many: int = 0) -> Comparison:
    founded = Point(
        *("agree on the barrier’s first stone", "date", "agree"),
        (Position("1998-05", ("port-ministry", "eastmere-post"), (claim("port-ministry", text, "1998"),)),),
    )
    year = Point(
        *("barrier founded", "date", "conflict"),
        (
            Position(
                "1998",
                ("eastmere-post", "port-ministry", *(f"paper-{n}" for n in range(many))),
                (claim("eastmere-post", text, "1998"), claim("port-ministry", "Founded in 1998.", "1998")),
            ),
            Position("1989", ("valley-wire",), (claim("valley-wire", "Begun in 1989, it is old.", "1989"),)),
        ),
    )
    cost = Point(
        *("cost of the gates", "number", "compatible"),
        (
            Position("about 3 million crowns", ("valley-wire",), (claim("valley-wire", "About 3 million.", "3"),)),
            Position("3.1 million crowns", ("eastmere-post",), (claim("eastmere-post", LONG, "agreed"),)),
        ),
    )
    aim = Point(
        *("aim of the opening", "statement", "single"),
        (
            Position(
                "to relieve the inland roads of freight",
                ("valley-wire",),
                (claim("valley-wire", LONG, "aim"),),
            ),
        ),
    )
    passages = (
        passage("news/eastmere-post.txt", "eastmere-post", (2, 1), text, (Span(4, 11),)),
        passage("news/valley-wire.txt", "valley-wire", (3, 2), LONG, (Span(4, 11),)),
        passage("news/eastmere-post.txt", "eastmere-post", (4, 1), "The barrier holds.", ()),
    )
    return Comparison(QUERY, 4, (founded, year, cost, aim), ("county-record", "unknown"), passages)


def settled_comparison(text: str = "the board’s own date") -> Comparison:
    """Give a comparison with an open point, a settled and a silenced one, explained."""
    answer = comparison(text)
    founded, year, cost, aim = answer.points
    open_one = year._replace(certainty=0.876, explain=(f"shared words: {text}", f"“{text}” = 1998"))
    settled = open_one._replace(label="cost", settled=Settled("cost", text, text, (), 3))
    silenced = open_one._replace(label="gates", settled=Settled("gates", None, "", (), 8))
    points = (founded, open_one, settled, silenced, cost, aim)
    entries = tuple(p.settled for p in points if p.settled)
    return answer._replace(points=points, total=len(points), silenced=entries[1:])


def reading(text: str = LONG) -> Reading:
    head = "Tidal barrier to open"
    whole = f"{head}\n\n{text}\n"
    row = source_rows(head)[0]
    return Reading(
        row,
        whole,
        (
            ParagraphText(1, "heading", 0, len(head), head, (Span(0, len(head)),)),
            ParagraphText(
                *(2, "paragraph", len(head) + 2, len(head) + 2 + len(text), text),
                (Span(len(head) + 2, len(head) + 2 + len(text)),),
            ),
        ),
    )


def dates(text: str = "next Tuesday") -> Dates:
    return Dates(
        (
            DateRow("news/010_barrier.txt", Timex(14, 26, text, "DATE", "2021-03-16", None, "next_weekday")),
            DateRow("news/010_barrier.txt", Timex(140, 152, "mid-March", "DATE", "2021-03", "MID", "mod_month")),
            DateRow("notes.md", Timex(4, 18, "for three days", "DURATION", "P3D", None, "for_duration")),
        )
    )


SEEN = (Quote(3, 9, "Friday"), Quote(12, 18, "3 June"))


def report(text: str = "no text in this file") -> IngestReport:
    added = (*(f"news/{n:03}.txt" for n in range(23)), text)
    problems = (Problem("scan.pdf", text), Problem(text, "no text in this file"))
    moved, skipped = ((text, "new.txt"), ("other.txt", text)), (Problem(text, text),)
    return IngestReport(LIBRARY, added, ("notes.md", text), ("old.txt", text), 4, problems, moved, skipped)


def diagnosis(text: str = "the index is older than the library") -> Diagnosis:
    return Diagnosis((Check("python", True, "3.11"), Check("index", False, text, "run cajad index")))


def facets(text: str = "gazette") -> Facets:
    return Facets(QUERY, 12, "document", "year", (Facet(text, 9), Facet("2021", 2), Facet(None, 1)))


def answers() -> tuple[Answer, ...]:
    """One full answer of each type."""
    return (
        Sources(LIBRARY, source_rows()),
        search_answer(),
        facets(),
        Count(QUERY, 12, "document"),
        timeline(),
        histogram(timeline(), "month"),
        undated(),
        comparison(),
        reading(),
        dates(),
        report(),
        diagnosis(),
    )


def spoken(text: str) -> tuple[Answer, ...]:
    """One answer of each type whose words are `text`."""
    return (
        Sources(LIBRARY, source_rows(text)),
        Sources(
            LIBRARY, tuple(row._replace(document=text, why=text, seen=SEEN) for row in source_rows(text)), "undated"
        ),
        search_answer(text),
        facets(text),
        timeline(text),
        histogram(timeline(text), ""),
        undated(text),
        comparison(text),
        settled_comparison(text),
        reading(text),
        dates(text),
        report(text),
        diagnosis(text),
    )


def empty_answers() -> tuple[Answer, ...]:
    """One answer of each type that holds nothing."""
    return (
        Sources(LIBRARY, ()),
        SearchAnswer(EMPTY_QUERY, 0, ()),
        Facets(EMPTY_QUERY, 0, "document", "source", ()),
        Count(EMPTY_QUERY, 0, "document"),
        Timeline(EMPTY_QUERY, 0, ()),
        Histogram(EMPTY_QUERY, 0, "day", (), ()),
        Undated(EMPTY_QUERY, 0, ()),
        Comparison(EMPTY_QUERY, 0, (), (), ()),
        Reading(source_rows()[0], "", ()),
        Dates(()),
        IngestReport(LIBRARY, (), (), (), 0, ()),
        Diagnosis(()),
    )


def test_samples_cover_every_answer() -> None:
    assert {type(answer) for answer in answers()} == set(SHAPES) == {type(answer) for answer in empty_answers()}
