"""Passages → claims: the dates, amounts, parties and places that a text states, each with what it is stated of.

A claim's `keys` are what alignment compares. Each has a letter for its kind, and near ones come first:
`t` stem in the value's clause, `f` stem elsewhere in the sentence, `n` and `N` the same for names, `i` a name inside
the value, `w` a word that qualifies the noun counted, `k` its kind, `v` what persons met with or how votes were cast,
`a` whose age, `c` event class, `p` event word, `j` what the event happens to, `o` edition ("o:meet:9") and `q` what
qualifies it, `d` another date of the clause, `D` date of the occasion that the text has come to, `h` how that is known,
`C` its class, `M` and `O` its names and editions, `e` its place ("3.2"), `r` by what the value is said of its thing,
`U` since, after or before what a time is counted, `b` bound, `g` unit of the last place given, `m` dimension of a
length, `x` a mark: `once`, `part`, `total`, `listed`, `attributive`, `vague`, `cumulative`, `former`, `partial`,
`deictic`, `reckoned`, `since`, `chronicle`, `so far`, `planned`, `cancelled`, `negated`, `expected`, `another`, `mr`,
`mrs`, `raised` (grew up there), `forum` (the thing is the forum itself), `only` (said of one alone).

Of lists, `l` is a member and `w` what they are. Of parties, `k` tells what one is (`person`, `office`, `country`,
`body`) or that a place is a `city`, `u` the office, `s` the country, `z` both ("president of Japan"), `y` who does it
together with the party, `a` whose office, home or delegation it is ("*" for every country of a group); of posts `j` is
a stem of the house and `s` a place told with it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from cajad_cli.extract.claims.amounts import amounts
from cajad_cli.extract.claims.dates import dates
from cajad_cli.extract.claims.facts import facts
from cajad_cli.extract.claims.frame import Frames
from cajad_cli.extract.claims.parties import parties
from cajad_cli.extract.claims.sentence import Sentence, sentence_of
from cajad_cli.extract.names import names
from cajad_cli.model import Claim, Document, Event, Passage, Timex


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
    yield from dates(sentence, before)
    yield from amounts(sentence)
