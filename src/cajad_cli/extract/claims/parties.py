"""Parties and places: who does what, who holds an office, and where things are held, founded and signed."""

from collections.abc import Iterator

from cajad_cli.extract.claims.attendance import attendance
from cajad_cli.extract.claims.deeds import deeds
from cajad_cli.extract.claims.holders import holders, posts
from cajad_cli.extract.claims.lists import lists
from cajad_cli.extract.claims.mentions import mentions
from cajad_cli.extract.claims.sentence import Sentence
from cajad_cli.extract.claims.series import series
from cajad_cli.extract.claims.votes import votes
from cajad_cli.extract.claims.where import places
from cajad_cli.model import Claim


def parties(sentence: Sentence) -> Iterator[Claim]:
    """Give the places, doers, holders of offices and complete lists that a sentence tells."""
    yield from places(sentence)
    yield from deeds(sentence)
    yield from attendance(sentence)
    yield from votes(sentence)
    yield from holders(sentence)
    yield from posts(sentence)
    complete = list(lists(sentence))
    yield from complete
    if not complete:
        yield from series(sentence)
    yield from mentions(sentence)
