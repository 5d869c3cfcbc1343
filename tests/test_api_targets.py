"""The list of companies, looking names up with typing errors, names with a slash, and long lists that end nowhere."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from scenes import ANN, EVE
from serving import pool, serving

from graph.stores.workspace import Workspace
from graph.typing_errors import errors_allowed, likely_words
from viz.paging import pages

SLASHED = replace(
    ANN,
    people={
        k: (name, title, "Quill/Mere" if company == "Acme" else company)
        for k, (name, title, company) in ANN.people.items()
    },
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(pool(tmp_path, SLASHED, EVE)) as running:
        yield running


def listed(client: TestClient, **params: str) -> list[str]:
    return [t["name"] for t in client.get("/api/v1/targets", params=params).json()["items"]]


def test_a_company_is_put_on_the_list_and_taken_off(client: TestClient) -> None:
    before = listed(client)
    made = client.post("/api/v1/targets", json={"company": "quill/mere", "role": "Engineer"})
    assert made.status_code == 201
    assert (made.json()["name"], made.json()["role"], made.json()["own"]) == ("Quill/Mere", "Engineer", True)
    assert made.json()["best"]["name"]
    assert listed(client) == ["Quill/Mere", *(n for n in before if n != "Quill/Mere")]
    assert "Quill/Mere" in client.get("/").text
    assert client.delete("/api/v1/targets/Quill%2FMere").status_code == 204
    assert "Quill/Mere" not in listed(client)
    assert client.delete("/api/v1/targets/Quill%2FMere").status_code == 404


def test_a_company_nobody_knows_may_be_on_the_list_and_says_apply(client: TestClient) -> None:
    made = client.post("/api/v1/targets", json={"company": "Nowhere Ltd & Söhne <b>"}).json()
    assert (made["company"], made["decision"], made["best"]) == (None, None, None)
    assert "Apply directly" in client.get("/").text
    assert "<b>" not in client.get("/").text.split("</style>")[1].split("<script")[0]


def test_a_list_is_one_owners_and_is_changed_only_as_it_was_seen(client: TestClient) -> None:
    client.post("/api/v1/targets", json={"company": "Dune"}, params={"as": "eve"})
    assert "Dune" in listed(client, **{"as": "eve"})
    assert client.get("/api/v1/targets", params={"as": "anyone"}).status_code == 422
    tag = client.get("/api/v1/targets").headers["etag"]
    assert client.get("/api/v1/targets", headers={"If-None-Match": tag}).status_code == 304
    client.post("/api/v1/targets", json={"company": "Foxmoor"})
    assert client.get("/api/v1/targets", headers={"If-None-Match": tag}).status_code == 200
    assert client.delete("/api/v1/targets/Foxmoor", headers={"If-Match": tag}).status_code == 412
    newer = client.get("/api/v1/targets").headers["etag"]
    assert client.delete("/api/v1/targets/Foxmoor", headers={"If-Match": newer}).status_code == 204


@pytest.mark.parametrize(
    "body", [{}, {"company": ""}, {"company": "-"}, {"company": "x", "more": 1}, {"company": "x" * 400}]
)
def test_what_is_no_company_is_refused(client: TestClient, body: dict[str, object]) -> None:
    assert client.post("/api/v1/targets", json=body).status_code == 422


def test_the_list_makes_no_graph_anew(tmp_path: Path) -> None:
    with Workspace.open(pool(tmp_path)) as workspace:
        before = workspace.generation()
        workspace.list_company("somebody", "Acme")
        assert workspace.generation() == before
        assert [c.name for c in workspace.listed_companies("somebody")] == ["Acme"]


def test_the_list_comes_a_page_at_a_time(client: TestClient) -> None:
    for number in range(20):
        client.post("/api/v1/targets", json={"company": f"Company {number:02}"})
    found, cursor, total = [], None, 0
    for _ in range(10):
        answer = client.get("/api/v1/targets", params={"cursor": cursor} if cursor else {}).json()
        found += [t["name"] for t in answer["items"]]
        cursor, total = answer["next"], answer["total"]
        if cursor is None:
            break
    assert len(found) == len(set(found)) == total >= 20


def test_names_with_a_slash_work_everywhere(client: TestClient) -> None:
    for answer in ("", "/referrers", "/paths", "/verdict"):
        got = client.get(f"/api/v1/companies/Quill%2FMere{answer}")
        assert got.status_code == 200, answer
    for page in ("/companies/Quill%2FMere", "/companies/Quill%2FMere/paths", "/companies/Quill%2FMere.json"):
        assert client.get(page).status_code == 200, page


def names(client: TestClient, query: str, kind: str = "companies") -> list[str]:
    return [c["name"] for c in client.get("/api/v1/search", params={"q": query}).json()[kind]]


def test_typing_errors_are_forgiven(client: TestClient) -> None:
    assert names(client, "qill/mere")[0] == "Quill/Mere"
    assert names(client, "Dnue", "companies")[0] == "Dune"
    answer = client.get("/api/v1/search", params={"q": "qiull"}).json()
    assert answer["corrected"] == "quill"
    assert client.get("/api/v1/search", params={"q": "zzzzzzzz"}).json()["companies"] == []
    page = client.get("/", params={"q": "zzzzzzzz"}).text
    assert "Apply directly" in page
    assert "goodword " not in page.split("<main")[1].split("<script")[0]


def test_the_fittest_comes_first_not_the_first_of_the_alphabet(tmp_path: Path) -> None:
    people = {
        f"in:p{n}": (f"Person {n}", "Engineer", name)
        for n, name in enumerate(["Aardvark Northwind", "Northwind", "Northwind Apps", "Northwind Apps"])
    }
    scene = replace(ANN, people={**ANN.people, **people})
    with serving(pool(tmp_path, scene)) as client:
        found = names(client, "northwind")
        assert found[0] == "Northwind"
        assert found.index("Northwind Apps") < found.index("Aardvark Northwind")


WORDS = sorted({"".join(random.Random(n).choices(string.ascii_lowercase, k=4 + n % 9)) for n in range(400)})


@given(st.sampled_from(WORDS), st.integers(0, 3), st.integers(0, 30), st.sampled_from(string.ascii_lowercase))
def test_one_error_in_a_word_is_always_forgiven(word: str, kind: int, at: int, letter: str) -> None:
    at %= len(word)
    typed = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[: max(0, at - 1)] + word[max(0, at - 1) : at + 1][::-1] + word[at + 1 :],
    )[kind]
    if errors_allowed(typed):
        assert word in likely_words(typed, WORDS, most=len(WORDS))


@given(st.text(string.ascii_lowercase, max_size=12))
def test_nothing_farther_is_taken_for_meant(typed: str) -> None:
    for found in likely_words(typed, WORDS):
        heads = (found[:n] for n in range(len(typed) - 1, len(typed) + 2))
        assert min(OSA.distance(typed, head) for head in heads) <= errors_allowed(typed)


@given(st.integers(0, 500), st.integers(1, 70), st.integers(-3, 600))
def test_pages_cover_a_list_once(total: int, size: int, asked: int) -> None:
    items = list(range(total))
    every = [
        x for n in range(1, pages(1, size, total, str).last_page + 1) for x in pages(n, size, total, str).of(items)
    ]
    assert every == items
    assert 1 <= pages(asked, size, total, str).page <= pages(1, size, total, str).last_page


def test_everybody_at_a_company_can_be_reached(tmp_path: Path) -> None:
    crowd = {f"in:crowd{n:03}": (f"Crowd {n:03}", "Engineer", "Acme") for n in range(75)}
    scene = replace(ANN, people={**ANN.people, **crowd})
    with serving(pool(tmp_path, scene)) as client:
        seen: set[str] = set()
        address: str | None = "/companies/Acme"
        for _ in range(5):
            assert address is not None
            text = client.get(address).text
            seen |= set(re.findall(r"Crowd \d{3}", text))
            more = re.search(
                r'<nav class="pager screen" aria-label="More people known there">.*?rel="next" href="([^"]*)"', text
            )
            address = more[1].replace("&amp;", "&") if more else None
            if address is None:
                break
        assert len(seen) == 75


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("posting=public", 200),
        ("posting=&company_size=&role=", 200),
        ("posting=x", 422),
        ("company_size=0", 422),
        ("company_size=-5", 422),
        ("company_size=9e9", 422),
        ("page=0", 422),
        ("page=999", 200),
    ],
)
def test_the_form_without_scripts(client: TestClient, query: str, status: int) -> None:
    answer = client.get(f"/companies/Dune?{query}", headers={"accept": "text/html"})
    assert answer.status_code == status
    if query == "posting=public":
        assert "Apply directly" in answer.text
