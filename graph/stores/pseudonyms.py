"""The key under which people get made-up names. In plain SQL."""

from __future__ import annotations

import secrets
import sqlite3

KEY_BYTES = 32


def held_key(connection: sqlite3.Connection) -> bytes | None:
    """The key of this file; None before one was needed."""
    found = connection.execute("SELECT key FROM pseudonym_key").fetchone()
    return bytes.fromhex(found[0]) if found and found[0] else None


def new_key(connection: sqlite3.Connection) -> bytes:
    """Another key in place of the one there was: what was named by that is told by nobody any more."""
    key = secrets.token_bytes(KEY_BYTES)
    connection.execute("DELETE FROM pseudonym_key")
    connection.execute("INSERT INTO pseudonym_key (row_id, key) VALUES (1, ?)", (key.hex(),))
    return key
