"""The command line: the one place with the clock, and the one handler of errors and exit codes."""

import errno
import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer

from cajad_cli.cli import options as opt
from cajad_cli.cli.arguments import guarded, lists_fields
from cajad_cli.errors import CajadError, DamageError, QueryError

_AROUND: Final = 60  # characters shown before and behind the place of an error
_UNWRITTEN, _BUG, _INTERRUPTED, _CLOSED_PIPE = 3, 70, 130, 141
# Each command and the module that holds it: only what is called is imported, and only its options are built,
# which takes a third off the start of a program with nine commands.
COMMANDS: Final = {
    "search": "search",
    "timeline": "timeline",
    "compare": "compare",
    "sources": "documents",
    "show": "documents",
    "add": "upkeep",
    "index": "upkeep",
    "dates": "dates",
    "doctor": "upkeep",
    "completion": "completion",
}


class _ClosedPipe(Exception):
    """Say that the reader has gone; typer turns an OSError of that kind into exit code 1 on its own."""


def _piped(command: Callable[..., int]) -> Callable[..., int]:
    @wraps(command)
    def run_piped(*args: Any, **options: Any) -> int:
        try:
            code = command(*args, **options)
            sys.stdout.flush()
            return code
        except BrokenPipeError:
            raise _ClosedPipe from None

    return run_piped


def _app(arguments: Sequence[str]) -> typer.Typer:
    """Make the program with the commands that `arguments` can mean: those they name.

    Where they name none, none is called, and all are there by name and summary alone: the options of ten commands are
    a tenth of what --help takes.
    """
    app = typer.Typer(
        name="cajad",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,  # halves the time of --help
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_before)
    named = [name for name in COMMANDS if name in arguments]
    for name in named or COMMANDS:
        command = getattr(import_module(f"cajad_cli.cli.{COMMANDS[name]}"), name)
        if named:
            app.command()(_piped(command))
        else:
            app.command(name, help=command.__doc__)(_never_called)
    return app


def _never_called() -> None:
    """Stand for a command that is only listed."""


def _before(
    library: opt.LibraryDir = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a bug.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Show the version.", is_eager=True)] = False,
) -> None:
    """Search, timeline and comparison of a folder of documents; every answer is a verbatim quote with its place.

    Without --library the five documents that come with cajad are asked.
    """
    del debug, version  # read before parsing: both have to work where parsing fails
    if library is not None:
        os.environ["CAJAD_LIBRARY"] = str(library)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave the process with the exit code of the contract."""
    code = run(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()  # the process ends: going through all that was imported once more takes a seventh of a short call
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; every error becomes one clear line on standard error."""
    debug = "--debug" in arguments
    if not arguments:
        run(["--help"])
        return 2
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except (BrokenPipeError, _ClosedPipe):
        _silence(sys.stdout)
        return _CLOSED_PIPE
    except (KeyboardInterrupt, typer.Abort):
        return _INTERRUPTED
    except Exception as error:
        if debug:
            raise
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            _say(f"cajad: the answer could not be written: {error.strerror} (free some space, or name another place)")
            _silence(sys.stdout)
            return _UNWRITTEN
        _say(f"cajad: a bug: {type(error).__name__}: {error}; please report it with what --debug shows")
        return _BUG


def _run(arguments: Sequence[str]) -> int:
    if "--version" in arguments[:1]:
        from cajad_cli import __version__

        print(f"cajad {__version__}")
        return 0
    if arguments[:1] == ["__complete"]:  # what a shell asks while a line is typed
        from cajad_cli.cli.completion import complete

        return complete(arguments[1:], _app)
    try:
        if lists_fields(arguments):
            from cajad_cli.cli.fields import list_fields

            return list_fields(arguments)
        return _call(arguments)
    except CajadError as error:
        _say(f"cajad: {_told(error)}")
        if isinstance(error, QueryError) and error.position is not None and error.text:
            _show_place(error.text, error.position)
        return error.exit_code
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        _say(f"cajad: {error.format_message()} (cajad --help shows the usage)")
        return 2


def _call(arguments: Sequence[str]) -> int:
    """Run one command; where it meets a damaged index, once more with a new one: nothing was printed yet."""
    app = _app(arguments)
    try:
        code: Any = app(guarded(arguments), prog_name="cajad", standalone_mode=False)
    except DamageError as error:
        if "-" in arguments:  # words from standard input cannot be read twice
            raise
        _say(f"cajad: {error.message}: building it anew")
        error.index.unlink(missing_ok=True)
        code = app(guarded(arguments), prog_name="cajad", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _told(error: CajadError) -> str:
    return error.message + (f" ({error.hint})" if error.hint else "")


def _show_place(typed: str, position: int) -> None:
    """Write the query, or what is around the place where it is long, and a caret under the place."""
    start = max(position - _AROUND, 0)
    line = "".join(c if c.isprintable() else " " for c in typed[start : position + _AROUND])
    head, tail = "…" if start else "", "…" if position + _AROUND < len(typed) else ""
    before = head + line[: position - start]
    try:
        print(f"  {head}{line}{tail}\n  {' ' * _columns(before)}^", file=sys.stderr)
    except BrokenPipeError:
        _silence(sys.stderr)


def _columns(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _say(message: str) -> None:
    from cajad_cli.render.hygiene import clean

    try:
        print(" ".join(clean(message).split()), file=sys.stderr)
    except BrokenPipeError:
        _silence(sys.stderr)


def _silence(stream: Any) -> None:
    """Point a closed stream at nothing, so that Python's own flush at exit does not complain."""
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        os.dup2(nothing.fileno(), stream.fileno())
