"""The way in: paths to archives, into a workspace, in one transaction, with a report."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graph.model import Source
from graph.stores.importing import ImportSession
from graph.stores.workspace import Workspace
from ingest.archive import Archive, parted, read_archive
from ingest.archive_writer import STEPS, ImportedRows, write_archive
from ingest.bundle import Bundle
from ingest.container import bundles
from ingest.errors import NotTheOwnerError
from ingest.name_likeness import same_name
from ingest.owner import Owner, find_owner
from ingest.report import ImportReport, ProgressEvent, SourceReport, file_report, source_json
from ingest.sources.records import SourceRecords
from ingest.sources.sorting import OtherSource, read_source, sorted_out, told_on
from ingest.sources.writer import SourceLabel, write_source

READING = 0.3
"""How much of an import's time the reading takes, measured on 30,000 contacts; the rest is writing."""
FINISHING = 0.1
"""How much of it the indexes take at the end."""


def unheard(event: ProgressEvent) -> None:
    """Follow nothing: for callers that show no progress."""


@dataclass(frozen=True, slots=True)
class _OwnedArchive:
    """A read archive and whose it is. `position`: where it stands among the paths."""

    archive: Archive
    owner: Owner
    position: int


@dataclass(frozen=True, slots=True)
class _ReadSource:
    """Another source, read; whose it is, the workspace helps to tell. `position`: where it stands among the paths."""

    source: OtherSource
    told: SourceRecords
    position: int


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """What paths hold, read and not yet written. `again`: by position, the sources whose very bytes are in already.

    `others`: what is no archive; `named`: whom the user named as the owner.
    """

    read: tuple[_OwnedArchive, ...]
    others: tuple[_ReadSource, ...]
    named: str | None
    again: Mapping[int, int]
    began: float


def import_paths(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    owner: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[ProgressEvent], None] = unheard,
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


def read_batch(
    paths: Sequence[Path],
    sources: Iterable[Source],
    *,
    owner: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[ProgressEvent], None] = unheard,
) -> ImportBatch:
    """The reading half of `import_paths`: needs no workspace, only the `sources` that are in it, which are not read."""
    began, known = time.perf_counter(), {source.sha256: source.id for source in sources}
    again: dict[int, int] = {}
    read: list[_OwnedArchive] = []
    others: list[_ReadSource] = []
    with bundles(paths) as found:
        pieces = [piece for whole in found for part in parted(whole) for piece in _pieces(part, columns)]
        parts = [_bundle_of(piece) for piece in pieces]
        met: set[str] = set()
        for number, (piece, bundle) in enumerate(zip(pieces, parts, strict=True)):
            tell = _within(progress, parts, number)
            if bundle.sha256 in known:
                again[number] = known[bundle.sha256]
            elif bundle.sha256 in met:
                continue
            elif isinstance(piece, OtherSource):
                others.append(_ReadSource(piece, read_source(piece, _counting(tell, bundle)), number))
            else:
                archive = read_archive(piece, tell)
                read.append(_OwnedArchive(archive, find_owner(archive, owner), number))
            met.add(bundle.sha256)
    _check_named(owner, read if not others else ())
    return ImportBatch(tuple(read), tuple(others), owner, again, began)


def _pieces(part: Bundle, columns: Mapping[str, str] | None) -> list[Bundle | OtherSource]:
    """The archive in a bundle and the other sources in it, each by itself."""
    archive, others = sorted_out(part, columns)
    return [*([archive] if archive else []), *others]


def _bundle_of(piece: Bundle | OtherSource) -> Bundle:
    return piece.bundle if isinstance(piece, OtherSource) else piece


def _counting(tell: Callable[[ProgressEvent], None], bundle: Bundle) -> Callable[[int], None]:
    """What is told of reading another source, entry by entry; how many there are, nobody knows."""
    return lambda done: tell(ProgressEvent(f"Reading {bundle.name}", done))


def _within(
    progress: Callable[[ProgressEvent], None], parts: Sequence[Bundle], number: int
) -> Callable[[ProgressEvent], None]:
    """Progress within one archive as progress of the whole, by size."""
    sizes = [sum(member.size for member in part.members) for part in parts]
    before, whole = sum(sizes[:number]), sum(sizes) or 1

    def tell(event: ProgressEvent) -> None:
        progress(replace(event, share=READING * (before + (event.share or 0.0) * sizes[number]) / whole))

    return tell


def write_batch(
    workspace: Workspace,
    batch: ImportBatch,
    *,
    progress: Callable[[ProgressEvent], None] = unheard,
    imported: ImportedRows | None = None,
) -> ImportReport:
    """The writing half of `import_paths`: one transaction. What somebody else brought meanwhile is not added again.

    `imported`: what groups before this one showed, for the counts of the whole.
    """
    reports = {number: _reported(workspace, source) for number, source in batch.again.items()}
    imported, read, kept_out = imported if imported is not None else ImportedRows(), batch.read, 0
    if read or batch.others:
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
            progress(ProgressEvent("Finishing", steps, steps, 1 - FINISHING))
        kept_out = session.kept_out
    counts = (len(imported.people) - kept_out, len(imported.companies), len(imported.ties))
    seconds = time.perf_counter() - batch.began
    return ImportReport(
        tuple(reports[number] for number in sorted(reports)), *counts, seconds=seconds, kept_out=kept_out
    )


def _kept(session: ImportSession, report: SourceReport) -> SourceReport:
    session.set_report(report.id, json.dumps(source_json(report)))
    return report


def _write_other(
    workspace: Workspace, session: ImportSession, read: _ReadSource, named: str | None, imported: ImportedRows
) -> SourceReport:
    """Write one source that is no archive."""
    bundle, told = read.source.bundle, read.told
    if meanwhile := session.source_with(bundle.sha256):
        return _reported(workspace, meanwhile.id)
    as_of = told_on(read.source, told)
    label = SourceLabel(read.source.kind, bundle.name, bundle.path, bundle.sha256, as_of)
    written = write_source(session, told, label, named, imported)
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


def _writing(progress: Callable[[ProgressEvent], None], name: str, done: int, archives: int) -> Callable[[int], None]:
    """What is told of the steps of writing one archive."""

    def tell(step: int) -> None:
        share = READING + (1 - READING - FINISHING) * (done + step / STEPS) / archives
        progress(ProgressEvent(f"Writing {name}", done, archives, share))

    return tell


def _check_named(named: str | None, read: Sequence[_OwnedArchive]) -> None:
    """Raise unless the owner named on the command line owns one of the archives."""
    if named and read and not any(one.owner.is_named(named) for one in read):
        raise NotTheOwnerError(read[0].archive.bundle.path, named, read[0].owner.name)


def _in_order(read: Sequence[_OwnedArchive]) -> list[_OwnedArchive]:
    """Owners in the order of the paths; of each owner the newest archive first, it knows most addresses."""
    groups: list[list[_OwnedArchive]] = []
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
