"""`whatif`: whose archive would open most targets, and what is lost without one person."""

from __future__ import annotations

import click
from pydantic import TypeAdapter

from cli.base import pass_settings
from cli.context import context_of
from cli.output import Table, emit, note, notes
from cli.settings import Settings
from cli.target_list import read_targets
from graph.errors import UsageError
from graph.text import clean
from referral.context import Context
from referral.survey import TargetLine
from referral.wording import count
from reports.build import default_targets
from reports.whatif import AddOwnerResult, DropResult, add_owner, drop


@click.command()
@click.option("--add-owner", "adding", is_flag=True, help="Whose archive would open most targets, and whom to revive.")
@click.option("--drop", "person", metavar="PERSON", help="What is lost without this person.")
@click.option(
    "--targets",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="A company a line, or a table with a column 'company'; by default your own list.",
)
@pass_settings
def whatif(settings: Settings, person: str | None, targets: str | None, *, adding: bool) -> None:
    """What would be different with somebody's archive, or without somebody."""
    if adding == bool(person):
        raise UsageError("say either --add-owner or --drop PERSON")
    wanted = read_targets(targets) if targets else None
    with context_of(settings) as context:
        asked = default_targets(context) if wanted is None else wanted
        notes(context.notes)
        if person:
            _print_dropped(settings, drop(context, context.workspace.person(person), asked))
        else:
            _print_added(settings, context, asked)


def _print_added(settings: Settings, context: Context, wanted: tuple[TargetLine, ...]) -> None:
    found = add_owner(context, wanted)
    if found.archives:
        notes(found.notes)
    if found.nobody and found.archives:
        note(f"nobody known works or worked at {', '.join(found.nobody)}: somebody new would have to bring an archive")
    for one in found.revive:
        if one.targets:
            note(f"silent since {one.last.isoformat()}: {one.who.name} could help at {', '.join(one.targets)}")
    _say(settings, found.said)
    if settings.format == "table" and not found.archives:
        return
    value = TypeAdapter(AddOwnerResult).dump_python(found, mode="json")
    rows = tuple((a.who.name, a.who.title, a.who.company, len(a.opens), ", ".join(a.opens)) for a in found.archives)
    title = f"Whose archive could open most of {count(len(found.closed), 'target')} out of reach"
    emit(settings.format, table=Table(("who", "title", "now at", "at most", "which"), rows, title), value=lambda: value)


def _say(settings: Settings, said: str) -> None:
    """The answer in a sentence, for people: before the table, or in place of one without rows."""
    if settings.format == "table":
        click.echo(clean(said))


def _print_dropped(settings: Settings, found: DropResult) -> None:
    rows = (
        ("people within three ties", found.people_before, found.people_after),
        ("companies within three ties", found.companies_before, found.companies_after),
        *((f"target out of reach: {name}", None, None) for name in found.targets_lost),
        *((f"best path weaker: {w.company}", w.before, w.after) for w in found.weaker),
    )
    _say(settings, found.said)
    value = TypeAdapter(DropResult).dump_python(found, mode="json")
    title = f"Without {found.who.name}"
    emit(settings.format, table=Table(("what", "with", "without"), rows, title), value=lambda: value)
