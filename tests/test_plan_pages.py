"""The page of a plan, and asks begun from the pages of people and companies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from serving import ORIGIN, pool, serving

OWN = {"Origin": ORIGIN, "Accept": "text/html"}
POSTING = "Staff Engineer at Acme.\nReferrals: https://acme.example/referrals only.\n"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(pool(tmp_path)) as running:
        yield running


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A pool that nothing is written to."""
    with serving(pool(tmp_path_factory.mktemp("reading"))) as running:
        yield running


def send(client: TestClient, to: str, **fields: str) -> httpx2.Response:
    return client.post(to, data=fields, headers=OWN, follow_redirects=False)


def log_form(page: str, to: str = "/asks") -> dict[str, str]:
    """The hidden fields of the first form that writes down an ask."""
    form = re.search(rf'<form [^>]*action="{to}"[^>]*>(.*?)</form>', page, re.DOTALL)
    assert form
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[1])
    return {name: unescape(value) for name, value in fields}


@pytest.mark.parametrize("at", ["Acme", "Dune", "Nobody Ltd"])
def test_the_page_says_what_its_twin_says(reading: TestClient, at: str) -> None:
    page = unescape(reading.get(f"/plan?company={at}&role=Engineer").text)
    told = reading.get(f"/plan.json?company={at}&role=Engineer").json()
    assert told["company"]["name"] == at
    sentences = [*told["verdict"]["reasons"], *told["tell"], *told["leave_out"], *told["not_known"]]
    sentences += [part["text"] for part in told["agenda"]] + [trap["text"] for trap in told["traps"]]
    sentences += [e["text"] for e in told["knows"]] + [told["reconnect"], told["when"]]
    if told["chain"]:
        sentences += [step["text"] for step in told["chain"]["steps"]] + [told["chain"]["question"]]
        assert told["chain"]["forwardable"] in page
    assert [s for s in sentences if s not in page] == []
    assert ("Nobody to talk to" in page) == (told["person"] is None)


def test_the_texts_to_pass_on_are_in_the_language_asked_for(reading: TestClient) -> None:
    page = unescape(reading.get("/plan?company=Dune&language=de").text)
    assert "Darf ich euch in Verbindung bringen?" in page
    assert '<blockquote lang="de">' in page
    told = reading.get("/api/v1/companies/Dune/plan?language=nl").json()
    assert "Mag ik jullie met elkaar in contact brengen?" in told["chain"]["question"]


def test_a_plan_is_read_again_once_a_template_of_the_users_own_is_there(tmp_path: Path) -> None:
    address = "/api/v1/companies/Dune/plan"
    with serving(pool(tmp_path)) as client:
        first = client.get(address)
        held = {"If-None-Match": first.headers["etag"]}
        assert client.get(address, headers=held).status_code == 304
        own = tmp_path / "templates" / "en"
        own.mkdir(parents=True)
        (own / "blurb.txt").write_text("Dear {{ target }}, [[why]].\n", encoding="utf-8")
        again = client.get(address, headers=held)
        assert again.status_code == 200
        assert again.json()["chain"]["forwardable"] == "Dear Gus Gray, [[why]].\n"


def test_a_posting_that_names_a_page_for_referrals_is_a_trap(reading: TestClient) -> None:
    warned = reading.post("/api/v1/companies/Acme/plan", json={"posting": POSTING})
    assert [t["name"] for t in warned.json()["traps"]] == ["referral_page"]
    assert warned.headers["cache-control"] == "no-store"
    assert reading.post("/api/v1/companies/Acme/plan", json={}).json()["traps"] == []
    page = send(reading, "/plan?company=Acme", posting=POSTING).text
    assert "https://acme.example/referrals" in page
    assert log_form(page)["posting"].strip() == POSTING.strip()


def test_an_ask_is_written_down_from_the_plan_and_what_blocks_wants_a_reason(client: TestClient) -> None:
    first = log_form(client.get("/plan?company=Acme&person=bo&role=Engineer").text)
    assert send(client, "/asks", **first, state="asked").status_code == 303
    page = client.get("/plan?company=Acme&person=bo&role=Nurse").text
    assert "What stands in the way" in page
    assert 'name="reason"' in page
    second = log_form(page)
    assert send(client, "/asks", **second, state="asked").status_code == 409
    assert send(client, "/asks", **second, state="asked", reason="He told me to").status_code == 303
    kept = client.get("/api/v1/asks").json()["items"][1]["steps"][0]["overrides"]
    assert {o["reason"] for o in kept} == {"He told me to"}


def test_an_introduction_is_written_down_with_whom_it_leads_to(client: TestClient) -> None:
    fields = log_form(client.get("/plan?company=Dune&role=Engineer").text)
    assert send(client, "/asks", **fields, state="planned").status_code == 303
    (made,) = client.get("/api/v1/asks").json()["items"]
    assert (made["state"], made["person"]["name"], made["intro_to"]["name"]) == ("planned", "Eve Ek", "Gus Gray")


def test_a_row_of_a_company_is_an_ask_without_scripts(client: TestClient) -> None:
    page = client.get("/companies/Acme?role=Engineer").text
    fields = log_form(page)
    assert send(client, "/asks", **fields, state="asked").status_code == 303
    (made,) = client.get("/api/v1/asks").json()["items"]
    assert (made["company"]["name"], made["role"]) == ("Acme", "Engineer")
    assert "Your asks" in client.get("/companies/Acme?role=Engineer").text


def test_the_page_of_a_person_shows_their_asks_and_begins_new_ones(client: TestClient) -> None:
    page = client.get("/people/bo").text
    assert "You have not asked them for anything" in page
    fields = log_form(page)
    assert send(client, "/asks", **fields, company="Acme", role="Engineer", state="asked").status_code == 303
    send(client, "/favours", person=fields["person"], kind="i_helped", note="fixed their bike")
    page = client.get("/people/bo").text
    assert "Engineer at Acme: asked" in page
    assert "fixed their bike" in page
    assert 'href="/asks#a' in page
    assert "I asked them" not in client.get("/people/bo?as=anyone").text


@pytest.mark.parametrize("address", ["/plan", "/plan?company=Acme&person=Nobody", "/plan?company=Acme&as=anyone"])
def test_what_cannot_be_planned_is_a_page_that_says_why(reading: TestClient, address: str) -> None:
    answer = reading.get(address, headers=OWN)
    assert answer.status_code in {404, 422}
    assert "<h1>" in answer.text


def test_hostile_text_is_text(reading: TestClient) -> None:
    page = send(reading, "/plan?company=Acme&role=%3Cb%3Ex", posting="</textarea><script>window.__x=1</script>").text
    assert "<script>window" not in page
    assert "<b>x" not in page
