"""Measure the whole tool on annotated documents and hold it to floors.json.

`python tests/quality/gate.py` prints each figure beside its floor: for the seeds (`gold/`), for four libraries of
invented texts (`invented/` to `fourth/`), for all that are annotated for what they contradict each other in
alone (`fifth/` and those after it), and for the date tagger on such texts (`dates/`). `--update` raises the floors to
what is reached. Figures may rise, never silently fall.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from measure import (
    agreement_figures,
    body_figures,
    conflict_figures,
    copy_figures,
    event_figures,
    published_figures,
    rows,
    search_figures,
    share,
    source_figures,
)
from tagging import tagging_figures

from cajad_cli.answer.comparison import comparison
from cajad_cli.answer.search import search
from cajad_cli.answer.timeline import timeline
from cajad_cli.index.store import Store
from cajad_cli.ingest import Options, ingest
from cajad_cli.model import Query
from cajad_cli.read.library import open_library

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
SEEDS, GOLD = HERE.parent.parent / "seeds", HERE / "gold"
LIBRARIES = [HERE / name for name in ("invented", "second", "third", "fourth")]
CONTRADICTIONS = [f.parent for f in sorted(HERE.glob("*/conflicts.jsonl")) if not (f.parent / "events.jsonl").exists()]
INDEXED = date(2026, 11, 21)

TOPICS = {
    "year the dialogue was established": ("dialogue established", "founding year of the dialogue"),
    "abstentions in the UN General Assembly": ("abstentions", "U.N. General Assembly resolution abstained"),
}
SAME_NAME = (
    ("Kyrgyz", "Kyrgyzstan", "Kyrgyz Republic", "Kirghiz"),
    ("CAJAD", "CA+JAD", '"Central Asia plus Japan"'),
    ("U.N.", "UN", "United Nations"),
    ('"Yoshimasa Hayashi"', '"HAYASHI Yoshimasa"'),
    ("Turkmenistan", "Turkmenstan"),
)


@contextmanager
def indexed(folder: Path) -> Iterator[Store]:
    """Index a library in a temporary place."""
    with tempfile.TemporaryDirectory() as place:
        index = Path(place) / "index.sqlite"
        ingest(open_library(folder), index, Options(INDEXED, rebuild=True))
        with Store(index) as store:
            yield store


def seed_figures(store: Store) -> dict[str, float]:
    """Measure the seeds."""
    events = rows(GOLD, "events")
    figures = {
        **published_figures(store, rows(GOLD, "published")),
        **body_figures(store, rows(GOLD, "noevents"), [*events, *rows(GOLD, "undated")]),
        **event_figures(store, events),
        **search_figures(store, rows(GOLD, "search")),
        **conflict_figures(store, rows(GOLD, "conflicts"), TOPICS),
        **agreement_figures(store, rows(GOLD, "agreements")),
    }
    told = {m.text[:20] for e in timeline(store, Query("")).events if e.date == "2022-12-24" for m in e.mentions}
    silent = comparison(store, Query("Afghanistan")).silent
    return figures | {
        "events.undated": float("A meeting of the for" in told),
        "search.same_name": share(len({_found(store, words) for words in some}) == 1 for some in SAME_NAME),
        "search.no_furniture": float(_found(store, "Takaichi") == ("004_86050c840a7a84c7.txt",)),
        "compare.silent": float(set(silent) == {"jiji", "yomiuri"}),
    }


def _found(store: Store, words: str) -> tuple[str, ...]:
    return tuple(sorted(r.document for r in search(store, Query(words)).results))


def invented_figures(store: Store, gold: Path) -> dict[str, float]:
    """Measure an invented library."""
    events = rows(gold, "events")
    return {
        **published_figures(store, rows(gold, "published")),
        **source_figures(store, rows(gold, "publishers")),
        **copy_figures(store, rows(gold, "copies")),
        **body_figures(store, rows(gold, "noevents"), events),
        **event_figures(store, events),
        **search_figures(store, rows(gold, "search")),
        **conflict_figures(store, rows(gold, "conflicts"), {}),
        **agreement_figures(store, rows(gold, "agreements")),
    }


def _seeds(_: Path) -> dict[str, float]:
    with indexed(SEEDS) as store:
        return {f"seeds.{name}": value for name, value in seed_figures(store).items()}


def _library(gold: Path) -> dict[str, float]:
    with indexed(gold / "docs") as store:
        return {f"{gold.name}.{name}": value for name, value in invented_figures(store, gold).items()}


def _contradictions(gold: Path) -> dict[str, float]:
    with indexed(gold / "docs") as store:
        found = published_figures(store, rows(gold, "published")) | conflict_figures(store, rows(gold, "conflicts"), {})
        return {f"{gold.name}.{name}": value for name, value in found.items()}


def _dates(gold: Path) -> dict[str, float]:
    return {f"dates.{name}": value for name, value in tagging_figures(gold).items()}


def _measure(task: tuple[str, Path]) -> dict[str, float]:
    made = {"seeds": _seeds, "library": _library, "contradictions": _contradictions, "dates": _dates}[task[0]]
    return {name: round(value, 4) for name, value in made(task[1]).items()}


def measured() -> dict[str, float]:
    """Give every figure, between 0 and 1, more is better."""
    tasks = [("seeds", SEEDS), *(("library", gold) for gold in LIBRARIES)]
    tasks += [*(("contradictions", gold) for gold in CONTRADICTIONS), ("dates", HERE / "dates")]
    with ProcessPoolExecutor() as pool:
        return {name: value for figures in pool.map(_measure, tasks) for name, value in figures.items()}


def main() -> int:
    """Print all figures and tell whether each holds its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached")
    update = parser.parse_args().update
    figures = measured()
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    sunk = [name for name, floor in floors.items() if figures.get(name, 0.0) < floor]
    for name, value in figures.items():
        print(f"{name:32} {value:7.4f}  floor {floors.get(name, 0.0):.4f}{'  SUNK' if name in sunk else ''}")
    if update and not sunk:
        FLOORS.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 1 if sunk else 0


if __name__ == "__main__":
    sys.exit(main())
