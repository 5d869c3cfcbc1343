"""Whose archive it is: by the profile, by role in invitations and messages, however the name is spelled; else asked."""

from __future__ import annotations

from pathlib import Path

import bad_archives as bad
import pytest

from graph.errors import InputError
from graph.stores.workspace import Workspace
from ingest import errors
from ingest.load import import_paths
from ingest.name_likeness import alike, same_name
from ingest.report import ImportReport

IN = "https://www.linkedin.com/in/"
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers\n"
)
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Tamsin,Orrelbeck,{IN}zz-tamsin,,Quillmere,Engineer,06 May 2024\n"
    f"Ivo,Brandvale,{IN}zz-ivo,,Quillmere,Lead,07 May 2024\n"
)
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)
INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
LEADS = (
    "First Name,Last Name,Headline,Location,Current Title,Current Company,Email Address,Phone Number,Profile URL\n"
    f"Tamsin,Orrelbeck,Data Engineer,Carrowmere,Data Engineer,Quillmere,,,{IN}zz-tamsin\n"
)


def profile(first: str, last: str, maiden: str = "") -> str:
    return f'{PROFILE}{first},"{last}",{maiden},,,Engineer,,Software,,,,,\n'


def talk(name: str, *others: str, slug: str = "zz-marek") -> str:
    """A message to each of `others` and back."""
    rows = []
    for n, other in enumerate(others):
        me, them = f"{name},{IN}{slug}", f"{other.title()} X,{IN}zz-{other}"
        rows.append(f"c{n},,{me},{them},2026-03-0{n + 1} 10:00:00 UTC,,x,INBOX\n")
        rows.append(f"c{n},,{them},{me},2026-03-0{n + 1} 11:00:00 UTC,,x,INBOX\n")
    return MESSAGES + "".join(rows)


def brought(tmp_path: Path, owner: str | None = None, **files: str) -> tuple[Workspace, ImportReport]:
    path = bad.zipped(tmp_path / "a.zip", [(f"{name.replace('_', ' ')}.csv", text) for name, text in files.items()])
    workspace = Workspace.open(tmp_path / "w.sqlite")
    return workspace, import_paths(workspace, [path], owner=owner)


def people(workspace: Workspace) -> set[str | None]:
    return {person.slug for person in workspace.find_people("", limit=99)}


SPELLINGS = [
    ("Marek", "Ionescu, MBA 🚀", "Marek Ionescu"),
    ("Dr. Marek", "Ionescu", "Marek Ionescu"),
    ("Marek", "Ionescu", "Marek Ionescu | Hiring!"),
    ("Marek", "Ionescu (he/him)", "★ Marek Ionescu ★"),
    ("MAREK", "IONESCU", "Marek Ionescu"),
    ("Marek Andrei", "Ionescu", "Marek Ionescu"),
    ("Marek", "Ionescu-Popa", "Marek Ionescu"),
    ("Marek", "I.", "Marek Ionescu"),
    ("Марек", "Ионеску", "Marek Ionescu"),
    ("Marek", "Ionescu", "Марек Ионеску"),
    ("Mueller", "Hans", "Hans Müller"),
    ("王伟", "", "Wei Wang"),
    ("山田", "太郎", "Taro Yamada"),
    ("דנה", "כהן", "Dana Cohen"),
]


@pytest.mark.parametrize(("first", "last", "shown"), SPELLINGS)
@pytest.mark.parametrize("invited", [0, 1, 4])
def test_one_owner_however_the_name_is_spelled(tmp_path: Path, first: str, last: str, shown: str, invited: int) -> None:
    files = {
        "Profile": profile(first, last),
        "Connections": CONNECTIONS,
        "messages": talk(shown, "tamsin", "ivo"),
    }
    if invited:
        rows = [
            f'{shown},Some One,"5/{n + 1}/24, 6:36 PM",,OUTGOING,{IN}zz-marek,{IN}zz-tamsin\n' for n in range(invited)
        ]
        files["Invitations"] = INVITATIONS + "".join(rows)
    workspace, _ = brought(tmp_path, **files)
    (owner,) = workspace.owners()
    assert owner.slug == "zz-marek"
    assert people(workspace) == {"zz-marek", "zz-tamsin", "zz-ivo"}


def test_a_name_from_before_marriage(tmp_path: Path) -> None:
    files = {"Connections": CONNECTIONS, "messages": talk("Dee Dunn", "tamsin", "ivo", "ola", "per")}
    workspace, _ = brought(tmp_path, Profile=profile("Dee", "Archer", "Dunn"), **files)
    assert [(o.name, o.slug) for o in workspace.owners()] == [("Dee Archer", "zz-marek")]


def test_a_namesake_in_one_conversation_is_not_the_owner(tmp_path: Path) -> None:
    """The owner writes with a middle name; a contact is called exactly as the profile says."""
    namesake = f"c9,,Marek Ionescu,{IN}zz-other,Marek Andrei Ionescu,{IN}zz-marek,2026-01-01 10:00:00 UTC,,x,INBOX\n"
    files = {"Connections": CONNECTIONS, "messages": talk("Marek Andrei Ionescu", "tamsin", "ivo") + namesake}
    workspace, _ = brought(tmp_path, Profile=profile("Marek", "Ionescu"), **files)
    (owner,) = workspace.owners()
    assert owner.slug == "zz-marek"
    assert "zz-other" in people(workspace)


def test_another_name_in_the_same_script_is_asked_about(tmp_path: Path) -> None:
    files = {"Profile": profile("Dee", "Dunn"), "messages": talk("Eve Ek", "a", "b", "c", slug="zz-eve")}
    with pytest.raises(errors.OwnerMismatchError, match=r"'Dee Dunn' or of 'Eve Ek \(zz-eve\)'"):
        brought(tmp_path, **files)
    for number, word in enumerate(("zz-eve", "Eve Ek", f"{IN}zz-eve")):
        (tmp_path / str(number)).mkdir()
        workspace, _ = brought(tmp_path / str(number), word, **files)
        assert [o.slug for o in workspace.owners()] == ["zz-eve"]


@pytest.mark.parametrize("lead", [LEADS, LEADS + LEADS.splitlines()[1].replace("amsin", "imo") + "\n"])
@pytest.mark.parametrize("name", ["Candidates", "recruiter_export", "Profile"])
def test_a_list_of_leads_is_no_profile(tmp_path: Path, lead: str, name: str) -> None:
    files = {name: lead, "Connections": CONNECTIONS}
    with pytest.raises(errors.OwnerUnknownError):
        brought(tmp_path, **files)
    workspace, report = brought(tmp_path, "Marek Ionescu", **files)
    assert [o.name for o in workspace.owners()] == ["Marek Ionescu"]
    assert [n.replace("_", " ") for n in report.sources[0].unknown] == [f"{name.replace('_', ' ')}.csv"]


def test_a_profile_beside_a_list_of_leads(tmp_path: Path) -> None:
    files = {"Candidates": LEADS, "Profile": profile("Marek", "Ionescu"), "Connections": CONNECTIONS}
    workspace, _ = brought(tmp_path, **files)
    assert [o.name for o in workspace.owners()] == ["Marek Ionescu"]


@pytest.mark.parametrize(
    ("named", "slug", "name"),
    [
        ("zz-dee", "zz-dee", "zz-dee"),
        (f"{IN}zz-dee/", "zz-dee", "zz-dee"),
        ("www.linkedin.com/in/zz-dee", "zz-dee", "zz-dee"),
        ("Dee Dunn", None, "Dee Dunn"),
        ("dee@dunn.example", None, "dee@dunn.example"),
    ],
)
def test_owner_takes_name_slug_url_or_mail(tmp_path: Path, named: str, slug: str | None, name: str) -> None:
    workspace, _ = brought(tmp_path, named, Connections=CONNECTIONS)
    assert [(o.slug, o.name) for o in workspace.owners()] == [(slug, name)]


@pytest.mark.parametrize("named", ["zz-marek", f"{IN}zz-marek", "marek ionescu", "Marek Ionescu, PhD", "me@x.example"])
def test_whoever_is_named_is_looked_up_in_the_archive(tmp_path: Path, named: str) -> None:
    mails = "Email Address,Confirmed,Primary,Updated On\nme@x.example,Yes,Yes,\n"
    files = {"Profile": profile("Marek", "Ionescu"), "Email_Addresses": mails, "messages": talk("Marek Ionescu", "ivo")}
    workspace, _ = brought(tmp_path, named, **files)
    assert [(o.slug, o.name) for o in workspace.owners()] == [("zz-marek", "Marek Ionescu")]


def test_one_conversation_tells_nothing_and_the_choices_are_listed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"'Ivo X \(zz-ivo\)', 'Marek Ionescu \(zz-marek\)'.*say whose it is"):
        brought(tmp_path, messages=talk("Marek Ionescu", "ivo"))
    workspace, _ = brought(tmp_path, "zz-marek", messages=talk("Marek Ionescu", "ivo"))
    assert [(o.slug, o.name) for o in workspace.owners()] == [("zz-marek", "Marek Ionescu")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Dee Dunn", "Lee Dunn"), ("Dee Dunn", "Eve Ek"), ("Dee Dunn", "Dee"), ("Doe, Jane", "Doe, John")),
        *(("Иван Петров", "Maria Petrova"), ("Ann Archer", "Ann Archery"), ("", "Dee Dunn"), ("🚀", "★")),
    ],
)
def test_names_of_two_people(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


@pytest.mark.parametrize(("first", "last", "shown"), SPELLINGS[:12])
def test_names_of_one_person(first: str, last: str, shown: str) -> None:
    assert alike(f"{first} {last}", shown)
    assert alike(shown, f"{first} {last}")
    assert same_name(shown, shown)
