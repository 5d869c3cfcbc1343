"""Path answers made of random small graphs, for everything that draws them."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise

import networkx as nx
from answers_fixture import PATHS
from hypothesis import strategies as st

from graph.model import FactClass, Person, person_id
from referral.path_results import IntroPath, Paths, PathTie


def someone(number: int) -> Person:
    """An invented person with nothing but a number for a name."""
    return Person(person_id(f"in:zz-{number}"), f"Person {number}", None, "Engineer", None, "Works", owner=number == 0)


def _tie(a: int, b: int, strength: float) -> PathTie:
    return PathTie(
        someone(a), someone(b), strength, FactClass.OBSERVED, (), (), messages=1, place=round(100 * strength)
    )


def introduction(rank: int, nodes: list[int], strengths: dict[tuple[int, int], float]) -> IntroPath:
    """A path through numbered people; the strength of a tie does not depend on the way it is walked."""
    people = tuple(someone(n) for n in nodes)
    ties = tuple(_tie(a, b, strengths[min(a, b), max(a, b)]) for a, b in pairwise(nodes))
    return IntroPath(rank, people, ties, 0.5, 0, 50)


@st.composite
def answers(draw: st.DrawFn, *, most_hops: int = 3, most_paths: int = 10) -> Paths:
    """Simple paths from person 0 to their first person of a target set, as the engine gives them."""
    size = draw(st.integers(3, 14))
    pairs = [(a, b) for a in range(size) for b in range(a + 1, size)]
    edges = draw(st.lists(st.sampled_from(pairs), min_size=2, max_size=30, unique=True))
    targets = draw(st.sets(st.integers(1, size - 1), min_size=1, max_size=5))
    strengths = {edge: draw(st.floats(0.01, 1.0)) for edge in edges}
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(size))
    walks = (
        walk
        for end in sorted(targets)
        for walk in sorted(nx.all_simple_paths(graph, 0, end, cutoff=most_hops))
        if not targets.intersection(walk[1:-1])
    )
    found = [introduction(i + 1, walk, strengths) for i, walk in enumerate(islice(walks, most_paths))]
    return replace(PATHS, paths=tuple(found), max_hops=most_hops)
