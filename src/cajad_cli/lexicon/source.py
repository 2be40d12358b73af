"""Read the TOML files of data/, each once in a process."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

DATA = Path(__file__).resolve().parent.parent / "data"
# What questions ask for. An index keeps it as JSON: three of these files and the parser of TOML take 30 million
# instructions, a twelfth of a cold timeline.
ASKED: Final = ("names", "places", "en/claims", "en/events", "en/parties")
Keeper = Callable[[str], str | None]  # gives the JSON of a name
_keepers: list[Keeper] = []  # the last one, if any


@cache
def load(name: str) -> dict[str, Any]:
    """Parse data/`name`.toml, e.g. `load("en/words")`. Callers must not change what they get."""
    kept = _keepers[0](name) if _keepers and name in ASKED else None
    if kept is not None:
        import json

        made: dict[str, Any] = json.loads(kept)
        return made
    import tomli

    return tomli.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def to_keep() -> dict[str, str]:
    """Give what questions ask for as JSON, by name."""
    import json

    return {name: json.dumps(load(name), ensure_ascii=False) for name in ASKED}


def ask(keeper: Keeper) -> None:
    """Ask `keeper` before the files from now on: what it keeps has to be made of these very files."""
    _keepers[:] = [keeper]
