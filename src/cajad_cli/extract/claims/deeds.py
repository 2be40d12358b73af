"""Who is said to do what: chair, propose, sign, lead, represent."""

import re
from collections.abc import Iterator
from functools import cache

from cajad_cli.extract.claims.actors import Actor, actors, bodies, may_act
from cajad_cli.extract.claims.bound import occasion_of
from cajad_cli.extract.claims.sentence import Sentence, Value, claim_of, clause_of, context_of
from cajad_cli.extract.claims.things import thing_of
from cajad_cli.extract.names import is_land
from cajad_cli.extract.said import mark, said
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.model import Claim, Span


def deeds(sentence: Sentence) -> Iterator[Claim]:
    """Give who is said to do what."""
    passage = sentence.passage
    marks = said(sentence.text, passage.start, passage.end)
    if not may_act(sentence):
        return
    hinted = [act for bit, act in _marked_acts() if marks & bit]
    told = [act for act in hinted if act.hint.search(sentence.text, passage.start, passage.end)]
    if not told:
        return
    found = actors(sentence)
    for act in told:
        doing = [*found, *bodies(sentence)] if act.by_bodies else found
        doers = [(a, span) for a in doing if (span := _deed(sentence, a, act)) is not None]
        doers = [d for d in doers if d[0].kind != "rank" or act.for_another]
        doers = _with_partners(sentence, found, doers) if act.by_several else doers[:1]
        for actor, span in doers:
            beside = [f"y:{a.value}" for a, _ in doers if a is not actor]
            yield from _claims(sentence, act, actor, span, beside)


@cache
def _marked_acts() -> tuple[tuple[int, lexicon.Act], ...]:
    return tuple((mark(f"act {act.name}"), act) for act in lexicon.acts())


def _deed(sentence: Sentence, actor: Actor, act: lexicon.Act) -> Span | None:
    """Give the words by which an actor is said to do something, None where nothing says so."""
    passage = sentence.passage
    low = max(passage.start, actor.start - _REACH)
    found = act.before.search(sentence.text, low, actor.start)
    if found is None and actor.office is not None and actor.start < actor.span.start:
        found = act.before.search(sentence.text, low, actor.span.start)
    if found is None:
        found = act.behind.match(sentence.text, actor.end, passage.end)
        if found is None and actor.end > actor.span.end:
            found = act.behind.match(sentence.text, actor.span.end, passage.end)
        if found is not None and _governed(sentence, actor) and not found.group().lstrip(", ").startswith("which"):
            return None
    return Span(found.start(), found.end()) if found else None


_REACH = 120
_GOVERNED = re.compile(r"\b(?:of|by|with|for|to|from|under|in|at|between|against)\s+(?:the\s+)?\Z")


def _governed(sentence: Sentence, actor: Actor) -> bool:
    """Tell an actor that another noun governs: in "officials of Japan signed" it is not Japan that signs."""
    return actor.kind == "country" and bool(
        _GOVERNED.search(sentence.text, max(sentence.passage.start, actor.start - 16), actor.start)
    )


_AND = re.compile(r"\s+and(?:\s+by)?\s+(?:(?:the|its|their)\s+)?")


def _with_partners(sentence: Sentence, found: list[Actor], doers: list[tuple[Actor, Span]]) -> list[tuple[Actor, Span]]:
    """Add whom "and" joins to the first who signs; only persons can be told apart."""
    persons = [d for d in doers if d[0].kind == "person"]
    for actor, span in persons[:1]:
        for other in found:
            joined = other.kind == "person" and _AND.search(sentence.text, actor.end, other.start)
            if joined and other.start > actor.end and other.start - actor.end <= _REACH and (other, span) not in doers:
                doers.append((other, span))
                persons.append((other, span))
                break
    return persons


def _claims(sentence: Sentence, act: lexicon.Act, actor: Actor, span: Span, beside: list[str]) -> Iterator[Claim]:
    clause = clause_of(sentence, actor.span)
    done = Span(clause.start, max(span.end, actor.end))
    keys = [*context_of(sentence, actor.span, clause), *occasion_of(sentence, clause, done)]
    keys += [f"k:{actor.kind}", *_of_office(sentence, actor), *beside]
    if act.for_another:
        yield from _delegates(sentence, actor, span, keys)
        return
    if act.of_a_thing:
        keys += thing_of(sentence, span, actor)
    if act.name == "author":  # who wrote is another than who painted
        keys += [f"p:{t.stem}" for t in sentence.terms if span.start <= t.start < span.end]
    if _ONLY.search(sentence.text, sentence.passage.start, sentence.passage.end):
        keys.append("x:only")
    if _FORMER.search(sentence.text, max(clause.start, done.start - _FORMER_REACH), done.end):
        keys.append("x:former")
    value = Value("name", act.name, actor.value, None, None, actor.span, f"party.{act.name}")
    yield claim_of(sentence, value, keys)


_ONLY = re.compile(r"\b(?:only|sole|single|alone|[Aa]mong)\b")
_FORMER = re.compile(
    r"\b(?:previous(?:ly)?|formerly|in (?:earlier|past|previous) years|last year[’']s|the year before)\b"
)
_FORMER_REACH = 40  # characters before what is done in which it is said to be of before


def _of_office(sentence: Sentence, actor: Actor) -> Iterator[str]:
    office = actor.office
    if actor.kind == "country":
        yield f"s:{actor.value}"
    elif office is not None:
        yield from (f"s:{n.canonical}" for n in sentence.names if office.start <= n.start < office.end)
        yield f"u:{office.name}"
        if office.country:
            yield f"s:{office.country}"
            yield f"z:{office.name} of {office.country}"


def _delegates(sentence: Sentence, actor: Actor, span: Span, keys: list[str]) -> Iterator[Claim]:
    """Give who stands for a country at a meeting, and of what rank: its name stands before or in the title."""
    countries = [n.canonical for n in sentence.names if is_land(n.canonical) and n.end <= max(span.end, actor.start)]
    country = (countries[-1] if countries else "") or (actor.office.country if actor.office else "")
    if not country or actor.kind == "country":
        return
    keys = [*keys, f"a:{country}", f"n:{country}"]
    if actor.kind == "person":
        yield claim_of(sentence, Value("name", "delegate", actor.value, None, None, actor.span, "party.delegate"), keys)
    if actor.office is not None and not actor.office.several:
        office = actor.office
        spot = Span(office.start, office.end)
        yield claim_of(sentence, Value("name", "level", office.name, None, None, spot, "party.level"), keys)
