"""The queue of doubtful pairs over HTTP: read, decide, take back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from serving import serving
from test_graph_stores_companies_apart import ARCHIVE as COMPANIES
from test_graph_stores_companies_apart import PLIM, QUILL
from test_graph_stores_decisions import TWO
from workspaces import put

from graph.model import person_id
from graph.stores.workspace import Workspace

ONE, NAMELESS = person_id("in:ann"), person_id("name:b")
REVIEW = "/api/v1/review"


def test_a_pair_is_decided_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "goodword.db"
    with Workspace.open(path) as workspace:
        put(workspace, *(replace(a, connections=((*a.people, None),)) for a in TWO))  # type: ignore[arg-type]
    with serving(path) as client:
        first = client.get(REVIEW)
        pair = first.json()["waiting"][0]
        assert set(pair["ids"]) == {ONE, NAMELESS}
        assert pair["reasons"] == ["the same name", "both Lead"]
        assert client.get(REVIEW, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        where = f"{REVIEW}/{ONE}/{NAMELESS}"
        assert client.patch(where, json={"same": True}, headers={"If-Match": first.headers["ETag"]}).status_code == 204
        assert client.patch(where, json={"same": None}, headers={"If-Match": first.headers["ETag"]}).status_code == 412
        told = client.get(REVIEW).json()
        assert [(set(p["ids"]), p["same"], p["one"]["id"]) for p in told["decided"]] == [({ONE, NAMELESS}, True, ONE)]
        assert told["waiting"] == [p for p in first.json()["waiting"] if NAMELESS not in p["ids"]]
        assert client.patch(where, json={"same": None}).status_code == 204
        assert client.get(REVIEW).json() == first.json()
        assert client.patch(where, json={"same": None}).status_code == 422
        assert client.patch(f"{REVIEW}/{ONE}/p0123456789abcdef", json={"same": True}).status_code == 404
        assert client.patch(where, json={"same": "perhaps"}).status_code == 422
        assert client.patch(where, json={}).status_code == 422


def test_companies_are_kept_apart_and_it_is_taken_back(tmp_path: Path) -> None:
    path, where = tmp_path / "goodword.db", f"{REVIEW}/companies"
    with Workspace.open(path) as workspace:
        put(workspace, replace(COMPANIES, connections=tuple(("in:ann", key, None) for key in COMPANIES.people)))
    with serving(path) as client:
        first = client.get(where)
        assert first.json()["apart"] == []
        waits = {frozenset(c["name"] for c in (p["one"], p["other"])) for p in first.json()["waiting"]}
        assert waits == {PLIM, QUILL}
        pair = next(p for p in first.json()["waiting"] if p["one"]["name"] in PLIM)
        at, tag = f"{where}/{pair['ids'][1]}/{pair['ids'][0]}", {"If-Match": first.headers["ETag"]}
        assert client.get(where, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        assert client.patch(at, json={"same": False}, headers=tag).status_code == 204
        assert client.patch(at, json={"same": None}, headers=tag).status_code == 412
        told = client.get(where).json()
        assert [set(p["ids"]) for p in told["apart"]] == [set(pair["ids"])]
        assert told["waiting"] == [p for p in first.json()["waiting"] if p != pair]
        assert client.patch(at, json={"same": None}).status_code == 204
        assert client.get(where).json() == first.json()
        assert client.patch(at, json={"same": None}).status_code == 422
        assert client.patch(f"{where}/c0123456789abcdef/{pair['ids'][0]}", json={"same": False}).status_code == 404
        assert client.patch(at, json={"same": True}).status_code == 204
        (alias,) = client.get("/api/v1/aliases").json()["items"]
        assert {alias["old"], alias["new"]} == PLIM
        assert all(p["one"]["name"] not in PLIM for p in client.get(where).json()["waiting"])
