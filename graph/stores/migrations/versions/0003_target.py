"""The companies on an owner's own list.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE target (
    owner TEXT NOT NULL,
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    PRIMARY KEY (owner, "key")
) WITHOUT ROWID, STRICT
"""


def upgrade() -> None:
    op.execute(TABLE)
