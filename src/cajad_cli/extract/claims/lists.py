"""Who or what is listed as all that there is: "the winners were X, Y and Z", "three sessions, on A, B and C"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cajad_cli.extract.claims.bound import occasion_of
from cajad_cli.extract.claims.sentence import Sentence, Value, claim_of, clause_of, context_of, may_list
from cajad_cli.extract.names import is_place
from cajad_cli.extract.terms import stem, terms
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.lexicon import quantities
from cajad_cli.model import Claim, Span

_WORDS = 5  # of a member
_REACH = 260  # characters from the begin of a list to its end


class Listed(NamedTuple):
    """A list: its words, the stems or names of its members, the stem of what they are."""

    span: Span
    members: tuple[str, ...]
    told: tuple[str, ...]  # the members as they are written, names in their usual form
    head: str


def lists(sentence: Sentence) -> Iterator[Claim]:
    """Give the lists that a sentence gives as complete."""
    passage = sentence.passage
    if not may_list(sentence.text, passage):
        return
    taken = passage.start
    for cue in lexicon.lists().cue.finditer(sentence.text, passage.start, passage.end):
        listed = _listed(sentence, cue) if cue.start() >= taken else None
        if listed is not None:
            taken = listed.span.end
            yield _claim(sentence, listed)


def _claim(sentence: Sentence, listed: Listed) -> Claim:
    clause = clause_of(sentence, listed.span)
    keys = [*context_of(sentence, listed.span, clause), *occasion_of(sentence, clause)]
    keys += [f"l:{member}" for member in listed.members]
    keys += [f"w:{listed.head}"] if listed.head else []
    value = "; ".join(sorted(listed.told))
    return claim_of(sentence, Value("name", "list", value, None, None, listed.span, "party.list"), keys)


_REACH_OPEN = 60  # characters before a list in which it is said not to be complete


def _listed(sentence: Sentence, cue: re.Match[str]) -> Listed | None:
    """Read the list behind a cue; None where there is none, or not a complete one."""
    text, start = sentence.text, cue.end()
    if lexicon.lists().open.search(text, max(sentence.passage.start, start - _REACH_OPEN), start):
        return None
    spans = _members(sentence, start)
    if not lexicon.FEWEST_LISTED <= len(spans) <= lexicon.MOST_LISTED or lexicon.lists().more.match(
        text, spans[-1].end
    ):
        return None
    named = [_name(sentence, span) for span in spans]
    members = tuple(name or _stems(sentence, span) for name, span in zip(named, spans, strict=True))
    told = tuple(name or text[span.start : span.end].lower() for name, span in zip(named, spans, strict=True))
    if not all(members) or len(set(members)) < len(members):
        return None
    head = next((cue[g] for g in ("noun", "of", "group", "items") if cue[g]), "")
    if cue["count"] and _value(cue["count"]) != len(members):
        return None
    if not head and sum(map(is_place, members)) < len(members) - 1:
        return None
    return Listed(Span(spans[0].start, spans[-1].end), members, told, stem(head) if head else _COUNTRIES)


_COUNTRIES = stem("countries")


def _value(count: str) -> float:
    return float(count) if count.isdigit() else quantities.numbers("cardinals")[count.lower()]


def _members(sentence: Sentence, start: int) -> list[Span]:
    """Part what stands behind a cue at its commas; what stands behind "and", or a bracket, closes it."""
    text, stop = sentence.text, min(sentence.passage.end, start + _REACH)
    found: list[Span] = []
    position, last = start, False
    while len(found) <= lexicon.MOST_LISTED:
        link, end = (p.search(text, position, stop) for p in (lexicon.lists().link, lexicon.lists().end))
        ends = end is not None and (link is None or end.start() <= link.start())
        finish = end.start() if end is not None and ends else link.start() if link else stop
        if last:
            finish = _end_of_name(text, position, finish)
        if finish <= position or text.count(" ", position, finish) >= _WORDS:
            return []
        found.append(Span(position, finish))
        if last:
            return found
        if ends or link is None:
            return found if text[start - 1 : start] == "(" and text[finish : finish + 1] == ")" else []
        position, last = link.end(), _AND.search(link.group()) is not None
    return []


_AND = re.compile(r"and|&|as well as|with")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'.&-]*(?: (?:of |the |de |al[ -])*[A-ZÀ-ÖØ-Þ][\w’'.&-]*)*")


def _end_of_name(text: str, start: int, end: int) -> int:
    """Give where a name ends that begins a stretch, or the stretch where none does."""
    name = _NAME.match(text, start, end)
    return name.end() if name else end


def _name(sentence: Sentence, span: Span) -> str:
    """Give the name that a member is, "" where it is none."""
    within = (n for n in sentence.names if span.start <= n.start < span.end and n.end <= span.end + _OF_PLACE)
    return next((n.canonical.partition(" of ")[0] for n in within), "")


_OF_PLACE = 20  # characters by which a name may go on behind a member: "Roe Works of Oslo"


def _stems(sentence: Sentence, span: Span) -> str:
    found = (t.stem for t in terms(sentence.text, span.start, span.end))
    return " ".join(s for s in found if s not in words.kind("plain"))
