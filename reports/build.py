"""Build the network-strength report: pure, from a workspace, its graph and the desk to `NetworkReport`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np

from graph.centrality import ranking
from graph.columns import NO_DAY, FactColumns, Float64, Int32, numbers_of
from graph.days import SECONDS_A_DAY
from graph.model import Company, CompanyId, Person
from graph.network import Network
from graph.reach import hops_from
from graph.stores.workspace import Workspace
from referral.desk import Desk
from referral.results import Paths
from reports.model import Bar, Broker, DormantTie, NetworkReport, TargetReach

DORMANT_DAYS = 183
DORMANT_MESSAGES = 4
"""A tie is dormant after half a year of silence, and worth reviving if so many messages went both ways before."""
STRENGTH_EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
SHOWN = 12
"""Rows of a list in the report, so that it fits one page."""


def gini(counts: Sequence[int]) -> float:
    """Gini's coefficient of concentration, 0..1; 0 for fewer than two values. Gini 1912. O(n log n)."""
    values = np.sort(np.asarray(counts, dtype=np.float64))
    n, total = len(values), float(values.sum())
    if n < 2 or total == 0:
        return 0.0
    ranks = np.arange(1, n + 1)
    return float((2 * ranks - n - 1) @ values / (n * total))


def default_targets(workspace: Workspace, ego: Person | None, *, limit: int = SHOWN) -> tuple[Company, ...]:
    """The companies an owner follows or applied to; where there are none, those with most people known."""
    owners = [ego] if ego else workspace.owners()
    wanted: dict[CompanyId, None] = {}
    for owner in owners:
        profile = workspace.owner_profile(owner.id)
        wanted |= dict.fromkeys([*profile.follows, *(a[0] for a in profile.applied_to)])
    found = workspace.companies_by_id(list(wanted))
    named = sorted(found.values(), key=lambda c: (-c.people, c.name))
    return tuple(named[:limit]) or tuple(sorted(workspace.find_companies("", limit=limit), key=lambda c: -c.people))


def target_reach(network: Network, hops: Int32, company: Company, paths: Paths) -> TargetReach:
    """How many people at `company` are how far."""
    index = network.company_index(company.id)
    at = hops[network.members(index)] if index is not None else np.empty(0, dtype=np.int32)
    best = paths.paths[0] if paths.paths else None
    counts = [int((at == k).sum()) for k in (1, 2, 3)]
    return TargetReach(company, len(at), counts[0], counts[1], counts[2], best, paths.reason)


def strength_bars(strengths: Float64) -> tuple[Bar, ...]:
    """How many ties have which strength, in tenths."""
    counts, _ = np.histogram(strengths, bins=STRENGTH_EDGES)
    return tuple(Bar(f"{lo:.1f}", float(n)) for lo, n in zip(STRENGTH_EDGES, counts.tolist(), strict=False))


def growth_bars(facts: FactColumns, egos: Sequence[int]) -> tuple[Bar, ...]:
    """Connections by the year they were made; undated ones are left out."""
    rows = np.isin(facts.connections.owner, np.asarray(egos, dtype=np.int32)) & (facts.connections.day != NO_DAY)
    years = (facts.connections.day[rows].astype("datetime64[D]")).astype("datetime64[Y]").astype(int) + 1970
    counts = Counter(years.tolist())
    return tuple(Bar(str(y), float(counts[y])) for y in range(min(counts), max(counts) + 1)) if counts else ()


def alters(network: Network, egos: Sequence[int]) -> Int32:
    """Everybody tied to one of `egos`, ascending, without the egos."""
    ties, wanted = network.columns.ties, np.asarray(egos, dtype=np.int32)
    ends = np.concatenate([ties.b[np.isin(ties.a, wanted)], ties.a[np.isin(ties.b, wanted)]])
    return np.setdiff1d(ends, wanted).astype(np.int32)


def employer_counts(network: Network, people: Int32) -> Counter[int]:
    """How many of `people` work where (company index)."""
    at = network.columns.people.company[people]
    return Counter(at[at >= 0].tolist())


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, tz=UTC).date()


def dormant_ties(network: Network, egos: Sequence[int], as_of: date) -> list[tuple[int, int, int]]:
    """(alter index, last contact in seconds, messages) of two-way ties long silent, strongest first."""
    pairs, wanted = network.pairs, np.asarray(egos, dtype=np.int32)
    total = pairs.messages_ab + pairs.messages_ba
    silent = (datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp() - pairs.last) / SECONDS_A_DAY
    ours = np.isin(pairs.a, wanted) ^ np.isin(pairs.b, wanted)
    both = (pairs.messages_ab > 0) & (pairs.messages_ba > 0) & (total >= DORMANT_MESSAGES)
    rows = np.flatnonzero(ours & both & (silent >= DORMANT_DAYS))
    rows = rows[np.lexsort((pairs.b[rows], -np.minimum(pairs.messages_ab, pairs.messages_ba)[rows]))]
    other = np.where(np.isin(pairs.a[rows], wanted), pairs.b[rows], pairs.a[rows])
    return list(zip(other.tolist(), pairs.last[rows].tolist(), total[rows].tolist(), strict=True))


def _named(workspace: Workspace, network: Network, indexes: Sequence[int]) -> list[Person]:
    ids = [network.columns.people.id[i].decode() for i in indexes]
    found = workspace.people_by_id(ids)
    return [found[i] for i in ids]


def _dormant(workspace: Workspace, network: Network, egos: Sequence[int], as_of: date) -> tuple[DormantTie, ...]:
    rows = dormant_ties(network, egos, as_of)[:SHOWN]
    people = _named(workspace, network, [r[0] for r in rows])
    return tuple(
        DormantTie(p, (as_of - _day(last)).days, messages, _day(last))
        for p, (_, last, messages) in zip(people, rows, strict=True)
    )


def _employers(workspace: Workspace, network: Network, counts: Counter[int]) -> tuple[Bar, ...]:
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
    ids = [network.columns.companies.id[c].decode() for c, _ in top]
    names = workspace.companies_by_id(ids)
    return tuple(Bar(names[i].name, float(n)) for i, (_, n) in zip(ids, top, strict=True))


def _brokers(workspace: Workspace, network: Network) -> tuple[tuple[Broker, ...], tuple[str, ...]]:
    found = ranking(network, "betweenness", company=None, top=SHOWN, seed=0)
    people = workspace.people_shown([r.person for r in found.rows])
    return tuple(Broker(people[r.person], r.value) for r in found.rows if r.value > 0), tuple(found.notes)


def build(
    workspace: Workspace, network: Network, desk: Desk, *, ego: Person | None, targets: Sequence[Company], as_of: date
) -> NetworkReport:
    """The report for `ego` (None: all owners) on `targets`. One breadth-first search serves all targets."""
    owners = tuple(workspace.owners())
    egos = [network.index(p.id) for p in ([ego] if ego else owners)]
    hops, facts = hops_from(network.columns, egos, limit=3), workspace.facts()
    counts = employer_counts(network, alters(network, egos))
    brokers, notes = _brokers(workspace, network)
    pairs = network.pairs
    return NetworkReport(
        ego=ego,
        owners=owners,
        as_of=as_of,
        people=len(network.columns.people.id),
        companies=len(network.columns.companies.id),
        ties=len(network.columns.ties.a),
        ties_with_contact=len(pairs.a),
        two_way=int(((pairs.messages_ab > 0) & (pairs.messages_ba > 0)).sum()),
        targets=tuple(target_reach(network, hops, c, desk.paths(c, ego=ego, k=1)) for c in targets),
        strengths=strength_bars(network.columns.ties.strength),
        employers=_employers(workspace, network, counts),
        employer_gini=gini(list(counts.values())),
        growth=growth_bars(facts, numbers_of(network.columns.people.id[egos], facts.people.id).tolist()),
        dormant=_dormant(workspace, network, egos, as_of),
        brokers=brokers,
        notes=notes,
    )
