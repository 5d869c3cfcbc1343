"""Sightings of one name are found by a number of its words: who shares a name with those that an import brings.

The next import fills the numbers in (`graph.stores.named`).

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE sighting ADD COLUMN words INTEGER")
    op.execute("CREATE INDEX sighting_words ON sighting (words) WHERE words IS NOT NULL")
