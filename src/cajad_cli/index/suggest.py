"""What may stand where something is being typed: ids, words and names of a library, in bounded time."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Final

from cajad_cli.index.store import Store

_STEPS: Final = 100_000  # of the engine, between two looks at how many there were
_MOST_LOOKS: Final = 20  # a keystroke must not wait: some 50 to 100 ms
_MOST: Final = 100
_MOST_NAMES: Final = 20
_LIKE_BEGINNING: Final = "{0} >= ? AND {0} < ? || char(1114111)"


def sources(store: Store, typed: str) -> list[str]:
    """Give the source ids that begin so."""
    sql = f"SELECT DISTINCT source FROM document WHERE {_LIKE_BEGINNING.format('source')}"
    return sorted(_some(store, sql, (typed, typed)))


def documents(store: Store, typed: str) -> list[str]:
    """Give the document ids that begin so; where there is none, those that hold it anywhere."""
    sql = f"SELECT document FROM document WHERE {_LIKE_BEGINNING.format('document')} ORDER BY document"
    within = "SELECT document FROM document WHERE instr(document, ?) ORDER BY document"
    return _some(store, sql, (typed, typed)) or _some(store, within, (typed,))


def years(store: Store) -> list[str]:
    """Give the years of publication, newest first."""
    sql = "SELECT DISTINCT substr(published, 1, 4) FROM document WHERE published > '' ORDER BY published DESC"
    return _some(store, sql, ())


def words(store: Store, typed: str) -> list[str]:
    """Give the words of the library that begin so, those of most documents first."""
    sql = f"SELECT form FROM word WHERE {_LIKE_BEGINNING.format('form')} ORDER BY documents DESC, form"
    return _some(store, sql, (typed, typed))


def names(store: Store, typed: str) -> list[str]:
    """Give the names of several words that begin so and stand in the library."""
    sql = (
        f"SELECT DISTINCT folded FROM alias WHERE {_LIKE_BEGINNING.format('first')}"
        " AND NOT loose AND instr(folded, ' ') ORDER BY folded"
    )
    known = [name for name in _some(store, sql, (typed.split(" ", maxsplit=1)[0],) * 2) if name.startswith(typed)]
    return [name for name in known[:_MOST_NAMES] if _some(store, _SAID, (f'"{name}"',))]


_SAID: Final = "SELECT '' FROM fts WHERE fts MATCH ? LIMIT 1"


def topics(store: Store, typed: str) -> list[str]:
    """Give the topics of library.toml that begin so, in small or capital letters."""
    settings = store.meta["settings"]
    named = json.loads(settings).get("topics", {}) if '"topics"' in settings else {}
    return [topic for topic in named if topic.lower().startswith(typed.lower())]


def places(store: Store, document: str, typed: str) -> Iterator[tuple[str, str]]:
    """Give the paragraphs of a document ("3"), or after "3." its sentences ("3.2"), that begin so, with their words."""
    key = store.key(document)
    if key is None:
        return
    content = store.content(key)
    of_sentences = "." in typed
    seen = set()
    for passage in content.passages:
        number = f"{passage.paragraph}.{passage.sentence}" if of_sentences else str(passage.paragraph)
        if number.startswith(typed) and number not in seen:
            seen.add(number)
            yield number, content.text[passage.start : passage.end]


def _some(store: Store, sql: str, values: tuple[str, ...]) -> list[str]:
    """Give the first values that a question has, those found until then where it takes too long."""
    looks = [0]

    def enough() -> bool:
        looks[0] += 1
        return looks[0] > _MOST_LOOKS

    found: list[str] = []
    store.db.set_progress_handler(enough, _STEPS)
    try:
        for (value,) in store.db.execute(f"{sql} LIMIT {_MOST}" if "LIMIT" not in sql else sql, values):
            found.append(value)
    except sqlite3.OperationalError:
        pass
    finally:
        store.db.set_progress_handler(None, 0)
    return found
