"""Files of every format that mean harm: bounded in time and memory, told in one line, and the rest is read."""

import gzip
import importlib.util
import io
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import formats as make
import library
import pytest
from conftest import ROOT
from test_formats import FILES, documents, everything, flaws

from cajad_cli.errors import ReadError
from cajad_cli.index.store import Store
from cajad_cli.read import guard
from cajad_cli.read.formats import part, stream
from cajad_cli.read.formats.part import Flaw
from cajad_cli.read.library import FileEntry
from cajad_cli.read.reader import parts_in

MEGABYTE = 1 << 20
ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>'


def _pdf_of_many_objects(count: int) -> bytes:
    """Make a PDF with that many empty objects that its one page names."""
    head = b"%PDF-1.4\n"
    font = b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    words = b"BT /F1 12 Tf 72 720 Td (The pier of Lorvik was opened on 4 May 2023 by the mayor.) Tj ET"
    page = b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
    page += b"endobj\n"
    text = b"5 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(words), words)
    tree = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[4 0 R]/Count 1>>endobj\n"
    rest = b"".join(b"%d 0 obj<<>>endobj\n" % n for n in range(6, count))
    return head + tree + font + page + text + rest + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % count


def _odt(content: str) -> bytes:
    return make.packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _docx_of(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILES["one.docx"])) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, body if name == "word/document.xml" else old.read(name))
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

UNREAD: dict[str, tuple[bytes, str]] = {
    "bomb.docx": (make.packed({"word/document.xml": b"\0" * (64 * MEGABYTE)}), "unfolds to far more"),
    "bomb.epub": (make.packed({"META-INF/container.xml": b" " * (64 * MEGABYTE)}), "unfolds to far more"),
    "many.odt": (make.packed(dict.fromkeys(("mimetype", "content.xml", *map(str, range(10001))), b"")), "members"),
    "entities.odt": (_odt(ENTITIES + "<a>&c;&d;</a>"), "entities"),
    "entities.docx": (_docx_of(ENTITIES + f"<w:document {W}><w:body/></w:document>"), "entities"),
    "entities.epub": (make.packed({"META-INF/container.xml": ENTITIES + "<a>&c;</a>"}), "entities"),
    "bomb.txt.gz": (gzip.compress(b"word " * (30 * MEGABYTE)), "unfolds to far more"),
    "bomb.jsonl.gz": (gzip.compress((b"{" + b" " * MEGABYTE + b"}\n") * 24), "unfolds to far more"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + b"\0" * 1000, "not text"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 1000, "old Office file"),
    "sheet.xlsx": (make.packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "spreadsheet"),
    "archive.zip": (make.packed({"a.txt": "x"}), "archive"),
    "scan.pdf": (make.blank_pdf(), "no text"),
    "nul.csv": (b"title,text\nLorvik,The pier of Lorvik\0 was opened.\n", "not text"),
    "empty.csv": (b"a,b\n", "no text"),
    "empty.mbox": (b"From nobody\n", "no text"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in UNREAD.items():
        (folder / name).write_bytes(data)
    library.write(folder, {"good.txt": "The pier of Lorvik was opened on 4 May 2023 by the mayor.\n"})
    report = library.index(folder, folder.parent / "hostile.sqlite")
    assert "good.txt" in report.added
    return {problem.document: problem.message for problem in report.problems}


@pytest.mark.parametrize("name", UNREAD)
def test_what_means_harm_is_told_in_one_line(told: dict[str, str], name: str) -> None:
    assert UNREAD[name][1] in told[name]
    assert "\n" not in told[name] and len(told[name]) < 400


READ: dict[str, bytes] = {
    "objects.pdf": _pdf_of_many_objects(300_000),
    "deep.html": b"<html><body>" + b"<div>" * 100_000 + b"<p>The pier of Lorvik was opened on 4 May 2023 by the mayor.",
    "deep.eml": b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + b"<div>" * 100_000 + b"<p>The pier of Lorvik.",
    "header.eml": b"MIME-Version: 1.0\nTo: " + b"a@b.example, " * 50_000 + b"\n\nThe pier of Lorvik was opened.\n",
    "spans.docx": _docx_of(
        f"<w:document {W}><w:body><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='900000000'/></w:tcPr><w:p><w:r><w:t>"
        "The pier of Lorvik was opened on 4 May 2023.</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    ),
    "spaces.odt": _odt(
        f"{make.ODT_HEAD}<text:p>The pier<text:s text:c='999999999'/>of Lorvik was opened.</text:p>{make.ODT_FOOT}"
    ),
    "deep.odt": _odt(
        f"{make.ODT_HEAD}<text:p>The pier of Lorvik {'<text:span>' * 20_000}opened{'</text:span>' * 20_000}</text:p>"
        f"{make.ODT_FOOT}"
    ),
    "word.html": b"<html><body><p>The pier of Lorvik. " + b"x" * 200_000,
    "deep.jsonl": b"[" * 100_000 + b'\n{"text": "The pier of Lorvik was opened on 4 May 2023."}\n',
    "odd.html": b"<html><body><p>The pier of Lorvik\x07 was opened &#0; &#xD800; on 4 May 2023.</p>",
}


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_is_read_all_the_same(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(READ[name])
    made = documents(tmp_path)
    assert len(made) == 1
    assert "The pier" in made[0].text
    assert len(made[0].text) < 250_000


def test_mails_in_mails_have_a_bound(tmp_path: Path) -> None:
    mail = make.message()
    for _ in range(8):
        outer = make.message()
        outer.add_attachment(mail)
        mail = outer
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    assert len(documents(tmp_path)) == 4
    assert ["too deep" in flaw.message for flaw in flaws(tmp_path)] == [True]


def test_names_of_attachments_are_made_harmless(tmp_path: Path) -> None:
    mail = make.message(
        attached={"../../etc/\x1b[31mp#1\u202e.txt": b"A note that is long enough.", "a.txt": b"B is here."}
    )
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    names = [d.document for d in documents(tmp_path)]
    assert len(names) == 3
    assert not any(c in name for name in names for c in "\x1b/\n") and names[1].count("#") == 1


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "txt"])
def test_a_line_without_end_is_told(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (stream, part):
        monkeypatch.setattr(module, "LONGEST" if module is stream else "MAX_FILE", 100_000)
    monkeypatch.setattr("cajad_cli.read.formats.csv.LONGEST", 100_000)
    data = make.CONTAINERS[suffix]([make.STORY]) if suffix in make.CONTAINERS else b"A text\n"
    tail = b'"' + b"x" * 300_000 + b"\n" + data
    (tmp_path / f"a.{suffix}").write_bytes(data + tail)
    if suffix == "txt":
        with pytest.raises(ReadError, match="larger than"):
            everything(tmp_path)
        return
    assert len(documents(tmp_path)) >= 1
    assert len(flaws(tmp_path)) == 1


def test_an_unclosed_quote_ends_a_table_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cajad_cli.read.formats.csv.LONGEST", 10_000)
    rows = b'text\nThe pier of Lorvik was opened.\n"An open quote\n' + b"and rows and rows\n" * 10_000
    (tmp_path / "a.csv").write_bytes(rows)
    assert len(documents(tmp_path)) == 1
    assert "row 2 is no row" in flaws(tmp_path)[0].message


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 0.01)
    monkeypatch.setattr(guard, "_START", "import time; time.sleep(60)")
    _end_guard()
    (tmp_path / "a.pdf").write_bytes(FILES["one.pdf"])
    with pytest.raises(ReadError, match=r"a\.pdf took more than"):
        everything(tmp_path)
    monkeypatch.undo()
    assert len(documents(tmp_path)) == 1


def test_a_reader_that_breaks_down_is_told_and_started_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_START", "import os; os.abort()")
    _end_guard()
    (tmp_path / "a.pdf").write_bytes(FILES["one.pdf"])
    with pytest.raises(ReadError, match=r"a\.pdf is damaged: its reader broke down on it"):
        everything(tmp_path)
    monkeypatch.undo()
    assert len(documents(tmp_path)) == 1


def _end_guard() -> None:
    for _, process in guard._PROCESS:
        guard._end(process)


def test_memory_of_a_reader_is_bounded(tmp_path: Path) -> None:
    packer = zlib.compressobj()
    zeros = b"".join([*(packer.compress(b"\0" * MEGABYTE) for _ in range(400)), packer.flush()])
    bomb = b"5 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(zlib.compress(zeros))
    data = _pdf_of_many_objects(7).partition(b"5 0 obj")[0] + bomb + zlib.compress(zeros) + b"\nendstream endobj\n"
    (tmp_path / "a.pdf").write_bytes(data + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF")
    with pytest.raises(ReadError, match=r"a\.pdf"):
        everything(tmp_path)


def test_nothing_of_a_damaged_archive_reaches_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = make.warc([make.STORY] * 2).replace(b"WARC-Date", b"\x1b[31m\0\0\nWARC-Date", 3)
    (tmp_path / "a.warc").write_bytes(data)
    with suppress(ReadError):
        everything(tmp_path)
    assert capfd.readouterr() == ("", "")


def test_two_documents_of_one_name_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    library.write(folder, {"a.csv#1": "A text that has the name of a row.\n"})
    (folder / "a.csv").write_bytes(make.csv([make.STORY]))
    report = library.index(folder, tmp_path / "i.sqlite")
    assert report.documents == 1
    assert [problem.document for problem in report.problems] == ["a.csv#1"]


def test_a_container_is_read_as_a_stream(tmp_path: Path) -> None:
    # A gigabyte that only a stream could begin to read: the first record comes before the rest exists.
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(make.jsonl([make.STORY] * 1000))
        file.truncate(1 << 30)
    first = next(parts_in(FileEntry("a.jsonl", path, 1 << 30, 0)))
    assert not isinstance(first, Flaw) and make.STORY.title in first.text


def test_the_mixed_library_crashes_nothing_and_hides_nothing(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("mixed", ROOT / "benchmarks" / "mixed.py")
    assert spec is not None and spec.loader is not None
    mixed = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(mixed)
    folder, place = tmp_path / "docs", tmp_path / "i.sqlite"
    made = mixed.write(folder, 72, seed=3)
    report = library.index(folder, place)
    assert mixed.untold(made, report) == []
    whole = {one.name for one in made if not one.damage}
    assert [p for p in report.problems if p.document.partition("#")[0] in whole] == []
    with Store(place) as store:
        for key, content in store.contents():
            assert all(p.end <= len(content.text) for p in content.passages), key
