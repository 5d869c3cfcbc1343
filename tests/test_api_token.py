"""A server that others reach wants a token: in a header, never in an address, and nothing without it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from serving import pool, serving

from api.app import Options
from cli.serve import token_for
from graph.errors import GoodwordError, UsageError

TOKEN = "a-token-of-many-letters-0123456789"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(pool(tmp_path_factory.mktemp("token")), Options(token=TOKEN)) as running:
        yield running


def basic(password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"me:{password}".encode()).decode()}


@pytest.mark.parametrize("path", ["/", "/api/v1/companies", "/api/v1/openapi.json", "/metrics", "/static/base.css"])
@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": f"Bearer {TOKEN}x"}, basic("wrong"), {"Authorization": "Basic %"}]
)
def test_nothing_is_answered_without_it(client: TestClient, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Content-Security-Policy" in answer.headers
    assert client.get(f"{path}?token={TOKEN}").status_code == 401


@pytest.mark.parametrize("headers", [{"Authorization": f"Bearer {TOKEN}"}, basic(TOKEN)])
def test_with_it_all_is_as_ever(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/", headers=headers).status_code == 200
    assert client.get("/api/v1/companies", headers=headers).json()["items"]


def test_whoever_watches_the_process_needs_none(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_the_token_is_in_no_repr() -> None:
    assert TOKEN not in repr(Options(token=TOKEN))


def test_a_file_that_holds_no_token_is_said(tmp_path: Path) -> None:
    file = tmp_path / "token"
    for content, said in ((b"\xff" * 40, "no text in UTF-8"), (b"x" * 2_000_000, "longer than a million bytes")):
        file.write_bytes(content)
        with pytest.raises(GoodwordError, match=said):
            token_for("0.0.0.0", str(file))


def test_where_the_token_comes_from(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    assert token_for("127.0.0.1", None) == ""
    assert token_for("127.0.0.1", str(file)) == TOKEN
    assert len({token_for("0.0.0.0", None) for _ in range(5)}) == 5
    assert len(token_for("192.0.2.7", None)) > 40
    for bad in ("", "short", "two words that are long enough"):
        file.write_text(bad)
        with pytest.raises(UsageError, match="holds no token"):
            token_for("0.0.0.0", str(file))
