"""One read archive into the workspace: companies and people first, then everything that mentions them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from graph.company_aliases import company_key, company_named
from graph.model import Channel, FactClass, StatementKind
from graph.stores.importing import ImportSession
from graph.stores.rows import (
    CompanyRow,
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
from ingest.archive import Archive
from ingest.distinct import Distinct
from ingest.owner import Owner
from ingest.parties import ResolvedMessages
from ingest.past_posts import has_left
from ingest.people import add_people, owner_row
from ingest.resolution import Contact, ResolvedPeople, contacts_of, learn_names
from ingest.statements import ResolvedStatement, statements_of, strengths_of
from ingest.stays import stays_of
from ingest.tables import background, profile, wishes


class ImportedRows:
    """What archives showed: rows of people and companies, pairs with a tie; eight bytes each."""

    def __init__(self) -> None:
        self.people, self.companies, self.ties = Distinct(), Distinct(), Distinct()

    def tie(self, one: PersonRow, other: PersonRow) -> None:
        """Count these two as tied."""
        self.ties.add(min(one, other) << 32 | max(one, other))


STEPS = 6
"""Steps of writing an archive that take time."""


def no_progress(step: int) -> None:
    """Follow nothing: for callers that show no progress."""


def write_archive(
    session: ImportSession,
    archive: Archive,
    owner: Owner,
    imported: ImportedRows,
    tell: Callable[[int], None] = no_progress,
) -> SourceId:
    """Write an archive; rows found to say nothing are counted in its tallies, what it shows is added to `imported`.

    `tell` hears the number of each step done, up to `STEPS`; whatever it raises ends the writing.
    """
    bundle = archive.bundle
    source = session.add_source(kind="archive", name=bundle.name, as_of=archive.as_of, sha256=bundle.sha256)
    return _ArchiveWriter(session, archive, owner, source, imported).run(tell)


class _ArchiveWriter:
    """Writes one archive, step by step."""

    def __init__(
        self, session: ImportSession, archive: Archive, owner: Owner, source: SourceId, imported: ImportedRows
    ) -> None:
        self._session, self._archive, self._owner = session, archive, owner
        self._source, self._imported = source, imported
        self._companies: dict[str, CompanyRow] = {}
        self._stays = list(stays_of(archive))
        self._rows: dict[str, PersonRow] = {}
        self._resolved = ResolvedPeople(owner)

    def run(self, tell: Callable[[int], None]) -> SourceId:
        """All steps: people and companies first, because every fact names them."""
        session, archive, owner = self._session, self._archive, self._owner
        resolved = self._resolved
        learn_names(resolved, archive)
        me = owner_row(session, self._source, owner)
        session.set_owner(self._source, me)
        contacts = contacts_of(archive, owner, resolved, session.known_connections(me), session.matched())
        resolved.add_connections(contacts)
        tell(1)
        statements, messages = statements_of(archive, owner, resolved), ResolvedMessages(archive, resolved)
        tell(2)
        self._add_companies(contacts, statements)
        mentioned = {key for said in statements for key in (said.author, said.subject)} | messages.keys
        self._rows = add_people(session, self._source, contacts, self._newcomers(contacts, mentioned, resolved))
        self._rows[owner.key] = me
        tell(3)
        self._add_owner(me)
        self._add_connections(me, contacts)
        tell(4)
        self._add_statements(statements)
        tell(5)
        self._add_messages(messages)
        tell(STEPS)
        self._imported.people.update(self._rows.values())
        self._imported.companies.update(self._companies.values())
        return self._source

    # -- companies and people ----------------------------------------------------------------------------------

    def _add_companies(self, contacts: Iterable[Contact], statements: Iterable[ResolvedStatement]) -> None:
        """Companies by the names they had on the day that is spoken of: a merger counts from its date on."""
        archive, now = self._archive, self._archive.as_of
        named = [
            *((contact.record.company, now) for contact in contacts),
            *((said.company, said.day) for said in statements),
            *((stay.company, _first_day(start, now)) for stay, start, _ in self._stays),
            *((f.record.company, now) for f in archive.of(background.POSITIONS) if f.record.current),
            *(
                (f.record.company, now)
                for table in (wishes.FOLLOWS, wishes.SAVED, wishes.APPLICATIONS)
                for f in archive.of(table)
            ),
        ]
        keyed = (company_named(name, day) for name, day in named)
        self._companies = self._session.company_rows(self._source, ((key, name) for key, name in keyed if key))

    def _company(self, name: str, on: date | None) -> CompanyRow | None:
        """The company called so on a day; None for no company."""
        return self._companies.get(company_key(name, on))

    def _newcomers(
        self, contacts: Iterable[Contact], mentioned: Iterable[str], resolved: ResolvedPeople
    ) -> Iterator[NewPerson]:
        """Everybody but the owner, connections with their headline."""
        connected = set()
        for contact in contacts:
            connected.add(contact.key)
            row = contact.record
            yield NewPerson(
                contact.key,
                resolved.shown.get(contact.key, ""),
                row.title,
                None if has_left(row.title) else self._company(row.company, self._archive.as_of),
            )
        for key in sorted(set(mentioned) - connected - {self._owner.key}):
            yield NewPerson(key, resolved.shown.get(key, ""))

    # -- facts -------------------------------------------------------------------------------------------------

    def _add_owner(self, me: PersonRow) -> None:
        archive, session, source = self._archive, self._session, self._source
        profiles = [f.record for f in archive.of(profile.PROFILE)]
        session.add_profile(
            source,
            me,
            schools=_once(f.record for f in archive.of(background.EDUCATION)),
            skills=_once(f.record for f in archive.of(background.SKILLS)),
            emails=self._owner.mails,
            industry=next((p.industry for p in profiles), ""),
            location=next((p.location for p in profiles), ""),
        )
        session.add_employments(
            source,
            (
                NewEmployment(
                    *(me, company, p.title, start, end, p.current),
                    *(archive.as_of, FactClass.DECLARED),
                )
                for p, start, end in self._stays
                if (company := self._company(p.company, _first_day(start, archive.as_of))) is not None
            ),
        )
        session.add_interests(source, me, self._interests())
        session.add_sightings(source, self._own_headline(me))

    def _own_headline(self, me: PersonRow) -> Iterator[Sighting]:
        """What the owner does now: the first position without an end, else the headline of the profile."""
        jobs = [f.record for f in self._archive.of(background.POSITIONS) if f.record.current]
        headlines = [f.record.headline for f in self._archive.of(profile.PROFILE)]
        if jobs:
            yield Sighting(me, self._owner.name, jobs[0].title, self._company(jobs[0].company, self._archive.as_of))
        elif headlines:
            yield Sighting(me, self._owner.name, headlines[0])

    def _interests(self) -> Iterator[NewInterest]:
        archive = self._archive
        for kind, table in (("follow", wishes.FOLLOWS), ("saved", wishes.SAVED), ("applied", wishes.APPLICATIONS)):
            rows = archive.of(table)
            reading = archive.reading(rows, [f.record.day for f in rows])
            for filed in rows:
                company = self._company(filed.record.company, archive.as_of)
                if company is not None:
                    day = archive.dated(filed, reading, filed.record.day)
                    yield NewInterest(kind, company, filed.record.title, day)

    def _add_connections(self, me: PersonRow, contacts: list[Contact]) -> None:
        session, source, rows = self._session, self._source, self._rows
        stated = strengths_of(self._archive, self._owner, self._resolved, {c.key for c in contacts})
        session.add_connections(source, (NewConnection(me, rows[c.key], c.day, stated.get(c.key)) for c in contacts))
        session.add_employments(source, self._headlines(contacts))
        for contact in contacts:
            self._imported.tie(me, rows[contact.key])

    def _headlines(self, contacts: Iterable[Contact]) -> Iterator[NewEmployment]:
        """Where each connection worked when the archive was made, for all that it says; or had worked before."""
        for contact in contacts:
            company = self._company(contact.record.company, self._archive.as_of)
            if company is not None:
                title = contact.record.title
                yield NewEmployment(
                    *(self._rows[contact.key], company, title, None, None, not has_left(title)),
                    *(self._archive.as_of, FactClass.DECLARED),
                )

    def _add_statements(self, statements: list[ResolvedStatement]) -> None:
        session, source, rows = self._session, self._source, self._rows
        session.add_statements(
            source, (NewStatement(s.kind, rows[s.author], rows[s.subject], s.day, s.detail) for s in statements)
        )
        session.add_employments(source, self._jobs_then(statements))
        for said in statements:
            self._imported.tie(rows[said.author], rows[said.subject])

    def _jobs_then(self, statements: Iterable[ResolvedStatement]) -> Iterator[NewEmployment]:
        """The job that the other side of a recommendation had on its day; whether still, it does not say."""
        for said in statements:
            company = self._company(said.company, said.day) if said.kind is StatementKind.RECOMMENDATION else None
            if company is not None and said.day is not None:
                other = said.author if said.author != self._owner.key else said.subject
                yield NewEmployment(
                    *(self._rows[other], company, said.title, None, None, False),
                    *(said.day, FactClass.DECLARED),
                )

    def _add_messages(self, messages: ResolvedMessages) -> None:
        rows = self._rows
        self._session.add_contacts(
            self._source,
            (
                NewContact(rows[message.sender], rows[to], message.at, message.group, Channel.LINKEDIN, message.thread)
                for message in messages
                for to in message.recipients
            ),
        )
        for sender, recipients in messages.pairs:
            for to in recipients:
                self._imported.tie(rows[sender], rows[to])


def _once(values: Iterable[str]) -> list[str]:
    return list(Counter(values))


def _first_day(start: date | None, as_of: date) -> date:
    """The day whose employer a stay is kept under: its first, as the company was called then; else when shown."""
    return start or as_of
