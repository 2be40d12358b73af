"""`cajad index`, `cajad add` and `cajad doctor`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cajad_cli.cli import options as opt
from cajad_cli.cli.printing import Printing, check, put
from cajad_cli.cli.session import build, built_in, index_path, library_path, say
from cajad_cli.errors import UsageError


def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="From nothing, not from what has changed.")] = False,
    library: opt.LibraryDir = None,
    format: opt.Format = None,
    fields: opt.Fields = None,
    output: opt.Output = None,
    color: opt.Color = "auto",
    no_pager: opt.NoPager = False,
    quiet: opt.Quiet = False,
) -> int:
    """Build or refresh the index of the library and report what was read."""
    from cajad_cli.read.library import open_library

    printing = Printing(format, fields, output, color, no_pager, quiet)
    check(printing)
    opened = open_library(library_path(library))
    report = build(opened, index_path(opened), quiet=quiet, rebuild=rebuild)
    put(report, printing)
    counts = (
        len(report.added),
        len(report.changed),
        len(report.removed),
        report.unchanged,
        len(report.problems),
    )
    said = "added {}, changed {}, removed {}, unchanged {}, problems {}".format(*counts)
    said += f", moved {len(report.moved)}" if report.moved else ""
    said += f", skipped {len(report.skipped)}" if report.skipped else ""
    say(said, quiet=quiet)
    return 4 if report.problems else 0


def add(
    path: Annotated[str, typer.Argument(metavar="PATH|-", help="A file or folder; '-' reads standard input.")],
    link: Annotated[bool, typer.Option("--link", help="Put a link there, not a copy.")] = False,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name in the library, for '-'.", show_default=False)
    ] = None,
    library: opt.LibraryDir = None,
    quiet: opt.Quiet = False,
) -> int:
    """Put files into the library named by -L, then index them; what is there is never overwritten."""
    from cajad_cli.read.adding import add_bytes, add_path
    from cajad_cli.read.library import open_library
    from cajad_cli.render.hygiene import clean

    folder = library_path(library)
    if folder == built_in():
        raise UsageError("the built-in library takes no files", "name a folder of yours with -L")
    opened = open_library(folder)
    if path == "-":
        added: tuple[str, ...] = (add_bytes(opened, sys.stdin.buffer.read(), name or "stdin.txt"),)
    else:
        added = add_path(opened, Path(path).expanduser(), link=link)
    report = build(opened, index_path(opened), quiet=quiet)
    for document in added:
        print(clean(document))
    failed = [p for p in report.problems if p.document in added]
    for problem in failed:
        say(f"cajad: {problem.message}")
    return 4 if failed else 0


def doctor(
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    library: opt.LibraryDir = None,
    format: opt.Format = None,
    fields: opt.Fields = None,
    output: opt.Output = None,
    color: opt.Color = "auto",
    no_pager: opt.NoPager = False,
    quiet: opt.Quiet = False,
) -> int:
    """Check the installation, the library and the index."""
    from cajad_cli.cli.checks import diagnosis

    printing = Printing("json" if json else format, fields, output, color, no_pager, quiet)
    check(printing)
    found = diagnosis(library)
    put(found, printing)
    bad = sum(not c.ok for c in found.checks)
    say(f"{bad or 'no'} problem{'s' if bad != 1 else ''} found", quiet=quiet)
    return 3 if bad else 0
