"""Which post a person is said to hold in a house: "the studio's deputy director, X", "X, rector of the academy"."""

import re
from typing import NamedTuple

from cajad_cli.extract.claims.actors import is_person
from cajad_cli.extract.claims.sentence import Sentence
from cajad_cli.extract.names import Name, is_on_map
from cajad_cli.extract.said import mark, said
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.model import Span


class Post(NamedTuple):
    """A post as text tells it: where, its words of rank with its noun, the stems and the places of its house."""

    span: Span
    name: str
    house: tuple[str, ...]
    places: tuple[str, ...]


_BESIDE = 150  # characters beside a person in which a post stands
_HOUSE = 6  # stems of a house that are kept


def post_of(sentence: Sentence, person: Name) -> Post | None:
    """Give the post that a person is said to hold, before the name or behind it."""
    passage = sentence.passage
    if not said(sentence.text, passage.start, passage.end) & mark("post"):
        return None
    return _before(sentence, person) or _behind(sentence, person)


def _behind(sentence: Sentence, person: Name) -> Post | None:
    """Give the post told behind a name: "X, the chief physician", "X was made vice-president"."""
    end = min(sentence.passage.end, person.end + _BESIDE)
    found = lexicon.posts().behind.match(sentence.text, person.end, end)
    if found is None:
        return None
    return _post(sentence, Span(*found.span("before")), found["head"], found["of"])


def _before(sentence: Sentence, person: Name) -> Post | None:
    """Give the post told before a name: "the rector, X", "Deputy Director X"."""
    text, told = sentence.text, lexicon.posts()
    low = max(sentence.passage.start, person.start - _BESIDE)
    low = max([low, *(n.end for n in sentence.names if n.end <= person.start and is_person(n))])
    heads = list(told.head.finditer(text, low, person.start))
    if not heads:
        return None
    last = heads[-1]
    between = told.between.fullmatch(text, last.end(), person.start)
    before = told.before.search(text, low, last.start())
    if between is None or before is None or not _closes(text, person, between):
        return None
    if ":" in between["gap"] and before.start() > sentence.passage.start:
        return None  # "Rapporteur: X", but not "he met the president: X"
    return _post(sentence, Span(*before.span()), last.group(), between["of"])


def _closes(text: str, person: Name, between: re.Match[str]) -> bool:
    """Tell an apposition from a clause that begins with the name: "the rector, X, came", not "for the rector, X won".

    What stands right before a name is a title or ends with a name: "Head of JICA X", not "chair of the firm of X".
    """
    if "," in between["gap"]:
        return _CLOSED.match(text, person.end) is not None
    return not between["of"] or _NAMED.search(between["of"]) is not None


_CLOSED = re.compile(r"\s?(?:[,.;:()!?”\"–—]|\Z)|\s(?:and|who)\b")
_NAMED = re.compile(r"\s[A-Z][\w-]*\Z")


def _post(sentence: Sentence, before: Span, noun: str, of: str | None) -> Post | None:
    if noun.isupper():
        return None  # a headline in capitals, in which nothing parts a post from what is done
    text, words = sentence.text, lexicon.post_nouns()
    told = text[before.start : before.end]
    if _NO_LONGER.search(text, max(sentence.passage.start, before.start - _REACH), before.end) or "then" in told:
        return None
    rank = [w.lower() for w in told.split() if w.lower() in words.ranks]
    first, *rest = re.split(r"[\s-]+", noun.lower())  # "vice-rector" is of a rank, "director-general" is a director
    if rest and first in words.lowers:
        rank, first = [first, *rank], rest[0]
    rank = ["deputy" if w == "vice" else w for w in rank if w != "new"]
    own = Span(before.end, before.end + len(noun))
    span = Span(before.start, own.end + len(of or ""))
    return Post(span, " ".join((*rank, first)), *_house(sentence, span, own))


def _house(sentence: Sentence, span: Span, noun: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the stems of the house that a post is in, and the places named with it."""
    places = [n for n in sentence.names if span.start <= n.start < span.end and is_on_map(n.canonical)]
    ranks = lexicon.post_nouns().ranks
    around = (
        t
        for t in sentence.terms
        if (span.start <= t.start < noun.start and sentence.text[t.start : t.end].lower() not in ranks)
        or noun.end <= t.start < span.end
    )
    stems = (t.stem for t in around if not any(n.start <= t.start < n.end for n in places))
    return tuple(dict.fromkeys(stems))[:_HOUSE], tuple(n.canonical for n in places)


_NO_LONGER = re.compile(
    r"\b(?:former|late|retired|one-time|long-?time|once|acting|interim|temporary|future|incoming|outgoing|ex)\b[^,.;:]*\Z",
    re.IGNORECASE,
)
_REACH = 40  # characters before a post in which it is told to be held no longer, or not yet
