"""Cases of tests/cases/en/boilerplate.toml, and what must hold of every text."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from cajad_cli.errors import ReadError
from cajad_cli.extract.passages import passages
from cajad_cli.lexicon import boilerplate, stamps
from cajad_cli.lexicon.source import load
from cajad_cli.model import Document, Library
from cajad_cli.read.decode import decode
from cajad_cli.read.document import document_of

CASES = tomli.loads((Path(__file__).parent / "cases/en/boilerplate.toml").read_text("utf-8"))["case"]
LIBRARY = Library("/library", "library", {})
TODAY = date(2026, 3, 1)


def _document(text: str, name: str = "story.txt") -> Document:
    return document_of(name, text, LIBRARY, TODAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_body(case: dict[str, Any]) -> None:
    document = _document(case["text"].lstrip("\n"), case.get("file", "story.txt"))
    found = [(b.kind, document.text[b.start : b.end]) for b in document.blocks]
    wanted = [_wanted(block) for block in case["blocks"]]
    assert len(found) == len(wanted), found
    for (kind, text), (wanted_kind, begins) in zip(found, wanted, strict=True):
        assert (kind, text[: len(begins)]) == (wanted_kind, begins)
    if "ends" in case:
        assert found[-1][1].endswith(case["ends"])
    assert not any("Copyright" in text for _, text in found)


def _wanted(block: str) -> tuple[str, str]:
    kind, colon, begins = block.partition(":")
    return (kind, begins) if colon and kind in ("heading", "item", "caption") else ("paragraph", block)


RULES = [(rule, row) for rule, row in zip(boilerplate.rules(), load("en/boilerplate")["rule"], strict=True)]


@pytest.mark.parametrize(("rule", "row"), RULES, ids=lambda value: getattr(value, "name", ""))
def test_boilerplate_examples(rule: boilerplate.Rule, row: dict[str, Any]) -> None:
    for example in row["examples"]:
        assert boilerplate.role(example), example
        assert rule.pattern.match(example), example
    for text in row["not"]:
        assert not (rule.words > text.count(" ") and rule.pattern.match(text) and _needed(rule, text)), text


def _needed(rule: boilerplate.Rule, text: str) -> bool:
    return not rule.needs or any(word in text.lower() for word in rule.needs)


@pytest.mark.parametrize("row", load("en/boilerplate")["suffix"], ids=lambda row: row["name"])
def test_suffix_examples(row: dict[str, Any]) -> None:
    pattern = dict(boilerplate.suffixes())[row["name"]]
    for example in row["examples"]:
        assert pattern.search(example), example
        assert boilerplate.may_have_suffix(example), example
    for text in row["not"]:
        assert not pattern.search(text), text


@pytest.mark.parametrize("row", load("en/stamps")["date"], ids=lambda row: row["name"])
def test_date_examples(row: dict[str, Any]) -> None:
    rule = next(r for r in stamps.rules("date") if r.name == row["name"])
    for text, value in row["examples"]:
        written = stamps.dates(text)[0]
        assert rule.pattern.search(text), text
        assert value == (str(written.certain) if written.days else f"{written.month:02}-{written.day:02}")
    for text in row["not"]:
        found = rule.pattern.search(text)
        assert not found or not any(w.certain or not w.days for w in stamps.dates(found[0])), text


@pytest.mark.parametrize("table", ["part", "prefix", "closing", "today"])
def test_stamp_examples(table: str) -> None:
    for rule, row in zip(stamps.rules(table), load("en/stamps")[table], strict=True):
        find = rule.pattern.match if table == "prefix" else rule.pattern.search
        for example in row["examples"]:
            assert find(example[0]), example
        for text in row["not"]:
            assert not find(text), text


LINES = st.sampled_from(
    [
        *(
            "",
            "-",
            "- Mill closes",
            "1. The mill will close.",
            "# Mill",
            "Read more",
            "Related articles",
            "END",
        ),
        *(
            "***",
            "---",
            "港の祭り。",
            "[Copyright Mill]",
            "© 2020 Mill",
            "\ufeff",
            "\u2028",
            "\x0c",
            "• (1) The mill",
        ),
        *("Source: Mill Daily", "Date: 2020-01-02", "May 4, 2021", "10/01/2026", "12:30 JST", "Mill closes"),
        *("MINATO, May 4 (Mill Press) - The mill closed.", "(From The Mill Daily, May 4, 2021)"),
        "The mill of the valley closed on Friday, its owner said, and forty men lost their work.",
        *("Updated: 5 May 2021, Published 4 May 2021", "https://mill.example.org/2021/05/04/x"),
        *("by the river and the old", "Today, on May 4, it shut."),
    ]
)
TEXTS = st.one_of(st.text(min_size=1), st.lists(st.one_of(LINES, st.text(max_size=40)), min_size=1).map("\n".join))


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_spans_hold_for_any_text(text: str) -> None:
    document = _document(text)
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        words = text[block.start : block.end]
        assert words == words.strip()
        end = block.end
    assert all(0 <= s.start < s.end <= len(text) for s in document.stamps)
    quote = document.published_evidence
    assert quote is None or text[quote.start : quote.end] == quote.text
    assert (document.published is None) == (document.published_from == "none")
    assert document.title
    _check_tiling(document)


def _check_tiling(document: Document) -> None:
    """Passages cover their block in order and leave nothing but white space between them."""
    at = {number: block.start for number, block in enumerate(document.blocks, 1)}
    for passage in passages(document):
        block = document.blocks[passage.paragraph - 1]
        assert not document.text[at[passage.paragraph] : passage.start].strip()
        assert block.start <= passage.start < passage.end <= block.end
        at[passage.paragraph] = passage.end
    assert all(not document.text[at[n] : b.end].strip() for n, b in enumerate(document.blocks, 1))


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    try:
        text = decode(data, "x")
    except ReadError as error:
        assert "x" in error.message
        return
    _check_tiling(_document(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    text = "Mühle am Fluss – 水車\nwas closed."
    assert decode(text.replace("\n", "\r\n").encode(encoding), "x") == text


def test_old_encoding_is_guessed() -> None:
    text = "Министр иностранных дел Японии прибыл в Ташкент с рабочим визитом и встретился с президентом страны."
    assert "Ташкент" in decode(text.encode("cp1251"), "x")


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\0\1\2", b"PK\x03\x04\0\0", "\ufeff".encode()])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadError):
        decode(data, "x")


@pytest.mark.parametrize(
    "text",
    [
        *(word * 10**6 for word in ("a", "a ", "-", "(", "\n")),
        *(word * 10**5 for word in ("1. ", "May 4, 2021 ", "A, ", "a. ")),
        *(word * 10**4 for word in ("x\n", "Related\nThe mill of the town is shut.\n", "-\n", "Read more\n")),
    ],
    ids=lambda text: text[:6],
)
def test_long_lines_do_not_hang(text: str) -> None:
    assert _document(text + "x").text == text + "x"
