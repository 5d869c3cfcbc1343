"""From an empty workspace to the first answer in a real browser, without a terminal."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Scheme, browser, opened
from playwright.sync_api import Browser, Page
from serving import listening, pool

from synthetic import make_archive

pytestmark = pytest.mark.browser

DROP = """([data, name]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0)), transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type: "application/zip" }));
  document.getElementById("zone").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archives")
    make_archive(folder, seed=11, connections=80)
    return next(folder.glob("*.zip"))


def dropped(page: Page, path: Path) -> None:
    page.evaluate(DROP, [base64.b64encode(path.read_bytes()).decode(), path.name])
    page.locator("#chosen").get_by_text(path.name).wait_for()


def test_an_archive_that_is_dropped_ends_in_a_report_and_companies_to_ask_about(
    chromium: Browser, archive: Path, tmp_path: Path
) -> None:
    with listening(tmp_path / "w.sqlite") as home, opened(chromium, home, home=home) as watched:
        page = watched.page
        assert page.locator("h1").inner_text() == "Who can put in a good word for you?"
        assert page.locator(".steps li").count() == 4
        assert "goodword" not in page.locator("main").inner_text().replace("Goodword", "")
        dropped(page, archive)
        page.get_by_role("button", name="Import", exact=True).click()
        page.wait_for_url("**/imports/**")
        assert page.locator("h1").inner_text() == "1 archive is in"
        assert page.locator(".counts tbody tr").count() > 5
        page.locator(".cards a").first.click()
        page.locator("#who").wait_for()
        watched.behaved()


def test_what_is_no_archive_is_said_and_can_be_mended_at_once(chromium: Browser, archive: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "holiday.zip"
    wrong.write_bytes(b"\x89PNG no zip at all")
    with listening(tmp_path / "w.sqlite") as home, opened(chromium, home, home=home, width=390, height=844) as watched:
        page = watched.page
        dropped(page, wrong)
        page.get_by_role("button", name="Import", exact=True).click()
        fault = page.get_by_role("alert")
        fault.filter(has_text="Holiday.zip").wait_for()
        assert "--" not in fault.inner_text()
        page.get_by_role("button", name="Remove holiday.zip").click()
        page.set_input_files("#archives", str(archive))
        page.get_by_role("button", name="Import", exact=True).click()
        page.wait_for_url("**/imports/**")
        watched.fits()
        watched.behaved()


def test_files_that_lack_an_owner_are_sent_once(chromium: Browser, tmp_path: Path) -> None:
    loose = tmp_path / "Connections.csv"
    loose.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ada,Quill,https://www.linkedin.com/in/ada-quill,,Fernworks,Engineer,01 Mar 2024\n"
    )
    with listening(tmp_path / "w.sqlite") as home, opened(chromium, home, home=home) as watched:
        page, sent = watched.page, list[str]()
        page.on("request", lambda request: sent.append(f"{request.method} {request.url.removeprefix(home)}"))
        dropped(page, loose)
        page.get_by_role("button", name="Import", exact=True).click()
        page.get_by_role("alert").filter(has_text="say whose it is").wait_for()
        assert page.evaluate("document.activeElement.id") == "owner"
        page.keyboard.type("Mio Tarn")
        page.keyboard.press("Enter")
        page.wait_for_url("**/imports/**")
        assert page.locator("h1").inner_text() == "1 archive is in"
        assert [each for each in sent if each == "POST /api/v1/imports"] == ["POST /api/v1/imports"]
        assert [each for each in sent if each.endswith("/again")]
        watched.behaved()


def test_a_zip_that_the_browser_unpacked_is_dropped_as_a_folder(
    chromium: Browser, archive: Path, tmp_path: Path
) -> None:
    """What is no table in it is left out; all tables are one archive."""
    folder = tmp_path / "Downloads" / "My export"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder / "2026")
    (folder / "2026" / "portrait.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    tables = len([*folder.rglob("*.csv")])
    with listening(tmp_path / "w.sqlite") as home, opened(chromium, home, home=home) as watched:
        page = watched.page
        box = page.locator("#zone").bounding_box()
        assert box is not None
        at = {"x": box["x"] + 20, "y": box["y"] + 20}
        devtools = page.context.new_cdp_session(page)
        for kind in ("dragEnter", "dragOver", "drop"):
            given = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
            devtools.send("Input.dispatchDragEvent", {"type": kind, **at, "data": given})
        page.get_by_role("status").filter(has_text=f"{tables} files are chosen.").wait_for(state="attached")
        page.get_by_role("button", name="Import", exact=True).click()
        page.wait_for_url("**/imports/**")
        assert page.locator("h1").inner_text() == "1 archive is in"
        assert "unpacked archive: " in page.locator("main").inner_text()
        watched.behaved()


def test_where_nothing_is_heard_of_an_import_any_more_the_page_says_so(
    chromium: Browser, archive: Path, tmp_path: Path
) -> None:
    with listening(tmp_path / "w.sqlite") as home, opened(chromium, home, home=home) as watched:
        page = watched.page
        page.route("**/events", lambda route: route.fulfill(status=404))
        dropped(page, archive)
        page.get_by_role("button", name="Import", exact=True).click()
        page.get_by_role("alert").filter(has_text="is Goodword still running?").wait_for()
        assert page.get_by_role("button", name="Import", exact=True).is_visible()
        assert page.locator("#progress").is_hidden()


def test_an_archive_goes_out_again_after_a_question(chromium: Browser, tmp_path: Path) -> None:
    with listening(pool(tmp_path)) as home, opened(chromium, f"{home}/sources", home=home) as watched:
        page = watched.page
        count = page.locator(".archive").count()
        page.get_by_role("link", name="Take out").last.click()
        page.get_by_role("button", name="Keep it").click()
        assert page.locator(".archive").count() == count
        page.get_by_role("link", name="Take out").last.click()
        page.get_by_role("button", name="Take it out").click()
        page.wait_for_function("(n) => document.querySelectorAll('.archive').length === n", arg=count - 1)
        watched.behaved()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_welcome_fits(chromium: Browser, tmp_path: Path, width: int, scheme: Scheme) -> None:
    with (
        listening(tmp_path / "w.sqlite") as home,
        opened(chromium, home, home=home, width=width, scheme=scheme) as watched,
    ):
        for address in ("/", "/companies/Anywhere", "/sources"):
            watched.page.goto(home + address)
            assert watched.page.locator("#zone").is_visible()
            watched.fits()
        watched.behaved()


def test_without_scripts_an_archive_comes_in_too(chromium: Browser, archive: Path, tmp_path: Path) -> None:
    with listening(tmp_path / "w.sqlite") as home:
        context = chromium.new_context(java_script_enabled=False)
        try:
            page = context.new_page()
            page.goto(home)
            page.set_input_files("#archives", str(archive))
            page.get_by_role("button", name="Import", exact=True).click()
            page.wait_for_url("**/imports/**")
            for _ in range(100):
                if page.get_by_role("heading", name="1 archive is in").count():
                    break
                page.wait_for_timeout(200)
                page.get_by_role("link", name="Look again").click()
            assert page.get_by_role("heading", name="1 archive is in").is_visible()
        finally:
            context.close()
