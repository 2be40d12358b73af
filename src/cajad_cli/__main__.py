"""`cajad`, and `python -m cajad_cli`: the same."""

import gc

# What a start imports stays until the end: looking through it for garbage, time after time, takes a twentieth of a
# search. A call that makes more than its imports is cleaned up all the same.
gc.set_threshold(50_000)

from cajad_cli.cli import main  # noqa: E402 (typer is most of what is imported)

if __name__ == "__main__":
    main()
