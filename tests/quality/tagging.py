"""Figures of the date tagger against texts annotated by hand, by the definitions of TempEval-3."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from measure import Row, rows

from cajad_cli.extract.timex import tag
from cajad_cli.model import Timex

_CALENDAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def tagging_figures(folder: Path) -> dict[str, float]:
    """Measure by kind of text the F1 of all values (`value`) and of calendar dates alone (`cal`).

    Right are those that overlap an annotated expression and have its value.
    """
    gold: dict[str, list[Row]] = defaultdict(list)
    for row in rows(folder, "dates"):
        gold[row["file"]].append(row)
    counts: Counter[str] = Counter()
    for document in rows(folder, "documents"):
        text = (folder / "texts" / document["file"]).read_text(encoding="utf-8")
        found = tag(text, date.fromisoformat(document["dct"]) if document["dct"] else None)
        counts.update(f"{document['kind']}.{name}" for name in _counted(found, gold[document["file"]]))
    kinds = sorted({name.partition(".")[0] for name in counts})
    return {f"{kind}.{what}": _f1(counts, f"{kind}.{what}") for kind in kinds for what in ("value", "cal")}


def _f1(counts: Counter[str], name: str) -> float:
    found, known = counts[f"{name}.found"], counts[f"{name}.known"]
    return 2 * counts[f"{name}.right"] / (found + known) if found + known else 1.0


def _counted(found: Sequence[Timex], gold: Sequence[Row]) -> Iterator[str]:
    """Name what is found, known and right, once for each expression."""
    yield from ("value.found" for _ in found)
    yield from ("cal.found" for t in found if t.type == "DATE" and _CALENDAR.fullmatch(t.value))
    free = list(found)
    for row in gold:
        calendar = row["type"] == "DATE" and _CALENDAR.fullmatch(row["value"]) is not None
        yield "value.known"
        if calendar:
            yield "cal.known"
        timex = max(free, key=lambda t: min(t.end, row["end"]) - max(t.start, row["start"]), default=None)
        if timex is None or timex.start >= row["end"] or row["start"] >= timex.end:
            continue
        free.remove(timex)
        if timex.value == row["value"]:
            yield "value.right"
            if calendar:
                yield "cal.right"
