"""Words of a whole text, read once, against those of the stretch that is asked for, read by themselves."""

import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_needs import strings

from cajad_cli.extract import numbers, terms
from cajad_cli.extract.copies import SKETCH, shingles
from cajad_cli.extract.events import trigger
from cajad_cli.lexicon import boilerplate, sieve
from cajad_cli.model import Passage

PIECES = [
    "signed", "Signing", "met", "U.N.", "U.N", "Monday's", "mid-2022", "30th", "opened.", "(talks)", "meeting-room",
    "took", "place", "d’Ivoire", "é", "_", "5km", "“visit”", "summit—the", "born", "İ",
    "a.b", "…", "the", "-", "'", ".",
]  # fmt: skip
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "", "\n", "  ", ", "])), max_size=12).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)
CUTS = st.integers(0, 90)


@given(TEXTS, CUTS, CUTS)
def test_terms_of_a_stretch(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    alone = [(m.start(), m.end()) for m in terms.WORD.finditer(text, start, end) if terms.stem(m.group())]
    assert [(t.start, t.end) for t in terms.terms(text, start, end)] == alone


@given(TEXTS, CUTS, CUTS)
def test_triggers_of_a_stretch(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert tuple(trigger.triggers(text, start, end)) == trigger.triggers_by_search(text, start, end)


@given(TEXTS)
def test_shingles_of_text_that_is_nearly_ascii(text: str) -> None:
    whole = f"{text} One two three four five six seven, eight nine ten. {text}"
    words = re.findall(r"[^\W_]+", whole.lower())
    runs = {zlib.crc32(" ".join(words[i : i + 5]).encode()) for i in range(len(words) - 4)}
    assert shingles(whole, [Passage(1, 1, "paragraph", 0, len(whole))]) == tuple(sorted(runs)[:SKETCH])


def test_numbers_in_words_are_seen() -> None:
    kept = sieve.of_passages()
    missed = [t for t in strings() if numbers.word_pattern().search(t) and not kept.marks(t) & kept.mark["number"]]
    assert missed == []


@pytest.mark.parametrize("rule", boilerplate.rules(), ids=[rule.name for rule in boilerplate.rules()])
def test_no_line_of_furniture_is_missed(rule: boilerplate.Rule) -> None:
    kept = boilerplate.sieve()
    lines = [t.replace("\n", " ") for t in strings() if len(t) < 400]
    asked = [t for t in lines if not rule.needs or any(word in t.lower() for word in rule.needs)]
    assert [t for t in asked if rule.pattern.match(t) and not kept.marks(t) & kept.mark[rule.name]] == []
