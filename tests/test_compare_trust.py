"""What a comparison tells of itself: how certain a conflict is, why claims were held together, what is settled."""

import json
from io import StringIO
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from library import SEEDS, store, write
from relation_cases import audit
from relation_cases import told as told_of
from test_render_samples import settled_comparison
from transcript import command

from cajad_cli.answer.compare import compare
from cajad_cli.answer.comparison import Wanted, comparison
from cajad_cli.answer.settle import is_about, settle
from cajad_cli.errors import LibraryError
from cajad_cli.model import AskedQuery, ClaimQuote, Comparison, Point, Position, Query, Quote, Settled
from cajad_cli.read.library import open_library
from cajad_cli.render import FORMATS, ViewOptions, render

EXAMPLE = ROOT / "docs" / "example"
FOUNDED = ("2022-12-20 The dialogue was launched in 2004.", "2022-12-22 The dialogue was launched in 2006.")


def point(label: str, *quotes: str, kind: str = "date", certainty: float = 0.7) -> Point:
    claims = [
        ClaimQuote(f"news/{n}.txt", "x", None, 1, 1, 0, len(q), q, Quote(0, 1, q[:1])) for n, q in enumerate(quotes)
    ]
    positions = tuple(Position(str(n), ("x",), (c,)) for n, c in enumerate(claims))
    return Point(label, kind, "conflict", positions, certainty)


def entry(topic: str, value: str | None = "1", *documents: str) -> Settled:
    return Settled(topic, value, "", documents, 1)


def answer(settled: tuple[Settled, ...] = (), wanted: Wanted = Wanted(), *, place: Path, words: str = "") -> Comparison:  # noqa: B008
    with store(EXAMPLE, place / "i.sqlite") as opened:
        return comparison(opened, Query(words), settled, wanted)


# ---------------------------------------------------------------- certainty


def test_conflicts_have_a_certainty_and_nothing_else_has(tmp_path: Path) -> None:
    found = answer(place=tmp_path, words="partnership meeting pier documents").points
    assert {p.verdict for p in found} > {"conflict"}
    for p in found:
        assert (p.certainty is not None) == (p.verdict == "conflict")
        assert p.certainty is None or 0.5 <= p.certainty <= 1


def test_an_audit_lists_the_most_certain_first(tmp_path: Path) -> None:
    certainties = [p.certainty or 0.0 for p in answer(place=tmp_path).points]
    assert len(certainties) == 3
    assert certainties == sorted(certainties, reverse=True)


def test_unsure_conflicts_are_left_out(tmp_path: Path) -> None:
    every = answer(place=tmp_path).points
    least = sorted(p.certainty or 0.0 for p in every)[1]
    found = answer(wanted=Wanted(certainty=least), place=tmp_path)
    assert found.points == tuple(p for p in every if (p.certainty or 0.0) >= least)
    assert found.total == len(found.points) == 2


@pytest.mark.parametrize("given", ["1.5", "-0.1", "nan"])
def test_a_certainty_is_from_0_to_1(given: str) -> None:
    result = command(f"cajad compare --min-confidence={given}")
    assert (result.code, result.stdout) == (2, "")
    assert "it is a number from 0 to 1" in result.stderr


# ---------------------------------------------------------------- reasons


def explained(*rows: str, words: str = "dialogue") -> Point:
    told = [t for n, row in enumerate(rows) for t in told_of(f"doc{n}", row)]
    return compare(AskedQuery(words, None, None, ()), told, [], explained=True).points[0]


def test_reasons_name_what_is_shared_and_how_values_were_read() -> None:
    rows = (
        "2024-05-12 On Friday the harbour forum was held. At the harbour forum more than 40 papers were signed.",
        "2024-05-13 On May 10 the harbour forum was held. At the harbour forum 30 papers were signed.",
    )
    found = explained(*rows, words="forum")
    assert found.verdict == "conflict"
    said = found.explain
    assert "said by like words: signed" in said
    assert "both measure: papers" in said
    assert any(s.startswith("same occasion: 2024-05-10") for s in said)
    assert "“more than 40 papers” = above 40" in said
    assert "“30 papers” = 30" in said


def test_a_relative_date_is_told_with_its_rule_and_day_of_publication() -> None:
    rows = (
        "2024-05-12 The eighth harbour forum was held in Lorvik on Friday.",
        "2024-05-20 The eighth harbour forum was held in Lorvik on May 12, 2024.",
    )
    said = explained(*rows, words="forum").explain
    assert "“Friday” = 2024-05-10 (rule weekday; published 2024-05-12)" in said
    assert "same edition: forum 8" in said
    assert any(s.startswith("“May 12, 2024” = 2024-05-12 (rule ") and "published" not in s for s in said)


def test_what_agrees_is_explained_without_anything_against_it() -> None:
    rows = (
        "2022-12-23 The joint fund of the valley holds 40 billion yen.",
        "2022-12-24 The joint fund of the valley holds 40 billion yen for the region.",
    )
    found = explained(*rows, words="fund")
    assert found.verdict == "agree"
    assert found.explain
    assert not any(s.startswith("against") for s in found.explain)


def test_nothing_is_explained_unasked() -> None:
    assert all(p.explain == () for p in audit(*FOUNDED).points)
    plain = json.loads(command("cajad compare -f json").stdout)
    assert all("explain" not in p for p in plain["points"])
    told = json.loads(command("cajad compare -f json --explain").stdout)
    assert all(p["explain"] for p in told["points"])
    assert [{k: v for k, v in p.items() if k != "explain"} for p in told["points"]] == plain["points"]


@pytest.mark.parametrize("format", ["table", "text", "markdown", "html", "csv"])
def test_reasons_are_shown_in_every_format(format: str) -> None:
    with_reasons = command(f"cajad compare abstained --explain -f {format}").stdout
    assert "shared words: abstained" in with_reasons.replace("\n", " ")
    assert "shared words" not in command(f"cajad compare abstained -f {format}").stdout


WORDS = ["the harbour forum", "in Lorvik", "was founded in 2004", "on May 10", "last Friday", "30 papers", "signed"]
WORDS += ["more than 40 papers", "the eighth meeting", "President Ana Brook", "held", "2 percent", "about 5 km"]


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=2, max_size=4))
def test_reasons_are_single_lines_and_change_nothing(sentences: list[list[str]]) -> None:
    rows = [f"2024-05-1{n} {' '.join(s)}." for n, s in enumerate(sentences)]
    told = [t for n, row in enumerate(rows) for t in told_of(f"doc{n}", row)]
    asked = AskedQuery("forum", None, None, ())
    found = compare(asked, told, [], explained=True).points
    for one in found:
        assert bool(one.explain) == (one.verdict != "single")
        assert all(line.strip() and "\n" not in line and not line.endswith(": ") for line in one.explain)
    assert tuple(p._replace(explain=()) for p in found) == compare(asked, told, []).points


# ---------------------------------------------------------------- what is settled


@pytest.mark.parametrize(
    ("topic", "fits"),
    [
        ("year the fund was founded", True),
        ("founding of the valley fund", True),  # inflected
        ("fund", True),
        ("the", False),  # no content word
        ("fund of the harbour", False),
        ("venue of the fund", False),  # asks for another kind of value
    ],
)
def test_a_topic_fits_by_all_its_words(topic: str, fits: bool) -> None:
    one = point("valley fund founded", "The valley fund was founded in 2004.", "Founded in 2006, the fund is rich.")
    assert is_about(entry(topic), one) == fits


@pytest.mark.parametrize(
    ("globs", "fits"),
    [((), True), (("news/*",), True), (("news/0.txt", "news/1.txt"), True), (("news/0.txt",), False)],
)
def test_another_document_opens_a_point_again(globs: tuple[str, ...], fits: bool) -> None:
    one = point("fund founded", "founded in 2004", "founded in 2006")
    assert is_about(entry("fund", "2004", *globs), one) == fits


def test_settled_points_stand_after_open_ones_and_silenced_ones_are_kept_apart() -> None:
    points = [point(name, "a", "b") for name in ("mill", "bridge", "tower")]
    agreed = points[0]._replace(label="mill", verdict="agree", certainty=None)
    found = settle([*points, agreed], [entry("mill"), entry("bridge", None)])
    assert [(p.label, p.verdict) for p in found.points] == [
        ("tower", "conflict"),
        ("mill", "conflict"),
        ("mill", "agree"),
    ]
    assert [p.settled is not None for p in found.points] == [False, True, False]
    assert [p.label for p in found.silenced] == ["bridge"]


def test_silenced_points_are_counted_and_listed_when_wanted(tmp_path: Path) -> None:
    entries = open_library(EXAMPLE).settled
    found = answer(entries, place=tmp_path)
    assert [e.line for e in found.silenced] == [10]
    assert found.total == len(found.points) == 2
    every = answer(entries, Wanted(silenced=True), place=tmp_path)
    assert every.total == 3
    assert [p.settled.value if p.settled else "" for p in every.points] == ["", "2011", None]
    assert found.unmet == ()


def test_what_settles_nothing_is_told_of_the_whole_library_alone(tmp_path: Path) -> None:
    other = entry("colour of the lighthouse")
    assert answer((other,), place=tmp_path).unmet == (other,)
    assert answer((other,), place=tmp_path, words="pier").unmet == ()


def test_a_change_of_what_is_settled_takes_effect_and_reads_nothing_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAJAD_CACHE", str(tmp_path / "cache"))
    texts = {p.name: p.read_text(encoding="utf-8") for p in SEEDS.iterdir()}
    folder = write(tmp_path / "lib", texts)
    document = '[[document]]\nmatch = "004*"\npublished = 2025-12-20\n'
    (folder / "library.toml").write_text(document)
    assert "2 conflicts found" in command(f"cajad -L {folder} compare").stderr
    (made,) = (tmp_path / "cache").glob("*.sqlite")
    before = made.stat().st_ino, made.stat().st_mtime_ns
    (folder / "library.toml").write_text(document + '[[settled]]\ntopic = "nations abstained"\nignore = true\n')
    result = command(f"cajad -L {folder} compare")
    assert result.stderr == "1 conflict found\n1 silenced point (library.toml:4)\n"
    assert (made.stat().st_ino, made.stat().st_mtime_ns) == before
    (folder / "library.toml").write_text(document.replace("20\n", "21\n"))
    command(f"cajad -L {folder} compare")
    assert (made.stat().st_ino, made.stat().st_mtime_ns) != before


def test_json_of_what_is_settled() -> None:
    result = command(f"cajad -L {EXAMPLE} compare -f json")
    told = json.loads(result.stdout)
    assert told["silenced"] == 1
    assert [p["verdict"] for p in told["points"]] == ["conflict", "conflict"]
    assert told["points"][0]["settled"] is None
    assert told["points"][1]["settled"] == {"value": "2011", "note": "charter of 9 May 2011, seen", "line": 4}
    assert result.stderr == "1 conflict found, 1 settled\n1 silenced point (library.toml:10)\n"


@pytest.mark.parametrize("format", FORMATS[:-1])
def test_every_format_tells_what_is_settled(format: str) -> None:
    out = StringIO()
    render(settled_comparison("seen"), format, out, width=100, color=False, options=ViewOptions(explain=True))
    written = out.getvalue()
    assert "seen" in written
    assert "silenced" in written.lower() or format == "jsonl"


def test_a_page_counts_what_is_silenced() -> None:
    page = command(f"cajad -L {EXAMPLE} compare -f markdown").stdout
    assert "Silenced points: 1 (library.toml:10)" in page
    assert "Silenced points" not in command(f"cajad -L {EXAMPLE} compare -f markdown --silenced").stdout


def test_fields_of_what_is_settled() -> None:
    out = StringIO()
    fields = ("label", "certainty", "settled", "note", "explain")
    render(settled_comparison("seen"), "csv", out, width=80, color=False, fields=fields)
    assert out.getvalue().splitlines()[2:5] == [
        "barrier founded,0.88,,,shared words: seen; “seen” = 1998",
        "cost,0.88,seen,seen,shared words: seen; “seen” = 1998",
        "gates,0.88,silenced,,shared words: seen; “seen” = 1998",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[settled]]\ntopic = 'a'\n", "line 1: a \\[\\[settled\\]\\] has neither 'value' nor 'ignore'"),
        ("[[settled]]\ntopic = 'a'\nvalue = '1'\nignore = true\n", "line 1: a .* has both 'value' and 'ignore'"),
        ("[[settled]]\ntopic = 'a'\nignore = false\n", "line 3: 'ignore' in settled is not true"),
        ("[[settled]]\ntopic = 'a'\nvalue = ['1']\n", "line 3: 'value' in settled is not a value"),
        ("[[settled]]\ntopic = 'a'\nvalue = true\n", "line 3: 'value' in settled is not a value"),
        ("[[settled]]\ntopic = 'a'\nvalue = 1\ndocuments = 'x'\n", "line 4: 'documents' in settled"),
        (
            "\n[[settled]]\ntopic='a'\nvalue=1\n[[settled]]\ntopic='b'\nvalues=1\n",
            "line 7: unknown key 'values' in settled",
        ),
        ("[settled]\ntopic = 'a'\n", "line 1: settled must be a list of tables"),
    ],
)
def test_what_is_settled_wrongly_names_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "library.toml").write_text(text)
    with pytest.raises(LibraryError, match=said):
        open_library(tmp_path)


@pytest.mark.parametrize(
    ("given", "value"), [("2004", "2004"), ("'a b'", "a b"), ("2004-08-28", "2004-08-28"), ("1.5", "1.5")]
)
def test_values_are_words_numbers_or_days(tmp_path: Path, given: str, value: str) -> None:
    (tmp_path / "library.toml").write_text(f"\n[[settled]]\ntopic = 'a'\nvalue = {given}\nnote = 'n'\n")
    assert open_library(tmp_path).settled == (Settled("a", value, "n", (), 2),)
