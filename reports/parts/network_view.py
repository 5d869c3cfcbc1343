"""What all parts of the report look at: the context, who is asked about, and who is reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import numpy as np

from graph.columns import Int32
from graph.company_paths import ReachTable
from graph.model import Company, Person
from graph.network import Network
from referral.context import Context
from referral.survey import reached_from
from referral.viewpoint import ANYONE
from reports.entities import Firm, Who


@dataclass(frozen=True, slots=True, eq=False)
class NetworkView:
    """The context of a report.

    `egos`: whose contacts count, by number; `alters`: everybody tied to them, ascending; `hops`: (n,) how far everybody
    is, -1 beyond three ties; `asked_as`: whose question it is in an address of the app, '' for the first owner's.
    """

    context: Context
    reached: ReachTable
    hops: Int32
    egos: Int32
    alters: Int32
    asked_as: str

    @classmethod
    def of(cls, context: Context) -> NetworkView:
        """Of one context. O(ties)."""
        reached = reached_from(context)
        hops = reached.hops
        alters = np.flatnonzero(hops == 1).astype(np.int32)
        return cls(context, reached, hops, reached.sources, alters, _asked_as(context))

    @property
    def network(self) -> Network:
        """The graph."""
        return self.context.network

    def who(self, person: Person) -> Who:
        """A person as the report shows them."""
        return Who(person.id, person.name, person.title, person.company_name, self._at(f"/people/{person.id}"))

    def firm(self, company: Company, *, known: bool = True, role: str = "") -> Firm:
        """A company as the report shows it. `known`: it is in the workspace, else its page is found by its name."""
        page = company.id if known else quote(company.name, safe="")
        return Firm(company.id, company.name, self._at(f"/companies/{page}", role))

    def _at(self, address: str, role: str = "") -> str:
        asked = {name: value for name, value in (("as", self.asked_as), ("role", role)) if value}
        return f"{address}?{urlencode(asked)}" if asked else address

    def people(self, numbers: Sequence[int]) -> list[Who]:
        """People by number, in one query."""
        ids = [self.network.person(number) for number in numbers]
        found = self.context.workspace.people_shown(ids)
        return [self.who(found[name]) for name in ids]

    def company_names(self, numbers: Iterable[int]) -> Iterator[str]:
        """Names of companies by number, in one query."""
        ids = [self.network.columns.companies.id[number].decode() for number in numbers]
        found = self.context.workspace.companies_by_id(ids)
        return (found[name].name for name in ids)


def _asked_as(context: Context) -> str:
    owners = context.workspace.owners()
    if context.ego is not None and owners and context.ego.id == owners[0].id:
        return ""
    return context.ego.id if context.ego else ANYONE
