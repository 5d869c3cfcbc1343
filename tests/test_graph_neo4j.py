"""The graph on a real Neo4j server is the graph of the workspace: pushed, pulled, refreshed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from neo4j_helpers import ask, differences, listing
from neo4j_server import RealServer
from strategies import networks, random_network, without_ties

from graph.columns import NO_TIME, NetworkColumns
from graph.neo4j.client import Server
from graph.neo4j.drop import drop, drop_workspace
from graph.neo4j.errors import NewerSchemaError, NothingPushedError, TakenOverError
from graph.neo4j.listing import withdrawn
from graph.neo4j.progress import no_progress
from graph.neo4j.pull import PulledGraph, moment, pull
from graph.neo4j.push import _Run, push
from graph.neo4j.source import refreshed
from graph.neo4j.status import status

pytestmark = [pytest.mark.neo4j, pytest.mark.timeout(600)]
FEW = settings(max_examples=6, deadline=None)


@pytest.fixture(scope="module")
def server(neo4j_each: RealServer) -> Iterator[Server]:
    with Server(neo4j_each.address) as opened:
        drop(opened)
        yield opened
        drop(opened)


@pytest.fixture
def empty(server: Server) -> Server:
    """The server with nothing of ours on it; constraints may stay."""
    return emptied(server)


def emptied(server: Server) -> Server:
    server.write(("MATCH (m:GoodwordMeta) SET m.schema = 1", {}))
    for (workspace,) in ask(server, "MATCH (w:GoodwordWorkspace) RETURN w.id"):
        drop_workspace(server, str(workspace))
    server.write(("MATCH (n:GoodwordMeta|GoodwordGone) DETACH DELETE n", {}))
    return server


def network(seed: int, people: int = 40, ties: int = 90, *, first: int = 0) -> NetworkColumns:
    return random_network(np.random.default_rng(seed), people, ties, first=first)


def test_what_is_pulled_is_what_was_pushed(empty: Server) -> None:
    mine = network(1, 400, 1500)
    done = push(empty, "one", listing(mine))
    assert done.written == {"companies": 40, "people": 400, "works": len(mine.works.person), "ties": len(mine.ties.a)}
    assert differences(pull(empty).columns, mine) == []
    assert status(empty, "one", listing(mine)).same


def test_pushing_again_writes_nothing(empty: Server) -> None:
    mine = network(2)
    first = push(empty, "one", listing(mine))
    again = push(empty, "one", listing(mine))
    assert (again.changed, again.generation) == (False, first.generation)


@FEW
@given(steps=st.lists(networks(), min_size=1, max_size=4))
def test_any_change_arrives_and_a_refresh_equals_a_whole_reading(server: Server, steps: list[NetworkColumns]) -> None:
    emptied(server)
    held: PulledGraph | None = None
    for step in steps:
        push(server, "changing", listing(step))
        held = pull(server, held)
        assert differences(held.columns, pull(server).columns) == []
        assert differences(held.columns, step) == []
        assert status(server, "changing", listing(step)).same


def model(
    *shown: NetworkColumns,
) -> tuple[set[str], dict[tuple[str, str], tuple[float, int, int, int, int, frozenset[str]]]]:
    """Who is in any of several networks, and their ties put together, without arrays."""
    people: set[str] = set()
    ties: dict[tuple[str, str], tuple[float, int, int, int, int, frozenset[str]]] = {}
    for part in shown:
        ids = [i.decode() for i in part.people.id.tolist()]
        people |= set(ids)
        t = part.ties
        for i in range(len(t.a)):
            owners = frozenset(ids[o] for o in t.shown_by[t.shown_at[i] : t.shown_at[i + 1]].tolist())
            row = (
                float(t.strength[i]),
                int(t.classes[i]),
                int(t.messages_ab[i]),
                int(t.messages_ba[i]),
                int(t.last[i]),
                owners,
            )
            key = (ids[t.a[i]], ids[t.b[i]])
            was = ties.get(key, row)
            ties[key] = (
                max(was[0], row[0]),
                was[1] | row[1],
                max(was[2], row[2]),
                max(was[3], row[3]),
                max(was[4], row[4]),
                was[5] | row[5],
            )
    return people, ties


@FEW
@given(one=networks(), other=networks(), third=networks())
def test_several_workspaces_make_one_graph_and_take_out_only_their_own(
    server: Server, one: NetworkColumns, other: NetworkColumns, third: NetworkColumns
) -> None:
    emptied(server)
    held: PulledGraph | None = None
    for name, mine, now in (
        ("a", one, (one,)),
        ("b", other, (one, other)),
        ("a", third, (third, other)),
        ("b", None, (third,)),
        ("a", None, ()),
    ):
        if mine is None:
            drop_workspace(server, name)
        else:
            push(server, name, listing(mine))
        held = pull(server, held)
        assert model(held.columns) == model(*now)
        assert differences(held.columns, pull(server).columns) == []
    assert status(server, "a", withdrawn()).state == "never pushed"


def test_owners_come_in_the_order_of_the_workspaces(empty: Server) -> None:
    one, other = network(3), network(4, first=20)
    push(empty, "z", listing(one))
    push(empty, "a", listing(other))
    told = [c.people.id[o] for c in (one, other) for o in c.owners]
    found = pull(empty).columns
    assert found.people.id[found.owners].tolist() == list(dict.fromkeys(told))


def test_status_sees_every_difference(empty: Server) -> None:
    mine = network(5)
    push(empty, "one", listing(mine))
    fewer = without_ties(mine, np.arange(len(mine.ties.a)) > 0)
    found = status(empty, "one", listing(fewer))
    assert [x.kind for x in found.lines if not x.same] == ["ties"]
    empty.write(("MATCH ()-[t:GOODWORD_TIE]->() WITH t LIMIT 1 SET t.strength = 0.5 + t.strength / 7", {}))
    assert [x.kind for x in status(empty, "one", listing(mine)).lines if not x.same] == ["ties"]
    assert push(empty, "one", listing(mine)).written["ties"] == 1
    assert status(empty, "one", listing(mine)).same
    empty.write(("MATCH (p:GoodwordPerson) WITH p LIMIT 1 DETACH DELETE p", {}))
    assert not status(empty, "one", listing(mine)).same
    push(empty, "one", listing(mine))
    assert status(empty, "one", listing(mine)).same


def test_a_doubled_tie_is_seen_and_put_right(empty: Server) -> None:
    mine = network(6)
    push(empty, "one", listing(mine))
    empty.write(
        (
            "MATCH (a)-[t:GOODWORD_TIE]->(b) WITH a, t, b LIMIT 1 CREATE (a)-[u:GOODWORD_TIE]->(b) SET u = properties(t)",
            {},
        )
    )
    empty.write(
        (
            "MATCH (p)-[r:GOODWORD_WORKS_AT]->(c) WITH p, r, c LIMIT 1 CREATE (p)-[u:GOODWORD_WORKS_AT]->(c) SET u = properties(r)",
            {},
        )
    )
    assert [x.kind for x in status(empty, "one", listing(mine)).lines if not x.same] == ["works", "ties"]
    assert push(empty, "one", listing(mine)).written["ties"] == 1
    assert status(empty, "one", listing(mine)).same


def test_what_others_say_of_a_person_comes_back_when_one_withdraws(empty: Server) -> None:
    mine = network(7, 3, 3)
    plain = listing(mine)
    push(empty, "a", plain)
    push(empty, "b", type(plain)(mine, lambda _: {}, plain.companies_named))
    names = "MATCH (p:GoodwordPerson) RETURN DISTINCT p.name = ''"
    assert ask(empty, names) == [[True]]
    drop_workspace(empty, "b")
    assert ask(empty, names) == [[False]]


def test_drop_takes_only_what_is_ours(empty: Server) -> None:
    mine = network(8)
    empty.write(("CREATE (:Person {id: 'theirs'})-[:KNOWS]->(:Person {id: 'also theirs'})", {}))
    push(empty, "one", listing(mine))
    drop(empty)
    assert ask(empty, "MATCH (n) RETURN n.id ORDER BY n.id") == [["also theirs"], ["theirs"]]
    assert ask(empty, "SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'goodword' RETURN name") == []
    assert ask(empty, "SHOW INDEXES YIELD name WHERE name STARTS WITH 'goodword' RETURN name") == []
    empty.write(("MATCH (n:Person) DETACH DELETE n", {}))
    with pytest.raises(NothingPushedError, match="holds no Goodword graph yet"):
        pull(empty)
    drop(empty)


def test_a_graph_of_a_newer_form_is_left_alone(empty: Server) -> None:
    mine = network(9)
    push(empty, "one", listing(mine))
    empty.write(("MATCH (m:GoodwordMeta) SET m.schema = 99", {}))
    for attempt in (
        lambda: push(empty, "one", withdrawn()),
        lambda: pull(empty),
        lambda: status(empty, "one", listing(mine)),
        lambda: drop_workspace(empty, "one"),
        lambda: drop(empty),
    ):
        with pytest.raises(NewerSchemaError, match="update goodword"):
            attempt()
    assert ask(empty, "MATCH (p:GoodwordPerson) RETURN count(p)") == [[len(mine.people.id)]]
    empty.write(("MATCH (m:GoodwordMeta) SET m.schema = 1", {}))


def test_the_later_of_two_pushes_of_one_workspace_goes_on(empty: Server) -> None:
    mine = network(10)
    early = _Run(empty, "one", listing(mine), no_progress)
    early.companies_and_people()
    later = push(empty, "one", listing(mine))
    with pytest.raises(TakenOverError):
        early.ties_and_works()
    assert later.written["ties"] == len(mine.ties.a)
    assert status(empty, "one", listing(mine)).same


def test_a_push_broken_off_is_not_whole_and_goes_on_where_it_stopped(empty: Server) -> None:
    mine = network(11)
    broken = _Run(empty, "one", listing(mine), no_progress)
    broken.companies_and_people()
    found = status(empty, "one", listing(mine))
    assert (found.state, found.same) == ("unfinished", False)
    assert moment(empty).unfinished == ("one",)
    rest = push(empty, "one", listing(mine))
    assert (rest.written["people"], rest.written["ties"]) == (0, len(mine.ties.a))
    assert status(empty, "one", listing(mine)).same


def test_the_same_rows_without_the_last_word_are_not_whole(empty: Server) -> None:
    """Killed after the last row and before the counts: everything is there, and status still says unfinished."""
    mine = network(12)
    broken = _Run(empty, "one", listing(mine), no_progress)
    broken.companies_and_people()
    broken.ties_and_works()
    found = status(empty, "one", listing(mine))
    assert all(line.same for line in found.lines)
    assert not found.same
    push(empty, "one", listing(mine))
    assert status(empty, "one", listing(mine)).same


def test_a_reader_in_mid_push_gets_the_rest_later(empty: Server) -> None:
    mine, other = network(13), network(14)
    push(empty, "a", listing(mine))
    slow = _Run(empty, "b", listing(other), no_progress)
    slow.companies_and_people()
    held = pull(empty)
    push(empty, "c", listing(network(15)))
    held = pull(empty, held)
    slow.ties_and_works()
    slow.end()
    held = pull(empty, held)
    assert model(held.columns) == model(mine, other, network(15))


def test_the_kept_graph_is_used_while_nothing_changes(empty: Server, tmp_path: Path) -> None:
    mine, path = network(16), tmp_path / "w.graph"
    push(empty, "one", listing(mine))
    first = refreshed(empty, path)
    again = refreshed(empty, path)
    assert differences(again.pulled.columns, mine) == []
    assert again.graph.indices.tolist() == first.graph.indices.tolist()
    changed = without_ties(mine, mine.ties.a % 2 == 0)
    push(empty, "one", listing(changed))
    assert differences(refreshed(empty, path).pulled.columns, changed) == []
    path.write_bytes(b"damaged")
    assert differences(refreshed(empty, path).pulled.columns, changed) == []
    drop(empty)
    push(empty, "one", listing(mine))
    assert differences(refreshed(empty, path).pulled.columns, mine) == []


def test_unknown_dates_stay_unknown(empty: Server) -> None:
    mine = network(17)
    assert (mine.ties.last == NO_TIME).any()
    push(empty, "one", listing(mine))
    absent = int(np.count_nonzero(mine.ties.last == NO_TIME))
    assert ask(empty, "MATCH ()-[t:GOODWORD_TIE]->() WHERE t.last IS NULL RETURN count(t)") == [[absent]]
