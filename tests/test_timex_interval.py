"""Intervals of TIMEX3 values, the phrases a user types, and the calendar arithmetic behind them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cajad_cli.errors import DateError
from cajad_cli.extract.asked import period
from cajad_cli.extract.interval import add_months, easter, interval, months, nth_weekday
from cajad_cli.extract.timex import choose

DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))
TODAY = date(2022, 12, 15)


@pytest.mark.parametrize(
    ("value", "mod", "first", "last"),
    [
        ("2022", None, "2022-01-01", "2022-12-31"),
        ("2022-12", None, "2022-12-01", "2022-12-31"),
        ("2024-02", "END", "2024-02-21", "2024-02-29"),
        ("2022-10", "MID", "2022-10-11", "2022-10-20"),
        ("2022-10", "START", "2022-10-01", "2022-10-10"),
        ("2022", "MID", "2022-01-01", "2022-12-31"),
        ("2022-12-24", None, "2022-12-24", "2022-12-24"),
        ("2022-12-24T07:10", None, "2022-12-24", "2022-12-24"),
        ("2022-12-24TEV", None, "2022-12-24", "2022-12-24"),
        ("2022-Q4", None, "2022-10-01", "2022-12-31"),
        ("2022-H1", None, "2022-01-01", "2022-06-30"),
        ("2022-SU", None, "2022-06-01", "2022-08-31"),
        ("2023-WI", None, "2023-12-01", "2024-02-29"),
        ("2021-W01", None, "2021-01-04", "2021-01-10"),
        ("2021-W01-WE", None, "2021-01-09", "2021-01-10"),
        ("2021-W01-3", None, "2021-01-06", "2021-01-06"),
        ("199", None, "1990-01-01", "1999-12-31"),
        ("19", None, "1900-01-01", "1999-12-31"),
    ],
)
def test_interval(value: str, mod: str | None, first: str, last: str) -> None:
    assert interval(value, mod) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    ["", "XXXX-12-24", "2022-02-30", "2022-13", "2022-W60", "0000", "P3D", "PAST_REF", "2026-XX-XX", "BC0480", "00"],
)
def test_no_interval(value: str) -> None:
    assert interval(value) is None


@given(DAYS)
def test_interval_of_a_day_is_the_day(day: date) -> None:
    assert interval(day.isoformat()) == (day, day)


@given(st.from_regex(r"\d{4}(-(\d\d(-\d\d)?|Q[1-4]|H[12]|W\d\d(-([1-7]|WE))?|SP|SU|FA|WI))?|\d{2,3}", fullmatch=True))
def test_intervals_are_ordered(value: str) -> None:
    found = interval(value)
    assert found is None or found[0] <= found[1]


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "Y"]))
def test_unit_of_a_day_holds_it(day: date, unit: str) -> None:
    value = choose.shifted(day, unit, 0)
    found = interval(value or "")
    assert found is not None and found[0] <= day <= found[1]


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "Y"]), st.integers(-2000, 2000))
def test_shifting_back_returns(day: date, unit: str, amount: int) -> None:
    there = interval(choose.shifted(day, unit, amount) or "")
    if there is not None:
        assert choose.shifted(there[0], unit, -amount) == choose.shifted(day, unit, 0)


@given(DAYS, st.integers(1, 7), st.sampled_from(["nearest", "last", "next", "this"]), st.integers(-2, 2))
def test_weekday_is_one_and_near(day: date, weekday: int, pick: str, side: int) -> None:
    found = choose.weekday_near(day, weekday, pick, side)
    assert found.isoweekday() == weekday and abs((found - day).days) <= 7
    assert pick != "last" or found < day
    assert pick != "next" or found > day


@given(
    DAYS,
    st.dates(date(2000, 1, 1), date(2000, 12, 31)),
    st.sampled_from(["nearest", "last", "next"]),
    st.integers(-2, 2),
)
def test_year_is_near(day: date, other: date, pick: str, side: int) -> None:
    value = choose.year_near(day, other.isoformat()[5:], pick, side)
    if value is not None:
        found = date.fromisoformat(value)
        assert abs(found.year - day.year) <= 1 and (found.month, found.day) == (other.month, other.day)
        assert pick != "last" or found < day
        assert pick != "next" or found > day


@given(st.integers(1, 9998), st.integers(1, 12), st.integers(1, 12))
def test_months_are_whole(year: int, month: int, count: int) -> None:
    first, last = months(year, month, count)
    assert first.day == 1 and (last + timedelta(1)).day == 1 and add_months(first, count) == last + timedelta(1)


@given(st.integers(1583, 9999))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    day = easter(year)
    assert day.isoweekday() == 7 and date(year, 3, 22) <= day <= date(year, 4, 25)


def test_easter_of_known_years() -> None:
    assert [easter(year) for year in (1916, 2000, 2024)] == [date(1916, 4, 23), date(2000, 4, 23), date(2024, 3, 31)]


@given(st.integers(1, 9998), st.integers(1, 12), st.sampled_from([1, 2, 3, 4, -1]), st.integers(1, 7))
def test_nth_weekday(year: int, month: int, nth: int, weekday: int) -> None:
    day = nth_weekday(year, month, nth, weekday)
    assert (day.year, day.month, day.isoweekday()) == (year, month, weekday)
    assert nth < 0 or (day.day - 1) // 7 == nth - 1


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        (" 2022-12 ", "2022-12-01", "2022-12-31"),
        ("2022-12-24", "2022-12-24", "2022-12-24"),
        ("2022Q4", "2022-10-01", "2022-12-31"),
        ("2022-q4", "2022-10-01", "2022-12-31"),
        ("2022H1", "2022-01-01", "2022-06-30"),
        ("2022W49", "2022-12-05", "2022-12-11"),
        ("24 Dec 2022", "2022-12-24", "2022-12-24"),
        ("Dec. 24, 2022", "2022-12-24", "2022-12-24"),
        ("24/12/2022", "2022-12-24", "2022-12-24"),
        ("December 2022", "2022-12-01", "2022-12-31"),
        ("december", "2022-12-01", "2022-12-31"),
        ("last month", "2022-11-01", "2022-11-30"),
        ("since last month", "2022-11-01", "2022-11-30"),
        ("yesterday", "2022-12-14", "2022-12-14"),
        ("two weeks ago", "2022-11-28", "2022-12-04"),
        ("summer 2021", "2021-06-01", "2021-08-31"),
        ("from may to july", "2022-05-01", "2022-07-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
    ],
)
def test_period(phrase: str, first: str, last: str) -> None:
    assert period(phrase, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "2022-13-45",
        "2022-02-30",
        "soonish",
        "10/01/2026",
        "now",
        "two days",
        "every day",
        "may 3 and june 4",
        "2022 x",
    ],
)
def test_no_period(phrase: str) -> None:
    with pytest.raises(DateError) as caught:
        period(phrase, TODAY)
    assert caught.value.hint


@settings(max_examples=300)
@given(st.text(max_size=40), DAYS)
def test_any_phrase_is_read_or_refused(phrase: str, today: date) -> None:
    try:
        first, last = period(phrase, today)
    except DateError:
        return
    assert first <= last
