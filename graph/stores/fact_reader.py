"""What a workspace holds, read: facts and their sources, marks, lists of companies, and the ledger of asks."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, select

from graph.errors import SourceNotFoundError
from graph.model import (
    DatedContact,
    Employment,
    LedgerEntry,
    ListedCompany,
    Mark,
    OwnerProfile,
    PersonId,
    Statement,
    Wish,
)
from graph.stores import evidence, health, ledger, own_aliases, schema, targets
from graph.stores.changes import Changes, changes
from graph.stores.database import Database
from graph.stores.directory import Directory
from graph.stores.doubts import DoubtfulPair, doubtful_pairs
from graph.stores.own_aliases import OwnAlias
from graph.stores.sqlite_file import ReadPeople

if TYPE_CHECKING:
    from graph.columns import FactColumns


T = TypeVar("T")
_ReadBetween = Callable[[Connection, PersonId, Iterable[PersonId]], dict[PersonId, T]]


class FactReader(Directory):
    """All that is asked of the file beside people and companies by name; each method is one consistent read."""

    _opener = Database

    @property
    def _database(self) -> Database:
        assert isinstance(self._file, Database)
        return self._file

    def _between(self, read: _ReadBetween[T], ego: PersonId) -> ReadPeople[T]:
        """What `read` finds between `ego` and others."""

        def found(people: list[PersonId]) -> dict[PersonId, T]:
            with self._database.reading() as connection:
                return read(connection, ego, people)

        return found

    def _employments(self, people: list[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
        with self._database.reading() as connection:
            return evidence.employments(connection, people)

    def owner_profile(self, owner: PersonId) -> OwnerProfile:
        """What an owner's own files say of them. Raises as `Directory.owner` does."""
        return self._database.once(("owner profile", owner), lambda: self._owner_profile(owner))

    def _owner_profile(self, owner: PersonId) -> OwnerProfile:
        with self._database.reading() as connection:
            return evidence.owner_profile(connection, self.owner(owner))

    def report(self, source_id: int) -> str:
        """The import report kept with a source, as JSON.

        Raises:
            SourceNotFoundError: there is no such source.
        """
        with self._database.reading() as connection:
            table = schema.source
            found = connection.execute(select(table.c.report).where(table.c.row_id == source_id)).scalar()
        if found is None:
            raise SourceNotFoundError(source_id)
        return str(found)

    def changes(self, one: int, other: int) -> Changes:
        """What changed between two exports of one owner, from the older to the newer.

        Raises:
            SourceNotFoundError: a number is no source's.
            UsageError: they are one source, of different owners, or one of them holds no connections.
        """
        with self._database.reading() as connection:
            return changes(connection, one, other)

    def confirmed_pairs(self) -> list[tuple[PersonId, PersonId]]:
        """Who said of whom that they know them closely: the marks that make a tie stronger."""
        from graph.stores.facts import confirmed_pairs  # noqa: PLC0415  (numpy: not every command's)

        with self._database.reading() as connection:
            return confirmed_pairs(connection)

    def facts(self) -> FactColumns:
        """Everything that bears on ties, as columns, from one consistent read."""
        from graph.stores.facts import read_facts  # noqa: PLC0415  (numpy: not every command's)

        with self._database.reading() as connection:
            return read_facts(connection)

    def connections(self, owner: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, date | None]:
        """Those of `persons` connected with `owner`, and since when (None: day unknown)."""
        return self._database.by_person(("connections", owner), persons, self._between(evidence.connections, owner))

    def noted(self, owner: PersonId, persons: Iterable[PersonId]) -> frozenset[PersonId]:
        """Those of `persons` who are in a list or card of `owner` and in no archive: known, but not connected there."""
        with self._database.reading() as connection:
            return evidence.noted(connection, owner, persons)

    def statements_between(self, ego: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Statement, ...]]:
        """What `ego` and each of `persons` said of each other, newest first; only people with any."""
        return self._database.by_person(("statements", ego), persons, self._between(evidence.statements, ego))

    def employments(self, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
        """The stays of each of `persons`, current and newest first; only people with any."""
        return self._database.by_person("employments", persons, self._employments)

    def marks(self, owner: PersonId, persons: Iterable[PersonId] | None = None) -> dict[PersonId, Mark]:
        """What `owner` said of `persons` (None: of anybody); only people with a mark."""
        if persons is not None:
            return self._database.by_person(("marks", owner), persons, self._between(evidence.marks, owner))
        with self._database.reading() as connection:
            return evidence.marks(connection, owner, None)

    def read_ahead(self, ego: PersonId, persons: Iterable[PersonId]) -> None:
        """Inside `steady`: read in one go what the workspace holds of `persons` and between them and `ego`.

        Until the next call or the end of the block, questions about any of them read nothing of it again.
        """
        people, ahead = frozenset(persons), self._database.read_ahead
        ahead("people", people, self._people_by_id)
        ahead("employments", people, self._employments)
        ahead(("connections", ego), people, self._between(evidence.connections, ego))
        ahead(("statements", ego), people, self._between(evidence.statements, ego))
        ahead(("marks", ego), people, self._between(evidence.marks, ego))

    def contacts_between(self, ego: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, tuple[DatedContact, ...]]:
        """Everything dated that passed between `ego` and each of `persons`, oldest first; only people with any."""
        with self._database.reading() as connection:
            return ledger.contacts(connection, ego, persons)

    def listed_companies(self, owner: PersonId) -> tuple[ListedCompany, ...]:
        """The companies `owner` put on their list or took off it, by name."""
        with self._database.reading() as connection:
            return targets.listed(connection, owner)

    def wishes(self, owner: PersonId) -> tuple[Wish, ...]:
        """The companies `owner` follows, saved jobs at or applied to, newest first."""
        with self._database.reading() as connection:
            return targets.wishes(connection, owner)

    def list_version(self) -> str:
        """What the lists of companies of all owners hold, in one word: another one after every change of a list."""
        with self._database.reading() as connection:
            rows = connection.execute(select(schema.target).order_by(schema.target.c.owner, schema.target.c.key)).all()
        return blake2b(repr([tuple(row) for row in rows]).encode(), digest_size=8).hexdigest()

    def ledger(self, owner: PersonId) -> tuple[LedgerEntry, ...]:
        """Every line of one owner's ledger, in the order written; `referral.asking.ledger` reads them."""
        return self._database.once(("ledger", owner), lambda: self._ledger(owner))

    def _ledger(self, owner: PersonId) -> tuple[LedgerEntry, ...]:
        with self._database.reading() as connection:
            return ledger.entries(connection, owner)

    def ledger_version(self) -> int:
        """The number of the newest line of anybody; 0 for none."""
        with self._database.reading() as connection:
            return ledger.newest(connection)

    def ask_rules(self) -> dict[str, int]:
        """The user's own limits on asking, by name; only those that were set."""
        with self._database.reading() as connection:
            return ledger.rules(connection)

    def own_aliases(self) -> list[OwnAlias]:
        """Every alias the user made, by the old name."""
        with self._database.reading() as connection:
            return own_aliases.own_aliases(connection)

    def integrity(self) -> list[str]:
        """What is wrong with the file, in sentences; empty means healthy."""
        mode = stat.S_IMODE(self.path.stat().st_mode)
        open_to_others = [f"others may read it (mode {mode:04o}): chmod 600 {self.path}"] if mode & 0o077 else []
        with self._database.reading() as connection:
            return [*health.problems(connection), *open_to_others]

    def doubtful_pairs(self) -> list[DoubtfulPair]:
        """Who may be one person, the likeliest first, and what was decided; `graph.stores.doubts` says by what rule."""
        with self._database.reading() as connection:
            return doubtful_pairs(connection)
