"""Proper names: what is one, what is none, and to what form it is folded."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cajad_cli.extract.names import names


def canonical(text: str) -> list[str]:
    return [name.canonical for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy met Foreign Minister Yoshimasa Hayashi in Tokyo.", ["Yoshimasa Hayashi", "Tokyo"]),
        ("The envoy met Mr. HAYASHI Yoshimasa in Tokyo.", ["Yoshimasa Hayashi", "Tokyo"]),
        ("The envoy met Deputy Prime Minister Ann Roe of Kyrgyz origin.", ["Ann Roe", "Kyrgyzstan"]),
        ("He flew from Kyrgyzstan and the Kyrgyz Republic.", ["Kyrgyzstan", "Kyrgyzstan"]),
        ("Then Japan’s Prime Minister Ann Roe spoke.", ["Japan", "Ann Roe"]),
        ("Later Japanese Prime Minister Ann Roe spoke.", ["Japan", "Ann Roe"]),
        ("They asked the U.N. General Assembly for help.", ["United Nations General Assembly"]),
        ("It is part of the Belt and Road plan.", ["Belt and Road Initiative"]),
        ("They left the Bank of Japan for Osaka.", ["Bank of Japan", "Osaka"]),
        ("They praised the president of Kazakhstan.", ["Kazakhstan"]),
        ("They praised President of Kazakhstan Kassym-Jomart Tokayev.", ["Kazakhstan", "Kassym-Jomart Tokayev"]),
        ("They praised Minister for Foreign Affairs of Japan HAYASHI Yoshimasa.", ["Japan", "Yoshimasa Hayashi"]),
        ("They met the Minister of Justice of the Republic of Norway Ann Roe.", ["Republic of Norway", "Ann Roe"]),
        ("They met the Minister of Justice of the Republic of Kazakhstan Ann Roe.", ["Kazakhstan", "Ann Roe"]),
        ("They met Minister of Energy and Water Resources Ann Roe.", ["Energy", "Ann Roe"]),
        ("They met First Deputy Minister of Emergency Situations Ann Roe.", ["Ann Roe"]),
        ("They met the Minister of Finance and Ann Roe.", ["Finance", "Ann Roe"]),
        ("For Turkmenistan, Ann Roe sat there.", ["Turkmenistan", "Ann Roe"]),
        ("De Gaulle met Van Gogh.", ["De Gaulle", "Van Gogh"]),
        ("They saw Energy and Water Resources Magazine.", ["Energy", "Water Resources Magazine"]),
    ],
)
def test_names_are_found_and_folded(text: str, expected: list[str]) -> None:
    assert canonical(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Officials said so on Monday in March.",
        "Meanwhile they waited. However, nobody came. Earlier in April it had rained.",
        "Ministers agreed to meet again.",
        "Strong Earthquake Damages Several Villages Near Coast",
    ],
)
def test_ordinary_capitals_are_no_names(text: str) -> None:
    assert canonical(text) == []


def test_a_surname_alone_is_the_one_full_name_that_ends_with_it() -> None:
    text = "They met Foreign Minister Ann Roe. Later Roe left, and in York the mayor of New York spoke."
    assert canonical(text) == ["Ann Roe", "Ann Roe", "York", "New York"]


def test_a_surname_of_two_persons_stays_as_it_is() -> None:
    text = "They met Minister Ann Roe and Minister Bob Roe, but Roe left."
    assert canonical(text)[-1] == "Roe"


def test_what_the_text_proves_inside_a_sentence_counts_at_its_beginning() -> None:
    assert "Zarand" in canonical("Zarand was hit. People fled to Zarand at night.")


def test_a_part_of_the_text_gives_the_names_in_it() -> None:
    text = "They flew to Tokyo, then to Osaka."
    assert [n.text for n in names(text, 20)] == ["Osaka"]


@given(st.text(alphabet="ABJKaeiknors .,’'\n“”-", max_size=120))
def test_spans_point_into_the_text(text: str) -> None:
    end = 0
    for name in names(text):
        assert text[name.start : name.end] == name.text != ""
        assert name.canonical
        assert end <= name.start
        end = name.end


@pytest.mark.parametrize("hostile", ["A" * 20_000, "A " * 10_000, "Ab of " * 4_000, "A.B." * 6_000, "O'N" * 6_000])
def test_hostile_text_is_read_in_time(hostile: str) -> None:
    begin = time.process_time()
    names(hostile)
    assert time.process_time() - begin < 0.2 * len(hostile) / 1000
