"""What marks an amount as a part or a total, a hope, one of before, one of several."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from cajad_cli.extract.claims.fates import is_summand
from cajad_cli.extract.claims.sentence import Sentence
from cajad_cli.extract.quantities import Quantity
from cajad_cli.model import Span


def marks(sentence: Sentence, amount: Quantity, clause: Span) -> Iterator[str]:
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
    if _is_of_a_part(sentence, clause) or (amount.kind == "score" and _is_interim(sentence, amount, clause)):
        yield "x:partial"
    if _RATE.match(sentence.text, amount.end, clause.end) or _EACH.search(sentence.text, clause.start, amount.start):
        yield "x:rate"
    if amount.high >= 50 * amount.low > 0 and amount.bound == "about":
        yield "x:vague"
    if any(_is_converted(sentence.text, amount, other) for other in sentence.amounts):
        yield "x:converted"
    if any(_is_rival(amount, other) for other in sentence.amounts):
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


def _is_of_a_part(sentence: Sentence, clause: Span) -> bool:
    """Tell what is of a part of a year, or of the votes counted so far."""
    passage = sentence.passage
    if _SO_FAR_COUNTED.search(sentence.text, passage.start, passage.end):
        return True
    return _PARTIAL.search(sentence.text, *clause) is not None


_TOTAL = re.compile(
    r"\b(?:[Ii]n total|a total of|total(?:l?ed|l?ing|s)?|so far|to date|combined|overall"
    r"|altogether|cumulative|in all|aggregate)\b"
)


_PARTIAL = re.compile(
    r"\b(?:half|quarter|(?:two|three|four|six|seven|eight|nine|ten|eleven) months) of (?:the year|(?:19|20)\d\d)\b"
)
_SO_FAR_COUNTED = re.compile(
    r"\b(?:partial|early|preliminary|provisional|incomplete) (?:results?|returns?|counts?|figures)\b|\bexit polls?\b"
    r"|\b(?:votes?|ballots?|precincts?|polling stations) (?:cast )?(?:(?:had|have) been |were |already )?"
    r"(?:counted|reporting)\b",
    re.IGNORECASE,
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
_FISCAL = re.compile(r"\b[Ff]iscal\b")
_EXPECTING = 60  # characters before an amount in which it is said to be looked forward to
_EXPECTED = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|hop(?:es?|ed|ing)|plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|intend(?:s|ed)?|want(?:s|ed)?|wish(?:es)?"
    r"|target(?:s|ed)?|goal|forecast|due|slated|projected|predict(?:s|ed)?|should|could|may|might|seek(?:s|ing)?|sought"
    r"|need(?:s|ed|ing)?|requir(?:es?|ed|ing)|demand(?:s|ed|ing)?"
    r"|fores(?:ees?|een|aw)|envisag(?:es?|ed|ing)|(?:is|are|was|were) to be"
    r"|call(?:s|ed|ing) off|cancel(?:s|l?ed|l?ing)|postpon(?:es?|ed|ing)|scrap(?:s|ped|ping)"
    r"|urg(?:es?|ed|ing)|ask(?:s|ed|ing)? for|call(?:s|ed|ing)? for)\b"
)


def _is_converted(text: str, amount: Quantity, other: Quantity) -> bool:
    """Tell a sum told in a second currency behind the first, at the rate of a day: "$4bn (£2.4bn)"."""
    if amount.kind != "money" or other.kind != "money" or other.unit == amount.unit:
        return False
    return _IN_OTHER_WORDS.fullmatch(text, other.end, amount.start) is not None


_IN_OTHER_WORDS = re.compile(r"\s?[(\[](?:about |around |some |roughly |or |~)?")


def without_restated(sentence: Sentence) -> tuple[Quantity, ...]:
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
