"""Every read of a list carries a tag that is answered 304, and a change under an old tag is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from serving import pool, serving

WATCHED = {"/healthz", "/readyz", "/metrics"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(pool(tmp_path)) as running:
        yield running


def test_every_read_without_a_name_in_its_address_is_tagged(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    reads = [path for path, operations in paths.items() if "get" in operations and "{" not in path]
    assert len(reads) > 15
    for path in set(reads) - WATCHED:
        asked = {"q": "acme"}
        first = client.get(path, params=asked)
        assert (path, first.status_code) == (path, 200)
        again = client.get(path, params=asked, headers={"If-None-Match": first.headers["ETag"]})
        assert (path, again.status_code, again.content) == (path, 304, b"")


def test_a_report_changes_the_tag_of_the_reports(client: TestClient, tmp_path: Path) -> None:
    before = client.get("/api/v1/reports")
    assert before.json() == {"items": []}
    made = client.post("/api/v1/reports", json={"formats": ["csv"]}).json()
    while client.get(f"/api/v1/jobs/{made['id']}").json()["state"] in {"waiting", "running"}:
        pass
    after = client.get("/api/v1/reports", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, len(after.json()["items"])) == (200, 1)
    one = client.get(f"/api/v1/reports/{after.json()['items'][0]['id']}")
    assert client.get(one.url, headers={"If-None-Match": one.headers["ETag"]}).status_code == 304


def test_somebody_is_erased_only_as_they_were_read(client: TestClient) -> None:
    read = client.get("/api/v1/people/cy")
    seen = {"If-Match": read.headers["ETag"]}
    assert client.patch("/api/v1/people/cy/marks", json={"close": True}).status_code == 200
    assert client.delete("/api/v1/people/cy", headers=seen).status_code == 412
    assert client.get("/api/v1/people/cy").status_code == 200
    now = {"If-Match": client.get("/api/v1/people/cy").headers["ETag"]}
    assert client.delete("/api/v1/people/cy", headers=now).status_code == 204
    assert client.get("/api/v1/people/cy").status_code == 404
