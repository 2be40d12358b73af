"""`cajad search`."""

from typing import Annotated

import typer

from cajad_cli.cli import options as opt
from cajad_cli.cli.printing import Printing, check, put
from cajad_cli.cli.session import Request, count, open_store, query, say, say_corrections
from cajad_cli.errors import UsageError


def search(
    words: opt.Words = None,
    by: Annotated[
        str, typer.Option(metavar="WHAT", help="'passage': one result a passage.", show_default=False)
    ] = "document",
    snippets: Annotated[int, typer.Option(metavar="N", min=1, help="Passages a document in a table.")] = 3,
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
    """Find where it is said: documents that answer, best first, with the passages that match.

    Any word may match; "a phrase" and NEAR must be there, -word must not. Also: a OR b, ( ), prefix*, a NEAR/5 b,
    title:word, source:id, date:2022-11..2022-12.
    """
    from cajad_cli.answer.search import search as answer_search
    from cajad_cli.render import ViewOptions

    printing = Printing(format, fields, output, color, no_pager, quiet)
    check(printing)
    if by not in ("document", "passage"):
        raise UsageError(f"--by is {by!r}", "it is document or passage")
    request = Request(words, library, since, until, source, document, limit, offset, sort, exact, by)
    asked = query(request, quiet=quiet)
    if not asked.text and asked.since is None and asked.until is None and not asked.sources and not asked.document:
        raise UsageError("nothing to search for", "type words: cajad search dialogue established")
    with open_store(library, quiet=quiet) as store:
        answer = answer_search(store, asked)
    say_corrections(answer.query, quiet=quiet)
    put(answer, printing, ViewOptions(by="passage" if by == "passage" else "", snippets=snippets))
    shown = f", {len(answer.results)} shown" if len(answer.results) < answer.total else ""
    say(f"{count(answer.total, by)} found{shown}", quiet=quiet)
    return 0 if answer.results else 1
