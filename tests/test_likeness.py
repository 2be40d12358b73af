"""Likeness of tellings: context of documents, what is shared, what tells apart; and how tellings are grouped by it."""

import importlib.util
import random
from datetime import date
from pathlib import Path

import library
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from cajad_cli.answer.context import Contexts, exact
from cajad_cli.answer.likeness import Likeness, Telling
from cajad_cli.answer.merge import merge
from cajad_cli.answer.timeline import timeline
from cajad_cli.extract.document import extract
from cajad_cli.model import Block, Document, Query

FERRY = "Ferry sinks off Kerch", "A ferry with forty passengers sank off Kerch in a storm. Divers searched the wreck."
VOTE = "Kerch elects a mayor", "The voters of Kerch elected a teacher as mayor. Her rival asked for a recount."


def tellings(*stories: tuple[str, str], published: date = date(2021, 5, 14)) -> list[Telling]:
    made: list[Telling] = []
    for key, (title, body) in enumerate(stories):
        text = f"{title}\n\n{body}"
        blocks = (Block("heading", 0, len(title)), Block("paragraph", len(title) + 2, len(text)))
        document = Document(
            f"{key}.txt", "s", "S", "news", title, None, "en", published, "text", None, text, blocks, ()
        )
        read = extract(document)
        made += [
            Telling(len(made) + n, key, document.document, "s", published, event, frozenset(read.matter))
            for n, event in enumerate(read.events)
        ]
    return made


bags = st.dictionaries(
    st.integers(0, 12), st.frozensets(st.sampled_from("abcdefghijklmnop"), min_size=1), min_size=2, max_size=10
)


@given(bags)
def test_company_is_a_correlation(matters: dict[int, frozenset[str]]) -> None:
    contexts = Contexts(matters)
    for one in matters:
        assert contexts.company(one, one) == 1.0
        for other in matters:
            assert -1.000001 <= contexts.company(one, other) <= 1.000001
            assert contexts.company(one, other) == contexts.company(other, one)


@given(st.lists(st.floats(0.01, 20), min_size=2, max_size=60), st.randoms())
def test_weights_add_up_alike_in_any_order(weights: list[float], chance: random.Random) -> None:
    rounded = [exact(w) for w in weights]
    shuffled = list(rounded)
    chance.shuffle(shuffled)
    assert sum(rounded) == sum(shuffled)


def test_documents_of_one_story_keep_one_company() -> None:
    ferry = [f"ferry sank kerch storm divers wreck f{n}".split() for n in range(6)]
    vote = [f"vote kerch mayor teacher rival recount v{n}".split() for n in range(6)]
    contexts = Contexts({key: frozenset(words) for key, words in enumerate(ferry + vote)})
    assert contexts.company(0, 5) > 0.5
    assert contexts.company(0, 6) < 0


def dated(story: tuple[str, str], day: str) -> tuple[str, str]:
    return story[0], story[1].replace(". ", f" on {day}. ", 1)


def test_two_tellings_of_a_wreck_are_likelier_one_event_than_a_wreck_and_a_vote() -> None:
    one, other, vote = tellings(
        dated(FERRY, "May 12"),
        ("Divers at Kerch wreck", "The ferry that sank in a storm off Kerch on May 12 had forty passengers."),
        dated(VOTE, "May 12"),
    )
    likeness = Likeness([one, other, vote])
    assert likeness.of(one, other) > 0.8 > likeness.of(one, vote)
    assert likeness.of(one, other) == likeness.of(other, one)


@pytest.mark.parametrize("least", [-3.0, 0.0, 1.0, 5.0])
def test_odds_that_cannot_reach_what_is_asked_stay_below_it(least: float) -> None:
    some = tellings(dated(FERRY, "May 12"), dated(VOTE, "May 12"), dated(FERRY, "May 11"))
    likeness = Likeness(some)
    for a in some:
        for b in some:
            full = likeness.odds(a, b)
            assert (likeness.odds(a, b, least) >= least) == (full >= least)


def test_one_day_holds_a_wreck_and_a_vote() -> None:
    some = tellings(dated(FERRY, "May 12"), dated(VOTE, "May 12"), dated(FERRY, "May 12"))
    assert [[t.number for t in group] for group in merge(some, frozenset())] == [[0, 2], [1]]


def test_ties_with_two_countries_on_one_day_are_two_events(tmp_path: Path) -> None:
    note = "Note\n\nApril 2, 2019\n\n{} and Germany established diplomatic relations on March 3, 1993.\n"
    texts = {"a.txt": note.format("Turkmenistan"), "b.txt": note.format("Kazakhstan")}
    with library.store(library.write(tmp_path / "docs", texts), tmp_path / "i.sqlite") as store:
        assert len(timeline(store, Query("")).events) == 2


def test_what_is_told_of_a_year_joins_the_day_that_later_tellings_name() -> None:
    some = tellings(
        ("Port", "The port of Aktau was opened on March 3, 2018 by the transport minister of Kazakhstan."),
        ("Trade", "The port of Aktau was opened in 2018."),
        ("Lines", "The port of Aktau was opened by the transport minister of Kazakhstan in 2018."),
    )
    assert len(merge(some, frozenset({"open"}))) == 1


def test_a_copy_goes_where_the_telling_that_it_copies_is() -> None:
    first = tellings(dated(FERRY, "May 12"))[0]
    copy = first._replace(number=1, key=1)
    assert merge([first, copy], frozenset()) == ((first, copy),)


def benchmark_scores() -> object:
    spec = importlib.util.spec_from_file_location("same_event", ROOT / "benchmarks" / "same_event.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_benchmark_counts_ties_as_half() -> None:
    module = benchmark_scores()
    found = [{"score": s, "same": s >= 0.5} for s in (0.9, 0.5, 0.5, 0.1)]
    said = module.scores([True, True, False, False], found)  # type: ignore[attr-defined]
    assert said.startswith("AUC 0.875  accuracy 0.750  recall at precision 0.9 0.500")
