"""The picture beside the list of people: it begins with the ways to the first of the list, in its order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from screens import demo_pool
from serving import serving


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


def test_the_picture_follows_the_list_of_people(client: TestClient) -> None:
    known = client.get("/api/v1/companies?limit=60").json()["items"]
    moved = 0
    for company in known:
        answer = client.get(f"/api/v1/companies/{company['id']}/referrers?top=5").json()
        paths = client.get(f"/api/v1/companies/{company['id']}/paths?k=8").json()["paths"]
        strongest, shown = [[p["id"] for p in path["people"]] for path in paths], drawn(client, company["id"])
        listed = [found["person"]["id"] for found in answer["referrers"]]
        assert [path[-1] for path in shown][: len(listed)] == listed
        rest = [path for path in strongest if path not in shown[: len(listed)]]
        assert shown[len(listed) :] == rest[: len(shown) - len(listed)]
        assert len(shown) == max(len(listed), len(strongest))
        moved += shown != strongest
    assert moved >= 3


def test_what_is_said_of_the_order_holds(client: TestClient) -> None:
    said, followed = set(), 0
    for company in client.get("/api/v1/companies?limit=60").json()["items"]:
        page = client.get(f"/companies/{company['id']}").text
        order = re.search(r'id="order">(.*?)</p>', page)
        shown = [path[-1] for path in drawn(client, company["id"])]
        listed = [
            f["person"]["id"] for f in client.get(f"/api/v1/companies/{company['id']}/referrers").json()["referrers"]
        ]
        if order and order[1].startswith("The paths stand in the order of the list"):
            assert shown == [i for i in [*listed, *shown] if i in shown][: len(shown)] or len(set(shown)) < len(shown)
            followed += 1
        said.add(order[1].partition(";")[0][:20] if order else "")
    assert len(said) >= 2
    assert followed


def test_the_numbers_of_paths_fall(client: TestClient) -> None:
    for company in client.get("/api/v1/companies?limit=60").json()["items"]:
        paths = client.get(f"/api/v1/companies/{company['id']}/paths?k=20").json()["paths"]
        places = [path["place"] for path in paths]
        assert places == sorted(places, reverse=True)
        assert [path["rank"] for path in paths] == list(range(1, len(paths) + 1))
