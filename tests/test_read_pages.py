"""Cases of tests/cases/en/pages.toml: what many kinds of sites put around one text."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

from cajad_cli.model import Document, Library
from cajad_cli.read.document import document_of

DATA = tomli.loads((Path(__file__).parent / "cases/en/pages.toml").read_text("utf-8"))
TODAY = date(2026, 3, 1)


def _document(page: dict[str, Any]) -> Document:
    text = page["text"].replace("{title}", DATA["title"]).replace("{body}", DATA["body"].strip())
    return document_of(page.get("file", "page.txt"), text, Library("/library", "library", {}), TODAY)


def _pages(asked: str) -> list[Any]:
    """Give the pages with those that are known to fail on what is asked marked so, strictly."""
    failing = pytest.mark.xfail(strict=True, reason="known failure")
    return [
        pytest.param(p, id=p["name"], marks=[failing] if p.get("known_failure") == asked else []) for p in DATA["page"]
    ]


@pytest.mark.parametrize("page", _pages("published"))
def test_published(page: dict[str, Any]) -> None:
    document = _document(page)
    assert str(document.published or "") == page["published"], document.published_evidence
    assert document.published_from == (page.get("from", "text") if page["published"] else "none")


@pytest.mark.parametrize("page", [p for p in DATA["page"] if "source" in p], ids=lambda page: page["name"])
def test_source(page: dict[str, Any]) -> None:
    assert _document(page).source == page["source"]


@pytest.mark.parametrize("page", _pages("body"))
def test_body(page: dict[str, Any]) -> None:
    document = _document(page)
    found = [(b.kind, document.text[b.start : b.end]) for b in document.blocks]
    for paragraph in DATA["body"].strip().split("\n\n"):
        assert any(paragraph in text for _, text in found), paragraph
    rest = [(kind, text) for kind, text in found if not _is_own(text)]
    for also in page.get("also", ()):
        kind, _, begins = also.rpartition(":")
        match = next((r for r in rest if r[0] == (kind or "paragraph") and r[1].startswith(begins)), None)
        assert match is not None, (also, rest)
        rest.remove(match)
    assert not rest


def _is_own(text: str) -> bool:
    """Say whether a block is the title or holds a paragraph of the text."""
    return DATA["title"] in text or any(p in text for p in DATA["body"].strip().split("\n\n"))
