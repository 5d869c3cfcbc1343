"""The graph on the server as this program's own: pulled once, kept beside the workspace, refreshed by what changed.

The server is the shared, durable home; the answers come from the same kernels as for a local graph, because they take
milliseconds where the server takes seconds (docs/decisions/0007-neo4j-feeds-the-engine.md).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import cast

import numpy as np

from graph.columns import Bool, Bytes, Int32, PairColumns, no_pairs
from graph.engine.csr import TieGraph
from graph.engine.snapshot import Stamp, read, write
from graph.neo4j.client import Address, Server
from graph.neo4j.errors import OwnersNotOnServerError
from graph.neo4j.gds import GdsComputer
from graph.neo4j.progress import Progress, no_progress
from graph.neo4j.pull import Moment, PulledGraph, moment, pull
from graph.neo4j.shared_workspace import SharedWorkspace
from graph.network import Network, load
from graph.private_files import write_private
from graph.stores.workspace import Workspace

ENGINE = "neo4j"
FORM = "neo4j 1"


@dataclass(frozen=True, slots=True)
class Neo4jHome:
    """A `Home`: the graph of all workspaces on one server, asked beside one of them.

    `on_server`: paths, measures and communities are computed there, not by the engine.
    """

    server: Server
    workspace: SharedWorkspace
    on_server: bool = False

    @classmethod
    def at(cls, address: Address, path: Path, *, on_server: bool = False) -> Neo4jHome:
        """The graph on the server at `address`, for the existing workspace at `path`.

        Raises:
            WorkspaceError: the workspace cannot be used.
        """
        server = Server(address)
        try:
            return cls(server, SharedWorkspace.beside(path, server), on_server)
        except BaseException:
            server.close()
            raise

    def version(self) -> str:
        """The generations of the workspace and of the graph there."""
        return f"{self.workspace.generation()} {moment(self.server).generation}"

    def load(self, *, until: int | None, held: Network | None = None) -> Network:  # noqa: ARG002  (the protocol's)
        """The graph kept beside the workspace, brought up to date."""
        network = load_from_neo4j(self.server, self.workspace, until=until)
        network.computer = GdsComputer(self.server, network.columns) if self.on_server else None
        return network

    def close(self) -> None:
        """Close both."""
        self.workspace.close()
        self.server.close()


@dataclass(frozen=True, slots=True, eq=False)
class KeptGraph:
    """A pulled graph, and the engine's graph built from it."""

    pulled: PulledGraph
    graph: TieGraph


def snapshot_of(workspace: Path, server: Server) -> Path:
    """Where the graph of a server is kept beside a workspace."""
    address = server.address
    name = hashlib.blake2b(f"{address.uri} {address.database}".encode(), digest_size=4).hexdigest()
    return workspace.with_name(f"{workspace.name}.neo4j-{name}.graph")


def load_from_neo4j(
    server: Server, workspace: Workspace, *, until: int | None, progress: Progress = no_progress
) -> Network:
    """The graph on the server, with what passed between pairs as this workspace knows it.

    Args:
        server: an open server.
        workspace: whose question it is; the texts and counts of contacts never leave it.
        until: for those counts, as in `graph.network.load`. The graph itself is as it was pushed.
        progress: told after every slice pulled.

    Raises:
        NothingPushedError: the server holds no graph.
        OwnersNotOnServerError: it holds one, but without any owner of this workspace.
        EngineError: the server failed.
    """
    kept = refreshed(server, snapshot_of(workspace.path, server), progress=progress)
    columns, now = kept.pulled.columns, kept.pulled.moment
    local = load(workspace, until=until)
    owners = local.columns.people.id[local.columns.owners]
    if len(owners) and not np.isin(owners, columns.people.id).any():
        raise OwnersNotOnServerError
    pairs = renumbered(local.pairs, local.columns.people.id, columns.people.id)
    return Network(columns, pairs, kept.graph, ENGINE, now.generation, _notes(now))


def _notes(now: Moment) -> tuple[str, ...]:
    if not now.unfinished:
        return ()
    names = ", ".join(now.unfinished)
    return (f"the push of workspace {names} is not finished: the answer rests on what has arrived of it",)


def refreshed(server: Server, path: Path, *, progress: Progress = no_progress) -> KeptGraph:
    """The graph on the server now, from what is kept in `path` and what changed since; kept there for the next time."""
    held = _held(path)
    pulled = pull(server, held.pulled if held else None, progress=progress)
    if held is not None and pulled.columns is held.pulled.columns:
        return replace(held, pulled=pulled)
    graph = TieGraph.from_columns(pulled.columns)
    _keep(path, pulled, graph)
    return KeptGraph(pulled, graph)


def _stamp(text: str, generation: int) -> Stamp:
    digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    return Stamp(generation=generation, until=None, recipe=f"{FORM} {digest}")


def _keep(path: Path, pulled: PulledGraph, graph: TieGraph) -> None:
    """The arrays in one file, the moment in another; a pair that does not match is not read."""
    text = json.dumps(asdict(pulled.moment), sort_keys=True)
    if write(path, _stamp(text, pulled.moment.generation), pulled.columns, no_pairs(), graph):
        write_private(path.with_suffix(".json"), text)


def _held(path: Path) -> KeptGraph | None:
    try:
        text = path.with_suffix(".json").read_text(encoding="utf-8")
        told = cast("dict[str, object]", json.loads(text))
        when = _moment(told)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    found = read(path, _stamp(text, when.generation))
    return KeptGraph(PulledGraph(found[0], when), found[2]) if found else None


def _moment(told: dict[str, object]) -> Moment:
    turns = cast("list[tuple[str, str, int]]", told["turns"])
    return Moment(
        uuid=cast("str", told["uuid"]),
        generation=cast("int", told["generation"]),
        since=cast("int", told["since"]),
        unfinished=tuple(cast("list[str]", told["unfinished"])),
        owners=tuple(cast("list[str]", told["owners"])),
        turns=tuple((name, state, turn) for name, state, turn in turns),
    )


def renumbered(pairs: PairColumns, here: Bytes, there: Bytes) -> PairColumns:
    """Pairs by other numbers of the same people; those with somebody unknown there are left out. O(people + pairs).

    Both numberings follow the ids, so order is kept.
    """
    if len(here) == len(there) and bool(np.array_equal(here, there)):
        return pairs
    at = np.searchsorted(there, here).astype(np.int32)
    known: Bool = np.zeros(len(here), dtype=np.bool_)
    inside = at < len(there)
    known[inside] = there[at[inside]] == here[inside]
    use = known[pairs.a] & known[pairs.b]
    cut = {f.name: getattr(pairs, f.name)[use] for f in fields(PairColumns)}
    ends: dict[str, Int32] = {"a": at[cut["a"]], "b": at[cut["b"]]}
    return PairColumns(**{**cut, **ends})
