"""`alias`: other names of companies - the user's own, and those that come reviewed."""

from __future__ import annotations

import click

from cli.base import pass_settings
from cli.output import Table, emit, note
from cli.settings import Settings
from graph.company_aliases import aliases
from graph.stores.alias_keys import OwnAlias
from graph.stores.workspace import Workspace


@click.group("alias")
def alias_group() -> None:
    """Other names of companies: yours, and the reviewed ones."""


@alias_group.command("add")
@click.argument("old")
@click.argument("new")
@pass_settings
def add(settings: Settings, old: str, new: str) -> None:
    """Say that the company called OLD is the one called NEW.

    Everything imported about OLD, before and after, counts for NEW. 'alias remove OLD' takes it back.
    """
    with Workspace.open(settings.workspace, create=False) as workspace:
        workspace.add_alias(OwnAlias(old, new))
    note(f"{old} is {new}")


@alias_group.command("list")
@click.option("--reviewed", is_flag=True, help="The renames, brands and mergers that come with the program.")
@pass_settings
def list_(settings: Settings, *, reviewed: bool) -> None:
    """Your own names of companies; with --reviewed those that come with the program."""
    if reviewed:
        head: tuple[str, ...] = ("old", "new", "kind", "year", "note")
        rows: tuple[tuple[str, ...], ...] = tuple(
            (a.old, a.new, str(a.kind), str(a.year), a.note) for a in aliases().values()
        )
    else:
        head = ("old", "new")
        with Workspace.open(settings.workspace, create=False) as workspace:
            rows = tuple((a.old, a.new) for a in workspace.own_aliases())
    emit(settings.format, table=Table(head, rows), value=lambda: [dict(zip(head, row, strict=True)) for row in rows])


@alias_group.command("remove")
@click.argument("old")
@pass_settings
def remove(settings: Settings, old: str) -> None:
    """Take back what you said of OLD; everything is where its source put it again."""
    with Workspace.open(settings.workspace, create=False) as workspace:
        workspace.remove_alias(old)
    note(f"{old} is a company of its own again")
