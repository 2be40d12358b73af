"""`cajad compare`."""

from typing import Annotated

import typer

from cajad_cli.cli import options as opt
from cajad_cli.cli.printing import Printing, check, put
from cajad_cli.cli.session import Request, count, open_store, query, say, say_corrections
from cajad_cli.errors import UsageError


def compare(
    words: opt.Words = None,
    by: Annotated[
        str, typer.Option(metavar="WHAT", help="'source': what each one says.", show_default=False)
    ] = "point",
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
    output: opt.Output = None,
    color: opt.Color = "auto",
    no_pager: opt.NoPager = False,
    quiet: opt.Quiet = False,
) -> int:
    """Tell who says what on a topic, point by point: conflicts, agreements, who is silent.

    Without words: every conflict of the library.
    """
    from cajad_cli.answer.comparison import comparison
    from cajad_cli.render import ViewOptions

    printing = Printing(format, fields, output, color, no_pager, quiet)
    check(printing)
    if by not in ("point", "source"):
        raise UsageError(f"--by is {by!r}", "it is point or source")
    asked = query(Request(words, library, since, until, source, document, limit, offset, sort, exact), quiet=quiet)
    with open_store(library, quiet=quiet) as store:
        answer = comparison(store, asked)
    say_corrections(answer.query, quiet=quiet)
    put(answer, printing, ViewOptions(by="source" if by == "source" else ""))
    conflicts = sum(p.verdict == "conflict" for p in answer.points)
    if asked.text:
        silent = f"{count(len(answer.silent), 'source')} silent"
        say(f"{count(answer.total, 'point')}, {conflicts} in dispute, {silent}", quiet=quiet)
    else:
        say(f"{count(conflicts, 'conflict')} found", quiet=quiet)
    return 0 if answer.points or answer.passages else 1
