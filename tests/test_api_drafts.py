"""Drafts over HTTP: made and read like at the command line, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from serving import pool, serving

API = "/api/v1/drafts"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("drafts")
    with serving(pool(folder)) as running:
        yield running


def test_a_draft_is_made_with_its_evidence(client: TestClient) -> None:
    asked = {"kind": "request", "company": "Acme", "person": "bo", "role": "Software Engineer", "language": "fr"}
    answer = client.post(API, json=asked)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    made = answer.json()
    assert made["text"].startswith("Bonjour Bo,")
    assert {f["name"]: f["text"] for f in made["facts"]}["recommended_on"] == "mai 2021"
    assert made["person"]["name"] == "Bo Bell"
    assert len(made["blanks"]) == 3


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"kind": "poem"}, 422),
        ({"language": "xx"}, 422),
        ({"kind": "agenda", "short": True}, 422),
        ({"person": "nobody-here"}, 404),
        ({"company": "N/A"}, 404),
        ({"more": 1}, 422),
    ],
)
def test_what_cannot_be_made_is_a_problem(client: TestClient, change: dict[str, object], status: int) -> None:
    answer = client.post(API, json={"kind": "request", "company": "Acme", "person": "bo"} | change)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_draft_is_read(client: TestClient) -> None:
    answer = client.post(f"{API}/check", json={"text": "Hey,\nrefer me NOW!!!\nThanks"})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    found = answer.json()
    assert {p["name"]: p["line"] for p in found["practices"] if p["found"]} == {"gratitude": 3}
    assert {p["line"] for p in found["pressing"]} == {2}
    assert all(p["why"] for p in found["pressing"])
    assert len(found["suggestions"]) == 5
    assert client.post(f"{API}/check", json={"text": "a" * 20_001}).status_code == 422
    assert client.post(f"{API}/check", json={"text": "Danke", "kind": "thanks"}).json()["language"] == "de"
