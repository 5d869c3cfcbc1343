"""Removing from the server everything that Goodword wrote, or what one workspace showed."""

from __future__ import annotations

import secrets
from typing import cast

from graph.neo4j import schema
from graph.neo4j.client import Server
from graph.neo4j.errors import TakenOverError
from graph.neo4j.listing import withdrawn
from graph.neo4j.progress import Progress, no_progress
from graph.neo4j.push import PushResult, check_schema, push


def drop(server: Server) -> None:
    """Remove every node, relationship, constraint and index of ours, and nothing else; in batches, so it fits any heap.

    Pushes under way lose their turn first. Broken off, it is completed by running it again.

    Raises:
        NewerSchemaError: a newer Goodword wrote there.
        EngineError: the server failed; the rest is still there.
    """
    check_schema(server)
    server.write((schema.UNFINISH_ALL, {"token": secrets.token_hex(8)}))
    for text in (schema.DROP_TIES, schema.DROP_PEOPLE, schema.DROP_COMPANIES, schema.DROP_GONE):
        server.alone(text)
    server.write((schema.DROP_WORKSPACES, {}), (schema.DROP_META, {}))
    for text in schema.TEAR_DOWN:
        server.alone(text)


def drop_workspace(server: Server, workspace: str, *, progress: Progress = no_progress) -> PushResult | None:
    """Withdraw all that one workspace showed; what others show too stays. None when it showed nothing.

    Raises:
        EngineError: the server failed; running it again goes on.
    """
    if not server.read(schema.WORKSPACE, workspace=workspace):
        return None
    done = push(server, workspace, withdrawn(), progress=progress)
    token = cast("str", server.read(schema.WORKSPACE, workspace=workspace)[0]["token"])
    found = server.write((schema.DROP_WORKSPACE, {"workspace": workspace, "token": token}))[0]
    if not found:
        raise TakenOverError(workspace)
    return PushResult(done.written, done.removed, cast("int", found[0]["generation"]), done.token)
