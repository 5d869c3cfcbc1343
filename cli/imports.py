"""`import`, `sources`, `forget`: what comes into the workspace and goes out again."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.base import pass_settings
from cli.output import Table, as_json, emit, for_machines, note
from cli.settings import Settings
from graph.errors import UsageError
from graph.stores.workspace import Workspace
from ingest.load import import_paths, read_batch, write_batch
from ingest.report import ImportReport, ProgressEvent, report_json
from ingest.sources.columns import parse_map


@contextmanager
def spooled(paths: Sequence[str]) -> Iterator[list[Path]]:
    """The paths named, `-` standing for a file read from stdin and kept only while it is imported."""
    if list(paths).count("-") > 1:
        raise UsageError("'-' (standard input) can be named once")
    if "" in paths:
        raise UsageError("an empty path; name the archive that was downloaded, or '.' for this folder")
    if "-" not in paths:
        yield [Path(p) for p in paths]
        return
    with tempfile.TemporaryDirectory(prefix="goodword-") as folder:
        spool = Path(folder) / "stdin"
        spool.write_bytes(sys.stdin.buffer.read())
        yield [spool if p == "-" else Path(p) for p in paths]


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on stderr that vanishes when done; silent where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    err = Console(stderr=True)
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        yield bar


def run_import(
    settings: Settings, paths: Sequence[Path], owner: str | None, columns: Mapping[str, str] | None = None
) -> ImportReport:
    """Import `paths` into the workspace, showing progress on stderr. What cannot be read makes no workspace."""
    with progress_bar() as bar:
        task = bar.add_task("Reading", total=None)

        def show(event: ProgressEvent) -> None:
            bar.update(task, description=event.stage, completed=event.done, total=event.total)

        if settings.workspace.exists():
            with Workspace.open(settings.workspace, create=False) as workspace:
                return import_paths(workspace, paths, owner=owner, columns=columns, progress=show)
        batch = read_batch(paths, (), owner=owner, columns=columns, progress=show)
        with Workspace.open(settings.workspace) as workspace:
            return write_batch(workspace, batch, progress=show)


def report_table(report: ImportReport) -> Table:
    """The import report, one row a file."""
    rows = []
    for source in report.sources:
        for file in source.files:
            why = ", ".join(f"{n} {reason}" for reason, n in sorted(file.skipped.items()))
            without = ", ".join(f"{n} {reason}" for reason, n in sorted(file.without.items()))
            rows.append((source.owner, file.name, file.seen, file.kept, without, sum(file.skipped.values()), why))
    return Table(("owner", "file", "seen", "kept", "kept without", "skipped", "why"), tuple(rows))


def _details(report: ImportReport) -> Iterator[str]:
    """Where kept rows lost something, with examples, and how files were read where that had to be decided."""
    for file in (file for source in report.sources for file in source.files):
        for reason, count in sorted(file.without.items()):
            shown = "; ".join(file.examples.get(reason, ()))
            yield f"{file.name}: {count} kept, {reason} ({shown})"
        yield from (f"{file.name}: {told}" for told in file.notes)


def _union(report: ImportReport, kind: str) -> list[str]:
    found = (source.unread if kind == "unread" else source.unknown for source in report.sources)
    return list(dict.fromkeys(name for names in found for name in names))


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--owner", metavar="WHO", help="Whose archive it is, where the files do not say: name, slug, URL or e-mail."
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=COLUMN,...",
    help="Which column of a list of contacts is what, where the guess is not right: name, first, last, email, url, "
    "company, title, since.",
)
@pass_settings
def import_(settings: Settings, paths: tuple[str, ...], owner: str | None, mapping: tuple[str, ...]) -> None:
    """Read archives (zip, folder, loose CSV; - for stdin), calendars, mail, contacts, lists and graphs."""
    with spooled(paths) as files:
        report = run_import(settings, files, owner, parse_map(mapping))
    if settings.format == "json":
        for_machines(as_json(report_json(report)))
        return
    emit(settings.format, table=report_table(report), value=None)
    for what, names in (
        ("seen, not read on purpose", _union(report, "unread")),
        ("unknown", _union(report, "unknown")),
    ):
        if names:
            note(f"{what}: {', '.join(names)}")
    for detail in _details(report):
        note(detail)
    for source in report.sources:
        if source.again:
            note(f"source {source.id}, {source.owner} as of {source.as_of}, is in already: nothing was added")
    note(f"{report.people} people, {report.companies} companies, {report.ties} ties; {report.seconds:.1f} s")


@click.command()
@pass_settings
def sources(settings: Settings) -> None:
    """What has been imported."""
    with Workspace.open(settings.workspace, create=False) as workspace:
        found = workspace.sources()
    columns = ("id", "kind", "name", "owner", "as_of", "imported_at")
    rows = tuple((s.id, s.kind, s.name, s.owner_name, s.as_of.isoformat(), s.imported_at) for s in found)
    emit(settings.format, table=Table(columns, rows), value=[dict(zip(columns, r, strict=True)) for r in rows])


@click.command()
@click.argument("source", type=int)
@pass_settings
def forget(settings: Settings, source: int) -> None:
    """Take one source out, with everything only it showed."""
    from graph.network import forget as forget_source  # noqa: PLC0415  (the engine is not every command's)

    with Workspace.open(settings.workspace, create=False) as workspace:
        forget_source(workspace, source)
    note(f"source {source} is out, with everything only it showed")
