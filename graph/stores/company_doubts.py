"""Names of companies that may mean one: the same letters written apart, or with the end of a web address.

They are only offered (`graph.companies` never takes likeness for a match). That two are one is an alias of the user's;
that they are two is kept here, by ids, which name nobody: it outlives a forgotten source and is taken back exactly.
"""

from __future__ import annotations

import sqlite3

from graph.errors import UsageError
from graph.model import CompanyId

CompanyPair = tuple[CompanyId, CompanyId]

MOST = 40
"""Pairs offered at most."""
ENDINGS = ("com", "io", "ai")
SHORTEST = 5
"""Letters of a name whose form with such an ending is offered: shorter ones end so by chance."""

_NAMES = """
WITH name AS MATERIALIZED (
    SELECT id, key, replace(key, ' ', '') AS letters FROM company
    WHERE key NOT IN (SELECT key FROM company_alias)
)
SELECT * FROM (
SELECT one.id AS one, other.id AS other
FROM name AS one JOIN name AS other ON one.letters = other.letters AND one.key < other.key
"""
_ENDING = """
UNION ALL
SELECT one.id, other.id FROM name AS one JOIN name AS other ON other.letters = one.letters || '{}'
WHERE length(one.letters) >= {}
"""
_APART = """
) AS pair WHERE NOT EXISTS (
    SELECT 1 FROM companies_apart AS apart
    WHERE apart.one = min(pair.one, pair.other) AND apart.other = max(pair.one, pair.other)
) LIMIT :most
"""
_ALL = _NAMES + "".join(_ENDING.format(ending, SHORTEST) for ending in ENDINGS) + _APART


def company_doubts(connection: sqlite3.Connection) -> list[CompanyPair]:
    """Pairs of companies by id, each pair once; none that the user decided about. O(n log n) for n companies."""
    rows = connection.execute(_ALL, {"most": MOST})
    return [(CompanyId(one), CompanyId(other)) for one, other in rows]


def companies_apart(connection: sqlite3.Connection) -> list[CompanyPair]:
    """Pairs of companies of which the user said that they are two, by ids in order."""
    rows = connection.execute("SELECT one, other FROM companies_apart ORDER BY one, other")
    return [(CompanyId(one), CompanyId(other)) for one, other in rows]


def keep_apart(connection: sqlite3.Connection, one: CompanyId, other: CompanyId, *, apart: bool) -> None:
    """Keep that two are two companies, or take it back.

    Raises:
        UsageError: both are one id, or there is nothing to take back.
    """
    if one == other:
        raise UsageError("that is one company already")
    pair = sorted((one, other))
    if apart:
        connection.execute("INSERT OR IGNORE INTO companies_apart (one, other) VALUES (?, ?)", pair)
    elif not connection.execute("DELETE FROM companies_apart WHERE one = ? AND other = ?", pair).rowcount:
        raise UsageError("nothing was decided about these two companies")


def take_out_apart(connection: sqlite3.Connection) -> None:
    """Forget what was decided about companies that are not here any more: somebody was erased who alone showed them."""
    known = "(SELECT id FROM company)"
    connection.execute(f"DELETE FROM companies_apart WHERE one NOT IN {known} OR other NOT IN {known}")  # noqa: S608
