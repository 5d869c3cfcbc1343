"""The pages as text: twins, links that keep who asks, the library, what is nobody else's business."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from fastapi.testclient import TestClient
from scenes import ANN, EVE
from serving import pool, serving

from graph.model import StatementKind, company_id, person_id
from viz.network import vis_network

ACME, BO, EVES = company_id("acme"), person_id("in:bo"), person_id("in:eve")
NOTES = (
    (StatementKind.NOTE, "in:ann", "in:eve", date(2026, 1, 2), "Met Eve in Lisbon"),
    (StatementKind.INVITATION, "in:eve", "in:ann", date(2020, 1, 1), ""),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    ann = replace(ANN, statements=(*ANN.statements, *NOTES))
    with serving(pool(tmp_path_factory.mktemp("pages"), ann, EVE)) as running:
        yield running


@pytest.mark.parametrize(
    ("page", "twin"),
    [
        ("/", "/index.json"),
        ("/?q=ac", "/index.json?q=ac"),
        (f"/companies/{ACME}", f"/companies/{ACME}.json"),
        ("/companies/Acme?role=Engineer", f"/companies/{ACME}.json?role=Engineer"),
        (f"/companies/{ACME}/paths?as=anyone", f"/companies/{ACME}/paths.json?as=anyone"),
        ("/people/bo", f"/people/{BO}.json"),
        (f"/people/{BO}/paths", f"/people/{BO}/paths.json"),
    ],
)
def test_every_page_has_a_twin(client: TestClient, page: str, twin: str) -> None:
    shown = client.get(page)
    assert shown.status_code == 200
    assert shown.headers["content-type"].startswith("text/html")
    assert client.get(twin).headers["content-type"] == "application/json"
    assert client.get(twin).json()
    if not page.endswith("paths") and "paths?" not in page:
        assert f'href="{twin}"' in shown.text.replace("&amp;", "&")


def test_links_keep_who_asks_and_for_which_day(client: TestClient) -> None:
    text = client.get("/companies/Acme?as=anyone&as_of=2026-10-20").text
    links = [a for a in re.findall(r'href="(/[^"]*)"', text) if ".json" not in a and "/static/" not in a]
    assert len(links) > 4
    assert all("as=anyone&amp;as_of=2026-10-20" in a for a in links)
    assert text.count('<input type="hidden" name="as" value="anyone">') == 2


def test_the_library_is_served_as_it_is_named(client: TestClient) -> None:
    text = client.get("/companies/Acme").text
    found = re.search(r'src="([^"]+)" integrity="sha384-([^"]+)"', text)
    assert found
    library, style = client.get(found[1]), re.search(r'href="(/static/[^"]+.css)" integrity="sha384-([^"]+)"', text)
    assert style
    sheet = client.get(style[1])
    assert sheet.headers["content-type"] == "text/css; charset=utf-8"
    assert base64.b64encode(hashlib.sha384(sheet.content).digest()).decode() == style[2]
    assert library.content == vis_network().encode()
    assert base64.b64encode(hashlib.sha384(library.content).digest()).decode() == found[2]
    assert "immutable" in library.headers["cache-control"]


def test_the_largest_companies_come_first(client: TestClient) -> None:
    shown = re.findall(
        r'<li><a class="brief" href="/companies/[^"]*">([^<]*)</a> <span class="soft">(\d+) known', client.get("/").text
    )
    counts = [int(count) for _, count in shown]
    assert len(counts) > 1
    assert counts == sorted(counts, reverse=True)
    assert shown[0][0] == "Acme"


def test_a_note_is_shown_to_its_author_only(client: TestClient) -> None:
    assert "Your note in Jan 2026: Met Eve in Lisbon" in client.get("/people/eve").text
    assert "Met Eve in Lisbon" not in client.get("/people/ann", params={"as": "eve"}).text


def test_a_person_page_says_what_passed(client: TestClient) -> None:
    text = client.get("/people/bo").text
    for line in (
        '<time datetime="2018-05-01">1 May 2018</time><span>Connected since May 2018',
        '<time datetime="2026-10-10">',
        "18 messages both ways; last 3 weeks before the export",
        "They recommended you in May 2021; they managed you",
        "Began as Lead Engineer at Fabrikam Labs, until Jun 2020",
        "They answered ",
    ):
        assert line in text
    assert "They invited you in Jan 2020" in client.get("/people/eve").text
    assert "This is the one who asks" in client.get("/people/ann").text
    assert "between them and" in client.get("/people/gus?as=anyone").text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/companies/N%2FA", 404, "No company matches"),
        ("/people/Nobody At All", 404, "No person matches"),
        ("/companies/Acme?as=Nobody", 409, "owns no archive here"),
    ],
)
def test_an_error_is_a_page(client: TestClient, address: str, status: int, says: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.text
    assert "Back to the search" in answer.text


def test_the_page_is_told_who_hires(client: TestClient) -> None:
    text = client.get("/companies/Acme", params={"role": "Engineer", "hiring_manager": "Bo Bell"}).text
    assert 'name="hiring_manager" value="Bo Bell"' in text
    assert "Bo Bell is hiring for this, and you know them" in text
    assert "<strong>Write about the job.</strong>" in text
    twin = client.get(f"/companies/{ACME}/paths.json", params={"hiring_manager": "Bo Bell"}).json()
    assert twin["verdict"]["person"]["name"] == "Bo Bell"
    assert "write about the job" in {path["step"] for path in twin["paths"] if path["people"][-1]["name"] == "Bo Bell"}
    unknown = client.get("/companies/Acme", params={"hiring_manager": "Nobody Here"})
    assert unknown.status_code == 404
    assert "No person matches" in unknown.text


def test_a_company_nobody_knows_is_a_question_like_any_other(client: TestClient) -> None:
    answer = client.get("/companies/Acmee")
    assert answer.status_code == 200
    assert "Apply directly" in answer.text
    assert ">Acme</a>" in answer.text


def test_an_empty_workspace_is_a_page_that_says_what_to_do(tmp_path: Path) -> None:
    with serving(tmp_path / "new.sqlite") as client:
        for address in ("/", "/companies/Acme", "/people/bo"):
            answer = client.get(address)
            assert answer.status_code == 200
            assert "Get a copy of your data" in answer.text


def test_a_page_shown_again_has_its_own_nonce_and_what_changed(client: TestClient) -> None:
    first, again = client.get(f"/companies/{ACME}"), client.get(f"/companies/{ACME}")
    nonces = [re.search(r"'nonce-([^']+)'", r.headers["content-security-policy"]) for r in (first, again)]
    one, other = (found[1] for found in nonces if found)
    assert one != other
    assert one in first.text
    assert one not in again.text
    assert first.text.replace(one, other) == again.text
    before = client.get(f"/people/{BO}").text
    put = client.patch(f"/api/v1/people/{BO}/marks", json={"note": "met at the fair"})
    assert put.status_code == 200
    assert "met at the fair" not in before
    assert "met at the fair" in client.get(f"/people/{BO}").text


def test_the_question_of_all_is_answered_about_somebody_not_about_you(client: TestClient) -> None:
    page = client.get("/people/bo?as=anyone").text
    told = page.partition('id="strength"')[2].partition("</section>")[0]
    assert "Ann Archer" in told
    assert " you " not in told
    assert "your ties" not in told
    assert "Your strongest tie" in client.get("/people/bo").text


@pytest.mark.parametrize("at", ["/", "/?q=acme", "/asks", "/questions", "/network", "/companies/Acme", "/people/gus"])
@pytest.mark.parametrize("whose", ["anyone", "ann"])
def test_a_page_links_its_twin_only_where_there_is_one(client: TestClient, at: str, whose: str) -> None:
    page = client.get(at, params={**dict(parse_qsl(at.partition("?")[2])), "as": whose}).text
    twins = re.findall(r'<a href="([^"]*\.json[^"]*)">This page as JSON', page)
    assert all(client.get(html.unescape(twin)).status_code == 200 for twin in twins)
    assert twins or whose == "anyone"
