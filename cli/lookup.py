"""`people`, `companies`, `mark`: looking up, and the user's own word."""

from __future__ import annotations

import click

from cli.base import pass_settings
from cli.output import Table, emit, note
from cli.settings import Settings
from graph.errors import CompanyNotFoundError, PersonNotFoundError, UsageError
from graph.model import Mark
from graph.stores.workspace import Workspace
from schemas.base import CompanyOut, PersonOut


@click.command()
@click.argument("query", default="")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@pass_settings
def people(settings: Settings, query: str, limit: int) -> None:
    """Look up people by name."""
    with Workspace.open(settings.workspace, create=False) as workspace:
        found = workspace.find_people(query, limit=limit)
        if query and not found:
            workspace.person(query)  # says what is similar
            raise PersonNotFoundError(query)
    rows = tuple((p.id, p.name, p.title, p.company_name, "owner" if p.owner else "") for p in found)
    value = [PersonOut.of(p).model_dump(mode="json") for p in found]
    emit(settings.format, table=Table(("id", "name", "title", "company", ""), rows), value=value)


@click.command()
@click.argument("query", default="")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@pass_settings
def companies(settings: Settings, query: str, limit: int) -> None:
    """Look up companies by name."""
    with Workspace.open(settings.workspace, create=False) as workspace:
        found = workspace.find_companies(query, limit=limit)
        if query and not found:
            workspace.company(query)  # says what is similar
            raise CompanyNotFoundError(query)
    rows = tuple((c.id, c.name, c.people) for c in found)
    value = [CompanyOut.of(c).model_dump(mode="json") for c in found]
    emit(settings.format, table=Table(("id", "name", "people"), rows), value=value)


@click.command()
@click.argument("person")
@click.option("--close/--not-close", default=None, help="You know them well.")
@click.option("--managed-me/--did-not-manage-me", default=None, help="They were your manager.")
@click.option("--do-not-ask/--may-ask", default=None, help="Never suggest asking them.")
@click.option("--knows-i-look/--does-not-know", default=None, help="They know that you are looking.")
@click.option("--note", "text", default=None, help="Your own words; '' takes them back.")
@pass_settings
def mark(
    settings: Settings,
    person: str,
    *,
    close: bool | None,
    managed_me: bool | None,
    do_not_ask: bool | None,
    knows_i_look: bool | None,
    text: str | None,
) -> None:
    """Say what you know about a person; it overrides what is inferred."""
    word = Mark(close=close, managed_me=managed_me, do_not_ask=do_not_ask, knows_i_look=knows_i_look, note=text)
    if word == Mark():
        raise UsageError("nothing to mark: give --close, --managed-me, --do-not-ask, --knows-i-look or --note")
    with Workspace.open(settings.workspace, create=False) as workspace:
        ego = settings.viewpoint.person(workspace)
        if ego is None:
            raise UsageError("a mark is one owner's word: name the owner with --as")
        found = workspace.person(person)
        workspace.set_mark(ego.id, found.id, word)
    note(f"marked {found.name} ({found.id})")
