"""`ask favour`, `ask limits`: who did whom a favour, and how much asking is too much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from cli.base import DayType, pass_settings
from cli.output import Table, emit
from cli.settings import Settings
from graph.errors import UsageError
from graph.model import NewEntry, Person, PersonId
from graph.stores.own_records import OwnRecords
from graph.text import clean
from referral.asking.budgets import Budgets, checked_rules
from referral.asking.circumstances import ledger_of, names_of
from referral.asking.ledger import Favour
from referral.asking.recording import record_favour
from referral.asking.states import FavourKind
from schemas.asks import FavourOut

OWNERS = "the ledger of asks is"


@click.command()
@click.argument("person", required=False)
@click.argument("what", required=False)
@click.option("--they-helped/--i-helped", "they_helped", default=None, help="Who did whom the favour.")
@click.option("--on", "day", type=DayType(), metavar="DATE", help="When; by default today.")
@pass_settings
def favour(
    settings: Settings, person: str | None, what: str | None, *, they_helped: bool | None, day: date | None
) -> None:
    """Write down a favour, WHAT they did for you or you for them; without WHAT, list those there are."""
    with OwnRecords.open(settings.workspace, create=False) as workspace:
        ego, now = settings.viewpoint.one_person(workspace, OWNERS), settings.viewpoint.today
        found = workspace.person(person) if person else None
        if found and what is not None:
            kind = FavourKind.THEY_HELPED if they_helped else FavourKind.I_HELPED
            if they_helped is None:
                raise UsageError("say who helped: --they-helped or --i-helped")
            record_favour(workspace, ego.id, NewEntry(kind.value, found.id, day or now, note=what), today=now)
        ledger = ledger_of(workspace, ego.id, until=settings.as_of)
        names = names_of(workspace, ledger)
    _show_favours(settings, found, [f for f in ledger.favours if found is None or f.person == found.id], names)


def _show_favours(
    settings: Settings, person: Person | None, favours: Sequence[Favour], names: dict[PersonId, str]
) -> None:
    who = {FavourKind.THEY_HELPED: "they helped you", FavourKind.I_HELPED: "you helped them"}
    rows = tuple((f.day.isoformat(), names.get(f.person, f.person), who[f.kind], f.note) for f in favours)
    title = f"Favours between you and {clean(person.name)}" if person else ""
    emit(
        settings.format,
        table=Table(("day", "person", "who", "what"), rows, title),
        value=lambda: [FavourOut.naming(f, names).model_dump(mode="json") for f in favours],
    )


@click.command()
@click.argument("changes", nargs=-1, metavar="[NAME=NUMBER]...")
@pass_settings
def limits(settings: Settings, changes: tuple[str, ...]) -> None:
    """Your own limits on asking; NAME=NUMBER sets one, in this workspace."""
    with OwnRecords.open(settings.workspace, create=False) as workspace:
        if changes:
            workspace.set_ask_rules(checked_rules(dict(_limit(change) for change in changes)))
        budgets = Budgets.of(workspace.ask_rules())
    values = {name: int(getattr(budgets, name)) for name in Budgets.__dataclass_fields__}
    emit(settings.format, table=Table(("limit", "value"), tuple(values.items())), value=lambda: values)


def _limit(change: str) -> tuple[str, int]:
    name, equals, value = change.partition("=")
    if not equals or not value.strip().isdecimal() or len(value) > 6:
        raise UsageError(f"'{change}' is no limit like cooling_days=60")
    return name.strip(), int(value)
