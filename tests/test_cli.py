"""The command as a process: exit codes, streams, and what bad input gets."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import library
import pytest
from conftest import ROOT
from platformdirs import user_cache_path
from transcript import command

from cajad_cli.cli.arguments import guarded, typed
from cajad_cli.cli.session import index_path
from cajad_cli.model import Library

CAJAD = [sys.executable, "-m", "cajad_cli"]


def cajad(*words: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    return subprocess.run([*CAJAD, *words], input=given, capture_output=True, env=os.environ | environment, check=False)


def one_line(text: str) -> bool:
    """Tell one sentence, with the query and a caret below it where a place of it is meant."""
    lines = text.splitlines()
    shown = len(lines) == 1 or (len(lines) == 3 and lines[2].strip() == "^")
    return shown and text.startswith("cajad: ") and "Traceback" not in text


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("cajad -L /nowhere/at/all search x", 3, "does not exist"),
        ("cajad search '!!!'", 2, "no letter or figure"),
        ("cajad search", 2, "nothing to search for"),
        ("cajad search --since 2022-13-45 x", 2, "2022-13-45"),
        ("cajad timeline --since soonish", 2, "soonish"),
        ("cajad timeline --since 2023 --until 2022", 2, "after --until"),
        ("cajad search --source jijji x", 2, "did you mean jiji?"),
        ("cajad search source:jijji x", 2, "did you mean jiji?"),
        ("cajad search x --format pdf", 2, "no format 'pdf'"),
        ("cajad search x --formt json", 2, "--format"),
        ("cajad search x --sort size", 2, "cannot sort"),
        ("cajad search x --fields nothing", 2, "nothing"),
        ("cajad search Japan -f ics", 2, "only a timeline"),
        ("cajad search x --color blue", 2, "auto, always or never"),
        ("cajad search x --by page", 2, "passage"),
        ("cajad show nothing.txt", 2, "no document"),
        ("cajad show 000:99", 2, "no paragraph 99"),
        ("cajad show 000:1.9", 2, "no sentence 9"),
        ("cajad show 00", 2, "5 documents"),
        ("cajad dates /nowhere.txt", 2, "no file"),
        ("cajad dates /tmp", 2, "folder"),
        ("cajad frobnicate", 2, "frobnicate"),
        ("cajad timeline --top 0", 2, "--top"),
        ("cajad search Japan -o /nowhere/at/all.json", 2, "cannot write"),
        ("cajad add seeds", 2, "built-in"),
    ],
)
def test_bad_input_gets_one_clear_line(line: str, code: int, said: str) -> None:
    result = command(line)
    assert (result.code, result.stdout) == (code, "")
    assert one_line(result.stderr), result.stderr
    assert said in result.stderr


@pytest.mark.parametrize("format", ["text", "json", "jsonl", "csv", "tsv", "markdown", "html", "table"])
@pytest.mark.parametrize("line", ["search zebra", "timeline zebra", "compare zebra"])
def test_nothing_found_is_valid_and_empty(line: str, format: str) -> None:
    result = command(f"cajad {line} -f {format}")
    assert result.code == 1
    if format == "json":
        assert json.loads(result.stdout)["total"] == 0


def test_a_folder_without_readable_files(tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 40)
    result = command(f"cajad -L {tmp_path} search x")
    assert result.code == 3
    assert one_line(result.stderr)
    assert "picture.txt" in result.stderr


def test_an_empty_folder(tmp_path: Path) -> None:
    result = command(f"cajad timeline -L {tmp_path}")
    assert result.code == 3
    assert one_line(result.stderr)
    assert str(tmp_path) in result.stderr


def test_some_files_that_cannot_be_read(tmp_path: Path) -> None:
    library.write(tmp_path, {"good.txt": "A story\n\nThe harbour of Aktau was opened on 3 May 2021 by the minister.\n"})
    (tmp_path / "bad.txt").write_bytes(b"\x00\xff" * 500)
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7 x")
    report = command(f"cajad -L {tmp_path} index -f json")
    assert report.code == 4
    assert {p["document"] for p in json.loads(report.stdout)["problems"]} == {"bad.txt", "paper.pdf"}
    assert command(f"cajad -L {tmp_path} search harbour").code == 0


@pytest.mark.parametrize(
    "settings", ["name = ", "nmae = 'x'\n", "name = 3\n", "[[document]]\nmatch = '*'\npublished = 'soon'\n"]
)
def test_a_malformed_library_toml(tmp_path: Path, settings: str) -> None:
    library.write(tmp_path, {"a.txt": "Some text that is long enough to read.\n", "library.toml": settings})
    result = command(f"cajad -L {tmp_path} sources")
    assert result.code == 3
    assert one_line(result.stderr)
    assert "library.toml" in result.stderr and "line" in result.stderr


def test_library_toml_overrides_what_was_read(tmp_path: Path) -> None:
    seed = (library.SEEDS / "004_86050c840a7a84c7.txt").read_text(encoding="utf-8")
    rule = '[[document]]\nmatch = "summit*"\npublished = 2014-12-20\nsource = "wire"\n'
    library.write(tmp_path, {"summit.txt": seed, "library.toml": rule})
    (row,) = json.loads(command(f"cajad -L {tmp_path} sources -f json").stdout)["documents"]
    assert (row["published"], row["published_from"], row["source"]) == ("2014-12-20", "library", "wire")
    events = json.loads(command(f"cajad -L {tmp_path} timeline -f json").stdout)["events"]
    assert ("2014-12-19", "2014-12-20") in [(e["date"], e["end"]) for e in events]


def test_the_library_may_be_named_before_or_after_the_command(tmp_path: Path) -> None:
    library.write(tmp_path, {"a.txt": "Some text that is long enough to read about Aktau.\n"})
    before, after = command(f"cajad -L {tmp_path} search Aktau"), command(f"cajad search Aktau -L {tmp_path}")
    assert before == after and before.code == 0
    assert command("cajad search Aktau").code == 1


def test_options_before_and_after_words_and_words_from_standard_input() -> None:
    plain = command("cajad search -f json Tokyo Declaration")
    assert plain == command("cajad search Tokyo Declaration -f json")
    assert plain.stdout == command("cajad search -f json - < Tokyo Declaration").stdout
    assert command("cajad search -- --since").code in (0, 1)


def test_words_to_leave_out_are_no_options() -> None:
    assert command("cajad search Hayashi -Tokyo -fjson -n1 -q").code == 1
    assert typed(guarded(["search", "Hayashi", "-Tokyo", '-"a b"'])[1:], "") == 'Hayashi -Tokyo -"a b"'
    assert guarded(["search", "-fjson", "-n5", "-L./x", "-q", "--quiet", "-", "-h"])[1:] == [
        "-fjson", "-n5", "-L./x", "-q", "--quiet", "-", "-h",
    ]  # fmt: skip


def test_a_negative_number_is_no_word() -> None:
    result = command("cajad search Japan --limit -1")
    assert (result.code, one_line(result.stderr), "-1" in result.stderr) == (2, True, True)
    assert "\0" not in result.stderr and "x00" not in result.stderr


def test_no_command_shows_what_there_is() -> None:
    result = command("cajad")
    assert result.code == 2
    assert "timeline" in result.stdout and result.stdout.count("\n") > 10


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_an_answer_that_cannot_be_written() -> None:
    line = f"{sys.executable} -m cajad_cli search Takaichi -q > /dev/full"
    made = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert made.returncode == 3
    assert one_line(made.stderr) and "could not be written" in made.stderr


def test_output_goes_to_a_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    assert command(f"cajad search Takaichi -o {path}").code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["total"] == 1
    assert [p.name for p in tmp_path.iterdir()] == ["answer.json"]


def test_a_closed_pipe() -> None:
    line = f"{sys.executable} -m cajad_cli timeline -f json; echo $? >&2"
    process = subprocess.Popen(["bash", "-c", line], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    said = process.stderr.read().decode()
    process.wait()
    assert said.strip().endswith("141")
    assert "Traceback" not in said and "Exception ignored" not in said


def test_interrupted() -> None:
    process = subprocess.Popen([*CAJAD, "search", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(3.0)  # by then it waits for its words
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in said


def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the cache should be", encoding="utf-8")
    result = cajad("search", "Takaichi", CAJAD_CACHE=str(blocked / "cache"))
    assert result.returncode == 0
    assert b"temporary" in result.stderr
    assert b"004_86050c840a7a84c7.txt" in result.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_cache(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    result = cajad("search", "Takaichi", CAJAD_CACHE=str(tmp_path))
    assert (result.returncode, b"temporary" in result.stderr) == (0, True)


def test_an_index_that_cannot_be_replaced(tmp_path: Path) -> None:
    """An old index answers and says so; one made by other rules gives way to a temporary one."""
    folder = library.write(tmp_path / "docs", {"a.txt": "Some text that is long enough to read about Aktau.\n"})
    cache = tmp_path / "cache"
    words = ("-L", str(folder), "search", "Aktau", "OR", "Kuryk")
    assert cajad(*words, CAJAD_CACHE=str(cache)).returncode == 0
    (index,) = cache.glob("*.sqlite")
    lock = index.with_name(f"{index.name}.lock")
    lock.unlink()
    lock.mkdir()  # nobody can lock it, so nobody can write, whoever asks
    library.write(folder, {"b.txt": "Another text that is long enough to read about Kuryk.\n"})
    old = cajad(*words, CAJAD_CACHE=str(cache))
    assert (old.returncode, b"old index" in old.stderr, b"b.txt" in old.stdout) == (0, True, False)
    with sqlite3.connect(index) as db:
        db.execute("UPDATE meta SET value = 'other' WHERE key = 'rules'")
    db.close()
    made = cajad(*words, CAJAD_CACHE=str(cache))
    assert (made.returncode, b"temporary" in made.stderr, b"b.txt" in made.stdout) == (0, True, True)


def test_a_corrupt_index_is_built_anew(tmp_path: Path) -> None:
    assert cajad("search", "Takaichi", CAJAD_CACHE=str(tmp_path)).returncode == 0
    (index,) = tmp_path.glob("*.sqlite")
    index.write_bytes(b"garbage" * 5000)
    result = cajad("search", "Takaichi", CAJAD_CACHE=str(tmp_path))
    assert (result.returncode, b"004_" in result.stdout) == (0, True)


def test_a_changed_library_is_read_again(tmp_path: Path) -> None:
    library.write(tmp_path, {"a.txt": "Some text that is long enough to read about Aktau.\n"})
    assert command(f"cajad -L {tmp_path} search Kuryk").code == 1
    library.write(tmp_path, {"b.txt": "Another text that is long enough to read about Kuryk.\n"})
    assert command(f"cajad -L {tmp_path} search Kuryk").code == 0


def test_a_bug_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("cajad_cli.answer.search.search", broken)
    result = command("cajad search x")
    assert result.code == 70
    assert one_line(result.stderr)
    with pytest.raises(ZeroDivisionError):
        command("cajad --debug search x")


def test_adding_files(tmp_path: Path) -> None:
    folder, other = tmp_path / "library", tmp_path / "note.txt"
    folder.mkdir()
    other.write_text("A note about the port of Kuryk, long enough to be read.\n", encoding="utf-8")
    assert command(f"cajad add {other} -L {folder}").stdout == "note.txt\n"
    assert command(f"cajad add - --name more.txt -L {folder} < Aktau is another port, and this is a note.").code == 0
    assert command(f"cajad -L {folder} search port").stdout.count("\n") == 2
    other.write_text("Another content.\n", encoding="utf-8")
    assert command(f"cajad add {other} -L {folder}").code == 2
    assert "Kuryk" in (folder / "note.txt").read_text(encoding="utf-8")


def test_no_escape_codes_in_a_pipe() -> None:
    for line in ("search Tokyo", "timeline", "compare dialogue established", "sources", "show 004"):
        assert b"\x1b" not in cajad(*line.split()).stdout


def test_the_same_question_gives_the_same_bytes() -> None:
    for line in ("search Tokyo -f json", "timeline -f json", "compare -f json"):
        assert (
            cajad(*line.split(), CAJAD_TODAY="2026-02-01").stdout
            == cajad(*line.split(), CAJAD_TODAY="2026-03-01").stdout
        )


def test_generated_pages_are_current(request: pytest.FixtureRequest) -> None:
    words = [] if request.config.getoption("--update-golden") else ["--check"]
    made = subprocess.run([sys.executable, "docs/generate.py", *words], cwd=ROOT, check=False)
    assert made.returncode == 0, "run python docs/generate.py"


@pytest.mark.parametrize("said", [None, "", "/var/kept", "/var/kept/", "kept", " /var/kept", "~/kept", "/var/k ept "])
@pytest.mark.parametrize("home", [None, "/home/me", "/home/me/", "me", ""])
def test_the_cache_is_where_platformdirs_says(
    said: str | None, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAJAD_CACHE")
    for name, value in (("XDG_CACHE_HOME", said), ("HOME", home)):
        monkeypatch.setenv(name, value) if value is not None else monkeypatch.delenv(name, raising=False)
    found = index_path(Library("/news", "news", {}))
    assert found.parent == user_cache_path("cajad", appauthor=False)
