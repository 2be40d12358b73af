"""Who may be said to do something: the persons, offices and countries that a sentence names."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from cajad_cli.extract.claims.sentence import Sentence
from cajad_cli.extract.claims.titles import Office, office_after, office_before, offices_alone
from cajad_cli.extract.names import Name, is_adjective, is_land, is_on_map, is_place, names
from cajad_cli.extract.said import mark, said
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import names as known
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.lexicon.places import seats, within
from cajad_cli.model import Span


class Actor(NamedTuple):
    """A person, office or country: the words for it with its title, its name, its office."""

    start: int
    end: int
    span: Span
    value: str
    kind: str  # "person", "office", "country", "rank": an office of no country
    office: Office | None


def actors(sentence: Sentence) -> list[Actor]:
    """Give the persons, offices and countries that a sentence names, in order."""
    found = [a for n in sentence.names if (a := _named(sentence, n)) is not None]
    for office in offices_alone(sentence, sentence.passage.start, sentence.passage.end):
        taken = any(a.start < office.end and office.start < a.end for a in found if a.kind == "person")
        if taken:
            continue
        if office.is_of_state and not office.country:
            last = _head_of_state(sentence, office)
            found += [last] if last else []
            continue
        country = office.country
        held = office._replace(country=country)
        span = Span(office.start, office.end)
        found = [a for a in found if not span.start <= a.start < span.end]
        value, kind = (f"{held.name} of {country}", "office") if country else (held.name, "rank")
        found.append(Actor(office.start, office.end, span, value, kind, held))
    he = _pronoun(sentence)
    return sorted([*found, *([he] if he else [])], key=lambda a: (a.start, a.end))


def country_of(name: Name) -> str:
    """Give the country that a name stands for, itself or by its capital, "Paris voted for it"; "" for any other."""
    if is_adjective(name.text):
        return ""
    return seats().get(name.canonical) or (name.canonical if is_land(name.canonical) else "")


def may_act(sentence: Sentence) -> bool:
    """Say at a quick look whether a sentence can name an actor at all."""
    text, passage = sentence.text, sentence.passage
    if sentence.names or said(text, passage.start, passage.end) & mark("head"):
        return True
    return _HE.match(text, passage.start) is not None


def bodies(sentence: Sentence) -> list[Actor]:
    """Give the companies and other bodies that a sentence names: whatever is no place, no person and no "Phase II"."""
    return [
        Actor(n.start, n.end, Span(n.start, n.end), n.canonical, "body", None)
        for n in sentence.names
        if not is_on_map(n.canonical) and not is_person(n)
        if not _NUMBERED.search(n.canonical)
    ]


_NUMBERED = re.compile(r" (?:[IVX]+|\d+)\Z")


def _named(sentence: Sentence, name: Name) -> Actor | None:
    if is_place(name.canonical):
        if is_adjective(name.text) or name.canonical in within():
            return None
        return Actor(name.start, name.end, Span(name.start, name.end), name.canonical, "country", None)
    if _NUMBERED.search(name.canonical):
        return None
    if not is_person(name) and (full := full_name(sentence.text, name)):
        return Actor(name.start, name.end, Span(name.start, name.end), full, "person", None)
    if not is_person(name):
        return None
    before, after = office_before(sentence, name), office_after(sentence, name)
    start = before.start if before else name.start
    end = after.end if after else name.end
    person = name.canonical.partition(" of ")[0]
    return Actor(start, end, Span(name.start, name.end), person, "person", before or after)


def full_name(text: str, name: Name) -> str:
    """Give the full name of a person who is called by one word of it, "" where the text names none or several."""
    if " " in name.canonical or name.text.isupper() or not name.text[-1:].isalpha():
        return ""
    return _persons(text).get(name.canonical, "")


@lru_cache(maxsize=2)  # each sentence of a text asks
def _persons(text: str) -> dict[str, str]:
    """Map the words of the persons' names of a text to the one person who has each of them."""
    found: dict[str, set[str]] = {}
    for name in names(text, 0, min(len(text), _MOST_READ)):
        full = name.canonical.partition(" of ")[0]
        if _MOST_PARTS >= full.count(" ") + 1 > 1 and is_person(name) and not is_place(full):
            for word in full.split():
                found.setdefault(word, set()).add(full)
    return {word: next(iter(some)) for word, some in found.items() if len(some) == 1}


_MOST_READ = 20_000  # characters of a text in which persons are looked for
_MOST_PARTS = 3  # words of a person's name


def is_person(name: Name) -> bool:
    """Tell a name of two words or more that is neither a place nor a body."""
    return _is_person(name.text, name.canonical)


@lru_cache(maxsize=1 << 14)  # every reader asks of every name, and a text has the same names again and again
def _is_person(text: str, canonical: str) -> bool:
    kind = known.kinds().get(canonical, "")
    if kind:
        return kind == "person"
    if " " not in canonical or lexicon.titles().head.match(text) or text.startswith("Head"):
        return False
    return _no_person().isdisjoint(text.lower().split())


@cache
def _no_person() -> frozenset[str]:
    return words.words("bodies") | lexicon.venues().nouns | lexicon.regions()


_PRESIDENT = re.compile(r"\b[Pp]resident\b(?!s)")
_ADJACENT = re.compile(r"(?:['’]s)?\s")
_OF = re.compile(r"\sof\s(?:the\s)?")
_BESIDE = 40  # characters beside the title in which its country or holder stands
_HE = re.compile(r"(?:He|She)(?=\s)")
_HE_REACH = 250


def _head_of_state(sentence: Sentence, office: Span | Office) -> Actor | None:
    """Give the president named last before "the Head of State": by the country or, failing that, by name."""
    text = sentence.text
    span = Span(office.start, office.end)
    for found in reversed(list(_PRESIDENT.finditer(text, 0, office.start))):
        around = names(text, max(0, found.start() - _BESIDE), found.end() + _BESIDE)
        for name in around:
            before = _ADJACENT.fullmatch(text, name.end, found.start())
            behind = _OF.fullmatch(text, found.end(), name.start)
            if is_land(name.canonical) and (before or behind):
                held = Office(span.start, span.end, "", (), "president", name.canonical)
                return Actor(*span, span, f"president of {name.canonical}", "office", held)
        for name in around:
            if is_person(name) and _ADJACENT.fullmatch(text, found.end(), name.start):
                return Actor(*span, span, name.canonical, "person", None)
    return None


def _pronoun(sentence: Sentence) -> Actor | None:
    """Give the head of state that "He" at the begin of a sentence stands for."""
    text, start = sentence.text, sentence.passage.start
    he = _HE.match(text, start)
    state = text.rfind("Head of State", max(0, start - _HE_REACH), start) if he else -1
    if he is None or state < 0:
        return None
    last = _head_of_state(sentence, Span(state, state + 1))
    return last._replace(start=he.start(), end=he.end(), span=Span(*he.span())) if last else None
