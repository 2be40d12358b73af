"""What holds for the date expressions of any text."""

import re
from datetime import date

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
