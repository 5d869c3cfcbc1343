"""Pages about who is who: decided by a press, taken back by one; somebody erased after a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from serving import ORIGIN, pool, serving
from test_graph_stores_decisions import TWO
from workspaces import Archive, Shown, put

from graph.model import person_id
from graph.stores.workspace import Workspace

OWN = {"Origin": ORIGIN, "Accept": "text/html"}
ONE, NAMELESS = person_id("in:ann"), person_id("name:b")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    path = tmp_path / "goodword.db"
    with Workspace.open(path) as workspace:
        put(workspace, *(replace(a, connections=((*a.people, None),)) for a in TWO))  # type: ignore[arg-type]
    with serving(path) as running:
        yield running


@pytest.fixture
def known(tmp_path: Path) -> Iterator[TestClient]:
    with serving(pool(tmp_path)) as running:
        yield running


def send(client: TestClient, to: str, **fields: str) -> httpx2.Response:
    return client.post(to, data=fields, headers=OWN, follow_redirects=False)


def cards(page: str) -> list[set[str]]:
    """The ids of each pair that waits, in order."""
    parts = page.split('<form class="panel pair-card"')[1:]
    return [set(re.findall(r'name="(?:one|other)" value="([^"]+)"', part)[:2]) for part in parts]


def test_pairs_that_wait_are_shown_beside_each_other_with_what_speaks_for_it(client: TestClient) -> None:
    page, told = client.get("/review").text, client.get("/review.json").json()
    assert cards(page) == [set(pair["ids"]) for pair in told["waiting"]]
    assert "The same name. Both Lead." in page
    assert "No profile address: known by name alone" in page
    assert page.count('class="half"') == 2 * len(told["waiting"])


def test_of_whom_the_ego_has_no_record_it_is_said_who_knows_them(tmp_path: Path) -> None:
    path, day = tmp_path / "goodword.db", date(2025, 1, 1)
    one = Archive("1.zip", day, {"in:ada": Shown("Ada Own"), "in:ann": Shown("Ann Archer")})
    other = Archive("2.zip", day, {"in:bob": Shown("Bob Own"), "name:b": Shown("Ann Archer")})
    with Workspace.open(path) as workspace:
        put(workspace, *(replace(a, connections=((*a.people, None),)) for a in (one, other)))  # type: ignore[arg-type]
    with serving(path) as client:
        for ego, knows in (("Ada Own", "Bob Own"), ("Bob Own", "Ada Own")):
            halves = client.get("/review", params={"as": ego}).text.split('<div class="half">')[1:]
            (said,) = [half for half in halves if "Nothing is on record between you; " in half]
            assert f"{knows}</span> knows them." in said


def test_a_decision_is_one_press_and_taken_back_by_one(client: TestClient) -> None:
    before = client.get("/review.json").json()
    done = send(client, "/review", one=ONE, other=NAMELESS, decision="same")
    assert (done.status_code, done.headers["location"].partition("#")[2]) == (303, "said")
    page = client.get(done.headers["location"]).text
    assert "one person from now on" in page
    assert {ONE, NAMELESS} not in cards(page)
    assert "What you decided" in page
    assert send(client, "/review", one=ONE, other=NAMELESS, decision="undo").status_code == 303
    assert client.get("/review.json").json() == before
    send(client, "/review", one=ONE, other=NAMELESS, decision="different")
    assert "two people" in client.get("/review").text


def test_later_puts_a_pair_last_and_decides_nothing(client: TestClient) -> None:
    first = cards(client.get("/review").text)
    address = re.search(r'href="(/review\?later=[^"]+)"', client.get("/review").text)
    assert address
    after = client.get(address[1].replace("&amp;", "&"))
    assert cards(after.text) == [*first[1:], first[0]]
    assert client.get("/review.json").json()["decided"] == []
    one, other = sorted(first[1])
    done = send(client, address[1].replace("&amp;", "&"), one=one, other=other, decision="different")
    assert "later=" in done.headers["location"]
    assert cards(client.get(done.headers["location"]).text) == [first[0]]


def test_nothing_doubtful_says_so(known: TestClient) -> None:
    assert "Nothing waits for you" in known.get("/review").text


@pytest.mark.parametrize("fields", [{"one": ONE}, {"one": ONE, "other": NAMELESS, "decision": "perhaps"}])
def test_half_a_decision_is_none(client: TestClient, fields: dict[str, str]) -> None:
    assert send(client, "/review", **fields).status_code == 422
    assert client.get("/review.json").json()["decided"] == []


def test_somebody_is_erased_only_after_the_question(known: TestClient) -> None:
    assert "/erase" in known.get("/people/bo").text
    asked = known.get("/people/bo/erase").text
    assert "cannot be taken back here" in asked
    assert known.get("/people/bo").status_code == 200
    known.post("/api/v1/asks", json={"person": "bo", "company": "Acme"})
    gone = send(known, f"/people/{person_id('in:bo')}/erase")
    assert gone.status_code == 200
    assert "Nothing here shows them any more" in gone.text
    for address in ("/", "/asks", "/companies/Acme", "/api/v1/people?q=bo", "/network"):
        assert "Bo Bell" not in known.get(address).text, address
    assert known.get("/people/bo").status_code == 404


def test_a_program_erases_somebody_too(known: TestClient) -> None:
    assert known.delete("/api/v1/people/bo").status_code == 204
    assert known.delete("/api/v1/people/bo").status_code == 404
    assert known.delete("/api/v1/people/ann").status_code == 422
    assert known.delete("/api/v1/people/cy", headers={"Origin": "http://evil.example"}).status_code == 403


def test_who_brought_an_archive_is_not_erased(known: TestClient) -> None:
    assert "brought an archive of their own" in known.get("/people/ann/erase").text
    assert send(known, "/people/ann/erase").status_code == 422
    assert known.get("/people/ann").status_code == 200


def test_another_site_erases_nobody(known: TestClient) -> None:
    assert known.post("/people/bo/erase", headers={"Origin": "http://evil.example"}).status_code == 403
    assert known.post("/people/bo/erase").status_code == 403
    assert known.get("/people/bo").status_code == 200


@pytest.fixture
def named(tmp_path: Path) -> Iterator[TestClient]:
    """One archive whose people work at companies spelled in two ways."""
    path = tmp_path / "names.db"
    people = {
        "me": Shown("Me Myself", "Engineer", "Elsewhere"),
        "a": Shown("Ann Ode", "Engineer", "Data Dune"),
        "b": Shown("Bob Ode", "Engineer", "DataDune"),
        "c": Shown("Cy Ode", "Engineer", "DataDune"),
        "d": Shown("Di Ode", "Engineer", "SkillforgeIO"),
        "e": Shown("Ed Ode", "Engineer", "Skillforge"),
        "f": Shown("Fi Ode", "Engineer", "Aud"),
        "g": Shown("Gu Ode", "Engineer", "Audio"),
    }
    ties = tuple(("me", key, None) for key in people if key != "me")
    with Workspace.open(path) as workspace:
        put(workspace, Archive("a.zip", date(2026, 1, 1), people, connections=ties))
    with serving(path) as running:
        yield running


def test_names_that_may_mean_one_company_are_offered_and_taken_back(named: TestClient) -> None:
    page = named.get("/review").text
    assert re.search(r"Data Dune</a>.*?\(1 known\).*?DataDune</a>.*?\(2 known\)", page)
    assert "SkillforgeIO</a>" in page
    assert "Audio</a>" not in page
    done = send(named, "/review/companies", old="Data Dune", new="DataDune", decision="same")
    assert done.status_code == 303
    page = named.get(done.headers["location"]).text
    assert "Data Dune: taken for the other name" in page
    assert "Data Dune is DataDune" in page
    assert "Data Dune</a>" not in page
    assert named.get("/api/v1/companies/DataDune").json()["people"] == 3
    send(named, "/review/companies", old="Data Dune", decision="undo")
    page = named.get("/review").text
    assert "Data Dune</a>" in page
    assert "Data Dune is DataDune" not in page


def test_a_name_that_is_none_is_a_sentence_and_changes_nothing(named: TestClient) -> None:
    refused = send(named, "/review/companies", old="N/A", new="DataDune", decision="same")
    assert refused.status_code == 422
    assert named.get("/api/v1/aliases").json()["items"] == []


def test_not_the_same_company_is_one_press_remembered_and_taken_back_by_one(named: TestClient) -> None:
    no = re.compile(r'aria-label="Data ?Dune and Data ?Dune are not the same company"')
    first = named.get("/review").text
    assert len(no.findall(first)) == 1
    form = next(part for part in first.split("<form") if no.search(part))
    one, other = re.findall(r'name="(?:one|other)" value="(c[^"]+)"', form)
    done = send(named, "/review/companies", one=one, other=other, decision="different")
    assert done.status_code == 303
    page = named.get(done.headers["location"]).text
    assert "stay two companies; the pair does not come up again." in page
    assert (no.findall(page), page.count("are two companies</span>")) == ([], 1)
    back = send(named, "/review/companies", one=one, other=other, decision="together")
    assert len(no.findall(named.get(back.headers["location"]).text)) == 1
    assert send(named, "/review/companies", one=one, other=other, decision="together").status_code == 422
    unknown = send(named, "/review/companies", one="c0123456789abcdef", other=other, decision="different")
    assert unknown.status_code == 404


def test_what_was_decided_is_a_page_at_a_time(tmp_path: Path) -> None:
    """Pages of twenty, and nothing is out of reach."""
    people = {f"in:zz-{n}": Shown(f"Ann Name{n}", "Cook", "Acme") for n in range(1, 46)}
    links, path = tuple(("in:zz-1", key, None) for key in people), tmp_path / "many.db"
    with Workspace.open(path) as workspace:
        put(workspace, Archive("a.zip", date(2025, 1, 1), people, connections=links))
        ids = [person_id(key) for key in people]
        for one, other in zip(ids[1::2], ids[2::2], strict=True):
            workspace.decide_identity(one, other, same=False)
    with serving(path) as client:
        seen: list[str] = []
        for number in (1, 2):
            page = client.get("/review", params={"own": number}).text
            seen += re.findall(r'name="one" value="([^"]+)"', page.partition('id="decided"')[2])
        assert sorted(seen) == sorted(min(pair) for pair in zip(ids[1::2], ids[2::2], strict=True))
