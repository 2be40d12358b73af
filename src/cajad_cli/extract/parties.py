"""Where a meeting was held, who chaired it, and who holds an office."""

import re
from collections.abc import Iterator

from cajad_cli.extract.names import Name, is_adjective, is_place
from cajad_cli.extract.sentence import (
    Sentence,
    Value,
    claim_of,
    clause_of,
    context_of,
    editions_in,
    scope_of,
    setting_of,
)
from cajad_cli.extract.triggers import Trigger, triggers_in
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim, Span

OFFICE = re.compile(r"(?:Prime Minister|Foreign Minister|President)\b(?! of the (?:Senate|Council|Bank|Assembly))")


def parties(sentence: Sentence) -> Iterator[Claim]:
    """Give the places, chairs and holders of offices that a sentence tells."""
    yield from _meetings(sentence)
    yield from _roles(sentence)


_IN = re.compile(
    r"\b(?:in|at)(?: the)?(?: (?:[\w-]+ ){0,3}(?:city|town|resort|capital|village|port)(?: of|,)?)? \Z", re.IGNORECASE
)
_SEATED = re.compile(
    r"\b(?:governments?|minist(?:er|ry|ers|ries)|officials?|embass(?:y|ies)|offices?|universit(?:y|ies)|students?|plants?"
    r"|compan(?:y|ies)|firms?|based|headquarter(?:s|ed)|born|living|centers?|centres?) in(?: the)? \Z",
    re.IGNORECASE,
)
_CHAIRED_BY = re.compile(r"\b(?:chaired|presided over|moderated) by (?:[A-Z][\w.’']*,? |[a-z]+ ){0,7}\Z")
_CHAIRS = re.compile(
    r"(?:, [^,.;:]{3,60}(?:, [^,.;:]{3,40})?,)?,? (?:who )?"
    r"(?:chaired|presided over|chairs|presides over|will (?:chair|preside|serve\s+as\s+chair)|was in the chair)\b"
)
_HOSTS = re.compile(r" (?:hosted|hosts|will host|played host to)\b")
_HOSTED_BY = re.compile(r"\bhosted by (?:the )?\Z")
_HELD = re.compile(r"\b(?:took place|(?:was|were|been|be|is) (?:hosted|convened|organi[sz]ed)|held|chair|presid|host)")


def _meetings(sentence: Sentence) -> Iterator[Claim]:
    """Give where a numbered or dated meeting was held and who chaired it."""
    met = [t for t in triggers_in(sentence) if t.name in ("meeting", "summit")]
    if _HELD.search(sentence.text, sentence.passage.start, sentence.passage.end):
        met += [Trigger(t.start, t.end, "meeting", t.stem) for t in sentence.terms if t.stem in words.kind("series")]
    for name in sentence.names if met else ():
        span = Span(name.start, name.end)
        kind, attribute = _party(sentence, name)
        if not kind:
            continue
        clause = clause_of(sentence, span)
        dated = [*_own_date(sentence, name)] or [*scope_of(sentence, clause)]
        editions = [*editions_in(sentence, clause), *dated]
        if kind == "name" or _is_held(sentence, clause, name):
            editions += setting_of(sentence, clause)
        scope = sentence.passage if kind == "name" else clause  # "X, who chaired the meeting"
        if not editions or not any(scope.start <= t.start < scope.end and _is_near(t, name) for t in met):
            continue
        keys = [*context_of(sentence, span, clause), *editions]
        keys += [f"x:{e.status}" for e in sentence.events if e.status != "happened"]
        yield claim_of(sentence, Value(kind, attribute, name.canonical, None, None, span, f"party.{attribute}"), keys)


def _is_held(sentence: Sentence, clause: Span, place: Name) -> bool:
    """Tell "was held in X" and "X hosted" from any place that a sentence names."""
    low, high = max(clause.start, place.start - _REACH), min(clause.end, place.end + _HOST_REACH)
    return _HELD.search(sentence.text, low, high) is not None


_HOST_REACH = 20
_OWN_DATE = 12  # characters from a place to the date that is its own: "in Rome in 2010, Oslo in 2014"


def _own_date(sentence: Sentence, name: Name) -> Iterator[str]:
    for period in sentence.dates:
        if 0 <= period.timexes[0].start - name.end <= _OWN_DATE:
            yield f"d:{period.value}"


_REACH = 60  # characters from the word for a meeting to its place or chair


def _is_near(trigger: Trigger, name: Name) -> bool:
    return max(name.start - trigger.end, trigger.start - name.end) <= _REACH


def _party(sentence: Sentence, name: Name) -> tuple[str, str]:
    """Give kind and attribute of what a name is said to be of a meeting, ("", "") where nothing."""
    text, passage = sentence.text, sentence.passage
    before = max(passage.start, name.start - 80)
    if name.canonical in words.within() or is_place(name.canonical):
        if is_adjective(name.text):
            return "", ""
        if _SEATED.search(text, before, name.start):
            return "", ""
        held = _IN.search(text, before, name.start) or _HOSTED_BY.search(text, before, name.start)
        if held or _HOSTS.match(text, name.end, passage.end):
            return "place", "place"
        return "", ""
    if _CHAIRED_BY.search(text, before, name.start) or _CHAIRS.match(text, name.end, passage.end):
        return "name", "chair"
    return "", ""


_NO_OFFICE = re.compile(r"(?:[Ff]ormer|[Tt]hen|[Ff]uture|[Dd]eputy|[Vv]ice|[Aa]cting|[Ii]nterim|late|ex|elect)[- ]?\Z")


def _roles(sentence: Sentence) -> Iterator[Claim]:
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
    if (
        not after
        or text[office.end() : after[0].start] not in (" of ", " of the ")
        or not _is_state(after[0].canonical)
    ):
        return None
    country, rest = after[0], after[1:]
    if rest and text[country.end : rest[0].start] == " " and _is_person(rest[0]):
        return rest[0], country.canonical, begin
    if before and text[before[-1].end : begin] in (", ", ", the ") and _is_person(before[-1]):
        return before[-1], country.canonical, begin
    return None


def _is_country_before(text: str, name: Name, office: re.Match[str]) -> bool:
    return _is_state(name.canonical) and text[name.end : office.start()] in (" ", "’s ", "'s ")


def _is_state(name: str) -> bool:
    return is_place(name) and name not in words.within()


def _is_person(name: Name) -> bool:
    return " " in name.canonical and not is_place(name.canonical)
