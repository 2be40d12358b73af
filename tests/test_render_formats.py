"""What each format writes: the contract's names and their order, columns, escapes, what may be asked for."""

import json
import subprocess
import sys
from datetime import date, timedelta
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_render_samples import (
    LIBRARY,
    LONG,
    answers,
    comparison,
    dates,
    diagnosis,
    empty_answers,
    mention,
    reading,
    report,
    search_answer,
    source_rows,
    timeline,
)

from cajad_cli.errors import UsageError
from cajad_cli.model import Comparison, Count, IngestReport, Reading, Sources, Timeline
from cajad_cli.render import ViewOptions, render
from cajad_cli.render.period import days, period
from cajad_cli.render.rows import field_names
from cajad_cli.render.view import Answer

AS_USUAL = ViewOptions()


def drawn(answer: Answer, format: str, fields: tuple[str, ...] = (), options: ViewOptions = AS_USUAL) -> str:
    out = StringIO()
    render(answer, format, out, width=80, color=False, fields=fields, options=options)
    return out.getvalue()


def keys(answer: Answer) -> tuple[list[str], list[str]]:
    """The keys of the JSON document and of its first result."""
    whole = json.loads(drawn(answer, "json"))
    results = next(value for value in whole.values() if isinstance(value, list) and value)
    return list(whole), list(results[0]) if isinstance(results[0], dict) else []


def test_json_of_sources() -> None:
    head, row = keys(Sources(LIBRARY, source_rows()))
    assert head == ["schema", "library", "documents"]
    assert row == [
        *("document", "source", "publisher", "kind", "title", "url", "language", "published"),
        *("published_from", "published_evidence", "words", "copy_of"),
    ]
    whole = json.loads(drawn(Sources(LIBRARY, source_rows()), "json"))
    assert list(whole["library"]) == ["path", "name"]
    assert list(whole["documents"][0]["published_evidence"]) == ["start", "end", "text"]
    assert whole["documents"][3]["published"] is None


def test_json_of_a_search() -> None:
    head, hit = keys(search_answer())
    assert head == ["schema", "query", "total", "results"]
    assert hit == ["rank", "document", "source", "title", "published", "score", "passages"]
    whole = json.loads(drawn(search_answer(), "json"))
    assert whole["schema"] == "cajad.search/1"
    assert list(whole["query"]) == ["text", "since", "until", "sources", "corrections"]
    assert whole["query"]["corrections"] == [{"typed": "barier", "used": "barrier"}]
    assert whole["query"]["since"] == "2021-01-01"
    passage = whole["results"][0]["passages"][0]
    assert list(passage) == ["paragraph", "sentence", "start", "end", "text", "marks"]
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["tidal barrier"] * 2


def test_json_of_a_timeline() -> None:
    head, event = keys(timeline())
    assert head == ["schema", "query", "total", "events"]
    assert event == ["date", "end", "status", "disputed", "text", "sources", "mentions", "salience"]
    events = json.loads(drawn(timeline(), "json"))["events"]
    told = events[0]["mentions"][0]
    assert list(told)[:10] == [
        *("document", "source", "published", "paragraph", "sentence", "start", "end", "text", "status"),
        "timex",
    ]
    assert list(told["timex"])[:6] == ["start", "end", "text", "type", "value", "rule"]
    assert events[1]["mentions"][1]["timex"] is None
    assert events[2]["end"] == "2021-05-05"


def test_json_of_a_comparison() -> None:
    head, point = keys(comparison())
    assert head == ["schema", "query", "total", "points", "silent", "passages", "silenced"]
    assert point == ["label", "kind", "verdict", "positions", "certainty", "settled", "mark"]
    whole = json.loads(drawn(comparison(), "json"))
    position = whole["points"][0]["positions"][0]
    assert list(position) == ["value", "sources", "claims"]
    assert list(position["claims"][0]) == [
        *("document", "source", "published", "paragraph", "sentence", "start", "end", "text", "value"),
    ]
    assert list(position["claims"][0]["value"]) == ["start", "end", "text"]
    assert list(whole["passages"][0]) == [
        *("source", "document", "published", "paragraph", "sentence", "start", "end", "text", "marks"),
    ]


def test_json_lines() -> None:
    lines = drawn(dates(), "jsonl").splitlines()
    assert list(json.loads(lines[0])) == ["document", "start", "end", "text", "type", "value", "mod", "rule"]
    assert len(drawn(report(), "jsonl").splitlines()) == 33
    assert [len(drawn(answer, "jsonl").splitlines()) for answer in answers()[:6]] == [4, 2, 3, 1, 5, 4]
    assert drawn(Timeline(timeline().query, 0, ()), "jsonl") == ""


def test_json_says_whether_all_is_well() -> None:
    assert json.loads(drawn(diagnosis(), "json"))["ok"] is False


def test_fields_keep_whole_results_where_they_can() -> None:
    lines = drawn(search_answer(), "jsonl", ("document", "score")).splitlines()
    assert [json.loads(line) for line in lines] == [
        {"document": "news/010_barrier.txt", "score": 4.25},
        {"document": "notes.md", "score": 1.5},
    ]
    assert drawn(search_answer(), "text", ("rank", "source")) == "1\teastmere-post\n2\tunknown\n"
    assert drawn(search_answer(), "text", ("rank", "passage")) == "1\t2.1\n1\t12.3\n2\t1.1\n"
    whole = json.loads(drawn(timeline(), "json", ("date", "mentions")))
    assert list(whole["events"][0]) == ["date", "mentions"]


def test_text_is_one_record_a_line() -> None:
    first = drawn(search_answer(), "text").splitlines()[0]
    assert first == f"news/010_barrier.txt\t2021-03-09\teastmere-post\t2.1\t{LONG}"
    told = drawn(timeline(), "text").splitlines()
    assert told[0].startswith("1998\t\thappened\teastmere-post,port-ministry,valley-wire\tThe barrier")
    assert told[2].startswith("2021-05-03\t2021-05-05\tplanned\tport-ministry\t")
    point = drawn(comparison(), "text").splitlines()[3]
    assert point == (
        "barrier founded\tconflict\t1989\tvalley-wire\tnews/valley-wire.txt:2.1\tBegun in 1989, it is old."
    )
    assert drawn(dates(), "text").startswith("14\t26\tnext Tuesday\tDATE\t2021-03-16\t\tnext_weekday\n")
    assert drawn(Sources(LIBRARY, source_rows()), "text").endswith("notes.md\tunknown\t\tnone\t412\t\n")


def test_text_of_a_document_is_its_text() -> None:
    odd = "first\ttabbed\r\nsecond\x07"
    assert drawn(reading(odd), "text") == reading(odd).text
    part = drawn(reading(odd), "text", options=ViewOptions(whole=False))
    assert part == "Tidal barrier to open\nfirst tabbed second\n"


def test_a_terminal_gets_a_document_cleaned() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    render(reading("a\x1b[2J\tb"), "text", out, width=80, color=False)
    assert out.getvalue().startswith("Tidal barrier to open\n\na b\n")


def test_a_comparison_without_points_still_says_what_is_said() -> None:
    bare = comparison()._replace(points=())
    lines = drawn(bare, "text").splitlines()
    assert lines[0].startswith("\tpassage\t\teastmere-post\tnews/eastmere-post.txt:2.1\t")
    assert len(lines) == len(drawn(bare, "jsonl").splitlines()) == 3
    by_source = drawn(comparison(), "text", options=ViewOptions(by="source"))
    assert by_source.splitlines() == lines


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(begin: str) -> None:
    row = source_rows(f"{begin}1+1")[0]
    for name in ("csv", "tsv"):
        assert drawn(Sources(LIBRARY, (row,)), name, ("title",)) == f"title\n'{begin}1+1\n"


def test_sheets_have_a_header_even_when_empty() -> None:
    for answer in empty_answers():
        for name in ("csv", "tsv"):
            assert drawn(answer, name).count("\n") == (2 if isinstance(answer, Count) else 1)
        assert drawn(answer, "markdown").count("\n") <= 3


def test_empty_tables_print_nothing() -> None:
    for answer in empty_answers():
        if not isinstance(answer, IngestReport | Reading | Count):
            assert drawn(answer, "table") == ""


def test_markdown_and_html_escape_what_a_document_says() -> None:
    text = "# 1 | a <script>x</script> *b* &amp; [c](d)"
    rows = Sources(LIBRARY, source_rows(text)[:1])
    assert "\\| a \\<script\\>x\\</script\\> \\*b\\* \\&amp; \\[c\\](d)" in drawn(rows, "markdown", ("title",))
    page = drawn(rows, "html", ("title",))
    assert "&lt;script&gt;" in page
    assert "&amp;amp;" in page
    assert "\\# 1" in drawn(reading(text), "markdown").splitlines()[-1]
    assert drawn(reading("12. item"), "markdown").endswith("\n12\\. item\n")


def test_a_calendar_is_for_timelines() -> None:
    with pytest.raises(UsageError, match="only a timeline"):
        drawn(dates(), "ics")
    lines = drawn(timeline(), "ics").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:19980101" in lines
    assert "DTEND;VALUE=DATE:19990101" in lines
    assert "DTEND;VALUE=DATE:20210506" in lines
    assert "DTEND;VALUE=DATE:20220101" in lines
    assert "DTSTAMP:20210310T000000Z" in lines
    assert [line for line in lines if line.startswith("STATUS")] == [
        *("STATUS:CONFIRMED", "STATUS:CONFIRMED", "STATUS:TENTATIVE", "STATUS:CANCELLED", "STATUS:TENTATIVE"),
    ]
    assert len({line for line in lines if line.startswith("UID:")}) == 5


def test_an_event_without_a_day_makes_no_calendar_entry() -> None:
    entry = timeline().events[0]._replace(date="XXXX-12", mentions=(mention("post", "It is.", None),))
    assert "VEVENT" not in drawn(Timeline(timeline().query, 1, (entry,)), "ics")


def test_unknown_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean published"):
        drawn(search_answer(), "csv", ("publishd",))
    with pytest.raises(UsageError, match="no format 'xml'"):
        drawn(search_answer(), "xml")
    with pytest.raises(UsageError, match="json or jsonl"):
        drawn(search_answer(), "csv", ("passages",))
    assert "place" in field_names(Comparison)


def test_tables_say_in_words_what_they_show_in_colour() -> None:
    told = drawn(timeline(), "table")
    assert "[planned] Tests" in told
    assert "[cancelled] The regatta" in told
    assert "[date disputed]" in told
    assert "but 1989 in valley-wire, news/valley-wire.txt:2.1" in told
    assert "but 1998-05" not in told
    checks = drawn(diagnosis(), "table")
    assert checks.startswith("ok ")
    assert "\nproblem " in checks


def test_a_conflict_shows_both_quotes_and_their_places() -> None:
    for many in (0, 12):  # the matrix, and the list where sources are too many
        table = drawn(comparison(many=many), "table")
        assert table.startswith("point") == (many == 0)
        conflict = table.split("In dispute")[1].split("Agreed")[0]
        assert "[conflict]" in conflict
        for words in ("The barrier was founded in 1998.", "Begun in 1989, it is old."):
            assert words in conflict
        for place in ("news/eastmere-post.txt:2.1", "news/port-ministry.txt:2.1", "news/valley-wire.txt:2.1"):
            assert place in conflict
        order = [table.index(word) for word in ("In dispute", "Agreed", "Compatible", "One source", "Silent")]
        assert order == sorted(order)


def test_sources_mark_dates_that_are_not_read() -> None:
    table = drawn(Sources(LIBRARY, source_rows()), "table")
    assert "2021-03-09~" in table
    assert "~ inferred, not stated   ? no date found" in table
    assert "~" not in drawn(Sources(LIBRARY, source_rows()[:1]), "table")


def test_snippets_bound_tables_but_no_records() -> None:
    options = ViewOptions(snippets=1)
    assert "12.3" not in drawn(search_answer(), "table", options=options)
    assert "12.3" in drawn(search_answer(), "text", options=options)


def test_a_timeline_is_grouped_as_asked() -> None:
    table = drawn(timeline(), "table", options=ViewOptions(by="quarter"))
    assert [line.split()[0] for line in table.splitlines() if "──" in line] == [
        "1998",
        "2021-Q1",
        "2021-Q2",
        "2021-Q4",
    ]
    events = timeline().events
    shuffled = Timeline(timeline().query, 3, (events[1], events[0], events[2]))
    assert "──" not in drawn(shuffled, "table")
    assert drawn(timeline(), "csv", options=ViewOptions(by="month")).splitlines()[3].endswith(",2021-05")


@given(st.dates(date(1000, 1, 1)))
def test_periods_hold_their_days(day: date) -> None:
    iso = day.isoformat()
    for value in (iso, iso[:7], iso[:4]):
        covered = days(value)
        assert covered
        assert covered[0] <= day <= covered[1]
        if covered[1] < date.max:
            after = covered[1] + timedelta(days=1)
            assert after.isoformat()[: len(value)] != value
    assert period(iso, "month") == iso[:7]
    assert period(iso[:4], "month") == iso[:4]
    assert period(iso, "week") == day.strftime("%G-W%V")


@pytest.mark.parametrize("value", [None, "", "XXXX-12", "2021-13", "2021-02-30", "2021-W05", "PAST_REF"])
def test_other_values_are_no_days(value: str | None) -> None:
    assert days(value) is None


def test_records_do_not_import_rich() -> None:
    code = (
        "import sys, io\nfrom cajad_cli.model import Dates\nfrom cajad_cli.render import render\n"
        "for name in ('json', 'jsonl', 'text', 'csv', 'tsv', 'markdown', 'html'):\n"
        "    render(Dates(()), name, io.StringIO(), width=80, color=False)\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('rich', 'typer')]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
