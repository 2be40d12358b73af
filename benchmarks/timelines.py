"""Measure the days that matter against editors' timelines: timelines.py DIR [--score] [--cli] [--out FOLDER].

DIR has a folder a topic with `articles.jsonl` (`id`, `date`, `source`, `text`) and `timelines.json` (a list of {day:
sentences}). For each reference timeline, `cajad timeline --top N` is asked for as many days as it has. Date F1 is the
harmonic mean of mean precision and mean recall over all timelines (Martschat and Markert 2017), days outside the
reference's first and last dropped. Beside it, from the same index: the days ranked by the share of documents that
mention them. `--cli` asks the command instead of its function; `--out` keeps what was answered, a JSON file a topic.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cajad_cli.answer.timeline import timeline
from cajad_cli.index.store import Store
from cajad_cli.ingest import Options, ingest
from cajad_cli.model import Query
from cajad_cli.read.library import open_library

TODAY = date(2026, 1, 1)
Ranked = list[dict[str, Any]]  # {"date", "score", "sentences"}, best first


class Range(NamedTuple):
    """The days that are asked for, None where all are."""

    since: date | None = None
    until: date | None = None


class Asker(NamedTuple):
    """A topic's library, its index, and whether the command or its function is asked."""

    library: Path
    indexed: Path
    cli: bool

    def ask(self, count: int, between: Range) -> Ranked:
        """Give the `count` days that matter most."""
        events = self._from_command(count, between) if self.cli else self._from_function(count, between)
        return [{"date": day, "score": score, "sentences": [text]} for score, day, text in sorted(events, key=_rank)]

    def _from_function(self, count: int, between: Range) -> list[tuple[float, str, str]]:
        with Store(self.indexed) as store:
            answer = timeline(store, Query("", *between), count)
        return [(e.salience, e.date, e.text) for e in answer.events]

    def _from_command(self, count: int, between: Range) -> list[tuple[float, str, str]]:
        limits = [f"--{name}={day}" for name, day in zip(Range._fields, between, strict=True) if day]
        command = [sys.executable, "-m", "cajad_cli", "-L", str(self.library), "timeline", "--top", str(count)]
        done = subprocess.run([*command, *limits, "-f", "json", "-q"], capture_output=True, text=True, check=False)
        return [(e["salience"], e["date"], e["text"]) for e in json.loads(done.stdout)["events"]]

    def mentioned(self) -> Ranked:
        """Rank the days by how many documents mention them: the baseline."""
        documents: dict[date, set[int]] = defaultdict(set)
        with Store(self.indexed) as store:
            for key, event in store.events():
                if event.first is not None and event.first == event.last:
                    documents[event.first].add(key)
        ranked = sorted(documents, key=lambda day: (-len(documents[day]), day))
        return [{"date": day.isoformat(), "score": len(documents[day]), "sentences": []} for day in ranked]


def _rank(event: tuple[float, str, str]) -> tuple[float, str]:
    return (-event[0], event[1])


def write_library(articles: Path, folder: Path) -> None:
    """Write each article as a text file with its source and day above it."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(articles.read_text(encoding="utf-8").splitlines()):
        article = json.loads(line)
        head = f"Source: {article['source']}\nDate: {article['date']}\n\n"
        name = f"{article['date']}_{article['source']}_{number:05}.txt"
        (folder / name).write_text(f"{head}{article['text']}\n", encoding="utf-8")


def references(topic: Path) -> list[frozenset[date]]:
    """Read the days of each reference timeline."""
    made = json.loads((topic / "timelines.json").read_text(encoding="utf-8"))
    return [frozenset(date.fromisoformat(day[:10]) for day in reference) for reference in made]


def hits(ranked: Ranked, reference: frozenset[date]) -> tuple[float, float]:
    """Give precision and recall of the best days within the reference's span, as many as it has."""
    first, last = min(reference), max(reference)
    days = dict.fromkeys(d for e in ranked if first <= (d := date.fromisoformat(e["date"])) <= last)
    kept = set(list(days)[: len(reference)])
    right = len(kept & reference)
    return right / max(len(kept), 1), right / len(reference)


def date_f1(pairs: Sequence[tuple[float, float]]) -> float:
    """Combine mean precision and mean recall."""
    precision = sum(p for p, _ in pairs) / len(pairs)
    recall = sum(r for _, r in pairs) / len(pairs)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def measured(topic: Path, asker: Asker, out: Path | None) -> Iterator[dict[str, tuple[float, float]]]:
    """Ask for each timeline of a topic; give the baseline's and the answers' precision and recall."""
    baseline = asker.mentioned()
    for number, reference in enumerate(references(topic)):
        inside = asker.ask(len(reference), Range(min(reference), max(reference)))
        open_ended = asker.ask(len(reference), Range())
        if out is not None:
            (out / f"{topic.name}.{number}.json").write_text(json.dumps(inside), encoding="utf-8")
        answers = {"share of documents": baseline, "--top, since, until": inside, "--top alone": open_ended}
        yield {name: hits(ranked, reference) for name, ranked in answers.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dir", type=Path)
    parser.add_argument("--score", action="store_true", help="print the figures of each timeline too")
    parser.add_argument("--cli", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, tuple[float, float]]] = []
    spent = 0.0
    with tempfile.TemporaryDirectory() as work:
        for topic in sorted(t for t in options.dir.iterdir() if (t / "timelines.json").exists()):
            folder = Path(work) / topic.name
            write_library(topic / "articles.jsonl", folder)
            index = Path(work) / f"{topic.name}.sqlite"
            ingest(open_library(folder), index, Options(TODAY))
            begin = time.perf_counter()
            for row in measured(topic, Asker(folder, index, options.cli), options.out):
                rows.append(row)
                if options.score:
                    figures = "  ".join(f"{name} {precision:.3f}" for name, (precision, _) in row.items())
                    print(f"{topic.name:28} precision: {figures}", flush=True)
            spent += time.perf_counter() - begin
    for name in rows[0] if rows else ():
        print(f"date F1  {name:22} {date_f1([row[name] for row in rows]):.4f}")
    print(f"{len(rows)} timelines, {spent / max(len(rows), 1):.2f} s each", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
