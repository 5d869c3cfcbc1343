"""How far everybody is, in hops: against NetworkX, whatever the ties, and worked out once for a graph."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from strategies import random_network

import referral.generation
from graph.columns import no_pairs
from graph.hop_distances import UNREACHED, hops_from
from graph.network import Network
from referral.generation import FARTHEST, hops_to_everybody


@pytest.mark.parametrize("seed", range(12))
def test_hops_are_those_of_networkx(seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns = random_network(rng, 60, int(rng.integers(10, 90)))
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(60))
    plain.add_edges_from(zip(columns.ties.a.tolist(), columns.ties.b.tolist(), strict=True))
    sources = rng.choice(60, 2, replace=False).tolist()
    for limit in (1, 2, 3, FARTHEST):
        near = [nx.single_source_shortest_path_length(plain, source, cutoff=limit) for source in sources]
        wanted = [min((one[v] for one in near if v in one), default=UNREACHED) for v in range(60)]
        assert hops_from(columns, sources, limit=limit).tolist() == wanted


def test_they_are_found_once_for_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = random_network(np.random.default_rng(1), 60, 90)
    network, asked = Network.of(columns, no_pairs()), list[list[int]]()

    def noted(*at: object, limit: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        asked.append(list(at[1]))  # type: ignore[call-overload]
        return hops_from(columns, asked[-1], limit=limit)

    monkeypatch.setattr(referral.generation, "hops_from", noted)
    for people in ([3], [4], [3], [3, 4], [4]):
        assert hops_to_everybody(network, people).tolist() == hops_from(columns, people, limit=FARTHEST).tolist()
    assert asked == [[3], [4], [3, 4]]
