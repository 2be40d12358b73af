"""Where an answer goes: a terminal, a pager, a pipe, a file."""

import io
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from cajad_cli.errors import UsageError
from cajad_cli.noun import NamedTuple

if TYPE_CHECKING:
    from cajad_cli.render import ViewOptions

_SUFFIXES: Final = {
    ".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".tsv": "tsv", ".md": "markdown", ".html": "html",
    ".htm": "html", ".ics": "ics", ".txt": "text",
}  # fmt: skip


_GOES_TO_LINES: Final = frozenset({"less", "more", "most"})  # pagers that take +N
_ABOVE: Final = 3  # lines shown above the place that is opened


class Printing(NamedTuple):
    """The options of output, as typed."""

    format: str | None = None
    fields: str | None = None
    output: Path | None = None
    color: str = "auto"
    no_pager: bool = False
    quiet: bool = False
    template: str | None = None
    null: bool = False


def check(printing: Printing) -> None:
    """Refuse a wrong option of output before any work is done; raises UsageError."""
    from cajad_cli.render import FORMATS

    if printing.color not in ("auto", "always", "never"):
        raise UsageError(f"--color is {printing.color!r}", "it is auto, always or never")
    if printing.format is not None and printing.format not in FORMATS:
        raise UsageError(f"there is no format {printing.format!r}", f"there are {', '.join(FORMATS)}")
    _check_records(printing)


def _check_records(printing: Printing) -> None:
    """Refuse what goes with lines of text alone beside another format."""
    for option, given in (("--template", printing.template is not None), ("--null", printing.null)):
        if given and printing.format not in (None, "text"):
            raise UsageError(f"{option} goes with no --format {printing.format}", "it makes lines of text")
    if printing.template is None:
        return
    if printing.fields:
        raise UsageError("--template goes with no --fields", "it names the fields itself")
    if not printing.template:
        raise UsageError("the template is empty", "e.g. --template '{published} {title}'")
    from cajad_cli.render.template import slots

    slots(printing.template)


def put(answer: Any, printing: Printing, options: "ViewOptions | None" = None) -> None:
    """Print an answer in the format asked for, by default a table on a terminal and text elsewhere."""
    from cajad_cli.render import ViewOptions, render

    view = _as_records(options or ViewOptions(), printing)
    fields = tuple(f.strip() for f in (printing.fields or "").split(",") if f.strip())
    if printing.output is not None:
        _to_file(answer, printing, fields, view)
        return
    terminal = sys.stdout.isatty()
    format = printing.format or ("table" if terminal and not _is_of_lines(printing) else "text")
    width = _width()
    color = _color(printing.color, sys.stdout)
    if format == "table" and terminal and not printing.no_pager:
        buffer = _Terminal()
        render(answer, format, buffer, width=width, color=color, fields=fields, options=view)
        _page(buffer.getvalue(), _line(buffer.getvalue()) if view.at else 0)
    else:
        render(answer, format, sys.stdout, width=width, color=color, fields=fields, options=view)


def _is_of_lines(printing: Printing) -> bool:
    return printing.template is not None or printing.null


def _as_records(view: "ViewOptions", printing: Printing) -> "ViewOptions":
    """Put into the options of a view how a line of text is laid out and ended."""
    return view._replace(template=printing.template or "", end="\0" if printing.null else "\n")


class _Terminal(io.StringIO):
    """Text on its way to a terminal."""

    def isatty(self) -> bool:
        return True


def _to_file(answer: Any, printing: Printing, fields: tuple[str, ...], view: "ViewOptions") -> None:
    from cajad_cli.render import render

    path = printing.output
    assert path is not None
    named = "text" if _is_of_lines(printing) else _SUFFIXES.get(path.suffix.lower(), "text")
    format = printing.format or named
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


def _line(table: str) -> int:
    """Give the number of the line, from 1, where the place to be shown begins in a document's table; 0 for none."""
    from cajad_cli.render.view import HERE

    lines = table.split("\n")
    head = lines.index("") if "" in lines else 0  # a title may begin with any sign
    return next((n for n, line in enumerate(lines, 1) if n > head and line.startswith(HERE)), 0)


def _page(text: str, line: int = 0) -> None:
    """Show text through the pager where it is longer than the screen and there is one, from `line` on."""
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
    if line > _ABOVE and Path(command[0]).name in _GOES_TO_LINES:
        command.append(f"+{line - _ABOVE}")
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    sys.stdout.flush()
    subprocess.run(command, input=text.encode("utf-8", "replace"), env=environment, check=False)
