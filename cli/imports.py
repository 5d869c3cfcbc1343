"""`import`: what comes into the workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from cli.base import pass_settings
from cli.output import Table, as_json, emit, for_machines, note
from cli.settings import Settings
from graph.errors import GoodwordError, InputError, UsageError
from graph.stores.workspace import Workspace
from ingest.batch import read_batch
from ingest.groups import groups_of, import_groups
from ingest.report import ImportReport, ProgressEvent, report_json
from ingest.sources.columns import parse_map
from referral.wording import count, size_of

MOST_FROM_A_STREAM = 4 * 2**30
"""Bytes taken from standard input or a pipe: as much as an archive may unpack to."""
MANY = 5_000
"""People from whom on the map takes longer than somebody waits for a page."""
_BLOCK = 1 << 20
_OPEN_FILES = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


@contextmanager
def spooled(paths: Sequence[str], workspace: Path) -> Iterator[list[Path]]:
    """The paths named, `-` standing for what comes from standard input, kept only while it is imported.

    It is kept beside the workspace; what a run that was killed left there is taken away by the next.

    Raises:
        UsageError: standard input is named twice, or a path is empty.
        InputError: more comes from a stream than is taken.
    """
    if list(paths).count("-") > 1:
        raise UsageError("'-' (standard input) can be named once")
    if "" in paths:
        raise UsageError("an empty path; name the archive that was downloaded, or '.' for this folder")
    if not any(p == "-" or _is_pipe(p) for p in paths):
        yield [_on_disk(p) for p in paths]
        return
    from api.uploads import Spool  # noqa: PLC0415  (needed for streams only)

    workspace.parent.mkdir(parents=True, exist_ok=True)
    with closing(Spool(workspace)) as spool:
        yield [_kept(p, spool.folder()) if p == "-" or _is_pipe(p) else _on_disk(p) for p in paths]


def _is_pipe(path: str) -> bool:
    """Whether a shell put a pipe there: `<(...)`."""
    return path.startswith(_OPEN_FILES) and Path(path).is_fifo()


def _on_disk(path: str) -> Path:
    """A path; an open file by the name it has."""
    return Path(path).resolve() if path.startswith(_OPEN_FILES) else Path(path)


def _kept(path: str, folder: Path) -> Path:
    """What a stream gives, in a file."""
    file, taken = folder / "stdin", 0
    with file.open("wb") as out, nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as stream:
        while block := stream.read(_BLOCK):
            taken += len(block)
            if taken > MOST_FROM_A_STREAM:
                most = f"more than {MOST_FROM_A_STREAM // 2**30} GB"
                raise InputError("standard input", f"{most}; give the file by its name")
            out.write(block)
    return file


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on stderr that vanishes when done; silent where stderr is no terminal."""
    left = TimeRemainingColumn(elapsed_when_finished=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), left)
    err = Console(stderr=True)
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        yield bar


def run_import(
    settings: Settings, paths: Sequence[Path], owner: str | None, columns: Mapping[str, str] | None = None
) -> ImportReport:
    """Import `paths` into the workspace, showing progress on stderr. What cannot be read makes no workspace."""
    with progress_bar() as bar:
        task = bar.add_task("Reading", total=1.0)

        def show(event: ProgressEvent) -> None:
            bar.update(task, description=event.stage)
            if event.share is not None:
                bar.update(task, completed=event.share)

        groups = groups_of(paths) if owner is None else [paths]
        if settings.workspace.exists():
            with Workspace.open(settings.workspace, create=False) as workspace:
                return import_groups(workspace, groups, owner=owner, columns=columns, progress=show)
        first = read_batch(groups[0], (), owner=owner, columns=columns, progress=show)
        with Workspace.open(settings.workspace) as workspace:
            return import_groups(workspace, groups, first=first, owner=owner, columns=columns, progress=show)


def work_ahead(settings: Settings) -> None:
    """The graph and the map of the network, once what was imported is told: nobody waits for them later.

    Nothing is said where that fails: the first question makes them.
    """
    from api.network_ahead import work_out  # noqa: PLC0415  (for many people only)
    from graph.kept_titles import make_titles  # noqa: PLC0415
    from referral.context import context, network_on, open_home  # noqa: PLC0415
    from referral.viewpoint import Viewpoint  # noqa: PLC0415

    with suppress(GoodwordError), progress_bar() as bar:
        task = bar.add_task("Making the graph", total=None)
        with closing(open_home(settings.workspace, None)) as home:
            made = context(home.workspace, Viewpoint(), lambda day: network_on(home, day))
            bar.update(task, description="Drawing the map of the network; questions are answered already")
            make_titles(home.workspace, made.network)
            work_out(made)


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
        for reason, number in sorted(file.without.items()):
            shown = "; ".join(file.examples.get(reason, ()))
            yield f"{file.name}: {number} kept, {reason} ({shown})"
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
    """Read archives (zip, folder, loose CSV; - for stdin), calendars, mail, contacts, lists and graphs.

    All come in, or none; of more than 40 archives, 40 at a time. Begun again, it goes on where it was.
    """
    with spooled(paths, settings.workspace) as files:
        report = run_import(settings, files, owner, parse_map(mapping))
    if settings.format == "json":
        for_machines(as_json(report_json(report)))
    else:
        _tell(settings, report)
    if report.people >= MANY:
        work_ahead(settings)


def _tell(settings: Settings, report: ImportReport) -> None:
    """The import report for a reader."""
    emit(settings.format, table=report_table(report), value=lambda: None)
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
    if report.kept_out:
        note(f"{count(report.kept_out, 'person', 'people')} you erased stayed out")
    note(f"{size_of(report.people, report.companies, report.ties)}; {report.seconds:.1f} s")
