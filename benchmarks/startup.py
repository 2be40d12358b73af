"""Measure what a cold command costs, in multiples of starting Python itself in the same run.

`python benchmarks/startup.py [--runs N] [--instructions]` runs each command in turn, round after round, and prints the
median CPU time and wall time with their ratios to `python -c pass` and to `python -c "import sqlite3"`. Ratios of one
run can be trusted on a noisy machine, single times cannot. `--instructions` counts what the processor is told instead,
by callgrind where valgrind is installed: the same to a thousandth however busy the machine is.

What a user has is measured by the Python of an environment with a plain `pip install .`.
"""

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

_SCRIPT = Path(sys.executable).with_name("cajad")
CAJAD = [str(_SCRIPT)] if _SCRIPT.exists() else [sys.executable, "-m", "cajad_cli"]
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    'python -c "import sqlite3"': [sys.executable, "-c", "import sqlite3"],
    'python -c "import typer"': [sys.executable, "-c", "import typer"],
    "cajad --help": [*CAJAD, "--help"],
    "completion of show 00": [*CAJAD, "__complete", "bash", "show", "00"],
    "completion of search Kaz": [*CAJAD, "__complete", "bash", "search", "Kaz"],
    "completion of a command": [*CAJAD, "__complete", "bash", "s"],
    "cajad search X -f json": [*CAJAD, "search", "Kazakhstan", "-f", "json"],
    "cajad search X -f table": [*CAJAD, "search", "Kazakhstan", "-f", "table"],
    "cajad timeline -f json": [*CAJAD, "timeline", "-f", "json"],
    "cajad compare X -f json": [*CAJAD, "compare", "dialogue", "established", "-f", "json"],
}


def cost(command: list[str]) -> tuple[float, float]:
    """Run a command to its end; give its CPU seconds (user and system) and wall seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def instructions(command: list[str]) -> int:
    """Count the instructions of a command from its start to its end, the interpreter's own included."""
    counting = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", *command]
    told = subprocess.run(counting, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False).stderr
    found = re.search(r"Collected : (\d+)", told)
    if found is None:
        raise SystemExit(f"valgrind counted nothing of {command}:\n{told}")
    return int(found[1])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--instructions", action="store_true")
    asked = parser.parse_args()
    if asked.instructions and shutil.which("valgrind") is None:
        raise SystemExit("--instructions needs valgrind, which is not installed")
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache  # as with a user who has set nothing: $CAJAD_CACHE would spare a look
        for name in ("CAJAD_CACHE", "CAJAD_LIBRARY", "PYTHONDONTWRITEBYTECODE"):
            os.environ.pop(name, None)  # a user's modules are compiled once, not at every start
        for command in COMMANDS.values():
            cost(command)
        print_instructions() if asked.instructions else print_times(asked.runs)


def print_instructions() -> None:
    """Print the instructions of each command, in millions."""
    os.environ["PYTHONHASHSEED"] = "0"  # the order of sets changes a few of them
    nothing = 0
    print(f"{'':28}{'million':>9}{'/pass':>8}")
    for name, command in COMMANDS.items():
        found = instructions(command)
        nothing = nothing or found
        print(f"{name:28}{found / 1e6:>9.1f}{found / nothing:>8.2f}")


def print_times(runs: int) -> None:
    """Print the medians of each command's times, and what they are of those of Python alone."""
    costs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for _ in range(runs):
        for name, command in COMMANDS.items():
            costs[name].append(cost(command))
    median = {
        name: (statistics.median(c for c, _ in some), statistics.median(w for _, w in some))
        for name, some in costs.items()
    }
    nothing, engine = median["python -c pass"], median['python -c "import sqlite3"']
    print(f"{'':28}{'cpu ms':>8}{'wall ms':>9}{'cpu/pass':>10}{'wall/pass':>11}{'wall/sqlite3':>14}")
    for name, (cpu, wall) in median.items():
        ratios = f"{cpu / nothing[0]:>10.2f}{wall / nothing[1]:>11.2f}{wall / engine[1]:>14.2f}"
        print(f"{name:28}{cpu * 1000:>8.1f}{wall * 1000:>9.1f}{ratios}")


if __name__ == "__main__":
    main()
