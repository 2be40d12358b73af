"""The tables of `cajad search --facet` and `--count`."""

from collections.abc import Iterator

from rich.text import Text

from cajad_cli.model import Count, Facets
from cajad_cli.render.bars import bar_of
from cajad_cli.render.tables.canvas import GAP, size, styled, wrap
from cajad_cli.render.view import Page

_LEAST = 10  # cells in which bars can be told apart
_MOST = 50


def facets(answer: Facets, page: Page) -> Iterator[Text]:
    """Yield one line a value: its name, how many have it, and a bar of that length."""
    names = [facet.value or ("no date" if answer.by == "year" else "") for facet in answer.facets]
    room = max(map(size, names), default=0)
    figures = max((len(str(facet.number)) for facet in answer.facets), default=0)
    most = max((facet.number for facet in answer.facets), default=0)
    bar = min(_MOST, page.width - room - figures - 2 * GAP)
    for facet, name in zip(answer.facets, names, strict=True):
        gap = " " * (room - size(name) + GAP)
        line = styled((name, "date" if answer.by == "year" else "source"), gap, f"{facet.number:>{figures}}")
        if bar >= _LEAST:
            yield styled(line, " " * GAP, (bar_of(facet.number, most, bar, "█"), "source"))
        else:
            yield from wrap(line, page.width)


def count(answer: Count, _: Page) -> Iterator[Text]:
    """Yield the number alone."""
    yield styled((str(answer.total), "head"))
