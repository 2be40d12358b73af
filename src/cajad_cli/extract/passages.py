"""Document → passages: the sentences of each block of the body."""

from collections.abc import Iterator

from cajad_cli.lexicon.sentences import sentences
from cajad_cli.model import Block, Document, Passage


def passages(document: Document) -> tuple[Passage, ...]:
    """Give the sentences of every block; `paragraph` counts blocks, `sentence` counts within one, from 1."""
    return tuple(
        Passage(paragraph, number, block.kind, start, end)
        for paragraph, block in enumerate(document.blocks, 1)
        for number, (start, end) in enumerate(_spans(document.text, block), 1)
    )


def _spans(text: str, block: Block) -> Iterator[tuple[int, int]]:
    if block.kind == "heading":
        return iter([(block.start, block.end)])
    return sentences(text, block.start, block.end)
