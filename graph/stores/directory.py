"""People, companies and sources of a workspace, found by what a person types or by id; marks on people.

All of it is plain SQL: a command that only looks up opens a `Directory` and loads no query builder.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from graph.errors import (
    AmbiguousError,
    ChangedWhileReadError,
    CompanyNotFoundError,
    PersonNotFoundError,
    SourceNotFoundError,
)
from graph.model import Company, CompanyId, Mark, Person, PersonId, Source
from graph.stores import lookup
from graph.stores.directory_rows import sources
from graph.stores.marks import keep_mark
from graph.stores.open_file import OpenFile


class Directory(OpenFile):
    """Who and what is known, and who brought an archive."""

    def sources(self) -> list[Source]:
        """What was imported, in that order."""
        return self._look(lambda c: sources(c, "ORDER BY source.row_id", {}))

    def report(self, source_id: int) -> str:
        """The import report kept with a source, as JSON.

        Raises:
            SourceNotFoundError: there is no such source.
        """
        found = self._look(lambda c: c.execute("SELECT report FROM source WHERE row_id = ?", (source_id,)).fetchone())
        if found is None:
            raise SourceNotFoundError(source_id)
        return str(found[0])

    def latest_as_of(self) -> date | None:
        """The newest export date, None in an empty workspace."""
        return self._look_once("latest as of", lookup.latest_as_of)

    def owners(self) -> list[Person]:
        """Everybody who brought an archive, in the order first imported."""
        return list(self._look_once("owners", lookup.owners))

    def owner(self, ref: str) -> Person:
        """The owner named by slug, address, name or id.

        Raises:
            EmptyWorkspaceError: nobody brought an archive yet.
            NotAnOwnerError: the reference fits no owner; the owners are listed.
            AmbiguousError: it fits several.
        """
        return self._look_once(("owner", ref), lambda c: lookup.owner(c, ref, self.owners()))

    def person(self, ref: str) -> Person:
        """The one person named by id, slug, profile address, e-mail address or exact name (case, accents folded).

        Raises:
            PersonNotFoundError: nobody; similar names are offered.
            AmbiguousError: several; each is listed with id, title and company.
        """
        found = self.people_named(ref)
        if not found:
            with self._file.looking() as connection:
                raise PersonNotFoundError(ref, lookup.similar(connection, "person", ref))
        if len(found) > 1:
            raise AmbiguousError("people", ref, [lookup.describe(p) for p in found])
        return found[0]

    def people_named(self, ref: str) -> list[Person]:
        """Everybody whom a reference as in `person` names, by id."""
        return list(self._look_once(("people named", ref), lambda c: lookup.people_named(c, ref)))

    def find_people(self, query: str, *, limit: int = 20, after: PersonId | None = None) -> list[Person]:
        """People each word of `query` begins a word of whose name, by folded name, then id; `after` continues.

        Raises:
            PersonNotFoundError: `after` is nobody's id.
        """
        if after is None:
            return self.people_after(query, lookup.FIRST, limit)
        known = self.people_by_id([after])
        if not known:
            raise PersonNotFoundError(after)
        return self.people_after(query, lookup.list_position(known[after]), limit)

    def people_after(self, query: str, after: lookup.ListPosition, limit: int) -> list[Person]:
        """As `find_people`, from a list position on."""
        return self._look(lambda c: lookup.find_people(c, query, limit=limit, after=after))

    def people_shown(self, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """The people of an answer, every one of them.

        Raises:
            ChangedWhileReadError: one is not there any more.
        """
        wanted = set(ids)
        found = self.people_by_id(wanted)
        if len(found) < len(wanted):
            raise ChangedWhileReadError(self.path)
        return found

    def people_by_id(self, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """Those of `ids` that are known."""
        return self._file.by_person("people", ids, self._people_by_id)

    def _people_by_id(self, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        return self._look(lambda c: lookup.people_by_id(c, ids))

    def company(self, ref: str) -> Company:
        """The one company named by id or by exact name after normalisation.

        Raises:
            CompanyNotFoundError: none; similar names are offered, never taken.
        """
        found = self.company_named(ref)
        if found is None:
            with self._file.looking() as connection:
                raise CompanyNotFoundError(ref, lookup.similar(connection, "company", ref))
        return found

    def company_named(self, ref: str) -> Company | None:
        """The company that a reference as in `company` names."""
        found = self._look_once(("company", ref), lambda c: lookup.company(c, ref, self._former_companies))
        return found and self._file.once(("company", found.id), lambda: found)

    def _former_companies(self) -> lookup.FormerNames:
        return self._look_once("former companies", lookup.former_companies)

    def similar_companies(self, ref: str) -> list[str]:
        """Names of known companies that are like `ref`, the likest first; offered, never taken."""
        return self._look(lambda c: list(lookup.similar(c, "company", ref)))

    def find_companies(self, query: str, *, limit: int = 20, after: CompanyId | None = None) -> list[Company]:
        """Companies each word of `query` begins a word of whose name, by folded name, then id; `after` continues.

        Raises:
            CompanyNotFoundError: `after` is no company's id.
        """
        if after is None:
            return self.companies_after(query, lookup.FIRST, limit)
        known = self.companies_by_id([after])
        if not known:
            raise CompanyNotFoundError(after)
        return self.companies_after(query, lookup.list_position(known[after]), limit)

    def companies_after(self, query: str, after: lookup.ListPosition, limit: int) -> list[Company]:
        """As `find_companies`, from a list position on."""
        return self._look(lambda c: lookup.find_companies(c, query, limit=limit, after=after))

    def companies_by_id(self, ids: Iterable[CompanyId]) -> dict[CompanyId, Company]:
        """Those of `ids` that are known."""
        return self._look(lambda c: lookup.companies_by_id(c, ids))

    def names_of_companies(self, ids: Iterable[CompanyId]) -> dict[CompanyId, str]:
        """The names of those of `ids` that are known, without counting who works there."""
        return self._look(lambda c: lookup.names_of_companies(c, ids))

    def words_of_names(self) -> tuple[str, ...]:
        """Every word of the names of people and companies, folded, each once, in alphabetical order."""
        return self._look(lookup.words_of_names)

    def names_of_people(self, folded: Iterable[str]) -> frozenset[str]:
        """Those of `folded` that are somebody's whole name."""
        return self._look(lambda c: lookup.names_of_people(c, folded))

    def employees(self, company_id: CompanyId) -> list[Person]:
        """Everybody whose newest source calls them employed there, by folded name, then id."""
        return self._look(lambda c: lookup.employees(c, company_id))

    def employee_ids(self, company_id: CompanyId) -> list[PersonId]:
        """The ids of `employees` in their order, for a list of which a page is shown."""
        return self._look(lambda c: lookup.employee_ids(c, company_id))

    def formerly_at(self, company_id: CompanyId) -> list[PersonId]:
        """Everybody seen employed there once whose newest source says otherwise, by id."""
        return self._look(lambda c: lookup.formerly_at(c, company_id))

    def set_mark(self, owner: PersonId, person: PersonId, mark: Mark, *, undo: Collection[str] = ()) -> None:
        """Keep what `owner` says of `person`.

        Fields of `mark` that are None leave what was said before; those named in `undo` say nothing any more.

        Raises:
            PersonNotFoundError: one of the two is not known.
        """
        with self._file.marking() as connection:
            known = lookup.people_by_id(connection, [owner, person])
            for wanted in (owner, person):
                if wanted not in known:
                    raise PersonNotFoundError(wanted)
            keep_mark(connection, owner, person, mark, undo)
