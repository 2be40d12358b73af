"""Mails and saved web archives (.mht): header lines, the text, and attachments of known formats as documents.

The header lines From, To, Date and Subject stand above the text as a mail program shows them.
"""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr
from io import BytesIO
from typing import Final

from cajad_cli.errors import ReadError
from cajad_cli.read.decode import decode
from cajad_cli.read.formats import FORMATS
from cajad_cli.read.formats.part import Flaw, Part, Source, Told, headed, with_address
from cajad_cli.read.formats.plain import plain_text

_SHOWN: Final = ("From", "To", "Cc", "Date", "Subject")
_MOST_ATTACHED: Final = 100
_LONGEST_HEADER: Final = 10_000  # characters; parsing takes their square
_KNOWN: Final = tuple(suffix for form in FORMATS for suffix in form.suffixes if suffix)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\#]+")


def parts(source: Source) -> Iterator[Part | Flaw]:
    """Give the text of a mail, then its attachments."""
    yield from message_parts(source.data(), source, "")


def message_parts(data: bytes, source: Source, fragment: str) -> Iterator[Part | Flaw]:
    """Give the text of the mail `data` under the name `fragment`, then its attachments under names below it."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(message, EmailMessage)
        fields = [(name, _header(message, name)) for name in _SHOWN]
        text = _text(message, source)
    except ReadError:
        raise
    except Exception as error:  # noqa: BLE001 - the email package raises whatever damaged mails make it stumble on
        raise ReadError(f"{source.name} is damaged: {' '.join(str(error).split())[:120]}") from None
    if page := _archived(message, source):
        yield page._replace(fragment=fragment)
        return
    sender, address = parseaddr(_header(message, "From") or "")
    if text.strip() or any(value for _, value in fields):
        yield Part(fragment, headed(fields, text.rstrip()), Told(kind="mail", source=sender or address or None))
    yield from _attached(message, source, fragment)


def _header(message: EmailMessage, name: str) -> str | None:
    """Give a header's value decoded; a malformed one, or one that would take long to parse, as it stands."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), None)
    value: object = raw[:_LONGEST_HEADER] if raw else raw
    if raw and len(raw) <= _LONGEST_HEADER:
        try:
            value = message.get(name)
        except Exception:  # noqa: BLE001 - as above; the raw value is there all the same
            value = raw
    return None if value is None else str(value).encode("utf-8", "replace").decode()


def _text(message: EmailMessage, source: Source) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    words = _decoded(body, source.name)
    return plain_text(words) if body.get_content_type() == "text/html" else words


def _decoded(part: MIMEPart, name: str) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    return decode(data, name, part.get_content_charset() or "")


def _archived(message: EmailMessage, source: Source) -> Part | None:
    """Give the page of a web archive, read as a web page with the address at which it was saved."""
    place = _header(message, "Snapshot-Content-Location")
    if place is None and source.name.lower().endswith((".mht", ".mhtml")):
        place = ""
    body = message.get_body(("html",)) if place is not None else None
    if body is None or place is None:
        return None
    from cajad_cli.read.unpack import converted

    data = _decoded(body, source.name).encode()
    found = next((part for part in converted("html", source.name, data) if isinstance(part, Part)), None)
    return with_address(found, place) if found and place else found


def _attached(message: EmailMessage, source: Source, fragment: str) -> Iterator[Part | Flaw]:
    from cajad_cli.read.unpack import parts_of

    seen: set[str] = set()
    for number, part in enumerate(_attachments(message), 1):
        if number > _MOST_ATTACHED:
            yield Flaw(fragment, f"{source.name}: only the first {_MOST_ATTACHED} attachments were read")
            return
        inner = part.get_content_type() == "message/rfc822"
        name = _UNSAFE.sub("_", part.get_filename() or ("mail.eml" if inner else ""))[-100:]
        if not inner and not name.lower().endswith(_KNOWN):
            continue
        while name in seen:
            name = f"{number}_{name}"
        seen.add(name)
        below = f"{fragment}#{name}" if fragment else name
        try:
            attached = Source(BytesIO(_bytes(part, inner=inner)), f"{source.name}#{below}", source.depth + 1)
            for found in parts_of(attached):
                yield found._replace(fragment=f"{below}#{found.fragment}" if found.fragment else below)
        except ReadError as error:
            yield Flaw(below, str(error))


def _attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    try:
        yield from (part for part in message.iter_attachments() if isinstance(part, EmailMessage))
    except (AttributeError, KeyError, TypeError, ValueError):  # a malformed multipart
        return


def _bytes(part: EmailMessage, *, inner: bool) -> bytes:
    try:
        if inner:
            held = part.get_payload()
            return held[0].as_bytes() if isinstance(held, list) and held else b""  # type: ignore[union-attr]
        data = part.get_payload(decode=True)
    except Exception as error:  # noqa: BLE001 - as above
        raise ReadError(f"an attachment is damaged: {error}") from None
    return data if isinstance(data, bytes) else b""
