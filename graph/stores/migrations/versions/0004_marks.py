"""More that the user can say of a person: worked together, declined, favours both ways.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = (
    "worked_with INTEGER",
    "worked_where TEXT",
    "worked_when TEXT",
    "declined INTEGER",
    "helped_me INTEGER",
    "i_helped INTEGER",
)


def upgrade() -> None:
    for column in COLUMNS:
        op.execute(f"ALTER TABLE mark ADD COLUMN {column}")
