"""Files of an archive that name people by name alone, and the address book that lies in one."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from other_sources import contacts, mail, people
from test_ingest_eras import tied
from test_ingest_spellings import archive, table

from graph.dossiers import dossiers
from graph.model import Channel, FactClass, StatementKind
from graph.network import load
from graph.stores.workspace import Workspace
from graph.strength import pair_columns, tie_columns
from ingest.load import import_paths
from referral.pair_facts import THEY, YOU, Pair, statement_facts
from synthetic.archive import make_archive

BOOK = (
    "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,InstantMessageHandles,"
    "FullName,Birthday,Location,BookmarkedAt,Profiles\n"
)


def book(*people: tuple[str, str, str, str]) -> str:
    """An address book: first name, last name, company, mails."""
    rows = (f'MOBILE,{a},{b},{c},,"{mails}",+4312345,"3/4/16, 9:10 AM",,,,{a} {b},,,,\n' for a, b, c, mails in people)
    return BOOK + "".join(rows)


# -- whom the owner follows, whom they answered ----------------------------------------------------------------------

FOLLOWS = """Date,Status,FullName
2025-12-06 10:05:49,Active,Ann0 Archer0
2025-12-07 10:05:49,Unfollow,Ann1 Archer1
2025-12-08 10:05:49,Active,Some Celebrity
2025-12-09 10:05:49,Active,LinkedIn Member
2025-12-10 10:05:49,Active,"Ann2 Archer2, PhD"
2025-12-11 10:05:49,Active,Mara Lindqvist
"""


def test_whom_the_owner_follows(tmp_path: Path) -> None:
    """A follow is kept of a connection; it makes nobody and no tie."""
    workspace, files = archive(tmp_path, {"Connections.csv": table(), "Member_Follows_123.csv": FOLLOWS})
    report = files["Member_Follows_123.csv"]
    assert (report.seen, report.kept) == (6, 2)
    reasons = {"no longer followed": 1, "nobody known by this": 1, "deleted member": 1, "owner": 1}
    assert report.skipped == reasons
    assert sorted(people(workspace)) == ["Ann0 Archer0", "Ann1 Archer1", "Ann2 Archer2"]
    me, ann = workspace.owner("Mara Lindqvist").id, people(workspace)["Ann0 Archer0"].id
    (told,) = workspace.statements_between(me, [ann])[ann]
    assert (told.kind, told.author, told.at) == (StatementKind.FOLLOW, me, date(2025, 12, 6))


COMMENTS = (
    "Date,Link,Message\n"
    '2025-12-06 10:05:49,x,"Ann0 Archer0 secret words, \\"quoted, with a comma\\" and more"\n'
    "2025-12-07 10:05:49,x,Ann0 Archer0, again with secrets\n"
    '2025-12-08 10:05:49,x,"ann1 archer1 in small letters is a word like others"\n'
    '2025-12-09 10:05:49,x,"Congratulations Ann1 Archer1!"\n'
    '2025-12-10 10:05:49,x,"two\nlines"\n'
    "2025-12-11 10:05:49,x,Ann2 Archer2! well done\n"
    "2025-12-12 10:05:49,x,\n"
)


def test_whom_the_owner_answered_in_public(tmp_path: Path) -> None:
    workspace, files = archive(tmp_path, {"Connections.csv": table(), "Comments_123.csv": COMMENTS})
    report = files["Comments_123.csv"]
    assert (report.seen, report.kept, report.skipped) == (7, 3, {"nobody known by this": 4})
    assert len(people(workspace)) == 3
    assert b"secret" not in b"".join(path.read_bytes() for path in tmp_path.glob("w.sqlite*"))
    me, ann = workspace.owner("Mara Lindqvist").id, people(workspace)["Ann0 Archer0"].id
    network = load(workspace, until=None)
    (told,) = dossiers(workspace, network, me, [ann], date(2026, 11, 25)).values()
    facts = [fact for _, fact in statement_facts(told, Pair(YOU, THEY))]
    assert [(fact.text, fact.kind) for fact in facts] == [
        ("You publicly answered them in Dec 2025", FactClass.DECLARED)
    ]


def test_a_name_of_two_connections_is_nobodys(tmp_path: Path) -> None:
    twins = table() + "Ann0,Archer0,https://www.linkedin.com/in/zz-other,,Birch,Cook,12 Jan 2024\n"
    files = {"Connections.csv": twins, "Member_Follows.csv": FOLLOWS, "Comments.csv": COMMENTS}
    _, reports = archive(tmp_path, files)
    assert reports["Member_Follows.csv"].skipped["ambiguous name"] == 1
    assert reports["Comments.csv"].skipped["ambiguous name"] == 2


def test_neither_weighs_anything(tmp_path: Path) -> None:
    """The strength of every tie is what it is without these files."""
    found = []
    for number, more in enumerate(({}, {"Member_Follows.csv": FOLLOWS, "Comments.csv": COMMENTS})):
        (tmp_path / str(number)).mkdir()
        workspace, _ = archive(tmp_path / str(number), {"Connections.csv": table(), **more})
        facts = workspace.facts()
        ties = tie_columns(facts, pair_columns(facts, until=2_000_000_000))
        found.append((ties.strength.tolist(), ties.classes.tolist()))
    assert found[0] == found[1]


# -- the address book ------------------------------------------------------------------------------------------------

ANN, BO = ("Ann0", "Archer0", "", "ann@home.example,ann@acme.example"), ("Bo", "Bell", "Birch", "bo@birch.example")


HOME = ("Ann0", "Archer0", "", "ann@home.example")


def brought(
    folder: Path, connections: str, *cards: tuple[str, str, str, str], name: str = "ImportedContacts.csv"
) -> Workspace:
    made = folder / "archive"
    made.mkdir(parents=True)
    profile = "First Name,Last Name,Maiden Name,Birth Date,Headline,Geo Location\nMara,Lindqvist,,,Engineer,\n"
    for file, text in (("Profile.csv", profile), ("Connections.csv", connections), (name, book(*cards))):
        (made / file).write_text(text, encoding="utf-8")
    workspace = Workspace.open(folder / "w.sqlite")
    import_paths(workspace, [made])
    return workspace


@pytest.mark.parametrize("name", ["ImportedContacts.csv", "Imported Contacts.csv", "Contacts.csv", "contacts_1.csv"])
def test_the_address_book_is_the_owners_contacts(tmp_path: Path, name: str) -> None:
    """It leads from a mail address to a connection of that name, and shows who is known but not connected."""
    with brought(tmp_path, table(), ANN, BO, name=name) as workspace:
        assert sorted(people(workspace)) == ["Ann0 Archer0", "Ann1 Archer1", "Ann2 Archer2", "Bo Bell"]
        assert [(one.kind, one.owner_name) for one in workspace.sources()] == [
            ("archive", "Mara Lindqvist"),
            ("contacts", "Mara Lindqvist"),
        ]
        assert people(workspace)["Bo Bell"].company_name == "Birch"
        (tmp_path / "m.mbox").write_text(mail("ann@acme.example", "mara@lindqvist.example"))
        import_paths(workspace, [tmp_path / "m.mbox"], owner="Mara Lindqvist <mara@lindqvist.example>")
        assert [row[0] for row in contacts(workspace, Channel.MAIL)] == ["Ann0 Archer0"]
        assert len(people(workspace)) == 4


def test_what_it_joined_is_shown_and_taken_back(tmp_path: Path) -> None:
    with brought(tmp_path, table(), ANN) as workspace:
        (pair,) = [one for one in workspace.doubtful_pairs() if one.automatic]
        assert "address book" in pair.reasons[0]
        workspace.forget(2)
        assert len(people(workspace)) == 3
        assert not workspace.doubtful_pairs()


def test_it_goes_out_with_the_last_archive_that_held_it(tmp_path: Path) -> None:
    """A newer export with the same address book keeps it in; with the last of them nothing of it is left."""
    with brought(tmp_path, table(), BO) as workspace:
        newer = tmp_path / "newer"
        shutil.copytree(tmp_path / "archive", newer)
        (newer / "Connections.csv").write_text(
            table() + "Cy,Cole,https://www.linkedin.com/in/zz-cy,,Elm,Cook,9 Jan 2025\n"
        )
        report = import_paths(workspace, [newer])
        (book,) = [one for one in workspace.sources() if one.kind == "contacts"]
        assert book.beside == (1, 3)
        assert [one.id for one in report.sources] == [3, book.id]
        workspace.forget(1)
        assert "Bo Bell" in people(workspace)
        assert {one.id: one.beside for one in workspace.sources()} == {book.id: (3,), 3: ()}
        workspace.forget(3)
        assert workspace.sources() == []
        assert people(workspace) == {}


def test_of_one_that_came_in_before_it_is_known_after_the_next_import(tmp_path: Path) -> None:
    with brought(tmp_path, table(), BO) as workspace:
        with sqlite3.connect(tmp_path / "w.sqlite") as raw:
            raw.execute("DELETE FROM source_beside")
        raw.close()
        before = workspace.generation()
        assert all(one.again for one in import_paths(workspace, [tmp_path / "archive"]).sources)
        assert [one.beside for one in workspace.sources()] == [(), (1,)]
        assert (changed := workspace.generation()) > before
        import_paths(workspace, [tmp_path / "archive"])
        assert workspace.generation() == changed


def test_it_can_go_out_alone(tmp_path: Path) -> None:
    with brought(tmp_path, table(), BO) as workspace:
        workspace.forget(2)
        assert [(one.kind, one.beside) for one in workspace.sources()] == [("archive", ())]
        assert "Bo Bell" not in people(workspace)


def test_namesakes_in_it_or_among_connections_stay_apart(tmp_path: Path) -> None:
    twins = table() + "Ann0,Archer0,https://www.linkedin.com/in/zz-other,,Birch,Cook,12 Jan 2024\n"
    with brought(tmp_path / "a", twins, HOME) as workspace:
        assert len(list(workspace.find_people("Ann0", limit=9))) == 3
    with brought(tmp_path / "b", table(), HOME, ("Ann0", "Archer0", "", "other@x.example")) as workspace:
        assert len(list(workspace.find_people("Ann0", limit=9))) == 3


def test_in_a_pool_it_is_whose_archive_it_lies_in(tmp_path: Path) -> None:
    """Two owners, two address books: nobody is asked, and none is given to the other."""
    truths = [
        make_archive(tmp_path / f"{seed}.zip", seed=seed, connections=40, uploaded=True, era=era)
        for seed, era in ((1, "2026"), (2, "2019"))
    ]
    with Workspace.open(tmp_path / "w.db") as workspace:
        report = import_paths(workspace, [truth.path for truth in truths])
        books = [one for one in report.sources if one.kind == "contacts"]
        assert [one.owner for one in books] == [truth.owner for truth in truths]
        assert all(file.kept == file.seen > 5 for one in books for file in one.files)
        again = import_paths(workspace, [truth.path for truth in truths])
        assert all(one.again for one in again.sources)
        assert len(again.sources) == 4


@pytest.mark.parametrize("era", ["2017", "2021", "2026"])
def test_it_makes_nobody_twice(tmp_path: Path, era: str) -> None:
    truth = make_archive(tmp_path / "a.zip", seed=5, connections=60, uploaded=True, era=era)
    with Workspace.open(tmp_path / "w.db") as workspace:
        import_paths(workspace, [truth.path])
        assert len({tie.person.id for tie in tied(workspace, *workspace.owners())}) == len(truth.people)


def test_an_address_book_of_google_by_the_same_name_is_read(tmp_path: Path) -> None:
    """`contacts.csv` is what Google and Outlook call their export."""
    (tmp_path / "contacts.csv").write_text("First Name,Last Name,E-mail 1 - Value\nBo,Bell,bo@x.example\n")
    with Workspace.open(tmp_path / "w.db") as workspace:
        (source,) = import_paths(workspace, [tmp_path / "contacts.csv"], owner="Mara Lindqvist").sources
        assert (source.kind, source.files[0].kept) == ("contacts", 1)
