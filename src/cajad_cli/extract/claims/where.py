"""Where a meeting was held, in which house, where something was founded or signed, where a person is from."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cajad_cli.extract.claims.actors import full_name, is_person
from cajad_cli.extract.claims.bound import is_planned, occasion_of
from cajad_cli.extract.claims.sentence import (
    Sentence,
    Value,
    capital,
    claim_of,
    clause_of,
    context_of,
    days_of,
    editions_in,
    scope_of,
    setting_of,
)
from cajad_cli.extract.claims.things import thing_keys
from cajad_cli.extract.claims.triggers import Trigger, trigger_keys, triggers_in
from cajad_cli.extract.names import Name, is_adjective, is_land, is_on_map, is_place, names
from cajad_cli.extract.said import mark, said
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.lexicon.places import within
from cajad_cli.model import Claim, Span


class Spot(NamedTuple):
    """A place that a sentence names: its words, its name, and how it is told."""

    start: int
    end: int
    value: str
    told: str  # "name", "city" ("the city of X"), "capital" ("the Kyrgyz capital"), "here"


def places(sentence: Sentence) -> Iterator[Claim]:
    """Give the places of what a sentence tells."""
    found = _spots(sentence)
    if found:
        founded = list(_founded(sentence, found))
        yield from founded
        yield from _begun(sentence, found)
        yield from _sites(sentence, found)
        taken = {c.quote.start for c in founded if c.attribute == "establish place"}
        yield from _meetings(sentence, [s for s in found if s.start not in taken])
    yield from _homes(sentence)
    yield from _houses(sentence)


# ---------------------------------------------------------------- places named

_CITY_OF = re.compile(r"\b(?:city|town|resort|village|port|prefecture|district) (?:town )?of \Z", re.IGNORECASE)
_CITY_NAME = re.compile(r"\b(?:resort|port|coastal|mountain|lakeside|spa) (?:town|city|village) \Z", re.IGNORECASE)
_LIES_IN = re.compile(r",\s+(?=[A-Z])(?P<in>[\w’'-]+(?:\s[A-Z][\w’'-]*)?)")
_REGION = re.compile(r"\s(?:province|region|oblast|prefecture|district)\b")
_HERE = re.compile(r"\b(?:here|in this (?:city|town|capital))\b")


def _spots(sentence: Sentence) -> list[Spot]:
    text, passage = sentence.text, sentence.passage
    found = [spot for name in sentence.names if (spot := _spot(text, passage.end, name)) is not None]
    city = _dateline(text)
    if city:
        spans = (m.span() for m in _HERE.finditer(text, passage.start, passage.end))
        found += [Spot(*span, city, "here") for span in spans]
    return sorted(found)


def _spot(text: str, end: int, name: Name) -> Spot | None:
    if found := capital(text, end, name):
        city, told = found
        return Spot(*told, city, "capital")
    if is_on_map(name.canonical):
        return None if is_adjective(name.text) else Spot(name.start, name.end, name.canonical, "name")
    if _is_told_city(text, end, name):
        return Spot(name.start, name.end, name.canonical, "city")
    return None


def _is_told_city(text: str, end: int, name: Name) -> bool:
    before = max(0, name.start - 24)
    if _CITY_OF.search(text, before, name.start) or _CITY_NAME.search(text, before, name.start):
        return True
    if _REGION.match(text, name.end, end):
        return True
    lies = _LIES_IN.match(text, name.end, end)
    return bool(
        lies and (is_place(lies["in"]) or lies["in"].endswith((" Prefecture", " Province", " Region", " Oblast")))
    )


_DATELINE = re.compile(
    r"(?m)^(?P<city>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
    r"(?:, [^\n—–/]{0,60}?| /[^\n/]{2,30}/?)? ?(?:\([^)\n]{2,30}\) ?)?(?:—|–|--|-|/)"
)


@lru_cache(maxsize=8)
def _dateline(text: str) -> str:
    """Give the city that the first dateline of a text names, "" where none is known."""
    for found in _DATELINE.finditer(text):
        city = found["city"]
        name = city.title() if city.isupper() else city
        if name in within():
            return name
    return ""


# ---------------------------------------------------------------- meetings

_IN = re.compile(
    r"\b(?:in|at)(?: the)?(?: (?:[\w-]+ ){0,3}(?:city|town|resort|capital|village|port)(?: of|,)?)? \Z", re.IGNORECASE
)
_SEATED = re.compile(
    r"\b(?:governments?|minist(?:er|ry|ers|ries)|officials?|embass(?:y|ies)|offices?|universit(?:y|ies)|students?|plants?"
    r"|compan(?:y|ies)|firms?|based|headquarter(?:s|ed)|born|living|centers?|centres?) in(?: the)? \Z",
    re.IGNORECASE,
)
_HOSTED_BY = re.compile(r"\bhosted by (?:the )?\Z")
_HELD = re.compile(
    r"\b(?:t(?:ook|akes?) place|(?:was|were|been|be|is) (?:hosted|convened|organi[sz]ed)"
    r"|held\b|chair(?:ed|s|ing)?\b|presid(?:ed|es|ing)\b|host(?:ed|s|ing)?\b)"
)
_HOST_REACH = 20
_OWN_DATE = 12  # characters from a place to the date that is its own: "in Rome in 2010, Oslo in 2014"
_REACH = 90  # characters from the word for a meeting to its place


def _meetings(sentence: Sentence, found: Sequence[Spot]) -> Iterator[Claim]:
    """Give where a numbered or dated meeting was held."""
    met = [t for t in triggers_in(sentence) if t.name in ("meeting", "summit")]
    if _HELD.search(sentence.text, sentence.passage.start, sentence.passage.end):
        met += [Trigger(t.start, t.end, "meeting", t.stem) for t in sentence.terms if t.stem in words.kind("series")]
        met += [
            Trigger(a.start, a.end, "meeting", "meet") for a in sentence.amounts if a.kind == "ordinal" and not a.head
        ]
    for spot in found:
        hosts = _hosts(sentence, spot)
        if not (hosts or (met and _is_site(sentence, spot))):
            continue
        span = Span(spot.start, spot.end)
        clause = clause_of(sentence, span)
        named = _named_after(sentence, spot)
        dated = [*_own_date(sentence, spot)] or [*scope_of(sentence, clause)]
        if named:
            dated = [*_own_date(sentence, spot._replace(end=named))]
            if not dated:
                continue
        editions = [*editions_in(sentence, clause), *_bare_editions(sentence, clause), *dated]
        if not named and (hosts or _is_held(sentence, clause, spot)):
            editions += setting_of(sentence, clause)
        near = any(clause.start <= t.start < clause.end and _is_near(t, spot) for t in met)
        if not editions or not (hosts or near):
            continue
        keys = [*context_of(sentence, span, clause), *editions, *_told(spot)]
        keys += [f"x:{e.status}" for e in sentence.events if e.status != "happened"]
        if is_planned(sentence, clause):
            keys.append("x:planned")
        yield claim_of(sentence, Value("place", "place", spot.value, None, None, span, "party.place"), keys)


def _hosts(sentence: Sentence, spot: Spot) -> bool:
    """Tell "X hosted", "the venue was X" and "the X meeting"."""
    text, passage, said = sentence.text, sentence.passage, lexicon.places()
    before = max(passage.start, spot.start - 80)
    if said.hosts.match(text, spot.end, passage.end) or _HOSTED_BY.search(text, before, spot.start):
        return True
    if said.host_before.search(text, before, spot.start):
        return spot.value in within() or spot.told == "city"
    return _named_after(sentence, spot) > 0


def _named_after(sentence: Sentence, spot: Spot) -> int:
    """Give the end of "the Rome meeting" for the place in it, 0 where nothing is named after it."""
    text, passage = sentence.text, sentence.passage
    named = lexicon.places().named.match(text, spot.end, passage.end)
    the = named and _THE.search(text, max(passage.start, spot.start - 24), spot.start)
    return named.end() if named and the and spot.value in within() else 0


_THE = re.compile(r"\b(?:[Tt]he|[Aa]t|of|[Ii]ts|[Tt]heir)\s(?:\w+\s)?\Z")


def _bare_editions(sentence: Sentence, clause: Span) -> Iterator[str]:
    """Give the numbers that a clause counts something by which it does not name: "the fifth, held in Rome"."""
    for amount in sentence.amounts:
        if amount.kind == "ordinal" and not amount.head and clause.start <= amount.start < clause.end:
            yield f"o::{int(amount.low)}"


def _told(spot: Spot) -> Iterator[str]:
    if spot.told == "city":
        yield "k:city"


def _is_held(sentence: Sentence, clause: Span, place: Spot) -> bool:
    """Tell "was held in X" from any place that a sentence names."""
    low, high = max(clause.start, place.start - _REACH), min(clause.end, place.end + _HOST_REACH)
    return _HELD.search(sentence.text, low, high) is not None


def _own_date(sentence: Sentence, place: Spot) -> Iterator[str]:
    for period in sentence.dates:
        if 0 <= period.timexes[0].start - place.end <= _OWN_DATE:
            yield f"d:{days_of(period)}"


def _is_near(trigger: Trigger, place: Spot) -> bool:
    return max(place.start - trigger.end, trigger.start - place.end) <= _REACH


def _is_site(sentence: Sentence, spot: Spot) -> bool:
    """Tell a place in which something is, not one that belongs to a name."""
    if spot.told == "here":
        return True
    text = sentence.text
    before = max(sentence.passage.start, spot.start - 80)
    if _SEATED.search(text, before, spot.start):
        return False
    return bool(_IN.search(text, before, spot.start) or _HOSTED_BY.search(text, before, spot.start))


# ---------------------------------------------------------------- what happens once in one place

_PLACED = frozenset({"establish", "birth", "sign", "open", "agree", "die"})
_VERBAL = frozenset({"agree", "die"})  # whose nouns have no place: "the agreement in Rome"
_FOUNDING = frozenset({"establish", "birth"})
_WHERE = re.compile(
    r",? (?:the |a )?(?:same )?(?:city|town|capital|place|country)?,? ?(?:where|in which) (?:[\w’'“”\"-]+ ){0,8}?\Z"
)


def _founded(sentence: Sentence, found: Sequence[Spot]) -> Iterator[Claim]:
    """Give where something was founded, signed or opened."""
    told = [t for t in triggers_in(sentence) if t.name in _PLACED and _is_told(sentence.text, t)]
    for spot in found if told else ():
        span = Span(spot.start, spot.end)
        clause = clause_of(sentence, span)
        trigger = (
            _where_after(sentence, spot, told)
            or _before(sentence, spot, told, clause)
            or _fronted(sentence, spot, told)
        )
        if trigger is None:
            continue
        wide = Span(min(clause.start, trigger.start), max(clause.end, clause_of(sentence, Span(*trigger[:2])).end))
        keys = [*context_of(sentence, span, wide), *trigger_keys(sentence, Span(trigger.end, trigger.end), wide)]
        keys = [k for k in keys if k[0] not in "cp"] + [f"c:{trigger.name}", f"p:{trigger.stem}"]
        keys += [*occasion_of(sentence, wide), *_told(spot)]
        name = trigger.name
        if name in _FOUNDING:
            keys += thing_keys(sentence, _founded_thing(sentence, trigger, clause, spot))
            if name == "birth" and "x:forum" not in keys:
                continue
            name = "establish"
        attribute = f"{name} place"
        yield claim_of(sentence, Value("place", attribute, spot.value, None, None, span, "party.where"), keys)


_HEAD_ENDS = re.compile(
    r",|\b(?:linking|of|between|for|that|which|with|in|on|at|to|among|proposed|made|was|were|is|has|had|been|be|where)\b"
)
_PRONOUN = re.compile(r"\s*(?:it|they|which|that)\b", re.IGNORECASE)


def _founded_thing(sentence: Sentence, trigger: Trigger, clause: Span, spot: Spot) -> list[str]:
    """Give the stems of the noun that is founded, without what goes on behind it; none for a pronoun."""
    text = sentence.text
    active = _ACTIVE.match(text, trigger.end)
    low, high = (trigger.end, sentence.passage.end) if active else (clause.start, trigger.start)
    where = _WHERE_WORD.search(text, spot.end, trigger.start) if spot.end < trigger.start else None
    low = where.end() if where else low
    while low < high and not (text[low].isalnum()):
        low += 1
    if _PRONOUN.match(text, low, high) or text[low:high].strip(" ,") == "":
        return []
    ends = _HEAD_ENDS.search(text, low, high)
    return [t.stem for t in sentence.terms if low <= t.start < (ends.start() if ends else high)]


_WHERE_WORD = re.compile(r"\b(?:where|in which)\b")
_ACTIVE = re.compile(r"\s(?:the|a|an|its|their|this|such)\s")


def _is_told(text: str, trigger: Trigger) -> bool:
    """Tell a word that has a place from "the agreement in Rome", "signs of hope", "found shelter", "killed two"."""
    if trigger.stem in words.kind("again") or trigger.stem in words.kind("slaying"):
        return False
    if trigger.name == "sign":
        return _SIGNED.match(text, trigger.start) is not None
    return trigger.name not in _VERBAL or text[trigger.start : trigger.end].endswith("ed")


_SIGNED = re.compile(r"(?i:sign(?:ed|ing|ature)|ratif)|signs? (?:the|an?|its|their|two|three)\b")


def _where_after(sentence: Sentence, spot: Spot, told: Sequence[Trigger]) -> Trigger | None:
    """Give what "X, the city where it was founded" tells."""
    for trigger in told:
        if 0 < trigger.start - spot.end <= _REACH and _WHERE.fullmatch(sentence.text, spot.end, trigger.start):
            return trigger
    return None


def _before(sentence: Sentence, spot: Spot, told: Sequence[Trigger], clause: Span) -> Trigger | None:
    """Give the event word whose place a spot is: the one just before it, no other between."""
    if spot.told != "here" and not _IN.search(sentence.text, max(sentence.passage.start, spot.start - 80), spot.start):
        return None
    near = [t for t in triggers_in(sentence) if clause.start <= t.start and t.end <= spot.start]
    verbs = [t for t in near if t in told and spot.start - t.end <= _PLACE_REACH]
    if not verbs:
        return None
    last = verbs[-1]
    between = [t for t in near if t.start >= last.end and (t.name in _MEETING or t.stem in words.kind("again"))]
    if last.name == "sign" and _ELSEWHERE.search(sentence.text, last.end, spot.start):
        return None
    at_one = _AT_ONE.fullmatch(sentence.text, last.end, spot.start)
    return None if between and not at_one else last


_MEETING = frozenset({"meeting", "summit", "visit"})
_ELSEWHERE = re.compile(r"[,;:()]|\b(?:on|for|to|about)\s(?!\d|[A-Z])")  # "signed an agreement on a plant in X"
_AT_ONE = re.compile(r"\s(?:at|during)\s(?:[\w’'-]+\s){1,6}(?:in|at)\s(?:the\s)?")


_PLACE_REACH = 110
_FRONT = 14  # characters of a sentence before the place that it begins with: "It was in Rome that"


def _fronted(sentence: Sentence, spot: Spot, told: Sequence[Trigger]) -> Trigger | None:
    """Give what happens in the place that a sentence begins with: "In Rome in 2004, the fund was founded"."""
    if spot.start - sentence.passage.start > _FRONT or not _IN.search(
        sentence.text, max(sentence.passage.start, spot.start - 10), spot.start
    ):
        return None
    behind = [t for t in triggers_in(sentence) if t.start >= spot.end]
    first = next((t for t in behind if t in told or t.name in _MEETING), None)
    return first if first in told and first is not None and first.start - spot.end <= _PLACE_REACH else None


# ---------------------------------------------------------------- where something began, where it stands


def _begun(sentence: Sentence, found: Sequence[Spot]) -> Iterator[Claim]:
    """Give the place that is called the birthplace of a forum: "Rome, the cradle of the dialogue"."""
    before, behind = lexicon.founded()
    text, passage = sentence.text, sentence.passage
    for spot in found:
        after = behind.match(text, spot.end, passage.end)
        ahead = None if after else before.search(text, max(passage.start, spot.start - 90), spot.start)
        if not (after or ahead):
            continue
        low, high = (after.end(), passage.end) if after else (passage.start, ahead.start() if ahead else spot.start)
        ends = _HEAD_ENDS.search(text, low, high) if after else None
        stems = [t.stem for t in sentence.terms if low <= t.start < (ends.start() if ends else high)]
        things = [*thing_keys(sentence, stems[:6] if after else stems[-6:])]
        if "x:forum" not in things:
            continue
        span = Span(spot.start, spot.end)
        clause = clause_of(sentence, span)
        keys = [
            *context_of(sentence, span, clause),
            "c:establish",
            *occasion_of(sentence, clause),
            *things,
            *_told(spot),
        ]
        yield claim_of(sentence, Value("place", "establish place", spot.value, None, None, span, "party.where"), keys)


def _sites(sentence: Sentence, found: Sequence[Spot]) -> Iterator[Claim]:
    """Give where a house, plant or secretariat stands."""
    text, passage, site = sentence.text, sentence.passage, lexicon.places().site
    for spot in found:
        said = site.search(text, max(passage.start, spot.start - 60), spot.start)
        if said is None:
            continue
        span = Span(spot.start, spot.end)
        clause = clause_of(sentence, span)
        things = [f"j:{t.stem}" for t in sentence.terms if clause.start <= t.start and t.end <= said.start()][-6:]
        keys = [*context_of(sentence, span, clause), *things, *_told(spot)]
        yield claim_of(sentence, Value("place", "site", spot.value, None, None, span, "party.site"), keys)


# ---------------------------------------------------------------- where persons are from


def _homes(sentence: Sentence) -> Iterator[Claim]:
    """Give where a person was born or is at home."""
    before, behind = lexicon.born()
    text, passage = sentence.text, sentence.passage
    if not said(text, passage.start, passage.end) & mark("home"):
        return
    if not lexicon.home().search(text, passage.start, passage.end):
        return
    persons = [n for n in sentence.names if is_person(n) or full_name(text, n)]
    for name in sentence.names:
        if is_adjective(name.text) or is_land(name.canonical):
            continue
        found = behind.match(text, name.end, passage.end)
        home = found or before.search(text, max(passage.start, name.start - 60), name.start)
        if home is None:
            continue
        others = [p for p in persons if p is not name]
        if found is None:
            others = [p for p in others if p.end < name.start] or others
        owner = min(others, key=lambda p: abs(p.start - name.start), default=None) or _person_before(sentence)
        if owner is None or owner.canonical == name.canonical:
            continue
        span = Span(name.start, name.end)
        keys = [
            f"a:{full_name(text, owner) or owner.canonical}",
            *context_of(sentence, span, clause_of(sentence, span)),
            "k:city",
            *(["x:raised"] if _GREW_UP.match(home.group()) else []),
        ]
        yield claim_of(sentence, Value("place", "birth place", name.canonical, None, None, span, "party.home"), keys)


_GREW_UP = re.compile(r"grew up|was raised")  # where one need not be born
_HE = re.compile(r"(?:He|She|Born)\b")


def _person_before(sentence: Sentence) -> Name | None:
    """Give the person named last before a sentence that begins with "He" or "She"."""
    if not _HE.match(sentence.text, sentence.passage.start):
        return None
    before = [n for n in names(sentence.text, 0, sentence.passage.start) if is_person(n)]
    return before[-1] if before else None


# ---------------------------------------------------------------- houses


def _houses(sentence: Sentence) -> Iterator[Claim]:
    """Give the house in which a meeting was held: "in the Arbob Palace", "at the Kokhi Somon residence"."""
    text, passage = sentence.text, sentence.passage
    venues = lexicon.venues()
    houses = [house for name in sentence.names if (house := _house(sentence, name)) is not None]
    if not houses or venues.besides.search(text, passage.start, passage.end):
        return
    held = list(venues.held.finditer(text, passage.start, passage.end))
    for house in houses:
        if not _holds(sentence, house, held):
            continue
        clause = clause_of(sentence, house)
        keys = [*context_of(sentence, house, clause), *occasion_of(sentence, Span(passage.start, passage.end))]
        value = " ".join(text[house.start : house.end].split())
        attribute = f"{_occasion(sentence, house)}venue"
        yield claim_of(sentence, Value("place", attribute, value, None, None, house, "party.venue"), keys)


def _holds(sentence: Sentence, house: Span, held: Sequence[re.Match[str]]) -> bool:
    """Tell a house in which something is said to have been held."""
    text, passage, said = sentence.text, sentence.passage, lexicon.places()
    low = max(passage.start, house.start - _HOUSE_REACH)
    if _IN_WHICH.match(text, house.end, passage.end) or said.hosts.match(text, house.end, passage.end):
        return True
    if said.host_before.search(text, low, house.start):
        return True
    near = any(0 <= house.start - m.end() <= _HOUSE_REACH or 0 <= m.start() - house.end <= _HOUSE_REACH for m in held)
    return near and _AT.search(text, low, house.start) is not None


def _occasion(sentence: Sentence, house: Span) -> str:
    """Give what is held in a house beside meetings, "concert ", by the word for it that is nearest."""
    found = lexicon.venues().occasions.finditer(sentence.text, sentence.passage.start, sentence.passage.end)
    beside = (m for m in found if not house.start <= m.start() < house.end)
    near = min(((max(house.start - m.end(), m.start() - house.end), m[0]) for m in beside), default=None)
    return "" if near is None else f"{near[1]} "


def _house(sentence: Sentence, name: Name) -> Span | None:
    """Give the words of a house that a name is, or that it is the name of."""
    venues, text, passage = lexicon.venues(), sentence.text, sentence.passage
    if is_place(name.canonical):
        return None
    if _is_house(name.text):
        return Span(name.start, name.end)
    if name.text.lower() in venues.nouns and (of := _HOUSE_OF.match(text, name.end, passage.end)):
        return Span(name.start, of.end())
    behind = venues.noun.match(text, name.end, passage.end)
    if behind and behind[1] in venues.nouns:
        return Span(name.start, behind.end())
    in_it = venues.room.search(text, max(passage.start, name.start - _HOUSE_REACH), name.start)
    return Span(name.start, name.end) if in_it and ("the" in in_it[0].split() or not is_person(name)) else None


@lru_cache(maxsize=1 << 12)
def _is_house(name: str) -> bool:
    low = name.lower().split()
    return len(low) > 1 and not lexicon.venues().nouns.isdisjoint(low)


_IN_WHICH = re.compile(
    r", (?:where|in which) [^.;:]{3,50}?\b(?:met|sat|gathered|talked|assembled|convened|took place|(?:was|were) held)\b"
)
_HOUSE_OF = re.compile(r"\s+of\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*")
_AT = re.compile(
    r"\b(?:[Ii]n|[Aa]t|filled)\s+(?:the\s+)?(?:[\w-]+['’]s\s+)?"
    r"(?:(?:[\w-]+\s+){0,2}(?:hall|room|ballroom|auditorium|pavilion|lobby|wing)(?:\s\w+)?\s+of\s+(?:the\s+)?)?\Z"
)
_HOUSE_REACH = 60
