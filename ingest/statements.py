"""What people said of, or sent to, each other: recommendations, endorsements, invitations, notes, by identity key."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from graph.model import StatementKind
from ingest.archive import Archive
from ingest.dates import A_LIFETIME_AGO
from ingest.owner import Owner
from ingest.reading import FiledRecord
from ingest.report import Skip
from ingest.resolution import ResolvedPeople, note_employer
from ingest.tables import endorsements, invitations, notes, public, recommendations, strengths
from ingest.tables.invitations import Invitation


class ResolvedStatement(NamedTuple):
    """One statement between two people known by key. `company`, `title`: the other side's job then, as stated."""

    kind: StatementKind
    author: str
    subject: str
    day: date | None
    detail: str
    company: str = ""
    title: str = ""


def statements_of(archive: Archive, owner: Owner, resolved: ResolvedPeople) -> list[ResolvedStatement]:
    """Every statement of an archive; rows of which nothing is kept are counted in their files."""
    return [
        *_recommendations(archive, owner, resolved),
        *_endorsements(archive, owner, resolved),
        *_invitations(archive, owner, resolved),
        *_notes(archive, owner, resolved),
        *_follows(archive, owner, resolved),
        *_comments(archive, owner, resolved),
    ]


def strengths_of(
    archive: Archive, owner: Owner, resolved: ResolvedPeople, connected: AbstractSet[str]
) -> dict[str, int]:
    """How strong the owner of a reduced archive says each tie is, in tenths by the contact's key."""
    found: dict[str, int] = {}
    for filed in archive.of(strengths.TABLE):
        filed.tally.note(strengths.NOTE)
        key = _other(filed, resolved.key_of(filed.record.name, filed.record.profile), owner)
        if key is not None and key not in connected:
            filed.skip(Skip.UNKNOWN)
        elif key is not None:
            found[key] = filed.record.tenths
    return found


def _other(filed: FiledRecord[object], key: str | Skip, owner: Owner) -> str | None:
    """The other side's key, unless the row says nothing of another side."""
    reason = key if isinstance(key, Skip) else Skip.OWNER if key == owner.key else None
    if reason:
        filed.skip(reason)
        return None
    return str(key)


def _recommendations(archive: Archive, owner: Owner, resolved: ResolvedPeople) -> Iterator[ResolvedStatement]:
    for table, given in ((recommendations.RECEIVED, False), (recommendations.GIVEN, True)):
        rows = archive.of(table)
        reading = archive.reading(rows, [f.record.day for f in rows], A_LIFETIME_AGO)
        for filed in rows:
            row = filed.record
            if other := _other(filed, resolved.key_of(row.name, company=row.company), owner):
                author, subject = (owner.key, other) if given else (other, owner.key)
                day = archive.dated(filed, reading, row.day)
                note_employer(filed, row.company)
                yield ResolvedStatement(
                    StatementKind.RECOMMENDATION, author, subject, day, row.relation, row.company, row.title
                )


def _endorsements(archive: Archive, owner: Owner, resolved: ResolvedPeople) -> Iterator[ResolvedStatement]:
    for table, given in ((endorsements.RECEIVED, False), (endorsements.GIVEN, True)):
        rows = archive.of(table)
        reading = archive.reading(rows, [f.record.day for f in rows])
        for filed in rows:
            row = filed.record
            if other := _other(filed, resolved.key_of(row.name, row.profile), owner):
                author, subject = (owner.key, other) if given else (other, owner.key)
                day = archive.dated(filed, reading, row.day)
                yield ResolvedStatement(StatementKind.ENDORSEMENT, author, subject, day, row.skill)


def _invitations(archive: Archive, owner: Owner, resolved: ResolvedPeople) -> Iterator[ResolvedStatement]:
    rows = archive.of(invitations.TABLE)
    reading = archive.reading(rows, [f.record.sent for f in rows])
    for filed in rows:
        row = filed.record
        outgoing = _is_outgoing(row, owner, resolved)
        name, profile = (row.recipient, row.recipient_profile) if outgoing else (row.sender, row.sender_profile)
        other = _other(filed, resolved.key_of(name, profile), owner)
        if other and not resolved.is_connection(other):
            filed.skip(Skip.PENDING)
        elif other:
            author, subject = (owner.key, other) if outgoing else (other, owner.key)
            yield ResolvedStatement(
                StatementKind.INVITATION, author, subject, archive.dated(filed, reading, row.sent), ""
            )


def _is_outgoing(row: Invitation, owner: Owner, resolved: ResolvedPeople) -> bool:
    if row.outgoing is not None:
        return row.outgoing
    return resolved.key_of(row.sender, row.sender_profile) == owner.key


def _notes(archive: Archive, owner: Owner, resolved: ResolvedPeople) -> Iterator[ResolvedStatement]:
    rows = archive.of(notes.TABLE)
    reading = archive.reading(rows, [f.record.day for f in rows])
    for filed in rows:
        row = filed.record
        if other := _other(filed, resolved.key_of(row.name, row.profile), owner):
            day = archive.dated(filed, reading, row.day)
            yield ResolvedStatement(StatementKind.NOTE, owner.key, other, day, row.text)


def _follows(archive: Archive, owner: Owner, resolved: ResolvedPeople) -> Iterator[ResolvedStatement]:
    rows = archive.of(public.FOLLOWS)
    reading = archive.reading(rows, [f.record.day for f in rows])
    for filed in rows:
        if other := _other(filed, resolved.connection_named(filed.record.name), owner):
            day = archive.dated(filed, reading, filed.record.day)
            yield ResolvedStatement(StatementKind.FOLLOW, owner.key, other, day, "")


def _comments(archive: Archive, owner: Owner, resolved: ResolvedPeople) -> Iterator[ResolvedStatement]:
    rows = archive.of(public.COMMENTS)
    reading = archive.reading(rows, [f.record.day for f in rows])
    for filed in rows:
        found = [resolved.connection_named(name) for name in filed.record.names]
        if other := _other(filed, next((key for key in found if key is not Skip.UNKNOWN), Skip.UNKNOWN), owner):
            day = archive.dated(filed, reading, filed.record.day)
            yield ResolvedStatement(StatementKind.COMMENT, owner.key, other, day, "")
