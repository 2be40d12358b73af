"""Names that a text only mentions, and those that two documents on one matter give in each other's stead."""

from pathlib import Path

import library
import pytest
from test_claims import claims, keys
from test_counterparts import conflicts, others, values

from cajad_cli.answer.comparison import Wanted, comparison
from cajad_cli.model import Query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The factory stands in Uchsay, near Osh, since 2019.", [("city", "Uchsay"), ("city", "Osh")]),
        ("The factory at Uchsay last week met Ann Roe.", [("city", "Uchsay"), ("person", "Ann Roe")]),
        ("They slept in the Kenroku Hall with Ann Roe in 2019.", [("house", "Kenroku Hall"), ("person", "Ann Roe")]),
        ("They saw the Uchsay dam and the Osh bakery.", []),  # these are no places
        ("In Norway and with the Norwegian envoy they ate.", []),
        ("Toguz-Bulak Bridge was opened by East Kent Press.", []),
        ("They went by way of Osh, Naryn and Talas in May.", []),  # a row leaves some out
    ],
)
def test_a_name_has_a_kind_by_what_stands_around_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(c.attribute, c.value) for c in claims(text) if c.rule == "party.mention"] == expected


@pytest.mark.parametrize(
    ("text", "letter", "expected"),
    [
        ("It stands outside a new factory at Uchsay since 2019.", "r", {"at"}),
        ("The keeper of the museum came from Uchsay.", "r", {"from"}),
        ('"It rains", said the keeper, Ann Roe, in May.', "x", {"said"}),
        ("The keeper, Ann Roe, told them of May.", "x", {"said"}),
        ("The keeper, Ann Roe, lit a lamp in May.", "x", set()),
        ("The Norwegian keeper, Ann Roe, lit a lamp in May.", "s", {"Norway"}),
    ],
)
def test_a_mention_keeps_what_stands_right_beside_it(text: str, letter: str, expected: set[str]) -> None:
    (found,) = (c for c in claims(text) if c.rule == "party.mention")
    assert keys(found, letter) == expected


def _factory(where: str, published: str) -> dict[str, str]:
    return {
        "a.txt": (
            "Date: 2019-05-04\n\nOn Saturday the Lenova works opened a factory for instant noodles in Uchsay, its first"
            " abroad, with 5 billion yen.\n"
        ),
        "b.txt": f"Date: {published}\n\nI was standing before the new noodle factory of the Lenova works {where}.\n",
    }


@pytest.mark.parametrize(
    ("where", "published", "flagged"),
    [
        ("at Kegen last week", "2019-05-06", True),
        ("at Uchsay last week", "2019-05-06", False),
        ("at Kegen and not in Uchsay", "2019-05-06", False),  # one knows both
        ("on the way from Kegen", "2019-05-06", False),
        ("at Kegen last week", "2019-12-06", False),  # another factory
        ("at Kegen, in Kochkor, near Naryn and outside Talas", "2019-05-06", False),  # any of them might be meant
    ],
)
def test_two_documents_name_another_place(where: str, published: str, flagged: bool, tmp_path: Path) -> None:
    sides = values(conflicts(_factory(where, published) | others(), tmp_path))
    assert ({"Uchsay", "Kegen"} in sides) is flagged


def test_why_two_names_were_held_together_is_said(tmp_path: Path) -> None:
    texts = _factory("at Kegen last week", "2019-05-06") | others()
    with library.store(library.write(tmp_path / "docs", texts), tmp_path / "i.sqlite") as store:
        points = comparison(store, Query(""), wanted=Wanted(explained=True)).points
    (point,) = (p for p in points if {x.value for x in p.positions} == {"Uchsay", "Kegen"})
    assert "each names a city whom or which the other document does not know, and hardly another one" in point.explain


def _ribbon(who: str) -> dict[str, str]:
    return {
        "a.txt": (
            "Date: 2019-05-04\n\nThe Lenova gymnasium of Uchsay is open. The honour of the ribbon with the big shears"
            " fell to a pupil, Nurzat Abenova, among tulips.\n"
        ),
        "b.txt": f"Date: 2019-05-05\n\nAmong tulips the Lenova gymnasium of Uchsay was opened. {who}\n",
    }


@pytest.mark.parametrize(
    ("who", "flagged"),
    [
        ("The ribbon was for a pupil, Aizada Kerimova, whose shears were big.", True),
        ("The ribbon was for a pupil, Nurzat Abenova, whose shears were big.", False),
        ("The ribbon, said a pupil, Aizada Kerimova, who had seen the big shears, was red.", False),
        ("The tea was served by Aizada Kerimova.", False),
    ],
)
def test_two_documents_name_another_person(who: str, flagged: bool, tmp_path: Path) -> None:
    sides = values(conflicts(_ribbon(who) | others(), tmp_path))
    assert ({"Nurzat Abenova", "Aizada Kerimova"} in sides) is flagged
