"""A comparison in a library of many documents: the best of them take part, each is read once, and both are said."""

from collections import Counter
from pathlib import Path

import pytest
from library import index, write

from cajad_cli.answer import comparison as room
from cajad_cli.answer.comparison import comparison
from cajad_cli.answer.parties import is_spelling
from cajad_cli.answer.timeline import timeline
from cajad_cli.index.pack import Packed
from cajad_cli.index.store import Store
from cajad_cli.index.told import Told
from cajad_cli.model import Comparison, Query

COUNT = 12


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    texts = {
        f"{n:02}.txt": f"Paper {n}\n2023-05-{n + 1:02}\n\nHarbour works {n}\n\n"
        f"The harbour of Lenova was opened in 2004. {'Its pier was rebuilt by the harbour council. ' * (n % 3)}"
        f"{n + 40} ships were counted in the harbour.\n"
        for n in range(COUNT)
    }
    texts["other.txt"] = "Paper\n2023-06-01\n\nA railway\n\nThe railway was opened in 1999.\n"
    index(write(folder / "docs", texts), folder / "i.sqlite")
    return folder / "i.sqlite"


def answer(place: Path, words: str) -> Comparison:
    with Store(place) as store:
        return comparison(store, Query(words))


def documents(found: Comparison) -> set[str]:
    points = {c.document for p in found.points for position in p.positions for c in position.claims}
    return points | {p.document for p in found.passages}


def test_the_best_of_many_documents_are_compared_and_this_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answer(place, "harbour")
    assert len(documents(whole)) == COUNT
    assert not whole.query.bounded
    monkeypatch.setattr(room, "_SMALL", 5)
    bounded = answer(place, "harbour")
    assert len(documents(bounded)) == 5
    assert documents(bounded) < documents(whole)
    assert "the 5 documents that answer best" in bounded.query.bounded
    assert f"of {COUNT}:" in bounded.query.bounded


def test_fewer_are_compared_in_a_large_library_but_for_a_small_part_of_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_SMALL", 8)
    monkeypatch.setattr(room, "_OF_LARGE", 4)
    assert len(documents(answer(place, "harbour"))) == 8
    monkeypatch.setattr(room, "LARGE", COUNT)
    assert len(documents(answer(place, "harbour"))) == 4
    assert len(documents(answer(place, "harbour document:0[0-6]*"))) == 7


def test_a_topic_that_few_documents_are_about_is_compared_whole(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_SMALL", 5)
    assert not answer(place, "railway").query.bounded


def test_an_audit_takes_all_documents(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answer(place, "")
    monkeypatch.setattr(room, "_SMALL", 5)
    assert answer(place, "") == whole


@pytest.mark.parametrize("words", ["harbour", ""])
def test_each_document_that_takes_part_is_unpacked_once(
    place: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: Counter[bytes] = Counter()
    with Store(place) as store:
        told = store.packer.told

        def counted(packed: Packed) -> Told:
            unpacked[packed.text] += 1
            return told(packed)

        monkeypatch.setattr(store.packer, "told", counted)
        comparison(store, Query(words))
        assert len(unpacked) > COUNT / 2
        assert set(unpacked.values()) == {1}
        unpacked.clear()
        timeline(store, Query(""))
        assert set(unpacked.values()) == {1}


def test_names_of_unlike_length_are_no_spellings() -> None:
    assert is_spelling("Kishida", "Kisida")
    assert is_spelling("abc", "abcde")  # six of eight letters: the shortest that can be
    assert not is_spelling("abc", "abcdef")
