"""Bytes → text: encodings, line ends, and what is no text at all."""

import codecs
import re
from itertools import islice

from cajad_cli.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"
_SAMPLE = 65536


def decode(data: bytes, name: str, declared: str = "") -> str:
    r"""Give the text of a file with `\n` line ends; raises ReadError where it is empty or no text.

    `declared` is the encoding that the file says it has: it counts behind a byte order mark and valid UTF-8.
    """
    if not data.strip():
        raise ReadError(f"{name} is empty", "nothing to read in it")
    text = _decoded(data, name, declared).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\v\f"):
        raise ReadError(f"{name} is empty", "nothing to read in it")
    return text


def _mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return b"\0" in data or len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 50


def _decoded(data: bytes, name: str, declared: str) -> str:
    marked = _mark(data)
    try:
        if marked:
            return _checked(data.decode(marked), name)
        if _is_binary(data):
            raise ReadError(f"{name} is not text", "save it as plain text, UTF-8")
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if marked:
            raise ReadError(f"{name} is damaged text: it begins as {marked} and does not go on so") from None
    try:
        return _checked(data.decode(declared), name) if declared else _guessed(data, name)
    except (UnicodeDecodeError, LookupError):
        return _guessed(data, name)


def encoding_of(sample: bytes, name: str) -> str:
    """Tell the encoding of a stream by its first bytes; raises ReadError where none can be told."""
    if marked := _mark(sample):
        return marked
    if _is_binary(sample):
        raise ReadError(f"{name} is not text", "save it as plain text, UTF-8")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # the last character may be cut
        return "utf-8"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        if best is None:
            raise ReadError(f"{name} is in no encoding that can be told", "save it as UTF-8") from None
        return best.encoding


# UTF-8 read as Windows-1252 or 1251, e.g. "â€™", "Ã©", "Ð¡Ñ‚", "вЂ™": letters that no word has before such signs.
_MOJIBAKE = re.compile(
    "â€[™œ\x9d“”˜¦\x80-\x9f]|Ã[©¨¤¶¼±³¡\xad]|вЂ[™œ\x9d“”]|(?:[ÐÑ][\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){2}"
)


def is_mojibake(text: str) -> bool:
    """Say whether a text was decoded wrongly before it came here; told, never repaired."""
    return not text.isascii() and len(list(islice(_MOJIBAKE.finditer(text), 3))) == 3


def _checked(text: str, name: str) -> str:
    if "\0" in text:
        raise ReadError(f"{name} is not text", "it holds NUL characters")
    return text


def _guessed(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes  # 60 ms; only for files that are not UTF-8

    best = from_bytes(data[: 16 * _SAMPLE]).best()
    if best is None:
        raise ReadError(f"{name} is in no encoding that can be told", "save it as UTF-8")
    try:
        return _checked(data.decode(best.encoding), name)
    except (UnicodeDecodeError, LookupError):
        raise ReadError(f"{name} is in no encoding that can be told", "save it as UTF-8") from None
