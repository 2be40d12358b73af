"""Write a library of mixed files in every format, some of them damaged, and index it: nothing may crash or go untold.

    python benchmarks/mixed.py [--count 2000] [--folder FOLDER] [--jobs N]

Stories are made of the seeds' sentences and of invented ones; every fifth file is damaged: cut, with bytes turned over,
with zeros, under the wrong suffix, or empty. Prints by suffix how many files were read, read in part, and told as
unreadable.
"""

import argparse
import gzip
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import formats  # noqa: E402

from cajad_cli.ingest import Options, ingest  # noqa: E402
from cajad_cli.model import IngestReport  # noqa: E402
from cajad_cli.read.library import open_library  # noqa: E402

TODAY = date(2026, 1, 15)
_DAMAGED = 5  # one file in so many
_FIRST = date(2019, 1, 7)
_PLACES = ("Lorvik", "Aldane", "Port Merrin", "Tazgul", "Kestrel Bay", "Oru", "Vantaheim", "Sarik")
_THINGS = ("pier", "railway", "treaty", "dam", "school", "power line", "hospital", "customs post")
_TOLD = (
    "The {thing} of {place} was opened on {day} by the minister of transport, the town said in a statement.",
    "It cost {n} million crowns, and {m} people worked on it for three years, according to the builder.",
    "A delegation from {place} will travel to Oru next month to talk about the {thing}, its head said.",
    "Prices in {place} rose by {n} percent in the year to June, the office of statistics reported on Monday.",
    "“We did not expect that the {thing} would be ready before winter,” said the mayor of {place}.",
    "The first meeting on the {thing} was held in {place} in 2011 and was attended by {m} delegates.",
    "Critics say that the {thing} came too late, and that {n} villages around {place} still wait for water.",
)


class Written(NamedTuple):
    """A file of the mixed library; `damage` names what was done to it, "" where it is whole."""

    name: str
    damage: str


def stories(chance: Random) -> Iterator[formats.Story]:
    """Yield invented stories without end, some with sentences of the seeds."""
    seeds = [
        p for path in sorted((ROOT / "seeds").iterdir()) for p in path.read_text("utf-8").split("\n") if len(p) > 80
    ]
    number = 0
    while True:
        number += 1
        place, thing = chance.choice(_PLACES), chance.choice(_THINGS)
        day = _FIRST + timedelta(chance.randrange(2400))
        said = chance.sample(_TOLD, chance.randint(3, len(_TOLD)))
        told = f"{day - timedelta(chance.randrange(5)):%B %-d, %Y}"
        words = [
            s.format(place=place, thing=thing, day=told, n=chance.randint(2, 90), m=chance.randint(100, 900))
            for s in said
        ]
        words += chance.sample(seeds, 1) if chance.random() < 0.3 else []
        title = f"{place}: what became of the {thing}, part {number}"
        url = f"https://gazette.example/{day:%Y}/{number}"
        yield formats.Story(title, "Aida Nurlan", f"{place} Gazette", day, url, tuple(words))


def damaged(data: bytes, how: str, chance: Random) -> bytes:
    """Give a file's bytes with damage done to them."""
    if how == "cut":
        return data[: chance.randrange(1, max(2, len(data)))]
    if how == "turned":
        made = bytearray(data)
        for _ in range(max(8, len(made) // 100)):
            made[chance.randrange(len(made))] = chance.randrange(256)
        return bytes(made)
    if how == "zeros":
        at = chance.randrange(len(data))
        return data[:at] + b"\0" * 512 + data[at + 512 :]
    return b"" if how == "empty" else data


def write(folder: Path, count: int, seed: int = 1) -> list[Written]:
    """Write `count` files into folders by format, the same every time."""
    chance = Random(seed)
    told = stories(chance)
    makers = [*formats.SINGLE, *formats.CONTAINERS, "html.gz", "jsonl.gz", "attached.eml", "columns.pdf"]
    made: list[Written] = []
    for number in range(count):
        kind = makers[number % len(makers)]
        data = _made(kind, told, chance)
        how = chance.choice(("cut", "turned", "zeros", "empty", "suffix")) if number % _DAMAGED == 4 else ""
        suffix = chance.choice(("txt", "pdf", "docx", "html", "eml", "csv")) if how == "suffix" else kind
        name = f"{kind}/{number:05}.{suffix}"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(damaged(data, how, chance))
        made.append(Written(name, how))
    return made


def _made(kind: str, told: Iterator[formats.Story], chance: Random) -> bytes:
    story = next(told)
    if kind == "attached.eml":
        attached = {"paper.pdf": formats.pdf(next(told), pages=1), "rows.csv": formats.csv([next(told)])}
        return formats.message(story, attached, page=True).as_bytes()
    if kind == "columns.pdf":
        return formats.pdf(story, columns=True)
    bare = kind.removesuffix(".gz")
    if bare in formats.SINGLE:
        data = formats.SINGLE[bare](story)
    else:
        data = formats.CONTAINERS[bare]([story, *(next(told) for _ in range(chance.randrange(12)))])
    return gzip.compress(data) if kind != bare else data


def untold(made: Sequence[Written], report: IngestReport) -> list[str]:
    """Give the files that are neither in the index nor among the problems: there must be none."""
    told = {p.document.partition("#")[0] for p in report.problems}
    return [w.name for w in made if w.name not in told and w.name not in report.added]


def main() -> None:
    """Write the library, index it, print what became of its files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cajad-mixed-") as temporary:
        folder = (asked.folder or Path(temporary)) / "library"
        begun = time.perf_counter()
        made = write(folder, asked.count)
        written = time.perf_counter()
        place = folder.parent / "index.sqlite"
        report = ingest(open_library(folder), place, Options(TODAY, rebuild=True, jobs=asked.jobs))
        print(f"written in {written - begun:.1f} s, indexed in {time.perf_counter() - written:.1f} s")
        _show(made, report)
    if left := untold(made, report):
        raise SystemExit(f"neither read nor told: {left}")


def _show(made: Sequence[Written], report: IngestReport) -> None:
    problems = {p.document.partition("#")[0] for p in report.problems}
    rows: dict[str, Counter[str]] = {}
    for one in made:
        read, told = one.name in report.added, one.name in problems
        state = "in part" if read and told else "read" if read else "told"
        rows.setdefault(one.name.partition("/")[0], Counter())[f"{'damaged' if one.damage else 'whole'} {state}"] += 1
    columns = ("whole read", "whole in part", "whole told", "damaged read", "damaged in part", "damaged told")
    print(f"{'':14}" + "".join(f"{name:>17}" for name in columns))
    for kind, states in rows.items():
        print(f"{kind:14}" + "".join(f"{states[name] or '':>17}" for name in columns))
    counts = (len(report.added), report.documents, len(report.problems), len(report.notes))
    print("{} files, {} documents, {} problems, {} notes".format(*counts))


if __name__ == "__main__":
    main()
