"""Document → passages, date expressions, names, quantities, events, claims: pure, without clock, files or SQL."""
