"""Whatever stops it: the index is the old one or the new one, opens, answers, and the next run completes it.

CAJAD_KILLS and CAJAD_SECONDS make the two long tests longer: 50 and 60 are what a release is tested with.
"""

import os
import random
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import library
import pytest
from test_index import STORY, content
from transcript import command

from cajad_cli.answer.search import search
from cajad_cli.cli.session import index_path
from cajad_cli.errors import BusyError, DamageError, Interrupted, LibraryError
from cajad_cli.index.place import check_seal
from cajad_cli.index.store import Store
from cajad_cli.index.writer import Writer
from cajad_cli.ingest import Options, ingest
from cajad_cli.model import Query
from cajad_cli.read.library import listing, open_library

KILLS = int(os.environ.get("CAJAD_KILLS", "3"))
SECONDS = float(os.environ.get("CAJAD_SECONDS", "1"))
SOURCE = Path(__file__).resolve().parent.parent / "src"
STORIES = 90  # enough for a pool of processes
CITIES = ("Astana", "Tokyo", "Bishkek", "Tashkent", "Osaka")


def story(number: int, matter: str = "trade") -> str:
    return STORY.format(place=CITIES[number % 5], matter=f"{matter} in the year {1900 + number}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library.write(tmp_path / "docs", {f"n{i}.txt": story(i) for i in range(STORIES)})


def run(folder: Path, *words: str, limit: int | None = None) -> "subprocess.Popen[str]":
    """Start the real program on a library; `limit` bounds the size of the files that it may write."""

    def bound() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-m", "cajad_cli", "-L", str(folder), *words],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=bound,  # noqa: PLW1509 (the tests start no threads)
    )


def running(folder: Path) -> list[str]:
    """Give the processes that work on a library: their command line names it."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(folder).encode() in place.read_bytes() and int(place.parent.name) != os.getpid():
                found.append(place.parent.name)
        except OSError:
            continue
    return found


def litter(place: Path) -> list[str]:
    return [p.name for p in place.parent.glob(f"{place.name}*") if p.name not in (place.name, f"{place.name}.lock")]


# ---------------------------------------------------------------- killed


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for left processes in /proc")
def test_killed_at_any_instant(folder: Path, tmp_path: Path) -> None:
    place = index_path(open_library(folder))
    begin = time.monotonic()
    run(folder, "index", "--rebuild").communicate()
    whole = time.monotonic() - begin
    chance = random.Random(11)
    for turn in range(KILLS):
        (folder / f"n{chance.randrange(60)}.txt").write_text(story(turn, "water"), encoding="utf-8")
        (folder / f"new{turn}.txt").write_text(story(turn, "glaciers"), encoding="utf-8")
        (folder / f"n{60 + turn % 30}.txt").unlink(missing_ok=True)
        if turn % 3 == 2:
            place.unlink(missing_ok=True)
        work = run(folder, "index", *(["--rebuild"] if turn % 3 == 1 else []))
        time.sleep(chance.uniform(0.1, 1) * whole)
        work.send_signal(signal.SIGKILL)
        work.communicate()
        if place.exists():
            check_seal(place)
            with Store(place) as store:
                assert store.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert search(store, Query("leaders")).total == store.size() > 0
    answer = run(folder, "search", "leaders", "-n", "1")
    answer.communicate()
    assert answer.returncode == 0
    finished = run(folder, "index")
    finished.communicate()
    assert finished.returncode == 0
    assert litter(place) == []
    library.index(folder, tmp_path / "fresh.sqlite")
    assert content(place) == content(tmp_path / "fresh.sqlite")
    until = time.monotonic() + 5
    while running(folder) and time.monotonic() < until:
        time.sleep(0.1)
    assert running(folder) == []


READER = """
import sys, time
from pathlib import Path
from cajad_cli.answer.search import search
from cajad_cli.answer.timeline import timeline
from cajad_cli.index.store import Store
from cajad_cli.model import Query
until, asked = time.monotonic() + float(sys.argv[2]), 0
while time.monotonic() < until:
    with Store(Path(sys.argv[1])) as store:
        size = store.size()
        assert search(store, Query("leaders")).total == size
        assert timeline(store, Query("leaders")).total > 0
        assert store.size() == size, "two states in one answer"
    asked += 1
print(asked)
"""


def test_eight_readers_beside_a_writer(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(place), str(SECONDS)],
            env=os.environ | {"PYTHONPATH": str(SOURCE)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    turn = 0
    while any(reader.poll() is None for reader in readers):
        (folder / f"more{turn % 20}.txt").write_text(story(turn), encoding="utf-8")
        (folder / f"more{(turn + 9) % 20}.txt").unlink(missing_ok=True)
        library.index(folder, place, rebuild=turn % 5 == 4)
        turn += 1
    for reader in readers:
        said, complaint = reader.communicate()
        assert (reader.returncode, complaint) == (0, "")
        assert int(said) > 0
    assert turn > 1


# ---------------------------------------------------------------- interrupted


@pytest.mark.parametrize("jobs", [0, 2])
def test_interrupted_and_gone_on_with(folder: Path, tmp_path: Path, jobs: int) -> None:
    place, fresh = tmp_path / "i.sqlite", tmp_path / "fresh.sqlite"

    def interrupt(done: int, _total: int) -> None:
        if done == 40:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(Interrupted, match="39 of 90 files are read and kept"):
        ingest(open_library(folder), place, Options(library.TODAY, jobs=jobs, progress=interrupt))
    with Store(place) as store:
        assert store.size() == 39
    report = library.index(folder, place)
    assert (len(report.added), report.unchanged) == (51, 39)
    library.index(folder, fresh)
    assert content(place) == content(fresh)


def test_interrupted_within_a_long_container(tmp_path: Path) -> None:
    folder, place = tmp_path / "lib", tmp_path / "i.sqlite"
    folder.mkdir()
    (folder / "a.txt").write_text(story(1), encoding="utf-8")
    row = f"Wool,2024-02-01,{'Wool is dear again in the valley. ' * 200}\n"
    (folder / "z.csv").write_text("title,date,text\n" + row * 160, encoding="utf-8")
    calls = []

    def interrupt(done: int, _total: int) -> None:
        calls.append(done)
        if calls.count(2) == 2:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(Interrupted, match="1 of 2 files are read and kept"):
        ingest(open_library(folder), place, Options(library.TODAY, progress=interrupt))
    with Store(place) as store:
        assert store.meta["whole"] == "no"
    library.index(folder, place)
    with Store(place) as store:
        assert store.size() == 161


def test_an_interrupted_rebuild_leaves_the_complete_index(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    before = place.read_bytes()

    def interrupt(done: int, _total: int) -> None:
        if done == 40:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        ingest(open_library(folder), place, Options(library.TODAY, rebuild=True, progress=interrupt))
    assert place.read_bytes() == before
    assert litter(place) == []


def test_ctrl_c_says_what_is_kept(folder: Path) -> None:
    for number in range(400):
        (folder / f"more{number}.txt").write_text(story(number) * 4, encoding="utf-8")
    place = index_path(open_library(folder))
    place.unlink(missing_ok=True)
    work = run(folder, "index")
    until = time.monotonic() + 20
    while not list(place.parent.glob(f"{place.name}.*.new")) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.5)
    work.send_signal(signal.SIGINT)
    _, said = work.communicate()
    assert work.returncode == 130
    assert "interrupted: " in said
    assert "Traceback" not in said


def test_an_index_made_anew_has_no_empty_pages(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    with closing(sqlite3.connect(place)) as db:
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert litter(place) == []


# ---------------------------------------------------------------- no room, no right


def test_a_full_disk_leaves_the_old_index(folder: Path) -> None:
    run(folder, "index", "--rebuild").communicate()
    place = index_path(open_library(folder))
    before = place.read_bytes()
    for limit in (1 << 14, len(before) - 1):
        (folder / "big.txt").write_text(story(1) * 40, encoding="utf-8")
        work = run(folder, "index", "--rebuild", limit=limit)
        _, said = work.communicate()
        assert work.returncode == 3
        assert said.startswith("cajad: cannot write the index")
        assert said.count("\n") == 1
        assert place.read_bytes() == before
        assert litter(place) == []
    work = run(folder, "search", "leaders", "-n", "1", limit=1 << 14)
    found, said = work.communicate()
    assert work.returncode == 0
    assert found
    assert "answering from the old index, 1 file changed and not read" in said


def disk_free(folder: Path) -> int:
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_disk_of_8_mb_filled_in_the_middle(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        monkeypatch.setenv("CAJAD_CACHE", str(disk))
        run(folder, "index").communicate()
        place = index_path(open_library(folder))
        before = place.read_bytes()
        (disk / "ballast").write_bytes(b"x" * (disk_free(disk) - 2 * len(before)))
        for number in range(8):
            words = " ".join(f"word{number}x{n}" for n in range(20_000))
            (folder / f"big{number}.txt").write_text(f"{story(number)}\n{words}.\n", encoding="utf-8")
        work = run(folder, "index")
        _, said = work.communicate()
        assert work.returncode == 3
        assert said.startswith("cajad: cannot write the index")
        assert place.read_bytes() == before
        assert litter(place) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_cache_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("CAJAD_CACHE", str(tmp_path / "file" / "cache"))
    refused = command(f"cajad -L {folder} index")
    assert refused.code == 3
    assert "cannot write the index" in refused.stderr
    answered = command(f"cajad -L {folder} search leaders -n 1")
    assert answered.code == 0
    assert "using a temporary one for this call" in answered.stderr


def test_a_query_does_not_wait_for_a_writer(folder: Path) -> None:
    assert command(f"cajad -L {folder} search leaders").code == 0
    (folder / "late.txt").write_text(story(3), encoding="utf-8")
    begin = time.monotonic()
    with Writer(index_path(open_library(folder))):
        result = command(f"cajad -L {folder} search leaders -n 1")
    assert time.monotonic() - begin < 5
    assert result.code == 0
    assert "answering from the old index, 1 file changed and not read: another cajad" in result.stderr


def test_much_that_changed_is_told_and_not_read_in_passing(folder: Path) -> None:
    assert command(f"cajad -L {folder} index").code == 0
    (folder / "long.txt").write_text(story(3) * 6000, encoding="utf-8")
    result = command(f"cajad -L {folder} search leaders -f json")
    assert '"total": 90' in result.stdout
    assert "1 file changed since the index was made, and this answer does not know: cajad index" in result.stderr


def test_what_is_flushed_when(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut keeps what was flushed: contents before the name, the name before success is told."""
    place = tmp_path / "i.sqlite"
    happened: list[str] = []
    replace, fsync = Path.replace, os.fsync

    def noted_fsync(handle: int) -> None:
        happened.append("flush folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "flush file")  # noqa: PTH112
        fsync(handle)

    def noted_replace(work: Path, target: Path) -> Path:
        happened.append("name")
        return replace(work, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    library.index(folder, place)
    assert happened == ["flush file", "name", "flush folder"]


# ---------------------------------------------------------------- damaged


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def emptied(_data: bytes) -> bytes:
    return b""


def garbage(data: bytes) -> bytes:
    return random.Random(3).randbytes(len(data))


def behind_a_good_head(data: bytes) -> bytes:
    return data[:32768] + random.Random(4).randbytes(len(data) - 32768)


def half_a_page_flipped(data: bytes, page: int = 4) -> bytes:
    at = 16384 * page
    return data[:at] + bytes(b ^ 0xFF for b in data[at : at + 8192]) + data[at + 8192 :]


def one_bit_flipped(data: bytes) -> bytes:
    at = len(data) * 2 // 3
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


DAMAGES = [truncated, emptied, garbage, behind_a_good_head, half_a_page_flipped, one_bit_flipped]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_index_is_noticed_said_and_built_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    place = index_path(open_library(folder))
    assert command(f"cajad -L {folder} index").code == 0
    place.write_bytes(damage(place.read_bytes()))
    doctor = command(f"cajad -L {folder} doctor")
    assert "damaged" in doctor.stdout or "cannot read the index" in doctor.stdout
    result = command(f"cajad -L {folder} index")
    assert result.code == 0
    assert "building it anew" in result.stderr
    assert "added 90" in result.stderr
    check_seal(place)


@pytest.mark.parametrize("damage", DAMAGES[:4], ids=lambda damage: damage.__name__)
def test_a_question_to_a_damaged_index_is_answered(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    place = index_path(open_library(folder))
    good = command(f"cajad -L {folder} timeline leaders -f json")
    place.write_bytes(damage(place.read_bytes()))
    result = command(f"cajad -L {folder} timeline leaders -f json")
    assert (result.code, result.stdout) == (0, good.stdout)
    assert "building it anew" in result.stderr


def test_any_page_flipped_never_ends_in_a_bug(folder: Path) -> None:
    place = index_path(open_library(folder))
    command(f"cajad -L {folder} index")
    good = place.read_bytes()
    for page in range(0, len(good) // 16384, 1 + len(good) // 16384 // 5):
        place.write_bytes(half_a_page_flipped(good, page))
        for line in ("search Tokyo trade", "compare", "timeline", "sources"):
            assert command(f"cajad -L {folder} {line}").code in (0, 1), f"{line}, page {page}"


def test_an_index_of_another_version_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(f"cajad -L {folder} index")
    monkeypatch.setattr("cajad_cli.index.store.SCHEMA", 0)
    place = index_path(open_library(folder))
    with pytest.raises(LibraryError, match="of another version"):
        Store(place)


def test_a_bug_is_no_damage(folder: Path, tmp_path: Path) -> None:
    library.index(folder, tmp_path / "i.sqlite")
    with pytest.raises(ZeroDivisionError), Store(tmp_path / "i.sqlite"):
        _ = 1 / 0
    with pytest.raises(DamageError):
        (tmp_path / "i.sqlite").write_bytes(one_bit_flipped((tmp_path / "i.sqlite").read_bytes()))
        check_seal(tmp_path / "i.sqlite")


# ---------------------------------------------------------------- what a folder can hold


@contextmanager
def a_socket(path: Path) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX) as listening:
        before = Path.cwd()
        os.chdir(path.parent)  # a socket's name must be short
        try:
            listening.bind(path.name)
        finally:
            os.chdir(before)
        yield


def test_what_is_no_file_is_told_and_never_opened(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "out.txt").symlink_to("/etc/hostname")
    (folder / "nowhere.txt").symlink_to(folder / "gone")
    (folder / "ring").symlink_to(folder)
    for name, other in (("a", "b"), ("b", "a"), ("a", "c"), ("b", "c"), ("c", "a")):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / f"to_{other}").symlink_to(folder / other)
    with a_socket(folder / "socket"):
        report = library.index(folder, tmp_path / "i.sqlite")
    assert {p.document: p.message.split(":")[0] for p in report.skipped} == {
        "pipe.txt": "not read",
        "socket": "not read",
        "out.txt": "not followed",
        "nowhere.txt": "not followed",
    }
    assert len(report.added) == STORIES
    assert report.problems == ()


NAMES = (
    b"caf\xe9.txt",
    b"two\nlines.txt",
    b"\x1b[31mred.txt",
    "\u202eback.txt".encode(),
    b"=1+1.txt",
    b"<b>.txt",
    "日本.txt".encode(),
    b"#1:3.2.txt",
)


def test_any_name_is_read_and_none_steers_the_terminal(folder: Path) -> None:
    for name in NAMES:
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text(story(1), encoding="utf-8")
    Path(os.fsdecode(bytes(folder) + b"/\xff\x1b[2J.bin")).write_bytes(b"\x00\x01" * 50)
    unsafe = "\x1b\u202e\x07"
    for line in ("index", "index --rebuild -f json", "sources -f csv", "sources -f html", "search leaders", "doctor"):
        result = command(f"cajad -L {folder} {line}")
        assert result.code in (0, 3, 4), result.stderr
        assert not any(c in result.stdout + result.stderr for c in unsafe), line
        assert "<b>" not in result.stdout or "html" not in line
        assert not [row for row in result.stdout.splitlines() if "csv" in line and row.startswith("=")]
    shown = command(f"cajad -L {folder} sources -f json")
    assert r"caf\\xe9.txt" in shown.stdout
    assert shown.stdout.count('"document":') == STORIES + len(NAMES)
    assert command(rf"cajad -L {folder} show 'caf\xe9.txt'").code == 0


def test_a_library_whose_own_name_is_no_utf8(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(bytes(tmp_path) + b"/d\xe9p\xf4t"))
    folder.mkdir()
    (folder / "a.txt").write_text(story(1), encoding="utf-8")
    for line in ("index", "search leaders", "sources -f json", "doctor"):
        result = command(f"cajad -L {folder} {line}")
        assert result.code in (0, 3), result.stderr
        assert "bug" not in result.stderr


def closed(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    scandir = os.scandir

    def refusing(path: str) -> Iterator["os.DirEntry[str]"]:
        if Path(path) in folders:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("cajad_cli.read.library.os.scandir", refusing)


def test_a_folder_that_cannot_be_read_keeps_its_documents(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sub").mkdir()
    (folder / "n1.txt").rename(folder / "sub" / "n1.txt")
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    closed(monkeypatch, folder / "sub")
    report = library.index(folder, place)
    assert report.removed == ()
    assert [(p.document, p.message) for p in report.problems] == [
        ("sub", "this folder cannot be read: Permission denied")
    ]
    with Store(place) as store:
        assert store.size() == STORIES


def test_a_library_that_cannot_be_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "i.sqlite"
    library.index(folder, place)
    closed(monkeypatch, folder)
    with pytest.raises(LibraryError, match="cannot be read: Permission denied"):
        library.index(folder, place)
    with Store(place) as store:
        assert store.size() == STORIES


def test_files_that_go_and_change_while_they_are_read(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "i.sqlite"

    def meddle(done: int, _total: int) -> None:
        if done == 5:
            (folder / "n88.txt").unlink()
            (folder / "n87.txt").write_text(story(4, "another matter"), encoding="utf-8")
            (folder / "n86.txt").unlink()
            (folder / "n86.txt").mkdir()

    report = ingest(open_library(folder), place, Options(library.TODAY, progress=meddle))
    assert {p.document for p in report.problems} == {"n86.txt", "n88.txt"}
    again = library.index(folder, place)
    assert again.removed == ("n86.txt", "n88.txt")
    library.index(folder, tmp_path / "fresh.sqlite")
    assert content(place) == content(tmp_path / "fresh.sqlite")


def test_a_library_removed_while_it_is_indexed(folder: Path, tmp_path: Path) -> None:
    import shutil

    def remove(done: int, _total: int) -> None:
        if done == 5:
            shutil.rmtree(folder)

    report = ingest(open_library(folder), tmp_path / "i.sqlite", Options(library.TODAY, progress=remove))
    assert len(report.problems) == STORIES - 5


def test_the_users_files_are_opened_for_reading_only(folder: Path, tmp_path: Path) -> None:
    before = {path: (path.stat(), path.read_bytes()) for path in folder.iterdir()}
    os.chmod(folder, 0o555)  # noqa: PTH101
    opened: list[str] = []
    watching = [True]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching[0] and event == "open" and str(arguments[0]).startswith(str(folder)):
            flags = arguments[2]
            assert isinstance(flags, int)
            assert not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)
    try:
        library.index(folder, tmp_path / "i.sqlite")
    finally:
        watching[0] = False
        os.chmod(folder, 0o755)  # noqa: PTH101
    assert len(set(opened)) >= STORIES
    assert {p: s.st_mtime_ns for p, (s, _) in before.items()} == {p: p.stat().st_mtime_ns for p in folder.iterdir()}
    assert {p: d for p, (_, d) in before.items()} == {p: p.read_bytes() for p in folder.iterdir()}


def test_listing_ten_thousand_files_is_cheap(tmp_path: Path) -> None:
    for number in range(2000):
        (tmp_path / f"n{number}.txt").touch()
    opened = open_library(tmp_path)
    begin = time.process_time()
    assert len(listing(opened).files) == 2000
    assert time.process_time() - begin < 0.5  # 20 ms where it was measured


def test_a_second_writer_is_told_apart(tmp_path: Path) -> None:
    with Writer(tmp_path / "i.sqlite"), pytest.raises(BusyError), Writer(tmp_path / "i.sqlite", patience=0):
        pass
