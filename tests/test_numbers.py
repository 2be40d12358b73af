"""Numbers in the ways in which texts tell them, whose they are, and what the texts around them say."""

from datetime import date

import pytest

from cajad_cli.answer.keys import flat, get
from cajad_cli.answer.surroundings import Texts
from cajad_cli.extract.document import extract
from cajad_cli.extract.quantities import quantities
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim, Library
from cajad_cli.read.document import document_of


def claims(text: str) -> list[Claim]:
    told = f"News\n\nLISBON, 12 May 2024\n\n{text}"
    document = document_of("a.txt", told, Library("x", "x", {}), date(2026, 1, 1))
    return [c for c in extract(document).claims if c.kind == "number"]


@pytest.mark.parametrize(
    ("text", "value", "head"),
    [
        ("The hearing took two and a half hours.", "2.5 hour", ""),
        ("It lasted an hour and a half.", "1.5 hour", ""),
        ("The flight took half an hour.", "0.5 hour", ""),
        ("one and a half billion yen", "1.5 billion JPY", ""),
        ("Six in ten trusted the mayor.", "60%", ""),
        ("Participants numbered 450 this year.", "450", "particip"),
        ("The number of guests at the fair was 310.", "310", "guest"),
        ("Attendance was 600.", "600", "particip"),
        ("In all, 38 signed documents were shown.", "38", "document"),
        ("the seventh in a series of ministerial meetings", "7th", "meet"),
        ('The fourth "Alps – Adria" business forum opened.', "4th", "forum"),
        ("He was 86.", "86 age", ""),
        ("Ms. Ana Costa (Portugal), 52, spoke.", "52 age", ""),
    ],
)
def test_ways_of_telling(text: str, value: str, head: str) -> None:
    (found,) = quantities(text)
    assert (found.value, found.head) == (value, head)


def test_a_sum_shares_the_currency_told_before() -> None:
    found = quantities("Trade came to 3.6 billion dollars. A year earlier it had been 2.1 billion.")
    assert [q.unit for q in found] == ["USD", "USD"]


def test_shares_of_time_and_names_with_a_number_are_no_shares() -> None:
    assert "%" not in {q.unit for q in quantities("It won two in five years. One signed a letter.")}


@pytest.mark.parametrize(
    ("text", "name"),
    [(e, rule["name"]) for rule in words.ballot_rules() for e in rule["examples"]]
    + [(e, "") for rule in words.ballot_rules() for e in rule["not"] if rule["name"] == "abstain"],
)
def test_ballots(text: str, name: str) -> None:
    before, _, rest = text.partition("<")
    number, _, after = rest.partition(">")
    found = [n for n, head, tail in words.ballots() if head.search(before) or tail.match(after)]
    assert number
    assert (found[0] if found else "") == name


def test_how_votes_were_cast() -> None:
    found = claims("The text was passed by 90 votes to 2, with 11 abstentions. It was backed by 93 member states.")
    assert [next(iter(get(c, "v"))) for c in found] == ["favour", "against", "abstain", "favour"]


def test_an_age_is_of_the_person_told_before() -> None:
    found = claims("Pedro Almeida, who led the port, has died. He was 86.")
    assert get(found[-1], "a") == {"Almeida", "Pedro Almeida"}


def test_a_country_and_others_are_one_more() -> None:
    (found,) = claims("Spain and five other countries signed the pact.")
    assert "part" in get(found, "x")


def test_what_texts_around_two_claims_share() -> None:
    one, other = claims("The hospital in Beja has 120 beds."), claims("The ward in Beja has 150 beds.")
    place = one[0].paragraph, one[0].sentence
    texts = [("a", place, "The hospital in Beja has 120 beds."), ("b", place, "The ward in Beja has 150 beds.")]
    apart = Texts(texts, [("a", one[0]), ("b", other[0])]).around(("a", one[0]), ("b", other[0]), flat)
    assert (apart.shared, apart.told) == (2.0, 0)
    both = Texts(texts, [("a", one[0]), ("b", other[0]), ("b", one[0])]).around(("a", one[0]), ("b", other[0]), flat)
    assert both.told == 1
