"""The exported path page in a real browser, opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from answers_fixture import NO_PATHS, PATHS, REFERRERS
from browser import Scheme, Watched, browser, opened
from hostile import EVIDENCE, HOSTILE_PATHS, HOSTILE_REFERRERS, NAMES
from path_answers import introduction
from playwright.sync_api import Browser

from referral.path_results import IntroPath
from viz.path_page import path_page

pytestmark = pytest.mark.browser


STRENGTHS = {(a, b): 0.1 + 0.9 * ((a * 7 + b) % 10) / 10 for a in range(140) for b in range(a + 1, 140)}
MANY = replace(
    PATHS,
    paths=tuple(introduction(i + 1, [0, 1 + i % 15, 61 + i % 5, 101 + i % 13], STRENGTHS) for i in range(24)),
)
SHARED = replace(
    PATHS,
    paths=tuple(
        introduction(i + 1, way, STRENGTHS)
        for i, way in enumerate(
            [
                *([0, 30 + n] for n in range(8)),
                *([0, 1, 60 + n] for n in range(4)),
                *([0, 10 + n, 2, 70] for n in range(5)),
            ]
        )
    ),
)
SCRIPTS = ("محمد عبد الرحمن بن علي", "王小明（オペレーション部門）", "דנה כהן־לוי", "Ñandú Ünal-Čapek", "김서연")


def in_other_scripts(path: IntroPath) -> IntroPath:
    """The same path among people whose names are written from right to left, or in wide letters."""
    people = tuple(replace(p, name=SCRIPTS[sum(map(ord, p.id)) % len(SCRIPTS)]) for p in path.people)
    return replace(path, people=people)


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
        "one": path_page(replace(PATHS, paths=PATHS.paths[:1])),
        "many": path_page(MANY),
        "shared": path_page(SHARED),
        "scripts": path_page(replace(PATHS, paths=tuple(map(in_other_scripts, PATHS.paths)))),
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


def place(watched: Watched, name: str) -> tuple[float, float]:
    """Where a person's card is on the screen."""
    x, y = watched.page.evaluate(
        """(name) => {
          const data = JSON.parse(document.getElementById("page-data").textContent), look = goodword.picture.look();
          const id = Object.keys(data.people).find((i) => data.people[i].name === name);
          return look.at(look.view.cards[id][0], look.view.cards[id][1]);
        }""",
        name,
    )
    return x, y


def middle(watched: Watched, number: int) -> tuple[float, float]:
    """A point on the last tie of a path, a third along it."""
    x, y = watched.page.evaluate(
        """(number) => {
          const data = JSON.parse(document.getElementById("page-data").textContent), look = goodword.picture.look();
          const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
          line.setAttribute("d", look.view.strands[data.paths[number - 1].ties.at(-1)][0]);
          const p = line.getPointAtLength(line.getTotalLength() / 3);
          return look.at(p.x, p.y);
        }""",
        number,
    )
    return x, y


def inside(watched: Watched) -> float:
    """How many pixels of the picture's frame are outside of its element, at most."""
    found: float = watched.page.evaluate(
        """() => {
          const look = goodword.picture.look(), [l, t, r, b] = look.view.frame;
          const box = document.getElementById("graph").getBoundingClientRect(), [x0, y0] = look.at(l, t), [x1, y1] = look.at(r, b);
          return Math.max(box.left - x0, box.top - y0, x1 - box.right, y1 - box.bottom);
        }"""
    )
    return found


def shape(watched: Watched) -> str:
    found: str = watched.page.evaluate("goodword.picture.shape()")
    return found


SMALLEST = 12.5
"""Size of the smallest text of the picture before it is scaled, in pixels."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 820, 360])
def test_it_draws_and_asks_nobody(chromium: Browser, folder: Path, width: int, scheme: Scheme) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url, width=width, scheme=scheme) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        assert shape(watched) == {1440: "wide", 820: "tight", 360: "tall"}[width]
        assert inside(watched) <= 0.5
        assert watched.page.evaluate("goodword.picture.look().scale") * SMALLEST >= 11
        watched.behaved()
        watched.fits()


def test_text_in_the_picture_is_never_small(chromium: Browser, folder: Path) -> None:
    """Every font the canvas is drawn with, times its scale."""
    spy = """
      const put = CanvasRenderingContext2D.prototype.fillText; window.__sizes = [];
      CanvasRenderingContext2D.prototype.fillText = function (...rest) {
        window.__sizes.push(parseFloat(/([\\d.]+)px/.exec(this.font)[1]) * this.getTransform().a / devicePixelRatio);
        return put.apply(this, rest);
      };"""
    for name, width in (("paths", 1440), ("paths", 1024), ("many", 1440), ("many", 390), ("hostile", 700)):
        context = chromium.new_context(viewport={"width": width, "height": 800})
        try:
            page = context.new_page()
            page.add_init_script(spy)
            page.goto(address(folder, name))
            page.wait_for_selector("html[data-ready] canvas", state="attached")
            page.evaluate("window.__sizes.length = 0; goodword.picture.select(1)")
            page.wait_for_timeout(150)
            assert page.evaluate("window.__sizes.length") > 10
            assert page.evaluate("Math.min(...window.__sizes)") >= 11
        finally:
            context.close()


@pytest.mark.parametrize("name", ["one", "many", "hostile", "scripts"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_tiny_and_large_pictures_stay_in_their_frame(chromium: Browser, folder: Path, name: str, width: int) -> None:
    url = address(folder, name)
    with opened(chromium, url, home=url, width=width, height=800) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        assert inside(watched) <= 0.5
        watched.page.locator("#closer").click()
        watched.page.wait_for_timeout(300)
        watched.page.locator("#fit").click()
        for _ in range(20):  # the picture moves there, on a busy machine slowly
            watched.page.wait_for_timeout(100)
            if inside(watched) <= 0.5:
                break
        assert inside(watched) <= 0.5
        watched.fits()
        watched.behaved()


def test_hostile_names_run_nothing(chromium: Browser, folder: Path) -> None:
    url = address(folder, "hostile")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        for row in watched.page.locator(".path-list button").all():
            row.click()
            row.hover()
        x, y = place(watched, HOSTILE_PATHS.paths[0].people[-1].name)
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


def test_without_pages_to_lead_to_a_click_on_a_card_chooses_a_path_of_theirs(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        nina = PATHS.paths[3].people[-1].name
        watched.page.mouse.click(*place(watched, nina))
        watched.page.wait_for_function("() => location.hash === '#path=4'")
        assert chosen(watched) == [4]
        watched.page.wait_for_timeout(400)
        watched.page.mouse.click(*place(watched, nina))
        watched.page.wait_for_function("() => location.hash === '#path=6'")


def test_a_click_on_a_tie_chooses_its_path(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        watched.page.mouse.click(*middle(watched, 5))
        watched.page.wait_for_function("() => location.hash === '#path=5'")
        assert chosen(watched) == [5]
        assert watched.page.locator("#chosen").get_by_text("Why path 5").is_visible()


def test_a_tooltip_says_who_and_why(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        watched.page.mouse.move(*middle(watched, 5))
        tip = watched.page.locator(".vis-tooltip")
        tip.get_by_text("Connected only, stronger than 30 of 100 of your ties").wait_for()
        watched.page.mouse.move(*place(watched, "Priya Raman"))
        tip.get_by_text("Hiring Manager, Platform").wait_for()
        watched.behaved()


def test_the_wheel_scrolls_the_page_and_zooms_with_the_usual_key(chromium: Browser, folder: Path) -> None:
    url = address(folder, "many")
    with opened(chromium, url, home=url, height=500) as watched:
        page = watched.page
        page.wait_for_selector("html[data-ready] canvas", state="attached")
        scale = page.evaluate("goodword.picture.look().scale")
        page.mouse.move(500, 300)
        page.mouse.wheel(0, 120)
        page.wait_for_function("() => scrollY > 50")
        assert page.evaluate("goodword.picture.look().scale") == scale
        page.keyboard.down("Control")
        page.mouse.wheel(0, -240)
        page.wait_for_function(f"() => goodword.picture.look().scale > {scale} * 1.05")
        page.mouse.wheel(0, 2400)
        page.keyboard.up("Control")
        page.wait_for_function(f"() => Math.abs(goodword.picture.look().scale - {scale}) < 0.01")
        assert inside(watched) <= 0.5


def fingers(watched: Watched, begin: list[tuple[int, int]], step: list[tuple[int, int]]) -> None:
    """Fingers put down at `begin`, moved by `step` ten times and lifted."""
    tool = watched.page.context.new_cdp_session(watched.page)
    for kind, moved in (("touchStart", 0), *(("touchMove", n) for n in range(1, 11))):
        at = [(x + moved * dx, y + moved * dy) for (x, y), (dx, dy) in zip(begin, step, strict=True)]
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(at)]
        tool.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        watched.page.wait_for_timeout(16)
    tool.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    watched.page.wait_for_timeout(300)


def test_two_fingers_zoom_the_picture_and_one_scrolls_the_page_or_moves_what_is_zoomed(
    chromium: Browser, folder: Path
) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url, width=390, height=844, touch=True) as watched:
        page = watched.page
        page.wait_for_selector("html[data-ready] canvas", state="attached")
        page.evaluate("document.getElementById('graph').scrollIntoView()")

        def scale() -> float:
            found: float = page.evaluate("goodword.picture.look().scale")
            return found

        whole, top = scale(), page.evaluate("scrollY")
        fingers(watched, [(165, 400), (225, 400)], [(-8, 0), (8, 0)])
        assert scale() > 1.5 * whole
        before = page.evaluate("goodword.picture.look().at(0, 0)")
        fingers(watched, [(195, 400)], [(0, -6)])
        after = page.evaluate("goodword.picture.look().at(0, 0)")
        assert before[1] - after[1] == pytest.approx(60, abs=12)
        assert page.evaluate("scrollY") == top
        fingers(watched, [(85, 400), (305, 400)], [(8, 0), (-8, 0)])
        assert scale() == pytest.approx(whole, abs=0.01)
        assert page.evaluate("visualViewport.scale") == 1
        fingers(watched, [(195, 300)], [(0, 10)])
        assert page.evaluate("scrollY") < top
        _, y = place(watched, "Priya Raman")
        page.evaluate("(by) => scrollBy(0, by)", y - 300)
        finger = place(watched, "Priya Raman")
        page.touchscreen.tap(*finger)
        page.locator(".path-list button[aria-current=true]", has_text="Priya").wait_for()
        page.wait_for_timeout(200)
        assert chosen(watched) == [2]
        assert place(watched, "Priya Raman") == pytest.approx(finger, abs=2)
        watched.behaved()


def test_all_paths_are_shown_when_asked_for(chromium: Browser, folder: Path) -> None:
    url = address(folder, "many")
    with opened(chromium, url, home=url) as watched:
        page = watched.page
        page.wait_for_selector("html[data-ready] canvas", state="attached")
        rows = page.locator(".path-list > li:visible")
        assert rows.count() == 8
        before = page.locator("#graph").bounding_box()
        page.get_by_role("button", name="Show all 24 paths").click()
        assert rows.count() == 24
        assert page.locator("#more").get_attribute("aria-expanded") == "true"
        after = page.locator("#graph").bounding_box()
        assert before is not None
        assert after is not None
        assert after["height"] > before["height"] + 200
        assert inside(watched) <= 0.5
        page.locator("#more").click()
        assert rows.count() == 8
        page.goto(f"{url}#path=20")
        page.reload()
        page.wait_for_selector("html[data-ready]")
        assert rows.count() == 24
        assert chosen(watched) == [20]


@pytest.mark.parametrize("width", [1440, 390])
def test_paths_of_one_introducer_are_one_card_that_opens_by_click_and_key(
    chromium: Browser, folder: Path, width: int
) -> None:
    url = address(folder, "shared")
    with opened(chromium, url, home=url, width=width) as watched:
        page = watched.page
        page.wait_for_selector("html[data-ready] canvas", state="attached")
        rows = page.locator(".path-list > li:visible")
        page.get_by_role("button", name="Show all 17 paths").click()
        assert rows.count() == 10
        assert inside(watched) <= 0.5
        first, second = page.locator(".bundle button").all()
        assert "Person 1 opens 4 more paths" in " ".join(first.inner_text().split())
        first.click()
        assert rows.count() == 14
        assert first.get_attribute("aria-expanded") == "true"
        assert page.locator(".path-list [aria-current=true] .rank").inner_text() == "9"
        card = place(watched, "5 more people")
        page.evaluate("(y) => scrollBy(0, y - innerHeight / 2)", card[1])
        card = place(watched, "5 more people")
        page.mouse.click(*card)
        page.wait_for_function("() => location.hash === '#path=13'")
        assert (rows.count(), first.get_attribute("aria-expanded")) == (15, "false")
        page.locator("#graph").focus()
        page.keyboard.press("ArrowUp")
        assert page.locator(".path-list [aria-current=true]").get_attribute("aria-expanded") == "false"
        page.keyboard.press("Enter")
        assert page.locator(".path-list [aria-current=true] .rank").inner_text() == "9"
        assert second.get_attribute("aria-expanded") == "false"
        drawing = ET.parse(saved(watched, "#save-svg")).getroot()
        words = [t.text for t in drawing.iter("{http://www.w3.org/2000/svg}text")]
        assert "5 more people" in words
        assert "4 more people" not in words
        assert inside(watched) <= 0.5
        watched.behaved()


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


@pytest.mark.parametrize("width", [360, 560])
def test_on_a_narrow_screen_the_list_comes_first_and_the_picture_is_tall(
    chromium: Browser, folder: Path, width: int
) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url, width=width) as watched:
        page = watched.page
        page.wait_for_selector("html[data-ready] canvas", state="attached")
        rows, picture = page.locator(".path-list").bounding_box(), page.locator("#graph").bounding_box()
        assert rows is not None
        assert picture is not None
        assert rows["y"] < picture["y"]
        assert picture["height"] > picture["width"]
        assert page.evaluate("getComputedStyle(document.querySelector('#graph canvas')).touchAction") == "pan-y"
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


def saved(watched: Watched, button: str) -> Path:
    with watched.page.expect_download() as got:
        watched.page.locator(button).click()
    assert got.value.suggested_filename.startswith("paths-to-northwind-robotics-2026-09-12.")
    return Path(got.value.path())


def test_the_picture_can_be_saved_twice_as_large_and_as_drawing(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        png = saved(watched, "#save").read_bytes()
        assert png.startswith(b"\x89PNG")
        left, _, right, _ = watched.page.evaluate("goodword.picture.look().view.frame")
        assert int.from_bytes(png[16:20], "big") == int(2 * (right - left + 48))
        drawing = ET.parse(saved(watched, "#save-svg")).getroot()
        words = [t.text for t in drawing.iter("{http://www.w3.org/2000/svg}text")]
        assert "Paths to Northwind Robotics" in words
        assert any(t and t.startswith("As of 12 Sep 2026.") for t in words)
        assert {"Worked together", "Recommended", "In contact", "Connected only"} <= set(words)
        assert "Priya Raman" in words
        watched.behaved()


def test_initials_hold_for_what_is_saved_too(chromium: Browser, folder: Path) -> None:
    url = address(folder, "paths")
    with opened(chromium, url, home=url) as watched:
        watched.page.wait_for_selector("html[data-ready] canvas", state="attached")
        watched.page.locator("#privacy").click()
        with watched.page.expect_download() as got:
            watched.page.locator("#save-svg").click()
        text = Path(got.value.path()).read_text(encoding="utf-8")
        assert [p.name for path in PATHS.paths for p in path.people if p.name in text] == []
        assert "M. L." in text


@pytest.mark.parametrize("name", ["paths", "one", "many", "shared", "scripts"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_what_a_tie_rests_on_covers_no_card_no_words_and_nothing_of_its_like(
    chromium: Browser, folder: Path, name: str, width: int
) -> None:
    with opened(chromium, address(folder, name), home=folder.as_uri(), width=width) as watched:
        for path in range(4):
            covered = watched.page.evaluate(
                """(path) => {
                  goodword.picture.select(path);
                  const { view, pills, written, scale } = goodword.picture.look();
                  const taken = [...Object.values(view.cards), ...written];
                  const over = (a, b) => Math.abs(a[0] - b[0]) < (a[2] + b[2]) / 2 - 1 && Math.abs(a[1] - b[1]) < (a[3] + b[3]) / 2 - 1;
                  return [12.5 * scale >= 11, pills.filter((p, i) => [...taken, ...pills.slice(0, i)].some((t) => over(p, t)))];
                }""",
                path % (1 if name == "one" else 4),
            )
            assert covered == [True, []]
        watched.behaved()
