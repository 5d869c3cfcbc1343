"""The page of asks: it lists what the ledger holds, and every step is a form that works without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from serving import ORIGIN, pool, serving

from referral.asking.due import DueKind
from referral.asking.states import DEEDS, NEXT, AskState, Deed
from viz.ask_pages import COLUMNS, SAID, SETTLED_BY, SHOWN_AT_ONCE

TODAY = date.today()  # noqa: DTZ011  (the server's own day)
ASKED = (TODAY - timedelta(days=20)).isoformat()
ASK = {"person": "bo", "company": "Acme", "role": "Engineer", "day": ASKED}
OWN = {"Origin": ORIGIN, "Accept": "text/html"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(pool(tmp_path)) as running:
        yield running


def send(client: TestClient, to: str, **fields: str) -> httpx2.Response:
    """A form sent from a page of ours, without following where it leads."""
    return client.post(to, data=fields, headers=OWN, follow_redirects=False)


def add(client: TestClient, **changes: str) -> str:
    answer = send(client, "/asks", **(ASK | changes))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("#")[2]


def column(page: str, name: str) -> list[str]:
    """The ids of the cards under one heading."""
    part = next(p for p in page.split('<section class="column')[1:] if re.search(rf"<h2[^>]*>{name} ", p))
    return re.findall(r'<article [^>]*id="(\w+)"', part.split("</section>")[0])


def ledger(client: TestClient) -> list[str]:
    return [a["state"] for a in client.get("/api/v1/asks").json()["items"]]


def test_every_state_stands_in_one_column_and_every_step_and_debt_has_words() -> None:
    assert sorted(state for _, states in COLUMNS for state in states) == sorted(AskState)
    assert set(SAID) == {*AskState, *Deed}
    assert set(SETTLED_BY) == set(DueKind)
    assert {s for n in NEXT.values() for s in n} | set(DEEDS) >= set(SETTLED_BY.values())


def test_an_empty_ledger_says_what_to_do(client: TestClient) -> None:
    page = client.get("/asks")
    assert page.status_code == 200
    assert "Nothing written down yet" in page.text
    assert client.get("/asks.json").json()["items"] == []


def test_all_owners_together_have_no_ledger(client: TestClient) -> None:
    page = client.get("/asks?as=anyone")
    assert page.status_code == 200
    assert "Whose asks?" in page.text


def test_the_page_and_its_twin_hold_what_the_ledger_holds(client: TestClient) -> None:
    ask = add(client)
    page = client.get("/asks").text
    assert column(page, "Asked") == [ask] == [a["id"] for a in client.get("/asks.json").json()["items"]]
    assert column(page, "Agreed") == column(page, "Closed") == []
    assert "Follow up with Bo Bell" in page
    assert 'href="/api/v1/asks.ics"' in page


def test_a_step_is_one_press_is_said_and_is_taken_back(client: TestClient) -> None:
    ask = add(client)
    gone_on = send(client, f"/asks/{ask}", state="agreed", version="1", key="k1")
    assert (gone_on.status_code, gone_on.headers["location"]) == (303, f"/asks?moved={ask}#{ask}")
    page = client.get(gone_on.headers["location"]).text
    assert column(page, "Agreed") == [ask]
    assert "Written down: They said yes." in page
    assert "Thank Bo Bell" in page
    again = send(client, f"/asks/{ask}", state="agreed", version="1", key="k1")
    assert again.status_code == 303  # pressed twice is pressed once
    assert ledger(client) == ["agreed"]
    assert send(client, f"/asks/{ask}", state="undo").status_code == 303
    assert ledger(client) == ["asked"]
    wholly = send(client, f"/asks/{ask}", state="undo")
    assert "Taken back" in client.get(wholly.headers["location"]).text
    assert ledger(client) == []


def test_what_is_good_to_know_is_said_once_it_is_written_down(client: TestClient) -> None:
    ended = add(client, person="cy", day=(TODAY - timedelta(days=200)).isoformat())
    for state in ("agreed", "referred", "rejected"):
        send(client, f"/asks/{ended}", state=state, day=(TODAY - timedelta(days=150)).isoformat())
    asked = send(client, "/asks", **ASK)
    assert "Say so to Bo Bell" in client.get(asked.headers["location"]).text
    assert "Say so to Bo Bell" not in client.get("/asks").text


def test_a_page_that_is_out_of_date_changes_nothing(client: TestClient) -> None:
    ask = add(client)
    send(client, f"/asks/{ask}", state="agreed", version="1")
    late = send(client, f"/asks/{ask}", state="declined", version="1")
    assert late.status_code == 412
    assert "changed since you looked" in late.text
    assert ledger(client) == ["agreed"]


def test_what_speaks_against_it_is_said_and_a_reason_is_kept(client: TestClient) -> None:
    add(client)
    second = ASK | {"role": "Manager", "day": TODAY.isoformat(), "key": "two"}
    refused = send(client, "/asks", **second)
    assert refused.status_code == 409
    assert "leave them in peace until" in refused.text
    assert len(ledger(client)) == 1
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', refused.text.split("<main")[1]))
    assert {"person", "company", "role", "day"} <= set(fields)
    done = send(client, "/asks", **{k: unescape(v) for k, v in fields.items()}, reason="She told me to")
    assert done.status_code == 303
    page = client.get("/asks").text
    assert "She told me to" in page
    assert ledger(client) == ["asked", "asked"]


def test_a_no_is_final(client: TestClient) -> None:
    ask = add(client, day=(TODAY - timedelta(days=200)).isoformat())
    send(client, f"/asks/{ask}", state="declined", day=(TODAY - timedelta(days=190)).isoformat())
    refused = send(client, "/asks", **(ASK | {"day": TODAY.isoformat()}))
    assert refused.status_code == 409
    assert "a no is not asked twice" in refused.text
    assert 'name="reason"' not in refused.text


def test_a_draft_with_blanks_is_not_written_down_as_sent(client: TestClient) -> None:
    answer = send(client, "/asks", **ASK, draft="Hi Bo,\n[[why this job]]\n")
    assert answer.status_code == 409
    assert "line 2: why this job" in answer.text
    assert ledger(client) == []


def test_what_was_asked_after_the_newest_archive_is_due_on_the_home_page(client: TestClient) -> None:
    add(client)
    page = client.get("/").text
    assert "Due now" in page
    assert "Follow up with Bo Bell" in page


def test_nobody_is_written_to_twice_for_one_thing(client: TestClient) -> None:
    ask = add(client)
    link = f"kind=follow_up&amp;company=Acme&amp;person={client.get('/api/v1/people/bo').json()['id']}"
    assert client.get("/asks").text.count(link) == 2  # what is due, and the card
    send(client, f"/asks/{ask}", state="followed_up")
    assert link not in client.get("/asks").text


def test_a_long_column_is_folded_and_loses_nothing(client: TestClient) -> None:
    asked = [add(client, person="bo", role=f"Job {n}", state="planned", day=ASKED) for n in range(SHOWN_AT_ONCE + 3)]
    page = client.get("/asks").text
    assert sorted(column(page, "Planned")) == sorted(asked)
    assert "3 earlier" in page


def test_forms_act_for_whom_the_page_is(client: TestClient) -> None:
    made = send(client, "/asks?as=eve", person="gus", company="Dune")
    assert made.headers["location"].startswith("/asks?as=eve&moved=")
    assert 'action="/asks/' in client.get("/asks?as=eve").text
    assert f'action="/asks/{made.headers["location"].partition("#")[2]}?as=eve"' in client.get("/asks?as=eve").text
    assert ledger(client) == []
    assert len(client.get("/api/v1/asks?as=eve").json()["items"]) == 1


def test_favours_are_written_down_and_stand_beside_the_ask(client: TestClient) -> None:
    add(client)
    done = send(client, "/favours", person="Bo Bell", kind="they_helped", note="read my CV", key="f1")
    assert done.status_code == 303
    send(client, "/favours", person="Bo Bell", kind="they_helped", note="read my CV", key="f1")
    page = client.get("/asks").text
    assert len(client.get("/api/v1/favours").json()["items"]) == 1
    assert "They helped you: read my CV" in page.split('<section class="panel favours')[0]


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_a_form_of_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/asks", data=ASK, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert ledger(client) == []


def test_pages_take_forms_alone(client: TestClient) -> None:
    assert client.post("/asks", json=ASK, headers=OWN).status_code == 415
    assert send(client, "/asks", person="bo").status_code == 422
    assert send(client, "/asks", **(ASK | {"state": "agreed"})).status_code == 422


def test_hostile_names_are_text(client: TestClient) -> None:
    add(client, role='"><script>window.__x=1</script>', company="<img src=x onerror=window.__x=1>")
    send(client, "/favours", person="Bo Bell", kind="i_helped", note="<b>tea</b>")
    page = client.get("/asks").text
    assert "<script>window" not in page
    assert "<img" not in page
    assert "<b>tea" not in page
    assert "&lt;img src=x" in page
