"""To what a claim of parties or places is bound: dates, editions, the event told before, and whether it is a plan."""

import re

from cajad_cli.extract.claims.sentence import Sentence, editions_in, scope_of, setting_of
from cajad_cli.model import Span


def occasion_of(sentence: Sentence, clause: Span, told: Span | None = None) -> list[str]:
    """Give the dates and editions that a claim is bound to, else those of the event told before, and its status.

    The words of `told`, the clause where it is None, say whether it is a plan.
    """
    keys = [*editions_in(sentence, clause), *scope_of(sentence, clause), *setting_of(sentence, clause)]
    if not any(k.startswith("o:") for k in keys):
        whole = Span(sentence.passage.start, sentence.passage.end)
        keys += [k for k in editions_in(sentence, whole) if k.startswith("o:")]
    if is_planned(sentence, told or clause):
        keys.append("x:planned")
    return keys


def is_planned(sentence: Sentence, clause: Span) -> bool:
    """Tell a clause that speaks of what is to come."""
    return _PLANNED.search(sentence.text, clause.start, clause.end) is not None


_PLANNED = re.compile(
    r"\b(?:will|shall|to be|(?:is|are) to|(?:is|are) (?:expected|scheduled|due|set|planned))\b(?! have been)"
)
