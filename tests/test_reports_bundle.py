"""A bundle holds people, employers, strengths and rounded days, and imports like an archive; the hidden are not in it."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from test_ingest_order import IN, export

from cli.main import app
from graph.network import load
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from reports.bundle import quarter
from synthetic.archive import make_archive

HIDDEN = (b"Inga", b"Inwell", b"zz-inga", b"Secret Ventures", b"secret ventures")
PRIVATE = (b"inga@", b"ann@mail.example", b"Chief Secret Officer", b"Engineer")
ROWS = (
    f"Inga,Inwell,{IN}zz-inga-in,inga@mail.example,Secret Ventures,Chief Secret Officer,06 May 2020",
    f"Ann,Archer,{IN}zz-ann,ann@mail.example,Startworks,Engineer,23 Aug 2019",
    "Bo,Bell,,,Startworks,Engineer,01 Jan 2018",
)


def run(workspace: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["--workspace", str(workspace), *arguments])
    return done.exit_code, done.output


def rows_of(bundle: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(bundle) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    home, out = tmp_path / "goodword.db", tmp_path / "bundle.zip"
    with Workspace.open(home) as workspace:
        import_paths(workspace, [export(tmp_path, "Ada", *ROWS)])
    code, said = run(home, "bundle", "--out", str(out), "--hide", "zz-inga-in")
    assert (code, "2 people whom Ada Own knows, 1 left out" in said) == (0, True), said
    return out


def test_it_holds_nothing_else(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    assert set(content) == {"Profile.csv", "Connections.csv", "Goodword Strengths.csv"}
    assert not any(word in held for held in content.values() for word in (*HIDDEN, *PRIVATE))
    shown = rows_of(bundle, "Connections.csv")
    assert [(row["First Name"], row["Company"], row["Connected On"]) for row in shown] == [
        ("Ann Archer", "Startworks", "01 Jul 2019"),
        ("Bo Bell", "Startworks", "01 Jan 2018"),
    ]
    assert {row["Strength"] for row in rows_of(bundle, "Goodword Strengths.csv")} <= {f"0.{n}" for n in range(1, 10)}
    assert bundle.stat().st_mode & 0o077 == 0


def test_it_imports_like_an_archive(tmp_path: Path, bundle: Path) -> None:
    friend = tmp_path / "friend.db"
    code, said = run(friend, "import", str(bundle))
    assert (code, "strengths are rounded to tenths" in said) == (0, True), said
    with Workspace.open(friend) as workspace:
        ada = workspace.owner("zz-ada")
        assert (ada.name, ada.slug) == ("Ada Own", "zz-ada")
        assert {p.name for p in workspace.find_people("")} == {"Ada Own", "Ann Archer", "Bo Bell"}
        assert workspace.connections(ada.id, [workspace.person("zz-ann").id]).popitem()[1] == date(2019, 7, 1)
        assert workspace.integrity() == []
    files = [path for path in tmp_path.iterdir() if path.name.startswith("friend.db")]
    assert not any(word in path.read_bytes() for path in files for word in (*HIDDEN, *PRIVATE))


def test_of_a_whole_archive_everybody_comes_through(tmp_path: Path) -> None:
    truth = make_archive(tmp_path, connections=60, seed=5)
    home, out, friend = tmp_path / "home.db", tmp_path / "out.zip", tmp_path / "friend.db"
    with Workspace.open(home) as workspace:
        import_paths(workspace, [truth.path])
    assert run(home, "bundle", "--out", str(out))[0] == 0
    first = out.read_bytes()
    assert run(home, "bundle", "--out", str(out))[0] == 0
    assert out.read_bytes() == first
    assert run(friend, "import", str(out))[0] == 0
    with Workspace.open(friend) as workspace, Workspace.open(home) as mine:
        owner = workspace.owners()[0]
        assert owner.id == mine.owners()[0].id
        everybody = [person.slug for person in truth.people]
        for slug in everybody:
            assert workspace.person(slug).company_name == mine.person(slug).company_name
        assert workspace.facts().contacts.at.tolist() == []


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    home = tmp_path / "goodword.db"
    with Workspace.open(home) as workspace:
        import_paths(workspace, [export(tmp_path, "Ada", ROWS[0])])
    assert run(home, "bundle", "--out", str(tmp_path / "a.zip"), "--hide", "zz-inga-in")[0] == 2
    assert run(home, "bundle", "--out", str(tmp_path / "a.zip"), "--hide", "nobody-here")[0] == 1
    assert run(home, "bundle", "--out", str(tmp_path / "no" / "a.zip"))[0] == 1
    assert not (tmp_path / "a.zip").exists()


@given(st.dates())
def test_quarters(day: date) -> None:
    start = quarter(day)
    assert start <= day
    assert start.day == 1
    assert quarter(start) == start
    assert start.month in {1, 4, 7, 10}
    assert day - start < timedelta(days=92)


def strength(workspace: Path, one: str, other: str) -> float:
    """How strong the graph of a workspace holds a tie to be."""
    with Workspace.open(workspace) as opened:
        network = load(opened, until=2_000_000_000)
        a, b = (network.index(opened.person(slug).id) for slug in (one, other))
        return float(network.columns.ties.strength[network.tie(a, b)])


def test_the_friend_s_graph_holds_ties_as_strong_as_the_owner_said(tmp_path: Path) -> None:
    """Without it every tie of a reduced archive would be as weak as one without any contact."""
    home, bundle, friend = tmp_path / "goodword.db", tmp_path / "bundle.zip", tmp_path / "friend.db"
    made = make_archive(tmp_path / "a.zip", seed=5, connections=60, messages_per_tie=20)
    with Workspace.open(home) as workspace:
        import_paths(workspace, [made.path])
    assert run(home, "bundle", "--out", str(bundle))[0] == 0
    told = {row["URL"].rpartition("/")[2]: float(row["Strength"]) for row in rows_of(bundle, "Goodword Strengths.csv")}
    assert len(set(told.values())) > 3
    with Workspace.open(friend) as workspace:
        report = import_paths(workspace, [bundle])
        owner = workspace.owners()[0].slug or ""
    (file,) = (f for f in report.sources[0].files if f.name == "Goodword Strengths.csv")
    assert (file.seen, file.kept, file.skipped) == (len(told), len(told), {})
    for slug, share in sorted(told.items())[:12]:
        assert strength(friend, owner, slug) == pytest.approx(min(share, 0.95), abs=1e-6)


def test_what_is_no_strength_is_counted(tmp_path: Path, bundle: Path) -> None:
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(bundle) as archive, zipfile.ZipFile(broken, "w") as out:
        for name in archive.namelist():
            text = archive.read(name).decode()
            more = f",Nobody Here,0.4\n{IN}zz-ann,Ann Archer,much\n{IN}zz-ann,Ann Archer,7\n"
            out.writestr(name, text + more if name.startswith("Goodword") else text)
    with Workspace.open(tmp_path / "friend.db") as workspace:
        report = import_paths(workspace, [broken])
    (file,) = (f for f in report.sources[0].files if f.name == "Goodword Strengths.csv")
    assert file.skipped == {"no value": 2, "nobody known by this": 1}
