"""Centrality as the product asks it: exact values, error bounds that hold, and silence about a lone archive."""

from __future__ import annotations

import math
from typing import cast

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import Tie, company, network, person, random_ties

from graph import measures
from graph.centrality import GROWING, _alike, measure, ranking
from graph.engine.nxapi.convert import convert_to_nx
from graph.errors import UsageError
from graph.measures import MEASURES
from graph.network import Network
from graph.one_archive import only_stars
from graph.sampling_error import hoeffding, margins

KITE: list[Tie] = [(a, b, 0.5) for a, b in nx.krackhardt_kite_graph().edges]


@pytest.fixture(scope="module")
def pool() -> Network:
    ties = random_ties(np.random.default_rng(5), 2_500, 9_000)
    return network(2_500, ties, works=[(v, v % 40) for v in range(2_400)], owners=[0, 1, 2])


def test_the_kite_has_its_known_answers() -> None:
    net = network(10, KITE, owners=[0, 1])
    assert [r.person for r in ranking(net, "betweenness", company=None, top=1, seed=0).rows] == [person(7)]
    assert [r.person for r in ranking(net, "degree", company=None, top=2, seed=0).rows] == [person(3), person(5)]
    close = ranking(net, "closeness", company=None, top=2, seed=0).rows
    assert [r.person for r in close] == [person(5), person(6)]
    assert close[0].value == pytest.approx(9 / 14)
    assert [r.rank for r in close] == [1, 2]
    broker = ranking(net, "constraint", company=None, top=10, seed=0).rows
    assert [r.value for r in broker] == sorted(r.value for r in broker)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_measure_has_a_value_for_everybody_with_ties(name: str, pool: Network) -> None:
    found = measure(pool, name)
    assert len(found.values) == 2_500
    tied = np.diff(pool.graph.indptr) > 0
    assert not np.isnan(found.values[tied]).any()
    assert found.error is None or found.error > 0
    (seen,) = [n for n in found.notes if "brought no archive" in n]
    assert ("too low" in seen) == (name in GROWING)


def test_pagerank_is_networkx_own_at_a_tight_tolerance(pool: Network) -> None:
    plain = cast("nx.Graph[int]", convert_to_nx(pool.graph))
    theirs = nx.pagerank(plain, weight="strength", tol=1e-13, max_iter=500)
    assert np.allclose(measure(pool, "pagerank").values, [theirs[v] for v in range(2_500)], rtol=1e-6)


@pytest.mark.parametrize("name", ["betweenness", "closeness", "harmonic"])
def test_a_sampled_value_is_within_its_stated_error(name: str, pool: Network) -> None:
    exact = measure(pool, name, samples=2_500)
    assert exact.error is None
    for seed in range(3):
        drawn = measure(pool, name, seed=seed, samples=300)
        assert drawn.margins is not None
        assert drawn.error == np.nanmax(drawn.margins)
        assert drawn.sources == 300
        gap = np.abs(drawn.values - exact.values)
        assert (gap <= drawn.margins).all()
        assert any("drawn at random" in n for n in drawn.notes)
    again = measure(pool, name, seed=1, samples=300)
    assert np.array_equal(again.values, measure(pool, name, seed=1, samples=300).values)


@pytest.mark.parametrize("seed", range(4))
def test_closeness_is_within_its_error_in_parts_of_every_size(seed: int) -> None:
    rng, ties, first = np.random.default_rng(seed), [], 0
    for size in (600, 150, 40, 8, 2):
        path = [(first + i, first + i + 1, 0.5) for i in range(size - 1)]
        more = [(first + int(a), first + int(b), 0.5) for a, b in rng.integers(0, size, (size // 3, 2)) if a != b]
        ties += [(min(a, b), max(a, b), p) for a, b, p in [*path, *more]]
        first += size
    net = network(first + 5, sorted(set(ties)), owners=[0, 1])
    drawn, exact = measure(net, "closeness", seed=seed, samples=100), measure(net, "closeness")
    assert drawn.margins is not None
    assert (np.abs(drawn.values - exact.values) <= drawn.margins).all()


def test_the_bound_is_hoeffdings() -> None:
    assert hoeffding(1_000, 200) == pytest.approx(math.sqrt(math.log(40_000) / 400))
    means = np.array([0.0, 1e-9, 0.001, 0.05, 0.5, 1.0])
    found = margins(means, 1_000, 200)
    assert (found <= float(hoeffding(1_000, 200)) + 1e-3).all()
    nobody = 1 - math.exp(-math.log(40_000) / 200)  # none of 200: (1 - p)^200 = 0.05 / 2000
    assert found[0] == pytest.approx(nobody, rel=1e-6)
    assert found[3] < 0.8 * found[4]


@given(st.integers(1, 400), st.integers(0, 400), st.integers(1, 10**6))
def test_a_margin_ends_where_the_likelihood_does(drawn: int, met: int, n: int) -> None:
    mean = min(met, drawn) / drawn
    off = float(margins(np.array([mean]), n, drawn)[0])

    def apart(p: float) -> float:
        if p in {0.0, 1.0}:
            return 0.0 if p == mean else math.inf
        here = mean * math.log(mean / p) if mean else 0.0
        return here + ((1 - mean) * math.log((1 - mean) / (1 - p)) if mean < 1 else 0.0)

    ends = [p for p in (mean - off, mean + off) if 0 <= p <= 1]
    assert all(apart(p) >= math.log(2 * n / 0.05) / drawn * (1 - 1e-6) for p in ends)


@pytest.mark.parametrize("name", ["betweenness", "harmonic", "closeness"])
def test_a_ranking_that_was_drawn_has_a_margin_in_every_row(
    name: str, pool: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(r.margin is None for r in ranking(pool, name, company=None, top=3, seed=0).rows)
    for limit in ("PIVOTS", "PIVOT_WORK", "SOURCES", "SOURCE_WORK"):
        monkeypatch.setattr(measures, limit, 20)
    found = ranking(pool, name, company=None, top=5, seed=0)
    assert found.error is not None
    assert all(r.margin is not None and 0 < r.margin <= found.error for r in found.rows)
    inside = ranking(pool, name, company=company(3), top=5, seed=0)
    assert inside.error is not None
    assert all(r.margin is not None for r in inside.rows)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_a_lone_archive_tells_nothing_and_says_so(name: str) -> None:
    star = network(6, [(0, v, 0.1 * v) for v in range(1, 6)], owners=[0])
    assert only_stars(star.columns)
    found = ranking(star, name, company=None, top=5, seed=0)
    assert found.rows == ()
    assert "one archive" in found.notes[0]
    assert MEASURES[name].star in found.notes[0]


def test_a_tie_between_contacts_makes_measures_speak() -> None:
    net = network(4, [(0, 1, 0.5), (0, 2, 0.5), (1, 2, 0.5), (0, 3, 0.5)], owners=[0])
    assert ranking(net, "core_number", company=None, top=9, seed=0).rows


def test_within_a_company_only_its_people_and_their_ties_count(pool: Network) -> None:
    ties = [(0, 1, 0.5), (1, 2, 0.5), (2, 3, 0.5), (1, 3, 0.5)]
    net = network(4, ties, works=[(1, 0), (2, 0), (3, 0), (0, 1)], owners=[0, 1])
    found = measure(net, "degree", company=0)
    assert math.isnan(found.values[0])
    assert found.values[1:].tolist() == [2.0, 2.0, 2.0]
    rows = ranking(net, "degree", company=company(0), top=2, seed=0).rows
    assert [r.person for r in rows] == [person(1), person(2)]
    assert "no ties" in ranking(net, "degree", company=company(1), top=2, seed=0).notes[0]
    assert "nobody" in ranking(net, "degree", company="c" + "0" * 15 + "9", top=2, seed=0).notes[0]


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(UsageError, match="pagerank"):
        measure(network(1, []), "fame")
    with pytest.raises(UsageError):
        measure(network(1, []), "pagerank", samples=0)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_nobody_at_all(name: str) -> None:
    assert ranking(network(0, []), name, company=None, top=3, seed=0).rows == ()


@given(st.lists(st.floats(1e-300, 1e300), min_size=1), st.floats(-1e-14, 1e-14))
def test_the_rounding_of_a_sum_decides_no_order(values: list[float], noise: float) -> None:
    exact = np.array(values)
    kept = _alike(exact)
    assert np.allclose(kept, exact, rtol=1e-11, atol=0)
    assert kept.tolist() == _alike(kept).tolist()
    third = np.full(3, 1 / 3) * (1 + np.array([0.0, noise, -noise]))
    assert len(set(_alike(third).tolist())) == 1
