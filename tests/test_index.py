"""The index: derived, the same by whichever way it was made, and never half."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import library
import pytest
from conftest import ROOT

from cajad_cli.answer.search import search
from cajad_cli.answer.timeline import timeline
from cajad_cli.errors import LibraryError
from cajad_cli.index.store import Store
from cajad_cli.index.writer import Writer
from cajad_cli.model import Query

STORY = (
    "Leaders meet\n\nASTANA, May 4, 2021 (Reuters) - The two leaders met on Tuesday in {place}."
    " They spoke of {matter}.\n"
)


def content(path: Path) -> list[object]:
    """Give all that an index holds, without keys that depend on the order of writing and times of files."""
    with Store(path) as store:
        rows = store.rows()
        names = {key: row.document for key, row in rows.items()}
        contents = sorted((names[key], c) for key, c in store.contents())
        events = sorted((names[key], repr(e)) for key, e in store.events())
        claims = sorted((names[key], repr(c)) for key, c in store.claims())
        words = sorted(store.vocabulary(1, 100))
        answer = [(r.document, r.score) for r in search(store, Query("leaders Tokyo Astana 2021")).results]
        return [sorted(rows.values()), contents, events, claims, words, answer, store.problems()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {f"n{i}.txt": STORY.format(place=p, matter=m) for i, (p, m) in enumerate(PLACES)}
    return library.write(tmp_path / "docs", texts)


PLACES = [("Astana", "trade"), ("Tokyo", "water"), ("Bishkek", "energy and roads"), ("Tashkent", "students")]


def test_indexing_twice_is_indexing_once(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    before = place.read_bytes()
    report = library.index(folder, place)
    assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), (), 4)
    assert place.read_bytes() == before


def test_a_refreshed_index_is_a_rebuilt_one(folder: Path, tmp_path: Path) -> None:
    place, fresh = tmp_path / "i.sqlite", tmp_path / "fresh.sqlite"
    library.index(folder, place)
    (folder / "n1.txt").write_text(STORY.format(place="Osaka", matter="the harbour"), encoding="utf-8")
    (folder / "n2.txt").unlink()
    (folder / "n9.txt").write_text(STORY.format(place="Dushanbe", matter="glaciers"), encoding="utf-8")
    report = library.index(folder, place)
    assert (report.added, report.changed, report.removed) == (("n9.txt",), ("n1.txt",), ("n2.txt",))
    library.index(folder, fresh)
    assert content(place) == content(fresh)


def test_a_touched_file_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    os.utime(folder / "n0.txt", (1, 1))
    report = library.index(folder, place)
    assert (report.changed, report.unchanged) == ((), 4)
    assert library.index(folder, place).unchanged == 4


def test_a_file_that_is_no_text_is_told_and_the_rest_indexed(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02" * 100)
    place = tmp_path / "i.sqlite"
    report = library.index(folder, place)
    assert [p.document for p in report.problems] == ["bad.txt"]
    assert len(report.added) == 4
    assert [p.document for p in library.index(folder, place).problems] == ["bad.txt"]
    (folder / "bad.txt").write_text("Now it is text, and long enough to be read as a sentence.\n", encoding="utf-8")
    assert library.index(folder, place).problems == ()


def test_near_copies_are_one_voice(tmp_path: Path) -> None:
    story = " ".join(f"Sentence number {n} tells of harbours, rails and roads in the region." for n in range(12))
    texts = {
        "late.txt": f"Date: 2021-05-06\n\n{story} It adds one line.\n",
        "first.txt": f"Date: 2021-05-05\n\n{story}\n",
        "other.txt": "Date: 2021-05-05\n\nQuite another matter is told in this text of a few words about tea.\n",
    }
    with library.store(library.write(tmp_path / "docs", texts), tmp_path / "i.sqlite") as store:
        copies = {row.document: row.copy_of for row in store.rows().values()}
    assert copies == {"first.txt": None, "late.txt": "first.txt", "other.txt": None}


def test_an_error_while_writing_leaves_the_old_index(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    before = place.read_bytes()
    with pytest.raises(RuntimeError), Writer(place) as writer:
        writer.begin(base=True)
        writer.remove_file("n0.txt")
        raise RuntimeError("in the middle")
    assert place.read_bytes() == before
    assert [p.name for p in place.parent.glob("i.sqlite.*new*")] == []


def test_a_second_writer_waits_and_then_says_so(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    with (
        Writer(place),
        pytest.raises(LibraryError, match="another cajad"),
        Writer(place, patience=0.1),
    ):
        pass


def test_a_broken_index_is_told(tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"
    place.write_bytes(b"not an index" * 1000)
    with pytest.raises(LibraryError, match="cannot read the index"):
        Store(place)


def test_an_index_of_another_version_is_built_anew(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    with sqlite3.connect(place) as db:
        db.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    db.close()
    assert len(library.index(folder, place).added) == 4


BUILD = """
import sys
from datetime import date
from pathlib import Path
from cajad_cli.ingest import Options, ingest
from cajad_cli.read.library import open_library
ingest(open_library(Path(sys.argv[1])), Path(sys.argv[2]), Options(date(2026, 1, 15), rebuild=True))
"""


def test_killed_at_any_instant_the_old_index_answers(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    chance = random.Random(7)
    for _ in range(6):
        work = subprocess.Popen([sys.executable, "-c", BUILD, str(folder), str(place)], cwd=ROOT)
        time.sleep(chance.uniform(0.05, 0.6))
        work.send_signal(signal.SIGKILL)
        work.wait()
        with Store(place) as store:
            assert search(store, Query("leaders")).total == 4
    assert library.index(folder, place).unchanged == 4
    library.index(folder, place, rebuild=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["docs", "i.sqlite", "i.sqlite.lock"]


def test_events_of_an_empty_answer(folder: Path, tmp_path: Path) -> None:
    with library.store(folder, tmp_path / "i.sqlite") as store:
        assert timeline(store, Query("zebra")).events == ()
        assert timeline(store, Query("leaders")).total == 1
