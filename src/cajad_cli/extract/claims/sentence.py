"""One passage with all that its claims need: words, names, clauses, dates, amounts."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from cajad_cli.extract.claims.frame import Frame, Frames
from cajad_cli.extract.names import Name, names
from cajad_cli.extract.quantities import Quantity, quantities
from cajad_cli.extract.said import mark, said
from cajad_cli.extract.terms import Term, stem, terms
from cajad_cli.extract.timex import periods
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import parties
from cajad_cli.lexicon.facts import any_deed
from cajad_cli.lexicon.places import capitals
from cajad_cli.model import Claim, Document, Event, Passage, Period, Quote, Span, Timex

_NEAR = 14  # stems of a clause that a claim keeps
_FAR = 10
_MOST = 40  # dates, and amounts, of one passage; more are a table, which states nothing by clauses
_BREAK = re.compile(
    r"[;:—()]| [–-] |[,.] (?:and|while|but|which|who|where|whereas|although|though|with)\b"
    r"| (?:while|but|whereas|although|since (?=the |its |their |it |they ))"
)
_NEGATION = re.compile(r"\b(?:not|never|no|denied|nor|without)\b|n[’']t\b")
_NEGATED_WITHIN = 40  # characters before a value in which a negation is of it


class Sentence(NamedTuple):
    """One passage with what is known of it, all offsets in the document's text."""

    text: str
    passage: Passage
    terms: tuple[Term, ...]
    names: tuple[Name, ...]
    breaks: tuple[int, ...]
    dates: tuple[Period, ...]
    loose: tuple[Timex, ...]  # dates without an anchor: "Saturday" of a text without a day
    amounts: tuple[Quantity, ...]
    events: tuple[Event, ...]
    frame: Frame | None  # what the sentence goes on about, where it tells no date itself
    lately: Period | None  # the last date told before, where no event was told near it
    issued: date | None
    stamps: tuple[Span, ...]  # of the document


def sentence_of(
    document: Document, passage: Passage, timexes: Sequence[Timex], events: Sequence[Event], frames: Frames
) -> Sentence | None:
    """Gather what the claims of a passage need; None where it states no date, amount, party or deed."""
    text = document.text
    calendar = [t for t in timexes if t.type != "DURATION"]
    skip = [*(Span(t.start, t.end) for t in calendar), *document.stamps]
    amounts = quantities(text, passage.start, passage.end, skip)
    plain = not amounts and not calendar
    if plain and not (_names_parties(text, passage) or _tells_deed(text, passage) or may_list(text, passage)):
        return None
    dates = periods(text, timexes) if calendar else ()
    resolved = {t.start for p in dates for t in p.timexes}
    told = any(not is_base(text, passage, p) for p in dates)
    frame = None if told else frames.of(text, passage)
    far = not told and (frame is None or frame.how == "document")
    return Sentence(
        text,
        passage,
        _words(text, passage, calendar),
        names(text, passage.start, passage.end),
        _breaks(text, passage),
        dates[:_MOST],
        tuple(t for t in calendar if t.start not in resolved and "X" in t.value and t.type != "SET")[:_MOST],
        amounts[:_MOST],
        tuple(events),
        frame,
        frames.lately(text, passage) if far else None,
        document.published,
        document.stamps,
    )


_TITLE = re.compile(r"“[^”\n]{3,60}”|\"[^\"\n]{3,60}\"|«[^»\n]{3,60}»")


def _breaks(text: str, passage: Passage) -> tuple[int, ...]:
    """Give where clauses begin; nothing begins inside a name in quotation marks: "Central Asia – Japan"."""
    found = tuple(m.start() for m in _BREAK.finditer(text, passage.start, passage.end))
    titles = [m.span() for m in _TITLE.finditer(text, passage.start, passage.end)] if found else ()
    return tuple(b for b in found if not any(low < b < high for low, high in titles)) if titles else found


def _names_parties(text: str, passage: Passage) -> bool:
    marks = said(text, passage.start, passage.end)
    called = marks & mark("called") and parties.called().search(text, passage.start, passage.end)
    return bool(
        called
        or marks & mark("post")
        or (marks & mark("party") and parties.hint().search(text, passage.start, passage.end))
    )


def _tells_deed(text: str, passage: Passage) -> bool:
    hinted = said(text, passage.start, passage.end) & mark("fact")
    return bool(hinted) and any_deed().search(text, passage.start, passage.end) is not None


def may_list(text: str, passage: Passage) -> bool:
    """Say at a quick look whether a text can hold a list of three."""
    comma = text.find(", ", passage.start, passage.end)
    if comma < 0:
        return False
    return text.find(" and ", comma, passage.end) >= 0 or text.find("(", passage.start, passage.end) >= 0


_BASE = re.compile(
    r"\b(?:in comparison (?:with|to)|compar(?:ed|ing) (?:it |them |this )?(?:with|to)|than(?: in)?"
    r"|relative to|versus|as against)"
    r"(?: (?:the (?:level|figure|year|same period) (?:of|in)|those (?:of|in)|that (?:of|in)))? \Z",
    re.IGNORECASE,
)
_BASE_REACH = 48  # characters before a date


def is_base(text: str, passage: Passage, period: Period) -> bool:
    """Tell a date that a number is only compared with: "in comparison with 2021 it rose by a tenth"."""
    start = period.timexes[0].start
    return _BASE.search(text, max(passage.start, start - _BASE_REACH), start) is not None


def _words(text: str, passage: Passage, calendar: Sequence[Timex]) -> tuple[Term, ...]:
    """Give the content words outside date expressions: a weekday is a value, no matter."""
    found = terms(text, passage.start, passage.end)
    if not calendar:
        return found
    return tuple(t for t in found if not any(d.start <= t.start < d.end for d in calendar))


def clause_of(sentence: Sentence, span: Span) -> Span:
    """Give the clause that holds `span`."""
    low = max((b for b in sentence.breaks if b < span.start), default=sentence.passage.start)
    high = min((b for b in sentence.breaks if b >= span.end), default=sentence.passage.end)
    return Span(low, high)


def context_of(sentence: Sentence, value: Span, clause: Span) -> list[str]:
    """Give the keys around a value: stems by nearness, then names, then the rest of the sentence."""
    before = [t for t in sentence.terms if t.end <= value.start]
    after = [t for t in sentence.terms if t.start >= value.end]
    outside = [t for pair in zip_longest(reversed(before), after) for t in pair if t is not None]
    near = [t for t in outside if clause.start <= t.start < clause.end][:_NEAR]
    taken = {t.start for t in near}
    keys = ["t:" + t.stem for t in near]
    aside = [n for n in sentence.names if n.end <= value.start or n.start >= value.end]
    keys += [f"{'n' if clause.start <= n.start < clause.end else 'N'}:{n.canonical}" for n in aside]
    keys += [f"n:{city}" for city in _capitals(sentence, clause)]
    keys += [f"i:{n.canonical}" for n in sentence.names if value.start <= n.start < value.end]
    keys += ["f:" + t.stem for t in outside if t.start not in taken][:_FAR]
    if _NEGATION.search(sentence.text, max(clause.start, value.start - _NEGATED_WITHIN), value.start):
        keys.append("x:negated")
    return keys


_CAPITAL = re.compile(r"(?:['’]s)? capital\b(?! (?:of|letters?|market|punishment|flow|investment))")
_OF_CAPITAL = re.compile(r"\bcapital(?: city)? of (?:the )?\Z")


def capital(text: str, end: int, name: Name) -> tuple[str, Span] | None:
    """Give the city that "the Kyrgyz capital" or "the capital of Kyrgyzstan" is, and these words; None for no capital.

    `end` is where the sentence ends.
    """
    city = capitals().get(name.canonical)
    if city is None:
        return None
    if after := _CAPITAL.match(text, name.end, end):
        return city, Span(name.start, after.end())
    before = _OF_CAPITAL.search(text, max(0, name.start - _CAPITAL_REACH), name.start)
    return (city, Span(before.start(), name.end)) if before else None


_CAPITAL_REACH = 24  # characters before a country


def _capitals(sentence: Sentence, clause: Span) -> Iterator[str]:
    """Give the capitals that a clause names by their countries."""
    for name in sentence.names:
        if clause.start <= name.start < clause.end and (found := capital(sentence.text, sentence.passage.end, name)):
            yield found[0]


# Before an edition that only tells when something else happened, or what for: "a day after the second summit".
_BESIDE = re.compile(
    r"\b(?:after|before|since|until|following|ahead of|prior to|prepar(?:e[sd]?|ing)(?: for)?|preparations? (?:for|of))"
    r"(?: the| their| its)? ?\Z",
    re.IGNORECASE,
)
_BESIDE_REACH = 24  # characters before it


def editions_in(sentence: Sentence, clause: Span, besides: Span | None = None) -> Iterator[str]:
    """Give the editions that ordinals of a clause count, and what qualifies them."""
    for amount in sentence.amounts:
        if amount.kind != "ordinal" or amount.head in ("", words.RANK):
            continue
        inside = clause.start <= amount.start < clause.end or _is_antecedent(sentence.text, amount, clause)
        inside = inside and (besides is None or amount.start != besides.start)
        beside = _BESIDE.search(sentence.text, max(sentence.passage.start, amount.start - _BESIDE_REACH), amount.start)
        if inside and not beside:
            yield f"o:{amount.head}:{int(amount.low)}"
            yield from (f"q:{stem}" for stem in qualifiers_of(sentence, amount))


_WHICH = re.compile(r"(?: (?:of|in|under|between|among|at) [^,.;:()]{3,60})?, (?:which|where) ")


def _is_antecedent(text: str, amount: Quantity, clause: Span) -> bool:
    """Tell what a relative clause is about: "the first summit, which met in Oslo"."""
    found = _WHICH.match(text, amount.noun.end, clause.start + _RELATIVE)
    return found is not None and found.end() > clause.start >= amount.noun.end


_RELATIVE = len(", which ")
_OF_WHOM = re.compile(r" (?:of|under) (?:the )?")
_MOST_QUALIFIERS = 2


def qualifiers_of(sentence: Sentence, amount: Quantity) -> Iterator[str]:
    """Give the stems that qualify what is counted: "foreign ministers' meetings", "meetings of foreign ministers"."""
    yield from (t.stem for t in sentence.terms if amount.number.end <= t.start < amount.noun.start)
    of = _OF_WHOM.match(sentence.text, amount.noun.end, sentence.passage.end)
    if of:
        behind = [t for t in sentence.terms if t.start >= of.end()][:_MOST_QUALIFIERS]
        yield from (t.stem for t in behind if t.start - of.end() <= _QUALIFIER_REACH)


_QUALIFIER_REACH = 12


def scope_of(sentence: Sentence, clause: Span, besides: Period | None = None) -> Iterator[str]:
    """Give the other dates that a claim is bound to."""
    for period in _told_dates(sentence):
        if period is not besides and clause.start <= period.timexes[0].start < clause.end:
            yield f"d:{days_of(period)}"


def _told_dates(sentence: Sentence) -> Iterator[Period]:
    """Give the dates of a sentence but those with which it only compares."""
    return (p for p in sentence.dates if not is_base(sentence.text, sentence.passage, p))


def days_of(period: Period) -> str:
    """Give the days of a date as keys have them: "2017-09/2017-11" is an autumn."""
    return period.value if period.end is None else f"{period.value}/{period.end}"


def setting_of(sentence: Sentence, clause: Span) -> Iterator[str]:
    """Give the occasion of a clause without a date: the dates beside it, the event told before, the day of issue."""
    told = [*_told_dates(sentence)]
    if any(clause.start <= p.timexes[0].start < clause.end for p in told):
        return
    if told:
        yield "h:sentence"
        yield from (f"D:{days_of(p)}" for p in told)
    elif sentence.lately is not None:
        yield from ("h:told", f"D:{days_of(sentence.lately)}")
    elif sentence.frame is not None:
        event = sentence.frame.event
        if _counts_another(sentence, event):
            return
        yield f"h:{sentence.frame.how}"
        yield f"e:{event.paragraph}.{event.sentence}"
        yield f"D:{event.value}" if event.until is None else f"D:{event.value}/{event.until}"
        yield f"C:{event.trigger}"
        for key in event.keys:
            if key[:2] in _CARRIED:
                yield f"{_CARRIED[key[:2]]}:{key[2:]}"
    elif sentence.issued is not None:
        yield from ("h:issued", f"D:{sentence.issued.isoformat()}")


_CARRIED = {"n:": "M", "o:": "O"}


def _counts_another(sentence: Sentence, event: Event) -> bool:
    """Tell a sentence of the second summit behind one of the first: it does not go on about that."""
    told = {stem(head) or head: number for _, head, number in (k.split(":") for k in event.keys if k[:2] == "o:")}
    here = ((stem(a.head) or a.head, str(int(a.low))) for a in sentence.amounts if a.kind == "ordinal" and a.head)
    return any(told.get(head, number) != number for head, number in here)


def relation_of(sentence: Sentence, clause: Span, value: Span) -> Iterator[str]:
    """Give by what words nearest in its clause a value is said of its thing, two at most."""
    found = [
        (max(t.start - value.end, value.start - t.end), name)
        for t in sentence.terms
        if clause.start <= t.start < clause.end
        and not value.start <= t.start < value.end
        and (name := words.relations().get(t.stem)) is not None
    ]
    yield from (f"r:{name}" for name in list(dict.fromkeys(name for _, name in sorted(found)))[:_MOST_RELATIONS])


_MOST_RELATIONS = 2


def relation_in(sentence: Sentence, value: Span) -> Iterator[str]:
    """Give what the thing counted says of itself: "graduates" have been trained."""
    inside = (words.relations().get(t.stem) for t in sentence.terms if value.start <= t.start < value.end)
    yield from (f"r:{name}" for name in inside if name is not None)


class Value(NamedTuple):
    """What a claim states: kind, what is measured, the value in normal form with its bounds, its words, the rule."""

    kind: str
    attribute: str
    value: str
    low: float | None
    high: float | None
    span: Span
    rule: str


def claim_of(sentence: Sentence, value: Value, keys: Sequence[str]) -> Claim:
    """Make the claim of a value stated in `sentence`."""
    passage, span = sentence.passage, value.span
    quote = Quote(span.start, span.end, sentence.text[span.start : span.end])
    return Claim(
        passage.paragraph, passage.sentence, passage.start, passage.end, value.kind, value.attribute, value.value,
        value.low, value.high, quote, value.rule, tuple(dict.fromkeys(keys)),
    )  # fmt: skip
