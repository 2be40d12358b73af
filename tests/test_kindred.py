"""Documents that resemble the best answers rise."""

from datetime import date
from pathlib import Path

import pytest

from cajad_cli.answer.kindred import lifted, prints
from cajad_cli.answer.search import search
from cajad_cli.index.store import Content, Store
from cajad_cli.ingest import Options, ingest
from cajad_cli.model import Passage, Query
from cajad_cli.read.library import open_library

RAIL = {"rail": 0.8, "tunnel": 0.6}
ALIKE = {"rail": 0.6, "pass": 0.8}
APART = {"cotton": 1.0}


def test_what_resembles_the_best_rises_and_nothing_sinks() -> None:
    scores = [10.0, 9.0, 8.9]
    made = lifted(scores, [RAIL, APART, ALIKE])
    assert made[2] > made[1]
    assert all(before <= after <= before + scores[0] for before, after in zip(scores, made, strict=True))


def test_a_copy_is_no_second_voice() -> None:
    made = lifted([10.0, 10.0, 9.0], [RAIL, RAIL, APART])
    assert made == [10.0, 10.0, 9.0]


def test_one_clear_answer_stays_first() -> None:
    made = lifted([30.0, 10.0, 10.0, 10.0], [APART, RAIL, ALIKE, ALIKE])
    assert made[0] == max(made)


@pytest.mark.parametrize("scores", [[], [1.0], [2.0, 1.0], [0.0, 0.0, 0.0]])
def test_too_few_are_left_alone(scores: list[float]) -> None:
    assert lifted(scores, [RAIL] * len(scores)) == scores


@pytest.fixture(name="many")
def _many(tmp_path: Path) -> Path:
    """A hundred and twenty stories with one word in common; three of them on one matter."""
    folder = tmp_path / "docs"
    folder.mkdir()
    for n in range(120):
        matter = (
            "the tunnel under the pass opened to rail freight" if n in (40, 80, 110) else f"matter{n} was weighed{n}"
        )
        (folder / f"{n:03}.txt").write_text(f"Story {n}.\n\nThe corridor was discussed and {matter}, officials said.\n")
    return folder


def _found(index: Path, words: str) -> list[str]:
    with Store(index) as store:
        return [r.document for r in search(store, Query(words, limit=25)).results]


def test_many_that_answer_alike_are_ordered_by_what_they_share(many: Path, tmp_path: Path) -> None:
    index = tmp_path / "index.sqlite"
    ingest(open_library(many), index, Options(date(2026, 1, 15), rebuild=True))
    assert _found(index, "corridor tunnel")[:3] == ["040.txt", "080.txt", "110.txt"]
    with Store(index) as store:
        words, rare = prints(store, [_content("The corridor, corridors; weighed7."), _content("A corridor.")])
    assert words.keys() == {"corrid", "weighe"}
    assert rare == {"corrid": 1.0}


def _content(text: str) -> Content:
    return Content(text, (Passage(1, 1, "paragraph", 0, len(text)),))
