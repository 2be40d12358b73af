"""What stands around a passage, what is counted, and how records are laid out."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import library
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from transcript import command

from cajad_cli.answer.facets import FACETS
from cajad_cli.cli import _app, arguments
from cajad_cli.cli.arguments import lists_fields
from cajad_cli.cli.printing import _line
from cajad_cli.errors import UsageError
from cajad_cli.model import SearchAnswer
from cajad_cli.render.template import check_template, slots

SEARCHES = ["Japan", "Tokyo -Hayashi", "'\"Central Asia\" source:jiji'", "Japan --since 2023", "'Takaichi OR Hayashi'"]


def asked(line: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(command(f"cajad search {line} -f json").stdout)
    return made


@pytest.mark.parametrize("by", ["document", "passage"])
@pytest.mark.parametrize("words", SEARCHES)
def test_every_facet_adds_up_to_what_a_search_finds(words: str, by: str) -> None:
    line = f"{words} --by {by}"
    total = asked(f"{line} -n 1")["total"]
    assert asked(f"{line} --count")["total"] == total
    for facet in FACETS:
        answer = asked(f"{line} --facet {facet}")
        assert sum(f["count"] for f in answer["facets"]) == answer["total"] == total
        assert answer["results"] == []


def test_a_year_that_is_not_known_counts_too(tmp_path: Path) -> None:
    settings = '[[document]]\nmatch = "b.txt"\npublished = 2021-03-03\n'
    library.write(tmp_path, {"a.txt": "The harbour wall.", "b.txt": "A harbour feast.", "library.toml": settings})
    answer = json.loads(command(f"cajad -L {tmp_path} search harbour --facet year -f json").stdout)
    assert answer["facets"] == [{"value": "2021", "count": 1}, {"value": None, "count": 1}]


@pytest.mark.parametrize("size", [1, 2, 50])
def test_context_is_verbatim_and_in_the_order_of_the_text(size: int) -> None:
    for hit in asked(f"Takaichi --context {size}")["results"]:
        text = command(f"cajad show {hit['document']} -f text").stdout
        numbers = [
            (s["paragraph"], s["sentence"])
            for s in (
                {"paragraph": p["paragraph"], "sentence": s["sentence"]}
                for p in json.loads(command(f"cajad show {hit['document']} -f json").stdout)["paragraphs"]
                for s in p["sentences"]
            )
        ]
        for passage in hit["passages"]:
            window = [*passage["before"], passage, *passage["after"]]
            assert all(text[one["start"] : one["end"]] == one["text"] for one in window)
            at = [numbers.index((one["paragraph"], one["sentence"])) for one in window]
            assert at == list(range(at[0], at[0] + len(at)))
            assert len(passage["before"]) == min(size, numbers.index((passage["paragraph"], passage["sentence"])))
            shown = command(f"cajad show {hit['document']}:{passage['paragraph']}.{passage['sentence']}").stdout
            assert shown == passage["text"] + "\n"


def test_context_on_pages() -> None:
    line = """cajad search '"Tokyo Declaration"' --context 1 -f"""
    markdown = command(f"{line} markdown").stdout
    assert "three priority areas for cooperation. The **Tokyo Declaration** notes" in markdown
    assert "rule of law.” Japan offered to assist" in markdown
    assert "</small>The <mark>Tokyo Declaration</mark> notes" in command(f"{line} html").stdout


def test_windows_that_overlap_are_one() -> None:
    lines = command("cajad search Takaichi --context 3", 80).stdout.splitlines()[2:]
    numbers = [line.split()[0] for line in lines if line[4:5].isdigit()]
    assert len(numbers) == len(set(numbers)) > 9
    assert sum(line.lstrip().startswith(">") for line in lines) == 3


def test_opening_a_document_at_its_place() -> None:
    shown = command("cajad search Afghanistan --open", 80)
    pointed = [line for line in shown.stdout.splitlines() if line.startswith(">")]
    assert len(pointed) == 1
    assert "002_ecdfabff1e8dd194.txt:3.2" in shown.stderr
    assert _line(shown.stdout) == shown.stdout.splitlines().index(pointed[0]) + 1
    whole = command("cajad show 002 -f text").stdout
    assert command("cajad search Afghanistan --open").stdout == whole == command("cajad show 002:3 --open").stdout


def test_the_place_is_found_in_a_title_that_begins_with_its_sign() -> None:
    assert _line("> a title\n2020-01-01  x\n\n 1  one\n>   two\n") == 5
    assert _line("> a title\n") == 0


@given(st.text(max_size=40))
def test_any_template_is_read_or_refused_in_one_sentence(template: str) -> None:
    try:
        check_template(SearchAnswer, template)
    except UsageError as error:
        assert error.message


@given(st.text(alphabet=st.characters(exclude_characters="\\", exclude_categories=["Cs"]), max_size=40))
def test_doubled_braces_stand_for_braces(words: str) -> None:
    made = slots(words.replace("{", "{{").replace("}", "}}"))
    assert "".join(slot.words for slot in made) == words
    assert not any(slot.field for slot in made)


def cajad(*words: str) -> bytes:
    made = subprocess.run([sys.executable, "-m", "cajad_cli", *words], capture_output=True, check=True)
    return made.stdout


def test_nuls_part_records_and_names_of_files_are_as_they_are(tmp_path: Path) -> None:
    names = ["a b.txt", "a\nb.txt", "c\td.txt", "é\u202e.txt"]
    library.write(tmp_path, dict.fromkeys(names, "The harbour wall was mended."))
    made = cajad("-L", str(tmp_path), "search", "harbour", "--fields", "document", "-0", "-q")
    assert made.decode().split("\0") == [*sorted(names), ""]
    templated = cajad("-L", str(tmp_path), "sources", "--template", "{document}", "-0", "-q")
    assert templated == made
    lines = cajad("-L", str(tmp_path), "sources", "--template", "{document}", "-q")
    assert lines.decode().splitlines() == ["a b.txt", "a b.txt", "c d.txt", "é.txt"]


def test_fields_without_a_value() -> None:
    assert lists_fields(["search", "x", "--fields"])
    assert lists_fields(["search", "--fields", "-f", "json", "x"])
    assert lists_fields(["search", "--fields=?"])
    assert not lists_fields(["search", "x", "--fields", "title"])
    assert not lists_fields(["search", "--", "x", "--fields"])


@pytest.mark.parametrize("name", ["search", "timeline", "compare", "sources", "show", "dates", "index", "doctor"])
def test_every_listed_field_can_be_asked_for(name: str) -> None:
    words = {"search": "search Japan", "show": "show 002", "dates": "dates README.md"}.get(name, name)
    listed = [line.split("\t") for line in command(f"cajad {name} --fields").stdout.splitlines()]
    assert listed
    for field, of in listed:
        made = command(f"cajad {words} --fields {field} -f {'json' if of.startswith('json') else 'text'}")
        assert made.code in (0, 1), (field, made.stderr)


def test_options_without_a_value_are_known_as_such() -> None:
    # "-Osaka" behind one of them is a word to leave out, behind any other option its value
    for name in ("search", "timeline", "compare"):
        found: Any = typer.main.get_command(_app([name]))
        for parameter in found.commands[name].params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert (option in arguments._FLAGS) == bool(parameter.is_flag), option
