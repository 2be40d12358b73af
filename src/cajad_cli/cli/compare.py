"""`cajad compare`."""

from typing import TYPE_CHECKING, Annotated

import typer

from cajad_cli.cli import options as opt
from cajad_cli.cli.printing import Printing, check, put
from cajad_cli.cli.session import Request, count, library_path, open_store, query, say, say_corrections
from cajad_cli.errors import UsageError

if TYPE_CHECKING:
    from cajad_cli.model import Comparison


def compare(
    words: opt.Words = None,
    by: Annotated[
        str, typer.Option(metavar="WHAT", help="'source': what each one says.", show_default=False)
    ] = "point",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why claims were held together and how values were read.")
    ] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(metavar="X", help="Only conflicts at least so certain, 0 to 1.", show_default=False),
    ] = None,
    silenced: Annotated[bool, typer.Option("--silenced", help="List also what library.toml silences.")] = False,
    exact: opt.Exact = False,
    library: opt.LibraryDir = None,
    since: opt.Since = None,
    until: opt.Until = None,
    source: opt.Source = None,
    document: opt.DocumentGlob = None,
    limit: opt.Limit = None,
    offset: opt.Offset = 0,
    sort: opt.Sort = "",
    format: opt.Format = None,
    fields: opt.Fields = None,
    template: opt.Template = None,
    null: opt.Null = False,
    output: opt.Output = None,
    color: opt.Color = "auto",
    no_pager: opt.NoPager = False,
    quiet: opt.Quiet = False,
) -> int:
    """Tell who says what on a topic, point by point: conflicts, agreements, who is silent.

    Without words: every conflict of the library.
    """
    from cajad_cli.answer.comparison import Wanted, comparison
    from cajad_cli.read.library import open_library
    from cajad_cli.render import ViewOptions

    printing = Printing(format, fields, output, color, no_pager, quiet, template, null)
    check(printing)
    if by not in ("point", "source"):
        raise UsageError(f"--by is {by!r}", "it is point or source")
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise UsageError(f"--min-confidence is {min_confidence:g}", "it is a number from 0 to 1")
    asked = query(Request(words, library, since, until, source, document, limit, offset, sort, exact), quiet=quiet)
    with open_store(library, quiet=quiet) as store:
        settled = open_library(library_path(library)).settled
        explained = explain or "explain" in (fields or "").replace(" ", "").split(",")
        answer = comparison(store, asked, settled, Wanted(explained, silenced, min_confidence or 0.0))
    say_corrections(answer.query, quiet=quiet)
    put(answer, printing, ViewOptions(by="source" if by == "source" else "", explain=explain))
    _say_counts(answer, quiet=quiet)
    return 0 if answer.points or answer.passages else 1


def _say_counts(answer: "Comparison", *, quiet: bool) -> None:
    """Tell how many points there are, and which of them library.toml settles or silences."""
    open_ones = sum(p.verdict == "conflict" and p.settled is None for p in answer.points)
    decided = sum(p.settled is not None and p.settled.value is not None for p in answer.points)
    settled = f", {decided} settled" if decided else ""
    if answer.query.text:
        silent = f"{count(len(answer.silent), 'source')} silent"
        say(f"{count(answer.total, 'point')}, {open_ones} in dispute{settled}, {silent}", quiet=quiet)
    else:
        say(f"{count(open_ones, 'conflict')} found{settled}", quiet=quiet)
    for entry in answer.unmet:
        say(f"cajad: library.toml:{entry.line}: no conflict has all words of {entry.topic!r}", quiet=quiet)
    if answer.silenced:
        lines = sorted({entry.line for entry in answer.silenced})
        where = ", ".join(f"library.toml:{line}" for line in lines)
        say(f"{count(len(answer.silenced), 'silenced point')} ({where})", quiet=quiet)
