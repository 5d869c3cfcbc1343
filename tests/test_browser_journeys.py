"""What a job seeker does in the pages: searches with a typing error, answers the questions, keeps a list, by keyboard too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import browser, opened
from playwright.sync_api import Browser
from screens import demo_pool
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


def test_a_list_is_pasted_where_one_company_is_put_on(chromium: Browser, home: str) -> None:
    with opened(chromium, home, home=home) as watched:
        page = watched.page
        page.locator("#company").focus()
        page.evaluate("""() => { const data = new DataTransfer(); data.setData("text/plain", "- Second Ltd\\r\\n\\n- acme\\n");
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }""")
        assert page.evaluate("document.activeElement.id") == "companies-pasted"
        page.get_by_role("button", name="Put them on the list").click()
        page.get_by_role("heading", name="Second Ltd").wait_for()
        assert page.locator(".target h2").all_inner_texts()[:2] == ["Acme", "Second Ltd"]
        assert page.evaluate("document.activeElement.id") == "companies"
        page.get_by_role("link", name="Second Ltd").click()  # nobody is known there, and it has its page all the same
        page.wait_for_url("**/companies/**")
        assert page.locator("h1").inner_text() == "Second Ltd"
        assert page.locator("#verdict").inner_text() == "Apply directly"
        page.get_by_role("button", name="On your list: take off").click()
        page.get_by_role("status").filter(has_text="Second Ltd is off your list.").wait_for(state="attached")
        watched.behaved()


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """The three archives of the demo."""
    with demo_pool() as (path, _), listening(path) as address:
        yield address


@pytest.mark.parametrize(("width", "height", "people"), [(1440, 900, 3), (390, 844, 1)])
def test_the_answer_is_seen_without_scrolling(
    chromium: Browser, demo: str, width: int, height: int, people: int
) -> None:
    asked = f"{demo}/companies/Northwind%20Robotics?role=Staff%20Software%20Engineer"
    with opened(chromium, asked, home=demo, width=width, height=height) as watched:
        page = watched.page
        page.wait_for_function("document.documentElement.dataset.ready")
        rows = page.locator(".referrer")
        seen = [page.locator("#verdict"), *(rows.nth(n) for n in range(people))]
        for each in seen if width < 1000 else [*seen, page.locator("#graph")]:
            box = each.bounding_box()
            assert box is not None
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= height
        watched.fits()


def test_an_ask_is_logged_from_its_row_by_keyboard_and_taken_back(chromium: Browser, home: str) -> None:
    with opened(chromium, f"{home}/companies/Acme?role=Engineer", home=home) as watched:
        page = watched.page
        page.get_by_role("button", name="Write down that you asked").first.focus()
        page.keyboard.press("Enter")
        page.get_by_text("Written down: asked today.").wait_for()
        assert len(page.request.get(f"{home}/api/v1/asks").json()["items"]) == 1
        page.get_by_role("button", name="Take back").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Taken back.").wait_for()
        assert page.request.get(f"{home}/api/v1/asks").json()["items"] == []
        watched.behaved()


def test_the_paths_are_saved_as_a_file_that_opens_without_a_server(
    chromium: Browser, home: str, tmp_path: Path
) -> None:
    with opened(chromium, f"{home}/companies/Acme/paths?role=Engineer", home=home) as watched:
        page = watched.page
        shown = page.locator(".path-list li[data-path]").count()
        with page.expect_download() as saved:
            page.get_by_role("link", name="Save as a file").click()
        assert saved.value.suggested_filename.startswith("paths-to-acme-")
        file = tmp_path / saved.value.suggested_filename
        saved.value.save_as(file)
        watched.behaved()
    with opened(chromium, file.as_uri(), home="file:") as alone:
        alone.page.wait_for_function("() => document.documentElement.dataset.ready")
        assert alone.page.locator(".path-list li[data-path]").count() == shown > 0
        assert alone.page.locator(".referrer").count()
        assert alone.page.get_by_role("link", name="Save as a file").count() == 0
        alone.behaved()


def test_the_picture_is_exported_with_the_paths_of_its_list(chromium: Browser, home: str) -> None:
    with opened(chromium, f"{home}/companies/Acme", home=home) as watched:
        page = watched.page
        page.wait_for_function("document.documentElement.dataset.ready")
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save SVG").click()
        drawn = saved.value.path().read_text(encoding="utf-8")
        ends = page.locator(".path-list > li:not(.further) > button .name").all_inner_texts()
        assert ends
        assert all(name in drawn for name in ends)
        watched.behaved()


def test_a_path_is_chosen_by_key_and_by_click_and_a_card_opens_the_person(chromium: Browser, demo: str) -> None:
    with opened(chromium, f"{demo}/companies/Northwind%20Robotics", home=demo) as watched:
        page = watched.page
        page.wait_for_function("document.documentElement.dataset.ready")
        current = page.locator(".path-list button[aria-current=true]")
        names = page.locator(".path-list button .name").all_inner_texts()
        page.locator("#graph").focus()
        page.keyboard.press("ArrowDown")
        assert names[1] in current.inner_text()
        assert page.evaluate("scrollY") == 0
        page.locator(".path-list button").nth(2).click()
        assert names[2] in current.inner_text()
        assert names[2] in page.locator("#chosen").inner_text()
        page.evaluate("scrollTo(0, 0)")
        at = page.evaluate(
            """(name) => {
              const data = JSON.parse(document.getElementById("page-data").textContent), look = goodword.picture.look();
              const id = Object.keys(data.people).find((i) => data.people[i].name === name);
              return look.at(...look.view.cards[id]);
            }""",
            names[1],
        )
        page.mouse.click(*at)
        page.wait_for_url("**/people/**")
        assert page.locator("h1").inner_text() == names[1]
        watched.behaved()


def test_without_scripts_a_mark_is_kept_a_company_listed_and_an_archive_taken_out(chromium: Browser, home: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{home}/people/cy")
        page.get_by_label("Never ask them").check()
        page.get_by_role("button", name="Keep this").click()
        assert page.get_by_label("Never ask them").is_checked()
        page.goto(f"{home}/companies/Acme")
        page.get_by_role("button", name="Put on your list").click()
        page.get_by_role("button", name="On your list: take off").wait_for()
        page.goto(f"{home}/")
        assert page.locator("#together").is_visible()
        page.get_by_role("button", name="Take Acme off the list").click()
        assert "Take Acme" not in page.content()
        page.goto(f"{home}/sources")
        count = page.locator(".archive").count()
        page.get_by_role("link", name="Take out").last.click()
        page.get_by_role("button", name="Take it out").click()
        assert page.locator(".archive").count() == count - 1
    finally:
        context.close()


def test_the_pages_fold_into_a_menu_on_a_phone(chromium: Browser, home: str) -> None:
    with opened(chromium, home, home=home, width=390, height=844, touch=True) as watched:
        page = watched.page
        assert not page.get_by_role("navigation", name="Pages").is_visible()
        page.get_by_role("button", name="Menu").tap()
        page.get_by_role("link", name="Network").tap()
        page.wait_for_url("**/network**")
        assert page.locator(".map-frame.narrow svg").is_visible()
        assert not page.locator(".map-frame.wide svg").is_visible()
        watched.fits()
        watched.behaved()


def test_a_report_is_made_watched_opened_and_thrown_away(chromium: Browser, home: str) -> None:
    with opened(chromium, f"{home}/reports", home=home) as watched:
        page = watched.page
        page.get_by_label("Companies, one a line").fill("Acme\nNowhere Ltd")
        for box in page.locator("[name=format]").all():
            box.set_checked(box.get_attribute("value") in {"html", "csv"})
        page.get_by_role("button", name="Make the report").click()
        page.get_by_role("link", name="Web page").wait_for()
        assert page.locator(".rows li a").all_inner_texts() == ["Web page", "CSV"]
        made = page.request.get(home + str(page.get_by_role("link", name="Web page").get_attribute("href"))).text()
        assert "Nowhere Ltd" in made
        page.get_by_role("button", name="Throw away the report").click()
        page.get_by_role("link", name="Web page").wait_for(state="detached")
        watched.behaved()


def test_what_a_screen_reader_is_told_of_a_company(chromium: Browser, demo: str) -> None:
    with opened(chromium, f"{demo}/companies/Northwind%20Robotics", home=demo) as watched:
        page = watched.page
        page.wait_for_function("document.documentElement.dataset.ready")
        tree = page.locator("main").aria_snapshot()
        rows = page.locator(".referrer").count()
        assert 'heading "Northwind Robotics" [level=1]' in tree
        assert tree.index('form "') < tree.index('region "Who to ask"') < tree.index('region "How to get there')
        assert tree.count('- list "Five criteria"') == rows >= 5
        assert "saw your work : not known" in tree
        assert 'checkbox "I know who is hiring"' in tree
        assert 'img "Picture of the introduction paths. The list holds the same paths' in tree
        assert 'list "Best paths"' in tree
