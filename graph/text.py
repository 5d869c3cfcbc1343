"""Hostile text made harmless for a terminal, a spreadsheet, a Markdown or an XML reader."""

from __future__ import annotations

import unicodedata

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
IGNORED = "".join(
    map(chr, [0x20, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2000, 0x2800, 0x3000, 0x3164, *range(0xFE00, 0xFE10)])
)
"""Spaces and characters that are shown as nothing, though of no control class: programs may leave them out."""
LINE_BREAKS = "\n\r\t\x0b\x0c\x85\u2028\u2029"
"""Become a space; some of them are no control characters."""


def clean(text: str) -> str:
    """`text` on one line and without control or formatting characters, so that it cannot steer a terminal."""
    kept = (" " if c in LINE_BREAKS else c for c in text if c in LINE_BREAKS or unicodedata.category(c)[0] != "C")
    return "".join(kept)


def spreadsheet(value: str | float | None) -> str | float | None:
    """A CSV cell: text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    shown = clean(value)
    plain = unicodedata.normalize("NFKC", shown).lstrip(IGNORED)  # a full-width sign is read as the plain one
    return f"'{shown}" if value.startswith(FORMULA_STARTS) or plain.startswith(FORMULA_STARTS) else shown


def markdown(text: str) -> str:
    """`text` for a cell of a Markdown table: no markup of its own, no link, no picture that a reader would fetch."""
    plain = clean(text).replace("&", "&amp;").replace("<", "&lt;").translate(MARKUP)
    for sign, written in LINKS.items():
        plain = plain.replace(sign, written)
    return plain


MARKUP = {ord(c): f"\\{c}" for c in "\\`*_[]|~#"}
"""Characters that Markdown reads as markup anywhere in a line."""
LINKS = {"://": "&#58;//", "www.": "www&#46;", "WWW.": "WWW&#46;", "@": "&#64;"}
"""What readers turn into links unasked."""


def xml_safe(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
