"""`cajad search`."""

from typing import TYPE_CHECKING, Annotated

import typer

from cajad_cli.cli import options as opt
from cajad_cli.cli.printing import Printing, check, put
from cajad_cli.cli.session import Request, count, open_store, query, say, say_corrections
from cajad_cli.errors import UsageError

if TYPE_CHECKING:
    from cajad_cli.index.store import Store
    from cajad_cli.model import Count, Facets, Query, SearchAnswer


def search(
    words: opt.Words = None,
    by: Annotated[
        str, typer.Option(metavar="WHAT", help="'passage': one result a passage.", show_default=False)
    ] = "document",
    snippets: Annotated[int, typer.Option(metavar="N", min=1, help="Passages a document in a table.")] = 3,
    context: Annotated[
        int, typer.Option(metavar="N", min=0, max=100, help="Sentences around each passage.", show_default=False)
    ] = 0,
    counted: Annotated[bool, typer.Option("--count", help="Only how many there are.")] = False,
    facet: Annotated[
        str | None,
        typer.Option(metavar="F", help="Count them by source, year, kind or document instead.", show_default=False),
    ] = None,
    opened: Annotated[bool, typer.Option("--open", help="Read the best document at the best place.")] = False,
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
    """Find where it is said: documents that answer, best first, with the passages that match.

    Any word may match; "a phrase" and NEAR must be there, -word must not. Also: a OR b, ( ), prefix*, a NEAR/5 b,
    title:word, source:id, date:2022-11..2022-12.
    """
    from cajad_cli.answer.search import search as answer_search
    from cajad_cli.render import ViewOptions

    printing = Printing(format, fields, output, color, no_pager, quiet, template, null)
    check(printing)
    if by not in ("document", "passage"):
        raise UsageError(f"--by is {by!r}", "it is document or passage")
    _check_one_of({"--count": counted, "--facet": facet is not None, "--open": opened, "--context": context > 0})
    per = "passage" if by == "passage" else ""
    request = Request(words, library, since, until, source, document, limit, offset, sort, exact, per)
    asked = query(request, quiet=quiet)
    if not asked.text and asked.since is None and asked.until is None and not asked.sources and not asked.document:
        raise UsageError("nothing to search for", "type words: cajad search dialogue established")
    with open_store(library, quiet=quiet) as store:
        if counted or facet is not None:
            return _counts(store, asked, facet, printing)
        answer = answer_search(store, asked._replace(limit=1) if opened else asked)
        if context:
            from cajad_cli.answer.around import with_context

            answer = with_context(store, answer, context)
        if opened and answer.results:
            return _open(store, answer, printing)
    say_corrections(answer.query, quiet=quiet)
    put(answer, printing, ViewOptions(by=per, snippets=snippets, context=context))
    say(f"{count(answer.total, by)} found{_shown(answer, offset)}", quiet=quiet)
    return 0 if answer.results else 1


def _check_one_of(options: dict[str, bool]) -> None:
    given = [name for name, is_given in options.items() if is_given]
    if len(given) > 1:
        raise UsageError(f"{given[0]} goes with no {given[1]}", "ask for one after the other")


def _shown(answer: "SearchAnswer", offset: int) -> str:
    """Say which part of what was found the page shows, "" where it shows all."""
    shown = len(answer.results)
    if shown == answer.total:
        return ""
    if not offset or not shown:
        return f", {shown or 'none'} shown"
    last = f" to {offset + shown}" if shown > 1 else ""
    return f", {offset + 1}{last} shown"


def _counts(store: "Store", asked: "Query", facet: str | None, printing: Printing) -> int:
    """Print how many there are, or how many of each value of a facet."""
    from cajad_cli.answer import facets

    answer: Count | Facets = facets.count(store, asked) if facet is None else facets.facets(store, asked, facet)
    say_corrections(answer.query, quiet=printing.quiet)
    put(answer, printing)
    if facet is not None:
        say(f"{count(answer.total, answer.unit)} found", quiet=printing.quiet)
    return 0 if answer.total else 1


def _open(store: "Store", answer: "SearchAnswer", printing: Printing) -> int:
    """Show the document of the first result, at its first passage."""
    from cajad_cli.answer.library import show
    from cajad_cli.model import Span
    from cajad_cli.render import ViewOptions

    best = answer.results[0]
    reading, _ = show(store, best.document)
    place = best.passages[0] if best.passages else None
    say_corrections(answer.query, quiet=printing.quiet)
    at = None if place is None else Span(place.start, place.end)
    put(reading, printing, ViewOptions(at=at))
    where = "" if place is None else f":{place.paragraph}.{place.sentence}"
    say(f"{best.document}{where}, {best.rank} of {answer.total} found", quiet=printing.quiet)
    return 0
