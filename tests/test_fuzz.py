"""Any bytes at what reads them. `python tests/fuzz.py` goes on for as long as it is let."""

import os
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from targets import TARGETS


def listed(words: str) -> list[str]:
    return words.split(" ")


# Pieces of what is usual, since bytes alone seldom get past the first line of a reader.
PIECES = {
    "query": listed('title: source: date: 2022-11.. NEAR/5 OR ( ) " - * .. a 日 \x01'),
    "asked": listed("last next month 2022 Q4 - .. 3 May week of 9999 0000 / 13"),
    "dates": listed("May 3 31 2022 9999 last Monday , / February 00:00 BC Q4 days ago"),
    "reader": [
        *(
            "Date: ",
            "2021-05-03",
            "\n",
            "\n\n",
            "ASTANA, May 4 (Reuters) - ",
            "The leaders met. ",
            "- ",
            "# ",
            "© ",
            "\r",
        ),
        *("\x0c", "\x1b[1m", "|", "(From The Gazette, Dec. 30, 2022)", "12%", "\ufeff", "https://a.example/x"),
    ],
    "settings": [
        *("[[document]]\n", "[publishers.x]\n", "[aliases]\n", "[[settled]]\n", "match", "=", '"*"', "\n", "published"),
        *("2021-05-03", "topic", "value", "ignore", "true", '["a"]', "{a=1}", "nan", "0x1", "'''", "\x01", "name"),
        *("2021-05-03T00:00:00Z", "07:00:00"),
    ],
}
EXAMPLES = int(os.environ.get("CAJAD_EXAMPLES", "80"))
FOUND = sorted((ROOT / "tests" / "cases" / "fuzz").glob("*/*"))


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes(name: str) -> None:
    pieces = st.lists(st.sampled_from(PIECES[name]) | st.text(max_size=4), max_size=14)
    texts = pieces.map("".join) | pieces.map(" ".join)

    @settings(max_examples=EXAMPLES)
    @given(texts.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=80))
    def check(data: bytes) -> None:
        TARGETS[name](data)

    check()


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_what_was_found_stays_mended(case: Path) -> None:
    TARGETS[case.parent.name](case.read_bytes())
