"""library.toml → checked data: every error names the file, the line and what to try."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cajad_cli.errors import LibraryError
from cajad_cli.model import Settled

Check = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(v) for v in value)


def _is_day(value: Any) -> bool:
    if isinstance(value, str):
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
        return True
    return isinstance(value, date)


def _is_value(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return _is_text(value) or number or type(value) is date


_TEXT: tuple[Check, str] = (_is_text, "words in quotes")
_TEXTS: tuple[Check, str] = (_is_texts, 'a list of words, e.g. ["one", "two"]')
_DAY: tuple[Check, str] = (_is_day, "a day, e.g. 2022-12-24")
_VALUE: tuple[Check, str] = (_is_value, 'a value in quotes, e.g. "2004", a number or a day')
_TRUE: tuple[Check, str] = (lambda v: v is True, "true: leave the key out where it does not hold")

_PUBLISHER = {"name": _TEXT, "kind": _TEXT, "marks": _TEXTS, "domains": _TEXTS}
_DOCUMENT = {
    "match": _TEXT,
    "published": _DAY,
    "source": _TEXT,
    "publisher": _TEXT,
    "title": _TEXT,
    "url": _TEXT,
    "language": _TEXT,
    "kind": _TEXT,
    "body_until": _TEXT,
}
_SETTLED = {"topic": _TEXT, "value": _VALUE, "note": _TEXT, "ignore": _TRUE, "documents": _TEXTS}
_TOP = ("name", "publishers", "aliases", "topics", "document", "settled")


def _near(key: str, known: Iterable[str]) -> str:
    """Say which known key was probably meant, else all that there are."""
    from difflib import get_close_matches

    near = get_close_matches(key.lower(), known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"


class _Checker:
    """Checks one parsed file; keeps the file's name and lines for its errors."""

    def __init__(self, text: str, path: Path) -> None:
        self.lines = text.splitlines()
        self.path = path

    def fail(self, key: str, what: str, hint: str, table: str = "", nth: int = 0) -> LibraryError:
        line = self._line(key, table, nth)
        place = f"{self.path}, line {line}" if line else str(self.path)
        return LibraryError(f"{place}: {what}", hint)

    def line(self, table: str, nth: int) -> int:
        """Give the line of the header of the `nth` table of a list, counted from 0."""
        return self._line(table, table, nth)

    def _line(self, key: str, table: str, nth: int) -> int:
        """Find the line of `key`: in the `nth` table whose header begins with `table`, else anywhere."""
        first, seen = 0, -1
        if table:
            header = re.compile(rf"\s*\[+\s*{re.escape(table)}")
            for number, line in enumerate(self.lines):
                if header.match(line):
                    seen, first = seen + 1, number
                    if seen == nth:
                        break
        named = re.compile(rf"\s*\[*[^=#]*?[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
        for number in range(first, len(self.lines)):
            if named.match(self.lines[number]):
                return number + 1
        return first + 1 if table and seen >= 0 else 0

    def fields(self, table: Any, allowed: dict[str, tuple[Check, str]], name: str, nth: int = 0) -> None:
        if not isinstance(table, dict):
            raise self.fail(name, f"{name} must be a table", f"write [{name}] above its keys")
        for key, value in table.items():
            if key not in allowed:
                raise self.fail(key, f"unknown key {key!r} in {name}", _near(key, allowed), name, nth)
            check, what = allowed[key]
            if not check(value):
                raise self.fail(
                    key,
                    f"{key!r} in {name} is not {what}",
                    "see the library.toml section of the manual",
                    name,
                    nth,
                )

    def mapping(self, table: Any, each: tuple[Check, str], name: str) -> None:
        if not isinstance(table, dict):
            raise self.fail(name, f"{name} must be a table", f"write [{name}] above its keys")
        check, what = each
        for key, value in table.items():
            if not check(value):
                raise self.fail(key, f"{key!r} in {name} is not {what}", "mend that line", name)

    def rows(self, rows: Any, allowed: dict[str, tuple[Check, str]], name: str, needed: tuple[str, ...]) -> None:
        if not isinstance(rows, list):
            raise self.fail(name, f"{name} must be a list of tables", f"write [[{name}]] with two brackets")
        for nth, row in enumerate(rows):
            self.fields(row, allowed, name, nth)
            for key in needed:
                if key not in row:
                    raise self.fail(name, f"a [[{name}]] has no {key!r}", f"add {key} = …", name, nth)


def parse(data: bytes, path: Path) -> dict[str, Any]:
    """Parse and check library.toml; days come back as `date`, what it settles as Settled; raises LibraryError."""
    import tomli

    try:
        text = data.decode("utf-8-sig")
        table = tomli.loads(text)
    except UnicodeDecodeError:
        raise LibraryError(f"{path} is not UTF-8", "save it as UTF-8") from None
    except tomli.TOMLDecodeError as error:
        raise LibraryError(f"{path}, {_place(error, text)}", "check quotes, brackets and equals signs there") from None
    checker = _Checker(text, path)
    _validate(table, checker)
    if "settled" in table:
        table["settled"] = tuple(
            _settled(row, checker.line("settled", nth)) for nth, row in enumerate(table["settled"])
        )
    for row in table.get("document", ()):
        if "published" in row:
            row["published"] = _day(row["published"])
    return table


def _settled(row: dict[str, Any], line: int) -> Settled:
    value = None if "ignore" in row else str(row["value"])
    return Settled(row["topic"], value, row.get("note", ""), tuple(row.get("documents", ())), line)


def _place(error: Exception, text: str) -> str:
    """Turn tomli's "what (at line 3, column 5)" to "line 3: what"."""
    found = re.search(r"(?s)(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error))
    if not found:
        return str(error)
    line = found[2] or len(text.splitlines())
    return f"line {line}: {found[1]}"


def _day(value: Any) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, datetime):
        return value.date()
    assert isinstance(value, date)
    return value


def _validate(table: dict[str, Any], checker: _Checker) -> None:
    for key in table:
        if key not in _TOP:
            raise checker.fail(key, f"unknown key {key!r}", _near(key, _TOP))
    if "name" in table and not _is_text(table["name"]):
        raise checker.fail("name", "'name' is not words in quotes", 'e.g. name = "Central Asia"')
    publishers = table.get("publishers", {})
    checker.mapping(publishers, (lambda v: isinstance(v, dict), "a table"), "publishers")
    for identity, publisher in publishers.items():
        checker.fields(publisher, _PUBLISHER, f"publishers.{identity}")
    checker.mapping(table.get("aliases", {}), _TEXTS, "aliases")
    checker.mapping(table.get("topics", {}), _TEXT, "topics")
    checker.rows(table.get("document", []), _DOCUMENT, "document", ("match",))
    settled = table.get("settled", [])
    checker.rows(settled, _SETTLED, "settled", ("topic",))
    for nth, row in enumerate(settled):
        if ("value" in row) == ("ignore" in row):
            both = "both 'value' and" if "value" in row else "neither 'value' nor"
            hint = "a value settles the point, ignore = true silences it"
            raise checker.fail("settled", f"a [[settled]] has {both} 'ignore'", hint, "settled", nth)
