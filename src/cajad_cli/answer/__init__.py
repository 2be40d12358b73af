"""Query and index → answers: search, timeline, comparison, the library itself."""
