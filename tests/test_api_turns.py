"""Health checks wait for nobody: what requests do one after the other, and what is done before the first of them."""

from __future__ import annotations

import asyncio
import gc
import json
import socket
import threading
import urllib.request
import weakref
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from pydantic import BaseModel
from serving import ORIGIN, listening, pool, serving
from starlette.types import Receive, Scope, Send

import cli.serve
from api.app import Options, create_app
from api.collector import OFTEN, look
from api.one_look import OneLook
from api.turns import AT_ONCE, FIRST, Turns
from cli.main import app
from graph.stores.workspace import Workspace


class Noted:
    """An application that notes who begins."""

    def __init__(self) -> None:
        self.begun: list[str] = []

    async def __call__(self, scope: Scope, _: Receive, __: Send) -> None:
        self.begun.append(scope["path"])


async def nothing() -> dict[str, object]:
    return {}


async def nowhere(_: object) -> None:
    return


def asked(app: Turns, path: str) -> asyncio.Task[None]:
    return asyncio.get_running_loop().create_task(app({"type": "http", "path": path}, nothing, nowhere))


def test_requests_that_come_together_begin_one_after_the_other_in_the_order_they_came() -> None:
    noted = Noted()

    async def forty() -> list[int]:
        app, seen = Turns(noted), list[int]()
        tasks = [asked(app, f"/{n}") for n in range(40)]
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0)
            seen.append(len(noted.begun))
        return seen

    seen = asyncio.run(forty())
    assert noted.begun == [f"/{n}" for n in range(40)]
    assert max(after - before for before, after in zip([0, *seen], seen, strict=False)) == AT_ONCE


@pytest.mark.parametrize("path", sorted(FIRST))
def test_a_health_check_that_comes_last_begins_with_the_first(path: str) -> None:
    noted = Noted()

    async def forty() -> int:
        app = Turns(noted)
        tasks = [asked(app, f"/{n}") for n in range(40)]
        check = asked(app, path)
        await asyncio.sleep(0)
        assert check.done()
        begun = len(noted.begun)
        await asyncio.gather(*tasks)
        return begun

    assert asyncio.run(forty()) == AT_ONCE + 1
    assert len(noted.begun) == 41


def test_who_leaves_while_waiting_holds_nobody_up() -> None:
    noted = Noted()

    async def some() -> None:
        app = Turns(noted)
        tasks = [asked(app, f"/{n}") for n in range(6)]
        await asyncio.sleep(0)
        for left in tasks[2:5]:
            left.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asked(app, "/later")

    asyncio.run(some())
    assert noted.begun == ["/0", "/1", "/5", "/later"]


def test_the_file_is_looked_at_once_for_all_who_came_and_again_for_who_comes_later() -> None:
    states = iter(range(100))
    one = OneLook(lambda: next(states))

    async def look() -> int | None:
        return one.found()

    async def turns() -> list[list[int | None]]:
        return [await asyncio.gather(*(look() for _ in range(40))) for _ in range(3)]

    assert one.found() is None
    assert asyncio.run(turns()) == [[n] * 40 for n in range(3)]


def test_a_request_sees_what_was_written_before_it_came(tmp_path: Path) -> None:
    with serving(pool(tmp_path)) as client:
        for number in range(1, 6):
            favour = {"person": "bo", "kind": "i_helped", "note": f"read it {number} times"}
            assert client.post("/api/v1/favours", json=favour).status_code == 201
            assert len(client.get("/api/v1/favours").json()["items"]) == number


def test_nothing_of_the_routes_is_left_to_the_first_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(pool(tmp_path))

    def late(*_: object, **__: object) -> None:
        raise AssertionError("a route is worked out while somebody waits")

    monkeypatch.setattr("fastapi.routing.get_dependant", late)
    with TestClient(app, base_url=ORIGIN) as client:
        assert client.get("/healthz").status_code == client.get("/api/v1/companies").status_code == 200
        assert client.get("/nowhere").status_code == 404


def test_a_server_listens_once_its_application_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def made(*_: object) -> object:
        order.append("made")
        return create_app(tmp_path / "w.sqlite")

    def listens(host: str, port: int) -> socket.socket:
        order.append("listens")
        return real(host, port)

    def runs(_: object, sockets: list[socket.socket]) -> None:
        order.append("runs")
        sockets[0].close()

    real = cli.serve.listening_socket
    monkeypatch.setattr("api.app.create_app", made)
    monkeypatch.setattr(cli.serve, "listening_socket", listens)
    monkeypatch.setattr("uvicorn.Server.run", runs)
    CliRunner().invoke(app, ["--workspace", str(tmp_path / "w.sqlite"), "serve", "--port", "0"], catch_exceptions=False)
    assert order == ["made", "listens", "runs"]


def test_a_server_looks_for_circles_in_what_is_new_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, tuple[int, ...]]] = []

    class Collector:
        """Python's, as far as a server takes it."""

        @staticmethod
        def freeze() -> None:
            calls.append(("freeze", ()))

        @staticmethod
        def collect(generation: int) -> None:
            calls.append(("collect", (generation,)))

        @staticmethod
        def set_threshold(*numbers: int) -> None:
            calls.append(("set_threshold", numbers))

    monkeypatch.setattr("api.collector.gc", Collector)
    monkeypatch.setattr("api.state.sys.setswitchinterval", lambda _: None)
    with listening(pool(tmp_path), Options(warm=True)) as address:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        assert direct.open(f"{address}/readyz", timeout=60).status == 200
        company = json.load(direct.open(f"{address}/api/v1/companies"))["items"][0]["id"]
        before = len(calls)
        assert direct.open(f"{address}/api/v1/companies/{company}/verdict", timeout=60).status == 200
    assert calls[:2] == [("freeze", ()), ("set_threshold", OFTEN)]
    assert set(calls[2:]) == {("collect", (0,)), ("freeze", ())}
    assert len(calls) > before


def test_what_is_kept_is_looked_at_no_more_and_what_is_new_goes() -> None:
    class Value:
        """Refers to itself."""

        def __init__(self) -> None:
            self.own = self

    kept, frozen = Value(), gc.get_freeze_count()
    try:
        gone = weakref.ref(Value())
        look()
        assert gone() is None
        assert gc.get_freeze_count() > frozen
        assert not any(each is kept for each in gc.get_objects())
    finally:
        gc.unfreeze()


@pytest.mark.parametrize("path", ["graph", "communities", "centrality", "targets/batch"])
def test_the_bytes_of_a_large_answer_are_made_by_no_event_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    made, real = list[str](), BaseModel.model_dump_json

    def noted(model: BaseModel, *, by_alias: bool) -> str:
        made.append(threading.current_thread().name)
        return real(model, by_alias=by_alias)

    def late(*_: object, **__: object) -> None:
        raise AssertionError("the event loop makes the bytes")

    monkeypatch.setattr(BaseModel, "model_dump_json", noted)
    with serving(pool(tmp_path)) as client:
        monkeypatch.setattr("fastapi.routing.serialize_response", late)
        asked = {"targets": [{"company": "Acme"}]}
        answer = client.post(f"/api/v1/{path}", json=asked) if "batch" in path else client.get(f"/api/v1/{path}")
    assert answer.status_code == 200
    assert ("etag" in answer.headers) == ("batch" not in path)
    assert [name.startswith("goodword-graph") for name in made] == [True]


def test_a_look_of_the_event_loop_sends_no_statement(tmp_path: Path) -> None:
    with Workspace.open(pool(tmp_path)) as workspace:
        one, state = OneLook(workspace.state_at_hand), workspace.state()

        async def look() -> object:
            return one.found()

        assert asyncio.run(look()) == state
