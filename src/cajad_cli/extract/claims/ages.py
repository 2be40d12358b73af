"""Whose age a number of years is."""

import re
from collections.abc import Iterator

from cajad_cli.extract.claims.sentence import Sentence
from cajad_cli.extract.claims.titles import honorific
from cajad_cli.extract.names import Name, is_place, names
from cajad_cli.extract.quantities import Quantity
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import names as known

_OWNER_REACH = 4  # characters between a name and the age of its bearer
_ORIGIN = re.compile(r" \([^()]{2,30}\), \Z")  # "Jane Doe (Japan), 34"
_SUBJECT = re.compile(
    r"\b(?:[Hh]e|[Ss]he|who) (?:was|is|turned|had just turned) (?:only |just )?\Z"
    r"|\b(?:age(?:d| of) |[Aa]t (?:only |just )?)\Z"
)
_OTHERS = re.compile(r"(?<=[a-z]s) aged ")  # "soldiers aged 12"
_ANTECEDENT = 400  # characters back to the name that a pronoun stands for


def owner_of(sentence: Sentence, amount: Quantity) -> Iterator[str]:
    """Give whose age is told: "Jane Doe, 34" and "34-year-old Jane Doe", but not "34-year-old Leeds man".

    "He was 86" and "at the age of 84" are of the person whom the sentence names first, else of the last one before.
    """
    for name in sentence.names:
        behind = 0 <= name.start - amount.end <= _OWNER_REACH and " " in name.canonical
        aside = _ORIGIN.fullmatch(sentence.text, name.end, amount.start) is not None
        if (behind or aside or 0 <= amount.start - name.end <= _OWNER_REACH) and not is_place(name.canonical):
            yield from _called(name.canonical)
            yield from _titled(sentence, name)
            return
    subject = _SUBJECT.search(sentence.text, max(sentence.passage.start, amount.start - 28), amount.start)
    if subject is None or (subject.group().startswith("aged") and _OTHERS.match(sentence.text, subject.start() - 1)):
        return
    here = [n.canonical for n in sentence.names if n.end <= amount.start and _is_person(n.canonical)]
    if here:
        yield from _called(here[0])
        return
    back = max(0, sentence.passage.start - _ANTECEDENT)
    told = [n.canonical for n in names(sentence.text, back, sentence.passage.start) if _is_person(n.canonical)]
    if told:
        yield from _called(told[-1])


_TITLES = {"Mr": "x:mr", "Mrs": "x:mrs", "Ms": "x:mrs", "Miss": "x:mrs"}


def _titled(sentence: Sentence, name: Name) -> Iterator[str]:
    """Give by which title a person is called who has an age: Mrs Doe is not Mr Doe."""
    mark = _TITLES.get(honorific(sentence, name))
    if mark is not None:
        yield mark


def _called(name: str) -> Iterator[str]:
    yield f"a:{name.rpartition(' ')[2]}"
    if " " in name:
        yield f"a:{name}"


def _is_person(name: str) -> bool:
    """Tell what looks like a person's full name: two or three words, none of them of a body."""
    parts = name.split()
    if not 2 <= len(parts) <= 3 or not all(p[0].isupper() and p.replace("-", "").isalpha() for p in parts):
        return False
    return (
        not is_place(name)
        and known.kinds().get(name, "person") == "person"
        and not any(p.lower() in words.words("bodies") or is_place(p) for p in parts)
    )
