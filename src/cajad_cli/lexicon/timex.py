"""The temporal grammar: word classes of data/en/words.toml and rules of data/en/timex.toml, compiled.

A text is read as a string of codes, one character a token: words that no rule can tell apart share a code. Rules
are regular expressions over codes (after TokensRegex, Chang and Manning 2014), so line breaks, spacing and the
spelling of hyphens play no part in them, and a scan costs one character a word.
"""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from itertools import count
from typing import Any, Literal, NamedTuple

from cajad_cli.lexicon.source import load
from cajad_cli.lexicon.timex_pattern import OTHER, Part, Patterns, atom, char_class, either, parts
from cajad_cli.model import TimexType

Value = int | float | str

BREAK = "\n"  # the code of a blank line
_SPACE = r"[^\S\n]*\n?[^\S\n]*"  # white space and at most one line break: it belongs to the token before it
TOKEN = re.compile(
    rf"[^\W\d_]\w*{_SPACE}"
    rf"|\d{{4}}-\d\d-\d\d(?:T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?(?!\w){_SPACE}"  # ISO 8601
    rf"|\d+(?:[.,:/]\d+)*\w*{_SPACE}"  # 25, 1,800, 7:10, 24/12/2022, 16th, 1980s
    rf"|[^\w\s]{_SPACE}|_+{_SPACE}|\s+"
)
_FIRST_CODE = 0x100
_REACH = 6  # tokens between the first word of an expression and the word that makes it one
_MEMORY = 200_000  # tokens whose codes are kept

_SAME_SIGN = {
    **dict.fromkeys("‐‑–−~〜", "-"),  # one hyphen for all
    **dict.fromkeys("’‘`", "'"),
    "—": "--",
}
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(r"\d{4}-\d\d-\d\d")),
    ("isotime", re.compile(r"\d{4}-\d\d-\d\dT.*")),
    ("big", re.compile(r"\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,3})?")),
    ("clock", re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?")),
    ("dots3", re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:1[5-9]|20)\d\d")),
    ("slashes3", re.compile(r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])/(?:(?:1[5-9]|20)\d\d|\d\d)")),
    ("ymd", re.compile(r"(?:1[5-9]|20)\d\d[/.](?:0?[1-9]|1[0-2])[/.](?:0?[1-9]|[12]\d|3[01])")),
    ("slashes2", re.compile(r"\d{1,2}/\d{1,2}")),
    ("decimal", re.compile(r"\d{1,9}\.\d{1,3}")),
    ("dth", re.compile(r"(?:1\dth|2?1st|31st|2?2nd|2?3rd|(?:2?[4-9]|[23]0)th)", re.IGNORECASE)),
    ("nth", re.compile(r"\d{1,6}(?:st|nd|rd|th)", re.IGNORECASE)),
    ("decade4", re.compile(r"(?:1[5-9]|20)\d0s")),
    ("decade2", re.compile(r"[1-9]0s")),
    ("clock12", re.compile(r"(?:0?[1-9]|1[0-2])(?:[:.][0-5]\d)?[ap]m", re.IGNORECASE)),
    ("span", re.compile(r"(?:1[5-9]|20)\d\d/(?:\d\d)?\d\d")),
)
_FISCAL = re.compile(r"FY(?:19|20)?\d\d")
# One token of every shape: the codes of a class must all be known when its rules are compiled.
_SAMPLES = (
    *(str(number) for number in range(100)), *(f"0{number}" for number in range(10)), "123", "12345",
    "2000", "2400", "2022-12-24", "2022-12-24T10:00", "1,800", "7:10", "26.11.2022", "24/12/2022", "2022/12/24",
    "1/2", "1.5", "16th", "45th", "1980s", "80s", "10am", "2001/02", "FY2023", "walked", "walk", "Walk", "WALK", "W",
)  # fmt: skip


class Cue(Enum):
    """What a word says of the time of its clause."""

    WILL = 2
    FUTURE = 1
    PAST = -1
    PRESENT = 0
    SAID = "said"  # looks back where nothing that is said does otherwise
    BASE = "base"  # a bare verb: looks ahead after "to"
    PASSIVE = "passive"  # be: looks ahead after "to", and the participle after it does not look back
    TIMETABLE = "timetable"  # begins: looks ahead beside the date
    TO = "to"
    STOP = "stop"  # a sentence may end here


class Rule(NamedTuple):
    """One rule of the grammar; `value` is a template over what its slots read."""

    name: str
    type: TimexType | Literal["NONE"]
    regex: str
    value: str
    shift: tuple[str, str] | None  # unit and amount: what `{base}` is, counted from the anchor
    anchor: Literal["dct", "text", "near", "day", "quarter"]
    pick: str  # which one a value without a year or a week means: nearest, last, this, next …
    examples: tuple[tuple[str, str, str, str], ...]  # text, DCT, expression, value
    counter: tuple[str, ...]


class Codes(dict[str, str]):
    """Map a token, white space behind it included, to its code; words are classified once."""

    def __init__(self, code_of: Callable[[str], str]) -> None:
        super().__init__()
        self._code_of = code_of

    def __missing__(self, token: str) -> str:
        if len(self) > _MEMORY:
            self.clear()
        code = self._code_of(token)
        self[token] = code
        return code


Started = tuple[tuple[Rule, re.Pattern[str]], ...]


class Grammar(NamedTuple):
    """Everything that tagging asks of the data."""

    codes: Codes
    rules: tuple[Rule, ...]
    scan: re.Pattern[str]  # finds where an expression may begin
    values: dict[str, dict[str, Value]]  # class → word → value
    holidays: dict[str, str]
    cues: dict[str, Cue]  # by code
    determiners: frozenset[str]  # codes
    commitments: frozenset[str]
    schedules: frozenset[str]
    conjunctions: frozenset[str]
    upon_day: frozenset[str]  # in May, on Friday
    upto: frozenset[str]  # to May, until May
    moves: frozenset[str]
    adjectives: frozenset[str]
    begins: frozenset[str]  # what a clause begins after, the marks of a sentence's end aside
    upon: frozenset[str]
    short: frozenset[str]  # codes of words after which a point ends no sentence
    by_first: dict[str, tuple[tuple[Rule, Part], ...]]  # the rules that can begin with a code
    started: dict[str, Started]  # by first two codes, filled as texts need them

    def starting(self, codes: str) -> Started:
        """List the rules that can begin with these two codes (one at the end of a text), compiled."""
        found = self.started.get(codes)
        if found is None:
            rules = self.by_first.get(codes[0], ())
            found = tuple((rule, _regex(rule.regex)) for rule, part in rules if part.begins(codes[0], codes[1:]))
            self.started[codes] = found
        return found


@cache
def _regex(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


@cache
def grammar() -> Grammar:
    """Compile the grammar."""
    rules = load("en/timex")
    words = _Words(load("en/words"), _plain_words(rules, load("en/words")["holiday"]))
    return _compile(rules, words)


class Joints(NamedTuple):
    """What joins two date expressions into one period: patterns for the text between or before them."""

    to: re.Pattern[str]
    and_: re.Pattern[str]
    between: re.Pattern[str]
    from_: re.Pattern[str]
    for_: re.Pattern[str]
    moved: re.Pattern[str]
    begins: re.Pattern[str]
    ends: re.Pattern[str]


@cache
def joints() -> Joints:
    """Compile what joins date expressions."""
    data = load("en/timex")["period"]
    return Joints(*(re.compile(data[name.rstrip("_")], re.IGNORECASE) for name in Joints._fields))


def _plain_words(rules: dict[str, Any], holidays: Iterable[str]) -> frozenset[str]:
    """Collect the words that patterns name as themselves."""
    texts = [*rules["slot"].values(), *holidays]
    for row in rules["rule"]:
        texts += [row[key] for key in ("pattern", "after", "not_after", "before", "not_before") if key in row]
    return frozenset(part for text in texts for part in parts(text) if part[0] not in "{<()|?*+")


class _Words:
    """Classify tokens: the set of its classes is a token's signature, each signature has a code."""

    def __init__(self, data: dict[str, Any], literals: frozenset[str]) -> None:
        self.values: dict[str, dict[str, Value]] = data["class"]
        self.holidays: dict[str, str] = data["holiday"]
        self._cased, self._upper = frozenset(data["cased"]["words"]), frozenset(data["upper"]["words"])
        self._literals = literals
        self._cue = {word: kind for kind, listed in data["cue"].items() for word in listed}
        self._classes: dict[str, set[str]] = {}
        for name, table in self.values.items():
            for word in table:
                self._classes.setdefault(word, set()).add(name)
        words = {*self._classes, *literals, *self._cue}
        samples = [*words, *(w.title() for w in words), *(w.upper() for w in words), *_SAMPLES]
        found = {signature for sample in samples if (signature := self._signature(sample))}
        self._code = {s: chr(_FIRST_CODE + n) for n, s in enumerate(sorted(found, key=sorted))}
        self.by_class: dict[str, set[str]] = {}
        for signature, code in self._code.items():
            for name in signature:
                self.by_class.setdefault(name, set()).add(code)

    def code(self, token: str) -> str:
        """Give the code of a token."""
        return BREAK if token.isspace() else self._code.get(self._signature(token.rstrip()), OTHER)

    def codes(self, *names: str) -> frozenset[str]:
        """Give the codes of all tokens of these classes."""
        return frozenset().union(*(self.by_class.get(name, ()) for name in names))

    def _signature(self, word: str) -> frozenset[str]:
        if word[-1].isdigit() and _FISCAL.fullmatch(word):
            return frozenset({"fytoken"})
        if word[0].isdigit():  # digits of other scripts are no dates here
            known = self._classes.get(word.lower(), set())
            return (_number(word) if word.isascii() else None) or frozenset(known)
        word = _SAME_SIGN.get(word, word)
        low = word.lower()
        known = set(self._classes.get(low, set()))
        if known and ((low in self._cased and low == word) or (low in self._upper and word != word.upper())):
            known.clear()
        if low in self._literals:
            known.add(f"={low}")
        cue = self._cue.get(low)
        if cue is None and low.endswith("ed") and known == {f"={low}"}:
            cue = "past"
        if cue is not None and not known & {"month", "weekday_abbr"}:
            known.add(f"!{cue}")
        return frozenset(known) if known else _unknown(word, low)


def _number(token: str) -> frozenset[str] | None:
    """Classify a token that begins with a digit: `day` 1-31, `year` 1000-2199, `clock` 7:10, `nth` 16th."""
    if token.isdigit():
        return _digits(token)
    shape = next((name for name, shape in _SHAPES if shape.fullmatch(token)), None)
    if shape == "dth":
        return frozenset({"dth", "nth"})
    return frozenset({shape}) if shape else None


def _digits(token: str) -> frozenset[str]:
    number, size = int(token[:9]), len(token)
    if size > 9:
        return frozenset({"long"})
    ranges = (("year", 4, 1000, 2199), ("day", 2, 1, 31), ("hour", 2, 0, 24))
    found = {name for name, most, low, high in ranges if size <= most and low <= number <= high}
    return frozenset(found | {"num"} | ({"yy"} if size == 2 else set()))


def _unknown(word: str, low: str) -> frozenset[str]:
    if not word[0].isalpha():
        return frozenset()
    if word == low:
        return frozenset({"!past"} if low.endswith("ed") and len(low) > 4 else ())
    if len(word) == 1:
        return frozenset({"initial"})
    return frozenset({"caps" if word == word.upper() else "cap"})


def _compile(data: dict[str, Any], words: _Words) -> Grammar:
    holidays = {_normal(name): rule for name, rule in words.holidays.items()}

    def atom_of(word: str) -> Part | str:
        name = word[1:-1]
        if word[0] == "{":
            return slots.get(name, f"<{name}>")
        if word == "<word>":
            return atom(frozenset(OTHER))
        if word == "<holiday>":
            return either([patterns.compile(name) for name in sorted(holidays, key=len, reverse=True)])
        if word[0] == "<" and name not in words.by_class and name in slots:
            return slots[name]
        codes = words.codes(name, f"!{name}") if word[0] == "<" else words.codes(f"={word}")
        if not codes:
            raise ValueError(f"pattern word {word!r} is in no list")
        return atom(codes)

    slots: dict[str, str] = data["slot"]
    patterns = Patterns(atom_of)
    compiled = [patterns.compile(row["pattern"]) for row in data["rule"]]
    starts = char_class(frozenset[str]().union(*(part.first for part in compiled)))
    heads = char_class(words.codes(*data["head"]["any"]))
    rows = zip(data["rule"], compiled, strict=True)
    cues = {code: Cue[name[1:].upper()] for name, found in words.by_class.items() if name[0] == "!" for code in found}
    rules = tuple(_rule(row, _in_context(row, part, patterns)) for row, part in rows)
    return Grammar(
        codes=Codes(words.code),
        rules=rules,
        scan=re.compile(f"{starts}(?:(?<={heads})|(?=[^\n]{{0,{_REACH}}}?{heads}))"),
        values=words.values,
        holidays=holidays,
        cues=cues | {BREAK: Cue.STOP},
        determiners=words.codes("determiner"),
        commitments=words.codes("commit"),
        schedules=words.codes("schedule"),
        conjunctions=words.codes("=and", "=or"),
        upon_day=words.codes("=in", "=on"),
        upto=words.codes("=to", "=until", "=till"),
        moves=words.codes("move"),
        adjectives=words.codes("adjective"),
        begins=words.codes("=and", "=but", "=,"),
        upon=words.codes("upon"),
        short=words.codes("initial", "month_abbr", "weekday_abbr", "short"),
        by_first=_by_first(zip(rules, compiled, strict=True)),
        started={},
    )


def _by_first(rules: Iterable[tuple[Rule, Part]]) -> dict[str, tuple[tuple[Rule, Part], ...]]:
    """List for each code the rules that can begin with it: of all rules a tenth."""
    found: dict[str, list[tuple[Rule, Part]]] = {}
    for rule, part in rules:
        for code in part.first:
            found.setdefault(code, []).append((rule, part))
    return {code: tuple(some) for code, some in found.items()}


def _in_context(row: dict[str, Any], part: Part, patterns: Patterns) -> str:
    """Add to a rule's expression what must, or must not, stand before and after it."""
    if part.empty:
        raise ValueError(f"rule {row['name']}: the pattern can be empty")
    number = count()  # a slot may stand in several branches: the scan takes the number off again
    regex = re.sub(r"\(\?P<(\w+)>", lambda m: f"(?P<{m[1]}_{next(number)}>", f"(?:{part.regex})")
    for key, sign in (("after", "="), ("not_after", "!")):
        if key in row:
            regex = f"(?<{sign}{char_class(patterns.compile(row[key]).first)}){regex}"
    for key, sign in (("before", "="), ("not_before", "!")):
        if key in row:
            regex += f"(?{sign}{patterns.compile(row[key]).regex})"
    return regex


def _rule(row: dict[str, Any], regex: str) -> Rule:
    shift = row.get("shift")
    return Rule(
        name=row["name"],
        type=row["type"],
        regex=regex,
        value=row.get("value", "{base}"),
        shift=(shift[0], str(shift[1])) if shift else None,
        anchor=row.get("anchor", "dct"),
        pick=row.get("pick", "nearest"),
        examples=tuple((str(a), str(b), str(c), str(d)) for a, b, c, d in row.get("examples", ())),
        counter=tuple(row.get("not", ())),
    )


def _normal(phrase: str) -> str:
    return " ".join(token.strip() for token in TOKEN.findall(phrase.lower()))
