"""The key under which people get made-up names."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, delete, insert, select

from graph.stores import schema

KEY_BYTES = 32


def held_key(connection: Connection) -> bytes | None:
    """The key of this file; None before one was needed."""
    found = connection.execute(select(schema.pseudonym_key.c.key)).scalar()
    return bytes.fromhex(found) if found else None


def new_key(connection: Connection) -> bytes:
    """Another key in place of the one there was: what was named by that is told by nobody any more."""
    key = secrets.token_bytes(KEY_BYTES)
    connection.execute(delete(schema.pseudonym_key))
    connection.execute(insert(schema.pseudonym_key).values(row_id=1, key=key.hex()))
    return key
