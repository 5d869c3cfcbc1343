"""The network as a page, its twin as JSON."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.deps import StateDep, ViewpointDep
from api.network_ahead import owners_of, placing
from api.page_frame import frame_of, shown
from graph.errors import NotFoundError
from graph.groups import Grouping, best_by
from referral.context import Context
from referral.network_overview import drill, overview
from schemas.network_map import NetworkMapOut
from viz.network_page import group_page, network_page

router = APIRouter(include_in_schema=False)

Group = Annotated[int | None, Query(ge=0, le=2**31)]


@router.get("/network")
async def network(
    request: Request, state: StateDep, viewpoint: ViewpointDep, by: Grouping | None = None, group: Group = None
) -> Response:
    """The map; with `group` the people of one mark of it."""

    def make(context: Context) -> str:
        state.prepared(context)
        frame, owners = frame_of(request, context, twin="/network.json"), owners_of(context)
        if group is None:
            return network_page(
                frame, overview(context.workspace, context.network, owners, context.as_of, by), placing(context.network)
            )
        wanted = by or best_by(context.network)
        opened = drill(context.workspace, context.network, owners, wanted, group)
        if opened is None:
            raise NotFoundError(
                "there is no such group in the network as it is now: choose one on the map of the network"
            )
        return group_page(replace(frame, twin=""), wanted, opened)

    return await shown(request, state, viewpoint, make)


@router.get("/network.json")
async def network_json(state: StateDep, viewpoint: ViewpointDep, by: Grouping | None = None) -> NetworkMapOut:
    """The twin of the map."""

    def work(context: Context) -> NetworkMapOut:
        found = overview(context.workspace, context.network, owners_of(context), context.as_of, by)
        return NetworkMapOut.naming(found, context.network.basis)

    return await state.answer(viewpoint, work)
