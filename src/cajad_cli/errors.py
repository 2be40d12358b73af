"""Errors that a user can mend: each says what is wrong, where, and what to try."""

from pathlib import Path


class CajadError(Exception):
    """Say in one clear sentence what is wrong, with a hint at what to try; `exit_code` is the contract's."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(CajadError):
    """Report words on the command line that make no valid call."""


class QueryError(UsageError):
    """Report a query that cannot be read; `position` is the place in the typed `text`, counted from 0."""

    def __init__(self, message: str, hint: str = "", position: int | None = None) -> None:
        super().__init__(message, hint)
        self.position = position
        self.text = ""  # set where the whole of what was typed is known


class DateError(UsageError):
    """Report a day or period that cannot be read."""


class LibraryError(CajadError):
    """Report a library, its settings or its index that is missing or cannot be read."""

    exit_code = 3


class BusyError(LibraryError):
    """Report an index that another process is writing."""


class DamageError(LibraryError):
    """Report the file of an index that is not what was written: it can be deleted and built anew."""

    def __init__(self, index: Path) -> None:
        super().__init__(f"the index {index} is damaged", "cajad index --rebuild")
        self.index = index


class Interrupted(KeyboardInterrupt):
    """Report indexing that was broken off and what became of it: `message` says it in one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ReadError(CajadError):
    """Report one file that cannot be read; ingest collects these and goes on."""

    exit_code = 4


class MissingReaderError(ReadError):
    """Report a file whose reader is not installed; `needs` is the Python module that is missing."""

    def __init__(self, message: str, hint: str = "", needs: str = "") -> None:
        super().__init__(message, hint)
        self.needs = needs
