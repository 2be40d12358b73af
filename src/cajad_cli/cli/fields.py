"""`--fields` without a value: the fields that a command has."""

from collections.abc import Sequence
from typing import Final

from cajad_cli import model
from cajad_cli.errors import UsageError

_ANSWERS: Final[dict[str, type]] = {
    "search": model.SearchAnswer,
    "timeline": model.Timeline,
    "compare": model.Comparison,
    "sources": model.Sources,
    "show": model.Reading,
    "dates": model.Dates,
    "index": model.IngestReport,
    "doctor": model.Diagnosis,
}


def answer_type(arguments: Sequence[str]) -> type | None:
    """Give the type of answer that `arguments` ask for, None where they name no command that has fields."""
    from cajad_cli.render.view import Histogram

    command = next((argument for argument in arguments if argument in _ANSWERS), "")
    options: dict[tuple[str, str], type] = {
        ("search", "--facet"): model.Facets,
        ("search", "--count"): model.Count,
        ("timeline", "--bars"): Histogram,
        ("timeline", "--undated"): model.Undated,
    }
    given = {argument.split("=")[0] for argument in arguments}
    special = [made for (of, option), made in options.items() if of == command and option in given]
    return special[0] if special else _ANSWERS.get(command)


def list_fields(arguments: Sequence[str]) -> int:
    """Print the fields of the command in `arguments`, one a line, each with what it is of. Raises UsageError."""
    from cajad_cli.render.rows import described_fields

    answer = answer_type(arguments)
    if answer is None:
        raise UsageError("--fields stands after a command", f"it is one of {', '.join(_ANSWERS)}")
    for name, of in described_fields(answer):
        print(f"{name}\t{of}")
    return 0
