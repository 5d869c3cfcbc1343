"""axe-core finds nothing on any page, in either theme, wide or narrow, with everything on a page opened."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Scheme, browser
from playwright.sync_api import Browser
from screens import demo_pool, import_report, pages, settled
from serving import listening

from synthetic import PoolTruth

pytestmark = pytest.mark.browser

AXE = "axe-core@4.10.3"
FAULTS = """async () => (await axe.run({ resultTypes: ["violations"] })).violations
  .map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`)"""


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, from the registry of npm."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm: axe-core is fetched by it")
    folder = tmp_path_factory.mktemp("axe")
    done = subprocess.run([npm, "pack", AXE, "--silent"], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("axe-core could not be fetched by npm")
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        member = packed.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, PoolTruth]]:
    with demo_pool() as (path, truth), listening(path) as home:
        yield home, truth


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_fault(
    chromium: Browser, served: tuple[str, PoolTruth], axe: str, scheme: Scheme, width: int, tmp_path: Path
) -> None:
    home, truth = served
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    try:
        page, faults = context.new_page(), {}
        page.goto(f"{home}/companies/{truth.direct_company}")
        person = page.locator(".ranking h3 a").first.get_attribute("href")
        with listening(tmp_path / "none.sqlite") as empty, listening(tmp_path / "one.sqlite") as new:
            imported = new + import_report(chromium, new, truth.archives[0])
            for address in (*(home + a for a in pages(truth).values()), f"{home}{person}", empty, imported):
                page.goto(address)
                settled(page)
                page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
                page.evaluate(axe)
                if found := page.evaluate(FAULTS):
                    faults[address.removeprefix(home)] = found
        assert faults == {}
    finally:
        context.close()
