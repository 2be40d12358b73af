"""Data files: what holds for all of them."""

import json
import tomllib
from datetime import date

import pytest

from cajad_cli.extract.timex import tag
from cajad_cli.lexicon.events import classes, eventless, plans, restated, same_words, undisputed
from cajad_cli.lexicon.names import fold, groups, names, spellings
from cajad_cli.lexicon.search import equivalents, function_words, senses
from cajad_cli.lexicon.source import ASKED, DATA, load, to_keep

FILES = sorted(DATA.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(DATA).as_posix())
def test_a_file_is_toml(path: object) -> None:
    assert tomllib.loads((DATA / str(path)).read_text(encoding="utf-8"))


def test_what_an_index_keeps_is_what_the_files_say() -> None:
    kept = to_keep()
    assert tuple(kept) == ASKED
    for name, text in kept.items():
        assert json.loads(text) == tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def test_no_spelling_is_of_two_names() -> None:
    owners: dict[tuple[str, ...], str] = {}
    for name in names():
        for spelling in {fold(s) for s in (*name.variants, *name.adjectives)}:
            assert owners.setdefault(spelling, name.canonical) == name.canonical
    assert len(owners) > 30
    assert spellings()[fold("Kirghiz")] == "Kyrgyzstan"


@pytest.mark.parametrize(
    ("one", "other"), [("CA+JAD", "ca jad"), ("U.N.", "u n"), ("Türkiye", "turkiye"), ("O’zbekiston", "O'zbekiston")]
)
def test_spellings_fold_case_accents_and_signs(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_library_adds_spellings_to_a_name() -> None:
    made = groups({"Japan": ["Nippon"], "Blue Line": ["BLC"]})
    assert ("Japan", "Nippon") in made
    assert ("Blue Line", "BLC") in made


def test_no_group_of_words_stands_alone_or_overlaps() -> None:
    for all_groups in (equivalents(), same_words()):
        words = [word for group in all_groups for word in group]
        assert len(words) == len(set(words))
        assert all(len(group) > 1 for group in all_groups)
    assert any("founding" in group and "established"[:9] in group for group in senses())


def test_function_words_hold_no_word_of_the_matter() -> None:
    assert {"the", "was", "when"} <= function_words()
    assert not {"dialogue", "summit", "meeting"} & function_words()
    assert not plans() & function_words()


def test_once_only_classes_are_few() -> None:
    assert {c.name for c in classes().values() if c.once} >= {"establish", "birth", "die"}


def test_the_rules_of_dates_that_events_name_are_rules() -> None:
    of_days = {"day-of-event"}  # counted from another event, which no rule of dates can tell
    named = eventless() | restated() | undisputed()
    assert named <= {rule["name"] for rule in load("en/timex")["rule"]} | of_days


@pytest.mark.parametrize(
    ("text", "is_side"),
    [
        ("It opened on 3 May 2019.", True),
        ("It opened on Tuesday.", True),
        ("It opened in 2004.", True),
        ("It opened in March of last year.", True),
        ("It opened yesterday.", False),
        ("It opened last month.", False),
        ("It opened two years ago.", False),
        ("It opened at 7:10 p.m. in Rome.", False),
    ],
)
def test_a_date_counted_from_another_is_no_side_of_a_dispute(text: str, is_side: bool) -> None:
    (timex,) = tag(text, date(2020, 3, 1))
    assert (timex.rule not in undisputed()) == is_side
