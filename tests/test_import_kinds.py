"""Kinds of sources brought by the page of imports: each with its report, and a list of contacts with columns of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from other_sources import calendar, event, mail
from serving import pool, serving

from synthetic import make_archive
from viz.import_pages import ArchiveCount, FinishedImport

OWNER = "Ann Archer <ann@archer.example>"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoe Zell\nORG:Acme\nTITLE:Engineer\nEMAIL:zoe@acme.example\nEND:VCARD\n"
GOOGLE = "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value\nZoe,Zell,Acme,Engineer,zoe@acme.example\n"
OUTLOOK = "First Name,Last Name,Company,Job Title,E-mail Address\nZoe,Zell,Acme,Engineer,zoe@acme.example\n"
EDGES = "source,target,weight\nZoe Zell,Yan Yeo,3\nYan Yeo,Ann Archer,1\n"
COMPANIES = "company,role\nAcme,Engineer\nDune,Manager\n"
STRANGE = "Wer,Wo,Post\nZoe Zell,Acme,zoe@acme.example\n"
KINDS = {
    "meetings.ics": calendar(event()),
    "sent.mbox": mail("ann@archer.example", "zoe@acme.example") + mail("zoe@acme.example", "ann@archer.example"),
    "one.eml": mail("ann@archer.example", "yan@acme.example").partition("\n")[2],
    "cards.vcf": CARD,
    "google.csv": GOOGLE,
    "outlook.csv": OUTLOOK,
    "edges.csv": EDGES,
    "wanted.csv": COMPANIES,
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(pool(tmp_path_factory.mktemp("kinds"))) as running:
        yield running


def brought(client: TestClient, name: str, content: str | bytes, **fields: str) -> tuple[dict[str, object], str]:
    """The job of an import once it is over, and its page."""
    answer = client.post(
        "/api/v1/imports",
        files={"archives": (name, content if isinstance(content, bytes) else content.encode())},
        data=fields,
    )
    assert answer.status_code == 202, answer.text
    job, until = answer.json()["id"], time.monotonic() + 30
    while time.monotonic() < until:
        told = client.get(f"/api/v1/imports/{job}").json()
        if told["state"] in {"done", "failed", "cancelled"}:
            return told, unescape(client.get(f"/imports/{job}").text)
        time.sleep(0.05)
    pytest.fail("the import did not end")


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_comes_in_with_its_report(client: TestClient, name: str) -> None:
    told, page = brought(client, name, KINDS[name], owner=OWNER)
    assert told["state"] == "done", told
    (source,) = told["result"]["sources"]  # type: ignore[index]
    (file,) = source["files"]
    assert file["seen"] == file["kept"] + sum(file["skipped"].values())
    assert file["seen"]
    assert name in page
    assert all(note in page or note[:1].upper() + note[1:] in page for note in file["notes"])
    assert name in client.get("/sources").text


def test_the_columns_of_a_list_are_the_users_word(client: TestClient) -> None:
    told, page = brought(client, "liste.csv", STRANGE, owner=OWNER, map_name="Wer", map_company="Wo", map_email="Post")
    assert told["state"] == "done", told
    assert "Columns read as name = Wer, email = Post, company = Wo" in page


def test_a_column_that_is_not_there_is_said_with_those_that_are(client: TestClient) -> None:
    told, _ = brought(client, "other.csv", STRANGE.replace("Zoe", "Zora"), owner=OWNER, map_name="Name")
    assert told["state"] == "failed"
    assert "its columns are Wer, Wo, Post" in str(told["problem"])
    assert "--" not in str(told["problem"])


def test_the_page_has_a_field_for_each_column_and_takes_each_kind_of_file(client: TestClient) -> None:
    page = client.get("/import").text
    wanted = ("name", "first", "last", "email", "url", "company", "title", "since")
    assert all(f'name="map_{field}"' in page for field in wanted)
    accepted = page.split('accept="')[1].split('"')[0].split(",")
    assert {Path(name).suffix for name in KINDS} <= set(accepted)


def test_an_archive_that_does_not_say_whose_it_is_is_asked_about_with_the_owners_there_are(client: TestClient) -> None:
    """The page and the interface name them; what is chosen is said back, and it comes in as theirs."""
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    text = f"{head}Zoe,Zell,https://www.linkedin.com/in/zz-zoe-zell,,Acme,Engineer,01 Mar 2024\n"
    told, page = brought(client, "Connections.csv", text)
    problem = told["problem"]
    assert isinstance(problem, dict)
    assert "Ann Archer" in problem["suggestions"]
    assert "perhaps one of" in page
    assert "'Ann Archer'" in page
    assert "--" not in problem["detail"]
    done, _ = brought(client, "Connections.csv", text, owner="Ann Archer")
    assert [source["owner"] for source in done["result"]["sources"]] == ["Ann Archer"]  # type: ignore[index]


def test_what_lay_in_one_file_stands_inside_it_and_goes_out_with_it(client: TestClient, tmp_path: Path) -> None:
    truth = make_archive(tmp_path / "a.zip", seed=3, connections=30, uploaded=True)
    told, page = brought(client, "a.zip", truth.path.read_bytes())
    listed = client.get("/api/v1/sources").json()["items"]
    book = next(one for one in listed if one["beside"])
    (archive,) = book["beside"]
    assert len(told["result"]["sources"]) == 2  # type: ignore[index]
    for text in (page, client.get("/sources").text):
        assert f'id="archive-{archive}"' in text
        assert f'id="archive-{book["id"]}"' not in text
        assert f"Its address book, <bdi>{book['name']}</bdi>: " in text
    assert f"So does what lay in one file with it: {book['name']}." in client.get(f"/sources/{archive}/forget").text
    client.delete(f"/api/v1/sources/{archive}")
    assert book["id"] not in [one["id"] for one in client.get("/api/v1/sources").json()["items"]]


def test_the_heading_counts_archives_with_what_is_in_them() -> None:
    zipped = ArchiveCount(1, "ada.zip", "Ada", date(2026, 1, 1), (), (), ())
    book = replace(zipped, id=2, name="ImportedContacts.csv", kind="contacts")
    assert FinishedImport((replace(zipped, within=(book,)),), 3, 1, 1).heading == "1 archive is in"
    assert FinishedImport((zipped, book, book), 3, 1, 1).heading == "1 archive and 2 files are in"
    assert FinishedImport((zipped, replace(zipped, id=3)), 3, 1, 1).heading == "2 archives are in"
    assert FinishedImport((book,), 3, 1, 1).heading == "1 file is in"
    assert FinishedImport((book,), 3, 1, 1).found == "3 people, 1 company and 1 tie between people were found"
