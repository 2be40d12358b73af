"""Libraries: which files they hold, what library.toml may say, and how its errors read."""

from datetime import date
from pathlib import Path

import pytest

from cajad_cli.errors import LibraryError, ReadError
from cajad_cli.model import Document, Library
from cajad_cli.read.library import FileEntry, files, open_library
from cajad_cli.read.reader import read as read_all

TODAY = date(2026, 3, 1)
STORY = "Mill closes\n3 May 2021\nThe mill of the valley closed on Monday, its owner said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/b.txt").write_text(STORY)
    (tmp_path / "a.md").write_text("# Mill\n\n" + STORY)
    return tmp_path


def read(entry: FileEntry, library: Library, today: date) -> Document:
    made = next(read_all(entry, library, today))
    assert isinstance(made, Document)
    return made


def _ids(folder: Path) -> list[str]:
    return [entry.document for entry in files(open_library(folder))]


def test_files_are_sorted_and_named_below_the_folder(folder: Path) -> None:
    assert _ids(folder) == ["a.md", "news/b.txt"]


def test_hidden_files_settings_and_indexes_are_no_documents(folder: Path) -> None:
    for name in (".hidden", "library.toml", ".cajad/x.txt", "x.sqlite", "x.sqlite-wal", "news/.git/HEAD"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("")
    assert _ids(folder) == ["a.md", "news/b.txt"]


def test_links_that_leave_or_loop_are_skipped(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "c.txt").write_text(STORY)
    (folder / "out").symlink_to(outside)
    (folder / "out.txt").symlink_to(outside / "c.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "news/up").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    assert _ids(folder) == ["a.md", "news/b.txt"]


@pytest.mark.parametrize("name", ["missing", "a.md"])
def test_what_is_no_folder(folder: Path, name: str) -> None:
    with pytest.raises(LibraryError, match=name):
        open_library(folder / name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = 'x\n", "line 1"),
        ("name = 'x'\n\n[publishers.mill]\nname = 3\n", "line 4: 'name' in publishers.mill"),
        ("nam = 'x'\n", "line 1: unknown key 'nam'"),
        ("[aliases]\nMill = 'Muhle'\n", "line 2: 'Mill' in aliases"),
        ("[topics]\nmill = ['a']\n", "line 2: 'mill' in topics"),
        ("[[document]]\nmatch='a'\n[[document]]\nmatch='b'\npublished = 'soon'\n", "line 5: 'published'"),
        ("[[document]]\npublished = 2020-01-01\n", "line 1: a \\[\\[document\\]\\] has no 'match'"),
        ("[document]\nmatch = 'a'\n", "line 1: document must be a list"),
        ("publishers = 3\n", "line 1: publishers must be a table"),
        ("[[settled]]\nnote = 'x'\n", "line 1: a \\[\\[settled\\]\\] has no 'topic'"),
        ("[[document]]\nmatch = 'a'\nsource2 = 'x'\n", "line 3: unknown key 'source2'"),
    ],
)
def test_wrong_settings_name_their_line(folder: Path, text: str, said: str) -> None:
    (folder / "library.toml").write_text(text)
    with pytest.raises(LibraryError, match=said) as caught:
        open_library(folder)
    assert "library.toml" in caught.value.message
    assert caught.value.hint


def test_settings_override_what_the_text_says(folder: Path) -> None:
    (folder / "library.toml").write_text(
        """
name = "Mills"
[publishers.mill]
name = "Mill Daily"
kind = "editorial"
marks = ["THE MILL SPEAKS"]
domains = ["mill.example.org"]
[aliases]
Mill = ["Muhle"]
[[document]]
match = "news/*"
published = "2020-02-03"
source = "mill"
title = "Mills"
url = "https://mill.example.org/1"
language = "de"
body_until = "its owner"
""",
    )
    library = open_library(folder)
    assert library.name == "Mills"
    document = read(list(files(library))[1], library, TODAY)
    assert (document.published, document.published_from) == (date(2020, 2, 3), "library")
    assert (document.source, document.publisher, document.kind) == ("mill", "Mill Daily", "editorial")
    assert (document.title, document.language) == ("Mills", "de")
    assert "owner" not in document.text[: document.blocks[-1].end]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (STORY, "b"),
        ("Source: The Mill Daily\n\n" + STORY, "the-mill-daily"),
        ("Source: https://www.reuters.com/x\n\n" + STORY, "reuters"),
        ("TOKYO (Jiji Press) — The mill of the valley closed, its owner said on Monday.\n", "jiji"),
        ("ASTANA. KAZINFORM – The mill of the valley closed, its owner said on Monday.\n", "kazinform"),
        (STORY + "Copyright The Jiji Press, Ltd.\n", "jiji"),
        (STORY + "© 2021 Valley Times. All rights reserved.\n", "valley-times"),
        (STORY + "Source: UzA\n", "uza"),
        (STORY + "https://eurasianet.org/mill\n", "eurasianet"),
        (STORY + "It had turned since 1820, he said.\nJN ACCESS RANKING\n- Old Mill Sold\n", "yomiuri"),
        ("The Yomiuri Shimbun May 3, 2021\n" + STORY, "yomiuri"),
    ],
)
def test_who_speaks(folder: Path, text: str, source: str) -> None:
    (folder / "news/b.txt").write_text(text)
    library = open_library(folder)
    assert read(list(files(library))[1], library, TODAY).source == source


@pytest.mark.parametrize("name", ["a.pdf", "b.docx", "c.png", "d.xyz"])
def test_what_is_no_document_says_so(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x")
    library = open_library(folder)
    entry = next(e for e in files(library) if e.document == name)
    with pytest.raises(ReadError, match=f"{name}(: | is damaged)"):
        read(entry, library, TODAY)


def test_a_vanished_file_is_an_error(folder: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.txt cannot be read"):
        read(FileEntry("gone.txt", folder / "gone.txt", 1, 1), open_library(folder), TODAY)
