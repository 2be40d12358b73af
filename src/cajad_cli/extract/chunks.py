"""What stands between the spaces of a text, each looked at once: most of what a text says it has said before."""

from collections.abc import Callable, Iterator
from typing import Final

_MEMORY: Final = 50_000  # chunks that are kept
_LONGEST: Final = 40  # characters of a chunk that is kept

_TAIL: Final = '.,;:!?)]”"'  # behind a word these are never of it

Found = tuple[tuple[int, int, str], ...]  # begin, end and what was found, from the chunk's beginning on


class Chunks(dict[str, Found]):
    """Maps chunks to what `look` finds in them, which depends on nothing outside a chunk, nor on a stop at its end."""

    def __init__(self, look: Callable[[str], Found]) -> None:
        """`look` is asked of each chunk once."""
        super().__init__()
        self._look = look

    def __missing__(self, chunk: str) -> Found:
        bare = chunk.rstrip(_TAIL)
        # Tuples of a class of their own would be gone through by every collection of garbage.
        found = self[bare] if bare != chunk else tuple([(a, b, what) for a, b, what in self._look(chunk)])
        if len(chunk) <= _LONGEST:
            if len(self) >= _MEMORY:
                self.clear()
            self[chunk] = found
        return found

    def through(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield what is found in all chunks of a text, in order: a look into a table for each, no search."""
        at = 0
        for chunk in text.split(" "):
            for start, end, what in self[chunk]:
                yield at + start, at + end, what
            at += len(chunk) + 1
