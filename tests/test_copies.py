"""Copies kept up piece by piece are those that are found in one go."""

import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from cajad_cli.index.copies import Copies

TABLES = """
CREATE TABLE document (id INTEGER PRIMARY KEY, document TEXT, published TEXT, copy_of TEXT);
CREATE TABLE shingle (hash INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;
CREATE TABLE run (id INTEGER PRIMARY KEY, hashes BLOB NOT NULL, twin INTEGER);
"""
Text = tuple[int, tuple[int, ...]]  # day of publication, word runs
# Few runs, so that texts share many, and 70 of one text, so that runs become too common to count.
RUNS = st.lists(st.integers(0, 14), max_size=9, unique=True).map(sorted).map(tuple)
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
    texts: dict[str, Text] = {f"other{n}": (1, tuple(range(100 + 9 * n, 109 + 9 * n))) for n in range(30)}
    texts |= {f"crowd{n}": (2, (0, 1, 2, 1000 + n, 2000 + n, 3000 + n)) for n in range(crowd)}
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
