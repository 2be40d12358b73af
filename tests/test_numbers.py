"""Numbers in the ways in which texts tell them, whose they are, and what the texts around them say."""

from datetime import date

import pytest

from cajad_cli.answer.align import Stated, aligned
from cajad_cli.answer.align.evidence import Around, Near
from cajad_cli.answer.align.numbers import amounts_conflict, certainty
from cajad_cli.answer.align.unlike import number_signs
from cajad_cli.answer.context import Contexts
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
        ("The flight took half an hour.", "30 minute", ""),
        ("one and a half billion yen", "1.5 billion JPY", ""),
        ("Six in ten trusted the mayor.", "60%", ""),
        ("Participants numbered 450 this year.", "450", "particip"),
        ("The number of guests at the fair was 310.", "310", "guest"),
        ("Attendance was 600.", "600", "particip"),
        ("Attendance for the whole fair came to 6,000.", "6000", "particip"),
        ("Forty-six in a hundred said so.", "46%", ""),
        ("The park covers a hectare and a half.", "1.5 ha", ""),
        ("At 88 she swims every day.", "88 age", ""),
        ("At 12 he slept.", "12", ""),
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


@pytest.mark.parametrize(
    ("text", "name"),
    [(e, rule["name"]) for rule in words.dimension_rules() for e in rule["examples"]]
    + [(e, "") for rule in words.dimension_rules() for e in rule["not"] if rule["name"] == "distance"],
)
def test_dimensions(text: str, name: str) -> None:
    found = claims(f"{text.replace('<', '').replace('>', '')} were seen.".capitalize())
    told = {m for c in found for m in get(c, "m")}
    assert (name in told) if name else "distance" not in told


def test_lengths_have_one_dimension() -> None:
    (found,) = (c for c in claims("At a depth of four metres from the crown of the mound lay a jar."))
    assert get(found, "m") == {"depth"}


@pytest.mark.parametrize("things", ["villages", "lectures", "academies", "applications", "mechanisms"])
def test_things_whose_words_have_the_stem_of_a_person_are_none(things: str) -> None:
    (found,) = claims(f"They saw seven {things}.")
    assert "person" not in get(found, "k")


def test_an_ordinal_with_an_article_is_one_more() -> None:
    found = claims("She seeks a third term. It was the third term, and they met for a third time.")
    assert ["another" in get(c, "x") for c in found] == [True, False, False]


def test_how_votes_were_cast() -> None:
    found = claims("The text was passed by 90 votes to 2, with 11 abstentions. It was backed by 93 member states.")
    assert [next(iter(get(c, "v"))) for c in found] == ["favour", "against", "abstain", "favour"]


def test_an_age_is_of_the_person_told_before() -> None:
    found = claims("Pedro Almeida, who led the port, has died. He was 86.")
    assert get(found[-1], "a") == {"Almeida", "Pedro Almeida"}


def test_an_age_is_of_whom_a_pronoun_behind_it_stands_for() -> None:
    found = claims("Pedro Almeida came back to the port. At 88 he had not thought to see it again.")
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
    assert (apart.rivals, both.rivals) == (1, 2)


def _near(rivals: int, nearest: float) -> Near:
    return Near(1.0, 0.5, around=Around(4.0, 0, rivals, nearest))


def test_documents_that_are_each_others_nearest_make_a_conflict_surer_and_rival_numbers_less() -> None:
    one, other = claims("The hospital in Beja has 120 beds."), claims("The ward in Beja has 150 beds.")
    sure, usual, crowded = (
        certainty(one[0], other[0], near, flat) for near in (_near(1, 1.0), _near(1, 0.1), _near(12, 1.0))
    )
    assert sure > usual
    assert sure > crowded


def test_a_total_against_a_number_is_a_sign_and_no_veto() -> None:
    one, other = claims("A total of 62 companies came to the fair."), claims("Only 48 companies came to the fair.")
    assert aligned(Stated(one[0], None), Stated(other[0], None), flat) > 0


def test_nearest_documents() -> None:
    matters = {1: {"fair", "beja", "wine"}, 2: {"fair", "beja", "oil"}, 3: {"wine", "oil", "tax"}, 4: {"tax", "port"}}
    contexts = Contexts({n: frozenset(keys) for n, keys in matters.items()})
    assert contexts.nearest(1, 2) == 1.0 == contexts.nearest(1, 1)
    assert contexts.nearest(1, 3) < 1.0
    assert contexts.nearest(1, 3) == contexts.nearest(3, 1)
    assert contexts.nearest(1, 4) == 0.0
    alone = Contexts({1: frozenset({"fair"}), 2: frozenset({"tax"})})
    assert alone.nearest(1, 2) == 0.0  # neither shares a word with any other


def test_the_second_day_is_no_edition() -> None:
    one, other = (
        claims("On the first day of the inquest he spoke."),
        claims("On the second day of the inquest he spoke."),
    )
    assert aligned(Stated(one[0], None), Stated(other[0], None), flat) == 0


def test_the_rest_of_a_parted_figure_is_no_number() -> None:
    assert all(q.low for q in quantities("He fell around 2, 000ft."))


def _stated(claim: Claim) -> Stated:
    return Stated(claim, None)


@pytest.mark.parametrize(("city", "surely"), [("Dushanbe", True), ("Osh", False)])
def test_an_edition_is_known_by_its_city_and_year(city: str, surely: bool) -> None:
    (one,) = claims("The seventh meeting of the ministers was held in 2019 in Dushanbe.")
    other = claims(f"The sixth meeting was held in {city} on 18 May 2019.")[0]
    assert (amounts_conflict(_stated(one), _stated(other), lambda _: 0.02) >= 0.7) == surely


@pytest.mark.parametrize(("word", "other"), [("tour", False), ("bridg", True)])
def test_journeys_and_tours_qualify_alike(word: str, other: bool) -> None:
    (claim,) = claims("It took three days.")
    one, second = (claim._replace(keys=(f"w:{w}",)) for w in ("trip", word))
    assert bool(number_signs(_stated(one), _stated(second), lambda: False)["other qualifier"]) == other
