"""The served pages in a real browser: how they behave, from the keyboard, on a phone, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import Scheme, browser, opened
from hostile import COMPANY, NAMES, TITLE
from playwright.sync_api import Browser, Page
from scenes import ANN, EVE, IVO, Scene
from serving import listening, pool

from graph.model import person_id
from graph.stores.workspace import Workspace

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/",
    "/?q=acme",
    "/companies/Acme",
    "/companies/Dune/paths",
    "/network",
    "/network?by=employer",
    "/people/gus",
    "/companies/Name Only",
)
HOSTILE_KEYS = dict(zip(ANN.people, NAMES.values(), strict=False))


def hostile_scene() -> Scene:
    """Ann's archive, where everybody she knows has a hostile name, title and employer."""
    people = {
        key: (HOSTILE_KEYS[key] if key != "in:ann" else name, TITLE, COMPANY if company == "Acme" else company)
        for key, (name, _, company) in ANN.people.items()
    }
    statements = tuple((kind, a, b, day, TITLE) for kind, a, b, day, _ in ANN.statements)
    return replace(ANN, people=people, statements=statements)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pool(tmp_path_factory.mktemp("pages"), ANN, EVE, IVO)


@pytest.fixture(scope="module")
def home(workspace: Path) -> Iterator[str]:
    with listening(workspace) as address:
        yield address


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with listening(pool(tmp_path_factory.mktemp("hostile"), hostile_scene(), EVE)) as address:
        yield address


def ready(page: Page) -> None:
    page.wait_for_load_state("load")
    page.wait_for_function("!document.getElementById('page-data') || document.documentElement.dataset.ready")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 820, 360])
def test_pages_behave_and_fit(chromium: Browser, home: str, width: int, scheme: Scheme) -> None:
    with opened(chromium, home, home=home, width=width, scheme=scheme) as watched:
        for address in ADDRESSES:
            watched.page.goto(home + address)
            ready(watched.page)
            watched.behaved()
            watched.fits()


@pytest.mark.parametrize("width", [1440, 360])
def test_hostile_names_run_nothing(chromium: Browser, hostile_home: str, width: int) -> None:
    bo, cy = person_id("in:bo"), person_id("in:cy")
    with opened(chromium, hostile_home, home=hostile_home, width=width) as watched:
        page = watched.page
        page.get_by_role("link", name="</title>").first.click()
        ready(page)
        assert COMPANY in page.locator("h1").inner_text()
        company = page.url
        for address in (company, f"{company}/paths", f"/people/{bo}", f"/people/{cy}/paths", f"/?q={COMPANY[:20]}"):
            page.goto(address if address.startswith("http") else hostile_home + address)
            ready(page)
            for row in page.locator(".path-list button").all():
                row.click()
            page.locator("#privacy").click()
            page.locator("#privacy").click()
            watched.behaved()
            watched.fits()


def test_from_the_search_to_the_evidence_by_keyboard(chromium: Browser, home: str) -> None:
    with opened(chromium, home, home=home) as watched:
        page = watched.page
        ready(page)

        def tab_to(selector: str) -> None:
            for _ in range(60):
                page.keyboard.press("Tab")
                if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                    assert outline != "none"
                    return
            pytest.fail(f"no way by Tab to {selector}")

        tab_to("#q")
        page.keyboard.type("dune")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?**q=dune**")
        tab_to("main a[href^='/companies/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/companies/**")
        ready(page)
        assert page.locator("h1").inner_text() == "Dune"
        tab_to(".path-list button")
        page.keyboard.press("Enter")
        why = page.locator(".why:visible")
        assert why.count() == 1
        assert "Eve Ek → Gus Gray" in why.inner_text()
        watched.behaved()


def test_the_list_shows_the_paths_of_the_picture(chromium: Browser, home: str) -> None:
    with opened(chromium, f"{home}/companies/Dune/paths", home=home) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas")
        listed = watched.page.evaluate(
            "[...document.querySelectorAll('.path-list > li .hop strong')].map((e) => e.textContent.trim())"
        )
        drawn = watched.page.evaluate(
            """() => {
              const page = JSON.parse(document.getElementById("page-data").textContent);
              const name = (id) => (page.you && id === page.paths[0].people[0] ? "You" : page.people[id].name);
              return page.paths.flatMap((p) => p.ties.map((t) => page.ties[t].ends.map(name).join(" → ")));
            }"""
        )
        assert listed == drawn
        assert len(drawn) >= 4


def test_another_owner_can_ask_and_stays_the_one_who_asks(chromium: Browser, home: str) -> None:
    with opened(chromium, f"{home}/companies/Dune", home=home) as watched:
        page = watched.page
        ready(page)
        page.locator("#as").select_option(label="For Eve Ek")
        page.wait_for_url("**as=**")
        ready(page)
        assert page.locator(".path-list button").first.inner_text().split("\n")[1].startswith("Directly to ")
        page.locator(".ranking a").first.click()
        ready(page)
        assert page.locator("#as option:checked").inner_text() == "For Eve Ek"


def test_a_mark_is_given_on_the_page_of_a_person(chromium: Browser, home: str, workspace: Path) -> None:
    with opened(chromium, f"{home}/people/cy", home=home) as watched:
        page = watched.page
        ready(page)
        page.get_by_label("Never ask them").check()
        page.get_by_text("Saved. You will never be told to ask them.").wait_for()
        page.get_by_label("Note").fill("on leave")
        page.get_by_label("Note").press("Tab")
        page.get_by_text("Saved. The note is kept.").wait_for()
        watched.behaved()
        page.reload()
        assert page.get_by_label("Never ask them").is_checked()
    with Workspace.open(workspace) as store:
        mark = store.marks(person_id("in:ann"))[person_id("in:cy")]
    assert (mark.do_not_ask, mark.note, mark.close) == (True, "on leave", None)


def test_initials_are_kept_from_page_to_page(chromium: Browser, home: str) -> None:
    with opened(chromium, f"{home}/companies/Acme", home=home) as watched:
        page = watched.page
        ready(page)
        page.locator("#privacy").click()
        page.locator(".ranking a").first.click()
        ready(page)
        shown = page.locator("body").inner_text() + page.title()
        for name in ("Bo Bell", "Cy Cook", "Ann Archer", "Eve Ek"):
            assert name not in shown
        watched.behaved()


def test_without_scripts_the_answer_is_there(chromium: Browser, home: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{home}/companies/Dune")
        assert page.locator(".ranking .five").first.is_visible()
        assert page.locator(".still svg").is_visible()
        assert page.locator(".why:visible").count() == page.locator(".path-list > li").count() > 0
        assert not page.locator("#privacy").is_visible()
        page.locator("#q").fill("acme")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Acme").click()
        assert page.locator("h1").inner_text() == "Acme"
    finally:
        context.close()


def test_what_assistive_technology_needs_is_there(chromium: Browser, home: str) -> None:
    with opened(chromium, home, home=home) as watched:
        for address in ADDRESSES:
            watched.page.goto(home + address)
            ready(watched.page)
            faults = watched.page.evaluate(
                """() => [
                  ...[...document.querySelectorAll("input:not([type=hidden]), select")]
                    .filter((e) => !e.labels.length).map((e) => `no label: ${e.outerHTML}`),
                  ...[...document.querySelectorAll("button, a")]
                    .filter((e) => !(e.textContent.trim() || e.ariaLabel)).map((e) => `no name: ${e.outerHTML}`),
                  ...[...document.querySelectorAll("[role=img]")]
                    .filter((e) => !e.ariaLabel).map((e) => `no text: ${e.outerHTML.slice(0, 80)}`),
                  ...[...document.querySelectorAll("[aria-labelledby]")]
                    .filter((e) => !document.getElementById(e.getAttribute("aria-labelledby"))).map((e) => `lost: ${e.outerHTML.slice(0, 80)}`),
                  ...[...document.querySelectorAll("[id]")].map((e) => e.id)
                    .filter((id, i, all) => all.indexOf(id) !== i).map((id) => `twice: ${id}`),
                  ...(document.querySelectorAll("h1").length === 1 ? [] : ["not one h1"]),
                  ...(document.documentElement.lang ? [] : ["no language"]),
                ]"""
            )
            assert faults == [], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_dark_enough_on_its_ground(chromium: Browser, home: str, scheme: Scheme) -> None:
    """WCAG 2.2 AA: 4.5 : 1, or 3 : 1 for large text, of every visible piece of text in the page."""
    with opened(chromium, home, home=home, scheme=scheme) as watched:
        for address in ADDRESSES:
            watched.page.goto(home + address)
            ready(watched.page)
            assert watched.page.evaluate(CONTRAST) == [], address


CONTRAST = """() => {
  const rgb = (s) => s.match(/[0-9.]+/g).map(Number);
  const part = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const ground = (e) => {
    for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] === 1) return c; }
    return [255, 255, 255];
  };
  const faults = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const e = node.parentElement, style = getComputedStyle(e);
    if (!node.data.trim() || !e.getClientRects().length || e.closest("script, style, svg, option, :disabled")) continue;
    const [a, b] = [light(rgb(style.color)), light(ground(e))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) faults.push(`${node.data.trim().slice(0, 30)}: ${ratio.toFixed(2)}`);
  }
  return faults;
}"""
