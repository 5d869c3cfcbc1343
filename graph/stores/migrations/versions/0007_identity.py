"""Decisions about who is who, and what they moved, so that taking one back restores everything.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE identity_decision (
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    same INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID, STRICT;
CREATE TABLE moved_person (
    row_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    into_row INTEGER NOT NULL,
    PRIMARY KEY (row_id)
) STRICT;
CREATE TABLE moved_fact (
    fact TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY (fact, "row", "key")
) WITHOUT ROWID, STRICT;
CREATE TABLE moved_mark (
    owner TEXT NOT NULL,
    person TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (owner, person)
) WITHOUT ROWID, STRICT;
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        if statement.strip():
            op.execute(statement)
