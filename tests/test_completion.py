"""Completion: what is offered where, through a real bash, and that asking makes no index."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import library
import pytest
from transcript import command

from cajad_cli.cli import COMMANDS
from cajad_cli.cli.completion import CHOICES, SHELLS

_BASH = shutil.which("bash")


def offered(*words: str, shell: str = "fish") -> list[str]:
    made = subprocess.run(
        [sys.executable, "-m", "cajad_cli", "__complete", shell, *words], capture_output=True, check=False, text=True
    )
    assert made.stderr == ""
    return [line.split("\t")[0] for line in made.stdout.splitlines()]


@pytest.fixture
def _indexed() -> None:
    command("cajad search Japan")


@pytest.mark.usefixtures("_indexed")
@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("s", ["search", "sources", "show"]),
        ("-L seeds sh", ["show"]),
        ("--lib", ["--library"]),
        ("search --fo", ["--format"]),
        ("search -f j", ["json", "jsonl"]),
        ("search --format=c", ["--format=csv"]),
        ("timeline -f i", ["ics"]),
        ("search -f i", []),
        ("search --color n", ["never"]),
        ("search --facet ", ["source", "year", "kind", "document"]),
        ("timeline --by w", ["week"]),
        ("sources --sort -", ["-date"]),
        ("search --source ", ["jiji", "mofa-japan", "yomiuri"]),
        ("search --source=y", ["--source=yomiuri"]),
        ("search source:j", ["source:jiji"]),
        ("search -source:j", ["-source:jiji"]),
        ("search document:002", ["document:002_ecdfabff1e8dd194.txt"]),
        ("search --document 002", ["002_ecdfabff1e8dd194.txt"]),
        ("search Afg", ["Afghanistan"]),
        ("search afg", ["afghanistan"]),
        ("search -Afg", ["-Afghanistan"]),
        ("search A", []),
        ("compare --since 2025", ["2025"]),
        ("compare --since last", ["last week", "last month", "last year"]),
        ("search --fields document,pub", ["document,published"]),
        ("search --facet year --fields v", ["value"]),
        ("show 001", ["001_59a62630f56c5296.txt"]),
        ("show 59a6", ["001_59a62630f56c5296.txt"]),
        ("show 001:1", ["001:1"]),
        ("show 001:7.", ["001:7.1", "001:7.2"]),
        ("show 00:1", []),
        ("show zebra", []),
        ("search -- --fo", []),
        ("search --limit ", []),
        ("dates ", [":files"]),
        ("-L ", [":folders"]),
        ("search -o ", [":files"]),
        ("completion z", ["zsh"]),
        ("frobnicate -", ["--library", "--debug", "--version", "--help"]),
    ],
)
def test_what_is_offered(line: str, found: list[str]) -> None:
    assert offered(*line.split(" ")) == found


def test_every_command_and_option_is_offered() -> None:
    assert offered("") == list(COMMANDS)
    for name in COMMANDS:
        text = command(f"cajad {name} --help").stdout
        for option in offered(name, "--"):
            assert option in text


@pytest.mark.parametrize("key", CHOICES, ids=" ".join)
def test_every_choice_is_taken(key: tuple[str, str]) -> None:
    name, option = key
    for choice in CHOICES[key]:
        made = command(f"cajad {name or 'search'} --{option}={choice} {'' if name == 'sources' else 'Japan'}")
        assert made.code == 0, made.stderr


def test_completing_makes_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.write(tmp_path / "texts", {"a.txt": "The harbour wall was mended."})
    monkeypatch.setenv("CAJAD_CACHE", str(tmp_path / "cache"))
    for words in (["show", ""], ["search", "harb"], ["search", "--source", ""]):
        assert offered("-L", str(tmp_path / "texts"), *words) == []
    assert offered("-L", str(tmp_path / "nowhere"), "show", "") == []
    assert not (tmp_path / "cache").exists()
    command(f"cajad -L {tmp_path / 'texts'} search harbour")
    before = sorted((p.name, p.stat().st_mtime_ns) for p in (tmp_path / "cache").iterdir())
    assert offered("-L", str(tmp_path / "texts"), "search", "harb") == ["harbour"]
    assert offered("search", "harb", f"--library={tmp_path / 'texts'}", "mend") == ["mended"]
    assert sorted((p.name, p.stat().st_mtime_ns) for p in (tmp_path / "cache").iterdir()) == before


def test_an_index_that_cannot_be_read_offers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAJAD_CACHE", str(tmp_path))
    command("cajad search Japan")
    for path in tmp_path.glob("*.sqlite"):
        path.write_bytes(b"nothing" * 1000)
    assert offered("show", "0") == []
    assert offered("sho") == ["show"]


def test_topics_and_odd_names(tmp_path: Path) -> None:
    settings = '[topics]\n"Harbour works" = "quay OR wall"\n'
    names = ["a b.txt", "it's $HOME.txt", "x\ny.txt"]
    library.write(tmp_path, {**dict.fromkeys(names, "The wall was mended."), "library.toml": settings})
    command(f"cajad -L {tmp_path} search wall")
    here = ("-L", str(tmp_path))
    assert offered(*here, "search", "harb") == ["Harbour works"]
    assert offered(*here, "search", "harb", shell="bash") == ["Harbour\\ works"]
    assert offered(*here, "show", "it", shell="bash") == ["it\\'s\\ \\$HOME.txt"]
    assert offered(*here, "show", "'a", shell="bash") == ["a b.txt"]


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts_are_valid(shell: str) -> None:
    script = command(f"cajad completion {shell}").stdout
    assert f"__complete {shell}" in script
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"NOT RUN: {shell} is not installed")
    subprocess.run([program, "-n"], input=script, text=True, check=True)


@pytest.mark.skipif(_BASH is None, reason="NOT RUN: bash is not installed")
@pytest.mark.usefixtures("_indexed")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["sho"], ["show"]),
        (["search", "--format", "=", "j"], ["json", "jsonl"]),  # bash cuts words at "=" and ":"
        (["show", "001", ":", "7."], ["7.1", "7.2"]),
        (["show", "001", ":"], [str(n) for n in range(1, 9)]),
        (["show", "001:7."], ["001:7.1", "001:7.2"]),  # with another COMP_WORDBREAKS
        (["search", "source", ":", "y"], ["yomiuri"]),
        (["search", '"Central Asia p'], ["Central Asia plus japan", "Central Asia plus japan dialogue"]),
        (["show", "00"], [f"00{n}" for n in range(5)]),
        (["dates", "RE"], []),  # left to bash itself
    ],
)
def test_through_a_real_bash(words: list[str], found: list[str], tmp_path: Path) -> None:
    program = tmp_path / "cajad"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cajad_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = 'source <(cajad completion bash); COMP_WORDS=(cajad "$@"); COMP_CWORD=$#; _cajad cajad "${!#}" ""; '
    made = subprocess.run(
        ["bash", "--norc", "-c", f"{script} printf '%s\\n' \"${{COMPREPLY[@]}}\"; complete -p cajad", "bash", *words],
        env=os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        check=True,
        text=True,
    )
    *replies, registered = made.stdout.splitlines()
    assert registered == "complete -F _cajad cajad"
    assert made.stderr == ""
    expected = found if words[-1] != "00" else [r for r in replies if r[:3] in found]
    assert [r for r in replies if r] == expected
