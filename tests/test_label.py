"""How a point is called: words of its texts, as they stand there."""

import pytest

from cajad_cli.answer.label import in_words
from cajad_cli.model import Span

TEXT = "The face-to-face gatherings of ministers, and gatherings of vice-ministers"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("face", "gatherings"), "face-to-face gatherings"),
        (("gatherings", "face"), "face-to-face gatherings"),
        (("ministers",), "ministers"),
        (("gatherings", "vice"), "gatherings vice-ministers"),
        ((), ""),
    ],
)
def test_words_stand_whole_and_in_their_order(words: tuple[str, ...], expected: str) -> None:
    assert in_words(TEXT, [Span(at := TEXT.index(word), at + len(word)) for word in words]) == expected


def test_each_word_is_written_once() -> None:
    places = [Span(n, n + len("gatherings")) for n in range(len(TEXT)) if TEXT.startswith("gatherings", n)]
    assert len(places) == 2
    assert in_words(TEXT, places) == "gatherings"
