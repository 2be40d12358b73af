"""Run the temporal tagger over TimeML files and write its predictions as JSON lines.

    python benchmarks/timex.py DIR [--predictions FILE]

The text is the text content of <TEXT>, the anchor the value of the DCT. One line a date expression: doc, start, end,
text, type, value. Without --predictions the lines go to standard output; a summary goes to standard error.
"""

import argparse
import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

from cajad_cli.extract.timex import tag


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="folder of .tml files")
    parser.add_argument("--predictions", type=Path, help="file to write (default: standard output)")
    chosen = parser.parse_args()
    documents = [(path.stem, *read(path)) for path in sorted(chosen.folder.glob("*.tml"))]
    begin = process_time()
    rows = [row for document in documents for row in predictions(*document)]
    spent = process_time() - begin
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if chosen.predictions:
        chosen.predictions.write_text(lines, encoding="utf-8")
    else:
        sys.stdout.write(lines)
    size = sum(len(text) for _, _, text in documents) / 1000
    print(f"{len(documents)} documents, {len(rows)} expressions, {size / spent:.0f} KB/s", file=sys.stderr)


def read(path: Path) -> tuple[date | None, str]:
    """Give the document creation time and the text of a TimeML file."""
    root = ET.parse(path).getroot()
    element = root.find(".//TEXT")
    stamp = root.find("DCT//TIMEX3")
    value = stamp.get("value", "") if stamp is not None else ""
    text = "".join(element.itertext()) if element is not None else ""
    try:
        return date.fromisoformat(value[:10]), text
    except ValueError:
        return None, text


def predictions(name: str, dct: date | None, text: str) -> Iterator[dict[str, Any]]:
    for timex in tag(text, dct):
        row = {k: v for k, v in timex._asdict().items() if k in ("start", "end", "text", "type", "value")}
        yield {"doc": name, **row}


if __name__ == "__main__":
    main()
