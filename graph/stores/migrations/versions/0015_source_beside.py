"""Which sources came in one file with which archive: an address book goes out with the last archive that held it.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
CREATE TABLE source_beside (
    source INTEGER NOT NULL,
    archive INTEGER NOT NULL,
    PRIMARY KEY (source, archive),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(archive) REFERENCES source (row_id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT
""")
    op.execute("CREATE INDEX source_beside_archive ON source_beside (archive)")
