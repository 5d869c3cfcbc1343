"""Paths of pools made from archives, through the command line: against brute force over all simple paths."""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from situation import archive, run, slug

from graph.network import Network, load
from graph.stores.workspace import Workspace

TITLES = ("Data Engineer", "Head of Data", "Accountant", "Recruiter", "Nurse")
COMPANIES = ("Alpha Co", "Beta Co")
OWNERS = {"star": 1, "two archives": 2, "clique": 4, "one-sided": 3}
DISCOUNT = math.log(2)
Found = tuple[float, int, tuple[int, ...]]


def pool(shape: str, home: Path) -> list[str]:
    """Archives of people who know each other as `shape` says; the words that open their workspace."""
    dice = random.Random(shape)
    names = [f"Ann Q{n}" for n in range(12)]
    work = {name: f"{dice.choice(TITLES)} at {dice.choice(COMPANIES)}" for name in names}
    words = ["--workspace", str(home / "w.db")]
    for owner in names[: OWNERS[shape]]:
        known = [n for n in names if n != owner and (shape == "clique" or dice.random() < 0.6)]
        people = [
            {"name": n, "is": work[n], "since": 900, "invited_by": "me", "talk": talk(shape, dice)} for n in known
        ]
        made = archive(home / slug(owner), {"name": owner, "is": work[owner]}, people)
        assert run(*words, "import", str(made)).exit_code == 0
    return [*words, "--as", slug(names[0])]


def talk(shape: str, dice: random.Random) -> str:
    days = [dice.randint(5, 900) for _ in range(dice.randint(0, 3))]
    return ", ".join(f"in {day}" if shape == "one-sided" else f"out {day}, in {day - 1}" for day in days)


def simple_paths(net: Network, source: int, targets: set[int]) -> list[Found]:
    """Every simple path of at most three ties that ends at the first target it meets, best first."""
    cost, near = costs(net), defaultdict(list)
    for a, b in cost:
        near[a].append(b)

    def extend(path: tuple[int, ...], sum_: float) -> Iterator[Found]:
        if path[-1] in targets:
            yield round(sum_ + DISCOUNT * (len(path) - 2), 9), len(path) - 1, path
        elif len(path) <= 3:
            for other in near[path[-1]]:
                if other not in path:
                    yield from extend((*path, other), sum_ + cost[path[-1], other])

    return sorted(extend((source,), 0.0))


def costs(net: Network) -> dict[tuple[int, int], float]:
    ties = net.columns.ties
    rows = zip(ties.a.tolist(), ties.b.tolist(), ties.strength.tolist(), strict=True)
    return {pair: -math.log(p) for a, b, p in rows for pair in ((a, b), (b, a))}


def each_new(paths: Sequence[Found], cost: dict[tuple[int, int], float]) -> list[Found]:
    """Those without a detour, the best of each pair of first introducer and person reached."""
    first: dict[tuple[int, int], Found] = {}
    for path in paths:
        nodes = path[2]
        steps = [cost[step] for step in pairwise(nodes)]
        apart = [(i, j) for i in range(len(nodes)) for j in range(i + 2, len(nodes)) if (nodes[i], nodes[j]) in cost]
        around = (sum(steps[i:j]) + (j - i - 1) * DISCOUNT + 1e-9 for i, j in apart)
        if all(cost[nodes[i], nodes[j]] > way for (i, j), way in zip(apart, around, strict=True)):
            first.setdefault((nodes[1], nodes[-1]), path)
    return list(first.values())


@pytest.mark.parametrize("shape", OWNERS)
def test_paths_are_those_of_brute_force(shape: str, tmp_path: Path) -> None:
    words = pool(shape, tmp_path)
    with Workspace.open(tmp_path / "w.db") as workspace:
        net = load(workspace, until=None)
        me = net.index(workspace.owners()[0].id)
        for name in COMPANIES:
            at = net.company_index(workspace.company(name).id)
            assert at is not None
            every = simple_paths(net, me, set(net.members(at).tolist()) - {me})
            for more, wanted in (([], each_new(every, costs(net))), (["--all"], every)):
                told = run(*words, "--format", "json", "paths", name, "-k", "60", *more)
                found = [[person["id"] for person in path["people"]] for path in json.loads(told.stdout)["paths"]]
                assert found == [[net.person(node) for node in path[2]] for path in wanted[:60]]
