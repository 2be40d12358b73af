"""What sources say alike without a number, a date or a name: sentences that share rare words close together."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice, pairwise
from math import log2
from typing import Final

from cajad_cli.answer.items import Told
from cajad_cli.answer.keys import disjoint, get, rarity
from cajad_cli.answer.label import in_words
from cajad_cli.answer.likeness import COMMON_CLASSES
from cajad_cli.answer.topic import ENOUGH
from cajad_cli.answer.values import relation
from cajad_cli.extract.events.trigger import triggers
from cajad_cli.extract.terms import Term, stem, terms
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon.events import classes
from cajad_cli.model import Claim, ClaimQuote, Point, Position, Quote
from cajad_cli.noun import NamedTuple

Holders = Callable[[Iterable[str]], Mapping[str, int]]  # how many documents of the library hold each of some forms

_REACH: Final = 7  # content words between two that belong together
_MOST: Final = 300  # passages that are compared, the most relevant ones
_CROWD: Final = 24  # voices from which two words together are a manner of speaking
_SHOWN: Final = 12
_ENOUGH: Final = 1.2  # summed rarity from which shared words are a statement
_SEED: Final = 0.9  # the same of the two words that it is grown from
_MORE: Final = 0.5  # what doubling the other voices adds: what many have side by side is less by chance
_CORE: Final = 0.6  # share of the sentences that have a word of a statement
_COMMON: Final = 0.8  # share of the library's documents from which a word says nothing, in a few only a name
_AROUND: Final = 5  # content words on either side in which more of the same is looked for
_ELSE: Final = 3  # other words in a stretch, besides as many as are shared
_FEW: Final = 20  # documents that a library is taken to have at least, so that words keep some weight
_TELLING: Final = 0.3  # the least that words of the question weigh together in what passages beside the topic say
_ASKED: Final = 0.7  # what a word of the question weighs: all texts on the topic have it
_NOT: Final = re.compile(r"\b(?:not|never|no|neither|nor|without|denied|failed)\b|n[’']t\b")


class _Said(NamedTuple):
    """One passage with its content words and all that it is held against others by, which is done hundreds of times."""

    told: Told
    terms: tuple[Term, ...]
    stems: tuple[str, ...]  # of the terms
    places: Mapping[str, Sequence[int]]  # of each stem among them
    voice: str
    denied: bool
    editions: frozenset[str]
    amounts: tuple[Claim, ...]
    dates: tuple[Claim, ...]


class _Words(NamedTuple):
    """What words weigh, which are those of the question, and which are no names."""

    rarity: Mapping[str, float]
    asked: frozenset[str]
    common: frozenset[str]  # no names: mostly in small letters


class _Shared(NamedTuple):
    """Words that some passages share, by the number of the passage, with their rarity summed."""

    stems: frozenset[str]
    members: tuple[int, ...]
    weight: float


def statements(told: Sequence[Told], asked: str, size: int, holders: Holders) -> list[Point]:
    """Give a point for each thing that passages on a topic say alike, those of most sources first.

    `asked` are the words of the topic, `size` counts the documents of the library. Passages say alike what they
    share: words rare in the library, close together in each of them, and nothing that tells them apart (another
    edition, another date, a negation). The value of a position is the stretch that holds these words.
    """
    said = _said(told)
    known = _words(said, frozenset(t.stem for t in _plain(terms(asked))), size, holders)
    found = (s for s in _grown(said, known) if _is_asked_for(said, s, known))
    return [_point(said, shared) for shared in islice(found, _SHOWN)]


def _is_asked_for(said: Sequence[_Said], shared: _Shared, known: _Words) -> bool:
    """Tell what is said in passages on the topic, or holds a telling word of the question itself."""
    asked = sum(known.rarity[stem] for stem in shared.stems & known.asked)
    return asked >= _TELLING or all(said[n].told.relevance >= ENOUGH for n in shared.members)


def _said(told: Sequence[Told]) -> list[_Said]:
    """Give the passages on the topic, one of each wording and voice."""
    originals = {t.document for t in told if t.copy_of is None}
    best = sorted((t for t in told if t.relevance and t.copy_of not in originals), key=lambda t: -t.relevance)
    seen: set[tuple[str, str]] = set()
    made: list[_Said] = []
    for one in best[:_MOST]:
        key = one.copy_of or one.document, one.text
        if key not in seen and one.passage.kind != "heading":
            seen.add(key)
            made.append(_read(one))
    return made


def _read(told: Told) -> _Said:
    amounts = tuple(c for c in told.claims if c.kind == "number")
    dates = tuple(c for c in told.claims if c.kind == "date")
    editions = frozenset(e for c in told.claims for e in get(c, "o"))
    found = _plain(terms(told.text))
    stems = tuple([t.stem for t in found])
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(stems):
        places[word].append(at)
    denied = bool(_NOT.search(told.text))
    return _Said(told, found, stems, places, told.voice, denied, editions, amounts, dates)


def _plain(found: Sequence[Term]) -> tuple[Term, ...]:
    """Let words of one sense count as one, nation and country; leave out words of the calendar and of saying."""
    heads, idle = words.heads(), _idle()
    return tuple(t._replace(stem=heads.get(t.stem, t.stem)) for t in found if t.stem not in idle)


@cache
def _idle() -> frozenset[str]:
    saying = (word for word in classes()["say"].words if " " not in word)
    return frozenset(stem(word) for word in (*words.words("calendar"), *words.words("spells"), *saying))


def _words(said: Sequence[_Said], asked: frozenset[str], size: int, holders: Holders) -> _Words:
    """Weigh the words that several voices have: 1 where one document of the library has it, 0 where nearly all do."""
    voices: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, set[str]] = defaultdict(set)
    small: Counter[str] = Counter()
    for one in said:
        for term in one.terms:
            voices[term.stem].add(one.voice)
            form = one.told.text[term.start : term.end]
            forms[term.stem].add(form.lower())
            small[term.stem] += 1 if form[0].islower() else -1
    shared = {stem for stem, found in voices.items() if len(found) > 1}
    count = holders(f for stem in shared for f in forms[stem])
    least = max(size, _FEW)
    made: dict[str, float] = {}
    for word in shared:
        held = max((count.get(f, 0) for f in forms[word]), default=0)
        held = max(held, len(voices[word]))
        common = held > _COMMON * size and (size >= _FEW or small[word] < 0)
        weight = 0.0 if common else rarity(held, least)
        made[word] = weight * (_ASKED if word in asked else 1.0)
    return _Words(made, asked, frozenset(word for word in shared if small[word] > 0))


class _Pair(NamedTuple):
    """Two words that stand close together, and the passages in which they do."""

    words: tuple[str, str]
    numbers: list[int]
    voices: int


def _pairs(said: Sequence[_Said], rarity: Mapping[str, float]) -> list[_Pair]:
    """Give the pairs of words that a few voices have close together."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        near: set[tuple[str, str]] = set()
        for at, word in enumerate(one.stems):
            if not rarity.get(word):
                continue
            for other in one.stems[at + 1 : at + 1 + _REACH]:
                if other != word and rarity.get(other):
                    near.add((word, other) if word < other else (other, word))
        for pair in near:
            found[pair].append(number)
    # Most stand side by side in one passage only.
    several = ((pair, numbers) for pair, numbers in found.items() if len(numbers) > 1)
    pairs = (_Pair(pair, numbers, len({said[n].voice for n in numbers})) for pair, numbers in several)
    return [pair for pair in pairs if 1 < pair.voices <= _CROWD]


def _grown(said: Sequence[_Said], known: _Words) -> Iterator[_Shared]:
    """Grow pairs of words into all that their passages share; what a better one has taken counts no more."""

    def value(pair: _Pair) -> float:
        a, b = pair.words
        return (known.rarity[a] + known.rarity[b]) * _by_many(pair.voices)

    taken: set[tuple[int, str]] = set()
    found: list[_Shared] = []
    valued = ((value(pair), pair) for pair in _pairs(said, known.rarity))
    seeds = sorted(((v, pair) for v, pair in valued if v >= _SEED), key=lambda seed: (-seed[0], seed[1].words))
    for _, ((a, b), numbers, _) in seeds:
        if all((n, a) in taken and (n, b) in taken for n in numbers):
            continue
        shared = _shared(said, numbers, frozenset((a, b)), known)
        if shared is not None:
            found.append(shared)
            taken.update((n, stem) for n in shared.members for stem in shared.stems)
    found.sort(key=lambda s: (-len({said[n].told.source for n in s.members}), -s.weight))
    return (s for at, s in enumerate(found) if not any(_covers(more, s) for more in found[:at]))


def _covers(more: _Shared, less: _Shared) -> bool:
    """Tell a statement that more sources make in one of its words, or the same passage in two of them."""
    same = len(more.stems & less.stems)
    if not same:
        return False
    members = set(more.members)
    return members.issuperset(less.members) or (same > 1 and not members.isdisjoint(less.members))


def _shared(said: Sequence[_Said], numbers: Sequence[int], pair: frozenset[str], known: _Words) -> _Shared | None:
    """Give what passages with two words share around them; None where it is too little to be a statement."""
    rarity = known.rarity
    windows = {n: _window(said[n], pair) for n in numbers}
    around: dict[str, set[str]] = defaultdict(set)
    for number in numbers:
        voice = said[number].voice
        for word in windows[number]:
            if rarity.get(word):
                around[word].add(voice)
    voices = len({said[n].voice for n in numbers})
    core = frozenset(stem for stem, found in around.items() if len(found) >= max(2, _CORE * voices))
    return _held(said, windows, _Core(core, pair), known) or _held(said, windows, _Core(pair, pair), known)


class _Core(NamedTuple):
    """The words that most passages have around two that all of them have."""

    stems: frozenset[str]
    pair: frozenset[str]


def _held(
    said: Sequence[_Said], windows: Mapping[int, tuple[str, ...]], sought: _Core, known: _Words
) -> _Shared | None:
    """Give what the passages share of some words, most of them in one order, and which passages do."""
    rarity, numbers = known.rarity, list(windows)
    core, pair = sought
    runs = {n: _run(windows[n], core) for n in numbers}
    first = max(numbers, key=lambda n: (sum(rarity[s] for s in runs[n]), -n))
    both = {n: pair.union(_common_run(runs[first], runs[n])) for n in numbers}
    enough = _CORE * sum(rarity[s] for s in core)
    members = [n for n in numbers if core & known.asked <= both[n] and sum(rarity[s] for s in both[n]) >= enough]
    members = [n for n in members if _is_dense(windows[n], both[n])]
    deeds = _deeds(said[first], core)
    members = [n for n in members if n == first or _alike(said[first], said[n], core, deeds)]
    count = len({said[n].voice for n in members})
    if count < 2:
        return None
    kept = Counter(stem for n in members for stem in both[n])
    core = frozenset(stem for stem, times in kept.items() if times > 1)
    if core == pair and all(_side_by_side(windows[n], pair) for n in members):
        return None  # one thing, of which nothing is said: natural resources, a business forum
    if not core & known.common:
        return None  # a name and a title say nothing
    weight = sum(rarity[stem] for stem in core) * _by_many(count)
    return _Shared(core, tuple(members), weight) if weight >= _ENOUGH else None


def _is_dense(found: Sequence[str], stems: Collection[str]) -> bool:
    """Tell a stretch that says little else than what is shared."""
    places = _densest(found, stems)
    return places[-1] - places[0] < 2 * len(stems) + _ELSE


def _side_by_side(found: Sequence[str], pair: frozenset[str]) -> bool:
    return any({a, b} == pair for a, b in pairwise(found))


def _by_many(voices: int) -> float:
    """Give what the number of voices makes of a weight: 1 for two of them."""
    return 1 + _MORE * log2(voices - 1)


def _run(found: Sequence[str], core: frozenset[str]) -> tuple[str, ...]:
    """Give the words of a statement in the order in which a passage has them."""
    return tuple(dict.fromkeys([found[at] for at in _densest(found, core)]))


@lru_cache(maxsize=1 << 12)  # of a story that many tell, most passages have one of a few runs
def _common_run(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Give the longest common subsequence, or of two words the two in any order.

    The same words about other things stand mixed: exports of resources and stronger ties, the export of stronger steel.
    """
    if one == other or len(one) == 2 or len(other) == 2:
        return tuple(stem for stem in one if stem in other)
    best: list[list[tuple[str, ...]]] = [[()] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, mine in enumerate(one):
        for j, theirs in enumerate(other):
            longer = max(best[i][j + 1], best[i + 1][j], key=len)
            best[i + 1][j + 1] = (*best[i][j], mine) if mine == theirs and len(best[i][j]) >= len(longer) else longer
    return best[-1][-1]


def _window(one: _Said, pair: frozenset[str]) -> tuple[str, ...]:
    """Give the shortest stretch that holds both words, the first of equals, with a few words on either side."""
    best, length = 0, len(one.stems)
    for at, after in pairwise(sorted([at for word in pair for at in one.places[word]])):
        if one.stems[at] != one.stems[after] and after - at < length:
            best, length = at, after - at
    return one.stems[max(0, best - _AROUND) : best + length + 1 + _AROUND]


def _alike(one: _Said, other: _Said, stems: frozenset[str], deeds: frozenset[str]) -> bool:
    """Tell passages that nothing tells apart: an edition, a date, an amount, what is done, a negation.

    `deeds` are those of `one`, which is held against others again and again.
    """
    if one.denied != other.denied:
        return False
    mine, theirs = one.editions, other.editions
    heads = {k.partition(":")[0] for k in mine} & {k.partition(":")[0] for k in theirs}
    if (heads and not mine & theirs) or disjoint(deeds, _deeds(other, stems)):
        return False
    if any(a.attribute == b.attribute and relation(a, b) == "conflict" for a in one.amounts for b in other.amounts):
        return False
    return not (one.dates and other.dates) or any(_overlap(a, b) for a in one.dates for b in other.dates)


def _deeds(one: _Said, stems: frozenset[str]) -> frozenset[str]:
    """Give the classes of the event words in the stretch that is compared."""
    return _classes_in(one.told.text, *_stretch(one, stems))


@lru_cache(maxsize=1 << 12)  # one passage is held against each of the others
def _classes_in(text: str, start: int, end: int) -> frozenset[str]:
    return frozenset(t.name for t in triggers(text, start, end)) - COMMON_CLASSES


def _overlap(a: Claim, b: Claim) -> bool:
    low, high = max(a.low or 0, b.low or 0), min(a.high or 1e9, b.high or 1e9)
    return low <= high


# ---------------------------------------------------------------- points


def _point(said: Sequence[_Said], shared: _Shared) -> Point:
    members = sorted((said[n] for n in shared.members), key=lambda s: (s.told.document, s.told.passage.start))
    claims = tuple(_quote(one, shared.stems) for one in members)
    sources = tuple(sorted({one.told.source for one in members}))
    value = min((c.value.text for c in claims), key=lambda text: (len(text), text))
    return Point(_label(members, shared.stems), "statement", "agree", (Position(value, sources, claims),))


def _quote(one: _Said, stems: frozenset[str]) -> ClaimQuote:
    told, passage = one.told, one.told.passage
    low, high = _stretch(one, stems)
    value = Quote(passage.start + low, passage.start + high, told.text[low:high])
    place = passage.paragraph, passage.sentence, passage.start, passage.end
    return ClaimQuote(told.document, told.source, told.published, *place, told.text, value, told.passage.page)


def _stretch(one: _Said, stems: Collection[str]) -> tuple[int, int]:
    """Give the densest stretch that holds the stems: from the first to the last of them, without far ones."""
    places = _densest(one.stems, stems)
    return one.terms[places[0]].start, one.terms[places[-1]].end


def _densest(found: Sequence[str], stems: Collection[str]) -> list[int]:
    """Give the places, among some words, of the stems in the densest stretch that holds them."""
    inside = [at for at, word in enumerate(found) if word in stems]
    if inside[-1] - inside[0] <= _REACH:  # nothing in it is far
        return inside
    runs = [[inside[0]]]
    for before, at in pairwise(inside):
        if at - before <= _REACH:
            runs[-1].append(at)
        else:
            runs.append([at])
    return max(runs, key=lambda run: (len({found[at] for at in run}), -run[0]))


_LABEL: Final = 6


def _label(members: Sequence[_Said], stems: frozenset[str]) -> str:
    """Name a statement by the words that are shared, as the shortest passage has them."""
    teller = min(members, key=lambda one: (-len({t.stem for t in one.terms} & stems), len(one.told.text)))
    chosen: dict[str, Term] = {}
    for term in teller.terms:
        if term.stem in stems:
            chosen.setdefault(term.stem, term)
    return in_words(teller.told.text, list(chosen.values())[:_LABEL])
