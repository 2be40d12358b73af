"""Which passages are about the words asked: by their own words, their paragraph's and their title's."""

from collections import defaultdict
from typing import Final

from cajad_cli.answer.ask import Asked
from cajad_cli.index.plan import Plan
from cajad_cli.index.rank import Ranked, hits, rank, title_units, unit_weights
from cajad_cli.index.store import Content, Store
from cajad_cli.model import Passage, Span
from cajad_cli.noun import NamedTuple

MOST: Final = 2000  # documents that a topic is followed through
ENOUGH: Final = 0.5  # share of the query's weight that makes a passage be on the topic
_NEAR: Final = 0.6  # what a word of the same paragraph counts
_TITLE: Final = 0.4  # what a word of the title counts


class OnTopic(NamedTuple):
    """One passage of a document on the topic; `relevance` is the share of the query that it covers, 0 to 1."""

    key: int
    passage: Passage
    text: str
    relevance: float
    marks: tuple[Span, ...]


Passages = dict[int, tuple[OnTopic, ...]]


def are_on_topic(one: float, other: float, enough: float = ENOUGH) -> bool:
    """Tell by what they cover of it that two passages are on the topic: one of them is, or both are in part."""
    return 1 - (1 - one) * (1 - other) >= enough


class Topic(NamedTuple):
    """The passages on a topic by document, and which documents were looked at where not all that may have some were."""

    passages: Passages
    bounded: str = ""


def topic(store: Store, asked: Asked, *, published: bool = True, least: float = ENOUGH, most: int = MOST) -> Topic:
    """Follow the words asked through the library, through the `most` documents that answer them best.

    A passage is on the topic that covers `least` of the query's weight; 0 takes all that hold one of the words.
    `published` False leaves the days of `asked` to the caller: for events they are the event's, not the text's.
    """
    filters = asked.filters if published else asked.filters._replace(since=None, until=None)
    allowed = store.allowed(filters)
    if asked.plan is None:
        keys = sorted(store.rows() if allowed is None else allowed)
        return Topic({key: every(key, content) for key, content in store.contents(keys)})
    ranked = rank(store, asked.plan, allowed)
    keys = [key for key, _ in ranked.scores[:most]]
    contents = dict(store.contents(sorted(keys)))
    return Topic(_weighed(store, asked.plan, contents, least), _bounded(ranked, most))


def _bounded(ranked: Ranked, most: int) -> str:
    if len(ranked.scores) <= most and ranked.total <= len(ranked.scores):
        return ranked.bounded
    taken = min(most, len(ranked.scores))
    mine = f"the {taken:,} documents that answer best were looked at, of {ranked.total:,}: more words narrow the topic"
    return f"{ranked.bounded}; {mine}" if ranked.bounded else mine


def every(key: int, content: Content) -> tuple[OnTopic, ...]:
    """Take all passages of a document where no words were asked."""
    return tuple(OnTopic(key, p, content.text[p.start : p.end], 1.0, ()) for p in content.passages)


def _weighed(store: Store, plan: Plan, contents: dict[int, Content], least: float) -> Passages:
    """Keep passages that cover enough of the query; words around them help where they hold some themselves."""
    weights = unit_weights(store, plan)
    titles = title_units(store, plan, contents)
    made: Passages = {}
    for key, found in hits(plan, contents.items()).items():
        around: dict[int, set[int]] = defaultdict(set)
        for hit in found:
            around[hit.passage.paragraph] |= hit.units
        some = []
        for hit in found:
            share = _share(weights, hit.units, around[hit.passage.paragraph], titles.get(key, set()))
            if share >= least:
                some.append(OnTopic(key, hit.passage, hit.text, share, hit.marks))
        if some:
            made[key] = tuple(some)
    return made


def _share(weights: dict[int, float], own: frozenset[int], near: set[int], title: set[int]) -> float:
    """Give the share of the query's weight that a passage covers, its own words whole, those around it in part."""
    total = sum(weights.values()) or 1.0

    def counts(unit: int) -> float:
        return 1.0 if unit in own else _NEAR if unit in near else _TITLE if unit in title else 0.0

    return sum(weight * counts(unit) for unit, weight in weights.items()) / total
