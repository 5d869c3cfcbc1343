"""The Cypher of docs/neo4j.md, asked on a real server, against the same questions answered without one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from neo4j_helpers import ask, listing
from neo4j_server import RealServer
from strategies import companies_named, random_network

from graph.columns import NetworkColumns
from graph.neo4j.client import Server
from graph.neo4j.drop import drop
from graph.neo4j.push import push

pytestmark = [pytest.mark.neo4j, pytest.mark.timeout(600)]
PAGE = Path(__file__).parent.parent / "docs" / "neo4j.md"
QUESTIONS = re.findall(r"```cypher\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
SINCE = 1_650_000_000


class World:
    """A network as dictionaries: the oracle."""

    def __init__(self, columns: NetworkColumns) -> None:
        self.columns = columns
        self.ids = [i.decode() for i in columns.people.id.tolist()]
        self.companies = [c.decode() for c in columns.companies.id.tolist()]
        self.named = {c: company.name for c, company in companies_named(self.companies).items()}
        works = zip(columns.works.person.tolist(), columns.works.company.tolist(), strict=True)
        self.at: dict[str, set[str]] = defaultdict(set)
        for person, company in works:
            self.at[self.companies[company]].add(self.ids[person])
        self.graph: nx.Graph[str] = nx.Graph()
        self.graph.add_nodes_from(self.ids)
        t = columns.ties
        for k in range(len(t.a)):
            shown = {self.ids[o] for o in t.shown_by[t.shown_at[k] : t.shown_at[k + 1]].tolist()}
            ends = self.ids[t.a[k]], self.ids[t.b[k]]
            total = int(t.messages_ab[k]) + int(t.messages_ba[k])
            self.graph.add_edge(*ends, p=float(t.strength[k]), shown=shown, total=total, last=int(t.last[k]), ends=ends)

    def employers(self, person: str) -> set[str]:
        return {c for c, people in self.at.items() if person in people}


@pytest.fixture(scope="module")
def world() -> World:
    return World(random_network(np.random.default_rng(77), 60, 150, companies=6, owners=3))


@pytest.fixture(scope="module")
def server(neo4j_each: RealServer, world: World) -> Iterator[Server]:
    with Server(neo4j_each.address) as opened:
        drop(opened)
        push(opened, "one", listing(world.columns))
        yield opened
        drop(opened)


@pytest.fixture(scope="module")
def busiest(world: World) -> str:
    return max(sorted(world.at), key=lambda c: len(world.at[c]))


@pytest.fixture(scope="module")
def pair(world: World) -> tuple[str, str]:
    """Two people who are not tied and have a common contact."""
    return next(
        (a, b)
        for a in sorted(world.ids)
        for b in sorted(world.ids)
        if a < b and not world.graph.has_edge(a, b) and len(list(nx.common_neighbors(world.graph, a, b))) > 1
    )


def test_there_are_ten() -> None:
    assert len(QUESTIONS) == 10


def test_1_who_feeds_it(server: Server, world: World) -> None:
    ((workspace, state, people, ties, _),) = ask(server, QUESTIONS[0])
    assert (workspace, state, people, ties) == ("one", "whole", len(world.ids), world.graph.number_of_edges())


def test_2_who_works_there(server: Server, world: World, busiest: str) -> None:
    found = ask(server, QUESTIONS[1], company=world.named[busiest])
    wanted = {
        p: len(set().union(*(e["shown"] for _, _, e in world.graph.edges(p, data=True)))) for p in world.at[busiest]
    }
    assert {str(row[0]): row[3] for row in found} == wanted
    assert [row[3] for row in found] == sorted(wanted.values(), reverse=True)


def test_3_strongest_into_a_company(server: Server, world: World, busiest: str) -> None:
    pairs = {(a, b): world.graph[a][b]["p"] for b in world.at[busiest] for a in world.graph[b]}
    wanted = sorted(((-p, a, b) for (a, b), p in pairs.items()))[:20]
    found = ask(server, QUESTIONS[2], company=world.named[busiest])
    assert [(row[0], row[1], row[2]) for row in found] == [(a, b, -p) for p, a, b in wanted]


def test_4_how_many_introductions(server: Server, world: World, pair: tuple[str, str]) -> None:
    ((hops, names),) = ask(server, QUESTIONS[3], one=pair[0], other=pair[1])
    assert hops == nx.shortest_path_length(world.graph, *pair)
    assert isinstance(names, list)
    assert len(names) == hops + 1


def test_5_best_ways_of_two_ties(server: Server, world: World, pair: tuple[str, str], busiest: str) -> None:
    me = pair[0]
    ways = [
        (-world.graph[me][via]["p"] * world.graph[via][there]["p"] * 0.5, via, there)
        for via in world.graph[me]
        for there in world.graph[via]
        if there in world.at[busiest] and there != me
    ]
    found = ask(server, QUESTIONS[4], one=me, company=world.named[busiest])
    assert ways
    assert [(row[0], row[1]) for row in found] == [(via, there) for _, via, there in sorted(ways)[:10]]
    assert [row[2] for row in found] == pytest.approx([-p for p, _, _ in sorted(ways)[:10]], rel=1e-12)


def test_6_common_contacts(server: Server, world: World, pair: tuple[str, str]) -> None:
    found = ask(server, QUESTIONS[5], one=pair[0], other=pair[1])
    assert [row[0] for row in found] == sorted(nx.common_neighbors(world.graph, *pair))


def test_7_companies_by_people(server: Server, world: World) -> None:
    wanted = sorted(((-len(people), c) for c, people in world.at.items()))[:20]
    assert [(row[0], row[2]) for row in ask(server, QUESTIONS[6])] == [(c, -n) for n, c in wanted]


def test_8_contacts_at_most_companies(server: Server, world: World) -> None:
    count = Counter({p: len(set().union(*(world.employers(q) for q in world.graph[p]), set())) for p in world.ids})
    wanted = sorted((-n, p) for p, n in count.items() if n)[:20]
    assert [(row[0], row[2]) for row in ask(server, QUESTIONS[7])] == [(p, -n) for n, p in wanted]


def test_9_ties_gone_quiet(server: Server, world: World) -> None:
    quiet = [
        (-e["total"], *e["ends"])
        for _, _, e in world.graph.edges(data=True)
        if 0 < e["last"] < SINCE and e["total"] >= 20
    ]
    found = ask(server, QUESTIONS[8], since=SINCE)
    assert quiet
    assert [(row[2], row[0], row[1]) for row in found] == [(-n, a, b) for n, a, b in sorted(quiet)[:20]]


def test_10_ties_shown_twice(server: Server, world: World) -> None:
    several = [(-len(e["shown"]), *e["ends"]) for _, _, e in world.graph.edges(data=True) if len(e["shown"]) > 1]
    found = ask(server, QUESTIONS[9])
    assert [(row[2], row[0], row[1]) for row in found] == [(-n, a, b) for n, a, b in sorted(several)[:20]]
