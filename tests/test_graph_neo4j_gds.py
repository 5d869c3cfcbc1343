"""Graph Data Science on a real server: an oracle for our kernels, and what `--on-server` answers with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from neo4j_helpers import ask, listing
from neo4j_server import RealServer
from strategies import random_network

from cli.main import app
from graph.centrality import measure
from graph.columns import no_pairs
from graph.communities import communities, modularity
from graph.errors import UsageError
from graph.neo4j import gds
from graph.neo4j.client import Server
from graph.neo4j.drop import drop
from graph.neo4j.errors import NoGdsError, TooLargeError, TooManyPathsError
from graph.neo4j.gds import GdsComputer
from graph.neo4j.push import push
from graph.network import Network
from graph.paths import FoundPath, best_paths
from synthetic import PoolTruth, make_pool

pytestmark = [pytest.mark.neo4j, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def server(neo4j_real: RealServer) -> Iterator[Server]:
    with Server(neo4j_real.address) as opened:
        drop(opened)
        yield opened
        drop(opened)


def homes(server: Server, seed: int, people: int, ties: int) -> tuple[Network, Network]:
    """One graph twice: for our kernels, and for the server to compute on. Several ties have one strength."""
    drop(server)
    columns = random_network(np.random.default_rng(seed), people, ties, companies=5)
    columns.ties.strength[::3] = 0.12
    push(server, "one", listing(columns))
    here, there = (Network.of(columns, no_pairs()) for _ in range(2))
    there.computer = GdsComputer(server, columns)
    return here, there


@pytest.fixture
def both(server: Server) -> tuple[Network, Network]:
    return homes(server, 31, 70, 190)


def same(one: list[FoundPath], other: list[FoundPath]) -> None:
    assert [p.nodes for p in one] == [p.nodes for p in other]
    assert [p.cost for p in one] == pytest.approx([p.cost for p in other], rel=1e-12)


@pytest.mark.parametrize(("k", "max_hops"), [(1, 3), (1, 1), (5, 3), (5, 2), (12, None)])
def test_paths_to_companies_are_ours(both: tuple[Network, Network], k: int, max_hops: int | None) -> None:
    here, there = both
    found = 0
    for source in (0, 11, 40):
        for company in range(3):
            ends = np.setdiff1d(here.members(company), [source]).tolist()
            ours = best_paths(here, [source], ends, k=k, max_hops=max_hops)
            same(ours, best_paths(there, [source], ends, k=k, max_hops=max_hops))
            found += len(ours)
    assert found


def test_paths_of_several_sources_to_a_person_are_ours(both: tuple[Network, Network]) -> None:
    here, there = both
    for target in (3, 50, 69):
        same(best_paths(here, [0, 7, 20], [target], k=6), best_paths(there, [0, 7, 20], [target], k=6))


def test_a_path_ends_at_its_first_member_and_is_simple(both: tuple[Network, Network]) -> None:
    _, there = both
    ends = set(there.members(1).tolist()) - {0}
    for path in best_paths(there, [0], ends, k=12):
        assert not ends & set(path.nodes[:-1])
        assert len(set(path.nodes)) == len(path.nodes)
        assert all(there.tie(a, b) == t for (a, b), t in zip(pairwise(path.nodes), path.ties, strict=True))


@pytest.mark.parametrize("name", sorted(gds.MEASURES))
@pytest.mark.parametrize(("seed", "people", "ties"), [(31, 70, 190), (32, 50, 60), (33, 3, 2)])
def test_measures_are_ours(server: Server, name: str, seed: int, people: int, ties: int) -> None:
    here, there = homes(server, seed, people, ties)
    ours, theirs = measure(here, name), measure(there, name)
    np.testing.assert_allclose(theirs.values, ours.values, rtol=1e-6 if name == "pagerank" else 1e-9, atol=1e-12)
    assert "computed on the Neo4j server by Graph Data Science 2" in theirs.notes[-1]


def test_leiden_groups_are_as_good_as_ours_and_repeat(server: Server) -> None:
    here, there = homes(server, 34, 120, 260)
    ours, theirs = communities(here, seed=3), communities(there, seed=3)
    assert ours.modularity is not None
    assert theirs.modularity == pytest.approx(ours.modularity, abs=0.05)
    assert modularity(here.graph, theirs.labels) == theirs.modularity
    np.testing.assert_array_equal(communities(there, seed=3).labels, theirs.labels)
    assert "Graph Data Science" in theirs.notes[-1]


def test_the_strongest_of_several_showings_counts(server: Server) -> None:
    drop(server)
    columns = random_network(np.random.default_rng(35), 40, 80, companies=4)
    push(server, "weak", listing(columns))
    columns.ties.strength[:] = np.minimum(columns.ties.strength * 1.5, 1.0)
    push(server, "strong", listing(columns))
    here, there = Network.of(columns, no_pairs()), Network.of(columns, no_pairs())
    there.computer = GdsComputer(server, columns)
    ends = np.setdiff1d(here.members(0), [5]).tolist()
    same(best_paths(here, [5], ends, k=4), best_paths(there, [5], ends, k=4))
    np.testing.assert_allclose(measure(there, "pagerank").values, measure(here, "pagerank").values, rtol=1e-6)


def test_nothing_is_left_behind(server: Server, both: tuple[Network, Network], monkeypatch: pytest.MonkeyPatch) -> None:
    left = "CALL gds.graph.list() YIELD graphName RETURN graphName ORDER BY graphName"
    make = "MATCH (a:GoodwordPerson) WITH gds.graph.project($name, a, null) AS made RETURN made.nodeCount"
    assert ask(server, left) == []
    ask(server, make, name="goodword-crashed")
    ask(server, make, name="somebody else's")
    measure(both[1], "pagerank")
    assert ask(server, left) == [["goodword-crashed"], ["somebody else's"]]
    monkeypatch.setattr(gds, "LEFT_AFTER", "PT0S")
    monkeypatch.setattr(gds, "MEASURES", {"pagerank": "RETURN 1 / 0 AS id"})
    with pytest.raises(Exception, match="refused a query"):
        measure(both[1], "pagerank")
    assert ask(server, left) == [["somebody else's"]]
    ask(server, gds.DROP, name="somebody else's")


def test_what_the_server_cannot_do_is_said(
    server: Server, both: tuple[Network, Network], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = both
    with pytest.raises(UsageError, match="no disjoint paths"):
        best_paths(there, [0], [9], disjoint=True)
    with pytest.raises(UsageError, match="not computed on the server; there are: betweenness"):
        measure(there, "constraint")
    with pytest.raises(UsageError, match="not of one company"):
        measure(there, "pagerank", company=0)
    monkeypatch.setattr(gds, "FEW_WAYS", 2)
    monkeypatch.setattr(gds, "MOST_PATHS", 8)
    far = next(v for v in range(1, 70) if here.tie(0, v) < 0 and len(best_paths(here, [0], [v], k=40)) == 40)
    with pytest.raises(TooManyPathsError, match="fewer hops"):
        best_paths(there, [0], [far], k=3, max_hops=1)
    monkeypatch.setattr(gds, "FREE", "RETURN 1 AS free")
    with pytest.raises(TooLargeError, match="more than it has free"):
        measure(there, "pagerank")
    monkeypatch.setattr(gds, "HAS_GDS", "RETURN 0 AS found")
    with pytest.raises(NoGdsError, match="no Graph Data Science"):
        GdsComputer(server, there.columns)


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> PoolTruth:
    return make_pool(tmp_path_factory.mktemp("pool"), seed=9)


def test_the_command_line_asks_there(
    server: Server, neo4j_real: RealServer, pool: PoolTruth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(server)
    address = neo4j_real.address
    for name, value in (("URI", address.uri), ("USER", address.user), ("PASSWORD", address.password)):
        monkeypatch.setenv(f"GOODWORD_NEO4J_{name}", value)

    def run(*words: str) -> Any:
        result = CliRunner().invoke(app, ["--workspace", str(tmp_path / "w.sqlite"), "--format", "json", *words])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    run("import", *map(str, pool.archives))
    run("neo4j", "push")
    for words in (("paths", pool.indirect_company, "-k", "4"), ("central", "--by", "betweenness"), ("communities",)):
        ours, theirs = run(*words), run("--engine", "neo4j", *words, "--on-server")
        assert any("Graph Data Science" in str(note) for note in theirs["notes"])
        if words[0] == "paths":
            assert theirs["paths"] == ours["paths"]
        if words[0] == "central":
            assert [p["person"]["id"] for p in theirs["people"]] == [p["person"]["id"] for p in ours["people"]]
    refused = CliRunner().invoke(app, ["--workspace", str(tmp_path / "w.sqlite"), "central", "--on-server"])
    assert refused.exit_code == 2
    assert "--engine neo4j" in refused.output
