"""What a job seeker does in the pages: searches with a typing error, answers the questions, keeps a list, by keyboard too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import browser, opened
from playwright.sync_api import Browser
from serving import listening, pool

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with listening(pool(tmp_path_factory.mktemp("journeys"))) as address:
        yield address


def test_a_typing_error_is_forgiven_while_typing_and_the_company_opened_by_keyboard(
    chromium: Browser, home: str
) -> None:
    with opened(chromium, home, home=home) as watched:
        page = watched.page
        page.locator("#q").focus()
        page.keyboard.type("Dnue")
        option = page.get_by_role("option").first
        option.wait_for()
        assert "Dune" in option.inner_text()
        assert page.get_by_role("group", name="Companies like dune").is_visible()
        page.keyboard.press("ArrowDown")
        assert page.locator("#q").get_attribute("aria-activedescendant") == option.get_attribute("id")
        page.keyboard.press("Enter")
        page.wait_for_url("**/companies/**")
        assert page.locator("h1").inner_text() == "Dune"
        watched.behaved()


def test_the_questions_answer_in_place(chromium: Browser, home: str) -> None:
    with opened(chromium, f"{home}/companies/Acme", home=home) as watched:
        page = watched.page
        page.wait_for_function("document.documentElement.dataset.ready")
        before = page.locator("#says").inner_text()
        page.get_by_label("I know who is hiring").check()
        page.wait_for_function("(text) => document.getElementById('says').innerText !== text", arg=before)
        assert page.locator("#verdict").inner_text() == "Apply directly"
        assert "knows_hiring_manager=true" in page.url
        page.reload()
        assert page.locator("#verdict").inner_text() == "Apply directly"
        assert page.get_by_label("I know who is hiring").is_checked()
        page.locator(".referrer summary").first.click()
        assert page.locator(".referrer .criteria").first.is_visible()
        watched.behaved()


def test_a_company_is_put_on_the_list_and_taken_off(chromium: Browser, home: str) -> None:
    with opened(chromium, home, home=home) as watched:
        page = watched.page
        page.locator("#company").fill("Nowhere Ltd")
        page.get_by_role("button", name="Put on the list").click()
        page.get_by_role("heading", name="Nowhere Ltd").wait_for()
        page.get_by_role("button", name="Take Nowhere Ltd off the list").click()
        page.get_by_role("heading", name="Nowhere Ltd").wait_for(state="detached")
        watched.behaved()


@pytest.mark.parametrize(("width", "height", "people"), [(1440, 900, 3), (390, 844, 1)])
def test_the_answer_is_seen_without_scrolling(
    chromium: Browser, home: str, width: int, height: int, people: int
) -> None:
    with opened(chromium, f"{home}/companies/Acme", home=home, width=width, height=height) as watched:
        page = watched.page
        page.wait_for_function("document.documentElement.dataset.ready")
        rows = page.locator(".referrer")
        shown = min(people, rows.count())
        for seen in (page.locator("#verdict"), rows.nth(shown - 1).locator("h3")):
            box = seen.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= height
        watched.fits()
