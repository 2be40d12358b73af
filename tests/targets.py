"""What is fuzzed: each target takes any bytes and raises only where something is wrong with the program."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from cajad_cli.errors import DateError, LibraryError, QueryError, ReadError
from cajad_cli.extract.asked import period
from cajad_cli.extract.document import extract
from cajad_cli.extract.interval import interval
from cajad_cli.extract.timex import tag
from cajad_cli.index.match import parse as parse_query
from cajad_cli.model import Library
from cajad_cli.read.decode import decode
from cajad_cli.read.document import document_of
from cajad_cli.read.settings import parse as parse_settings

TODAY = date(2026, 1, 15)
LIBRARY = Library("/library", "library", {})


def query(data: bytes) -> None:
    """Read what somebody types: an understood query, or an error with its place."""
    try:
        parse_query(_text(data))
    except QueryError as error:
        assert error.position is None or 0 <= error.position <= len(_text(data))


def asked(data: bytes) -> None:
    """Read a period that somebody types: two days in order, or an error."""
    try:
        first, last = period(_text(data), TODAY)
    except DateError:
        return
    assert first <= last


def dates(data: bytes) -> None:
    """Tag any text: spans in order, verbatim, each with a value that is a period or none."""
    text, end = _text(data), 0
    for timex in tag(text, TODAY):
        assert text[timex.start : timex.end] == timex.text
        assert end <= timex.start < timex.end
        end = timex.end
        days = interval(timex.value)
        assert days is None or days[0] <= days[1]


def reader(data: bytes) -> None:
    """Read any file as a document and extract from it: every place points into the text, or one clear error."""
    try:
        text = decode(data, "a.txt")
    except ReadError as error:
        assert "\n" not in str(error)
        return
    document = document_of("a.txt", text, LIBRARY, TODAY)
    assert document.text == text
    evidence = document.published_evidence
    assert evidence is None or text[evidence.start : evidence.end] == evidence.text
    found = extract(document)
    end = 0
    for passage in found.passages:
        assert end <= passage.start < passage.end <= len(text)
        end = passage.end
    for event in found.events:
        assert event.timex is None or text[event.timex.start : event.timex.end] == event.timex.text
    for claim in found.claims:
        assert text[claim.quote.start : claim.quote.end] == claim.quote.text


def settings(data: bytes) -> None:
    """Read any library.toml: checked settings, or an error of one line that names the file."""
    try:
        parse_settings(data, Path("library.toml"))
    except LibraryError as error:
        assert error.message.startswith("library.toml")
        assert len(error.message) < 1000


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape" if data[:1] == b"\xff" else "replace")


TARGETS: dict[str, Callable[[bytes], None]] = {t.__name__: t for t in (query, asked, dates, reader, settings)}
