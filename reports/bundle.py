"""A reduced archive of one owner, to give to a friend: whom they know, where, since when, how well."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.errors import UsageError
from graph.model import Person, PersonId
from graph.network import Network
from graph.stores.fact_reader import FactReader

STEP = 0.1
"""Strengths are told in tenths: enough to tell close from loose, too coarse to tell one conversation more."""


@dataclass(frozen=True, slots=True)
class BundleRow:
    """One contact as a friend gets to see them. `since`: first day of a quarter; `strength`: in tenths, `STEP` to 1."""

    person: Person
    since: date | None
    strength: float


def quarter(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def bundle_rows(
    workspace: FactReader, network: Network, owner: Person, hidden: Collection[PersonId]
) -> list[BundleRow]:
    """The connections of `owner` but for the hidden ones, by name.

    Raises:
        UsageError: nobody would be in it.
    """
    people = workspace.people_by_id(_tied(network, owner))
    known = workspace.connections(owner.id, people)
    me = network.index(owner.id)
    rows = [
        BundleRow(people[who], quarter(day) if day else None, _rounded(network, me, who))
        for who, day in known.items()
        if who not in hidden and who != owner.id
    ]
    if not rows:
        raise UsageError(f"{owner.name} has no connections that are not hidden: there is nothing to give away")
    return sorted(rows, key=lambda row: (row.person.name, row.person.id))


def _tied(network: Network, owner: Person) -> list[PersonId]:
    me = network.index(owner.id)
    graph = network.graph
    return [network.person(int(other)) for other in graph.indices[graph.indptr[me] : graph.indptr[me + 1]]]


def _rounded(network: Network, me: int, who: PersonId) -> float:
    row = network.tie(me, network.index(who))
    return max(STEP, round(float(network.columns.ties.strength[row]), 1))


def bundle_bytes(owner: Person, rows: Sequence[BundleRow], made: date) -> bytes:
    """The bundle as a zip that imports like an archive; equal rows give equal bytes."""
    address = owner.profile_url or ""
    connections = [
        (row.person.name, "", row.person.profile_url or "", row.person.company_name, _day(row.since)) for row in rows
    ]
    told = [(row.person.profile_url or "", row.person.name, f"{row.strength:.1f}") for row in rows]
    files = (
        ("Profile.csv", ("First Name", "Last Name", "Headline", "Profile Address"), [(owner.name, "", "", address)]),
        ("Connections.csv", ("First Name", "Last Name", "URL", "Company", "Connected On"), connections),
        ("Goodword Strengths.csv", ("URL", "Name", "Strength"), told),
    )
    packed, day = io.BytesIO(), quarter(made)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, header, lines in files:
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _csv(header, lines))
    return packed.getvalue()


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def _day(day: date | None) -> str:
    return f"{day:%d %b %Y}" if day else ""
