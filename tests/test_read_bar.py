"""Rows of links and facts, and what in them names a publisher."""

import pytest

from cajad_cli.read.bar import is_row, owner


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Harbour.example | Laws | Advice | Houses", "Harbour.example"),
        ("HARBOUR BRIEFING from a firm you know | Trade | Finance | Sound", "HARBOUR BRIEFING"),
        ("Format: Report | Source: HPA | Theme: Wool | Glide: X-1", "Source: HPA"),
        ("ORIENT   Home  Politics  Economy  Culture", "ORIENT"),
    ],
)
def test_rows(line: str, name: str) -> None:
    assert is_row(line)
    assert owner(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "Bridge opens over the river | Steppe Daily",
        "Wool | 12 | 14 | 15",
        "He said so. | Wool | Water | Bread",
        "The deputy minister of roads opened the bridge  over the upper river  in a note of his  own office",
    ],
)
def test_no_rows(line: str) -> None:
    assert not is_row(line)
