"""What those who are counted met with, or how they voted."""

import re
from collections.abc import Iterator

from cajad_cli.extract.claims.sentence import Sentence
from cajad_cli.extract.quantities import Quantity
from cajad_cli.extract.terms import Term, stem
from cajad_cli.lexicon import claims as words


def is_summand(sentence: Sentence, amount: Quantity) -> bool:
    """Tell one of several numbers of persons that make the whole: "two women and a man"."""
    if amount.kind != "count":
        return False
    if amount.head in words.kind("voter"):
        return _is_and_more(sentence, amount)
    if amount.low == 1 and (
        _AND_ONE.match(sentence.text, amount.number.end, sentence.passage.end)
        or _ONE_AND.search(sentence.text, max(sentence.passage.start, amount.start - 40), amount.start)
    ):
        return True
    if amount.head not in words.kind("person"):
        return False
    after = _AND_MORE.match(sentence.text, amount.end, sentence.passage.end)
    before = _MORE_AND.search(sentence.text, max(sentence.passage.start, amount.start - 24), amount.start)
    return any(m is not None and stem(m[1]) in words.kind("person") for m in (after, before))


_NAME_AND = re.compile(r"\b[A-Z]\w+ (?:and|plus|with) (?:its |the |all |her )?\Z")
_AND_NAME = re.compile(r"[^,.;:]{0,12}? (?:and|plus) [A-Z]")


def _is_and_more(sentence: Sentence, amount: Quantity) -> bool:
    """Tell "Japan and five countries", which are six."""
    before = max(sentence.passage.start, amount.start - 30)
    return bool(
        _NAME_AND.search(sentence.text, before, amount.start)
        or _AND_NAME.match(sentence.text, amount.end, sentence.passage.end)
    )


_AND_ONE = re.compile(r"[^,.;]{1,30} and (?:one|another) ")
_ONE_AND = re.compile(r"\b[Oo]ne [^,.;]{1,30} and \Z")
_AND_MORE = re.compile(r"(?:,| and| including)+ (?:an?|one|two|three|four|five|\d+) (?:\w+ )??([a-z]+)\b")
_MORE_AND = re.compile(r"\b(?:an?|one|two|three|four|five|\d+) (?:\w+ )??([a-z]+)(?:,| and)+ \Z")
_FATE_REACH = 40  # characters between a number of persons and what they met with
_ASIDE = re.compile(r", [^,.;]{1,60},")  # "ten people, one of them a child, were …"
_LOST = re.compile(r"\b(?:lost|lose|losing) (?:their|his|her) (?:lives|life)\b")
_TURN = re.compile(r"[;,]| and | but | while ")


def fate_of(sentence: Sentence, amount: Quantity) -> Iterator[str]:
    """Give what the persons counted met with: "killing 10", "70 were wounded", "a death toll of 11"."""
    noun = sentence.text[amount.noun.start : amount.noun.end].lower()
    person = amount.head in words.kind("person") or (
        noun.endswith(("ers", "ors", "ists", "men", "ants", "ees")) and amount.head not in words.kind("thing")
    )
    if not (person or not amount.head or amount.head in words.fates()):
        return
    if person:
        yield "k:person"
    aside = _ASIDE.match(sentence.text, amount.end, sentence.passage.end)
    finish = aside.end() if aside else amount.end
    best: tuple[int, str] | None = None
    for term in sentence.terms:
        fate = words.fates().get(term.stem)
        if fate is None or _is_a_house(sentence, term):
            continue
        if amount.number.end <= term.start < amount.end:
            distance = 0
        else:
            low, high = (finish, term.start) if term.start >= finish else (term.end, amount.start)
            if _TURN.search(sentence.text, low, high):
                continue
            distance = abs(high - low)
        if distance <= _FATE_REACH and (best is None or distance < best[0]):
            best = distance, fate
    if best is not None:
        yield f"v:{best[1]}"
    elif amount.head == "live" or _LOST.search(sentence.text, amount.end, amount.end + _FATE_REACH):
        yield "v:die"


_HOSPITAL = re.compile(r"[Hh]ospitals?")
_IN_HOSPITAL = re.compile(r"\b(?:to|in|into|at) (?:(?:an?|the|local|nearby|area) )*\Z")
_IN_HOSPITAL_REACH = 16  # characters before it


def _is_a_house(sentence: Sentence, term: Term) -> bool:
    """Tell "28 nurses of the new hospital" from those who were taken to hospital."""
    if _HOSPITAL.fullmatch(sentence.text, term.start, term.end) is None:
        return False
    low = max(sentence.passage.start, term.start - _IN_HOSPITAL_REACH)
    return _IN_HOSPITAL.search(sentence.text, low, term.start) is None


_BALLOT_REACH = 90  # characters between a number of votes and what they were


_OF_THE = re.compile(r" of (?:the|its|their|these|those|all) (?:[\w-]+ ){0,3}")


def _whole_of(sentence: Sentence, part: Quantity) -> Quantity | None:
    """Give the five of "four of the five", who have not all voted so."""
    after = (a for a in sentence.amounts if part.part and a.start >= part.number.end)
    return next((a for a in after if _OF_THE.fullmatch(sentence.text, part.number.end, a.number.start)), None)


def is_bare_whole(sentence: Sentence, amount: Quantity) -> bool:
    """Tell a whole without a noun, of which no more is said than that there is a part: "four of the five voted"."""
    return not amount.head and any(_whole_of(sentence, other) is amount for other in sentence.amounts)


def ballot_of(sentence: Sentence, amount: Quantity) -> Iterator[str]:
    """Give how the votes counted, or those who cast them, went: for, against, abstaining."""
    if amount.head and amount.head not in words.kind("voter"):
        return
    whole = _whole_of(sentence, amount)
    end = whole.end if whole else amount.end
    last = min(
        [a.number.end for a in sentence.amounts if a.number.start >= amount.number.end and a is not whole]
        + [sentence.passage.end, end + _BALLOT_REACH]
    )
    first = max(sentence.passage.start, amount.start - _BALLOT_REACH)
    for name, before, after in words.ballots():
        behind = (after.match(sentence.text, place, last) for place in (amount.number.end, amount.end, end))
        if any(behind) or before.search(sentence.text, first, amount.start):
            yield from ("k:voter", f"v:{name}")
            return
