"""`/centrality`, `/communities`, `/graph`: the network as a whole."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.deps import StateDep, Tagged, ViewpointDep
from api.problems import RESPONSES
from api.schemas import BasisOut, PersonOut
from graph.centrality import MEASURES, ranking
from graph.communities import communities
from graph.errors import UsageError
from graph.export import node_link
from referral.context import Context

router = APIRouter(tags=["network"], responses=RESPONSES, dependencies=[Tagged])

MOST_NODES = 20_000
Measure = StrEnum("Measure", {name.upper(): name for name in sorted(MEASURES)})  # type: ignore[misc]


class CentralPerson(BaseModel):
    """A person and the value of the measure. `margin`: with 95 % no value is farther off; null where it is exact."""

    rank: int
    person: PersonOut
    value: float
    margin: float | None


class CentralityOut(BaseModel):
    """A ranking by a measure. `error`: with 95 % nobody's value is farther off; null where it is exact."""

    measure: str
    error: float | None
    notes: list[str]
    people: list[CentralPerson]
    basis: BasisOut


class CommunityOut(BaseModel):
    """A group: how many people, and those most central in it."""

    people: int
    central: list[PersonOut]


class CommunitiesOut(BaseModel):
    """The groups of two and more, largest first."""

    modularity: float | None
    notes: list[str]
    communities: list[CommunityOut]
    total: int = Field(description="How many groups there are.")
    basis: BasisOut


class NodeOut(BaseModel):
    """A person or a company."""

    id: str
    kind: str
    name: str
    slug: str | None
    company: str | None
    owner: bool


class EdgeOut(BaseModel):
    """A tie, or a current employment, which has no strength."""

    source: str
    target: str
    kind: str
    strength: float | None
    cost: float | None
    classes: list[str]
    shown_by: list[str]
    messages: int | None


class GraphOut(BaseModel):
    """NetworkX node-link data with the key `edges`."""

    directed: bool
    multigraph: bool
    graph: dict[str, str | int] = Field(description="Which engine and which generation it rests on.")
    nodes: list[NodeOut]
    edges: list[EdgeOut]


@router.get("/centrality", operation_id="listCentrality")
async def list_centrality(
    state: StateDep,
    viewpoint: ViewpointDep,
    by: Measure = Measure.PAGERANK,  # type: ignore[attr-defined]
    company: str | None = None,
    top: Annotated[int, Query(ge=1, le=1000)] = 20,
    seed: int = 0,
) -> CentralityOut:
    """The most central people, of all or at one company."""

    def work(context: Context) -> CentralityOut:
        where = context.workspace.company(company).id if company else None
        found = ranking(context.network, str(by), company=where, top=top, seed=seed)
        people = context.workspace.people_by_id([r.person for r in found.rows])
        rows = [
            CentralPerson(rank=r.rank, person=PersonOut.of(people[r.person]), value=r.value, margin=r.margin)
            for r in found.rows
        ]
        basis = BasisOut.of(context.network.basis)
        return CentralityOut(measure=str(by), error=found.error, notes=list(found.notes), people=rows, basis=basis)

    return await state.answer(viewpoint, work)


@router.get("/communities", operation_id="listCommunities")
async def list_communities(
    state: StateDep, viewpoint: ViewpointDep, top: Annotated[int, Query(ge=1, le=1000)] = 20, seed: int = 0
) -> CommunitiesOut:
    """The groups the network falls into."""

    def work(context: Context) -> CommunitiesOut:
        found = communities(context.network, seed=seed)
        shown = found.groups[:top]
        people = context.workspace.people_by_id([m for g in shown for m in g.central])
        groups = [CommunityOut(people=g.size, central=[PersonOut.of(people[m]) for m in g.central]) for g in shown]
        return CommunitiesOut(
            modularity=found.modularity,
            notes=list(found.notes),
            communities=groups,
            total=len(found.groups),
            basis=BasisOut.of(context.network.basis),
        )

    return await state.answer(viewpoint, work)


@router.get("/graph", operation_id="getGraph")
async def get_graph(state: StateDep, viewpoint: ViewpointDep) -> GraphOut:
    """The whole graph as NetworkX node-link data; above 20,000 people use `goodword graph export`."""

    def work(context: Context) -> GraphOut:
        columns = context.network.columns
        if len(columns.people.id) > MOST_NODES:
            raise UsageError(f"the graph has more than {MOST_NODES} people: use 'goodword graph export'")
        people = context.workspace.people_by_id([i.decode() for i in columns.people.id.tolist()])
        companies = context.workspace.companies_by_id([i.decode() for i in columns.companies.id.tolist()])
        return GraphOut.model_validate(node_link(columns, people, companies, basis=context.network.basis))

    return await state.answer(viewpoint, work)
