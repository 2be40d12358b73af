"""What tellings are compared by: names, content words, classes, qualities, editions."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from cajad_cli.extract.events.trigger import Trigger, class_of, triggers
from cajad_cli.extract.names import names
from cajad_cli.extract.said import mark, said
from cajad_cli.extract.terms import stem, terms
from cajad_cli.lexicon import events as lexicon
from cajad_cli.lexicon.names import fold, spellings
from cajad_cli.model import KEYS_REST, Document, Passage, Span, Timex

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_REACH: Final = 60  # characters from an ordinal to the noun that it counts: "9th Foreign Ministers' Meeting"
_EDITIONS: Final = frozenset({"meeting", "summit", "anniversary", "visit", "election"})
_NO_NOUN: Final = re.compile(r"\W*(?:one|was|is|were|took|has|had|will|brought|held|,|$)")
_NUMBER: Final = re.compile(r"[0-9](?<!\w.)(?:[0-9,.]*[0-9])?(?![0-9]*(?:st|nd|rd|th)\b)")
_LEAD: Final = 4  # passages whose words say what the document is about


def keys(text: str, clause: Span, passage: Passage, trigger: Trigger, dates: Sequence[Timex] = ()) -> tuple[str, ...]:
    """Give the keys of a clause, then "|" and what the rest of its passage adds; words of `dates` are left out.

    `n:` name, `t:` stem of a content word, `c:` class of an event word, `m:` quality, `o:class:number` edition,
    `q:` number in figures.
    """
    spans = [(t.start, t.end) for t in dates]
    focus = dict.fromkeys(
        (f"c:{trigger.name}", *_clause_keys(text, clause, spans), *_bare_edition(text, clause, trigger))
    )
    around = _passage_keys(text, Span(passage.start, passage.end), tuple(spans))
    return (*focus, KEYS_REST, *(key for key in around if key not in focus))


@lru_cache(maxsize=2)  # each date of a passage asks
def _passage_keys(text: str, passage: Span, dates: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_clause_keys(text, passage, dates)))


def matter(document: Document, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Give the keys of what a document is about: names and stems of its title and first passages."""
    lead = [document.title, *(document.text[p.start : p.end] for p in passages[:_LEAD])]
    return tuple(dict.fromkeys(key for text in lead for key in _matter_keys(text)))


def _matter_keys(text: str) -> Iterator[str]:
    yield from (f"n:{part}" for name in names(text) for part in _with_parts(name.canonical))
    yield from (f"t:{_same().get(term.stem, term.stem)}" for term in terms(text))


@cache
def _same() -> dict[str, str]:
    """Map stems to the stem that stands for them."""
    return {stem(word): stem(group[0]) for group in lexicon.same_words() for word in group}


@lru_cache(maxsize=1 << 12)
def _with_parts(canonical: str) -> tuple[str, ...]:
    """Give a name and the known names inside it: "Central Asia plus Japan", "Central Asia", "Japan"."""
    words = fold(canonical)
    known = spellings()
    inside = (known[words[i:j]] for i in range(len(words)) for j in range(i + 1, len(words) + 1) if words[i:j] in known)
    return tuple(dict.fromkeys((canonical, *inside)))


def _clause_keys(text: str, clause: Span, dates: Sequence[tuple[int, int]]) -> Iterator[str]:
    same, taken = _same(), {at for start, end in dates for at in range(start, end)}
    for name in names(text, clause.start, clause.end):
        yield from (f"n:{part}" for part in _with_parts(name.canonical))
    for term in terms(text, clause.start, clause.end):
        if term.start not in taken:
            yield f"t:{same.get(term.stem, term.stem)}"
    yield from (f"c:{t.name}" for t in triggers(text, clause.start, clause.end))
    told = said(text, clause.start, clause.end)
    yield from (f"m:{name}" for bit, name, pattern in _marked_modes() if told & bit and _is_in(pattern, text, clause))
    yield from _editions(text, clause)
    for number in _NUMBER.finditer(text, clause.start, clause.end):
        if number.start() not in taken:
            yield f"q:{number.group().replace(',', '')}"


@cache
def _marked_modes() -> tuple[tuple[int, str, re.Pattern[str]], ...]:
    return tuple((mark(f"mode {name}"), name, pattern) for name, pattern in lexicon.modes())


def _is_in(pattern: re.Pattern[str], text: str, clause: Span) -> bool:
    return pattern.search(text[clause.start : clause.end]) is not None


def _editions(text: str, clause: Span) -> Iterator[str]:
    """Give the edition that an ordinal counts: "9th … Meeting" → o:meeting:9."""
    for number, _, end in _ordinals(text, clause):
        for word in _WORD.finditer(text, end, min(clause.end, end + _REACH)):
            name = class_of(word.group())
            if name in _EDITIONS:
                yield f"o:{name}:{number}"
                break


def _bare_edition(text: str, clause: Span, trigger: Trigger) -> Iterator[str]:
    """Give the edition of an ordinal that stands alone, "the ninth brought all five": of the class told before."""
    for number, _, end in _ordinals(text, clause):
        if trigger.name in _EDITIONS and _NO_NOUN.match(text, end, clause.end):
            yield f"o:{trigger.name}:{number}"


def _ordinals(text: str, clause: Span) -> Iterator[tuple[int, int, int]]:
    if not said(text, clause.start, clause.end) & mark("ordinal"):
        return
    for found in lexicon.ordinal().finditer(text, clause.start, clause.end):
        low = found.group().lower()
        number = int(found[1]) if found[1] else lexicon.ORDINALS.index(low) if low in lexicon.ORDINALS else None
        if number is not None:
            yield number, found.start(), found.end()
