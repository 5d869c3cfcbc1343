"""Asks over HTTP: written once however often it is said, changed only as it was seen, fed to calendars."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from serving import pool, serving

from graph.model import person_id

API = "/api/v1"
ASKS = f"{API}/asks"
ANN, BO = person_id("in:ann"), person_id("in:bo")
ASK = {"person": "bo", "company": "Acme", "role": "Engineer", "day": "2026-11-03"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(pool(tmp_path)) as running:
        yield running


def add(client: TestClient, *, key: str | None = None, code: int = 201, **changes: object) -> Any:  # JSON
    answer = client.post(ASKS, json=ASK | changes, headers={"Idempotency-Key": key} if key else {})
    assert answer.status_code == code, answer.text
    return answer.json()


def change(
    client: TestClient, ask: str, *, code: int = 200, headers: dict[str, str] | None = None, **what: object
) -> Any:
    answer = client.patch(f"{ASKS}/{ask}", json=what, headers=headers or {})
    assert answer.status_code == code, answer.text
    return answer.json() if answer.content else None


def test_an_ask_is_written_read_and_changed(client: TestClient) -> None:
    made = add(client)["ask"]
    assert (made["state"], made["person"], made["asked_on"]) == ("asked", {"id": BO, "name": "Bo Bell"}, "2026-11-03")
    assert client.get(f"{ASKS}/{made['id']}").json() == made
    agreed = change(client, made["id"], state="agreed")["ask"]
    assert (agreed["state"], agreed["version"]) == ("agreed", 2)
    assert [a["state"] for a in client.get(ASKS).json()["items"]] == ["agreed"]
    assert change(client, made["id"], state="undo")["ask"]["state"] == "asked"
    assert change(client, made["id"], state="undo", code=204) is None
    assert client.get(f"{ASKS}/{made['id']}").status_code == 404
    assert client.get(ASKS).json()["items"] == []


def test_the_same_request_is_carried_out_once(client: TestClient) -> None:
    first = add(client, key="k1")
    again = client.post(ASKS, json=ASK, headers={"Idempotency-Key": "k1"})
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
    assert again.json() == first
    assert client.post(ASKS, json=ASK | {"role": "Nurse"}, headers={"Idempotency-Key": "k1"}).status_code == 422
    assert len(client.get(ASKS).json()["items"]) == 1
    for wrong in ("", "x" * 256):
        assert client.post(ASKS, json=ASK, headers={"Idempotency-Key": wrong}).status_code == 422


def test_many_at_once_with_one_key_write_one(client: TestClient) -> None:
    with ThreadPoolExecutor(8) as pool_of_eight:
        codes = list(
            pool_of_eight.map(
                lambda _: client.post(ASKS, json=ASK, headers={"Idempotency-Key": "k"}).status_code, range(8)
            )
        )
    assert sorted(codes) == [200] * 7 + [201]
    assert len(client.get(ASKS).json()["items"]) == 1


def test_many_at_once_without_a_key_cannot_break_the_limits(client: TestClient) -> None:
    with ThreadPoolExecutor(8) as pool_of_eight:
        roles = [f"Job {n}" for n in range(8)]
        codes = list(pool_of_eight.map(lambda role: client.post(ASKS, json=ASK | {"role": role}).status_code, roles))
    assert sorted(codes) == [201] + [409] * 7


def test_a_change_needs_the_ask_as_it_was_seen(client: TestClient) -> None:
    ask = add(client)["ask"]["id"]
    tag = client.get(f"{ASKS}/{ask}").headers["etag"]
    change(client, ask, state="agreed", headers={"If-Match": tag, "Idempotency-Key": "c"})
    change(client, ask, state="declined", headers={"If-Match": tag}, code=412)
    change(client, ask, state="agreed", headers={"If-Match": tag, "Idempotency-Key": "c"})
    assert client.get(f"{ASKS}/{ask}").json()["state"] == "agreed"
    change(client, ask, state="undo", headers={"If-Match": tag}, code=412)
    change(client, ask, state="undo", headers={"If-Match": "*"})


def test_what_is_refused_is_a_problem(client: TestClient) -> None:
    add(client)
    problem = add(client, person="cy", code=409)
    assert problem["title"] == "Not now"
    assert "You asked Bo Bell for the same role" in problem["detail"]
    assert "goodword" not in problem["detail"]
    made = add(client, person="cy", overrides=[{"trap": "asked_another", "reason": "Bo is ill"}])
    assert made["ask"]["steps"][0]["overrides"] == [{"trap": "asked_another", "reason": "Bo is ill"}]
    change(client, made["ask"]["id"], state="offer", code=409)
    change(client, made["ask"]["id"], state="nonsense", code=422)
    change(client, "a0", state="agreed", code=404)
    add(client, person="di", draft="Dear [[name]]", code=409)
    add(client, company="N/A", code=404)
    assert client.get(ASKS, params={"as": "anyone"}).status_code == 422
    assert client.post(ASKS).json()["detail"] == "the body is missing"


def test_lists_are_narrowed_and_paged(client: TestClient) -> None:
    add(client)
    add(client, person="cy", company="Elm", state="planned")
    add(client, person="eve", company="Dune", state="planned")
    assert [a["person"]["name"] for a in client.get(ASKS, params={"company": "elm"}).json()["items"]] == ["Cy Cook"]
    assert [a["person"]["name"] for a in client.get(ASKS, params={"person": "eve"}).json()["items"]] == ["Eve Ek"]
    assert len(client.get(ASKS, params={"state": "planned"}).json()["items"]) == 2
    page = client.get(ASKS, params={"limit": 2}).json()
    rest = client.get(ASKS, params={"limit": 2, "cursor": page["next"]}).json()
    assert [a["person"]["name"] for a in page["items"] + rest["items"]] == ["Bo Bell", "Cy Cook", "Eve Ek"]
    assert rest["next"] is None
    assert client.get(ASKS, params={"cursor": "a0"}).status_code == 404
    assert client.get(ASKS, params={"as": "eve"}).json()["items"] == []


def test_a_new_line_changes_every_tag(client: TestClient) -> None:
    paths = (ASKS, f"{ASKS}/due", f"{API}/asks.ics", f"{API}/companies/Acme/referrers")
    tags = {path: client.get(path).headers["etag"] for path in paths}
    assert {client.get(p, headers={"If-None-Match": t}).status_code for p, t in tags.items()} == {304}
    add(client)
    assert {client.get(p, headers={"If-None-Match": t}).status_code for p, t in tags.items()} == {200}


def test_the_feed_is_a_calendar(client: TestClient) -> None:
    add(client)
    answer = client.get(f"{API}/asks.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Follow up with Bo Bell, once and kindly, about Engineer at Acme."
    [due] = client.get(f"{ASKS}/due", params={"as_of": "2026-11-10"}).json()["items"]
    assert due["kind"] == "follow_up"
    assert client.get(f"{ASKS}/due", params={"as_of": "2026-11-09"}).json()["items"] == []
    assert len(client.get(f"{ASKS}/due", params={"as_of": "2026-11-09", "all": True}).json()["items"]) == 1


def test_limits(client: TestClient) -> None:
    assert client.get(f"{ASKS}/limits").json()["cooling_days"] == 90
    assert client.patch(f"{ASKS}/limits", json={"cooling_days": 30}).json()["cooling_days"] == 30
    assert client.patch(f"{ASKS}/limits", json={"cooling_days": -1}).status_code == 422
    tag = client.get(f"{ASKS}/limits").headers["ETag"]
    assert client.get(f"{ASKS}/limits", headers={"If-None-Match": tag}).status_code == 304
    changed = client.patch(f"{ASKS}/limits", json={"cooling_days": 45}, headers={"If-Match": tag})
    assert changed.headers["ETag"] == client.get(f"{ASKS}/limits").headers["ETag"] != tag
    assert client.patch(f"{ASKS}/limits", json={"cooling_days": 9}, headers={"If-Match": tag}).status_code == 412
    assert client.patch(f"{ASKS}/limits", json={"nonsense": 1}).status_code == 422


def test_favours(client: TestClient) -> None:
    favour = {"person": "bo", "kind": "they_helped", "note": "read my CV", "day": "2025-03-01"}
    for code in (201, 200):
        answer = client.post(f"{API}/favours", json=favour, headers={"Idempotency-Key": "f"})
        assert answer.status_code == code
    assert client.get(f"{API}/favours", params={"person": "bo"}).json()["items"] == [
        {"person": {"id": BO, "name": "Bo Bell"}, "kind": "they_helped", "day": "2025-03-01", "note": "read my CV"}
    ]
    assert client.post(f"{API}/favours", json=favour | {"day": "2999-01-01"}).status_code == 422
