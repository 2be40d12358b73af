"""Tag the date expressions of a text with TIMEX3 types and values."""

from collections.abc import Iterator, Sequence
from datetime import date

from cajad_cli.extract.timex import scan
from cajad_cli.extract.timex.resolve import Resolver
from cajad_cli.extract.timex.scan import Found, Stretch
from cajad_cli.lexicon.timex import grammar
from cajad_cli.model import Span, Timex


def tag(text: str, dct: date | None = None, spans: Sequence[Span] | None = None) -> tuple[Timex, ...]:
    """Tag the date expressions of `text`, or of its `spans`, in order.

    `dct` is the day of publication, from which relative dates are counted; without it they stay open (XXXX-12-24).
    A single line break counts as a space, a blank line ends a stretch. What a text has said of time so far (its last
    date, the order of day and month in 10/02/2026) holds across spans.
    """
    rules = grammar()
    read: list[tuple[int, Stretch, list[Found]]] = []
    for start, end in spans if spans is not None else (Span(0, len(text)),):
        part = scan.stretch(rules, text, start, end)
        found = list(scan.matches(rules, part.codes))
        if found:
            read.append((start, part, found))
    resolver = Resolver(rules, dct, [(part, found) for _, part, found in read])
    return tuple(timex for start, part, found in read for timex in _stretch(resolver, text, start, part, found))


def _stretch(resolver: Resolver, text: str, start: int, part: Stretch, found: list[Found]) -> Iterator[Timex]:
    starts = scan.offsets(part.tokens, start)
    resolver.enter(part)
    for match in found:
        for first, last, value, mod in resolver.values(match):
            begin = starts[first]
            stop = starts[last - 1] + len(part.tokens[last - 1].rstrip())
            rule = match.rule
            assert rule.type != "NONE"
            yield Timex(begin, stop, text[begin:stop], rule.type, value, mod, rule.name)
