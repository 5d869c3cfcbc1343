"""Compiling the kernels at start, so that the first question need not wait for it."""

from __future__ import annotations

from typing import cast

import networkx as nx
import numpy as np

from graph.columns import Int32
from graph.engine.csr import TieGraph
from graph.engine.detour_free import detour_free_paths
from graph.engine.disjoint import disjoint_paths
from graph.engine.kernels.cores import any_loop, core_numbers, parts
from graph.engine.kernels.draws import VALUES, counted
from graph.engine.kernels.renumber import breadth_first, renumbered
from graph.engine.kernels.spur import cut_off
from graph.engine.nxapi import convert, distances, paths, roles
from graph.engine.path_costs import costs_from
from graph.engine.scratch import Scratch
from graph.engine.search import UNLIMITED, Search, people
from graph.engine.short_paths import more_than_one
from graph.jit import Kernel, load_compiler, read_only


def _small() -> TieGraph:
    a: Int32 = np.array([0, 0, 1, 1, 2, 3], dtype=np.int32)
    b: Int32 = np.array([1, 2, 2, 3, 4, 4], dtype=np.int32)
    costs = np.linspace(0.1, 0.6, len(a))
    return TieGraph.from_costs(5, a, b, costs, np.exp(-costs))


def warm_for_pages() -> bool:
    """Load what nearly every page needs: paths of three hops, and the draws. Idempotent.

    Returns:
        Whether all of it was on the disk already: where not, this is the first process ever, and `warm` is worth while.
    """
    load_compiler()
    graph, start, end = _small(), people([0]), people([4])
    scratch, number, share = Scratch.of_size(len(graph)), np.zeros(1, dtype=np.int64), np.ones((1, VALUES))
    detour_free_paths(graph, scratch, start, end, step=1, max_hops=3, k=2)
    more_than_one(graph, scratch, start, end, max_hops=3)
    weights, least, all_known = share[:, :1].copy(), np.ones(1, dtype=np.uint64), np.ones((1, 1), dtype=np.bool_)
    counted(
        *(read_only(weights), read_only(all_known), read_only(weights[0]), read_only(number), read_only(number)),
        *(read_only(share), read_only(weights), read_only(least), 1, 1),
    )
    return not cast("Kernel", counted).compiled_here


def warm() -> None:
    """Load every kernel from the disk cache, or compile it (some seconds in the first process ever). Idempotent."""
    warm_for_pages()
    graph, start, end = _small(), people([0]), people([4])
    for hops in (UNLIMITED, 3):
        scratch = Scratch.of_size(len(graph))
        list(Search(graph, scratch, start, end, 1, hops).paths(5))
        Search(graph, scratch, start, end, 1, 2).lower_bounds()
        disjoint_paths(graph, scratch, start, end, step=1, max_hops=hops, k=2)
    for hops in (UNLIMITED, 4):
        detour_free_paths(graph, Scratch.of_size(len(graph)), start, end, step=1, max_hops=hops, k=9)
    cut_off(*graph.rows(), scratch.bits, scratch.last, scratch.fresh(), start, end[:0], end, 1)
    for limit in (None, 2):
        costs_from(graph, start, max_hops=limit, hop_discount=0.5)
    roles.burt(graph, "strength")
    roles.clustering(graph)
    any_loop(*graph.rows())
    core_numbers(*graph.rows(), False)
    parts(*graph.rows())
    renumbered(*graph.rows(), read_only(breadth_first(*graph.rows())))
    roles.adamic_adar(graph, [(0, 3)])
    distances.sums_to(graph, start, None)
    distances.sums_to(graph, start, "cost")
    for weight in (None, "cost"):
        distances.dependencies(graph, start, weight, ends=False)
    plain = convert.convert_from_nx(nx.path_graph(3))
    paths.multi_source_dijkstra(plain, [0])
    paths.bidirectional_dijkstra(plain, 0, 2)
