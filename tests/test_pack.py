"""What the index keeps of a document comes back as it was laid down."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from cajad_cli.extract.document import extract
from cajad_cli.index.columns import Cursor, pack_numbers, pack_strings, turned, unpack_numbers, unpack_strings
from cajad_cli.index.pack import Packer
from cajad_cli.index.press import Press, dictionary_of, dictionary_of_strings
from cajad_cli.model import BlockKind, Claim, Document, Event, Extract, OpenTimex, Passage, Quote, Timex
from cajad_cli.read.library import files, open_library
from cajad_cli.read.reader import read

KINDS: list[BlockKind] = ["paragraph", "heading", "item", "caption"]
NUMBERS = st.integers(-(2**63), 2**63 - 1)
SMALL = st.integers(-300, 300)
STRINGS = st.lists(st.text() | st.characters(max_codepoint=40), max_size=8)


@given(st.lists(NUMBERS) | st.lists(SMALL))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert list(unpack_numbers(pack_numbers(numbers))) == numbers


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.tuples(*[SMALL] * n), min_size=1)))
def test_rows_come_back(rows: list[tuple[int, ...]]) -> None:
    columns = Cursor(unpack_numbers(pack_numbers(list(turned(rows)))))
    assert list(columns.rows(len(rows[0]))) == rows


@given(STRINGS)
def test_strings_come_back(strings: list[str]) -> None:
    assert unpack_strings(pack_strings(strings)) == strings


@given(st.lists(st.binary(max_size=200)), STRINGS, st.binary(max_size=200))
def test_bytes_come_back_with_and_without_a_dictionary(texts: list[bytes], strings: list[str], near: bytes) -> None:
    for press in (Press(dictionary_of(texts)), Press(dictionary_of_strings([strings, strings])), Press()):
        assert [press.unpack(press.pack(text)) for text in texts] == texts
        assert [press.unpack(press.pack(text, near), near) for text in texts] == texts


def test_a_dictionary_saves_space() -> None:
    texts = [f"The foreign minister of country {n} met his counterparts in Tokyo.".encode() for n in range(40)]
    shared = Press(dictionary_of(texts))
    assert sum(len(shared.pack(t)) for t in texts) < 0.6 * sum(len(Press().pack(t)) for t in texts)


TEXT = "The talks were held on 1 May. 14 papers were signed there, they said."
PASSAGES = (Passage(1, 1, "paragraph", 0, 29, 2), Passage(2, 1, "item", 30, len(TEXT), 3))
DAYS = st.dates()
VALUES = st.dates().map(str) | st.from_regex(r"[12]\d{3}(-[01]\d)?", fullmatch=True) | st.text(max_size=8)
KEYS = st.lists(st.text(max_size=4) | st.sampled_from(["|", "t:talk", "n:May", ":", "x:"]), max_size=6).map(tuple)


@st.composite
def timexes(draw: st.DrawFn, passage: Passage) -> Timex:
    start, end = sorted((draw(st.integers(passage.start, passage.end)), draw(st.integers(passage.start, passage.end))))
    value, mod = draw(VALUES), draw(st.none() | st.text(max_size=3))
    return Timex(start, end, TEXT[start:end], draw(st.sampled_from(["DATE", "SET"])), value, mod, draw(st.text()))


@st.composite
def extracts(draw: st.DrawFn) -> Extract:
    places = [draw(st.sampled_from(PASSAGES)) for _ in range(draw(st.integers(0, 4)))]
    found = [(p, draw(timexes(p))) for p in places]
    events = [
        Event(
            p.paragraph, p.sentence, t.start, p.end, draw(st.none() | DAYS), draw(st.none() | DAYS),
            draw(st.none() | VALUES | st.just(t.value)), draw(st.none() | VALUES), "planned",
            draw(st.none() | st.just(t)), draw(st.text()), draw(st.text()), draw(KEYS),
        )
        for p, t in found
    ]  # fmt: skip
    bounds = st.none() | st.floats(allow_nan=False)
    claims = [
        Claim(
            p.paragraph, p.sentence, p.start, p.end, draw(st.sampled_from(["date", "number"])), draw(st.text()),
            draw(VALUES), draw(bounds), draw(bounds), Quote(t.start, t.end, t.text), draw(st.text()), draw(KEYS),
        )
        for p, t in found
    ]  # fmt: skip
    undated = tuple(OpenTimex(p.paragraph, p.sentence, t) for p, t in found)
    return Extract(PASSAGES, (), tuple(events), tuple(claims), draw(KEYS), undated)


@settings(max_examples=200)
@given(extracts())
def test_what_is_told_comes_back(told: Extract) -> None:
    came_back(TEXT, told, Packer())


@pytest.mark.parametrize("value", ["2024", "2024-02", "2024-12-24", "9999-12", "2024-W20", "20", ""])
def test_days_that_a_date_names_come_back(value: str) -> None:
    first, last = date(2024, 2, 1), date(2024, 2, 29)
    event = Event(1, 1, 0, 5, first, last, value, None, "happened", None, "talks", "dated", ())
    claim = Claim(
        1, 1, 0, 29, "date", "talks", value, first.toordinal(), last.toordinal(), Quote(0, 3, "The"), "year", ()
    )
    came_back(TEXT, Extract(PASSAGES, (), (event,), (claim,)), Packer())


def came_back(text: str, told: Extract, packer: Packer) -> None:
    packed = packer.pack(text, told)
    assert packer.text(packed.text) == text
    assert packer.passages(packed.passages) == told.passages
    read_again = packer.told(packed)
    assert read_again.matter() == told.matter
    assert tuple(read_again.claims()) == told.claims
    assert tuple(read_again.events()) == told.events
    assert tuple(read_again.undated()) == told.undated


def documents(folder: Path) -> Iterator[Document]:
    library = open_library(folder)
    for file in files(library):
        yield from (d for d in read(file, library, date(2026, 1, 15)) if isinstance(d, Document))


@pytest.mark.parametrize("folder", [ROOT / "seeds", ROOT / "tests/quality/invented/docs"], ids=["seeds", "invented"])
def test_what_real_texts_tell_comes_back(folder: Path) -> None:
    made = [(d.text, extract(d)) for d in documents(folder)]
    assert sum(len(told.events) for _, told in made) > 10
    plain = Packer()
    laid = [plain.pack(text, told) for text, told in made]
    learned = Packer(**plain.dictionaries(laid))
    for (text, told), packed in zip(made, laid, strict=True):
        came_back(text, told, plain)
        came_back(text, told, learned)
        assert learned.again(packed, plain) == learned.pack(text, told)


def test_numbers_are_laid_down_alike_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    here = pack_numbers([1, 300, -70000])
    assert here == bytes((4, 1, 44, 144, 0, 1, 238, 0, 0, 254, 0, 0, 255))
    monkeypatch.setattr(sys, "byteorder", "big" if sys.byteorder == "little" else "little")
    assert list(unpack_numbers(pack_numbers([1, 300, -70000]))) == [1, 300, -70000]
