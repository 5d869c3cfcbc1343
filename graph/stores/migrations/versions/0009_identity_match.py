"""What shows that two people known by different keys are one: recorded, so that it can be taken back.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE identity_match (
    row_id INTEGER NOT NULL,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    source INTEGER,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX identity_match_source ON identity_match (source);
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        if statement.strip():
            op.execute(statement)
