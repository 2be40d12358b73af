"""Amounts in running text: cases, bounds with their examples, arithmetic."""

import time
from math import inf
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cajad_cli.extract.quantities import plain, quantities
from cajad_cli.lexicon import quantities as lexicon
from cajad_cli.lexicon.source import load
from cajad_cli.model import Span

CASES = tomli.loads((Path(__file__).parent / "cases" / "en" / "quantities.toml").read_text(encoding="utf-8"))
ONES = [word for word, value in lexicon.numbers("cardinals").items() if value < 20]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["text"][:40])
def test_case(case: dict[str, object]) -> None:
    found = quantities(str(case["text"]))
    assert [[q.text, q.value, q.head] for q in found] == case["amounts"]


@pytest.mark.parametrize("case", CASES["not"], ids=lambda c: c["text"][:40])
def test_no_amount(case: dict[str, str]) -> None:
    assert quantities(case["text"]) == ()


BOUNDS = load("en/quantities")["bound"]


@pytest.mark.parametrize(
    ("name", "text", "low", "high"),
    [(b["name"], *example) for b in BOUNDS for example in b["examples"]],
)
def test_bound_example(name: str, text: str, low: str, high: str) -> None:
    (found,) = quantities(text)
    assert found.bound == name
    assert (found.low, found.high) == pytest.approx((float(low), inf if high == "inf" else float(high)))


@pytest.mark.parametrize(("name", "text"), [(b["name"], text) for b in BOUNDS for text in b["not"]])
def test_bound_counter_example(name: str, text: str) -> None:
    assert all(q.bound != name for q in quantities(text))


def test_every_bound_has_examples() -> None:
    assert all(b["examples"] and b["not"] for b in BOUNDS)


def test_dates_are_left_out() -> None:
    text = "On 24 towns fell 12 towns."
    assert [q.text for q in quantities(text, skip=[Span(3, 5)])] == ["12 towns"]


def in_words(number: int) -> str:
    """Spell a number below 1,000,000."""
    if number >= 1000:
        rest = number % 1000
        return f"{in_words(number // 1000)} thousand" + (f" {in_words(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{ONES[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


@given(st.integers(2, 999_999))
def test_words_and_figures_are_one_number(number: int) -> None:
    for text in (f"{in_words(number)} boats", f"{number:,} boats"):
        (found,) = quantities(text)
        assert found.low == found.high == number


@given(st.integers(1, 9_999), st.sampled_from(["million", "billion", "trillion"]))
def test_scales_multiply(number: int, scale: str) -> None:
    (found,) = quantities(f"{number / 10} {scale} yen")
    assert found.low == pytest.approx(number / 10 * lexicon.numbers("scales")[scale])
    assert found.step == lexicon.numbers("scales")[scale] / 10


@given(st.text(alphabet="0123456789 .,-$%¥abefhinorstu\n“”'", max_size=200))
def test_spans_point_into_the_text(text: str) -> None:
    end = 0
    for found in quantities(text):
        assert found.text == text[found.start : found.end] != ""
        assert end <= found.number.start and found.low <= found.high
        assert found.noun.start <= found.noun.end <= len(text)
        end = found.number.end


@pytest.mark.parametrize(
    "hostile", ["9" * 20_000, "one hundred " * 4_000, "1,000," * 5_000, "$" * 20_000, "1-" * 9_000, "five " * 6_000]
)
def test_hostile_text_is_read_in_time(hostile: str) -> None:
    begin = time.process_time()
    quantities(hostile)
    assert time.process_time() - begin < 0.2 * len(hostile) / 1000


def test_numbers_are_written_for_readers() -> None:
    values = (3e12, 2_690_000, 36_799_812, 12_345, 1.5, 0.25)
    assert [plain(v) for v in values] == ["3 trillion", "2.69 million", "36,799,812", "12,345", "1.5", "0.25"]
