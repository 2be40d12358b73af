"""Comparison: points in dispute, agreements, what one source alone says, and who is silent."""

import cProfile
import json
from datetime import date
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import SEEDS
from relation_cases import Case, audit, cases, told
from relation_cases import document as written

from cajad_cli.answer.align import Stated
from cajad_cli.answer.align.veto import grown
from cajad_cli.answer.compare import compare
from cajad_cli.answer.items import Told
from cajad_cli.answer.pairs import judge, renamed
from cajad_cli.answer.values import relation
from cajad_cli.extract.document import extract
from cajad_cli.extract.terms import stem, terms
from cajad_cli.model import AskedQuery, Claim, Comparison, Document, Point
from cajad_cli.read.library import files, open_library
from cajad_cli.read.reader import read

GOLD = SEEDS.parent / "tests" / "quality" / "gold"


# ---------------------------------------------------------------- pairs in a small library


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_relation(case: Case) -> None:
    shown = [texts for texts in map(values, audit(case.a, case.b).points) if texts]
    if not case.conflict:
        assert shown == []
    else:
        assert len(shown) == 1
        assert set(case.conflict) <= shown[0]


def values(point: Point) -> set[str]:
    """Give the words in dispute that the pair's own documents hold."""
    quotes = [c for position in point.positions for c in position.claims]
    own = any(c.document.startswith("doc") for c in quotes)
    return {c.value.text for c in quotes} if point.verdict == "conflict" and own else set()


# ---------------------------------------------------------------- values


def claim(text: str, kind: str = "number") -> Claim:
    return next(c for t in told("x", f"2024-01-10 {text}") for c in t.claims if c.kind == kind)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("158 delegates", "more than 150 delegates", "compatible"),
        ("140 delegates", "more than 150 delegates", "conflict"),
        ("five boats", "5 boats", "equal"),
        ("2.7 million people", "2,690,000 people", "compatible"),
        ("2.7 million people", "2,600,000 people", "conflict"),
        ("about 100 boats", "104 boats", "compatible"),
        ("200 boats", "202 boats", "compatible"),
        ("33.6 percent", "33.55 percent", "compatible"),
        ("200 boats", "210 boats", "conflict"),
        ("14,500 boats", "14,400 boats", "conflict"),
        ("120 boats", "121 boats", "conflict"),
        ("200 billion dollars", "202 billion dollars", "compatible"),
        ("up to 300 boats", "at least 400 boats", "conflict"),
        ("3 trillion yen", "20 billion dollars", None),
        ("5 percent", "5 boats", None),
        ("5-10 boats", "7 boats", "compatible"),
        ("10 km", "10,000 meters", "equal"),
    ],
)
def test_numbers_are_compared_by_their_bounds(a: str, b: str, expected: str | None) -> None:
    one, other = claim(f"They have {a}."), claim(f"They have {b}.")
    assert relation(one, other) == relation(other, one) == expected


def test_a_sum_converted_at_two_rates_is_one() -> None:
    def pounds(text: str) -> Claim:
        return next(c for t in told("x", f"2024-01-10 {text}") for c in t.claims if c.attribute == "GBP")

    one = pounds("They have $4bn (£2.4bn).")
    assert relation(one, pounds("They have $4bn (about £2.5bn).")) == "compatible"
    assert relation(one, pounds("They have $4bn (£3bn).")) == "conflict"
    assert relation(pounds("They have £2.4bn."), pounds("They have £2.5bn.")) == "conflict"


def test_parts_and_wholes_that_both_texts_tell_are_no_conflict() -> None:
    backed = "The chamber firmly backed the reform of harbours, with"
    one = f"2024-01-10 {backed} 88 deputies in the 150-seat house voting for it."
    other = f"2024-01-11 {backed} {{}} of the {{}} deputies voting for it."
    assert audit(one, other.format(90, 160)).points
    assert not audit(one, other.format(88, 150)).points


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("in 2004", "in August 2004", "compatible"),
        ("in 2004", "in 2014", "conflict"),
        ("on August 28, 2004", "on 28 August 2004", "equal"),
        ("before 2004", "in 2003", "compatible"),
        ("after 2004", "in 2003", "conflict"),
    ],
)
def test_dates_are_compared_by_their_days(a: str, b: str, expected: str) -> None:
    one, other = claim(f"The fund was set up {a}.", "date"), claim(f"The fund was set up {b}.", "date")
    assert relation(one, other) == relation(other, one) == expected


# ---------------------------------------------------------------- the answer


def test_an_answer_has_conflicts_first_and_names_the_silent() -> None:
    rows = (
        "2022-12-20 The dialogue was launched in 2004.",
        "2022-12-22 The dialogue was launched in 2006.",
        "2022-12-23 The joint fund holds 40 billion yen.",
        "2022-12-24 The joint fund holds 40 billion yen for the region.",
        "2022-12-25 The mayor has 12 cats.",
    )
    found = audit(*rows, words="dialogue fund")
    verdicts = [p.verdict for p in found.points]
    assert verdicts[:2] == ["conflict", "agree"]
    assert set(verdicts[2:]) == {"single"}
    assert found.total == len(found.points)
    alone = compare(AskedQuery("cats", None, None, ()), told("doc4", rows[4]), ["doc0", "doc4"])
    assert alone.silent == ("doc0",)
    assert [hit.source for hit in alone.passages] == ["doc4"]


def test_an_audit_shows_conflicts_only() -> None:
    found = audit("2022-12-20 The dialogue was launched in 2004.", "2022-12-22 The dialogue was launched in 2006.")
    assert [p.verdict for p in found.points] == ["conflict"]
    assert (found.silent, found.passages) == ((), ())


def test_a_copy_is_no_second_voice() -> None:
    original = told("a", "2022-12-20 The dialogue was launched in 2004.")
    copy = [t._replace(document="b", source="b", copy_of="a") for t in original]
    other = told("c", "2022-12-21 The dialogue was launched in 2006.")
    (point,) = compare(AskedQuery("dialogue", None, None, ()), [*original, *copy, *other], []).points
    assert [p.sources for p in point.positions] == [("a",), ("c",)]


def test_one_source_may_hold_two_positions() -> None:
    rows = ("2022-12-20 The dialogue was launched in 2004.", "2022-12-22 The dialogue was launched in 2006.")
    both = [t._replace(source="wire") for n, row in enumerate(rows) for t in told(f"doc{n}", row)]
    (point,) = compare(AskedQuery("dialogue", None, None, ()), both, ["wire"]).points
    assert [p.sources for p in point.positions] == [("wire",), ("wire",)]


def test_the_order_of_documents_does_not_matter() -> None:
    rows = ["2022-12-20 The dialogue was launched in 2004.", "2022-12-22 The dialogue was launched in 2006."]
    every = [t for n, row in enumerate(rows) for t in told(f"doc{n}", row)]
    asked = AskedQuery("dialogue", None, None, ())
    assert compare(asked, every, []).points == compare(asked, every[::-1], []).points


WORDS = [
    "Japan",
    "launched the dialogue",
    "in 2004",
    "in 2006",
    "five countries",
    "four countries",
    "3 percent",
    "abstained",
]


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=4))
def test_every_quote_is_verbatim(sentences: list[list[str]]) -> None:
    rows = [f"2024-01-1{n} {' '.join(s)}." for n, s in enumerate(sentences)]
    for point in audit(*rows, words="dialogue").points:
        assert point.label
        assert (point.verdict == "conflict") <= (len(point.positions) > 1)
        for quote in (c for p in point.positions for c in p.claims):
            offset = quote.value.start - quote.start
            assert quote.text[offset : offset + len(quote.value.text)] == quote.value.text


def test_cost_grows_with_the_library_not_with_its_square() -> None:
    def calls(count: int) -> int:
        """Count the calls of functions that a comparison makes, which no other process can change."""
        rows = [
            told(f"d{n}", f"2024-01-10 The firm of town {n} sold {n} boats in port {n % 97}.") for n in range(count)
        ]
        every = [t for row in rows for t in row]
        profile = cProfile.Profile()
        profile.runcall(compare, AskedQuery("", None, None, ()), every, [])
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(1200) < 5 * calls(300)


@pytest.mark.parametrize(
    ("second", "years", "grown_since"),
    [("2016-06-10", "seven", True), ("2015-05-20", "nine", False), ("2015-05-20", "seven", False)],
)
def test_what_has_lasted_so_far_grows(second: str, years: str, grown_since: bool) -> None:
    rows = f"2015-05-04 {HELD.format('six')}", f"{second} {HELD.format(years)}"
    days = [date.fromisoformat(row[:10]).toordinal() for row in rows]
    found = [next(c for t in told("a", row) for c in t.claims if c.attribute == "year") for row in rows]
    one, other = (Stated(claim, day) for claim, day in zip(found, days, strict=True))
    assert grown(one, other) == grown(other, one) == grown_since


HELD = "The potter has been held in the citadel for the past {} years."


# ---------------------------------------------------------------- two texts about one matter


def test_pairs_are_judged_by_the_same_claims() -> None:
    def score(a: str, b: str) -> float:
        first, second = ([c for t in told(n, f"2024-01-10 {x}") for c in t.claims] for n, x in (("a", a), ("b", b)))
        return judge(first, second).certainty

    assert score("The fire killed 10 people in Osh.", "In Osh the fire killed 14 people.") > 0.55
    assert score("The fire killed 10 people in Osh.", "In Osh the fire killed ten people.") == 0.0
    assert score("The fire killed 10 people in Osh.", "The fire in Osh injured 40 people.") < 0.55
    assert score("The fire killed three people in Osh.", "In Osh the fire killed two women and a man.") == 0.0
    assert score("The fire killed three people in Osh.", "In Osh the fire killed four women and a man.") > 0.0
    assert score("He drove on Route 94 to Osh.", "On Route 92 he drove to Osh.") > 0.55
    near = score("A 59-year-old woman was hit in Osh.", "In Osh a car hit a 62-year-old woman.")
    assert near > score("A 16-year-old pupil was hit in Osh.", "In Osh a car hit a 62-year-old woman.")
    shot = "Anora Aliev, {}, was found dead at home in Osh; Timur Aliev, {}, was charged."
    assert score(shot.format(20, 23), "Timur Aliev, 24, was charged in Osh.") > 0.55
    assert score("Anora Aliev, 20, was found dead in Osh.", "Timur Aliev, 24, was charged in Osh.") < 0.2


@pytest.mark.parametrize(
    ("a", "b", "surely"),
    [
        ("A bomb killed a guard in Osh on Friday.", "In Osh a bomb killed a guard on Thursday.", True),
        ("A bomb killed a guard in Osh on Friday.", "A bomb killed a guard in Osh, officials said Saturday.", False),
        ("Aliev was arrested in Osh on Tuesday.", "The arrest will not keep Aliev from Sunday's game in Osh.", False),
        ("It was found in Osh last summer.", "It was found in Osh on August 2.", False),
    ],
)
def test_days_of_the_week_are_seldom_of_one_thing(a: str, b: str, surely: bool) -> None:
    undated = (written("a", f"2024-01-10 {x}")._replace(published=None) for x in (a, b))
    first, second = (extract(d).claims for d in undated)
    assert (judge(first, second).certainty > 0.4) is surely


# ---------------------------------------------------------------- the seeds


@cache
def seeds() -> tuple[Document, ...]:
    library = open_library(SEEDS)
    found = (made for entry in files(library) for made in read(entry, library, date(2026, 1, 15)))
    return tuple(made for made in found if isinstance(made, Document))


@cache
def passages() -> tuple[tuple[Told, frozenset[str]], ...]:
    made = []
    for document in seeds():
        found = extract(document)
        for p in found.passages:
            text = document.text[p.start : p.end]
            own = tuple(c for c in found.claims if (c.paragraph, c.sentence) == (p.paragraph, p.sentence))
            day = document.published.isoformat() if document.published else None
            one = Told(document.document, document.source, day, "", p, text, own, 1.0, (), None)
            made.append((one, frozenset(t.stem for t in terms(text))))
    return tuple(made)


def ask(words: str) -> Comparison:
    """Compare the seeds' passages that hold at least half of the words."""
    asked = {stem(w) for w in words.split()} - {""}
    chosen = [(t, len(asked & held) / len(asked) if asked else 1.0) for t, held in passages()]
    return compare(
        AskedQuery(words, None, None, ()),
        [t._replace(relevance=share) for t, share in chosen if share >= 0.5],
        sorted({t.source for t, _ in passages()}),
    )


@pytest.mark.parametrize(("share", "shown"), [(0.5, True), (0.3, True), (0.2, False)])
def test_two_passages_are_on_the_topic_together_that_are_so_in_part(share: float, shown: bool) -> None:
    told = [t._replace(relevance=share) for t, _ in passages()]
    found = compare(AskedQuery("founding", None, None, ()), told, [])
    assert bool(disputes(found)) == shown


def disputes(found: Comparison) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset((c.document[:3], p.value) for p in point.positions for c in p.claims)
        for point in found.points
        if point.verdict == "conflict"
    }


FOUNDING = {("000", "2014"), ("001", "2004"), ("002", "2004"), ("003", "2004"), ("004", "2004")}
VOTE = {("001", "4"), ("003", "5")}


def test_the_audit_of_the_seeds_finds_both_conflicts_and_no_other() -> None:
    assert disputes(ask("")) == {frozenset(FOUNDING), frozenset(VOTE)}


def test_the_founding_is_in_dispute() -> None:
    (point,) = [p for p in ask("dialogue established").points if p.verdict == "conflict"]
    assert point.label == "Dialogue framework established"
    assert [(p.value, p.sources) for p in point.positions] == [
        ("2004", ("jiji", "mofa-japan", "yomiuri")),
        ("2014", ("jiji",)),
    ]
    assert sum(len(p.claims) for p in point.positions) == 5


def test_no_topic_shows_an_apparent_conflict() -> None:
    words = sorted({w for _, held in passages() for w in held})
    topics = [*words, *(" ".join(pair) for pair in list(combinations(words, 2))[::211])]
    for topic in topics:
        for dispute in disputes(ask(topic)):
            assert dispute <= FOUNDING or dispute <= VOTE, topic


@pytest.mark.parametrize(
    "row", (GOLD / "conflicts.jsonl").read_text(encoding="utf-8").splitlines(), ids=lambda r: r[11:50]
)
def test_gold_conflict(row: str) -> None:
    gold = json.loads(row)
    if gold["genuine"] and gold["kind"] in ("date", "count"):
        shown = {(c["file"][:3], c["value"]) for c in gold["claims"]}
        assert frozenset(shown) in disputes(ask(""))


@pytest.mark.parametrize(
    ("topic", "value"),
    [("dialogue established", "2004"), ("five Central Asian countries", "5"), ("30th anniversary", "30th")],
)
def test_gold_agreement(topic: str, value: str) -> None:
    held = [p for point in ask(topic).points if point.verdict != "single" for p in point.positions]
    assert any(p.value == value and len({c.document for c in p.claims}) > 1 for p in held)


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (
            "The hall in Rome was designed by Jane Roe in 1999.",
            "The hall in Rome was designed by John Doe in 1999.",
            True,
        ),
        ("He plays for the club Rovers of the north.", "He plays for the club Albion of the north.", True),
        (
            "The hall was designed by Jane Roe in 1999.",
            "The hall was designed by Jane Rowe in 1999.",
            False,
        ),  # a spelling
        ("The hall was designed by Jane Roe in 1999.", "The hall was designed by her in 1999.", False),  # no name
        ("Jane Roe opened the hall.", "John Doe opened the hall.", False),  # who begins a sentence may be anybody
        ("The hall was designed by Jane Roe.", "On Monday John Doe left for Rome with the choir.", False),
        ("", "", False),
    ],
)
def test_a_name_for_another(one: str, other: str, conflict: bool) -> None:
    assert (renamed(one, other) > 0.5) is conflict
    assert (renamed(other, one) > 0.5) is conflict
