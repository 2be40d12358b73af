"""What a number counts: the noun behind it or before it, or the word whose label it is."""

import re
from typing import NamedTuple

from cajad_cli.extract.numbers import Number
from cajad_cli.extract.terms import stem
from cajad_cli.lexicon import quantities as lexicon

_NEXT = re.compile(r"[ \n-](?:[“\"‘])?([^\W\d_]+(?:[-'’][^\W\d_]+)*[’']?)")
_OF = re.compile(r" of (?:the |these |those |its |their |his |her |all )?(?:[\w.,]+ )??(?=[\w“‘])")
_OTHERS = re.compile(r" (?:\w+ )?(?:others?|more)\b")
_MOST_WORDS = 6  # between a number and the noun it counts, with the noun
_MOST_WORDS_OF_NAME = 8  # the same of an ordinal: "the fourth Central Asia plus Japan high-level business forum"


class Noun(NamedTuple):
    """What is counted: where its word stands (characters), and its stem."""

    start: int
    end: int
    stem: str


def _noun(text: str, start: int, end: int, single: bool) -> Noun | None:
    """Find what is counted behind a number: the last of the first plural nouns, or (`single`) the last word."""
    found: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    position, possessive = start, False
    for _ in range(_MOST_WORDS):
        match = _NEXT.match(text, position, end)
        if match is None or (match[1].lower() in lexicon.words("stop") and not _qualifies(text, match, end)):
            break
        word, position = match[1], match.end()
        last = match.span(1)
        if _is_plural(word):
            found, possessive = last, word[-1] in "’'"
        elif found and not possessive:
            break
    chosen = found or (_single(text, last, start) if single else None)
    if chosen is None:
        return None
    word = text[slice(*chosen)].rstrip("’'")
    return Noun(chosen[0], chosen[0] + len(word), stem(word.rpartition("-")[2]) or word.lower())


def _qualifies(text: str, participle: re.Match[str], end: int) -> bool:
    """Tell "38 signed documents" from "38 signed the document"."""
    thing = _NEXT.match(text, participle.end(), end)
    return participle[1] in lexicon.words("adjectival") and thing is not None and _is_plural(thing[1])


def _single(text: str, last: tuple[int, int] | None, start: int) -> tuple[int, int] | None:
    """Give the noun of "one man" and "one man died": a verb in -ed behind it is none."""
    if last is None or text[last[1] - 2 : last[1]] != "ed":
        return last
    before = _LAST_WORD.search(text, max(start, last[0] - _LONGEST_WORD), last[0])
    return before.span(1) if before else None


_LONGEST_WORD = 40  # characters
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \n]\Z")


# A word of a name behind its like: "Central Asia – Japan Business Forum", "Asia-Europe", "Central Asia + Japan".
_JOINED = re.compile(r"(?: ?[–—+] ?| (?:plus|and) |[ \n-])([A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*[’']?)")


_SERIES = re.compile(r" (?:in|of) (?:a|the|this|its|their) (?:\w+ )?(?:series|row|string) of(?= )")
_NAMED = re.compile(r"[ \n][“\"«][^”\"»\n]{3,60}[”\"»](?=[ \n])")


def _edition(text: str, start: int, end: int) -> Noun | None:
    """Find what an ordinal numbers: the first word behind it that names something held in a row."""
    series = _SERIES.match(text, start, end) or _NAMED.match(text, start, end)
    position = series.end() if series else start
    before = ""
    for _ in range(_MOST_WORDS_OF_NAME):
        match = _JOINED.match(text, position, end) if before[:1].isupper() else None
        match = match or _NEXT.match(text, position, end)
        if match is None or match[1].lower() in lexicon.words("stop"):
            return None
        before, position = match[1], match.end()
        word = before.rstrip("’'")
        if _is_held(word, plural=series is not None) and not _of_ministers(text, word, position, end):
            return _last_held(text, match, end)
    return None


def _last_held(text: str, first: re.Match[str], end: int) -> Noun:
    """Find the noun of several that name what is held: the festival of "the sixth Film Festival"."""
    last = first
    while (match := _NEXT.match(text, last.end(), end)) and _is_held(match[1].rstrip("’'"), plural=False):
        last = match
    word = last[1].rstrip("’'")
    called = last is not first and word in lexicon.words("week")
    found = stem(_FESTIVAL if called else word.rpartition("-")[2]) or word.lower()
    return Noun(last.start(1), last.start(1) + len(word), found)


_FESTIVAL = "festival"


_RANKED = re.compile(
    r"\b(?:c[ao]mes?|coming|finish(?:e[sd]|ing)?|end(?:ed|s|ing)?|plac(?:ed|es|ing)|rank(?:s|ed|ing)?|stands|stood)"
    r"(?: (?:in|home|up|out|joint|equal|a|an|only|just|clear)){0,2} \Z"
)
_SUPERLATIVE = re.compile(r"[- ](?:most|best|worst|[a-z]{3,}(?<!for)(?<!mod)(?<!int)est)\b")
_RANKED_REACH = 40  # characters before an ordinal


def is_rank(text: str, number: Number, start: int, end: int) -> bool:
    """Tell the ordinal of a rank: "came third", "the third-largest supplier"."""
    before = _RANKED.search(text, max(start, number.start - _RANKED_REACH), number.start)
    return before is not None or _SUPERLATIVE.match(text, number.end, end) is not None


def _is_held(word: str, plural: bool) -> bool:
    low = word.lower()
    return low in lexicon.words("edition") or (plural and low.removesuffix("s") in lexicon.words("edition"))


def _of_ministers(text: str, word: str, position: int, end: int) -> bool:
    """Tell the adjective of "ministerial meetings" from the noun of "the sixth ministerial"."""
    following = _NEXT.match(text, position, end) if word.lower() == "ministerial" else None
    return following is not None and _is_held(following[1], plural=True)


def _is_plural(word: str) -> bool:
    low = word.lower().rstrip("’'")
    if low in lexicon.words("plural"):
        return True
    if low.endswith(("people", "women", "smen", "rmen")):
        return True
    return (
        len(low) > 3
        and low.endswith("s")
        and not low.endswith(("ss", "us", "is", "’s", "'s"))
        and (low not in lexicon.words("singular"))
    )


def counted(text: str, number: Number, position: int, end: int, part: bool) -> tuple[Noun | None, bool]:
    """Give what a number counts, and whether it is only a part of the whole."""
    single = number.value == 1 or text[number.end : number.end + 1] == "-"
    link = _OF.match(text, position, end)
    if number.kind == "ordinal":
        return _edition(text, position, end), part
    if text[number.end : number.end + 1] == "-" and (word := _NEXT.match(text, number.end, end)):
        bare = word[1].partition("-")[0].rstrip("’'")
        return Noun(word.start(1), word.start(1) + len(bare), stem(bare) or bare.lower()), part
    if _OTHERS.match(text, position, end):
        part = True
    if link:
        return _noun(text, link.end() - 1, end, single), part or number.kind != "vague"
    return _noun(text, position, end, single), part


_COUNTED_BEFORE = re.compile(
    r"\b(?:[Nn]umber of (?:[\w-]+ ){0,2}?(?P<of>[a-z]+s|people)(?: [^,.;:]{1,40})?|(?P<of_whom>[A-Za-z]+s))"
    r" (?P<verb>numbered|number|totall?ed|total|was|is|(?:has |had )?reached|stood at|stands at|came to|rose to"
    r"|(?:has |had )?(?:risen|grown) to|grew to|amounted to|fell to)(?: only| just| already)? \Z"
)
_ATTENDED = re.compile(
    r"\b[Aa]ttendance (?:(?:at|for|of|in|on) (?:the|this|all|its|both) [^,.;:]{1,40}? )?"
    r"(?:of|was|reached|came to|stood at|was (?:put|given|estimated|counted) (?:at|as)) \Z"
)
_STAFF = re.compile(r"\b(?:staff|crew|workforce|team|choir|orchestra|squad|class|audience|crowd) of \Z")
_PARENT = re.compile(r"\b(?:[Mm]other|[Ff]ather|[Pp]arent|[Mm]om|[Mm]um|[Dd]ad)s? of \Z")
_BEFORE_REACH = 90  # characters before a number in which its noun may stand


_WAS = re.compile(r"\b([A-Za-z]+) (?:was|is|were|will be|would be|has been|had been)(?: only| already)? the \Z")
_ALONE = re.compile(r"[.,;:)]|\Z| (?:in|of|since|so far)\b")


def held_before(text: str, number: Number, start: int) -> str:
    """Give the stem of what an ordinal without a noun numbers: "the Bishkek round was the fifth"."""
    held = _WAS.search(text, max(start, number.start - _BEFORE_REACH), number.start)
    if held is None or not _is_held(held[1], plural=True) or _ALONE.match(text, number.end) is None:
        return ""
    return stem(held[1])


def head_before(text: str, begin: int, start: int) -> str:
    """Give the stem of the noun that a number without one follows: "the number of guests was 450"."""
    low = max(start, begin - _BEFORE_REACH)
    if _ATTENDED.search(text, low, begin):
        return stem("participants")
    if _STAFF.search(text, low, begin):
        return stem("people")
    if _PARENT.search(text, low, begin):
        return stem("children")
    match = _COUNTED_BEFORE.search(text, low, begin)
    if match is None or (match["of_whom"] and match["verb"] not in ("numbered", "number", "totaled", "totalled")):
        return ""
    return stem(match["of"] or match["of_whom"])


_LABEL_REACH = 16  # characters before a number in which the word stands that it numbers
_ACRONYM = 3  # letters
_AND_SO_ON = re.compile(r"[0-9]+(?: ?[-–] ?| (?:to|and) )[0-9]")
_CLOSES = re.compile(r"[.,;:)]?(?:\s|\Z)")
_IN_A_NAME = re.compile(r"[a-z-] ?[A-Z][a-z]+ \Z")
_LABEL = re.compile(r"(?<![\w-])([^\W\d_]+)(?:\.?[ \n]|\.)\Z")


def labelled(text: str, number: Number) -> str:
    """Give the word for what a number tells from others of its kind: "drift 7", "Week 16", "no. 3"; "" for none."""
    word = _LABEL.search(text, max(0, number.start - _LABEL_REACH), number.start)
    if word is None or number.kind != "cardinal":
        return ""
    found = word[1].lower()
    in_figures = text[number.start].isdigit()
    in_a_name = in_figures and _IN_A_NAME.search(text, max(0, word.start() - 2), number.start)
    if in_figures and word[1].isupper() and len(word[1]) <= _ACRONYM and number.value == round(number.value):
        return found  # "HR 240"
    if in_a_name and _CLOSES.match(text, number.end):
        return found  # "South East Asia-Western Europe 4."
    if _AND_SO_ON.match(text, number.start) and found.endswith("s"):
        found = found.removesuffix("s")  # "halls 4 to 6"
    return found if found in lexicon.words("label") else ""
