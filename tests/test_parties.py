"""Parties and places: who does what, who holds which office, where things are held, founded and signed."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from cajad_cli.answer.align import Stated, aligned
from cajad_cli.answer.keys import flat
from cajad_cli.answer.parties import is_spelling, parties_relation, persons
from cajad_cli.answer.values import relation
from cajad_cli.extract.document import extract
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.lexicon.source import load
from cajad_cli.model import Block, Claim, Document

ACTS: list[dict[str, Any]] = load("en/parties")["act"]


def claims(text: str) -> tuple[Claim, ...]:
    block = Block("paragraph", 0, len(text))
    found = Document("a", "a", "a", "news", "", None, "en", date(2022, 12, 26), "text", None, text, (block,), ())
    return tuple(c for c in extract(found).claims if c.kind in ("name", "place"))


def told(text: str) -> set[tuple[str, str]]:
    return {(c.attribute, c.value) for c in claims(text)}


def keys(claim: Claim, letter: str) -> set[str]:
    return {k[2:] for k in claim.keys if k[0] == letter}


def _tells(act: lexicon.Act, marked: str) -> bool:
    text = marked.replace("[", "").replace("]", "")
    start, end = marked.index("["), marked.index("]") - 1
    return bool(act.hint.search(text) and (act.before.search(text, 0, start) or act.behind.match(text, end)))


@pytest.mark.parametrize(("name", "example"), [(a["name"], e) for a in ACTS for e in a["examples"]])
def test_act_examples(name: str, example: str) -> None:
    assert _tells(next(a for a in lexicon.acts() if a.name == name), example)


@pytest.mark.parametrize(("name", "example"), [(a["name"], e) for a in ACTS for e in a["not"]])
def test_act_counter_examples(name: str, example: str) -> None:
    assert not _tells(next(a for a in lexicon.acts() if a.name == name), example)


def _members(text: str) -> list[set[str]]:
    return [set(c.value.split("; ")) for c in claims(text) if c.rule == "party.list"]


@pytest.mark.parametrize("example", load("en/parties")["list"]["examples"])
def test_list_examples(example: str) -> None:
    wanted = {m.lower() for m in re.findall(r"\[([^\]]+)\]", example)}
    assert [{m.lower() for m in found} for found in _members(example.replace("[", "").replace("]", ""))] == [wanted]


@pytest.mark.parametrize("example", load("en/parties")["list"]["not"])
def test_list_counter_examples(example: str) -> None:
    assert _members(example) == []


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("It has three sessions, on wool, tin and oil.", "It has three sessions, on oil, tin and wool.", "equal"),
        ("It has three sessions, on wool, tin and oil.", "It has three sessions, on wool, tin and ink.", "conflict"),
        ("It has three sessions, on wool, tin and oil.", "It has four sessions: wool, tin, ink and oil.", "compatible"),
        ("It has three sessions, on wool, tin and oil.", "It has three sessions, on ink, rye and ale.", None),
    ],
)  # fmt: skip
def test_lists_compared(one: str, other: str, relation: str | None) -> None:
    first, second = (next(c for c in claims(t) if c.rule == "party.list") for t in (one, other))
    assert parties_relation(first, second) == parties_relation(second, first) == relation


def test_a_person_is_known_by_one_name_of_the_text() -> None:
    assert ("chair", "Ann Roe") in told("Ann Roe of the bank came early. The session was moderated by Roe.")
    assert not any(a == "chair" for a, _ in told("Ann Roe and Bo Roe came early. The session was moderated by Roe."))


@pytest.mark.parametrize("example", load("en/parties")["attendance"]["examples"])
def test_attendance_examples(example: str) -> None:
    assert any(a == "attendance" for a, _ in told(example))


@pytest.mark.parametrize("example", load("en/parties")["attendance"]["not"])
def test_attendance_counter_examples(example: str) -> None:
    assert not any(a == "attendance" for a, _ in told(example))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Only Norway sent nobody.", "Sweden alone had sent no delegation.", "conflict"),
        ("Only Norway sent nobody.", "Norway alone had sent no delegation.", "equal"),
        ("Only Norway sent nobody.", "Sweden sent nobody.", "equal"),
    ],
)
def test_but_one_country_is_the_only_one_missing(one: str, other: str, expected: str) -> None:
    assert _pair(one, other, "attendance") == _pair(other, one, "attendance") == expected


@pytest.mark.parametrize(("example", "how"), load("en/parties")["vote"]["examples"])
def test_votes_of_countries(example: str, how: str) -> None:
    marked = [{"Paris": "France"}.get(m, m) for m in re.findall(r"\[([^\]]+)\]", example)]
    found = [c for c in claims(example.replace("[", "").replace("]", "")) if c.rule == "party.vote"]
    assert [(next(iter(keys(c, "a"))), c.value) for c in found] == [(country, how) for country in marked]


@pytest.mark.parametrize("example", load("en/parties")["vote"]["not"])
def test_votes_of_others(example: str) -> None:
    assert not [c for c in claims(example) if c.rule == "party.vote"]


@pytest.mark.parametrize(
    ("other", "certain"),
    [
        ("On May 4 Norway abstained when they came to the draft on whales.", True),
        ("On May 4 Norway voted in favour of the draft on whales.", False),
        ("On May 4 Sweden abstained when they came to the draft on whales.", False),
        ("On June 9 Norway abstained when they came to the draft on whales.", False),
    ],
)
def test_a_country_votes_once(other: str, certain: bool) -> None:
    one, second = (
        next(c for c in claims(text) if c.rule == "party.vote")
        for text in ("On May 4 Norway voted for the draft on whales.", other)
    )
    found = aligned(Stated(one, None), Stated(second, None), flat, lambda *_: 1.0)
    assert (found >= 0.5 and relation(one, second) == "conflict") == certain


def test_hints_are_patterns() -> None:
    assert all(re.compile(a["hint"]) for a in ACTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The session was chaired by the Minister of Foreign Affairs of Tajikistan, Ann Roe.", ("chair", "Ann Roe")),
        ("With the Tajik minister, Ann Roe, in the chair, they spoke of water.", ("chair", "Ann Roe")),
        ("The fund was an idea put forward by Tajik President Ann Roe.", ("propose", "Ann Roe")),
        ("They liked the fund, which the Tajik president proposed.", ("propose", "president of Tajikistan")),
        ("The contract was signed in Osh on 4 May by Energy Minister Ann Roe.", ("sign", "Ann Roe")),
        ("Turkmenistan was represented by a deputy foreign minister.", ("level", "deputy foreign minister")),
        ("The Kazakh delegation was headed by Ann Roe.", ("delegate", "Ann Roe")),
        ("Kazakhstan was the only Asian state to abstain.", ("abstain", "Kazakhstan")),
        ("Ann Roe, its deputy foreign minister, read a text.", ("office", "deputy foreign minister")),
        ("The tap was opened by Japan's ambassador, Ann Roe.", ("ambassador of Japan", "Ann Roe")),
        ("The ambassador to Oslo, Ann Roe, sat there.", ("office", "ambassador")),
    ],
)
def test_who(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dialogue was launched in the Kyrgyz capital in 2005.", ("establish place", "Bishkek")),
        ("It came back to Osh, the city where the dialogue had been founded.", ("establish place", "Osh")),
        ("OSH, May 5 (Wire) -- A forum of five states was launched here on Monday.", ("establish place", "Osh")),
        ("The loan agreement, signed in Tokyo in March 2013, stands.", ("sign place", "Tokyo")),
        ("The sixth meeting was held in the Green Palace on 5 May.", ("venue", "Green Palace")),
        ("The opening concert took place at the Green Palace.", ("concert venue", "Green Palace")),
        ("The concert was given on 5 May in the Palace of the Republic.", ("concert venue", "Palace of the Republic")),
        ("After a dinner the talks were held in the Green Palace.", ("dinner venue", "Green Palace")),
        ("The mayor Bob Doe and the Ambassador of Japan, Ann Roe, signed it.", ("ambassador of Japan", "Ann Roe")),
        ("It is said that Ann Roe was born in Osh.", ("birth place", "Osh")),
        ("They met again in May 2013, when the city of Otaru was the host.", ("place", "Otaru")),
    ],
)
def test_where(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "They signed an agreement on a hospital in Osh.",  # the hospital is there
        "After dinner in the Green Palace the meeting was held.",
        "Ann Roe is the mayor of Osh, Jane Doe the deputy health minister of Kazakhstan.",
        "They warned of signs of unrest in Osh.",
    ],
)
def test_no_place_of_the_deed_and_no_office_of_another(text: str) -> None:
    found = claims(text)
    assert not any(c.attribute in ("sign place", "venue") for c in found)
    assert not any("minister" in c.value and keys(c, "a") == {"Ann Roe"} for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "The family found shelter in Lahore.",
        "An explosion killed six people in Lahore.",
        "Since its foundation it would find a willing partner in Lahore.",
        "The president spoke of the first issue in Lahore on 5 May.",
    ],
)
def test_no_place_of_what_is_found_or_of_those_killed(text: str) -> None:
    assert not [c for c in claims(text) if c.kind == "place" and c.rule != "party.mention"]


def test_where_one_grew_up_one_need_not_be_born() -> None:
    born, raised = "Ann Roe was born in Osh.", "Ann Roe was found in 1980 and grew up in Naryn."
    found = [c for t in (born, raised) for c in claims(t) if c.attribute == "birth place"]
    assert ["raised" in keys(c, "x") for c in found] == [False, True]


def test_who_has_won_before_is_told_apart() -> None:
    now, before = claims("The prize was won by Ann Roe."), claims("The prize has previously been won by Jane Doe.")
    assert ["former" in keys(c, "x") for c in (*now, *before) if c.attribute == "win"] == [False, True]


POST = load("en/parties")["post"]


@pytest.mark.parametrize("example", POST["examples"])
def test_post_examples(example: str) -> None:
    found = claims(example.replace("[", "").replace("]", ""))
    assert [(c.value, keys(c, "a")) for c in found if c.rule == "party.holds"] == [("Jane Roe", {"Jane Roe"})]


@pytest.mark.parametrize("example", POST["not"])
def test_post_counter_examples(example: str) -> None:
    assert not [c for c in claims(example.replace("[", "").replace("]", "")) if c.rule == "party.holds"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Jane Roe, director of the studio, came.", "Jane Roe, the studio's deputy director, came.", "conflict"),
        ("Jane Roe, director of the studio, came.", "The vice-director, Jane Roe, came.", "conflict"),
        (
            "The director of the nursery, Jane Roe, came.",
            "Jane Roe, chief agronomist of the nursery, came.",
            "conflict",
        ),
        (
            "Jane Roe, the president of the judo union, came.",
            "The union's general secretary, Jane Roe, came.",
            "conflict",
        ),
        ("Jane Roe, director of the studio, came.", "Jane Roe, head of the studio, came.", "compatible"),
        ("Jane Roe, director of the studio, came.", "Jane Roe, chairwoman of the judo union, came.", "conflict"),
        ("Jane Roe, director of the studio, came.", "Jane Roe, chairwoman of the jury, came.", None),
        ("Jane Roe, director of the studio, came.", "Jane Roe, head of the secretariat, came.", None),
        ("Jane Roe, director of the studio, came.", "Jane Roe, professor at the studio, came.", None),
        ("Jane Roe, chairman of the union, came.", "Jane Roe, president of the union, came.", "compatible"),
    ],
)
def test_posts_are_compared_by_noun_rank_and_house(one: str, other: str, expected: str | None) -> None:
    assert _pair(one, other, "office") == _pair(other, one, "office") == expected


def _pair(one: str, other: str, attribute: str) -> str | None:
    a, b = (next(c for c in claims(t) if c.attribute == attribute) for t in (one, other))
    return parties_relation(a, b)


def test_an_office_and_a_person_compare_only_where_the_texts_link_them() -> None:
    president = "The Tajik president proposed a fund."
    assert _pair(president, "Tajik President Ann Roe proposed a fund.", "propose") == "compatible"
    assert _pair(president, "Kyrgyz President Jane Doe proposed a fund.", "propose") == "conflict"
    assert _pair(president, "Jane Doe proposed a fund.", "propose") is None
    assert _pair(president, "A fund was set up on the initiative of Japan.", "propose") is None


def test_offices_differ_by_rank_and_field() -> None:
    minister, deputy = "Health Minister Ann Roe came.", "Deputy Health Minister Ann Roe came."
    assert _pair(minister, deputy, "office") == "conflict"
    general = "Ann Roe, Director-General of the European Bureau, came."
    assert _pair(deputy, general, "office") == "conflict"
    assert _pair("Ann Roe, the economy minister, came.", "Ann Roe, the finance minister, came.", "office") == "equal"
    assert _pair(minister, "Ann Roe, Minister of Health, came.", "office") == "equal"
    assert _pair(minister, "Ann Roe, the finance minister, came.", "office") == "conflict"


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("The talks of 5 May took place in the congress hall of Hotel Lenova.", "Hotel Lenova"),
        ("The exhibition went on in pavilion 10 of the Atakent exhibition center.", "Atakent exhibition center"),
        ("The Green Palace, in which the ministers sat on 5 May, was cold.", "Green Palace"),
        ("The Green Palace was the scene of the talks on 5 May.", "Green Palace"),
        ("The talks of 5 May were held in the conference hall of the Nordic Regent.", "Nordic Regent"),
        ("The concert of 5 May was given in the big hall of the Lenova Philharmonic.", "Lenova Philharmonic"),
    ],
)
def test_a_house_is_told_in_more_than_one_way(text: str, house: str) -> None:
    assert house in {value for attribute, value in told(text) if attribute.endswith("venue")}


def test_a_palace_of_something_is_no_city() -> None:
    found = claims("The talks of 5 May were held at the Palace of the Meadows in Oslo.")
    assert {c.value for c in found if c.rule == "party.mention"} == {"Oslo"}


def test_houses_are_compared_by_their_own_names() -> None:
    held = "The sixth meeting was held in the {} on 5 May."
    assert _pair(held.format("Green Palace"), held.format("Green residence"), "venue") == "equal"
    assert _pair(held.format("Green Palace"), held.format("Old Palace"), "venue") == "conflict"


WORD = st.text("abcdké", max_size=90)  # longer than a machine word has bits


@given(WORD, WORD)
def test_a_spelling_is_what_a_ratio_of_three_quarters_says(one: str, other: str) -> None:
    assert is_spelling(one, other) == (one == other or ratio(one, other) >= 75)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [("kishida", "kisida", True), ("abcd", "abce", True), ("abc", "abd", False), ("tashkent", "astana", False)],
)
def test_names_that_are_spellings(one: str, other: str, is_one: bool) -> None:
    assert is_spelling(one, other) is is_one


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Jane Roe", "Jane Roe", "equal"),
        ("Jane Roe", "Roe", "compatible"),
        ("Gulnora Atamuratova", "Gulbahor Atamuratova", "conflict"),
        ("G. Atamuratova", "Gulbahor Atamuratova", "compatible"),
        ("Tim Roe", "Timothy Roe", "compatible"),
        ("Hokuriku Kensetsu", "Toyama Kensetsu", "conflict"),
        ("Malika Sobirova", "Madina Sodiqova", "conflict"),  # family names that could be spellings of one
        ("Sooronbai Jeenbekov", "Sooronbay Zheenbekov", "equal"),
        ("Malika Sobirova", "Malika Sobirova-Karim", "compatible"),
        ("Jane Roe", "John Doe", "conflict"),
    ],
)
def test_persons_are_compared_by_their_names(one: str, other: str, expected: str) -> None:
    assert persons(one, other) == persons(other, one) == expected


def test_names_in_a_row_are_told_without_a_cue() -> None:
    rows = [
        {m for c in claims(text) if c.rule == "party.series" for m in keys(c, "l")}
        for text in (
            "They fly from here to Molde, Bodo and Narvik.",
            "The papers were signed by Jane Roe, Ann Poe and Bo Doe.",
            "They fly to many towns such as Molde, Bodo and Narvik.",
            "Jane Roe, from Molde, and Ann Poe came.",
            "They fly to Molde and Bodo.",
        )
    ]
    assert rows == [{"Molde", "Bodo", "Narvik"}, {"Jane Roe", "Ann Poe", "Bo Doe"}, set(), set(), set()]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("Molde, Bodo and Hamar", "conflict"),
        ("Narvik, Molde and Bodo", "equal"),
        ("Molde, Hamar and Voss", None),
        ("Molde, Bodo, Narvik and Voss", None),
    ],
)
def test_rows_differ_by_one_name(other: str, expected: str | None) -> None:
    assert _pair("They fly to Molde, Bodo and Narvik.", f"They fly to {other}.", "series") == expected
