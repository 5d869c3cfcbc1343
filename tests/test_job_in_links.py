"""The job in question goes along with every link: company, its paths, a person, a plan, a draft, the ask."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from fastapi.testclient import TestClient
from serving import ORIGIN, pool, serving

OWN = {"Origin": ORIGIN, "Accept": "text/html"}
JOB = {"role": "Staff Engineer", "posting": "internal", "company_size": "900", "hiring_manager": "Cy Cook"}
LINE = {"as": "Ann Archer"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(pool(tmp_path_factory.mktemp("job"))) as running:
        yield running


def links(page: str, begins: str) -> list[str]:
    """Addresses on a page that begin so, as a browser reads them."""
    return [html.unescape(found) for found in re.findall(r'href="([^"]+)"', page) if found.startswith(begins)]


def fields(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def inputs(part: str) -> dict[str, str]:
    """Fields of a form with what stands in them."""
    tags = re.findall(r"<input[^>]*>", part)
    named = ((re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags)
    return {name[1]: html.unescape(value[1]) for name, value in named if name and value}


def page(client: TestClient, address: str) -> str:
    found = client.get(address, headers=OWN)
    assert found.status_code == 200, found.text[:300]
    return found.text


def test_the_job_goes_along_from_the_company_to_the_ask(client: TestClient) -> None:
    company = client.get("/api/v1/companies?q=Acme").json()["items"][0]
    start = f"/companies/{company['id']}?" + "&".join(f"{k}={quote(v)}" for k, v in {**LINE, **JOB}.items())
    at_company = page(client, start)
    told = {**LINE, "company": company["name"], **JOB}

    (larger,) = links(at_company, f"/companies/{company['id']}/paths")
    assert fields(larger) == {**LINE, **JOB}
    at_paths = page(client, larger)
    assert 'class="todo"' in at_paths  # what the list makes of each path for this job
    assert fields(links(at_paths, f"/companies/{company['id']}")[0]) == {**LINE, **JOB}

    for where in (at_company, at_paths):
        people = links(where, "/people/p")
        assert people
        assert all(fields(each) == told for each in people)
    at_person = page(client, links(at_paths, "/people/p")[0])
    assert f"For {JOB['role']} at" in at_person
    assert fields(links(at_person, f"/companies/{company['name']}")[0]) == {**LINE, **JOB}
    asking = inputs(at_person.partition('id="asking"')[2].partition("</form>")[0])
    assert {k: v for k, v in asking.items() if k in told} == told

    plans = [each for where in (at_company, at_paths) for each in links(where, "/plan")]
    assert plans
    assert all(fields(each).items() >= told.items() for each in plans)
    at_plan = page(client, plans[0])
    drafts = links(at_plan, "/draft")
    assert drafts
    assert all(fields(each).items() >= told.items() for each in drafts)
    assert fields(links(at_plan, f"/companies/{company['id']}")[0]) == {**LINE, **JOB}
    at_draft = page(client, drafts[0])
    assert inputs(at_draft.partition('id="choose"')[2].partition("</form>")[0]).items() >= told.items()
    assert fields(links(at_draft, f"/companies/{company['id']}")[0]) == {**LINE, **JOB}

    log = at_plan.partition('aria-labelledby="log"')[2].partition("</form>")[0]
    sent = {**inputs(log), "state": "planned", "note": ""}
    done = client.post("/asks", params=LINE, data=sent, headers=OWN, follow_redirects=False)
    assert done.status_code == 303, done.text[:300]
    ask = client.get("/api/v1/asks", params=LINE).json()["items"][0]
    assert (ask["company"]["name"], ask["role"]) == (company["name"], JOB["role"])


def test_a_plan_knows_what_was_said_of_the_job(client: TestClient) -> None:
    asked = {**LINE, "company": "Acme", "person": "Bo Bell", "role": "Staff Engineer"}
    plain = client.get("/plan", params=asked, headers=OWN).text
    short = client.get("/plan", params={**asked, "contract": "true"}, headers=OWN).text
    assert "short-term contract" in short
    assert "short-term contract" not in plain


def test_pages_that_no_job_led_to_carry_none(client: TestClient) -> None:
    person = client.get("/api/v1/people?q=Bo Bell").json()["items"][0]["id"]
    shown = page(client, f"/people/{person}?as=Ann%20Archer")
    assert 'id="for"' not in shown
    assert all(fields(each) == LINE for each in links(shown, "/people/"))


def test_no_line_of_a_log_says_which_job_is_wanted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), serving(pool(tmp_path)) as client:
        for address in ("/companies/Acme", "/companies/Acme/paths", "/people/Bo%20Bell", "/plan", "/draft"):
            client.get(address, params={**LINE, **JOB, "company": "Acme"}, headers=OWN)
        client.get("/companies/Acme", params={**LINE, "hiring_manager": "Nobody Known"}, headers=OWN)
    ours = [line for line in caplog.messages if not line.startswith("HTTP Request: ")]  # the client's own
    assert not any("Staff" in line or "Cook" in line or "Known" in line for line in ours)
