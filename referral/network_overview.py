"""The network at a glance: groups by name, who bridges them, whom to write to again, which targets are covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph.columns import Float64, Int64
from graph.groups import Grouping, Groups, best_by, ego_strengths, groups, members
from graph.hop_distances import hops_from
from graph.model import Company, Person
from graph.network import Network
from graph.stores.fact_reader import FactReader
from referral.dormant_ties import dormant_ties
from referral.group_names import distinct_names, employers_apart
from referral.network_tables import measures
from referral.own_ties import OwnTies
from referral.targets import targets

LISTED = 12
DRILLED = 150
"""People of one group on a page at most."""
HOPS = 3
"""Ties to a company that is in reach, as in the search for paths: two introductions at most."""


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A group with its name. `number`: to ask for it by; `level`: of your ties, 0 none, 1 to 3 by third of groups."""

    number: int
    name: str
    size: int
    known: int
    level: int


@dataclass(frozen=True, slots=True)
class DormantTie:
    """A tie worth reviving: how many messages passed, and the day of the last."""

    person: Person
    messages: int
    last: date


@dataclass(frozen=True, slots=True)
class Coverage:
    """A company the owner wants: `direct` people known there, `near` over one introduction, `far` over two.

    `there`: all who are known to work there.
    """

    company: Company
    there: int
    direct: int
    near: int
    far: int


@dataclass(frozen=True, slots=True)
class CentralityRow:
    """A person and the measures of the table by name; a measure that makes no sense here is left out."""

    person: Person
    values: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """Everything of the page but the places. `links`: pairs of groups by place in the list, and their strength."""

    by: Grouping
    groups: tuple[NamedGroup, ...]
    links: tuple[tuple[int, int, float], ...]
    rest: int
    people: int
    ties: int
    dormant: tuple[DormantTie, ...]
    covered: tuple[Coverage, ...]
    central: tuple[CentralityRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a group. `standing`: the more the stronger their tie to an owner, 0 without one.

    `place`: of 100 of the owner's ties how many are weaker; None without a tie, and where several owners ask.
    """

    person: Person
    standing: float
    place: int | None


@dataclass(frozen=True, slots=True)
class GroupDetail:
    """One group opened: at most `DRILLED` people, best known first, and the ties among them by place."""

    name: str
    size: int
    members: tuple[Member, ...]
    links: tuple[tuple[int, int, float], ...]


def levels(strengths: Sequence[float]) -> tuple[int, ...]:
    """Which third of those with a tie each is in: 0 without a tie, 1 to 3 from the weaker; 2 where all are alike."""
    own = [s for s in strengths if s > 0]
    low, high = (float(np.quantile(own, share)) for share in (1 / 3, 2 / 3)) if own else (0.0, 0.0)
    alike = bool(own) and min(own) == max(own)
    return tuple(0 if s <= 0 else 2 if alike else 1 + (s > low) + (s > high) for s in strengths)


def _names(workspace: FactReader, network: Network, found: Groups, egos: tuple[int, ...]) -> tuple[str, ...]:
    """The name of each group, worked out once a graph and state of the workspace."""
    key = ("names of groups", workspace.versions(), found.by, egos)
    return network.answers.get(key, lambda: _named(workspace, network, found), lambda made: 100 * len(made))


def _named(workspace: FactReader, network: Network, found: Groups) -> tuple[str, ...]:
    """Employers by their own name, communities by the employers that set them apart."""
    numbers, company = [g.number for g in found.groups], network.columns.people.company.astype(np.int64)
    if found.by is Grouping.EMPLOYER:
        apart = [[(number, 1.0)] for number in numbers]
    else:
        apart = employers_apart(found.labels, company, numbers)
    ids = {c: bytes(network.columns.companies.id[c]).decode() for each in apart for c, _ in each}
    named = workspace.names_of_companies(ids.values())
    groups = [[(named[ids[c]], share) for c, share in each if ids[c] in named] for each in apart]

    def otherwise(place: int) -> str:
        own = groups[place] if found.by is Grouping.EMPLOYER else ()
        return own[0][0] if own else _around(workspace, network, found, numbers[place])

    return tuple(distinct_names(groups, otherwise))


def dormant(workspace: FactReader, network: Network, egos: tuple[int, ...], as_of: date) -> tuple[DormantTie, ...]:
    """The first of the ties worth reviving (`referral.dormant_ties`)."""
    found = dormant_ties(workspace, network, np.array(egos, dtype=np.int32), as_of)[:LISTED]
    people = _people(workspace, network, np.array([tie.other for tie in found], dtype=np.int64))
    return tuple(DormantTie(who, tie.messages, tie.day) for who, tie in zip(people, found, strict=True))


def _people(workspace: FactReader, network: Network, at: Int64) -> list[Person]:
    ids = [network.person(i) for i in at.tolist()]
    found = workspace.people_by_id(ids)
    return [found[i] for i in ids]


def covered(workspace: FactReader, network: Network, owners: Sequence[Person]) -> tuple[Coverage, ...]:
    """The companies on the lists of the owners: how near anybody there is."""
    lists = (targets(workspace, owner) for owner in owners)
    wanted = {target.company.id: target.company for listed in lists for target in listed if target.company}
    if not wanted:
        return ()
    hops = hops_from(network.columns, [network.index(p.id) for p in owners], limit=HOPS)
    rows = []
    for company in wanted.values():
        index = network.company_index(company.id)
        at = hops[network.members(index)] if index is not None else hops[:0]
        direct, near, far = (int((at == n).sum()) for n in range(1, HOPS + 1))
        rows.append(Coverage(company, len(at), direct, near, far))
    return tuple(rows[: 2 * LISTED])


def _around(workspace: FactReader, network: Network, found: Groups, number: int) -> str:
    """A group without a common employer, by whoever in it has most ties."""
    at = np.flatnonzero(found.labels == number)
    ties = np.diff(network.graph.indptr)[at]
    middle = _people(workspace, network, at[[int(np.argmax(ties))]].astype(np.int64))
    return f"Around {middle[0].name}"


def _name_alone(workspace: FactReader, network: Network, found: Groups, number: int) -> str:
    """The name of a group that is on no map."""
    if found.by is Grouping.EMPLOYER:
        id_ = bytes(network.columns.companies.id[number]).decode()
        return workspace.names_of_companies([id_])[id_]
    return _around(workspace, network, found, number)


def overview(
    workspace: FactReader, network: Network, owners: tuple[Person, ...], as_of: date, by: Grouping | None = None
) -> Overview:
    """The network as `owners` see it; `by`: what makes a group, else what the archives can show."""
    versions, whose = workspace.versions(), tuple(p.id for p in owners)
    key = ("overview", versions, whose, as_of, by)
    found = network.answers.get(key, lambda: _overview(workspace, network, owners, as_of, by), _weight)
    listed = ("covered", versions, workspace.list_version(), whose)
    near = network.answers.get(listed, lambda: covered(workspace, network, owners), lambda rows: 600 * (1 + len(rows)))
    return replace(found, covered=near)


def _weight(found: Overview) -> int:
    return 600 * (len(found.groups) + len(found.links) + len(found.central) + len(found.dormant))


def _overview(
    workspace: FactReader, network: Network, owners: tuple[Person, ...], as_of: date, by: Grouping | None
) -> Overview:
    egos = tuple(network.index(p.id) for p in owners)
    found = groups(network, by or best_by(network), egos)
    thirds, names = levels([g.strength for g in found.groups]), _names(workspace, network, found, egos)
    named = (
        NamedGroup(g.number, name, g.size, g.known, level)
        for g, name, level in zip(found.groups, names, thirds, strict=True)
    )
    measured, notes = measures(network)
    people = workspace.people_by_id([person for person, _ in measured])
    return Overview(
        by=found.by,
        groups=tuple(named),
        links=tuple((link.a, link.b, link.strength) for link in found.links),
        rest=found.rest,
        people=len(network.columns.people.id),
        ties=len(network.columns.ties.a),
        dormant=dormant(workspace, network, egos, as_of),
        covered=(),
        central=tuple(CentralityRow(people[i], values) for i, values in measured if i in people),
        notes=tuple(dict.fromkeys((*found.notes, *notes))),
    )


def drill(
    workspace: FactReader, network: Network, owners: Sequence[Person], by: Grouping, number: int
) -> GroupDetail | None:
    """One group opened; None where there is no such group."""
    egos = tuple(network.index(p.id) for p in owners)
    found, own = groups(network, by, egos), OwnTies.of(network, egos[0]) if len(egos) == 1 else None
    standing = _standing(network, own) if own else ego_strengths(network.columns, egos)
    at = members(found, number, standing, most=DRILLED)
    if not len(at):
        return None
    shown = dict(zip((g.number for g in found.groups), _names(workspace, network, found, egos), strict=True))
    name = shown.get(number) or _name_alone(workspace, network, found, number)
    return GroupDetail(
        name, int((found.labels == number).sum()), _members(workspace, network, own, at, standing), _within(network, at)
    )


def _standing(network: Network, own: OwnTies) -> Float64:
    """Of everybody, one more than how many of the owner's ties are weaker: the order that a place is taken from."""
    standing = np.zeros(len(network.columns.people.id), dtype=np.float64)
    standing[own.people] = own.weaker + 1
    return standing


def _members(
    workspace: FactReader, network: Network, own: OwnTies | None, at: Int64, standing: Float64
) -> tuple[Member, ...]:
    """The people at `at` as they stand."""
    rows = zip(_people(workspace, network, at), at.tolist(), standing[at].tolist(), strict=True)
    return tuple(Member(p, s, own.place(i, 0.0) if own and s > 0 else None) for p, i, s in rows)


def _within(network: Network, at: Int64) -> tuple[tuple[int, int, float], ...]:
    """Ties among a few people, by their places."""
    ties, position = network.columns.ties, np.full(len(network.columns.people.id), -1, dtype=np.int64)
    position[at] = np.arange(len(at))
    rows = np.flatnonzero((position[ties.a] >= 0) & (position[ties.b] >= 0))
    rows = rows[np.argsort(-ties.strength[rows], kind="stable")][: 3 * DRILLED]
    ends = zip(
        position[ties.a[rows]].tolist(), position[ties.b[rows]].tolist(), ties.strength[rows].tolist(), strict=True
    )
    return tuple((int(a), int(b), float(s)) for a, b, s in ends)
