"""Pairs of companies whose names may mean one: those that wait for the user, and those said to be two."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.errors import CompanyNotFoundError
from graph.model import Company, CompanyId
from graph.stores.company_doubts import CompanyPair
from graph.stores.fact_reader import FactReader
from schemas.base import CompanyOut
from schemas.review import CompanyPairOut


@dataclass(frozen=True, slots=True)
class NamedPair:
    """Two companies as they are now, the one with fewer people first; None where one is not here any more."""

    ids: CompanyPair
    fewer: Company | None
    more: Company | None

    def sent(self) -> CompanyPairOut:
        """As JSON has it."""
        one, other = (CompanyOut.of(company) if company else None for company in (self.fewer, self.more))
        return CompanyPairOut(ids=self.ids, one=one, other=other)


def waiting(workspace: FactReader) -> list[NamedPair]:
    """Pairs at which anybody is known, most people first."""
    found = [pair for pair in _named(workspace, workspace.doubtful_companies()) if pair.more and pair.more.people]
    return sorted(found, key=lambda pair: (-pair.more.people if pair.more else 0, pair.ids))


def apart(workspace: FactReader) -> list[NamedPair]:
    """Pairs of which the user said that they are two."""
    return _named(workspace, workspace.companies_apart())


def either_company(workspace: FactReader, one: str, other: str) -> tuple[Company, Company]:
    """Two companies by their ids, the one with fewer people first.

    Raises:
        CompanyNotFoundError: an id is no company's.
    """
    ids = CompanyId(one), CompanyId(other)
    found = workspace.companies_by_id(ids)
    for name in ids:
        if name not in found:
            raise CompanyNotFoundError(name)
    fewer, more = sorted((found[name] for name in ids), key=_size)
    return fewer, more


def _named(workspace: FactReader, pairs: Iterable[CompanyPair]) -> list[NamedPair]:
    told = list(pairs)
    found = workspace.companies_by_id({name for pair in told for name in pair})
    named = []
    for pair in told:
        fewer, more = sorted(
            (found.get(name) for name in pair), key=lambda company: _size(company) if company else (-1, "")
        )
        named.append(NamedPair(pair, fewer, more))
    return named


def _size(company: Company) -> tuple[int, str]:
    return company.people, company.id
