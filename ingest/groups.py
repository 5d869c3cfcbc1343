"""Many archives, a group at a time: each group is in as a whole or not at all, and those before it stay in."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from graph.stores.workspace import Workspace
from ingest.archive_writer import ImportedRows
from ingest.batch import ImportBatch, no_progress, read_batch
from ingest.load import write_batch
from ingest.report import ImportReport, ProgressEvent

GROUP = 40
"""Archives that are committed together where many are named: memory stays that of so many."""


def groups_of(paths: Sequence[Path]) -> list[Sequence[Path]]:
    """The paths of a big pool in groups to import one after the other; those of up to `GROUP` archives are one.

    What is neither a zip nor a folder stays together: loose files of one folder are one archive.
    """
    packed = [path for path in paths if path.suffix.casefold() == ".zip" or path.is_dir()]
    if len(packed) <= GROUP:
        return [paths]
    loose = [path for path in paths if path not in set(packed)]
    groups: list[Sequence[Path]] = [packed[at : at + GROUP] for at in range(0, len(packed), GROUP)]
    return [*groups, loose] if loose else groups


def import_groups(
    workspace: Workspace,
    groups: Sequence[Sequence[Path]],
    *,
    first: ImportBatch | None = None,
    owner: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[ProgressEvent], None] = no_progress,
) -> ImportReport:
    """As `import_paths`, a group at a time: each is in as a whole or not at all, and those before it stay in.

    An import that was broken off goes on where it was when it is begun again: what is in is not read again.
    `first`: the first group, where it was read already.
    """
    began, imported, reports = time.perf_counter(), ImportedRows(), list[ImportReport]()
    for number, paths in enumerate(groups):
        tell = _group_progress(progress, number, len(groups))
        ready = first if number == 0 else None
        batch = ready or read_batch(paths, workspace.sources(), owner=owner, columns=columns, progress=tell)
        reports.append(write_batch(workspace, batch, progress=tell, imported=imported))
    kept_out = sum(report.kept_out for report in reports)
    counts = (len(imported.people) - kept_out, len(imported.companies), len(imported.ties))
    sources = tuple(source for report in reports for source in report.sources)
    began = first.began if first else began
    return ImportReport(sources, *counts, seconds=time.perf_counter() - began, kept_out=kept_out)


def _group_progress(
    progress: Callable[[ProgressEvent], None], number: int, groups: int
) -> Callable[[ProgressEvent], None]:
    """Progress within one group as progress of the whole."""

    def tell(event: ProgressEvent) -> None:
        share = None if event.share is None else (number + event.share) / groups
        stage = event.stage if groups == 1 else f"Group {number + 1} of {groups}: {event.stage}"
        progress(replace(event, stage=stage, share=share))

    return tell
