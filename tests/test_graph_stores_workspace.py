"""Opening the file, refusing what is not ours, marks, and the small reads."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from workspaces import ANN, DEE, put

from graph.errors import PersonNotFoundError, SourceNotFoundError, WorkspaceError
from graph.model import Employment, FactClass, Mark, Source, Statement, StatementKind, company_id, person_id
from graph.stores import forms
from graph.stores.rows import NewPerson
from graph.stores.workspace import Workspace

NOBODY = 65534
ANN_ID, BO, CY, DEE_ID = (person_id(f"in:{slug}") for slug in ("ann-archer", "bo-bell", "cy-cook", "dee-dunn"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "goodword.db"


@pytest.fixture
def both(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path) as workspace:
        put(workspace, ANN, DEE)
        yield workspace


def test_a_new_workspace_is_private_and_empty(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "goodword.db"
    with Workspace.open(path) as workspace:
        put(workspace, ANN)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert "goodword.db-wal" in modes
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_empty_workspace_has_nothing_to_say(path: Path) -> None:
    with Workspace.open(path) as workspace:
        assert (workspace.owners(), workspace.sources(), workspace.latest_as_of()) == ([], [], None)
        assert workspace.find_people("") == []
        assert workspace.integrity() == []
        facts = workspace.facts()
        assert (len(facts.people.id), len(facts.contacts.at), len(facts.owners)) == (0, 0, 0)
        assert facts.as_of_day == -(2**31)


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "what?.db", "#1.db", "ünïcode 李.db", "a;b&c=d.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    Workspace.open(tmp_path / name).close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_relative_path_stays_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Workspace.open(Path("goodword.db")) as workspace:
        monkeypatch.chdir("/")
        put(workspace, ANN)
        assert workspace.path == Path("goodword.db")
    assert (tmp_path / "goodword.db").exists()


def refusal(path: Path, *, create: bool = True) -> str:
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(path, create=create, busy_seconds=0.1)
    assert caught.value.path == path
    sentence = str(caught.value)
    assert sentence.startswith(f"workspace {path}: ")
    assert "\n" not in sentence
    return sentence.removeprefix(f"workspace {path}: ")


def test_a_missing_file_is_not_made_unasked(path: Path) -> None:
    assert refusal(path, create=False) == "there is no such file"
    assert not path.exists()


@pytest.mark.parametrize("content", [b"First Name,Last Name\n" * 50, b"x", bytes(4096), b"PK\x03\x04" * 400])
def test_a_file_that_is_no_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refusal(path) == "this is not a SQLite file"
    assert path.read_bytes() == content


def test_the_database_of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER)")
    other.close()
    before = path.read_bytes()
    assert refusal(path) == "this SQLite file belongs to another program"
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_file_written_by_a_newer_program(path: Path) -> None:
    Workspace.open(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0099'")
    newer.close()
    assert refusal(path) == (
        f"it was written by a newer version of this program (form 99, this one knows {forms.SCHEMA_VERSION}); update goodword"
    )


def test_a_damaged_file(path: Path) -> None:
    with Workspace.open(path) as workspace:
        put(workspace, ANN, DEE)
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    path.write_bytes(content)
    assert refusal(path) == "the file is damaged; restore a copy, or move it away and import again"


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "this is a folder"


def test_below_a_file(path: Path) -> None:
    path.write_text("")
    assert refusal(path / "goodword.db").startswith("it cannot be created (")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder in which nobody, not even root, makes files")
def test_where_nobody_may_write() -> None:
    assert refusal(Path("/proc/goodword.db")).startswith("it cannot be created (")


@contextlib.contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Permissions do not bind root: be somebody else for a while."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.iterdir()):
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_without_permission_to_write(what: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "goodword.db"
        Workspace.open(path).close()
        with as_nobody(path.parent):
            target, mode = (path, 0o400) if what == "file" else (path.parent, 0o500)
            target.chmod(mode)
            assert refusal(path) == "it cannot be written; check the permissions of the file and its folder"


def test_a_folder_in_which_nothing_may_be_made() -> None:
    with tempfile.TemporaryDirectory() as folder, as_nobody(Path(folder)):
        Path(folder).chmod(0o500)
        assert refusal(Path(folder) / "goodword.db") == "it cannot be created (permission denied)"
        assert refusal(Path(folder) / "new" / "goodword.db") == "it cannot be created (permission denied)"


def test_a_file_that_became_read_only_while_open(both: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with both._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(WorkspaceError, match="it cannot be written; check the permissions") as caught:
        both.set_mark(ANN_ID, BO, Mark(note="database is locked, says Plantagenet"))
    assert "Plantagenet" not in str(caught.value.__cause__)


def test_a_full_disk_loses_nothing(both: Workspace) -> None:
    before = both.generation(), both.sources()

    def import_much() -> None:
        with both.importing() as session:
            source = session.add_source(kind="archive", name="big.zip", as_of=date(2025, 1, 1), sha256="big")
            session._connection.exec_driver_sql("PRAGMA max_page_count = 200")
            session.add_people(source, (NewPerson(f"in:{n}", "Pat") for n in range(20_000)))

    with pytest.raises(WorkspaceError, match="the disk is full"):
        import_much()
    assert (both.generation(), both.sources()) == before
    assert both.integrity() == []


def test_a_file_others_may_read_is_a_problem(both: Workspace) -> None:
    both.path.chmod(0o644)
    assert both.integrity() == [f"others may read it (mode 0644): chmod 600 {both.path}"]


def test_what_has_no_place_in_a_healthy_file(both: Workspace) -> None:
    with sqlite3.connect(both.path) as raw:
        raw.execute("INSERT INTO person (row_id, id, name, folded, title) VALUES (99, 'p99', '', '', '')")
        raw.execute("INSERT INTO company (row_id, id, key, name, folded) VALUES (99, 'c99', 'x', '', '')")
        raw.execute("UPDATE identity SET person = 99 WHERE key = 'in:bo-bell' AND source = 1")
        raw.execute("UPDATE contact SET sender = 77")
    raw.close()
    assert both.integrity() == [
        "3 rows refer to something that is not there",
        "1 companies are mentioned by no source",
        "1 identity keys belong to more than one person",
    ]


def test_every_change_has_a_greater_number(path: Path) -> None:
    with Workspace.open(path) as workspace:
        seen = [workspace.generation()]
        for change in (
            lambda: put(workspace, ANN),
            lambda: workspace.set_mark(ANN_ID, BO, Mark(close=True)),
            lambda: workspace.forget(1),
        ):
            change()
            seen.append(workspace.generation())
    assert seen == sorted(set(seen))


def test_reading_is_no_change(both: Workspace) -> None:
    before = both.generation()
    both.facts()
    both.person("bo-bell")
    assert both.generation() == before


def test_a_second_file_of_the_same_name_starts_elsewhere(path: Path) -> None:
    numbers = []
    for _ in range(2):
        with Workspace.open(path) as workspace:
            numbers.append(workspace.generation())
        path.unlink()
    assert numbers[0] != numbers[1]


def test_opening_again_finds_everything(both: Workspace) -> None:
    sources = both.sources()
    both.close()
    both.close()
    with Workspace.open(both.path, create=False) as again:
        assert again.sources() == sources
        assert again.schema_version == forms.SCHEMA_VERSION


def test_sources_in_the_order_imported(both: Workspace) -> None:
    first, second = both.sources()
    assert first == Source(
        id=1,
        kind="archive",
        name="ann.zip",
        owner=ANN_ID,
        owner_name="Ann Archer",
        as_of=date(2025, 3, 1),
        imported_at=first.imported_at,
        sha256="ann.zip",
    )
    assert second.owner_name == "Dee Dunn"
    assert both.latest_as_of() == date(2025, 6, 1)
    assert both.report(1) == "{}"
    with pytest.raises(SourceNotFoundError):
        both.report(9)


def test_marks_are_kept_field_by_field(both: Workspace) -> None:
    both.set_mark(ANN_ID, BO, Mark(close=True, note="met at the fair"))
    both.set_mark(ANN_ID, BO, Mark(managed_me=False))
    both.set_mark(ANN_ID, CY, Mark(do_not_ask=True, knows_i_look=False))
    said = Mark(close=True, managed_me=False, note="met at the fair")
    assert both.marks(ANN_ID, [BO]) == {BO: said}
    assert both.marks(ANN_ID) == {BO: said, CY: Mark(do_not_ask=True, knows_i_look=False)} | {}
    assert both.marks(DEE_ID) == {}
    both.set_mark(ANN_ID, BO, Mark(note=""))
    assert both.marks(ANN_ID, [BO]) == {BO: Mark(close=True, managed_me=False)}


def test_a_mark_on_nobody(both: Workspace) -> None:
    before = both.generation()
    with pytest.raises(PersonNotFoundError):
        both.set_mark(ANN_ID, "p0000000000000000", Mark(close=True))
    assert both.generation() == before


def test_close_and_managed_me_confirm_a_tie(both: Workspace) -> None:
    both.set_mark(ANN_ID, BO, Mark(close=True))
    both.set_mark(ANN_ID, CY, Mark(close=False, managed_me=True))
    both.set_mark(DEE_ID, CY, Mark(do_not_ask=True))
    facts = both.facts()
    ids = [id_.decode() for id_ in facts.people.id]
    assert {(ids[o], ids[p]) for o, p in zip(facts.confirmed.owner, facts.confirmed.person, strict=True)} == {
        (ANN_ID, BO),
        (ANN_ID, CY),
    }


def test_connections_name_the_day_or_not(both: Workspace) -> None:
    assert both.connections(ANN_ID, [BO, CY, DEE_ID, ANN_ID]) == {BO: date(2019, 5, 1), CY: None}
    assert both.connections(BO, [ANN_ID, DEE_ID]) == {ANN_ID: date(2019, 5, 1), DEE_ID: date(2021, 1, 2)}
    assert both.connections(ANN_ID, []) == {}


def test_statements_go_both_ways(both: Workspace) -> None:
    said = Statement(StatementKind.NOTE, BO, ANN_ID, date(2025, 3, 1), "was her manager", 1)
    assert both.statements_between(ANN_ID, [BO, CY]) == {BO: (said,)}
    assert both.statements_between(BO, [ANN_ID]) == {ANN_ID: (said,)}


def test_stays_come_newest_first(both: Workspace) -> None:
    stays = both.employments([BO, ANN_ID])
    assert [(s.company_name, s.as_of, s.source) for s in stays[BO]] == [
        ("Birch", date(2025, 6, 1), 2),
        ("Acme", date(2025, 3, 1), 1),
    ]
    assert stays[ANN_ID] == (
        Employment(
            person=ANN_ID,
            company_id=company_id("acme"),
            company_name="Acme",
            title="Maker",
            start=date(2019, 1, 1),
            end=None,
            current=True,
            as_of=date(2025, 3, 1),
            fact=FactClass.DECLARED,
            source=1,
        ),
    )


def test_an_owners_profile(both: Workspace) -> None:
    profile = both.owner_profile(ANN_ID)
    assert (profile.person.name, profile.skills, profile.industry, profile.location) == (
        "Ann Archer",
        ("Horology",),
        "Clocks",
        "",
    )
    assert profile.follows == (company_id("cedar"),)
    assert [s.company_name for s in profile.employments] == ["Acme"]


def test_several_threads_read_at_once(both: Workspace) -> None:
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(len(both.facts().people.id))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [5] * 12
