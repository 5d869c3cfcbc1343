"""A further import reads what it brings, not what is there: indexes on what aliases moved, and where a company goes on.

`company.goes_on` is the key that the reviewed aliases lead to, `derived_by` says by which aliases that was found out.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("sighting", "employment", "interest"):
        op.execute(f"CREATE INDEX {table}_told ON {table} (told) WHERE told IS NOT NULL")
    op.execute("ALTER TABLE company ADD COLUMN goes_on TEXT")
    op.execute("CREATE INDEX company_goes_on ON company (goes_on) WHERE goes_on IS NOT NULL")
    op.execute("""
CREATE TABLE derived_by (
    name TEXT NOT NULL,
    form TEXT NOT NULL,
    PRIMARY KEY (name)
) WITHOUT ROWID, STRICT
""")
