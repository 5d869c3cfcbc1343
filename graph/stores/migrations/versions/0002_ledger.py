"""The ledger of asks, and the user's own limits on asking.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE ledger (
    row_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    day INTEGER NOT NULL,
    ask TEXT NOT NULL,
    company TEXT NOT NULL,
    company_name TEXT NOT NULL,
    role TEXT NOT NULL,
    target TEXT,
    reasons TEXT NOT NULL,
    note TEXT NOT NULL,
    chance REAL,
    undoes INTEGER,
    "key" TEXT,
    digest TEXT
) STRICT;
CREATE INDEX ledger_owner ON ledger (owner);
CREATE INDEX ledger_person ON ledger (person);
CREATE UNIQUE INDEX ledger_key ON ledger (owner, "key");
CREATE TABLE ask_rule (
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (name)
) WITHOUT ROWID, STRICT;
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        if statement.strip():
            op.execute(statement)
