"""Where is it said? Documents that answer, best first, with the passages that match."""

from collections.abc import Mapping, Sequence
from typing import Final

from cajad_cli.answer.ask import Asked, ask
from cajad_cli.errors import UsageError
from cajad_cli.index.rank import Hit, Ranked, hits, rank
from cajad_cli.index.store import Content, Store
from cajad_cli.model import PassageHit, Query, SearchAnswer, SearchHit, SourceRow

_PAGE: Final = 10
_RESCORED: Final = 25  # documents whose passages are weighed
_PASSAGE_WEIGHT: Final = 0.2  # 0.1 to 0.3 do alike on three public collections
_WORTH: Final = 0.3  # a passage under this share of its document's best is not shown
_SORTS: Final = ("relevance", "date", "-date", "source", "document")


def search(store: Store, query: Query) -> SearchAnswer:
    """Answer a keyword search; `query.limit` None gives ten results. Raises UsageError and QueryError."""
    if query.sort and query.sort not in _SORTS:
        raise UsageError(f"cannot sort by {query.sort!r}", f"there are {', '.join(_SORTS)}")
    asked = ask(store, query)
    allowed = store.allowed(asked.filters)
    ranked = _everything(store, allowed) if asked.plan is None else rank(store, asked.plan, allowed)
    asked = asked._replace(query=asked.query._replace(bounded=ranked.bounded))
    limit = _PAGE if query.limit is None else query.limit
    if query.by == "passage":
        return _by_passage(store, asked, _sorted(store, ranked.scores, query.sort), query)
    by_relevance = query.sort in ("", "relevance")
    found = _passages(store, asked, [key for key, _ in ranked.scores[:_RESCORED]]) if by_relevance else {}
    order = _rescored(ranked, found) if by_relevance else _sorted(store, ranked.scores, query.sort)
    page = order[query.offset : query.offset + limit]
    found |= _passages(store, asked, [key for key, _ in page if key not in found])
    rows = store.rows([key for key, _ in page])
    results = tuple(
        _result(place, rows[key], score, found.get(key, []))
        for place, (key, score) in enumerate(page, query.offset + 1)
    )
    return SearchAnswer(asked.query, ranked.total, results)


def _everything(store: Store, allowed: frozenset[int] | None) -> Ranked:
    """Answer filters without words: all documents that pass, newest first."""
    rows = [(key, row) for key, row in store.rows().items() if allowed is None or key in allowed]
    newest = sorted(rows, key=lambda item: item[1].published or "", reverse=True)
    return Ranked(len(newest), tuple((key, 0.0) for key, _ in newest))


def _rescored(ranked: Ranked, found: Mapping[int, Sequence[Hit]]) -> Sequence[tuple[int, float]]:
    """Let words that one passage brings together count more than words far apart (Callan 1994, passage evidence)."""
    made = [
        (key, score + _PASSAGE_WEIGHT * max((_together(ranked.worth, hit) for hit in found[key]), default=0.0))
        for key, score in ranked.scores[: len(found)]
    ]
    made.sort(key=lambda item: -round(item[1], 9))  # stable: equal scores keep the order of the documents' ids
    return (*made, *ranked.scores[len(found) :])


def _together(worth: Sequence[float], hit: Hit) -> float:
    """Give what the words of the query in one sentence are worth beyond the best of them; no titles."""
    if hit.passage.kind == "heading" or len(hit.units) < 2:
        return 0.0
    held = [worth[n] for n in hit.units]
    return sum(held) - max(held)


def _sorted(store: Store, scores: Sequence[tuple[int, float]], sort: str) -> Sequence[tuple[int, float]]:
    rows = store.rows([key for key, _ in scores])
    if sort == "source":
        return sorted(scores, key=lambda item: (rows[item[0]].source, rows[item[0]].published or "9999"))
    if sort == "document":
        return sorted(scores, key=lambda item: rows[item[0]].document)
    dated = sorted(scores, key=lambda item: rows[item[0]].published or "", reverse=sort == "-date")
    return [s for s in dated if rows[s[0]].published] + [s for s in dated if not rows[s[0]].published]


def _passages(store: Store, asked: Asked, keys: Sequence[int]) -> dict[int, list[Hit]]:
    contents = [(key, store.content(key)) for key in keys]
    found = {} if asked.plan is None else hits(asked.plan, contents)
    return {key: _worth(found.get(key, [])) or _opening(key, content) for key, content in contents}


def _worth(found: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in found if hit.score >= _WORTH * found[0].score]


def _opening(key: int, content: Content) -> list[Hit]:
    """Show how a document begins where only its title answers."""
    return [Hit(key, p, content.text[p.start : p.end], 0.0, ()) for p in content.passages[:1]]


def _result(place: int, row: SourceRow, score: float, found: Sequence[Hit]) -> SearchHit:
    passages = tuple(passage_hit(row, hit) for hit in found)
    return SearchHit(place, row.document, row.source, row.title, row.published, round(score, 4), passages)


def passage_hit(row: SourceRow, hit: Hit) -> PassageHit:
    """Give a hit with its document's row as the answer has it."""
    p = hit.passage
    head = (row.document, row.source, row.published, p.paragraph, p.sentence, p.start, p.end)
    return PassageHit(*head, hit.text, hit.marks, page=p.page)


def _by_passage(store: Store, asked: Asked, ordered: Sequence[tuple[int, float]], query: Query) -> SearchAnswer:
    """Give one result a passage over all documents that answer: best first, else in the order of the documents."""
    scores = dict(ordered)
    found = _passages(store, asked, list(scores))
    rows = store.rows(scores)
    every = [(hit.score, rows[key].document, hit, key) for key, some in found.items() for hit in some]
    if query.sort in ("", "relevance"):
        every.sort(key=lambda item: (-round(item[0], 9), item[1], item[2].passage.start))
    else:
        order = {key: number for number, key in enumerate(scores)}
        every.sort(key=lambda item: (order[item[3]], item[2].passage.start))
    offset, limit = query.offset, _PAGE if query.limit is None else query.limit
    results = tuple(
        _result(place, rows[key], score, [hit])
        for place, (score, _, hit, key) in enumerate(every[offset : offset + limit], offset + 1)
    )
    return SearchAnswer(asked.query, len(every), results)
