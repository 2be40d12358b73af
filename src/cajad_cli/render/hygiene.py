"""Make text from documents safe to print: what a file says must not steer the terminal."""

import re

# Patterns are compiled by the first text that needs them (re keeps them): most never does.

# ECMA-48 control sequences, whole: without ESC alone, "[31m" would stay behind as litter. A string
# (OSC, DCS …) counts only when it is closed, or a lone opener would swallow the rest of the text.
_SEQUENCES = (
    r"[\x1b\x9b\x90\x9d-\x9f](?:"
    r"(?<=\x1b)\[[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|(?<=\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|(?:(?<=\x1b)[\]P^_X]|(?<=[\x90\x9d-\x9f]))[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|(?<=\x1b)[ -/]{1,8}[0-~]"
    r")"
)
# C0, DEL, C1; the bidirectional marks, embeddings, overrides and isolates (UAX #9); the deprecated
# formatting characters. Zero-width joiners stay: scripts and emoji need them.
_CONTROLS = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u206a-\u206f]"
_SURROGATES = "[\ud800-\udfff]"
_BREAKS = "\t\n\v\f\r\x85\u2028\u2029"
_SPACES = f"[ {_BREAKS}]+"
_LINE_END = "\r\n|[\n\v\f\r\x85\u2028\u2029]"


def strip_controls(text: str) -> str:
    """Drop escape sequences, controls and bidirectional controls; line breaks and tabs stay."""
    without = re.sub(_CONTROLS, "", re.sub(_SEQUENCES, "", text))
    return re.sub(_SURROGATES, "\ufffd", without)


def clean(text: str) -> str:
    """Make `text` one safe line: no control character, any run with a tab or line break one space."""
    if text.isprintable():
        return text
    return re.sub(_SPACES, _one_space, strip_controls(text))


def clean_lines(text: str) -> str:
    """Make `text` safe and keep its lines."""
    return "\n".join(clean(line) for line in re.split(_LINE_END, text))


def _one_space(run: re.Match[str]) -> str:
    spaces = run[0]
    return spaces if spaces.strip(" ") == "" else " "
