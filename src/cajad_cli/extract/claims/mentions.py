"""Which persons, places and houses a sentence names, whatever it says of them.

Such a mention states little by itself. Where two documents tell one matter, and each names in one place somebody whom
the other does not know, one of them may be wrong: that is what they are kept for.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cajad_cli.extract.claims.actors import is_person
from cajad_cli.extract.claims.bound import occasion_of
from cajad_cli.extract.claims.sentence import Sentence, Value, claim_of, clause_of, context_of
from cajad_cli.extract.names import Name, is_adjective, is_land, is_on_map
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.lexicon.names import kinds
from cajad_cli.model import Claim, Span

_MOST = 12  # names of one sentence; more are a list of those present


def mentions(sentence: Sentence) -> Iterator[Claim]:
    """Give the names of a sentence by kind, each with what stands right around it."""
    found = [(name, kind) for name in sentence.names if (kind := _kind(sentence, name))]
    if len(found) > _MOST or sentence.passage.kind == "heading":
        return
    rows = _in_rows(sentence.text, found)
    for name, kind in found:
        if name.start not in rows and not any(s.start <= name.start < s.end for s in sentence.stamps):
            yield _claim(sentence, name, kind)


def _in_rows(text: str, found: Sequence[tuple[Name, str]]) -> frozenset[int]:
    """Give where the names begin that stand in a row with others of their kind: of these one may leave some out."""
    rows: set[int] = set()
    for (name, kind), (other, other_kind) in pairwise(found):
        if kind == other_kind and _BETWEEN.fullmatch(text, name.end, other.start):
            rows |= {name.start, other.start}
    return frozenset(rows)


_BETWEEN = re.compile(
    r"(?: \([^()]{2,30}\))?(?:,|,? (?:and|or|as well as|to|for|from|&))(?: (?:in|to|for|from|of|the|by))* "
)


def _kind(sentence: Sentence, name: Name) -> str:
    """Give the kind of a name, "" where it is of none that is compared.

    A place must stand alone, "in Uchsay", not in "the Uchsay dam"; one that is not known must be told as one.
    """
    words = name.canonical.partition(" of ")[0].lower().split()
    if is_land(name.canonical):
        return ""
    if len(words) > 1 and not lexicon.venues().nouns.isdisjoint(words):
        return "house"
    if is_on_map(name.canonical) or " " not in name.text:
        return "city" if _is_placed(sentence, name) else ""
    low = max(sentence.passage.start, name.start - _PLACED_REACH)
    if lexicon.mentions().no_person.search(sentence.text, low, name.start):
        return ""
    return "person" if is_person(name) and len(words) > 1 and lexicon.mentions().things.isdisjoint(words) else ""


def _is_placed(sentence: Sentence, name: Name) -> bool:
    """Tell a place that stands alone."""
    text, end = sentence.text, sentence.passage.end
    if is_adjective(name.text) or lexicon.mentions().alone.match(text, name.end, end) is None:
        return False
    if is_on_map(name.canonical):
        return True
    unknown = name.canonical not in kinds() and not name.text.isupper() and len(name.text) >= _SHORTEST
    low = max(sentence.passage.start, name.start - _PLACED_REACH)
    if name.text.lower() in lexicon.venues().nouns or _OF_A_HOUSE.search(text, low, name.start):
        return False  # "the Palace of the Republic"
    return unknown and lexicon.mentions().placed.search(text, low, name.start) is not None


_OF_A_HOUSE = re.compile(r"\b[A-Z][\w’'-]+\s+of\s+(?:the\s+)?\Z")
_SHORTEST = 4  # letters of a place that the lexicon does not know
_PLACED_REACH = 30  # characters before it


def _claim(sentence: Sentence, name: Name, kind: str) -> Claim:
    span = Span(name.start, name.end)
    clause = clause_of(sentence, span)
    keys = [
        *context_of(sentence, span, clause),
        *occasion_of(sentence, clause),
        f"k:{kind}",
        *_beside(sentence, name, kind),
    ]
    value = name.canonical.partition(" of ")[0] if kind == "person" else name.canonical
    sort = "name" if kind in ("person", "house") else "place"
    return claim_of(sentence, Value(sort, kind, value, None, None, span, "party.mention"), keys)


def _beside(sentence: Sentence, name: Name, kind: str) -> Iterator[str]:
    """Give of a place the word that governs it; of a person the countries told beside it, and whether it is quoted."""
    text, passage, told = sentence.text, sentence.passage, lexicon.mentions()
    low, high = max(passage.start, name.start - _REACH), min(passage.end, name.end + _REACH)
    if kind == "city" and (governed := told.governed.search(text, low, name.start)):
        yield f"r:{governed[1].lower()}"
    if kind != "person":
        return
    if told.said_before.search(text, low, name.start) or told.said_behind.match(text, name.end, high):
        yield "x:said"
    near = (n for n in sentence.names if low <= n.start < high and n.start != name.start and is_land(n.canonical))
    yield from (f"s:{n.canonical}" for n in near)


_REACH = 60  # characters on either side of a name
