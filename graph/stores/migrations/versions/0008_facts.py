"""When facts last changed, apart from marks: a graph made from facts stays good while only marks do.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE workspace ADD COLUMN facts INTEGER DEFAULT 0 NOT NULL")
    op.execute("UPDATE workspace SET facts = generation")
