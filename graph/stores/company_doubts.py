"""Names of companies that may mean one: the same letters written apart, or with the end of a web address.

They are only offered (`graph.companies` never takes likeness for a match); what the user decides is an alias of theirs.
"""

from __future__ import annotations

import sqlite3

from graph.model import CompanyId

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
SELECT one.id, other.id FROM name AS one JOIN name AS other ON one.letters = other.letters AND one.key < other.key
"""
_ENDING = """
UNION ALL
SELECT one.id, other.id FROM name AS one JOIN name AS other ON other.letters = one.letters || '{}'
WHERE length(one.letters) >= {}
"""
_ALL = _NAMES + "".join(_ENDING.format(ending, SHORTEST) for ending in ENDINGS) + "LIMIT :most"


def company_doubts(connection: sqlite3.Connection) -> list[tuple[CompanyId, CompanyId]]:
    """Pairs of companies by id, each pair once; none that the user has an alias for. O(n log n) for n companies."""
    rows = connection.execute(_ALL, {"most": MOST}).fetchall()
    return [(CompanyId(one), CompanyId(other)) for one, other in rows]
