"""Read the TOML files of data/, each once in a process."""

from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "data"


@cache
def load(name: str) -> dict[str, Any]:
    """Parse data/`name`.toml, e.g. `load("en/words")`. Callers must not change what they get."""
    import tomli

    return tomli.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
