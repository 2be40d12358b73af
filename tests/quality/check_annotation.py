"""Check that the annotation of an invented library agrees with its documents.

`python check_annotation.py second` prints each problem, then the counts; exit code 1 if there is a problem.
"""

from __future__ import annotations

import calendar
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple


class Expected(NamedTuple):
    """What holds for one library beyond its annotation: sizes, and whether the values of claims are spelt in quotes."""

    documents: int
    fewest_words: int
    most_words: int
    spelt: bool


LIBRARY = sys.argv[1]
EXPECTED = {"invented": Expected(33, 120, 500, False), "second": Expected(40, 120, 450, True)}[LIBRARY]
ROOT = Path(__file__).resolve().parent / LIBRARY
DOCS = ROOT / "docs"
SHORTEST_QUOTE = 40
KINDS = {"date", "count", "number", "place", "name", "edition"}
STATUSES = {"past", "planned", "cancelled"}
EVIDENCE = {"text", "inferred", "library", "none"}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

NUMBER_WORDS = re.compile(r"\b(six|seven|fourteen|sixty-two|forty-one|hundred|tenth)\b")

Row = dict[str, Any]
Interval = tuple[date, date]


def rows(name: str) -> list[Row]:
    """Return the objects of one JSON-lines file of the annotation."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def interval(first: str, last: str | None = None) -> Interval:
    """Return the first and last day of an ISO date of any precision, or of a pair; raises ValueError."""
    start, end = days_of(first), days_of(last or first)
    if start[0] > end[1]:
        raise ValueError(f"{first} is after {last}")
    return start[0], end[1]


def days_of(value: str) -> Interval:
    """Return the first and last day of a year, month or day in ISO 8601; raises ValueError."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        raise ValueError(f"not an ISO date: {value}")
    year, *rest = (int(part) for part in value.split("-"))
    month = rest[0] if rest else 0
    if len(rest) == 2:
        return date(year, month, rest[1]), date(year, month, rest[1])
    last_month = month or 12
    return date(year, month or 1, 1), date(year, last_month, calendar.monthrange(year, last_month)[1])


def paragraph_from(text: str, start: int) -> str:
    """Return the text from `start` to the next blank line."""
    end = re.search(r"\n[ \t]*\n|\Z", text[start:])
    return text[start : start + end.start()] if end else text[start:]


def begins_passage(text: str, start: int) -> bool:
    """Tell whether a sentence, a line or a list item can begin at `start`."""
    before = text[:start].rstrip(" ")
    return not before or before[-1] == "\n" or bool(re.search(r"[.!?:/–•)-][\"”’)]*\s*$", before))


def check_quote(row: Row, texts: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with the place of a quoted row: file, wording, uniqueness."""
    text = texts.get(row["file"])
    if text is None:
        yield f"no such file: {row['file']}"
    elif row["quote"] not in text:
        yield f"{row['file']}: not verbatim: {row['quote']!r}"
    elif text.count(row["quote"]) > 1:
        yield f"{row['file']}: more than once: {row['quote']!r}"


def check_event(row: Row, texts: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with one event row."""
    wrong = list(check_quote(row, texts))
    if wrong:
        yield from wrong
        return
    text, quote, where = texts[row["file"]], row["quote"], f"{row['file']}: {row['quote'][:40]!r}"
    start = text.index(quote)
    if len(quote) < SHORTEST_QUOTE and quote[-1] not in ".;":
        yield f"{where}: too short, and no whole sentence"
    if not begins_passage(text, start):
        yield f"{where}: does not begin a passage"
    if row["span"] not in paragraph_from(text, start):
        yield f"{where}: the span {row['span']!r} does not follow"
    if row["status"] not in STATUSES:
        yield f"{where}: status {row['status']}"
    try:
        first, _ = interval(row["date"], row.get("date_end"))
    except ValueError as error:
        yield f"{where}: {error}"
        return
    yield from check_weekday(row, first, where)


def check_weekday(row: Row, first: date, where: str) -> Iterator[str]:
    """Yield a message where the span names a weekday on which the event's first day does not fall."""
    named = [day for day in WEEKDAYS if day in row["span"].lower()]
    if named and WEEKDAYS[first.weekday()] not in named:
        yield f"{where}: {first} is no {named[0]}"


def check_status_against_issue(row: Row, published: str | None) -> Iterator[str]:
    """Yield a message where a past event lies after the document, or a planned one before it."""
    if not published:
        return
    issued = interval(published)
    told = interval(row["date"], row.get("date_end"))
    if row["status"] == "past" and told[0] > issued[1]:
        yield f"{row['file']}: past, yet after the document: {row['date']}"
    if row["status"] == "planned" and told[1] < issued[0]:
        yield f"{row['file']}: planned, yet before the document: {row['date']}"


def check_clusters(events: list[Row]) -> Iterator[str]:
    """Yield clusters without one telling whose days meet those of all tellings not disputed or moved."""
    clusters: dict[str, list[Row]] = defaultdict(list)
    for row in events:
        if row["cluster"]:
            clusters[row["cluster"]].append(row)
    for name, told in clusters.items():
        days = [
            interval(row["date"], row.get("date_end")) for row in told if not (row.get("disputed") or row.get("moved"))
        ]
        if not any(all(a[0] <= b[1] and b[0] <= a[1] for b in days) for a in days):
            yield f"cluster {name}: dates do not meet"


def check_published(texts: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with the publication dates, one row for every document."""
    listed = rows("published.jsonl")
    if sorted(row["file"] for row in listed) != sorted(texts):
        yield "published.jsonl: not one row for every document"
    for row in listed:
        if row["evidence"] not in EVIDENCE or (row["published"] is None) != (row["evidence"] == "none"):
            yield f"published.jsonl: {row['file']}: evidence {row['evidence']}"
        if row["published"]:
            interval(row["published"])


def check_conflicts(texts: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with the claims of the conflicts."""
    for row in rows("conflicts.jsonl"):
        for claim in row["claims"]:
            yield from check_quote(claim, texts)
            if EXPECTED.spelt:
                yield from check_value(row["kind"], claim)
        if EXPECTED.spelt and row["kind"] not in KINDS:
            yield f"conflict {row['topic']}: kind {row['kind']}"
        if row["genuine"] and len({claim["file"] for claim in row["claims"]}) < 2:
            yield f"conflict {row['topic']}: one document alone"
        if len({claim["value"] for claim in row["claims"]}) < 2:
            yield f"conflict {row['topic']}: fewer than two values"


def check_value(kind: str, claim: Row) -> Iterator[str]:
    """Yield a message where the quote of a claim about a figure or a name does not hold the value."""
    quote = claim["quote"].replace("\n", " ").lower()
    figure = re.search(r"[\d.,]*\d", claim["value"])
    told = re.findall(r"[\d.,]*\d", quote)
    if kind in {"count", "number"} and figure and figure.group() not in told and not NUMBER_WORDS.search(quote):
        yield f"{claim['file']}: no {claim['value']} in {claim['quote']!r}"
    if kind == "place" and claim["value"].lower() not in quote:
        yield f"{claim['file']}: no {claim['value']} in {claim['quote']!r}"


def check_files(texts: dict[str, str]) -> Iterator[str]:
    """Yield names of files that do not exist in the remaining parts of the annotation."""
    named = [row["file"] for row in rows("publishers.jsonl")]
    named += [name for row in rows("agreements.jsonl") for name in row["files"]]
    named += [name for row in rows("search.jsonl") for name in row["relevant"]]
    named += [name for row in rows("copies.jsonl") for name in (row["file"], row["copy_of"])]
    yield from (f"no such file: {name}" for name in named if name not in texts)


def problems() -> Iterator[str]:
    """Yield every disagreement between the annotation and the documents."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.txt"))}
    if len(texts) != EXPECTED.documents:
        yield f"{len(texts)} documents"
    for name, text in texts.items():
        if not EXPECTED.fewest_words <= len(text.split()) <= EXPECTED.most_words:
            yield f"{name}: {len(text.split())} words"
    events = rows("events.jsonl")
    published = {row["file"]: row["published"] for row in rows("published.jsonl")}
    for row in events:
        yield from check_event(row, texts)
        yield from check_status_against_issue(row, published[row["file"]])
    for row in rows("noevents.jsonl"):
        yield from check_quote(row, texts)
    yield from check_clusters(events)
    yield from check_published(texts)
    yield from check_conflicts(texts)
    yield from check_files(texts)


def counts() -> str:
    """Return the sizes of the parts of the annotation in one line."""
    sizes = {path.stem: len(rows(path.name)) for path in sorted(ROOT.glob("*.jsonl"))}
    kinds = Counter("genuine" if row["genuine"] else "apparent" for row in rows("conflicts.jsonl"))
    return ", ".join(f"{name} {size}" for name, size in {**sizes, **kinds}.items())


def main() -> int:
    """Print the problems and the sizes; return 1 when there is a problem."""
    found = list(problems())
    for line in found:
        print(line)
    print(counts())
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
