"""Why two claims were held together and how their values were read, in a few plain words each."""

from collections.abc import Iterable, Iterator
from typing import Final

from cajad_cli.answer.align import MENTION, Company, Stated
from cajad_cli.answer.align.occasion import nearness
from cajad_cli.answer.keys import Weight, get
from cajad_cli.answer.values import bound, relation
from cajad_cli.extract.terms import terms
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim, Quote
from cajad_cli.noun import NamedTuple


class Side(NamedTuple):
    """A claim with the text of its passage and the day on which it was published."""

    stated: Stated
    text: str
    published: str | None


# What each sign of align and amounts says; a sign without its detail is left out.
_SAID: Final = {
    "same relation": "said by like words: {detail}",
    "same fate": "both count who met with one fate: {detail}",
    "same qualifier": "qualified alike: {detail}",
    "one qualified": "against: only one says which kind: {detail}",
    "same thing": "both measure: {detail}",
    "same office": "both name who is {detail}, told at most a month apart",
    "same party": "both tell of one: {detail}",
    "in its stead": "each names a {detail} whom or which the other document does not know, and hardly another one",
    "same event": "both date: {detail}",
    "same object": "of the same thing: {detail}",
    "same edition": "same edition: {detail}",
    "cumulative": "both count what has been held so far",
    "occasion: day": "same occasion: {detail} (common days)",
    "occasion: near": "same occasion: {detail} (three days at most apart)",
    "occasion: month": "same occasion: {detail} (one month)",
    "occasion: year": "same occasion: {detail} (one year)",
    "occasion: off": "against: occasions {detail} are up to a month apart",
    "occasion: apart": "against: occasions {detail} are more than a month apart",
    "occasion: none": "against: no common occasion is told",
    "words": "shared words: {detail}",
    "names around": "shared names: {detail}",
    "company": "the documents are near to the same other documents",
    "strangers": "against: the documents are near to other documents",
    "ratio": "against: one value is {detail} times the other",
}
ONE_MATTER: Final = "the two documents have most of their telling words in common"
_BOUNDS: Final = {
    "more": "above {n}",
    "least": "{n} or more",
    "less": "below {n}",
    "most": "{n} or less",
    "about": "{low} to {high}",
    "nearly": "{low} to {high}",
    "just": "{low} to {high}",
    "range": "{low} to {high}",
}
_AGAINST: Final = "against: "
_MOST: Final = 8  # words or names that are listed
_TELLING: Final = 0.2  # company of documents, -1 to 1, from which it is told
_FACTOR: Final = 1.5  # between two values, from which it is told


def reasons(one: Side, other: Side, weight: Weight, company: Company) -> tuple[str, ...]:
    """Say what speaks for two claims being of one point and, where their values conflict, what against it."""
    a, b = one.stated.claim, other.stated.claim
    near = company(one.stated.document, other.stated.document)
    found = dict(_amount_signs(one, other) if a.kind == "number" else _other_signs(one, other))
    occasion = f"occasion: {nearness(a, b)}"
    times = [_times(c) for c in (a, b)]
    if (a.kind == "number" or all(times)) and a.rule != "role":
        found[occasion] = " / ".join(dict.fromkeys(t for t in times if t))
    found["words"] = _list(_shared(one, other, weight))
    found["names around"] = _list(_names(one) & _names(other))
    if a.kind == "number" and abs(near) >= _TELLING:
        found["company" if near > 0 else "strangers"] = "yes"
    ordered = (name for name in _SAID if name in found and (found[name] or "{" not in _SAID[name]))
    said = (_SAID[name].format(detail=found[name]) for name in ordered)
    # Of values that agree nothing has been weighed against their being of one point.
    return tuple(s for s in said if not s.startswith(_AGAINST) or relation(a, b) == "conflict")


def readings(sides: Iterable[Side]) -> tuple[str, ...]:
    """Say how the words of each value were read: each way of saying it once."""
    ordered = sorted(sides, key=lambda side: side.stated.claim.value)
    return tuple(dict.fromkeys(map(_reading, ordered)))


def _reading(side: Side) -> str:
    claim = side.stated.claim
    if claim.kind == "date":
        return date_reading(claim.quote, claim.value, claim.rule, side.published)
    return f"{_quoted(claim.quote)} = {_value(claim)}"


def date_reading(quote: Quote, value: str, rule: str, published: str | None) -> str:
    """Say how the words of a date were read; what names its year itself needs no day of publication."""
    said = f"{_quoted(quote)} = {value} (rule {rule}"
    if value.lstrip("<>")[:4] in quote.text:
        return f"{said})"
    return f"{said}; published {published})" if published else f"{said}; no day of publication)"


def _quoted(quote: Quote) -> str:
    return f"“{' '.join(quote.text.split())}”"


def _value(claim: Claim) -> str:
    """Write a value with its bounds in words, a plain one in its normal form."""
    limits = _BOUNDS.get(bound(claim), "")
    if claim.kind != "number" or not limits:
        return claim.value
    unit = "" if claim.rule == "amount.count" else f" {claim.attribute}"
    low, high = ("" if end is None else f"{end:,.10g}{unit}" for end in (claim.low, claim.high))
    return limits.format(n=high if bound(claim) in ("less", "most") else low, low=low, high=high)


def _amount_signs(one: Side, other: Side) -> Iterator[tuple[str, str]]:
    a, b = one.stated.claim, other.stated.claim
    relations = get(a, "r") & get(b, "r")
    yield "same relation", _list(w for side in (one, other) for w in _said_by(side, relations))
    yield "same fate", _list(get(a, "v") & get(b, "v"))
    yield "same thing", _list(_counted((one, other))) if a.attribute and a.attribute == b.attribute else ""
    mine, theirs = get(a, "w"), get(b, "w")
    yield "same qualifier", _list(_surfaces((one, other), mine & theirs))
    yield "one qualified", "" if mine and theirs else _list(_surfaces((one, other), mine | theirs))
    if "cumulative" in get(a, "x") & get(b, "x"):
        yield "cumulative", "yes"
    values = sorted(abs(c.low or c.high or 0.0) for c in (a, b))
    factor = values[1] / values[0] if values[0] else 0.0
    if a.rule != "amount.ordinal" and relation(a, b) == "conflict" and factor >= _FACTOR:
        yield "ratio", f"{factor:.2g}" if factor < 10 else f"{factor:,.0f}"


def _other_signs(one: Side, other: Side) -> Iterator[tuple[str, str]]:
    a, b = one.stated.claim, other.stated.claim
    if a.rule == "role":
        yield "same office", a.attribute
    elif a.kind in ("place", "name"):
        yield ("in its stead" if a.rule == MENTION else "same party"), a.attribute
    else:
        yield "same event", _list(_surfaces((one, other), get(a, "p") | get(b, "p"))) or a.attribute
        yield "same object", _list(_surfaces((one, other), get(a, "j") & get(b, "j")))
    editions = get(a, "o") & get(b, "o")
    heads = {e.partition(":")[0]: e.rpartition(":")[2] for e in editions}
    names = {head: next(iter(_surfaces((one, other), frozenset({head}))), head) for head in heads}
    yield "same edition", _list(f"{names[head]} {number}" for head, number in heads.items())


def _counted(sides: Iterable[Side]) -> Iterator[str]:
    """Give the words for what is counted, or the unit."""
    for side in sides:
        claim = side.stated.claim
        head = claim.attribute.removeprefix("nth ")
        said = [t for t in terms(claim.quote.text) if words.heads().get(t.stem, t.stem) == head]
        yield from (claim.quote.text[t.start : t.end].lower() for t in said)
        if not said and claim.rule != "amount.ordinal":
            yield head


def _times(claim: Claim) -> str:
    return " and ".join(sorted(get(claim, "d") or get(claim, "D")))


def _said_by(side: Side, relations: frozenset[str]) -> Iterator[str]:
    """Give the words of a passage by which a value is said of its thing."""
    of = words.relations()
    yield from (side.text[t.start : t.end].lower() for t in terms(side.text) if of.get(t.stem) in relations)


def _shared(one: Side, other: Side, weight: Weight) -> Iterator[str]:
    """Give the words that both passages have, the most telling first, those of names left out."""
    kept = [get(s.stated.claim, "t") | get(s.stated.claim, "f") for s in (one, other)]
    stems = kept[0] & kept[1]
    named = {word.lower() for name in _names(one) & _names(other) for word in name.split()}
    for stem in sorted(stems, key=lambda s: (-weight(s), s)):
        word = next(iter(_surfaces((one, other), frozenset({stem}))), stem)
        if word not in named:
            yield word


def _surfaces(sides: Iterable[Side], stems: frozenset[str]) -> tuple[str, ...]:
    """Give one word of the texts for each stem that they have, in their order."""
    found: dict[str, str] = {}
    for side in sides:
        for term in terms(side.text):
            if term.stem in stems:
                found.setdefault(term.stem, side.text[term.start : term.end].lower())
    return tuple(found.values())


def _names(side: Side) -> frozenset[str]:
    claim = side.stated.claim
    return get(claim, "n") | get(claim, "i") | get(claim, "N") | get(claim, "M")


def _list(some: Iterable[str]) -> str:
    found = sorted(some) if isinstance(some, frozenset) else list(dict.fromkeys(some))
    return ", ".join(found[:_MOST])
