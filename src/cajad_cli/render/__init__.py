"""Answers on paper: the same answer as a table, as records for scripts, as a page, as a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TextIO

from cajad_cli.errors import UsageError
from cajad_cli.model import Timeline
from cajad_cli.render.view import Answer, Page, ViewOptions

__all__ = ["FORMATS", "ViewOptions", "render"]

Writer = Callable[[Any, Page], Iterator[str]]

FORMATS = ("table", "text", "json", "jsonl", "csv", "tsv", "markdown", "html", "ics")
_NESTED = {"json", "jsonl"}
_AS_USUAL = ViewOptions()


def render(  # noqa: PLR0913 (the options of one call, all but two by name)
    answer: Answer,
    format: str,
    out: TextIO,
    *,
    width: int,
    color: bool,
    fields: tuple[str, ...] = (),
    options: ViewOptions = _AS_USUAL,
) -> None:
    """Write an answer to `out` in one of FORMATS; an empty answer gives a valid, empty document.

    `width` is that of a table in terminal cells. `color` is the last word on colour: False gives no
    escape code at all. Raises UsageError for an unknown format or field, and for a calendar of anything
    but a timeline.
    """
    if options.bars and isinstance(answer, Timeline):
        from cajad_cli.render.bars import histogram

        answer = histogram(answer, options.by)
    write = _writer(format, answer)
    if fields:
        from cajad_cli.render.rows import check_fields

        check_fields(type(answer), fields, nested=format in _NESTED)
    if options.template:
        from cajad_cli.render.template import check_template

        check_template(type(answer), options.template)
    page = Page(max(width, 20), color, tuple(dict.fromkeys(fields)), options, out.isatty())
    out.writelines(write(answer, page))


def _writer(format: str, answer: Answer) -> Writer:
    """Import the one writer that is needed."""
    if format not in FORMATS:
        raise UsageError(f"there is no format {format!r}", f"there are {', '.join(FORMATS)}")
    if format == "ics":
        if not isinstance(answer, Timeline):
            hint = "cajad timeline --format ics, without --bars and --undated"
            raise UsageError("only a timeline makes a calendar", hint)
        from cajad_cli.render.icalendar import calendar

        return calendar
    if format == "table":
        from cajad_cli.render.tables import table

        return table
    if format in {"markdown", "html"}:
        from cajad_cli.render import pages

        return pages.markdown if format == "markdown" else pages.html
    if format in _NESTED:
        from cajad_cli.render import nested

        return nested.json_document if format == "json" else nested.json_lines
    from cajad_cli.render import records

    by_name: dict[str, Writer] = {"text": records.text, "csv": records.csv, "tsv": records.tsv}
    return by_name[format]
