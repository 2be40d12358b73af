"""The temporal tagger as other rooms call it; texts and values in tests/cases/en/timex*.toml."""

from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import tomli

from cajad_cli.extract.timex import periods, tag
from cajad_cli.model import Span

CASES = Path(__file__).parent / "cases" / "en"


def _load(name: str) -> list[dict[str, Any]]:
    return list(tomli.loads((CASES / name).read_text(encoding="utf-8"))["case"])


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _check(case: dict[str, Any]) -> None:
    found = tag(case["text"], _day(case.get("dct", "")))
    if "expect" in case:
        assert [[t.text.replace("\n", " "), t.value] for t in found] == case["expect"]
    if "mod" in case:
        assert [t.mod or "" for t in found] == case["mod"]
    if "periods" in case:
        assert [[str(p.first), str(p.last)] for p in periods(case["text"], found)] == case["periods"]
    if "written" in case:
        assert [[p.value, p.end or ""] for p in periods(case["text"], found)] == case["written"]


@pytest.mark.parametrize("case", _load("timex.toml"), ids=lambda case: case["text"][:50])
def test_case(case: dict[str, Any]) -> None:
    _check(case)


@pytest.mark.parametrize("case", _load("timex_negative.toml"), ids=lambda case: case["text"][:50])
def test_no_date(case: dict[str, Any]) -> None:
    assert [t.text for t in tag(case["text"], date(2022, 12, 15))] == []


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", _load("timex_known_failures.toml"), ids=lambda case: case["text"][:50])
def test_known_failure(case: dict[str, Any]) -> None:
    _check(case)


def test_spans_restrict_and_share_what_was_said() -> None:
    text = "On 3 May 1915 it began.\n\nMenu: 4 June 2001\n\nThe next day it ended."
    first, last = text.index("\n"), text.index("The next")
    found = tag(text, date(2020, 1, 1), [Span(0, first), Span(last, len(text))])
    assert [(t.text, t.value) for t in found] == [("3 May 1915", "1915-05-03"), ("The next day", "1915-05-04")]
    assert all(text[t.start : t.end] == t.text for t in found)


def test_line_break_is_a_space_and_blank_line_an_end() -> None:
    assert [t.text for t in tag("on Dec.\n24, 2022")] == ["Dec.\n24, 2022"]
    assert [t.value for t in tag("in December\n\n24, 2022 was")] == ["XXXX-12", "2022"]


def test_text_before_the_span_does_not_matter() -> None:
    text = "x" * 1000 + " It was 24 December 2022."
    assert [t.start for t in tag(text, None, [Span(1000, len(text))])] == [text.index("24")]


HOSTILE = {
    "digits": "1234567890" * 5000,
    "spaced digits": "12 31 " * 8000,
    "months": "May " * 12000,
    "months and days": "May 3 to " * 6000,
    "articles": "the " * 12000,
    "early": "early the last " * 4000,
    "commas": "," * 50000,
    "brackets": "([{" * 16000,
    "slashes": "1/2/" * 12000,
    "dots": "1." * 25000,
    "colons": "1:" * 25000,
    "hyphens": "two-" * 12000,
    "apostrophes": "'80s " * 10000,
    "numbers in words": "twenty five thousand million " * 1800,
    "breaks": "\n" * 50000,
    "spaces": " " * 50000 + "May",
    "underscores": "_" * 50000,
    "weekdays": "Friday through " * 3500,
    "years": "1999-2000-" * 5000,
    "durations": "two days through " * 3000,
    "between": "two days of talks " * 2800,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_bound(text: str) -> None:
    tag(text[:100], date(2022, 1, 1))
    begin = process_time()
    periods(text, tag(text, date(2022, 1, 1)))
    assert (process_time() - begin) * 1000 < 60 * len(text) / 1000  # milliseconds a kilobyte: 50 KB in 3 s
