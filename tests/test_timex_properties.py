"""What holds for the date expressions of any text."""

import re
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cajad_cli.extract.interval import interval
from cajad_cli.extract.timex import periods, tag
from cajad_cli.lexicon.timex import grammar
from cajad_cli.model import Timex

WORDS = sorted(
    {word for table in grammar().values.values() for word in table}
    | {"2022", "24", "3", "16th", "1990s", "24/12/2022", "7:10", ",", ".", "-", "(", "'", "’s", "$", "Smith", "IBM"}
    | {"Saturday", "May", "Dec.", "to", "through", "of", "and", "ago", "later", "will", "agreed", "\n", "\n\n"}
)
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=60))
DAYS = st.none() | st.dates()
VALUE = re.compile(
    r"(BC)?[\dX]{2,4}(-[\dXWHQSPUFAIE:]+)*(T[\w:.+-]+|TNI)?|PT?X?[\d.]*[YMWDHSQX]?[\w.]*|(PAST|PRESENT|FUTURE)_REF"
)


def _check(text: str, found: tuple[Timex, ...]) -> None:
    end = 0
    for timex in found:
        assert text[timex.start : timex.end] == timex.text
        assert end <= timex.start < timex.end
        assert timex.text.strip() == timex.text and "\n\n" not in timex.text
        assert VALUE.fullmatch(timex.value), timex
        end = timex.end


@settings(max_examples=400)
@given(TEXTS, DAYS)
def test_spans_point_into_the_text(text: str, dct: date | None) -> None:
    _check(text, tag(text, dct))


@settings(max_examples=200)
@given(SENTENCES, DAYS)
def test_periods_are_ordered_and_of_their_timexes(text: str, dct: date | None) -> None:
    found = tag(text, dct)
    grouped = periods(text, found)
    assert all(period.first <= period.last for period in grouped)
    assert all(timex in found for period in grouped for timex in period.timexes)
    for period in grouped:
        value, end = interval(period.value), interval(period.end or period.value)
        assert value is not None and end is not None
        assert value[0] <= period.first and period.last <= end[1]


@given(SENTENCES)
def test_relative_dates_stay_open_without_an_anchor(text: str) -> None:
    assert not [t for t in tag(text) if t.rule in ("today", "yesterday", "rel-unit") and t.value[0].isdigit()]


@given(SENTENCES, st.dates())
def test_tagging_twice_is_the_same(text: str, dct: date) -> None:
    assert tag(text, dct) == tag(text, dct)


@given(SENTENCES, st.dates())
def test_line_breaks_do_not_matter(text: str, dct: date) -> None:
    one = " ".join(text.split())
    broken = one.replace(" ", "\n")
    assert [t.value for t in tag(one, dct)] == [t.value for t in tag(broken, dct)]


# Strings that make a careless pattern go back and forth: long runs of one kind, and beginnings that lead nowhere.
HOSTILE = [
    "1" * 40_000, "12 " * 13_000, "1-" * 20_000, "2020-" * 8_000, "12/12/2020 " * 3_000, "10:30 " * 6_000,
    "May " * 5_000, "March, " * 5_000, "Monday to " * 4_000, "Monday, 3, " * 3_000, "from 1 to " * 4_000,
    "the first half of " * 2_000, "third quarter of " * 2_000, "the end of the " * 2_500, "the " * 10_000,
    "two hundred thousand " * 2_000, "twenty " * 6_000, "1 and 2 and " * 3_000, "days ago " * 4_000, "last " * 8_000,
    ".,-–" * 10_000, "(" * 40_000, "'" * 40_000, "A. " * 13_000, "will " * 8_000, "\n" * 40_000, "١٢ " * 13_000,
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_hostile_text_is_tagged_in_time(hostile: str) -> None:
    tag("in May", None)  # the rules are compiled once
    begin = process_time()
    tag(hostile, date(2022, 12, 15))
    assert process_time() - begin < 0.15 * len(hostile) / 1000  # seconds a kilobyte; most take a thousandth of it


@pytest.mark.parametrize("piece", ["May ", "1-", "Monday to ", "the first half of ", "12 ", "third quarter of "])
def test_the_cost_grows_with_the_text_alone(piece: str) -> None:
    def cost(times: int) -> float:
        return min(_spent(piece * times) for _ in range(3))

    assert cost(4_000) < 4 * 8 * max(cost(500), 0.001)  # eight times the text


def _spent(text: str) -> float:
    begin = process_time()
    tag(text, date(2022, 12, 15))
    return process_time() - begin
