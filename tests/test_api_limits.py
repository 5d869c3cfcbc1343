"""What is too large, too long or no day is refused as such; what goes wrong is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from serving import pool, serving

from api.body_limit import MOST_BYTES
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
