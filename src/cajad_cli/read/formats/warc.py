"""Web archives by warcio: each page or text that was fetched is a document, by the number of its record from 1."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

from cajad_cli.errors import ReadError
from cajad_cli.read.decode import decode
from cajad_cli.read.formats.part import MAX_FILE, Flaw, Part, Source, headed, with_address


def parts(source: Source) -> Iterator[Part | Flaw]:
    """Give the texts of responses that succeeded; the day of fetching is not that of issue and left out."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for number, record in enumerate(_quietly(ArchiveIterator(source.file)), 1):
            if record.rec_type in ("response", "resource"):
                yield from _record(record, str(number), source.name)
    except (ArchiveLoadFailed, ValueError, KeyError, EOFError, OSError, AttributeError) as error:
        if not number:
            raise ReadError(f"{source.name} is damaged: {error}") from None
        yield Flaw("", f"{source.name} is damaged after record {number}: {error}")


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """Yield records; warcio writes what it stumbles on, raw as it is, to standard error."""
    while True:
        with redirect_stderr(StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _record(record: Any, fragment: str, name: str) -> Iterator[Part | Flaw]:
    from cajad_cli.read.unpack import converted

    headers = record.http_headers
    if headers is not None and not headers.get_statuscode().startswith("2"):
        return
    kind = ((headers.get_header("Content-Type") if headers else record.content_type) or "").lower()
    form = "html" if "html" in kind else "pdf" if "pdf" in kind else "text" if kind.startswith("text/plain") else ""
    if not form:
        return
    url = record.rec_headers.get_header("WARC-Target-URI")
    try:
        data = record.content_stream().read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            raise ReadError(f"{name}: record {fragment} is larger than {MAX_FILE >> 20} MB")
        charset = kind.partition("charset=")[2].strip("\"' ;")
        if form == "text":
            yield Part(fragment, headed([("url", url)], decode(data, name, charset)))
            return
        if form == "html" and charset:
            data = decode(data, name, charset).encode()
        for part in converted(form, f"{name}#{fragment}", data):
            addressed = with_address(part, url) if isinstance(part, Part) and url else part
            yield addressed._replace(fragment=fragment)
    except ReadError as error:
        yield Flaw(fragment, str(error))
