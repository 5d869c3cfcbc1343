"""Which rows of facts were changed or taken out since which change of the facts, so that a reader need not read all.

Every change of facts is a row (`fact` ''), and so is every row of a table that was written over, taken out, or put in
below others, with the change before it; rows put in at the end are found by their numbers. The triggers go with their
tables: a form that makes one of these anew makes its triggers anew.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLUMNS = {
    "person": "id, company",
    "connection": "source, a, b, day, tenths",
    "contact": "source, sender, recipient, at, group_size, channel, thread",
    "statement": "source, kind, author, subject, day",
    "employment": 'source, person, company, start, "end", current, as_of',
}


def upgrade() -> None:
    op.execute("""
CREATE TABLE fact_change (
    row_id INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    fact TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    PRIMARY KEY (row_id)
) STRICT
""")
    op.execute("CREATE INDEX fact_change_facts ON fact_change (facts, fact)")
    note = 'INSERT INTO fact_change (facts, fact, "row") SELECT facts, {fact!r}, {row}.row_id FROM workspace;'
    for table, columns in COLUMNS.items():
        old, new = note.format(fact=table, row="OLD"), note.format(fact=table, row="NEW")
        op.execute(f"CREATE TRIGGER {table}_changed AFTER UPDATE OF {columns} ON {table} BEGIN {old} END")
        op.execute(f"CREATE TRIGGER {table}_taken_out AFTER DELETE ON {table} BEGIN {old} END")
        below = f"NEW.row_id < (SELECT max(row_id) FROM {table})"  # noqa: S608  (a name of ours)
        op.execute(f"CREATE TRIGGER {table}_put_back AFTER INSERT ON {table} WHEN {below} BEGIN {new} END")
