"""Which rules a stretch of text may meet at all, kept for as long as the stages of one document ask for it."""

from functools import lru_cache

from cajad_cli.lexicon import sieve


@lru_cache(maxsize=1 << 10)  # events, frames and claims ask for the same passages
def said(text: str, start: int, end: int) -> int:
    """Give the marks of the rules whose words stand in `text[start:end]`."""
    return sieve.marks(text[start:end])
