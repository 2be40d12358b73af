"""Bytes → text: encodings, line ends, and what is no text at all."""

import codecs

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


def decode(data: bytes, name: str) -> str:
    r"""Give the text of a file with `\n` line ends; raises ReadError where it is empty or no text."""
    if not data.strip():
        raise ReadError(f"{name} is empty", "nothing to read in it")
    text = _decoded(data, name).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\v\f"):
        raise ReadError(f"{name} is empty", "nothing to read in it")
    return text


def _mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return b"\0" in data or len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 50


def _decoded(data: bytes, name: str) -> str:
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
    return _guessed(data, name)


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
