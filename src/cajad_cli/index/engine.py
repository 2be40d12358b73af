"""What the search engine below is able to do."""

import sqlite3


def engine() -> tuple[str, bool]:
    """Give SQLite's version and whether its full-text search (FTS5) is there."""
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    except sqlite3.OperationalError:
        return sqlite3.sqlite_version, False
    finally:
        db.close()
    return sqlite3.sqlite_version, True
