"""Who is kept out on every import: salted digests, no names.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
CREATE TABLE forgotten (
    digest TEXT NOT NULL,
    salt TEXT NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY (digest)
) WITHOUT ROWID, STRICT
""")
