"""Hostile text made harmless for a terminal, a spreadsheet, a Markdown or an XML reader."""

from __future__ import annotations

import unicodedata

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def clean(text: str) -> str:
    """`text` on one line and without control or formatting characters, so that it cannot steer a terminal."""
    kept = (" " if c in "\n\r\t" else c for c in text if c in "\n\r\t" or unicodedata.category(c)[0] != "C")
    return "".join(kept)


def spreadsheet(value: str | float | None) -> str | float | None:
    """A CSV cell: text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    shown = clean(value)  # what is invisible may stand before the sign, and goes
    return f"'{shown}" if value.startswith(FORMULA_STARTS) or shown.startswith(FORMULA_STARTS) else shown


def markdown(text: str) -> str:
    """`text` for a cell of a Markdown table: no markup of its own, no link, no picture that a reader would fetch."""
    return clean(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")


def xml_safe(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
