"""Edge lists, graphs, companies wanted, the user's own remarks, LinkedIn's JSON, and our own exports read back."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from other_sources import IVO, OWNER, TAM, brought, calendar, event, file_of, mail, people, ties

from graph.errors import InputError
from graph.export import as_gexf, as_graphml, node_link
from graph.model import Basis
from graph.network import load
from graph.stores.workspace import Workspace
from ingest.errors import GraphFileError, PortabilityError
from ingest.load import import_paths

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Tamsin,Orrelbeck,https://www.linkedin.com/in/zz-demo-tam,{TAM},Quillmere Labs,Engineer,06 May 2024\n"
    f"Ivo,Brandvale,https://www.linkedin.com/in/zz-demo-ivo,{IVO},Foxmoor,Lead,07 May 2024\n"
    "Ann,Lee,,,Foxmoor,Lead,08 May 2024\n"
)
BOTH = frozenset(("Tamsin Orrelbeck", "Ivo Brandvale"))
GRAPH = nx.Graph([("a", "b"), ("b", "b"), ("c", "co")])
GRAPH.add_nodes_from([("a", {"name": "Tamsin Orrelbeck", "email": TAM}), ("b", {"name": "Ivo Brandvale"})])
GRAPH.add_nodes_from([("c", {"name": "Cy Dee"}), ("co", {"kind": "company", "name": "Foxmoor"}), ("x", {"name": "X"})])
FILES = {
    "e.csv": f"Source,Target,Type,Weight\nTamsin Orrelbeck <{TAM}>,Ivo Brandvale,Undirected,2\nA,A,,1\n",
    "e2.csv": f"source;target;source email;since\nTamsin Orrelbeck;Ivo Brandvale;{TAM};2020-01-02\n",
    "g.graphml": "\n".join(nx.generate_graphml(GRAPH)),
    "g.gexf": "\n".join(nx.generate_gexf(GRAPH)),
    "g.gml": "\n".join(nx.generate_gml(GRAPH)),
    "g.json": json.dumps(nx.node_link_data(GRAPH, edges="links")),
    "h.json": json.dumps(nx.node_link_data(GRAPH, edges="edges")),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "l").mkdir()
    (tmp_path / "l/Connections.csv").write_text(CONNECTIONS)
    workspace = Workspace.open(tmp_path / "w.sqlite")
    import_paths(workspace, [tmp_path / "l/Connections.csv"], owner=OWNER)
    return workspace


@pytest.mark.parametrize("name", FILES)
def test_ties_that_a_file_declares(tmp_path: Path, workspace: Workspace, name: str) -> None:
    """The end with an address is who has it already; the other is somebody of that name, not the contact."""
    (tmp_path / name).write_text(FILES[name])
    report = import_paths(workspace, [tmp_path / name])
    assert BOTH in ties(workspace)
    assert len([p for p in workspace.find_people("", limit=99) if p.name == "Tamsin Orrelbeck"]) == 1
    assert len([p for p in workspace.find_people("", limit=99) if p.name == "Ivo Brandvale"]) == 2
    if name.startswith(("g", "h")):
        assert people(workspace)["Cy Dee"].company_name == "Foxmoor"
        assert dict(file_of(report).skipped) == {"nobody else": 1}


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith(("g", "h"))])
@pytest.mark.parametrize("cut", [0.3, 0.7, 0.95])
def test_a_broken_graph_is_refused(tmp_path: Path, name: str, cut: float) -> None:
    text = FILES[name]
    with pytest.raises(InputError) as refused:
        brought(tmp_path, name, text[: int(len(text) * cut)], owner=None)
    assert str(refused.value).startswith(name)


BOMB = '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><graphml><graph><node id="&b;"/></graph></graphml>'


@pytest.mark.parametrize("text", [BOMB.encode(), BOMB.encode("utf-16"), b"{" * 100_000 + b'"nodes"', b"graph [" * 5000])
def test_what_unpacks_or_nests_without_end(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(InputError):
        brought(tmp_path, "g.graphml", text, owner=None)


def test_entities_are_named(tmp_path: Path) -> None:
    with pytest.raises(GraphFileError, match="declares a document type"):
        brought(tmp_path, "g.graphml", BOMB, owner=None)


@pytest.mark.parametrize("form", ["json", "graphml", "gexf"])
def test_our_own_export_is_read_back(tmp_path: Path, workspace: Workspace, form: str) -> None:
    facts = load(workspace, until=None).columns
    ids = [one.decode() for one in facts.people.id.tolist()]
    companies = workspace.companies_by_id(one.decode() for one in facts.companies.id.tolist())
    data = node_link(facts, workspace.people_by_id(ids), companies, basis=Basis("local", 1))
    text = {"json": lambda: json.dumps(data), "graphml": lambda: as_graphml(data), "gexf": lambda: as_gexf(data)}[
        form
    ]()
    fresh, _ = brought(tmp_path / "new", f"x.{form}", text, owner=None)
    assert ties(fresh) == ties(workspace)
    assert people(fresh)["Tamsin Orrelbeck"].company_name == "Quillmere Labs"
    assert {p.slug for p in people(fresh).values()} == {p.slug for p in people(workspace).values()}


def test_companies_and_postings(tmp_path: Path, workspace: Workspace) -> None:
    (tmp_path / "t.csv").write_text("Company,Title,Location,Posted\nFoxmoor,Engineer,x,2026-02-01\nTarnova,,y,\n,,z,\n")
    report = import_paths(workspace, [tmp_path / "t.csv"])
    assert dict(file_of(report).skipped) == {"no company": 1}
    owner = workspace.owners()[0].id
    assert {(w.name, w.kind, w.title) for w in workspace.wishes(owner)} == {
        ("Foxmoor", "saved", "Engineer"),
        ("Tarnova", "follow", ""),
    }


def test_remarks(tmp_path: Path, workspace: Workspace) -> None:
    text = (
        "Person,Email,Relation,Do not ask,Close,Note\n"
        f",{TAM},former colleague,,,met in 2019\nAnn Lee,,,yes,perhaps,\nNobody Known,,friend,,,\nIvo Brandvale,,,,,\n"
    )
    (tmp_path / "r.csv").write_text(text)
    report = import_paths(workspace, [tmp_path / "r.csv"])
    assert dict(file_of(report).skipped) == {"nobody known by this": 1, "no value": 1}
    assert dict(file_of(report).without) == {"neither yes nor no": 1}
    found = workspace.marks(workspace.owners()[0].id)
    marks = {p.name: found[p.id] for p in people(workspace).values() if p.id in found}
    assert marks["Tamsin Orrelbeck"].worked_with
    assert marks["Tamsin Orrelbeck"].note == "met in 2019"
    assert marks["Ann Lee"].do_not_ask
    assert marks["Ann Lee"].close is None


def test_linkedins_own_json(tmp_path: Path) -> None:
    row = {"First Name": "Tamsin", "Last Name": "Orrelbeck", "URL": "https://www.linkedin.com/in/zz-demo-tam"}
    row |= {"Email Address": "", "Company": "Quillmere Labs", "Position": "Engineer", "Connected On": "06 May 2024"}
    pages = [{"snapshotDomain": "CONNECTIONS", "snapshotData": [row]}, {"snapshotDomain": "SKILLS", "snapshotData": []}]
    workspace, report = brought(tmp_path, "s.json", json.dumps({"elements": pages}))
    assert report.sources[0].kind == "archive"
    assert people(workspace)["Tamsin Orrelbeck"].slug == "zz-demo-tam"
    with pytest.raises(PortabilityError):
        brought(tmp_path, "t.json", json.dumps({"elements": pages})[:-9])


def test_a_takeout_beside_an_archive(tmp_path: Path) -> None:
    """Inside a folder mail, calendars and cards are found; a list of contacts beside an archive is not taken."""
    folder = tmp_path / "Takeout"
    (folder / "Mail").mkdir(parents=True)
    (folder / "Connections.csv").write_text(CONNECTIONS)
    (folder / "Mail/All.mbox").write_text(mail(IVO, "mara@lindqvist.example"))
    (folder / "a.ics").write_text(calendar(event(IVO)))
    (folder / "people.csv").write_text("Name,Email,Company\nX Y,x@y.example,Z\n")
    workspace = Workspace.open(tmp_path / "w.sqlite")
    report = import_paths(workspace, [folder], owner=OWNER)
    assert [source.kind for source in report.sources] == ["archive", "calendar", "mail"]
    assert report.sources[0].unknown == ("people.csv",)
    assert len(workspace.owners()) == 1
    assert "X Y" not in people(workspace)


def test_a_word_and_a_comma_are_no_list(tmp_path: Path) -> None:
    for text in ("a,b\n1,2\n", "Dear Jane, hello\nbye, now\n", "from,to\n1,2\n"):
        with pytest.raises(InputError):
            brought(tmp_path, "x.csv", text)
