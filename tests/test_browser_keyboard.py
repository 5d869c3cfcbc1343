"""The main task by keyboard alone, and every page as a screen reader has it: names, headings, what is told, where one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest
from browser import browser, opened
from playwright.sync_api import Browser, CDPSession, Page
from screens import demo_pool, pages
from serving import listening, pool

from synthetic import PoolTruth

pytestmark = pytest.mark.browser

PRESSED = {"button", "link", "checkbox", "radio", "option", "slider"}
CONTROLS = PRESSED | {"textbox", "combobox", "searchbox", "spinbutton", "img", "table", "navigation", "progressbar"}
NAMED = {"form", "region", "article", "group", "dialog", "list", "table"}
"""Roles whose name tells controls of one name apart."""
FOCUSED = """() => { const on = document.activeElement;
  return [on.tagName, on.id, (on.getAttribute("aria-label") ?? on.innerText ?? "").trim()]; }"""
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((h) => h.getClientRects().length).map((h) => Number(h.tagName[1]))"""

Node = Mapping[str, Any]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def demo() -> Iterator[tuple[str, PoolTruth]]:
    with demo_pool() as (path, truth), listening(path) as home:
        yield home, truth


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with listening(pool(tmp_path_factory.mktemp("keys"))) as home:
        yield home


def tree_of(session: CDPSession) -> dict[str, Node]:
    """What assistive technology is given of a page, by node; nothing of what it is not."""
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return {node["nodeId"]: node for node in nodes}


def name_of(node: Node) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def told_apart_by(node: Node, tree: Mapping[str, Node]) -> str:
    """The names of what a control stands in, the nearest first."""
    names, at = list[str](), tree.get(node.get("parentId", ""))
    while at is not None:
        if not at.get("ignored") and at["role"]["value"] in NAMED and name_of(at):
            names.append(name_of(at))
        at = tree.get(at.get("parentId", ""))
    return " / ".join(names)


def faults(tree: Mapping[str, Node], headings: list[int]) -> Iterator[str]:
    told = [node for node in tree.values() if not node.get("ignored")]
    for node in told:
        role = node["role"]["value"]
        if role in CONTROLS and not name_of(node):
            yield f"a {role} has no name"
        if node["role"]["value"] == "heading" and not name_of(node):
            yield "a heading is empty"
    pressed = Counter((name_of(node), told_apart_by(node, tree)) for node in told if node["role"]["value"] == "button")
    yield from (
        f"{count} buttons are called {name[0]!r} in {name[1]!r}" for name, count in pressed.items() if count > 1
    )
    if headings.count(1) != 1 or headings[0] != 1:
        yield f"the first heading is not the only one of level 1: {headings}"
    yield from (f"a heading of level {b} after one of level {a}" for a, b in pairwise(headings) if b > a + 1)
    roles = Counter(node["role"]["value"] for node in told)
    if roles["main"] != 1:
        yield f"{roles['main']} main parts"


def test_every_page_has_names_for_its_controls_headings_in_order_and_asks_nobody_else(
    chromium: Browser, demo: tuple[str, PoolTruth]
) -> None:
    home, truth = demo
    with opened(chromium, home, home=home) as watched:
        page, found = watched.page, dict[str, list[str]]()
        session = page.context.new_cdp_session(page)
        session.send("Accessibility.enable")
        for name, address in pages(truth).items():
            page.goto(home + address)
            page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            refused: list[str] = page.evaluate("() => window.__violations")
            found[name] = [*faults(tree_of(session), page.evaluate(HEADINGS)), *refused]
        assert {name: said for name, said in found.items() if said} == {}
        assert (watched.asked, watched.dialogs) == ([], [])


def tab_to(page: Page, wanted: str, most: int = 150) -> None:
    """Press Tab until what has the focus fits a selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached by keyboard; last at {page.evaluate(FOCUSED)}")


def focus(page: Page) -> list[str]:
    found: list[str] = page.evaluate(FOCUSED)
    assert found[0] != "BODY", "the focus is lost"
    return found


def test_from_a_name_to_the_evidence_without_a_mouse(chromium: Browser, demo: tuple[str, PoolTruth]) -> None:
    home, truth = demo
    with opened(chromium, home, home=home) as watched:
        page = watched.page
        page.keyboard.press("Tab")
        assert "skip" in page.evaluate("document.activeElement.className")
        tab_to(page, "#q")
        page.keyboard.type(truth.direct_company[:-2])
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/companies/**")
        page.wait_for_function("() => document.documentElement.dataset.ready")

        before = page.locator("#verdict").inner_text()
        tab_to(page, "select[name=posting]")
        page.keyboard.type("On a large")
        page.wait_for_function("(text) => document.getElementById('verdict').innerText !== text", arg=before)
        assert page.locator("#says").get_attribute("aria-live") == "polite"
        assert page.evaluate("document.activeElement.name") == "posting"
        page.keyboard.press("Home")
        page.wait_for_function("(text) => document.getElementById('verdict').innerText === text", arg=before)
        tab_to(page, ".referrer summary")
        page.keyboard.press("Enter")
        assert page.locator(".referrer details[open] .criteria").first.is_visible()
        watched.behaved()


def test_an_ask_a_path_a_list_and_a_mark_without_a_mouse(chromium: Browser, small: str) -> None:
    with opened(chromium, f"{small}/companies/Acme?role=Engineer", home=small) as watched:
        page = watched.page
        page.wait_for_function("() => document.documentElement.dataset.ready")
        tab_to(page, ".referrer .log")
        label = focus(page)[2]
        page.keyboard.press("Enter")
        page.get_by_text("Written down: asked today.").wait_for()
        assert focus(page)[2] == "Take back"
        page.keyboard.press("Enter")
        page.get_by_text("Taken back.").wait_for()
        assert focus(page)[2] == label

        tab_to(page, "#graph")
        first = page.locator("#chosen").inner_text()
        page.keyboard.press("ArrowDown")
        page.wait_for_function("(text) => document.getElementById('chosen').innerText !== text", arg=first)
        assert focus(page)[1] == "graph"
        assert page.locator("#graph [tabindex]").count() == 0  # what has no name is no stop of its own
        page.keyboard.press("Home")

        page.locator("#listed").focus()
        on = page.locator("#listed").get_attribute("data-on")
        page.keyboard.press("Enter")
        page.wait_for_function("(on) => document.getElementById('listed').dataset.on !== on", arg=on)
        assert focus(page)[1] == "listed"
        page.keyboard.press("Enter")
        page.wait_for_function("(on) => document.getElementById('listed').dataset.on === on", arg=on)

        tab_to(page, ".referrer h3 a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/people/**")
        tab_to(page, "#marks input[name=close]")
        page.keyboard.press("Space")
        page.locator("#said").filter(has_text="Saved.").wait_for()
        assert page.locator("#said").get_attribute("role") == "status"
        assert page.evaluate("document.activeElement.name") == "close"
        page.keyboard.press("Space")
        page.locator("#said").filter(has_text="taken back").wait_for()
        watched.behaved()


def test_whoever_takes_something_away_stays_where_it_was(chromium: Browser, demo: tuple[str, PoolTruth]) -> None:
    home, _ = demo
    with opened(chromium, home, home=home) as watched:
        page = watched.page
        for name in ("Zephyr Zoo", "Yonder Yards"):
            page.locator("#company").focus()
            page.keyboard.type(name)
            page.keyboard.press("Enter")
            page.get_by_role("heading", name=name).wait_for()
            page.wait_for_function("() => document.activeElement.id === 'companies'")
        taken = page.get_by_role("button", name="Take Zephyr Zoo off the list")
        taken.focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Zephyr Zoo").wait_for(state="detached")
        page.wait_for_function("() => document.activeElement.tagName !== 'BODY'")
        page.get_by_role("button", name="Take Yonder Yards off the list").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Yonder Yards").wait_for(state="detached")
        page.wait_for_function("() => document.activeElement.tagName !== 'BODY'")
        watched.behaved()
