"""What a workspace holds, read: facts and their sources, marks, lists of companies, and the ledger of asks.

Plain SQL, as the look-ups below it (`directory.py`): a question opens no more than this, and loads no query builder.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from graph.model import (
    CompanyId,
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
from graph.stores import evidence, ledger, targets
from graph.stores.alias_keys import OwnAlias, own_aliases
from graph.stores.company_doubts import CompanyPair, companies_apart, company_doubts
from graph.stores.directory import Directory
from graph.stores.people_known import TitlesThere, seen_at, spoken_with, titles_at
from graph.stores.sqlite_file import ReadPeople

if TYPE_CHECKING:
    from graph.columns import FactColumns
    from graph.stores.fact_rows import FactRows
    from graph.stores.title_rows import TitleRows


T = TypeVar("T")
_ReadBetween = Callable[[sqlite3.Connection, PersonId, Iterable[PersonId]], dict[PersonId, T]]


class FactReader(Directory):
    """All that is asked of the file beside people and companies by name; each method is one consistent read."""

    def _between(self, read: _ReadBetween[T], ego: PersonId) -> ReadPeople[T]:
        """What `read` finds between `ego` and others."""
        return lambda people: self._look(lambda c: read(c, ego, people))

    def _employments(self, people: list[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
        return self._look(lambda c: evidence.employments(c, people))

    def owner_profile(self, owner: PersonId) -> OwnerProfile:
        """What an owner's own files say of them. Raises as `Directory.owner` does."""
        key = ("owner profile", owner)
        return self._look_once(key, lambda c: evidence.owner_profile(c, self.owner(owner)))

    def places(self) -> Mapping[PersonId, str]:
        """Where owners live, as their own files say; of the others nothing says it."""
        return self._look_once("places", evidence.places)

    def confirmed_pairs(self) -> list[tuple[PersonId, PersonId]]:
        """Who said of whom that they know them closely: the marks that make a tie stronger."""
        from graph.stores.facts import confirmed_pairs  # noqa: PLC0415  (numpy: not every command's)

        return self._look(confirmed_pairs)

    def fact_rows(self, base: FactRows | None = None) -> FactRows:
        """The rows that facts are made from; of `base`, rows read before, what did not change since is not read."""
        from graph.stores.fact_rows import read_rows  # noqa: PLC0415  (numpy: not every command's)

        return self._look(lambda c: read_rows(c, base))

    def facts(self, rows: FactRows | None = None) -> FactColumns:
        """Everything that bears on ties, as columns, from one consistent read; `rows`: read in the same one."""
        from graph.stores.facts import read_facts  # noqa: PLC0415  (numpy: not every command's)

        return self._look(lambda c: read_facts(c, rows))

    def connections(self, owner: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, date | None]:
        """Those of `persons` connected with `owner`, and since when (None: day unknown)."""
        return {person: tie.day for person, tie in self._listed(owner, persons).items() if person != owner}

    def noted(self, owner: PersonId, persons: Iterable[PersonId]) -> frozenset[PersonId]:
        """Those of `persons` who are in a list or card of `owner` and in no archive: known, but not connected there."""
        return frozenset(person for person, tie in self._listed(owner, persons).items() if not tie.archived)

    def connected_on(self, owners: Iterable[PersonId]) -> Counter[date | None]:
        """How many connections `owners` list by the day they were made, None: without one; each once an owner."""
        return self._look(lambda c: evidence.listed_days(c, owners))

    def _listed(self, owner: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, evidence.ListedTie]:
        return self._file.by_person(("listed", owner), persons, self._between(evidence.listed_ties, owner))

    def statements_between(self, ego: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Statement, ...]]:
        """What `ego` and each of `persons` said of each other, newest first; only people with any."""
        return self._file.by_person(("statements", ego), persons, self._between(evidence.statements, ego))

    def employments(self, persons: Iterable[PersonId]) -> dict[PersonId, tuple[Employment, ...]]:
        """The stays of each of `persons`, current and newest first; only people with any."""
        return self._file.by_person("employments", persons, self._employments)

    def marks(self, owner: PersonId, persons: Iterable[PersonId] | None = None) -> dict[PersonId, Mark]:
        """What `owner` said of `persons` (None: of anybody); only people with a mark."""
        said = self._look_once("marks", evidence.marks).get(owner, {})
        return dict(said) if persons is None else {p: said[p] for p in sorted(set(persons) & said.keys())}

    def read_ahead(self, ego: PersonId, persons: Iterable[PersonId]) -> None:
        """Inside `steady`: read in one go what the workspace holds of `persons` and between them and `ego`.

        Until the next call or the end of the block, questions about any of them read nothing of it again.
        """
        people, ahead = frozenset(persons), self._file.read_ahead
        ahead("people", people, self._people_by_id)
        ahead("employments", people, self._employments)
        ahead(("listed", ego), people, self._between(evidence.listed_ties, ego))
        ahead(("statements", ego), people, self._between(evidence.statements, ego))

    def read_pairs_ahead(self, pairs: Iterable[tuple[PersonId, PersonId]]) -> None:
        """As `read_ahead`, between two people each, the first of whom is asked about as the ego; what is read stays."""
        wanted = sorted(set(pairs))
        if not wanted:
            return
        people, others = {person for pair in wanted for person in pair}, defaultdict[PersonId, set[PersonId]](set)
        for ego, person in wanted:
            others[ego].add(person)
        self.people_by_id(people)
        self.employments(people)
        listed = self._look(lambda c: evidence.listed_pairs(c, wanted))
        said = self._look(lambda c: evidence.statements_of_pairs(c, wanted))
        for ego, those in others.items():
            self._file.put(("listed", ego), those, {p: listed[ego, p] for p in those if (ego, p) in listed})
            self._file.put(("statements", ego), those, {p: said[ego, p] for p in those if (ego, p) in said})

    def titles_at(self, company: CompanyId, as_of: date) -> dict[PersonId, TitlesThere]:
        """What everybody is called whose newest headline is at `company`; stays that begin after `as_of` left out."""
        return self._look(lambda c: titles_at(c, company, as_of))

    def title_rows(self) -> TitleRows:
        """What everybody was called where and when, of the whole file at once."""
        from graph.stores.title_rows import title_rows  # noqa: PLC0415  (numpy: not every command's)

        return self._look(title_rows)

    def seen_at(self, companies: Iterable[CompanyId]) -> list[PersonId]:
        """Everybody with a stay at one of `companies`, past or present, by id."""
        return self._look(lambda c: seen_at(c, companies))

    def spoken_with(self, ego: PersonId) -> list[PersonId]:
        """Whom `ego` said anything of, or who did of `ego`, by id."""
        return self._look(lambda c: spoken_with(c, ego))

    def contacts_between(self, ego: PersonId, persons: Iterable[PersonId]) -> dict[PersonId, tuple[DatedContact, ...]]:
        """Everything dated that passed between `ego` and each of `persons`, oldest first; only people with any."""
        return self._look(lambda c: ledger.contacts(c, ego, persons))

    def listed_companies(self, owner: PersonId) -> tuple[ListedCompany, ...]:
        """The companies `owner` put on their list or took off it, by name."""
        return self._look_once(("listed companies", owner), lambda c: targets.listed(c, owner))

    def wishes(self, owner: PersonId) -> tuple[Wish, ...]:
        """The companies `owner` follows, saved jobs at or applied to, newest first."""
        return self._look_once(("wishes", owner), lambda c: targets.wishes(c, owner))

    def ledger(self, owner: PersonId) -> tuple[LedgerEntry, ...]:
        """Every line of one owner's ledger, in the order written; `referral.asking.ledger` reads them."""
        return self._look_once(("ledger", owner), lambda c: ledger.entries(c, owner))

    def ledger_version(self) -> int:
        """The number of the newest line of anybody; 0 for none."""
        return self.state().ledger

    def list_version(self) -> int:
        """What the lists of companies of all owners hold, in a number: another one after every change of a list."""
        return self.state().lists

    def ask_rules(self) -> dict[str, int]:
        """The user's own limits on asking, by name; only those that were set."""
        return dict(self._look_once("ask rules", ledger.rules))

    def own_aliases(self) -> list[OwnAlias]:
        """Every alias the user made, by the old name."""
        return self._look(own_aliases)

    def doubtful_companies(self) -> list[CompanyPair]:
        """Whose names may mean one company; `graph.stores.company_doubts` says by what rule."""
        return self._look(company_doubts)

    def companies_apart(self) -> list[CompanyPair]:
        """Of which two the user said that they are two companies."""
        return self._look(companies_apart)
