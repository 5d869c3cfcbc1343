"""The map of the network: nothing overlaps, all is inside, areas are in proportion."""

from __future__ import annotations

import math
import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.network_map import COVER, NARROW, WIDE, Map, MapNode, Sheet, network_map, radii
from viz.network_page import joined_notes
from viz.text_width import text_width

WEIGHTS = st.lists(st.floats(0.0, 10_000.0), min_size=1, max_size=40)


def nodes(weights: list[float], name: str = "Works") -> list[MapNode]:
    return [MapNode(f"{name} {i}", w, i % 4, f"/network?group={i}", "about") for i, w in enumerate(weights)]


def overlap(drawn: Map) -> float:
    """How far two circles reach into each other, at most."""
    pairs = combinations(drawn.nodes, 2)
    return max((a.radius + b.radius - math.dist((a.x, a.y), (b.x, b.y)) for a, b in pairs), default=0.0)


@given(WEIGHTS, st.sampled_from([WIDE, NARROW]))
@settings(max_examples=30)
def test_every_mark_is_inside_and_none_covers_another(weights: list[float], sheet: Sheet) -> None:
    drawn = network_map(nodes(weights), [(0, i, 1.0) for i in range(1, len(weights), 2)], sheet)
    for m in drawn.nodes:
        assert m.radius <= m.x <= sheet.width - m.radius
        assert m.radius <= m.y <= sheet.height - m.radius
        assert m.size >= 12.0
    assert overlap(drawn) <= 0.5


def test_areas_are_in_proportion_to_people() -> None:
    small, large = radii([100.0, 400.0])
    assert large == pytest.approx(2 * small)
    assert sum(math.pi * r**2 for r in radii([50.0] * 100)) <= COVER * WIDE.width * WIDE.height * 1.001


def test_what_is_tied_stands_nearer() -> None:
    drawn = network_map(nodes([30.0] * 8), [(0, 1, 9.0), (2, 3, 9.0), (4, 5, 9.0), (6, 7, 9.0)])
    at = [(m.x, m.y) for m in drawn.nodes]
    tied = [math.dist(at[i], at[i + 1]) for i in range(0, 8, 2)]
    others = [math.dist(at[i], at[j]) for i, j in combinations(range(8), 2) if i // 2 != j // 2]
    assert sum(tied) / len(tied) < sum(others) / len(others)


def test_names_cover_no_circle_and_no_other_name() -> None:
    drawn = network_map(nodes([float(5 + 7 * (i % 9)) for i in range(60)], "Consolidated Works"), [])
    beside = [m for m in drawn.nodes if m.lines and not m.inside]
    assert beside
    for one in beside:
        half = text_width(one.lines[0], one.size) / 2
        left, right, top, bottom = one.at[0] - half, one.at[0] + half, one.at[1] - 13, one.at[1] + 5
        for other in drawn.nodes:
            across = max(left - other.x, 0.0, other.x - right)
            down = max(top - other.y, 0.0, other.y - bottom)
            assert other is one or math.hypot(across, down) >= other.radius
    for one, other in combinations(beside, 2):
        far_enough = abs(one.at[1] - other.at[1]) >= 16 or abs(one.at[0] - other.at[0]) >= 60
        assert far_enough
    assert any(m.inside for m in drawn.nodes)


def test_the_same_network_gives_the_same_map_quickly_at_any_size() -> None:
    weights = [float(1 + i % 37) for i in range(120)]
    links = [(i, (i * 7 + 3) % 120, float(i)) for i in range(1, 120) if i != (i * 7 + 3) % 120]
    started = time.process_time()
    drawn = network_map(nodes(weights), links)
    assert time.process_time() - started < 3.0
    assert drawn == network_map(nodes(weights), links)
    assert overlap(drawn) <= 2.0


def test_nothing_makes_an_empty_map() -> None:
    assert network_map([], []).nodes == ()


def test_notes_that_begin_alike_are_said_once() -> None:
    assert joined_notes(["a: x", "b", "a: y"]) == ("a: x; y", "b")
