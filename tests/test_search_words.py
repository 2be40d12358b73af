"""What a search forgives: slips, other spellings, names in the other order, pasted text, scripts without blanks."""

from collections.abc import Iterator

import library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transcript import command

from cajad_cli.answer.mend import nearest
from cajad_cli.answer.search import search
from cajad_cli.errors import QueryError
from cajad_cli.index import bound, rank
from cajad_cli.index.match import parse, terms
from cajad_cli.index.script import MARK, pairs, runs, spaced
from cajad_cli.index.store import Store
from cajad_cli.lexicon.names import sound
from cajad_cli.lexicon.search import sounds
from cajad_cli.lexicon.source import load
from cajad_cli.model import Correction, Query, Variant

TEXTS = {
    "a.txt": "Visit\n\nPresident Sadyr Zhamanbaev came to the harbour of Aktau and met Marat Olzhasov there.\n",
    "b.txt": "Talks\n\nMr. Jamanbayev spoke of the railway at length. The council of the harbour listened.\n",
    "c.txt": "会談\n\n日本と中央アジアの外相会合が東京で開かれた。\n",
    "d.txt": "Counsel\n\nHis counsel said that the railway would be built by the harbour council.\n",
}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = library.write(tmp_path_factory.mktemp("docs"), TEXTS)
    with library.store(folder, tmp_path_factory.mktemp("index") / "i.sqlite") as opened:
        yield opened


def found(store: Store, words: str) -> set[str]:
    return {r.document[0] for r in search(store, Query(words)).results}


@pytest.mark.parametrize(("one", "other"), load("en/search")["sound"]["examples"])
def test_spellings_of_one_sound(one: str, other: str) -> None:
    assert sound(one, sounds()) == sound(other, sounds()) is not None


@pytest.mark.parametrize(("one", "other"), load("en/search")["sound"]["not"])
def test_names_of_another_sound(one: str, other: str) -> None:
    assert sound(one, sounds()) != sound(other, sounds())


def test_another_spelling_of_a_name_is_offered(names: Store) -> None:
    asked = search(names, Query("Jamanbayev railway")).query
    assert asked.also == (Variant("jamanbayev", "zhamanbaev"),)
    assert search(names, Query("council")).query.also == ()


def test_a_spelling_that_is_not_there_is_another_of_the_name(names: Store) -> None:
    assert search(names, Query("Jamanbajev")).query.corrections


def test_a_quoted_name_in_the_other_order(names: Store) -> None:
    answer = search(names, Query('"olzhasov marat"'))
    assert answer.query.corrections == (Correction("olzhasov marat", "marat olzhasov"),)
    assert found(names, '"railway the"') == set()


@given(st.sampled_from(["harbour", "railway", "council", "president", "listened"]), st.data())
@settings(deadline=None)
def test_one_slip_finds_the_word(names: Store, word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    typed = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + "x" + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    if typed not in {form for form, _ in names.vocabulary(1, 20)}:
        assert nearest(names, typed) == word


@pytest.mark.parametrize("typed", ["xyz", "A380", '"harbuor of"', "@harbuor", "#raillway"])
def test_what_is_no_slip_is_left_alone(names: Store, typed: str) -> None:
    assert search(names, Query(typed)).query.corrections == ()


def test_title_near_and_or_are_corrected_too(names: Store) -> None:
    for typed in ("title:cuonsel", "raillway NEAR/9 lenght", "(harbuor OR raillwai)"):
        assert search(names, Query(typed)).results, typed
    assert search(names, Query("railway OR raillwai")).query.corrections == ()


@pytest.mark.parametrize(
    ("typed", "documents"),
    [
        ("東京", {"c"}),
        ("外相", {"c"}),
        ("外相会合", {"c"}),
        ("中央アジアの会合", {"c"}),
        ("大阪", set()),
        ("東", {"c"}),
    ],
)
def test_japanese(names: Store, typed: str, documents: set[str]) -> None:
    assert found(names, typed) == documents


def test_japanese_marks_are_offsets_of_the_text(names: Store) -> None:
    (hit,) = search(names, Query("外相会合")).results
    (passage,) = hit.passages
    assert [passage.text[a:b] for a, b in passage.marks] == ["外相会合"]


def test_scripts() -> None:
    assert spaced("日本x語") == f"日{MARK}本{MARK}x{MARK}語"
    assert spaced("plain Кыргыз") == "plain Кыргыз"
    assert runs("中央アジアの会合") == ("中央", "アジア", "会合")
    assert pairs("外相会") == ("外相", "相会")


def test_a_pasted_text_quotes_and_is_signed() -> None:
    pasted = parse('When the debate is lost, slander becomes "the tool" of the loser. -Socrates')
    assert not any(c.must or c.negated for c in pasted.clauses)
    assert any(c.negated for c in parse('"the tool" -Socrates').clauses)


def test_capitals_make_or_a_word() -> None:
    shouted = parse("COALITION OR GOVERNMENT TO BE FORMED")
    assert "OR" in [t.text for t in terms(shouted.clauses)]
    assert len(parse("UN OR WHO").clauses) == 1


@pytest.mark.parametrize(
    ("typed", "place"),
    [("Tokyo ab*", 6), ("Tokyo date:2022-13", 11), ("!!!", 0), ("x source:nobody", 9), ("x -date:2022", 8)],
)
def test_an_error_has_its_place(names: Store, typed: str, place: int) -> None:
    with pytest.raises(QueryError) as raised:
        search(names, Query(typed))
    assert (raised.value.text, raised.value.position) == (typed, place)


def test_the_caret_stands_under_the_place() -> None:
    lines = command("cajad search '東京 date:2022-13'").stderr.splitlines()
    assert lines[1:] == ["  東京 date:2022-13", "            ^"]
    (_, typed, caret) = command(f"cajad search '{'x ' * 500}date:2022-13'").stderr.splitlines()
    assert len(typed) < 130
    assert typed[caret.index("^") :].startswith("2022-13")


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=200)
def test_any_string_is_answered_or_refused_with_a_place(names: Store, typed: str) -> None:
    try:
        search(names, Query(typed))
    except QueryError as error:
        assert error.text == typed
        assert error.position is not None


@pytest.mark.parametrize(
    "typed", ["harbour", "harbour council", "harbour railway zhamanbaev", '"the harbour"', "rail* -counsel"]
)
def test_a_large_library_is_looked_at_in_part(names: Store, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {r.document for r in search(names, Query(typed)).results}
    monkeypatch.setattr(rank, "LARGE", 0)
    monkeypatch.setattr(bound, "_BUDGET", 1)
    answer = search(names, Query(typed))
    assert answer.results
    assert {r.document for r in answer.results} <= whole
    assert answer.query.bounded
    monkeypatch.setattr(bound, "_BUDGET", 1000)
    answer = search(names, Query(typed))
    assert ({r.document for r in answer.results}, answer.query.bounded) == (whole, "")
