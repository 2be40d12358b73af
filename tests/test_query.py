"""Typed words: how they are read, and that whatever is typed is answered or refused in one sentence."""

import re
from collections.abc import Iterator
from pathlib import Path

import library
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from cajad_cli.answer.search import search
from cajad_cli.errors import CajadError, QueryError
from cajad_cli.index.match import Clause, Either, Filter, Group, Near, Term, parse, terms
from cajad_cli.index.rank import beginnings
from cajad_cli.index.store import Store
from cajad_cli.model import Query


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with library.store(library.SEEDS, tmp_path_factory.mktemp("index") / "seeds.sqlite") as opened:
        yield opened


def found(store: Store, words: str) -> list[str]:
    return [r.document[:3] for r in search(store, Query(words)).results]


def words(typed: str) -> list[str]:
    return [t.text for t in terms(parse(typed).clauses)]


def test_bare_words_count_and_need_not_be_there() -> None:
    assert parse("dialogue established").clauses == (
        Clause(Term("dialogue")),
        Clause(Term("established", position=9)),
    )


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ('"Tokyo Declaration"', Term("Tokyo Declaration", "phrase")),
        ("“Tokyo Declaration”", Term("Tokyo Declaration", "phrase")),
        ("establish*", Term("establish", "prefix")),
        ("title:Tokyo", Term("Tokyo", "word", "title", 6)),
        ("a NEAR/5 b", Near((Term("a"), Term("b", position=9)), 5)),
        ("a NEAR/0 b", Near((Term("a"), Term("b", position=9)), 0)),
        ("a NEAR b", Near((Term("a"), Term("b", position=7)), 10)),
        ("a OR b", Either((Term("a"), Term("b", position=5)))),
        ("(a b)", Group((Clause(Term("a", position=1)), Clause(Term("b", position=3))))),
        ("U.N.", Term("U.N.")),
        ("central-asia", Term("central-asia")),
    ],
)
def test_one_clause(typed: str, node: object) -> None:
    (clause,) = parse(typed).clauses
    assert clause.node == node


def test_words_to_leave_out_and_filters() -> None:
    parsed = parse("Hayashi -Tokyo source:jiji -document:004 date:2022-11..2022-12")
    assert [c.negated for c in parsed.clauses] == [False, True]
    assert parsed.filters == (
        Filter("source", "jiji", False, 22),
        Filter("document", "004", True, 37),
        Filter("date", "2022-11..2022-12", False, 46),
    )


@given(st.lists(st.sampled_from(["Tokyo", "OR", "NEAR", "日本", "2004", "é", "x"]) | st.text(max_size=3), max_size=9))
def test_words_alone_are_read_as_among_other_signs(words: list[str]) -> None:
    alone = " ".join(word for word in words if word.isalnum()) + " end"
    assert parse(alone) == parse(alone.replace(" ", "\t"))


@pytest.mark.parametrize("typed", ["(a", "a)", 'a "', '"a', "a OR", "OR a", "a NEAR/5", "title: a", "a ((b", "--- a"])
def test_unpaired_signs_are_plain_text(typed: str) -> None:
    assert "a" in [w.strip("-") for w in words(typed)]


@pytest.mark.parametrize("typed", ["!!!", '""', "( )", "-", "…", "- -", "%", "“”"])
def test_no_letter_or_figure_is_refused(typed: str) -> None:
    with pytest.raises(QueryError):
        parse(typed)


@given(st.text(max_size=60))
def test_parsing_any_text(typed: str) -> None:
    try:
        parsed = parse(typed)
    except QueryError:
        return
    for term in terms(parsed.clauses):
        assert term.text in typed


ODD = st.text(
    alphabet=st.sampled_from(list("abAB \"“”()*:-+^{}[]\\/.,'%~|&!?0129_NEAR OR AND NOT’日本\u0301\u202e🙂\n\t"))
)
PIECES = st.lists(
    st.sampled_from(
        ["Tokyo", "OR", "AND", "NOT", "NEAR", "NEAR/3", '"', "(", ")", "-", "*", "title:", "source:jiji", "date:2022",
         "U.N.", "don't", "5%", "C++", "a:b", "{x}", "^y", '"free and open"', "Kyrgyz Republic", "-summit", "日本"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(ODD | PIECES)
def test_any_query_is_answered_or_refused(seeds: Store, typed: str) -> None:
    try:
        answer = search(seeds, Query(typed))
    except CajadError as error:
        assert error.message
        return
    for result in answer.results:
        text = seeds.content(seeds.key(result.document) or 0).text
        for passage in result.passages:
            assert text[passage.start : passage.end] == passage.text
            assert all(0 <= start < end <= len(passage.text) for start, end in passage.marks)


def test_a_long_query(seeds: Store) -> None:
    assert found(seeds, "Kazakhstan " * 3 + "x" * 10_000 + " (" * 500 + ' "' * 500)
    assert found(seeds, " ".join(f"Tokyo{n} OR" for n in range(2000)) + " Tokyo")


@pytest.mark.parametrize(
    ("typed", "documents"),
    [
        ("Takaichi", {"004"}),
        ('"Tokyo Declaration"', {"004"}),
        ("minerals OR Afghanistan", {"002", "004"}),
        ("source:yomiuri Hayashi", {"001", "003"}),
        ("Hayashi -source:yomiuri", {"000", "002"}),
        ("Hayashi -Tokyo", set()),
        ("title:encourage", {"003"}),
        ("trilateral OR artif*", {"004"}),
        ("Afghanistan date:2022-12", {"002"}),
        ("Afghanistan date:..2022-11", set()),
        ("ministers document:002", {"002"}),
        ("bilateral NEAR/3 leader", {"004"}),
        ("U.N. -voting", {"003"}),
        ("UN", {"001", "003"}),
        ("Ваша", set()),
        ('"Tokyo accord"', set()),
        ('"Tokyo accord" Afghanistan', {"000", "001", "002", "003", "004"} - {"x"}),
    ],
)
def test_queries_on_the_seeds(seeds: Store, typed: str, documents: set[str]) -> None:
    assert set(found(seeds, typed)) == documents


def test_a_slip_is_corrected_and_told(seeds: Store) -> None:
    answer = search(seeds, Query("Turkmenstan gass"))
    assert [tuple(c) for c in answer.query.corrections] == [("Turkmenstan", "turkmenistan"), ("gass", "gas")]
    assert search(seeds, Query("Turkmenstan", exact=True)).total == 0


@pytest.mark.parametrize("word", ["gaz", "2023", '"Turkmenstan"'])
def test_short_words_numbers_and_phrases_are_not_corrected(seeds: Store, word: str) -> None:
    assert search(seeds, Query(word)).query.corrections == ()


def test_a_page_of_results(seeds: Store) -> None:
    every = search(seeds, Query("Central Asia", limit=10))
    page = search(seeds, Query("Central Asia", limit=2, offset=1))
    assert page.total == every.total == 5
    assert [r.document for r in page.results] == [r.document for r in every.results][1:3]
    assert [r.rank for r in page.results] == [2, 3]


def test_results_by_date(seeds: Store) -> None:
    days = [r.published for r in search(seeds, Query("Central Asia", sort="-date")).results]
    assert days == sorted(days, reverse=True, key=str)


def test_one_result_a_passage(seeds: Store) -> None:
    answer = search(seeds, Query("bilateral", by="passage"))
    assert answer.total == len(answer.results)
    assert all(len(r.passages) == 1 for r in answer.results)


def test_a_name_in_the_library_settings(tmp_path: Path) -> None:
    folder = library.write(
        tmp_path / "docs",
        {
            "a.txt": "Harbour news\n\nThe Blue Line opened a terminal in the old harbour yesterday evening.\n",
            "b.txt": "Ships\n\nBLC said that its ships would call at the port twice a week from now on.\n",
            "library.toml": '[aliases]\n"Blue Line" = ["BLC"]\n',
        },
    )
    with library.store(folder, tmp_path / "i.sqlite") as opened:
        assert {r.document for r in search(opened, Query("BLC")).results} == {"a.txt", "b.txt"}


def test_words_of_one_stem_begin_alike() -> None:
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/quality").rglob("*.txt")))
    words = sorted(set(re.findall(r"[a-z]+", text.lower())))
    assert len(words) > 6000
    assert [word for word in words if not word.startswith(beginnings({word}))] == []
