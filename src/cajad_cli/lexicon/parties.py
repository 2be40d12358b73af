"""Words for who does what, offices and houses: data/en/parties.toml."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from cajad_cli.lexicon.source import load
from cajad_cli.noun import NamedTuple

EVERY = "*"  # stands for every country of a group: "all five presidents"


class Act(NamedTuple):
    """What a party does: `before` ends where the words for the party begin, `behind` begins where they end.

    `hint` finds the texts that may tell it. It is done `for_another`, a country; `by_several`; is that `of_a_thing`, or
    is done `by_bodies` as well as persons.
    """

    name: str
    hint: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    for_another: bool
    by_several: bool
    of_a_thing: bool
    by_bodies: bool


def _any(patterns: Sequence[str]) -> str:
    return _spaced(f"(?:{'|'.join(patterns)})")


def _spaced(pattern: str) -> str:
    """Let a space stand for any white space."""
    return pattern.replace(" ", r"\s+")


_OF_WHAT = r"(?:\s+of\s+[^.;:]{1,60}?)?"


def _before(act: dict[str, Any]) -> str:
    """Give what ends where the words for a party begin."""
    made = [_spaced(p) for p in act["before"]]
    if act["passives"]:
        made.append(rf"(?:{_spaced(act['passives'])})\s+by")
    if act["gerunds"]:
        made.append(rf"(?:{_spaced(act['gerunds'])})\s+[^,.;:]{{0,50}}?(?:was|were|is)")
    if act["doers"]:
        made.append(rf"(?:{_spaced(act['doers'])}){_OF_WHAT}(?:,|\s+(?:was|is|were|are|will\s+be))")
    if act["deeds"]:
        nouns = _spaced(act["deeds"])
        made.append(
            rf"(?:under|at|on|upon|with|through|by|thanks\s+to|been|was|were|is)\s+(?:the|an?)\s+(?:{nouns})\s+of"
        )
        made.append(rf"(?:{nouns})\s+of" if act["name"] == "sign" else rf"(?:{nouns})\s+by")
    return "|".join(made)


def _possessed(act: dict[str, Any]) -> str:
    """Give what begins right behind a party that something is of: "X's proposal"."""
    return rf"['’]s?\s+(?:{_spaced(act['deeds'])})" if act["deeds"] else "(?!)"


def _behind(act: dict[str, Any]) -> str:
    """Give what begins where the words for a party end, an aside left out."""
    made = [_spaced(p) for p in act["behind"]]
    made += [_spaced(act[key]) for key in ("verbs", "gerunds") if act[key]]
    if act["doers"]:
        nouns = _spaced(act["doers"])
        made.append(rf"(?:was|is|acted\s+as|served\s+as|became)\s+(?:the\s+)?(?:{nouns})\s+of")
        made.append(rf"the\s+(?:{nouns})(?:\s+of|(?=[,.;]))")
    return "|".join(made)


def _behind_party() -> str:
    """Give the pattern of what may stand between a party and what it does."""
    party = load("en/parties")["party"]
    return _spaced(party["aside"]) + _spaced(party["link"])


@cache
def acts() -> tuple[Act, ...]:
    """Give the acts by which parties are told; patterns take any case where they stand alone."""
    lead = _spaced(load("en/parties")["party"]["lead"])
    return tuple(
        Act(
            act["name"],
            re.compile(_spaced(act["hint"]), re.IGNORECASE),
            re.compile(rf"\b(?:{_before(act)})\s+{lead}\Z", re.IGNORECASE),
            re.compile(rf"(?:{_possessed(act)}|{_behind_party()}(?:{_behind(act)}))\b"),
            *(bool(act.get(mark)) for mark in ("for_another", "by_several", "of_a_thing", "by_bodies")),
        )
        for act in load("en/parties")["act"]
    )


class Things(NamedTuple):
    """Stems around what is proposed or founded; `bare_idea` is an idea that does not say of what."""

    idea: frozenset[str]
    forums: frozenset[str]
    origin: frozenset[str]
    came: frozenset[str]
    bare_idea: re.Pattern[str]


@cache
def things() -> Things:
    """Give the words around what is proposed or founded."""
    thing = load("en/parties")["thing"]
    idea, forums, origin, came = (frozenset(thing[key].split()) for key in ("idea", "forums", "origin", "came"))
    return Things(idea, forums, origin, came, re.compile(thing["bare_idea"]))


class Titles(NamedTuple):
    """Patterns of titles: whole, their head, what lowers them, and what says that they are held no more."""

    title: str
    head: re.Pattern[str]
    lower: re.Pattern[str]
    no_longer: re.Pattern[str]


@cache
def titles() -> Titles:
    """Give the patterns of titles; `title` is a source without flags, to be put into others."""
    office = load("en/parties")["office"]
    heads, modifiers = _any(office["heads"]), _any(office["modifiers"])
    title = rf"(?i:\b(?:{modifiers}(?:\s+|-))*{heads}\b)"
    return Titles(
        title,
        re.compile(heads, re.IGNORECASE),
        re.compile(rf"\b{_any(office['lower'])}[\s-]", re.IGNORECASE),
        re.compile(rf"\b{_any(office['no_longer'])}[\s-]", re.IGNORECASE),
    )


@cache
def one_office() -> dict[str, str]:
    """Map titles to the name under which an office is compared."""
    return dict(load("en/parties")["office"]["same"])


@cache
def one_field() -> dict[str, str]:
    """Map the words that name one field of a ministry to the first of them."""
    groups = [group.split() for group in load("en/parties")["office"]["fields"]]
    return {word: group[0] for group in groups for word in group}


@cache
def regions() -> frozenset[str]:
    """Give the nouns of what is named on a map: province, river."""
    return frozenset(load("en/parties")["where"]["regions"].split())


class Mentions(NamedTuple):
    """What stands before and behind a name that tells its kind, and words of names that are no persons'."""

    placed: re.Pattern[str]
    governed: re.Pattern[str]  # its group is the word that governs a place
    alone: re.Pattern[str]
    said_before: re.Pattern[str]
    said_behind: re.Pattern[str]
    things: frozenset[str]
    no_person: re.Pattern[str]


@cache
def mentions() -> Mentions:
    """Give the words by which the kind of a name is told."""
    words = load("en/parties")["mention"]
    placed, governs, places, alone, says = (words[key] for key in ("placed", "governs", "places", "alone", "says"))
    return Mentions(
        re.compile(rf"\b(?:{placed})(?: the)?(?: (?:{places}) of)? \Z"),
        re.compile(rf"\b({governs}) (?:the )?(?:(?!(?:{governs})\b)[\w’'-]+ ){{0,3}}\Z", re.IGNORECASE),
        re.compile(rf"(?: (?:{places}))?(?:['’]s\b)?(?=[,.;:!?()”\"—–]|\Z| (?:{alone})\b)"),
        re.compile(rf"\b(?:{says})(?: [\w’'-]+){{0,4}},? ?\Z"),
        re.compile(rf"(?:, [^,.;:]{{3,40}})?,? (?:{says})\b"),
        frozenset(words["things"].split()),
        re.compile(rf"\b(?:{words['no_person']}) \Z", re.IGNORECASE),
    )


class Venues(NamedTuple):
    """Nouns of houses, what is held in them, and what is held besides."""

    nouns: frozenset[str]
    room: re.Pattern[str]  # right before the name of a house
    noun: re.Pattern[str]  # behind a name; its group is the noun
    held: re.Pattern[str]
    besides: re.Pattern[str]
    occasions: re.Pattern[str]


@cache
def venues() -> Venues:
    """Give the words for houses in which something is held."""
    venue = load("en/parties")["venue"]
    held, *others = (re.compile(_spaced(venue[name])) for name in ("held", "besides", "occasions"))
    noun = re.compile(rf"\s+(?:(?:{'|'.join(venue['kinds'].split())}) )?([a-z]+)\b")
    room = re.compile(rf"\b(?:{'|'.join(venue['rooms'].split())})\s+of\s+(?:the\s+|our\s+)?\Z")
    return Venues(frozenset(venue["nouns"].split()), room, noun, held, *others)


def _beside(table: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile the words before and behind a place."""
    words = load("en/parties")[table]
    return re.compile(rf"\b{_any(words['before'])}\s+\Z", re.IGNORECASE), re.compile(rf"\s*{_any(words['behind'])}\b")


@cache
def born() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give the patterns before and behind the place that a person is from."""
    return _beside("born")


class Posts(NamedTuple):
    """Posts: their nouns, what ends before a noun, what stands between it and a name, what begins behind a name.

    Groups of the patterns: `before` and `of` are the words beside the noun, `head`; `gap` parts it from the name.
    """

    head: re.Pattern[str]
    before: re.Pattern[str]
    between: re.Pattern[str]
    behind: re.Pattern[str]


_OWNER = (
    r"(?:the|an?|its|their|our|his|her|(?:(?-i:[A-Z])[\w-]*\s){0,4}?(?-i:[A-Z])[\w-]*[’']s?"
    r"|(?:the|its|our|this)\s[\w-]+[’']s?)"
)
_LINKS = r"(?:by|of|to|for|with|in|at|on|from|as|and|or|the|an?|that|who|is|was|were|has|have|had|will|[\w-]+ed)\b"
_POST_OF = r"(?P<of>\s(?:of|at|for|in|to)\s[^,;:()“”\"]{2,90}?)?"
_POST_IS = (
    r"(?:,\s(?:who\s(?:is|was|(?:has|had)\sbeen|[^,.;:]{3,60}?\sas)\s)?|\s\("
    r"|(?:,\s[^,.;:]{3,50},)?\s(?:is|was|has\sbeen|became|(?:was|has\sbeen)\s(?:made|elected|appointed|named|chosen)(?:\sas)?"
    r"|(?:serve|act|work)(?:s|d|ed)\sas|has\saccepted\sthe\s(?:post|office)\sof)\s)"
)
_POST_ENDS = (
    r"(?=\s?(?:[,.;:()!?”\"–—]|\Z)|\s(?:and|who|which|that|where|said|says|told|has|had|was|is|for|since|in|at|as|to|on|with|from"
    r"|during|when|while)\b)"
)


@cache
def posts() -> Posts:
    """Give how posts are told."""
    data = load("en/parties")["post"]
    nouns = sorted((*data["own"].split(), *data["many"].split()), key=len, reverse=True)
    head = rf"(?P<head>{'|'.join(n.replace('-', '(?: ?- ?| )') for n in nouns)})(?![\w’'-])"
    rank = rf"(?:(?:{'|'.join(sorted(post_nouns().ranks))}|(?-i:[A-Z])[\w-]*)\s){{0,4}}?"
    before = rf"(?P<before>(?:{_OWNER}\s(?:(?!{_LINKS})[\w-]+\s){{0,3}}?)?{rank})"
    return Posts(
        re.compile(rf"\b{head}", re.IGNORECASE),
        re.compile(rf"(?<![\w’'-]){before}\Z", re.IGNORECASE),
        re.compile(rf"{_POST_OF}(?P<gap>,?\s|:\s)(?:(?:mr|mrs|ms|dr|h\.e)\.?\s)*", re.IGNORECASE),
        re.compile(rf"{_POST_IS}{before}{head}{_POST_OF}{_POST_ENDS}", re.IGNORECASE),
    )


class PostNouns(NamedTuple):
    """Nouns of posts by what they tell, words of rank, those that lower a post, groups of nouns that may mean one."""

    own: frozenset[str]  # of which a house has one
    changing: frozenset[str]  # of these, those of which it has another one before long, or a state has them
    alone: frozenset[str]  # of which a matter has one
    any: frozenset[str]  # that may mean every post
    ranks: frozenset[str]
    lowers: frozenset[str]
    same: tuple[frozenset[str], ...]
    parts: frozenset[str]  # of what somebody is in something held
    held: frozenset[str]  # stems of what is held
    of_state: frozenset[str]


@cache
def post_nouns() -> PostNouns:
    """Give the nouns of posts."""
    data = load("en/parties")["post"]
    own, changing, alone, every, ranks, lowers, parts, held, of_state = (
        frozenset(data[key].split())
        for key in ("own", "changing", "alone", "any", "ranks", "lowers", "parts", "held", "of_state")
    )
    same = tuple(frozenset(group.split()) for group in data["same"])
    return PostNouns(own, changing, alone, every, ranks, lowers, same, parts, held, of_state)


class Places(NamedTuple):
    """Patterns around places: `hint` finds the texts, `site` and `host_before` end before, the others begin behind."""

    hint: re.Pattern[str]
    site: re.Pattern[str]
    hosts: re.Pattern[str]
    host_before: re.Pattern[str]
    named: re.Pattern[str]


@cache
def places() -> Places:
    """Give the patterns by which the place of something is told."""
    where = {key: _spaced(value) for key, value in load("en/parties")["where"].items() if key != "regions"}
    return Places(
        re.compile(rf"\b(?:{where['hint']})"),
        re.compile(rf"\b(?:{where['site']})\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?\Z"),
        re.compile(rf"(?:\s+{where['hosts']}|,\s+(?:the|our)\s+host\s+(?:city|town|country))\b"),
        re.compile(rf"\b(?:{where['host_before']})\s+(?:the\s+)?\Z"),
        re.compile(rf"(?:['’]s)?\s+(?:[\w’'-]+\s+){{0,2}}?{where['named']}\b"),
    )


@cache
def hint() -> re.Pattern[str]:
    """Give the pattern of texts that may tell of parties or places at all."""
    data = load("en/parties")
    hints = [
        *(act["hint"] for act in data["act"]),
        data["attendance"]["hint"],
        data["vote"]["hint"],
        data["where"]["hint"],
    ]
    return re.compile("|".join(f"(?:{_spaced(h)})" for h in hints))


@cache
def called() -> re.Pattern[str]:
    """Give the pattern of titles and meetings, beside which a party stands."""
    return re.compile(
        r"(?:[Mm]inister|[Pp]resident|[Aa]mbassador|[Mm]ayor|[Gg]overnor|[Rr]ector|[Cc]hair(?:wo)?man|Head of State)\b"
        r"|\b[Dd]irector[- ][Gg]eneral\b"
        r"|\b(?:host|took place|(?:was|were|be) held|venue|attended|took part|gathered|absent|came)"
    )


@cache
def home() -> re.Pattern[str]:
    """Give the pattern of texts that may tell where a person is from."""
    return re.compile(r"\b(?:born|home ?town|birthplace|native|grew up|raised|hails)\b")


@cache
def founded() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give the patterns before and behind the place where something began."""
    return _beside("founded")


class Attendance(NamedTuple):
    """Patterns of who came and who did not."""

    absent_hint: re.Pattern[str]
    absent: re.Pattern[str]
    every: re.Pattern[str]
    listed: re.Pattern[str]
    came: re.Pattern[str]
    besides: re.Pattern[str]
    only: re.Pattern[str]  # right before the party, or what belongs to it
    alone: re.Pattern[str]  # right behind it


@cache
def attendance() -> Attendance:
    """Give the patterns by which texts tell who came to a meeting."""
    words = {k: _spaced(v) for k, v in load("en/parties")["attendance"].items() if isinstance(v, str)}
    absent = _any(load("en/parties")["attendance"]["absent"])
    who, every, came = words["who"], words["every"], words["came"]
    between, seat_of = r"[^.;:]{0,80}?\s", words["seat_of"]
    return Attendance(
        re.compile(words["hint"]),
        re.compile(
            rf"(?:{words['alone']})?(?:{words['seat']}|{_behind_party()}){absent}\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:(?P<who>{who})\s+(?:of|from)\s+(?:(?-i:[A-Z])\w+\s+and\s+)?{every}\s+(?:\w+\s+){{0,3}}?"
            rf"(?:countries|states|nations|republics)"
            rf"|all\s+(?:of\s+)?(?:the\s+)?(?:five|six)\s+(?P<whose>{who}))(?={between}{came}\b)",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?P<who>{who})\s+of\s+(?:the\s+)?(?=[A-Z])", re.IGNORECASE),
        re.compile(rf"\b{came}\b"),
        re.compile(rf"\b{words['besides']}\Z"),
        re.compile(rf"{words['only']}(?:{seat_of})?(?:the\s+)?\Z"),
        re.compile(words["alone"]),
    )


@cache
def votes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give what begins behind a country that voted, by how: "in favour", "against", "abstained", "did not vote"."""
    data = load("en/parties")
    behind = f"(?:{data['attendance']['alone']})?{_behind_party()}"
    told = data["vote"]["told"].items()
    return tuple((how, re.compile(rf"{behind}{_any(words)}\b", re.IGNORECASE)) for how, words in told)


@cache
def vote_hint() -> re.Pattern[str]:
    """Give the pattern of texts that may tell how somebody voted."""
    return re.compile(load("en/parties")["vote"]["hint"])


class Lists(NamedTuple):
    """Patterns of complete lists: what stands before one, between its members, at its end, and what leaves it open."""

    cue: re.Pattern[str]
    link: re.Pattern[str]
    end: re.Pattern[str]
    open: re.Pattern[str]
    more: re.Pattern[str]


FEWEST_LISTED, MOST_LISTED = 3, 8  # members


@cache
def lists() -> Lists:
    """Give the patterns by which complete lists are told."""
    from cajad_cli.lexicon.quantities import numbers  # answers read no lists

    told = {key: value for key, value in load("en/parties")["list"].items() if isinstance(value, str)}
    cardinals = numbers("cardinals")
    counts = "|".join(w for w, v in cardinals.items() if FEWEST_LISTED <= v <= MOST_LISTED)
    cue = (
        rf"\b(?P<count>(?i:{counts})|[{FEWEST_LISTED}-{MOST_LISTED}]) (?:[\w’-]+ ){{0,2}}?(?P<noun>[a-z]+)"
        rf"{told['counted']}(?=[\w“\"])"
        rf"|\b(?!{told['nobody']})(?P<of>[\w’-]+) {told['defined']}(?=[\w“\"])"
        rf"|\b{told['group']}(?=[A-Z])"
        rf"|\b(?P<items>[a-z]+s){told['named']}(?=[\w“\"])"
        rf"|\b{told['whence']}(?=[A-Z][\w’-]+(?: [A-Z][\w’-]+)?, (?:the )?[A-Z])"
    )
    return Lists(*map(re.compile, (cue, told["link"], told["end"], told["open"], told["more"])))
