"""Who came to a meeting and who stayed away: countries by their presidents or ministers."""

import re
from collections.abc import Iterator

from cajad_cli.extract.claims.actors import Actor, actors
from cajad_cli.extract.claims.bound import occasion_of
from cajad_cli.extract.claims.sentence import Sentence, Value, claim_of, clause_of, context_of
from cajad_cli.extract.names import is_land
from cajad_cli.extract.said import mark, said
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.lexicon.places import seats
from cajad_cli.model import Claim, Span

_BEFORE = 30  # characters before a party in which it is told to be left out, or to be the only one
_LISTED = 140  # characters in which a list of countries and what they did stand


def attendance(sentence: Sentence) -> Iterator[Claim]:
    """Give who is said to have been present or absent, each with the level: "president", "minister"."""
    marks = said(sentence.text, sentence.passage.start, sentence.passage.end)
    if marks & mark("absent"):
        yield from _absent(sentence)
    if marks & mark("every"):
        yield from _every(sentence)
    if marks & mark("listed"):
        yield from _listed(sentence)


def _absent(sentence: Sentence) -> Iterator[Claim]:
    cues = lexicon.attendance()
    text, passage = sentence.text, sentence.passage
    if not cues.absent_hint.search(text, passage.start, passage.end):
        return
    for actor in (*actors(sentence), *_capitals(sentence)):
        found = cues.absent.match(text, actor.end, passage.end) or cues.besides.search(
            text, max(passage.start, actor.start - _BEFORE), actor.start
        )
        country = _country(actor)
        if found and country:
            level = _level(actor, found.group())
            claim = _claim(sentence, actor.span, "absent", country, level)
            yield claim._replace(keys=(*claim.keys, "x:only")) if _is_only(sentence, actor, found) else claim


def _capitals(sentence: Sentence) -> Iterator[Actor]:
    """Give capitals as the countries for which they stand: "Paris sent nobody"."""
    for name in sentence.names:
        if country := seats().get(name.canonical):
            yield Actor(name.start, name.end, Span(name.start, name.end), country, "country", None)


def _is_only(sentence: Sentence, actor: Actor, found: re.Match[str]) -> bool:
    """Tell whether a text says that nobody else was missing: "Japan alone", "all but Japan"."""
    cues, text = lexicon.attendance(), sentence.text
    if found.end() <= actor.start:
        return _BUT.search(found.group()) is not None
    before = cues.only.search(text, max(sentence.passage.start, actor.start - _BEFORE), actor.start)
    return before is not None or cues.alone.match(text, actor.end) is not None


_BUT = re.compile(r"\b(?:but|save|except)\b(?! not)")


def _every(sentence: Sentence) -> Iterator[Claim]:
    for found in lexicon.attendance().every.finditer(sentence.text, sentence.passage.start, sentence.passage.end):
        level = _head(found["who"] or found["whose"])
        yield _claim(sentence, Span(*found.span()), "present", lexicon.EVERY, level)


def _listed(sentence: Sentence) -> Iterator[Claim]:
    cues = lexicon.attendance()
    text, passage = sentence.text, sentence.passage
    for found in cues.listed.finditer(text, passage.start, passage.end):
        came = cues.came.search(text, found.end(), min(passage.end, found.end() + _LISTED))
        for name in sentence.names if came else ():
            if came and found.end() <= name.start < came.start() and is_land(name.canonical):
                yield _claim(sentence, Span(name.start, name.end), "present", name.canonical, _head(found["who"]))


def _country(actor: Actor) -> str:
    if actor.kind == "country":
        return actor.value
    return actor.office.country if actor.office is not None else ""


def _head(word: str) -> str:
    low = " ".join(word.lower().split()).removeprefix("foreign ")
    if low.startswith("minister"):
        return "minister"
    return "president" if low in ("presidents", "leaders", "heads of state") else ""


def _level(actor: Actor, deed: str) -> str:
    if actor.office is not None and not actor.office.rank:
        return actor.office.head
    return "minister" if "minister" in deed else "president" if "president" in deed else ""


def _claim(sentence: Sentence, span: Span, value: str, country: str, level: str) -> Claim:
    clause = clause_of(sentence, span)
    keys = [*context_of(sentence, span, clause), *occasion_of(sentence, clause), f"a:{country}", f"u:{level}"]
    return claim_of(sentence, Value("name", "attendance", value, None, None, span, "party.attendance"), keys)
