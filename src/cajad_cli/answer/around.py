"""The sentences around those that answer."""

from cajad_cli.index.store import Content, Store
from cajad_cli.model import Neighbour, Passage, PassageHit, SearchAnswer, SearchHit


def with_context(store: Store, answer: SearchAnswer, sentences: int) -> SearchAnswer:
    """Give the answer with up to so many passages of the body before and after each of its own."""
    contents: dict[str, Content] = {}
    for hit in answer.results:
        key = store.key(hit.document)
        if key is not None and hit.document not in contents:
            contents[hit.document] = store.content(key)
    return answer._replace(results=tuple(_around(hit, contents[hit.document], sentences) for hit in answer.results))


def _around(hit: SearchHit, content: Content, sentences: int) -> SearchHit:
    order = {passage.start: number for number, passage in enumerate(content.passages)}
    return hit._replace(passages=tuple(_one(p, content, order[p.start], sentences) for p in hit.passages))


def _one(passage: PassageHit, content: Content, at: int, sentences: int) -> PassageHit:
    before = content.passages[max(0, at - sentences) : at]
    after = content.passages[at + 1 : at + 1 + sentences]
    return passage._replace(before=_said(before, content), after=_said(after, content))


def _said(passages: tuple[Passage, ...], content: Content) -> tuple[Neighbour, ...]:
    return tuple(Neighbour(p.paragraph, p.sentence, p.start, p.end, content.text[p.start : p.end]) for p in passages)
