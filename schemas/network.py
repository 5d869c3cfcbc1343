"""The network as a whole: who is central, the groups it falls into, and all of it for other tools."""

from collections.abc import Mapping
from typing import Self

from pydantic import Field

from graph.centrality import Ranking
from graph.communities import Communities
from graph.model import Basis, Person
from schemas.base import BasisOut, PersonOut, Wire


class CentralPerson(Wire):
    """A person and the value of the measure. `margin`: with 95 % no value is farther off; null where it is exact."""

    rank: int
    person: PersonOut
    value: float
    margin: float | None


class CentralityOut(Wire):
    """A ranking by a measure. `error`: with 95 % nobody's value is farther off; null where it is exact."""

    measure: str
    error: float | None
    notes: list[str]
    people: list[CentralPerson]
    basis: BasisOut

    @classmethod
    def naming(cls, measure: str, found: Ranking, people: Mapping[str, Person], basis: Basis) -> Self:
        """A ranking of ids, with the people they are."""
        rows = [
            CentralPerson(rank=r.rank, person=PersonOut.of(people[r.person]), value=r.value, margin=r.margin)
            for r in found.rows
        ]
        return cls(measure=measure, error=found.error, notes=list(found.notes), people=rows, basis=BasisOut.of(basis))


class CommunityOut(Wire):
    """A group: how many people, and those most central in it."""

    people: int
    central: list[PersonOut]


class CommunitiesOut(Wire):
    """The groups of two and more, largest first."""

    modularity: float | None
    notes: list[str]
    communities: list[CommunityOut]
    total: int = Field(description="How many groups there are.")
    basis: BasisOut

    @classmethod
    def naming(cls, found: Communities, top: int, people: Mapping[str, Person], basis: Basis) -> Self:
        """The `top` largest groups, with the people their ids are."""
        groups = [
            CommunityOut(people=g.size, central=[PersonOut.of(people[m]) for m in g.central])
            for g in found.groups[:top]
        ]
        return cls(
            modularity=found.modularity,
            notes=list(found.notes),
            communities=groups,
            total=len(found.groups),
            basis=BasisOut.of(basis),
        )


class NodeOut(Wire):
    """A person or a company."""

    id: str
    kind: str
    name: str
    slug: str | None
    company: str | None
    owner: bool


class EdgeOut(Wire):
    """A tie, or a current employment, which has no strength."""

    source: str
    target: str
    kind: str
    strength: float | None
    cost: float | None
    classes: list[str]
    shown_by: list[str]
    messages: int | None


class GraphOut(Wire):
    """NetworkX node-link data with the key `edges`."""

    directed: bool
    multigraph: bool
    graph: dict[str, str | int] = Field(description="Which engine and which generation it rests on.")
    nodes: list[NodeOut]
    edges: list[EdgeOut]
