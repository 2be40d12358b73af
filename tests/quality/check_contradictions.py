"""Verify the annotation of a library that is annotated for its contradictions alone.

`python check_contradictions.py fifth` prints each fault; exit code 1 if there is one. Quotes stand once in their file,
the words that tell a value inside the quote, a conflict has two values of two files, days of issue are days.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
Row = dict[str, Any]


def _rows(folder: Path, name: str) -> list[Row]:
    file = folder / f"{name}.jsonl"  # one annotates no agreements
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def _claim_faults(docs: dict[str, str], claim: Row) -> Iterator[str]:
    text, quote = docs.get(claim["file"], ""), claim["quote"]
    if text.count(" ".join(quote.split())) != 1:
        yield f"not once in {claim['file']}: {quote}"
    if str(claim.get("told", quote)).lower() not in quote.lower():
        yield f"told outside the quote: {claim['told']}"


def faults(folder: Path) -> Iterator[str]:
    """Give what is wrong with an annotation."""
    docs = {p.name: " ".join(p.read_text(encoding="utf-8").split()) for p in (folder / "docs").iterdir()}
    for row in _rows(folder, "conflicts"):
        claims = row["claims"]
        for claim in claims:
            yield from _claim_faults(docs, claim)
        if len({c["file"] for c in claims}) < 2 or (row["genuine"] and len({c["value"] for c in claims}) < 2):
            yield f"no two sides: {row['topic']}"
    for row in _rows(folder, "agreements"):
        yield from (f"{row['topic']}: no {file}" for file in row["files"] if file not in docs)
    stated = {row["file"]: row["published"] for row in _rows(folder, "published")}
    if stated.keys() != docs.keys():
        yield f"days of issue: {sorted(stated.keys() ^ docs.keys())}"
    for day in stated.values():
        date.fromisoformat(day)


if __name__ == "__main__":
    found = list(faults(HERE / sys.argv[1]))
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    sys.exit(1 if found else 0)
