"""Records laid out by a template: "{published} {title}". Names of fields, and nothing else, are looked up."""

import re
from collections.abc import Iterator
from string import Formatter
from typing import Final

from cajad_cli.errors import UsageError
from cajad_cli.noun import NamedTuple
from cajad_cli.render.records import cell_text, exact_text
from cajad_cli.render.rows import Cell, check_fields, records
from cajad_cli.render.view import Answer, Page

_ESCAPE: Final = re.compile(r"\\([nt0\\])")
_ESCAPED: Final = {"n": "\n", "t": "\t", "0": "\0", "\\": "\\"}
_SPEC: Final = re.compile(
    r"(?:(?P<fill>.)?(?P<align>[<>^]))?(?P<zero>0)?(?P<width>\d{1,3})?(?:\.(?P<precision>\d{1,3}))?(?P<type>[sdf])?"
)
_HOW: Final = "write {field}, or {field:<20.15} for a width and a most; {{ and }} stand for braces"


class Slot(NamedTuple):
    """Words of a template and the field behind them, "" where it ends in words."""

    words: str
    field: str
    spec: str


def check_template(answer_type: type, template: str) -> None:
    """Raise UsageError where a template cannot be read or names what a type of answer has not."""
    check_fields(answer_type, [slot.field for slot in slots(template) if slot.field], nested=False)


def laid_out(answer: Answer, page: Page) -> Iterator[str]:
    """Yield the records of an answer, one a result, or one a part where a part's field is named."""
    made = slots(page.options.template)
    names = tuple(dict.fromkeys(slot.field for slot in made if slot.field))
    for record in records(answer, names, page.options):
        cells = dict(zip(names, record, strict=True))
        yield "".join(slot.words + _filled(slot, cells, page) for slot in made) + page.options.end


def slots(template: str) -> tuple[Slot, ...]:
    """Cut a template at its fields; raises UsageError where it is none."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise UsageError(f"the template {template!r} cannot be read: {error}", _HOW) from None
    return tuple(_slot(template, *part) for part in parts)


def _slot(template: str, words: str, field: str | None, spec: str | None, conversion: str | None) -> Slot:
    plain = _ESCAPE.sub(lambda found: _ESCAPED[found[1]], words)
    if field is None:
        return Slot(plain, "", "")
    if conversion or "." in field or "[" in field or not field:
        written = f"{{{field}{f'!{conversion}' if conversion else ''}}}"
        raise UsageError(f"{written} of the template {template!r} is no name of a field", _HOW)
    if _SPEC.fullmatch(spec or "") is None:
        raise UsageError(f"{{{field}:{spec}}} of the template {template!r} has a form that is not known", _HOW)
    return Slot(plain, field, spec or "")


def _filled(slot: Slot, cells: dict[str, Cell], page: Page) -> str:
    if not slot.field:
        return ""
    cell = cells[slot.field]
    if not slot.spec:
        return exact_text(cell, slot.field, page)
    found = _SPEC.fullmatch(slot.spec)
    assert found is not None
    number = isinstance(cell, int | float) and not isinstance(cell, bool)
    text = _number(cell, found) if isinstance(cell, int | float) and number else _cut(cell_text(cell), found)
    fill = found["fill"] or ("0" if found["zero"] else " ")
    align = found["align"] or (">" if number else "<")
    width = int(found["width"] or 0)
    return {"<": text.ljust, ">": text.rjust, "^": text.center}[align](width, fill)


def _number(cell: float, spec: re.Match[str]) -> str:
    """Write a number, its precision the number of its decimals."""
    if spec["precision"] is None or (isinstance(cell, int) and spec["type"] != "f"):
        return str(cell)
    return f"{cell:.{spec['precision']}f}"


def _cut(text: str, spec: re.Match[str]) -> str:
    """Cut a text at its precision, the most characters of it."""
    return text if spec["precision"] is None else text[: int(spec["precision"])]
