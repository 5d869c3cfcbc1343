"""Every page in two themes and three widths: `make screens` writes them to out/screens, to be looked at."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from browser import Scheme, browser, opened
from playwright.sync_api import Browser, Page
from serving import listening

from graph.model import Company, NewEntry, Person
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from referral.asking.circumstances import knowing
from referral.asking.recording import record, record_favour
from referral.asking.states import AskState, Deed
from referral.asking.steps import Step
from referral.asking.traps import Proposal
from referral.viewpoint import Viewpoint
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
        "paths-nobody": f"/companies/{nobody}/paths",
        "asks": "/asks",
        "draft": f"/draft?company={direct}&role=Staff+Engineer",
        "draft-own": "/draft",
        "plan": f"/plan?company={direct}&role=Staff+Engineer",
        "plan-introduction": f"/plan?company={indirect}&role=Staff+Engineer",
        "review": "/review",
        "questions": "/questions",
        "reports": "/reports",
        "network": "/network",
        "network-employers": "/network?by=employer",
        "network-group": "/network?by=community&group=0",
        "archives": "/sources",
        "archive-out": "/sources/1/forget",
        "import": "/import",
        "settings": "/settings",
        "reference": "/reference",
        "problem": "/people/Nobody At All",
    }


def put_asks(workspace: Workspace, truth: PoolTruth) -> None:
    """A ledger with something in most columns, written as somebody would have over the last weeks."""
    today, ego = Viewpoint().today, workspace.owner(truth.ego_slug).id
    away = [
        c
        for c in workspace.find_companies("", limit=30)
        if c.name not in {truth.direct_company, truth.indirect_company}
    ]
    known = [(p, c) for c in away for p in workspace.employees(c.id)[:1]]
    first = workspace.person(truth.direct_people[0])
    company = workspace.company(truth.direct_company)
    told: list[tuple[Person, Company, int, tuple[AskState | Deed, ...]]] = [
        (first, company, 12, (AskState.ASKED,)),
        (*known[0], 30, (AskState.ASKED, AskState.AGREED)),
        (*known[1], 40, (AskState.ASKED, AskState.AGREED, Deed.THANKED, AskState.REFERRED)),
        (*known[2], 60, (AskState.ASKED, AskState.DECLINED, Deed.THANKED)),
        (*known[3], 2, (AskState.PLANNED,)),
    ]
    for person, at, since, kinds in told:
        about = Proposal(person, at, truth.role)
        knowing_all = knowing(workspace, ego, about, today=today)
        for n, kind in enumerate(kinds):
            step = Step(about, kind, today - timedelta(days=since - 3 * n), overrides=(("", "they offered"),))
            record(workspace, ego, step, knowing_all)
    line = NewEntry("they_helped", first.id, today - timedelta(days=90), note="read my CV")
    record_favour(workspace, ego, line, today=today)


@contextmanager
def demo_pool(*, asks: bool = True) -> Iterator[tuple[Path, PoolTruth]]:
    """A workspace of the three archives of the demo, with a ledger of asks or before the first one."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        truth = make_pool(folder / "archives", seed=SEED)
        path = folder / "pool.sqlite"
        with Workspace.open(path) as workspace:
            import_paths(workspace, truth.archives)
            if asks:
                put_asks(workspace, truth)
        yield path, truth


def settled(page: Page) -> None:
    """Wait until the page is drawn."""
    page.wait_for_load_state("load")
    page.wait_for_function("() => !document.getElementById('page-data') || document.documentElement.dataset.ready")
    page.wait_for_function("() => !document.querySelector('#together:not([hidden]) .answers-row[hidden]')")
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


def import_report(running: Browser, home: str, archive: Path) -> str:
    """Import `archive` as somebody does on their first day; the address of what was found in it."""
    with opened(running, home, home=home) as watched:
        watched.page.set_input_files("#archives", str(archive))
        watched.page.get_by_role("button", name="Import", exact=True).click()
        watched.page.wait_for_url("**/imports/**")
        watched.page.get_by_role("heading", name="1 archive is in").wait_for()
        return watched.page.url.removeprefix(home)


def first_person(running: Browser, home: str, truth: PoolTruth) -> str:
    """The page of the first person of a company's list."""
    with opened(running, f"{home}/companies/{truth.direct_company}", home=home) as watched:
        return watched.page.locator(".ranking h3 a").first.get_attribute("href") or "/"


def shoot_for_docs(running: Browser, out: Path) -> None:
    """The pictures of README.md and docs/first-ten-minutes.md, in one size and theme."""

    def taken(path: Path, addresses: dict[str, str]) -> None:
        with listening(path) as home, opened(running, home, home=home) as watched:
            for name, address in addresses.items():
                watched.page.goto(home + address)
                settled(watched.page)
                watched.page.screenshot(path=out / f"{name}.png")

    with TemporaryDirectory() as nothing:
        taken(Path(nothing) / "none.sqlite", {"welcome": "/"})
    with demo_pool(asks=False) as (path, truth):
        with listening(path) as home:
            person = first_person(running, home, truth)
        taken(path, {"page": f"/companies/{truth.direct_company}", "person": person, "network": "/network"})
    with demo_pool() as (path, _):
        taken(path, {"home": "/", "asks": "/asks"})


def main() -> None:
    """Write all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/screens"))
    parser.add_argument("--only", default="", help="Names of pages that match this pattern.")
    parser.add_argument("--docs", type=Path, help="Write the pictures of the documentation there, and nothing else.")
    chosen = parser.parse_args()
    if chosen.docs:
        with browser() as running:
            shoot_for_docs(running, chosen.docs)
        return
    if not chosen.only:
        shutil.rmtree(chosen.out, ignore_errors=True)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with browser() as running, TemporaryDirectory() as nothing, demo_pool() as (path, truth):
        wanted = {name: address for name, address in pages(truth).items() if re.search(chosen.only, name)}
        with listening(path) as home:
            if re.search(chosen.only, "person"):
                wanted["person"] = first_person(running, home, truth)
            shoot(running, home, wanted, chosen.out, SIZES)
        with listening(Path(nothing) / "none.sqlite") as home:
            if re.search(chosen.only, "welcome"):
                shoot(running, home, {"welcome": "/"}, chosen.out, SIZES)
            if re.search(chosen.only, "imported"):
                report = import_report(running, home, truth.archives[0])
                shoot(running, home, {"imported": report}, chosen.out, SIZES)


if __name__ == "__main__":
    main()
