"""Whether two names agree: of places, houses, persons, offices and countries."""

from functools import lru_cache
from typing import Literal

from cajad_cli.answer.keys import disjoint, get
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.lexicon.places import countries, within
from cajad_cli.model import Claim

Relation = Literal["equal", "compatible", "conflict"]

_SPELLING = 75  # similarity (0 to 100) from which two words are spellings of one name: Kishida, Kisida


def is_spelling(one: str, other: str) -> bool:
    """Tell two names of which three quarters of the letters are the same in the same order.

    This is what `rapidfuzz.fuzz.ratio` says, whose import takes 29 million instructions.
    """
    if one == other:
        return True
    needed = _SPELLING * (len(one) + len(other))
    # They have no more letters in common than the shorter one has, which is cheap to see.
    return 200 * min(len(one), len(other)) >= needed and 200 * _in_common(one, other) >= needed


def _in_common(one: str, other: str) -> int:
    """Count the letters of the longest common subsequence, a bit each (Hyyrö, Bit-parallel LCS, 2004)."""
    places: dict[str, int] = {}
    for at, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << at
    every = (1 << len(one)) - 1
    free = every
    for char in other:
        met = free & places.get(char, 0)
        free = ((free + met) | (free - met)) & every
    return (every & ~free).bit_count()


def parties_relation(a: Claim, b: Claim) -> Relation | None:
    """Compare the values of two claims of one attribute; None where these cannot be compared."""
    if a.attribute in ("attendance", "vote", "series", "house") or a.rule in ("party.venue", "party.list"):
        return _told_alike(a, b)
    if a.kind == "place":
        return _places(a, b)
    if a.attribute in ("office", "level"):
        return _posts(a, b) if "party.post" in (a.rule, b.rule) else _offices(a.value, b.value)
    kinds = get(a, "k"), get(b, "k")
    if not any(kinds) or (kinds[0] == kinds[1] == {"person"}):
        return persons(a.value, b.value)
    if kinds[0] | kinds[1] <= {"body", "person"}:
        return persons(a.value, b.value) if kinds[0] == kinds[1] else None
    if kinds[0] == kinds[1] == {"country"}:
        return "equal" if a.value == b.value else "conflict"
    return _linked(a, b)


def _told_alike(a: Claim, b: Claim) -> Relation | None:
    """Compare who came, houses, and members told as all that there are or only in a row."""
    if a.attribute in ("attendance", "vote"):
        return "equal" if a.value == b.value and not are_two_only(a, b) else "conflict"
    if a.rule == "party.venue" or a.attribute == "house":
        return _houses(a.value, b.value)
    compared = _series if a.attribute == "series" else _lists
    return compared(get(a, "l"), get(b, "l"))


def are_two_only(a: Claim, b: Claim) -> bool:
    """Tell two countries each of which alone is said to have been missing."""
    both = a.attribute == b.attribute == "attendance" and a.value == b.value and "only" in get(a, "x") & get(b, "x")
    return both and disjoint(get(a, "a"), get(b, "a"))


def are_of_one_seat(a: Claim, b: Claim) -> bool:
    """Tell who came, or voted, of one country or of all, at one level; or two each of which alone was missing."""
    mine, theirs = get(a, "a"), get(b, "a")
    if disjoint(get(a, "u") - {""}, get(b, "u") - {""}):
        return False
    return bool(mine & theirs) or lexicon.EVERY in mine | theirs or are_two_only(a, b)


def _lists(mine: frozenset[str], theirs: frozenset[str]) -> Relation | None:
    """Compare the members of two lists: one may leave some out; of which half are alike, the others contradict."""
    own = _own(mine, theirs), _own(theirs, mine)
    if not all(own):
        return "compatible" if mine != theirs else "equal"
    return "conflict" if len(mine) - len(own[0]) >= _ALIKE and abs(len(mine) - len(theirs)) <= 1 else None


def _series(mine: frozenset[str], theirs: frozenset[str]) -> Relation | None:
    """Compare names told in a row: of as many, one is another one."""
    own = _own(mine, theirs), _own(theirs, mine)
    if not any(own):
        return "equal"
    return "conflict" if len(own[0]) == len(own[1]) == 1 else None


def _own(mine: frozenset[str], theirs: frozenset[str]) -> list[str]:
    """Give the members of which the other side has none that is a spelling."""
    return [m for m in mine if not any(is_spelling(m, o) for o in theirs)]


_ALIKE = 1  # members that two lists of one thing share at least


def _linked(a: Claim, b: Claim) -> Relation | None:
    """Compare a person with an office, or either with a country: by the office and country that their texts tell."""
    held, of = (get(a, "z"), get(b, "z")), (get(a, "s"), get(b, "s"))
    if "country" in get(a, "k") | get(b, "k"):
        return "compatible" if of[0] & of[1] else None
    if not all(held):
        return None
    if held[0] & held[1]:
        return "compatible"
    return "conflict" if not of[0] & of[1] and _head(held[0]) == _head(held[1]) else None


def _head(held: frozenset[str]) -> str:
    return next(iter(held)).partition(" of ")[0]


def _places(a: Claim, b: Claim) -> Relation | None:
    """Compare two places: a city lies in its country, two cities or two countries are apart."""
    country, one, other = within(), a.value, b.value
    if one == other or (alike(one, other) and not (one in country and other in country)):
        return "equal"
    if country.get(one) == other or country.get(other) == one:
        return "compatible"
    if all(c.value in country or "city" in get(c, "k") for c in (a, b)):
        return "conflict"
    return "conflict" if {country.get(one, one), country.get(other, other)} <= countries() else None


def alike(a: str, b: str) -> bool:
    """Tell two spellings of one word: Cholponata, Cholpon-Ata."""
    plain = [x.lower().replace("-", "").replace(" ", "") for x in (a, b)]
    return is_spelling(*plain)


def _houses(a: str, b: str) -> Relation | None:
    """Compare two houses by the words of their names; one that is part of the other is the same."""
    parts = [[w for w in x.lower().replace("-", " ").split() if w not in _LIGHT] for x in (a, b)]
    own = [[w for w in p if w not in lexicon.venues().nouns] for p in parts]
    if not all(own):
        return None
    fewer, more = sorted(own, key=len)
    if all(any(is_spelling(w, v) for v in more) for w in fewer):
        return "equal" if len(fewer) == len(more) else "compatible"
    return "conflict"


_LIGHT = frozenset({"the", "of", "a", "in", "at"})


@lru_cache(maxsize=1 << 14)  # who signs, chairs or visits is asked of the same few people again and again
def persons(a: str, b: str) -> Relation:
    """Compare two persons by the words of their names: one that is part of the other is the same.

    Two with one family name are two where their given names are told and not alike: Gulnora, Gulbahor.
    """
    parts = [x.lower().replace("-", " ").split() for x in (a, b)]
    fewer, more = sorted(parts, key=len)
    same = [any(is_spelling(w, v) for v in more) for w in fewer]
    if all(same):
        return "equal" if len(fewer) == len(more) else "compatible"
    mine = [w for w, met in zip(fewer, same, strict=True) if not met]
    theirs = [v for v in more if not any(is_spelling(w, v) for w in fewer)]
    if len(mine) == len(theirs) == len(fewer) - 1 == len(more) - 1 and not _may_be_initials(mine, theirs):
        return "conflict"
    return "compatible" if any(same) else "conflict"


def _may_be_initials(mine: list[str], theirs: list[str]) -> bool:
    """Tell given names of which one may be short for another: J. and Jane, Tim and Timothy."""
    return any(_may_be_short(*sorted((w.rstrip("."), v.rstrip(".")), key=len)) for w in mine for v in theirs)


def _may_be_short(short: str, full: str) -> bool:
    return full.startswith(short) and (len(short) == 1 or len(short) >= _SHORT)


_SHORT = 3  # letters


_RANKS = frozenset({"deputi", "state"})


_OF_STATE = frozenset({"minister", "president", "ambassador", "governor", "mayor", "speaker", "chancellor"})


def _offices(a: str, b: str) -> Relation | None:
    """Compare two offices: another rank, head or field is another office; a field left out may be the same."""
    one, other = a.split(), b.split()
    ranks = [_RANKS & {stem(v) for v in w[:-1]} for w in (one, other)]
    if one[-1] != other[-1] and not {one[-1], other[-1]} <= _OF_STATE and not _rungs(a, b):
        return None  # a professor may be a director
    if ranks[0] != ranks[1] or _is_head_of_government(a) != _is_head_of_government(b) or one[-1] != other[-1]:
        return "conflict"
    same = lexicon.one_field()
    fields = [{stem(same.get(v, v)) for v in w[:-1]} - _RANKS for w in (one, other)]
    if fields[0] == fields[1]:
        return "equal"
    return "compatible" if not all(fields) or fields[0] & fields[1] else "conflict"


def _posts(a: Claim, b: Claim) -> Relation | None:
    """Compare two posts of one person: of one house another rank or noun is another post; there may be two houses."""
    if are_of_two_houses(a, b):
        return "conflict"
    if a.rule != b.rule:
        return None  # who is head of a state may be so of a house
    one, other = (c.value.split()[-1] for c in (a, b))
    houses, ranks = (get(a, "j"), get(b, "j")), (_is_lowered(a), _is_lowered(b))
    alike = one == other or any({one, other} <= group for group in lexicon.post_nouns().same)
    if ranks[0] != ranks[1] and (houses[0] & houses[1] or (alike and not all(houses))):
        return "conflict"
    if alike or {one, other} & lexicon.post_nouns().any:
        return None if disjoint(*houses) or ranks[0] != ranks[1] else "equal" if one == other else "compatible"
    return "conflict" if {one, other} <= lexicon.post_nouns().own and houses[0] & houses[1] else None


def are_of_two_houses(a: Claim, b: Claim) -> bool:
    """Tell two unlike posts that nothing says are of one house, a consul's and an attaché's.

    Who is known to everybody may have both; of another person one of two texts is likely to be wrong.
    """
    known = lexicon.post_nouns()
    one, other = (c.value.split()[-1] for c in (a, b))
    if not {one, other} <= (known.own | known.of_state) - known.any or _is_part(a) or _is_part(b):
        return False
    alike = one == other or any({one, other} <= group for group in known.same) or {one, other} <= _OF_STATE
    return not alike and not get(a, "j") & get(b, "j")


def _is_part(claim: Claim) -> bool:
    """Tell the part of somebody in something held, who may have a post beside it."""
    known = lexicon.post_nouns()
    return claim.value.split()[-1] in known.parts or bool(get(claim, "j") & known.held)


def _is_lowered(claim: Claim) -> bool:
    """Tell the post of a deputy or an assistant."""
    return not lexicon.post_nouns().lowers.isdisjoint(claim.value.split())


def _rungs(a: str, b: str) -> bool:
    """Tell two rungs of one ladder: who is director-general of a ministry is no deputy minister."""
    return any(x.endswith("minister") and y == "director general" for x, y in ((a, b), (b, a)))


def _is_head_of_government(office: str) -> bool:
    return office.endswith("prime minister")
