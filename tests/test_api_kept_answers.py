"""What is sent from what is kept is what the route sends: same status, headers and body, and nothing to whom it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import Request, Response
from fastapi.testclient import TestClient
from scenes import ANN, EVE
from serving import pool, serving

from api import kept_answers
from api.app import Options
from graph.model import company_id, person_id

TOKEN = "a-token-of-many-letters-0123456789"
ACME, BO = company_id("acme"), person_id("in:bo")
PAGES = ["/", f"/companies/{ACME}", "/companies/Acme?role=Engineer", f"/companies/{ACME}/paths", f"/people/{BO}"]
ANSWERS = [
    *(f"/api/v1/companies/{ACME}/{what}" for what in ("referrers", "verdict", "paths")),
    f"/api/v1/companies/{ACME}/referrers?as=anyone&role=Engineer",
]
NONCE = re.compile(r"nonce-([\w-]+)")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(pool(tmp_path, ANN, EVE)) as running:
        yield running


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each request, whether it was answered from what is kept."""
    asked: list[bool] = []
    look = kept_answers._held

    def looked(request: Request) -> Response | None:
        found = look(request)
        asked.append(found is not None)
        return found

    monkeypatch.setattr(kept_answers, "_held", looked)
    return asked


def seen(client: TestClient, address: str) -> tuple[int, dict[str, str], str]:
    """A response without what is another in each: the nonce, which is the same in header and body."""
    got = client.get(address)
    nonce = NONCE.search(got.headers["content-security-policy"])
    assert nonce
    if got.headers["content-type"].startswith("text/html"):
        assert f'nonce="{nonce[1]}"' in got.text
    return (
        got.status_code,
        {k: v.replace(nonce[1], "N") for k, v in got.headers.items()},
        got.text.replace(nonce[1], "N"),
    )


@pytest.mark.parametrize("address", [*PAGES, *ANSWERS])
def test_what_is_kept_is_what_the_route_sends(client: TestClient, held: list[bool], address: str) -> None:
    first, second = seen(client, address), seen(client, address)
    assert first == second
    assert first[0] == 200
    assert held == [False, True]
    assert client.head(address).headers["content-length"] == first[1]["content-length"]


@pytest.mark.parametrize("address", [f"/companies/{ACME}", f"/api/v1/companies/{ACME}/verdict"])
def test_a_change_is_seen_at_once(client: TestClient, held: list[bool], address: str) -> None:
    seen(client, address), seen(client, address)
    client.patch(f"/api/v1/people/{BO}/marks", json={"do_not_ask": True}).raise_for_status()
    seen(client, address)
    assert held[-1] is False


def test_a_caller_who_has_it_is_told_so(client: TestClient) -> None:
    first = client.get(ANSWERS[0])
    again = client.get(ANSWERS[0], headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_another_host_is_refused_what_is_kept(client: TestClient) -> None:
    for address in (PAGES[1], ANSWERS[0]):
        client.get(address), client.get(address)
        assert client.get(address, headers={"host": "elsewhere.example"}).status_code == 421


def test_without_the_token_nothing_that_is_kept_is_sent(tmp_path: Path) -> None:
    with serving(pool(tmp_path, ANN, EVE), Options(token=TOKEN)) as client:
        mine = {"authorization": f"Bearer {TOKEN}"}
        for address in (PAGES[1], ANSWERS[0]):
            assert [client.get(address, headers=mine).status_code for _ in range(2)] == [200, 200]
            assert client.get(address).status_code == 401
