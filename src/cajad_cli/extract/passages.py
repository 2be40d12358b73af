"""Document → passages: the sentences of each block of the body."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from cajad_cli.lexicon.sentences import sentences
from cajad_cli.model import Block, Document, Passage

_LONGEST: Final = 1500  # characters; a longer "sentence" is a table, a list without stops or no language at all


def passages(document: Document) -> tuple[Passage, ...]:
    """Give the sentences of every block; `paragraph` counts blocks, `sentence` counts within one, from 1.

    No passage is longer than 1,500 characters, so that what is done for each stays bounded on any text.
    """
    pages = document.pages
    return tuple(
        Passage(paragraph, number, block.kind, start, end, bisect_right(pages, start) if pages else None)
        for paragraph, block in enumerate(document.blocks, 1)
        for number, (start, end) in enumerate(_spans(document.text, block), 1)
    )


def _spans(text: str, block: Block) -> Iterator[tuple[int, int]]:
    whole = [(block.start, block.end)] if block.kind == "heading" else sentences(text, block.start, block.end)
    for start, end in whole:
        yield from _pieces(text, start, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long, at white space where there is any."""
    while end - start > _LONGEST:
        space = max(text.rfind(" ", start, start + _LONGEST), text.rfind("\n", start, start + _LONGEST))
        cut = space if space > start else start + _LONGEST
        stop = start + len(text[start:cut].rstrip())
        if stop > start:
            yield start, stop
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
