"""Measure whether pairs of sentences agree or conflict: relations.py SET [--predictions FILE] [--score].

SET is a .jsonl or .jsonl.gz file with `id`, `a`, `b` and, to score, `label` (agree, conflict, neutral). Each sentence
is read as a document of its own, through the same code as `cajad compare`.
"""

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cajad_cli.answer.pairs import judge, renamed
from cajad_cli.extract.claims.tell import claims
from cajad_cli.extract.events.tell import events
from cajad_cli.extract.timex import tag
from cajad_cli.model import Block, Claim, Document, Passage

THRESHOLD = 0.55  # of names


def read(path: Path) -> Iterator[dict[str, Any]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in data.decode("utf-8").splitlines():
        yield json.loads(line)


def told(text: str, name: str) -> tuple[Claim, ...]:
    block = Block("paragraph", 0, len(text))
    document = Document(name, name, name, "news", "", None, "en", None, "none", None, text, (block,), ())
    passages = (Passage(1, 1, "paragraph", 0, len(text)),)
    timexes = tag(text, None)
    return claims(document, passages, timexes, events(document, passages, timexes))


def predict(row: dict[str, Any]) -> dict[str, Any]:
    values = judge(told(row["a"], "a"), told(row["b"], "b"))
    names = renamed(row["a"], row["b"])
    label = "conflict" if values.conflict or names >= THRESHOLD else "agree"
    return {"id": row["id"], "label": label, "score": round(max(values.certainty, names), 4)}


def scores(pairs: list[tuple[str, str]]) -> str:
    """Precision, recall and F1 of "conflict"."""
    counted = Counter(((gold == "conflict"), (said == "conflict")) for gold, said in pairs)
    hit, false, missed = counted[True, True], counted[False, True], counted[True, False]
    precision, recall = hit / max(1, hit + false), hit / max(1, hit + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    counts = f"conflicts {hit + missed}  flagged {hit + false}  n {len(pairs)}"
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {counts}"


def report(rows: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    said = {p["id"]: p["label"] for p in found}
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row.get("label") in ("agree", "conflict"):
            kinds = ["all", row.get("kind", "?")]
            if row.get("kind") in ("numeric", "date"):
                kinds.append("numeric+date")
            for kind in kinds:
                groups.setdefault(kind, []).append((row["label"], said[row["id"]]))
    for kind, pairs in sorted(groups.items()):
        print(f"{kind:13} {scores(pairs)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--score", action="store_true")
    options = parser.parse_args()
    rows = list(read(options.set))
    begin = time.process_time()
    found = [predict(row) for row in rows]
    spent = time.process_time() - begin
    if options.predictions:
        options.predictions.write_text("".join(json.dumps(p) + "\n" for p in found), encoding="utf-8")
    if options.score:
        report(rows, found)
    size = sum(len(r["a"]) + len(r["b"]) for r in rows)
    print(f"{len(rows)} pairs, {size / 1e6 / max(spent, 1e-9):.2f} MB per CPU second", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
