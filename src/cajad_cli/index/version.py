"""The number of the index's layout."""

from typing import Final

SCHEMA: Final = 11  # raised with every change of schema.sql or of what its columns mean
