"""Scripts written without blanks: each of their characters is a word to the engine, a word of theirs a phrase."""

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re

MARK: Final = "\x1f"  # stands between such characters; the engine takes it for a blank, and no text shows it
_FIRST: Final = "\u3040"  # no character below it is of these scripts


@cache
def _between() -> "re.Pattern[str]":
    """Find the place before and after each kana, Han and half-width character, but at the ends of a text."""
    import re  # compiled where such a character is there: classes beyond Latin-1 take 2 ms

    unspaced = "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
    return re.compile(f"(?<={unspaced})(?=.)|(?<=.)(?={unspaced})", re.DOTALL)


def is_unspaced(text: str) -> bool:
    """Tell whether `text` may hold characters of such a script."""
    return not text.isascii() and max(text) >= _FIRST


def spaced(text: str) -> str:
    """Put a mark between characters of such scripts, so that each is a word; other text is left as it is."""
    return _between().sub(MARK, text) if is_unspaced(text) else text


def runs(text: str) -> tuple[str, ...]:
    """Cut an unspaced text where its script changes; hiragana, the script of endings, counts only where it is alone."""
    import re

    cut = re.findall(r"[\u3041-\u309f]+|[\u30a0-\u30ff\uff66-\uff9f]+|[^\W\u3041-\u30ff\uff66-\uff9f]+", text)
    content = [run for run in cut if not "\u3041" <= run[0] <= "\u309f"]
    return tuple(content or cut) or (text,)


def pairs(text: str) -> tuple[str, ...]:
    """Give the neighbouring characters of an unspaced word, two and two."""
    return tuple(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1))) or (text,)
