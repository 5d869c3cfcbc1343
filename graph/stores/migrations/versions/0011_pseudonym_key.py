"""The key of made-up names: random, of this file's own, in no report.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
CREATE TABLE pseudonym_key (
    row_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    PRIMARY KEY (row_id),
    CONSTRAINT one_key CHECK (row_id = 1)
) STRICT
""")
