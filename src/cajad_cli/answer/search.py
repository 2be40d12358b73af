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
_MANY: Final = 100  # documents found: in libraries of 30 to 44, likeness put another first in two of 113 questions
_WORTH: Final = 0.3  # a passage under this share of its document's best is not shown
_SORTS: Final = ("relevance", "date", "-date", "source", "document")

Scores = Sequence[tuple[int, float]]  # keys of documents, best first


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
    best = {key: store.content(key) for key, _ in ranked.scores[:_RESCORED]} if by_relevance else {}
    found = _passages(asked, best)
    order = _again(store, ranked, best, found) if by_relevance else _sorted(store, ranked.scores, query.sort)
    page = order[query.offset : query.offset + limit]
    found |= _passages(asked, {key: store.content(key) for key, _ in page if key not in found})
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


def _again(store: Store, ranked: Ranked, best: Mapping[int, Content], found: Mapping[int, Sequence[Hit]]) -> Scores:
    """Weigh the best anew, by what they say in one place and, where many were found, by what they have in common."""
    made = _rescored(ranked, found)
    if ranked.total >= _MANY and ranked.worth:
        made = _lifted(store, made, best)
    return (*made, *ranked.scores[len(best) :])


def _rescored(ranked: Ranked, found: Mapping[int, Sequence[Hit]]) -> Scores:
    """Let words that one passage brings together count more than words far apart (Callan 1994, passage evidence)."""
    made = [
        (key, score + _PASSAGE_WEIGHT * max((_together(ranked.worth, hit) for hit in found[key]), default=0.0))
        for key, score in ranked.scores[: len(found)]
    ]
    return _best_first(made)


def _lifted(store: Store, scored: Scores, contents: Mapping[int, Content]) -> Scores:
    from cajad_cli.answer.kindred import lifted, prints

    scores = lifted([score for _, score in scored], prints(store, [contents[key] for key, _ in scored]))
    return _best_first([(key, score) for (key, _), score in zip(scored, scores, strict=True)])


def _best_first(scores: Scores) -> Scores:
    """Sort by score; equal scores keep the order of the documents' ids."""
    return sorted(scores, key=lambda item: -round(item[1], 9))


def _together(worth: Sequence[float], hit: Hit) -> float:
    """Give what the words of the query in one sentence are worth beyond the best of them; no titles."""
    if hit.passage.kind == "heading" or len(hit.units) < 2:
        return 0.0
    held = [worth[n] for n in hit.units]
    return sum(held) - max(held)


def _sorted(store: Store, scores: Scores, sort: str) -> Scores:
    rows = store.rows([key for key, _ in scores])
    if sort == "source":
        return sorted(scores, key=lambda item: (rows[item[0]].source, rows[item[0]].published or "9999"))
    if sort == "document":
        return sorted(scores, key=lambda item: rows[item[0]].document)
    dated = sorted(scores, key=lambda item: rows[item[0]].published or "", reverse=sort == "-date")
    return [s for s in dated if rows[s[0]].published] + [s for s in dated if not rows[s[0]].published]


def _passages(asked: Asked, contents: Mapping[int, Content]) -> dict[int, list[Hit]]:
    found = {} if asked.plan is None else hits(asked.plan, contents.items())
    return {key: _worth(found.get(key, [])) or _opening(key, content) for key, content in contents.items()}


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


def _by_passage(store: Store, asked: Asked, ordered: Scores, query: Query) -> SearchAnswer:
    """Give one result a passage over all documents that answer: best first, else in the order of the documents."""
    scores = dict(ordered)
    found = _passages(asked, {key: store.content(key) for key in scores})
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
