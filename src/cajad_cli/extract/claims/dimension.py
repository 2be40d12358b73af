"""What a length is of: how high, deep, wide or long something is, or how far away."""

from collections.abc import Iterator
from typing import Final

from cajad_cli.extract.claims.sentence import Sentence
from cajad_cli.extract.quantities import Quantity
from cajad_cli.lexicon import claims as words

_LENGTH: Final = "m"
_BEFORE: Final = 40  # characters before a length in which its dimension is told
_BEHIND: Final = 30  # and behind it


def dimension_of(sentence: Sentence, amount: Quantity) -> Iterator[str]:
    """Give the key of the dimension that a length is told of, nothing where the text does not say it."""
    if amount.unit != _LENGTH:
        return
    text, passage = sentence.text, sentence.passage
    low, high = max(passage.start, amount.start - _BEFORE), min(passage.end, amount.end + _BEHIND)
    told = [name for name, before, _ in words.dimensions() if before.search(text, low, amount.start)]
    told += [name for name, _, after in words.dimensions() if after.match(text, amount.end, high)]
    yield from (f"m:{name}" for name in told[:1])  # "a depth of four metres from the top"
