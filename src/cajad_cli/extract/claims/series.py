"""Names that stand in a row, whoever says that they are all: "to Sapporo, Fukuoka and Naha"."""

import re
from collections.abc import Iterator

from cajad_cli.extract.claims.bound import occasion_of
from cajad_cli.extract.claims.sentence import Sentence, Value, claim_of, clause_of, context_of, may_list
from cajad_cli.extract.names import Name, is_adjective, is_on_map
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.model import Claim, Span

_ASIDE = r"(?: of [A-Z][\w’-]+| \([^()]{2,30}\))?"  # "Roe Works of Oslo", "Roe Works (Norway)"
_AND = r",? (?:and|or|as well as) "
_BETWEEN = re.compile(rf"{_ASIDE}(?:, |{_AND})(?:(?:of|in|to|for|from) )?(?:the )?")
_LAST = re.compile(_ASIDE + _AND)
_OPEN_REACH = 40  # characters before a row in which it is said not to be complete


def series(sentence: Sentence) -> Iterator[Claim]:
    """Give the names that a sentence tells in a row of three or more."""
    if not may_list(sentence.text, sentence.passage):
        return
    for row in _rows(sentence):
        if not lexicon.FEWEST_LISTED <= len(row) <= lexicon.MOST_LISTED or _is_open(sentence, row):
            continue
        places = [is_on_map(name.canonical) for name in row]
        if all(places) or not (any(places) or _told_apart(sentence, row)):
            yield _claim(sentence, row)


def _told_apart(sentence: Sentence, row: list[Name]) -> bool:
    """Tell "Jane Roe, from Molde, and Ann Poe", which are two."""
    return any(_FROM.match(sentence.text, name.end) for name in row)


_FROM = re.compile(r",? (?:and )?(?:of|in|to|for|from) ")


def _rows(sentence: Sentence) -> Iterator[list[Name]]:
    """Part the names of a sentence into rows that end with "and" and a last one."""
    row: list[Name] = []
    for name in sentence.names:
        if is_adjective(name.text):
            continue
        if row and _BETWEEN.fullmatch(sentence.text, row[-1].end, name.start) is None:
            row = []
        last = bool(row) and _LAST.match(sentence.text, row[-1].end, name.start) is not None
        row.append(name)
        if last:
            yield row
            row = []


def _is_open(sentence: Sentence, row: list[Name]) -> bool:
    """Tell a row that leaves some out, and one that goes on behind its last name: "and other towns"."""
    words, text = lexicon.lists(), sentence.text
    before = max(sentence.passage.start, row[0].start - _OPEN_REACH)
    return bool(words.open.search(text, before, row[0].start) or words.more.match(text, row[-1].end))


def _claim(sentence: Sentence, row: list[Name]) -> Claim:
    span = Span(row[0].start, row[-1].end)
    clause = clause_of(sentence, span)
    members = [name.canonical.partition(" of ")[0] for name in row]
    keys = [*(f"l:{m}" for m in members), *context_of(sentence, span, clause), *occasion_of(sentence, clause)]
    value = "; ".join(sorted(members))
    return claim_of(sentence, Value("name", "series", value, None, None, span, "party.series"), keys)
