"""Research assistant for a folder of documents: search, timeline, comparison; every answer a verbatim quote."""

__version__ = "0.1.0"
