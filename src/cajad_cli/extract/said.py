"""Which rules a passage may meet at all, kept for as long as the readers of one document ask for it."""

from functools import lru_cache

from cajad_cli.lexicon import sieve


@lru_cache(maxsize=1 << 10)  # each reader of events and of claims asks
def said(text: str, start: int, end: int) -> int:
    """Give the marks of the rules whose words stand in `text[start:end]`."""
    return sieve.of_passages().marks(text[start:end])


def mark(name: str) -> int:
    """Give the mark of a rule: "number", "act sign" …."""
    return sieve.of_passages().mark[name]
