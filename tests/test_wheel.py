"""What a plain install brings: the built-in library byte for byte, the data, nothing of the tests."""

import subprocess
import sys
import zipfile
from pathlib import Path

import library
from conftest import ROOT


def test_the_wheel_holds_the_built_in_library(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        for seed in library.SEEDS.iterdir():
            assert opened.read(f"cajad_cli/seeds/{seed.name}") == seed.read_bytes()
    data = {p.relative_to(ROOT / "src").as_posix() for p in (ROOT / "src").rglob("*.toml")}
    shells = {f"cajad_cli/cli/shell/cajad.{shell}" for shell in ("bash", "zsh", "fish")}
    assert data | shells | {"cajad_cli/index/schema.sql", "cajad_cli/py.typed"} <= set(names)
    assert not [n for n in names if n.startswith(("tests", "docs", "benchmarks"))]
