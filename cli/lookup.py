"""`people`, `companies`, `mark`: looking up, and the user's own word."""

from __future__ import annotations

from collections.abc import Sequence

import click

from cli.base import pass_settings
from cli.output import Table, emit
from cli.output import note as tell
from cli.settings import Settings
from graph.errors import CompanyNotFoundError, PersonNotFoundError, UsageError
from graph.model import Company, Mark, Person
from graph.stores.directory import Directory


@click.command()
@click.argument("query", default="")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@pass_settings
def people(settings: Settings, query: str, limit: int) -> None:
    """Look up people by name."""
    with Directory.open(settings.workspace, create=False) as workspace:
        found = workspace.find_people(query, limit=limit)
        if query and not found:
            workspace.person(query)  # says what is similar
            raise PersonNotFoundError(query)
    rows = tuple((p.id, p.name, p.title, p.company_name, "owner" if p.owner else "") for p in found)
    emit(settings.format, table=Table(("id", "name", "title", "company", ""), rows), value=lambda: _people_json(found))


@click.command()
@click.argument("query", default="")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@pass_settings
def companies(settings: Settings, query: str, limit: int) -> None:
    """Look up companies by name."""
    with Directory.open(settings.workspace, create=False) as workspace:
        found = workspace.find_companies(query, limit=limit)
        if query and not found:
            workspace.company(query)  # says what is similar
            raise CompanyNotFoundError(query)
    rows = tuple((c.id, c.name, c.people) for c in found)
    emit(settings.format, table=Table(("id", "name", "people"), rows), value=lambda: _companies_json(found))


def _people_json(found: Sequence[Person]) -> object:
    from schemas.base import PersonOut  # noqa: PLC0415  (pydantic: for JSON alone)

    return [PersonOut.of(p).model_dump(mode="json") for p in found]


def _companies_json(found: Sequence[Company]) -> object:
    from schemas.base import CompanyOut  # noqa: PLC0415  (pydantic: for JSON alone)

    return [CompanyOut.of(c).model_dump(mode="json") for c in found]


UNDONE = {
    "close": ("close",),
    "managed-me": ("managed_me",),
    "worked-with": ("worked_with", "worked_where", "worked_when"),
    "declined": ("declined",),
    "do-not-ask": ("do_not_ask",),
    "helped-me": ("helped_me",),
    "i-helped": ("i_helped",),
    "knows-i-look": ("knows_i_look",),
    "note": ("note",),
}
"""What can be taken back, and the fields of a mark that say it."""


@click.command()
@click.argument("person")
@click.option("--close/--not-close", default=None, help="You know them well.")
@click.option("--managed-me/--did-not-manage-me", default=None, help="They were your manager.")
@click.option(
    "--worked-with", "worked_where", is_flag=False, flag_value="", metavar="[WHERE]", help="You worked together."
)
@click.option("--when", "worked_when", metavar="TEXT", help="Roughly when you worked together, such as '2018 to 2021'.")
@click.option("--never-worked-with", "never_worked", is_flag=True, help="You did not work together.")
@click.option("--declined/--did-not-decline", default=None, help="They said no when you asked.")
@click.option("--do-not-ask/--may-ask", default=None, help="Never suggest asking them.")
@click.option("--helped-me/--did-not-help-me", default=None, help="They did you a favour.")
@click.option("--i-helped/--i-did-not-help", default=None, help="You did them a favour.")
@click.option("--knows-i-look/--does-not-know", default=None, help="They know that you are looking.")
@click.option("--note", default=None, help="Your own words; '' takes them back.")
@click.option("--undo", multiple=True, type=click.Choice(list(UNDONE)), help="Take back what you said.")
@pass_settings
def mark(
    settings: Settings,
    /,
    person: str,
    *,
    never_worked: bool,
    undo: tuple[str, ...],
    worked_where: str | None,
    worked_when: str | None,
    note: str | None,
    **said: bool | None,
) -> None:
    """Say what you know about a person; it overrides what is inferred, and each can be taken back."""
    together = None if worked_where is None and worked_when is None else True
    if never_worked and together:
        raise UsageError("say either --worked-with or --never-worked-with")
    word = Mark(
        worked_with=False if never_worked else together,
        worked_where=worked_where,
        worked_when=worked_when,
        note=note,
        **said,
    )
    if word == Mark() and not undo:
        raise UsageError("nothing to mark: say something, such as --close, --worked-with or --undo close")
    with Directory.open(settings.workspace, create=False) as workspace:
        ego = settings.viewpoint.person(workspace)
        if ego is None:
            raise UsageError("a mark is one owner's word: name the owner with --as")
        found = workspace.person(person)
        workspace.set_mark(ego.id, found.id, word, undo=[field for name in undo for field in UNDONE[name]])
    tell(f"marked {found.name} ({found.id})")
