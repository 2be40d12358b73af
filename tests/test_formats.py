"""Readers: what is in a file is found, and what cannot be read is told in one line."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import formats as make
import library
import pytest
from transcript import command

from cajad_cli.index.store import Store
from cajad_cli.model import Document, Library
from cajad_cli.read import formats as readers
from cajad_cli.read.formats.part import Flaw
from cajad_cli.read.library import files, open_library
from cajad_cli.read.reader import read

STORY = make.STORY
OTHER = STORY._replace(title="Lorvik town hall is rebuilt", day=STORY.day.replace(day=9), url=STORY.url + "-2")
FURNITURE = ("Subscribe", "Imprint", "Most read", "beans", "nobody sees", "Yearbook", "a note", "color")


def everything(folder: Path) -> list[Document | Flaw]:
    opened = open_library(folder)
    return [made for entry in files(opened) for made in read(entry, opened, library.TODAY)]


def documents(folder: Path) -> list[Document]:
    return [made for made in everything(folder) if isinstance(made, Document)]


def flaws(folder: Path) -> list[Flaw]:
    return [made for made in everything(folder) if isinstance(made, Flaw)]


def body(document: Document) -> str:
    return "\n".join(document.text[b.start : b.end] for b in document.blocks)


FILES: dict[str, bytes] = {
    **{f"one.{suffix}": maker(STORY) for suffix, maker in make.SINGLE.items()},
    **{f"many.{suffix}": maker([STORY]) for suffix, maker in make.CONTAINERS.items()},
    "columns.pdf": make.pdf(columns=True),
    "stamped.html": make.html(meta=False),
    "page.eml": make.message(page=True).as_bytes(),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_in_a_file_is_found(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    (document,) = documents(tmp_path)
    assert flaws(tmp_path) == []
    assert document.title == STORY.title
    assert (document.published, document.published_from) == (STORY.day, "text")
    quote = document.published_evidence
    assert quote is not None and document.text[quote.start : quote.end] == quote.text
    told = body(document)
    places = [told.find(paragraph) for paragraph in STORY.paragraphs]
    assert -1 not in places and places == sorted(places)
    assert not [words for words in FURNITURE if words in told]
    assert STORY.author not in told and "20 Jan" not in told


@pytest.mark.parametrize("name", [n for n in FILES if n.endswith(("html", "md", "mht", "jsonl", "csv", "tsv", "warc"))])
def test_what_the_format_states_is_believed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    (document,) = documents(tmp_path)
    if name != "stamped.html":
        assert (document.source, document.url) == ("harbour-gazette", STORY.url)


@pytest.mark.parametrize("name", ["one.html", "one.docx", "one.odt", "one.md", "one.mht", "many.warc"])
def test_lists_are_lists_and_headings_are_headings(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    (document,) = documents(tmp_path)
    items = [document.text[b.start : b.end] for b in document.blocks if b.kind == "item"]
    assert items == list(make.ITEMS)


@pytest.mark.parametrize("name", ["one.docx", "one.odt"])
def test_a_table_has_a_row_a_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    (document,) = documents(tmp_path)
    assert "Pier | Length\nNorthern | 820 m\nSouthern | 640 m" in document.text


def test_pages_of_a_pdf_are_cited(tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(FILES["one.pdf"])
    for format, shown in (("markdown", "p. 2`"), ("html", " p. 2<"), ("text", "\t2\n"), ("csv", ",2\n")):
        assert shown in command(f'cajad -L {tmp_path} search "treaty page" -f {format}').stdout, format
    assert " p. 2 " in command(f"cajad -L {tmp_path} search treaty", 80).stdout
    found = json.loads(command(f"cajad -L {tmp_path} search treaty --by passage -f json").stdout)
    assert [hit["passages"][0]["page"] for hit in found["results"]] == [1, 2, 3]
    events = json.loads(command(f"cajad -L {tmp_path} timeline treaty -f json").stdout)["events"]
    assert {mention["page"] for event in events for mention in event["mentions"]} <= {1, 2, 3}


def test_words_broken_at_the_end_of_a_line_are_whole(tmp_path: Path) -> None:
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    made.set_font("Times", size=11)
    for row, words in enumerate(
        ("The ministry of foreign af-", "fairs of the republic opened its har-", "bour to ships.")
    ):
        made.text(20, 40 + 6 * row, words)
    (tmp_path / "a.pdf").write_bytes(bytes(made.output()))
    (document,) = documents(tmp_path)
    assert document.text == "The ministry of foreign affairs of the republic opened its harbour to ships."


def test_the_day_of_the_place_goes_before_that_of_utc(tmp_path: Path) -> None:
    page = make.html(meta=False).replace(
        b"<style>", b'<meta property="article:published_time" content="2023-05-03T22:30:00Z"><style>'
    )
    (tmp_path / "a.html").write_bytes(page)
    (document,) = documents(tmp_path)
    assert document.published == STORY.day
    assert document.published_evidence and document.published_evidence.text == "Published 04 May 2023"


def test_a_day_that_no_page_states_is_not_guessed(tmp_path: Path) -> None:
    page = make.html(meta=False).replace(b"Published 04 May 2023", b"")
    (tmp_path / "a.html").write_bytes(page)
    assert documents(tmp_path)[0].published is None


def test_lines_broken_on_purpose_stay_lines(tmp_path: Path) -> None:
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    made.set_font("Times", size=11)
    members = ("Aida Nurlan, Lorvik", "Bek Sarik, Oru", "Chinara Tazgul, Aldane")
    prose = "The committee on the pier was made of three members, and its first meeting was held in the town"
    for row, words in enumerate((prose, "hall of Lorvik on 4 May 2023. They were:", *members)):
        made.text(20, 40 + 6 * row, words)
    (tmp_path / "a.pdf").write_bytes(bytes(made.output()))
    (document,) = documents(tmp_path)
    assert document.text.split("\n")[-3:] == list(members)
    assert "in the town hall of Lorvik" in document.text


# ---------------------------------------------------------------- names and containers


@pytest.mark.parametrize("suffix", make.CONTAINERS)
def test_records_keep_their_names_when_others_are_added(tmp_path: Path, suffix: str) -> None:
    folder, place = tmp_path / "docs", tmp_path / "i.sqlite"
    path = folder / f"many.{suffix}"
    folder.mkdir()
    path.write_bytes(make.CONTAINERS[suffix]([STORY, OTHER]))
    assert library.index(folder, place).added == (path.name,)
    before = _texts(place)
    path.write_bytes(make.CONTAINERS[suffix]([STORY, OTHER, STORY._replace(title="A third story of Lorvik")]))
    report = library.index(folder, place)
    assert (report.added, report.changed, report.documents) == ((), (path.name,), 3)
    assert {name: text for name, text in _texts(place).items() if name in before} == before
    path.write_bytes(make.CONTAINERS[suffix]([OTHER]))
    assert library.index(folder, place).documents == 1
    path.unlink()
    report = library.index(folder, place)
    assert (report.removed, report.documents) == ((path.name,), 0)


def _texts(place: Path) -> dict[str, str]:
    with Store(place) as store:
        rows = store.rows()
        return {rows[key].document: content.text for key, content in store.contents()}


def test_a_record_is_shown_and_picked_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(make.csv([STORY, OTHER]))
    library.write(tmp_path, {"note.txt": "A note about Lorvik that is long enough to be read.\n"})
    assert OTHER.title in command(f"cajad -L {tmp_path} show rows.csv#2 -f text").stdout
    for glob, count in (("rows.csv#2", 1), ("rows.csv", 2), ("rows.csv#*", 2), ("*.txt", 1)):
        listed = json.loads(command(f"cajad -L {tmp_path} sources --document '{glob}' -f json").stdout)["documents"]
        assert len(listed) == count, glob


def test_settings_of_a_container_are_for_all_its_records(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(make.csv([STORY, OTHER]))
    settings = '[[document]]\nmatch = "rows.csv"\nsource = "desk"\n[[document]]\nmatch = "rows.csv#2"\ntitle = "Mine"\n'
    (tmp_path / "library.toml").write_text(settings)
    assert [(d.source, d.title) for d in documents(tmp_path)] == [("desk", STORY.title), ("desk", "Mine")]


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    attached = {"note.txt": b"The note says that the pier is long.", "one.pdf": FILES["one.pdf"], "a.png": b"\x89PNG"}
    inner = make.message(OTHER, {"rows.csv": make.csv([STORY])}).as_bytes()
    (tmp_path / "a.eml").write_bytes(make.message(STORY, {**attached, "inner.eml": inner}).as_bytes())
    names = [d.document for d in documents(tmp_path)]
    below = ["note.txt", "one.pdf", "inner.eml", "inner.eml#rows.csv#1"]
    assert names == ["a.eml", *(f"a.eml#{name}" for name in below)]


def test_an_open_order_of_day_and_month_is_settled_by_other_records(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    days = ("25/03/2022", "10/02/2022", "14/04/2022", "28/05/2022", "17/06/2022")
    rows = "".join(f'Lorvik news {n},{day},Harbour Gazette,"{STORY.paragraphs[0]}"\n' for n, day in enumerate(days))
    library.write(folder, {"rows.csv": f"title,date,source,text\n{rows}"})
    with library.store(folder, tmp_path / "i.sqlite") as store:
        published = {row.document: row.published for row in store.rows().values()}
    assert published["rows.csv#2"] == "2022-02-10"


def test_a_table_without_text_is_read_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Country;Year;Goats\nFaraway;2019;1200\nNearby;2020;1300\n")
    first, second = documents(tmp_path)
    assert first.text == "country: Faraway\nyear: 2019\ngoats: 1200"
    assert "Nearby" in second.text


def test_json_lists_and_objects(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"total": 2, "articles": [make.record(STORY), make.record(OTHER)]}))
    (tmp_path / "b.json").write_text(json.dumps(make.record(STORY)))
    (tmp_path / "c.json").write_text("[1, 2]")
    opened = open_library(tmp_path)
    assert [d.document for d in (read_ok(opened, "a.json") + read_ok(opened, "b.json"))] == [
        "a.json#1", "a.json#2", "b.json",
    ]  # fmt: skip
    report = command(f"cajad -L {tmp_path} index -f text")
    assert report.code == 4 and "c.json holds no records with text" in report.stdout


def read_ok(opened: Library, name: str) -> list[Document]:
    entry = next(e for e in files(opened) if e.document == name)
    return [made for made in read(entry, opened, library.TODAY) if isinstance(made, Document)]


@pytest.mark.parametrize("name", ["many.jsonl", "many.mbox", "one.html", "many.warc", "one.txt"])
def test_gzip_is_taken_off(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(FILES[name]))
    (document,) = documents(tmp_path)
    assert document.title == STORY.title
    assert document.document.startswith(f"{name}.gz")


def test_a_long_container_is_read_bit_by_bit(tmp_path: Path) -> None:
    stories = [STORY._replace(title=f"Story number {n} of Lorvik") for n in range(3000)]
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "long.jsonl").write_bytes(make.jsonl(stories))
    (folder / "z.txt").write_bytes(FILES["one.txt"])
    report = library.index(folder, tmp_path / "i.sqlite")
    assert (report.added, report.documents) == (("long.jsonl", "z.txt"), 3001)
    with Store(tmp_path / "i.sqlite") as store:
        titles = {row.document: row.title for row in store.rows().values()}
    assert titles["long.jsonl#3000"] == "Story number 2999 of Lorvik"
    assert library.index(folder, tmp_path / "i.sqlite").unchanged == 2


# ---------------------------------------------------------------- what the bytes are decides


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.txt", FILES["one.html"]),
        ("report.doc", FILES["one.pdf"]),
        ("letter.pdf", FILES["one.docx"]),
        ("book.docx", FILES["one.epub"]),
        ("mail.txt", FILES["one.eml"]),
        ("box", FILES["many.mbox"]),
    ],
)
def test_bytes_decide_where_the_suffix_is_wrong(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (document,) = documents(tmp_path)
    assert document.title == STORY.title
    assert STORY.paragraphs[1] in body(document)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1251"])
@pytest.mark.parametrize("suffix", ["txt", "html", "csv", "jsonl"])
def test_encodings(tmp_path: Path, suffix: str, encoding: str) -> None:
    words = (
        "Министры шести стран встретились в порту Лорвик в четверг, сообщило министерство иностранных дел.",
        "Новый причал строили десять лет, и он стоил городу больше, чем было обещано в начале работ.",
        "Мэр города сказал, что жители давно ждали этого дня и что порт теперь примет любые суда мира.",
    )
    story = STORY._replace(title="Открыт причал", author="А", outlet="Газета", paragraphs=words)
    made: dict[str, Callable[[], str]] = {
        "txt": lambda: make.text(story).decode(),
        "html": lambda: make.html(story).decode().replace('charset="utf-8"', f'charset="{encoding}"'),
        "csv": lambda: make.csv([story]).decode(),
        "jsonl": lambda: make.jsonl([story]).decode(),
    }
    (tmp_path / f"a.{suffix}").write_bytes(made[suffix]().encode(encoding))
    (document,) = documents(tmp_path)
    assert all(paragraph in document.text for paragraph in words)


def test_wrongly_decoded_text_is_told_and_left(tmp_path: Path) -> None:
    broken = "The minister’s visit wasn’t planned, the café’s owner said.".encode().decode("cp1252")
    library.write(tmp_path, {"a.txt": f"Visit\n\n{broken}\n"})
    report = command(f"cajad -L {tmp_path} index -f json")
    assert report.code == 0
    assert [note["document"] for note in json.loads(report.stdout)["notes"]] == ["a.txt"]
    assert broken in documents(tmp_path)[0].text


# ---------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [("one.pdf", "pypdfium2", "pdf"), ("one.html", "trafilatura", "html"), ("one.docx", "python-docx", "docx")],
)
def test_a_missing_extra_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str, extra: str
) -> None:
    folder, place = tmp_path / "docs", tmp_path / "i.sqlite"
    folder.mkdir()
    (folder / name).write_bytes(FILES[name])
    (folder / "one.txt").write_bytes(FILES["one.txt"])
    monkeypatch.setattr(readers, "available", lambda module: not module)
    report = library.index(folder, place)
    suffix = Path(name).suffix
    said = f"{name}: reading {suffix} needs {package}: pip install 'cajad-cli[{extra}]'"
    assert [problem.message for problem in report.problems] == [said]
    assert report.added == ("one.txt",)
    assert library.index(folder, place).unchanged == 2
    monkeypatch.undo()  # it is installed, and the file read though it has not changed
    report = library.index(folder, place)
    assert (report.changed, report.problems) == ((name,), ())


@pytest.mark.parametrize("name", [n for n in FILES if not n.endswith((".txt", ".md", ".tsv", ".csv"))])
def test_damaged_files_are_read_in_part_or_told(tmp_path: Path, name: str) -> None:
    data = FILES[name]
    for cut in (len(data) // 2, 40):
        (tmp_path / f"{cut}-{name}").write_bytes(data[:cut])
    (tmp_path / "good.txt").write_bytes(FILES["one.txt"])
    report = command(f"cajad -L {tmp_path} index -f json")
    assert report.code in (0, 4), report.stderr
    said: dict[str, Any] = json.loads(report.stdout)
    told = {p["document"].partition("#")[0] for p in said["problems"]}
    assert "good.txt" in said["added"]
    assert told | set(said["added"]) == {path.name for path in tmp_path.iterdir()}
    assert all("\n" not in problem["message"] for problem in said["problems"])


def test_a_damaged_line_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    data = make.jsonl([STORY]) + b'{"title": \n[1]\n' + make.jsonl([OTHER])
    (tmp_path / "a.jsonl").write_bytes(data)
    assert [d.document for d in documents(tmp_path)] == ["a.jsonl#1", "a.jsonl#4"]
    assert [f.message for f in flaws(tmp_path)] == ["a.jsonl: 2 of 4 lines are no records: 2, 3"]
