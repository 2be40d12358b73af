"""Whether a participle is one of the passive: what is done to that which stands before it."""

import re
from typing import Final

_AUXILIARY: Final = re.compile(r"\b(?:was|were|is|are|be|been|being|got)(?: [a-z]+ly)? \Z")
_REACH: Final = 24  # characters before a participle that hold its auxiliary


def follows_auxiliary(text: str, low: int, participle: int) -> bool:
    """Tell a participle that stands at `participle` behind "was", "are newly", not before `low`."""
    return _AUXILIARY.search(text, max(low, participle - _REACH), participle) is not None
