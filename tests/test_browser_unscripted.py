"""What a job seeker does works without scripts: the pages are forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import browser
from playwright.sync_api import Browser, Page
from screens import demo_pool
from serving import listening

from synthetic import PoolTruth

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, PoolTruth]]:
    with demo_pool(asks=False) as (path, truth), listening(path) as home:
        yield home, truth


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_whom_one_worked_with_is_answered_on_the_first_page(page: Page, served: tuple[str, PoolTruth]) -> None:
    home, _ = served
    page.goto(home)
    page.get_by_role("link", name="Whom did you work with?").click()
    page.get_by_role("button", name="Yes").first.click()
    assert page.get_by_role("status").inner_text().startswith("Written down: you and ")
    asked = page.locator(".question-row h2").first.inner_text()
    page.goto(home)
    assert page.locator("#together h2").inner_text() == asked
    assert page.get_by_role("button", name="Not now").count() == 0
    page.locator("#together").get_by_role("button", name="Yes").click()
    assert "/questions" in page.url
    assert page.get_by_role("status").inner_text().startswith("Written down: you and ")
    page.goto(home)
    assert page.locator("#together h2").inner_text() != asked


def test_an_ask_is_written_down_where_it_is_decided(page: Page, served: tuple[str, PoolTruth]) -> None:
    home, truth = served
    page.goto(f"{home}/companies/{truth.direct_company}")
    first = page.locator(".referrer").first
    name = first.locator("h3").inner_text()
    first.get_by_role("button", name="Write down that you asked").click()
    assert "/asks" in page.url
    assert page.get_by_role("link", name=name).count()
    page.goto(f"{home}/companies/{truth.direct_company}")
    assert page.locator(".referrer", has_text=name).get_by_role("link", name="Your asks").count() == 1
