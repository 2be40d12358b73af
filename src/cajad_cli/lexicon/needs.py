"""Which words a text must hold for a pattern to match in it, read off the pattern, so that most searches are spared.

A search with a pattern of many alternatives costs 5 to 60 µs a sentence, and one in a hundred finds something. The
words of a sentence, looked up each once, say in 2 µs which of all patterns can match (after the prefilter of RE2,
Cox 2010). As the words are derived from the patterns, a word added to data/ is looked for without more ado.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from cajad_cli.noun import NamedTuple

_MEMORY: Final = 100_000  # words whose marks are kept
_MOST: Final = 400  # strings that are spelt out for one pattern
_KEY: Final = 3  # letters by which parts of words are found in a word of a text
_GAP: Final = " "  # stands for anything but a letter, and for a word's edge
_COMMON: Final = frozenset(
    re.findall(
        r"\w+",
        "a all an and are as at be been but by for from had has have in is it its not of on or that the their"
        " they this to was were which who will with",
    )
)

# Letters come out small, all else as spaces. Bytes of longer characters part words, which asks less, never more.
_LETTERS: Final = bytes(c | 32 if 65 <= c <= 90 else c if 97 <= c <= 122 else 32 for c in range(256))
_ODD: Final = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}  # which IGNORECASE takes for letters of ASCII


class _Info(NamedTuple):
    """What a stretch of a pattern matches: exactly these strings, or else something that holds one of `needs`.

    Both None: anything. A need is a word with `_GAP` where it begins or ends a word.
    """

    exact: frozenset[str] | None
    needs: frozenset[str] | None


_ANY: Final = _Info(None, None)
_EMPTY: Final = _Info(frozenset([""]), None)


def needs(pattern: str) -> frozenset[str]:
    """Give words one of which every match of `pattern` holds, in any case; empty where no such words are known."""
    return _needs_of(_Reader(pattern).choice()) or frozenset()


class _Reader:
    """Reads a pattern from left to right; what it does not know counts as anything."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def choice(self) -> _Info:
        """Read alternatives up to the bracket that closes them."""
        options = [self._sequence()]
        while self._take("|"):
            options.append(self._sequence())
        return _either(options)

    def _take(self, sign: str) -> bool:
        if not self._pattern.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _sequence(self) -> _Info:
        best: frozenset[str] | None = None
        broken, run = False, _EMPTY  # what stands side by side is spelt out as long as it is known
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            item = self._repeated(self._item())
            joined = _joined(run, item)
            if joined is None:
                best, broken = max(best, _needs_of(run), item.needs, key=_worth), True
            run = joined or (_EMPTY if item.exact is None else item)
        return _Info(None, max(best, _needs_of(run), key=_worth)) if broken else run

    def _item(self) -> _Info:
        char = self._pattern[self._at]
        if char == "(":
            return self._group()
        if char == "[":
            return self._class()
        self._at += 1
        if char == "\\":
            return self._escape()
        return _EMPTY if char in "^$" else _ANY if char == "." else _char(char)

    def _group(self) -> _Info:
        head = _GROUP.match(self._pattern, self._at)
        assert head is not None
        self._at = head.end()
        if head["back"]:
            self._take(")")
            return _ANY
        inside = self.choice()
        self._take(")")
        return _EMPTY if head["look"] else inside

    def _escape(self) -> _Info:
        char = self._pattern[self._at]
        self._at += 1
        if char in "xu":
            size = 2 if char == "x" else 4
            self._at += size
            return _char(chr(int(self._pattern[self._at - size : self._at], 16)))
        if char in "AZBz":
            return _EMPTY
        if char in "sdWnt" or not char.isalnum():
            return _char(_GAP)
        return _Info(frozenset([_GAP]), None) if char == "b" else _ANY

    def _class(self) -> _Info:
        found = _CLASS.match(self._pattern, self._at)
        assert found is not None
        self._at = found.end()
        if found["not"]:
            return _ANY
        inside = re.sub(r"\\[sdWnt]", _GAP, found["inside"])
        if _RANGES.search(inside):
            return _ANY
        return _either([_char(c) for c in dict.fromkeys(inside.replace("\\", "")) or "-"])

    def _repeated(self, item: _Info) -> _Info:
        found = _TIMES.match(self._pattern, self._at)
        if found is None:
            return item
        self._at = found.end()
        least = {"?": 0, "*": 0, "+": 1}.get(found["sign"][0]) if found["sign"] else int(found["least"] or 0)
        gaps = item.exact is not None and item.exact <= {_GAP}
        if least:
            return item if gaps or (found["most"] == found["least"] == "1") else _Info(None, _needs_of(item))
        once = found["sign"] is not None and found["sign"][0] == "?"
        return _either([_EMPTY, item]) if gaps or once else _ANY


_GROUP: Final = re.compile(
    r"\((?:(?P<look>\?<?[=!])|\?P<\w+>|(?P<back>\?P=\w+)|\?>|\?[a-zA-Z]*(?:-[a-zA-Z]+)?:|(?!\?))"
)
_CLASS: Final = re.compile(r"\[(?P<not>\^)?(?P<inside>\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)
_RANGES: Final = re.compile(r"[^\\]-.|\\[a-zA-Z]", re.DOTALL)  # a class with a range is anything
_TIMES: Final = re.compile(r"(?:(?P<sign>[?*+])|\{(?P<least>\d*)(?:,(?P<most>\d*))?\})[?+]?")


def _char(char: str) -> _Info:
    if char.isascii():
        return _Info(frozenset([char.lower() if char.isalpha() else _GAP]), None)
    return _ANY if char.isalnum() else _Info(frozenset([_GAP]), None)


def _either(options: list[_Info]) -> _Info:
    exact = frozenset[str]().union(*(o.exact for o in options if o.exact is not None))
    if len(exact) <= _MOST and all(o.exact is not None for o in options):
        return _Info(exact, None)
    every = [_needs_of(o) for o in options]
    return _Info(None, None if None in every else frozenset[str]().union(*(e for e in every if e is not None)))


def _joined(one: _Info, two: _Info) -> _Info | None:
    """Spell out what matches one, then the other; None where that cannot be done."""
    if one.exact is None or two.exact is None or len(one.exact) * len(two.exact) > _MOST:
        return None
    return _Info(frozenset(a + b for a in one.exact for b in two.exact), None)


def _needs_of(info: _Info) -> frozenset[str] | None:
    if info.exact is None:
        return info.needs
    found = [max(_words(string), key=_word_worth, default="") for string in info.exact]
    return frozenset(found) if all(_is_whole(w) or len(w.strip()) >= _KEY for w in found) else None


def _is_whole(word: str) -> bool:
    return word[:1] == word[-1:] == _GAP


def _words(string: str) -> list[str]:
    """Give the words of a string that a pattern matches, each with a gap where it is known to begin or end."""
    padded = f"\n{string}\n"
    return [padded[m.start() : m.end(1) + 1].strip("\n") for m in _WORDS.finditer(padded)]


_WORDS: Final = re.compile(r"[\n ](?=([a-z]+))")


def _worth(words: frozenset[str] | None) -> float:
    """Say how much words spare: the rarest ones, long and whole, the most."""
    return min(map(_word_worth, words), default=0.0) if words else 0.0


def _word_worth(word: str) -> float:
    bare = word.strip()
    return 0.5 if bare in _COMMON else len(bare) + 0.5 * (len(word) - len(bare))


class Sieve:
    """Says of a text which of many patterns can match in it: each has a mark, a bit of its own."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        """Read the words off the patterns."""
        self.patterns = patterns
        self.mark = {name: 1 << number for number, name in enumerate(patterns)}
        self._always = 0  # marks of patterns without words of their own
        self._whole: dict[bytes, int] = {}
        self._parts: dict[bytes, list[tuple[bytes, bool, bool, int]]] = {}  # by their first letters
        for name, pattern in patterns.items():
            words = needs(pattern.pattern)
            self._always |= 0 if words else self.mark[name]
            for word in words:
                self._add(word, self.mark[name])
        self._known = _Known(self._marks_of)

    def _add(self, word: str, mark: int) -> None:
        bare = word.strip().encode()
        if _is_whole(word):
            self._whole[bare] = self._whole.get(bare, 0) | mark
        else:
            held = self._parts.setdefault(bare[:_KEY], [])
            held.append((bare, word[0] == _GAP, word[-1] == _GAP, mark))

    def marks(self, text: str) -> int:
        """Give the marks of the patterns that can match in `text`."""
        marks = self._always
        for mark in set(map(self._known.__getitem__, words_of(text))):
            marks |= mark
        return marks

    def _marks_of(self, word: bytes) -> int:
        marks = self._whole.get(word, 0)
        for at in range(len(word) - _KEY + 1):
            for bare, begins, ends, mark in self._parts.get(word[at : at + _KEY], ()):
                fits = word.startswith(bare, at) and not (begins and at) and not (ends and at + len(bare) < len(word))
                marks |= mark if fits else 0
        return marks


class _Known(dict[bytes, int]):
    """The marks of each word that was met."""

    def __init__(self, marks_of: Callable[[bytes], int]) -> None:
        super().__init__()
        self._marks_of = marks_of

    def __missing__(self, word: bytes) -> int:
        if len(self) > _MEMORY:
            self.clear()
        self[word] = marks = self._marks_of(word)
        return marks


def small(text: str) -> str:
    """Give a text in the small letters that IGNORECASE takes its letters for."""
    return _plain(text).lower()


def _plain(text: str) -> str:
    if text.isascii() or not ("\u0130" in text or "\u0131" in text or "\u017f" in text or "\u212a" in text):
        return text
    return text.translate(_ODD)


def words_of(text: str) -> list[bytes]:
    """Give the runs of ASCII letters in a text, in small letters."""
    return _plain(text).encode("utf-8", "surrogatepass").translate(_LETTERS).split()
