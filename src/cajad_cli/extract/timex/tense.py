"""Whether the clause of a date looks ahead or back: the verb or adverb of time that stands nearest."""

from typing import Final

from cajad_cli.lexicon.timex import Cue, Grammar
from cajad_cli.lexicon.timex_pattern import OTHER

_LEFT: Final = 40  # tokens
_RIGHT: Final = 25
_BESIDE: Final = 3  # launched it in January
_MOVED: Final = 2  # tokens between "moved" and "to"
_COPULA: Final = 2  # tokens from "is" over a preposition to the date
_ADJACENT: Final = 2  # expires in December
_TIMETABLE: Final = 6  # ends in the old town on Friday


def look(grammar: Grammar, codes: str, first: int, last: int) -> int:
    """Give 1 where the clause around the tokens `first` to `last` looks ahead, -1 where it looks back, else 0.

    2 and -2 are certain: the clause says will; a verb of the past stands beside the date. The nearest cue before the
    date decides, else the first one after it; both within the sentence.
    """
    if first > 1 and codes[first - 1] in grammar.determiners and codes[first - 2] in grammar.upon:
        return -1  # under a June agreement
    if _is_moved_to(grammar, codes, first):
        return 1
    for at in range(first - 1, max(-1, first - _LEFT), -1):
        cue = grammar.cues.get(codes[at])
        if cue is None:
            continue
        if cue is Cue.STOP:
            if _ends(grammar, codes, at):
                break
            continue
        if cue is Cue.SAID and grammar.cues.get(codes[at - 1 : at]) is Cue.PASSIVE:
            continue  # will be announced
        if cue is Cue.SAID:
            return -1 if first - at <= _BESIDE else _after(grammar, codes, last) or -1
        if cue is Cue.PRESENT and _is_on(grammar, codes, at, first):
            return 1
        if cue is Cue.BASE and _goes_on(grammar, codes, at):
            return int(Cue.WILL.value)
        side = _side(grammar, codes, at, first - at)
        if side is not None:
            return side
    return _after(grammar, codes, last)


def sentences_between(grammar: Grammar, codes: str, first: int, last: int) -> int:
    """Count the sentences that end between two tokens."""
    cues = grammar.cues
    return sum(cues.get(codes[at]) is Cue.STOP and _ends(grammar, codes, at) for at in range(first, last))


def _side(grammar: Grammar, codes: str, at: int, off: int) -> int | None:
    """Say what the cue at `at` says of a date `off` tokens behind it, None if nothing."""
    beside = off <= _BESIDE
    cue, before = grammar.cues[codes[at]], grammar.cues.get(codes[at - 1]) if at else None
    side: int | None = None
    if cue is Cue.TIMETABLE:
        side = int(Cue.WILL.value) if off <= _ADJACENT else 1 if off <= _TIMETABLE else None
    elif cue in (Cue.BASE, Cue.FUTURE) and before is Cue.PRESENT:
        # is set for, are planned; but: is open
        side = None if codes[at] in grammar.adjectives else int(Cue.WILL.value)
    elif cue in (Cue.BASE, Cue.PASSIVE) and _is_to(grammar, codes, at):
        side = int(Cue.WILL.value)  # is to return, are to be published
    elif cue in (Cue.BASE, Cue.PASSIVE):
        side = 1 if before is Cue.TO or (beside and _scheduled(grammar, codes, at)) else None
    elif cue is Cue.TO:  # is to arrive
        side = 1 if before is Cue.PRESENT or _verb_follows(grammar, codes, at) else None
    elif cue is not Cue.PAST:
        side = int(cue.value)
    elif before is Cue.PRESENT:
        side = 0  # is heard
    elif before is not Cue.PASSIVE and codes[at - 1 : at] not in grammar.determiners:
        side = -2 if beside else -1
    return side


def _is_to(grammar: Grammar, codes: str, at: int) -> bool:
    """Say whether the bare verb at `at` stands after "is to", "are to"."""
    cues = grammar.cues
    return cues.get(codes[at - 1 : at]) is Cue.TO and cues.get(codes[at - 2 : at - 1]) is Cue.PRESENT


def _is_moved_to(grammar: Grammar, codes: str, first: int) -> bool:
    """Say whether the date at `first` is the one to which something was put off: moved to May, delayed until May."""
    if codes[first - 1 : first] not in grammar.upto:
        return False
    return any(code in grammar.moves for code in codes[max(0, first - 1 - _MOVED) : first - 1])


def _is_on(grammar: Grammar, codes: str, at: int, first: int) -> bool:
    """Say whether the date at `first` is all that is said of something: the next meeting is in May."""
    return first - at == _COPULA and codes[at + 1 : first] in grammar.upon_day


def _goes_on(grammar: Grammar, codes: str, at: int) -> bool:
    """Say whether the bare verb at `at` goes on with a "will": will hire ten people and open in May."""
    if codes[at - 1 : at] not in grammar.conjunctions or not at:
        return False
    earlier = (grammar.cues.get(codes[n]) for n in range(at - 2, max(-1, at - _LEFT), -1))
    return next((cue for cue in earlier if cue not in (None, Cue.BASE, Cue.TO)), None) is Cue.WILL


def _scheduled(grammar: Grammar, codes: str, at: int) -> bool:
    """Say whether the bare verb at `at` is a timetable's plural: leaders meet; not "did not meet", "the meet"."""
    before = codes[max(0, at - _BESIDE) : at]
    return (
        codes[at] in grammar.schedules
        and bool(before)
        and before[-1] not in grammar.determiners
        and not any(grammar.cues.get(code) not in (None, Cue.SAID, Cue.STOP) for code in before)
    )


def _verb_follows(grammar: Grammar, codes: str, at: int) -> bool:
    """Say whether "to" at `at` stands before a verb: to acquire the firm, agreed to purchase shares."""
    if codes[at + 1 : at + 2] != OTHER:
        return False
    return codes[at + 2 : at + 3] in grammar.determiners or codes[at - 1 : at] in grammar.commitments


def _after(grammar: Grammar, codes: str, last: int) -> int:
    for at in range(last, min(len(codes), last + _RIGHT)):
        cue = grammar.cues.get(codes[at])
        if cue is Cue.STOP and _ends(grammar, codes, at):
            break
        if cue is Cue.BASE and _scheduled(grammar, codes, at):
            return 1
        if cue in (Cue.PAST, Cue.SAID, Cue.WILL, Cue.FUTURE):
            return -2 if cue in (Cue.PAST, Cue.SAID) else int(cue.value)
    return 0


def _ends(grammar: Grammar, codes: str, at: int) -> bool:
    return at == 0 or codes[at - 1] not in grammar.short
