"""EPUB books: the chapters in the order of the spine, as one document."""

import posixpath
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree

from cajad_cli.errors import ReadError
from cajad_cli.read.decode import decode
from cajad_cli.read.formats.part import MAX_TEXT, Part, Source, Told, headed
from cajad_cli.read.formats.plain import plain_text
from cajad_cli.read.formats.zipped import is_entity_bomb, member, open_zip

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def parts(source: Source) -> Iterator[Part]:
    """Give the text of a book, its title, author, publisher and day above it."""
    archive = open_zip(source)
    container = _tree(member(archive, "META-INF/container.xml", source.name), source.name)
    place = next((e.get("full-path") for e in container.iter() if e.tag.endswith("}rootfile")), None)
    if not place:
        raise ReadError(f"{source.name} is damaged: it names no book")
    package = _tree(member(archive, place, source.name), source.name)
    files = {
        e.get("id"): posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(e.get("href") or "")))
        for e in package.iter()
        if e.tag.endswith("}item") and "html" in (e.get("media-type") or "")
    }
    spine = [files[i] for e in package.iter() if e.tag.endswith("}itemref") and (i := e.get("idref")) in files]
    chapters, size = [], 0
    for path in dict.fromkeys(spine):
        chapters.append(plain_text(decode(member(archive, path, source.name), path)))
        size += len(chapters[-1])
        if size > MAX_TEXT:
            raise ReadError(f"{source.name} holds more than {MAX_TEXT >> 20} million characters")
    language = (_stated(package, "language") or "")[:2].lower()
    fields = ("title", _stated(package, "title")), ("author", _stated(package, "creator"))
    day = _stated(package, "date")  # a bare year or the day of conversion's clock is none of issue
    issued = ("publisher", _stated(package, "publisher")), ("date", day if day and _DAY.match(day) else None)
    yield Part("", headed((*fields, *issued), "\n\n".join(c for c in chapters if c)), Told(language=language or None))


def _tree(data: bytes, name: str) -> ElementTree.Element:
    if is_entity_bomb(data):
        raise ReadError(f"{name} declares XML entities: not read")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ReadError(f"{name} is damaged: {error}") from None


def _stated(package: ElementTree.Element, field: str) -> str | None:
    return next((e.text for e in package.iter(_DC + field) if e.text and e.text.strip()), None)
