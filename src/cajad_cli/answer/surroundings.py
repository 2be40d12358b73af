"""What the texts around two claims tell of them: the words that both have, and each other's values."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cajad_cli.answer.align.evidence import Around
from cajad_cli.answer.keys import Weight, disjoint, get
from cajad_cli.answer.values import relation
from cajad_cli.extract.terms import terms
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim

_BEFORE: Final = 3  # sentences
_BEHIND: Final = 1

Place = tuple[int, int]  # paragraph and sentence


class Texts:
    """The passages and claims of documents; the words of a place are read when they are first asked for."""

    def __init__(self, passages: Iterable[tuple[str, Place, str]], claims: Iterable[tuple[str, Claim]]) -> None:
        """Take each passage with its document and place, and each claim with its document."""
        told: dict[str, dict[Place, str]] = defaultdict(dict)
        for document, place, text in passages:
            told[document][place] = text
        self._texts: Mapping[str, dict[Place, str]] = told
        self._places: dict[str, list[Place]] = {}
        self._words: dict[tuple[str, int], frozenset[str]] = {}
        self._windows: dict[tuple[str, Place], frozenset[str]] = {}
        self._amounts: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for document, claim in claims:
            if claim.kind == "number":
                self._amounts[document, claim.rule, claim.attribute].append(claim)

    def around(self, one: tuple[str, Claim], other: tuple[str, Claim], weight: Weight) -> Around:
        """Tell what the documents of two claims have in common around them."""
        shared = self._window(*one) & self._window(*other)
        told = self._tells(other[0], one[1]) + self._tells(one[0], other[1])
        return Around(sum(map(weight, sorted(shared))), told, self._alike_told(*one) * self._alike_told(*other))

    def _alike_told(self, document: str, claim: Claim) -> int:
        """Count the numbers that a document gives of what the claim measures, its own among them."""
        like = self._amounts.get((document, claim.rule, claim.attribute), ())
        return max(1, sum(_alike(claim, also) for also in like))

    def _tells(self, document: str, claim: Claim) -> bool:
        """Tell whether a document states what a claim of another one says, of the like."""
        return any(
            relation(claim, also) in ("equal", "compatible") and _alike(claim, also)
            for also in self._amounts.get((document, claim.rule, claim.attribute), ())
        )

    def _window(self, document: str, claim: Claim) -> frozenset[str]:
        place = (claim.paragraph, claim.sentence)
        key = document, place
        if key not in self._windows:
            places = self._ordered(document)
            index = bisect_left(places, place)
            near = range(max(0, index - _BEFORE), min(len(places), index + _BEHIND + 1))
            self._windows[key] = frozenset().union(*(self._stems(document, i, places) for i in near))
        return self._windows[key]

    def _ordered(self, document: str) -> list[Place]:
        if document not in self._places:
            self._places[document] = sorted(self._texts.get(document, ()))
        return self._places[document]

    def _stems(self, document: str, index: int, places: Sequence[Place]) -> frozenset[str]:
        if (document, index) not in self._words:
            text = self._texts[document][places[index]]
            self._words[document, index] = frozenset(t.stem for t in terms(text))
        return self._words[document, index]


def _alike(a: Claim, b: Claim) -> bool:
    """Tell amounts of one fate and relation; parties are counted again and again, of whatever they do."""
    if get(a, "v") or get(b, "v"):
        return bool(get(a, "v") & get(b, "v"))
    if a.attribute in words.kind("party"):
        return bool(get(a, "r") & get(b, "r"))
    return not disjoint(get(a, "r"), get(b, "r"))
