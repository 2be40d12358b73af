"""What a cold start may import: counted in modules, which a noisy machine does not change."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

# Prints what is loaded that was asked for, by its beginning, and the classes of ours that `typing` made.
PROGRAM = """
import sys, typing
from cajad_cli.__main__ import main
heavy, words = sys.argv[1].split(","), sys.argv[2:]
code = 0
try:
    main(words)
except SystemExit as end:
    code = end.code
loaded = [m for m in sys.modules if any(m == h or m.startswith(h + ".") for h in heavy)]
ours = [module for name, module in list(sys.modules.items()) if name.startswith("cajad_cli.")]
made = [
    f"{kind.__module__}.{kind.__name__}"
    for module in ours
    for kind in vars(module).values()
    if isinstance(kind, type) and kind.__module__ == module.__name__
    if typing.NamedTuple in getattr(kind, "__orig_bases__", ())
]
print(code, *sorted(loaded), file=sys.stderr)
print(*sorted(made), file=sys.stderr)
"""
# Of others: what draws, parses TOML, measures words, finds folders, reads files, works in processes.
OTHERS = (
    "rich", "tomli", "tomllib", "rapidfuzz", "platformdirs", "charset_normalizer", "importlib.metadata",
    "importlib.resources", "concurrent.futures", "multiprocessing", "asyncio", "dataclasses", "html", "email", "csv",
    "logging", "argparse", "zipfile", "xml", "pydantic", "click",
)  # fmt: skip
OURS = (
    "index.writer", "index.copies", "index.bound", "pool", "read.settings", "read.reader", "read.document",
    "extract.timex", "extract.document", "extract.asked", "lexicon.timex", "lexicon.search", "cli.completion",
    "cli.fields", "render.tables", "render.pages", "render.icalendar", "render.template", "render.bars",
)  # fmt: skip
OF_RECORDS = ("render.rows", "render.records")
OF_ANSWERS = ("answer.search", "answer.timeline", "answer.comparison", "answer.explain", "render.envelope")
ANSWERING = ("index.rank", "index.match", "ingest", "answer", "render", "extract", "lexicon")


def _but(names: tuple[str, ...], *spared: str) -> tuple[str, ...]:
    return tuple(name for name in names if name not in spared)


STARTS = {
    "search Kazakhstan -f json": (
        OTHERS,
        (*OURS, *OF_RECORDS, *_but(OF_ANSWERS, "answer.search", "render.envelope"), "extract", "lexicon.events"),
    ),
    "search Kazakhstan -f table": (
        _but(OTHERS, "rich", "logging", "dataclasses"),  # rich brings them
        (*_but(OURS, "render.tables"), *OF_RECORDS, "render.nested", "render.outline", "extract", "lexicon.events"),
    ),
    "search Kazakhstan": (OTHERS, (*OURS, "render.nested", "extract", "lexicon.events")),
    "timeline -f json": (OTHERS, (*OURS, *OF_RECORDS, *_but(OF_ANSWERS, "answer.timeline", "render.envelope"))),
    "compare dialogue established -f json": (
        OTHERS,
        (*OURS, *OF_RECORDS, *_but(OF_ANSWERS, "answer.timeline", "answer.comparison", "render.envelope")),
    ),
    "--help": ((*OTHERS, "sqlite3", "json"), (*_but(OURS, "cli.completion"), *ANSWERING)),
    "--version": (OTHERS, (*OURS, *ANSWERING)),
    "__complete bash s": ((*OTHERS, "sqlite3", "json"), (*_but(OURS, "cli.completion"), *ANSWERING)),
    "__complete bash show 00": (OTHERS, (*_but(OURS, "cli.completion"), *ANSWERING)),
    "__complete bash search Kaz": (OTHERS, (*_but(OURS, "cli.completion"), *ANSWERING)),
}  # what each start must not import


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the environment of a user who has set nothing, with an index."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAJAD_")}
    kept["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    subprocess.run([sys.executable, "-m", "cajad_cli", "index", "-q"], env=kept, check=True, capture_output=True)
    return kept


def _start(environment: dict[str, str], line: str, heavy: tuple[str, ...]) -> tuple[str, str]:
    command = [sys.executable, "-c", PROGRAM, ",".join(heavy), *line.split()]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    *_, loaded, classes = made.stderr.split("\n")[:-1]
    return loaded, classes


@pytest.mark.parametrize("line", STARTS)
def test_a_start_imports_nothing_that_it_does_not_need(environment: dict[str, str], line: str) -> None:
    others, ours = STARTS[line]
    loaded, _ = _start(environment, line, (*others, *(f"cajad_cli.{name}" for name in ours)))
    assert loaded == "0"


@pytest.mark.parametrize(
    "name", sorted({*OURS, *OF_RECORDS, *OF_ANSWERS, *ANSWERING, "render.nested", "render.outline"})
)
def test_what_must_not_be_imported_is_there(name: str) -> None:
    place = ROOT / "src" / "cajad_cli" / name.replace(".", "/")
    assert place.is_dir() or place.with_suffix(".py").is_file()


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="NOT RUN: there all named tuples are those of typing")
@pytest.mark.parametrize("line", ["search Kazakhstan -f json", "timeline -f json", "compare dialogue -f json"])
def test_named_tuples_on_the_way_are_quick_to_make(environment: dict[str, str], line: str) -> None:
    _, classes = _start(environment, line, ("none",))
    assert [name for name in classes.split() if not name.startswith("cajad_cli.extract.")] == []


def test_a_start_looks_for_garbage_late_and_the_library_as_it_is_told() -> None:
    program = "import gc, {}; print(gc.get_threshold()[0])"
    found = [
        int(subprocess.check_output([sys.executable, "-c", program.format(name)]))
        for name in ("cajad_cli.cli", "cajad_cli.__main__")
    ]
    assert found[0] < 50_000 <= found[1]


def test_the_program_begins_there() -> None:
    said = tomllib.loads((Path(ROOT) / "pyproject.toml").read_text(encoding="utf-8"))
    assert said["project"]["scripts"] == {"cajad": "cajad_cli.__main__:main"}
