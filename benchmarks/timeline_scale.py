"""Time `cajad timeline` as the library grows: whole, of a topic, of a month, its ten main days.

    python benchmarks/timeline_scale.py [--sizes 1000,10000] [--folder FOLDER]

Prints CPU seconds in this process, and each as a ratio to what it was at the first size; the library grows by the
factor in the first column, so a ratio near it is linear growth.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sizes import indexes, spent

from cajad_cli.answer.timeline import timeline
from cajad_cli.index.store import Store
from cajad_cli.model import Query

ASKED = {
    "whole": Query("", limit=20),
    "topic": Query("Dialogue treaty", limit=20),
    "rare topic": Query("Zeteast", limit=20),
    "one month": Query("", since=date(2014, 3, 1), until=date(2014, 3, 31), limit=20),
}


def main() -> None:
    """Print a line a question, a column a size."""
    with indexes(__doc__) as found:
        columns = [dict(_measured(index)) for index in found.values()]
    print(f"{'documents':16}" + "".join(f"{size:>18,}" for size in found))
    for name in columns[0]:
        first = columns[0][name]
        cells = (f"{column[name]:10,.3f} {column[name] / first if first else 0:6.1f}x" for column in columns)
        print(f"{name:16}" + "".join(f"{cell:>18}" for cell in cells))


def _measured(index: Path) -> Iterator[tuple[str, float]]:
    with Store(index) as store:
        yield "tellings", float(sum(1 for _ in store.events(sorted(store.rows()))))
    for name, query in ASKED.items():
        yield name, spent(partial(_ask, index, query))
    yield "ten main days", spent(partial(_ask, index, Query(""), 10))


def _ask(index: Path, query: Query, top: int | None = None) -> None:
    with Store(index) as store:
        timeline(store, query, top)


if __name__ == "__main__":
    main()
