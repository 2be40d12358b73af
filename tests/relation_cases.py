"""Read tests/cases/en/relations.toml: pairs of short documents in a small invented library."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import tomli

from cajad_cli.answer.compare import compare
from cajad_cli.answer.items import Told
from cajad_cli.extract.document import extract
from cajad_cli.model import AskedQuery, Block, Comparison, Document

CASES = Path(__file__).parent / "cases" / "en" / "relations.toml"

# What the other documents of the library tell: the common words of the matter are common in it.
BACKGROUND = (
    "2021-03-01 Japan and the five Central Asian countries agreed to strengthen dialogue. Trade was discussed.",
    "2021-09-10 The foreign minister of Japan met his counterparts from Kazakhstan, Uzbekistan online.",
    "2023-02-14 Kazakhstan and Japan signed a joint statement on cooperation in Tokyo. The president visited it.",
    "2023-06-30 Uzbekistan hosted a business forum with Japanese companies. Investment projects were discussed.",
    "2024-01-15 The leaders of the region plan a summit with Japan. The government hopes for new agreements.",
    "2024-05-20 Turkmenistan and Kyrgyzstan took part in the meeting. The ministers adopted a declaration.",
    "2025-04-04 The European Union held a summit with Central Asia. The countries of the region export energy.",
    "2025-10-10 Russia and China seek influence in Central Asia. Each country has its own relations with Moscow.",
)


class Case(NamedTuple):
    """One pair and the values in dispute, () where there are none."""

    name: str
    a: str
    b: str
    conflict: tuple[str, ...]


def cases() -> list[Case]:
    rows = tomli.loads(CASES.read_text(encoding="utf-8"))["pair"]
    return [Case(r["name"], r["a"], r["b"], tuple(r.get("conflict", ()))) for r in rows]


def document(name: str, row: str) -> Document:
    day, _, text = row.partition(" ")
    block = Block("paragraph", 0, len(text))
    published = date.fromisoformat(day)
    return Document(name, name, name, "news", "", None, "en", published, "text", None, text, (block,), ())


def told(name: str, row: str) -> list[Told]:
    made = document(name, row)
    found = extract(made)
    return [
        Told(
            name, name, row[:10], "", p, made.text[p.start : p.end],
            tuple(c for c in found.claims if (c.paragraph, c.sentence) == (p.paragraph, p.sentence)), 1.0, (), None,
        )
        for p in found.passages
    ]  # fmt: skip


def audit(*rows: str, words: str = "") -> Comparison:
    """Compare the rows within the background library."""
    library = [(f"doc{n}", row) for n, row in enumerate(rows)]
    library += [(f"other{n}", row) for n, row in enumerate(BACKGROUND)]
    every = [t for name, row in library for t in told(name, row)]
    return compare(AskedQuery(words, None, None, ()), every, [name for name, _ in library])
