"""Which rules a stretch of text may meet at all, kept for as long as the readers of one document ask for it."""

from functools import lru_cache

from cajad_cli.lexicon import sieve


@lru_cache(maxsize=256)  # each date of a passage asks
def of_events(text: str, start: int, end: int) -> int:
    """Give the marks of the rules of events whose words stand in `text[start:end]`."""
    return sieve.events().marks(text[start:end])


@lru_cache(maxsize=256)  # each reader of claims asks
def of_claims(text: str, start: int, end: int) -> int:
    """Give the marks of the rules of claims whose words stand in `text[start:end]`."""
    return sieve.claims().marks(text[start:end])
