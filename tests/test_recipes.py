"""Run docs/recipes.md: each block in a shell of its own folder, with the tools that it names.

A line that begins with "> " goes on with the command above it. A block whose tools are not all installed is skipped,
with their names.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT
from transcript import Result, printed

PAGE = ROOT / "docs" / "recipes.md"
_BLOCK = re.compile(r"```console\n(?P<body>.*?)```", re.DOTALL)
_CRON = re.compile(r"```crontab\n(?P<body>.*?)```", re.DOTALL)
_TOOLS = ("jq", "fzf", "xargs", "git", "comm", "bash")
BLOCKS = [found["body"] for found in _BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]


class Shell(NamedTuple):
    """A folder to run commands in, and what they find in the environment."""

    folder: Path
    environment: dict[str, str]

    def run(self, line: str) -> Result:
        made = subprocess.run(
            ["bash", "-c", line], cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        return Result(made.stdout, made.stderr, made.returncode)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    programs, folder = tmp_path / "bin", tmp_path / "work"
    programs.mkdir()
    folder.mkdir()
    _program(programs / "cajad", f'exec "{sys.executable}" -m cajad_cli "$@"')
    # watch never ends and wants a terminal: here it runs its command once
    _program(programs / "watch", 'shift 2; exec "$@"')
    given = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
        "FZF_DEFAULT_OPTS": "--exact --filter='trade route'",  # what a person would type and choose
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    return Shell(folder, os.environ | given)


def _program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def _commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command as it is written in the block and as the shell takes it."""
    written: list[str] = []
    for line in [*block.splitlines(), ""]:
        goes_on = line.startswith("> ") and bool(written) and written[-1].endswith(("|", "\\"))
        if written and not goes_on:
            yield "\n".join(written), "\n".join(part[2:] for part in written)
            written = []
        if goes_on or line.startswith("$ "):
            written.append(line)


def _replayed(block: str, shell: Shell) -> str:
    return "\n".join(f"{written}\n{printed(shell.run(line))}" for written, line in _commands(block))


def test_the_page_has_blocks() -> None:
    assert len(BLOCKS) > 8
    assert sum(len(list(_commands(block))) for block in BLOCKS) == sum(block.count("\n$ ") + 1 for block in BLOCKS)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_recipe(number: int, shell: Shell, request: pytest.FixtureRequest) -> None:
    block = BLOCKS[number]
    missing = [tool for tool in _TOOLS if re.search(rf"\b{tool}\b", block) and shutil.which(tool) is None]
    if missing:
        pytest.skip(f"NOT RUN, {', '.join(missing)} missing: {block.splitlines()[0]}")
    found = _replayed(block, shell)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(PAGE.read_text(encoding="utf-8").replace(block, found), encoding="utf-8")
        return
    assert found == block


def test_what_cron_runs(shell: Shell) -> None:
    lines = [line for found in _CRON.finditer(PAGE.read_text(encoding="utf-8")) for line in found["body"].splitlines()]
    assert lines
    (shell.folder / "news").symlink_to(ROOT / "seeds")
    for line in lines:
        made = shell.run(line.split(" ", 5)[5].replace("\\%", "%"))
        assert (made.code, made.stderr) in ((0, ""), (1, ""))
    assert (shell.folder / "week.md").exists()
