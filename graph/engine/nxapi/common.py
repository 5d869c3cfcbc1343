"""What the NetworkX functions share: weights, nodes, sparse matrices."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import cast

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.columns import Float64, Int32
from graph.engine.csr import COST, STRENGTH, TieGraph
from graph.jit import read_only

Answer = dict[Hashable, float]


def arc_numbers(graph: TieGraph, name: object) -> Float64:
    """A weight per arc; NotImplementedError for a function or for values that are no numbers."""
    return tie_numbers(graph, name)[graph.tie]


def tie_numbers(graph: TieGraph, name: object) -> Float64:
    """A weight per tie, 1 where there is none."""
    if callable(name) or (isinstance(name, str) and name in graph.refused):
        raise NotImplementedError("goodword takes weights that are numbers, by the name of an attribute")
    known = isinstance(name, str) and (name in graph.values or (name == COST and STRENGTH in graph.values))
    return graph.per_tie(str(name)) if known else np.ones(graph.number_of_edges())


def lengths(graph: TieGraph, name: object) -> Float64:
    """Weights per arc that can be lengths: NotImplementedError below 0 (NetworkX words that exception itself)."""
    numbers = tie_numbers(graph, name)
    if len(numbers) and not float(numbers.min()) >= 0.0:
        raise NotImplementedError("goodword takes lengths of 0 and more")
    return read_only(numbers[graph.tie])


def is_whole(graph: TieGraph, name: object) -> bool:
    """Whether sums of this weight are whole numbers."""
    known = isinstance(name, str) and (name in graph.values or (name == COST and STRENGTH in graph.values))
    return not known or name in graph.whole


def node(graph: TieGraph, label: Hashable, message: str) -> int:
    """The number of a node.

    Raises:
        NodeNotFound: with the message given.
    """
    try:
        return graph.position(label)
    except (KeyError, TypeError):
        raise nx.NodeNotFound(message) from None


def by_node(graph: TieGraph, values: npt.NDArray[np.generic]) -> Answer:
    """Values by node, in the order of nodes, as plain numbers."""
    return dict(zip(graph.labels, values.tolist(), strict=True))


def chosen(graph: TieGraph, nodes: Hashable | Iterable[Hashable] | None) -> list[int]:
    """The numbers of some nodes, as `nbunch_iter`: None is all, a node is itself, unknown ones are left out.

    Raises:
        NetworkXError: neither a node nor a collection of nodes.
    """
    if nodes is None:
        return list(range(len(graph)))
    if _is_node(graph, nodes):
        return [graph.position(cast("Hashable", nodes))]
    if not isinstance(nodes, Iterable):
        raise nx.NetworkXError("nbunch is not a node or a sequence of nodes.")
    return [graph.position(v) for v in nodes if _is_node(graph, v)]


def _is_node(graph: TieGraph, label: object) -> bool:
    try:
        return label in graph
    except TypeError:
        return False


def people(numbers: Iterable[int]) -> Int32:
    """Node numbers for a kernel, in their order."""
    return read_only(np.fromiter(numbers, dtype=np.int32))
