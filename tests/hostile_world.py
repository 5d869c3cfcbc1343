"""A pool under names nobody should have: markup, five scripts, no spaces, one letter; to be laid out on every page."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from hostile import NAMES
from scenes import Scene, Stay, put, talk

from graph.model import Mark, StatementKind
from graph.stores.workspace import Workspace
from referral.asking.circumstances import knowing
from referral.asking.recording import record
from referral.asking.states import AskState
from referral.asking.steps import Step
from referral.asking.traps import Proposal

UNBROKEN = "Wolfeschlegelsteinhausenbergerdorff" * 6
PEOPLE = (
    *NAMES.values(),
    UNBROKEN[:200],
    "ا" * 60 + " " + "محمد عبد الرحمن بن عبد العزيز",
    "欧阳修司马光诸葛亮" * 12,
    "สมชาย" * 30,
    "👩‍👩‍👧‍👦" * 40,
    "X",
    "Ã̷̧̛͉̣" * 20,
    "שלום עולם <b>bold</b>",
    "Maria de los Ángeles Fernández-Quevedo y Santiesteban de la Torre Blanca",
)
COMPANIES = (
    "</title></style></script><script>window.__x='company'</script>",
    "Quote \"Double\" & 'Single' / Slash \\ Backslash #1?x=%2F",
    "Donaudampfschifffahrtsgesellschaftskapitän" * 4,
    "株式会社" * 30,
    "شركة المستقبل للتقنية " * 6,
    "Q",
)
TITLES = (
    "Engineering Manager, " + "responsible for everything and more, " * 8,
    "<a href=javascript:window.__x='title'>Recruiter</a>",
    "ซอฟต์แวร์เอนจิเนียร์" * 15,
    "Oberstudienratsanwärterfachkoordinationsbeauftragter" * 6,
    "",
)
DAY = date(2026, 10, 1)


def scenes() -> tuple[Scene, Scene]:
    """Two archives: the owner's, and of somebody they know who knows people at one more company."""
    known = {
        f"in:h{n}": (name, TITLES[n % len(TITLES)], COMPANIES[n % (len(COMPANIES) - 1)])
        for n, name in enumerate(PEOPLE)
    }
    keys = list(known)
    friend = keys[8]
    far = {f"in:f{n}": (name[::-1], TITLES[n % len(TITLES)], COMPANIES[-1]) for n, name in enumerate(PEOPLE[7:])}
    own = Scene(
        people={"in:owner": ("O'Brien <i>Señor</i> 李" + "x" * 80, TITLES[0], COMPANIES[1])} | known,
        connections=tuple(("in:owner", key, DAY - timedelta(days=90 * n)) for n, key in enumerate(keys)),
        contacts=tuple(m for n, key in enumerate(keys[::2]) for m in talk("in:owner", key, DAY, turns=2 + n)),
        statements=(
            (StatementKind.RECOMMENDATION, keys[0], "in:owner", DAY, TITLES[1]),
            (StatementKind.ENDORSEMENT, keys[7], "in:owner", None, UNBROKEN),
        ),
        stays=(
            Stay("in:owner", COMPANIES[2], TITLES[3], date(2018, 3, 1), date(2019, 11, 1)),
            Stay(keys[0], COMPANIES[2], TITLES[2], date(2017, 1, 1), date(2020, 6, 1)),
        ),
        skills=(UNBROKEN,),
        location=UNBROKEN,
    )
    others = Scene(
        people={friend: known[friend]} | far,
        connections=tuple((friend, key, DAY - timedelta(days=30 * n)) for n, key in enumerate(far)),
        contacts=tuple(m for key in far for m in talk(friend, key, DAY, turns=3)),
    )
    return own, others


def hostile_pool(path: Path) -> dict[str, str]:
    """Write the pool to `path`, with targets, marks and asks; the addresses of its pages, by name."""
    own, others = scenes()
    with Workspace.open(path) as workspace:
        put(workspace, own)
        put(workspace, others)
        owner = workspace.owner("owner").id
        people = [workspace.person(f"h{n}") for n in range(len(PEOPLE))]
        companies = [workspace.company(name) for name in COMPANIES]
        for name in (*COMPANIES, UNBROKEN):
            workspace.list_company(owner, name, role=TITLES[0])
        workspace.set_mark(owner, people[0].id, Mark(close=True, note=UNBROKEN, worked_where=COMPANIES[2]))
        for n, kinds in enumerate(((AskState.ASKED,), (AskState.ASKED, AskState.AGREED), (AskState.PLANNED,))):
            about = Proposal(people[n], companies[n], TITLES[n])
            for kind in kinds:
                known = knowing(workspace, owner, about, today=DAY)
                record(workspace, owner, Step(about, kind, DAY, overrides=(("", UNBROKEN),)), known)
    return {
        "home": "/",
        "search": "/?q=o",
        "search-nothing": f"/?q={quote(UNBROKEN[:60])}<b>",
        **{f"company-{n}": f"/companies/{quote(companies[n].name, safe='')}" for n in (0, 3, 5)},
        **{f"paths-{n}": f"/companies/{quote(companies[n].name, safe='')}/paths" for n in (0, 5)},
        **{f"person-{n}": f"/people/{people[n].id}" for n in (0, 7, 9)},
        "person-paths": f"/people/{people[8].id}/paths",
        "plan": f"/plan?company={quote(COMPANIES[0])}&role={quote(TITLES[0])}",
        "plan-introduction": f"/plan?company={quote(COMPANIES[-1])}&role={quote(TITLES[2])}",
        "draft": f"/draft?company={quote(COMPANIES[2])}&role={quote(TITLES[3])}",
        "erase": f"/people/{people[7].id}/erase",
        **{page: f"/{page}" for page in ("asks", "questions", "review", "reports", "network", "settings")},
        "network-employers": "/network?by=employer",
        "network-group": "/network?by=community&group=0",
        "archives": "/sources",
        "archive-out": "/sources/1/forget",
        "problem": f"/people/{quote(PEOPLE[8])}",
    }
