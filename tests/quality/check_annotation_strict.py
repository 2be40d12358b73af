"""Verify this annotation: quotes and spans in place, values told, dates valid, weekdays right, clusters compatible.

`python check_annotation_strict.py third` prints each fault, then the counts; exit code 1 if there is a fault.
"""

import json
import re
import sys
from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path


def _words(listed: str) -> list[str]:
    return listed.split()


LIBRARY = sys.argv[1]
LENGTHS = {"third": (120, 400), "fourth": (130, 350)}  # words of a document
HERE = Path(__file__).resolve().parent / LIBRARY
DOCS = {p.name: p.read_text(encoding="utf-8") for p in sorted((HERE / "docs").glob("*.txt"))}
NAMES = _words("published publishers events noevents conflicts agreements copies search")
ROWS = {n: [json.loads(x) for x in (HERE / f"{n}.jsonl").read_text(encoding="utf-8").splitlines()] for n in NAMES}
FAULTS: list[str] = []
DAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = _words("January February March April May June July August September October November December")
UNITS = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
ORDINALS = _words("zeroth first second third fourth fifth sixth seventh eighth ninth tenth")
PATTERN = re.compile(r"\d{3}|\d{4}(-\d\d(-\d\d)?)?")


def fault(*parts: object) -> None:
    FAULTS.append(" | ".join(str(p) for p in parts))


def fold(text: str) -> str:
    return " ".join(text.split())


def limits(value: str) -> tuple[date, date]:
    """Give the first and last day of a value (a decade, year, month or day)."""
    if len(value) == 3:
        return date(int(value + "0"), 1, 1), date(int(value + "9"), 12, 31)
    year, *rest = (int(p) for p in value.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if len(rest) == 1:
        return date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1])
    return date(year, *rest), date(year, *rest)


def valid(value: str, where: str) -> bool:
    try:
        assert PATTERN.fullmatch(value)
        limits(value)
    except (AssertionError, ValueError):
        fault("bad date", value, where)
        return False
    return True


def spans_agree(span: str, first: str, last: str, where: str) -> None:
    """Hold weekday, month, day and year named in a span against its value."""
    low, high = limits(first)[0], limits(last)[1]
    all_days = {low + timedelta(n) for n in range((high - low).days + 1)} if (high - low).days < 400 else set()
    for day in DAYS:
        if day in span and all_days and DAYS.index(day) not in {d.weekday() for d in all_days}:
            fault("weekday", span, first, where)
    for number, month in enumerate(MONTHS, 1):
        if re.search(rf"\b{month}\b", span) and not any(d.month == number for d in (low, high)):
            fault("month", span, first, where)
    if len(first) == 10:
        told = [int(n) for n in re.findall(r"\b(\d{1,2})\b", span)]
        if told and not {low.day, high.day} >= set(told):
            fault("day", span, first, last, where)
    for year in re.findall(r"\b(?:19|20)\d\d\b", span):
        if "fiscal" not in span and int(year) not in (low.year, high.year):
            fault("year", span, first, where)


def told(value: str, quote: str, where: str) -> None:
    """Tell whether a claim's quote holds its value: as it is, in words, as an ordinal, or as a date."""
    text = fold(quote).lower()
    if value.lower() in text:
        return
    if value.isdigit() and int(value) <= 20:
        number = int(value)
        words = [UNITS[number], *(ORDINALS[number : number + 1]), f"{number}th"]
        if any(re.search(rf"\b{w}\b", text) for w in words):
            return
        fault("value not told", value, quote, where)
    elif re.match(r"\d{4}-\d\d", value):
        first, _, last = value.partition("/")
        for end in (first, last or first):
            low = limits(end)[0]
            month, day = MONTHS[low.month - 1].lower(), DAYS[low.weekday()].lower()
            in_month = month in text and (len(end) == 7 or str(low.day) in text)
            if not (in_month or day in text or "today" in text or "spring" in text or "last week" in text):
                fault("date not told", value, quote, where)
    else:
        fault("value not told", value, quote, where)


for name, rows in ROWS.items():
    for row in rows:
        for file in [row.get("file"), row.get("copy_of"), *row.get("relevant", {}), *row.get("files", [])]:
            if file and file not in DOCS:
                fault("no such document", name, file)

for name in ("published", "publishers"):
    if [r["file"] for r in ROWS[name]] != list(dict.fromkeys(r["file"] for r in ROWS[name])):
        fault("twice", name)
    for missing in set(DOCS) - {r["file"] for r in ROWS[name]}:
        fault("missing", name, missing)
ISSUED = {r["file"]: r["published"] for r in ROWS["published"]}
for row in ROWS["published"]:
    if row["published"] is not None:
        valid(row["published"], row["file"])
    if row["evidence"] not in ("text", "inferred", "none"):
        fault("evidence", row)

FURNITURE: dict[str, list[tuple[int, int]]] = defaultdict(list)
for row in ROWS["noevents"]:
    text = DOCS[row["file"]]
    if row["quote"] not in text:
        fault("noevent not verbatim", row["file"], row["quote"])
    elif not row.get("body"):
        if text.count(row["quote"]) != 1 and len(row["quote"]) > 8:
            fault("furniture not unique", row["file"], row["quote"])
        at = text.index(row["quote"])
        FURNITURE[row["file"]].append((at, at + len(row["quote"])))
BODY = {}
for file, whole in DOCS.items():
    text = whole
    for start, end in FURNITURE[file]:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    BODY[file] = text
for row in ROWS["noevents"]:
    if not row.get("body") and fold(row["quote"])[:40] in fold(BODY[row["file"]]):
        fault("furniture begins like the body", row["file"], row["quote"])
    if row.get("body") and row["quote"] not in BODY[row["file"]]:
        fault("trap outside the body", row["file"], row["quote"])

CLUSTERS = defaultdict(list)
for row in ROWS["events"]:
    body, quote, span, where = BODY[row["file"]], row["quote"], row["span"], row["file"]
    if body.count(quote) != 1:
        fault("quote not verbatim or not once", body.count(quote), where, quote)
        continue
    at = body.index(quote)
    before = body[:at].rstrip(" \n")
    if before and body[at - 1] != "\n" and before[-1] not in '.!?"”»)-*:':
        fault("quote does not begin a sentence", where, quote)
    stop = re.compile(r"\n\s*\n").search(body, at)
    if span not in body[at : stop.start() if stop else len(body)]:
        fault("span not in the sentence", where, span, quote)
    last = row.get("date_end", row["date"])
    if not (valid(row["date"], where) and valid(last, where)) or last < row["date"]:
        fault("dates", row)
        continue
    spans_agree(span, row["date"], last, where)
    if row["status"] not in ("past", "planned", "cancelled"):
        fault("status", row)
    if issued := ISSUED[where]:
        first, final = limits(row["date"])[0], limits(last)[1]
        if row["status"] == "past" and first > limits(issued)[1]:
            fault("past, but after issue", where, span, row["date"])
        if row["status"] == "planned" and final < limits(issued)[0] and not row.get("moved"):
            fault("planned, but before issue", where, span, row["date"])
        day = next((d for d in DAYS if re.search(rf"\b{d}\b", span)), None)
        if day and not re.search(r"\d", span) and len(issued) == 10:
            near = abs((limits(row["date"])[0] - limits(issued)[0]).days)
            if near > 7:
                fault("bare weekday far from issue", where, span, row["date"], issued)
    if row["cluster"]:
        CLUSTERS[row["cluster"]].append(row)

for name, rows in CLUSTERS.items():
    if len(rows) < 2:
        fault("cluster of one", name)
    firm = [r for r in rows if not (r.get("moved") or r.get("disputed") or r.get("optional"))]
    low = max((limits(r["date"])[0] for r in firm), default=date.min)
    high = min((limits(r.get("date_end", r["date"]))[1] for r in firm), default=date.max)
    if low > high:
        fault("cluster not compatible", name, sorted({r["date"] for r in firm}))

for row in ROWS["conflicts"]:
    if row["kind"] not in ("date", "count", "number", "place", "name", "edition"):
        fault("kind", row["topic"])
    if len({c["value"] for c in row["claims"]}) < 2:
        fault("conflict of one value", row["topic"])
    if row["genuine"] and len({c["file"] for c in row["claims"]}) < 2:
        fault("genuine conflict within one document", row["topic"])
    for claim in row["claims"]:
        if BODY.get(claim["file"], "").count(claim["quote"]) != 1:
            fault("claim not verbatim or not once", row["topic"], claim["file"], claim["quote"])
        if re.search(r"[.!?] [A-Z]", re.sub(r"\b(No|Ms|Mr)\.", "", fold(claim["quote"]))):
            fault("claim over two sentences", row["topic"], claim["quote"])
        told(claim.get("told", claim["value"]), claim["quote"], row["topic"])

for row in ROWS["agreements"]:
    if len(set(row["files"])) < 2 or set(row["files"]) != set(row["quotes"]):
        fault("agreement", row["topic"])
    for file, quote in row["quotes"].items():
        if quote not in BODY[file]:
            fault("agreement not verbatim", row["topic"], file, quote)

for row in ROWS["copies"]:
    mine, other = (set(re.split(r"(?<=[.!?\"”])\s+", BODY[row[k]])) for k in ("file", "copy_of"))
    if len(mine & other) < 5:
        fault("copy shares too little", row["file"])

for row in ROWS["search"]:
    if not row["relevant"] or set(row["relevant"].values()) - {1, 2}:
        fault("search", row["query"])

fewest, most = LENGTHS[LIBRARY]
for file, text in DOCS.items():
    if not fewest <= len(text.split()) <= most:
        fault("words", file, len(text.split()))
    if re.search(r"<<|>>|\{\{|\}\}|\(\(|#BEGIN|#END|#INCLUDE|^%|^@@", text, re.MULTILINE):
        fault("markup left", file)

for line in FAULTS:
    print(line)
print(
    {n: len(r) for n, r in ROWS.items()},
    Counter("genuine" if c["genuine"] else "apparent" for c in ROWS["conflicts"]),
    f"{len(DOCS)} documents, {sum(len(t.split()) for t in DOCS.values())} words, {len(CLUSTERS)} clusters",
    f"{len(FAULTS)} faults",
)
sys.exit(bool(FAULTS))
