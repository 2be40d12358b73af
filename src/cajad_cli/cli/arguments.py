"""The command line before it is parsed: "-word" leaves out a word and is no option."""

import re
from collections.abc import Sequence
from typing import Final

_GUARD: Final = "\0"  # no argument of a process can hold it
_WORD_COMMANDS: Final = frozenset({"search", "timeline", "compare"})
_SHORT: Final = r"-(?:[qh0]+|n\d*|f[a-z]*|[Lo](?:[./~].*)?)"
_PLAIN: Final = frozenset({"-q", "-h", "-0", "-n", "-f", "-L", "-o"})  # most lines have no other, and compile nothing
_FLAGS: Final = frozenset(
    {
        *("--exact", "--quiet", "--no-pager", "--debug", "--help", "--version", "--", "--null", "--count", "--open"),
        *("--bars", "--undated", "--explain", "--silenced"),
    }
)
_SHORT_WITH_VALUE: Final = frozenset({"-n", "-f", "-L", "-o"})
_FORMATS: Final = frozenset({"", "table", "text", "json", "jsonl", "csv", "tsv", "markdown", "html", "ics"})


def guarded(arguments: Sequence[str]) -> list[str]:
    """Mark the words to leave out ("-Osaka") in the arguments of commands that take words.

    A short option with its value attached stays one: -n5, -fjson, -L./news, -o./out.csv.
    """
    if not _WORD_COMMANDS.intersection(arguments):
        return list(arguments)
    ended = False
    before = ""
    made = []
    for argument in arguments:
        ended = ended or argument == "--"
        word = not ended and not _takes_value(before) and _is_unwanted_word(argument)
        made.append(_GUARD + argument if word else argument)
        before = argument
    return made


def lists_fields(arguments: Sequence[str]) -> bool:
    """Tell whether `--fields` stands without a value: last, or before another option; "?" is a value that lists too."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if "--fields=?" in before:
        return True
    following = [after for option, after in zip(before, [*before[1:], "-"], strict=True) if option == "--fields"]
    return any(value == "?" or value.startswith("-") for value in following)


def _takes_value(option: str) -> bool:
    """Tell "--limit" before "-1": what follows is its value and no word."""
    long = option.startswith("--") and "=" not in option and option not in _FLAGS
    return long or option in _SHORT_WITH_VALUE


def _is_unwanted_word(argument: str) -> bool:
    if len(argument) < 2 or argument[0] != "-" or argument[1] == "-":
        return False
    if argument in _PLAIN:
        return False
    short = re.fullmatch(_SHORT, argument)
    return short is None or (argument[1] == "f" and argument[2:] not in _FORMATS)


def typed(words: Sequence[str] | None, standard_input: str) -> str:
    """Join the words of a query; "-" stands for what `standard_input` holds."""
    parts = (standard_input if word == "-" else word.removeprefix(_GUARD) for word in words or ())
    return " ".join(" ".join(parts).split())
