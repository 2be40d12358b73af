"""Dates of two claims: whether they are of one event, which way round they are asked."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from relation_cases import BACKGROUND, Case, cases, told

from cajad_cli.answer.align import Stated, families
from cajad_cli.answer.align.dates import comparable, dates_conflict
from cajad_cli.model import Claim


def dates(*rows: str) -> Iterator[Claim]:
    """Give the dates that rows tell."""
    for row in rows:
        yield from (c for t in told("x", row) for c in t.claims if c.kind == "date")


def rare(_key: str) -> float:
    return 1.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge was opened on 3 May 2019.", {"begin"}),
        ("The bridge was built in 2019.", {"begin"}),
        ("The bridge has carried trains since 2019.", {"begin"}),
        ("The treaty was signed on 3 May 2019.", {"sign"}),
        ("The poet died on 3 May 2019.", {"die"}),
        ("The ministers met on 3 May 2019.", {"meet"}),
    ],
)
def test_words_of_one_family(text: str, expected: set[str]) -> None:
    (claim,) = dates(f"2024-01-10 {text}")
    assert expected <= families(claim)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_certainty_is_the_same_both_ways(case: Case) -> None:
    stated = [Stated(c, 738_000 + n) for n, c in enumerate(dates(case.a, case.b, *BACKGROUND[:2]))]
    for one, other in combinations(stated, 2):
        score = dates_conflict(one, other, rare)
        assert 0 <= score <= 1
        assert score == pytest.approx(dates_conflict(other, one, rare))
        assert score == 0 or comparable(one.claim, other.claim)
