r"""Measure the temporal tagger: KB of text per second of processor time, beside a word count over the same text.

    python benchmarks/timex_speed.py FILE_OR_DIR [--repeat N]

Files are read as UTF-8 (TimeML as its text). The reference is `re.findall(r"\w+")` in the same run, so the ratio
holds on other machines.
"""

import argparse
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("path", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    chosen = parser.parse_args()
    paths = sorted(chosen.path.rglob("*")) if chosen.path.is_dir() else [chosen.path]
    texts = [text for path in paths if path.is_file() and (text := read(path))]
    size = sum(map(len, texts)) / 1000

    begin = process_time()
    from cajad_cli.extract.timex import tag

    tag("On Saturday, Dec. 24, 2022, they met for two days.", date(2022, 12, 25))
    print(f"import, compile and first sentence: {1000 * (process_time() - begin):.0f} ms")

    words = best(lambda: [re.findall(r"\w+", text) for text in texts], chosen.repeat)
    tags = best(lambda: [tag(text, date(2000, 1, 1)) for text in texts], chosen.repeat)
    count = sum(len(tag(text, date(2000, 1, 1))) for text in texts)
    print(f"{len(texts)} texts, {size:.0f} KB, {count} expressions")
    print(f"tag    {size / tags:8.0f} KB/s")
    print(f"\\w+    {size / words:8.0f} KB/s   {tags / words:.1f} times faster")


def read(path: Path) -> str:
    """Give the text of a file, "" where it is none."""
    try:
        if path.suffix == ".tml":
            element = ET.parse(path).getroot().find(".//TEXT")
            return "".join(element.itertext()) if element is not None else ""
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, ET.ParseError):
        return ""


def best(run: Callable[[], object], repeat: int) -> float:
    """Give the shortest processor time of `repeat` runs, in seconds."""
    spent = []
    for _ in range(repeat):
        begin = process_time()
        run()
        spent.append(process_time() - begin)
    return min(spent)


if __name__ == "__main__":
    main()
