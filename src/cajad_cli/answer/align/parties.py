"""When the places, chairs or holders of an office that two claims name are those of one meeting or time."""

from cajad_cli.answer.align.evidence import Company, Stated, apart, edition_aligned, one_name, one_only, series
from cajad_cli.answer.align.occasion import nearness
from cajad_cli.answer.align.veto import TERM
from cajad_cli.answer.keys import Weight, disjoint, get
from cajad_cli.lexicon import claims as words
from cajad_cli.model import Claim


def roles_aligned(a: Stated, b: Stated) -> float:
    """Align holders of one office told of at the same time, not of the past."""
    if get(a.claim, "d") | get(b.claim, "d") or a.day is None or b.day is None:
        return 0.0
    return 0.7 if abs(a.day - b.day) <= TERM else 0.0


def parties_aligned(a: Stated, b: Stated, weight: Weight, company: Company) -> float:
    """Align the places or chairs of one meeting: the same edition, or failing that a common day and matter."""
    x, y = a.claim, b.claim
    if disjoint(get(x, "q"), get(y, "q")) or disjoint(_kinds(x), _kinds(y)) or one_only(x, y):
        return 0.0
    if apart(get(x, "o"), get(y, "o")) or apart(get(x, "O"), get(y, "O")):
        return 0.0
    if series(get(x, "o") & get(y, "o")):
        return edition_aligned(x, y, weight)
    near = nearness(x, y)
    if near in ("day", "near") and (x.kind == "name" or _kinds(x) & _kinds(y)):
        together = get(x, "O") & get(y, "O") or one_name(x, y, weight) or company(a.document, b.document) > 0
        return 0.6 if together else 0.0
    return 0.0


def _kinds(claim: Claim) -> frozenset[str]:
    """Give the words that say what kind of meeting it is: of ministers, of leaders, of business."""
    return (get(claim, "t") | get(claim, "q") | get(claim, "C")) & words.kind("gathering")
