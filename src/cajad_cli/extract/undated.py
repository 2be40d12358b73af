"""Date expressions that name no days, where their passage tells of nothing else that is dated."""

from collections.abc import Sequence
from typing import Final

from cajad_cli.extract.interval import interval
from cajad_cli.model import Event, OpenTimex, Passage, Timex

_LONGEST: Final = 3660  # days: a century is no time at which something happens
_NOW: Final = "PRESENT_REF"  # "now" is told of the day of publication: nothing is missing there


def undated(passages: Sequence[Passage], timexes: Sequence[Timex], events: Sequence[Event]) -> tuple[OpenTimex, ...]:
    """Give the first open date of each passage without a dated event, in order: "recently", "on Friday" of no week.

    Durations and sets are no dates; "now" is none that is missing.
    """
    told = {(e.paragraph, e.sentence) for e in events if e.first is not None}
    silent = [p for p in passages if (p.paragraph, p.sentence) not in told]
    found = []
    at = 0
    for timex in timexes:
        while at < len(silent) and silent[at].end <= timex.start:
            at += 1
        if at == len(silent):
            break
        passage = silent[at]
        if passage.start <= timex.start and _is_open(timex):
            found.append(OpenTimex(passage.paragraph, passage.sentence, timex))
            at += 1
    return tuple(found)


def _is_open(timex: Timex) -> bool:
    if timex.type not in ("DATE", "TIME") or timex.value == _NOW:
        return False
    days = interval(timex.value, timex.mod)
    return days is None or (days[1] - days[0]).days >= _LONGEST
