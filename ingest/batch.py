"""The reading half of an import: what paths hold, read and told apart, before anything is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graph.model import Source
from ingest.archive import Archive, read_archive, split_archives
from ingest.bundle import Bundle
from ingest.container import bundles
from ingest.errors import NotTheOwnerError, OwnerUnknownError
from ingest.owner import Owner, find_owner
from ingest.report import ProgressEvent
from ingest.sources.lists import ListPlan
from ingest.sources.records import SourceRecords
from ingest.sources.sorting import OtherSource, read_source, split_sources

READING = 0.3
"""How much of an import's time the reading takes, measured on 30,000 contacts; the rest is writing."""


_CHOICES = 4


def no_progress(event: ProgressEvent) -> None:
    """Follow nothing: for callers that show no progress."""


@dataclass(frozen=True, slots=True)
class OwnedArchive:
    """A read archive and whose it is. `position`: where it stands among the paths."""

    archive: Archive
    owner: Owner
    position: int


@dataclass(frozen=True, slots=True)
class ReadSource:
    """Another source, read; whose it is, the workspace helps to tell. `position`: where it stands among the paths.

    `beside`: whose archive it lies in, '' for none: a slug or a name; `as_of`: the day that archive was made. `before`:
    the source with the same bytes, whose place it takes if its columns are named otherwise now.
    """

    source: OtherSource
    told: SourceRecords
    position: int
    beside: str = ""
    as_of: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """What paths hold, read and not yet written. `again`: by position, the sources whose very bytes are in already.

    `others`: what is no archive; `named`: whom the user named as the owner. `beside`: positions of what lay in one file
    with an archive, each with that of the archive.
    """

    read: tuple[OwnedArchive, ...]
    others: tuple[ReadSource, ...]
    named: str | None
    again: Mapping[int, int]
    began: float
    beside: Sequence[tuple[int, int]] = ()


def read_batch(
    paths: Sequence[Path],
    sources: Iterable[Source],
    *,
    owner: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[ProgressEvent], None] = no_progress,
) -> ImportBatch:
    """The reading half of `import_paths`: needs no workspace, only the `sources` that are in it, which are not read."""
    began, known = time.perf_counter(), {source.sha256: source for source in sources}
    again: dict[int, int] = {}
    read: list[OwnedArchive] = []
    others: list[ReadSource] = []
    with bundles(paths) as found:
        parted_out = [_pieces(part, columns) for whole in found for part in split_archives(whole)]
        pieces = [(piece, number) for number, part in enumerate(parted_out) for piece in part]
        parts = [_bundle_of(piece) for piece, _ in pieces]
        whose: dict[int, tuple[str, date | None]] = {}
        archives, together = dict[int, int](), list[tuple[int, int]]()
        met: dict[str, int] = {}
        for number, ((piece, part), bundle) in enumerate(zip(pieces, parts, strict=True)):
            tell = _within(progress, parts, number)
            source = known.get(bundle.sha256)
            if not isinstance(piece, OtherSource):
                archives[part] = met.get(bundle.sha256, number)
            elif part in archives:
                together.append((met.get(bundle.sha256, number), archives[part]))
            anew = columns and isinstance(piece, OtherSource) and isinstance(piece.reader, ListPlan)
            if source and not anew:
                again[number] = source.id
                if not isinstance(piece, OtherSource):
                    whose[part] = source.owner_name, source.as_of
            elif bundle.sha256 in met:
                continue
            elif isinstance(piece, OtherSource):
                told, (beside, day) = read_source(piece, _counting(tell, bundle)), whose.get(part, ("", None))
                others.append(ReadSource(piece, told, number, beside, day, source.id if source else None))
            else:
                archive = read_archive(piece, tell)
                read.append(OwnedArchive(archive, _owner_of(archive, owner, [*known.values()], read), number))
                whose[part] = read[-1].owner.called, archive.as_of
            met.setdefault(bundle.sha256, number)
    _check_named(owner, read if all(other.source.book for other in others) else ())
    return ImportBatch(tuple(read), tuple(others), owner, again, began, tuple(together))


def _owner_of(archive: Archive, named: str | None, sources: Sequence[Source], read: Sequence[OwnedArchive]) -> Owner:
    """Whose an archive is.

    Raises:
        OwnerUnknownError: nothing tells; where nobody in it is likely, the owners there are already are to choose from.
        OwnerMismatchError: it contradicts itself.
    """
    try:
        return find_owner(archive, named)
    except OwnerUnknownError as error:
        known = dict.fromkeys([*(one.owner.name for one in read), *(source.owner_name for source in sources)])
        if error.likely or not any(known):
            raise
        raise OwnerUnknownError(error.path, [(name, "") for name in known if name][:_CHOICES]) from None


def _pieces(part: Bundle, columns: Mapping[str, str] | None) -> list[Bundle | OtherSource]:
    """The archive in a bundle and the other sources in it, each by itself."""
    archive, others = split_sources(part, columns)
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


def _check_named(named: str | None, read: Sequence[OwnedArchive]) -> None:
    """Raise unless the owner named on the command line owns one of the archives."""
    if named and read and not any(one.owner.is_named(named) for one in read):
        raise NotTheOwnerError(read[0].archive.bundle.path, named, read[0].owner.name)
