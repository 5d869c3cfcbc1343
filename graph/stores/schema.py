"""The tables of the workspace file, as SQLAlchemy Core sees them today.

The migrations make them (`graph/stores/migrations`); a test holds the two together. What a table means:

- `fact_change`: every change of facts, and which rows of facts it did not put in at the end (`graph.stores.fact_rows`).
- `source`: one imported archive or file. Every fact row names its source and goes when the source goes.
- `source_beside`: which sources lay in one file with which archive, such as its address book: they go out with the last
  archive that held them.
- `person`, `company`: one row each; their names, headline and slug are derived from facts (`graph.stores.derive`).
- `identity`, `sighting`, `spelling`: by which key, which name and headline, which spelling a source showed them.
- `connection`, `contact`, `statement`, `employment`, `profile`, `profile_item`, `interest`: the facts.
- `company_alias`: the user's own names of companies. A fact that one moved says in `told` what its source named.
  `sighting.words`: a number by which sightings of one name are found (`graph.stores.named`).
  `company.goes_on`: the key that the reviewed aliases lead to from a company's, NULL where it stays; `derived_by`: by
  which form of them (`graph.stores.own_aliases`).
  `companies_apart`: of which two the user says that they are two, by ids, whatever their names look like.
  `connection.tenths`: how strong the owner of a reduced archive says a tie is.
- `target`: companies on an owner's own list, or taken off it (`wanted` 0) where the archive would put them there.
- `mark`: what the user decided. It names people by their stable ids, not by row: it outlives a forgotten source and
  is there again when the person is imported again.
- `forgotten`: who is kept out of every import, by salted digests of keys; `person` says which are of one person.
- `identity_decision`: who the user says is one person with whom (`same` 1) or is not, by ids; `identity_match`: what
  sources show of it, or none alone (`source` NULL). `moved_person`, `moved_fact`, `moved_mark`: what these moved, and
  from whom (`graph.stores.decisions`).
- `pseudonym_key`: under which people get made-up names in reports to show to others; in no report.
- `ledger`: asks, what became of them, and favours, a line each, append-only; `ask_rule`: the user's own limits. They
  name people by their ids, too, but go with the person: nothing is kept of somebody who was taken out.

Days are whole days since 1970-01-01, times UTC seconds; NULL is unknown. Message text has no column to go to.
"""

from __future__ import annotations

from sqlalchemy import REAL, CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

metadata = MetaData()


def _key(name: str = "row_id") -> Column[int]:
    return Column(name, Integer, primary_key=True)


def _source() -> Column[int]:
    return Column("source", Integer, ForeignKey("source.row_id", ondelete="CASCADE"), nullable=False)


def _person(name: str) -> Column[int]:
    return Column(name, Integer, ForeignKey("person.row_id"), nullable=False)


def _company(name: str = "company", *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey("company.row_id"), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _int(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _told_index(table: str) -> Index:
    return Index(f"{table}_told", "told", sqlite_where=text("told IS NOT NULL"))


workspace = Table(
    "workspace",
    metadata,
    _key(),
    _int("generation"),
    Column("facts", Integer, nullable=False, server_default=text("0")),
    CheckConstraint("row_id = 1", name="one_row"),
    sqlite_strict=True,
)

fact_change = Table(
    "fact_change",
    metadata,
    _key(),
    _int("facts"),
    _text("fact"),
    _int("row"),
    Index("fact_change_facts", "facts", "fact"),
    sqlite_strict=True,
)

company = Table(
    "company",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False, unique=True),
    _text("name"),
    _text("folded"),
    Column("goes_on", Text),
    Index("company_folded", "folded", "id"),
    Index("company_goes_on", "goes_on", sqlite_where=text("goes_on IS NOT NULL")),
    sqlite_strict=True,
)

person = Table(
    "person",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    _text("name"),
    _text("folded"),
    _text("slug", nullable=True),
    _text("title"),
    _company(nullable=True),
    Index("person_folded", "folded", "id"),
    Index("person_company", "company"),
    sqlite_strict=True,
)

source = Table(
    "source",
    metadata,
    _key(),
    _text("kind"),
    _text("name"),
    Column("owner", Integer, ForeignKey("person.row_id"), nullable=True),
    _int("as_of"),
    _text("imported_at"),
    _text("sha256"),
    _text("report"),
    Index("source_owner", "owner"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

source_beside = Table(
    "source_beside",
    metadata,
    Column("source", Integer, ForeignKey("source.row_id", ondelete="CASCADE"), primary_key=True),
    Column("archive", Integer, ForeignKey("source.row_id", ondelete="CASCADE"), primary_key=True),
    Index("source_beside_archive", "archive"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

identity = Table(
    "identity",
    metadata,
    Column("key", Text, primary_key=True),
    Column("source", Integer, ForeignKey("source.row_id", ondelete="CASCADE"), primary_key=True),
    _person("person"),
    Index("identity_person", "person"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

sighting = Table(
    "sighting",
    metadata,
    _key(),
    _source(),
    _person("person"),
    _int("as_of"),
    _text("name"),
    _text("folded"),
    _text("title", nullable=True),
    _company(nullable=True),
    Column("told", Integer, ForeignKey("company.row_id"), nullable=True),
    _int("words", nullable=True),
    Index("sighting_person", "person"),
    Index("sighting_company", "company"),
    _told_index("sighting"),
    Index("sighting_words", "words", sqlite_where=text("words IS NOT NULL")),
    sqlite_strict=True,
)

spelling = Table(
    "spelling",
    metadata,
    Column("company", Integer, ForeignKey("company.row_id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("source", Integer, ForeignKey("source.row_id", ondelete="CASCADE"), primary_key=True),
    _int("seen"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

connection = Table(
    "connection",
    metadata,
    _key(),
    _source(),
    _person("a"),
    _person("b"),
    _int("day", nullable=True),
    Column("tenths", Integer, nullable=True),
    Index("connection_a", "a", "b"),
    Index("connection_b", "b"),
    sqlite_strict=True,
)

contact = Table(
    "contact",
    metadata,
    _key(),
    _source(),
    _person("sender"),
    _person("recipient"),
    _int("at", nullable=True),
    _int("group_size"),
    _int("channel"),
    _int("thread"),
    Index("contact_sender", "sender", "recipient"),
    Index("contact_recipient", "recipient"),
    sqlite_strict=True,
)

statement = Table(
    "statement",
    metadata,
    _key(),
    _source(),
    _int("kind"),
    _person("author"),
    _person("subject"),
    _int("day", nullable=True),
    _text("detail"),
    Index("statement_author", "author", "subject"),
    Index("statement_subject", "subject"),
    sqlite_strict=True,
)

employment = Table(
    "employment",
    metadata,
    _key(),
    _source(),
    _person("person"),
    _company(),
    _text("title"),
    _int("start", nullable=True),
    _int("end", nullable=True),
    _int("current"),
    _int("as_of"),
    _text("fact"),
    Column("told", Integer, ForeignKey("company.row_id"), nullable=True),
    Index("employment_person", "person"),
    Index("employment_company", "company", "person", "current", "as_of"),
    _told_index("employment"),
    sqlite_strict=True,
)

profile = Table(
    "profile",
    metadata,
    _key(),
    _source(),
    _person("person"),
    _text("industry"),
    _text("place"),
    Index("profile_person", "person"),
    sqlite_strict=True,
)

profile_item = Table(
    "profile_item",
    metadata,
    _key(),
    _source(),
    _person("person"),
    _text("kind"),
    _text("value"),
    Index("profile_item_person", "person"),
    sqlite_strict=True,
)

interest = Table(
    "interest",
    metadata,
    _key(),
    _source(),
    _person("person"),
    _text("kind"),
    _company(),
    _text("title"),
    _int("day", nullable=True),
    Column("told", Integer, ForeignKey("company.row_id"), nullable=True),
    Index("interest_person", "person"),
    Index("interest_company", "company"),
    _told_index("interest"),
    sqlite_strict=True,
)

company_alias = Table(
    "company_alias",
    metadata,
    Column("key", Text, primary_key=True),
    _text("old"),
    _text("new"),
    _text("new_key"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

derived_by = Table(
    "derived_by",
    metadata,
    Column("name", Text, primary_key=True),
    _text("form"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

companies_apart = Table(
    "companies_apart",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

mark = Table(
    "mark",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    _int("close", nullable=True),
    _int("managed_me", nullable=True),
    _int("do_not_ask", nullable=True),
    _int("knows_i_look", nullable=True),
    _text("note"),
    _int("worked_with", nullable=True),
    Column("worked_where", Text),
    Column("worked_when", Text),
    _int("declined", nullable=True),
    _int("helped_me", nullable=True),
    _int("i_helped", nullable=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

ledger = Table(
    "ledger",
    metadata,
    _key(),
    _int("at"),
    _text("owner"),
    _text("kind"),
    _text("person"),
    _int("day"),
    _text("ask"),
    _text("company"),
    _text("company_name"),
    _text("role"),
    _text("target", nullable=True),
    _text("reasons"),
    _text("note"),
    Column("chance", REAL, nullable=True),
    _int("undoes", nullable=True),
    _text("key", nullable=True),
    _text("digest", nullable=True),
    Index("ledger_owner", "owner"),
    Index("ledger_person", "person"),
    Index("ledger_key", "owner", "key", unique=True),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

ask_rule = Table(
    "ask_rule",
    metadata,
    Column("name", Text, primary_key=True),
    _int("value"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

target = Table(
    "target",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _text("name"),
    _text("role"),
    _int("wanted"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("digest", Text, primary_key=True),
    _text("salt"),
    _int("person"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

pseudonym_key = Table(
    "pseudonym_key",
    metadata,
    _key(),
    _text("key"),
    CheckConstraint("row_id = 1", name="one_key"),
    sqlite_strict=True,
)

identity_decision = Table(
    "identity_decision",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    _int("same"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

identity_match = Table(
    "identity_match",
    metadata,
    _key(),
    _text("one"),
    _text("other"),
    _text("kind"),
    _text("detail"),
    Column("source", Integer, ForeignKey("source.row_id", ondelete="CASCADE"), nullable=True),
    Index("identity_match_source", "source"),
    sqlite_strict=True,
)

moved_person = Table("moved_person", metadata, _key(), _text("id"), _int("into_row"), sqlite_strict=True)

moved_fact = Table(
    "moved_fact",
    metadata,
    Column("fact", Text, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("key", Text, primary_key=True),
    _int("person"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

moved_mark = Table(
    "moved_mark",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    _text("before"),
    _text("after"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PERSON_FACTS: tuple[Column[int], ...] = (
    source.c.owner,
    identity.c.person,
    sighting.c.person,
    connection.c.a,
    connection.c.b,
    contact.c.sender,
    contact.c.recipient,
    statement.c.author,
    statement.c.subject,
    employment.c.person,
    profile.c.person,
    profile_item.c.person,
    interest.c.person,
)
"""Every column by which a fact mentions a person."""

COMPANY_FACTS: tuple[Column[int], ...] = (
    *(sighting.c.company, sighting.c.told),
    spelling.c.company,
    *(employment.c.company, employment.c.told),
    *(interest.c.company, interest.c.told),
)
"""Every column by which a fact mentions a company."""
