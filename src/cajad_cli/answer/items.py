"""What documents say in passages, claim by claim, and how telling a key of these is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cajad_cli.answer.align import MENTION, Stated
from cajad_cli.answer.keys import plain, rarity
from cajad_cli.answer.topic import ENOUGH
from cajad_cli.model import Claim, Passage, Span
from cajad_cli.noun import NamedTuple


class Told(NamedTuple):
    """One passage with its claims; `relevance` says how much of the topic it covers, 0 to 1."""

    document: str
    source: str
    published: str | None  # ISO 8601
    title: str
    passage: Passage
    text: str
    claims: tuple[Claim, ...]
    relevance: float
    marks: tuple[Span, ...]
    copy_of: str | None
    key: int = 0

    @property
    def voice(self) -> str:
        """Give the document that speaks: of a copy, the one that it copies."""
        return self.copy_of or self.document

    @property
    def on_topic(self) -> bool:
        """Tell a passage that covers enough of the topic from what only stands beside."""
        return self.relevance >= ENOUGH


class Item(NamedTuple):
    """One claim with who makes it."""

    told: Told
    claim: Claim
    stated: Stated

    @property
    def voice(self) -> str:
        """Give the document that speaks."""
        return self.told.voice


def items_of(told: Sequence[Told]) -> list[Item]:
    """Give the claims of the passages that are no statements, each of one voice once."""
    seen: set[tuple[str, str]] = set()
    items: list[Item] = []
    for one in spoken(told):
        if (one.voice, one.text) not in seen:
            seen.add((one.voice, one.text))
            items.extend(stated(one, (c for c in one.claims if c.kind != "statement")))
    return items


def spoken(told: Sequence[Told]) -> Iterator[Told]:
    """Give the passages of documents that copy none of the others here."""
    originals = {t.document for t in told if t.copy_of is None}
    return (one for one in told if one.copy_of not in originals)


def stated(told: Told, claims: Iterable[Claim]) -> Iterator[Item]:
    """Give some claims of a passage with the day on which it was published."""
    published = told.published
    day = date.fromisoformat(published).toordinal() if published and len(published) == 10 else None
    return (Item(told, c, Stated(c, day, told.key)) for c in claims)


class Rarity:
    """How much a shared key tells: 1 where one document has it, near 0 where all have.

    Keys are taken without their kinds: a stem is as telling in the clause as beyond it. A name that is but mentioned
    tells nothing here: the sentence may state nothing.
    """

    def __init__(self, items: Iterable[Item], least: int = 0) -> None:
        documents: dict[str, set[str]] = defaultdict(set)
        voices = set()
        for item in items:
            if item.claim.rule == MENTION:
                continue
            voice = item.voice
            voices.add(voice)
            for key in item.claim.keys:
                documents[plain(key)].add(voice)
        count = max(len(voices), least)
        self._weights = {key: rarity(len(found), count) for key, found in documents.items()}
        self._shared = frozenset(key for key, found in documents.items() if len(found) > 1)

    def __call__(self, key: str) -> float:
        """Give the weight of a key without its kind."""
        return self._weights.get(key, 1.0)

    def telling(self, keys: Sequence[str], kinds: str) -> list[str]:
        """Give the keys of some kinds that more than one document has, without their kinds.

        What says what a claim is of comes first, then what is rare.
        """
        shared, weights = self._shared, self._weights
        own = ((k[0] not in "ojwa", k[2:], at) for at, k in enumerate(keys) if k[0] in kinds and k[2:] in shared)
        found = [(wide, -weights[key], at) for wide, key, at in own]
        return [plain(keys[at]) for _, _, at in sorted(found)]
