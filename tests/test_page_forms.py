"""Marks, the list, limits and forgetting as plain forms: they do what the API does, and nothing without our own page."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from fastapi.testclient import TestClient
from serving import ORIGIN, pool, serving

from viz.web_pages import MARKS

OWN = {"Origin": ORIGIN, "Accept": "text/html"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(pool(tmp_path)) as running:
        yield running


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(pool(tmp_path_factory.mktemp("untouched"))) as running:
        yield running


def send(client: TestClient, to: str, **fields: str) -> httpx2.Response:
    return client.post(to, data=fields, headers=OWN, follow_redirects=False)


def hidden(page: str, form: str) -> dict[str, str]:
    """The fields a form of a page carries along, by its action."""
    part = page.split(f'action="{form}"')[1].split("</form>", maxsplit=1)[0]
    return {k: unescape(v) for k, v in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', part)}


def test_marks_are_kept_as_they_are_ticked_and_taken_back_as_they_are_not(client: TestClient) -> None:
    page = client.get("/people/cy")
    address = re.findall(r'action="(/people/[^"]+/marks)"', page.text)[0]
    tag = hidden(page.text, address)["tag"]
    for name, _ in MARKS:
        answer = send(client, address, tag=tag, note="on leave", **{name: "on"})
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{address.removesuffix('/marks')}#marks"
        told = client.get(f"/api/v1{address}")
        assert {n for n, _ in MARKS if told.json()[n]} == {name}
        assert told.json()["note"] == "on leave"
        tag = told.headers["etag"]
    send(client, address, tag=tag)
    told = client.get(f"/api/v1{address}").json()
    assert [told[n] for n, _ in MARKS] == [None] * len(MARKS)
    assert not told["note"]


def test_a_no_that_was_said_stays_a_no(client: TestClient) -> None:
    client.patch("/api/v1/people/cy/marks", json={"worked_with": False})
    send(client, "/people/cy/marks", close="on")
    told = client.get("/api/v1/people/cy/marks").json()
    assert (told["worked_with"], told["close"]) == (False, True)


def test_marks_that_changed_meanwhile_are_not_overwritten(client: TestClient) -> None:
    tag = client.get("/api/v1/people/cy/marks").headers["etag"]
    client.patch("/api/v1/people/cy/marks", json={"close": True})
    answer = send(client, "/people/cy/marks", tag=tag, do_not_ask="on")
    assert answer.status_code == 412
    assert "look again" in answer.text
    assert client.get("/api/v1/people/cy/marks").json()["do_not_ask"] is None


def test_a_company_is_put_on_the_list_and_taken_off(client: TestClient) -> None:
    assert send(client, "/targets", company="Nowhere Ltd", role="Baker").headers["location"] == "/"
    page = client.get("/").text
    assert "Nowhere Ltd" in page
    assert "Baker" in page
    send(client, "/targets/remove", **hidden(page, "/targets/remove"))
    assert "Nowhere Ltd" not in client.get("/").text


@pytest.mark.parametrize("name", ["Acme", "Nowhere / Sons & Co 100%", "名前"])
def test_the_page_of_a_company_puts_it_on_the_list_and_comes_back(client: TestClient, name: str) -> None:
    """Whether the archives know it or not, and whatever its name."""
    page = client.get(f"/companies/{quote(name)}").text
    assert "Put on your list" in page
    answer = send(client, "/targets", **hidden(page, "/targets"))
    assert answer.headers["location"].startswith("/companies/")
    again = client.get(answer.headers["location"]).text
    assert "On your list: take off" in again
    assert (
        "Put on your list"
        in client.get(send(client, "/targets/remove", **hidden(again, "/targets/remove")).headers["location"]).text
    )


def test_limits_are_kept_and_nonsense_is_refused(client: TestClient) -> None:
    fields = dict(re.findall(r'type="number" name="(\w+)" value="(\d+)"', client.get("/settings").text))
    assert len(fields) == 6
    assert (
        send(client, "/settings/limits", **(fields | {"cooling_days": "120"})).headers["location"] == "/settings#limits"
    )
    assert client.get("/api/v1/asks/limits").json()["cooling_days"] == 120
    assert send(client, "/settings/limits", open_per_person="0").status_code == 422
    assert send(client, "/settings/limits", open_per_everybody="1").status_code == 422


def test_an_archive_goes_out_after_a_question_and_only_as_it_was_seen(client: TestClient) -> None:
    addresses = re.findall(r'href="(/sources/\d+/forget)"', client.get("/sources").text)
    assert len(addresses) == 3
    question = client.get(addresses[0])
    assert "Take this archive out?" in question.text
    fields = hidden(question.text, addresses[0])
    client.post("/api/v1/targets", json={"company": "Acme"})
    assert send(client, addresses[0], **fields).status_code == 412
    fields = hidden(client.get(addresses[0]).text, addresses[0])
    assert send(client, addresses[0], **fields).headers["location"] == "/sources"
    assert len(client.get("/api/v1/sources").json()["items"]) == 2
    assert client.get(addresses[0]).status_code == 404


def test_several_companies_go_on_the_list_each_once_and_all_or_none(client: TestClient) -> None:
    def listed() -> list[str]:
        return sorted(t["name"] for t in client.get("/api/v1/targets").json()["items"])

    before = listed()
    tag = "<img src=x onerror=1>"
    for text, said in (
        ("x" * 301, "write one company on each line"),
        ("\n".join(f"Firm {n}" for n in range(501)), "at most 500"),
    ):
        refused = send(client, "/targets/several", companies=f"Good Bakery\n{text}")
        assert (refused.status_code, said in refused.text) == (422, True)
        assert listed() == before
    assert send(client, "/targets/several", companies=" \n\n").status_code == 303
    assert listed() == before
    for _ in range(2):
        answer = send(client, "/targets/several", companies=f"- Good Bakery\nGood Bakery\n\u2022 {tag}\n")
        assert (answer.status_code, answer.headers["location"]) == (303, "/#companies")
        assert listed() == sorted([*before, "Good Bakery", tag])
    assert tag not in client.get("/").text


@pytest.mark.parametrize(
    "to",
    [
        "/people/cy/marks",
        "/targets",
        "/targets/several",
        "/targets/remove",
        "/settings/limits",
        "/sources/1/forget",
        "/reports",
    ],
)
@pytest.mark.parametrize("origin", ["http://127.0.0.1:9999", "https://evil.example", "null", ""])
def test_forms_of_other_pages_are_refused(untouched: TestClient, to: str, origin: str) -> None:
    headers = {"Origin": origin} if origin else {}
    answer = untouched.post(to, data={"company": "Acme", "target": "Acme", "tag": "*"}, headers=headers)
    assert answer.status_code == 403
    assert len(untouched.get("/api/v1/sources").json()["items"]) == 3


def test_a_report_is_made_and_thrown_away(client: TestClient) -> None:
    assert send(client, "/reports", targets="Acme").status_code == 422
    answer = client.post(
        "/reports",
        data={"targets": "Acme\n\nNowhere", "format": ["json", "csv"], "redact": "on"},
        headers=OWN,
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports#progress")
    for _ in range(600):
        made = client.get("/api/v1/reports").json()["items"]
        if made:
            break
        time.sleep(0.05)
    assert [f["format"] for f in made[0]["files"]] == ["csv", "json"]
    told = client.get(next(f["url"] for f in made[0]["files"] if f["format"] == "json")).json()
    assert ([t["asked"] for t in told["targets"]], told["redacted"]) == (["Acme", "Nowhere"], True)
    away = re.findall(r'action="(/reports/\w+/remove)"', client.get("/reports").text)
    assert send(client, away[0]).headers["location"] == "/reports"
    assert client.get("/api/v1/reports").json()["items"] == []
    assert send(client, away[0]).status_code == 404
