"""What a query looks at in a large library: bounded, said, and the same answers where the bounds do not bind."""

from collections.abc import Iterator

import library
import pytest

from cajad_cli.answer.search import search
from cajad_cli.index import bound, rank
from cajad_cli.index.store import Store
from cajad_cli.model import Query

COUNT = 60


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Sixty stories: all tell of talks, every third of a harbour, every tenth of a lighthouse, one of an eclipse."""
    texts = {}
    for n in range(COUNT):
        more = ["The talks went on, and the ministers had tea."] * (1 + n % 4)
        more += ["The harbour was opened by the mayor."] * (n % 3 == 0)
        more += ["The lighthouse harbour has a keeper."] * (n % 10 == 0)
        more += ["An eclipse was seen."] * (n == 31)
        texts[f"n{n:02}.txt"] = f"Date: 2021-{1 + n // 28:02}-{1 + n % 28:02}\n\nTalks held\n\n{' '.join(more)}\n"
    folder = tmp_path_factory.mktemp("large")
    with library.store(library.write(folder / "docs", texts), folder / "i.sqlite") as opened:
        yield opened


QUERIES = [
    "talks", "harbour", "lighthouse", "eclipse", "harbour eclipse", "lighthouse talks", '"lighthouse harbour"', "harb*",
    "harbour -lighthouse", '"the talks" eclipse', "mayor OR keeper", "date:2021-01 harbour",
]  # fmt: skip


def found(store: Store, words: str) -> tuple[int, list[tuple[str, float]]]:
    answer = search(store, Query(words, limit=COUNT))
    return answer.total, [(result.document, round(result.score, 6)) for result in answer.results]


@pytest.mark.parametrize("words", QUERIES)
def test_within_the_budget_all_is_as_in_a_small_library(
    store: Store, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = found(store, words)
    assert small[0] > 0
    monkeypatch.setattr(rank, "LARGE", 1)
    assert found(store, words) == small
    assert search(store, Query(words)).query.bounded == ""


@pytest.mark.parametrize("words", QUERIES)
def test_the_engine_chooses_among_many(store: Store, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    total, every = found(store, words)
    monkeypatch.setattr(rank, "LARGE", 1)
    monkeypatch.setattr(bound, "_FEW", 2)
    monkeypatch.setattr(bound, "_CHOSEN", 5)
    again, some = found(store, words)
    assert again == total
    assert len(some) == min(total, 5 if total > 2 else total)
    assert set(some) <= set(every)  # chosen by the engine, scored as all are


@pytest.mark.parametrize(
    ("words", "told", "documents"),
    [
        ("harbour eclipse", "only documents with 'eclipse'", 1),
        ("lighthouse talks", "only documents with 'lighthouse'", 6),
        ("talks", "all words are common here: only the newest documents with 'talks'", 4),
        ("talk*", "all words are common here: only the newest documents with 'talk'", 4),
        ('"the talks"', "this is said too often here", 4),
        ("lighthouse harbour", "only documents with 'lighthouse'", 6),
    ],
)
def test_over_the_budget_the_rest_is_left_out_and_said(
    store: Store, words: str, told: str, documents: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rank, "LARGE", 1)
    monkeypatch.setattr(bound, "_BUDGET", 10)
    monkeypatch.setattr(bound, "_NEWEST", 4)
    answer = search(store, Query(words, limit=COUNT))
    assert told in answer.query.bounded
    assert len(answer.results) == documents
    if documents == 4:
        assert sorted(r.document for r in answer.results) == ["n56.txt", "n57.txt", "n58.txt", "n59.txt"]


def test_common_words_still_order_what_rare_ones_pick(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rank, "LARGE", 1)
    monkeypatch.setattr(bound, "_BUDGET", 10)
    scores = dict(found(store, "lighthouse mayor")[1])
    alone = dict(found(store, "lighthouse")[1])
    assert scores["n00.txt"] > alone["n00.txt"]  # has a mayor too
    assert scores["n10.txt"] == alone["n10.txt"]
