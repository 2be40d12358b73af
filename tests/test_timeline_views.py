"""`cajad timeline --bars` and `--undated`: what is counted, what is listed, in every format."""

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import library
import pytest
from rich.cells import cell_len
from test_render_samples import QUERY, mention, timeline, undated
from transcript import command

from cajad_cli.answer.undated import reason
from cajad_cli.answer.undated import undated as answer_undated
from cajad_cli.errors import UsageError
from cajad_cli.index.store import Store
from cajad_cli.model import Query, Timeline, TimelineEntry, Timex
from cajad_cli.render import ViewOptions, render
from cajad_cli.render.bars import histogram


def drawn(answer: object, format: str, width: int = 80, **view: object) -> str:
    out = StringIO()
    options = ViewOptions(**view)  # type: ignore[arg-type]
    render(answer, format, out, width=width, color=False, options=options)  # type: ignore[arg-type]
    return out.getvalue()


def told(*dates: str) -> Timeline:
    entries = (
        TimelineEntry(d, None, "happened", False, "It met.", ("a",), (mention("a", "It met.", d),)) for d in dates
    )
    return Timeline(QUERY._replace(since=None), len(dates), tuple(entries))


@pytest.mark.parametrize(
    ("dates", "by"),
    [
        (("2021-03-01", "2021-03-20"), "day"),
        (("2021-03-01", "2021-08-01"), "week"),
        (("2020-03-01", "2022-03-01"), "month"),
        (("2016-03-01", "2022-03-01"), "quarter"),
        (("1990-03-01", "2022-03-01"), "year"),
        ((), "day"),
    ],
)
def test_the_period_fits_the_time(dates: tuple[str, ...], by: str) -> None:
    assert histogram(told(*dates), "").by == by


def test_one_old_date_does_not_coarsen_the_rest() -> None:
    assert histogram(told("1868", *(f"2021-03-{n:02}" for n in range(1, 21))), "").by == "day"


def test_periods_come_in_order_with_what_lies_between() -> None:
    bars = histogram(told("2021-05-02", "2021", "2021-01-05", "2021-01-31", "2021-05"), "month").bars
    assert [(b.period, b.events, b.gap) for b in bars] == [("2021", 1, 0), ("2021-01", 2, 0), ("2021-05", 2, 3)]
    weeks = histogram(told("2020-12-31", "2021-01-04", "2021-01-20"), "week").bars
    assert [(b.period, b.gap) for b in weeks] == [("2020-W53", 0), ("2021-W01", 0), ("2021-W03", 1)]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("by", ["", "day", "week", "month", "quarter", "year"])
def test_bars_fit_the_paper(width: int, by: str) -> None:
    many = told(*(f"2021-{m:02}-{d:02}" for m in range(1, 13) for d in range(1, m * 2)))
    for answer in (timeline(), many):
        lines = drawn(answer, "table", width, by=by, bars=True).splitlines()
        assert lines
        assert all(cell_len(line) <= max(width, 20) for line in lines)


def test_plans_are_the_light_part_of_a_bar() -> None:
    lines = drawn(timeline(), "table", by="year", bars=True).splitlines()
    assert lines[0].split() == ["1998", "█" * lines[0].count("█"), "1"]
    assert lines[-1].endswith("4, 2 planned")
    assert lines[-1].count("█") == lines[-1].count("░") > lines[0].count("█")


def test_bars_in_records() -> None:
    assert drawn(told("2021", "2022-03-01", "2022-05"), "text", by="year", bars=True) == (
        f"2021\t1\t{'#' * 20}\n2022\t2\t{'#' * 40}\n"
    )
    assert drawn(told("2021"), "csv", by="year", bars=True) == "period,events,tellings,planned\n2021,1,1,0\n"
    assert json.loads(drawn(told("2021"), "jsonl", by="year", bars=True))["period"] == "2021"
    assert "█" in drawn(told("2021"), "markdown", bars=True) and "█" in drawn(told("2021"), "html", bars=True)


def test_json_of_bars_adds_to_the_contract() -> None:
    whole = json.loads(drawn(timeline(), "json", by="year", bars=True))
    plain = json.loads(drawn(timeline(), "json", by="year"))
    assert {key: whole[key] for key in plain} == plain
    assert list(whole)[len(plain) :] == ["by", "periods"]
    assert whole["periods"][0] == {"period": "1998", "events": 1, "tellings": 3, "planned": 0}
    assert sum(p["events"] for p in whole["periods"]) == len(whole["events"])


def test_json_of_undated_keeps_to_the_contract() -> None:
    whole = json.loads(drawn(undated(), "json"))
    assert list(whole) == ["schema", "query", "total", "events", "undated"]
    assert (whole["schema"], whole["events"], whole["total"]) == ("cajad.timeline/1", [], 2)
    assert whole["undated"][0]["reason"] == "too vague"
    assert whole["undated"][1]["timex"] is None


@pytest.mark.parametrize(
    ("value", "published", "said"),
    [
        ("PAST_REF", "2021-03-10", "too vague"),
        ("XXXX-03", None, "no year, no publication date to count from"),
        ("XXXX-05-03", None, "no year, no publication date to count from"),
        ("XXXX-XX-05", None, "no month, no publication date to count from"),
        ("XXXX-WXX-2", None, "no publication date to count from"),
        ("XXXX-XX-XX", None, "no publication date to count from"),
        ("XXXX", None, "no publication date to count from"),
        ("XXXX-XX-XX", "2021-03-10", "no day in the text to count from"),
        ("17", "2021-03-10", "a time of more than ten years"),
        (None, "2021-03-10", "no date in the sentence"),
    ],
)
def test_each_reason_in_few_words(value: str | None, published: str | None, said: str) -> None:
    timex = None if value is None else Timex(0, 4, "then", "DATE", value, None, "rule")
    assert reason(timex, published) == said


TEXTS = {
    "loose.txt": "The Eastmere board met on Friday. A quay was built in March. It opens at dawn.\n",
    "news.txt": (
        "Source: eastmere-post\nDate: 2021-03-10\n\nThe mill was sold recently. The ferry sank on 9 March.\n"
        "The fort dates from the 17th century. The harbour is now quiet for two weeks every year.\n"
    ),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    library.write(tmp_path / "texts", TEXTS)
    with library.store(tmp_path / "texts", tmp_path / "index.sqlite") as opened:
        yield opened


def test_what_could_not_be_dated_and_nothing_else(store: Store) -> None:
    found = answer_undated(store, Query("")).passages
    assert [(p.timex.text if p.timex else "", p.reason) for p in found] == [
        ("Friday", "no publication date to count from"),
        ("March", "no year, no publication date to count from"),
        ("recently", "too vague"),
        ("the 17th century", "a time of more than ten years"),
    ]
    for passage in found:
        key = store.key(passage.document)
        assert key is not None and passage.timex is not None
        text = store.content(key).text
        assert text[passage.start : passage.end] == passage.text
        assert text[passage.timex.start : passage.timex.end] == passage.timex.text


def test_undated_by_words_days_of_publication_and_page(store: Store) -> None:
    assert [p.timex.text for p in answer_undated(store, Query("mill")).passages if p.timex] == ["recently"]
    late = answer_undated(store, Query("", since=date(2021, 1, 1)))
    assert {p.document for p in late.passages} == {"news.txt"}
    page = answer_undated(store, Query("", limit=1, offset=1))
    assert (page.total, len(page.passages)) == (4, 1)
    assert answer_undated(store, Query("", sort="-date")).passages[0].document == "news.txt"
    with pytest.raises(UsageError):
        answer_undated(store, Query("", sort="size"))


@pytest.mark.parametrize("line", ["--bars -f ics", "--undated -f ics", "--undated --bars", "--undated --top 3"])
def test_views_that_do_not_go_together(line: str) -> None:
    result = command(f"cajad timeline {line}")
    assert (result.code, result.stdout) == (2, "")


def test_nothing_undated_is_a_valid_empty_answer() -> None:
    result = command("cajad timeline nothing-of-this --undated -f json")
    assert (result.code, json.loads(result.stdout)["undated"]) == (1, [])
