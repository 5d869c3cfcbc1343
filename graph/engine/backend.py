"""The NetworkX backend `goodword`: what NetworkX calls when a graph is the engine's, or when asked for by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from graph.engine.backend_info import FUNCTIONS
from graph.engine.nxapi import convert, distances, groups, louvain, paths, roles, spectral

OTHER_ORDER = {"test_shortest_simple_paths", "test_shortest_simple_paths_directed_with_weight_function"}
"""Equally short paths come in the order of nodes here, in the order of NetworkX's search there; see the docs."""
WEIGHTS = ("weight", "distance")


class Markable(Protocol):
    """The part of a pytest test item that is used here."""

    name: str

    def add_marker(self, marker: str) -> None:
        """Mark it."""


class BackendInterface:
    """One static attribute for each function claimed, by NetworkX's name (see `backend_info.FUNCTIONS`)."""

    convert_from_nx = staticmethod(convert.convert_from_nx)
    convert_to_nx = staticmethod(convert.convert_to_nx)

    adamic_adar_index = staticmethod(roles.adamic_adar_index)
    betweenness_centrality = staticmethod(distances.betweenness_centrality)
    bidirectional_dijkstra = staticmethod(paths.bidirectional_dijkstra)
    closeness_centrality = staticmethod(distances.closeness_centrality)
    clustering = staticmethod(roles.clustering)
    connected_components = staticmethod(groups.connected_components)
    constraint = staticmethod(roles.constraint)
    core_number = staticmethod(groups.core_number)
    effective_size = staticmethod(roles.effective_size)
    eigenvector_centrality = staticmethod(spectral.eigenvector_centrality)
    harmonic_centrality = staticmethod(distances.harmonic_centrality)
    katz_centrality = staticmethod(spectral.katz_centrality)
    leiden_communities = staticmethod(groups.leiden_communities)
    louvain_communities = staticmethod(louvain.louvain_communities)
    multi_source_dijkstra = staticmethod(paths.multi_source_dijkstra)
    multi_source_dijkstra_path_length = staticmethod(paths.multi_source_dijkstra_path_length)
    pagerank = staticmethod(spectral.pagerank)
    shortest_simple_paths = staticmethod(paths.shortest_simple_paths)
    single_source_dijkstra_path_length = staticmethod(paths.single_source_dijkstra_path_length)

    @staticmethod
    def can_run(name: str, args: Sequence[object], kwargs: Mapping[str, object]) -> bool | str:
        """True, or why not: directed graphs, parallel edges and weights that are functions are NetworkX's own."""
        graph = args[0] if args else kwargs.get("G")
        for kind in ("is_directed", "is_multigraph"):
            asked = getattr(graph, kind, None)
            if callable(asked) and asked():
                return f"{name} on goodword takes undirected simple graphs"
        if any(callable(kwargs.get(w)) for w in WEIGHTS):
            return f"{name} on goodword takes weights by name"
        return name in FUNCTIONS

    @staticmethod
    def on_start_tests(items: Sequence[Markable]) -> None:
        """Mark the two of NetworkX's own tests that fix an order among equally short paths other than ours."""
        for item in items:
            if item.name in OTHER_ORDER:
                item.add_marker("xfail")

    @staticmethod
    def should_run(name: str, args: Sequence[object], kwargs: Mapping[str, object]) -> bool:
        """True: whoever names goodword in `nx.config.backend_priority` wants it."""
        del name, args, kwargs
        return True
