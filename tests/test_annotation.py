"""The annotation that the figures are measured on agrees with its own documents."""

import subprocess
import sys
from pathlib import Path

import pytest

QUALITY = Path(__file__).resolve().parent / "quality"
CHECKS = [
    ("check_annotation.py", "invented"),
    ("check_annotation.py", "second"),
    ("check_annotation_strict.py", "third"),
    ("check_annotation_strict.py", "fourth"),
    *(
        ("check_contradictions.py", file.parent.name)
        for file in sorted(QUALITY.glob("*/conflicts.jsonl"))
        if not (file.parent / "events.jsonl").exists()
    ),
    ("dates/check.py",),
]


@pytest.mark.parametrize("check", CHECKS, ids=" ".join)
def test_annotation(check: tuple[str, ...]) -> None:
    script, *library = check
    done = subprocess.run(
        [sys.executable, str(QUALITY / script), *library], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
