"""`cajad sources` and `cajad show`."""

from typing import Annotated

import typer

from cajad_cli.cli import options as opt
from cajad_cli.cli.printing import Printing, check, put
from cajad_cli.cli.session import Request, count, open_store, query, say
from cajad_cli.errors import UsageError
from cajad_cli.model import SourcesOnly


def sources(
    library: opt.LibraryDir = None,
    since: opt.Since = None,
    until: opt.Until = None,
    source: opt.Source = None,
    document: opt.DocumentGlob = None,
    limit: opt.Limit = None,
    offset: opt.Offset = 0,
    sort: opt.Sort = "",
    undated: Annotated[
        bool, typer.Option("--undated", help="Only documents without a day, with what was seen instead.")
    ] = False,
    copies: Annotated[
        bool, typer.Option("--copies", help="Only stories told twice: the first document, then its copies.")
    ] = False,
    format: opt.Format = None,
    fields: opt.Fields = None,
    template: opt.Template = None,
    null: opt.Null = False,
    output: opt.Output = None,
    color: opt.Color = "auto",
    no_pager: opt.NoPager = False,
    quiet: opt.Quiet = False,
) -> int:
    """List the documents of the library: source, date and where it was read, title, size, copies."""
    from cajad_cli.answer.library import sources as answer_sources

    if undated and copies:
        raise UsageError("--undated and --copies ask for two lists", "ask for one at a time")
    only: SourcesOnly = "undated" if undated else "copies" if copies else ""
    printing = Printing(format, fields, output, color, no_pager, quiet, template, null)
    check(printing)
    asked = query(Request(None, library, since, until, source, document, limit, offset, sort), quiet=quiet)
    with open_store(library, quiet=quiet) as store:
        answer = answer_sources(store, asked, only)
    put(answer, printing)
    what = {"": "", "undated": " without a day", "copies": " with copies"}[only]
    say(f"{count(len(answer.documents), 'document')}{what} in {answer.library.name}", quiet=quiet)
    return 0 if answer.documents else 1


def show(
    place: Annotated[str, typer.Argument(metavar="DOC[:P[.S]]", help="A document, its paragraph P, its sentence S.")],
    opened: Annotated[bool, typer.Option("--open", help="The whole document, opened at that place.")] = False,
    library: opt.LibraryDir = None,
    format: opt.Format = None,
    fields: opt.Fields = None,
    output: opt.Output = None,
    color: opt.Color = "auto",
    no_pager: opt.NoPager = False,
    quiet: opt.Quiet = False,
) -> int:
    """Read one document, paragraphs numbered; DOC:3.2 is paragraph 3, sentence 2."""
    from cajad_cli.answer.library import show as answer_show
    from cajad_cli.model import Span
    from cajad_cli.render import ViewOptions

    printing = Printing(format, fields, output, color, no_pager, quiet)
    check(printing)
    with open_store(library, quiet=quiet) as store:
        answer, whole = answer_show(store, place)
        at = None
        if opened and not whole:
            at = Span(answer.paragraphs[0].start, answer.paragraphs[0].end)
            answer, whole = answer_show(store, answer.row.document)
    put(answer, printing, ViewOptions(whole=whole, at=at))
    return 0
