"""What sources say alike, figures that only look unequal, and deeds that one says were done and another not."""

from datetime import date
from itertools import count

import pytest

from cajad_cli.answer.facts import disputed_facts
from cajad_cli.answer.items import Told
from cajad_cli.answer.marks import marked_points
from cajad_cli.answer.statements import statements
from cajad_cli.extract.document import extract
from cajad_cli.model import Block, Document, Point

_FOREIGN = "A ferry line between two harbours of the north has lost most of its guests."


def library(*texts: str, copy_of: str | None = None) -> list[Told]:
    """Give the passages of one-line documents "2024-03-05 words"; `copy_of` is that of the last one."""
    made = []
    for number, line in zip(count(1), texts, strict=False):
        day, _, text = line.partition(" ")
        name = f"{number}.txt"
        blocks = (Block("paragraph", 0, len(text)),)
        issued = date.fromisoformat(day)
        document = Document(name, f"s{number}", "", "news", "", None, "en", issued, "text", None, text, blocks, ())
        found = extract(document)
        for passage in found.passages:
            place = passage.paragraph, passage.sentence
            claims = tuple(c for c in found.claims if (c.paragraph, c.sentence) == place)
            said = text[passage.start : passage.end]
            original = copy_of if number == len(texts) else None
            made.append(Told(name, f"s{number}", day, "", passage, said, claims, 1.0, (), original, number))
    return made


def said(*texts: str, copy_of: str | None = None) -> list[Point]:
    return statements(library(*texts, copy_of=copy_of), "fisheries", 40, lambda forms: dict.fromkeys(forms, 2))


def test_the_same_in_similar_words_is_one_statement() -> None:
    (point,) = said(
        "2024-03-05 The envoys stressed that depleted herring stocks deserve a lasting moratorium.",
        "2024-03-06 A lasting moratorium on depleted herring stocks was what the islanders asked of fisheries.",
    )
    assert (point.kind, point.verdict) == ("statement", "agree")
    assert [c.document for c in point.positions[0].claims] == ["1.txt", "2.txt"]
    for claim in point.positions[0].claims:
        assert claim.value.text in claim.text
        assert claim.text[claim.value.start - claim.start : claim.value.end - claim.start] == claim.value.text


@pytest.mark.parametrize(
    "other",
    [
        "2024-03-06 Nobody thinks that depleted herring stocks do not deserve a lasting moratorium.",
        "2024-03-06 Depleted mines in the south closed while miners, mayors, bishops and bakers wanted lasting jobs.",
        f"2024-03-06 {_FOREIGN}",
    ],
)
def test_a_negation_or_scattered_words_say_something_else(other: str) -> None:
    assert (
        said("2024-03-05 The envoys stressed that depleted herring stocks deserve a lasting moratorium.", other) == []
    )


def test_units_of_the_calendar_are_not_what_is_said() -> None:
    texts = ("In recent years the fleet has swollen.", "What was swollen this whole year is a bill for bakers.")
    assert said(*(f"2024-03-05 {text}" for text in texts)) == []


def test_a_copy_is_no_second_voice() -> None:
    words = "The envoys stressed that depleted herring stocks deserve a lasting moratorium."
    assert said(f"2024-03-05 {words}", f"2024-03-05 {words} Indeed.", copy_of="1.txt") == []


def test_a_name_and_a_title_are_no_statement() -> None:
    one = "2024-03-05 Harbour Master Odd Strandvik counted herring."
    assert said(one, "2024-03-06 The prize went to Harbour Master Odd Strandvik for poems.") == []


def disputed(*texts: str) -> list[set[str]]:
    return [{p.value for p in point.positions} for point in disputed_facts(library(*texts))]


def test_done_and_not_done_on_one_day_is_a_conflict() -> None:
    done = "2024-03-06 At their talks in Oslo on March 5 the ministers signed an agreement on herring quotas."
    undone = "2024-03-06 The agreement on herring quotas was only initialled in Oslo on March 5."
    assert disputed(done, undone) == [{"signed", "not signed"}]


@pytest.mark.parametrize(
    "other",
    [
        "2023-03-06 The agreement on herring quotas was only initialled in Oslo on March 5, 2023.",  # a year before
        "2024-03-06 The agreement on railway gauges was not signed in Madrid on March 5.",  # another one elsewhere
        "2024-03-01 The agreement on herring quotas is to be signed in Oslo on March 5.",  # a plan
    ],
)
def test_another_occasion_or_a_plan_is_no_conflict(other: str) -> None:
    done = "2024-03-06 At their talks in Oslo on March 5 the ministers signed an agreement on herring quotas."
    assert disputed(done, other) == []


def _others_nearest(_one: int, _other: int) -> float:
    return 1.0


@pytest.mark.parametrize(
    ("undone", "shown"),
    [
        ("On March 5 the conference went home, its closing paper left without signatures.", True),
        ("In May the conference went home, its closing paper left without signatures.", False),
    ],
)
def test_texts_that_are_each_others_nearest_tell_of_one_paper(undone: str, shown: bool) -> None:
    told = library(
        "2024-03-06 The envoys put their signatures to a paper on quotas on March 5.", f"2024-06-30 {undone}"
    )
    assert disputed_facts(told) == []
    points = disputed_facts(told, nearest=_others_nearest)
    assert [{p.value for p in point.positions} for point in points] == [{"signed", "not signed"}] * shown


def test_a_toll_that_rises_is_marked_as_an_update() -> None:
    points = marked_points(
        library(
            "2024-03-06 Four people were killed in the avalanche near Narvik on Tuesday, police in Narvik said.",
            "2024-03-08 The avalanche near Narvik on Tuesday killed seven people, police in Narvik said.",
        )
    )
    assert [(p.mark, p.verdict, [o.value for o in p.positions]) for p in points] == [
        ("update", "compatible", ["4", "7"])
    ]


def test_one_loan_in_two_currencies_is_marked() -> None:
    points = marked_points(
        library(
            "2024-03-06 Japan extended a loan of 15 billion yen for the Narvik harbour tunnel on Tuesday.",
            "2024-03-06 Japan extended a loan of about 100 million dollars for the Narvik harbour tunnel on Tuesday.",
            "2024-03-06 Japan extended a loan of 900 million dollars for the Bergen harbour bridge on Tuesday.",
        )
    )
    assert [(p.mark, p.verdict) for p in points] == [("currency", "compatible")]
    assert {c.document for o in points[0].positions for c in o.claims} == {"1.txt", "2.txt"}
