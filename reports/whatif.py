"""What would be different: with somebody's archive, without somebody, with a silent tie revived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.columns import Int32, Int64, TieColumns, numbers_of
from graph.company_paths import HOPS, ReachTable
from graph.errors import NotFoundError, UsageError
from graph.model import Company, Person
from graph.network import Network
from graph.paths import FoundPath
from referral.context import Context
from referral.survey import TargetLine
from referral.viewpoint import company_meant
from referral.wording import count
from reports.entities import Who
from reports.model import DormantTie
from reports.parts.network_view import NetworkView
from reports.parts.own_ties import dormant_among

SHOWN = 12
"""Rows of the answer."""
NEAR = HOPS - 1
"""Ties up to which somebody's own contacts come within reach through them."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Somebody who brought no archive. `opens`: targets out of reach where they work or worked; an upper bound."""

    who: Who
    opens: tuple[str, ...]
    hops: int


@dataclass(frozen=True, slots=True)
class AddOwnerResult:
    """Whose archive would open most targets.

    `closed`: targets out of reach now; `nobody`: of these, where no file names anybody. `revive`: silent ties by the
    targets they could help at. `notes`: how far the numbers go. `said`: the answer in a sentence, and what it means.
    """

    closed: tuple[str, ...]
    nobody: tuple[str, ...]
    archives: tuple[Archive, ...]
    revive: tuple[DormantTie, ...]
    notes: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class WeakenedTarget:
    """A target still in reach, with the strength of its best path before and after."""

    company: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class DropResult:
    """What is lost without one person: exact. People and companies within three ties before and after.

    `said`: what that means for the targets, in a sentence.
    """

    who: Who
    people_before: int
    people_after: int
    companies_before: int
    companies_after: int
    targets_lost: tuple[str, ...]
    weaker: tuple[WeakenedTarget, ...]
    said: str


def add_owner(context: Context, wanted: Sequence[TargetLine]) -> AddOwnerResult:
    """Whose archive, of those who are known and brought none, would open most of the companies `wanted`.

    O(ties) for one search, and two look-ups for each company out of reach.
    """
    view = NetworkView.of(context)
    companies = named_companies(context, wanted)
    closed = [c for c in companies if _best(view.reached, c) is None]
    worked, owners = _worked(view, closed), set(view.network.columns.owners.tolist())
    found = [(at, opens) for at, opens in worked.items() if at not in owners and _may_show(view, at)]
    found.sort(key=lambda one: (-len(one[1]), int(view.hops[one[0]]) if view.hops[one[0]] >= 0 else HOPS + 1, one[0]))
    top = found[:SHOWN]
    people = view.people([at for at, _ in top])
    somebody = {name for opens in worked.values() for name in opens}
    shut, nobody = tuple(c.name for c in closed), tuple(c.name for c in closed if c.name not in somebody)
    archives = tuple(
        Archive(who, tuple(opens), int(view.hops[at])) for who, (at, opens) in zip(people, top, strict=True)
    )
    return AddOwnerResult(
        closed=shut,
        nobody=nobody,
        archives=archives,
        revive=dormant_among(view, [(c.name, c.id) for c in companies]).shown,
        notes=(
            "At most so many: whom somebody knows at a company is seen only once their archive is in.",
            "For one owner only people up to two ties away count: the contacts of others would still be out of reach.",
        ),
        said=_added(len(companies), shut, nobody, archives),
    )


def _added(wanted: int, closed: Sequence[str], nobody: Sequence[str], archives: Sequence[Archive]) -> str:
    """The answer in a sentence; where it is nobody, what that means."""
    if not wanted:
        return "No company is on the list."
    if not closed:
        return "Somebody is in reach at every company on the list: another archive would open none of them."
    out = (
        f"{len(closed):,} of {count(wanted, 'company', 'companies')} {'is' if len(closed) == 1 else 'are'} out of reach"
    )
    if archives:
        best = archives[0]
        return f"{out}; the archive of {best.who.name} could open {len(best.opens):,} of them, no other more."
    if len(nobody) == len(closed):
        return (
            f"{out}, and no file names anybody who works or worked there. So nobody can be named whose archive would "
            "help: it takes somebody from there whom these archives do not know yet."
        )
    return (
        f"{out}. Those who are known to work or have worked there are more than {NEAR} ties away or brought an archive "
        "already, so an archive of theirs would bring nobody into reach: archives of close friends come first."
    )


def named_companies(context: Context, wanted: Sequence[TargetLine]) -> list[Company]:
    """The companies of a list, each once; words that name none are left out."""
    found: dict[str, Company] = {}
    for one in wanted:
        try:
            company = company_meant(context.workspace, one.company)
        except NotFoundError:
            continue
        found.setdefault(company.id, company)
    return list(found.values())


def _best(reached: ReachTable, company: Company) -> FoundPath | None:
    at = reached.network.company_index(company.id)
    return None if at is None else reached.best(at)


def _may_show(view: NetworkView, person: int) -> bool:
    """Whether somebody's contacts would come into reach: anybody's for all owners together."""
    return view.context.ego is None or bool(1 <= view.hops[person] <= NEAR)


def _worked(view: NetworkView, companies: Sequence[Company]) -> dict[int, list[str]]:
    """Who works or worked at which of the companies, by number in the network."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    workspace, network = view.context.workspace, view.network
    for company in companies:
        ids = {person.id for person in workspace.employees(company.id)} | set(workspace.formerly_at(company.id))
        known = np.array(sorted(ids), dtype="S17")
        for number in numbers_of(known, network.columns.people.id).tolist() if len(known) else ():
            if number >= 0:
                found[number].append(company.name)
    return dict(found)


def drop(context: Context, person: Person, wanted: Sequence[TargetLine]) -> DropResult:
    """What is lost without one person: two searches, O(ties log ties); exact.

    Raises:
        UsageError: it is who asks.
    """
    if any(ego.id == person.id for ego in context.egos):
        raise UsageError(f"{person.name} is who asks: nothing is left without them")
    view, gone = NetworkView.of(context), context.network.index(person.id)
    after = ReachTable.of(without_person(context.network, gone), view.egos.tolist())
    companies = named_companies(context, wanted)
    before = {c.id: _best(view.reached, c) for c in companies}
    left = {c.id: _best(after, c) for c in companies}
    weaker = [
        WeakenedTarget(c.name, float(np.exp(-was.cost)), float(np.exp(-now.cost)))
        for c in companies
        if (was := before[c.id]) and (now := left[c.id]) and now.cost > was.cost
    ]
    hops, lost = after.hops, tuple(c.name for c in companies if before[c.id] and not left[c.id])
    return DropResult(
        who=view.who(person),
        people_before=int((view.hops > 0).sum()),
        people_after=int((hops > 0).sum()),
        companies_before=_companies_in_reach(context.network, view.hops),
        companies_after=_companies_in_reach(context.network, hops),
        targets_lost=lost,
        weaker=tuple(sorted(weaker, key=lambda w: w.after / w.before)),
        said=_dropped(person.name, len(companies), len(lost), len(weaker)),
    )


def _dropped(name: str, wanted: int, lost: int, weaker: int) -> str:
    """What it means for the targets."""
    if not wanted:
        return "No company is on the list."
    if not lost and not weaker:
        return f"Nothing changes for the companies on the list: no best path to them leads through {name}."
    gone = (
        f"{lost:,} of {count(wanted, 'company', 'companies')} would be out of reach"
        if lost
        else "None would be out of reach"
    )
    return f"{gone}, and for {weaker:,} the best path would be weaker." if weaker else f"{gone}."


def _companies_in_reach(network: Network, hops: Int32) -> int:
    works = network.columns.works
    return len(np.unique(works.company[hops[works.person] > 0]))


def without_person(network: Network, person: int) -> Network:
    """The network without the ties of one person. O(ties log ties)."""
    ties = network.columns.ties
    held = np.flatnonzero((ties.a != person) & (ties.b != person))
    return Network.of(replace(network.columns, ties=_some(ties, held)), network.pairs)


def _some(ties: TieColumns, rows: Int64) -> TieColumns:
    return TieColumns(
        a=ties.a[rows],
        b=ties.b[rows],
        strength=ties.strength[rows],
        classes=ties.classes[rows],
        messages_ab=ties.messages_ab[rows],
        messages_ba=ties.messages_ba[rows],
        last=ties.last[rows],
        shown_at=np.zeros(len(rows) + 1, dtype=np.int64),
        shown_by=np.empty(0, dtype=np.int32),
    )
