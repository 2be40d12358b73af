"""`cajad dates`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cajad_cli.cli import options as opt
from cajad_cli.cli.printing import Printing, check, put
from cajad_cli.cli.session import count, say, today


def dates(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A text file; '-' reads standard input.")],
    published: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Day of publication, which anchors 'Saturday'.", show_default=False),
    ] = None,
    limit: opt.Limit = None,
    offset: opt.Offset = 0,
    format: opt.Format = None,
    fields: opt.Fields = None,
    output: opt.Output = None,
    color: opt.Color = "auto",
    no_pager: opt.NoPager = False,
    quiet: opt.Quiet = False,
) -> int:
    """List every date expression of a text with its value as TimeML's TIMEX3 has it, and the rule that read it.

    Without --published, the file's own date of publication is the anchor; where it has none, relative dates stay
    unresolved.
    """
    from cajad_cli.answer.dates import dates as answer_dates
    from cajad_cli.extract.asked import period
    from cajad_cli.model import Dates

    printing = Printing(format, fields, output, color, no_pager, quiet)
    check(printing)
    day = None if published is None else period(published, today())[0]
    if file == "-":
        answer = answer_dates("-", sys.stdin.buffer.read(), day, today())
    else:
        answer = answer_dates(file, Path(file).expanduser(), day, today())
    answer = Dates(answer.rows[offset : None if limit is None else offset + limit])
    put(answer, printing)
    say(count(len(answer.rows), "date expression"), quiet=quiet)
    return 0 if answer.rows else 1
