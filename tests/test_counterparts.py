"""What documents on one matter tell unlike in other words: held against each other by the texts, not by the words."""

from pathlib import Path

import library
import pytest

from cajad_cli.answer import links
from cajad_cli.answer.comparison import comparison
from cajad_cli.answer.counterparts import Telling, Value, counterparts
from cajad_cli.answer.matters import NEAREST, Matters, are_kin
from cajad_cli.lexicon.kin import groups
from cajad_cli.model import Point, Query

MUSEUM = {
    "a.txt": (
        "Date: 2019-05-04\n\nThe Otrar museum in Kokand reopened on Saturday after repairs of three years."
        " Its hall shows caravan bells, silk and coins. In the show are 187 objects lent by Nara.\n"
    ),
    "b.txt": (
        "Date: 2019-05-05\n\nAfter repairs the Otrar museum of Kokand is open again. Visitors find silk, coins and"
        " caravan bells in its hall, and 164 pieces that Nara has lent.\n"
    ),
}
THINGS = (
    "ferry", "orchard", "glacier", "stadium", "bakery", "lighthouse", "observatory", "brewery", "quarry", "library",
    "cannery", "nursery", "aquarium", "theatre", "vineyard", "foundry", "tannery", "planetarium", "sawmill", "apiary",
)  # fmt: skip


def others() -> dict[str, str]:
    """Give stories of other matters, each with a number of its own."""
    return {
        f"z{n:02}.txt": (
            f"Date: 2018-0{1 + n % 9}-1{n % 9}\n\nThe {thing} of {town} will get a new roof next summer, its keeper"
            f" said. In the {thing} work {20 + n} people from {town}.\n"
        )
        for n, thing in enumerate(THINGS)
        for town in [f"{thing.capitalize()}abad"]
    }


def conflicts(texts: dict[str, str], place: Path) -> list[Point]:
    with library.store(library.write(place / "docs", texts), place / "i.sqlite") as store:
        return [p for p in comparison(store, Query("")).points if p.verdict == "conflict"]


def values(points: list[Point]) -> list[set[str]]:
    return [{c.value.text for position in p.positions for c in position.claims} for p in points]


def test_what_is_counted_under_another_name_is_held_against_it(tmp_path: Path) -> None:
    assert values(conflicts(MUSEUM | others(), tmp_path)) == [{"187 objects", "164 pieces"}]


def test_who_tells_one_of_the_two_numbers_stands_on_its_side(tmp_path: Path) -> None:
    more = {
        "c.txt": (
            "Date: 2019-05-07\n\nAfter repairs the Otrar museum of Kokand is open again. Caravan bells, silk and coins"
            " fill its hall, and 187 pieces that Nara has lent.\n"
        )
    }
    sides = [
        {c.document for c in side.claims} for p in conflicts(MUSEUM | more | others(), tmp_path) for side in p.positions
    ]
    assert {"a.txt", "c.txt"} in sides
    assert {"b.txt"} in sides


@pytest.mark.parametrize(
    ("office", "flagged"),
    [
        ("director-general for European affairs", True),
        ("deputy foreign minister", False),
    ],
)
def test_two_documents_tell_another_office_of_one_person(office: str, flagged: bool, tmp_path: Path) -> None:
    texts = {
        "a.txt": (
            "Date: 2019-05-04\n\nThe salt talks of Lenova closed with a hymn. Shun Takeda, deputy foreign"
            " minister, spoke of patience.\n"
        ),
        "b.txt": f"Date: 2019-05-06\n\nA hymn ended the salt talks of Lenova. Shun Takeda, {office}, spoke.\n",
    }
    sides = values(conflicts(texts | others(), tmp_path))
    assert any("deputy foreign minister" in side for side in sides) is flagged


def _consul(post: str, published: str) -> dict[str, str]:
    return {
        "a.txt": (
            "Date: 2019-05-04\n\nThe komuz evening of Lenova ended with a hymn. Aigul Sadyr, cultural attaché of the"
            " Norwegian embassy, sang.\n"
        ),
        "b.txt": f"Date: {published}\n\nA hymn ended the komuz evening of Lenova. {post} sang.\n",
    }


@pytest.mark.parametrize(
    ("post", "published", "flagged"),
    [
        ("The consul of Norway, Aigul Sadyr,", "2019-05-06", True),
        ("The consul of Norway, Aigul Sadyr,", "2019-12-06", False),  # who may have gone there since
        ("The consul of Norway, Timur Sadyr,", "2019-05-06", False),
        ("The chairwoman of the jury, Aigul Sadyr,", "2019-05-06", False),  # a part in the evening
        ("The consul, Aigul Sadyr, once the cultural attaché, and Aigul Sadyr, attaché,", "2019-05-06", False),
    ],
)
def test_two_documents_tell_posts_of_two_houses(post: str, published: str, flagged: bool, tmp_path: Path) -> None:
    points = conflicts(_consul(post, published) | others(), tmp_path)
    assert any(p.kind == "name" for p in points) is flagged


def test_who_is_known_to_many_may_have_two_posts(tmp_path: Path) -> None:
    known = {name: text.replace("its keeper", "its keeper, Aigul Sadyr,") for name, text in others().items()}
    points = conflicts(_consul("The consul of Norway, Aigul Sadyr,", "2019-05-06") | known, tmp_path)
    assert not any(p.kind == "name" for p in points)


def _builders(one: str, other: str) -> dict[str, str]:
    return {
        "a.txt": f"Date: 2019-05-04\n\nThe avalanche gallery on the Chychkan road has been opened. {one}\n",
        "b.txt": f"Date: 2019-06-20\n\nA winter under the new gallery of the Chychkan road. {other}\n",
    }


@pytest.mark.parametrize(
    ("one", "other", "flagged"),
    [
        (
            "The contractor of the gallery was the company Roe Construction.",
            "Doe Kensetsu, the contractor of the gallery, used steel.",
            [{"Roe Construction", "Doe Kensetsu"}],
        ),
        (
            "The contractor of the gallery was the company Roe Construction.",
            "Roe Construction, the contractor of the gallery, used steel.",
            [],
        ),
        (
            "The contractor of the gallery was the company Roe Construction.",
            "Doe Kensetsu, the contractor of the gallery, used steel. It was built by Roe Construction.",
            [],  # one document names both: they had it together
        ),
    ],
)
def test_two_documents_name_another_builder(one: str, other: str, flagged: list[set[str]], tmp_path: Path) -> None:
    assert values(conflicts(_builders(one, other) | others(), tmp_path)) == flagged


def _winners(other: str, published: str) -> dict[str, str]:
    return {
        "a.txt": (
            "Date: 2019-05-04\n\nThe speech contest of the Lenova lyceum was held among tulips on Saturday."
            " Malika Sobirova, a third-year student, won the contest.\n"
        ),
        "b.txt": f"Date: {published}\n\nTulips and a speech contest at the Lenova lyceum. {other}\n",
    }


@pytest.mark.parametrize(
    ("other", "published", "flagged"),
    [
        ("Its winner, Madina Sodiqova, spoke of her first year of study.", "2019-06-20", True),
        ("Its winner, Malika Sobirova, spoke of her first year of study.", "2019-06-20", False),
        ("Madina Sodiqova spoke of her first year of study.", "2019-06-20", False),
    ],
)
def test_two_documents_name_another_winner(other: str, published: str, flagged: bool, tmp_path: Path) -> None:
    sides = values(conflicts(_winners(other, published) | others(), tmp_path))
    assert any("Malika Sobirova" in side for side in sides) is flagged


@pytest.mark.parametrize(
    ("other", "published", "flagged"),
    [
        ("The session was moderated by Kenji Moriya, who has a watch of gold.", "2019-05-10", True),
        ("The session was moderated by Kenji Moriya, who has a watch of gold.", "2019-08-10", False),  # another one
    ],
)
def test_who_leads_a_meeting_told_in_the_same_weeks(other: str, published: str, flagged: bool, tmp_path: Path) -> None:
    texts = {
        "a.txt": (
            "Date: 2019-05-04\n\nThe logistics session of the Lenova water days was full. The session was moderated by"
            " Aiko Terashima, a banker.\n"
        ),
        "b.txt": f"Date: {published}\n\nA logistics session at the Lenova water days. {other}\n",
    }
    assert any("Kenji Moriya" in side for side in values(conflicts(texts | others(), tmp_path))) is flagged


@pytest.mark.parametrize(
    ("other", "published", "flagged"),
    [
        ("Turkmenistan's president stayed away and let a deputy speak for him.", "2019-05-20", True),
        (
            "Turkmenistan's president stayed away and let a deputy speak for him.",
            "2020-05-20",
            False,
        ),  # of another year
        ("Uzbekistan's president stayed away and let a deputy speak for him.", "2019-05-20", False),
    ],
)
def test_who_came_and_who_did_not(other: str, published: str, flagged: bool, tmp_path: Path) -> None:
    said = "The presidents of Kazakhstan, Kyrgyzstan and Turkmenistan took part in the summit."
    texts = {
        "a.txt": f"Date: 2019-05-04\n\nThe water summit of Lenova ended with a fountain and a hymn. {said}\n",
        "b.txt": f"Date: {published}\n\nA fountain and a hymn: the water summit of Lenova was a feast. {other}\n",
    }
    sides = values(conflicts(texts | others(), tmp_path))
    assert any("Turkmenistan" in value for side in sides for value in side) is flagged


def test_the_same_number_is_no_conflict(tmp_path: Path) -> None:
    same = MUSEUM | {"b.txt": MUSEUM["b.txt"].replace("164", "187")}
    assert conflicts(same | others(), tmp_path) == []


def test_a_number_of_another_matter_is_no_conflict(tmp_path: Path) -> None:
    other = {
        "b.txt": "Date: 2019-05-05\n\nThe zoo of Termez has a tiger again. It eats 164 pieces of meat in a week.\n",
    }
    assert conflicts(MUSEUM | other | others(), tmp_path) == []


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("In the show are 187 objects lent by Nara.", "Before the repairs the show had 187 objects lent by Nara."),
        ("In the show are 187 objects lent by Nara.", "In the show are some objects lent by Nara."),
    ],
    ids=["of before", "no number"],
)
def test_what_was_once_so_is_no_conflict(before: str, now: str, tmp_path: Path) -> None:
    assert conflicts(MUSEUM | {"a.txt": MUSEUM["a.txt"].replace(before, now)} | others(), tmp_path) == []


def test_what_is_left_early_is_none_of_the_sure_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = {
        "a.txt": " Twelve objects of clay lie in the cellar.",
        "b.txt": " In the yard stand 60 pieces of old carts.",
    }
    seen: list[int] = []

    def both(values: list[Value], telling: Telling) -> list[tuple[int, int, float]]:
        found = list(counterparts(values, telling))
        every = list(counterparts(values, telling._replace(least=1e-9)))
        assert len(every) > len(found)
        assert [x for x in every if x[2] >= telling.least] == found
        seen.append(len(found))
        return found

    monkeypatch.setattr(links, "counterparts", both)
    assert conflicts({name: text + beside[name] for name, text in MUSEUM.items()} | others(), tmp_path)
    assert seen == [1]


def test_documents_on_one_matter_are_each_others_nearest() -> None:
    texts = {n: text.split("\n\n")[1] for n, text in enumerate((MUSEUM | others()).values())}
    matters = Matters((n, (1, at), part) for n, text in texts.items() for at, part in enumerate(text.split(". ")))
    (pair,) = [p for p in matters.pairs() if (p.one, p.other) == (0, 1)]
    assert pair.first and pair.mutual and pair.relative == 1.0 and not pair.aside
    assert len(matters.pairs()) <= NEAREST * len(texts)


def test_places_of_one_event_have_more_in_common_than_others() -> None:
    matters = Matters(
        [
            (1, (1, 1), "The ferry sank near Aktau with 40 sheep."), (1, (2, 1), "The mayor opened a school."),
            (2, (1, 1), "Off Aktau a ferry went down."), (2, (1, 2), "Sheep drowned."), (2, (2, 1), "It rained."),
        ]
    )  # fmt: skip
    assert matters.alike((1, (1, 1)), (2, (1, 1))).total > matters.alike((1, (2, 1)), (2, (1, 1))).total
    assert matters.alike((1, (1, 1)), (2, (1, 1))) == matters.alike((2, (1, 1)), (1, (1, 1)))


def test_kin_are_of_two_words_at_least_and_each_once_in_a_group() -> None:
    assert all(len(group) > 1 and len(set(group)) == len(group) for group in groups())
    assert are_kin("tree", "tree")
    assert not are_kin("tree", "ferri")


def museum(one: str, other: str) -> dict[str, str]:
    """Give two stories of one opening that each tell one thing more."""
    told = "The Otrar museum in Kokand reopened after repairs. Its hall shows caravan bells and silk."
    story = f"Date: 2019-05-0{{}}\n\n{told} {{}}\n"
    return {"a.txt": story.format(4, one), "b.txt": story.format(5, other)}


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "Visitors of the silk hall were led by Anora Salimova, director of the museum.",
            "The museum's deputy director, Anora Salimova, showed the silk hall.",
            {"director of the museum", "The museum's deputy director"},
        ),
        (
            "The chief restorer, Timur Laziz, praised the silk.",
            "The silk was praised by the chief restorer, Nilufar Azimova.",
            set(),  # a museum may have two of them
        ),
        (
            "The museum's director, Timur Laziz, praised the silk.",
            "The silk was praised by Nilufar Azimova, director of the museum.",
            {"Timur Laziz", "Nilufar Azimova"},
        ),
        (
            "The silk hall will be shown in Bukhara, Nukus and Termez.",
            "Bells and silk of the hall will be shown in Bukhara, Nukus and Khiva.",
            {"Bukhara, Nukus and Termez", "Bukhara, Nukus and Khiva"},
        ),
    ],
)
def test_posts_holders_and_rows(one: str, other: str, told: set[str], tmp_path: Path) -> None:
    assert values(conflicts(museum(one, other) | others(), tmp_path)) == ([told] if told else [])


def test_what_documents_tell_of_other_matters_is_no_answer_to_a_topic(tmp_path: Path) -> None:
    texts = museum(
        "The museum's director, Timur Laziz, praised the silk.",
        "The silk was praised by Nilufar Azimova, director of the museum.",
    )
    with library.store(library.write(tmp_path / "docs", texts | others()), tmp_path / "i.sqlite") as store:
        asked = {words: comparison(store, Query(words)).points for words in ("museum director", "roof of the sawmill")}
    assert [[p for p in points if p.verdict == "conflict"] != [] for points in asked.values()] == [True, False]
