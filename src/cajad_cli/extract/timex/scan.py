"""Find where the rules of the temporal grammar match: tokens, codes, the longest match from each first word."""

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from cajad_cli.lexicon.timex import TOKEN, Grammar, Rule


class Stretch(NamedTuple):
    """The tokens of one stretch of text, each with the white space behind it, and their codes, one a token."""

    tokens: list[str]
    codes: str


class Found(NamedTuple):
    """One match of a rule: tokens `first` to `last` (exclusive) and the tokens of each slot."""

    rule: Rule
    first: int
    last: int
    slots: dict[str, tuple[int, int]]


def stretch(grammar: Grammar, text: str, start: int, end: int) -> Stretch:
    """Cut `text[start:end]` into tokens."""
    tokens = TOKEN.findall(text, start, end)
    return Stretch(tokens, "".join(map(grammar.codes.__getitem__, tokens)))


def offsets(tokens: list[str], start: int) -> list[int]:
    """Give the offset of each token, and of the end."""
    return list(accumulate(map(len, tokens), initial=start))


def matches(grammar: Grammar, codes: str) -> Iterator[Found]:
    """Yield the longest match from each first word on, left to right; among equals the earlier rule."""
    at = 0
    while candidate := grammar.scan.search(codes, at):
        at = reach = candidate.start()
        best = None
        for rule, regex in grammar.starting(codes[at : at + 2]):
            match = regex.match(codes, at)
            if match is not None and match.end() > reach:
                best, reach = (rule, match), match.end()
        if best is None:
            at += 1
            continue
        rule, match = best
        if rule.type != "NONE":
            names = match.re.groupindex
            found = {name[: name.rindex("_")]: match.span(name) for name in names if match[name] is not None}
            yield Found(rule, at, reach, found)
        at = reach
