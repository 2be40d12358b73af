"""Transcripts of the command line: what was typed and what came back, replayed in-process and compared.

A transcript is plain text. `$ cajad …` is typed; the lines under it are what it prints, standard error first, its
lines marked `2| `. `[1]` closes a command that ends with that exit code. `# …` is a comment; `# terminal 100` makes
what follows print to a terminal of 100 columns, `# pipe` (how each begins) to a pipe. `$ cajad … < text` gives the
rest of the line as standard input.
"""

import io
import os
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple
from unittest.mock import patch

from cajad_cli.cli import run

_TERMINAL = re.compile(r"# terminal (\d+)")


class Result(NamedTuple):
    """What one command printed and its exit code."""

    stdout: str
    stderr: str
    code: int


class Screen(io.StringIO):
    """A terminal that keeps what is printed."""

    def isatty(self) -> bool:
        """Say that a person looks at it."""
        return True


def command(line: str, width: int | None = None) -> Result:
    """Run one line as typed; `width` is that of a terminal, None a pipe."""
    typed, _, given = line.partition(" < ")
    words = shlex.split(typed)
    assert words[0] == "cajad", f"a transcript runs cajad alone, not {words[0]}"
    out: io.StringIO = io.StringIO() if width is None else Screen()
    error = io.StringIO()
    columns = {"COLUMNS": str(width or 80), "LINES": "1000", "NO_COLOR": "1"}
    given_bytes = io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8")
    with (
        patch.dict(os.environ, columns),
        redirect_stdout(out),
        redirect_stderr(error),
        patch("sys.stdin", given_bytes),
    ):
        code = run(words[1:])
    return Result(out.getvalue(), error.getvalue(), code)


def replay(transcript: str) -> str:
    """Run every command of a transcript and give it back with what they print now."""
    return "".join(_replayed(transcript))


def _replayed(transcript: str) -> Iterator[str]:
    width: int | None = None
    for line in transcript.splitlines():
        if line.startswith("#"):
            terminal = _TERMINAL.fullmatch(line)
            width = int(terminal[1]) if terminal else None if line == "# pipe" else width
            yield f"{line}\n"
        elif line.startswith("$ "):
            yield f"{line}\n" + printed(command(line[2:], width)) + "\n"


def printed(result: Result) -> str:
    """Lay out a result as a transcript has it."""
    errors = "".join(f"2| {line}\n" for line in result.stderr.splitlines())
    out = "".join(f"{line.rstrip()}\n" for line in result.stdout.splitlines())
    return errors + out + (f"[{result.code}]\n" if result.code else "")
