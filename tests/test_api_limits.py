"""What is too large, too long or no day is refused as such; what goes wrong is counted."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from serving import listening, pool, serving

from api.body_limit import MOST_BYTES
from graph.engine.pool import BusyError, GraphPool
from graph.errors import WorkspaceError
from graph.stores.workspace import Workspace


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(pool(tmp_path_factory.mktemp("limits"))) as running:
        yield running


def first_company(client: TestClient) -> str:
    return str(client.get("/api/v1/companies").json()["items"][0]["id"])


@pytest.mark.parametrize("day", ["0", "1700000000", "2026-13-01", "20261301", "yesterday", ""])
def test_what_is_no_day_is_no_question(client: TestClient, day: str) -> None:
    answer = client.get(f"/api/v1/companies/{first_company(client)}/verdict", params={"as_of": day})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("day", [0, 1_700_000_000, "20260228", "2026-02-30", "2026-02-28T00:00:00"])
def test_a_day_in_a_body_is_written_as_one(client: TestClient, day: object) -> None:
    ask = client.post("/api/v1/asks", json={"person": "bo", "company": "Acme", "day": day})
    favour = client.post("/api/v1/favours", json={"person": "bo", "kind": "i_helped", "note": "read it", "day": day})
    report = client.post("/api/v1/reports", json={"since": day})
    for answer in (ask, favour, report):
        assert answer.status_code == 422
        assert "is no day like 2026-11-23" in answer.json()["detail"]


@pytest.mark.parametrize("seed", ["-1", "9" * 30])
@pytest.mark.parametrize("question", ["centrality", "communities"])
def test_a_seed_is_a_whole_number_that_can_be_held(client: TestClient, question: str, seed: str) -> None:
    assert client.get(f"/api/v1/{question}", params={"seed": seed}).status_code == 422


@pytest.mark.parametrize("size", ["9" * 309, "-1", "0", "1e9", "10000001"])
def test_a_company_of_impossible_size_is_refused(client: TestClient, size: str) -> None:
    answer = client.get(f"/api/v1/companies/{first_company(client)}/verdict", params={"company_size": size})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def test_a_source_of_impossible_number_is_refused(client: TestClient) -> None:
    assert client.delete(f"/api/v1/sources/{'9' * 30}").status_code in {404, 412, 422, 428}


def test_a_body_that_is_too_large_is_refused_before_it_is_read_on(client: TestClient) -> None:
    body = b'{"note": "' + b"x" * MOST_BYTES + b'"}'
    headers = {"Content-Type": "application/json"}
    answer = client.patch("/api/v1/people/p0/marks", content=body, headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (413, "Too large")

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * (MOST_BYTES // 20)

    assert client.patch("/api/v1/people/p0/marks", content=pieces(), headers=headers).status_code == 413


HEAD = b"POST /api/v1/drafts/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
MEGABYTES = 32


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    with listening(pool(tmp_path_factory.mktemp("sockets"))) as home:
        yield "127.0.0.1", urlsplit(home).port or 0


def answered(address: tuple[str, int], *pieces: bytes) -> tuple[bytes, int]:
    """The first line of the answer, and how many pieces were sent until the server hung up."""
    sent = 0
    with socket.create_connection(address, timeout=20) as caller:
        try:
            for piece in pieces:
                caller.sendall(piece)
                sent += 1
            return caller.recv(4096).split(b"\r\n")[0], sent
        except ConnectionError:
            return b"", sent


def test_a_body_that_states_too_large_a_length_is_refused_at_once(address: tuple[str, int]) -> None:
    line, _ = answered(address, HEAD + b"Content-Length: 99999999999\r\n\r\n")
    assert line.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(b"GET /", id="an address"),
        pytest.param(HEAD + b"X: ", id="one header"),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: ", id="a trailer"),
    ],
)
def test_a_head_without_end_is_refused_before_it_fills_the_memory(address: tuple[str, int], start: bytes) -> None:
    line, sent = answered(address, start, *([b"x" * 2**20] * MEGABYTES))
    assert line == b"" or line.startswith((b"HTTP/1.1 431 ", b"HTTP/1.1 400 "))
    assert sent < MEGABYTES


def test_headers_without_end_are_refused_before_they_fill_the_memory(address: tuple[str, int]) -> None:
    _, sent = answered(address, HEAD, *(b"X%d: %s\r\n" % (n, b"x" * 2**16) for n in range(16 * MEGABYTES)))
    assert sent < 16 * MEGABYTES


def test_a_head_that_is_large_in_pieces_says_so(address: tuple[str, int]) -> None:
    line, _ = answered(address, HEAD + b"X: " + b"x" * 2**16)
    assert line.startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("body", [b"{bad", b"\xff\xfe", b"\xff\xfe{", b""])
def test_what_is_no_json_is_a_documented_400(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/v1/drafts/check", content=body, headers={"Content-Type": "application/json"})
    told = client.get("/openapi.json").json()["paths"]["/api/v1/drafts/check"]["post"]["responses"]
    assert str(answer.status_code) in told
    assert answer.status_code == (400 if body else 422)
    assert answer.json()["title"] == ("The body cannot be read" if body else "The question is malformed")
    assert not body or answer.json()["detail"].startswith("what was sent ")


@pytest.mark.parametrize("path", ["/", "/api/v1/companies", "/healthz"])
def test_no_request_is_echoed(client: TestClient, path: str) -> None:
    assert client.request("TRACE", path).status_code == 405


def test_a_fault_of_ours_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(pool(tmp_path)) as client:
        with monkeypatch.context() as patch:
            patch.setattr(Workspace, "find_companies", lambda *_, **__: 1 / 0)
            assert client.get("/api/v1/companies").status_code == 500
        assert 'goodword_requests_total{status="5xx"} 1' in client.get("/metrics").text


def test_who_is_told_to_come_back_is_told_when(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise WorkspaceError("w", "it is locked")

    with serving(pool(tmp_path)) as client:
        monkeypatch.setattr(Workspace, "find_companies", gone)
        answer = client.get("/api/v1/companies")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_a_page_says_when_to_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise BusyError(64)

    with serving(pool(tmp_path)) as client:
        monkeypatch.setattr(GraphPool, "ask", full)
        answer = client.get("/")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert answer.headers["content-type"].startswith("text/html")


def test_while_too_many_wait_questions_are_refused_and_health_is_told(tmp_path: Path) -> None:
    gate = threading.Event()
    with serving(pool(tmp_path)) as client:
        company, state = first_company(client), client.app.state.server  # type: ignore[attr-defined]
        held = state.pool
        state.pool = GraphPool(1, waiting=1)
        with state.pool as full:
            assert client.portal is not None
            waiting = [client.portal.start_task_soon(full.ask, gate.wait) for _ in range(2)]
            client.portal.call(asyncio.sleep, 0)
            for path in ("/", f"/companies/{company}", f"/api/v1/companies/{company}/verdict"):
                answer = client.get(path)
                assert (answer.status_code, answer.headers["retry-after"]) == (503, "2"), path
                assert answer.headers["content-type"].startswith("application" if "/api/" in path else "text/html")
                assert answer.headers["x-frame-options"] == "DENY"
            assert client.get("/healthz").status_code == client.get("/metrics").status_code == 200
            gate.set()
            wait(waiting)
            assert client.get(f"/api/v1/companies/{company}/verdict").status_code == 200
        state.pool = held


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [("/api/v1/asks", [1], "the body: is a JSON object"), ("/api/v1/targets?as_of=2026-01-01&page=x", {}, "company")],
)
def test_what_is_malformed_is_said_without_the_words_of_a_library(
    client: TestClient, path: str, body: object, said: str
) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]
    assert "Input should be" not in answer.json()["detail"]
