"""People and companies of a workspace, found by what a person types or by id."""

from __future__ import annotations

from collections.abc import Iterable

from graph.errors import AmbiguousError, ChangedWhileReadError, CompanyNotFoundError, PersonNotFoundError
from graph.model import Company, CompanyId, OwnerProfile, Person, PersonId
from graph.stores import evidence, lookup, pseudonyms, schema
from graph.stores.open_file import OpenFile


class Directory(OpenFile):
    """Who and what is known, and who brought an archive."""

    def owners(self) -> list[Person]:
        """Everybody who brought an archive, in the order first imported."""
        return list(self._database.once("owners", lookup.owners))

    def owner(self, ref: str) -> Person:
        """The owner named by slug, address, name or id.

        Raises:
            EmptyWorkspaceError: nobody brought an archive yet.
            NotAnOwnerError: the reference fits no owner; the owners are listed.
            AmbiguousError: it fits several.
        """
        return self._database.once(("owner", ref), lambda c: lookup.owner(c, ref, self.owners()))

    def owner_profile(self, owner: PersonId) -> OwnerProfile:
        """What an owner's own files say of them. Raises as `owner` does."""
        key = ("owner profile", owner)
        return self._database.once(key, lambda c: evidence.owner_profile(c, self.owner(owner)))

    def person(self, ref: str) -> Person:
        """The one person named by id, slug, profile address, e-mail address or exact name (case, accents folded).

        Raises:
            PersonNotFoundError: nobody; similar names are offered.
            AmbiguousError: several; each is listed with id, title and company.
        """
        found = self.people_named(ref)
        if not found:
            with self._database.reading() as connection:
                raise PersonNotFoundError(ref, lookup.similar(connection, schema.person, ref))
        if len(found) > 1:
            raise AmbiguousError("people", ref, [lookup.describe(p) for p in found])
        return found[0]

    def people_named(self, ref: str) -> list[Person]:
        """Everybody whom a reference as in `person` names, by id."""
        return list(self._database.once(("people named", ref), lambda c: lookup.people_named(c, ref)))

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
        with self._database.reading() as connection:
            return lookup.find_people(connection, query, limit=limit, after=after)

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
        return self._database.by_person("people", ids, lookup.people_by_id)

    def company(self, ref: str) -> Company:
        """The one company named by id or by exact name after normalisation.

        Raises:
            CompanyNotFoundError: none; similar names are offered, never taken.
        """
        found = self.company_named(ref)
        if found is None:
            with self._database.reading() as connection:
                raise CompanyNotFoundError(ref, lookup.similar(connection, schema.company, ref))
        return found

    def company_named(self, ref: str) -> Company | None:
        """The company that a reference as in `company` names."""
        found = self._database.once(("company", ref), lambda c: lookup.company(c, ref))
        return found and self._database.once(("company", found.id), lambda _: found)

    def similar_companies(self, ref: str) -> list[str]:
        """Names of known companies that are like `ref`, the likest first; offered, never taken."""
        with self._database.reading() as connection:
            return list(lookup.similar(connection, schema.company, ref))

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
        with self._database.reading() as connection:
            return lookup.find_companies(connection, query, limit=limit, after=after)

    def companies_by_id(self, ids: Iterable[CompanyId]) -> dict[CompanyId, Company]:
        """Those of `ids` that are known."""
        with self._database.reading() as connection:
            return lookup.companies_by_id(connection, ids)

    def words_of_names(self) -> tuple[str, ...]:
        """Every word of the names of people and companies, folded, each once, in alphabetical order."""
        with self._database.reading() as connection:
            return lookup.words_of_names(connection)

    def names_of_people(self, folded: Iterable[str]) -> frozenset[str]:
        """Those of `folded` that are somebody's whole name."""
        with self._database.reading() as connection:
            return pseudonyms.names_of_people(connection, folded)

    def employees(self, company_id: CompanyId) -> list[Person]:
        """Everybody whose newest source calls them employed there, by folded name, then id."""
        with self._database.reading() as connection:
            return lookup.employees(connection, company_id)

    def formerly_at(self, company_id: CompanyId) -> list[PersonId]:
        """Everybody seen employed there once whose newest source says otherwise, by id."""
        with self._database.reading() as connection:
            return evidence.formerly_at(connection, company_id)
