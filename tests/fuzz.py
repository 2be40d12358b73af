"""Fuzz one target by coverage, until it is stopped: `python tests/fuzz.py TARGET [CORPUS] [libFuzzer's options]`.

It needs atheris (pip install atheris; Linux and macOS). What it finds goes to tests/cases/fuzz/TARGET/, where the
ordinary tests pick it up.
"""

import sys

NAMES = ("query", "asked", "dates", "reader", "settings")


def main() -> int:
    """Fuzz the target named on the command line."""
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print(f"{__doc__}\nTargets: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    try:
        import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        print("NOTHING WAS FUZZED: atheris is not installed (pip install atheris)", file=sys.stderr)
        return 77  # what automake takes for a skipped test
    with atheris.instrument_imports(include=["cajad_cli"]):
        from targets import TARGETS
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
