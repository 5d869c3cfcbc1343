"""What a workspace file holds, in three numbers that change with every commit."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b
from typing import NamedTuple


class State(NamedTuple):
    """What a file holds, in three numbers: another state after every commit.

    `generation`: of facts and decisions; `ledger`: the newest line of the ledger, 0 for none; `lists`: a number of all
    that is on the lists of companies.
    """

    generation: int
    ledger: int
    lists: int


_STATE = """
SELECT generation, (SELECT coalesce(max(row_id), 0) FROM ledger),
  (SELECT group_concat(quote(owner) || quote(key) || quote(name) || quote(role) || wanted, ';')
   FROM (SELECT * FROM target ORDER BY owner, key))
FROM workspace
"""


def state(connection: sqlite3.Connection) -> State:
    """What the file holds. O(companies on lists)."""
    number, newest, lists = connection.execute(_STATE).fetchone()
    digest = blake2b(str(lists or "").encode(), digest_size=8).digest()
    return State(int(number), int(newest), int.from_bytes(digest))


def facts_generation(connection: sqlite3.Connection) -> int:
    """The number of the newest change of facts; marks and limits on asking change none."""
    return int(connection.execute("SELECT facts FROM workspace").fetchone()[0])
