"""What holds of every format for any text: nothing steers the terminal, nothing is lost, lines fit."""

import csv
import json
import re
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from test_render_samples import answers, empty_answers, search_answer, spoken, timeline

from cajad_cli.model import Reading, SearchAnswer, Span, Timeline
from cajad_cli.render import FORMATS, ViewOptions, render
from cajad_cli.render.hygiene import clean, clean_lines, strip_controls
from cajad_cli.render.marked import clip, pieces
from cajad_cli.render.rows import field_names
from cajad_cli.render.view import Answer

PLAIN = tuple(name for name in FORMATS if name not in {"ics", "json", "jsonl"})
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
SGR = re.compile(r"\x1b\[[0-9;]*m")
# Plain words, and between them all that could do harm: controls, escape sequences, markup, formulas.
HARMFUL = st.sampled_from(
    [
        *("\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\x1b", "\x00", "\r", "\n", "\t", "\x85"),
        *("\u202e", "\u2067", "\u2028", "\u200d", "\ud800", "漢字", "[bold]", "[/]", ":smile:"),
        *("=1+1", "|", "`", "**", "<b>", "&amp;", '"', ",", "\\"),
    ]
)
TEXT = st.lists(st.one_of(HARMFUL, st.text(max_size=12), st.just("tidal barrier ")), max_size=12).map("".join)


def drawn(answer: Answer, format: str, width: int = 80, *, color: bool = False, **view: object) -> str:
    out = StringIO()
    options = ViewOptions(**view)  # type: ignore[arg-type]
    render(answer, format, out, width=width, color=color, options=options)
    return out.getvalue()


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_no_format_emits_controls(text: str) -> None:
    for answer in spoken(text):
        for name in PLAIN:
            if name == "text" and isinstance(answer, Reading):
                continue  # the document as it is; a terminal gets it cleaned
            written = drawn(answer, name)
            assert not UNSAFE.search(written), name
            assert "\t" not in written or name in {"text", "tsv"}
        assert not UNSAFE.search(SGR.sub("", drawn(answer, "table", color=True)))


@settings(max_examples=60, deadline=None)
@given(TEXT, st.integers(40, 250), st.sampled_from(["", "passage", "source", "month"]))
def test_no_line_of_a_table_is_wider_than_the_paper(text: str, width: int, by: str) -> None:
    for answer in spoken(text):
        for line in drawn(answer, "table", width, by=by).splitlines():
            assert cell_len(line) <= width


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_json_is_the_text_and_safe(text: str) -> None:
    written = drawn(search_answer(text), "json")
    assert not UNSAFE.search(written)
    assert json.loads(written)["results"][0]["passages"][0]["text"] == text
    for line in drawn(timeline(text), "jsonl").removesuffix("\n").split("\n"):
        assert json.loads(line)["date"]


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_sheets_read_back_to_the_same_cells(text: str) -> None:
    names = ("rank", "document", "title", "text")
    for name, options in {"csv": {}, "tsv": {"delimiter": "\t", "quoting": csv.QUOTE_NONE}}.items():
        out = StringIO()
        render(search_answer(text), name, out, width=80, color=False, fields=names)
        rows = list(csv.reader(StringIO(out.getvalue(), newline=""), **options))  # type: ignore[arg-type]
        assert tuple(rows[0]) == names
        assert len(rows) == 4
        assert rows[1][3].removeprefix("'") == clean(text).removeprefix("'")
        assert not rows[1][3].startswith(("=", "+", "-", "@", "\t", "\r"))


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_a_calendar_folds_and_unfolds(text: str) -> None:
    written = drawn(timeline(text), "ics")
    lines = written.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = written.replace("\r\n ", "")
    assert not UNSAFE.search(unfolded.replace("\r\n", ""))
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 5


@given(TEXT)
def test_clean_is_idempotent_and_one_line(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\n" not in once
    assert not UNSAFE.search(clean_lines(text))
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(TEXT, st.lists(st.builds(Span, st.integers(-3, 90), st.integers(-3, 90)), max_size=5))
def test_pieces_are_the_text(text: str, marks: list[Span]) -> None:
    assert "".join(piece.text for piece in pieces(text, marks)) == text


@given(
    st.lists(st.sampled_from(["gate", "harbour", "tide,", "of", "a"]), min_size=1, max_size=200),
    st.lists(st.builds(lambda a, b: Span(a, a + b), st.integers(0, 900), st.integers(1, 9)), max_size=6),
    st.integers(20, 400),
)
def test_clipping_keeps_whole_words_in_order(words: list[str], marks: list[Span], budget: int) -> None:
    text = " ".join(words)
    kept = "".join(piece.text for piece in clip(text, marks, budget)).split()
    at = 0
    for window in " ".join(kept).split("…"):
        at = f" {text} ".index(f" {window.strip()} " if window.strip() else "", at)
    assert kept
    if any(mark.start < len(text) for mark in marks):
        assert any(piece.marked for piece in clip(text, marks, budget))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("color", [False, True])
def test_every_format_writes_every_answer(format: str, color: bool) -> None:
    for answer in (*answers(), *empty_answers()):
        if format == "ics" and not isinstance(answer, Timeline):
            continue
        written = drawn(answer, format, color=color)
        assert ("\x1b" in written) == (color and format == "table" and bool(written))
        assert written == drawn(answer, format, color=color)
        if format == "json":
            assert json.loads(written)["schema"].endswith("/1")
            assert written.endswith("}\n")


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: type(answer).__name__)
def test_every_field_can_be_asked_for(answer: Answer) -> None:
    from cajad_cli.render.rows import SHAPES

    nested = SHAPES[type(answer)].nested
    for name in field_names(type(answer)):
        for format in ("json", "jsonl") if name in nested else (f for f in FORMATS if f != "ics"):
            out = StringIO()
            render(answer, format, out, width=80, color=False, fields=(name,))
            assert out.getvalue()


def test_sequences_go_whole() -> None:
    assert strip_controls("a\x1b[1;31mred\x1b[0m b\x1b]8;;http://x\x1b\\c\x9b2Jd") == "ared bcd"
    assert strip_controls("unclosed \x1b]0;title and on") == "unclosed ]0;title and on"
    assert clean("a \t\n b  c\x85d") == "a b  c d"


def test_markup_shows_literally() -> None:
    text = "The [bold]tidal barrier[/bold] :smile: https://x.example [link=y]"
    for color in (False, True):
        written = SGR.sub("", drawn(search_answer(text), "table", 200, color=color))
        assert text in written


def test_a_page_is_given_to_a_passage() -> None:
    results = json.loads(drawn(search_answer(), "json", by="passage"))["results"]
    assert [(hit["rank"], len(hit["passages"])) for hit in results] == [(1, 1), (2, 1), (3, 1)]
    assert isinstance(search_answer(), SearchAnswer)
