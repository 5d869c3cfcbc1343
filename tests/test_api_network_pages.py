"""The page of the network and its twin, on small pools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import report_scene
from fastapi.testclient import TestClient
from scenes import ANN
from serving import ORIGIN, pool, serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(pool(tmp_path_factory.mktemp("network"))) as running:
        yield running


@pytest.mark.parametrize("by", ["community", "employer"])
def test_the_page_and_its_twin_hold_the_same_groups(client: TestClient, by: str) -> None:
    page, twin = client.get(f"/network?by={by}"), client.get(f"/network.json?by={by}").json()
    assert page.status_code == 200
    assert twin["by"] == by
    drawn = re.findall(r'<a href="/network\?[^"]*group=(\d+)[^"]*" aria-label', page.text)
    numbers = sorted(g["number"] for g in twin["groups"])
    assert sorted(map(int, drawn)) == sorted([*numbers, *numbers])  # one map for wide windows, one for phones
    assert all(0 <= g["known"] <= g["size"] and g["level"] in range(4) for g in twin["groups"])


def test_a_group_opens_to_its_people(client: TestClient) -> None:
    twin = client.get("/network.json?by=employer").json()
    for group in twin["groups"]:
        page = client.get(f"/network?by=employer&group={group['number']}")
        assert page.status_code == 200
        rows = re.findall(r'<tr><th scope="row"><a href="/people/', page.text)
        assert len(rows) == min(150, group["size"])


def test_a_group_that_is_none_is_said(client: TestClient) -> None:
    page = client.get("/network?by=employer&group=999999", headers={"accept": "text/html"})
    assert page.status_code in {400, 404, 422}
    assert "no such group" in page.text


def test_one_archive_goes_by_employer_and_has_no_invented_communities(tmp_path: Path) -> None:
    with serving(pool(tmp_path, ANN)) as client:
        assert client.get("/network.json").json()["by"] == "employer"
        communities = client.get("/network?by=community")
        assert communities.status_code == 200
        assert "No groups can be told" in communities.text


def test_an_empty_workspace_welcomes(tmp_path: Path) -> None:
    with serving(tmp_path / "empty.sqlite") as client:
        assert client.get("/network").status_code == 200


def test_a_tie_silent_for_a_year_is_worth_reviving_until_it_is_marked_to_be_left_in_peace(tmp_path: Path) -> None:
    with serving(report_scene.pool(tmp_path)) as client:
        asked = {"as": "Ada Arden", "as_of": "2026-11-01"}
        (tie,) = client.get("/network.json", params=asked).json()["dormant"]
        assert (tie["person"]["name"], tie["messages"], tie["last"][:7]) == ("山田 太郎", 8, "2025-09")
        answer = client.patch(
            f"/api/v1/people/{tie['person']['id']}/marks", params={"as": "Ada Arden"}, json={"do_not_ask": True}
        )
        assert answer.status_code == 200
        assert client.get("/network.json", params=asked).json()["dormant"] == []


def test_a_group_lists_ties_by_the_numbers_it_shows(client: TestClient) -> None:
    twin = client.get("/network.json?by=employer").json()
    shown = 0
    for group in twin["groups"]:
        page = client.get(f"/network?by=employer&group={group['number']}").text
        places = [int(n) for n in re.findall(r"<td[^>]*>(\d+) of 100</td>", page)]
        assert places == sorted(places, reverse=True)
        assert len(places) == group["known"]
        shown += len(places)
    assert shown


def test_what_is_put_on_the_list_is_among_the_companies_wanted_at_once_and_gone_when_it_is_taken_off(
    tmp_path: Path,
) -> None:
    with serving(pool(tmp_path)) as client:

        def wanted() -> list[str]:
            return [row["company"]["name"] for row in client.get("/network.json").json()["covered"]]

        assert "Dune" not in wanted()
        send = {"Origin": ORIGIN, "Accept": "text/html"}
        client.post("/targets", data={"company": "Dune"}, headers=send, follow_redirects=False)
        assert wanted()[0] == "Dune"
        assert "From your list: you know somebody at" in client.get("/network").text
        key = next(t["key"] for t in client.get("/api/v1/targets").json()["items"] if t["name"] == "Dune")
        client.post("/targets/remove", data={"target": key}, headers=send, follow_redirects=False)
        assert "Dune" not in wanted()
