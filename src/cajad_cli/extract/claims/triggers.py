"""What happens on a date: the event word that it belongs to, its class, and what it happens to."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from cajad_cli.extract.claims.sentence import Sentence
from cajad_cli.extract.claims.voice import follows_auxiliary
from cajad_cli.extract.events.trigger import comes_after
from cajad_cli.extract.events.trigger import triggers as event_words
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon import events as lexicon
from cajad_cli.lexicon import quantities
from cajad_cli.model import Span


class Trigger(NamedTuple):
    """A word or phrase that tells what happens, its class and its stem."""

    start: int
    end: int
    name: str
    stem: str


def triggers_in(sentence: Sentence) -> list[Trigger]:
    """Give the event words and phrases of a sentence in order."""
    return _triggers(sentence.text, sentence.passage.start, sentence.passage.end)


@lru_cache(maxsize=4)
def _triggers(text: str, start: int, end: int) -> list[Trigger]:
    words = event_words(text, start, end)
    return [Trigger(*word, stem(text[word.start : word.end]) or text[word.start : word.end]) for word in words]


def trigger_keys(sentence: Sentence, span: Span, clause: Span, *, is_day: bool = True) -> Iterator[str]:
    """Give the class of the event word that a date belongs to, the word, and what happens to what.

    It is the thing that the date stands before, or the verb right before it, else the nearest before it in its clause,
    else behind.
    """
    found = [t for t in triggers_in(sentence) if not span.start <= t.start < span.end]
    beside = _thing_of_that_day(sentence, span, found) or _done_then(sentence, span, found)
    picked = beside or _nearest(sentence, span, clause, found if is_day else _dated(sentence, span, found))
    if picked is None:
        return
    yield f"c:{picked.name}"
    yield f"p:{picked.stem}"
    known = lexicon.classes().get(picked.name)
    if known is None:
        return
    if known.once and _belongs(sentence, span, picked):
        yield "x:once"
    yield from (f"j:{s}" for s in _objects(sentence, picked))


def _dated(sentence: Sentence, span: Span, found: Sequence[Trigger]) -> list[Trigger]:
    """Give the event words that a year or a month does not only follow."""
    return [t for t in found if t.start < span.end or not comes_after(sentence.text, span.end, t.start)]


def _nearest(sentence: Sentence, span: Span, clause: Span, found: Sequence[Trigger]) -> Trigger | None:
    """Give the event word nearest to a date, in its clause or failing that in its sentence."""
    inside = [t for t in found if clause.start <= t.start < clause.end]
    reach = _reach(sentence, span)
    for pool in (inside, found):
        said = [t for t in pool if t.name == "say" and _SAYS.search(sentence.text, t.start, t.end)]
        said = [t for t in said if _SAID_THEN.fullmatch(sentence.text, t.end, span.start)]
        if said:
            return said[-1]
        told = [t for t in pool if t.name != "say" or 0 <= span.start - t.end <= _SPEECH_REACH] or pool
        before = [t for t in told if t.end <= span.start]
        after = [t for t in told if span.end <= t.start < reach]
        picked = _verb(sentence, before) or (after[0] if after else None)
        if picked is not None:
            return picked
    return None


_OWNS: Final = re.compile(r"['’]s?(?= )")
_OF_A_DATE: Final = re.compile(
    r"\b(?:the|this|that|its|their|his|her|an?|[a-z]+['’]s?)(?: early| late| mid)? \Z", re.IGNORECASE
)
_OF_A_DATE_REACH: Final = 24  # characters before a date
_THING: Final = re.compile(r"[ -]([\w’'-]+)")
_MOST_OF_THING: Final = 6  # words


def _thing_of_that_day(sentence: Sentence, span: Span, found: Sequence[Trigger]) -> Trigger | None:
    """Give what a date stands before as an adjective does: "Sunday's playoff game", "the May 2004 declaration"."""
    text, end = sentence.text, sentence.passage.end
    owns = _OWNS.match(text, span.end, end)
    low = max(sentence.passage.start, span.start - _OF_A_DATE_REACH)
    if owns is None and _OF_A_DATE.search(text, low, span.start) is None:
        return None
    position, last = owns.end() if owns else span.end, None
    for _ in range(_MOST_OF_THING):
        word = _THING.match(text, position, end)
        if word is None or word[1].lower() in quantities.words("stop"):
            break
        position, last = word.end(), word
    if last is None:
        return None
    named = [t for t in found if span.end <= t.start < position]
    return named[-1] if named else _named(last[1], last.start(1), last.end(1))


_DONE: Final = re.compile(r"\b([a-z]+ed)(?: (?:on|in|early|late|earlier|back|again|here|there))* \Z")
_DONE_REACH: Final = 30  # characters before a date


def _done_then(sentence: Sentence, span: Span, found: Sequence[Trigger]) -> Trigger | None:
    """Give the verb that a date stands behind, where it is one of no class: "was arraigned Wednesday on a charge"."""
    done = _DONE.search(sentence.text, max(sentence.passage.start, span.start - _DONE_REACH), span.start)
    if done is None or done[1] in lexicon.light_verbs() or any(t.start <= done.start(1) < t.end for t in found):
        return None
    return _named(done[1], done.start(1), done.end(1))


def _named(word: str, start: int, end: int) -> Trigger:
    name = stem(word) or word.lower()
    return Trigger(start, end, name, name)


_FINITE = re.compile(r"\b(?:has|have|had|was|were|is|are|will)\b")


def _reach(sentence: Sentence, span: Span) -> int:
    """Give how far behind a date its event word may stand: not in the main clause behind one that ends with the date.

    "He has been in prison since 3 May, arguments have delayed the start", but "On 3 May, arguments delayed the start".
    """
    text, passage = sentence.text, sentence.passage
    low = max(text.rfind(", ", passage.start, span.start) + 1, passage.start)
    ends = text[span.end : span.end + 1] == "," and _FINITE.search(text, low, span.start) is not None
    return span.end if ends else passage.end


_ADVERB_REACH = 25  # characters between a date word such as "today" and what it dates


def _belongs(sentence: Sentence, span: Span, trigger: Trigger) -> bool:
    """Tell a date that is surely that of `trigger`: a date in figures, or a date word right beside it."""
    if any(c.isdigit() for c in sentence.text[span.start : span.end]):
        return True
    return max(span.start - trigger.end, trigger.start - span.end) <= _ADVERB_REACH


_SPEECH_REACH = 4  # "a speech on Friday"
_SAYS = re.compile(r"(?:said|told|ed|says)\Z")
# Between what is said and its day: "said Saturday", "announced on Friday", "said in a statement late on Friday".
_SAID_THEN = re.compile(
    r"[ ,]{1,2}(?:(?:in|at|through|via) (?:(?:an?|the|its|his|her) )?(?:\w+ )?"
    r"(?:statement|report|interview|letter|speech|briefing|release|article|conference|[A-Z]\w+),? )?"
    r"(?:here )?(?:late |early )?(?:on |in )?"
)
_OBJECT_REACH = 30  # characters from a verb to the noun that is its object: "adopted the joint declaration"


def _verb(sentence: Sentence, before: Sequence[Trigger]) -> Trigger | None:
    """Give the last trigger, or the verb just before it whose object it is: "signed a memorandum"."""
    if len(before) < 2:
        return before[-1] if before else None
    verb, last = before[-2:]
    text = sentence.text
    if _is_participle(sentence, last):
        return last
    acts = text[verb.start : verb.end].endswith(("ed", "s", "set up")) and not text[last.start : last.end].endswith(
        "ed"
    )
    linked = last.start - verb.end <= _OBJECT_REACH and _OUT.search(text, verb.end, last.start) is None
    return verb if acts and linked else last


_COMES = re.compile(r"(?:was|were|has|have|came|comes?|exist(?:s|ed)?|went|goes|took|takes?)\b", re.IGNORECASE)
_WHICH = re.compile(r",? (?:which|that) (?:[^\s,.;]+ ){1,3}\Z")
# Before the verb of a relative clause whose subject the thing is: "the dialogue that began in", "which was founded".
_ITSELF = re.compile(
    r"(?<!said)(?<!says)(?<!believed),? (?:which|that) "
    r"(?:(?:was|were|is|are|has|have|had|been|first|formally|officially) )*\Z"
)
_DETERMINER = re.compile(r"\b(?:the|an?|this|its|their|his|her|our) ", re.IGNORECASE)
_OF = re.compile(r" (?:of|between)\b")
_OUT = re.compile(
    r"[,;:.()]| (?:with|in|at|to|by|from|since|under|that|which|who|as|after|before|during|through|on(?= [A-Z0-9]))\b"
)
_MOST_OBJECTS = 5
_WHICH_REACH = 40  # the same for "which Japan" before the verb of a relative clause


def _objects(sentence: Sentence, trigger: Trigger) -> list[str]:
    """Give the stems of what an event happens to: behind the verb, or before it where it is passive or relative."""
    text, start = sentence.text, sentence.passage.start
    which = _WHICH.search(text, max(start, trigger.start - _WHICH_REACH), trigger.start)
    if which or _is_passive(sentence, trigger):
        itself = None if which else _ITSELF.search(text, max(start, trigger.start - _WHICH_REACH), trigger.start)
        relative = which or itself
        end = relative.start() if relative else trigger.start
        low = max((b for b in sentence.breaks if b < end), default=start)
        low = max(low, text.rfind(" that ", low, end))
        if itself:
            low = max((m.start() for m in _DETERMINER.finditer(text, low, end)), default=low)
        return [t.stem for t in sentence.terms if low <= t.start and t.end <= end][-_MOST_OBJECTS:]
    out = _OUT.search(text, trigger.end, sentence.passage.end)
    end = out.start() if out else sentence.passage.end
    return [t.stem for t in sentence.terms if trigger.end <= t.start < end][:_MOST_OBJECTS]


def _is_passive(sentence: Sentence, trigger: Trigger) -> bool:
    """Tell "was established", and "the framework, established in …"."""
    text = sentence.text
    if trigger.name == "force" or _COMES.match(text, trigger.start, trigger.end):
        return True
    if _is_participle(sentence, trigger):
        return True
    bare = _OUT.match(text, trigger.end) is not None and _OF.match(text, trigger.end) is None
    return bare and text[trigger.start : trigger.end].lower().endswith(("ed", "un", "n"))


def _is_participle(sentence: Sentence, trigger: Trigger) -> bool:
    """Tell "was established" and ", established"."""
    text, low = sentence.text, sentence.passage.start
    return text.endswith(", ", low, trigger.start) or follows_auxiliary(text, low, trigger.start)
