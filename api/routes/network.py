"""`/centrality`, `/communities`, `/graph`: the network as a whole."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.deps import StateDep, Tagged, ViewpointDep, large_json
from api.problems import RESPONSES
from graph.centrality import ranking
from graph.communities import communities
from graph.errors import UsageError
from graph.export import node_link
from graph.measures import MEASURES
from referral.context import Context
from referral.viewpoint import MOST_WHOLE
from schemas.network import CentralityOut, CommunitiesOut, GraphOut

router = APIRouter(tags=["network"], responses=RESPONSES, dependencies=[Tagged])

Seed = Annotated[int, Query(ge=0, le=MOST_WHOLE)]
MOST_NODES = 20_000
"""People whose graph is sent in one answer; above it the command line writes a file."""
Measure = StrEnum("Measure", {name.upper(): name for name in sorted(MEASURES)})  # type: ignore[misc]


@router.get("/centrality", operation_id="listCentrality", response_model=CentralityOut)
async def list_centrality(
    response: Response,
    state: StateDep,
    viewpoint: ViewpointDep,
    by: Measure = Measure.PAGERANK,  # type: ignore[attr-defined]
    company: str | None = None,
    top: Annotated[int, Query(ge=1, le=1000)] = 20,
    seed: Seed = 0,
) -> Response:
    """The most central people, of all or at one company."""

    def work(context: Context) -> CentralityOut:
        where = context.workspace.company(company).id if company else None
        found = ranking(context.network, str(by), company=where, top=top, seed=seed)
        people = context.workspace.people_shown([r.person for r in found.rows])
        return CentralityOut.naming(str(by), found, people, context.network.basis)

    return await large_json(state, viewpoint, work, response.headers["ETag"])


@router.get("/communities", operation_id="listCommunities", response_model=CommunitiesOut)
async def list_communities(
    response: Response,
    state: StateDep,
    viewpoint: ViewpointDep,
    top: Annotated[int, Query(ge=1, le=1000)] = 20,
    seed: Seed = 0,
) -> Response:
    """The groups the network falls into."""

    def work(context: Context) -> CommunitiesOut:
        found = communities(context.network, seed=seed)
        people = context.workspace.people_shown([m for g in found.groups[:top] for m in g.central])
        return CommunitiesOut.naming(found, top, people, context.network.basis)

    return await large_json(state, viewpoint, work, response.headers["ETag"])


@router.get("/graph", operation_id="getGraph", response_model=GraphOut)
async def get_graph(response: Response, state: StateDep, viewpoint: ViewpointDep) -> Response:
    """The whole graph as NetworkX node-link data; refused above 20,000 people."""

    def work(context: Context) -> GraphOut:
        columns = context.network.columns
        if len(columns.people.id) > MOST_NODES:
            raise UsageError(f"the graph has more than {MOST_NODES} people: write it to a file instead")
        people = context.workspace.people_shown([i.decode() for i in columns.people.id.tolist()])
        companies = context.workspace.companies_by_id([i.decode() for i in columns.companies.id.tolist()])
        return GraphOut.model_validate(node_link(columns, people, companies, basis=context.network.basis))

    return await large_json(state, viewpoint, work, response.headers["ETag"])
