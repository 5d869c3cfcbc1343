"""A clean archive made nasty: rows first, then bytes; and the truth about both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from synthetic.model import Circle
from synthetic.nasty_bytes import CHANGES
from synthetic.nasty_rows import (
    Newcomer,
    Trouble,
    all_columns,
    connection_troubles,
    invitation_troubles,
    message_troubles,
    with_troubles,
)
from synthetic.tables import ArchivePlan, Row, Skip, Table
from synthetic.truth import PersonTruth


@dataclass(frozen=True, slots=True)
class TroubledTables:
    """The tables with their troubles, the connections these add, and what was done, in words."""

    tables: list[Table]
    newcomers: tuple[PersonTruth, ...]
    labels: tuple[str, ...]


def trouble(scene: ArchivePlan, tables: list[Table]) -> TroubledTables:
    """Strew trouble over the tables it is known from."""
    changed, newcomers, labels = [], [], [label for label, _ in CHANGES.values()]
    for table in tables:
        troubles = _troubles(scene, table)
        widened = all_columns(table) if table.name == "messages.csv" and scene.era.numbered else table
        changed.append(with_troubles(scene, widened, troubles))
        newcomers += [_truth(who) for t in troubles for who in t.newcomers]
        labels += [t.label for t in troubles]
    return TroubledTables(changed, tuple(newcomers), tuple(labels))


def after_spoiling(tables: list[Table]) -> list[Table]:
    """The tables as a right reading finds them after `nasty_bytes.spoil`: for the truth, not for writing."""
    extra: Mapping[str, Row] = {"Connections.csv": Row({}, Skip.EMPTY), "Skills.csv": Row({"Name": "Caf\ufffd design"})}
    found = []
    for table in tables:
        rows = (*table.rows, extra[table.name]) if table.name in extra else table.rows
        found.append(replace(table, rows=() if table.name == "Education.csv" else rows))
    return found


def _troubles(scene: ArchivePlan, table: Table) -> list[Trouble]:
    if table.name == "Connections.csv":
        return connection_troubles(scene, table)
    if table.name == scene.era.messages_file:
        return message_troubles(scene, table)
    return invitation_troubles(scene) if table.name == "Invitations.csv" else []


def _truth(who: Newcomer) -> PersonTruth:
    return PersonTruth(
        slug=who.slug,
        name=who.name,
        mail="",
        company=who.company,
        title="Owl Keeper",
        connected_on=who.connected,
        circle=str(Circle.COLD),
        strength=0.0,
        would_refer=False,
        signs=0,
        would_by_signs=False,
        sent=0,
        received=0,
        last=None,
    )
