"""`sources`, `forget`: what is in the workspace, and what goes out of it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cli.base import pass_settings
from cli.output import Table, emit, note
from cli.settings import Settings
from graph.errors import UsageError
from graph.model import Source
from graph.stores.directory import Directory
from ingest.identity import mail_of, profile_of
from referral.viewpoint import MOST_WHOLE

if TYPE_CHECKING:
    from graph.stores.workspace import Workspace


@click.command()
@pass_settings
def sources(settings: Settings) -> None:
    """What has been imported."""
    with Directory.open(settings.workspace, create=False) as workspace:
        found = workspace.sources()
        value = _with_reports(workspace, found) if settings.format == "json" else []
    columns = ("id", "kind", "name", "owner", "as_of", "imported_at")
    rows = tuple((s.id, s.kind, s.name, s.owner_name, s.as_of.isoformat(), s.imported_at) for s in found)
    emit(settings.format, table=Table(columns, rows), value=lambda: value)


def _with_reports(workspace: Directory, found: Sequence[Source]) -> list[object]:
    from schemas.sources import SourceOut  # noqa: PLC0415  (pydantic: for JSON alone)

    return [SourceOut.reported(s, workspace.report(s.id)).model_dump(mode="json") for s in found]


@click.command()
@click.argument("source", required=False, type=click.IntRange(1, MOST_WHOLE))
@click.option(
    "--person", metavar="WHO", help="Erase this person instead, from every source: name, slug, URL, mail, id."
)
@click.option("--readmit", metavar="WHO", help="Let an erased person in again with the next import: slug, URL or mail.")
@pass_settings
def forget(settings: Settings, source: int | None, person: str | None, readmit: str | None) -> None:
    """Take one source out, with everything only it showed; or erase a person for good.

    A person who is erased stays out: later imports leave them away. That cannot be undone, but --readmit lets a later
    import bring them back.
    """
    if sum(told is not None for told in (source, person, readmit)) != 1:
        raise UsageError("name one thing to forget: the number of a source, or --person WHO")
    from graph.stores.workspace import Workspace  # noqa: PLC0415  (the query builder is not every command's)

    with Workspace.open(settings.workspace, create=False) as workspace:
        if readmit is not None:
            _readmit(workspace, readmit)
            return
        clear = _forget_source(workspace, source) if source is not None else _forget_person(workspace, person or "")
    if not clear:
        note(
            "another program still reads the workspace: traces stay on the disk until it ends and this is opened again"
        )


def _forget_source(workspace: Workspace, source: int) -> bool:
    from graph.kept_files import forget as forget_source  # noqa: PLC0415  (the engine is not every command's)

    clear = forget_source(workspace, source)
    note(f"source {source} is out, with everything only it showed")
    return clear


def _forget_person(workspace: Workspace, who: str) -> bool:
    from graph.kept_files import forget_person  # noqa: PLC0415  (as above)

    clear = forget_person(workspace, workspace.person(who).id)
    note("the person is out, with all that any source showed of them, and later imports leave them out")
    note("the archives themselves still hold them, and so does a Neo4j server until the next push")
    return clear


def _readmit(workspace: Workspace, who: str) -> None:
    keys = [key for key in (profile_of(who), f"mail:{mail_of(who)}" if mail_of(who) else "") if key]
    if not workspace.readmit(keys or [f"in:{who.strip().casefold()}"]):
        raise UsageError(f"nobody was erased under '{who}'; give the profile address or the e-mail address")
    note("the next import that shows them brings them back")
