"""`cajad timeline`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cajad_cli.cli import options as opt
from cajad_cli.cli.printing import Printing, check, put
from cajad_cli.cli.session import Request, count, open_store, query, say, say_corrections
from cajad_cli.errors import UsageError

if TYPE_CHECKING:
    from cajad_cli.model import Query

_PERIODS = ("", "day", "week", "month", "quarter", "year")


def timeline(
    words: opt.Words = None,
    by: Annotated[
        str,
        typer.Option(metavar="PERIOD", help="Headers by day, week, month, quarter or year.", show_default=False),
    ] = "",
    top: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Only the N days that matter most, one event each.", show_default=False),
    ] = None,
    bars: Annotated[bool, typer.Option("--bars", help="Count the events by period instead, as bars.")] = False,
    undated: Annotated[
        bool, typer.Option("--undated", help="List what could not be dated instead, each with the reason.")
    ] = False,
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
    """Tell what happened when: events by date, every telling of one event in one entry, plans marked as plans."""
    from cajad_cli.answer.timeline import timeline as answer_timeline
    from cajad_cli.render import ViewOptions

    printing = Printing(format, fields, output, color, no_pager, quiet, template, null)
    check(printing)
    if by not in _PERIODS:
        raise UsageError(f"--by is {by!r}", f"it is {', '.join(_PERIODS[1:])}")
    if undated and (bars or by or top):
        raise UsageError("--undated goes with no --bars, --by or --top", "what has no date has no period")
    asked = query(Request(words, library, since, until, source, document, limit, offset, sort, exact), quiet=quiet)
    if undated:
        return _undated(asked, library, printing)
    with open_store(library, quiet=quiet) as store:
        answer = answer_timeline(store, asked, top)
    say_corrections(answer.query, quiet=quiet)
    put(answer, printing, ViewOptions(by=by, bars=bars))
    plans = sum(e.status == "planned" for e in answer.events)
    told = sum(len(e.mentions) for e in answer.events)
    say(", ".join((count(len(answer.events), "event"), count(told, "telling"), f"{plans} planned")), quiet=quiet)
    return 0 if answer.events else 1


def _undated(asked: "Query", library: Path | None, printing: Printing) -> int:
    """List what could not be dated."""
    from cajad_cli.answer.undated import undated

    with open_store(library, quiet=printing.quiet) as store:
        answer = undated(store, asked)
    say_corrections(answer.query, quiet=printing.quiet)
    put(answer, printing)
    say(f"{count(answer.total, 'passage')} without a day", quiet=printing.quiet)
    return 0 if answer.passages else 1
