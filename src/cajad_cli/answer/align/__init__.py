"""Which claims of a library speak of the same point."""

from cajad_cli.answer.align.dates import comparable, dates_aligned, dates_conflict, families
from cajad_cli.answer.align.evidence import (
    WHEN,
    Company,
    Stated,
    Surroundings,
    no_company,
    no_nearest,
    no_surroundings,
)
from cajad_cli.answer.align.numbers import OF_PERSONS, amounts_conflict, numbers_aligned, one_series
from cajad_cli.answer.align.parties import parties_aligned, roles_aligned
from cajad_cli.answer.align.veto import raised, vetoed
from cajad_cli.answer.keys import Weight, disjoint, get
from cajad_cli.answer.values import relation
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim

__all__ = [
    "BY_DOCUMENTS",
    "MENTION",
    "OF_PERSONS",
    "WHEN",
    "Company",
    "Stated",
    "Surroundings",
    "aligned",
    "families",
    "no_company",
    "no_nearest",
    "updated",
]

MENTION = "party.mention"  # the rule of claims that say no more than that a name is there
# Rules of claims that are held against each other where documents on one matter tell them, and are aligned by no words.
BY_DOCUMENTS = frozenset({"party.holds", "party.series", MENTION})


def aligned(
    a: Stated, b: Stated, weight: Weight, company: Company = no_company, around: Surroundings = no_surroundings
) -> float:
    """Estimate from 0 to 1 how surely two claims of a library speak of one point.

    Where their values conflict the evidence must be strong: on natural news most differing numbers of one unit
    are about different things (another quantity, a part, a later stage, an update).
    """
    if not _one_kind(a.claim, b.claim):
        return 0.0
    found = relation(a.claim, b.claim)
    if found is None:
        return 0.0
    clash = found == "conflict"
    if clash and vetoed(a, b, weight):
        return 0.0
    if a.claim.kind == "date":
        return dates_conflict(a, b, weight) if clash else dates_aligned(a, b, weight)
    if a.claim.kind in ("place", "name"):
        return roles_aligned(a, b) if a.claim.rule == "role" else parties_aligned(a, b, weight, company)
    if clash:
        return amounts_conflict(a, b, weight, around)
    return numbers_aligned(a, b, weight)


def updated(a: Stated, b: Stated, weight: Weight) -> float:
    """Estimate from 0 to 1 how surely one claim gives a running figure that the other, told later, raises."""
    if a.claim.kind != "number" or not _one_kind(a.claim, b.claim) or relation(a.claim, b.claim) != "conflict":
        return 0.0
    if not raised(a, b) or vetoed(a, b, weight, updates=False):
        return 0.0
    return amounts_conflict(a, b, weight)


def _one_kind(a: Claim, b: Claim) -> bool:
    """Tell claims that measure or date the same at all, which is cheap to see; "third from right" measures nothing."""
    if a.kind == b.kind == "date":
        return comparable(a, b) or bool(get(a, "p") & get(b, "p"))
    if a.kind != "number" or b.kind != "number":
        return a.kind == b.kind and (a.attribute == b.attribute or bool(get(a, "p") & get(b, "p")))
    return _one_measure(a, b)


def _one_measure(a: Claim, b: Claim) -> bool:
    if a.rule != b.rule or a.attribute == b.attribute == "nth ":
        return False
    same = bool(a.attribute) and a.attribute == b.attribute
    if a.rule == "amount.ordinal":
        heads = {c.attribute.partition(" ")[2] for c in (a, b)}
        edition = same or heads <= words.kind("office") or one_series(a, b)
        return edition and not heads & WHEN
    if a.rule != "amount.count":
        return same
    persons = bool(get(a, "k") & get(b, "k"))
    fates = get(a, "v"), get(b, "v")
    if "voter" in get(a, "k") | get(b, "k") and (same or persons):
        return not disjoint(*fates)
    if fates[0] or fates[1]:
        # A number alone is of those that met with what it is said of.
        return bool(fates[0] & fates[1]) and (same or persons or not (a.attribute and b.attribute))
    relations = get(a, "r") & get(b, "r")
    if relations and {a.attribute, b.attribute} <= words.kind("paper"):
        return True
    return same or (bool(relations & OF_PERSONS) and (persons or not (a.attribute and b.attribute)))
