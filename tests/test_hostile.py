"""Files that nobody would send on purpose: told or read, in bounded pieces, and nothing raw reaches the reader."""

import re
from pathlib import Path

import pytest
from transcript import command

PLAIN = "The leaders met in Aktau on 3 May 2021."
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

TEXTS = {
    "long_word.txt": b"x" * 50_000 + b" end of it on 4 May 2021 in Aktau. ",
    "digits.txt": b"1" * 50_000 + b" 2021-05-03 " + b"12.12." * 5_000,
    "months.txt": b"May " * 8_000,
    "commas.txt": b"a, " * 8_000 + b"and Monday. ",
    "brackets.txt": b"(" * 20_000 + b'"' * 20_000 + b" of Aktau",
    "utf16.txt": PLAIN.encode("utf-16"),
    "mark.txt": b"\xef\xbb\xbf" + PLAIN.encode(),
    "lines.txt": b"Title here\r\n\r\n" + PLAIN.encode() + b"\r\n",
    "latin1.txt": "Ihr Gast aus Aktau war für drei Tage in Köln, schön und früh genug.".encode("latin-1"),
    "escapes.txt": b"Title \x1b[31mred\n\nThey \x1b]0;evil\x07met in [bold]Aktau[/b] 3 May 2021 \xe2\x80\xae back.\n",
    "formula.txt": b"=cmd|calc\n\n=SUM(A1) was said in Aktau on 3 May 2021.\n",
    "japanese.txt": "日本と中央アジア5カ国は2022年12月24日、東京で外相会合を開いた。".encode(),
    "sub/two\nlines.txt": PLAIN.encode(),
    "no_suffix": PLAIN.encode(),
    "empty.txt": b"",
    "blank.txt": b" \n\n \t\n",
    "nul.txt": b"abc\0def" * 100,
    "paper.pdf": b"%PDF",
}
UNREAD = {"empty.txt", "blank.txt", "nul.txt", "paper.pdf"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("odd")
    (made / "sub").mkdir()
    for name, data in TEXTS.items():
        (made / name).write_bytes(data)
    (made / "leak.txt").symlink_to("/etc/passwd")
    (made / "loop").symlink_to(made)
    (made / "dangling.txt").symlink_to(made / "nowhere")
    return made


def test_what_cannot_be_read_is_told_and_the_rest_indexed(folder: Path) -> None:
    report = command(f"cajad -L {folder} index --rebuild -f text")
    assert report.code == 4
    told = {line.split("\t")[1] for line in report.stdout.splitlines() if line.startswith("unreadable")}
    read = {line.split("\t")[1] for line in report.stdout.splitlines() if line.startswith("added")}
    assert told == UNREAD
    assert read == {name.replace("\n", " ") for name in TEXTS} - UNREAD


@pytest.mark.parametrize("format", ["table", "text", "csv", "tsv", "markdown", "html", "json"])
@pytest.mark.parametrize("line", ["search Aktau", "timeline", "compare", "compare Aktau", "sources", "show escapes"])
def test_nothing_raw_reaches_the_reader(folder: Path, line: str, format: str) -> None:
    result = command(f"cajad -L {folder} {line} -f {format}", None if format != "table" else 80)
    assert result.code in (0, 1), result.stderr
    whole = line.startswith("show") and format == "text"  # exactly the document's text, as the contract has it
    assert whole or not RAW.search(result.stdout)
    if format == "csv":
        assert not [row for row in result.stdout.splitlines() if row.startswith("=")]
    if format == "table":
        assert all(len(row) <= 80 for row in result.stdout.splitlines())


def test_no_piece_is_longer_than_a_page(folder: Path) -> None:
    result = command(f"cajad -L {folder} search May -f text")
    assert result.code == 0
    assert max(len(row) for row in result.stdout.splitlines()) < 2_000


def test_files_are_left_as_they_are(folder: Path) -> None:
    before = {name: (folder / name).stat().st_mtime_ns for name in TEXTS}
    command(f"cajad -L {folder} index --rebuild -q")
    assert {name: (folder / name).stat().st_mtime_ns for name in TEXTS} == before
    assert {name: (folder / name).read_bytes() for name in TEXTS} == TEXTS
