"""What two claims share beside their values: words, names, the thing that they are of."""

from collections.abc import Callable
from functools import lru_cache

from cajad_cli.answer.keys import Weight, disjoint, get
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import events as lexicon
from cajad_cli.lexicon import names as known
from cajad_cli.model import Claim
from cajad_cli.noun import NamedTuple


class Stated(NamedTuple):
    """A claim with the day on which it was published (ordinal), None where unknown."""

    claim: Claim
    day: int | None
    document: int = 0  # by which its company is known


Company = Callable[[int, int], float]  # from -1 to 1: whether two documents are near to the same documents


def no_company(_one: int, _other: int) -> float:
    """Say nothing of documents whose library is not known."""
    return 0.0


UNKNOWN_NEAREST = 0.3  # of documents whose library is not known: speaks neither for nor against


def no_nearest(_one: int, _other: int) -> float:
    """Say nothing of how near documents are whose library is not known."""
    return UNKNOWN_NEAREST


class Around(NamedTuple):
    """What the texts around two claims tell of them."""

    shared: float = 0.0  # summed weight of the words that both have: three sentences before to one behind
    told: int = 0  # how many of the two documents state the other's value as well, 0 to 2
    rivals: int = 1  # pairs of numbers of the two documents that measure the like
    nearest: float = UNKNOWN_NEAREST  # the documents' nearness beside that of their nearest ones, 0 to 1


Surroundings = Callable[[], Around]  # asked for where they matter only, since they are slow to find


def no_surroundings() -> Around:
    """Say nothing of texts that are not known."""
    return Around()


class Near(NamedTuple):
    """How near the words and the documents of two claims are."""

    total: float  # summed weight of the words that both have
    share: float  # of the shorter clause
    around: Around = Around()


def evidence(a: Claim, b: Claim, weight: Weight) -> Near:
    """Sum how telling the words are that two claims share: near ones whole, the rest by half, event words more."""
    own = get(a, "w") | get(b, "w")
    near_a, near_b = get(a, "t") - own, get(b, "t") - own
    near = near_a & near_b
    wide = ((near_a | get(a, "f")) & (near_b | get(b, "f"))) - near - own
    named = (get(a, "n") | get(a, "N")) & (get(b, "n") | get(b, "N"))
    total = (
        sum(weight(s) * (1.5 if s in event_stems() else 1.0) for s in near)
        + 0.5 * sum(map(weight, wide))
        + 0.5 * sum(map(weight, named))
    )
    smaller = min(sum(map(weight, near_a)), sum(map(weight, near_b)))
    return Near(total, sum(map(weight, near)) / smaller if smaller else 0.0)


@lru_cache(maxsize=1)
def event_stems() -> frozenset[str]:
    """Give the stems of the words by which events are told."""
    return frozenset(stem(w) or w for c in lexicon.classes().values() for w in c.words if " " not in w)


RARE = 0.4  # weight from which a name tells one matter from another


def one_name(a: Claim, b: Claim, weight: Weight) -> bool:
    """Tell claims that share a name of the clause which is not everybody's."""
    return any(weight(n) >= RARE for n in get(a, "n") & get(b, "n"))


def names_near(claim: Claim) -> frozenset[str]:
    """Give the names of a sentence, and of what it goes on about or of those before it."""
    return get(claim, "n") | get(claim, "N") | get(claim, "M")


def one_name_near(a: Claim, b: Claim, weight: Weight) -> bool:
    """Tell claims that share a name near them which is not everybody's."""
    return any(weight(n) >= RARE for n in names_near(a) & names_near(b))


def name_kind(name: str) -> str:
    """Give "place", "person" or "body" for a name that the lexicon has, else ""."""
    kind = known.kinds().get(name, "")
    return "body" if kind in ("organisation", "event") else kind


def apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell different editions of one kind of thing: the eighth meeting and the ninth."""
    heads = ({_head(k) for k in a} & {_head(k) for k in b}) - WHEN
    return bool(heads) and all(_head(k) in WHEN for k in a & b)


def _head(edition: str) -> str:
    """Give what an edition counts: "meet" of "meet:9"."""
    return edition.partition(":")[0]


# What tells when something was, and numbers no edition: "the second day".
WHEN = frozenset({"dai", "night", "week", "month", "year", "hour", "minut"})


def other_edition(a: Claim, b: Claim) -> bool:
    """Tell claims of different editions, in their own words or by the events that they go on about."""
    return apart(get(a, "o") | get(a, "O"), get(b, "o") | get(b, "O"))


def gathering(claim: Claim, letters: str) -> frozenset[str]:
    """Give the words that say who meets, among the keys of some letters: ministers, leaders, experts."""
    return frozenset().union(*(get(claim, letter) for letter in letters)) & words.kind("gathering")


def one_only(a: Claim, b: Claim) -> bool:
    """Tell a number of a fiscal year from one of a calendar year, a deputy's from a minister's."""
    said = [(get(c, "t") | get(c, "f") | get(c, "w")) & words.kind("restricting") for c in (a, b)]
    return said[0] != said[1]


def series(editions: frozenset[str]) -> bool:
    """Tell whether one of the editions is that of a series: the ninth meeting, not the second time."""
    return any(_head(e) in words.kind("series") for e in editions)


def of_a_forum(claim: Claim) -> bool:
    """Tell a founding of what is named by a word for forums alone: the format, a framework, the Dialogue."""
    return "once" in get(claim, "x") and bool(get(claim, "j") & words.kind("format"))


_CLOSE = 10  # days between two stories of one event that happens again and again


def edition_aligned(a: Claim, b: Claim, weight: Weight) -> float:
    """Align tellings of one edition: by the series' own name, or by most of the words around it."""
    if disjoint(get(a, "q"), get(b, "q")):
        return 0.0
    if get(a, "q") & get(b, "q"):
        return 0.8
    close = a.low is not None and b.low is not None and abs(a.low - b.low) <= _CLOSE
    return 0.7 if close or evidence(a, b, weight).share >= 0.5 else 0.0
