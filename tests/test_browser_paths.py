"""The exported path page in a real browser, opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answers_fixture import NO_PATHS, PATHS, REFERRERS
from browser import Scheme, Watched, browser, opened
from hostile import EVIDENCE, HOSTILE_PATHS, HOSTILE_REFERRERS, NAMES
from playwright.sync_api import Browser

from viz.path_page import path_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("exported")
    pages = {
        "paths": path_page(PATHS, referrers=REFERRERS),
        "hostile": path_page(HOSTILE_PATHS, referrers=HOSTILE_REFERRERS),
        "none": path_page(NO_PATHS),
    }
    for name, text in pages.items():
        (found / f"{name}.html").write_text(text, encoding="utf-8")
    return found


def address(folder: Path, name: str) -> str:
    return (folder / f"{name}.html").as_uri()


def chosen(watched: Watched) -> list[int]:
    """Which rows of the list are marked, counted from 1."""
    found: list[int] = watched.page.evaluate(
        "[...document.querySelectorAll('.path-list button')]"
        ".flatMap((b, i) => b.getAttribute('aria-current') === 'true' ? [i + 1] : [])"
    )
    return found


def place(watched: Watched, person: str) -> tuple[float, float]:
    """Where a person's card is on the screen."""
    x, y = watched.page.evaluate(
        """(id) => {
          const node = JSON.parse(document.getElementById("graph-nodes").textContent).find((n) => n.id === id);
          const data = JSON.parse(document.getElementById("page-data").textContent);
          const area = document.getElementById("graph").getBoundingClientRect();
          const [left, top, right, bottom] = data.bounds;
          const width = right - left + 32, height = bottom - top + 70;
          const scale = Math.min(area.width / width, area.height / height, 1.35);
          return [area.x + area.width / 2 + (node.x - (left + right) / 2) * scale,
                  area.y + area.height / 2 + (node.y - (top + bottom) / 2 + 12) * scale];
        }""",
        person,
    )
    return x, y


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 820, 360])
def test_it_draws_and_asks_nobody(chromium: Browser, folder: Path, width: int, scheme: Scheme) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url, width=width, scheme=scheme) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        watched.behaved()
        watched.fits()


def test_hostile_names_run_nothing(chromium: Browser, folder: Path) -> None:
    url = address(folder, "hostile")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        for row in watched.page.locator(".path-list button").all():
            row.click()
            row.hover()
        x, y = place(watched, HOSTILE_PATHS.paths[0].people[-1].id)
        watched.page.mouse.move(x, y)
        watched.page.wait_for_timeout(300)
        text = watched.page.evaluate("document.body.textContent")
        for name in (*NAMES.values(), EVIDENCE):
            assert name in text
        watched.page.locator("#privacy").click()
        watched.behaved()
        watched.fits()


@pytest.mark.parametrize("width", [820, 360])
def test_hostile_names_break_no_narrow_page(chromium: Browser, folder: Path, width: int) -> None:
    url = address(folder, "hostile")
    with opened(chromium, url, home=url, width=width) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        watched.fits()


def test_no_path_is_a_page_too(chromium: Browser, folder: Path) -> None:
    url = address(folder, "none")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready]")
        assert watched.page.get_by_text(NO_PATHS.reason[1:]).is_visible()
        watched.behaved()


def test_from_the_keyboard_alone_to_the_evidence(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        page = watched.page
        page.wait_for_selector("html[data-ready]")
        assert chosen(watched) == [1]
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.path-list li') !== null"):
                break
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert chosen(watched) == [2]
        assert page.url.endswith("#path=2")
        assert page.locator(".why:visible").count() == 1
        assert page.locator(".why:visible").get_by_text("26 messages both ways").is_visible()
        page.locator("#graph").focus()
        page.keyboard.press("ArrowDown")
        assert chosen(watched) == [3]
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert chosen(watched) == [len(PATHS.paths)]
        watched.behaved()


def test_a_link_leads_to_its_path(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, f"{url}#path=4", home=url) as watched:
        watched.page.wait_for_selector("html[data-ready]")
        assert chosen(watched) == [4]


def test_a_click_on_a_card_chooses_the_best_path_to_them(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        nina = PATHS.paths[3].people[-1].id
        watched.page.mouse.click(*place(watched, nina))
        assert chosen(watched) == [4]


def test_the_legend_hides_and_shows(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        chip = watched.page.locator(".chip").first
        before = watched.page.locator("#graph canvas").screenshot()
        chip.click()
        assert chip.get_attribute("aria-pressed") == "false"
        watched.page.wait_for_timeout(150)
        assert watched.page.locator("#graph canvas").screenshot() != before


def test_initials_hide_every_name_and_give_it_back(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        page = watched.page
        page.wait_for_selector("html[data-ready]")
        before = page.locator("body").inner_text()
        page.locator("#privacy").click()
        shown = page.locator("body").inner_text() + page.title()
        people = {p.name for path in PATHS.paths for p in path.people}
        assert [name for name in people if name in shown] == []
        assert "M. L." in shown
        assert page.locator("#privacy").get_attribute("aria-pressed") == "true"
        page.locator("#privacy").click()
        assert page.locator("body").inner_text() == before
        watched.behaved()


@pytest.mark.parametrize("width", [360, 690])
def test_on_a_narrow_screen_the_picture_comes_when_asked_for(chromium: Browser, folder: Path, width: int) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url, width=width) as watched:
        page = watched.page
        page.wait_for_selector("html[data-ready]")
        assert not page.locator("#graph").is_visible()
        assert page.locator(".path-list").is_visible()
        page.locator("#show").click()
        box = page.locator("#graph canvas").bounding_box()
        assert box is not None
        assert box["height"] >= 300
        watched.fits()
        watched.behaved()


def test_without_scripts_the_still_picture_and_all_evidence_are_there(chromium: Browser, folder: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(address(folder, "paths"))
        assert page.locator(".still svg").is_visible()
        assert page.locator(".why:visible").count() == len(PATHS.paths)
        assert not page.locator("#graph").is_visible()
    finally:
        context.close()


def test_on_paper_the_still_picture_and_all_evidence_are_there(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        watched.page.emulate_media(media="print")
        assert watched.page.locator(".still svg").is_visible()
        assert watched.page.locator(".why:visible").count() == len(PATHS.paths)
        assert not watched.page.locator("#graph").is_visible()
        assert not watched.page.locator("#privacy").is_visible()


def test_the_picture_can_be_saved(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        with watched.page.expect_download() as saved:
            watched.page.locator("#save").click()
        assert saved.value.suggested_filename.endswith(".png")
        assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
        watched.behaved()
