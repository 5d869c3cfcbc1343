"""A workspace that also knows the names of those whom only other workspaces on the server show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self, cast

from neo4j import Record

from graph.companies import normalise
from graph.errors import AmbiguousError, CompanyNotFoundError, PersonNotFoundError
from graph.model import Company, CompanyId, Person, PersonId, company_id
from graph.stores.neo4j import schema
from graph.stores.neo4j.client import Server
from graph.stores.workspace import Workspace


class SharedWorkspace(Workspace):
    """The local file first; for people and companies it does not know, the server."""

    _server: Server

    @classmethod
    def beside(cls, path: Path, server: Server) -> Self:
        """Open an existing workspace for questions to a graph on `server`.

        Raises:
            WorkspaceError: it cannot be used.
        """
        workspace = cls.open(path, create=False)
        workspace._server = server  # noqa: SLF001  (our own, made a line above)
        return workspace

    def people_by_id(self, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """Those of `ids` that are known here or there, by id, in the order of ids."""
        wanted = list(ids)
        found = super().people_by_id(wanted)
        missing = sorted(set(wanted) - found.keys())
        if not missing:
            return found
        there = {p.id: p for p in map(_person, self._server.read(schema.NAMES, ids=missing))}
        return dict(sorted({**found, **there}.items()))

    def companies_by_id(self, ids: Iterable[CompanyId]) -> dict[CompanyId, Company]:
        """Those of `ids` that are known here or there, by id, in the order of ids."""
        wanted = list(ids)
        found = super().companies_by_id(wanted)
        missing = sorted(set(wanted) - found.keys())
        if not missing:
            return found
        there = {c.id: c for c in map(_company, self._server.read(schema.COMPANY_NAMES, ids=missing))}
        return dict(sorted({**found, **there}.items()))

    def person(self, ref: str) -> Person:
        """As in a workspace; where nobody here matches, the id, slug or exact name of somebody there.

        Raises:
            PersonNotFoundError: nobody in either place.
            AmbiguousError: several.
        """
        try:
            return super().person(ref)
        except PersonNotFoundError:
            found = [_person(row) for row in self._server.read(schema.PEOPLE_NAMED, ref=ref.strip())]
            if not found:
                raise
        if len(found) > 1:
            raise AmbiguousError("people", ref, [f"{p.name} ({p.id})" for p in found])
        return found[0]

    def company(self, ref: str) -> Company:
        """As in a workspace; where none here matches, the company there with that id or normalised name.

        Raises:
            CompanyNotFoundError: none in either place.
        """
        try:
            return super().company(ref)
        except CompanyNotFoundError:
            ids = [ref.strip(), company_id(normalise(ref))]
            found = self._server.read(schema.COMPANY_NAMES, ids=ids)
            if not found:
                raise
        return _company(found[0])

    def employees(self, company_id: CompanyId) -> list[Person]:
        """Who works at a company now, as told here or there, by id."""
        here = {p.id: p for p in super().employees(company_id)}
        there = {p.id: p for p in map(_person, self._server.read(schema.EMPLOYEES, company=company_id))}
        return [person for _, person in sorted({**there, **here}.items())]


def _person(row: Record) -> Person:
    return Person(
        id=cast("str", row["id"]),
        name=cast("str", row["name"]),
        slug=cast("str | None", row["slug"]),
        title=cast("str", row["title"]),
        company_id=cast("str | None", row["company_id"]),
        company_name=cast("str", row["company"]),
    )


def _company(row: Record) -> Company:
    name = cast("str", row["name"])
    return Company(id=cast("str", row["id"]), key=normalise(name), name=name, people=cast("int", row["people"]))
