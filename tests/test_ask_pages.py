"""The page of asks: it lists what the ledger holds, moves an ask on, and reads a draft while it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from browser import browser, opened
from fastapi.testclient import TestClient
from serving import listening, pool, serving

from referral.asking.states import AskState
from viz.ask_pages import COLUMNS

ASKED = (date.today() - timedelta(days=20)).isoformat()  # noqa: DTZ011  (the server's own day)
ASK = {"person": "bo", "company": "Acme", "role": "Engineer", "day": ASKED}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(pool(tmp_path)) as running:
        yield running


def add(client: TestClient, **changes: str) -> str:
    answer = client.post("/api/v1/asks", json=ASK | changes)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ask"]["id"])


def column(page: str, name: str) -> list[str]:
    """The ids of the cards under one heading."""
    part = next(p for p in page.split('<section class="column"')[1:] if re.search(rf"<h2[^>]*>{name} ", p))
    return re.findall(r'<article [^>]*id="(\w+)"', part.split("</section>")[0])


def test_every_state_stands_in_one_column() -> None:
    assert sorted(state for _, states in COLUMNS for state in states) == sorted(AskState)


def test_an_empty_ledger_says_what_to_do(client: TestClient) -> None:
    page = client.get("/asks")
    assert page.status_code == 200
    assert "Nothing written down yet" in page.text
    assert "I asked" in page.text
    assert client.get("/asks.json").json()["items"] == []


def test_all_owners_together_have_no_ledger(client: TestClient) -> None:
    page = client.get("/asks?as=anyone")
    assert page.status_code == 200
    assert "Whose asks?" in page.text


def test_the_page_and_its_twin_hold_what_the_ledger_holds(client: TestClient) -> None:
    ask = add(client)
    page = client.get("/asks").text
    assert column(page, "Asked") == [ask] == [a["id"] for a in client.get("/asks.json").json()["items"]]
    assert column(page, "Agreed") == column(page, "Closed") == []
    assert "Follow up with Bo Bell" in page
    assert 'href="/api/v1/asks.ics"' in page
    assert client.patch(f"/api/v1/asks/{ask}", json={"state": "declined"}).status_code == 200
    page = client.get("/asks").text
    assert column(page, "Closed") == [ask]
    assert "Thank Bo Bell" in page
    assert "Follow up with" not in page


def test_hostile_names_are_text(client: TestClient) -> None:
    add(client, role='"><script>window.__x=1</script>', company="<img src=x onerror=window.__x=1>")
    page = client.get("/asks").text
    assert "<script>window" not in page
    assert "<img" not in page
    assert "&lt;img src=x" in page


@pytest.mark.browser
def test_an_ask_moves_on_and_a_draft_is_read_while_it_is_written(tmp_path: Path) -> None:
    path = pool(tmp_path)
    with serving(path) as client:
        ask = add(client)
    with browser() as running, listening(path) as home, opened(running, f"{home}/asks", home=home) as watched:
        page = watched.page
        page.locator(f"#{ask}").get_by_role("button", name="They agreed").click()
        agreed = page.get_by_role("region", name="Agreed")
        agreed.locator(f"#{ask}").wait_for()
        assert page.locator("#said").inner_text() == "Written down: They agreed."
        page.get_by_role("button", name="Make a draft").click()
        page.locator("#check-practices .found").first.wait_for()
        assert page.locator("#check-practices li").count() == 6
        assert "Bo" in page.get_by_label("Your message").input_value()
        page.get_by_label("Your message").fill("Hi Bo,\nyou must refer me by tomorrow, I need an answer immediately.")
        pressing = page.locator("#check-pressing li").first
        pressing.wait_for()
        assert pressing.inner_text().startswith("Line 2")
        watched.behaved()
        watched.fits()
