"""Archives of all eras, clean and nasty, through the real import into a real workspace, against the truth."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from graph.columns import NO_DAY
from graph.companies import normalise
from graph.model import Person, StatementKind
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from ingest.report import FileReport, ImportReport
from synthetic import ArchiveTruth, FileTruth, PersonTruth, PoolTruth, make_archive, make_pool, make_series
from synthetic.eras import ERAS

ALL_ERAS = sorted(ERAS)
WITH_URLS = [name for name in ALL_ERAS if ERAS[name].urls]
WITHOUT_URLS = [name for name in ALL_ERAS if not ERAS[name].urls]
SIZES = (0, 1, 2, 60)


@dataclass(frozen=True, slots=True)
class Tied:
    """What the workspace knows between its owner and one connection."""

    person: Person
    day: date | None
    sent: int
    received: int
    last: datetime | None


@contextmanager
def imported(tmp_path: Path, *paths: Path) -> Iterator[tuple[Workspace, ImportReport]]:
    with Workspace.open(tmp_path / "w.sqlite") as workspace:
        yield workspace, import_paths(workspace, list(paths))


def stem(name: str) -> str:
    """A file's name without folder, part number, spaces and capitals."""
    return re.sub(r"[ _]", "", re.sub(r"_\d+(?=\.csv$)", "", name.rpartition("/")[2].lower()))


Counts = dict[str, tuple[int, int, Counter[str]]]


def added(files: Iterable[FileReport | FileTruth]) -> Counts:
    """Rows seen, kept and skipped by reason, by file, its parts together."""
    found: Counts = {}
    for file in files:
        seen, kept, skipped = found.get(stem(file.name), (0, 0, Counter[str]()))
        found[stem(file.name)] = (seen + file.seen, kept + file.kept, skipped + Counter(file.skipped))
    return {name: count for name, count in found.items() if count[0]}


def counts(report: ImportReport) -> Counts:
    files = [file for source in report.sources for file in source.files]
    assert all(file.seen == file.kept + sum(file.skipped.values()) for file in files)
    return added(files)


def expected(truth: ArchiveTruth) -> Counts:
    return added(truth.files)


def tied(workspace: Workspace, owner: Person) -> list[Tied]:
    facts = workspace.facts()
    ids = [raw.decode() for raw in facts.people.id]
    me = ids.index(owner.id)
    sent: Counter[int] = Counter()
    received: Counter[int] = Counter()
    last: dict[int, int] = {}
    contacts = zip(
        facts.contacts.sender.tolist(), facts.contacts.recipient.tolist(), facts.contacts.at.tolist(), strict=True
    )
    for sender, recipient, at in contacts:
        if me in (sender, recipient):
            other = recipient if sender == me else sender
            (sent if sender == me else received)[other] += 1
            last[other] = max(last.get(other, at), at)
    people = workspace.people_by_id(ids)
    rows = zip(facts.connections.a.tolist(), facts.connections.b.tolist(), facts.connections.day.tolist(), strict=True)
    found = []
    for a, b, day in rows:
        other = b if a == me else a
        at = last.get(other)
        when = None if day == NO_DAY else date(1970, 1, 1) + timedelta(days=day)
        moment = None if at is None else datetime.fromtimestamp(at, UTC)
        found.append(Tied(people[ids[other]], when, sent[other], received[other], moment))
    return found


def known_company(name: str) -> str:
    """The key a company is compared by, empty for none."""
    return normalise(name)


def shown(tie: Tied) -> tuple[object, ...]:
    person = tie.person
    return (person.slug, person.name, known_company(person.company_name), person.title, tie.day)


def told(person: PersonTruth) -> tuple[object, ...]:
    return (person.slug, person.name, known_company(person.company), person.title, person.connected_on)


@pytest.mark.parametrize("era", ALL_ERAS)
@pytest.mark.parametrize("connections", SIZES)
@pytest.mark.parametrize("nasty", [False, True], ids=["clean", "nasty"])
def test_every_row_is_accounted_for(tmp_path: Path, era: str, connections: int, nasty: bool) -> None:
    truth = make_archive(tmp_path / "a.zip", era=era, seed=7, connections=connections, nasty=nasty)
    with imported(tmp_path, truth.path) as (workspace, report):
        assert counts(report) == expected(truth)
        assert len(tied(workspace, *workspace.owners())) == len(truth.people)
        assert workspace.integrity() == []
        (owner,) = workspace.owners()
        assert owner.name == truth.owner
        (source,) = workspace.sources()
        assert source.as_of == truth.as_of


@pytest.mark.parametrize("era", WITH_URLS)
def test_people_ties_and_headlines_of_archives_with_addresses(tmp_path: Path, era: str) -> None:
    truth = make_archive(tmp_path / "a.zip", era=era, seed=8, connections=80)
    with imported(tmp_path, truth.path) as (workspace, _):
        (owner,) = workspace.owners()
        assert owner.slug == truth.owner_slug
        ties = tied(workspace, owner)
        assert sorted(map(shown, ties), key=str) == sorted(map(told, truth.people), key=str)


@pytest.mark.parametrize("era", WITHOUT_URLS)
def test_people_and_ties_of_archives_without_addresses(tmp_path: Path, era: str) -> None:
    truth = make_archive(tmp_path / "a.zip", era=era, seed=9, connections=80)
    with imported(tmp_path, truth.path) as (workspace, _):
        ties = tied(workspace, *workspace.owners())
        assert sorted(shown(t)[1:] for t in ties) == sorted(told(p)[1:] for p in truth.people)


@pytest.mark.parametrize("era", ["2019", "2021", "2022"])
def test_an_address_is_borrowed_from_messages(tmp_path: Path, era: str) -> None:
    truth = make_archive(tmp_path / "a.zip", era=era, seed=9, connections=80)
    wrote = {p.name: p.slug for p in truth.people if p.received}
    with imported(tmp_path, truth.path) as (workspace, _):
        slugs = {t.person.name: t.person.slug for t in tied(workspace, *workspace.owners())}
    assert wrote
    assert {name: slugs[name] for name in wrote} == wrote


@pytest.mark.parametrize("era", ALL_ERAS)
def test_messages_are_counted_by_person_and_direction(tmp_path: Path, era: str) -> None:
    truth = make_archive(tmp_path / "a.zip", era=era, seed=10, connections=70)
    right = {p.name: (p.sent, p.received) for p in truth.people}
    with imported(tmp_path, truth.path) as (workspace, _):
        ties = tied(workspace, *workspace.owners())
    assert {t.person.name: (t.sent, t.received) for t in ties} == right
    if era != "2017":  # no seconds there
        assert {t.person.name: t.last for t in ties} == {p.name: p.last for p in truth.people}


def test_the_owner_is_told_by_their_own_files(tmp_path: Path) -> None:
    truth = make_archive(tmp_path / "a.zip", seed=11, connections=30)
    with imported(tmp_path, truth.path) as (workspace, _):
        (owner,) = workspace.owners()
        profile = workspace.owner_profile(owner.id)
        facts = workspace.facts()
    assert len(profile.employments) == truth.file("Positions.csv").seen
    assert sum(1 for job in profile.employments if job.current) == 1
    assert len(profile.skills) == truth.file("Skills.csv").seen
    assert len(profile.schools) == 2
    assert set(profile.emails) == set(truth.owner_mails)
    assert profile.industry == "Software Development"
    kinds = Counter(facts.statements.kind.tolist())
    assert kinds[StatementKind.RECOMMENDATION] == sum(
        truth.file(f"Recommendations_{way}.csv").kept for way in ("Given", "Received")
    )
    assert kinds[StatementKind.NOTE] == truth.file("Notes.csv").seen


@pytest.mark.parametrize("era", ALL_ERAS)
@pytest.mark.parametrize("nasty", [False, True], ids=["clean", "nasty"])
def test_a_folder_tells_the_same_as_the_zip(tmp_path: Path, era: str, nasty: bool) -> None:
    people = []
    for form in ("zip", "folder"):
        out = tmp_path / form
        truth = make_archive(
            out / "a.zip" if form == "zip" else out, era=era, seed=12, connections=25, nasty=nasty, form=form
        )
        with imported(tmp_path / form, truth.path) as (workspace, _):
            people.append(sorted(map(str, (shown(t)[:4] for t in tied(workspace, *workspace.owners())))))
    assert people[0] == people[1]


@pytest.mark.parametrize("era", ALL_ERAS)
def test_loose_files_tell_the_same_as_the_zip(tmp_path: Path, era: str) -> None:
    truth = make_archive(tmp_path / "folder", era=era, seed=13, connections=25, form="folder")
    loose = [truth.path / name for name in ("Connections.csv", ERAS[era].messages_file, "Profile.csv", "Positions.csv")]
    with imported(tmp_path, *loose) as (workspace, report):
        ties = tied(workspace, *workspace.owners())
        assert {t.person.name for t in ties} == {p.name for p in truth.people}
        assert counts(report)["connections.csv"] == expected(truth)["connections.csv"]


def test_an_archive_below_any_folder_and_twice_zipped_names(tmp_path: Path) -> None:
    truth = make_archive(tmp_path / "a.zip", seed=14, connections=20)
    with zipfile.ZipFile(truth.path) as archive, zipfile.ZipFile(tmp_path / "b.zip", "w") as again:
        for name in archive.namelist():
            again.writestr(f"My Export/{name}", archive.read(name))
    with imported(tmp_path, tmp_path / "b.zip") as (workspace, report):
        assert counts(report)["connections.csv"] == (20, 20, Counter())
        assert len(tied(workspace, *workspace.owners())) == 20


def test_the_same_archive_twice_changes_nothing(tmp_path: Path) -> None:
    truth = make_archive(tmp_path / "a.zip", seed=15, connections=20)
    with imported(tmp_path, truth.path) as (workspace, _):
        before = sorted(map(str, tied(workspace, *workspace.owners())))
        import_paths(workspace, [truth.path])
        assert sorted(map(str, tied(workspace, *workspace.owners()))) == before
        assert len(workspace.sources()) == 1


def test_basic_and_complete_of_one_owner_are_one(tmp_path: Path) -> None:
    basic = make_archive(tmp_path, seed=16, connections=20, kind="basic")
    complete = make_archive(tmp_path, seed=16, connections=20)
    with imported(tmp_path, basic.path, complete.path) as (workspace, _):
        ties = tied(workspace, *workspace.owners())
        assert {t.person.slug for t in ties} == {p.slug for p in complete.people}


@pytest.mark.parametrize("eras", [("2024", "2026"), ("2022", "2026"), ("2019", "2021")])
def test_archives_years_apart_are_one_owner_and_the_newest_headline_wins(tmp_path: Path, eras: tuple[str, str]) -> None:
    truths = make_series(tmp_path, eras=eras, seed=17, connections=60)
    newest = {p.name: known_company(p.company) for p in truths[-1].people}
    for order, paths in enumerate(([t.path for t in truths], [t.path for t in reversed(truths)])):
        (tmp_path / str(order)).mkdir()
        with imported(tmp_path / str(order), *paths) as (workspace, _):
            assert len(workspace.owners()) == 1
            people = {t.person.id: t.person for t in tied(workspace, *workspace.owners())}
            assert len(people) == len(newest)
            assert {p.name: known_company(p.company_name) for p in people.values()} == newest


def test_a_pool_shares_its_contacts(tmp_path: Path) -> None:
    pool: PoolTruth = make_pool(tmp_path / "pool", seed=4)
    with imported(tmp_path, *pool.archives) as (workspace, _):
        assert [o.slug for o in workspace.owners()] == [m.owner_slug for m in pool.members]
        connected = {slug for m in pool.members for slug in (m.owner_slug, *(p.slug for p in m.people))}
        facts = workspace.facts()
        people = workspace.people_by_id([raw.decode() for raw in facts.people.id])
        assert connected <= {p.slug for p in people.values()}
        assert len(facts.connections.a) == sum(len(m.people) for m in pool.members)
        assert workspace.company(pool.unreachable_company).people == 0
        assert {p.slug for p in workspace.employees(workspace.company(pool.direct_company).id)} == set(
            pool.direct_people
        )


def test_the_report_names_what_is_left_alone(tmp_path: Path) -> None:
    truth = make_archive(tmp_path / "a.zip", seed=18, connections=5, nasty=True)
    with imported(tmp_path, truth.path) as (_, report):
        (source,) = report.sources
    assert {stem(n) for n in truth.unread} <= {stem(n) for n in source.unread}
    assert {stem(n) for n in truth.unknown} <= {stem(n) for n in source.unknown}


def test_a_large_archive_keeps_every_row(tmp_path: Path) -> None:
    truth = make_archive(tmp_path / "a.zip", seed=19, connections=1500)
    with imported(tmp_path, truth.path) as (workspace, report):
        assert counts(report)["connections.csv"] == expected(truth)["connections.csv"]
        assert counts(report)["messages.csv"] == expected(truth)["messages.csv"]
        assert len(tied(workspace, *workspace.owners())) == 1500
