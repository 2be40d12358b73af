"""Dated lines of lists, words to the reader, and what announces days of the text's own."""

import pytest

from cajad_cli.lexicon import boilerplate
from cajad_cli.lexicon.source import load
from cajad_cli.lexicon.stamps import is_of_event
from cajad_cli.read.entry import LITTLE, MUCH, NAMES, entry, telling

SITE = load("en/boilerplate")["site"]


@pytest.mark.parametrize("line", SITE["examples"])
def test_words_to_the_reader(line: str) -> None:
    assert boilerplate.site_talk(line)


@pytest.mark.parametrize("line", SITE["not"])
def test_words_on_the_matter(line: str) -> None:
    assert not boilerplate.site_talk(line)


@pytest.mark.parametrize(
    ("tells", "words"),
    [
        (NAMES, ""),
        (NAMES, "Osh - 24.kg news agency, by Aida NUR"),
        (NAMES, "Climate and Environment"),
        (NAMES, "Ministry of Roads and Bridges of the Upper Valley"),
        (NAMES, "By Ken Mori in Roads on"),
        (NAMES, "HARBOUR NEWS - | All, Japan, World"),
        (LITTLE, "Condolences sent"),
        (LITTLE, "Valley's Team Wins Silver"),
        (MUCH, "Bakers of Osh hold a great feast"),
        (MUCH, "Rowing: young crew wins silver at sea"),
    ],
)
def test_telling(tells: int, words: str) -> None:
    assert telling(words) == tells


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("05.10.2022 Bakers receive state awards", "2022-10-05"),
        ("Jun 13, 2025 - Rowing: young crew wins silver", "2025-06-13"),
        ("12:40 | 3 May 2021 | Snow shuts the pass to lorries", "2021-05-03"),
        ("Valley's Chess Team Wins Silver – 19 May 2024", "2024-05-19"),
        ("Snow shuts the pass to lorries (3 May 2021)", "2021-05-03"),
    ],
)
def test_entry(line: str, day: str) -> None:
    found = entry(line)
    assert found is not None
    assert str(found.certain) == day


@pytest.mark.parametrize(
    "line",
    [
        "20 December 2024 | Climate and Environment",
        "Osh, 3 May 2021",
        "The guild met on 3 May 2021 in Osh",
        "The bridge bears lorries of forty tons. It was begun on 3 May 2021",
        "Bakers receive awards on 3 May",
        "3 May 2021 to 5 May 2021 Feast of bakers",
    ],
)
def test_no_entry(line: str) -> None:
    assert entry(line) is None


def test_announcements() -> None:
    assert boilerplate.announces("Programme of the feast")
    assert boilerplate.announces("Key dates")
    assert not boilerplate.announces("Latest events")
    assert boilerplate.opens_comments("Comments (2)")
    assert boilerplate.opens_comments("12 comments")
    assert not boilerplate.opens_comments("Comment")
    assert is_of_event("Venue: Hall of the guild")
    assert not is_of_event("Place of honour for the bakers")
