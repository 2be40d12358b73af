"""Content words of a passage with their stems."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from cajad_cli.extract.chunks import Chunks, Found
from cajad_cli.lexicon import claims as lexicon

# An acronym with stops ("U.N.") is one word, and so is a word with an inner apostrophe; a hyphen parts words.
# Letters after a digit ("30th", "5km") are no word.
WORD = re.compile(r"[^\W\d_](?<!\d.)(?:(?:\.[^\W\d_]\b)+|[^\W\d_]*(?:['’][^\W\d_]+)*)")


class Term(NamedTuple):
    """One content word: its place in the text and its stem."""

    start: int
    end: int
    stem: str


def terms(text: str, start: int = 0, end: int | None = None) -> tuple[Term, ...]:
    """Give the content words of `text[start:end]` in order; words of grammar are left out."""
    if end is None or not (parts_words(text, start) and parts_words(text, end)):
        return _terms(text, start, len(text) if end is None else end)
    every, starts = _every(text)
    return every[bisect_left(starts, start) : bisect_left(starts, end)]


def _terms(text: str, start: int, end: int) -> tuple[Term, ...]:
    words = WORD.finditer(text, start, end)
    return tuple([Term(*m.span(), found) for m in words if (found := stem(m.group()))])


@lru_cache(maxsize=2)  # keys, claims and each of their clauses ask for parts of one text
def _every(text: str) -> tuple[tuple[Term, ...], list[int]]:
    every = tuple([Term(start, end, found) for start, end, found in _CHUNKS.through(text)])
    return every, [term.start for term in every]


def _in_chunk(chunk: str) -> Found:
    if not chunk.isalpha():
        return _terms(chunk, 0, len(chunk))
    found = stem(chunk)
    return ((0, len(chunk), found),) if found else ()


_CHUNKS = Chunks(_in_chunk)


def parts_words(text: str, at: int) -> bool:
    """Tell a place that no word goes across, on one side of which at least there is nothing of a word."""
    return not (0 < at < len(text) and _is_of_word(text[at - 1]) and _is_of_word(text[at]))


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char in "._'’-"


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Give the stem of `word` in lower case, "" for a word of grammar.

    Suffixes are stripped as M. F. Porter, An algorithm for suffix stripping (Program 14/3, 1980), has it;
    irregular forms are read from the lexicon first.
    """
    low = word.lower().replace("’", "'")
    low = low.removesuffix("'s")
    if "." in low:
        low = low.replace(".", "")
    if low in lexicon.words("function") or len(low) == 1:
        return ""
    return lexicon.folds().get(low) or porter(low.replace("'", ""))


_C = "[^aeiou]"
_V = "[aeiouy]"
_CC = f"{_C}[^aeiouy]*"
_VV = f"{_V}[aeiou]*"
_MEASURED = re.compile(f"^(?:{_CC})?{_VV}{_CC}")  # m > 0
_MEASURED_ONE = re.compile(f"^(?:{_CC})?{_VV}{_CC}(?:{_VV})?$")  # m = 1
_MEASURED_MORE = re.compile(f"^(?:{_CC})?{_VV}{_CC}{_VV}{_CC}")  # m > 1
_VOWEL = re.compile(f"^(?:{_CC})?{_V}")
_SHORT = re.compile(f"^{_CC}{_V}[^aeiouwxy]$")

_STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_SUFFIX_2 = re.compile("^(.+?)(" + "|".join(_STEP_2) + ")$")
_SUFFIX_3 = re.compile("^(.+?)(" + "|".join(_STEP_3) + ")$")
_SUFFIX_4 = re.compile(
    "^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$"
)


def porter(word: str) -> str:
    """Strip the suffixes of a word in lower case by Porter's five steps."""
    if len(word) < 3:
        return word
    if word[0] == "y":  # a consonant there
        return "y" + _steps("Y" + word[1:])[1:]
    return _steps(word)


def _steps(word: str) -> str:
    word = _step_1(word)
    for pattern, table in ((_SUFFIX_2, _STEP_2), (_SUFFIX_3, _STEP_3)):
        if (match := pattern.match(word)) and _MEASURED.match(match[1]):
            word = match[1] + table[match[2]]
    if (match := _SUFFIX_4.match(word)) and _MEASURED_MORE.match(match[1]):
        word = match[1]
    return _step_5(word)


def _step_1(word: str) -> str:
    if word.endswith(("sses", "ies")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("eed"):
        word = word[:-1] if _MEASURED.match(word[:-3]) else word
    else:
        for suffix in ("ed", "ing"):
            root = word.removesuffix(suffix)
            if root != word and _VOWEL.match(root):
                word = _restored(root)
                break
    if word.endswith("y") and _VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    return word


def _restored(root: str) -> str:
    """Give back the letter that "-ed" and "-ing" took or doubled: conflat(e), hop(p)."""
    if root.endswith(("at", "bl", "iz")):
        return root + "e"
    if len(root) > 1 and root[-1] == root[-2] and root[-1] not in "aeioulsz":
        return root[:-1]
    return root + "e" if _SHORT.match(root) else root


def _step_5(word: str) -> str:
    if word.endswith("e"):
        root = word[:-1]
        if _MEASURED_MORE.match(root) or (_MEASURED_ONE.match(root) and not _SHORT.match(root)):
            word = root
    if word.endswith("ll") and _MEASURED_MORE.match(word):
        word = word[:-1]
    return word
