"""What has changed since a day: new connections, who moved, targets in and out of reach, ties that gained and lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph.columns import NO_DAY, EmploymentColumns, FactColumns, Int32, WorkColumns, numbers_of
from graph.company_paths import ReachTable
from graph.days import day_number, until
from graph.errors import NotFoundError, UsageError
from graph.network import Network
from graph.strength import network_columns
from referral.context import Context
from referral.survey import TargetLine
from referral.viewpoint import company_meant
from reports.model import Change, Move, Shift
from reports.parts.network_view import NetworkView
from reports.parts.own_ties import places

SHOWN = 12
LEAST_SHIFT = 10
"""Places a tie has to gain or lose to be told."""


def must_be_earlier(context: Context, since: date) -> None:
    """A day to compare with that of `context`.

    Raises:
        UsageError: `since` is not before it.
    """
    if since >= context.as_of:
        raise UsageError(f"the day of comparison has to be before {context.as_of.isoformat()}")


def change_since(context: Context, wanted: Sequence[TargetLine], since: date) -> Change:
    """What is different on the day of `context` from the end of `since`, as far as the archives in it tell.

    Raises:
        UsageError: `since` is not before that day.
    """
    must_be_earlier(context, since)
    view, facts = NetworkView.of(context), context.workspace.facts()
    before = _EarlierFacts(context, facts, since)
    earlier = before.network()
    moves = before.moves(view)
    opened, closed = _reach(context, wanted, view, earlier)
    gained, lost = _shifts(view, earlier)
    return Change(
        since=since,
        joined=before.joined(),
        moves=tuple(moves[:SHOWN]),
        moved=len(moves),
        opened=tuple(opened),
        closed=tuple(closed),
        gained=gained,
        lost=lost,
        notes=tuple(before.notes()),
        moves_unknown=not before.exported,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _EarlierFacts:
    """The facts of a workspace as they were known at the end of a day."""

    context: Context
    facts: FactColumns
    since: date

    @property
    def day(self) -> int:
        return day_number(self.since)

    def network(self) -> Network:
        """The graph then: connections made by then, contacts before its end, employers as exports of then show them."""
        connections = self.facts.connections
        held = (connections.day == NO_DAY) | (connections.day <= self.day)
        made = replace(connections, **{name: getattr(connections, name)[held] for name in ("a", "b", "day", "owner")})
        people = replace(self.facts.people, company=self.employers())
        stays = self._stays()
        then = replace(self.facts, connections=made, people=people, employments=stays, works=self.works())
        columns, pairs = network_columns(then, until=until(self.since))
        return Network.of(columns, pairs)

    def _stays(self) -> EmploymentColumns:
        rows = self.facts.employments
        held = rows.as_of <= self.day
        names = ("person", "company", "start", "end", "current", "as_of")
        return replace(rows, **{name: getattr(rows, name)[held] for name in names})

    def employers(self) -> Int32:
        """Everybody's employer as the newest export by then shows it; where there is none, as it is now."""
        rows = self._stays()
        use = np.flatnonzero(rows.current & (rows.company >= 0))
        use = use[np.argsort(rows.as_of[use], kind="stable")]
        employer = self.facts.people.company.copy()
        employer[rows.person[use]] = rows.company[use]
        return employer

    def works(self) -> WorkColumns:
        """Who worked where then: everybody at that employer, and wherever their newest list by then says "current"."""
        rows, employer = self._stays(), self.employers()
        newest = np.full(len(employer), np.iinfo(np.int32).min, dtype=np.int32)
        np.maximum.at(newest, rows.person, rows.as_of)
        use = rows.current & (rows.company >= 0) & (rows.as_of == newest[rows.person])
        known = np.flatnonzero(employer >= 0)
        person, company = (
            np.concatenate([known, rows.person[use]]),
            np.concatenate([employer[known], rows.company[use]]),
        )
        pairs = np.unique(np.stack([person, company]).astype(np.int32), axis=1)
        return WorkColumns(person=pairs[0], company=pairs[1])

    def seen(self) -> Int32:
        """People whose employer an export by then shows, ascending."""
        rows = self._stays()
        return np.unique(rows.person[rows.current & (rows.company >= 0)]).astype(np.int32)

    def moves(self, view: NetworkView) -> list[Move]:
        """Contacts whose employer is another one now."""
        alters = numbers_of(view.network.columns.people.id[view.alters], self.facts.people.id)
        seen = np.intersect1d(alters[alters >= 0], self.seen())
        was, now = self.employers()[seen], self.facts.people.company[seen]
        moved = np.flatnonzero(was != now)
        ids = [self.facts.people.id[at].decode() for at in seen[moved]]
        people = self.context.workspace.people_by_id(ids)
        names = self._names([*was[moved].tolist(), *now[moved].tolist()])
        return [
            Move(view.who(people[name]), names.get(int(was[at]), ""), names.get(int(now[at]), ""))
            for name, at in zip(ids, moved, strict=True)
        ]

    def _names(self, companies: Sequence[int]) -> dict[int, str]:
        ids = {at: self.facts.companies.id[at].decode() for at in companies if at >= 0}
        found = self.context.workspace.companies_by_id(ids.values())
        return {at: found[name].name for at, name in ids.items()}

    def joined(self) -> int:
        """Connections of those asked about that were made since."""
        made = self.context.workspace.connected_on([ego.id for ego in self.context.egos])
        return sum(count for day, count in made.items() if day and self.since < day <= self.context.as_of)

    @property
    def exported(self) -> bool:
        """Whether an archive of then is in."""
        return any(source.as_of <= self.since for source in self.context.workspace.sources())

    def notes(self) -> Iterator[str]:
        """What cannot be told."""
        if not self.exported:
            yield (
                f"No archive made by {self.since.isoformat()} is in, so who moved cannot be told: import the earlier "
                "export too."
            )
        yield "Connections that were taken away in between are not seen."


def _reach(
    context: Context, wanted: Sequence[TargetLine], view: NetworkView, earlier: Network
) -> tuple[list[str], list[str]]:
    """Targets in reach now and not then, and the other way round."""
    egos = [earlier.index(ego.id) for ego in context.egos]
    then = ReachTable.of(earlier, egos)
    opened: list[str] = []
    closed: list[str] = []
    for name, company in _companies(context, wanted):
        now, was = _in_reach(view.reached, company), _in_reach(then, company)
        if now != was:
            (opened if now else closed).append(name)
    return opened, closed


def _companies(context: Context, wanted: Sequence[TargetLine]) -> Iterator[tuple[str, str]]:
    for one in wanted:
        try:
            company = company_meant(context.workspace, one.company)
        except NotFoundError:
            continue
        yield company.name, company.id


def _in_reach(reached: ReachTable, company: str) -> bool:
    at = reached.network.company_index(company)
    return at is not None and reached.best(at) is not None


def _shifts(view: NetworkView, earlier: Network) -> tuple[tuple[Shift, ...], tuple[Shift, ...]]:
    """Own ties of one ego there were then, by how their place changed; none for several egos."""
    if len(view.egos) != 1:
        return (), ()
    now_people, now_place = places(view.network, int(view.egos[0]))
    then_people, then_place = places(earlier, earlier.index(view.network.person(int(view.egos[0]))))
    then = {earlier.person(int(p)): int(at) for p, at in zip(then_people, then_place, strict=True)}
    both = [
        (int(at) - then[name], int(p), then[name], int(at))
        for p, at in zip(now_people, now_place, strict=True)
        if (name := view.network.person(int(p))) in then
    ]
    up = sorted((b for b in both if b[0] >= LEAST_SHIFT), key=lambda b: (-b[0], b[1]))[:SHOWN]
    down = sorted((b for b in both if b[0] <= -LEAST_SHIFT), key=lambda b: (b[0], b[1]))[:SHOWN]
    return _told(view, up), _told(view, down)


def _told(view: NetworkView, rows: Sequence[tuple[int, int, int, int]]) -> tuple[Shift, ...]:
    people = view.people([row[1] for row in rows])
    return tuple(Shift(who, was, now) for who, (_, _, was, now) in zip(people, rows, strict=True))
