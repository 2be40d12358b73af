"""The formats of nested values: JSON and JSON Lines."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from cajad_cli.model import Comparison, Count, IngestReport
from cajad_cli.render.envelope import Json, by_source, envelope, said
from cajad_cli.render.view import Answer, Page

# Legal in JSON, yet not safe to print raw: DEL and C1 steer terminals, U+2028 and U+2029 end lines for
# some readers, bidirectional controls reorder the line, lone surrogates are no UTF-8.
_UNSAFE_JSON = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]"


def json_lines(answer: Answer, page: Page) -> Iterator[str]:
    """Yield the results as JSON, one a line."""
    results = envelope(answer, page.options).results
    if isinstance(answer, Comparison) and (page.options.by == "source" or not answer.points):
        results = tuple(map(said, by_source(answer)))
    names = page.fields
    if isinstance(answer, IngestReport | Count) and not names:
        from cajad_cli.render.rows import SHAPES

        names = SHAPES[type(answer)].columns
    for value in _picked(answer, page, results, names):
        yield _dump(value) + "\n"


def json_document(answer: Answer, page: Page) -> Iterator[str]:
    """Yield the one JSON document of an answer, each result on a line of its own."""
    whole = envelope(answer, page.options)
    counted = isinstance(answer, Count) and page.fields
    results = () if counted else _picked(answer, page, whole.results, page.fields)
    yield "{" + ", ".join(f"{_dump(key)}: {_dump(value)}" for key, value in whole.head.items())
    yield f",\n {_dump(whole.key)}: ["
    for number, result in enumerate(results):
        yield (",\n  " if number else "\n  ") + _dump(result)
    yield "]"
    for key, value in whole.tail.items():
        yield f",\n {_dump(key)}: {_dump(value)}"
    yield "}\n"


def _picked(answer: Answer, page: Page, results: Sequence[Json], names: tuple[str, ...]) -> Iterator[Json]:
    """Yield the results as JSON values: those of the contract, or the fields asked for of each."""
    if not names:
        yield from results
    elif results and set(names) <= results[0].keys():
        for result in results:
            yield {name: result[name] for name in names}
    else:
        from cajad_cli.render.rows import records

        for record in records(answer, names, page.options):
            yield dict(zip(names, record, strict=True))


@cache
def _encoder() -> Callable[[Any], str]:
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False).encode


def _dump(value: Any) -> str:
    written = _encoder()(value)
    return written if written.isprintable() else re.sub(_UNSAFE_JSON, _escaped, written)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
