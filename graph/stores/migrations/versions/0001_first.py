"""The first form of the workspace.

What is written here never changes: a later form is another file beside this one.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE company (
    row_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (row_id),
    UNIQUE (id),
    UNIQUE ("key")
) STRICT;
CREATE INDEX company_folded ON company (folded, id);
CREATE TABLE mark (
    owner TEXT NOT NULL,
    person TEXT NOT NULL,
    close INTEGER,
    managed_me INTEGER,
    do_not_ask INTEGER,
    knows_i_look INTEGER,
    note TEXT NOT NULL,
    PRIMARY KEY (owner, person)
) WITHOUT ROWID, STRICT;
CREATE TABLE workspace (
    row_id INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    PRIMARY KEY (row_id),
    CONSTRAINT one_row CHECK (row_id = 1)
) STRICT;
CREATE TABLE person (
    row_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    slug TEXT,
    title TEXT NOT NULL,
    company INTEGER,
    PRIMARY KEY (row_id),
    UNIQUE (id),
    FOREIGN KEY(company) REFERENCES company (row_id)
) STRICT;
CREATE INDEX person_company ON person (company);
CREATE INDEX person_folded ON person (folded, id);
CREATE TABLE source (
    row_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    owner INTEGER,
    as_of INTEGER NOT NULL,
    imported_at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    report TEXT NOT NULL,
    FOREIGN KEY(owner) REFERENCES person (row_id)
) STRICT;
CREATE INDEX source_owner ON source (owner);
CREATE TABLE connection (
    row_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    day INTEGER,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(a) REFERENCES person (row_id),
    FOREIGN KEY(b) REFERENCES person (row_id)
) STRICT;
CREATE INDEX connection_a ON connection (a, b);
CREATE INDEX connection_b ON connection (b);
CREATE TABLE contact (
    row_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    sender INTEGER NOT NULL,
    recipient INTEGER NOT NULL,
    at INTEGER,
    group_size INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    thread INTEGER NOT NULL,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(sender) REFERENCES person (row_id),
    FOREIGN KEY(recipient) REFERENCES person (row_id)
) STRICT;
CREATE INDEX contact_recipient ON contact (recipient);
CREATE INDEX contact_sender ON contact (sender, recipient);
CREATE TABLE employment (
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
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (row_id),
    FOREIGN KEY(company) REFERENCES company (row_id)
) STRICT;
CREATE INDEX employment_company ON employment (company);
CREATE INDEX employment_person ON employment (person);
CREATE TABLE identity (
    "key" TEXT NOT NULL,
    source INTEGER NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY ("key", source),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (row_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX identity_person ON identity (person);
CREATE TABLE interest (
    row_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    person INTEGER NOT NULL,
    kind TEXT NOT NULL,
    company INTEGER NOT NULL,
    title TEXT NOT NULL,
    day INTEGER,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (row_id),
    FOREIGN KEY(company) REFERENCES company (row_id)
) STRICT;
CREATE INDEX interest_company ON interest (company);
CREATE INDEX interest_person ON interest (person);
CREATE TABLE profile (
    row_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    person INTEGER NOT NULL,
    industry TEXT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (row_id)
) STRICT;
CREATE INDEX profile_person ON profile (person);
CREATE TABLE profile_item (
    row_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    person INTEGER NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (row_id)
) STRICT;
CREATE INDEX profile_item_person ON profile_item (person);
CREATE TABLE sighting (
    row_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    person INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    title TEXT,
    company INTEGER,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(person) REFERENCES person (row_id),
    FOREIGN KEY(company) REFERENCES company (row_id)
) STRICT;
CREATE INDEX sighting_company ON sighting (company);
CREATE INDEX sighting_person ON sighting (person);
CREATE TABLE spelling (
    company INTEGER NOT NULL,
    name TEXT NOT NULL,
    source INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (company, name, source),
    FOREIGN KEY(company) REFERENCES company (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
CREATE TABLE statement (
    row_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    author INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    day INTEGER,
    detail TEXT NOT NULL,
    PRIMARY KEY (row_id),
    FOREIGN KEY(source) REFERENCES source (row_id) ON DELETE CASCADE,
    FOREIGN KEY(author) REFERENCES person (row_id),
    FOREIGN KEY(subject) REFERENCES person (row_id)
) STRICT;
CREATE INDEX statement_author ON statement (author, subject);
CREATE INDEX statement_subject ON statement (subject);
"""

FIRST_ROW = "INSERT INTO workspace (row_id, generation) VALUES (1, 0)"


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    op.execute(FIRST_ROW)


def downgrade() -> None:
    message = "the first form of the workspace has nothing before it"
    raise NotImplementedError(message)
