"""A workspace that also knows the names of those whom only other workspaces on the server show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self, cast

from neo4j import Record

from graph.company_aliases import company_key, keys_for
from graph.model import Company, CompanyId, Person, PersonId, company_id
from graph.names import fold
from graph.neo4j import schema
from graph.neo4j.client import Parameters, Server
from graph.stores.lookup import SIGNS, ListPosition, list_position, reference, words
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

    def people_named(self, ref: str) -> list[Person]:
        """Everybody of that id, slug or name, here or there; of that mail address, here."""
        here, wanted = super().people_named(ref), reference(ref)
        if here and fold(here[0].name) != wanted.folded:
            return here
        known = {"id": wanted.id, "slugs": list(wanted.slugs), "folded": wanted.folded}
        there = [_person(row) for row in self._server.read(schema.PEOPLE_NAMED, **known)]
        surely = [p for p in there if p.id == wanted.id or p.slug in wanted.slugs]
        return _united(surely, []) if surely else _united(there, here)

    def people_after(self, query: str, after: ListPosition, limit: int) -> list[Person]:
        """Those known here and those known there in one list."""
        here = super().people_after(query, after, limit)
        there = map(_person, self._server.read(schema.FIND_PEOPLE, **_page(query, after, limit)))
        return sorted(_united(there, here), key=list_position)[:limit]

    def company_named(self, ref: str) -> Company | None:
        """The company of that id or normalised name, here or there; who works there is counted there."""
        here = super().company_named(ref)
        ids = [here.id] if here else [ref.strip(), *map(company_id, keys_for(ref))]
        there = [_company(row) for row in self._server.read(schema.COMPANY_NAMES, ids=ids)]
        return there[0] if there else here

    def companies_after(self, query: str, after: ListPosition, limit: int) -> list[Company]:
        """Those known here and those known there in one list; who works there is counted there."""
        here = {c.id: c for c in super().companies_after(query, after, limit)}
        there = {c.id: c for c in map(_company, self._server.read(schema.FIND_COMPANIES, **_page(query, after, limit)))}
        return sorted({**here, **there}.values(), key=list_position)[:limit]

    def employees(self, company_id: CompanyId) -> list[Person]:
        """Who works at a company now, as told here or there, by folded name, then id."""
        there = map(_person, self._server.read(schema.EMPLOYEES, company=company_id))
        return sorted(_united(there, super().employees(company_id)), key=list_position)

    def employee_ids(self, company_id: CompanyId) -> list[PersonId]:
        """The ids of `employees` in their order."""
        return [person.id for person in self.employees(company_id)]


def _united(there: Iterable[Person], here: Iterable[Person]) -> list[Person]:
    """People known here and there, each once, by id; the name and headline stored here win."""
    return [person for _, person in sorted({p.id: p for p in (*there, *here)}.items())]


def _page(query: str, after: ListPosition, limit: int) -> Parameters:
    return {"words": words(query), "signs": list(SIGNS), "folded": after[0], "id": after[1], "limit": limit}


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
    return Company(id=cast("str", row["id"]), key=company_key(name), name=name, people=cast("int", row["people"]))
