"""Proper names by their capitals and the lexicon's spellings, folded to one form."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from cajad_cli.lexicon import claims as lexicon
from cajad_cli.lexicon import names as spelled
from cajad_cli.lexicon.places import within

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĠĢĪİĶĹĻŁŃŅŇŌŐŒŔŖŘŚŞŠŢŤŪŮŰŹŻŽ"
# "U.N.", "McKay", "G7", "O'Neill", "Kassym-Jomart", "Mr.", with the possessive, which is cut off later.
_DOTTED = (
    r"(?:(?<=\bMr|\bMs|\bDr|\bSt|\bLt|\bJr)|(?<=\bMrs|\bGov|\bSen|\bRep|\bGen|\bCol|\bSgt|\bMaj)|(?<=\bProf|\bCapt))\."
)
_TAIL = (
    rf"(?:\.(?:[{_CAPITAL}]\.)+|\.(?= [{_CAPITAL}][a-z])"
    rf"|[^\W_]+(?:[-'’‘][^\W_]+)*(?:{_DOTTED}|[’'](?!\w))?|(?:[-'’‘][^\W_]+)*)"
)
_WORD = rf"[{_CAPITAL}]{_TAIL}"
_JOIN = r"(?:(?:of|for|de|da|di|la|von|van|der|den|bin|ibn|al|el|plus|of the|for the|de la|\+)[ \n])"
# The class comes first so that `re` skips fast; the lookbehind keeps out the middle of a word.
_RUN = re.compile(rf"[{_CAPITAL}](?<!\w.){_TAIL}(?:[ \n]{_JOIN}?{_WORD})*")
_TOKEN = re.compile(r"[^ \n]+")
_POSSESSIVE = re.compile(r"(?:['’][sS]?)$")
_SEEN_INSIDE = re.compile(rf"[{_CAPITAL}](?<=[a-z,;] .)[^\W\d_]+")
_OPENING = re.compile(r"(?:^|[.!?:;—–•*\n])[”’\"')\]]*\s*[“‘\"'(\[]*\s*$|[“\"]$")
_LONGER = re.compile(r"[^\W\d_]{4,}")
_HEADLINE_MOST = 200  # characters
_FULL_NAME = 2  # words of a person's name at least
_LONGEST = 7  # words in the lexicon's longest spelling


class Name(NamedTuple):
    """One mention of a name; `canonical` is the form that all its spellings share."""

    start: int
    end: int
    text: str
    canonical: str


class _Token(NamedTuple):
    start: int
    end: int  # without a possessive
    word: str
    low: str
    possessive: bool


class _Seen(NamedTuple):
    """What the rest of the text tells of a word: capitalised inside a sentence, or in lower case."""

    inside: frozenset[str]
    lower: frozenset[str]


def names(text: str, start: int = 0, end: int | None = None) -> tuple[Name, ...]:
    """Give the proper names of `text[start:end]` in order; the whole text decides what is a name."""
    every, starts = _every(text)
    if start == 0 and end is None:
        return every
    last = len(text) if end is None else end
    return every[bisect_left(starts, start) : bisect_left(starts, last)]


@lru_cache(maxsize=4)
def _every(text: str) -> tuple[tuple[Name, ...], tuple[int, ...]]:
    prose = "\n".join(line for line in text.split("\n") if not _is_headline(line))
    seen = _Seen(frozenset(_SEEN_INSIDE.findall(prose)), _lower(prose))
    titled: set[str] = set()
    found: list[Name] = []
    for run in _RUN.finditer(text):
        for name in _read(text, run, seen, titled):
            if found and text[found[-1].end : name.start] in (" and ", " & "):
                name = _joined(text, found, name)  # noqa: PLW2901
            found.append(name)
    full = _surnames(found, titled)
    every = tuple(n._replace(canonical=full[n.canonical]) if n.canonical in full else n for n in found)
    return every, tuple(n.start for n in every)


def _lower(text: str) -> frozenset[str]:
    """Give the runs of three small letters or more."""
    letters = text.encode("utf-8", "surrogatepass").translate(_SMALL).decode("ascii")
    return frozenset([word for word in set(letters.split()) if len(word) >= 3])


# Small letters of ASCII stay, all else becomes a space: four times as fast as a pattern.
_SMALL = bytes(c if 97 <= c <= 122 else 32 for c in range(256))


def _joined(text: str, found: list[Name], name: Name) -> Name:
    """Take two names that "and" joins as the one name that the lexicon has: "Belt and Road"."""
    known = spelled.spellings().get(spelled.fold(text[found[-1].start : name.end]))
    if known is None:
        return name
    start = found.pop().start
    return Name(start, name.end, text[start : name.end], known)


def _surnames(found: Sequence[Name], titled: set[str]) -> dict[str, str]:
    """Map a surname that stands alone to the one full name that ends with it, for titled persons only."""
    owners: dict[str, set[str]] = {}
    for canonical in {n.canonical for n in found}:
        first, _, last = canonical.rpartition(" ")
        if first and (canonical in titled or last in titled) and _folded(last) not in spelled.spellings():
            owners.setdefault(last, set()).add(canonical)
    return {last: next(iter(full)) for last, full in owners.items() if len(full) == 1}


def _read(text: str, run: re.Match[str], seen: _Seen, titled: set[str]) -> Iterator[Name]:
    """Part a run of capitalised words into names; `titled` collects those that follow a title."""
    begin = _behind_fields(text, run)
    words = text[begin : run.end()]
    if " " not in words and "\n" not in words:
        yield from _lone(text, begin, words, seen)
        return
    initial = _opens(text, run.start())
    headline = _in_headline(text, run)
    if not initial and not headline:
        pieces: Iterable[_Piece] = _pieces(words)
    else:
        pieces = _careful(words, initial, headline, seen)
    for piece in pieces:
        if piece.lone is not None and not piece.titled and _is_ordinary(piece.lone, seen):
            continue
        if piece.titled:
            titled.add(piece.canonical)
        start, end = begin + piece.start, begin + piece.end
        yield Name(start, end, text[start:end], piece.canonical)


_OF_FIELDS = re.compile(r"\bMinist(?:er|ry) (?:of|for) [^.;:()]{3,60}(?:,| and) \Z")
_FIELDS_REACH = 90  # characters before a run in which a minister's title begins


def _behind_fields(text: str, run: re.Match[str]) -> int:
    """Give where a run begins behind the rest of a title: "Minister of Energy and Water Resources Jane Doe"."""
    begin, fields = run.start(), lexicon.words("title_fields")
    if text[max(0, begin - 2) : begin] not in (", ", "d "):  # behind a comma or "and", as few names are
        return begin
    tokens = [_token(m, 0) for m in _TOKEN.finditer(run.group())]
    if tokens[0].low not in fields or not _OF_FIELDS.search(text, max(0, begin - _FIELDS_REACH), begin):
        return begin
    length = 0
    while len(tokens) - length > _FULL_NAME and tokens[length].low in fields:
        length += 1
    return begin + tokens[length].start


class _Piece(NamedTuple):
    """One name of a run, with offsets from the run's start; `lone` is its only word, `titled` after a title."""

    start: int
    end: int
    canonical: str
    titled: bool
    lone: _Token | None


def _piece(part: Sequence[_Token], titled: bool) -> _Piece:
    canonical = _canonical(tuple(t.word for t in part))
    return _Piece(part[0].start, part[-1].end, canonical, titled, part[0] if len(part) == 1 else None)


@lru_cache(maxsize=1 << 14)
def _pieces(words: str) -> tuple[_Piece, ...]:
    """Part a run inside a sentence, where capitals prove a name; the same runs come again and again."""
    return tuple(_piece(part, title > 0) for title, body, _ in _bodies(words) for part in _parts(body, title > 0))


def _careful(words: str, initial: bool, headline: bool, seen: _Seen) -> Iterator[_Piece]:
    """Part a run that opens a sentence or stands in a headline, where capitals alone prove nothing."""
    for title, body, first in _bodies(words):
        told = _without_opener(body, seen) if initial and first and not title else body
        for piece in _known_runs(told, seen) if headline else (told,):
            for part in _parts(piece, title > 0):
                yield _piece(part, title > 0)


@lru_cache(maxsize=1 << 14)
def _bodies(words: str) -> tuple[tuple[int, list[_Token], bool], ...]:
    """Give the segments of a run: length of the title, the rest, and whether it opens the run."""
    tokens = [_token(m, 0) for m in _TOKEN.finditer(words)]
    lengths = [(segment, _title_length(segment)) for segment in _segments(tokens)]
    return tuple((title, _trimmed(segment[title:]), segment[0] is tokens[0]) for segment, title in lengths)


def _lone(text: str, start: int, word: str, seen: _Seen) -> Iterator[Name]:
    bare, canonical = _lone_form(word)
    if not canonical:
        return
    proven = bare in seen.inside or bare in within() or _folded(bare) in spelled.spellings() or bare.isupper()
    if not proven and (bare.lower() in seen.lower or (len(bare) == len(word) and _opens(text, start))):
        return
    yield Name(start, start + len(bare), bare, canonical)


@lru_cache(maxsize=1 << 14)
def _lone_form(word: str) -> tuple[str, str]:
    """Give a single word without its possessive, and its canonical form, "" where it can be no name."""
    bare = _POSSESSIVE.sub("", word)
    token = _Token(0, len(bare), bare, bare.lower().rstrip("."), bare != word)
    if _is_grammar(token) or token.low in lexicon.words("title_heads") or len(bare) < 2:
        return bare, ""
    return bare, _canonical((bare,))


def _is_ordinary(token: _Token, seen: _Seen) -> bool:
    """Tell a capitalised word that the text also has in lower case, and nowhere as a name inside a sentence."""
    return (
        token.low in seen.lower
        and token.word not in seen.inside
        and not token.word.isupper()
        and not _is_spelled([token])
    )


def _known_runs(body: Sequence[_Token], seen: _Seen) -> Iterator[list[_Token]]:
    """Keep of a headline only what the lexicon or the running text knows as a name."""
    index = 0
    piece: list[_Token] = []
    while index < len(body):
        length = _spelled_length(body[index:])
        if length or body[index].word in seen.inside:
            piece.extend(body[index : index + max(length, 1)])
        elif piece:
            yield piece
            piece = []
        index += max(length, 1)
    if piece:
        yield piece


def _token(match: re.Match[str], offset: int) -> _Token:
    word = match.group()
    bare = _POSSESSIVE.sub("", word)
    start = offset + match.start()
    return _Token(start, start + len(bare), bare, bare.lower().rstrip("."), bare != word)


def _is_grammar(token: _Token) -> bool:
    """Tell words of grammar and the calendar; in capitals ("US", "IT") they are names."""
    if len(token.word) > 1 and token.word.isupper():
        return token.low in lexicon.words("calendar")
    low = token.low.partition("-")[0]  # "July-Sept."
    return token.low in lexicon.words("function") or low in lexicon.words("calendar")


def _is_title(token: _Token) -> bool:
    return token.low in lexicon.words("title_heads") or token.low in lexicon.words("title_modifiers")


def _segments(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Part a run after a possessive, at words of grammar, and before a title that follows a name."""
    segment: list[_Token] = []
    for index, token in enumerate(tokens):
        grammar = token.low not in lexicon.words("joiners") and _is_grammar(token)
        if segment and (grammar or _begins_title(tokens, index, segment)):
            yield segment
            segment = []
        if grammar:
            continue
        segment.append(token)
        if token.possessive:
            yield segment
            segment = []
    if segment:
        yield segment


def _begins_title(tokens: Sequence[_Token], index: int, segment: Sequence[_Token]) -> bool:
    return (
        _is_title(tokens[index])
        and tokens[index - 1].low not in lexicon.words("joiners")
        and not all(map(_is_title, segment))
        and _title_length(tokens[index : index + 4]) > 0
        and index + 1 < len(tokens)
    )


def _title_length(segment: Sequence[_Token]) -> int:
    """Count the tokens of the title that opens `segment`: "Deputy Prime Minister", "President of"."""
    heads, modifiers = lexicon.words("title_heads"), lexicon.words("title_modifiers")
    length = 0
    for index, token in enumerate(segment):
        if token.low in heads or (token.low == "general" and 0 < length == index):
            length = index + 1
        elif token.low not in modifiers:
            break
    if length and length < len(segment) and segment[length].low in ("of", "for"):
        joins = [i for i, t in enumerate(segment) if t.low == "of"]
        length = (joins[-1] if joins else length) + 1
        while len(segment) - length > _FULL_NAME - 1 and segment[length].low in lexicon.words("title_fields"):
            length += 1  # "Minister of Foreign Affairs Jane Doe"
    return length


def _trimmed(segment: Sequence[_Token]) -> list[_Token]:
    """Drop joining words from both ends, and those of grammar with a capital before a name: not "Van Gogh"."""
    low, high = 0, len(segment)
    while low < high and (segment[low].word in lexicon.words("joiners") or _is_grammar(segment[low])):
        low += 1
    while low < high and (segment[high - 1].word in lexicon.words("joiners") or segment[high - 1].word == "the"):
        high -= 1
    return list(segment[low:high])


def _opens(text: str, start: int) -> bool:
    return _OPENING.search(text, max(0, start - 6), start) is not None if start else True


def _without_opener(body: list[_Token], seen: _Seen) -> list[_Token]:
    """Drop the first word of a sentence unless something tells that it is a name."""
    if not body or _is_spelled(body[:1]) or _spelled_length(body) > 0:
        return body
    first = body[0]
    ordinary = (
        first.low in lexicon.words("openers")
        or (first.low in seen.lower and first.word not in seen.inside)
        or (len(body) == 1 and first.word not in seen.inside and not first.possessive)
        or (len(body) == 1 and first.low in seen.lower)
    )
    ordinary = ordinary and not (len(first.word) > 1 and first.word.isupper())
    return _trimmed(body[1:]) if ordinary else body


def _in_headline(text: str, run: re.Match[str]) -> bool:
    low, high = text.rfind("\n", 0, run.start()) + 1, text.find("\n", run.end())
    high = len(text) if high < 0 else high
    return high - low <= _HEADLINE_MOST and _is_headline(text[low:high])


@lru_cache(maxsize=256)
def _is_headline(line: str) -> bool:
    """Tell a line in headline case, where capitals prove nothing: most of its longer words have one.

    A line that begins in lower case goes on from the one before it.
    """
    if len(line) > _HEADLINE_MOST or line[:1].islower() or line.rstrip('”’")').endswith("."):
        return False
    longer = _LONGER.findall(line)
    return len(longer) >= 4 and sum(w[0].isupper() for w in longer) >= 0.75 * len(longer)


def _is_spelled(tokens: Sequence[_Token]) -> bool:
    return _key(tokens) in spelled.spellings()


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> spelled.Folded:
    return spelled.fold(word)


def _key(tokens: Sequence[_Token]) -> spelled.Folded:
    return tuple(w for t in tokens for w in _folded(t.word))


def _spelled_length(tokens: Sequence[_Token]) -> int:
    """Count the tokens of the longest known spelling that opens `tokens`."""
    if not tokens or _folded(tokens[0].word)[:1] not in _firsts():
        return 0
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        if _is_spelled(tokens[:length]):
            return length
    return 0


@cache
def _firsts() -> frozenset[spelled.Folded]:
    return frozenset(key[:1] for key in spelled.spellings())


def is_place(canonical: str) -> bool:
    """Tell whether the lexicon has a name as that of a place."""
    return spelled.kinds().get(canonical) == "place"


def is_on_map(canonical: str) -> bool:
    """Tell whether the lexicon has a name as that of a country, a region or a city."""
    return is_place(canonical) or canonical in within()


def is_land(canonical: str) -> bool:
    """Tell whether the lexicon has a name as that of a country or a region, not of a city."""
    return is_place(canonical) and canonical not in within()


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(word for name in spelled.names() for word in name.adjectives)


def is_adjective(word: str) -> bool:
    """Tell whether the lexicon has a word as an adjective made of a name: "Uzbek"."""
    return word in _adjectives()


def _parts(body: list[_Token], titled: bool) -> Iterator[list[_Token]]:
    """Part what holds a place or person of the lexicon beside another name: "Japan Sanae Takaichi"."""
    if not body:
        return
    length = _spelled_length(body)
    rest = body[length:]
    if 0 < length < len(body):
        kind = spelled.kinds().get(spelled.spellings()[_key(body[:length])], "")
        shouted = any(_is_shouted(t.word) for t in rest) and len(rest) > 1
        if kind == "person" or (kind == "place" and (titled or shouted)) or _spelled_length(rest) == len(rest):
            yield body[:length]
            yield from _parts(_trimmed(rest), titled)
            return
    place = _place_end(body) if titled or body[0].low in _STATES else 0
    if place:
        yield body[:place]
        yield from _parts(_trimmed(body[place:]), titled)
        return
    cut = _cut(body, titled)
    if cut:
        yield from _parts(body[:cut], titled)
        yield from _parts(_trimmed(body[cut:]), False)
    elif not _is_grammar(body[0]) or len(body) > 1:
        yield body


_STATES = frozenset({"republic", "kingdom", "government", "embassy"})


def _place_end(body: Sequence[_Token]) -> int:
    """Give where the place of an office ends before a person's name: "Republic of Norway Jane Doe"; 0 for none."""
    for index, token in enumerate(body[1:], 1):
        behind = len(body) - index - 1
        if behind >= _FULL_NAME and body[index - 1].low == "of" and is_place(_canonical((token.word,))):
            return index + 1
    return 0


def _cut(body: Sequence[_Token], titled: bool) -> int:
    """Give where a name ends before "of" or "for", 0 where these are part of it: "Bank of Japan", "Fund for Peace"."""
    for index, token in enumerate(body[1:], 1):
        if token.low == "of" and titled:
            return index
        if token.low == "for" and body[index - 1].low not in lexicon.words("bodies"):
            return index
    return 0


def _is_shouted(word: str) -> bool:
    """Tell a surname in capitals from an acronym by its length."""
    return len(word) > 3 and word.isupper() and word.isalpha()


@lru_cache(maxsize=1 << 14)
def _canonical(words: tuple[str, ...]) -> str:
    """Fold a name: a known spelling to its own form, "HAYASHI Yoshimasa" to the given name first."""
    keys = [_folded(w) for w in words]
    known = spelled.spellings().get(tuple(w for key in keys for w in key))
    if known:
        return known
    shouted = [w for w in words if _is_shouted(w)]
    if 2 <= len(words) <= 3 and len(shouted) == 1 and len(words[-1]) > 1:
        calm = [w for w in words if w not in shouted]
        if all(w.istitle() or w.replace("-", "").isalpha() for w in calm) and "of" not in calm:
            return " ".join([*calm, shouted[0].title()])
    head = spelled.spellings().get(keys[0])
    return " ".join([head, *words[1:]]) if head and len(words) > 1 else " ".join(words)
