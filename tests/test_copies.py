"""Copies kept up piece by piece are those that are found in one go."""

import random
import sqlite3
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cajad_cli.extract.copies import SKETCH, shingles
from cajad_cli.index.copies import KEPT, Copies, _pack, _unpack
from cajad_cli.model import Passage

TABLES = """
CREATE TABLE document (id INTEGER PRIMARY KEY, document TEXT, published TEXT, copy_of TEXT);
CREATE TABLE shingle (hash INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;
CREATE TABLE run (id INTEGER PRIMARY KEY, steps BLOB NOT NULL, rest BLOB NOT NULL, twin INTEGER);
"""
Text = tuple[int, tuple[int, ...]]  # day of publication, word runs


def spread(numbers: Iterable[int]) -> tuple[int, ...]:
    """Give the hashes of runs, sorted, as far from one another as hashes are."""
    return tuple(number << 20 | number for number in sorted(numbers))


# Few runs, so that texts share many, and 70 of one text, so that runs become too common to count.
RUNS = st.lists(st.integers(0, 19), min_size=8, max_size=18, unique=True).map(spread)
STEPS = st.lists(
    st.dictionaries(st.integers(0, 12), st.one_of(st.none(), st.tuples(st.integers(1, 3), RUNS)), max_size=5),
    min_size=1,
    max_size=5,
)


def add(db: sqlite3.Connection, copies: Copies, name: str, text: Text) -> None:
    day = f"2021-05-0{text[0]}"
    key = db.execute("INSERT INTO document (document, published) VALUES (?,?)", (name, day)).lastrowid
    assert key is not None
    copies.add(key, text[1])


def remove(db: sqlite3.Connection, copies: Copies, name: str) -> None:
    for (key,) in db.execute("SELECT id FROM document WHERE document = ?", (name,)).fetchall():
        copies.remove(key)
        db.execute("DELETE FROM document WHERE id = ?", (key,))


def made_at_once(texts: dict[str, Text]) -> dict[str, str | None]:
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    copies = Copies(db)
    for name, text in texts.items():
        add(db, copies, name, text)
    copies.settle()
    return dict(db.execute("SELECT document, copy_of FROM document"))


@settings(max_examples=40)
@given(STEPS, st.sampled_from([0, 62, 63, 64]))
def test_step_by_step_is_at_once(steps: list[dict[int, Text | None]], crowd: int) -> None:
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    # Others of another story, so that a step is a small change; and a crowd around the bound of what is common.
    texts: dict[str, Text] = {f"other{n}": (1, spread(range(100 + 20 * n, 115 + 20 * n))) for n in range(30)}
    texts |= {f"crowd{n}": (2, spread((0, 1, 2, *range(1000 + 20 * n, 1012 + 20 * n)))) for n in range(crowd)}
    copies = Copies(db)
    for name, text in texts.items():
        add(db, copies, name, text)
    copies.settle()
    for step in steps:
        copies = Copies(db)
        for number, new in step.items():
            name = f"n{number}"
            remove(db, copies, name)
            texts.pop(name, None)
            if new is not None:
                texts[name] = new
                add(db, copies, name, new)
        copies.settle()
        assert dict(db.execute("SELECT document, copy_of FROM document")) == made_at_once(texts)


def as_kept(runs: set[int]) -> tuple[int, ...]:
    return tuple(sorted(runs)[:SKETCH])


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        (range(0, 900, 1), range(0, 900, 1), True),
        (range(0, 900, 1), range(0, 1000, 1), True),  # some lines more
        (range(0, 900, 1), range(450, 1350, 1), False),  # half of it
        (range(0, 300, 1), range(0, 880, 1), True),  # cut short
        (range(0, 200, 1), range(0, 880, 1), False),  # a brief inside a report
        (range(11), range(11), False),  # too short to tell
        (range(0, 900, 1), range(900, 1800, 1), False),
    ],
    ids=["same", "longer", "half", "cut", "brief", "short", "other"],
)
def test_copies_are_told_from_what_is_kept_of_their_runs(one: range, other: range, copy: bool) -> None:
    hashes = random.Random(5).sample(range(2**32), 2000)
    texts = {"a": (1, as_kept({hashes[n] for n in one})), "b": (2, as_kept({hashes[n] for n in other}))}
    assert made_at_once(texts)["b"] == ("a" if copy else None)


def test_as_many_runs_are_kept_as_are_taken_to_be_kept() -> None:
    text = " ".join(f"word{n}" for n in range(500))
    assert len(shingles(text, [Passage(1, 1, "paragraph", 0, len(text))])) == SKETCH == KEPT


@given(st.lists(st.integers(0, 2**32 - 1), max_size=KEPT, unique=True))
def test_runs_are_laid_down_and_read_again(numbers: list[int]) -> None:
    runs = sorted(numbers)
    read = _unpack(*_pack(runs))
    assert read.found == tuple(runs[:8])
    assert read.kept == tuple(run >> 12 for run in runs)
