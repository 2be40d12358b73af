"""Mailboxes: one mail a document, by its number from 1, read as a stream; new mails come at the end.

The `mailbox` module indexes a file before it gives the first mail and keeps its offsets; the format itself is lines.
"""

import re
from collections.abc import Iterator
from typing import Final

from cajad_cli.errors import ReadError
from cajad_cli.read.formats.part import MAX_FILE, Flaw, Part, Source

_LINE: Final = 1 << 20  # bytes read at once; longer lines come in pieces
_FROM = re.compile(rb"From \S[^\n]{0,300}\b\d{1,2}:\d\d[^\n]{0,60}\n?\Z")
_QUOTED = re.compile(rb">+From ")


def parts(source: Source) -> Iterator[Part | Flaw]:
    """Give the texts of the mails and of their attachments."""
    from cajad_cli.read.unpack import converted

    for number, data in enumerate(_messages(source), 1):
        if data is None:
            yield Flaw(str(number), f"{source.name}: mail {number} is larger than {MAX_FILE >> 20} MB")
            continue
        try:
            for found in converted("mail", source.name, data, source.depth):
                yield found._replace(fragment=f"{number}#{found.fragment}" if found.fragment else str(number))
        except ReadError as error:
            yield Flaw(str(number), f"{source.name}: mail {number}: {error}")


def _messages(source: Source) -> Iterator[bytes | None]:
    """Yield the bytes of each mail, None for one that is too large."""
    lines: list[bytes] = []
    size = 0
    begun, blank = False, True
    while line := source.file.readline(_LINE):
        if blank and line.startswith(b"From ") and _FROM.match(line.replace(b"\r\n", b"\n")):
            if begun:
                yield b"".join(lines) if size <= MAX_FILE else None
            begun, lines, size = True, [], 0
        elif begun:
            size += len(line)
            if size <= MAX_FILE:
                lines.append(line[1:] if _QUOTED.match(line) else line)
            else:
                lines = []
        blank = line in (b"\n", b"\r\n")
    if begun:
        yield b"".join(lines) if size <= MAX_FILE else None
