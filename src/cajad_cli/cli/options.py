"""The options that commands share, each written once."""

from pathlib import Path
from typing import Annotated

import typer

Words = Annotated[
    list[str] | None,
    typer.Argument(help="Words to look for; '-' reads them from standard input.", show_default=False),
]
LibraryDir = Annotated[
    Path | None,
    typer.Option(
        "--library",
        "-L",
        metavar="DIR",
        help="Folder of documents; else $CAJAD_LIBRARY, else the built-in one.",
        show_default=False,
    ),
]
Since = Annotated[
    str | None,
    typer.Option(metavar="D", help="First day: a year, month, day, 2022Q4, 'last month'.", show_default=False),
]
Until = Annotated[str | None, typer.Option(metavar="D", help="Last day, inclusive.", show_default=False)]
Source = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="ID", help="Only this source; repeatable.", show_default=False),
]
DocumentGlob = Annotated[
    str | None,
    typer.Option("--document", metavar="GLOB", help="Only documents with such an id.", show_default=False),
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", metavar="N", min=0, help="At most N results.", show_default=False),
]
Offset = Annotated[int, typer.Option(metavar="N", min=0, help="Skip the first N results.", show_default=False)]
Sort = Annotated[str, typer.Option(metavar="KEY", help="Order of the results.", show_default=False)]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="F",
        help="table, text, json, jsonl, csv, tsv, markdown or html (timeline also ics).",
        show_default=False,
    ),
]
Fields = Annotated[
    str | None,
    typer.Option(metavar="A,B", help="Only these fields, in this order; alone, lists them.", show_default=False),
]
Template = Annotated[
    str | None,
    typer.Option(metavar="T", help="A line a record, laid out: '{source} {text:.80}'.", show_default=False),
]
Null = Annotated[bool, typer.Option("--null", "-0", help="End each record with NUL, for xargs -0.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE.", show_default=False)
]
Color = Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.", show_default=False)]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Do not page long answers.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on standard error but errors.")]
Exact = Annotated[bool, typer.Option("--exact", help="Take words as typed: no corrections, no other spellings.")]
