"""Bytes to text, in any encoding that mail programs and spreadsheets write. Never raises."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, TextIO

from ingest.code_pages import looks_eastern
from ingest.named_pages import JAPANESE_ESCAPE, page_note, page_of

LONGEST_LINE = 4 * 2**20
"""Characters of a line: forty times the longest message, or a picture of 3 MB on a card. More would fill the memory."""
HEAD = 65_536
"""Bytes that are looked at to tell what a file is."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(r"[^\s,;\"\x00-\x2c/:-@\[-`{-\x7f]+")
_MARKS_AROUND = "‘’“”„‚«»‹›–—…•·®™©°ªº¿¡€£§\u00a0"
"""What Western texts put around a word, not in it."""
_MOST_ODD = 10
"""One word in so many may look odd in a file that is Windows-1252 all the same."""
_SHORT = 3
_FALLBACK = "goodword-single-bytes"


def _single_bytes(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are taken for Windows-1252, one by one, so that one bad byte spoils one letter."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _single_bytes)


@lru_cache(maxsize=32)
def encoding_of(head: bytes) -> str:
    """The encoding of a file that begins with `head`: by its mark, by the zeros of UTF-16, else UTF-8.

    A code page is one only where it is sure (`ingest.named_pages`).

    Windows-1252 needs no detection: `text_of` and `text_stream` read it as UTF-8 in which no byte fits.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding
    sample = head[: len(head) // 2 * 2]
    zeros = sample.count(0)
    if zeros > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"
    return _page(head) or "utf-8"


def _page(head: bytes) -> str | None:
    """The code page of a text that is neither UTF-8 nor Windows-1252, where it is sure."""
    return page_of(head) if JAPANESE_ESCAPE in head or not _is_western(head) else None


def decoding_note(head: bytes) -> str:
    """What a report says of how a file was decoded that begins with `head`; '' for nothing out of the ordinary."""
    page = encoding_of(head)
    return "" if page.startswith("utf") else page_note(page)


def is_legible(head: bytes) -> bool:
    """Whether a file that begins with `head` can be read: UTF-8, UTF-16, Windows-1252, or a code page that is sure."""
    return encoding_of(head) != "utf-8" or _is_western(head)


def _is_western(head: bytes) -> bool:
    """Whether a file that begins with `head` is UTF-8 or Windows-1252.

    Other code pages are told by what Windows-1252 makes of them: words of accented letters alone, signs within words,
    letters side by side that no Western language has (`ingest.code_pages`). A few wrong bytes in UTF-8 are none.
    """
    good = len(_SEQUENCE.findall(head))
    strange = _HIGH.findall(_SEQUENCE.sub(b"", head[: len(head) - _cut_off(head)]))
    if len(strange) <= good:
        return True
    words = [word for word in _WORD.findall(head.decode("cp1252", "replace")) if not word.isascii()]
    odd = sum(map(_is_garbled, words))
    return odd * _MOST_ODD <= len(words) and not looks_eastern(words)


def _cut_off(head: bytes) -> int:
    """Bytes of a letter cut in two at the end."""
    return 3 if len(head) >= HEAD else 0


def _is_garbled(word: str) -> bool:
    accented = sum(not c.isascii() for c in word)
    signs = any(not c.isascii() and not c.isalpha() and c not in "’‘´·" for c in word.strip(_MARKS_AROUND))
    capitals = re.search(r"[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽŸ]|[a-zA-Z][ÀÁÂÃÈÉÊËÌÍÎÏÒÓÔÕÙÚÛÝŸŠŽŒ][a-z]", word)
    return signs or bool(capitals) or (len(word) >= _SHORT and accented * 3 > len(word) * 2)


def _errors(encoding: str) -> str:
    return _FALLBACK if encoding.startswith("utf-8") else "replace"


def header_text(head: bytes) -> str:
    """Mail headers as text: UTF-8, and Windows-1252 where a program wrote bytes that are none."""
    return head.decode("utf-8", _FALLBACK)


def text_of(head: bytes) -> str:
    """The beginning of a file as text; a letter cut at the end is lost."""
    encoding = encoding_of(head)
    decoder = codecs.getincrementaldecoder(encoding)(_errors(encoding))
    return decoder.decode(head)


def beginnings(text: TextIO) -> Iterator[str]:
    """The lines of a text with their ends; of one longer than `LONGEST_LINE` its beginning, the rest is passed over."""
    while line := text.readline(LONGEST_LINE):
        yield line
        while line and line[-1] not in "\r\n":
            line = text.readline(LONGEST_LINE)


def text_stream(stream: IO[bytes], head: bytes) -> io.TextIOWrapper:
    """`stream` as text, with line ends as they are; `head`: its first bytes, read from another opening."""
    encoding = encoding_of(head)
    return io.TextIOWrapper(stream, encoding=encoding, errors=_errors(encoding), newline="")
