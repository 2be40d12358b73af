"""Which lines of a page's head are its masthead: the name of the outlet, above stamp and title."""

from cajad_cli.lexicon.mastheads import masthead, organ, own_name, unknown_name
from cajad_cli.lexicon.publishers import Register
from cajad_cli.read.sheet import Sheet

_HEAD = 12  # units above the text in which a known name is looked for
_TOP = 3  # and those in which an unknown one is


def mark_known(sheet: Sheet, first: int, known: Register, title: str | None) -> None:
    """Label the lines above the first prose that only name a publisher, known or a body of state."""
    lines = sheet.labelled("headline", 0, min(first, _HEAD))
    for index in lines:
        words = sheet.words(index)
        if sheet.bulleted(index) or sheet.section(index) or (title and words == title.strip()):
            continue
        found = masthead(words, known)
        only = len(lines) == 1 and own_name(words, known) is None and organ(words) is None
        if found and found.alone and not only:  # "Outlet – A Wool Fair" is a title where there is no other
            sheet.labels[index] = "masthead"


def mark_series(sheet: Sheet, first: int) -> None:
    """Label an unknown publisher's name that opens the text over a stamp or an issue's number, with a title below."""
    head = sheet.labelled("headline", 0, first)
    if len(head) < 2 or head[0] > 1 or "masthead" in sheet.labels[:first]:
        return
    top = head[0]
    titles = [i for i in head[1:] if sheet.count(i) >= 4 and not sheet.loose_stamp(i)]
    stamped = sheet.stamps[top + 1] is not None and (sheet.labels[top + 1] == "stamp" or sheet.loose_stamp(top + 1))
    if titles and stamped and not sheet.bulleted(top) and unknown_name(sheet.words(top)):
        sheet.labels[top] = "masthead"


def mark_unknown(sheet: Sheet, title: int | None) -> None:
    """Label the first line above the title that looks like an unknown publisher's name, where none is known."""
    if title is None or "masthead" in sheet.labels[:title]:
        return
    for index in sheet.labelled("headline", 0, min(title, _TOP)):
        if not sheet.bulleted(index) and not sheet.section(index) and unknown_name(sheet.words(index)):
            sheet.labels[index] = "masthead"
            return
