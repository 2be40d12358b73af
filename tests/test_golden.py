"""Replay the transcripts of golden/, and those in README.md and docs/."""

import re
from pathlib import Path

import pytest
from conftest import ROOT
from transcript import command, printed, replay

GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.console"))
_OWN_TEST = "recipes.md"  # whose commands are those of a shell: test_recipes.py
PAGES = [ROOT / "README.md", *(p for p in sorted((ROOT / "docs").glob("*.md")) if p.name != _OWN_TEST)]
_BLOCK = re.compile(r"(?P<open>```console\n)(?P<body>.*?)(?P<close>```)", re.DOTALL)
_WIDTH = 100  # columns of the terminal that pages show


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_transcript(path: Path, request: pytest.FixtureRequest) -> None:
    expected = path.read_text(encoding="utf-8")
    found = replay(expected)
    if request.config.getoption("--update-golden"):
        path.write_text(found, encoding="utf-8")
        return
    assert found == expected


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_page(path: Path, request: pytest.FixtureRequest) -> None:
    expected = path.read_text(encoding="utf-8")
    found = _BLOCK.sub(lambda block: block["open"] + _replayed(block["body"]) + block["close"], expected)
    if request.config.getoption("--update-golden"):
        path.write_text(found, encoding="utf-8")
        return
    assert found == expected


def _replayed(block: str) -> str:
    """Run the block's cajad commands; a block with any other command in it is shown, not run."""
    typed = [line for line in block.splitlines() if line.startswith("$ ")]
    if not all(line.startswith("$ cajad ") for line in typed):
        return block
    return "\n".join(f"{line}\n{printed(command(line[2:], _WIDTH))}" for line in typed)


def test_there_are_transcripts() -> None:
    assert len(GOLDEN) >= 5
