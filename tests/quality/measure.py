"""Figures of an index against annotation by hand: dates of issue, body, events, merging, search, conflicts."""

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from cajad_cli.answer.comparison import comparison
from cajad_cli.answer.search import search
from cajad_cli.answer.timeline import timeline
from cajad_cli.index.store import Store
from cajad_cli.model import Comparison, Mention, Point, Query, Timeline

Row = dict[str, Any]
_PLANS = {"planned": "planned", "cancelled": "cancelled"}


def rows(folder: Path, name: str) -> list[Row]:
    """Read one file of an annotation, [] where there is none."""
    path = folder / f"{name}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines if line.strip()]


def share(hits: Iterable[bool]) -> float:
    """Give the share of true values, 1.0 where there are none."""
    values = list(hits)
    return sum(values) / len(values) if values else 1.0


def plain(text: str) -> str:
    """Fold white space, so that hard-wrapped quotes compare."""
    return " ".join(text.split())


def holds(text: str, quote: str, most: int = 40) -> bool:
    """Tell whether a passage holds the beginning of a quote, or, cut before it, the quote's own beginning."""
    said, asked = plain(text), plain(quote)[:most]
    return asked in said or (len(said) > 15 and said[:most] in plain(quote))


def published_figures(store: Store, gold: Sequence[Row]) -> dict[str, float]:
    """Measure days of issue: right among those that a reader can tell, wrong among those stated, kind of evidence."""
    found = {r.document: r for r in store.rows().values()}
    known = [g for g in gold if g["published"]]
    stated = [g for g in gold if found[g["file"]].published]
    days = {g["file"]: found[g["file"]].published or "" for g in gold}
    return {
        "published.right": share(days[g["file"]] == g["published"] for g in known),
        "published.not_wrong": share(days[g["file"]].startswith(g["published"] or "-") for g in stated),
        "published.evidence": share(found[g["file"]].published_from == g["evidence"] for g in known),
    }


def body_figures(store: Store, noevents: Sequence[Row], told: Sequence[Row]) -> dict[str, float]:
    """Measure what is left out and what is kept: page furniture, annotated passages."""
    bodies = _bodies(store)
    furniture = [g for g in noevents if not g.get("body")]
    return {
        "body.no_furniture": share(not any(holds(t, g["quote"]) for t in bodies[g["file"]]) for g in furniture),
        "body.kept": share(any(holds(t, g["quote"]) for t in bodies[g["file"]]) for g in told),
    }


def _bodies(store: Store) -> dict[str, list[str]]:
    names = {key: row.document for key, row in store.rows().items()}
    return {names[key]: [content.text[p.start : p.end] for p in content.passages] for key, content in store.contents()}


def event_figures(store: Store, gold: Sequence[Row]) -> dict[str, float]:
    """Measure events: recall and precision of dates, status, and the grouping of tellings as B-cubed F1.

    B-cubed: Bagga & Baldwin 1998, over the annotated tellings that were found.
    """
    answer = timeline(store, Query(""))
    homes = _homes(answer)
    wanted = [g for g in gold if not g.get("optional")]
    found = [(g, home) for g in wanted if (home := _find(homes, g)) is not None]
    dated = [m for _, m in homes if m.date is not None]
    return {
        "events.recall": len(found) / max(len(wanted), 1),
        "events.precision": share(any(_tells(g, m) for g in gold) for m in dated),
        "events.status": share(m.status == _PLANS.get(g["status"], "happened") for g, (_, m) in found),
        "events.one_entry": _pairs([(g.get("cluster") or f"alone {id(g)}", e) for g, (e, _) in found]),
        "events.b_cubed": b_cubed([(g.get("cluster") or f"alone {id(g)}", e) for g, (e, _) in found]),
    }


Home = tuple[int, Mention]


def _homes(answer: Timeline) -> list[Home]:
    return [(number, m) for number, entry in enumerate(answer.events) for m in entry.mentions]


def _find(homes: Sequence[Home], g: Row) -> Home | None:
    fitting = [(n, m) for n, m in homes if _tells(g, m)]
    exact = [(n, m) for n, m in fitting if m.timex and plain(m.timex.text) in plain(g["span"])]
    return next(iter((*exact, *fitting)), None)


def _tells(g: Row, m: Mention) -> bool:
    return (
        m.document == g["file"] and m.date == g["date"] and m.until == g.get("date_end") and holds(m.text, g["quote"])
    )


def _pairs(grouped: Sequence[tuple[str, int]]) -> float:
    """Give the share of pairs of tellings that are rightly together or rightly apart."""
    return share((a[0] == b[0]) == (a[1] == b[1]) for a, b in combinations(grouped, 2))


def b_cubed(grouped: Sequence[tuple[str, int]]) -> float:
    """Give the B-cubed F1 of (real group, found group) pairs."""
    real: dict[str, set[int]] = defaultdict(set)
    made: dict[int, set[int]] = defaultdict(set)
    for n, (wanted, home) in enumerate(grouped):
        real[wanted].add(n)
        made[home].add(n)
    if not grouped:
        return 1.0
    both = [len(real[w] & made[h]) for w, h in grouped]
    precision = sum(b / len(made[h]) for b, (_, h) in zip(both, grouped, strict=True)) / len(grouped)
    recall = sum(b / len(real[w]) for b, (w, _) in zip(both, grouped, strict=True)) / len(grouped)
    return 2 * precision * recall / (precision + recall)


def search_figures(store: Store, gold: Sequence[Row]) -> dict[str, float]:
    """Measure search: documents of grade 2 first, and nDCG@10 with linear gain."""
    first, gains = [], []
    for g in gold:
        found = [r.document for r in search(store, Query(g["query"])).results]
        best = {d for d, grade in g["relevant"].items() if grade == 2}
        first.append(set(found[: len(best)]) == best if best else bool(set(found) & set(g["relevant"])))
        gains.append(ndcg(found, g["relevant"]))
    return {"search.best_first": share(first), "search.ndcg": sum(gains) / max(len(gains), 1)}


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Give nDCG at `depth` with linear gain (Järvelin & Kekäläinen 2002)."""

    def gain(values: Iterable[int]) -> float:
        return sum(value / math.log2(place + 2) for place, value in enumerate(values))

    best = gain(sorted(grades.values(), reverse=True)[:depth])
    return gain(grades.get(d, 0) for d in found[:depth]) / best if best else 1.0


def conflict_figures(store: Store, gold: Sequence[Row], topics: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Measure conflicts: those of fact found by topic and by audit, the merely apparent left alone.

    `topics` gives for a conflict's topic the words to ask; the topic itself is asked where it has none.
    """
    audit = comparison(store, Query(""))
    facts = [g for g in gold if g["genuine"] and g["kind"] != "wording"]
    apparent = [g for g in gold if not g["genuine"]]
    by_topic = {words: comparison(store, Query(words)) for g in gold for words in topics.get(g["topic"], (g["topic"],))}
    asked = [finds(by_topic[words], g) for g in facts for words in topics.get(g["topic"], (g["topic"],))]
    answers = (audit, *by_topic.values())
    flagged = [p for p in audit.points if p.verdict == "conflict"]
    return {
        "compare.by_topic": share(asked),
        "compare.by_audit": share(finds(audit, g) for g in facts),
        "compare.apparent_left": share(not any(_cries_wolf(a, g, facts) for a in answers) for g in apparent),
        "compare.known": share(any(is_about(p, g) for g in facts) for p in flagged),
    }


def agreement_figures(store: Store, gold: Sequence[Row]) -> dict[str, float]:
    """Measure agreements: those of which asking their topic shows a point that most of the sources make."""
    copies = {r.document: r.copy_of or r.document for r in store.rows().values()}
    return {"compare.agreed": share(agrees(comparison(store, Query(g["topic"])), g["files"], copies) for g in gold)}


def agrees(answer: Comparison, files: Sequence[str], copies: Mapping[str, str]) -> bool:
    """Tell whether a point quotes at least two thirds of the files, and two, as agreed; copies count as one.

    In a point of dispute those agree that share a position.
    """
    wanted = {copies[f] for f in files}
    sides = [
        q for p in answer.points for q in ([p.positions] if p.verdict != "conflict" else [(x,) for x in p.positions])
    ]
    made = ({copies[c.document] for position in side for c in position.claims} & wanted for side in sides)
    return any(len(voices) >= max(2, 2 * len(wanted) / 3) for voices in made)


def _cries_wolf(answer: Comparison, g: Row, facts: Sequence[Row]) -> bool:
    """Tell whether an answer flags two values of a merely apparent conflict that are of no genuine one."""
    return any(p.verdict == "conflict" and _is_apparent(p, g, facts) for p in answer.points)


def _is_apparent(point: Point, g: Row, facts: Sequence[Row]) -> bool:
    """Tell whether two positions quote two of the values of `g` themselves, not others of the same sentences."""
    held: list[set[tuple[str, str]]] = []
    for position in point.positions:
        said = [(q.document, q.text, plain(q.value.text)) for q in position.claims]
        held.append(
            {
                (c["file"], c["value"])
                for c in g["claims"]
                for d, text, value in said
                if d == c["file"] and _same(c["quote"], text) and _overlap(value, c["quote"])
            }
        )
    pairs = (
        {x, y} for a, b in combinations(held, 2) for x in a for y in b if x[1] != y[1]
    )  # fmt: skip
    told = [{(c["file"], c["value"]) for c in fact["claims"]} for fact in facts]
    return any(not any(pair <= fact for fact in told) for pair in pairs)


def _overlap(value: str, quote: str) -> bool:
    """Tell whether the words of a value are of a quotation, or the other way round."""
    said = plain(quote)
    return value in said or said in value


def finds(answer: Comparison, g: Row) -> bool:
    """Tell whether an answer flags the annotated conflict."""
    return any(p.verdict == "conflict" and is_about(p, g) for p in answer.points)


def is_about(point: Point, g: Row) -> bool:
    """Tell whether two positions of a point quote two of the annotated values against each other."""
    held: list[set[str]] = []
    for position in point.positions:
        said = [(q.document, q.text) for q in position.claims]
        held.append({c["value"] for c in g["claims"] for d, text in said if d == c["file"] and _same(c["quote"], text)})
    return any(a and b and (a - b) and (b - a) for a, b in combinations(held, 2))


def _same(quote: str, text: str) -> bool:
    return plain(quote)[:30] in re.sub(r"\s+", " ", text)


def copy_figures(store: Store, gold: Sequence[Row]) -> dict[str, float]:
    """Measure near copies: all found, no other."""
    found = {(r.document, r.copy_of) for r in store.rows().values() if r.copy_of}
    wanted = {(g["file"], g["copy_of"]) for g in gold}
    return {"copies.found": share(w in found for w in wanted), "copies.right": share(f in wanted for f in found)}


def source_figures(store: Store, gold: Sequence[Row]) -> dict[str, float]:
    """Measure publishers."""
    found = {r.document: r for r in store.rows().values()}

    def right(g: Row) -> bool:
        row = found[g["file"]]
        stem = Path(row.document).stem.lower()
        return row.source in g["source_any_of"] or ("unknown" in g["source_any_of"] and row.publisher.lower() == stem)

    return {"sources.right": share(right(g) for g in gold)}
