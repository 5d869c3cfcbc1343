"""The network at a glance as JSON: groups, links between them, dormant ties, targets and the most central people."""

import datetime as dt
from typing import Self

from pydantic import Field

from graph.model import Basis
from referral.network_overview import Overview
from schemas.base import BasisOut, CompanyOut, PersonOut, Wire


class GroupOut(Wire):
    """A group. `level`: your ties there, 0 none, 1 to 3 the weaker to the stronger third of groups."""

    number: int = Field(description="To ask for its people by: /network?group=NUMBER.")
    name: str
    size: int
    known: int = Field(description="How many of them you are tied to.")
    level: int


class DormantTieOut(Wire):
    """A tie silent for between half a year and five years."""

    person: PersonOut
    messages: int
    last: dt.date


class CoverageOut(Wire):
    """A company you applied to or follow. `there`: known of; `direct`: tied to you.

    `near`, `far`: over one introduction, over two.
    """

    company: CompanyOut
    there: int
    direct: int
    near: int
    far: int


class CentralityRowOut(Wire):
    """A person and the measures of the table."""

    person: PersonOut
    values: dict[str, float]


class NetworkMapOut(Wire):
    """The page of the network as data; places are for the picture alone."""

    by: str = Field(description="community or employer")
    people: int
    ties: int
    rest: int = Field(description="People in no group that is listed.")
    groups: list[GroupOut]
    links: list[tuple[int, int, float]] = Field(description="Places of two groups in the list, strength in sum.")
    dormant: list[DormantTieOut]
    covered: list[CoverageOut]
    central: list[CentralityRowOut]
    notes: list[str]
    basis: BasisOut

    @classmethod
    def naming(cls, found: Overview, basis: Basis) -> Self:
        """An overview and the graph it rests on."""
        return cls(
            by=found.by.value,
            people=found.people,
            ties=found.ties,
            rest=found.rest,
            groups=[GroupOut.of(g) for g in found.groups],
            links=list(found.links),
            dormant=[DormantTieOut.of(d) for d in found.dormant],
            covered=[CoverageOut.of(c) for c in found.covered],
            central=[CentralityRowOut.of(c) for c in found.central],
            notes=list(found.notes),
            basis=BasisOut.of(basis),
        )
