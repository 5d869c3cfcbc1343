"""One owner's archive, and the truth about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from synthetic.dice import dice
from synthetic.eras import ERAS
from synthetic.life import make_life, make_owner, make_ties
from synthetic.model import Life, Statement, Tie
from synthetic.nasty import TroubledTables, after_spoiling, trouble
from synthetic.nasty_bytes import UNKNOWN, spoil
from synthetic.owner_files import education, job_papers, never_read, notes, positions, profile, small_papers
from synthetic.tables import (
    ArchivePlan,
    Table,
    connections,
    endorsements,
    invitations,
    message_skip,
    messages,
    recommendations,
    shown_work,
    shows_mail,
)
from synthetic.truth import ArchiveTruth, FileTruth, PersonTruth
from synthetic.willingness import signs_of, would_by_signs
from synthetic.world import make_world
from synthetic.write import Member, render, write_folder, write_zip

Kind = Literal["basic", "complete"]
Form = Literal["zip", "folder"]


def make_archive(
    out: Path,
    *,
    era: str = "2026",
    seed: int = 0,
    connections: int = 300,
    messages_per_tie: float = 4.0,
    nasty: bool = False,
    kind: Kind = "complete",
    as_of: date | None = None,
    form: Form = "zip",
    uploaded: bool = False,
) -> ArchiveTruth:
    """Write one archive of an invented owner and tell what is in it.

    Args:
        out: A path ending in `.zip` to write, else the folder that gets the zip, or becomes the archive (`form`).
        era: One of `synthetic.eras.ERAS`: 2017, 2019, 2021, 2022, 2024, 2026.
        seed: Equal seeds give equal bytes.
        connections: Ties of the owner, 0 or more.
        messages_per_tie: Mean number of messages with one connection.
        nasty: Add the rows, encodings and members that importers trip over (docs/data-formats.md).
        kind: "complete" has the activity and security files, too.
        as_of: Export date; by default the era's.
        form: "zip" or "folder".
        uploaded: The owner once uploaded an address book, which then is in it.
    """
    today = as_of or ERAS[era].as_of
    life = _life(seed, today, connections, messages_per_tie)
    return write_archive(out, ArchivePlan(life, ERAS[era], today, kind == "complete", uploaded), nasty=nasty, form=form)


def make_series(
    out: Path, *, eras: Sequence[str], seed: int = 0, connections: int = 300, messages_per_tie: float = 4.0
) -> tuple[ArchiveTruth, ...]:
    """Write archives of one owner in several eras, oldest first: people change jobs in between, ties are added.

    `connections` are those of the newest archive.
    """
    shapes = sorted((ERAS[era] for era in eras), key=lambda era: era.as_of)
    life = _life(seed, shapes[-1].as_of, connections, messages_per_tie)
    return tuple(write_archive(out, ArchivePlan(life, era, era.as_of)) for era in shapes)


def _life(seed: int, today: date, connections: int, messages_per_tie: float) -> Life:
    world = make_world(seed=seed, today=today, people=connections)
    chance = dice(seed, "owner")
    owner = make_owner(world, chance)
    return make_life(world, owner, make_ties(world, owner, chance, connections), mean=messages_per_tie)


def write_archive(out: Path, scene: ArchivePlan, *, nasty: bool = False, form: Form = "zip") -> ArchiveTruth:
    """Write `scene` below or as `out`."""
    tables = archive_tables(scene)
    troubled = trouble(scene, tables) if nasty else TroubledTables(tables, (), ())
    members: list[Member] = [(t.name, render(t)) for t in troubled.tables]
    path = _path_of(out, scene, form)
    if form == "zip":
        write_zip(path, spoil(members, as_zip=True) if nasty else members, scene.as_of)
    else:
        write_folder(path, spoil(members, as_zip=False) if nasty else members)
    truth = truth_of(path, scene, after_spoiling(troubled.tables) if nasty else tables)
    people, unknown = (*truth.people, *troubled.newcomers), (UNKNOWN,) if nasty else ()
    return replace(truth, people=people, nasty=troubled.labels, unknown=unknown)


def archive_tables(scene: ArchivePlan) -> list[Table]:
    """Every file of the archive, by name."""
    tables = [
        connections(scene),
        messages(scene),
        invitations(scene),
        profile(scene),
        positions(scene),
        education(scene),
    ]
    for given in (False, True):
        tables += [endorsements(scene, given=given), recommendations(scene, given=given)]
    tables += [*small_papers(scene), *job_papers(scene), *never_read(scene)]
    if scene.era.numbered:
        tables.append(notes(scene))
    return sorted(tables, key=lambda t: t.name)


def _path_of(out: Path, scene: ArchivePlan, form: Form) -> Path:
    if form == "folder" or out.suffix == ".zip":
        return out
    return out / f"{'Complete' if scene.complete else 'Basic'}_LinkedInDataExport_{scene.as_of:%m-%d-%Y}.zip"


def truth_of(path: Path, scene: ArchivePlan, tables: list[Table]) -> ArchiveTruth:
    """What a right reading of the tables finds."""
    owner, traffic, said = scene.life.owner, _traffic(scene), _said_by(scene)
    return ArchiveTruth(
        path=path,
        era=scene.era.name,
        as_of=scene.as_of,
        owner=owner.name,
        owner_slug=owner.slug,
        owner_mails=scene.life.mails,
        people=tuple(
            _person(scene, tie, traffic.get(tie.person.slug, Traffic()), said.get(tie.person.slug, []))
            for tie in scene.ties
        ),
        files=tuple(_file(t) for t in tables if t.read),
        unread=tuple(t.name for t in tables if not t.read),
        unknown=(),
    )


def _file(table: Table) -> FileTruth:
    return FileTruth(table.name, len(table.rows), Counter(str(r.skip) for r in table.rows if r.skip))


@dataclass(frozen=True, slots=True)
class Traffic:
    """Messages of the owner to somebody and back."""

    sent: int = 0
    received: int = 0
    last: datetime | None = None

    def plus(self, at: datetime, *, sent: bool) -> Traffic:
        """One more message."""
        return Traffic(self.sent + sent, self.received + (not sent), max(at, self.last or at))


def _traffic(scene: ArchivePlan) -> dict[str, Traffic]:
    told: dict[str, Traffic] = {}
    owner = scene.life.owner.slug
    for thread in scene.life.conversations:
        for message in thread.messages:
            if message.at >= scene.cut or message_skip(message):
                continue
            sent = message.sender.slug == owner
            for slug in [r.slug for r in message.recipients] if sent else [message.sender.slug]:
                told[slug] = told.get(slug, Traffic()).plus(message.at, sent=sent)
    return told


def _said_by(scene: ArchivePlan) -> dict[str, list[Statement]]:
    """Statements by their author's slug."""
    told: dict[str, list[Statement]] = {}
    for said in scene.life.said:
        told.setdefault(said.author.slug, []).append(said)
    return told


def _person(scene: ArchivePlan, tie: Tie, traffic: Traffic, said: list[Statement]) -> PersonTruth:
    person, signs = tie.person, signs_of(scene.life.owner, tie, said)
    company, title = shown_work(person, scene.as_of)
    return PersonTruth(
        slug=person.slug,
        name=person.name,
        mail=person.mail if shows_mail(person, scene.era) else "",
        company=company,
        title=title,
        connected_on=tie.connected.date(),
        circle=str(tie.circle),
        strength=tie.strength,
        would_refer=tie.would_refer,
        signs=signs,
        would_by_signs=would_by_signs(scene.life.seed, tie, signs),
        sent=traffic.sent,
        received=traffic.received,
        last=traffic.last,
    )
