"""The user's own names of companies; facts that they moved remember what the source told.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE company_alias (
    "key" TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    new_key TEXT NOT NULL,
    PRIMARY KEY ("key")
) WITHOUT ROWID, STRICT;
CREATE TABLE sighting_5 (
    row_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    person INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    title TEXT,
    company INTEGER,
    told INTEGER,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (row_id),
    FOREIGN KEY(company) REFERENCES company (row_id),
    FOREIGN KEY(told) REFERENCES company (row_id)
) STRICT;
INSERT INTO sighting_5 SELECT *, NULL FROM sighting;
DROP TABLE sighting;
ALTER TABLE sighting_5 RENAME TO sighting;
CREATE INDEX sighting_person ON sighting (person);
CREATE INDEX sighting_company ON sighting (company);
CREATE TABLE employment_5 (
    row_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    person INTEGER NOT NULL,
    company INTEGER NOT NULL,
    title TEXT NOT NULL,
    start INTEGER,
    "end" INTEGER,
    current INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    fact TEXT NOT NULL,
    told INTEGER,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (row_id),
    FOREIGN KEY(company) REFERENCES company (row_id),
    FOREIGN KEY(told) REFERENCES company (row_id)
) STRICT;
INSERT INTO employment_5 SELECT *, NULL FROM employment;
DROP TABLE employment;
ALTER TABLE employment_5 RENAME TO employment;
CREATE INDEX employment_person ON employment (person);
CREATE INDEX employment_company ON employment (company);
CREATE TABLE interest_5 (
    row_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    person INTEGER NOT NULL,
    kind TEXT NOT NULL,
    company INTEGER NOT NULL,
    title TEXT NOT NULL,
    day INTEGER,
    told INTEGER,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (row_id),
    FOREIGN KEY(company) REFERENCES company (row_id),
    FOREIGN KEY(told) REFERENCES company (row_id)
) STRICT;
INSERT INTO interest_5 SELECT *, NULL FROM interest;
DROP TABLE interest;
ALTER TABLE interest_5 RENAME TO interest;
CREATE INDEX interest_person ON interest (person);
CREATE INDEX interest_company ON interest (company);
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        if statement.strip():
            op.execute(statement)
