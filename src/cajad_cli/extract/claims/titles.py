"""Titles of persons: the office that a title names, its rank, field and country."""

import re
from functools import cache
from typing import NamedTuple

from cajad_cli.extract.claims.sentence import Sentence
from cajad_cli.extract.names import Name, is_land, is_place
from cajad_cli.extract.said import mark, said
from cajad_cli.extract.terms import stem, terms
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import parties as lexicon


class Office(NamedTuple):
    """An office as text tells it: "deputy", "" or another rank, words of its field, its head word, its country."""

    start: int
    end: int
    rank: str
    field: tuple[str, ...]
    head: str
    country: str

    is_of_state: bool = False  # "the Head of State", whose country the text has told before
    several: bool = False  # one of two titles of one person

    @property
    def name(self) -> str:
        """Give the words by which the office is compared: "deputy foreign minister"."""
        return " ".join((*(w for w in (self.rank,) if w), *self.field, self.head))


_OF = (
    r"(?:\s+(?:of|for|to)\s+(?:the\s+)?(?-i:[A-Z])[\w’'-]*"
    r"(?:(?:,?\s+and\s+|,\s+|\s+of\s+(?:the\s+)?|\s+)(?-i:[A-Z])[\w’'-]*)*)?"
)
_POSSESSIVE = r"(?:(?-i:[A-Z])[\w-]*(?:\s(?-i:[A-Z])[\w-]*)?(?:['’]s)?\s+)?"
_HONORIFIC = r"(?:(?:mr|mrs|ms|dr|h\.e)\.?\s+)*"
_AROUND = 140  # characters beside a person in which a title stands
_FIELD = 4  # words of a field that are kept
_MINISTRY = r"(?:\s+of\s+the\s+Ministry\s+(?:of|for)\s+[A-Z][\w’'-]*(?:(?:,?\s+and\s+|,\s+|\s+)[A-Z][\w’'-]*)*)"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    title = lexicon.titles().title
    before = re.compile(
        rf"(?P<title>{_POSSESSIVE}{title}(?P<of>{_OF}))(?:,)?\s+{_HONORIFIC}\Z",
        re.IGNORECASE,
    )
    after = re.compile(
        rf"(?:,\s+(?:who\s+as\s+)?|\s+\()(?:(?:the|its|their|then|a|our|his|her)\s+)*"
        rf"(?P<title>{_POSSESSIVE}{title}(?P<of>{_OF}))",
        re.IGNORECASE,
    )
    alone = re.compile(rf"(?P<title>{_POSSESSIVE}{title}(?P<of>{_OF}))", re.IGNORECASE)
    return before, after, alone


_CALLED = re.compile(r"\b(Mrs?|Ms|Miss|Dr)\.? \Z")
_CALLED_REACH = 6  # characters before a name


def honorific(sentence: Sentence, person: Name) -> str:
    """Give how a person is called before the name: "Mr", "Mrs", "Ms", "Miss", "Dr" or ""."""
    low = max(sentence.passage.start, person.start - _CALLED_REACH)
    found = _CALLED.search(sentence.text, low, person.start)
    return found[1] if found else ""


def office_before(sentence: Sentence, person: Name) -> Office | None:
    """Give the office whose title stands before a name; None for one of several, or one held no more."""
    if not said(sentence.text, sentence.passage.start, sentence.passage.end) & mark("head"):
        return None
    low = max(sentence.passage.start, person.start - _AROUND)
    low = max([low, *(n.end for n in sentence.names if n.end <= person.start and _is_other(n))])
    if lexicon.titles().head.search(sentence.text, low, person.start) is None:
        return None  # which is quick to see
    found = _patterns()[0].search(sentence.text, low, person.start)
    if found is None:
        return None
    if _SAID_OF.search(sentence.text, max(low, found.start() - 12), found.start()) and "," in found.group()[-5:]:
        return None  # "Ann Roe is the mayor of Bristol, Jane Doe the envoy"
    behind = re.compile(_MINISTRY).match(sentence.text, person.end, sentence.passage.end)
    return _office(sentence, found, sentence.text[behind.start() : behind.end()] if behind else "")


def _is_other(name: Name) -> bool:
    """Tell a person named before: his title is not this one's."""
    return (
        " " in name.text and not is_place(name.canonical) and not words.words("bodies") & set(name.text.lower().split())
    )


def office_after(sentence: Sentence, person: Name) -> Office | None:
    """Give the office whose title follows a name after a comma."""
    if not said(sentence.text, sentence.passage.start, sentence.passage.end) & mark("head"):
        return None
    found = _patterns()[1].match(sentence.text, person.end, min(sentence.passage.end, person.end + _AROUND))
    return _office(sentence, found, "") if found else None


def offices_alone(sentence: Sentence, start: int, end: int) -> list[Office]:
    """Give the offices that a stretch of text names, whoever holds them."""
    made: list[Office] = []
    if not said(sentence.text, start, end) & mark("head"):
        return made
    done = start
    for head in lexicon.titles().head.finditer(sentence.text, start, end):
        low = max(done, head.start() - _BEFORE_HEAD)
        found = _patterns()[2].search(sentence.text, low, end) if head.start() >= done else None
        if found is not None:
            done = found.end()
            office = _office(sentence, found, "")
            made += [office] if office is not None else []
    return made


_BEFORE_HEAD = 50  # characters before the head word of a title in which its modifiers and country stand


def _office(sentence: Sentence, match: re.Match[str], ministry: str) -> Office | None:
    text = match["title"] + ministry
    start, end = match.span("title")
    titles = lexicon.titles()
    head = next(titles.head.finditer(match["title"]))
    said = sentence.text[max(sentence.passage.start, start - _ASIDE) : start] + text[: head.start()]
    if titles.no_longer.search(said[-_ASIDE:]) or _PLURAL.match(sentence.text, end):
        return None
    other = _other_title(sentence, start)
    several = bool(other or _AND_MORE.match(sentence.text, end))
    word = " ".join(head.group().lower().replace("-", " ").split())
    rank, word = ("deputy", word[5:]) if word.startswith("vice ") else ("", word)
    if titles.lower.search(text[: head.start()]):
        rank = "state" if "state" in text[: head.start()].lower().split() else "deputy"
    kind = lexicon.one_office().get(word, word)
    start = other.start() if other else start
    field = _field(text, head) if kind == "minister" else ()
    return Office(start, end, rank, field, kind, _country(sentence, start, end), word == "head of state", several)


def _other_title(sentence: Sentence, start: int) -> re.Match[str] | None:
    """Find another title of the same person right before one: between them nobody is named."""
    found = _OTHER_TITLE.search(sentence.text, max(sentence.passage.start, start - _AROUND), start)
    if found and any(found.start() < n.start and n.end <= start and _is_other(n) for n in sentence.names):
        return None
    return found


_SAID_OF = re.compile(r"\b(?:is|was|as|became|becomes|being)\s+(?:the\s+|a\s+)?\Z")
_ASIDE = 14  # characters before a title in which "former" stands
_PLURAL = re.compile(r"s\b")
_AND_MORE = re.compile(r"\s+(?:and|[–-])\s+[A-Z]")
_OTHER_TITLE = re.compile(
    r"(?:First |Deputy |Vice )*(?:Prime )?(?:Minister|Premier|President|Chairman|Speaker|Head|Secretary)[^,.;:]{0,40}?"
    r"(?:,|\s+(?:and|[–-]))\s+(?:the\s+)?\Z"
)


def _field(title: str, head: re.Match[str]) -> tuple[str, ...]:
    """Give the words for what a minister is for: "Minister of Economy, Trade and Industry", "Health Minister"."""
    before, after = title[: head.start()], title[head.end() :]
    after = re.sub(r"\s+(?:in|to)\s+.*", "", after, flags=re.DOTALL)
    known = {stem(w) for w in words.words("title_fields")}
    found = [(t.stem, before[t.start : t.end]) for t in terms(before) if t.stem in known]
    found += [(t.stem, after[t.start : t.end]) for t in terms(after)]
    drop = _NO_FIELD | _place_stems()
    return tuple(sorted({word.lower() for own, word in found if own not in drop}))[:_FIELD]


_NO_FIELD = frozenset({"state", "affair", "ministri", "republ", "special", "govern", "ministr"})


@cache
def _place_stems() -> frozenset[str]:
    from cajad_cli.lexicon import names as spelled

    spellings = (
        w for n in spelled.names() if n.kind == "place" for s in (*n.variants, *n.adjectives) for w in s.split()
    )
    return frozenset(stem(w) for w in spellings)


def _country(sentence: Sentence, start: int, end: int) -> str:
    """Give the country whose office it is: within the words of the title, or right before them."""
    for name in sentence.names:
        inside = start <= name.start < end
        before = 0 <= start - name.end <= 3 and "." not in sentence.text[name.end : start]
        if (inside or before) and is_land(name.canonical):
            return name.canonical
    return ""
