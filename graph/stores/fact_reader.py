"""What a workspace holds, read: facts and their sources, marks, lists of companies, and the ledger of asks."""

from __future__ import annotations

import stat
from collections.abc import Callable, Hashable, Iterable
from datetime import date
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
from graph.stores.company_doubts import CompanyPair, companies_apart, company_doubts
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

    def _read(self, read: Callable[[Connection], T]) -> T:
        """What `read` finds by composed statements, in one consistent read."""
        with self._database.reading() as connection:
            return read(connection)

    def _read_once(self, key: Hashable, read: Callable[[Connection], T]) -> T:
        """The same; asked again while nothing was committed, what it found. Nobody may change it."""
        return self._database.once(key, lambda: self._read(read))

    def _between(self, read: _ReadBetween[T], ego: PersonId) -> ReadPeople[T]:
        """What `read` finds between `ego` and others."""
        return lambda people: self._read(lambda c: read(c, ego, people))

    def _employments(self, people: list[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
        return self._read(lambda c: evidence.employments(c, people))

    def owner_profile(self, owner: PersonId) -> OwnerProfile:
        """What an owner's own files say of them. Raises as `Directory.owner` does."""
        key = ("owner profile", owner)
        return self._read_once(key, lambda c: evidence.owner_profile(c, self.owner(owner)))

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
        return self._read(lambda c: changes(c, one, other))

    def confirmed_pairs(self) -> list[tuple[PersonId, PersonId]]:
        """Who said of whom that they know them closely: the marks that make a tie stronger."""
        from graph.stores.facts import confirmed_pairs  # noqa: PLC0415  (numpy: not every command's)

        return self._read(confirmed_pairs)

    def facts(self) -> FactColumns:
        """Everything that bears on ties, as columns, from one consistent read."""
        from graph.stores.facts import read_facts  # noqa: PLC0415  (numpy: not every command's)

        return self._read(read_facts)

    def connections(self, owner: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, date | None]:
        """Those of `persons` connected with `owner`, and since when (None: day unknown)."""
        return {person: tie.day for person, tie in self._listed(owner, persons).items() if person != owner}

    def noted(self, owner: PersonId, persons: Iterable[PersonId]) -> frozenset[PersonId]:
        """Those of `persons` who are in a list or card of `owner` and in no archive: known, but not connected there."""
        return frozenset(person for person, tie in self._listed(owner, persons).items() if not tie.archived)

    def _listed(self, owner: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, evidence.ListedTie]:
        return self._database.by_person(("listed", owner), persons, self._between(evidence.listed_ties, owner))

    def statements_between(self, ego: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Statement, ...]]:
        """What `ego` and each of `persons` said of each other, newest first; only people with any."""
        return self._database.by_person(("statements", ego), persons, self._between(evidence.statements, ego))

    def employments(self, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
        """The stays of each of `persons`, current and newest first; only people with any."""
        return self._database.by_person("employments", persons, self._employments)

    def marks(self, owner: PersonId, persons: Iterable[PersonId] | None = None) -> dict[PersonId, Mark]:
        """What `owner` said of `persons` (None: of anybody); only people with a mark."""
        said = self._read_once(("marks", owner), lambda c: evidence.marks(c, owner))
        return dict(said) if persons is None else {p: said[p] for p in sorted(set(persons) & said.keys())}

    def read_ahead(self, ego: PersonId, persons: Iterable[PersonId]) -> None:
        """Inside `steady`: read in one go what the workspace holds of `persons` and between them and `ego`.

        Until the next call or the end of the block, questions about any of them read nothing of it again.
        """
        people, ahead = frozenset(persons), self._database.read_ahead
        ahead("people", people, self._people_by_id)
        ahead("employments", people, self._employments)
        ahead(("listed", ego), people, self._between(evidence.listed_ties, ego))
        ahead(("statements", ego), people, self._between(evidence.statements, ego))

    def contacts_between(self, ego: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, tuple[DatedContact, ...]]:
        """Everything dated that passed between `ego` and each of `persons`, oldest first; only people with any."""
        return self._read(lambda c: ledger.contacts(c, ego, persons))

    def listed_companies(self, owner: PersonId) -> tuple[ListedCompany, ...]:
        """The companies `owner` put on their list or took off it, by name."""
        return self._read_once(("listed companies", owner), lambda c: targets.listed(c, owner))

    def wishes(self, owner: PersonId) -> tuple[Wish, ...]:
        """The companies `owner` follows, saved jobs at or applied to, newest first."""
        return self._read_once(("wishes", owner), lambda c: targets.wishes(c, owner))

    def ledger(self, owner: PersonId) -> tuple[LedgerEntry, ...]:
        """Every line of one owner's ledger, in the order written; `referral.asking.ledger` reads them."""
        return self._read_once(("ledger", owner), lambda c: ledger.entries(c, owner))

    def ledger_version(self) -> int:
        """The number of the newest line of anybody; 0 for none."""
        return self.state().ledger

    def list_version(self) -> int:
        """What the lists of companies of all owners hold, in a number: another one after every change of a list."""
        return self.state().lists

    def ask_rules(self) -> dict[str, int]:
        """The user's own limits on asking, by name; only those that were set."""
        return dict(self._read_once("ask rules", ledger.rules))

    def own_aliases(self) -> list[OwnAlias]:
        """Every alias the user made, by the old name."""
        return self._read(own_aliases.own_aliases)

    def integrity(self) -> list[str]:
        """What is wrong with the file, in sentences; empty means healthy."""
        mode = stat.S_IMODE(self.path.stat().st_mode)
        open_to_others = [f"others may read it (mode {mode:04o}): chmod 600 {self.path}"] if mode & 0o077 else []
        with self._database.reading() as connection:
            return [*health.problems(connection), *open_to_others]

    def doubtful_companies(self) -> list[CompanyPair]:
        """Whose names may mean one company; `graph.stores.company_doubts` says by what rule."""
        return self._read(company_doubts)

    def companies_apart(self) -> list[CompanyPair]:
        """Of which two the user said that they are two companies."""
        return self._read(companies_apart)

    def doubtful_pairs(self) -> list[DoubtfulPair]:
        """Who may be one person, the likeliest first, and what was decided; `graph.stores.doubts` says by what rule."""
        return self._read(doubtful_pairs)
