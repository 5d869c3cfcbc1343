"""The page of a draft: filled from facts, read on demand, refused as sent while blanks are open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx2
import pytest
from browser import browser, opened
from fastapi.testclient import TestClient
from playwright.sync_api import Browser
from serving import ORIGIN, listening, pool, serving

from referral.checking.result import PracticeName
from referral.drafts.kinds import STEP_OF, DraftKind, Language, Tone
from schemas.base import LONGEST
from viz.draft_pages import KINDS, LANGUAGES, PRACTICES, TONES

OWN = {"Origin": ORIGIN, "Accept": "text/html"}
TO_BO = "/draft?company=Acme&person=bo&role=Engineer"
WHOLE = "Hi Bo,\ncould we talk for 15 minutes about the Engineer job at Acme? No is fine. Thank you, Ann"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with serving(pool(tmp_path)) as running:
        yield running


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A pool that nothing is written to."""
    with serving(pool(tmp_path_factory.mktemp("reading"))) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


def send(client: TestClient, to: str, **fields: str) -> httpx2.Response:
    return client.post(to, data=fields, headers=OWN, follow_redirects=False)


def sheet(page: str) -> str:
    """The text in the page's box, as a browser has it."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return unescape(found[1])


def asks(client: TestClient) -> list[str]:
    return [step["kind"] for a in client.get("/api/v1/asks").json()["items"] for step in a["steps"]]


def test_everything_that_can_be_chosen_has_words() -> None:
    assert (set(KINDS), set(LANGUAGES), set(TONES)) == (set(DraftKind), set(Language), set(Tone))
    assert set(PRACTICES) == set(PracticeName)


@pytest.mark.parametrize("kind", DraftKind)
def test_the_page_holds_the_draft_that_the_api_makes(reading: TestClient, kind: DraftKind) -> None:
    page = reading.get(f"{TO_BO}&kind={kind.value}&language=fr&tone=warm")
    asked = {
        "kind": kind.value,
        "company": "Acme",
        "person": "bo",
        "role": "Engineer",
        "language": "fr",
        "tone": "warm",
    }
    made = reading.post("/api/v1/drafts", json=asked).json()
    assert sheet(page.text) == made["text"]
    assert page.text.count("<li>Line ") >= len(made["blanks"])
    assert all(unescape(fact["text"]) in unescape(page.text) for fact in made["facts"])
    assert ("I sent it" in page.text) == (kind in STEP_OF)
    assert page.headers["cache-control"] == "no-store"


def test_an_empty_sheet_is_for_a_text_of_ones_own(reading: TestClient) -> None:
    page = reading.get("/draft")
    assert page.status_code == 200
    assert sheet(page.text) == ""
    assert "I sent it" not in page.text


def test_a_text_is_read_without_scripts_and_stays_as_it_was(reading: TestClient) -> None:
    text = "Hi Bo,\r\nyou must refer me by tomorrow </textarea><b>x</b>"
    page = send(reading, TO_BO, text=text, do="check")
    assert page.status_code == 200
    assert sheet(page.text) == text.replace("\r\n", "\n")
    assert "Line 2, “you must" in page.text.replace("you must refer", "you must")
    assert "<b>x</b>" not in page.text


def test_a_draft_is_written_down_as_sent_once_its_blanks_are_filled(client: TestClient) -> None:
    refused = send(client, TO_BO, text="Hi Bo,\n[[why]]", do="sent", key="a")
    assert refused.status_code == 409
    assert "line 2: why" in refused.text
    assert sheet(refused.text) == "Hi Bo,\n[[why]]"
    assert asks(client) == []
    done = send(client, TO_BO, text=WHOLE, do="sent", key="a")
    assert done.status_code == 303
    assert asks(client) == ["asked"]
    assert "Written down: I asked." in client.get(done.headers["location"]).text
    thanks = send(client, f"{TO_BO}&kind=thanks", text="Thank you, Bo", do="sent", key="b")
    assert thanks.status_code == 303
    assert asks(client) == ["asked", "thanked"]


def test_what_speaks_against_it_is_said_and_a_reason_is_taken(client: TestClient) -> None:
    send(client, TO_BO, text=WHOLE, do="sent", key="a")
    other = TO_BO.replace("Engineer", "Nurse")
    refused = send(client, other, text=WHOLE, do="sent", key="b")
    assert refused.status_code == 409
    assert "leave them in peace" in refused.text
    assert 'name="reason"' in refused.text
    assert send(client, other, text=WHOLE, do="sent", key="b", reason="He offered").status_code == 303
    assert asks(client) == ["asked", "asked"]


def test_an_introduction_is_written_down_as_one(client: TestClient) -> None:
    address = "/draft?company=Dune&role=Engineer"
    page = client.get(address)
    assert "to be introduced to" in page.text
    assert send(client, address, text=WHOLE, do="sent").status_code == 303
    assert client.get("/api/v1/asks").json()["items"][0]["intro_to"]["name"] in page.text


def test_thanks_for_what_was_never_asked_are_not_written_down(client: TestClient) -> None:
    refused = send(client, f"{TO_BO}&kind=thanks", text="Thank you", do="sent")
    assert refused.status_code == 409
    assert "write down first that you asked" in refused.text


@pytest.mark.parametrize(
    "address", ["/draft?kind=nope", f"/draft?company={'x' * (LONGEST + 1)}", "/draft?company=N%2FA"]
)
def test_what_cannot_be_drafted_is_a_page_that_says_why(reading: TestClient, address: str) -> None:
    answer = reading.get(address, headers=OWN)
    assert answer.status_code in {404, 422}
    assert "<h1>" in answer.text


@pytest.mark.browser
def test_a_draft_is_read_while_it_is_written_and_its_blanks_are_found_by_a_press(
    chromium: Browser, tmp_path: Path
) -> None:
    with listening(pool(tmp_path)) as home, opened(chromium, home + TO_BO, home=home) as watched:
        page = watched.page
        box = page.get_by_label("Your message")
        assert page.locator("#backdrop mark").count() == box.input_value().count("[[")
        page.locator("#check-blanks button").first.click()
        chosen = page.evaluate("(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.activeElement)")
        assert chosen.startswith("[[")
        page.keyboard.type("their robots")
        assert "their robots" in box.input_value()
        box.fill("Hi Bo,\nyou must refer me by tomorrow, I need an answer immediately.")
        page.locator("#check-pressing li").first.wait_for()
        assert page.locator("#check-pressing li").first.inner_text().startswith("Line 2")
        assert page.locator("#backdrop mark").count() == 0
        page.get_by_label("Tone").select_option("warm")
        assert page.get_by_text("takes the place of what you wrote").is_visible()
        assert box.input_value().startswith("Hi Bo,\nyou must")
        page.goto(f"{home}{TO_BO}&short=true")
        page.get_by_label("Your message").fill("x" * 301)
        assert page.locator("#room").inner_text().startswith("1 character too many")
        watched.behaved()
        watched.fits()


@pytest.mark.browser
def test_the_board_is_worked_by_keyboard_alone(chromium: Browser, tmp_path: Path) -> None:
    path = pool(tmp_path)
    with serving(path) as client:
        send(client, TO_BO, text=WHOLE, do="sent")
    with (
        listening(path) as home,
        opened(chromium, f"{home}/asks", home=home, width=390) as watched,
    ):
        page = watched.page
        page.get_by_role("button", name="They said yes").focus()
        page.keyboard.press("Enter")
        page.get_by_role("region", name="Agreed").get_by_text("Written down: They said yes.").wait_for()
        assert page.evaluate("document.activeElement.className").startswith("panel ask-card")
        watched.behaved()
        watched.fits()


@pytest.mark.browser
def test_asking_works_without_scripts(chromium: Browser, tmp_path: Path) -> None:
    """From a row of a company to the board, a step on and back, and a draft that is read."""
    with listening(pool(tmp_path)) as home:
        context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
        try:
            page = context.new_page()
            page.goto(f"{home}/companies/Acme?role=Engineer")
            page.get_by_role("button", name="Write down that you asked").first.click()
            page.get_by_text("Written down: I asked.").wait_for()
            page.get_by_role("button", name="They said yes").click()
            page.get_by_text("Written down: They said yes.").wait_for()
            page.get_by_text("What happened").click()
            page.get_by_role("button", name="Take back the last step").click()
            page.get_by_role("button", name="They said yes").wait_for()
            page.get_by_role("link", name="Write it").or_(page.get_by_role("link", name="Write to them")).first.click()
            page.get_by_label("Your message").fill("you must refer me by tomorrow")
            page.get_by_role("button", name="Check it").click()
            page.get_by_text("Line 1, “you must").wait_for()
            page.goto(f"{home}/people/bo/erase")
            page.get_by_role("button", name="Erase them").click()
            page.get_by_role("heading", name="They are erased").wait_for()
        finally:
            context.close()
