"""Events: what a passage tells of, when, and whether it is a plan; and which tellings are of one event."""

from datetime import date
from pathlib import Path
from typing import Any

import library
import pytest
import tomli
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from cajad_cli.answer.timeline import timeline
from cajad_cli.extract.document import extract
from cajad_cli.lexicon.events import classes, cues
from cajad_cli.model import Block, Document, Query, Timeline

CASES: list[dict[str, Any]] = tomli.loads((ROOT / "tests/cases/en/events.toml").read_text(encoding="utf-8"))["case"]


def document(text: str, published: date | None) -> Document:
    block = Block("paragraph", 0, len(text))
    return Document("d.txt", "s", "S", "news", "", None, "en", published, "text", None, text, (block,), ())


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_case(case: dict[str, Any]) -> None:
    found = extract(document(case["text"], case["published"])).events
    told = [[e.value + (f"..{e.until}" if e.until else ""), e.status, e.trigger] for e in found if e.value]
    assert told == case["events"]


@given(st.text(max_size=200), st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_events_of_any_text_stand_in_it(text: str, published: date | None) -> None:
    stripped = text.strip()
    if not stripped:
        return
    for event in extract(document(stripped, published)).events:
        assert 0 <= event.start < event.end <= len(stripped)
        if event.first is not None and event.last is not None:
            assert event.first <= event.last
        if event.timex is not None:
            assert stripped[event.timex.start : event.timex.end] == event.timex.text


def test_no_word_is_of_two_classes() -> None:
    assert len(classes()) > 10
    assert cues().planned.search("will be held")


def told(tmp_path: Path, *stories: str) -> Timeline:
    texts = {f"{n}.txt": story for n, story in enumerate(stories)}
    with library.store(library.write(tmp_path / "docs", texts), tmp_path / "i.sqlite") as store:
        return timeline(store, Query(""))


PLAN = (
    "Ministers to meet\n\nASTANA, May 2, 2021 (Reuters) - Transport ministers of six countries will meet in Aktau on"
    " May 14 to discuss the Caspian ferry line.\n"
)
HELD = (
    "Ministers meet\n\nAKTAU, May 15, 2021 (AFP) - The transport ministers of six countries met in Aktau on Friday and"
    " agreed on a Caspian ferry line.\n"
)
OTHER = (
    "Ministers meet again\n\nBAKU, May 15, 2022 (AFP) - The transport ministers of six countries met in Baku on"
    " Saturday and agreed on a Caspian ferry line.\n"
)
CALLED_OFF = (
    "Meeting postponed\n\nASTANA, May 10, 2021 (Interfax) - The meeting of the transport ministers of six countries in"
    " Aktau on May 14 has been postponed.\n"
)


def test_a_plan_that_is_held_is_one_event_that_happened(tmp_path: Path) -> None:
    (event,) = told(tmp_path, PLAN, HELD).events
    assert (event.date, event.status, [m.status for m in event.mentions]) == (
        "2021-05-14",
        "happened",
        ["planned", "happened"],
    )


def test_a_plan_that_nobody_reports_stays_one(tmp_path: Path) -> None:
    (event,) = told(tmp_path, PLAN).events
    assert event.status == "planned"


def test_a_plan_called_off_is_cancelled(tmp_path: Path) -> None:
    (event,) = told(tmp_path, PLAN, CALLED_OFF).events
    assert event.status == "cancelled"


def test_two_years_are_two_events(tmp_path: Path) -> None:
    assert [e.date for e in told(tmp_path, HELD, OTHER).events] == ["2021-05-14", "2022-05-14"]


def test_two_editions_are_two_events(tmp_path: Path) -> None:
    note = "Note\n\nApril 2, 2019\n\nThe {} Meeting of the Caspian Dialogue was held in Baku in March 2019.\n"
    assert len(told(tmp_path, note.format("8th"), note.format("9th")).events) == 2


def test_sources_that_disagree_on_a_founding_year_are_in_dispute(tmp_path: Path) -> None:
    one = "Note\n\nApril 2, 2019\n\nThe Caspian Dialogue framework was established by five littoral states in 2003.\n"
    two = "Brief\n\nMay 3, 2020\n\nThe five littoral states established the Caspian Dialogue framework in 2005.\n"
    (event,) = told(tmp_path, one, two).events
    assert event.disputed
    assert {m.date for m in event.mentions} == {"2003", "2005"}


def test_the_days_asked_for_are_those_of_the_event(tmp_path: Path) -> None:
    folder = library.write(tmp_path / "docs", {"a.txt": HELD, "b.txt": OTHER})
    with library.store(folder, tmp_path / "i.sqlite") as store:
        found = timeline(store, Query("", since=date(2022, 1, 1), until=date(2022, 12, 31))).events
        assert [e.date for e in found] == ["2022-05-14"]
        assert [e.date for e in timeline(store, Query(""), top=1).events] == ["2021-05-14"]


def test_beginnings_of_many_things_are_no_dispute(tmp_path: Path) -> None:
    note = "Note\n\nMay 3, 2020\n\n{}\n"
    stories = (
        "The harbour tax reform of Osmar began in 2012.",
        "The harbour court of Osmar began its second trial in 2015.",
        "The second term of the Osmar tax office began in 2018.",
        "The court and the tax office of Osmar began a joint inquiry in 2019.",
    )
    events = told(tmp_path, *(note.format(s) for s in stories)).events
    assert [e.date for e in events] == ["2012", "2015", "2018", "2019"]
    assert not any(e.disputed for e in events)


def test_a_bare_ordinal_counts_what_the_text_tells_of(tmp_path: Path) -> None:
    head = "Note\n\nApril 2, 2019\n\n"
    one = f"{head}The fourth meeting of the Caspian Dialogue took place in 2015. The sixth was in Aktau in 2017.\n"
    two = f"{head}The 6th Meeting of the Caspian Dialogue took place in Aktau on May 14, 2017.\n"
    other = f"{head}The 5th Meeting of the Caspian Dialogue took place in Aktau on June 2, 2017.\n"
    events = {e.date: len(e.mentions) for e in told(tmp_path, one, two, other).events}
    assert events == {"2015": 1, "2017-05-14": 2, "2017-06-02": 1}


def test_the_edition_of_today_is_not_that_of_the_last_one(tmp_path: Path) -> None:
    one = (
        "Note\n\nApril 2, 2019\n\nThe 9th Meeting of the Caspian Dialogue, held Monday, was the first since May 2016.\n"
    )
    two = "Brief\n\nMay 30, 2016\n\nThe 8th Meeting of the Caspian Dialogue took place in May 2016.\n"
    assert {e.date: len(e.mentions) for e in told(tmp_path, one, two).events} == {"2016-05": 2, "2019-04-01": 1}
