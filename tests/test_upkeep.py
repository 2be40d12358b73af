"""Keeping a library: what changed, what needs a hand, what is told twice."""

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_index import content
from transcript import Screen, command

from cajad_cli import fresh
from cajad_cli.answer.comparison import comparison
from cajad_cli.answer.timeline import timeline
from cajad_cli.errors import LibraryError, UsageError
from cajad_cli.index.store import Store
from cajad_cli.model import Library, Query
from cajad_cli.read import adding
from cajad_cli.read.library import Listing, listing
from cajad_cli.read.settings import parse

LONG = " ".join(f"Quay number {n} of the port was told to be ready for the ferries of the spring." for n in range(9))
TEXTS = (
    "Harbour opens\n\nAKTAU, May 4, 2021 (Reuters) - The harbour opened on Tuesday. It cost 820 million dollars.\n",
    "Harbour opens\n\nAKTAU, May 5, 2021 (AFP) - The harbour opened on Monday. It cost 790 million dollars.\n",
    f"Date: 2021-05-06\n\n{LONG}\n",
    f"Date: 2021-05-05\n\n{LONG} One more line was added.\n",
    f"Date: 2021-05-07\n\n{LONG} Two more lines were added. This is the other.\n",
    "The Daily Courier\n10/02/2025\n\nThe council met on Friday and signed 12 agreements.\n",
    "The Daily Courier\n25/02/2024\n\nThe council will meet in March.\n",
    "They met on Tuesday, and nobody says when that was.\n",
    "",
)
EXAMPLES = int(os.environ.get("CAJAD_EXAMPLES", "5"))
CHANGES = st.lists(
    st.dictionaries(st.sampled_from("abcdefg"), st.none() | st.integers(0, len(TEXTS) - 1), min_size=1, max_size=4),
    min_size=1,
    max_size=4,
)


def told(place: Path) -> list[object]:
    """Give what an index answers."""
    with Store(place) as store:
        events = [(e.date, e.text, e.sources) for e in timeline(store, Query("")).events]
        compared = [comparison(store, Query(words), ()) for words in ("", "harbour")]
        rows = list(store.rows().values())
    return [content(place), events, [(c.points, c.passages) for c in compared], rows]


@settings(max_examples=EXAMPLES)
@given(CHANGES)
def test_any_changes_one_by_one_are_a_rebuild(changes: list[dict[str, int | None]]) -> None:
    with TemporaryDirectory() as made:
        folder, place, fresh = Path(made, "docs"), Path(made, "i.sqlite"), Path(made, "fresh.sqlite")
        library.write(folder, {f"old{n}.txt": text for n, text in enumerate(TEXTS[:4])})
        library.index(folder, place)
        for number, change in enumerate(changes):
            for name, which in change.items():
                path = folder / f"{name}.txt"
                path.unlink(missing_ok=True)
                if which is not None:
                    path.write_text(TEXTS[which], encoding="utf-8")
                    os.utime(path, (number + 1, number + 1))
            library.index(folder, place)
        library.index(folder, fresh)
        assert told(place) == told(fresh)


def test_a_moved_file_is_told_as_moved(tmp_path: Path) -> None:
    folder = library.write(tmp_path / "docs", {f"n{n}.txt": text for n, text in enumerate(TEXTS[:4])})
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    (folder / "sub").mkdir()
    (folder / "n0.txt").rename(folder / "sub" / "moved.txt")
    (folder / "n1.txt").unlink()
    report = library.index(folder, place)
    assert report.moved == (("n0.txt", "sub/moved.txt"),)
    assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), ("n1.txt",), 2)


def test_the_report_of_cajad_index_has_all_of_it(tmp_path: Path) -> None:
    folder = library.write(tmp_path / "docs", {"a.txt": TEXTS[0], "bad.txt": "", "b.txt": TEXTS[1]})
    first = command(f"cajad -L {folder} index -f json")
    assert first.code == 4
    assert first.stderr == "added 2, changed 0, removed 0, unchanged 0, problems 1\n"
    (folder / "a.txt").rename(folder / "c.txt")
    (folder / "out.txt").symlink_to("/etc/hostname")
    second = command(f"cajad -L {folder} index -f json")
    assert second.stderr == "added 0, changed 0, removed 0, unchanged 2, problems 1, moved 1, skipped 1\n"
    told = json.loads(second.stdout)
    assert told["moved"] == [{"from": "a.txt", "to": "c.txt"}]
    assert told["skipped"] == [{"document": "out.txt", "message": "not followed: the link leads out of the library"}]


def test_nothing_is_drawn_in_a_pipe_and_a_bar_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cajad_cli.render.progress import Bar

    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    with Bar("reading", screen) as bar:
        bar.show(1, 63)
        assert screen.getvalue() == ""
        for done in range(1, 101):
            bar.show(done, 100)
    assert "100/100" in screen.getvalue()
    folder = library.write(tmp_path / "docs", {f"n{n}.txt": TEXTS[0] for n in range(70)})
    assert "\x1b" not in command(f"cajad -L {folder} index").stderr


# ---------------------------------------------------------------- what needs a hand


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return library.write(tmp_path / "docs", {f"n{n}.txt": text for n, text in enumerate(TEXTS)})


def test_documents_without_a_day_say_why(mixed: Path) -> None:
    (mixed / "n6.txt").unlink()  # it settles the order of day and month of the other
    found = json.loads(command(f"cajad -L {mixed} sources --undated -f json").stdout)["documents"]
    assert [(d["document"], d["why"].split(",")[0]) for d in found] == [
        ("n5.txt", "which number is the day and which the month stays open"),
        ("n7.txt", "no stamp"),
    ]
    assert found[0]["published_evidence"]["text"] == "10/02/2025"
    assert found[1]["seen"] == [{"start": 12, "end": 19, "text": "Tuesday"}]
    lines = command(f"cajad -L {mixed} sources --undated").stdout.splitlines()
    assert lines[1].endswith("\tTuesday")
    assert "; the text names Tuesday" in command(f"cajad -L {mixed} sources --undated", 200).stdout
    assert "why" not in command(f"cajad -L {mixed} sources -f json").stdout


def test_copies_stand_behind_the_first(mixed: Path) -> None:
    lines = command(f"cajad -L {mixed} sources --copies -f tsv --fields document,copy_of").stdout.splitlines()
    assert lines == ["document\tcopy_of", "n3.txt\t", "n2.txt\tn3.txt", "n4.txt\tn3.txt"]
    assert command(f"cajad -L {mixed} sources --copies --undated").code == 2
    assert command("cajad sources --copies").code == 1


def test_the_doctor_tells_each_matter_once_with_a_next_step(mixed: Path) -> None:
    (mixed / "scan1.pdf").write_bytes(b"\x00" * 99)
    (mixed / "scan2.pdf").write_bytes(b"\x00" * 99)
    command(f"cajad -L {mixed} index")
    report = json.loads(command(f"cajad -L {mixed} doctor --json").stdout)
    checks = {c["name"]: c for c in report["checks"]}
    assert not report["ok"]
    assert checks["index"]["ok"]
    assert "n7.txt" in checks["date"]["message"]
    assert "cajad sources --undated" in checks["date"]["hint"]
    assert "library.toml" in checks["publisher"]["hint"]
    assert all(c["hint"] for c in report["checks"] if not c["ok"])
    (mixed / "n0.txt").write_text(TEXTS[7], encoding="utf-8")
    (mixed / "n1.txt").unlink()
    stale = command(f"cajad -L {mixed} doctor").stdout
    assert "is behind its files: 1 changed, 1 removed\tcajad index" in stale
    (mixed / "library.toml").write_text('name = "x"\npublisher = 3\n', encoding="utf-8")
    assert "line 2: unknown key 'publisher'\tdid you mean publishers?" in command(f"cajad -L {mixed} doctor").stdout


def test_the_doctor_sees_that_there_is_no_room(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil
    from collections import namedtuple

    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1, 1, 1000))
    assert "free some space" in command(f"cajad -L {mixed} doctor").stdout


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[[document]]\nmatch = '*'\npublishd = 2021-05-03\n", "line 3: unknown key 'publishd'", "mean published?"),
        ("nmae = 'x'\n", "line 1: unknown key 'nmae'", "mean name?"),
        ("zzz = 1\n", "line 1: unknown key 'zzz'", "known: name"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest(text: str, message: str, hint: str) -> None:
    with pytest.raises(LibraryError) as caught:
        parse(text.encode(), Path("library.toml"))
    assert message in caught.value.message
    assert hint in caught.value.hint


# ---------------------------------------------------------------- adding


def test_a_folder_is_added_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = library.write(tmp_path / "docs", {"more/b.txt": "another"})
    library.write(tmp_path / "from" / "more", {"a.txt": "one", "b.txt": "two", "c.txt": "three"})
    before = Library(str(folder), "docs", {})
    with pytest.raises(UsageError, match=r"more/b\.txt is in the library"):
        adding.add_path(before, tmp_path / "from" / "more")
    assert [p.name for p in (folder / "more").iterdir()] == ["b.txt"]
    (folder / "more" / "b.txt").unlink()
    name = adding._name

    def full(work: Path, target: Path) -> None:
        if target.name == "c.txt":
            raise OSError(28, "No space left on device")
        name(work, target)

    monkeypatch.setattr(adding, "_name", full)
    with pytest.raises(LibraryError, match="No space left"):
        adding.add_path(before, tmp_path / "from" / "more")
    assert list((folder / "more").iterdir()) == []
    monkeypatch.setattr(adding, "_name", name)
    assert adding.add_path(before, tmp_path / "from" / "more") == ("more/a.txt", "more/b.txt", "more/c.txt")
    assert adding.add_path(before, tmp_path / "from" / "more") == ("more/a.txt", "more/b.txt", "more/c.txt")


def test_a_link_is_the_same_file(tmp_path: Path) -> None:
    folder = library.write(tmp_path / "docs", {"a.txt": "one"})
    library.write(tmp_path / "from", {"b.txt": "two"})
    assert adding.add_path(Library(str(folder), "docs", {}), tmp_path / "from" / "b.txt", link=True) == ("b.txt",)
    assert (folder / "b.txt").samefile(tmp_path / "from" / "b.txt")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = library.write(tmp_path / "docs", {"a.txt": "one"})
    library.write(tmp_path / "from", {"b.txt": "two"})
    os.mkfifo(tmp_path / "from" / "pipe")
    assert adding.add_path(Library(str(folder), "docs", {}), tmp_path / "from") == ("from/b.txt",)


def test_a_large_library_is_looked_at_by_its_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = library.write(tmp_path / "docs", {f"{n}.txt": text for n, text in enumerate(TEXTS[:3])})
    (folder / "sub").mkdir()
    (folder / "sub" / "n.txt").write_text("A story of lighthouses, told at length in one sentence.\n", encoding="utf-8")
    assert command(f"cajad -L {folder} index").code == 0
    monkeypatch.setattr(fresh, "_MANY", 0)
    listed: list[str] = []

    def noted(of: Library) -> Listing:
        listed.append(of.path)
        return listing(of)

    monkeypatch.setattr(fresh, "listing", noted)

    def total(words: str) -> int:
        return int(json.loads(command(f"cajad -L {folder} search {words} -f json").stdout)["total"])

    assert (total("lighthouses"), listed) == (1, [])
    (folder / "sub" / "m.txt").write_text("Another story of lighthouses, told in one sentence.\n", encoding="utf-8")
    assert total("lighthouses") == 2  # added in a folder below
    (folder / "sub" / "n.txt").unlink()
    assert total("lighthouses") == 1
    (folder / "deeper").mkdir()
    (folder / "deeper" / "o.txt").write_text("A third story of lighthouses, told in one sentence.\n", encoding="utf-8")
    assert total("lighthouses") == 2
    listed.clear()
    (folder / "deeper" / "o.txt").write_text("It is of another matter now, told in one sentence.\n", encoding="utf-8")
    assert (total("lighthouses"), listed) == (2, [])  # rewritten in its place
    assert command(f"cajad -L {folder} index").code == 0
    assert total("lighthouses") == 1
