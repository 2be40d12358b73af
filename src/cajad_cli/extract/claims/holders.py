"""Who holds which office: "Japanese Prime Minister X", "X, President of Y", "the deputy minister, X"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cajad_cli.extract.claims.actors import full_name, is_person
from cajad_cli.extract.claims.bound import occasion_of
from cajad_cli.extract.claims.posts import Post, post_of
from cajad_cli.extract.claims.sentence import Sentence, Value, claim_of, clause_of, context_of, scope_of
from cajad_cli.extract.claims.titles import Office, honorific, office_after, office_before
from cajad_cli.extract.names import Name, is_land, is_place
from cajad_cli.model import Claim, Span

OFFICE = re.compile(r"(?:Prime Minister|Foreign Minister|President)\b(?! of the (?:Senate|Council|Bank|Assembly))")
_NO_OFFICE = re.compile(r"(?:[Ff]ormer|[Tt]hen|[Ff]uture|[Dd]eputy|[Vv]ice|[Aa]cting|[Ii]nterim|late|ex|elect)[- ]?\Z")


def holders(sentence: Sentence) -> Iterator[Claim]:
    """Give who is said to hold the office of a country: "Japanese Prime Minister X", "X, President of Y"."""
    text, passage = sentence.text, sentence.passage
    if not sentence.names:
        return
    for office in OFFICE.finditer(text, passage.start, passage.end):
        found = _holder(sentence, office)
        if found is None:
            continue
        person, country, first = found
        if _NO_OFFICE.search(text, max(passage.start, first - 9), first):
            continue
        span = Span(person.start, person.end)
        clause = clause_of(sentence, span)
        attribute = f"{office.group().lower()} of {country}"
        keys = [f"n:{country}", f"j:{attribute}", *scope_of(sentence, clause)]
        yield claim_of(sentence, Value("name", attribute, person.canonical, None, None, span, "role"), keys)


def _holder(sentence: Sentence, office: re.Match[str]) -> tuple[Name, str, int] | None:
    """Give person, country and begin of the words of an office, None where they do not tell both."""
    text, begin = sentence.text, office.start()
    before = [n for n in sentence.names if n.end <= begin]
    after = [n for n in sentence.names if n.start >= office.end()]
    if before and after and _is_country_before(text, before[-1], office):
        joined = text[office.end() : after[0].start] == " " and _is_person(after[0])
        return (after[0], before[-1].canonical, before[-1].start) if joined else None
    if not after or text[office.end() : after[0].start] not in (" of ", " of the ") or not is_land(after[0].canonical):
        return None
    country, rest = after[0], after[1:]
    if rest and text[country.end : rest[0].start] == " " and _is_person(rest[0]):
        return rest[0], country.canonical, begin
    if before and text[before[-1].end : begin] in (", ", ", the ") and _is_person(before[-1]):
        return before[-1], country.canonical, begin
    return None


def _is_country_before(text: str, name: Name, office: re.Match[str]) -> bool:
    return is_land(name.canonical) and text[name.end : office.start()] in (" ", "’s ", "'s ")


def _is_person(name: Name) -> bool:
    return " " in name.canonical and not is_place(name.canonical)


_PLAIN = frozenset(
    {"minister", "president", "prime minister", "representative"}
)  # which say little without rank or field
_SENT = frozenset({"ambassador", "envoy", "representative"})  # one for each country and place


def posts(sentence: Sentence) -> Iterator[Claim]:
    """Give the office or post that a person is said to hold, and who holds it."""
    for name in sentence.names:
        if not (is_person(name) or _is_called_by_family_name(sentence, name)):
            continue
        office, post = office_before(sentence, name) or office_after(sentence, name), post_of(sentence, name)
        if (office is None and post is None) or (office is not None and office.several):
            continue
        holder = _holder_of(sentence, name)
        if post is not None and _is_of_a_house(post) and (office is None or not _is_of_state(office)):
            yield from _posted(sentence, holder, post)
        elif office is not None and (office.rank or office.field or office.head not in _PLAIN):
            span = Span(office.start, office.end)
            keys = [f"a:{holder.person}", *_beside(sentence, span, holder.clause), *holder.occasion]
            yield claim_of(sentence, Value("name", "office", office.name, None, None, span, "party.office"), keys)
        if office is not None and office.head in _SENT and office.country and not office.rank:
            keys = [*_beside(sentence, holder.span, holder.clause), *holder.occasion, f"s:{office.country}", "k:person"]
            attribute = f"{office.head} of {office.country}"
            value = Value("name", attribute, holder.person, None, None, holder.span, "party.holder")
            yield claim_of(sentence, value, keys)


class _Holder(NamedTuple):
    """A person who is said to hold something: the words, the name, their clause and to what it is bound."""

    span: Span
    person: str
    clause: Span
    occasion: list[str]


def _holder_of(sentence: Sentence, name: Name) -> _Holder:
    span = Span(name.start, name.end)
    clause = clause_of(sentence, span)
    person = full_name(sentence.text, name) or name.canonical.partition(" of ")[0]
    return _Holder(span, person, clause, occasion_of(sentence, clause))


def _posted(sentence: Sentence, holder: _Holder, post: Post) -> Iterator[Claim]:
    """Give the post of a person, and the person in the post."""
    keys = [f"a:{holder.person}", f"u:{post.name}", *(f"j:{s}" for s in post.house), *(f"s:{p}" for p in post.places)]
    keys += [*_beside(sentence, post.span, holder.clause), *holder.occasion]
    yield claim_of(sentence, Value("name", "office", post.name, None, None, post.span, "party.post"), keys)
    value = Value("name", "holder", holder.person, None, None, holder.span, "party.holds")
    yield claim_of(sentence, value, [*keys, "k:person"])


def _is_of_a_house(post: Post) -> bool:
    """Tell a post from that of a head of state, whom news call by it alone: "President X"."""
    return post.name.split()[-1] != "president" or bool(post.house)


def _is_of_state(office: Office) -> bool:
    return office.head in _OF_STATE or (office.head == "president" and bool(office.country))


_OF_STATE = frozenset({"minister", "prime minister", "director general", "secretary general", *_SENT})
_CALLED = frozenset({"Mr", "Mrs", "Ms", "Dr"})


def _is_called_by_family_name(sentence: Sentence, name: Name) -> bool:
    """Tell a person called by title and family name alone: "Mr. Doe"."""
    return " " not in name.canonical and honorific(sentence, name) in _CALLED


def _beside(sentence: Sentence, spot: Span, clause: Span) -> Iterator[str]:
    """Give the context of an office without its marks: who did not come, or will, holds it all the same."""
    return (key for key in context_of(sentence, spot, clause) if not key.startswith("x:"))
