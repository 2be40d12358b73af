"""Cases of tests/cases/en/published.toml: a text and the day on which it was issued."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

from cajad_cli.model import Library
from cajad_cli.read.document import document_of

CASES = tomli.loads((Path(__file__).parent / "cases/en/published.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_published(case: dict[str, Any]) -> None:
    library = Library("/library", "library", case.get("settings", {}))
    text = case["text"] if case["text"].startswith(" ") else case["text"].lstrip("\n")
    document = document_of(case.get("file", "story.txt"), text, library, case.get("today", date(2026, 3, 1)))
    wanted = date.fromisoformat(case["published"]) if case["published"] else None
    assert document.published == wanted, document.published_evidence
    assert document.published_from == (case.get("from", "text") if wanted else "none")
    quote = document.published_evidence
    if quote is not None:
        assert document.text[quote.start : quote.end] == quote.text
    if "evidence" in case:
        assert quote is not None
        assert quote.text == case["evidence"]
