"""What a workspace holds, read: facts and their sources, marks, lists of companies, and the ledger of asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, func, select

from graph.errors import SourceNotFoundError
from graph.model import (
    DatedContact,
    Employment,
    LedgerEntry,
    ListedCompany,
    Mark,
    PersonId,
    Source,
    Statement,
    Wish,
)
from graph.stores import evidence, ledger, lookup, own_aliases, schema, targets
from graph.stores.changes import Changes, changes
from graph.stores.database import ReadPeople
from graph.stores.days import day_of
from graph.stores.doubts import DoubtfulPair, doubtful_pairs
from graph.stores.open_file import OpenFile
from graph.stores.own_aliases import OwnAlias
from graph.stores.records import select_sources, source_of

if TYPE_CHECKING:
    from graph.columns import FactColumns


T = TypeVar("T")
_ReadBetween = Callable[[Connection, PersonId, Iterable[PersonId]], dict[PersonId, T]]


def _between(read: _ReadBetween[T], ego: PersonId) -> ReadPeople[T]:
    """What `read` finds between `ego` and others."""
    return lambda connection, people: read(connection, ego, people)


class FactReader(OpenFile):
    """Everything that is asked of the file but people and companies by name; each method is one consistent read."""

    def sources(self) -> list[Source]:
        """What was imported, in that order."""
        with self._database.reading() as connection:
            query = select_sources().order_by(schema.source.c.row_id)
            return [source_of(row) for row in connection.execute(query)]

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

    def latest_as_of(self) -> date | None:
        """The newest export date, None in an empty workspace."""
        return self._database.once(
            "latest as of", lambda c: day_of(c.execute(select(func.max(schema.source.c.as_of))).scalar_one())
        )

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
        return {person: tie.day for person, tie in self._listed(owner, persons).items() if person != owner}

    def noted(self, owner: PersonId, persons: Iterable[PersonId]) -> frozenset[PersonId]:
        """Those of `persons` who are in a list or card of `owner` and in no archive: known, but not connected there."""
        return frozenset(person for person, tie in self._listed(owner, persons).items() if not tie.archived)

    def _listed(self, owner: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, evidence.ListedTie]:
        return self._database.by_person(("listed", owner), persons, _between(evidence.listed_ties, owner))

    def statements_between(self, ego: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Statement, ...]]:
        """What `ego` and each of `persons` said of each other, newest first; only people with any."""
        return self._database.by_person(("statements", ego), persons, _between(evidence.statements, ego))

    def employments(self, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
        """The stays of each of `persons`, current and newest first; only people with any."""
        return self._database.by_person("employments", persons, evidence.employments)

    def marks(self, owner: PersonId, persons: Iterable[PersonId] | None = None) -> dict[PersonId, Mark]:
        """What `owner` said of `persons` (None: of anybody); only people with a mark."""
        said = self._database.once(("marks", owner), lambda c: evidence.marks(c, owner))
        return dict(said) if persons is None else {p: said[p] for p in sorted(set(persons) & said.keys())}

    def read_ahead(self, ego: PersonId, persons: Iterable[PersonId]) -> None:
        """Inside `steady`: read in one go what the workspace holds of `persons` and between them and `ego`.

        Until the next call or the end of the block, questions about any of them read nothing of it again.
        """
        people, ahead = frozenset(persons), self._database.read_ahead
        ahead("people", people, lookup.people_by_id)
        ahead("employments", people, evidence.employments)
        ahead(("listed", ego), people, _between(evidence.listed_ties, ego))
        ahead(("statements", ego), people, _between(evidence.statements, ego))

    def contacts_between(self, ego: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, tuple[DatedContact, ...]]:
        """Everything dated that passed between `ego` and each of `persons`, oldest first; only people with any."""
        with self._database.reading() as connection:
            return ledger.contacts(connection, ego, persons)

    def listed_companies(self, owner: PersonId) -> tuple[ListedCompany, ...]:
        """The companies `owner` put on their list or took off it, by name."""
        return self._database.once(("listed companies", owner), lambda c: targets.listed(c, owner))

    def wishes(self, owner: PersonId) -> tuple[Wish, ...]:
        """The companies `owner` follows, saved jobs at or applied to, newest first."""
        return self._database.once(("wishes", owner), lambda c: targets.wishes(c, owner))

    def ledger(self, owner: PersonId) -> tuple[LedgerEntry, ...]:
        """Every line of one owner's ledger, in the order written; `referral.asking.ledger` reads them."""
        return self._database.once(("ledger", owner), lambda c: ledger.entries(c, owner))

    def ledger_version(self) -> int:
        """The number of the newest line of anybody; 0 for none."""
        return self.state().ledger

    def list_version(self) -> int:
        """What the lists of companies of all owners hold, in a number: another one after every change of a list."""
        return self.state().lists

    def ask_rules(self) -> dict[str, int]:
        """The user's own limits on asking, by name; only those that were set."""
        return dict(self._database.once("ask rules", ledger.rules))

    def own_aliases(self) -> list[OwnAlias]:
        """Every alias the user made, by the old name."""
        with self._database.reading() as connection:
            return own_aliases.own_aliases(connection)

    def doubtful_pairs(self) -> list[DoubtfulPair]:
        """Who may be one person, the likeliest first, and what was decided; `graph.stores.doubts` says by what rule."""
        with self._database.reading() as connection:
            return doubtful_pairs(connection)
