"""The HTTP interface: what is answered, how errors look, what is refused."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from scenes import ANN, AS_OF, EVE, opened, put
from serving import ORIGIN, pool, serving

from api.app import Options, create_app
from api.problems import STATUS, problem_of
from graph.errors import GoodwordError, InputError
from graph.model import Mark, company_id, person_id
from graph.stores.workspace import Workspace
from referral.desk import Desk
from schemas.paths import PathsOut
from schemas.referrers import ReferrersOut, VerdictOut

API = "/api/v1"
PROBLEM = "application/problem+json"
ACME = f"{API}/companies/Acme"
BO = person_id("in:bo")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(pool(tmp_path_factory.mktemp("api"))) as running:
        yield running


def test_nothing_happens_before_the_start(tmp_path: Path) -> None:
    create_app(tmp_path / "none.sqlite")
    assert list(tmp_path.iterdir()) == []


# -- answers ---------------------------------------------------------------------------------------------------------


def test_answers_are_those_of_the_desk(client: TestClient, tmp_path: Path) -> None:
    with opened(tmp_path, ANN, EVE) as (workspace, _, desk):
        acme, ann = workspace.company("Acme"), workspace.owner("ann")
        expected = {
            "referrers": ReferrersOut.of(desk.referrers(acme, ego=ann)),
            "paths": PathsOut.of(desk.paths(acme, ego=ann)),
            "verdict": VerdictOut.of(desk.verdict(acme, ego=ann)),
        }
    for name, value in expected.items():
        got, wanted = client.get(f"{ACME}/{name}").json(), value.model_dump(mode="json")
        for each in (got, wanted):
            each.pop("basis", None)
        assert got == wanted


def test_a_ranking_holds_what_the_product_promises(client: TestClient) -> None:
    answer = client.get(f"{ACME}/referrers", params={"role": "Engineer"}).json()
    assert {"ego", "company", "role", "as_of", "verdict", "notes", "referrers"} <= set(answer)
    first = answer["referrers"][0]
    assert {"id", "name", "title", "company", "profile_url"} <= set(first["person"])
    wanted = {"rank", "score", "tier", "p_top5", "too_close_to", "vouch", "answer", "reach", "restraint", "next_step"}
    assert wanted <= set(first)
    assert [c["name"] for c in first["vouch"]["criteria"]] == [
        "familiar_with_your_work",
        "strong_connection",
        "well_networked",
        "relevant_expertise",
        "enthusiastic_supporter",
    ]
    line = next(e for c in first["vouch"]["criteria"] for e in c["evidence"])
    assert set(line) == {"text", "source", "kind", "date"}
    assert set(first["answer"]) == {"value", "low", "high", "asked", "answered", "calibrated"}
    assert set(first["restraint"]) == {"open_asks", "last_asked", "cooling_until", "do_not_ask", "declined", "ignored"}


def test_a_path_names_its_ties_by_people(client: TestClient) -> None:
    answer = client.get(f"{API}/companies/Dune/paths").json()
    assert answer["target"]["kind"] == "company"
    for path in answer["paths"]:
        ids = [p["id"] for p in path["people"]]
        assert [(t["from"], t["to"]) for t in path["ties"]] == list(pairwise(ids))
        assert path["hops"] == len(path["ties"])
        assert 0 <= path["weakest_link"] < path["hops"]
        assert all(t["shown_by"] for t in path["ties"])


def test_no_path_is_an_empty_list_and_a_reason(client: TestClient) -> None:
    answer = client.get(f"{API}/companies/Name Only/paths").json()
    assert answer["paths"] == []
    assert "Name Only" in answer["reason"]


def test_the_ego_can_be_named(client: TestClient) -> None:
    assert client.get(f"{ACME}/referrers").json()["ego"]["name"] == "Ann Archer"
    assert client.get(f"{ACME}/referrers", params={"as": "Eve Ek"}).json()["ego"]["name"] == "Eve Ek"
    assert client.get(f"{ACME}/referrers", params={"as": "anyone"}).json()["ego"] is None


def test_the_day_can_be_named(client: TestClient) -> None:
    answer = client.get(f"{ACME}/referrers", params={"as_of": "2024-02-01"}).json()
    assert answer["as_of"] == "2024-02-01"
    assert client.get(f"{ACME}/referrers").json()["as_of"] == AS_OF.isoformat()


def test_options_are_the_defaults_of_questions(tmp_path: Path) -> None:
    with serving(pool(tmp_path), Options(ego="eve")) as client:
        assert client.get(f"{ACME}/referrers").json()["ego"]["name"] == "Eve Ek"


@pytest.mark.parametrize("kind", ["companies", "people"])
def test_lists_are_read_page_by_page(client: TestClient, kind: str) -> None:
    whole = client.get(f"{API}/{kind}", params={"limit": 200}).json()
    assert whole["next"] is None
    read, cursor = [], None
    for _ in range(50):
        page = client.get(f"{API}/{kind}", params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        read += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert read == whole["items"]
    assert len(read) > 4


def test_people_and_companies_are_found_by_words(client: TestClient) -> None:
    assert [p["name"] for p in client.get(f"{API}/people", params={"q": "be"}).json()["items"]] == ["Bo Bell"]
    assert [c["name"] for c in client.get(f"{API}/companies", params={"q": "acm"}).json()["items"]] == ["Acme"]


@pytest.mark.parametrize("ref", [BO, "bo", "Bo Bell", "bo bell"])
def test_a_person_by_id_slug_or_name(client: TestClient, ref: str) -> None:
    assert client.get(f"{API}/people/{ref}").json()["id"] == BO


def test_paths_to_a_person(client: TestClient) -> None:
    answer = client.get(f"{API}/people/gus/paths", params={"k": 1}).json()
    assert [p["name"] for p in answer["paths"][0]["people"]] == ["Ann Archer", "Eve Ek", "Gus Gray"]


@pytest.mark.parametrize("by", ["pagerank", "betweenness", "constraint"])
def test_centrality(client: TestClient, by: str) -> None:
    answer = client.get(f"{API}/centrality", params={"by": by, "top": 3}).json()
    assert answer["measure"] == by
    assert [p["rank"] for p in answer["people"]] == [1, 2, 3]


def test_communities(client: TestClient) -> None:
    answer = client.get(f"{API}/communities").json()
    assert answer["total"] == len(answer["communities"])
    assert all(c["people"] >= 2 for c in answer["communities"])


def test_the_graph_is_node_link_data(client: TestClient) -> None:
    graph = client.get(f"{API}/graph").json()
    ids = {n["id"] for n in graph["nodes"]}
    assert all(e["source"] in ids and e["target"] in ids for e in graph["edges"])
    assert {e["kind"] for e in graph["edges"]} == {"tie", "works_at"}


def test_a_mark_is_kept_and_changes_the_answer(tmp_path: Path) -> None:
    with serving(pool(tmp_path)) as client:
        tag = client.get(f"{ACME}/referrers").headers["etag"]
        answer = client.patch(f"{API}/people/bo/marks", json={"do_not_ask": True, "note": "on leave"})
        assert answer.status_code == 200
        assert answer.json()["do_not_ask"] is True
        after = client.get(f"{ACME}/referrers", headers={"If-None-Match": tag})
        assert after.status_code == 200
        marked = next(r for r in after.json()["referrers"] if r["person"]["id"] == BO)
        assert marked["restraint"]["do_not_ask"] is True
        assert marked["next_step"] == "leave"
        client.patch(f"{API}/people/bo/marks", json={"close": True})
        nothing = ("declined", "helped_me", "i_helped", "worked_with", "worked_where", "worked_when")
    assert client.patch(f"{API}/people/bo/marks", json={"declined": True}).json()["declined"] is True
    assert client.patch(f"{API}/people/bo/marks", json={"declined": None}).json() == {
        **dict.fromkeys(nothing),
        "person": BO,
        "ego": person_id("in:ann"),
        "close": True,
        "managed_me": None,
        "do_not_ask": True,
        "knows_i_look": None,
        "note": "on leave",
    }
    with Workspace.open(tmp_path / "pool.sqlite") as workspace:
        kept = workspace.marks(person_id("in:ann"))[BO]
    assert kept == Mark(close=True, do_not_ask=True, note="on leave")


def test_an_import_by_another_process_is_seen(tmp_path: Path) -> None:
    path = pool(tmp_path, ANN)
    with serving(path) as client:
        before = client.get(f"{API}/companies/Dune/paths").json()
        assert (before["paths"], before["reason"]) == ([], "nobody in these archives is tied to anyone at Dune")
        with Workspace.open(path) as workspace:
            put(workspace, EVE)
        assert client.get(f"{API}/companies/Dune/paths").json()["paths"]


def test_a_company_nobody_knows_is_an_answer(client: TestClient) -> None:
    verdict = client.get(f"{API}/companies/Acmee/verdict").json()
    assert (verdict["decision"], verdict["nearest"]) == ("apply_directly", ["Acme"])
    assert verdict["search_link"].startswith("https://www.linkedin.com/search/results/people/?keywords=Acmee")
    ranking = client.get(f"{API}/companies/Acmee/referrers").json()
    assert (ranking["company"]["name"], ranking["referrers"], ranking["verdict"]["nearest"]) == ("Acmee", [], ["Acme"])
    paths = client.get(f"{API}/companies/Acmee/paths").json()
    assert (paths["paths"], paths["nearest"], paths["search_link"]) == ([], ["Acme"], verdict["search_link"])


# -- caching ---------------------------------------------------------------------------------------------------------


def test_a_caller_who_has_the_answer_gets_none(client: TestClient) -> None:
    first = client.get(f"{ACME}/paths")
    again = client.get(f"{ACME}/paths", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "private, no-cache"
    assert client.get(f"{ACME}/paths?k=1").headers["etag"] != first.headers["etag"]


def test_a_tag_of_a_server_with_other_defaults_does_not_hold(client: TestClient, tmp_path: Path) -> None:
    tag = client.get(f"{ACME}/referrers").headers["etag"]
    with serving(pool(tmp_path), Options(ego="eve")) as other:
        assert other.get(f"{ACME}/referrers", headers={"If-None-Match": tag}).status_code == 200


# -- errors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        (f"{API}/companies/Acmee", 404, "did you mean 'Acme'"),
        (f"{API}/people/Bo Belll", 404, "did you mean 'Bo Bell'"),
        (f"{API}/companies/Acme/paths?k=0", 422, "k: "),
        (f"{API}/companies/Acme/paths?max_hops=99", 422, "max_hops: "),
        (f"{API}/companies/Acme/verdict?posting=loud", 422, "posting: "),
        (f"{API}/companies/Acme/referrers?as=Nobody", 409, "owners: Ann Archer"),
        (f"{API}/companies/Acme/referrers?as_of=soon", 422, "as_of: "),
        (f"{API}/centrality?by=fame", 422, "by: "),
        (f"{API}/people?cursor=p0000", 404, "p0000"),
        (f"{API}/people?limit=0", 422, "limit: "),
        (f"{API}/nothing", 404, "nothing is at this address"),
    ],
)
def test_an_error_is_a_problem(client: TestClient, address: str, status: int, says: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "suggestions"}
    assert problem["status"] == status
    assert says in problem["detail"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/nowhere", 404, "There is nothing at /nowhere"),
        ("/?as_of=soon", 422, "As_of: "),
        ("/?as=Nobody", 409, "owners: "),
    ],
)
def test_a_person_with_a_browser_gets_a_page(client: TestClient, address: str, status: int, says: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert says in answer.text
    assert "Back to the search" in answer.text


def test_marks_change_only_as_they_were_seen(client: TestClient) -> None:
    read = client.get(f"{API}/people/eve/marks")
    seen = {"If-Match": read.headers["etag"]}
    first = client.patch(f"{API}/people/eve/marks", json={"close": True}, headers=seen)
    assert first.status_code == 200
    late = client.patch(f"{API}/people/eve/marks", json={"close": False}, headers=seen)
    assert late.status_code == 412
    assert client.get(f"{API}/people/eve/marks").json()["close"] is True
    again = {"If-Match": first.headers["etag"]}
    assert client.patch(f"{API}/people/eve/marks", json={"close": False}, headers=again).status_code == 200


def test_under_the_api_and_for_twins_it_stays_a_problem(client: TestClient) -> None:
    for address in (f"{API}/nothing", "/nowhere.json"):
        assert client.get(address, headers={"Accept": "text/html"}).headers["content-type"] == PROBLEM


def test_a_wrong_method_and_a_wrong_body_are_problems(client: TestClient) -> None:
    wrong = client.put(f"{API}/companies", json={})
    assert (wrong.status_code, wrong.headers["content-type"], wrong.headers["allow"]) == (405, PROBLEM, "GET")
    for body in (b"{", b"[]", b'{"colour": "red"}', b'{"close": "perhaps"}'):
        answer = client.patch(f"{API}/people/bo/marks", content=body, headers={"Content-Type": "application/json"})
        wanted = 400 if body == b"{" else 422  # no JSON at all, or not what is taken
        assert (answer.status_code, answer.headers["content-type"]) == (wanted, PROBLEM)


def test_a_mark_by_everybody_is_refused(client: TestClient) -> None:
    answer = client.patch(f"{API}/people/bo/marks?as=anyone", json={"close": True})
    assert answer.status_code == 422


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    with serving(tmp_path / "new.sqlite") as client:
        answer = client.get(f"{API}/people/anybody/paths")
        assert answer.status_code == 409
        assert "bring your archive" in answer.json()["detail"]
        assert client.get(f"{API}/people").json() == {"items": [], "next": None}


def test_an_unforeseen_error_tells_where_it_was_and_nothing_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Desk, "referrers", fail)
    with serving(pool(tmp_path)) as client:
        answer = client.get(f"{ACME}/referrers")
    assert (answer.status_code, answer.headers["content-type"]) == (500, PROBLEM)
    assert "secret" not in answer.text + caplog.text
    assert "a request failed: RuntimeError at api." in caplog.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_person_sees_an_unforeseen_error_as_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Desk, "verdict", fail)
    monkeypatch.setattr(Desk, "referrers", fail)
    with serving(pool(tmp_path)) as client:
        answer = client.get("/companies/Acme", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert "Something went wrong" in answer.text
    assert "secret" not in answer.text
    nonce = answer.headers["content-security-policy"].partition("'nonce-")[2].partition("'")[0]
    assert f'nonce="{nonce}"' in answer.text


def test_every_branch_of_errors_has_a_status() -> None:
    def branches(of: type[GoodwordError]) -> set[type[GoodwordError]]:
        return {of} | {c for s in of.__subclasses__() for c in branches(s)}

    ours = {c for c in branches(GoodwordError) if c.__module__ == "graph.errors"} - {GoodwordError}
    assert {c for c in ours if not any(base in STATUS for base in c.__mro__)} == set()
    assert problem_of(InputError("a.zip", "is no archive")).status == 422
    assert problem_of(GoodwordError("?")).status == 500


# -- who may ask -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "169.254.0.1:8765", "", "[::2]", "local host"]
)
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get(f"{API}/people", headers={"Host": host})
    assert answer.status_code == 421
    assert "Ann" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765", "LOCALHOST"])
def test_this_machine_may_call_itself_by_any_of_its_names(client: TestClient, host: str) -> None:
    assert client.get(f"{API}/people", headers={"Host": host}).status_code == 200


def test_a_further_name_can_be_allowed(tmp_path: Path) -> None:
    with serving(pool(tmp_path), Options(hosts=("pool.example",))) as client:
        assert client.get(f"{API}/people", headers={"Host": "pool.example"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://localhost:8765"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_asked_for_by_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.patch(f"{API}/people/bo/marks", json={"close": True}, headers=headers)
    assert answer.status_code == 403


def test_a_change_from_our_own_page_is_taken(client: TestClient) -> None:
    headers = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
    assert client.patch(f"{API}/people/cy/marks", json={}, headers=headers).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_change_that_a_form_could_send_is_refused(client: TestClient, kind: str) -> None:
    answer = client.patch(f"{API}/people/bo/marks", content=b'{"close": true}', headers={"Content-Type": kind})
    assert answer.status_code == 415


def test_every_response_has_strict_headers_and_a_nonce_of_its_own(client: TestClient) -> None:
    addresses = ["/", "/companies/Acme", "/nope", "/healthz", "/metrics", f"{API}/people", f"{API}/openapi.json"]
    nonces: list[str] = []
    for address in addresses * 2:
        answer = client.get(address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"]
        assert "server" not in answer.headers
        nonces += set(re.findall(r"'nonce-([^']+)'", policy))
    assert len(nonces) == len(set(nonces)) == 2 * len(addresses)


def test_concurrent_responses_share_no_nonce(client: TestClient) -> None:
    with ThreadPoolExecutor(4) as workers:
        answers = list(workers.map(client.get, ["/companies/Acme"] * 8))
    for answer in answers:
        nonce = re.findall(r"script-src 'nonce-([^']+)'", answer.headers["content-security-policy"])[0]
        assert set(re.findall(r'nonce="([^"]+)"', answer.text)) == {nonce}
    assert len({a.headers["content-security-policy"] for a in answers}) == 8


# -- description -----------------------------------------------------------------------------------------------------


OTHER_KINDS = {"asks.ics": "text/calendar", "events": "text/event-stream"}


def test_the_description_is_complete(client: TestClient) -> None:
    document = client.get(f"{API}/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operations = [o for path in document["paths"].values() for o in path.values()]
    ids = [o["operationId"] for o in operations]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][A-Za-z]+", i) for i in ids)
    assert all(o.get("summary") and o.get("description") for o in operations)
    for path, methods in document["paths"].items():
        if path.startswith(API) and not path.endswith("/report.{form}"):  # a file, in the form asked for
            for operation in methods.values():
                for status, response in operation["responses"].items():
                    kind = PROBLEM if status >= "4" else OTHER_KINDS.get(path.rpartition("/")[2], "application/json")
                    assert list(response.get("content", ())) == [kind] * (status != "204"), (path, status)
                    if status != "204" and kind.endswith("json"):
                        assert "$ref" in response["content"][kind]["schema"], (path, status)


def test_every_reference_of_the_description_leads_somewhere(client: TestClient) -> None:
    document = client.get(f"{API}/openapi.json").json()
    for reference in set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document))):
        assert reference in document["components"]["schemas"]
    assert {"from", "to"} <= set(document["components"]["schemas"]["TieOut"]["properties"])


# -- watching --------------------------------------------------------------------------------------------------------


def test_health_and_metrics_hold_no_personal_data(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok"}
    text = client.get("/metrics").text
    assert re.search(r'^goodword_requests_total\{status="2xx"\} \d+$', text, re.MULTILINE)
    assert "goodword_sources 3" in text
    assert not re.search(r"Ann|Bo|Acme", text)


def test_the_loop_answers_while_a_question_computes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computing, answered = threading.Event(), threading.Event()
    whole = Desk.referrers

    def slow(*args: object, **kwargs: object) -> object:
        computing.set()
        assert answered.wait(60)
        return whole(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "referrers", slow)
    with serving(pool(tmp_path)) as client, ThreadPoolExecutor(1) as workers:
        waiting = workers.submit(client.get, f"{ACME}/referrers")
        assert computing.wait(10)
        assert client.get("/healthz").status_code == 200
        assert not waiting.done()
        answered.set()
        assert waiting.result(60).status_code == 200


def test_ids_in_answers_are_the_domains(client: TestClient) -> None:
    assert client.get(ACME).json()["id"] == company_id("acme")


@pytest.mark.parametrize("address", ["/", "/healthz", "/api/v1/companies", "/api/v1/companies/nope"])
def test_head_is_get_without_the_body(client: TestClient, address: str) -> None:
    asked, told = client.head(address), client.get(address)
    assert asked.status_code == told.status_code
    assert asked.content == b""
    assert asked.headers["content-type"] == told.headers["content-type"]
