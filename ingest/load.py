"""The way in: paths to archives, into a workspace, in one transaction, with a report."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from graph.stores.importing import ImportSession
from graph.stores.workspace import Workspace
from ingest.archive import Archive
from ingest.archive_writer import STEPS, ImportedRows, write_archive
from ingest.batch import READING, ImportBatch, OwnedArchive, ReadSource, no_progress, read_batch
from ingest.name_likeness import same_name
from ingest.owner import Owner
from ingest.report import ImportReport, ProgressEvent, SourceReport, file_report, source_json
from ingest.sources.columns import COLUMNS_READ
from ingest.sources.owner import WhoseSource
from ingest.sources.records import SourceRecords
from ingest.sources.sorting import told_on
from ingest.sources.writer import SourceLabel, write_source

FINISHING = 0.1
"""How much of an import's time the indexes take at the end."""


def import_paths(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    owner: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[ProgressEvent], None] = no_progress,
) -> ImportReport:
    """Read the archives at `paths` and add what they tell: all of them, or nothing.

    Args:
        workspace: where to.
        paths: zips, folders, loose CSV files (those of one folder are one archive); calendars, mailboxes, contact
            cards, lists and graphs, each a source of its own.
        owner: whose they are, where the files do not say: a name, slug, profile or mail address.
        columns: which column of a list of people is what, by field, where the guess is not right.
        progress: told how far it is.

    Returns:
        Per archive and file the rows seen, kept and skipped; archives whose very bytes are in already are reported as
        they were the first time.

    Raises:
        InputError: a path cannot be used; the sentence says what to do. The workspace is as it was.
        WorkspaceError: the workspace cannot be written.
    """
    batch = read_batch(paths, workspace.sources(), owner=owner, columns=columns, progress=progress)
    return write_batch(workspace, batch, progress=progress)


def write_batch(
    workspace: Workspace,
    batch: ImportBatch,
    *,
    progress: Callable[[ProgressEvent], None] = no_progress,
    imported: ImportedRows | None = None,
) -> ImportReport:
    """The writing half of `import_paths`: one transaction. What somebody else brought meanwhile is not added again.

    `imported`: what groups before this one showed, for the counts of the whole.
    """
    reports = {number: _reported(workspace, source) for number, source in batch.again.items()}
    imported, read, kept_out = imported if imported is not None else ImportedRows(), batch.read, 0
    if read or batch.others or _beside_is_news(workspace, batch):
        steps = len(read) + len(batch.others)
        with workspace.importing() as session:
            for done, one in enumerate(_in_order(read)):
                tell = _writing(progress, one.archive.bundle.name, done, steps)
                tell(0)
                if meanwhile := session.source_with(one.archive.bundle.sha256):
                    reports[one.position] = _reported(workspace, meanwhile.id)
                    continue
                source = write_archive(session, one.archive, one.owner, imported, tell)
                reports[one.position] = _kept(session, _report_of(source, one.archive, one.owner))
            for done, other in enumerate(batch.others, start=len(read)):
                _writing(progress, other.source.bundle.name, done, steps)(0)
                reports[other.position] = _write_other(workspace, session, other, batch.named, imported)
            for position, archive in batch.beside:
                session.set_beside(reports[position].id, reports[archive].id)
            progress(ProgressEvent("Finishing", steps, steps, 1 - FINISHING))
        kept_out = session.kept_out
    counts = (len(imported.people) - kept_out, len(imported.companies), len(imported.ties))
    seconds = time.perf_counter() - batch.began
    return ImportReport(
        tuple(reports[number] for number in sorted(reports)), *counts, seconds=seconds, kept_out=kept_out
    )


def _beside_is_news(workspace: Workspace, batch: ImportBatch) -> bool:
    """Whether sources that are in lay in one file with archives of which that is not written down yet."""
    if not all(number in batch.again for pair in batch.beside for number in pair):
        return False
    known = {source.id: source.beside for source in workspace.sources()}
    return any(batch.again[archive] not in known[batch.again[one]] for one, archive in batch.beside)


def _kept(session: ImportSession, report: SourceReport) -> SourceReport:
    session.set_report(report.id, json.dumps(source_json(report)))
    return report


def _write_other(
    workspace: Workspace, session: ImportSession, read: ReadSource, named: str | None, imported: ImportedRows
) -> SourceReport:
    """Write one source that is no archive."""
    bundle, told = read.source.bundle, read.told
    if meanwhile := session.source_with(bundle.sha256):
        if read.before is None or not _columns_differ(workspace, meanwhile.id, told):
            return _reported(workspace, meanwhile.id)
        session.replace_source(meanwhile.id)
        told.tally.note(f"its columns were read otherwise before: this takes the place of source {meanwhile.id}")
    book = read.source.book
    as_of = read.as_of if book and read.as_of else told_on(read.source, told)
    label = SourceLabel(read.source.kind, bundle.name, bundle.path, bundle.sha256, as_of, book=book)
    named = (read.beside if book else "") or named
    written = write_source(session, told, label, WhoseSource(named, read.beside), imported)
    report = SourceReport(
        id=written.id,
        kind=read.source.kind,
        owner=written.owner,
        as_of=as_of,
        files=(told.tally.report(),),
        unread=(),
        unknown=(),
        problems=tuple(told.tally.problems),
    )
    return _kept(session, report)


def _columns_differ(workspace: Workspace, source: int, told: SourceRecords) -> bool:
    """Whether the columns of a list were read otherwise when it came in."""
    before = {note for file in json.loads(workspace.report(source))["files"] for note in file.get("notes", ())}
    return not before.issuperset(note for note in told.tally.notes if note.startswith(COLUMNS_READ))


def _writing(progress: Callable[[ProgressEvent], None], name: str, done: int, archives: int) -> Callable[[int], None]:
    """What is told of the steps of writing one archive."""

    def tell(step: int) -> None:
        share = READING + (1 - READING - FINISHING) * (done + step / STEPS) / archives
        progress(ProgressEvent(f"Writing {name}", done, archives, share))

    return tell


def _in_order(read: Sequence[OwnedArchive]) -> list[OwnedArchive]:
    """Owners in the order of the paths; of each owner the newest archive first, it knows most addresses."""
    groups: list[list[OwnedArchive]] = []
    for one in read:
        group = next((g for g in groups if any(_same_owner(one.owner, other.owner) for other in g)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [
        one for group in groups for one in sorted(group, key=lambda o: (o.archive.as_of, -o.position), reverse=True)
    ]


def _same_owner(one: Owner, other: Owner) -> bool:
    return not set(one.keys).isdisjoint(other.keys) or (
        same_name(one.name, other.name) and not (one.profiles and other.profiles)
    )


def _report_of(source: int, archive: Archive, owner: Owner) -> SourceReport:
    return SourceReport(
        id=source,
        kind="archive",
        owner=owner.name,
        as_of=archive.as_of,
        files=tuple(tally.report() for tally in archive.tallies),
        unread=archive.files.unread,
        unknown=archive.files.unknown,
        problems=tuple(problem for tally in archive.tallies for problem in tally.problems),
    )


def _reported(workspace: Workspace, source: int) -> SourceReport:
    """The report of an archive that is in already."""
    told = json.loads(workspace.report(source))
    return SourceReport(
        id=source,
        kind=told["kind"],
        owner=told["owner"],
        as_of=date.fromisoformat(told["as_of"]),
        files=tuple(file_report(file) for file in told["files"]),
        unread=tuple(told["unread"]),
        unknown=tuple(told["unknown"]),
        again=True,
    )
