"""Measure whether pairs of sentences tell of one event: same_event.py PAIRS [--predictions FILE] [--score].

PAIRS is a .jsonl or .jsonl.gz file with `id` ("document:n|document:n"), `topic`, `a`, `b` and, to score, `label` (1 or
0). Its documents, with their sentences, stand beside it: same_event.X has same_event_docs.X. The documents of one
topic are one library; each sentence is a telling, held against another by the same code as in `cajad timeline`.
"""

import argparse
import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cajad_cli.answer.likeness import SAME, Likeness, Telling
from cajad_cli.extract.events.keys import keys, matter
from cajad_cli.extract.events.trigger import Trigger, triggers
from cajad_cli.extract.timex import periods, tag
from cajad_cli.model import Block, Document, Event, Passage, Span

PRECISION = 0.9
Row = dict[str, Any]


def read(path: Path) -> Iterator[Row]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in data.decode("utf-8").splitlines():
        yield json.loads(line)


def document_of(row: Row) -> tuple[Document, dict[int, Passage]]:
    """Put the sentences of a document together, addresses left out; passages by their numbers in the data."""
    told = [s for s in row["sentences"] if not s["is_url"]] or row["sentences"]
    text = "\n\n".join(s["text"] for s in told)
    passages, blocks, at = {}, [], 0
    for place, sentence in enumerate(told, 1):
        end = at + len(sentence["text"])
        passages[sentence["n"]] = Passage(place, 1, "heading" if place == 1 else "paragraph", at, end)
        blocks.append(Block("paragraph", at, end))
        at = end + 2
    name, title = row["id"], told[0]["text"]
    made = Document(name, name, name, "news", title, None, "en", None, "none", None, text, tuple(blocks), ())
    return made, passages


def tellings_of(row: Row, key: int) -> Iterator[tuple[str, Telling]]:
    """Give each sentence of a document as a telling, under the id that pairs name it by."""
    document, passages = document_of(row)
    text = document.text
    about = frozenset(matter(document, list(passages.values())))
    timexes = tag(text, None, [Span(p.start, p.end) for p in passages.values()])
    for n, passage in passages.items():
        dates = [t for t in timexes if passage.start <= t.start < passage.end]
        found = [t for t in triggers(text, passage.start, passage.end) if t.name != "say"]
        trigger = found[0] if found else Trigger(passage.start, passage.start, "")
        clause = Span(passage.start, passage.end)
        days = next(iter(periods(text, dates)), None)
        event = Event(
            passage.paragraph, 1, *clause, days.first if days else None, days.last if days else None,
            days.value if days else None, days.end if days else None, "happened", None, trigger.name, "sentence",
            keys(text, clause, passage, trigger, dates),
        )  # fmt: skip
        yield f"{row['id']}:{n}", Telling(0, key, row["id"], row["id"], None, event, about)


def library(rows: Sequence[Row]) -> tuple[Likeness, dict[str, Telling]]:
    """Profile the documents of one topic."""
    told = [pair for key, row in enumerate(rows) for pair in tellings_of(row, key)]
    tellings = {name: telling._replace(number=number) for number, (name, telling) in enumerate(told)}
    return Likeness(list(tellings.values())), tellings


def libraries(pairs: Path) -> dict[int, tuple[Likeness, dict[str, Telling]]]:
    beside = pairs.with_name(pairs.name.replace("same_event", "same_event_docs"))
    topics: dict[int, list[Row]] = defaultdict(list)
    for row in read(beside):
        topics[row["topic"]].append(row)
    return {topic: library(rows) for topic, rows in topics.items()}


def predict(pairs: Path) -> Iterator[Row]:
    made = libraries(pairs)
    for row in read(pairs):
        likeness, tellings = made[row["topic"]]
        one, other = (tellings[name] for name in row["id"].split("|"))
        score = likeness.of(one, other)
        yield {"id": row["id"], "score": round(score, 5), "same": score >= SAME}


def scores(gold: Sequence[bool], found: Sequence[Row]) -> str:
    """Area under the ROC curve, accuracy at the product's threshold, recall where precision is still 0.9."""
    ranked = sorted(zip((p["score"] for p in found), gold, strict=True), reverse=True)
    positives = sum(gold)
    above, hits, area, recall = 0, 0, 0.0, 0.0
    at = 0
    while at < len(ranked):
        tied = [same for score, same in ranked[at:] if score == ranked[at][0]] if _tied(ranked, at) else [ranked[at][1]]
        right = sum(tied)
        area += (len(tied) - right) * (hits + right / 2)
        hits, above, at = hits + right, above + len(tied), at + len(tied)
        if hits / above >= PRECISION:
            recall = hits / positives
    area /= max(positives * (len(gold) - positives), 1)
    accuracy = sum(p["same"] == same for p, same in zip(found, gold, strict=True)) / len(gold)
    return f"AUC {area:.3f}  accuracy {accuracy:.3f}  recall at precision {PRECISION} {recall:.3f}  n {len(gold)}"


def _tied(ranked: Sequence[tuple[float, bool]], at: int) -> bool:
    return at + 1 < len(ranked) and ranked[at + 1][0] == ranked[at][0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--score", action="store_true")
    options = parser.parse_args()
    begin = time.process_time()
    found = list(predict(options.pairs))
    print(f"{len(found)} pairs in {time.process_time() - begin:.1f} CPU seconds", file=sys.stderr)
    if options.predictions:
        options.predictions.write_text("".join(json.dumps(p) + "\n" for p in found), encoding="utf-8")
    if options.score:
        print(scores([bool(row["label"]) for row in read(options.pairs)], found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
