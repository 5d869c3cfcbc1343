"""The map of the network: nothing overlaps, names are whole, all is inside, areas are in proportion."""

from __future__ import annotations

import math
import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.map_places import Sheet, spots
from viz.network_map import COVER, LABEL, NARROW, WIDE, Map, MapNode, network_map, radii
from viz.network_page import joined_notes
from viz.text_width import text_width

WORDS = st.sampled_from(
    ["Ashford", "Works", "and", "Consolidated", "Birchwood", "Oy", "北京科技", "السلام", "Fernwärmeversorgung", "A"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
NOTES = st.sampled_from(["", "2 people", "12,345 people"])
MARKS = st.lists(st.tuples(NAMES, st.floats(0.0, 10_000.0), NOTES), min_size=1, max_size=70)
SHEETS = st.sampled_from([WIDE, NARROW])


def nodes(weights: list[float], name: str = "Works") -> list[MapNode]:
    return [MapNode(f"{name} {i}", w, i % 4, f"/network?group={i}", "about") for i, w in enumerate(weights)]


def overlaps(drawn: Map) -> int:
    """How many pairs of marks, names included, cover each other."""
    edges = [m.edges for m in drawn.nodes]
    return sum(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(edges, 2))


@given(MARKS, SHEETS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_mark_and_no_name_covers_another_and_all_is_in_view(
    marks: list[tuple[str, float, str]], sheet: Sheet, tied: bool
) -> None:
    given_nodes = [MapNode(name, w, 1, "", "", note) for name, w, note in marks]
    links = [(0, i, 1.0) for i in range(1, len(marks), 2)] if tied else []
    drawn = network_map(given_nodes, links, sheet)
    assert [m.node for m in drawn.nodes] == given_nodes[: len(drawn.nodes)]
    assert drawn.nodes
    assert overlaps(drawn) == 0
    left, top, width, height = map(float, drawn.view.split())
    for m in drawn.nodes:
        x1, y1, x2, y2 = m.edges
        assert left - 0.5 <= x1 <= x2 <= left + width + 0.5
        assert top - 0.5 <= y1 <= y2 <= top + height + 0.5
    assert len(drawn.links) <= 1.2 * len(drawn.nodes)


@given(MARKS, SHEETS)
@settings(max_examples=60, deadline=None)
def test_a_name_is_whole_and_stays_within_its_mark(marks: list[tuple[str, float, str]], sheet: Sheet) -> None:
    drawn = network_map([MapNode(name, w, 1, "", "", note) for name, w, note in marks], [], sheet)
    for m in drawn.nodes:
        told = " ".join(line for line, _, note in m.lines if not note).replace("- ", "-")
        assert m.label.cut or told == " ".join(m.node.name.split())
        assert not m.label.cut or text_width(m.node.name, LABEL) > 2 * 168
        assert [line for line, _, note in m.lines if note] == [m.node.note] * bool(m.node.note)
        for line, y, _ in m.lines:
            half = text_width(line, LABEL, bold=m.label.inside) / 2
            if m.label.inside:
                assert math.hypot(half, max(abs(y - 10 - m.y), abs(y + 1 - m.y))) <= m.radius + 3
            else:
                assert m.edges[0] - 0.1 <= m.x - half <= m.x + half <= m.edges[2] + 0.1
                assert m.y + m.radius < y <= m.edges[3] + 0.1


def test_as_many_marks_as_have_room_with_their_names() -> None:
    few = network_map(nodes([10.0] * 120, "Consolidated Birchwood Works of Ashford and"), [])
    many = network_map(nodes([10.0] * 120, "A"), [])
    assert 18 <= len(few.nodes) < len(many.nodes) <= 120
    assert len(network_map(nodes([10.0] * 120), [], NARROW).nodes) < len(network_map(nodes([10.0] * 120), []).nodes)


def test_areas_are_in_proportion_to_people() -> None:
    small, large = radii([100.0, 400.0])
    assert large == pytest.approx(2 * small, abs=0.2)
    assert sum(math.pi * r**2 for r in radii([50.0] * 60)) <= COVER * WIDE.width * WIDE.height * 1.01


def test_what_is_tied_stands_nearer() -> None:
    drawn = network_map(nodes([30.0] * 8), [(0, 1, 9.0), (2, 3, 9.0), (4, 5, 9.0), (6, 7, 9.0)])
    at = [(m.x, m.y) for m in drawn.nodes]
    tied = [math.dist(at[i], at[i + 1]) for i in range(0, 8, 2)]
    others = [math.dist(at[i], at[j]) for i, j in combinations(range(8), 2) if i // 2 != j // 2]
    assert sum(tied) / len(tied) < sum(others) / len(others)


def test_a_sheet_too_small_grows_until_all_have_room() -> None:
    at = spots(((90.0, 60.0),) * 40, (), NARROW)
    assert all(abs(x - u) >= 90.0 - 0.2 or abs(y - v) >= 60.0 - 0.2 for (x, y), (u, v) in combinations(at, 2))
    assert all(45.0 <= x <= NARROW.width - 45.0 for x, _ in at)


def test_the_same_network_gives_the_same_map_quickly_at_any_size() -> None:
    weights = [float(1 + i % 37) for i in range(120)]
    links = [(i, (i * 7 + 3) % 120, float(i)) for i in range(1, 120) if i != (i * 7 + 3) % 120]
    started = time.process_time()
    drawn = network_map(nodes(weights), links)
    assert time.process_time() - started < 3.0
    assert drawn == network_map(nodes(weights), links)
    assert overlaps(drawn) == 0


def test_nothing_makes_an_empty_map() -> None:
    assert network_map([], []).nodes == ()
    assert network_map([], []).view == "0 0 1000 1"


def test_notes_that_begin_alike_are_said_once() -> None:
    assert joined_notes(["a: x", "b", "a: y"]) == ("a: x; y", "b")
