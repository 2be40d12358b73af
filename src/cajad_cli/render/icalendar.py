"""A timeline as an iCalendar file (RFC 5545): all-day events, the same file for the same answer."""

from collections.abc import Iterator
from datetime import date, timedelta

from cajad_cli.model import Mention, Timeline, TimelineEntry
from cajad_cli.render.hygiene import clean
from cajad_cli.render.marked import clip
from cajad_cli.render.period import days
from cajad_cli.render.place import place
from cajad_cli.render.view import Page

_FOLD = 75  # octets of a content line, without its line break (RFC 5545, 3.1)
_EPOCH = "1970-01-01"
_SUMMARY = 100  # characters
_STATUS = {"happened": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar(answer: Timeline, _: Page) -> Iterator[str]:
    """Yield the content lines of a calendar; an event whose date is no year, month or day is left out."""
    yield from _lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cajad//timeline//EN", "CALSCALE:GREGORIAN")
    if answer.query.text:
        yield from _lines(f"X-WR-CALNAME:{_text('Timeline: ' + answer.query.text)}")
    for entry in answer.events:
        yield from _event(entry)
    yield from _lines("END:VCALENDAR")


def _event(entry: TimelineEntry) -> Iterator[str]:
    covered = days(entry.date)
    if not covered:
        return
    first, last = covered
    until = days(entry.end)
    last = max(last, until[1]) if until else last
    yield from _lines(
        "BEGIN:VEVENT",
        f"UID:{_uid(entry)}",
        f"DTSTAMP:{_stamp(entry)}",
        f"DTSTART;VALUE=DATE:{_compact(first)}",
    )
    if last.year < 9999:  # the end is the day after the last
        yield from _lines(f"DTEND;VALUE=DATE:{_compact(last + timedelta(days=1))}")
    yield from _lines(
        f"SUMMARY:{_text(_summary(entry))}",
        f"DESCRIPTION:{_text(chr(10).join(_telling(mention) for mention in entry.mentions) or entry.text)}",
        f"STATUS:{_STATUS[entry.status]}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _compact(day: date) -> str:
    return day.isoformat().replace("-", "")  # strftime does not pad years before 1000 everywhere


def _uid(entry: TimelineEntry) -> str:
    """Name an event by what it says and where, so that the same event keeps its name."""
    import hashlib

    told = (f"{m.document}:{m.start}-{m.end}" for m in entry.mentions[:1])
    content = "\n".join((entry.date, entry.end or "", entry.text, *told))
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:32] + "@cajad"


def _stamp(entry: TimelineEntry) -> str:
    """Give the last day on which the event was told, since no clock is asked."""
    told = (days(mention.published) for mention in entry.mentions)
    latest = max((covered[1].isoformat() for covered in told if covered), default=_EPOCH)
    return latest.replace("-", "") + "T000000Z"


def _summary(entry: TimelineEntry) -> str:
    words = "".join(piece.text for piece in clip(clean(entry.text), (), _SUMMARY))
    notes = [entry.status] * (entry.status != "happened") + ["disputed"] * entry.disputed
    return "".join(f"[{note}] " for note in notes) + words


def _telling(mention: Mention) -> str:
    day = f", {mention.published}" if mention.published else ""
    return clean(f"{mention.source}{day} ({place(mention)}): {mention.text}")


def _text(value: str) -> str:
    return "\n".join(map(clean, value.split("\n"))).translate(_ESCAPES)


def _lines(*lines: str) -> Iterator[str]:
    for line in lines:
        yield from _folded(line)


def _folded(line: str) -> Iterator[str]:
    """Fold a content line at 75 octets, never inside a character."""
    room, begin, used = _FOLD, 0, 0
    for at, character in enumerate(line):
        size = len(character.encode())
        if used + size > room:
            yield ("" if begin == 0 else " ") + line[begin:at] + "\r\n"
            begin, used, room = at, 0, _FOLD - 1
        used += size
    yield ("" if begin == 0 else " ") + line[begin:] + "\r\n"
