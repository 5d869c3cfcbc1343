"""Do chosen paths hold? From an ego to a group without a direct tie, by weight against fewest hops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.columns import Bool, Float64, Int64
from graph.strength.calibration import HOP_DISCOUNT, cost
from graph.strength.scores import Scores

HOPS_MOST = 3
"""Hops of a path at most, as in answers."""


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Ordered pairs sorted by their end: row i goes from `tail[i]`; those into person v are `start[v]:start[v+1]`."""

    tail: Int64
    row: Int64
    start: Int64
    people: int


@dataclass(frozen=True, slots=True, eq=False)
class ChosenPaths:
    """One row an ego that has a path to some group: shares of its groups whose chosen path held, by method."""

    kept: dict[str, Float64]
    promised: Float64


def arcs(scores: Scores) -> Arcs:
    """The rows of a scored table as a graph."""
    rows = scores.rows
    order = np.lexsort((rows.ego, rows.alter))
    start = np.zeros(rows.log.people + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows.alter, minlength=rows.log.people), out=start[1:])
    return Arcs(tail=rows.ego[order], row=order.astype(np.int64), start=start, people=rows.log.people)


def follow(scores: Scores, held: Bool, groups: list[frozenset[int]], seed: int) -> ChosenPaths:
    """Choose a path from every ego to every group it has no direct tie into, and see whether every hop held.

    `fewest hops` takes any shortest path (by a random key); `weighted, same length` the one of that length with the
    largest product of p; `weighted` the best of up to `HOPS_MOST` hops, each hop beyond the first halving it.
    O(egos * HOPS_MOST * ties).
    """
    graph = arcs(scores)
    weights = {
        "weighted": cost(scores.p),
        "fewest hops": np.random.default_rng(seed).random(len(scores.rows)),
    }
    kept: dict[str, list[float]] = {"weighted, same length": [], "weighted": [], "fewest hops": []}
    promised: list[float] = []
    for ego in np.unique(scores.ego):
        found = _of_ego(graph, scores, weights, int(ego), groups)
        for name, paths in found.items():
            if paths:
                kept[name].append(float(np.mean([held[path].all() for path in paths])))
        if found["weighted"]:
            promised.append(float(np.mean([_promise(scores, path) for path in found["weighted"]])))
    return ChosenPaths({name: np.array(values) for name, values in kept.items()}, np.array(promised))


def _promise(scores: Scores, path: Int64) -> float:
    return float(scores.p[path].prod() * HOP_DISCOUNT ** (len(path) - 1))


def _of_ego(
    graph: Arcs, scores: Scores, weights: dict[str, Float64], ego: int, groups: list[frozenset[int]]
) -> dict[str, list[Int64]]:
    found: dict[str, list[Int64]] = {"weighted, same length": [], "weighted": [], "fewest hops": []}
    direct = set(scores.alter[slice(*np.searchsorted(scores.ego, [ego, ego + 1]))].tolist())
    apart = [np.array(sorted(group)) for group in groups if ego not in group and not group & direct]
    layers = {name: _layers(graph, weight, ego) for name, weight in weights.items()} if apart else {}
    for group in apart:
        reach = np.isfinite(layers["weighted"][:, group]).any(axis=1)
        if not reach.any():
            continue
        shortest = int(np.argmax(reach))
        found["fewest hops"].append(_path(graph, weights["fewest hops"], layers["fewest hops"], shortest, group))
        found["weighted, same length"].append(_path(graph, weights["weighted"], layers["weighted"], shortest, group))
        price = layers["weighted"][:, group].min(axis=1) - np.arange(HOPS_MOST + 1) * np.log(HOP_DISCOUNT)
        found["weighted"].append(_path(graph, weights["weighted"], layers["weighted"], int(np.argmin(price)), group))
    return found


def _layers(graph: Arcs, weight: Float64, ego: int) -> Float64:
    """(HOPS_MOST + 1, people) cheapest way to everybody in exactly so many hops."""
    layers = np.full((HOPS_MOST + 1, graph.people), np.inf)
    layers[0, ego] = 0.0
    filled = np.flatnonzero(np.diff(graph.start))
    for hop in range(1, HOPS_MOST + 1):
        through = layers[hop - 1][graph.tail] + weight[graph.row]
        layers[hop, filled] = np.minimum.reduceat(through, graph.start[filled])
    return layers


def _path(graph: Arcs, weight: Float64, layers: Float64, hops: int, group: Int64) -> Int64:
    """The rows of the cheapest path of `hops` hops into the group, last hop first."""
    person = int(group[np.argmin(layers[hops, group])])
    path: list[int] = []
    for hop in range(hops, 0, -1):
        into = slice(int(graph.start[person]), int(graph.start[person + 1]))
        best = int(np.argmin(layers[hop - 1][graph.tail[into]] + weight[graph.row[into]]))
        path.append(int(graph.row[into][best]))
        person = int(graph.tail[into][best])
    return np.array(path, dtype=np.int64)
