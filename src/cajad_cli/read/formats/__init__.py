"""Which format a file has, by its bytes and then by its name, and who reads it.

One module for each format, with a generator `parts(source)`; none is imported before a file of its format is read.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import IO, Final, NamedTuple

from cajad_cli.errors import MissingReaderError, ReadError
from cajad_cli.read.formats.part import Flaw, Part, Source


class Format(NamedTuple):
    """A format: the suffixes of its files, the module of ours that reads it, and what that needs.

    `needs` is a module that the extra `extra` brings. `guarded` formats are read in a process of their own, since they
    go through libraries that hostile files slow, swell or crash. The files of a `container` hold many documents and are
    read as a stream.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    needs: str = ""
    extra: str = ""
    guarded: bool = False
    container: bool = False


FORMATS: Final = (
    Format("text", ("", ".txt", ".text", ".md", ".markdown"), "text"),
    Format("html", (".html", ".htm", ".xhtml", ".xht"), "html", "trafilatura", "html", guarded=True),
    Format("pdf", (".pdf",), "pdf", "pypdfium2", "pdf", guarded=True),
    Format("docx", (".docx", ".docm", ".dotx"), "docx", "docx", "docx", guarded=True),
    Format("odt", (".odt", ".ott"), "odt", guarded=True),
    Format("epub", (".epub",), "epub", guarded=True),
    Format("mail", (".eml", ".mht", ".mhtml"), "mail", guarded=True),
    Format("mbox", (".mbox", ".mbx"), "mbox", container=True),
    Format("jsonl", (".jsonl", ".ndjson", ".jsonlines"), "jsonl", container=True),
    Format("json", (".json",), "jsonl"),
    Format("csv", (".csv",), "csv", container=True),
    Format("tsv", (".tsv", ".tab"), "csv", container=True),
    Format("warc", (".warc",), "warc", "warcio", "warc", container=True),
)
_BY_NAME = {f.name: f for f in FORMATS}
_BY_SUFFIX = {s: f for f in FORMATS for s in f.suffixes}
_PACKAGES = {"docx": "python-docx"}  # where the package has another name than its module
_HEAD: Final = 4096  # bytes that tell the format
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"(?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*){1,60}?(?:mime-version|message-id|received):", re.IGNORECASE
)
_MBOX = re.compile(rb"From [^\n]{1,300}\n(?:>?[!-9;-~]{1,76}:[^\n]*\n)")
_UNREAD = {
    b"\xd0\xcf\x11\xe0": ("an old Office file", "save it as .docx or PDF"),
    b"{\\rtf": ("a rich text file", "save it as .docx or plain text"),
    b"%!PS": ("a PostScript file", "save it as PDF"),
    b"7z\xbc\xaf\x27\x1c": ("an archive", "unpack it into the library"),
    b"Rar!": ("an archive", "unpack it into the library"),
    b"\xfd7zXZ\0": ("an archive", "unpack it into the library"),
    b"BZh": ("an archive", "unpack it into the library"),
    b"\x28\xb5\x2f\xfd": ("an archive", "unpack it into the library"),
}


@cache
def available(module: str) -> bool:
    """Say whether a module is installed."""
    return not module or find_spec(module) is not None


def format_of(file: IO[bytes], name: str) -> Format:
    """Tell the format of an open file, left at its beginning; raises ReadError where it is none of ours."""
    head = file.read(_HEAD)
    file.seek(0)
    suffix = PurePosixPath(name).suffix.lower()
    by_name = _BY_SUFFIX.get(suffix) or (None if _is_suffix(suffix) else _BY_NAME["text"])
    for magic, (what, hint) in _UNREAD.items():
        if head.startswith(magic) and not (magic == b"BZh" and by_name):
            raise ReadError(f"{name} is {what}: not read", hint)
    if found := _by_bytes(file, head, name, by_name):
        return found
    if by_name is None:
        raise ReadError(f"{name}: {suffix} files are not read", "save it as plain text, or take it out of the library")
    if by_name.name in _ZIPPED or by_name.name in ("pdf", "warc"):
        raise ReadError(f"{name} is damaged or no {suffix} file" if head.strip() else f"{name} is empty")
    return by_name


_ZIPPED: Final = frozenset(("docx", "odt", "epub"))


def _is_suffix(suffix: str) -> bool:
    """Say whether what stands behind a name's last stop is a suffix and no part of a name, e.g. "Minutes of 3.May"."""
    return suffix[1:].isalnum() and not suffix[1:].isdigit() and len(suffix) < 8


def _by_bytes(file: IO[bytes], head: bytes, name: str, by_name: Format | None) -> Format | None:
    if b"%PDF-" in head[:1024]:
        return _BY_NAME["pdf"]
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file, name)
    if head.startswith(b"WARC/"):
        return _BY_NAME["warc"]
    if by_name is None or by_name.name in ("text", "html", "mail", "mbox", "pdf", "docx", "odt", "epub"):
        if _MBOX.match(head) and (by_name is None or by_name.name != "text" or _MAIL.match(head.partition(b"\n")[2])):
            return _BY_NAME["mbox"]
        if _HTML.match(head):
            return _BY_NAME["html"]
        if _MAIL.match(head):
            return _BY_NAME["mail"]
    return None


def _zipped(file: IO[bytes], name: str) -> Format:
    """Tell what a zip file is by what it holds."""
    import zipfile

    try:
        names = set(zipfile.ZipFile(file).namelist())
    except Exception as error:  # noqa: BLE001 - damaged archives raise whatever they stumble on
        raise ReadError(f"{name} is damaged: {error}") from None
    finally:
        file.seek(0)
    if "word/document.xml" in names:
        return _BY_NAME["docx"]
    if "META-INF/container.xml" in names:
        return _BY_NAME["epub"]
    if "content.xml" in names and "mimetype" in names:
        return _BY_NAME["odt"]
    what = "a spreadsheet or a presentation" if "[Content_Types].xml" in names else "an archive"
    raise ReadError(f"{name} is {what}: not read", "save it as PDF or CSV" if "spread" in what else "unpack it")


def named_format(name: str) -> Format:
    """Give the format of that name."""
    return _BY_NAME[name]


def check_reader(form: Format, name: str) -> None:
    """Raise MissingReaderError, which says what to install, where a format needs what is not there."""
    if not available(form.needs):
        suffix = PurePosixPath(name).suffix.lower()
        known = suffix if suffix in form.suffixes else form.suffixes[0]
        package = _PACKAGES.get(form.needs, form.needs)
        raise MissingReaderError(
            f"{name}: reading {known} needs {package}: pip install 'cajad-cli[{form.extra}]'", needs=form.needs
        )


def parts(source: Source, form: Format) -> Iterator[Part | Flaw]:
    """Read a file of a known format, in this process; raises ReadError with one sentence."""
    reader = import_module(f"cajad_cli.read.formats.{form.module}").parts
    found: Iterator[Part | Flaw] = reader(source)
    return found
