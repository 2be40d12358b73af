"""Answers on the seeds: verbatim, deterministic, and right where a reader would check."""

from collections.abc import Iterator
from datetime import date

import library
import pytest

from cajad_cli.answer.comparison import comparison
from cajad_cli.answer.library import show, sources
from cajad_cli.answer.search import search
from cajad_cli.answer.timeline import timeline
from cajad_cli.errors import UsageError
from cajad_cli.index.store import Store
from cajad_cli.model import Query


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with library.store(library.SEEDS, tmp_path_factory.mktemp("index") / "seeds.sqlite") as opened:
        yield opened


def text_of(store: Store, document: str) -> str:
    key = store.key(document)
    assert key is not None
    return store.content(key).text


TOPICS = ["", "dialogue established", "Tokyo", "abstained", "Hayashi", "thirty years", "summit investment"]


@pytest.mark.parametrize("words", TOPICS)
def test_every_quote_is_the_documents_own(seeds: Store, words: str) -> None:
    for event in timeline(seeds, Query(words)).events:
        assert event.text in [m.text for m in event.mentions]
        for m in event.mentions:
            text = text_of(seeds, m.document)
            assert text[m.start : m.end] == m.text
            if m.timex is not None:
                assert text[m.timex.start : m.timex.end] == m.timex.text
                assert m.start <= m.timex.start < m.timex.end <= m.end
    answer = comparison(seeds, Query(words))
    for point in answer.points:
        for position in point.positions:
            assert position.claims
            for claim in position.claims:
                text = text_of(seeds, claim.document)
                assert text[claim.start : claim.end] == claim.text
                assert text[claim.value.start : claim.value.end] == claim.value.text
                assert claim.start <= claim.value.start < claim.value.end <= claim.end
    for passage in answer.passages:
        assert text_of(seeds, passage.document)[passage.start : passage.end] == passage.text


@pytest.mark.parametrize("words", TOPICS)
def test_a_conflict_has_two_quoted_positions(seeds: Store, words: str) -> None:
    for point in comparison(seeds, Query(words)).points:
        assert (point.verdict == "conflict") <= (len(point.positions) > 1)
        assert (point.verdict == "single") <= (len(point.positions) == 1)


def test_who_is_silent_is_said(seeds: Store) -> None:
    answer = comparison(seeds, Query("Afghanistan"))
    assert set(answer.silent) == {"jiji", "yomiuri"}
    assert {p.source for p in answer.passages} == {"mofa-japan"}
    assert comparison(seeds, Query("")).silent == ()


def test_an_audit_shows_conflicts_alone(seeds: Store) -> None:
    answer = comparison(seeds, Query(""))
    assert {p.verdict for p in answer.points} == {"conflict"}


def test_sources_are_filtered_and_sorted(seeds: Store) -> None:
    every = sources(seeds, Query("")).documents
    assert len(every) == 5
    assert [r.source for r in sources(seeds, Query("", sources=("jiji",))).documents] == ["jiji", "jiji"]
    late = sources(seeds, Query("", since=date(2025, 1, 1))).documents
    assert [r.published for r in late] == ["2025-12-20"]
    days = [r.published or "" for r in sources(seeds, Query("", sort="date")).documents]
    assert days == sorted(days)


def test_show_gives_what_is_asked_for(seeds: Store) -> None:
    whole, is_whole = show(seeds, "002")
    assert is_whole and whole.text == text_of(seeds, whole.row.document)
    part, is_whole = show(seeds, "002:8.1")
    assert not is_whole and part.text.startswith("Under the “Central Asia plus Japan”")
    with pytest.raises(UsageError):
        show(seeds, "999")


@pytest.mark.parametrize("words", ["dialogue", "Tokyo ministers", "9th meeting"])
def test_the_same_question_is_answered_alike(seeds: Store, words: str) -> None:
    assert search(seeds, Query(words)) == search(seeds, Query(words))
    assert timeline(seeds, Query(words)) == timeline(seeds, Query(words))
    assert comparison(seeds, Query(words)) == comparison(seeds, Query(words))
