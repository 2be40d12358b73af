"""Claims: what a sentence states of what, with its bounds and its context; words and their stems."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cajad_cli.extract.document import extract
from cajad_cli.extract.terms import porter, stem, terms
from cajad_cli.lexicon.source import load
from cajad_cli.model import Block, Claim, Document


def document(text: str) -> Document:
    blocks = (Block("paragraph", 0, len(text)),) if text.strip() == text != "" else ()
    return Document("a", "a", "a", "news", "", None, "en", date(2022, 12, 26), "text", None, text, blocks, ())


def claims(text: str) -> tuple[Claim, ...]:
    return tuple(c for c in extract(document(text)).claims if c.kind != "statement")


def statements(text: str) -> tuple[Claim, ...]:
    return tuple(c for c in extract(document(text)).claims if c.kind == "statement")


def facts(text: str) -> list[tuple[str, str]]:
    return [(c.attribute, c.value) for c in statements(text)]


def keys(claim: Claim, letter: str) -> set[str]:
    return {k[2:] for k in claim.keys if k[0] == letter}


def test_a_date_is_claimed_of_the_event_before_it() -> None:
    (found,) = claims("The framework was established by Japan in 2004 to promote trade.")
    assert (found.kind, found.attribute, found.value, found.quote.text) == ("date", "establish", "2004", "2004")
    assert (found.low, found.high) == (date(2004, 1, 1).toordinal(), date(2004, 12, 31).toordinal())
    assert keys(found, "j") == {"framework"}
    assert "once" in keys(found, "x")


@pytest.mark.parametrize(
    "text",
    [
        "They set up the joint fund in 2004.",
        "The joint fund, established in 2004, grew.",
        "The joint fund, which they founded in 2004, grew.",
        "The joint fund was quickly created in 2004.",
        "The joint fund that was officially created in 2004 grew.",
        "Work on the joint fund, which has existed since 2004, goes on.",
    ],
)
def test_the_object_of_a_founding_is_found_on_either_side(text: str) -> None:
    (found,) = claims(text)
    assert found.attribute == "establish"
    assert keys(found, "j") >= {"joint", "fund"}


def test_the_signing_outranks_what_is_signed() -> None:
    (found,) = claims("They signed a memorandum on rare metals on December 18, 2022.")
    assert (found.attribute, found.value) == ("sign", "2022-12-18")


@pytest.mark.parametrize(
    ("text", "day", "event"),
    [
        ("The arrest does not keep him from playing in the May 2019 cup semifinal.", "2019-05", "semifin"),
        ("The council adopted the May 2004 declaration on trade in full.", "2004-05", "agree"),
        ("The man accused of killing a guard was arraigned on 3 May 2019 on a murder charge.", "2019-05-03", "arraign"),
        ("The hotel in which the guard was killed was searched early on 3 May 2019.", "2019-05-03", "search"),
        ("The treaty that was signed is expected on 3 May 2019.", "2019-05-03", "sign"),
        ("Five men were killed, the police said in a statement on 3 May 2019.", "2019-05-03", "say"),
        ("The police said in Oslo late on 3 May 2019 that five men were killed.", "2019-05-03", "say"),
        ("The police said at the summit in May 2019 that five men were killed.", "2019-05", "summit"),
    ],
)
def test_a_date_is_of_the_thing_or_the_verb_beside_it(text: str, day: str, event: str) -> None:
    assert (event, day) in [(c.attribute, c.value) for c in claims(text) if c.kind == "date"]


def test_a_founding_that_a_date_stands_before_happens_once_and_to_something() -> None:
    (found,) = claims("They recalled the 2004 founding of the joint fund.")
    assert (found.attribute, keys(found, "j")) == ("establish", {"joint", "fund"})
    assert "once" in keys(found, "x")


@pytest.mark.parametrize(
    "text",
    [
        "Harbour of Lenova burns down May 7, 2019 The old harbour was destroyed by a fire.",
        "The harbour was destroyed. Posted by the editors, May 7, 2019, 2:21 pm.",
    ],
)
def test_the_day_on_which_a_text_was_issued_is_no_claim(text: str) -> None:
    assert not [c for c in claims(text) if c.kind == "date"]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour was destroyed by a fire on May 7, 2019. The mayor wept.",
        "May 7, 2019 was the day on which the harbour was destroyed by a fire.",
        "The harbour was destroyed by a fire on May 7, 2019 at 14:20.",
    ],
)
def test_a_day_in_a_sentence_is_a_claim(text: str) -> None:
    assert [c.value for c in claims(text) if c.kind == "date"] == ["2019-05-07"]


def test_a_length_told_in_two_units_is_claimed_once() -> None:
    lengths = [c.quote.text for c in claims("He fell 600 metres (2,000 feet) into the gorge.") if c.attribute == "m"]
    assert lengths == ["600 metres"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The fund was set up before 2004.", None, date(2003, 12, 31)),
        ("The fund was set up after 2004.", date(2005, 1, 1), None),
    ],
)
def test_words_before_a_date_bound_it(text: str, low: date | None, high: date | None) -> None:
    (found,) = claims(text)
    assert (found.low, found.high) == (low and low.toordinal(), high and high.toordinal())


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("It opened in May 2019. Forty guests came.", "number", "D:2019-05"),
        ("We were in Oslo in May 2019. There were 51 delegates.", "number", "D:2019-05"),
        ("In the autumn of 2017 they met for the sixth time.", "number", "d:2017-09/2017-11"),
        ("They met on 3 May 2019 in the Turkmen capital.", "date", "n:Ashgabat"),
        ("They met on 3 May 2019 in the capital of Tajikistan.", "date", "n:Dushanbe"),
        ("The ministers met in Rome on 3 May 2019. It was the fourth gathering.", "date", "O:gather:4"),
        ("It rose at the first summit, which met in Rome on 3 May 2019.", "date", "o:summit:1"),
        ("They met on 3 May 2019. In comparison with 2017 trade rose by 18 percent.", "number", "D:2019-05-03"),
    ],
)
def test_what_a_claim_is_bound_to(text: str, kind: str, key: str) -> None:
    assert any(key in c.keys for c in claims(text) if c.kind == kind)


def test_the_second_summit_is_not_told_of_the_day_of_the_first() -> None:
    found = claims("The first summit was held in Rome on 3 May 2019. The second summit will be held in Tokyo.")
    tokyo = next(c for c in found if c.value == "Tokyo" and c.rule != "party.mention")
    assert not keys(tokyo, "D")


def test_as_of_a_date_is_a_scope_and_no_claim() -> None:
    (found,) = claims("As of October 2021 the town had 500 shops.")
    assert found.kind == "number"
    assert keys(found, "d") == {"2021-10"}


def test_what_is_so_as_of_a_day_to_come_begins_on_it() -> None:
    (found,) = claims("Visas are abolished as of 1 April 2023.")
    assert (found.value, keys(found, "x")) == ("2023-04-01", {"since", "planned"})


def test_an_amount_keeps_noun_bound_and_qualifiers() -> None:
    (found,) = claims("More than 150 foreign delegates attended.")
    assert (found.attribute, found.value, found.low, found.high) == ("deleg", ">150", 150.0, None)
    assert (keys(found, "b"), keys(found, "w")) == ({"more"}, {"foreign"})


def test_nouns_that_count_the_same_share_an_attribute() -> None:
    assert [claims(f"Five {noun} came.")[0].attribute for noun in ("countries", "nations", "states")] == ["country"] * 3


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("The fire killed 10 people.", "die"),
        ("Ten people, one of them a child, were killed.", "die"),
        ("The death toll rose to 11.", "die"),
        ("It left 70 people injured.", "injure"),
        ("Police detained 12 men.", "arrest"),
        ("Ten men were taken to the local hospital.", "injure"),
    ],
)
def test_a_number_of_persons_has_a_fate(text: str, fate: str) -> None:
    assert keys(claims(text)[0], "v") == {fate}


def test_who_works_in_a_hospital_is_not_injured() -> None:
    assert not keys(claims("28 nurses of the new hospital have learned it.")[0], "v")


def test_a_part_that_votes_is_told_of_and_not_its_whole() -> None:
    (found,) = (c for c in claims("Four of the Andean five voted in favour.") if c.kind == "number")
    assert (found.value, keys(found, "v")) == ("4", {"favour"})


def test_summands_and_lists_are_marked() -> None:
    women, _ = claims("Two women and one man died there.")
    assert "part" in keys(women, "x")
    first, second = claims("Seven boats sank here and four boats sank there.")
    assert "listed" in keys(first, "x") & keys(second, "x")


def test_a_numbered_meeting_has_place_chair_and_day() -> None:
    found = claims("The sixth Foreign Ministers' Meeting was held in Ashgabat on May 1, 2017.")
    by_kind = {c.kind: c for c in found if c.rule != "party.mention"}
    assert by_kind["place"].value == "Ashgabat"
    assert "meet:6" in keys(by_kind["date"], "o") & keys(by_kind["place"], "o")
    chair = [c for c in claims("The ninth meeting was chaired by Mr. HAYASHI Yoshimasa.") if c.rule == "party.chair"]
    assert [(c.attribute, c.value) for c in chair] == [("chair", "Yoshimasa Hayashi")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japanese Prime Minister Ann Roe spoke.", ["Ann Roe"]),
        ("Later Ann Roe, President of Kazakhstan, spoke.", ["Ann Roe"]),
        ("They met President of Kazakhstan Ann Roe.", ["Ann Roe"]),
        ("They met former Japanese Prime Minister Ann Roe.", []),
        ("They met Japan's Deputy Prime Minister Ann Roe.", []),
    ],
)
def test_holders_of_an_office(text: str, expected: list[str]) -> None:
    assert [c.value for c in claims(text) if c.rule == "role"] == expected


WORDS = [
    "In 2004",
    " Japan",
    " founded",
    " five",
    " countries",
    " and",
    " 3 trillion yen",
    ", while",
    " ninth meeting",
    ".",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_claims_point_into_the_text(parts: list[str]) -> None:
    text = "".join(parts).strip()
    for claim in claims(text):
        assert text[claim.quote.start : claim.quote.end] == claim.quote.text != ""
        assert claim.start <= claim.quote.start < claim.quote.end <= claim.end
        assert claim.low is None or claim.high is None or claim.low <= claim.high
        assert all(key[1] == ":" for key in claim.keys)


@pytest.mark.parametrize(
    "hostile",
    [
        "9" * 5_000 + "th meeting",
        "On May 1, 2017 five " * 400,
        "a" * 10_000 + " one " + "b" * 10_000 + " xed in 2004",
        "President of Japan " * 500,
        "one man and a woman, " * 400,
        "chaired by " * 900,
        "(;:—" * 3_000 + "2004",
    ],
)
def test_hostile_text_is_read_in_time(hostile: str) -> None:
    begin = time.process_time()
    claims(hostile)
    assert time.process_time() - begin < 0.25 * len(hostile) / 1000


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("caresses", "caress"), ("ponies", "poni"), ("agreed", "agre"), ("motoring", "motor"), ("hopping", "hop"),
        ("relational", "relat"), ("conflated", "conflat"), ("triplicate", "triplic"), ("adoption", "adopt"),
        ("probate", "probat"), ("controlling", "control"), ("sky", "sky"), ("happy", "happi"),
    ],
)  # fmt: skip
def test_porter(word: str, expected: str) -> None:
    assert porter(word) == expected


def test_forms_of_one_verb_have_one_stem() -> None:
    assert {stem(w) for w in ("abstain", "abstained", "abstaining", "Abstentions")} == {"abstain"}
    assert {stem(w) for w in ("held", "holding", "holds")} == {"hold"}
    assert stem("The") == stem("of") == ""


def test_terms_leave_out_grammar_and_endings_of_ordinals() -> None:
    assert [t.stem for t in terms("The 30th anniversary of the U.N.'s founding")] == ["anniversari", "un", "found"]


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_stems_are_no_longer_than_their_words(word: str) -> None:
    assert 0 < len(porter(word)) <= len(word) + 1


_DEEDS = load("en/claims")["fact"]


@pytest.mark.parametrize("text, told", [(t, (f["deed"], v)) for f in _DEEDS for t, v in f["examples"]])
def test_a_deed_is_told_as_done_or_not(text: str, told: tuple[str, str]) -> None:
    assert told in facts(text)


def test_a_deed_is_told_of_all_that_it_is_done_to() -> None:
    found = [
        c
        for c in statements("The ministers adopted a joint statement and an action plan on tourism.")
        if c.rule == "fact"
    ]
    assert [{k[2:] for k in c.keys if k[0] == "j"} for c in found] == [{"statement"}, {"plan"}]
    (passive,) = (
        c for c in statements("An action plan was approved by those who drew up the programme.") if c.rule == "fact"
    )
    assert "j:plan" in passive.keys


def test_until_when_a_thing_was_put_off_is_no_date_of_it() -> None:
    (found,) = (c for c in statements("The action plan was put off until they meet in May 2019."))
    assert not [k for k in found.keys if k.startswith("d:")]


@pytest.mark.parametrize("text", [t for f in _DEEDS for t in f["not"]])
def test_a_plan_or_a_crowd_tells_no_deed(text: str) -> None:
    assert facts(text) == []
