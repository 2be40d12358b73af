"""The nouns, in the order in which data flows.

Values never change once made. They are named tuples, not frozen dataclasses: twenty slotted dataclasses
cost one and a quarter times the start of Python itself, twenty named tuples a tenth of that.

All offsets (`start`, `end`) count Unicode characters, closed-open, in the text of one document.
Days are `datetime.date`; dates at the precision known are ISO 8601 strings (`2022`, `2022-12`, `2022-12-24`).
"""

from datetime import date
from typing import Any, Literal

from cajad_cli.noun import NamedTuple

# ---------------------------------------------------------------- files → Document


SourcesOnly = Literal["", "undated", "copies"]
PublishedFrom = Literal["text", "library", "inferred", "none"]
BlockKind = Literal["heading", "paragraph", "item", "caption"]


class Span(NamedTuple):
    """A stretch of a document's text."""

    start: int
    end: int


class Quote(NamedTuple):
    """A verbatim stretch of a document's text with its words: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str


class Block(NamedTuple):
    """One paragraph, heading, list item or caption of the body, without the white space around it."""

    kind: BlockKind
    start: int
    end: int


class Document(NamedTuple):
    """One text as it was read: what it says, who issued it and when, and which spans are its body."""

    document: str  # id: path below the library's folder, with "/"; within a container "#" and the record's name
    source: str  # publisher's short id
    publisher: str
    kind: str  # "news", "press-release", "editorial", …
    title: str  # verbatim from the text where it has one
    url: str | None
    language: str  # ISO 639-1
    published: date | None  # document creation time (DCT)
    published_from: PublishedFrom
    published_evidence: Quote | None
    text: str
    blocks: tuple[Block, ...]  # the body, in order
    stamps: tuple[Span, ...]  # datelines, stamps, closing credits: their dates tell of no event
    pages: tuple[int, ...] = ()  # where each page begins; empty where the file has none


class Problem(NamedTuple):
    """A file, or a part of one, that could not be read, and why; collected, never raised past one file."""

    document: str
    message: str


# ---------------------------------------------------------------- Document → Passage · Timex · Event · Claim

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Status = Literal["happened", "planned", "cancelled"]


class Passage(NamedTuple):
    """One sentence, heading, list item or caption of the body; numbers count from 1."""

    paragraph: int
    sentence: int
    kind: BlockKind
    start: int
    end: int
    page: int | None = None  # on which it begins, where the file has pages


class Timex(NamedTuple):
    """A date expression as TimeML's TIMEX3 has it; `rule` names the rule that read it."""

    start: int
    end: int
    text: str
    type: TimexType
    value: str  # ISO 8601 / TIMEX3: "2022-12-24", "XXXX-12", "P3D", "PAST_REF", …
    mod: str | None
    rule: str


class Period(NamedTuple):
    """The days that one or more date expressions name together, both ends inclusive.

    `value` is the date at the precision known, `end` its last date where the text names two ("Aug. 9-12").
    """

    first: date
    last: date
    value: str
    end: str | None
    timexes: tuple[Timex, ...]

    @property
    def is_day(self) -> bool:
        """Tell a single day."""
        return self.first == self.last


KEYS_REST = "|"  # parts the keys of an event's clause from those of the passage around it


class Event(NamedTuple):
    """One telling of something that happens: what one passage says of one period."""

    paragraph: int
    sentence: int
    start: int
    end: int
    first: date | None  # None: told without a date
    last: date | None
    value: str | None
    until: str | None
    status: Status
    timex: Timex | None
    trigger: str  # the event word's class ("meeting", "establish") or its stem
    rule: str
    keys: tuple[str, ...]  # what merging compares: names, places, ordinals, stems, each with a one-letter kind


class Claim(NamedTuple):
    """One value that one passage states of something: what merges and contradicts."""

    paragraph: int
    sentence: int
    start: int
    end: int
    kind: str  # "date", "number", "name", "place", "statement"
    attribute: str  # what is measured or dated: the normal form that claims align by
    value: str  # normal form
    low: float | None  # bounds of a number, or the ordinal days of a date
    high: float | None
    quote: Quote  # the words that hold the value
    rule: str
    keys: tuple[str, ...]


class OpenTimex(NamedTuple):
    """A date expression that names no days, and the passage that holds it."""

    paragraph: int
    sentence: int
    timex: Timex


class Extract(NamedTuple):
    """All that was read out of one document."""

    passages: tuple[Passage, ...]
    timexes: tuple[Timex, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    matter: tuple[str, ...] = ()  # keys of what the document is about: names and stems of title and lead
    undated: tuple[OpenTimex, ...] = ()  # of passages that date nothing


# ---------------------------------------------------------------- what you ask


class Settled(NamedTuple):
    """What library.toml decides of a point: its `value`, or None where the point is silenced.

    A point is meant where it holds all words of `topic`; with `documents` (globs), only one made by these alone.
    """

    topic: str
    value: str | None
    note: str
    documents: tuple[str, ...]
    line: int  # of its table in library.toml


class Library(NamedTuple):
    """A folder of documents; `settings` is what its library.toml says of reading them, `{}` where there is none.

    What it settles of the answers is kept apart, so that a change of it reads no document again.
    """

    path: str  # absolute
    name: str
    settings: dict[str, Any]
    settled: tuple[Settled, ...] = ()


class Query(NamedTuple):
    """What was asked, with every date already resolved to days."""

    text: str
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    document: str | None = None  # glob over document ids
    limit: int | None = None
    offset: int = 0
    sort: str = ""
    exact: bool = False
    by: str = ""  # "passage": one result a passage
    today: date | None = None  # anchors "last month" inside date:


class Correction(NamedTuple):
    """A typed word that the library does not know and the one used in its place."""

    typed: str
    used: str


class Variant(NamedTuple):
    """A name as typed and another spelling of it that the library has and the answer leaves out."""

    typed: str
    variant: str


class AskedQuery(NamedTuple):
    """The query as it was answered, for the head of every answer."""

    text: str
    since: date | None
    until: date | None
    sources: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    also: tuple[Variant, ...] = ()
    bounded: str = ""  # which documents were looked at, where not all of them were


# ---------------------------------------------------------------- answers


class SourceRow(NamedTuple):
    """One document of the library in `cajad sources`."""

    document: str
    source: str
    publisher: str
    kind: str
    title: str
    url: str | None
    language: str
    published: str | None
    published_from: PublishedFrom
    published_evidence: Quote | None
    words: int
    copy_of: str | None
    why: str = ""  # there is no day of publication, where that was asked
    seen: tuple[Quote, ...] = ()  # dates that stand in the text all the same, where that was asked


class Sources(NamedTuple):
    """The answer of `cajad sources`: all documents, or those without a day, or those with copies."""

    library: Library
    documents: tuple[SourceRow, ...]
    only: SourcesOnly = ""


class Neighbour(NamedTuple):
    """A passage beside one that answers, with its place."""

    paragraph: int
    sentence: int
    start: int
    end: int
    text: str


class PassageHit(NamedTuple):
    """A passage that answers, with its place and the matching words in it.

    `marks` are offsets from the start of the passage's own text; `before` and `after` are the passages around it, in
    the order of the text, where they were asked for.
    """

    document: str
    source: str
    published: str | None
    paragraph: int
    sentence: int
    start: int
    end: int
    text: str
    marks: tuple[Span, ...]
    before: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()
    page: int | None = None


class SearchHit(NamedTuple):
    """One document that answers, best passages first."""

    rank: int
    document: str
    source: str
    title: str
    published: str | None
    score: float
    passages: tuple[PassageHit, ...]


class SearchAnswer(NamedTuple):
    """The answer of `cajad search`; `total` counts all that match, `results` is the page asked for."""

    query: AskedQuery
    total: int
    results: tuple[SearchHit, ...]


class Facet(NamedTuple):
    """One value of a facet and how many results have it; None: the day of publication is not known."""

    value: str | None
    number: int


class Facets(NamedTuple):
    """The answer of `cajad search --facet`: results counted by source, year, kind or document.

    `unit` is what is counted, "document" or "passage"; `total` counts all that match.
    """

    query: AskedQuery
    total: int
    unit: str
    by: str
    facets: tuple[Facet, ...]


class Count(NamedTuple):
    """The answer of `cajad search --count`: how many documents or passages match."""

    query: AskedQuery
    total: int
    unit: str


class Mention(NamedTuple):
    """One telling of an event; `timex` is None where the passage gives no date of its own."""

    document: str
    source: str
    published: str | None
    paragraph: int
    sentence: int
    start: int
    end: int
    text: str
    status: Status
    date: str | None
    until: str | None
    timex: Timex | None
    copy_of: str | None = None
    page: int | None = None


class TimelineEntry(NamedTuple):
    """One real event with all its tellings; `text` is that of the mention that tells it best."""

    date: str
    end: str | None
    status: Status
    disputed: bool
    text: str
    sources: tuple[str, ...]
    mentions: tuple[Mention, ...]
    salience: float = 0.0


class Timeline(NamedTuple):
    """The answer of `cajad timeline`, in the order of time."""

    query: AskedQuery
    total: int
    events: tuple[TimelineEntry, ...]


class UndatedPassage(NamedTuple):
    """A passage that tells of a time or of an event and could not be dated; `reason` says why.

    `timex` is the expression that names no days, None where there is no expression at all.
    """

    document: str
    source: str
    published: str | None
    paragraph: int
    sentence: int
    start: int
    end: int
    text: str
    reason: str
    timex: Timex | None
    copy_of: str | None = None
    page: int | None = None


class Undated(NamedTuple):
    """The answer of `cajad timeline --undated`, in the order of the documents."""

    query: AskedQuery
    total: int
    passages: tuple[UndatedPassage, ...]


Verdict = Literal["conflict", "agree", "compatible", "single"]
Mark = Literal["", "update", "currency"]


class ClaimQuote(NamedTuple):
    """One source's own words for a value, with their place."""

    document: str
    source: str
    published: str | None
    paragraph: int
    sentence: int
    start: int
    end: int
    text: str
    value: Quote
    page: int | None = None


class Position(NamedTuple):
    """One value of a point and all who hold it."""

    value: str
    sources: tuple[str, ...]
    claims: tuple[ClaimQuote, ...]


class Point(NamedTuple):
    """One thing on which sources can agree or differ.

    `certainty`, 0 to 1, is that of a conflict, None of all else; `explain` says why its claims were held together.
    `mark` says why values that look unequal are compatible: a later story raises the figure, or counts in other money.
    """

    label: str
    kind: str
    verdict: Verdict
    positions: tuple[Position, ...]
    certainty: float | None = None
    settled: Settled | None = None
    explain: tuple[str, ...] = ()
    mark: Mark = ""


class Comparison(NamedTuple):
    """The answer of `cajad compare`; `silent` are the sources that say nothing on the topic.

    `silenced` are the entries of library.toml that keep points out of `points`, one for each such point; `unmet` those
    that fit no conflict of the whole library, where it was asked for.
    """

    query: AskedQuery
    total: int
    points: tuple[Point, ...]
    silent: tuple[str, ...]
    passages: tuple[PassageHit, ...]
    silenced: tuple[Settled, ...] = ()
    unmet: tuple[Settled, ...] = ()


class ParagraphText(NamedTuple):
    """One paragraph of a document as `cajad show` prints it; sentence spans are offsets in the document."""

    paragraph: int
    kind: BlockKind
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]
    page: int | None = None


class Reading(NamedTuple):
    """The answer of `cajad show`: a document, or the part of it that was asked for."""

    row: SourceRow
    text: str
    paragraphs: tuple[ParagraphText, ...]


class DateRow(NamedTuple):
    """One date expression in `cajad dates`."""

    document: str
    timex: Timex


class Dates(NamedTuple):
    """The answer of `cajad dates`."""

    rows: tuple[DateRow, ...]


class IngestReport(NamedTuple):
    """What an index build or refresh did; paths of files, in order, a container of many documents among them.

    `problems` could not be read; `notes` were read and are worth a look.
    """

    library: Library
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    moved: tuple[tuple[str, str], ...] = ()  # removed and added under another name with the same content
    skipped: tuple[Problem, ...] = ()  # links out of the library, pipes: never opened, and no fault of a file
    notes: tuple[Problem, ...] = ()
    documents: int = 0  # in the index


class Check(NamedTuple):
    """One line of `cajad doctor`: what was looked at, whether it is well, and what to do."""

    name: str
    ok: bool
    message: str
    hint: str = ""


class Diagnosis(NamedTuple):
    """The answer of `cajad doctor`."""

    checks: tuple[Check, ...]
