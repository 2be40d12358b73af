"""Records with named columns, of JSON and of tables: which column is the text and which say whose and when."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from cajad_cli.lexicon.stamps import header_keys
from cajad_cli.read.formats.part import Part, Told, headed

# Columns that are the text itself, best first.
_TEXT: Final = (
    "text", "body", "content", "article", "full text", "fulltext", "article text", "article body", "articlebody",
    "maintext", "main text", "story", "message", "description", "summary", "abstract", "lead",
)  # fmt: skip
_SHOWN: Final = ("title", "author", "source", "published", "url")  # in this order above the text
_AUTHOR: Final = frozenset(("author", "authors", "byline", "creator", "by"))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EPOCH: Final = (10**8, 4 * 10**9)  # seconds from 1973 to 2096; milliseconds are a thousand times that
_MOST_COLUMNS: Final = 500


def record_part(fragment: str, record: Mapping[str, Any]) -> Part | None:
    """Give the text of a record with what its other columns say of it above; None where it says nothing.

    A record without a column of text has its columns as lines `name: value`, those of source and date first.
    """
    columns = {_plain(name): _value(value) for name, value in list(record.items())[:_MOST_COLUMNS]}
    columns = {name: value for name, value in columns.items() if value.strip()}
    stated: dict[str, str] = {}
    for name, value in columns.items():
        if (field := _field(name)) and field not in stated:
            stated[field] = _day(value) if field == "published" else value
    text_column = next((name for name in _TEXT if name in columns), None)
    fields = [("date" if f == "published" else f, stated.get(f)) for f in _SHOWN]
    if text_column is not None:
        text = columns[text_column]
    else:
        text = "\n".join(f"{name}: {' '.join(v.split())}" for name, v in columns.items() if not _field(name))
    if not text.strip() and not stated:
        return None
    return Part(fragment, headed(fields, text.replace("\r\n", "\n").replace("\r", "\n")), _told(stated))


def _told(stated: Mapping[str, str]) -> Told:
    language = stated.get("language", "")[:2].lower()
    return Told(language=language if language.isalpha() and len(language) == 2 else None)


def _plain(name: str) -> str:
    return " ".join(_CAMEL.sub(" ", name).replace("_", " ").replace("-", " ").lower().split())


def _field(name: str) -> str | None:
    """Give what a column says of its text: the fields that header lines have."""
    if name in _AUTHOR:
        return "author"
    found = header_keys().get(name) or header_keys().get(name.replace(" ", "_"))
    return found if found in (*_SHOWN, "language") else None


def _value(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(v for one in value[:1000] if (v := _value(one)))
    if isinstance(value, dict):
        return next((_value(value[key]) for key in ("name", "title", "text", "value") if key in value), "")
    return str(value)


def _day(value: str) -> str:
    """Give a time in seconds or milliseconds since 1970 as a date, all else as it is."""
    bare = value.removesuffix(".0")
    if not bare.isascii() or not bare.isdigit():
        return value
    seconds = int(bare[:14]) / (1000 if len(bare) > 11 else 1)
    if not _EPOCH[0] <= seconds <= _EPOCH[1]:
        return value
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
