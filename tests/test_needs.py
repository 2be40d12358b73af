"""What a pattern needs: read off the pattern itself, so that no match is ever missed for a word that is in no list."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cajad_cli.lexicon import events, sieve
from cajad_cli.lexicon.needs import Sieve, needs, words_of
from cajad_cli.lexicon.source import DATA

ROOT = Path(__file__).parent
PATTERNS = sieve.of_passages().patterns


def _sieve(*patterns: str) -> Sieve:
    return Sieve({pattern: re.compile(pattern) for pattern in patterns})


def _within(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, (list, dict)):
        for one in held.values() if isinstance(held, dict) else held:
            yield from _within(one)


@cache
def strings() -> tuple[str, ...]:
    """Give every string of the cases and of the examples of the rules, once more with its words apart and shouted."""
    files = [*sorted((ROOT / "cases" / "en").glob("*.toml")), *sorted((DATA / "en").glob("*.toml"))]
    found = [s for file in files for s in _within(tomli.loads(file.read_text(encoding="utf-8"))) if len(s) < 3000]
    return tuple(dict.fromkeys(t for s in found for t in (s, s.replace(" ", "\n"), s.upper())))


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_no_match_is_missed(pattern: re.Pattern[str]) -> None:
    sifted = Sieve({"it": pattern})
    assert [t for t in strings() if not sifted.marks(t) and pattern.search(t)] == []


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns_of_the_data_have_words(name: str) -> None:
    assert needs(PATTERNS[name].pattern)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:signed|inked)\b", {" signed ", " inked "}),
        (r"initiat(?:ed|or)", {"initiated", "initiator"}),
        (r"put\s+forward", {" forward"}),
        (r"(?:the )?signing of", {"signing ", " signing "}),
        (r"[Hh]ost(?:s|ed)?\b", {"host ", "hosts ", "hosted "}),
        (r"(?<!\w)(?!x)(?i:SIGN)[^.]{0,20}?paper", {"paper"}),
        (r"(?:\w+ ){0,3}talks", {"talks"}),
        (r"\bthe \w+", {" the "}),
        (r"a|signed", set()),
        (r"\w+", set()),
        (r"(?:signed)?", set()),
        (r"(?P<a>-)sign(?P=a)", {" sign"}),
    ],
)
def test_needs(pattern: str, expected: set[str]) -> None:
    assert needs(pattern) == expected


@given(
    st.text(st.sampled_from("aAbiIıİsSſkK\u212a e\u0301é'’-_1.\n")),
    st.sampled_from(["bis", "sk", "isk", "kis i", "is-k"]),
)
def test_any_spelling_that_ignorecase_takes_is_seen(text: str, word: str) -> None:
    for pattern in (word, rf"\b{word}\b", rf"(?:{word}|bb+a)\b"):
        found = re.search(pattern, text, re.IGNORECASE)
        assert not found or _sieve(pattern).marks(text)


def test_a_word_added_to_a_pattern_is_looked_for() -> None:
    assert not _sieve(r"\b(?:signed|inked)\b").marks("They initialled it.")
    assert _sieve(r"\b(?:signed|inked|initialled)\b").marks("They initialled it.")


def test_each_pattern_has_a_mark() -> None:
    sifted = _sieve("signed", "opened", ".*")
    assert sifted.marks("It was OPENED’s") == sifted.mark["opened"] | sifted.mark[".*"]


def test_no_phrase_of_several_words_is_missed() -> None:
    assert [t for t in strings() if events.phrases().search(t) and not events.may_hold_phrase(t)] == []


def test_words_are_runs_of_ascii_letters() -> None:
    assert words_of("Kyïv’s 2nd U.N.\udc80 talks") == [b"ky", b"v", b"s", b"nd", b"u", b"n", b"talks"]
