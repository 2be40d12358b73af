"""What sites hang below a text, read from the last line upwards: lists of other stories, words to the reader.

Above the last sentence nothing is touched: a line counts as furniture by what it is and by where it stands.
"""

import re
from itertools import pairwise

from cajad_cli.lexicon import boilerplate
from cajad_cli.lexicon.stamps import Written
from cajad_cli.read.entry import entry
from cajad_cli.read.sheet import Sheet

_DAYS_OF_A_LIST = 92  # the latest stories of a slow site span a season, a chronology spans years
_KEPT = ("prose", "headline")
_STORY = ("headline", "stamp", "prose")
_LONGEST_TALK = 48  # words to the reader
_MOST_ENTRIES = 60  # units looked at from the end
_BESIDE_LINK = 5  # words: "See … for more."
_LINK = re.compile(r"(?:https?://|www\.)\S{3,300}")
_QUOTED = re.compile(r"[\"“”«»]|\bsaid\b|\btold\b")


def drop_tail(sheet: Sheet) -> None:
    """Drop below the last sentence of the text what is an entry of a list or speaks to the reader of the site."""
    _drop_comments(sheet)
    stop = max(0, len(sheet.units) - _MOST_ENTRIES)
    index = len(sheet.units) - 1
    while index >= stop:
        if sheet.labels[index] in _KEPT:
            if _is_talk(sheet, index):
                sheet.labels[index] = "line"
            elif _is_sentence(sheet, index) and not _listed(sheet, index):
                break
        index -= 1
    _drop_runs(sheet, stop)


def _drop_comments(sheet: Sheet) -> None:
    """Drop all below the heading of readers' comments where it is less than the text above."""
    short = [i for i, label in enumerate(sheet.labels) if label in ("line", "headline")]
    for index in short[-40:]:
        if not boilerplate.opens_comments(sheet.words(index)):
            continue
        above, below = sheet.labelled("prose", 0, index), range(index + 1, len(sheet.units))
        if len(above) > 1 and sheet.size(list(below)) < sheet.size(above):
            sheet.drop([index, *(i for i in below if sheet.labels[i] in _STORY)])
            return


def _is_talk(sheet: Sheet, index: int) -> bool:
    words = sheet.words(index)
    if sheet.bulleted(index) or words.count(" ") >= _LONGEST_TALK or _QUOTED.search(words):
        return False
    bare, links = _LINK.subn(" ", words)
    return boilerplate.site_talk(words) or (links > 0 and len(bare.split()) <= _BESIDE_LINK)


def _is_sentence(sheet: Sheet, index: int) -> bool:
    return sheet.labels[index] == "prose"


def _listed(sheet: Sheet, index: int) -> bool:
    return _entry(sheet, index) is not None and sheet.count(index) < 26


def _entry(sheet: Sheet, index: int) -> Written | None:
    return entry(sheet.words(index)) if sheet.labels[index] in _STORY else None


def _drop_runs(sheet: Sheet, stop: int) -> None:
    """Drop runs of dated headlines that no colon or heading announces: a list of the site's other stories."""
    last = max((i for i in sheet.labelled("prose") if not _listed(sheet, i)), default=-1)
    run: list[tuple[int, Written]] = []
    for index in range(stop, len(sheet.units) + 1):
        found = _entry(sheet, index) if index < len(sheet.units) else None
        if found:
            run.append((index, found))
            continue
        if run and _is_announced(sheet, run[0][0]):
            for number, _ in run:
                sheet.labels[number] = "prose"
        elif run and _is_list(sheet, run, last):
            sheet.drop([i for i, _ in run])
        run = []


def _is_list(sheet: Sheet, run: list[tuple[int, Written]], last: int) -> bool:
    """Say whether dated lines are other stories: below the text, or several of few days, the latest first."""
    first = run[0][0]
    prose = any(sheet.labels[i] == "prose" for i, _ in run)
    days = [written.days[0] for _, written in run]
    near = (max(days) - min(days)).days <= _DAYS_OF_A_LIST
    if len(run) == 1:
        return first > last and not prose
    latest_first = all(a >= b for a, b in pairwise(days))
    return near and (latest_first or (first > last and not prose))


def _is_announced(sheet: Sheet, index: int) -> bool:
    """Say whether the line above announces a schedule or a chronology of the text's own."""
    if index == 0:
        return False
    above, label = sheet.words(index - 1), sheet.labels[index - 1]
    return (label == "prose" and above[-1:] in ":：") or (label == "headline" and boilerplate.announces(above))
