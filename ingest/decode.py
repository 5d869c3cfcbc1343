"""Bytes to text, in any encoding that mail programs and spreadsheets write. Never raises."""

from __future__ import annotations

import codecs
import io
from typing import IO

HEAD = 65_536
"""Bytes that are looked at to tell what a file is."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FALLBACK = "goodword-single-bytes"


def _single_bytes(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are taken for Windows-1252, one by one, so that one bad byte spoils one letter."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _single_bytes)


def encoding_of(head: bytes) -> str:
    """The encoding of a file that begins with `head`: by its mark, by the zeros of UTF-16, else UTF-8.

    Windows-1252 needs no detection: `text_of` and `text_stream` read it as UTF-8 in which no byte fits.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding
    sample = head[: len(head) // 2 * 2]
    zeros = sample.count(0)
    if zeros > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"
    return "utf-8"


def _errors(encoding: str) -> str:
    return _FALLBACK if encoding.startswith("utf-8") else "replace"


def text_of(head: bytes) -> str:
    """The beginning of a file as text; a letter cut at the end is lost."""
    encoding = encoding_of(head)
    decoder = codecs.getincrementaldecoder(encoding)(_errors(encoding))
    return decoder.decode(head)


def text_stream(stream: IO[bytes], head: bytes) -> io.TextIOWrapper:
    """`stream` as text, with line ends as they are; `head`: its first bytes, read from another opening."""
    encoding = encoding_of(head)
    return io.TextIOWrapper(stream, encoding=encoding, errors=_errors(encoding), newline="")
