"""Paths, PageRank, betweenness, closeness and Leiden computed by Graph Data Science on the server itself.

For those who want the computation in the database, and as an oracle for our kernels. Every question estimates its
memory, makes a projection of its own, uses it and drops it; projections that a crash left behind are dropped by the
next question. Ties are undirected; where several workspaces show one, the strongest counts.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, LiteralString, cast

import numpy as np
from neo4j import Record

from graph.columns import Float64, Int64, NetworkColumns
from graph.errors import UsageError
from graph.neo4j.client import Server
from graph.neo4j.errors import NoGdsError, TooLargeError, TooManyPathsError

PREFIX = "goodword-"
LEFT_AFTER = "PT1H"
"""A projection of this age belongs to nobody any more."""
ROUNDING = 9
"""Decimals of a cost up to which two are equal."""
FEW_WAYS, MOST_PATHS = 64, 4_096
"""Paths asked for at most in search of those that are short enough: cheapest first, and shortest first."""

HAS_GDS: Final[LiteralString] = "SHOW FUNCTIONS YIELD name WHERE name = 'gds.version' RETURN count(*) AS found"
VERSION: Final[LiteralString] = "RETURN gds.version() AS version"
FREE: Final[LiteralString] = """
CALL gds.debug.sysInfo() YIELD key, value
WHERE key = 'availableHeapInBytes'
RETURN value AS free
"""
LEFT_BEHIND: Final[LiteralString] = """
CALL gds.graph.list() YIELD graphName, creationTime
WHERE graphName STARTS WITH $prefix AND creationTime < datetime() - duration($age)
RETURN graphName AS name
"""
DROP: Final[LiteralString] = "CALL gds.graph.drop($name, false) YIELD graphName RETURN graphName AS name"
ESTIMATE: Final[LiteralString] = """
CALL gds.graph.project.estimate(
  '*', '*', {nodeCount: $people, relationshipCount: $arcs, relationshipProperties: ['weight', 'steps']}
)
YIELD bytesMax, requiredMemory
RETURN bytesMax AS bytes, requiredMemory AS words
"""

PROJECT_TIES: Final[LiteralString] = """
MATCH (a:GoodwordPerson)
CALL (a) {
  OPTIONAL MATCH (a)-[t:GOODWORD_TIE]->(b:GoodwordPerson)
  RETURN b, max(t.strength) AS strength
}
WITH gds.graph.project(
  $name, a, b, {relationshipProperties: {weight: coalesce(strength, 0.0)}}, {undirectedRelationshipTypes: ['*']}
) AS made
RETURN made.nodeCount AS people
"""

# A path ends at the first member of the target group, and never passes through another source: members have one arc
# only, to a sink, and no arc leads to a source. By `steps`, fewer hops come first whatever they cost.
PROJECT_COSTS: Final[LiteralString] = """
CALL () {
  MATCH (a:GoodwordPerson) WHERE $ends[a.id] IS NULL
  CALL (a) {
    MATCH (a)-[t:GOODWORD_TIE]-(b:GoodwordPerson) WHERE $starts[b.id] IS NULL
    RETURN b, min(t.cost) AS cost
  }
  WITH a, b, cost WHERE cost IS NOT NULL
  RETURN a, b, cost + $hop AS weight
  UNION ALL
  MATCH (b:GoodwordMeta {id: 'goodword'})
  UNWIND keys($ends) AS id
  MATCH (a:GoodwordPerson {id: id})
  RETURN a, b, 0.0 AS weight
}
WITH gds.graph.project($name, a, b, {relationshipProperties: {weight: weight, steps: weight + 1e6}}) AS made
RETURN made.nodeCount AS people
"""
BEST_PATH: Final[LiteralString] = """
MATCH (one:GoodwordPerson {id: $start})
MATCH (sink:GoodwordMeta {id: 'goodword'})
CALL gds.shortestPath.dijkstra.stream($name, {sourceNode: one, targetNode: sink, relationshipWeightProperty: 'weight'})
YIELD nodeIds, totalCost
RETURN [n IN nodeIds | gds.util.asNode(n).id] AS ids, totalCost AS cost
"""
BEST_PATHS: Final[LiteralString] = """
MATCH (one:GoodwordPerson {id: $start})
MATCH (sink:GoodwordMeta {id: 'goodword'})
CALL gds.shortestPath.yens.stream(
  $name, {sourceNode: one, targetNode: sink, k: $k, relationshipWeightProperty: $by, concurrency: 1}
)
YIELD nodeIds, totalCost
RETURN [n IN nodeIds | gds.util.asNode(n).id] AS ids, totalCost AS cost
"""

PAGERANK: Final[LiteralString] = """
CALL gds.pageRank.stream(
  $name, {relationshipWeightProperty: 'weight', dampingFactor: 0.85, maxIterations: 1000, tolerance: 1e-12}
)
YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS id, score AS value
"""
BETWEENNESS: Final[LiteralString] = """
CALL gds.betweenness.stream($name, {}) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS id, score AS value
"""
CLOSENESS: Final[LiteralString] = """
CALL gds.closeness.stream($name, {useWassermanFaust: true}) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS id, score AS value
"""
LEIDEN: Final[LiteralString] = """
CALL gds.leiden.stream($name, {relationshipWeightProperty: 'weight', gamma: $gamma, randomSeed: $seed, concurrency: 1})
YIELD nodeId, communityId
RETURN gds.util.asNode(nodeId).id AS id, communityId AS value
"""
MEASURES: Mapping[str, LiteralString] = {"betweenness": BETWEENNESS, "closeness": CLOSENESS, "pagerank": PAGERANK}


@dataclass(frozen=True, slots=True)
class ServerPath:
    """One path the server found: people indexes, and its cost with the discount of every hop."""

    nodes: tuple[int, ...]
    cost: float


class GdsComputer:
    """A `Computer`: Graph Data Science on the server that `columns` were pulled from."""

    def __init__(self, server: Server, columns: NetworkColumns) -> None:
        """Look whether the server can compute.

        Raises:
            NoGdsError: the library is not there.
            EngineError: the server failed.
        """
        if not server.read(HAS_GDS)[0]["found"]:
            raise NoGdsError
        self._server, self._columns = server, columns
        self.note = f"computed on the Neo4j server by Graph Data Science {server.read(VERSION)[0]['version']}"

    def paths(
        self, starts: Sequence[int], ends: Sequence[int], *, k: int, max_hops: int, hop_cost: float
    ) -> list[tuple[int, ...]]:
        """Paths among which are the k best that `graph.paths.best_paths` defines: by Dijkstra for one, Yen for more.

        Yen knows no hop limit. The cheapest ways are asked for first; where too many of them are too long, the
        shortest, until all that are short enough are there.

        Raises:
            TooLargeError: the server lacks the memory.
            TooManyPathsError: more than `MOST_PATHS` are short enough.
        """
        named = [{self._id(v): True for v in group} for group in (starts, ends)]
        arcs = 2 * len(self._columns.ties.a) + len(ends)
        with self._projected(PROJECT_COSTS, arcs, starts=named[0], ends=named[1], hop=hop_cost) as name:
            return [way.nodes for v in starts for way in self._ways(name, self._id(v), k, max_hops)]

    def centrality(self, name: str) -> Float64:
        """PageRank by strength, or betweenness or closeness by hops, exact, scaled as NetworkX scales them.

        Raises:
            UsageError: another measure.
            TooLargeError: the server lacks the memory.
        """
        if name not in MEASURES:
            raise UsageError(f"{name} is not computed on the server; there are: {', '.join(sorted(MEASURES))}")
        n = len(self._columns.people.id)
        with self._projected(PROJECT_TIES, 2 * len(self._columns.ties.a)) as graph:
            values = self._by_person(self._server.read(MEASURES[name], name=graph))
        if name == "pagerank":
            return cast("Float64", values / (values.sum() or 1.0))
        return values * (2.0 / ((n - 1) * (n - 2)) if n > 2 else 0.0) if name == "betweenness" else values

    def communities(self, *, seed: int, resolution: float) -> Int64:
        """The Leiden community of each person by strength; numbers mean nothing.

        GDS scales gamma by the weight of the graph as modularity does.

        Raises:
            TooLargeError: the server lacks the memory.
        """
        with self._projected(PROJECT_TIES, 2 * len(self._columns.ties.a)) as graph:
            found = self._server.read(LEIDEN, name=graph, gamma=resolution, seed=seed)
        return self._by_person(found).astype(np.int64)

    def _id(self, person: int) -> str:
        return bytes(self._columns.people.id[person]).decode()

    def _indexes(self, ids: Sequence[str]) -> Int64:
        return np.searchsorted(self._columns.people.id, np.array(ids, dtype="S17"))

    def _by_person(self, rows: Sequence[Record]) -> Float64:
        values = np.zeros(len(self._columns.people.id))
        at = self._indexes([cast("str", row["id"]) for row in rows])
        values[at] = [cast("float", row["value"]) for row in rows]
        return values

    def _ways(self, name: str, start: str, k: int, max_hops: int) -> list[ServerPath]:
        if k == 1 and (best := self._asked(BEST_PATH, name, start)) and len(best[0].nodes) <= max_hops + 1:
            return best
        asked = k + 1
        while asked <= max(FEW_WAYS, k + 1):
            found = self._asked(BEST_PATHS, name, start, k=asked, by="weight")
            short = [way for way in found if len(way.nodes) <= max_hops + 1]
            if len(found) < asked or (len(short) >= k and _dearer(found[-1], short[k - 1])):
                return short
            asked *= 4
        while asked <= MOST_PATHS:
            found = self._asked(BEST_PATHS, name, start, k=asked, by="steps")
            short = [way for way in found if len(way.nodes) <= max_hops + 1]
            if len(short) < asked:
                return short
            asked *= 4
        raise TooManyPathsError(MOST_PATHS)

    def _asked(self, text: LiteralString, name: str, start: str, **more: object) -> list[ServerPath]:
        rows = self._server.read(text, name=name, start=start, **more)
        found = [ServerPath(self._nodes(cast("list[str]", row["ids"])), cast("float", row["cost"])) for row in rows]
        return sorted(found, key=lambda way: way.cost)

    def _nodes(self, ids: list[str]) -> tuple[int, ...]:
        return tuple(self._indexes(ids[:-1]).tolist())

    @contextmanager
    def _projected(self, text: LiteralString, arcs: int, **parameters: object) -> Iterator[str]:
        """The name of a projection, made for this question and dropped after it."""
        self._make_room(arcs)
        name = PREFIX + secrets.token_hex(8)
        try:
            self._server.read(text, name=name, **parameters)
            yield name
        finally:
            self._server.read(DROP, name=name)

    def _make_room(self, arcs: int) -> None:
        for row in self._server.read(LEFT_BEHIND, prefix=PREFIX, age=LEFT_AFTER):
            self._server.read(DROP, name=row["name"])
        needed = self._server.read(ESTIMATE, people=len(self._columns.people.id) + 1, arcs=arcs)[0]
        if cast("int", needed["bytes"]) > cast("int", self._server.read(FREE)[0]["free"]):
            raise TooLargeError(cast("str", needed["words"]))


def _dearer(one: ServerPath, other: ServerPath) -> bool:
    return round(one.cost, ROUNDING) > round(other.cost, ROUNDING)
