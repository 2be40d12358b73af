"""JSON: one record a line (JSON Lines), named by the number of its line; or a list of records in one file."""

import json
from collections.abc import Iterator
from typing import Final

from cajad_cli.errors import ReadError
from cajad_cli.read.decode import decode
from cajad_cli.read.formats.part import Flaw, Part, Source
from cajad_cli.read.formats.record import record_part
from cajad_cli.read.formats.stream import rows

_NAMED: Final = 5  # damaged lines


def parts(source: Source) -> Iterator[Part | Flaw]:
    """Give the text of each record; a damaged line is told and the others are read."""
    if source.name.lower().endswith(".json"):
        yield from _listed(source)
        return
    bad: list[int] = []  # the first of them
    damaged = count = 0
    for number, line in rows(source):
        count += 1
        try:
            record = json.loads((line or "").lstrip("\ufeff")) if line is None or line.strip() else None
        except (ValueError, RecursionError):
            record = []
        if isinstance(record, dict) and (part := record_part(str(number), record)):
            yield part
        elif record is not None and not isinstance(record, dict):
            damaged += 1
            bad += [number] if damaged <= _NAMED else []
    if damaged:
        few = ", ".join(map(str, bad)) + (", …" if damaged > _NAMED else "")
        yield Flaw("", f"{source.name}: {damaged} of {count} lines are no records: {few}")


def _listed(source: Source) -> Iterator[Part | Flaw]:
    try:
        made = json.loads(decode(source.data(), source.name))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{source.name} is no JSON: {str(error)[:100]}") from None
    if isinstance(made, dict) and len(lists := [v for v in made.values() if _is_records(v)]) == 1:
        made = lists[0]
    if isinstance(made, dict):
        if part := record_part("", made):
            yield part
            return
    elif _is_records(made):
        for number, record in enumerate(made, 1):
            if isinstance(record, dict) and (part := record_part(str(number), record)):
                yield part
        return
    raise ReadError(f"{source.name} holds no records with text", "a list of objects is read, one document each")


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
