"""The picture beside the list of people: it begins with the way to whoever the list puts first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from screens import demo_pool
from serving import serving

SENT = {"ask", "warm_up_first", "ask_for_an_introduction"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with demo_pool(asks=False) as (path, _), serving(path) as client:
        yield client


def drawn(client: TestClient, company: str) -> list[list[str]]:
    """Ids of the people of each path in the picture of a company's page, in its order."""
    page = client.get(f"/companies/{quote(company)}").text
    found = re.search(r'<script type="application/json" id="page-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    data = json.loads(found[1]) if found else {"paths": [], "people": {}, "bundles": []}
    id_of = {key: person["href"].partition("?")[0].rpartition("/")[2] for key, person in data["people"].items()}
    listed = data["paths"][: len(data["paths"]) - len(data["bundles"])]  # what stands for several comes after them
    return [[id_of[key] for key in path["people"]] for path in listed]


def test_the_picture_begins_with_whom_the_verdict_sends_one_to(client: TestClient) -> None:
    known = client.get("/api/v1/companies?limit=60").json()["items"]
    moved = 0
    for company in known:
        answer = client.get(f"/api/v1/companies/{company['id']}/referrers").json()
        paths = client.get(f"/api/v1/companies/{company['id']}/paths?k=8").json()["paths"]
        strongest, shown = [[p["id"] for p in path["people"]] for path in paths], drawn(client, company["id"])
        assert len(shown) == len(strongest)
        if not shown:
            continue
        if answer["verdict"]["decision"] in SENT:
            assert shown[0][-1] == answer["referrers"][0]["person"]["id"]
        rest = [path for path in strongest if path != shown[0]]
        assert shown[1:] == rest[: len(shown) - 1]
        moved += shown != strongest
    assert moved >= 3


def test_the_numbers_of_paths_fall(client: TestClient) -> None:
    for company in client.get("/api/v1/companies?limit=60").json()["items"]:
        paths = client.get(f"/api/v1/companies/{company['id']}/paths?k=20").json()["paths"]
        places = [path["place"] for path in paths]
        assert places == sorted(places, reverse=True)
        assert [path["rank"] for path in paths] == list(range(1, len(paths) + 1))
