"""The index of a library: the only place with SQL."""
