"""How documents are laid down in the index: texts, passages and what is told, pressed."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cajad_cli.index.columns import Cursor, pack_numbers, pack_strings, turned, unpack_numbers, unpack_strings
from cajad_cli.index.press import Press, dictionary_of, dictionary_of_strings
from cajad_cli.model import BlockKind, Extract, Passage, Quote
from cajad_cli.noun import NamedTuple

if TYPE_CHECKING:
    from cajad_cli.index.told import Told

_KINDS: Final[tuple[BlockKind, ...]] = ("paragraph", "heading", "item", "caption")
_PASSAGE: Final = 6  # numbers that one takes


class Packed(NamedTuple):
    """One document's columns of `content`, pressed."""

    text: bytes
    passages: bytes
    strings: bytes
    numbers: bytes


class Packer:
    """Lays documents down and reads them again, with the dictionaries of their library."""

    def __init__(self, texts: bytes = b"", passages: bytes = b"", strings: bytes = b"", numbers: bytes = b"") -> None:
        self._texts = Press(texts)
        self._passages = Press(passages)
        self._strings = Press(strings)
        self._numbers = Press(numbers)

    def pack(self, text: str, extract: Extract) -> Packed:
        """Lay down a document's text and what was read out of it."""
        from cajad_cli.index.told import columns_of

        strings, numbers = columns_of(extract)
        return Packed(
            self._texts.pack(_encoded(text)),
            self._passages.pack(pack_numbers(_numbers_of(extract.passages))),
            self._strings.pack(pack_strings(strings), _near(text)),
            self._numbers.pack(pack_numbers(numbers)),
        )

    def again(self, packed: Packed, other: "Packer") -> Packed:
        """Lay down what another packer laid down."""
        near = _near(other.text(packed.text))
        return Packed(
            self._texts.pack(other._texts.unpack(packed.text)),
            self._passages.pack(other._passages.unpack(packed.passages)),
            self._strings.pack(other._strings.unpack(packed.strings, near), near),
            self._numbers.pack(other._numbers.unpack(packed.numbers)),
        )

    def dictionaries(self, laid: Sequence[Packed]) -> dict[str, bytes]:
        """Make the dictionaries of a packer from what this one laid down."""
        return {
            "texts": dictionary_of([self._texts.unpack(p.text) for p in laid]),
            "passages": dictionary_of([self._passages.unpack(p.passages) for p in laid]),
            "strings": dictionary_of_strings(self._table(p.strings, self.text(p.text)) for p in laid),
            "numbers": dictionary_of([self._numbers.unpack(p.numbers) for p in laid]),
        }

    def text(self, packed: bytes) -> str:
        """Give back a text."""
        return self._texts.unpack(packed).decode("utf-8", "surrogatepass")

    def passages(self, packed: bytes) -> tuple[Passage, ...]:
        """Give back the passages."""
        return _passages_of(Cursor(unpack_numbers(self._passages.unpack(packed))))

    def _table(self, packed: bytes, text: str) -> list[str]:
        """Give back the strings that what is told of a text consists of."""
        return unpack_strings(self._strings.unpack(packed, _near(text)))

    def told(self, packed: Packed) -> "Told":
        """Give back what a document tells."""
        from cajad_cli.index.told import Context, Told

        text = self.text(packed.text)
        context = Context(text, self.passages(packed.passages), self._table(packed.strings, text))
        return Told(unpack_numbers(self._numbers.unpack(packed.numbers)), context)


def _near(text: str) -> bytes:
    """Give a text as the strings of what is told have its words: most of them are stems, in small letters."""
    return _encoded(text.lower())


def _encoded(text: str) -> bytes:
    """Give a text in UTF-8; halves of pairs, which files may hold, are kept as they are."""
    return text.encode("utf-8", "surrogatepass")


def _numbers_of(passages: Sequence[Passage]) -> list[int]:
    """Lay passages down, each by what it differs from the one before: most of these numbers are small."""
    rows = []
    paragraph = end = page = 0
    for p in passages:
        here = p.page or 0
        row = (p.paragraph - paragraph, p.sentence, _KINDS.index(p.kind), p.start - end, p.end - p.start, here - page)
        rows.append(row)
        paragraph, end, page = p.paragraph, p.end, here
    return list(turned(rows))


def _passages_of(numbers: Cursor) -> tuple[Passage, ...]:
    made = []
    paragraph = end = page = 0
    for more, sentence, kind, gap, length, turn in numbers.rows(_PASSAGE):
        paragraph, page, start = paragraph + more, page + turn, end + gap
        end = start + length
        made.append(Passage(paragraph, sentence, _KINDS[kind], start, end, page or None))
    return tuple(made)


def pack_quote(quote: Quote | None) -> str | None:
    """Lay down a quote as JSON."""
    return None if quote is None else json.dumps(quote, ensure_ascii=False)


def unpack_quote(row: str | None) -> Quote | None:
    """Give back what `pack_quote` took."""
    return None if row is None else Quote(*json.loads(row))
