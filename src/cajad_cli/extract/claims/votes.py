"""How countries voted: for a draft, against it, with an abstention, or not at all."""

import re
from collections.abc import Iterator

from cajad_cli.extract.claims.actors import country_of
from cajad_cli.extract.claims.bound import occasion_of
from cajad_cli.extract.claims.sentence import Sentence, Value, claim_of, clause_of, context_of
from cajad_cli.extract.said import mark, said
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.model import Claim, Span


def votes(sentence: Sentence) -> Iterator[Claim]:
    """Give each country that is said to have voted, or not to, with how, as `lexicon.votes` calls it."""
    text, passage = sentence.text, sentence.passage
    if not said(text, passage.start, passage.end) & mark("vote"):
        return
    following = ""  # how the country right behind voted, with which this one is named in a row
    claims = []
    for name in reversed(sentence.names):
        country = country_of(name)
        told = _told(text, name.end, passage.end) if country else ""
        followed = _IN_A_ROW.match(text, name.end) is not None
        following = told or (following if country and followed else "")
        if country and following and not _BELONGS.search(text, passage.start, name.start):
            claims.append(_claim(sentence, Span(name.start, name.end), following, country))
    yield from reversed(claims)


_IN_A_ROW = re.compile(r"(?:, (?:and )?| and (?:the )?)(?=[A-Z])")
_BELONGS = re.compile(r"\b(?:of|in|from|with|by|to|for|as well as) (?:the )?\Z")  # "the friends of Japan voted"


def _told(text: str, start: int, end: int) -> str:
    return next((how for how, pattern in lexicon.votes() if pattern.match(text, start, end)), "")


def _claim(sentence: Sentence, span: Span, value: str, country: str) -> Claim:
    clause = clause_of(sentence, span)
    keys = [*context_of(sentence, span, clause), *occasion_of(sentence, clause), f"a:{country}"]
    return claim_of(sentence, Value("name", "vote", value, None, None, span, "party.vote"), keys)
