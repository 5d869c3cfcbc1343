"""The NetworkX backend: every function claimed gives what NetworkX gives, on small random graphs and on odd ones."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import network

from graph.engine.backend import BackendInterface
from graph.engine.backend_info import FUNCTIONS, get_info
from graph.engine.csr import TieGraph
from graph.engine.nxapi import groups
from graph.engine.nxapi.convert import convert_from_nx, convert_to_nx
from graph.engine.nxapi.distances import dependencies
from graph.engine.nxapi.groups import leiden, part_of
from graph.engine.search import people
from graph.engine.warm import warm

Numbers = Mapping[object, float]


@pytest.fixture(autouse=True, scope="module")
def converted_graphs_are_not_kept() -> Iterator[None]:
    with nx.config(cache_converted_graphs=False):
        yield


@st.composite
def graphs(draw: st.DrawFn, *, loops: bool = False, positive: bool = False) -> nx.Graph[object]:
    n = draw(st.integers(0, 8))
    labels = draw(st.permutations([f"node {i}" for i in range(n)]))
    pairs = [(a, b) for a, b in itertools.combinations_with_replacement(labels, 2) if loops or a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    values = st.sampled_from([0.25, 0.5, 1.0, 1.0, 2.0, 3.5] if positive else [0.0, 0.25, 0.5, 1.0, 1.0, 2.0])
    graph: nx.Graph[object] = nx.Graph()
    graph.add_nodes_from(labels)
    for a, b in chosen:
        graph.add_edge(a, b, w=draw(values))
    return graph


def same(ours: object, theirs: object) -> None:
    mine, other = cast("Numbers", ours), cast("Numbers", theirs)
    assert list(mine) == list(other)
    for key in other:
        assert mine[key] == pytest.approx(other[key], rel=1e-8, abs=1e-12, nan_ok=True)
        assert type(mine[key]) in (int, float)


def no_zero(graph: nx.Graph[object]) -> bool:
    return all(data["w"] > 0 for _, _, data in graph.edges(data=True))


def outcome(call: Callable[[], object]) -> object:
    try:
        return call()
    except (nx.NetworkXException, ValueError, ZeroDivisionError) as error:
        return type(error)


def agree(function: Callable[..., object], graph: nx.Graph[object], **options: object) -> None:
    theirs = outcome(lambda: function(graph, **options))
    ours = outcome(lambda: function(graph, backend="goodword", **options))
    if isinstance(theirs, Mapping):
        same(ours, theirs)
    else:
        assert ours == theirs


@given(graphs(loops=True), st.sampled_from([None, "w"]))
def test_spectral_measures(graph: nx.Graph[object], weight: str | None) -> None:
    agree(nx.pagerank, graph, weight=weight, tol=1e-12, max_iter=500)
    first = next(iter(graph), None)
    if first is not None:
        agree(nx.pagerank, graph, weight=weight, personalization={first: 2.0}, tol=1e-12, max_iter=500)
        agree(nx.katz_centrality, graph, alpha=0.03, beta=dict.fromkeys(graph, 0.5), weight=weight, tol=1e-12)
    agree(nx.katz_centrality, graph, alpha=0.03, weight=weight, tol=1e-12)
    agree(nx.eigenvector_centrality, graph, weight=weight, max_iter=3000, tol=1e-10)


@given(graphs(loops=True, positive=True), st.sampled_from([None, "w"]))
def test_distance_measures(graph: nx.Graph[object], weight: str | None) -> None:
    agree(nx.closeness_centrality, graph, distance=weight)
    agree(nx.closeness_centrality, graph, distance=weight, wf_improved=False)
    harmonic = nx.harmonic_centrality(graph, distance=weight, backend="goodword")
    assert dict(harmonic) == pytest.approx(dict(nx.harmonic_centrality(graph, distance=weight)))
    for options in ({}, {"normalized": False}, {"endpoints": True}):
        agree(nx.betweenness_centrality, graph, weight=weight, **options)
    if len(graph) > 2:
        agree(nx.betweenness_centrality, graph, weight=weight, k=2, seed=5)
        some = list(graph)[:2]
        for ends, starts in ((some, None), (None, some), (some, some[:1])):
            theirs = nx.harmonic_centrality(graph, nbunch=ends, distance=weight, sources=starts)
            ours = nx.harmonic_centrality(graph, nbunch=ends, distance=weight, sources=starts, backend="goodword")
            assert dict(ours) == pytest.approx(dict(theirs))
        assert nx.closeness_centrality(graph, some[0], backend="goodword") == pytest.approx(
            nx.closeness_centrality(graph, some[0])
        )


@given(graphs(positive=True), st.sampled_from([None, "w"]))
def test_burts_measures(graph: nx.Graph[object], weight: str | None) -> None:
    with np.errstate(all="ignore"):
        agree(nx.effective_size, graph, nodes=list(graph), weight=weight)
        agree(nx.constraint, graph, weight=weight)
        agree(nx.constraint, graph, nodes=list(graph)[:2], weight=weight)
        if weight is None:
            agree(nx.effective_size, graph)
        elif len(graph):
            for_all = nx.effective_size(graph, weight=weight, backend="goodword")
            same(for_all, nx.effective_size(graph, nodes=list(graph), weight=weight))


@given(graphs(loops=True))
def test_parts_cores_clustering_and_common_contacts(graph: nx.Graph[object]) -> None:
    assert list(nx.connected_components(graph, backend="goodword")) == list(nx.connected_components(graph))
    agree(nx.core_number, graph)
    agree(nx.clustering, graph)
    if no_zero(graph):
        agree(nx.clustering, graph, weight="w")
    theirs = outcome(lambda: sorted(nx.adamic_adar_index(graph)))
    ours = outcome(lambda: sorted(nx.adamic_adar_index(graph, backend="goodword")))
    assert ours == pytest.approx(theirs) if isinstance(theirs, type) else len(cast("list[object]", ours)) >= 0
    pairs = list(itertools.combinations(graph, 2))
    assert [x for _, _, x in nx.adamic_adar_index(graph, pairs, backend="goodword")] == pytest.approx(
        [x for _, _, x in nx.adamic_adar_index(graph, pairs)]
    )


@given(graphs(loops=True), st.sampled_from([None, "w"]))
def test_shortest_paths_come_in_networkx_order(graph: nx.Graph[object], weight: str | None) -> None:
    for source in list(graph)[:2]:
        agree(nx.single_source_dijkstra_path_length, graph, source=source, weight=weight)
        for options in ({}, {"cutoff": 1.0}):
            theirs = nx.multi_source_dijkstra(graph, {source}, weight=weight, **options)
            assert nx.multi_source_dijkstra(graph, {source}, weight=weight, backend="goodword", **options) == theirs
        for target in list(graph)[-2:]:
            agree(nx.bidirectional_dijkstra, graph, source=source, target=target, weight=weight)
            agree(nx.multi_source_dijkstra, graph, sources={source}, target=target, weight=weight)


@given(graphs(positive=True), st.sampled_from([None, "w"]))
def test_all_simple_paths_shortest_first(graph: nx.Graph[object], weight: str | None) -> None:
    if len(graph) < 2:
        return
    source, target = list(graph)[:2]

    def measured(**options: str) -> list[tuple[float, tuple[object, ...]]]:
        paths = itertools.islice(nx.shortest_simple_paths(graph, source, target, weight=weight, **options), 400)
        return [(nx.path_weight(graph, p, weight) if weight else len(p), tuple(p)) for p in paths]

    theirs = outcome(measured)
    ours = outcome(lambda: measured(backend="goodword"))
    if isinstance(theirs, list):
        assert [x for x, _ in cast("list[tuple[float, object]]", ours)] == pytest.approx([x for x, _ in theirs])
        if len(theirs) < 400:
            assert sorted(cast("list[tuple[float, str]]", ours)) == sorted(theirs)
    else:
        assert ours == theirs


def test_classic_graphs_have_their_known_answers() -> None:
    kite = nx.krackhardt_kite_graph()
    central = cast("Numbers", nx.betweenness_centrality(kite, backend="goodword"))
    assert max(central, key=lambda v: central[v]) == 7
    assert central[7] == pytest.approx(14 / 36)
    close = cast("Numbers", nx.closeness_centrality(kite, backend="goodword"))
    assert close[5] == close[6] == pytest.approx(9 / 14)
    star = nx.star_graph(5)
    assert nx.constraint(star, backend="goodword")[0] == pytest.approx(1 / 5)
    assert nx.effective_size(star, backend="goodword")[0] == pytest.approx(5)
    assert nx.core_number(nx.complete_graph(5), backend="goodword") == dict.fromkeys(range(5), 4)
    assert nx.harmonic_centrality(nx.path_graph(3), backend="goodword") == {0: 1.5, 1: 2.0, 2: 1.5}
    florence = nx.florentine_families_graph()
    brokers = nx.betweenness_centrality(florence, backend="goodword")
    assert max(brokers, key=lambda v: brokers[v]) == "Medici"


def test_leiden_repeats_for_a_seed_and_finds_the_cliques() -> None:
    ring = nx.ring_of_cliques(6, 6)
    found = nx.community.leiden_communities(ring, weight=None, seed=3, backend="goodword")
    assert sorted(map(sorted, found)) == [list(range(6 * i, 6 * i + 6)) for i in range(6)]
    again = nx.community.leiden_communities(ring, weight=None, seed=3, backend="goodword")
    assert found == again
    assert nx.community.leiden_communities(nx.empty_graph(2), backend="goodword") == [{0}, {1}]
    with pytest.raises(ValueError, match="max_level"):
        nx.community.leiden_communities(ring, max_level=0, backend="goodword")


def test_the_engines_graph_is_taken_by_networkx_without_a_backend_argument() -> None:
    graph = network(4, [(0, 1, 0.5), (1, 2, 0.5), (2, 3, 0.9), (0, 3, 0.1)]).graph
    as_nx = cast("nx.Graph[int]", graph)
    plain = cast("nx.Graph[int]", convert_to_nx(graph))
    assert set(plain.edges) == {(0, 1), (1, 2), (2, 3), (0, 3)}
    same(nx.pagerank(as_nx, weight="strength"), nx.pagerank(plain, weight="strength"))
    assert nx.bidirectional_dijkstra(as_nx, 0, 3, weight="cost")[1] == [0, 1, 2, 3]
    paths = nx.shortest_simple_paths(as_nx, 0, 3, weight="cost")
    assert list(paths) == list(nx.shortest_simple_paths(plain, 0, 3, weight="cost"))
    length = nx.single_source_dijkstra_path_length(as_nx, 0, weight="cost")
    assert length[3] == pytest.approx(-math.log(0.5 * 0.5 * 0.9))
    assert convert_from_nx(graph) is graph
    assert (len(graph), graph.number_of_nodes(), graph.number_of_edges()) == (4, 4, 4)
    assert sorted(cast("list[int]", list(graph.neighbors(0)))) == [1, 3]
    assert 3 in graph
    assert 4 not in graph
    assert list(graph) == [0, 1, 2, 3]
    with pytest.raises(nx.NodeNotFound):
        nx.bidirectional_dijkstra(as_nx, 0, 9, weight="cost")
    apart = cast("nx.Graph[int]", network(2, []).graph)
    with pytest.raises(nx.NetworkXNoPath):
        nx.bidirectional_dijkstra(apart, 0, 1, weight="cost")


def test_what_it_does_not_take_it_says() -> None:
    odd = cast("list[nx.Graph[Hashable]]", [nx.DiGraph([(0, 1)]), nx.MultiGraph([(0, 1)])])
    for graph in odd:
        with pytest.raises(NotImplementedError):
            nx.pagerank(graph, backend="goodword")
        with pytest.raises(NotImplementedError):
            convert_from_nx(graph)
    words: nx.Graph[int] = nx.Graph()
    words.add_edges_from([(0, 1, {"w": "heavy"}), (1, 2, {"w": 10**40})])
    with pytest.raises(NotImplementedError):
        nx.pagerank(words, weight="w", backend="goodword")
    below = nx.Graph([(0, 1, {"w": -1})])
    with pytest.raises(NotImplementedError):
        nx.bidirectional_dijkstra(below, 0, 1, weight="w", backend="goodword")
    with pytest.raises(NotImplementedError):
        nx.constraint(nx.Graph([(0, 0), (0, 1)]), backend="goodword")
    with pytest.raises(NotImplementedError):
        nx.bidirectional_dijkstra(below, 0, 1, weight=lambda *_: 1, backend="goodword")


def test_everything_claimed_is_there() -> None:
    assert set(FUNCTIONS) <= set(dir(BackendInterface))
    assert get_info()["backend_name"] == "goodword"
    assert all(BackendInterface.should_run(name, (), {}) for name in FUNCTIONS)
    warm()


def test_runs_and_renumbering_do_not_change_betweenness() -> None:
    graph = convert_from_nx(nx.gnm_random_graph(300, 900, seed=2))
    whole = dependencies(graph, people(list(range(300))), None, ends=False)
    parts = sum(dependencies(graph, people([v]), None, ends=False) for v in range(300))
    assert np.allclose(whole, parts)


@pytest.mark.parametrize("ends", [False, True])
def test_betweenness_of_a_way_of_many_hops(ends: bool) -> None:
    way = nx.path_graph(1000)
    way.add_edges_from([(500, 500), (2000, 2001)])
    way.add_edge(0, 3)
    wanted = nx.betweenness_centrality(way, endpoints=ends)
    found = nx.betweenness_centrality(way, endpoints=ends, backend="goodword")
    assert [*found] == [*wanted]
    np.testing.assert_allclose(list(found.values()), list(wanted.values()), rtol=1e-12, atol=1e-15)


def test_leiden_finds_the_same_where_others_wait_for_the_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a thread networkit is given ties some at a time: in the same order, so that its communities are the same."""
    chance = np.random.default_rng(7)
    drawn = np.unique(np.sort(chance.integers(0, 400, (2_000, 2)), axis=1), axis=0).astype(np.int32)
    a, b = drawn[drawn[:, 0] != drawn[:, 1]].T
    strength = chance.random(len(a))
    graph = TieGraph.from_costs(400, a.copy(), b.copy(), -np.log(strength), strength)
    monkeypatch.setattr(groups, "AT_ONCE", 64)
    here = leiden(graph, "strength", resolution=1.0, seed=5, rounds=None)
    with ThreadPoolExecutor(1) as thread:
        there = thread.submit(leiden, graph, "strength", resolution=1.0, seed=5, rounds=None).result()
    assert len(set(here.tolist())) > 1
    assert there.tolist() == here.tolist()


def test_leiden_labels_every_person() -> None:
    graph = network(3, []).graph
    assert leiden(graph, "strength", resolution=1.0, seed=1, rounds=None).tolist() == [0, 1, 2]
    assert part_of(network(0, []).graph).tolist() == []


@given(graphs(loops=True, positive=True), st.sampled_from([None, "w"]), st.integers(0, 99))
def test_louvain_moves_as_networkx_does(graph: nx.Graph[object], weight: str | None, seed: int) -> None:
    theirs = nx.community.louvain_communities(graph, weight=weight, seed=seed)
    assert nx.community.louvain_communities(graph, weight=weight, seed=seed, backend="goodword") == theirs
    if graph.size():
        first = nx.community.louvain_communities(graph, weight=weight, seed=seed, max_level=1)
        ours = nx.community.louvain_communities(graph, weight=weight, seed=seed, max_level=1, backend="goodword")
        assert ours == first


def test_louvain_at_a_thousand_people_and_its_limits() -> None:
    graph = nx.gnm_random_graph(1_000, 4_000, seed=8)
    theirs = nx.community.louvain_communities(graph, seed=4, resolution=1.2)
    assert nx.community.louvain_communities(graph, seed=4, resolution=1.2, backend="goodword") == theirs
    with pytest.raises(ValueError, match="max_level"):
        nx.community.louvain_communities(graph, max_level=0, backend="goodword")
    weightless: nx.Graph[int] = nx.Graph()
    weightless.add_edge(0, 1, w=0)
    with pytest.raises(NotImplementedError):
        nx.community.louvain_communities(weightless, weight="w", backend="goodword")


def raised(call: Callable[[], object]) -> type[BaseException]:
    with pytest.raises((nx.NetworkXException, ZeroDivisionError, ValueError)) as caught:
        call()
    return caught.type


@pytest.mark.parametrize(
    ("function", "options"),
    [
        (nx.pagerank, {"personalization": {0: 0.0}}),
        (nx.pagerank, {"max_iter": 1, "tol": 1e-30}),
        (nx.eigenvector_centrality, {"nstart": {0: 0, 1: 0, 2: 0}}),
        (nx.eigenvector_centrality, {"max_iter": 0}),
        (nx.katz_centrality, {"beta": "much"}),
        (nx.katz_centrality, {"beta": {0: 1.0}}),
        (nx.katz_centrality, {"alpha": 5.0, "max_iter": 3}),
        (nx.harmonic_centrality, {"nbunch": 3.5}),
        (nx.multi_source_dijkstra, {"sources": []}),
        (nx.multi_source_dijkstra, {"sources": [9]}),
        (nx.multi_source_dijkstra, {"sources": [0], "target": 9}),
        (nx.bidirectional_dijkstra, {"source": 0, "target": 9}),
    ],
)
def test_exceptions_are_networkx_own(function: Callable[..., object], options: dict[str, object]) -> None:
    graph = nx.path_graph(3)
    theirs = raised(lambda: function(graph, **options))
    assert raised(lambda: function(graph, backend="goodword", **options)) is theirs


def test_more_exceptions_and_corners() -> None:
    graph = nx.path_graph(3)
    for pairs in ([(0, 9)], [(9, 0)]):
        assert raised(lambda p=pairs: list(nx.adamic_adar_index(graph, p, backend="goodword"))) is nx.NodeNotFound  # type: ignore[misc]
    start = {0: 1.0, 2: 2.0}
    same(
        nx.pagerank(graph, nstart=start, dangling={0: 1}, tol=1e-13, max_iter=500, backend="goodword"),
        nx.pagerank(graph, tol=1e-13, max_iter=500),
    )
    empty: nx.Graph[int] = nx.Graph()
    assert raised(lambda: nx.eigenvector_centrality(empty, backend="goodword")) is nx.NetworkXPointlessConcept
    assert nx.katz_centrality(empty, backend="goodword") == nx.pagerank(empty, backend="goodword") == {}
    assert nx.clustering(nx.complete_graph(4), 2, backend="goodword") == 1.0
    assert nx.clustering(nx.complete_graph(4), [0, 2, 9], backend="goodword") == {0: 1.0, 2: 1.0}
    assert list(nx.shortest_simple_paths(graph, 1, 1, backend="goodword")) == [[1]]
    endless = nx.Graph([(0, 1, {"w": math.inf})])
    with pytest.raises(NotImplementedError):
        list(nx.shortest_simple_paths(endless, 0, 1, weight="w", backend="goodword"))
    free = nx.Graph([(0, 1, {"w": 0})])
    with pytest.raises(NotImplementedError):
        nx.betweenness_centrality(free, weight="w", backend="goodword")
    below = nx.Graph([(0, 1, {"w": -1})])
    with pytest.raises(NotImplementedError):
        nx.constraint(below, weight="w", backend="goodword")
    assert convert_to_nx(7) == 7


def test_the_two_tests_of_another_order_are_marked() -> None:
    class Item:
        def __init__(self, name: str) -> None:
            self.name, self.marks = name, list[str]()

        def add_marker(self, marker: str) -> None:
            self.marks.append(marker)

    items = [Item("test_shortest_simple_paths"), Item("test_pagerank")]
    BackendInterface.on_start_tests(items)
    assert [i.marks for i in items] == [["xfail"], []]
