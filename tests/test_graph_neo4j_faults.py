"""What happens when the Neo4j server is not as it should be: a clear error, and nothing half or twice."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from neo4j_helpers import ask, differences, listing
from neo4j_server import LTS, RealServer, free_port, make_server
from strategies import random_network

from graph.columns import NetworkColumns
from graph.errors import EngineError, UsageError
from graph.neo4j import schema
from graph.neo4j.client import Address, Server, explain
from graph.neo4j.drop import drop, drop_workspace
from graph.neo4j.errors import (
    ReadOnlyError,
    ServerFullError,
    ServerSlowError,
    ServerUnreachableError,
    UnknownDatabaseError,
    WrongPasswordError,
)
from graph.neo4j.pull import moment, pull
from graph.neo4j.push import push
from graph.neo4j.slices import slices
from graph.neo4j.status import status

pytestmark = [pytest.mark.neo4j, pytest.mark.timeout(600)]
MINE = random_network(np.random.default_rng(20), 3000, 15_000)
OTHER = random_network(np.random.default_rng(21), 3000, 15_000, first=1500)


@pytest.fixture(scope="module")
def shaken(neo4j_real: RealServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """A second server, not started: without GDS it is up again in half the time. Or the one that is named."""
    if not neo4j_real.owned:
        yield neo4j_real
        return
    server = make_server(tmp_path_factory.mktemp("shaken"), replace(LTS, gds=None))
    try:
        yield server
    finally:
        server.kill()


@pytest.fixture
def real(shaken: RealServer) -> RealServer:
    """That server, running and emptied."""
    shaken.ready()
    with Server(shaken.address) as server:
        drop(server)
    return shaken


def needs_own(real: RealServer) -> None:
    if not real.owned:
        pytest.skip("the server named by GOODWORD_TEST_NEO4J_URI is not ours to stop")


def test_wrong_password(neo4j_real: RealServer) -> None:
    address = replace(neo4j_real.address, password="not the password")
    with Server(address) as server, pytest.raises(WrongPasswordError, match="GOODWORD_NEO4J_PASSWORD"):
        moment(server)


def test_no_server_at_the_address() -> None:
    for uri in (f"bolt://127.0.0.1:{free_port()}", "bolt://no-such-host.invalid:7687", "neo4j://127.0.0.1:1"):
        address = _quick(uri)
        began = time.monotonic()
        with Server(address) as server, pytest.raises(ServerUnreachableError, match="no Neo4j server answers"):
            moment(server)
        assert time.monotonic() - began < 15


def _quick(uri: str) -> Address:
    return Address(uri, "neo4j", "password", connect_seconds=1, retry_seconds=1)


def test_an_address_that_is_none() -> None:
    with pytest.raises(UsageError, match="no Neo4j address"):
        Server(_quick("http://127.0.0.1:7474"))


def test_a_port_that_accepts_and_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = _quick(f"bolt://127.0.0.1:{listening.getsockname()[1]}")
        began = time.monotonic()
        with Server(address) as server, pytest.raises(ServerUnreachableError):
            moment(server)
        assert time.monotonic() - began < 15


def test_unknown_database(neo4j_real: RealServer) -> None:
    with Server(replace(neo4j_real.address, database="nowhere")) as server, pytest.raises(UnknownDatabaseError):
        moment(server)


def test_a_slow_server_is_given_up(neo4j_real: RealServer) -> None:
    address = replace(neo4j_real.address, transaction_seconds=0.5, retry_seconds=2)
    with Server(address) as server:
        began = time.monotonic()
        with pytest.raises(ServerSlowError, match=r"within 0\.5 s"):
            server.read("UNWIND range(1, 1000000000) AS i WITH sum(i * i % 7) AS s RETURN s")
        assert time.monotonic() - began < 30
        server.read("RETURN 1 AS one")


def test_a_server_without_room(shaken: RealServer) -> None:
    """A limit on what one transaction may use: the push says so, what was written stays, and more room lets it end."""
    needs_own(shaken)
    hasty = replace(shaken.address, retry_seconds=1)
    with shaken.only_with({"db.memory.transaction.max": "2m"}), Server(hasty) as server:
        with pytest.raises(ServerFullError, match="no room"):
            push(server, "a", listing(MINE))
        assert not called_whole(server)
    shaken.ready()
    with Server(shaken.address) as server:
        push(server, "a", listing(MINE))
        whole_and_single(server, MINE)


def called_whole(server: Server) -> bool:
    """Whether the push is called whole, small readings only."""
    found = server.read(schema.WORKSPACE, workspace="a")
    return bool(found) and found[0]["state"] == "whole"


def test_a_lock_held_by_somebody_is_waited_for_and_given_up(real: RealServer) -> None:
    with Server(real.address) as server:
        push(server, "a", listing(MINE))
        held, release = threading.Event(), threading.Event()

        def hold() -> None:
            with server._driver.session() as session, session.begin_transaction() as tx:
                tx.run("MATCH (w:GoodwordWorkspace {id: 'a'}) SET w.beat = 0").consume()
                held.set()
                release.wait(60)

        holder = threading.Thread(target=hold)
        holder.start()
        held.wait(60)
        try:
            impatient = replace(real.address, transaction_seconds=1, retry_seconds=1)
            with Server(impatient) as other, pytest.raises(ServerSlowError):
                push(other, "a", listing(OTHER))
        finally:
            release.set()
            holder.join()
        push(server, "a", listing(OTHER))
        assert status(server, "a", listing(OTHER)).same


def _kill_when(real: RealServer, kind: str, part: float) -> Callable[[str, int, int], None]:
    """Progress that kills the server once so large a part of a kind is done."""

    def progress(what: str, done: int, whole: int) -> None:
        if what == kind and done >= part * whole and real.process is not None:
            real.kill()

    return progress


def test_killed_in_mid_push(real: RealServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The push fails clearly; after a restart nothing calls it whole; the next push completes it; nothing is doubled."""
    needs_own(real)
    monkeypatch.setattr(schema, "BATCH", 1000)
    with Server(replace(real.address, retry_seconds=1)) as server:
        with pytest.raises(ServerUnreachableError):
            push(server, "a", listing(MINE), progress=_kill_when(real, "ties", 0.4))
        real.start()
        half = status(server, "a", listing(MINE))
        assert (half.state, half.same) == ("unfinished", False)
        assert moment(server).unfinished == ("a",)
        rest = push(server, "a", listing(MINE))
        assert 0 < rest.written["ties"] < len(MINE.ties.a)
        whole_and_single(server, MINE)


def whole_and_single(server: Server, columns: NetworkColumns) -> None:
    assert status(server, "a", listing(columns)).same
    assert ask(server, "MATCH (n:GoodwordPerson) RETURN count(n)") == [[len(columns.people.id)]]
    assert ask(server, "MATCH (:GoodwordPerson)-[t:GOODWORD_TIE]->() RETURN count(t)") == [[len(columns.ties.a)]]
    assert differences(pull(server).columns, columns) == []


def test_restarted_in_mid_push_the_driver_goes_on(real: RealServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is away for some seconds: with time for retries the push does not even fail."""
    needs_own(real)
    monkeypatch.setattr(schema, "BATCH", 1000)
    restarting: list[threading.Thread] = []

    def progress(what: str, done: int, whole: int) -> None:
        if what == "ties" and not restarting:
            real.kill()
            restarting.append(threading.Thread(target=real.start))
            restarting[0].start()

    with Server(replace(real.address, retry_seconds=120)) as server:
        push(server, "a", listing(MINE), progress=progress)
        restarting[0].join()
        whole_and_single(server, MINE)


def test_killed_in_mid_pull(real: RealServer, monkeypatch: pytest.MonkeyPatch) -> None:
    needs_own(real)
    monkeypatch.setattr(slices, "__kwdefaults__", {"page": 500})
    with Server(replace(real.address, retry_seconds=1)) as server:
        push(server, "a", listing(MINE))
        with pytest.raises(ServerUnreachableError):
            pull(server, progress=_kill_when(real, "people", 0.4))
        real.start()
        assert differences(pull(server).columns, MINE) == []


def test_two_workspaces_at_once(real: RealServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """They share half of their people; locks are waited for, deadlocks retried, and each shows exactly its own."""
    monkeypatch.setattr(schema, "BATCH", 500)
    failed: list[EngineError] = []

    def run(name: str, columns: NetworkColumns) -> None:
        with Server(replace(real.address, retry_seconds=60)) as server:
            try:
                push(server, name, listing(columns))
            except EngineError as error:
                failed.append(error)

    both = [threading.Thread(target=run, args=pair) for pair in (("a", MINE), ("b", OTHER))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert failed == []
    with Server(real.address) as server:
        assert status(server, "a", listing(MINE)).same
        assert status(server, "b", listing(OTHER)).same
        people = np.union1d(MINE.people.id, OTHER.people.id)
        assert pull(server).columns.people.id.tolist() == people.tolist()
        drop_workspace(server, "b")
        whole_and_single(server, MINE)


def test_a_read_only_database(real: RealServer) -> None:
    needs_own(real)
    with Server(real.address) as server:
        push(server, "a", listing(MINE))
    with real.only_with({"server.databases.default_to_read_only": "true"}), Server(real.address) as server:
        attempts: list[Callable[[], object]] = [
            lambda: push(server, "a", listing(OTHER)),
            lambda: drop_workspace(server, "a"),
            lambda: drop(server),
        ]
        for attempt in attempts:
            with pytest.raises(ReadOnlyError, match="nothing was written"):
                attempt()
        assert status(server, "a", listing(MINE)).same
        assert push(server, "a", listing(MINE)).changed is False
        assert differences(pull(server).columns, MINE) == []


def test_faults_of_this_program_show_as_such() -> None:
    assert explain(ValueError("something else"), _quick("bolt://x")) is None
