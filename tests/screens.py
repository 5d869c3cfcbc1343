"""Every page in two themes and three widths: `make screens` writes them to out/screens, to be looked at."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from browser import Scheme, browser, opened
from playwright.sync_api import Browser, Page
from serving import listening

from graph.stores.workspace import Workspace
from ingest.load import import_paths
from synthetic import PoolTruth, make_pool

SIZES = ((1440, 900), (1024, 768), (390, 844))
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SEED = 7


def pages(truth: PoolTruth) -> dict[str, str]:
    """Every page of a workspace that holds something, by name."""
    direct, indirect, nobody = truth.direct_company, truth.indirect_company, truth.unreachable_company
    return {
        "home": "/",
        "search": f"/?q={direct[:5]}",
        "search-nothing": "/?q=Zzyzxqwv",
        "company": f"/companies/{direct}",
        "company-through-others": f"/companies/{indirect}",
        "company-nobody": f"/companies/{nobody}",
        "paths": f"/companies/{direct}/paths",
        "asks": "/asks",
        "reports": "/reports",
        "network": "/network",
        "network-employers": "/network?by=employer",
        "network-group": "/network?by=community&group=0",
        "archives": "/sources",
        "import": "/import",
        "settings": "/settings",
        "reference": "/reference",
        "problem": "/people/Nobody At All",
    }


@contextmanager
def demo_pool() -> Iterator[tuple[Path, PoolTruth]]:
    """A workspace of the three archives of the demo."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        truth = make_pool(folder / "archives", seed=SEED)
        path = folder / "pool.sqlite"
        with Workspace.open(path) as workspace:
            import_paths(workspace, truth.archives)
        yield path, truth


def settled(page: Page) -> None:
    """Wait until the page is drawn."""
    page.wait_for_load_state("load")
    page.wait_for_function("!document.getElementById('page-data') || document.documentElement.dataset.ready")
    page.wait_for_timeout(150)


def shoot(running: Browser, home: str, addresses: dict[str, str], out: Path, sizes: Sequence[tuple[int, int]]) -> None:
    """Write a picture of each address at each size in both themes."""
    for width, height in sizes:
        for scheme in SCHEMES:
            with opened(running, home, home=home, width=width, height=height, scheme=scheme) as watched:
                for name, address in addresses.items():
                    watched.page.goto(home + address)
                    settled(watched.page)
                    watched.page.screenshot(path=out / f"{name}-{width}-{scheme}.png")


def main() -> None:
    """Write all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/screens"))
    parser.add_argument("--only", default="", help="Names of pages that match this pattern.")
    chosen = parser.parse_args()
    if not chosen.only:
        shutil.rmtree(chosen.out, ignore_errors=True)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with browser() as running, TemporaryDirectory() as nothing, demo_pool() as (path, truth):
        wanted = {name: address for name, address in pages(truth).items() if re.search(chosen.only, name)}
        with listening(path) as home:
            with opened(running, f"{home}/companies/{truth.direct_company}", home=home) as watched:
                person = watched.page.locator(".ranking h3 a").first.get_attribute("href") or "/"
            if re.search(chosen.only, "person"):
                wanted["person"] = person
            shoot(running, home, wanted, chosen.out, SIZES)
        if re.search(chosen.only, "welcome"):
            with listening(Path(nothing) / "none.sqlite") as home:
                shoot(running, home, {"welcome": "/"}, chosen.out, SIZES)


if __name__ == "__main__":
    main()
