"""Checks the annotated dates of this folder against their texts: `python tests/quality/dates/check.py`."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
KINDS = frozenset({"news", "narrative", "cajad"})

_YEAR = r"(?:BC\d{4}|\d{4}|XXXX)"
_DAY = rf"{_YEAR}-(?:0[1-9]|1[0-2]|XX)-(?:0[1-9]|[12]\d|3[01]|XX)"
_DATE = (
    r"PAST_REF|PRESENT_REF|FUTURE_REF"
    rf"|{_DAY}|{_YEAR}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|H[12]|SP|SU|FA|WI))?"
    r"|(?:\d{4}|XXXX)-W(?:0[1-9]|[1-4]\d|5[0-3]|XX)(?:-WE|-[1-7])?"
    r"|(?:BC)?\d{2,3}|FY\d{4}"
)
_TIME = rf"{_DAY}T(?:(?:[01]\d|2[0-4])(?::[0-5]\d)?|MO|MI|AF|EV|NI)"
_AMOUNT = r"(?:\d+(?:\.\d+)?|X)"
_DURATION = rf"P{_AMOUNT}(?:Y|M|W|D|DE|CE)|PT(?:{_AMOUNT}H)?(?:{_AMOUNT}M)?(?:{_AMOUNT}S)?"
VALUES = {
    "DATE": re.compile(_DATE),
    "TIME": re.compile(_TIME),
    "DURATION": re.compile(_DURATION),
    "SET": re.compile(rf"{_DATE}|{_TIME}|{_DURATION}"),
}


class Document(NamedTuple):
    """One text: its file name, its kind and its publication date, if it has one."""

    file: str
    kind: str
    dct: str | None


class Expression(NamedTuple):
    """One annotated expression: half-open character offsets into its file, verbatim text, TIMEX3 type and value."""

    file: str
    start: int
    end: int
    text: str
    type: str
    value: str


def documents() -> list[Document]:
    """Returns the documents in the order of documents.jsonl."""
    return [Document(**row) for row in _rows("documents.jsonl")]


def expressions() -> list[Expression]:
    """Returns the annotated expressions in the order of dates.jsonl."""
    return [Expression(**row) for row in _rows("dates.jsonl")]


def faults() -> list[str]:
    """Returns one line for each fault of the set, none if it is sound."""
    return [*_document_faults(), *_expression_faults()]


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _document_faults() -> Iterator[str]:
    listed = [document.file for document in documents()]
    stored = sorted(path.name for path in (HERE / "texts").glob("*.txt"))
    if sorted(listed) != stored:
        yield f"documents.jsonl and texts/ differ: {sorted(set(listed) ^ set(stored))}"
    for document in documents():
        if document.kind not in KINDS:
            yield f"{document.file}: unknown kind {document.kind}"
        if document.dct is not None and not _is_calendar_day(document.dct):
            yield f"{document.file}: dct {document.dct} is no day"


def _expression_faults() -> Iterator[str]:
    texts = {document.file: (HERE / "texts" / document.file).read_text(encoding="utf-8") for document in documents()}
    last: dict[str, int] = {}
    for found in expressions():
        place = f"{found.file}:{found.start}"
        if texts.get(found.file, "")[found.start : found.end] != found.text:
            yield f"{place}: {found.text!r} is not there"
        if not found.text or found.text != found.text.strip():
            yield f"{place}: {found.text!r} is empty or has blanks around it"
        if found.start < last.get(found.file, 0):
            yield f"{place}: overlaps the one before or is out of order"
        last[found.file] = found.end
        yield from _value_faults(place, found)


def _value_faults(place: str, found: Expression) -> Iterator[str]:
    form = VALUES.get(found.type)
    if form is None:
        yield f"{place}: unknown type {found.type}"
    elif not form.fullmatch(found.value) or found.value == "PT":
        yield f"{place}: {found.value} is no {found.type} value"
    day = re.match(r"\d{4}-\d\d-\d\d", found.value)
    if day and not _is_calendar_day(day.group()):
        yield f"{place}: {day.group()} is no day"


def _is_calendar_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _counts() -> str:
    kinds = {document.file: document.kind for document in documents()}
    counts = Counter((kinds[found.file], found.type) for found in expressions())
    return "\n".join(f"{kind:10} {name:9} {number:4}" for (kind, name), number in sorted(counts.items()))


def main() -> int:
    """Prints the faults, or the counts by kind and type; returns 1 if there are faults."""
    found = faults()
    print("\n".join(found) if found else _counts())
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
