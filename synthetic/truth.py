"""What a right reading of a made archive finds. All frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileTruth:
    """`seen` rows below the header; `skipped` by reason (`synthetic.tables.Skip`)."""

    name: str
    seen: int
    skipped: Mapping[str, int]

    @property
    def kept(self) -> int:
        """Rows that tell something."""
        return self.seen - sum(self.skipped.values())


@dataclass(frozen=True, slots=True)
class PersonTruth:
    """A connection. `strength` 0..1 and `would_refer` are inputs of the simulation, not measurements of anyone.

    `would_refer` follows strength alone; `would_by_signs` follows `signs`, how many of five hold (`willingness`).

    `sent`, `received`: one-to-one and group messages of the owner to them and back, drafts and spam left out.
    """

    slug: str
    name: str
    mail: str
    company: str
    title: str
    connected_on: date | None
    circle: str
    strength: float
    would_refer: bool
    signs: int
    would_by_signs: bool
    sent: int
    received: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class ArchiveTruth:
    """One archive: where it is, whose it is, what it says. `unread`: files to leave alone, `unknown`: unheard of."""

    path: Path
    era: str
    as_of: date
    owner: str
    owner_slug: str
    owner_mails: tuple[str, ...]
    people: tuple[PersonTruth, ...]
    files: tuple[FileTruth, ...]
    unread: tuple[str, ...]
    unknown: tuple[str, ...]
    nasty: tuple[str, ...] = ()

    def file(self, name: str) -> FileTruth:
        """The truth about one file (KeyError: not in the archive)."""
        found = next((f for f in self.files if f.name == name), None)
        if found is None:
            raise KeyError(name)
        return found


@dataclass(frozen=True, slots=True)
class PoolTruth:
    """A pool of owners, the ego first. `ego` asks for `role`; the companies are named by how the ego gets there."""

    members: tuple[ArchiveTruth, ...]
    ego: str
    ego_slug: str
    role: str
    direct_company: str
    indirect_company: str
    unreachable_company: str
    direct_people: tuple[str, ...]
    indirect_people: tuple[str, ...]

    @property
    def archives(self) -> tuple[Path, ...]:
        """Where the archives are, the ego's first."""
        return tuple(member.path for member in self.members)
