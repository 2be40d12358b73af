"""Cities, the countries that they lie in, and capitals: data/places.toml."""

from functools import cache

from cajad_cli.lexicon.source import load


@cache
def capitals() -> dict[str, str]:
    """Map countries to their capitals."""
    return dict(load("places")["capital"])


@cache
def seats() -> dict[str, str]:
    """Map capitals to their countries, for which they may stand."""
    return {city: country for country, city in capitals().items()}


@cache
def countries() -> frozenset[str]:
    """Give the countries of which cities are known."""
    return frozenset(load("places")["within"])


@cache
def within() -> dict[str, str]:
    """Map cities to the country that they lie in."""
    return {city: country for country, cities in load("places")["within"].items() for city in cities}
