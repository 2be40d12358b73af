"""Which days matter: votes of documents, days chosen apart, and what `cajad timeline --top` makes of them."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import library
from hypothesis import given
from hypothesis import strategies as st

from cajad_cli.answer.salience import Weights, days, top, votes
from cajad_cli.answer.timeline import timeline
from cajad_cli.index.store import Store
from cajad_cli.model import Query, Timeline

DAY = date(2021, 3, 9)
WEIGHED = st.dictionaries(st.dates(), st.floats(0.0001, 1.0), max_size=40)


def story(day: str, text: str) -> str:
    return f"Source: eastmere-post\nDate: {day}\n\n{text}\n"


def asked(tmp_path: Path, texts: Mapping[str, str], query: Query, count: int | None) -> Timeline:
    library.write(tmp_path / "texts", texts)
    library.index(tmp_path / "texts", tmp_path / "index.sqlite")
    with Store(tmp_path / "index.sqlite") as store:
        return timeline(store, query, count)


BARRIER = {
    "a.txt": story(
        "2021-03-10", "The Eastmere harbour board opened the tidal barrier on 9 March. A choir sang on 1 May."
    ),
    "b.txt": story("2021-03-11", "Ships passed the tidal barrier after the Eastmere board opened it on Tuesday."),
    "c.txt": story("2021-06-02", "The Eastmere barrier, opened on 9 March, closed for repairs on Monday."),
    "d.txt": story("2021-06-03", "The Eastmere board closed the tidal barrier on 31 May because a gate broke."),
    "e.txt": story("2021-08-20", "A baker in the old town won a prize on 18 August."),
}


def test_the_days_of_most_documents_come_first(tmp_path: Path) -> None:
    answer = asked(tmp_path, BARRIER, Query(""), 2)
    assert [e.date for e in answer.events] == ["2021-03-09", "2021-05-31"]
    first, second = answer.events
    assert 0 < second.salience < first.salience <= 1


def test_as_many_days_as_asked_for_each_once(tmp_path: Path) -> None:
    answer = asked(tmp_path, BARRIER, Query("", sort="salience"), 4)
    assert len({e.date for e in answer.events}) == len(answer.events) == 4
    assert [e.salience for e in answer.events] == sorted((e.salience for e in answer.events), reverse=True)
    for event in answer.events:
        assert event.text in [m.text for m in event.mentions]
        assert event.date in [m.date for m in event.mentions]


def test_fewer_days_where_fewer_are_told(tmp_path: Path) -> None:
    assert len(asked(tmp_path, BARRIER, Query(""), 50).events) == 4


def test_only_days_asked_for_and_only_on_the_topic(tmp_path: Path) -> None:
    within = Query("", since=date(2021, 5, 1), until=date(2021, 6, 30))
    assert [e.date for e in asked(tmp_path / "1", BARRIER, within, 9).events] == ["2021-05-01", "2021-05-31"]
    assert [e.date for e in asked(tmp_path / "2", BARRIER, Query("baker"), 9).events] == ["2021-08-18"]


def test_copies_have_one_vote(tmp_path: Path) -> None:
    wire = "The regatta at Eastmere was called off on 4 April, and the crews of nine towns went home without a race."
    copies = {f"copy{n}.txt": story("2021-04-05", wire) for n in range(4)}
    answer = asked(tmp_path, BARRIER | copies, Query(""), 1)
    assert [e.date for e in answer.events] == ["2021-03-09"]


def test_a_telling_that_names_the_matter_outweighs_one_beside_it(tmp_path: Path) -> None:
    beside = {"f.txt": story("2021-09-02", "A kite flew over a field on 1 September.")}
    ahead = {"g.txt": story("2021-10-02", "The Eastmere board closed the tidal barrier on 1 October.")}
    answer = asked(tmp_path, BARRIER | beside | ahead, Query("", since=date(2021, 9, 1)), 2)
    salience = {e.date: e.salience for e in answer.events}
    assert salience["2021-10-01"] > salience["2021-09-01"]


def test_an_event_shows_only_where_its_own_date_overlaps_the_days_asked_for(tmp_path: Path) -> None:
    texts = {
        "a.txt": story("2021-03-10", "The Eastmere board opened the tidal barrier on 9 March."),
        "b.txt": story("2021-05-10", "The board took over the ferries in April. The mayor resigned in 2020."),
    }
    months = asked(tmp_path, texts, Query("", since=date(2021, 4, 20), until=date(2021, 4, 25)), None)
    assert [e.date for e in months.events] == ["2021-04"]
    early = asked(tmp_path, texts, Query("", since=date(2020, 6, 1), until=date(2020, 6, 1)), None)
    assert [e.date for e in early.events] == ["2020"]
    assert asked(tmp_path, texts, Query("", since=date(2021, 3, 10), until=date(2021, 3, 31)), None).events == ()


@given(WEIGHED, st.integers(1, 60))
def test_chosen_days_differ_and_fall_in_salience(weighed: dict[date, float], count: int) -> None:
    chosen = top(weighed, count)
    assert len({c.day for c in chosen}) == len(chosen) == min(count, len(weighed))
    assert all(a.salience >= b.salience for a, b in pairwise(chosen))
    assert all(0 <= c.salience <= weighed[c.day] for c in chosen)
    assert not chosen or chosen[0].salience == max(weighed.values())


def test_few_days_stand_apart_and_many_may_be_neighbours() -> None:
    apart = {DAY + timedelta(days=400 * n): 0.2 for n in range(9)}
    weighed = apart | {DAY: 0.9, DAY + timedelta(days=1): 0.25}
    assert DAY + timedelta(days=1) not in {c.day for c in top(weighed, 3)}
    dense = {DAY + timedelta(days=n): 0.5 for n in range(20)}
    assert len(top(dense, 20)) == 20


def test_nothing_told_gives_no_days() -> None:
    assert votes([]) == {}
    assert days([], {}, {}) == {}
    assert top({}, 3) == []


def test_no_weight_makes_a_vote_of_more_than_one() -> None:
    weights = Weights()
    assert all(0 <= w <= 1 for w in weights)
