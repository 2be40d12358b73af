"""Which units of a text are its body: the author's own words, without menus, rankings, stamps and credits.

Shape decides first (a sentence, a headline, a line of furniture), place next (above, within or below the
prose), and last how many words a doubtful line shares with the text, as in boilerplate detection by shallow
text features (Kohlschütter, Fankhauser and Nejdl 2010). What stays in doubt is kept.
"""

import re
from typing import NamedTuple

from cajad_cli.lexicon import boilerplate
from cajad_cli.lexicon.mastheads import masthead
from cajad_cli.lexicon.publishers import Register
from cajad_cli.model import Block, BlockKind, Span
from cajad_cli.read.bar import is_row
from cajad_cli.read.entry import NAMES, telling
from cajad_cli.read.masthead import mark_known, mark_series, mark_unknown
from cajad_cli.read.sheet import Label, Sheet
from cajad_cli.read.stamp import Stamp
from cajad_cli.read.tail import drop_tail
from cajad_cli.read.units import Unit

_FURNITURE = ("list", "line", "credit", "end", "drop", "stamp", "masthead")
_PICTURE = re.compile(
    r"\b(?:(?:third|second|fourth|fifth|far|front|back|top|bottom|upper|lower|center|centre|left|right|standing"
    r"|seated)(?: row)?,? (?:from (?:the )?)?(?:left|right)|pictured"
    r"|\(?(?:file|pool|handout|archive) (?:photo|picture|image)\)?"
    r"|in this (?:photo|picture|image|file photo)"
    r"|(?:left|right|center|centre)\)|, (?:left|right|center|centre),"
    r"|(?:photo|picture|image) (?:shows|by|courtesy|taken|provided))",
    re.IGNORECASE,
)
_BAR = re.compile(r"\s?[|•·]\s?|\s/\s|\s{3,}")
# "A. Nur", "Aida Nur, Harbour Press", "Licensing Rights": a few capitals and nothing that tells.
_SIGNATURE = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*\s?){1,3}(?:[,/|]\s?(?:[A-Z0-9][\w.’'&-]*\s?){1,4})?")
_NAMES = re.compile(r"\b(?!By\b|BY\b)[A-ZÀ-ÖØ-Þ][\w’'-]+\s(?:[A-Z]\.\s)?[A-ZÀ-ÖØ-Þ][\w’'-]+")
_NUMBERS = re.compile(r"[\W\d_]+")
_SIGNED = re.compile(r"(?:[\w.’'-]+\s){1,8}\([^()]{4,80}\)(?:\s[\w.’' -]{4,40}\([^()]{4,80}\))?")
_SIGNERS = 5
_BY_PLACE = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*\s){2,3}in\s[A-ZÀ-ÖØ-Þ][\w’'-]+")
_IS = re.compile(r",?\s(?:is|was|has|covers|reports|writes|teaches|works|studies|heads|leads|serves|served|holds)\b")
_UNDER_SUMMARY = 3  # units after the first prose, a summary, in which the byline may stand
_FEW = 3  # lines below a text of at least as many paragraphs
_TITLE = 14  # words that a title has at most
_BESIDE = 2  # lines between a title and the day, one of them the author's
_LINE = 12  # words; what is longer may be a sentence that lost its stop
_OWN = 0.5  # the share of a line's longer words that a text of sentences has too where the line is of it
_MOST_ROWS = 5  # of a menu above a text
_MOST_LISTS = 30  # a page has a handful of lists of other stories; a file with more is none


class Layout(NamedTuple):
    """A text's units, judged, in order; indices count units."""

    units: tuple[Unit, ...]
    labels: tuple[Label, ...]
    stamps: tuple[Stamp | None, ...]
    first: int  # the first prose, len(units) where there is none
    last: int  # the last prose, -1 where there is none
    title: int | None


def layout(text: str, units: list[Unit], known: Register, title: str | None = None) -> Layout:
    """Judge every unit; `known` are the publishers of mastheads, `title` is what a header line says of it."""
    sheet = Sheet(text, units)
    _drop_lists(sheet)
    drop_tail(sheet)
    prose = sheet.labelled("prose")
    if not prose:
        return _layout(sheet, len(units), -1, next(iter(sheet.labelled("headline")), None))
    _settle_notes(sheet)
    _mark_captions(sheet, prose[0])
    _settle_question(sheet)
    prose = sheet.labelled("prose") or prose
    told = sheet.vocabulary(prose) if "headline" in sheet.labels else frozenset()  # a third of the time
    _drop_rows(sheet, prose[0])
    mark_known(sheet, prose[0], known, title)
    mark_series(sheet, prose[0])
    chosen = _title_above(sheet, prose[0], told, title)
    if chosen is None:
        chosen = _title_by_stamp(sheet, prose[0])
    mark_unknown(sheet, chosen)
    _drop_above(sheet, prose[0], chosen)
    if chosen is None:
        chosen = _title_below(sheet, prose[-1], told)
    _drop_below(sheet, prose[-1], told, chosen)
    _drop_signatures(sheet, prose[-1], known)
    _drop_repeats(sheet, chosen)
    return _layout(sheet, prose[0], prose[-1], chosen)


def _layout(sheet: Sheet, first: int, last: int, title: int | None) -> Layout:
    return Layout(tuple(sheet.units), tuple(sheet.labels), tuple(sheet.stamps), first, last, title)


# ---------------------------------------------------------------- lists of other stories


def _drop_lists(sheet: Sheet) -> None:
    """Drop what stands under headings such as "Most read", and all below where it is only teasers."""
    eaten, lists = 0, 0
    for opener in sheet.labelled("list"):
        if opener < eaten:
            continue
        eaten = _drop_links(sheet, opener)
        lists += 1
        if lists <= _MOST_LISTS and eaten > opener + 1:
            _drop_teasers(sheet, opener, eaten)


def _drop_links(sheet: Sheet, opener: int) -> int:
    """Drop the headlines under a heading; above all prose only bulleted ones. Give the index after them."""
    head = "prose" not in sheet.labels[:opener]
    index = opener + 1
    while index < len(sheet.units):
        label = sheet.labels[index]
        if label not in ("list", "line", "credit", "stamp"):
            link = label == "headline" or (label == "prose" and sheet.link(index))
            if not link or (head and not sheet.bulleted(index)):
                break
            sheet.drop([index])
        index += 1
    return index


def _drop_teasers(sheet: Sheet, opener: int, start: int) -> None:
    """Drop all from `start` on where it is far less than the text above and speaks of other things."""
    above = sheet.labelled("prose", 0, opener)
    below = sheet.labelled("prose", start)
    if len(above) < 3 or not below or sheet.size(below) * 3 > sheet.size(above):
        return
    known = sheet.vocabulary(above)
    if sum(sheet.overlap(i, known) for i in below) < 0.45 * len(below):
        sheet.drop([*below, *sheet.labelled("headline", start)])


# ---------------------------------------------------------------- above the text


def _mark_captions(sheet: Sheet, first: int) -> None:
    """Mark sentences that describe a picture: by their words, or above the stamp where no title is."""
    for index in sheet.labelled("prose")[:40]:
        words = sheet.words(index)
        above_stamp = (
            index == first
            and "headline" not in sheet.labels[:index]
            and sheet.labels[index + 1 : index + 2] == ["stamp"]
            and "prose" in sheet.labels[index + 1 :]
        )
        near = index <= first + 1 or words.endswith(")")
        if above_stamp or (near and sheet.labels.count("prose") > 1 and _is_picture(words)):
            sheet.labels[index] = "caption"


def _is_picture(words: str) -> bool:
    """Say whether a sentence tells who or what is seen where in a picture."""
    return words.count(" ") < 60 and " said" not in words and _PICTURE.search(words) is not None


def _drop_rows(sheet: Sheet, first: int) -> None:
    """Drop menus above the text, unless so many rows follow each other that they are a table."""
    lines = [i for i in sheet.labelled("headline", 0, first) if not (found := sheet.stamps[i]) or not found.dates]
    rows = [i for i in lines if is_row(sheet.words(i))]
    if len(rows) <= _MOST_ROWS and len(lines) > len(rows):
        rows += [i for i in lines if i not in rows and is_row(sheet.words(i), certain=False)]
    for index in rows if len(rows) <= _MOST_ROWS and len(rows) < len(lines) else rows[:1]:
        sheet.labels[index] = "line"


def _title_above(sheet: Sheet, first: int, known: frozenset[str], title: str | None) -> int | None:
    """Choose the title among the headlines above the first prose: the one that shares most with the text."""
    best, best_score = None, 0.0
    above = sheet.labelled("headline", 0, first)
    dated = [i for i in above if sheet.dated(i)]
    for index in above:
        if title and sheet.words(index) == title.strip():
            return index
        if sheet.loose_stamp(index) or (index in dated and len(above) == len(dated) + 1):
            continue
        score = min(sheet.count(index), 12) / 12 + 1.5 * sheet.overlap(index, known)
        score += 2.0 if sheet.units[index].marker == "#" else -0.8 if sheet.bulleted(index) else 0.0
        if sheet.count(index) >= 2 and score > best_score + 0.25:
            best, best_score = index, score
    return best


def _settle_question(sheet: Sheet) -> None:
    """Take a short sentence above the line of paper and day for the title: "Whose water?"."""
    prose = sheet.labelled("prose")
    first = prose[0] if len(prose) > 1 else len(sheet.units)
    if first + 1 < prose[-1] and sheet.count(first) <= _TITLE and sheet.dated(first + 1):
        sheet.labels[first] = "headline"


def _title_by_stamp(sheet: Sheet, first: int) -> int | None:
    """Choose a title that shares no word with its text: the only line beside one of a name and a day, else the last."""
    above = sheet.labelled("headline", 0, first)
    dated = [i for i in above if sheet.dated(i)]
    others = [i for i in above if i not in dated and sheet.count(i) <= _TITLE and not sheet.bulleted(i)]
    near = [i for i in others if any(abs(i - d) <= _BESIDE for d in dated)]
    return near[-1] if near and len(dated) == 1 and len(others) <= _FEW else None


def _drop_above(sheet: Sheet, first: int, title: int | None) -> None:
    """Drop menus and section names above the text; mark stamps that carry a name or a place."""
    above = [i for i in sheet.labelled("headline", 0, first) if i != title]
    if title is not None:
        _mark_stamps(sheet, above)
        under = [i for i in above if sheet.labels[i] == "headline" and title < i <= title + _BESIDE and sheet.dated(i)]
        for index in under[:1] if "stamp" not in sheet.labels[:first] else ():
            sheet.labels[index] = "stamp"
    short = [i for i in above if sheet.labels[i] == "headline" and sheet.count(i) <= 3 and len(sheet.words(i)) < 40]
    menu = [i for i in short if title is not None and i < title]
    sheet.drop(short if len(menu) > 2 else [*menu, *(i for i in short if sheet.section(i))])
    sheet.drop([i for i in above if sheet.labels[i] == "headline" and _NUMBERS.fullmatch(sheet.words(i))])
    left = [i for i in above if sheet.labels[i] == "headline"]
    sheet.drop([i for i in left if _is_bar(sheet.words(i)) or (title is not None and _is_author(sheet, i, title))])


def _mark_stamps(sheet: Sheet, indices: list[int]) -> None:
    for index in indices:
        if sheet.loose_stamp(index):
            sheet.labels[index] = "stamp"


def _is_author(sheet: Sheet, index: int, title: int) -> bool:
    """Say whether a line between title and text is a name beside a stamp or a byline."""
    beside = (sheet.labels[index - 1], *sheet.labels[index + 1 : index + 2])
    near = index > title and ("stamp" in beside or "credit" in beside)
    words = sheet.words(index)
    name = words.partition(",")[0]
    named = (name.count(" ") in (1, 2) and _SIGNATURE.fullmatch(words)) or _BY_PLACE.fullmatch(words)
    return near and bool(named)


def _is_bar(words: str) -> bool:
    """Say whether a line is a row of links, e.g. "Print | Save | PDF"."""
    parts = _BAR.split(words)
    return len(parts) > 1 and all(part.count(" ") < (4 if len(parts) > 2 else 3) for part in parts)


# ---------------------------------------------------------------- below the text


def _settle_notes(sheet: Sheet) -> None:
    """Take notes on the author for what they say they are only below the text, and what tells of a byline's name.

    "The author is at his best on the river" is a sentence of a review.
    """
    prose = sheet.labelled("prose")
    head = range(min(prose[0] + _UNDER_SUMMARY, len(sheet.units)) if prose else 0)
    signed = [i for i in head if sheet.labels[i] in ("credit", "stamp") or sheet.loose_stamp(i)]
    signed += [i for i in head if sheet.labels[i] == "headline" and _SIGNATURE.fullmatch(sheet.words(i))]
    names = [n for i in signed for n in _NAMES.findall(sheet.words(i))]
    for index in prose[-2:] if len(prose) > 2 else ():
        words = sheet.words(index)
        if any(words.startswith(name) and _IS.match(words, len(name)) for name in names):
            sheet.labels[index] = "note"
    last = max(sheet.labelled("prose"), default=-1)
    for index in sheet.labelled("note"):
        sheet.labels[index] = "credit" if index > last >= 0 else "prose"


def _drop_signatures(sheet: Sheet, last: int, known: Register) -> None:
    """Drop the names of authors, agencies and buttons that stand below the text."""
    below = [i for i in sheet.labelled("headline", last + 1) if not sheet.units[i].marker]
    for index in below:
        words = sheet.words(index)
        found = masthead(words, known)
        if (_SIGNATURE.fullmatch(words) and words[-1] != ".") or _is_bar(words) or (found and found.alone):
            sheet.labels[index] = "credit"


def _title_below(sheet: Sheet, last: int, known: frozenset[str]) -> int | None:
    """Find a title that stands below its text: a lone headline there that shares its words."""
    below = [i for i in sheet.labelled("headline", last + 1) if not sheet.units[i].marker]
    fit = [i for i in below[:3] if sheet.count(i) >= 4 and sheet.overlap(i, known) >= 0.5]
    return fit[0] if len(fit) == 1 and len(below) <= 2 else None


def _drop_below(sheet: Sheet, last: int, known: frozenset[str], title: int | None) -> None:
    """Drop headlines of other stories below the text; keep lists that the text announces."""
    below = [i for i in sheet.labelled("headline", last + 1) if i != title]
    _mark_stamps(sheet, below)
    run = [i for i in below if sheet.labels[i] == "headline"]
    if not run or _announced(sheet, last, run[0]) or _is_signed(sheet, run):
        return
    if _is_foreign(sheet, run, known):
        sheet.drop(run)
    elif len(run) <= _FEW and len(sheet.labelled("prose")) >= _FEW:
        short = [i for i in run if not sheet.bulleted(i) and sheet.count(i) <= _LINE]
        sheet.drop([i for i in short if _is_label(sheet.words(i)) or sheet.overlap(i, known) < _OWN])


def _is_signed(sheet: Sheet, run: list[int]) -> bool:
    """Say whether a run of lines is the names under an open letter, each with its office in brackets."""
    signed = sum(_SIGNED.fullmatch(sheet.words(i)) is not None for i in run)
    return signed >= _SIGNERS and signed * 4 >= len(run) * 3


def _is_label(words: str) -> bool:
    """Say whether a line is a name or a word or two: a tag, an office, a button."""
    return words.count(" ") < 2 or telling(words) == NAMES


def _announced(sheet: Sheet, last: int, index: int) -> bool:
    """Say whether the last prose ends in a colon and its list follows."""
    return sheet.text[sheet.units[last].end - 1] in ":：" and index == last + 1


def _is_foreign(sheet: Sheet, run: list[int], known: frozenset[str]) -> bool:
    """Say whether a run of headlines shares too few words with the text to be of it; thresholds by eye."""
    shared = sum(sheet.overlap(i, known) for i in run) / len(run)
    long = [i for i in run if sheet.count(i) >= 4]
    unmarked = [i for i in long if not sheet.bulleted(i)]
    if len(run) == 1:
        return shared == 0.0 and sheet.count(run[0]) >= 5
    return shared < 0.25 or (len(long) >= 3 and shared < 0.5) or (len(unmarked) >= 4 and shared < 0.7)


def _drop_repeats(sheet: Sheet, title: int | None) -> None:
    """Drop what repeats the title word for word."""
    if title is not None:
        words = sheet.words(title)
        sheet.drop([i for i in sheet.labelled("headline") if i != title and sheet.words(i) == words])


# ---------------------------------------------------------------- labels → blocks


def blocks(text: str, page: Layout) -> tuple[tuple[Block, ...], tuple[Span, ...]]:
    """Give the body's blocks and the spans cut off their ends: END marks, copyright, agencies' sign-offs."""
    made: list[Block] = []
    cut: list[Span] = []
    for unit, label in zip(page.units, page.labels, strict=True):
        if label in _FURNITURE:
            continue
        end = _without_suffix(text, unit)
        if end < unit.end:
            start = end
            while text[start].isspace():
                start += 1
            cut.append(Span(start, unit.end))
        if end > unit.start:
            made.append(Block(_kind(label, unit, text[end - 1]), unit.start, end))
    return tuple(made), tuple(cut)


def _kind(label: Label, unit: Unit, last: str) -> BlockKind:
    if label == "caption":
        return "caption"
    if unit.marker not in ("", "#"):
        return "item"
    return "paragraph" if label == "prose" or last in ".。" else "heading"


def _without_suffix(text: str, unit: Unit) -> int:
    """Give the end of a unit without what boilerplate's suffixes match, several of them if need be."""
    end = unit.end
    for _ in range(3):
        start = max(unit.start, end - 240)
        window = text[start:end]
        if not boilerplate.may_have_suffix(window):
            break
        found = [m.start() for _, pattern in boilerplate.suffixes() if (m := pattern.search(window))]
        if not found:
            break
        end = start + len(window[: min(found)].rstrip())
    return end
