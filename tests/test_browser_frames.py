"""Nothing is cut, outside its frame, or one over another: with hostile names and with three contacts, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from browser import browser, opened
from frames import layout_faults
from hostile_world import hostile_pool
from playwright.sync_api import Browser
from scenes import Scene
from screens import settled
from serving import listening, pool

pytestmark = pytest.mark.browser

TINY = Scene(
    people={
        "in:lena": ("Lena Okafor", "Nurse", ""),
        "in:jo": ("Jo Marsh", "Head of Nursing", "Harbour Clinic"),
        "in:ada": ("Ada Wu", "", ""),
        "in:sam": ("Sam Ito", "Recruiter", "Harbour Clinic"),
    },
    connections=(("in:lena", "in:jo", None), ("in:lena", "in:ada", None), ("in:lena", "in:sam", None)),
)
CLINIC = "Harbour%20Clinic"
TINY_PAGES = {
    "home": "/",
    "search-nothing": "/?q=Zzyzxqwv",
    "company": f"/companies/{CLINIC}",
    "company-nobody": "/companies/Nowhere",
    "paths": f"/companies/{CLINIC}/paths",
    "paths-nobody": "/companies/Nowhere/paths",
    "person": "/people/ada",
    "plan": f"/plan?company={CLINIC}",
    "draft-own": "/draft",
    **{name: f"/{name}" for name in ("asks", "questions", "review", "reports", "network", "sources", "import")},
}
FAULTY = (422, 500, 503)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    path = tmp_path_factory.mktemp("hostile") / "pool.sqlite"
    pages = hostile_pool(path)
    with listening(path) as home:
        yield home, pages


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with listening(pool(tmp_path_factory.mktemp("tiny"), TINY)) as home:
        yield home


def faults(running: Browser, home: str, pages: Mapping[str, str], width: int) -> dict[str, list[str]]:
    """By page: what is wrong with it."""
    found: dict[str, list[str]] = {}
    with opened(running, home, home=home, width=width, height=844) as watched:
        for name, address in pages.items():
            watched.said.clear()
            answer = watched.page.goto(home + address)
            settled(watched.page)
            assert answer is not None
            wrong = layout_faults(watched.page)
            wrong += [f"answers {answer.status}"] if answer.status in FAULTY else []
            wrong += [said for said in watched.said if "404" not in said]
            wrong += watched.asked + watched.dialogs + watched.page.evaluate("window.__violations")
            if wrong:
                found[name] = wrong
    return found


FAULT_OF = {
    "sideways": '<p style="width: 2000px">wide</p>',
    "text of": '<p style="font-size: 9px">small</p>',
    "outside": '<div class="panel" style="width: 60px; white-space: nowrap">longer than its frame</div>',
    "cut": '<p style="width: 40px; overflow: hidden; white-space: nowrap">longer than there is room</p>',
    "one over another": '<p>below</p><p style="margin-top: -28px">above</p>',
    "hard to hit": '<button style="all: unset; display: block; height: 10px; width: 80px">low</button>',
    "empty": "<h2></h2>",
}


@pytest.mark.parametrize("fault", FAULT_OF)
def test_each_fault_is_found_and_nothing_else(chromium: Browser, fault: str) -> None:
    page = chromium.new_page()
    try:
        page.set_content(f"<!doctype html><main><h1>A page</h1>{FAULT_OF[fault]}<p>Well.</p></main>")
        found = layout_faults(page)
    finally:
        page.close()
    assert found
    assert all(one.startswith((fault, "outside")) for one in found)


@pytest.mark.parametrize("width", [1024, 390])
def test_hostile_names_stay_in_their_frames(chromium: Browser, hostile: tuple[str, dict[str, str]], width: int) -> None:
    home, pages = hostile
    assert faults(chromium, home, pages, width) == {}


@pytest.mark.parametrize("width", [1440, 390])
def test_pages_of_three_contacts_can_be_shown(chromium: Browser, tiny: str, width: int) -> None:
    assert faults(chromium, tiny, TINY_PAGES, width) == {}
