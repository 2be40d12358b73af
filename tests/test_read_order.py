"""The order of day and month: settled by the document itself, else by those beside it in the library."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cajad_cli.index.pack import pack_quote
from cajad_cli.index.store import Store
from cajad_cli.index.writer import NUMERIC
from cajad_cli.ingest import Options, ingest
from cajad_cli.model import Quote
from cajad_cli.read.library import open_library
from cajad_cli.read.order import is_open, orders, read_as, votes

TODAY = date(2026, 11, 21)
STORY = "The council met in Rome to talk of the plan for the harbour and adopted it after a long debate.\n"


def _days(folder: Path, index: Path) -> dict[str, tuple[str | None, str]]:
    ingest(open_library(folder), index, Options(TODAY))
    with Store(index) as store:
        return {row.document: (row.published, row.published_from) for row in store.rows().values()}


def _write(folder: Path, name: str, stamp: str, body: str = STORY) -> None:
    (folder / name).write_text(f"Published: {stamp}\n\nA plan for the harbour\n\n{body}", encoding="utf-8")


def test_a_date_in_the_same_text_settles_it(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    _write(folder, "a.txt", "10/01/2026", f"It had met on 25/11/2025. {STORY}")
    _write(folder, "b.txt", "10/01/2026", f"It had met on 11/25/2025. {STORY}")
    assert _days(folder, tmp_path / "index") == {"a.txt": ("2026-01-10", "text"), "b.txt": ("2026-10-01", "text")}


def test_the_library_settles_it_and_gives_it_back(tmp_path: Path) -> None:
    folder, index = tmp_path / "library", tmp_path / "index"
    folder.mkdir()
    _write(folder, "open.txt", "10/01/2026")
    assert _days(folder, index)["open.txt"] == (None, "none")
    for number in (14, 20, 31):
        _write(folder, f"sure{number}.txt", f"{number}/01/2026", f"{STORY} It was the {number}th time.")
    assert _days(folder, index)["open.txt"] == ("2026-01-10", "inferred")
    (folder / "sure14.txt").unlink()
    assert _days(folder, index)["open.txt"] == (None, "none")


def test_libraries_in_both_orders_settle_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    _write(folder, "open.txt", "10/01/2026")
    for stamp in ("14/01/2026", "20/01/2026", "01/31/2026"):
        _write(folder, f"{stamp.replace('/', '')}.txt", stamp)
    assert _days(folder, tmp_path / "index")["open.txt"] == (None, "none")


def test_a_publisher_is_asked_before_the_others() -> None:
    stamps = [("a", "14/01/2026"), ("a", "10/01/2026"), *[("b", "01/14/2026")] * 3, ("c", "10/01/2026")]
    assert orders(stamps) == {"a": "day first", "b": "month first"}


@pytest.mark.parametrize("text", ["10.01.2026", "1/1/2026", "10/10/2026", "1234/01/02", "10/01", "ratio 10/01/02/03"])
def test_what_is_not_open(text: str) -> None:
    assert not is_open(text)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_a_date_votes_for_the_order_in_which_it_is_written(day: date) -> None:
    for written, order in ((f"{day:%d/%m/%Y}", "day first"), (f"{day:%m/%d/%Y}", "month first")):
        assert set(votes(written)) == ({order} if day.day > 12 else set())
        assert is_open(written) == (day.day <= 12 and day.day != day.month)
        if is_open(written):
            assert read_as(written, day.isoformat()) == order


def _is_read(stamp: str) -> bool:
    """Tell whether the writer's question of numeric stamps picks one."""
    like = " OR ".join(["?1 GLOB ?"] * len(NUMERIC))
    with closing(sqlite3.connect(":memory:")) as db:
        packed = pack_quote(Quote(0, len(stamp), stamp))
        return bool(db.execute(f"SELECT {like}", (packed, *NUMERIC)).fetchone()[0])


_FIGURES = st.text('0123456789٣/-. "\n', max_size=12)


@given(st.builds("{}{}{}".format, _FIGURES, st.sampled_from(["1/2/26", "13-1-2026", "٣/٤/٢٦", ""]), _FIGURES))
def test_no_stamp_that_has_an_order_is_passed_over(text: str) -> None:
    assert _is_read(text) or not (votes(text) or is_open(text))


@pytest.mark.parametrize("text", ["24 December 2022", "2022", "Dec. 24, 2022 7:10", "24.12.2022", ""])
def test_stamps_in_words_are_not_read(text: str) -> None:
    assert not _is_read(text)
