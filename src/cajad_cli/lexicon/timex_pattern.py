"""Patterns of the temporal grammar → regular expressions over token codes, with what they can begin with.

A pattern is written over tokens: plain words and signs, classes `<month>`, slots `{month}` (a class or pattern that
is captured), and `( | ) ? * +`. Knowing the first two codes of every rule spares most attempts at matching.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

OTHER = "_"  # the code of a word no rule knows

Codes = frozenset[str]

_PART = re.compile(r"\{\w+\}|<\w+>|[()|?*+]|[^\s(){}<>|?*+]+")
_REPEAT = {"?": "?", "*": "{0,4}", "+": "{1,5}"}
_NO_CODE: Codes = frozenset()


class Part(NamedTuple):
    """A compiled stretch of a pattern."""

    regex: str
    empty: bool  # it can be empty
    first: Codes  # codes it can begin with
    alone: Codes  # codes that can be all of it
    pairs: tuple[tuple[Codes, Codes], ...]  # the two codes it can begin with, as products

    def begins(self, first: str, second: str) -> bool:
        """Say whether it can match where these two codes stand."""
        if first not in self.first:
            return False
        return first in self.alone or any(first in one and second in two for one, two in self.pairs)


_NOTHING = Part("", True, _NO_CODE, _NO_CODE, ())


def parts(pattern: str) -> list[str]:
    """Cut a pattern into its words, brackets and signs."""
    return _PART.findall(pattern)


def char_class(codes: Iterable[str]) -> str:
    """Write codes as a character class with ranges, which compiles several times faster than single characters."""
    numbers = sorted(map(ord, codes))
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "[" + "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in runs) + "]"


def atom(codes: Codes) -> Part:
    """Match one token."""
    return Part(char_class(codes), False, codes, codes, ())


def then(one: Part, two: Part) -> Part:
    """Match one, then the other."""
    return Part(
        one.regex + two.regex,
        one.empty and two.empty,
        one.first | two.first if one.empty else one.first,
        (one.alone if two.empty else _NO_CODE) | (two.alone if one.empty else _NO_CODE),
        one.pairs + (((one.alone, two.first),) if one.alone else ()) + (two.pairs if one.empty else ()),
    )


def either(options: list[Part]) -> Part:
    """Match one of the options, the first that fits."""
    if len(options) == 1:
        return options[0]
    return Part(
        "(?:" + "|".join(option.regex for option in options) + ")",
        any(option.empty for option in options),
        _NO_CODE.union(*(option.first for option in options)),
        _NO_CODE.union(*(option.alone for option in options)),
        tuple(pair for option in options for pair in option.pairs),
    )


def repeated(part: Part, sign: str) -> Part:
    """Match none or one (`?`), up to four (`*`), one to five (`+`)."""
    pairs = part.pairs if sign == "?" else (*part.pairs, (part.alone, part.first))
    regex = f"(?:{part.regex}){_REPEAT[sign]}"
    return part._replace(regex=regex, empty=part.empty or sign != "+", pairs=pairs)


class Patterns:
    """Compile patterns, each once; `atom_of` gives what a word, class or slot stands for."""

    def __init__(self, atom_of: Callable[[str], "Part | str"]) -> None:
        """`atom_of` gives a part, or the pattern to read in its place."""
        self._atom_of = atom_of
        self._known: dict[str, Part] = {}

    def compile(self, pattern: str) -> Part:
        """Compile a pattern; ValueError where a bracket does not close or a word is in no list."""
        found = self._known.get(pattern)
        if found is None:
            words = parts(pattern)
            found, rest = self._choice(words, 0)
            if rest != len(words):
                raise ValueError(f"pattern {pattern!r}: a bracket too many")
            self._known[pattern] = found
        return found

    def _choice(self, words: list[str], at: int) -> tuple[Part, int]:
        options = []
        while True:
            part, at = self._sequence(words, at)
            options.append(part)
            if at == len(words) or words[at] != "|":
                return either(options), at
            at += 1

    def _sequence(self, words: list[str], at: int) -> tuple[Part, int]:
        whole = _NOTHING
        while at < len(words) and words[at] not in ("|", ")"):
            part, at = self._item(words, at)
            whole = then(whole, part)
        return whole, at

    def _item(self, words: list[str], at: int) -> tuple[Part, int]:
        if words[at] == "(":
            part, at = self._choice(words, at + 1)
        else:
            part = self._atom(words[at])
        at += 1
        if at < len(words) and words[at] in _REPEAT:
            return repeated(part, words[at]), at + 1
        return part, at

    def _atom(self, word: str) -> Part:
        found = self._atom_of(word)
        part = self.compile(found) if isinstance(found, str) else found
        return part._replace(regex=f"(?P<{word[1:-1]}>{part.regex})") if word[0] == "{" else part
