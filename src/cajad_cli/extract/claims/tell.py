"""Passages → claims: the dates, amounts, parties and places that a text states, each with what it is stated of.

A claim's `keys` are what alignment compares. Each has a letter for its kind, and near ones come first:
`t` stem in the value's clause, `f` stem elsewhere in the sentence, `n` and `N` the same for names, `i` a name inside
the value, `w` a word that qualifies the noun counted, `k` its kind, `v` what persons met with or how votes were cast,
`a` whose age, `c` event class, `p` event word, `j` what the event happens to, `o` edition ("o:meet:9") and `q` what
qualifies it, `d` another date of the clause, `D` date of the occasion that the text has come to, `h` how that is known,
`C` its class, `M` and `O` its names and editions, `e` its place ("3.2"), `r` by what the value is said of its thing,
`b` bound, `g` unit of the last place given, `m` dimension of a length, `x` a mark: `once`, `part`, `total`, `listed`,
`attributive`, `vague`, `cumulative`, `former`, `partial`, `deictic`, `reckoned`, `since`, `chronicle`, `so far`,
`planned`, `cancelled`, `negated`, `expected`, `another`, `mr`, `mrs`, `raised` (grew up there), `forum` (the thing is
the forum itself), `only` (said of one alone).

Of lists, `l` is a member and `w` what they are. Of parties, `k` tells what one is (`person`, `office`, `country`,
`body`) or that a place is a `city`, `u` the office, `s` the country, `z` both ("president of Japan"), `y` who does it
together with the party, `a` whose office, home or delegation it is ("*" for every country of a group); of posts `j` is
a stem of the house and `s` a place told with it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from math import inf

from cajad_cli.extract.claims.ages import owner_of
from cajad_cli.extract.claims.dimension import dimension_of
from cajad_cli.extract.claims.facts import facts
from cajad_cli.extract.claims.fates import ballot_of, fate_of, is_summand
from cajad_cli.extract.claims.frame import Frames
from cajad_cli.extract.claims.parties import parties
from cajad_cli.extract.claims.sentence import (
    Sentence,
    Value,
    claim_of,
    clause_of,
    context_of,
    days_of,
    editions_in,
    qualifiers_of,
    relation_in,
    relation_of,
    scope_of,
    sentence_of,
    setting_of,
)
from cajad_cli.extract.claims.triggers import trigger_keys, triggers_in
from cajad_cli.extract.names import names
from cajad_cli.extract.quantities import Quantity
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon.events import classes, hours
from cajad_cli.model import Claim, Document, Event, Passage, Period, Span, Timex


def claims(
    document: Document, passages: Sequence[Passage], timexes: Sequence[Timex], events: Sequence[Event]
) -> tuple[Claim, ...]:
    """Give the claims of `passages` in order; `timexes` and `events` are those of the same document."""
    starts = [t.start for t in timexes]
    told: dict[tuple[int, int], list[Event]] = {}
    for event in events:
        told.setdefault((event.paragraph, event.sentence), []).append(event)
    frames = Frames(events)
    found: list[Claim] = []
    for number, passage in enumerate(passages):
        within = timexes[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
        here = told.get((passage.paragraph, passage.sentence), ())
        sentence = sentence_of(document, passage, within, here, frames)
        if sentence is not None:
            before = _named_before(document.text, passages[max(0, number - _BACK) : number]) if sentence.dates else ()
            found.extend(_read(sentence, before))
        frames.go_on(passage, sentence.dates if sentence is not None else ())
    return _with_numbers_behind(document.text, found)


_IT_WAS = re.compile(r"(?:It|This|That) (?:was|is|will be|had been) (?:only |already )?the ")


def _with_numbers_behind(text: str, found: Sequence[Claim]) -> tuple[Claim, ...]:
    """Tell claims the edition that the next sentence says: "They met in Oslo. It was the fourth gathering"."""
    counted: dict[tuple[int, int], str] = {}
    sentences = [(place, tuple(some)) for place, some in groupby(found, key=lambda c: (c.paragraph, c.sentence))]
    for (before, _), (here, told) in pairwise(sentences):
        for claim in told if here[0] - before[0] <= 1 else ():
            if claim.rule == "amount.ordinal" and _IT_WAS.fullmatch(text, claim.start, claim.quote.start):
                counted[before] = f"O:{claim.attribute.removeprefix('nth ') or 'time'}:{int(claim.low or 0)}"
    if not counted:
        return tuple(found)
    return tuple(_with_edition(claim, counted.get((claim.paragraph, claim.sentence))) for claim in found)


def _with_edition(claim: Claim, edition: str | None) -> Claim:
    if edition is None or any(key[:2] in ("o:", "O:") for key in claim.keys):
        return claim
    return claim._replace(keys=(*claim.keys, edition))


_BACK = 2  # passages to which a pronoun may point


def _named_before(text: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Give the names told before, for one of which "he died on Sunday" may stand, as keys."""
    return tuple(dict.fromkeys(f"M:{name.canonical}" for p in passages for name in names(text, p.start, p.end)))


def _read(sentence: Sentence, before: Sequence[str]) -> Iterator[Claim]:
    yield from parties(sentence)
    yield from facts(sentence)
    for period in sentence.dates:
        yield from (claim._replace(keys=(*claim.keys, *before)) for claim in _date(sentence, period))
    for timex in sentence.loose:
        yield from _loose(sentence, timex)
    for amount in _without_restated(sentence):
        yield _edition(sentence, amount) if amount.kind == "ordinal" else _amount(sentence, amount)


# ---------------------------------------------------------------- dates

_BEFORE = re.compile(
    r"\b(?:(?P<less>before|prior to|until|till|earlier than|no later than|by)"
    r"|(?P<more>after|later than|following)"
    r"|(?P<state>as of|as at|up to|through))(?: the| about| early| late| mid)? ?\Z",
    re.IGNORECASE,
)


# Print and web editions of one story say "yesterday" and "today" of the same day under the same date.
_DEICTIC = re.compile(r"(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Ll]ast night)(?: \w+)?")

_CHRONICLE = 6  # dates of one passage, from which which of them is of what is hard to say

# From such a date on something is so: it has begun on it.
_SINCE = re.compile(
    r"(?:\b(?:has|have|had|is|are|exists?|existed)\b[^.;]{0,80}\bsince"
    r"|\b(?:from|(?:starting|beginning)(?: from| on| with| in)?|valid from|effective(?: from)?|as from))"
    r"(?: the| about| early| late| mid)? ?\Z",
    re.IGNORECASE,
)
_SINCE_REACH = 120  # characters before it

_RECKONED = re.compile(r"\b(?:ago|earlier|later|before|after)\b")  # "21 years ago" is a year more or less


def _bound(sentence: Sentence, start: int) -> str:
    """Give how the words before a date bound it: "less", "more", "state" ("as of"), or ""."""
    found = _BEFORE.search(sentence.text, max(sentence.passage.start, start - 22), start)
    return found.lastgroup or "" if found else ""


def _date(sentence: Sentence, period: Period) -> Iterator[Claim]:
    span = Span(period.timexes[0].start, period.timexes[-1].end)
    bound = _bound(sentence, span.start)
    if bound == "state" or period.timexes[0].rule in hours():
        return
    first, last = float(period.first.toordinal()), float(period.last.toordinal())
    low: float | None = first
    high: float | None = last
    value = days_of(period)
    if bound == "less":
        low, high, value = None, first - 1, f"<{value}"
    elif bound == "more":
        low, high, value = last + 1, None, f">{value}"
    clause = clause_of(sentence, span)
    keys = context_of(sentence, span, clause)
    keys += [*trigger_keys(sentence, span, clause, is_day=period.is_day)] or [*_told_as(sentence, span)]
    keys += [
        *editions_in(sentence, clause),
        *_told_edition(sentence, span, clause),
        *scope_of(sentence, clause, period),
    ]
    keys += _status(sentence, span)
    if period.end is None and _SINCE.search(sentence.text, max(clause.start, span.start - _SINCE_REACH), span.start):
        keys.append("x:since")
    if len(sentence.dates) >= _CHRONICLE:
        keys.append("x:chronicle")
    if _DEICTIC.fullmatch(sentence.text, span.start, span.end):
        keys.append("x:deictic")
    elif _RECKONED.search(sentence.text, span.start, span.end):
        keys.append("x:reckoned")
    if bound:
        keys.append(f"b:{bound}")
    stated = Value("date", _attribute(keys), value, low, high, span, period.timexes[0].rule)
    yield claim_of(sentence, stated, keys)


def _loose(sentence: Sentence, timex: Timex) -> Iterator[Claim]:
    span = Span(timex.start, timex.end)
    clause = clause_of(sentence, span)
    keys = [
        *context_of(sentence, span, clause),
        *trigger_keys(sentence, span, clause),
        *editions_in(sentence, clause),
    ]
    yield claim_of(sentence, Value("date", _attribute(keys), timex.value, None, None, span, timex.rule), keys)


def _attribute(keys: Sequence[str]) -> str:
    return next((k[2:] for k in keys if k.startswith("c:")), "")


def _status(sentence: Sentence, span: Span) -> Iterator[str]:
    yield from (f"x:{e.status}" for e in _events_of(sentence, span) if e.status != "happened")


def _events_of(sentence: Sentence, span: Span) -> Iterator[Event]:
    """Give the events that a date is of."""
    return (e for e in sentence.events if e.timex and span.start <= e.timex.start < span.end)


def _told_as(sentence: Sentence, span: Span) -> Iterator[str]:
    """Give the class of what a sentence without an event word speaks of: "the sixth was held in May"."""
    names = (e.trigger for e in _events_of(sentence, span))
    yield from (f"c:{name}" for name in names if name in classes())


_COUNTED = {"meeting": "meet", "summit": "summit", "visit": "visit"}  # classes whose editions go by one noun


def _told_edition(sentence: Sentence, span: Span, clause: Span) -> Iterator[str]:
    """Give the edition that stands alone: "the sixth was held in May"."""
    bare = {int(a.low) for a in sentence.amounts if a.kind == "ordinal" and not a.head and _within(a, clause)}
    for event in _events_of(sentence, span):
        heads = {f"o:{event.trigger}:{number}" for number in bare} & set(event.keys)
        if event.trigger in _COUNTED:
            yield from (f"o:{_COUNTED[event.trigger]}:{key.rpartition(':')[2]}" for key in sorted(heads))


def _within(amount: Quantity, clause: Span) -> bool:
    return clause.start <= amount.start < clause.end


# ---------------------------------------------------------------- amounts


def _amount(sentence: Sentence, amount: Quantity) -> Claim:
    value = Span(amount.start, amount.end)
    clause = clause_of(sentence, value)
    keys = [*context_of(sentence, value, clause), *editions_in(sentence, clause), *scope_of(sentence, clause)]
    keys += setting_of(sentence, clause)
    keys += [*relation_of(sentence, clause, value)] or [*relation_in(sentence, value)]
    if amount.kind in ("count", "percent"):
        keys += [f"w:{q}" for q in qualifiers_of(sentence, amount)]
        keys += [f"w:{amount.head}"] if amount.head in words.kind("some persons") else []
    elif amount.attributive:
        keys += [f"w:{q}" for q in _qualified(sentence, amount)]
    keys += [f"x:{e.status}" for e in sentence.events if e.status != "happened"]
    if amount.kind == "count":
        keys += [*fate_of(sentence, amount)] or [*ballot_of(sentence, amount)]
    if amount.unit == "age":
        keys += owner_of(sentence, amount)
    keys += dimension_of(sentence, amount)
    keys += _marks(sentence, amount, clause)
    if amount.bound:
        keys.append(f"b:{amount.bound}")
    keys.append(f"g:{amount.step:g}")
    high = None if amount.high == inf else amount.high
    attribute = amount.unit or words.heads().get(amount.head, amount.head)
    stated = Value("number", attribute, amount.value, amount.low, high, value, f"amount.{amount.kind}")
    return claim_of(sentence, stated, keys)


def _marks(sentence: Sentence, amount: Quantity, clause: Span) -> Iterator[str]:
    """Give what marks an amount as a part, a total, a hope, one of several."""
    if amount.part or is_summand(sentence, amount):
        yield "x:part"
    if amount.attributive and amount.kind == "count":
        yield "x:attributive"
    if _TOTAL.search(sentence.text, *clause):
        yield "x:total"
    yield from _whole_marks(sentence.text, sentence.passage.start, sentence.passage.end)
    if _EXPECTED.search(sentence.text, max(clause.start, amount.start - _EXPECTING), amount.start):
        yield "x:expected"
    if _FORMER.search(sentence.text, max(clause.start, amount.start - _FORMER_REACH), amount.start):
        yield "x:former"
    yield from _marks_of_time(sentence, amount)
    if _OTHERS.search(sentence.text, max(clause.start, amount.start - _OTHERS_REACH), amount.end):
        yield "x:others"
    if _PARTIAL.search(sentence.text, *clause) or (amount.kind == "score" and _is_interim(sentence, amount, clause)):
        yield "x:partial"
    if _RATE.match(sentence.text, amount.end, clause.end) or _EACH.search(sentence.text, clause.start, amount.start):
        yield "x:rate"
    if amount.high >= 50 * amount.low > 0 and amount.bound == "about":
        yield "x:vague"
    if any(_is_converted(sentence.text, amount, other) for other in sentence.amounts):
        yield "x:converted"
    if any(_is_rival(amount, other) for other in _without_restated(sentence)):
        yield "x:listed"


def _marks_of_time(sentence: Sentence, amount: Quantity) -> Iterator[str]:
    """Give what marks a time as counted up to now, an age as one of before."""
    if amount.kind == "measure" and _is_so_far(sentence, amount):
        yield "x:so far"
    around = max(sentence.passage.start, amount.start - _THEN_REACH), amount.end + _THEN_REACH
    if amount.unit == "age" and _THEN.search(sentence.text, *around):
        yield "x:former"


@lru_cache(maxsize=2)  # each amount of a sentence asks
def _whole_marks(text: str, start: int, end: int) -> tuple[str, ...]:
    """Give the marks that a whole sentence puts on its amounts."""
    cumulative = ("x:cumulative",) if _CUMULATIVE.search(text, start, end) else ()
    # dates take it in, and it is no word of theirs alone
    return (*cumulative, "f:fiscal") if _FISCAL.search(text, start, end) else cumulative


_TOTAL = re.compile(
    r"\b(?:[Ii]n total|a total of|total(?:l?ed|l?ing|s)?|so far|to date|combined|overall"
    r"|altogether|cumulative|in all|aggregate)\b"
)


_PARTIAL = re.compile(
    r"\b(?:half|quarter|(?:two|three|four|six|seven|eight|nine|ten|eleven) months) of (?:the year|(?:19|20)\d\d)\b"
)
_SO_FAR_BEFORE = re.compile(r"\b(?:(?:for|over|during|in) (?:the )?(?:past|last)) \Z")
_SO_FAR_REACH = 24  # characters before a time
_SO_FAR_BEHIND = re.compile(r" (?:since|after|ago|later|earlier|old|now)\b")


def _is_so_far(sentence: Sentence, amount: Quantity) -> bool:
    """Tell a time that is counted up to the day of writing: "for the past six years", "seven months after"."""
    if _SO_FAR_BEHIND.match(sentence.text, amount.end, sentence.passage.end):
        return True
    low = max(sentence.passage.start, amount.start - _SO_FAR_REACH)
    return _SO_FAR_BEFORE.search(sentence.text, low, amount.start) is not None


_INTERIM = re.compile(r"\b(?:[Tt]railing|[Tt]railed|[Ll]eading|[Ll]ed|[Aa]head|[Bb]ehind|[Uu]p|[Dd]own)(?: by| at)? \Z")
_INTERIM_REACH = 16  # characters before a score


def _is_interim(sentence: Sentence, amount: Quantity, clause: Span) -> bool:
    """Tell how a game stood at some time from how it ended: "trailing 14-0"."""
    return _INTERIM.search(sentence.text, max(clause.start, amount.start - _INTERIM_REACH), amount.start) is not None


_RATE = re.compile(
    r"(?:[\s-][\w'’-]+){0,5}?,?\s(?:(?:a|an|per|each|every)\s(?:hour|day|week|month|quarter|season|year)"
    r"|(?:hour|dai|week|month|quarter|year)ly|annually|per annum)\b"
)
_EACH = re.compile(
    r"\b(?:(?:each|every)\s(?:hour|day|week|month|quarter|season|year),?\s(?:[\w’-]+\s){0,6}"
    r"|(?:hour|dai|week|month|quarter|year)ly\s(?:[\w’-]+\s){0,4}|annual\s(?:[\w’-]+\s){0,4})\Z",
    re.IGNORECASE,
)
_FORMER_REACH = 60  # characters before an amount in which it is said to be one of before
_FORMER = re.compile(
    r"\b(?:[Bb]efore (?:the|that|its|this)|[Pp]reviously|[Ff]ormerly|[Ii]n the past|used to"
    r"|[Uu]ntil (?:then|now|recently)|[Oo]riginally|[Ii]nitially|[Aa]t first)\b"
)
_OTHERS = re.compile(
    r"\b(?:other|others|another|further|additional|remaining|rest)\b"
)  # beside whom the text has told of
_OTHERS_REACH = 9  # characters before an amount: "another three"
_THEN = re.compile(r"\bthen\b|\bat the time\b")  # "the then-23-year-old", "who was 22 at the time"
_THEN_REACH = 14  # characters on either side of an age
_CUMULATIVE = re.compile(r"\b(?:since|so far|to date|(?:have|has|had) (?:been )?(?:held|hosted|met|taken place))\b")


_QUALIFIED = 2  # words


def _qualified(sentence: Sentence, amount: Quantity) -> Iterator[str]:
    """Give the stems of what a measure stands before: "a 14-year civil war"."""
    last = next((m.start() for m in _NO_WORD.finditer(sentence.text, amount.end, sentence.passage.end)), amount.end)
    behind = [t for t in sentence.terms if amount.end <= t.start < last]
    yield from (t.stem for t in behind[:_QUALIFIED])


_NO_WORD = re.compile(
    r"[^\w\s-]| (?:of|in|on|at|to|from|for|by|with|and|or|but|as|that|which|who|is|was|were|are|has|had) "
)
_FISCAL = re.compile(r"\b[Ff]iscal\b")
_EXPECTING = 60  # characters before an amount in which it is said to be looked forward to
_EXPECTED = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|hop(?:es?|ed|ing)|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|intend(?:s|ed)?|want(?:s|ed)?|wish(?:es)?"
    r"|target(?:s|ed)?|goal|forecast|due|slated|projected|predict(?:s|ed)?|should|could|may|might|seek(?:s|ing)?|sought"
    r"|need(?:s|ed|ing)?|requir(?:es?|ed|ing)|demand(?:s|ed|ing)?"
    r"|fores(?:ees?|een|aw)|envisag(?:es?|ed|ing)|(?:is|are|was|were) to be"
    r"|urg(?:es?|ed|ing)|ask(?:s|ed|ing)? for|call(?:s|ed|ing)? for)\b"
)


def _is_converted(text: str, amount: Quantity, other: Quantity) -> bool:
    """Tell a sum told in a second currency behind the first, at the rate of a day: "$4bn (£2.4bn)"."""
    if amount.kind != "money" or other.kind != "money" or other.unit == amount.unit:
        return False
    return _IN_OTHER_WORDS.fullmatch(text, other.end, amount.start) is not None


_IN_OTHER_WORDS = re.compile(r"\s?[(\[](?:about |around |some |roughly |or |~)?")


def _without_restated(sentence: Sentence) -> tuple[Quantity, ...]:
    """Give the amounts of a sentence, a measure told in two units once: "600 metres (2,000 feet)"."""
    text = sentence.text
    twice = {
        b.start
        for a, b in pairwise(sentence.amounts)
        if a.kind == b.kind == "measure" and a.unit == b.unit and _IN_OTHER_WORDS.fullmatch(text, a.end, b.start)
    }
    return tuple(a for a in sentence.amounts if a.start not in twice) if twice else sentence.amounts


def _is_rival(amount: Quantity, other: Quantity) -> bool:
    """Tell another amount of the same thing in the same sentence: which of the two is meant is hard to say."""
    if other is amount or other.kind != amount.kind or other.low == amount.low:
        return False
    return (other.unit, other.head) == (amount.unit, amount.head)


def _edition(sentence: Sentence, amount: Quantity) -> Claim:
    value = Span(amount.start, amount.end)
    clause = clause_of(sentence, value)
    keys = [
        *context_of(sentence, value, clause),
        *scope_of(sentence, clause),
        *setting_of(sentence, clause),
        *editions_in(sentence, clause, value),
    ]
    keys += [f"x:{e.status}" for e in sentence.events if e.status != "happened"]
    keys += [f"w:{q}" for q in qualifiers_of(sentence, amount)]
    if _ANOTHER.search(sentence.text, max(sentence.passage.start, amount.start - _ANOTHER_REACH), amount.start):
        keys.append("x:another")
    head = "meet" if _counts_meetings(sentence, amount, clause) else words.heads().get(amount.head, amount.head)
    attribute = f"nth {head}"
    stated = Value("number", attribute, amount.value, amount.low, amount.high, value, "amount.ordinal")
    return claim_of(sentence, stated, keys)


_MET = frozenset({"meeting", "summit"})
_ANOTHER = re.compile(r"(?<!\b[Ff]or )\b[Aa] \Z")  # "a third term" is one more, not the third of something told of
_ANOTHER_REACH = 8  # characters before an ordinal


def _counts_meetings(sentence: Sentence, amount: Quantity, clause: Span) -> bool:
    """Tell "the sixth time that the ministers came together"; anybody may meet a second time, or for the first."""
    if amount.head != "time" or amount.low == 1 or sentence.text[max(0, amount.start - 3) : amount.start] == " a ":
        return False
    return any(t.name in _MET and clause.start <= t.start < clause.end for t in triggers_in(sentence))
