"""`neo4j push|status|drop`: the graph of this workspace on a Neo4j server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import click

from cli.base import pass_settings
from cli.imports import progress_bar
from cli.output import Cell, Table, emit, note
from cli.settings import Settings
from graph.days import until
from graph.engine.snapshot import recipe
from graph.errors import UsageError
from graph.neo4j.bulk import arguments, write_bulk
from graph.neo4j.client import Address, Server, listens
from graph.neo4j.drop import drop as drop_everything
from graph.neo4j.drop import drop_workspace
from graph.neo4j.errors import ServerUnreachableError
from graph.neo4j.identity import Memory, identity, recall, remember
from graph.neo4j.listing import Listing
from graph.neo4j.progress import Progress
from graph.neo4j.push import PushResult, untouched
from graph.neo4j.push import push as push_listing
from graph.neo4j.schema import SCHEMA
from graph.neo4j.status import status as compare
from graph.neo4j.workspace_rows import KINDS
from graph.network import load
from graph.private_files import write_private
from graph.stores.workspace import Workspace


def address_of(settings: Settings) -> Address:
    """Where the settings say that the server is."""
    told = settings.neo4j
    return Address(uri=told.uri, user=told.user, password=told.password, database=told.database)


def answering_address(settings: Settings) -> Address:
    """The same, once somebody is seen to listen there: the driver would go on trying for half a minute.

    Raises:
        ServerUnreachableError: nobody does.
    """
    address = address_of(settings)
    if not listens(address.uri):
        raise ServerUnreachableError(address.uri)
    return address


def listing_of(settings: Settings, workspace: Workspace) -> Listing:
    """The rows that the server should hold for this workspace."""
    network = load(workspace, until=until(settings.viewpoint.day(workspace)))
    return Listing(network.columns, workspace.people_by_id, workspace.companies_by_id)


@contextmanager
def shown_progress(doing: str = "Pushing") -> Iterator[Progress]:
    """A bar a kind on stderr."""
    with progress_bar() as bar:
        tasks = {kind: bar.add_task(f"{doing} {kind}", total=None) for kind in KINDS}

        def show(kind: str, done: int, whole: int) -> None:
            bar.update(tasks[kind], completed=done, total=whole)

        yield show


@click.group("neo4j")
def neo4j_group() -> None:
    """The same graph on a Neo4j server.

    GOODWORD_NEO4J_URI, _USER, _PASSWORD and _DATABASE say where it is.
    """


def shown_of(settings: Settings, workspace: Workspace) -> str:
    """Which state of the workspace, and by which program, a push would show now."""
    until_day = until(settings.viewpoint.day(workspace))
    return f"{workspace.generation()} {until_day} {recipe()} {SCHEMA} {version('goodword')}"


@neo4j_group.command()
@click.option("--verify", is_flag=True, help="Compare every row, also where nothing changed since the last push.")
@pass_settings
def push(settings: Settings, *, verify: bool) -> None:
    """Bring the graph there: only what differs is written."""
    began = time.monotonic()
    with (
        Workspace.open(settings.workspace, create=False) as workspace,
        Server(answering_address(settings)) as server,
        shown_progress() as progress,
    ):
        name, shown, last = identity(workspace.path), shown_of(settings, workspace), recall(workspace.path)
        same = last is not None and last.shown == shown and not verify
        done = untouched(server, name, last.token) if last and same else None
        if done is None:
            done = push_listing(server, name, listing_of(settings, workspace), progress=progress)
            remember(workspace.path, Memory(done.token, shown))
    _tell(settings, name, done, time.monotonic() - began)


def _tell(settings: Settings, name: str, done: PushResult, seconds: float) -> None:
    rows: list[tuple[Cell, ...]] = [(kind, done.written[kind], done.removed[kind]) for kind in KINDS]
    value = {
        "workspace": name,
        "generation": done.generation,
        "written": done.written,
        "removed": done.removed,
        "seconds": round(seconds, 3),
    }
    emit(settings.format, table=Table(("kind", "written", "removed"), tuple(rows)), value=lambda: value)
    note(f"generation {done.generation} of the graph on the server; {seconds:.1f} s")


@neo4j_group.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@pass_settings
def bulk(settings: Settings, folder: Path) -> None:
    """Write files for Neo4j's bulk importer: the first push of a big pool to a new server.

    It is told what to run there. What the server held before is replaced.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty: name a new folder, so that nothing in it is overwritten")
    began = time.monotonic()
    with Workspace.open(settings.workspace, create=False) as workspace, shown_progress("Writing") as progress:
        name = identity(workspace.path)
        counts = write_bulk(folder, name, listing_of(settings, workspace), progress=progress)
        told = folder / "arguments"
        write_private(told, "\n".join(arguments(folder.resolve())) + "\n")
    rows: list[tuple[Cell, ...]] = [(kind, counts[kind]) for kind in KINDS]
    value = {"workspace": name, "written": counts, "seconds": round(time.monotonic() - began, 3)}
    emit(settings.format, table=Table(("kind", "rows"), tuple(rows)), value=lambda: value)
    note("with the server stopped, and nothing in its database that is to be kept, run there:")
    database = settings.neo4j.database
    note(f"  neo4j-admin database import full {database} --overwrite-destination @{told.resolve()}")
    note("then start it, and 'goodword neo4j push' makes the constraints and indexes")


@neo4j_group.command()
@click.pass_context
@pass_settings
def status(settings: Settings, ctx: click.Context) -> None:
    """Compare both sides, row by row; exit 1 where they differ."""
    with Workspace.open(settings.workspace, create=False) as workspace, Server(answering_address(settings)) as server:
        name = identity(workspace.path)
        found = compare(server, name, listing_of(settings, workspace))
    columns = ("kind", "here", "there", "sum here", "sum there", "same")
    rows = tuple((x.kind, x.here, x.there, x.sum_here, x.sum_there, "yes" if x.same else "no") for x in found.lines)
    value = {
        "workspace": name,
        "state": found.state,
        "same": found.same,
        "generation": found.generation,
        "owners_same": found.owners_same,
        "kinds": [dict(zip(columns[:-1], row[:-1], strict=True)) | {"same": row[-1] == "yes"} for row in rows],
    }
    emit(settings.format, table=Table(columns, rows), value=lambda: value)
    differ = "the two sides differ; 'goodword neo4j push --verify' brings what is here"
    note(f"last push: {found.state}; " + ("both sides are the same" if found.same else differ))
    ctx.exit(0 if found.same else 1)


@neo4j_group.command()
@click.option("--here", is_flag=True, help="Withdraw only what this workspace showed, as with --workspace FILE.")
@pass_settings
def drop(settings: Settings, *, here: bool) -> None:
    """Remove from the server what Goodword wrote there, and nothing else; with --workspace, what that one showed."""
    began = time.monotonic()
    with Server(answering_address(settings)) as server:
        if not (here or settings.workspace_named):
            drop_everything(server)
            note("everything that Goodword wrote is removed")
            return
        with Workspace.open(settings.workspace, create=False) as file, shown_progress() as progress:
            name = identity(file.path)
            done = drop_workspace(server, name, progress=progress)
    if done is None:
        note(f"workspace {name} shows nothing there")
        return
    _tell(settings, name, done, time.monotonic() - began)
