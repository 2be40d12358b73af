"""Date expressions of a text (TIMEX3) and the periods they name together."""

from cajad_cli.extract.timex.period import periods
from cajad_cli.extract.timex.tag import tag

__all__ = ["periods", "tag"]
