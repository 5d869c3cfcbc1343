"""Texts of the user, from a file or standard input."""

from __future__ import annotations

from pathlib import Path

import click

from graph.errors import InputError

MOST_BYTES = 1_000_000
"""Bytes that are read of a message, a posting or a token; all are far shorter."""


def read_text(path: Path | None) -> str:
    """The text of a file, or of standard input for `-`; '' for none.

    Raises:
        InputError: it is no UTF-8 text, or far longer than any message.
    """
    if path is None:
        return ""
    with click.open_file(str(path), "rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(path, "this is longer than a million bytes, far more than belongs there")
    try:
        return str(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(path, "this is no text in UTF-8") from error
