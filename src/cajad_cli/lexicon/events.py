"""Classes of events, cues of status and of clauses: data/en/events.toml."""

import re
from functools import cache

from cajad_cli.lexicon.needs import words_of
from cajad_cli.lexicon.source import load
from cajad_cli.noun import NamedTuple


class EventClass(NamedTuple):
    """One class of events.

    `once` True: it happens to one thing only once, so two dates for it conflict. `sense` True: its words stand for
    each other when a topic is followed.
    """

    name: str
    words: tuple[str, ...]
    once: bool
    sense: bool


class Cues(NamedTuple):
    """Compiled patterns of status and of tellings without a date."""

    planned: re.Pattern[str]
    cancelled: re.Pattern[str]
    not_cancelled: re.Pattern[str]
    never_was: re.Pattern[str]
    unfulfilled: re.Pattern[str]
    taken_back: re.Pattern[str]
    moved_from: re.Pattern[str]
    at_first: re.Pattern[str]
    not_then: re.Pattern[str]
    but_then: re.Pattern[str]
    said_that: re.Pattern[str]
    set_for: re.Pattern[str]
    held: re.Pattern[str]
    undated: re.Pattern[str]
    boundary: re.Pattern[str]


@cache
def classes() -> dict[str, EventClass]:
    """Map class names to classes; raises ValueError where two classes claim one word."""
    owner: dict[str, str] = {}
    for entry in load("en/events")["class"]:
        for word in entry["words"]:
            if owner.setdefault(word, entry["name"]) != entry["name"]:
                raise ValueError(f"events.toml: {word!r} is in {owner[word]} and {entry['name']}")
    made = (
        EventClass(e["name"], tuple(e["words"]), e.get("once", False), e.get("sense", False))
        for e in load("en/events")["class"]
    )
    return {c.name: c for c in made}


@cache
def cues() -> Cues:
    """Compile the cues, each as whole words."""
    data = load("en/events")
    status = data["status"]

    def words(patterns: list[str]) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)

    return Cues(
        words(status["planned"]),
        words(status["cancelled"]),
        re.compile("|".join(status["not_cancelled"]), re.IGNORECASE),
        words(status["never_was"]),
        words(status["unfulfilled"]),
        words(status["taken_back"]),
        re.compile(status["moved_from"], re.IGNORECASE),
        re.compile(status["at_first"], re.IGNORECASE),
        re.compile(status["not_then"], re.IGNORECASE),
        re.compile(status["but_then"], re.IGNORECASE),
        re.compile(status["said_that"], re.IGNORECASE),
        words(status["set_for"]),
        words(status["held"]),
        re.compile(rf"\b(?:{'|'.join(data['undated']['patterns'])})", re.IGNORECASE),
        re.compile("|".join(b if b not in "()" else re.escape(b) for b in data["clause"]["boundaries"])),
    )


@cache
def phrases() -> re.Pattern[str]:
    """Compile the event words that are several words, the longest first."""
    several = sorted((w for c in classes().values() for w in c.words if " " in w), key=len, reverse=True)
    patterns = (r"\s+".join(map(re.escape, word.split())) for word in several)  # lines break within them
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


@cache
def _phrase_words() -> dict[bytes, tuple[frozenset[bytes], ...]]:
    """Map a word of each phrase, its longest, to all words of those phrases."""
    made: dict[bytes, tuple[frozenset[bytes], ...]] = {}
    for phrase in _phrase_classes():
        words = frozenset(words_of(phrase))
        key = max(sorted(words), key=len)
        made[key] = (*made.get(key, ()), words)
    return made


def may_hold_phrase(text: str) -> bool:
    """Say whether all words of a phrase stand in a text: a look at 2 µs a sentence that spares a search of 60."""
    said = frozenset(words_of(text))
    known = _phrase_words()
    return any(words <= said for key in known.keys() & said for words in known[key])


@cache
def _phrase_classes() -> dict[str, str]:
    return {word: c.name for c in classes().values() for word in c.words if " " in word}


def phrase_class(phrase: str) -> str:
    """Give the class of an event phrase as `phrases` finds it."""
    return _phrase_classes()[" ".join(phrase.lower().split())]


ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip


@cache
def ordinal() -> re.Pattern[str]:
    """Compile the ordinals by which editions are counted, the figures of "9th" as a group."""
    return re.compile(rf"\b(?:(\d{{1,3}})(?:st|nd|rd|th)|(?i:{'|'.join(ORDINALS)}))\b")


@cache
def same_words() -> tuple[tuple[str, ...], ...]:
    """Give the groups of words that stand for one thing when tellings are compared."""
    return tuple(tuple(group) for group in load("en/events")["same"]["words"])


@cache
def plans() -> frozenset[str]:
    """Give the nouns that carry a year in their name."""
    return frozenset(load("en/events")["name"]["plans"].split())


@cache
def called() -> re.Pattern[str]:
    """Compile what follows a year that is given a name."""
    return re.compile(load("en/events")["name"]["called"], re.IGNORECASE)


class YearNames(NamedTuple):
    """Compiled patterns around a time that belongs to a name or only possesses something."""

    named: re.Pattern[str]
    term: re.Pattern[str]
    owned: re.Pattern[str]


@cache
def year_names() -> YearNames:
    """Compile what tells a year in a name, the term of a plan, and a possessive time."""
    name = load("en/events")["name"]
    return YearNames(re.compile(name["named"]), re.compile(name["term"], re.IGNORECASE), re.compile(name["owned"]))


class Nowadays(NamedTuple):
    """Compiled patterns around a "today" that tells of a state: before it, before it with `after` behind it."""

    before: re.Pattern[str]
    is_: re.Pattern[str]
    after: re.Pattern[str]


@cache
def nowadays() -> Nowadays:
    """Compile what tells a "today" that is no day of an event."""
    data = load("en/events")["no_event"]
    return Nowadays(*(re.compile(data[f"nowadays_{name}"]) for name in ("before", "is", "after")))


@cache
def aside() -> re.Pattern[str]:
    """Compile what may stand between a date and its restatement."""
    return re.compile(load("en/events")["no_event"]["aside"])


@cache
def goes_on() -> re.Pattern[str]:
    """Compile the beginning of a clause with a predicate of its own."""
    return re.compile(load("en/events")["clause"]["goes_on"])


@cache
def hours() -> frozenset[str]:
    """Give the rules of date expressions for an hour, whose day is that of the text."""
    return frozenset(load("en/events")["no_event"]["hours"])


@cache
def eventless() -> frozenset[str]:
    """Give the rules of date expressions at whose time nothing is told to happen."""
    return hours() | frozenset(load("en/events")["no_event"]["rules"])


@cache
def restated() -> frozenset[str]:
    """Give the rules of date expressions that can say once more how long ago a date was."""
    return frozenset(load("en/events")["no_event"]["restated"])


@cache
def undisputed() -> frozenset[str]:
    """Give the rules of date expressions that are no side of a dispute about a date."""
    return hours() | frozenset(load("en/events")["no_dispute"]["rules"])


@cache
def relative_day() -> re.Pattern[str]:
    """Compile the days that are counted from another event."""
    return re.compile(load("en/events")["relative"]["pattern"])


@cache
def name_ends() -> re.Pattern[str]:
    """Compile what cannot stand in the name of an event."""
    return re.compile(load("en/events")["relative"]["name_ends"])


@cache
def day_numbers() -> dict[str, int]:
    """Map the words that count days to numbers, digits included."""
    return {**load("en/events")["relative"]["number"], **{str(n): n for n in range(100)}}


@cache
def lasting() -> frozenset[str]:
    """Give the classes of what goes on for days."""
    return frozenset(load("en/events")["relative"]["lasting"])


@cache
def undated_classes() -> frozenset[str]:
    """Give the classes of which a sentence without a date can tell."""
    return frozenset(load("en/events")["undated"]["classes"])


@cache
def light_verbs() -> frozenset[str]:
    """Give the verbs that only say that the noun beside them happens."""
    return frozenset(load("en/events")["light"]["verbs"].split())


@cache
def lookalikes() -> frozenset[str]:
    """Give the nouns in lower case that are spelt like an event word, but tell of none."""
    return frozenset(load("en/events")["light"]["nouns"].split())


@cache
def modes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the qualities that tell one meeting from another, each with the pattern of its words."""
    made = load("en/events")["mode"].items()
    return tuple(
        (name, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)) for name, words in made
    )
