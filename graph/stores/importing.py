"""Bulk writing of one import: everything in one transaction, every row with the source that shows it.

Iterables are consumed as a stream, so a million contacts need no list. What the rows hold is said in
`graph.stores.rows`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from sqlalchemy import Column, Connection, delete, insert, select, update

from graph.days import day_number
from graph.model import Source, company_id, person_id
from graph.names import fold
from graph.stores import derive, matches, schema
from graph.stores.alias_keys import goes_on
from graph.stores.bulk import batches, bulk, next_row
from graph.stores.directory_rows import sources
from graph.stores.matches import MatchKind
from graph.stores.merging import merge_people
from graph.stores.named import number_of, sorted_words
from graph.stores.own_words import OwnWords, known_connections, owners_never_called
from graph.stores.query_parts import driver
from graph.stores.rows import (
    CompanyRow,
    KnownConnection,
    NewConnection,
    NewContact,
    NewEmployment,
    NewInterest,
    NewPerson,
    NewStatement,
    PersonRow,
    Sighting,
    SourceId,
)

T = TypeVar("T")


class ImportSession:
    """What an importer may write. Made by `Workspace.importing()`, which commits it or takes all of it back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._days: dict[SourceId, int] = {}
        self._merged: set[PersonRow] = set()
        self._keyed: set[PersonRow] = set()
        self._companies: set[CompanyRow] = set()
        self._first = next_row(connection, schema.sighting)
        self.own = OwnWords(connection)
        self.replaced = False
        self.kept_out = 0
        """How many people were not taken in because they were forgotten; known once the block has ended."""

    # -- sources -----------------------------------------------------------------------------------------------

    def add_source(
        self, *, kind: str, name: str, as_of: date, sha256: str, report_json: str = "{}", owner: PersonRow | None = None
    ) -> SourceId:
        """Begin a source; everything added after names it. `as_of`: export date; `owner` may be told later."""
        values = {
            "kind": kind,
            "name": name,
            "owner": owner,
            "as_of": day_number(as_of),
            "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "sha256": sha256,
            "report": report_json,
        }
        made = self._connection.execute(insert(schema.source).values(values).returning(schema.source.c.row_id))
        number = int(made.scalar_one())
        self._days[number] = day_number(as_of)
        return number

    def replace_source(self, source: SourceId) -> None:
        """Take a source out because another in this import stands in its place.

        Who is shown by nothing else goes at the end of the import; what is known otherwise of them, asks too, stays
        with those whom the new source shows as well.
        """
        derive.touch_mentioned(self._connection, [source])
        self._connection.execute(delete(schema.source).where(schema.source.c.row_id == source))
        self._first = min(self._first, next_row(self._connection, schema.sighting))
        self.replaced = True

    def set_beside(self, source: SourceId, archive: SourceId) -> None:
        """Say that `source` lay in one file with `archive`, and goes out with the last such archive."""
        values = {"source": source, "archive": archive}
        self._connection.execute(insert(schema.source_beside).prefix_with("OR IGNORE").values(values))

    def set_owner(self, source: SourceId, owner: PersonRow) -> None:
        """Say whose archive `source` is, once the person is in."""
        table = schema.source
        self._connection.execute(update(table).where(table.c.row_id == source).values(owner=owner))

    def set_report(self, source: SourceId, report_json: str) -> None:
        """Keep the import report with its source, once it is complete."""
        table = schema.source
        self._connection.execute(update(table).where(table.c.row_id == source).values(report=report_json))

    def source_with(self, sha256: str) -> Source | None:
        """The source with these very bytes, if they were imported before."""
        rest = "WHERE source.sha256 = :sha256 ORDER BY source.row_id DESC LIMIT 1"
        return next(iter(sources(driver(self._connection), rest, {"sha256": sha256})), None)

    # -- people ------------------------------------------------------------------------------------------------

    def person_rows(self, keys: Iterable[str]) -> dict[str, PersonRow]:
        """The known ones among `keys`, in that order, with their rows. A look-up: it records nothing."""
        identity, person = schema.identity, schema.person
        rows: dict[str, PersonRow] = {}
        for batch in batches(keys):
            by_id = {person_id(key): key for key in batch}
            # A person keeps the id of its first key even where the source that showed that key was forgotten.
            born = self._known(person.c.id, person.c.row_id, by_id)
            known = {by_id[id_]: row for id_, row in born.items()}
            known |= self._known(identity.c.key, identity.c.person, batch)
            rows |= {key: known[key] for key in batch if key in known}
        return rows

    def add_people(self, source: SourceId, people: Iterable[NewPerson]) -> dict[str, PersonRow]:
        """Get or make the person of each key, and record that `source` shows them by this key, name and headline.

        Call it once for every person a source mentions, known or not: a person whom no source mentions any more is
        taken out. Returns the row of every key, in the order given.
        """
        rows: dict[str, PersonRow] = {}
        for batch in batches(people):
            rows |= self._add_batch(source, batch)
        return rows

    def add_keys(self, source: SourceId, keys: Iterable[tuple[str, PersonRow]]) -> dict[str, PersonRow]:
        """Record further keys of people (a slug found later, an address).

        A key that already is another person's is left with them and returned with its holder: the caller decides
        whether to merge.
        """
        held: dict[str, PersonRow] = {}
        for batch in batches(keys):
            holder = dict(reversed(batch)) | self.person_rows(key for key, _ in batch)
            held |= {key: holder[key] for key, row in batch if holder[key] != row}
            self._keyed.update(row for key, row in batch if holder[key] == row)
            bulk(
                self._connection,
                schema.identity,
                ("key", "source", "person"),
                ((k, source, r) for k, r in batch if holder[k] == r),
            )
        return held

    def with_slug(self, rows: Iterable[PersonRow]) -> set[PersonRow]:
        """Those of `rows` that have a profile address."""
        key, person = schema.identity.c.key, schema.identity.c.person
        queries = (select(person).where(key.startswith("in:"), person.in_(batch)) for batch in batches(rows))
        return {row for query in queries for row in self._connection.execute(query).scalars()}

    def owners_among(self, rows: Iterable[PersonRow]) -> set[PersonRow]:
        """Those of `rows` who own an archive."""
        owner = schema.source.c.owner
        queries = (select(owner).where(owner.in_(batch)) for batch in batches(rows))
        return {row for query in queries for row in self._connection.execute(query).scalars()}

    def owners_never_called(self, name: str, rows: Iterable[PersonRow]) -> set[PersonRow]:
        """Those of `rows` who own an archive and whom no archive shows by this name."""
        return owners_never_called(self._connection, name, rows)

    def add_sightings(self, source: SourceId, sightings: Iterable[Sighting]) -> None:
        """Record further names or headlines that `source` shows of people already in. The newest source wins."""
        day = self._days[source]
        bulk(
            self._connection,
            schema.sighting,
            ("source", "person", "as_of", "name", "folded", "title", "company", "words"),
            (
                (source, s.person, day, s.name, fold(s.name), s.title, s.company, number_of(sorted_words(s.name)))
                for s in sightings
            ),
        )

    def merge_people(self, keep: PersonRow, drop: PersonRow) -> None:
        """Make one person of two, see `graph.stores.merging`; who is nobody any more changes nothing."""
        if merge_people(self._connection, keep, drop):
            self._merged = (self._merged - {drop}) | {keep}

    def match(self, source: SourceId, found: Iterable[tuple[PersonRow, PersonRow, MatchKind, str]]) -> None:
        """Record that `source` shows two rows to be one person, by what; they are made one when the block ends.

        Unlike `merge_people` it is taken back exactly, by the user or with the source.
        """
        matches.note(self._connection, source, found)

    def matched(self) -> Mapping[PersonRow, set[PersonRow]]:
        """By row everybody who is one with them by what sources showed so far."""
        return matches.beside(self._connection)

    def known_connections(self, owner: PersonRow) -> list[KnownConnection]:
        """Every connection in the archives of `owner`, by each name it was shown with; in the order of rows."""
        return known_connections(self._connection, owner)

    # -- companies ---------------------------------------------------------------------------------------------

    def company_rows(self, source: SourceId, names: Iterable[tuple[str, str]]) -> dict[str, CompanyRow]:
        """Get or make the company of each (normalised key, name as written); spellings are counted for display."""
        seen = Counter(names)
        rows = self._known_companies(key for key, _ in seen)
        fresh = list(dict.fromkeys(key for key, _ in seen if key not in rows))
        start = next_row(self._connection, schema.company)
        bulk(
            self._connection,
            schema.company,
            ("row_id", "id", "key", "name", "folded", "goes_on"),
            ((start + n, company_id(key), key, key, "", goes_on(key)) for n, key in enumerate(fresh)),
        )
        rows |= {key: start + n for n, key in enumerate(fresh)}
        self._companies.update(rows.values())
        self._count_spellings(source, {(rows[key], name): count for (key, name), count in seen.items()})
        return rows

    # -- facts -------------------------------------------------------------------------------------------------

    def add_connections(self, source: SourceId, rows: Iterable[NewConnection]) -> None:
        """Declared ties: an owner's connection list, or the edges of an edge list."""
        bulk(
            self._connection,
            schema.connection,
            ("source", "a", "b", "day", "tenths"),
            ((source, r.a, r.b, _number(r.day), r.tenths) for r in rows),
        )

    def add_contacts(self, source: SourceId, rows: Iterable[NewContact]) -> None:
        """Dated contacts, one row per recipient."""
        bulk(
            self._connection,
            schema.contact,
            ("source", "sender", "recipient", "at", "group_size", "channel", "thread"),
            ((source, *row) for row in rows),
        )

    def add_statements(self, source: SourceId, rows: Iterable[NewStatement]) -> None:
        """Recommendations, endorsements, invitations, the owner's notes."""
        bulk(
            self._connection,
            schema.statement,
            ("source", "kind", "author", "subject", "day", "detail"),
            ((source, r.kind, r.author, r.subject, _number(r.day), r.detail) for r in rows),
        )

    def add_employments(self, source: SourceId, rows: Iterable[NewEmployment]) -> None:
        """Stays at employers."""
        bulk(
            self._connection,
            schema.employment,
            ("source", "person", "company", "title", "start", "end", "current", "as_of", "fact"),
            (
                (
                    *(source, r.person, r.company, r.title, _number(r.start), _number(r.end)),
                    *(int(r.current), day_number(r.as_of), r.fact.value),
                )
                for r in rows
            ),
        )

    def add_profile(
        self,
        source: SourceId,
        owner: PersonRow,
        *,
        schools: Sequence[str] = (),
        skills: Sequence[str] = (),
        emails: Sequence[str] = (),
        industry: str = "",
        location: str = "",
    ) -> None:
        """What an owner's own files say of them."""
        bulk(
            self._connection,
            schema.profile,
            ("source", "person", "industry", "place"),
            [(source, owner, industry, location)],
        )
        items = [*(("school", v) for v in schools), *(("skill", v) for v in skills), *(("email", v) for v in emails)]
        bulk(
            self._connection,
            schema.profile_item,
            ("source", "person", "kind", "value"),
            ((source, owner, k, v) for k, v in items),
        )

    def add_interests(self, source: SourceId, owner: PersonRow, rows: Iterable[NewInterest]) -> None:
        """Applications, saved jobs, followed companies of an owner."""
        bulk(
            self._connection,
            schema.interest,
            ("source", "person", "kind", "company", "title", "day"),
            ((source, owner, r.kind, r.company, r.title, _number(r.day)) for r in rows),
        )

    # -- within ------------------------------------------------------------------------------------------------

    @property
    def sources(self) -> list[SourceId]:
        """The sources written in this session."""
        return sorted(self._days)

    def people(self) -> Iterator[PersonRow]:
        """Everybody whom this session showed or merged, in no order, some more than once."""
        sighting = schema.sighting.c
        shown = select(sighting.person).where(sighting.row_id >= self._first)
        yield from self._connection.execute(shown).scalars()
        yield from self._keyed
        yield from self._merged

    def name_companies(self) -> list[CompanyRow]:
        """Give the companies that this session named the names they have now; the rows of those that changed."""
        return derive.name_companies(self._connection, self._companies)

    def touch(self) -> None:
        """Note whom and what this session showed: their names must be derived again. O(what it wrote)."""
        derive.touch_people(self._connection, set(self.people()))
        derive.touch_companies(self._connection, self._companies)

    def _add_batch(self, source: SourceId, batch: Sequence[NewPerson]) -> dict[str, PersonRow]:
        rows = self.person_rows(p.key for p in batch)
        fresh = list(dict.fromkeys(p.key for p in batch if p.key not in rows))
        start = next_row(self._connection, schema.person)
        bulk(
            self._connection,
            schema.person,
            ("row_id", "id", "name", "folded", "title"),
            ((start + n, person_id(key), "", "", "") for n, key in enumerate(fresh)),
        )
        rows |= {key: start + n for n, key in enumerate(fresh)}
        bulk(
            self._connection,
            schema.identity,
            ("key", "source", "person"),
            ((key, source, row) for key, row in rows.items()),
        )
        self.add_sightings(source, (Sighting(rows[p.key], p.name, p.title, p.company) for p in batch))
        return {p.key: rows[p.key] for p in batch}

    def _known_companies(self, keys: Iterable[str]) -> dict[str, CompanyRow]:
        table = schema.company.c
        return {k: row for batch in batches(keys) for k, row in self._known(table.key, table.row_id, batch).items()}

    def _count_spellings(self, source: SourceId, seen: dict[tuple[CompanyRow, str], int]) -> None:
        again = "INSERT INTO spelling (company, name, source, seen) VALUES (?, ?, ?, ?)"
        again += " ON CONFLICT DO UPDATE SET seen = seen + excluded.seen"
        rows = [(company, name, source, count) for (company, name), count in seen.items()]
        if rows:
            self._connection.exec_driver_sql(again, rows)

    def _known(self, name: Column[str], row: Column[int], values: Collection[str]) -> dict[str, int]:
        # No json_each() here: keys come from strangers' files and may hold what SQLite's JSON cannot carry.
        return dict(self._connection.execute(select(name, row).where(name.in_(values))).all())


def _number(day: date | None) -> int | None:
    return None if day is None else day_number(day)
