"""The user's own aliases as the file holds them, and which key a company's name has by them and the reviewed ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.company_aliases import company_key


@dataclass(frozen=True, slots=True)
class OwnAlias:
    """The user says that the company called `old` is the one called `new`, both as typed."""

    old: str
    new: str


def own_aliases(connection: sqlite3.Connection) -> list[OwnAlias]:
    """All of them, by the old name's key."""
    return [OwnAlias(old, new) for old, new in connection.execute("SELECT old, new FROM company_alias ORDER BY key")]


def own_keys(connection: sqlite3.Connection) -> dict[str, str]:
    """Where each of the user's aliases leads: from key to key."""
    return dict(connection.execute("SELECT key, new_key FROM company_alias").fetchall())


def goes_on(key: str) -> str | None:
    """Where the reviewed aliases lead from a company's key; None where it stays, as nearly all do."""
    now = company_key(key)
    return now if now and now != key else None


def reviewed_keys(keys: Iterable[str]) -> dict[str, str]:
    """Where the reviewed aliases lead from keys: those of a file made before an alias was reviewed lead elsewhere."""
    return {key: now for key in keys if (now := goes_on(key))}


def goes_on_as(key: str, targets: Mapping[str, str]) -> str:
    """Where the aliases lead from `key`; back to itself in a circle."""
    start = key
    while key in targets:
        key = targets[key]
        if key == start:
            break
    return key


def named(connection: sqlite3.Connection, keys: list[str]) -> list[str]:
    """`keys` of a company with those that the user's aliases lead to put first, and those that lead to it last."""
    targets = {**reviewed_keys(keys), **own_keys(connection)}
    forth = [goes_on_as(key, targets) for key in keys if key in targets]
    back = [key for key, new in sorted(targets.items()) if new in keys]
    return list(dict.fromkeys((*forth, *keys, *back)))


def keys_now(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, str]:
    """The key of the company that each name means now, by all aliases; '' for what names no company."""
    targets = own_keys(connection)
    return {name: goes_on_as(company_key(name), targets) for name in names}
