"""Erasing a person leaves the workspace as if no archive had ever shown them, and no import brings them back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import bad_archives as bad
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from test_graph_stores_forgetting import KEYS, archives
from test_ingest_order import HEADER, IN, export
from workspaces import ANN, DEE, Archive, fresh, put, view

from cli.main import app
from graph.errors import PersonNotFoundError, UsageError
from graph.kept_files import forget_person
from graph.model import Mark, NewEntry, person_id
from graph.network import load
from graph.stores.workspace import Workspace
from ingest.load import import_paths

WORDS = (b"Inga", b"Inwell", b"INWELL", b"inga-inwell", b"inwell@", b"Inwell Consulting", b"inwell consulting")
ROW = f"Inga,Inwell,{IN}zz-inga-inwell,inga.inwell@mail.example,Inwell Consulting,Engineer,06 May 2020"
BO = f"Bo,Bell,{IN}zz-bo,,Startworks,Engineer,07 May 2020"

INVITED = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    f'Ada Own,Bo Bell,"5/5/20, 6:36 PM",,OUTGOING,{IN}zz-ada,{IN}zz-bo\n'
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "goodword.db"
    Workspace.open(path).close()
    return path


def without(archive: Archive, key: str) -> Archive:
    return replace(
        archive,
        people={k: shown for k, shown in archive.people.items() if k != key},
        connections=tuple(row for row in archive.connections if key not in row[:2]),
        contacts=tuple(row for row in archive.contacts if key not in row[:2]),
        statements=tuple(row for row in archive.statements if key not in row[:2]),
        stays=tuple(row for row in archive.stays if row[0] != key),
    )


def seen(workspace: Workspace) -> dict[str, object]:
    """What a workspace says, but for how often each spelling of a company was seen: that is nobody's in particular."""
    found = view(workspace)
    return {**found, "companies": set(found["companies"])}  # type: ignore[call-overload]


@settings(max_examples=12)
@given(data=st.data(), count=st.integers(1, 3), again=st.booleans())
def test_erasing_is_as_if_never_shown(template: Path, data: st.DataObject, count: int, again: bool) -> None:
    imported = [data.draw(archives(number)) for number in range(count)]
    owners = {next(iter(archive.people)) for archive in imported if archive.owned}
    shown = {key for archive in imported for key in archive.people} - owners
    if not shown:
        return
    key = data.draw(st.sampled_from(sorted(shown & set(KEYS))))

    def left(act: Callable[[Workspace], object]) -> dict[str, object]:
        with tempfile.TemporaryDirectory() as folder, Workspace.open(fresh(Path(folder), template)) as workspace:
            workspace.path.chmod(0o600)
            act(workspace)
            return seen(workspace)

    def erased(workspace: Workspace) -> None:
        put(workspace, *imported)
        assert workspace.forget_person(person_id(key))
        if again:
            put(workspace, *(replace(archive, name=f"again {archive.name}") for archive in imported))

    def never(workspace: Workspace) -> None:
        put(workspace, *(without(archive, key) for archive in imported))
        if again:
            put(workspace, *(replace(without(archive, key), name=f"again {archive.name}") for archive in imported))

    assert left(erased) == left(never)


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "goodword.db") as workspace:
        import_paths(workspace, [export(tmp_path, "Ada", ROW, BO), export(tmp_path, "Cy", ROW)])
        yield workspace


def later(folder: Path, owner: str, *rows: str, day: str) -> Path:
    folder.mkdir()
    return export(folder, owner, *rows, day=day)


def traces(folder: Path) -> set[tuple[str, bytes]]:
    """Which files of the workspace hold which of the words."""
    files = [path for path in folder.iterdir() if path.name.startswith(("goodword", ".goodword"))]
    assert files
    return {(path.name, word) for path in files for word in WORDS if word in path.read_bytes()}


def test_no_byte_of_the_person_is_left_and_none_comes_back(tmp_path: Path, pool: Workspace) -> None:
    inga, ada = pool.person("zz-inga-inwell").id, pool.owner("Ada Own").id
    pool.set_mark(ada, inga, Mark(close=True, note="Inwell is a friend"))
    with pool.recording(ada) as ledger:
        ledger.append(NewEntry("asked", inga, date(2026, 6, 1), ask="a1", note="Inga said yes"))
    load(pool, until=None)
    assert traces(tmp_path)
    assert forget_person(pool, inga)
    assert traces(tmp_path) == set()
    assert pool.ledger(ada) == ()
    assert pool.integrity() == []
    with pytest.raises(PersonNotFoundError):
        pool.person("zz-inga-inwell")
    assert pool.company_named("Inwell Consulting") is None

    report = import_paths(pool, [later(tmp_path / "later", "Ada", ROW, BO, day="09-09-2026")])
    assert report.kept_out == 1
    assert traces(tmp_path) == set()
    assert {p.name for p in pool.find_people("")} == {"Ada Own", "Cy Own", "Bo Bell", "Inga Inwell"} - {"Inga Inwell"}


def test_an_older_archive_without_addresses_does_not_bring_them_back(tmp_path: Path, pool: Workspace) -> None:
    pool.forget_person(pool.person("zz-inga-inwell").id)
    files = [
        ("Profile.csv", "First Name,Last Name,Headline\nAda,Own,Engineer\n"),
        (
            "Connections.csv",
            HEADER + 'Inga,Inwell,,,Elsewhere,Boss,"07 May 2020"\nInga,Inwell,,,Else,Boss,"03 May 2012"\n',
        ),
        ("Invitations.csv", INVITED),
    ]
    report = import_paths(pool, [bad.zipped(tmp_path / "old_LinkedInDataExport_05-06-2021.zip", files)])
    assert report.kept_out == 1
    shown = pool.find_people("Inwell")
    assert len(shown) == 1  # the namesake of 2012 is somebody else


def test_owners_and_strangers_are_refused(pool: Workspace) -> None:
    before = pool.generation()
    with pytest.raises(UsageError, match="forget source 1 first"):
        pool.forget_person(pool.owner("Ada Own").id)
    with pytest.raises(PersonNotFoundError):
        pool.forget_person("p0123456789abcdef")
    assert pool.generation() == before


def test_who_brings_an_archive_is_in_again(tmp_path: Path, template: Path) -> None:
    with Workspace.open(fresh(tmp_path, template)) as workspace:
        put(workspace, ANN)
        workspace.forget_person(person_id("in:bo-bell"))
        put(workspace, replace(DEE, people={"in:bo-bell": DEE.people["in:bo-bell"], **DEE.people}))
        assert {p.name for p in workspace.owners()} == {"Ann Archer", "Bo B. Bell"}


def test_the_command(tmp_path: Path, pool: Workspace) -> None:
    pool.close()

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["--workspace", str(pool.path), *arguments])
        return done.exit_code, done.output

    assert run("forget")[0] == 2
    assert run("forget", "1", "--person", "Bo Bell")[0] == 2
    assert run("forget", "--person", "Nobody Known")[0] == 1
    code, said = run("forget", "--person", f"{IN}zz-inga-inwell")
    assert (code, "later imports leave them out" in said) == (0, True)
    again = later(tmp_path / "again", "Cy", ROW, BO, day="09-09-2026")
    assert "stayed out" in run("import", str(again))[1]
    assert run("forget", "--readmit", "zz-nobody")[0] == 2
    assert run("forget", "--readmit", f"{IN}zz-inga-inwell")[0] == 0
    third = later(tmp_path / "third", "Cy", BO, ROW, day="09-10-2026")
    assert "stayed out" not in run("import", str(third))[1]
    assert run("people", "Inwell")[0] == 0
