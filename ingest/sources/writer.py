"""What one other source tells, into the workspace: its owner and people first, then ties, contacts and wishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.company_aliases import company_key, company_named
from graph.model import Channel, FactClass, Mark
from graph.names import fold
from graph.stores.importing import ImportSession
from graph.stores.rows import CompanyRow, NewConnection, NewContact, NewEmployment, NewInterest, PersonRow, SourceId
from ingest.archive_writer import ImportedRows
from ingest.date_order import Reading, reading_of
from ingest.reading import FiledRecord
from ingest.report import Lack, Skip
from ingest.sources.addresses import is_shared
from ingest.sources.owner import SourceOwner, WhoseSource, find_owner
from ingest.sources.people import Scope, add_people, join_by_name
from ingest.sources.records import Exchange, PersonMention, Remark, SourceRecords


@dataclass(frozen=True, slots=True)
class WrittenSource:
    """A source that is in. `owner`: the name of whose it is, '' for nobody's."""

    id: SourceId
    owner: str


@dataclass(frozen=True, slots=True)
class SourceLabel:
    """How a source is kept. `path`: what to blame; `book`: it is the address book in an archive."""

    kind: str
    name: str
    path: Path
    sha256: str
    as_of: date
    book: bool = False


def write_source(
    session: ImportSession, told: SourceRecords, label: SourceLabel, whose: WhoseSource, imported: ImportedRows
) -> WrittenSource:
    """Write what a file tells; rows found to say nothing are counted in its tally.

    Raises:
        OwnerUnknownError: it means nothing without an owner, and nothing tells who that is.
    """
    source = session.add_source(kind=label.kind, name=label.name, as_of=label.as_of, sha256=label.sha256)
    owner = find_owner(session, source, told, whose, label.path)
    _Writer(session, source, told, label, owner, imported).run()
    return WrittenSource(source, owner.name if owner else "")


class _Writer:
    """Writes one source, step by step."""

    def __init__(
        self,
        session: ImportSession,
        source: SourceId,
        told: SourceRecords,
        label: SourceLabel,
        owner: SourceOwner | None,
        imported: ImportedRows,
    ) -> None:
        self._session, self._source, self._told, self._label = session, source, told, label
        self._owner, self._imported = owner, imported
        self._mine = dict.fromkeys(owner.keys, owner.row) if owner else {}
        self._companies: Mapping[str, CompanyRow] = {}

    def run(self) -> None:
        """All steps."""
        self._add_companies()
        exchanges = [exchange for exchange in self._told.exchanges if self._concerns(exchange)]
        mails = sorted({mail for one in exchanges for mail in (one.sender, *one.recipients) if not is_shared(mail)})
        written = [PersonMention(self._told.exchanges.names.get(mail, ""), (mail,)) for mail in mails]
        named = self._told.people()
        scope = Scope(self._label.sha256[:12], min(self._owner.keys) if self._owner else "")
        headlines = {who.company: row for who in named if (row := self._company(who.company)) is not None}
        rows = add_people(self._session, self._source, [*named, *written], scope, mine=self._mine, headlines=headlines)
        if self._label.book and self._owner:
            join_by_name(self._session, self._source, self._owner.row, [*zip(named, rows, strict=False)])
        self._imported.people.update(rows)
        self._imported.companies.update(self._companies.values())
        self._add_cards(rows)
        self._add_edges(rows[len(self._told.cards) :])
        self._add_stays(rows[len(self._told.cards) + 2 * len(self._told.edges) :])
        self._add_exchanges(exchanges, dict(zip(mails, rows[len(named) :], strict=True)))
        self._add_wanted()
        self._add_remarks()

    # -- companies -------------------------------------------------------------------------------------------------

    def _add_companies(self) -> None:
        names = [who.company for who in self._told.people()]
        names += [stay.company for stay in self._told.stays]
        names += [row.record.company for row in self._told.wanted]
        keyed = (company_named(name, self._label.as_of) for name in names if name)
        self._companies = self._session.company_rows(self._source, ((key, name) for key, name in keyed if key))

    def _company(self, name: str) -> CompanyRow | None:
        return self._companies.get(company_key(name, self._label.as_of)) if name else None

    # -- ties ------------------------------------------------------------------------------------------------------

    def _reading(self, rows: Iterable[FiledRecord[object]], cells: Iterable[str]) -> Reading:
        reading = reading_of(cells, latest=self._label.as_of)
        if any(True for _ in rows):
            self._told.tally.note(reading.note)
        return reading

    def _day(self, row: FiledRecord[object], reading: Reading, cell: str) -> date | None:
        day = reading.day(cell)
        if cell and day is None:
            row.lack(Lack.DATE, cell)
        return day

    def _add_cards(self, rows: list[PersonRow]) -> None:
        cards, owner = self._told.cards, self._owner
        reading = self._reading(cards, [card.record.since for card in cards])
        connections: list[NewConnection] = []
        stays: list[NewEmployment] = []
        met: set[PersonRow] = set()
        for card, row in zip(cards, rows, strict=False):
            who = card.record.who
            if owner is None or row == owner.row:
                card.skip(Skip.OWNER)
                continue
            if row in met:
                card.skip(Skip.DUPLICATE)
                continue
            met.add(row)
            connections.append(NewConnection(owner.row, row, self._day(card, reading, card.record.since)))
            stays += self._stay(row, who.company, who.title, card.record.told_on or self._label.as_of)
            self._imported.tie(owner.row, row)
        self._session.add_connections(self._source, connections)
        self._session.add_employments(self._source, stays)

    def _stay(self, row: PersonRow, company: str, title: str, as_of: date) -> list[NewEmployment]:
        there = self._company(company)
        if there is None:
            return []
        return [NewEmployment(row, there, title, None, None, True, as_of, FactClass.DECLARED)]

    def _add_edges(self, rows: list[PersonRow]) -> None:
        edges = self._told.edges
        reading = self._reading(edges, [edge.record.since for edge in edges])
        found: list[NewConnection] = []
        met: set[tuple[PersonRow, PersonRow]] = set()
        for number, edge in enumerate(edges):
            one, other = rows[2 * number], rows[2 * number + 1]
            pair = (min(one, other), max(one, other))
            if one == other or pair in met:
                edge.skip(Skip.ALONE if one == other else Skip.DUPLICATE)
                continue
            met.add(pair)
            found.append(NewConnection(one, other, self._day(edge, reading, edge.record.since)))
            self._imported.tie(one, other)
        self._session.add_connections(self._source, found)

    def _add_stays(self, rows: list[PersonRow]) -> None:
        stays = zip(self._told.stays, rows, strict=False)
        found = [new for stay, row in stays for new in self._stay(row, stay.company, stay.who.title, self._label.as_of)]
        self._session.add_employments(self._source, found)

    # -- contacts --------------------------------------------------------------------------------------------------

    def _concerns(self, exchange: Exchange) -> bool:
        """Whether the owner took part, and with somebody; a series whose every meeting says the same counts once."""
        owner = self._owner
        assert owner is not None
        ends = {exchange.sender, *exchange.recipients}
        reason = None
        if owner.mails.isdisjoint(ends):
            reason = Skip.NOT_OWNER if owner.mails.isdisjoint(exchange.declined) else Skip.DECLINED
        elif is_shared(exchange.sender) and exchange.sender not in owner.mails:
            reason = Skip.OFFICE
        elif all(is_shared(mail) or mail in owner.mails for mail in ends):
            reason = Skip.ALONE
        if reason and exchange.line not in self._told.left_out:
            self._told.left_out.add(exchange.line)
            self._told.tally.skip(exchange.line, reason)
        return reason is None

    def _add_exchanges(self, exchanges: Iterable[Exchange], rows: Mapping[str, PersonRow]) -> None:
        if self._owner is not None:
            self._session.add_contacts(self._source, self._contacts(exchanges, rows, self._owner))

    def _contacts(
        self, exchanges: Iterable[Exchange], rows: Mapping[str, PersonRow], owner: SourceOwner
    ) -> Iterator[NewContact]:
        """A row for each recipient of a mail; of a meeting for each that the organiser met, and the owner."""
        channel = self._told.channel
        people = {**rows, **dict.fromkeys(owner.mails, owner.row)}
        for one in exchanges:
            sender = people.get(one.sender, 0)
            others = dict.fromkeys(row for mail in one.recipients if (row := people.get(mail, 0)) and row != sender)
            pairs = {(sender, row): None for row in others if sender}
            if channel is Channel.MEETING and owner.row in others:
                pairs |= {(owner.row, row): None for row in others if row != owner.row}
            for mine, theirs in pairs:
                yield NewContact(mine, theirs, one.at, max(one.group, 1), channel, one.thread)
                self._imported.tie(mine, theirs)

    # -- the owner's own words -------------------------------------------------------------------------------------

    def _add_wanted(self) -> None:
        rows, owner = self._told.wanted, self._owner
        reading = self._reading(rows, [row.record.day for row in rows])
        found: list[NewInterest] = []
        for row in rows:
            company = self._company(row.record.company)
            if company is None:
                row.skip(Skip.NO_COMPANY)
            else:
                kind = "saved" if row.record.title else "follow"
                found.append(NewInterest(kind, company, row.record.title, self._day(row, reading, row.record.day)))
        if owner is not None:
            self._session.add_interests(self._source, owner.row, found)

    def _add_remarks(self) -> None:
        rows, owner = self._told.remarks, self._owner
        if owner is None or not rows:
            return
        keys = {key for row in rows for key in _keys(row.record)}
        held = self._session.person_rows(sorted(keys))
        named = self._session.own.rows_named(fold(row.record.who.name) for row in rows)
        marks: list[tuple[PersonRow, Mark]] = []
        for row in rows:
            by_key = {held[key] for key in _keys(row.record) if key in held}
            meant = by_key or ({*named.get(fold(row.record.who.name), ())} if not _keys(row.record) else set())
            if len(meant) != 1:
                row.skip(Skip.AMBIGUOUS if meant else Skip.UNKNOWN)
            else:
                marks.append((next(iter(meant)), row.record.mark))
                if row.record.unread:
                    row.lack(Lack.WORD, row.record.unread)
        self._session.own.keep_marks(owner.row, marks)


def _keys(remark: Remark) -> list[str]:
    """The identity keys a remark names its person by."""
    who = remark.who
    return [*([who.profile] if who.profile else []), *(f"mail:{mail}" for mail in who.mails)]
