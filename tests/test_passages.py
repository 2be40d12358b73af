"""Cases of tests/cases/en/sentences.toml, and that sentences cover their text."""

from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cajad_cli.lexicon.sentences import sentences

FILE = Path(__file__).parent / "cases/en/sentences.toml"
CASES = [case["text"] for case in tomli.loads(FILE.read_text("utf-8"))["case"]]


@pytest.mark.parametrize("marked", CASES)
def test_sentences(marked: str) -> None:
    wanted = [part.strip() for part in marked.split("|")]
    text = marked.replace("|", "")
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == wanted


@given(st.text(alphabet=st.sampled_from("aB .!?…”\"'()1\n。U")), st.integers(0, 5))
def test_sentences_cover_their_text(text: str, start: int) -> None:
    position = min(start, len(text))
    for begin, end in sentences(text, position, len(text)):
        assert not text[position:begin].strip()
        assert begin < end
        position = end
    assert not text[position:].strip()
