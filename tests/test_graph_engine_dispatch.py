"""Whether NetworkX's calls really reach the engine, and end as with NetworkX where they do not."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import cast

import networkx as nx
import pytest
from networks import network

from graph.engine.backend import BackendInterface
from graph.engine.backend_info import FUNCTIONS
from graph.engine.nxapi.convert import convert_to_nx


@pytest.fixture(autouse=True, scope="module")
def converted_graphs_are_not_kept() -> Iterator[None]:
    with nx.config(cache_converted_graphs=False):
        yield


CALLS: dict[str, dict[str, object]] = {
    "adamic_adar_index": {"ebunch": [(0, 1)]},
    "betweenness_centrality": {"weight": "cost", "k": 2, "seed": 1},
    "bidirectional_dijkstra": {"source": 0, "target": 2, "weight": "cost"},
    "closeness_centrality": {"distance": "cost"},
    "clustering": {"weight": "strength"},
    "connected_components": {},
    "constraint": {"weight": "strength"},
    "core_number": {},
    "effective_size": {"weight": "strength"},
    "eigenvector_centrality": {"weight": "strength", "max_iter": 5000},
    "harmonic_centrality": {"distance": "cost"},
    "katz_centrality": {"weight": "strength"},
    "leiden_communities": {"weight": "strength", "seed": 1},
    "louvain_communities": {"weight": "strength", "seed": 1},
    "multi_source_dijkstra": {"sources": {0}, "weight": "cost"},
    "multi_source_dijkstra_path_length": {"sources": {0}, "weight": "cost"},
    "pagerank": {"weight": "strength"},
    "shortest_simple_paths": {"source": 0, "target": 2, "weight": "cost"},
    "single_source_dijkstra_path_length": {"source": 0, "weight": "cost"},
}


def by_name(name: str) -> Callable[..., object]:
    return cast("Callable[..., object]", getattr(nx.community, name, None) or getattr(nx, name))


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The functions that gave an answer on the engine."""
    done: list[str] = []

    def counted(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            answer = function(*args, **kwargs)
            done.append(name)
            return answer

        return call

    for name in FUNCTIONS:
        monkeypatch.setattr(BackendInterface, name, staticmethod(counted(name, getattr(BackendInterface, name))))
    return done


def told(answer: object) -> object:
    """An answer to compare: iterators as lists, numbers rounded, isolated people's nan as text."""
    if isinstance(answer, Mapping):
        return {key: told(value) for key, value in answer.items()}
    if isinstance(answer, tuple | list | Iterator):
        return [told(x) for x in answer]
    return ("nan" if math.isnan(answer) else round(answer, 8) + 0.0) if isinstance(answer, float) else answer


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_each_function_claimed_runs_here_and_not_by_fallback(name: str, ran: list[str]) -> None:
    held = network(5, [(0, 1, 0.5), (1, 2, 0.5), (2, 3, 0.9), (0, 3, 0.1), (0, 2, 0.3)]).graph
    plain, call, options = cast("nx.Graph[object]", convert_to_nx(held)), by_name(name), CALLS[name]
    ours = told(call(held, **options))
    assert ran == [name]
    assert told(call(plain, backend="goodword", **options)) == ours
    assert ran == [name, name]
    if name == "effective_size":
        options = {**options, "nodes": list(plain)}
    if name != "leiden_communities":
        assert told(call(plain, **options)) == ours
    assert ran == [name, name]


def odd_graphs() -> dict[str, tuple[nx.Graph[object], object]]:
    """Graphs the engine leaves to NetworkX, and a weight."""
    base = cast("nx.Graph[object]", nx.path_graph(4))
    for _, _, data in base.edges(data=True):
        data["w"] = 2.0
    found: dict[str, tuple[nx.Graph[object], object]] = {
        "directed": (nx.DiGraph(base), "w"),
        "parallel": (nx.MultiGraph(base), "w"),
        "function": (base, lambda *_: 3.0),
        "one node": (cast("nx.Graph[object]", nx.empty_graph(1)), "w"),
        "nobody": (nx.Graph(), "w"),
        "missing": (base, "none"),
    }
    for value in ("text", -1.0, 0.0, math.inf, math.nan, None, 10**40):
        graph = base.copy()
        graph.add_edge(0, 3, w=value)
        found[str(value)] = graph, "w"
    return found


@pytest.mark.parametrize("kind", sorted(odd_graphs()))
@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"leiden_communities"}))
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_chosen_by_configuration_odd_graphs_end_as_with_networkx(name: str, kind: str, ran: list[str]) -> None:
    graph, weight = odd_graphs()[kind]
    options = {
        k: weight if k in {"weight", "distance"} else v for k, v in CALLS[name].items() if k not in {"k", "seed"}
    }
    if name == "louvain_communities":
        options["seed"] = 1

    def ended() -> object:
        try:
            return told(by_name(name)(graph, **options))
        except (nx.NetworkXException, ArithmeticError, ValueError, TypeError, KeyError, RuntimeError) as error:
            return type(error)

    theirs = ended()
    with nx.config(backend_priority=["goodword"]):
        assert ended() == theirs
    assert kind != "missing" or ran == [name]
    assert kind not in {"directed", "parallel"} or not ran
