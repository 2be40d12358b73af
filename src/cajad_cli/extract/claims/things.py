"""What is proposed or founded: the stems of the thing, and whether it is the standing forum itself."""

import re
from collections.abc import Iterator, Sequence

from cajad_cli.extract.claims.actors import Actor
from cajad_cli.extract.claims.sentence import Sentence
from cajad_cli.extract.terms import terms
from cajad_cli.lexicon import claims as words
from cajad_cli.lexicon import names as known
from cajad_cli.lexicon import parties as lexicon
from cajad_cli.model import Span

_OWN = 8  # stems of the thing that are kept
_BEFORE_TEXT = 320  # characters before a sentence in which the thing that "it" stands for is named
_STOP = re.compile(
    r"[;:.]|,\s(?:and|but|while|which|who|where|saying|adding)\b|\s(?:when|while|because|after|before)\s"
)


def thing_of(sentence: Sentence, span: Span, actor: Actor) -> Iterator[str]:
    """Give the stems of what is proposed, founded or signed; `x:forum` where it is the standing forum itself."""
    text, passage = sentence.text, sentence.passage
    if span.start >= actor.end:  # "X proposed a fund", "a fund, which X proposed"
        stop = _STOP.search(text, span.end, passage.end)
        own = [t.stem for t in sentence.terms if span.end <= t.start < (stop.start() if stop else passage.end)]
        if lexicon.things().bare_idea.match(text, span.end, passage.end):
            own = []
        elif not own:
            own = [t.stem for t in sentence.terms if t.end <= actor.start][-_OWN:]
    else:
        low = max((b for b in sentence.breaks if b < span.start), default=passage.start)
        low, high = _subject(text, low, span.start)
        own = [t.stem for t in sentence.terms if low <= t.start < high][-_OWN:]
        if lexicon.things().bare_idea.match(text, span.start - 1, span.end):
            own = [t.stem for t in sentence.terms if span.start <= t.start < span.end]
            own = [s for s in own if s not in lexicon.things().came]
        elif not set(own) - lexicon.things().idea:
            own = [t.stem for t in sentence.terms if t.start < span.end][-_OWN:]
    yield from thing_keys(sentence, own[:_OWN])


def _subject(text: str, low: int, high: int) -> tuple[int, int]:
    """Give the ends of what is proposed by somebody, without an aside: "The idea of the Dialogue, he recalled, was"."""
    aside = _ASIDE.search(text, low, high)
    return low, aside.start() if aside else high


_ASIDE = re.compile(r",\s(?:he|she|they|[A-Z]\w+)\s\w+(?:ed|d|s|id),\s(?:had|has|was|were|is)\b")


def thing_keys(sentence: Sentence, stems: Sequence[str]) -> Iterator[str]:
    """Give the stems of a thing as keys; `x:forum` where these, or what "it" stands for, are those of a forum."""
    thing = lexicon.things()
    named = {t.stem for n in sentence.names for t in terms(n.text)}
    of_forums = {t.stem for n in sentence.names if known.kinds().get(n.canonical) == "event" for t in terms(n.text)}
    own = [s for s in stems if s not in named and s not in thing.idea]
    rest = set(own) - words.kind("forum") - words.kind("plain")
    alone = not set(stems) - thing.idea and _speaks_of_forum(sentence)
    if not rest and (set(stems) & (thing.forums | of_forums) or alone):
        yield "x:forum"
    yield from (f"j:{s}" for s in own)


def _speaks_of_forum(sentence: Sentence) -> bool:
    """Tell that what comes before "the idea" speaks of how a forum came to be."""
    low = max(0, sentence.passage.start - _BEFORE_TEXT)
    before = sentence.text[low : sentence.passage.end]
    stems = {t.stem for t in terms(before)}
    thing = lexicon.things()
    return bool(stems & thing.origin) and bool(stems & thing.forums or "plus" in before)
