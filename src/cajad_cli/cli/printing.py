"""Where an answer goes: a terminal, a pager, a pipe, a file."""

import io
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from cajad_cli.errors import UsageError

if TYPE_CHECKING:
    from cajad_cli.render import ViewOptions

_SUFFIXES: Final = {
    ".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".tsv": "tsv", ".md": "markdown", ".html": "html",
    ".htm": "html", ".ics": "ics", ".txt": "text",
}  # fmt: skip


class Printing(NamedTuple):
    """The options of output, as typed."""

    format: str | None = None
    fields: str | None = None
    output: Path | None = None
    color: str = "auto"
    no_pager: bool = False
    quiet: bool = False


def check(printing: Printing) -> None:
    """Refuse a wrong option of output before any work is done; raises UsageError."""
    from cajad_cli.render import FORMATS

    if printing.color not in ("auto", "always", "never"):
        raise UsageError(f"--color is {printing.color!r}", "it is auto, always or never")
    if printing.format is not None and printing.format not in FORMATS:
        raise UsageError(f"there is no format {printing.format!r}", f"there are {', '.join(FORMATS)}")


def put(answer: Any, printing: Printing, options: "ViewOptions | None" = None) -> None:
    """Print an answer in the format asked for, by default a table on a terminal and text elsewhere."""
    from cajad_cli.render import ViewOptions, render

    view = options or ViewOptions()
    fields = tuple(f.strip() for f in (printing.fields or "").split(",") if f.strip())
    if printing.output is not None:
        _to_file(answer, printing, fields, view)
        return
    terminal = sys.stdout.isatty()
    format = printing.format or ("table" if terminal else "text")
    width = _width()
    color = _color(printing.color, sys.stdout)
    if format == "table" and terminal and not printing.no_pager:
        buffer = _Terminal()
        render(answer, format, buffer, width=width, color=color, fields=fields, options=view)
        _page(buffer.getvalue())
    else:
        render(answer, format, sys.stdout, width=width, color=color, fields=fields, options=view)


class _Terminal(io.StringIO):
    """Text on its way to a terminal."""

    def isatty(self) -> bool:
        return True


def _to_file(answer: Any, printing: Printing, fields: tuple[str, ...], view: "ViewOptions") -> None:
    from cajad_cli.render import render

    path = printing.output
    assert path is not None
    format = printing.format or _SUFFIXES.get(path.suffix.lower(), "text")
    work = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with work.open("w", encoding="utf-8", newline="") as out:
            render(
                answer,
                format,
                out,
                width=_width(),
                color=printing.color == "always",
                fields=fields,
                options=view,
            )
        work.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}", "name another file with --output") from error
    finally:
        work.unlink(missing_ok=True)


def _width() -> int:
    return shutil.get_terminal_size((80, 24)).columns


def _color(when: str, out: TextIO) -> bool:
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return out.isatty() or bool(os.environ.get("FORCE_COLOR"))


def _page(text: str) -> None:
    """Show text through the pager where it is longer than the screen and there is one."""
    height = shutil.get_terminal_size((80, 24)).lines
    pager = os.environ.get("CAJAD_PAGER") or os.environ.get("PAGER") or "less"
    if text.count("\n") < height or pager == "cat" or not sys.stdin.isatty():
        sys.stdout.write(text)
        return
    import shlex
    import subprocess

    command = shlex.split(pager)
    if not command or shutil.which(command[0]) is None:
        sys.stdout.write(text)
        return
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    sys.stdout.flush()
    subprocess.run(command, input=text.encode("utf-8", "replace"), env=environment, check=False)
