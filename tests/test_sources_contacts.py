"""Contact cards and lists of people from other programs, and who is one person with whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from other_sources import IVO, ME, OWNER, TAM, brought, contacts, file_of, mail, people, ties

from graph.dossiers import dossiers
from graph.errors import UsageError
from graph.model import Channel, Mark
from graph.network import load
from graph.stores.workspace import Workspace
from ingest.decode import LONGEST_LINE
from ingest.errors import (
    CodePageError,
    LeadListError,
    NotMappedError,
    OverlongLineError,
    OwnerUnknownError,
    YieldsNothingError,
)
from ingest.load import import_paths
from ingest.sources.columns import guess, parse_map
from referral.pair_facts import connection_facts

QP = "N;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller;J=F6rg\nORG;QUOTED-PRINTABLE:Quill=\nmere Labs\nEMAIL;WORK:j@x.example"
CARDS: list[tuple[str, str, str, str]] = [
    (
        f"VERSION:3.0\nFN:Tamsin Orrelbeck\nORG:Quillmere Labs;Data\nTITLE:Data Engineer\nEMAIL;TYPE=WORK:{TAM}",
        "Tamsin Orrelbeck",
        "Quillmere Labs",
        "Data Engineer",
    ),
    (f"VERSION:2.1\n{QP}", "Jörg Müller", "Quillmere Labs", ""),
    (
        "VERSION:4.0\nN:Orrelbeck;Tamsin;;;\nitem1.EMAIL;PREF=1:MAILTO:T@X.example\nPHOTO:data:image/png;base64,AAAA\n BBBB",
        "Tamsin Orrelbeck",
        "",
        "",
    ),
    (
        "VERSION:3.0\nFN:Anna Verylong\n  Name\nitem2.URL:https\\://www.linkedin.com/in/zz-demo-anna\nORG:A\\; B",
        "Anna Verylong Name",
        "A; B",
        "",
    ),
    ("FN:x@y.example\nEMAIL:x@y.example\nbroken line\n", "", "", ""),
]


def vcard(*bodies: str) -> str:
    return "".join(
        f"BEGIN:VCARD\r\n{body}\r\nEND:VCARD\r\n".replace("\n", "\r\n").replace("\r\r", "\r") for body in bodies
    )


@pytest.mark.parametrize(("body", "name", "company", "title"), CARDS)
def test_cards_of_every_version(tmp_path: Path, body: str, name: str, company: str, title: str) -> None:
    workspace, report = brought(tmp_path, "c.vcf", vcard(body))
    assert file_of(report).kept == 1
    (found,) = people(workspace).values()
    assert (found.name, found.company_name, found.title) == (name, company, title)
    assert ties(workspace) == {frozenset(("Mara Lindqvist", name))}


def test_cards_of_nobody(tmp_path: Path) -> None:
    bodies = [
        "ORG:Quillmere",
        "KIND:group\nFN:Friends",
        "TEL:1",
        "FN:LinkedIn Member",
        f"FN:Me\nEMAIL:{ME}",
        f"FN:I\nEMAIL:{IVO}",
    ]
    workspace, report = brought(tmp_path, "c.vcf", vcard(*bodies))
    assert dict(file_of(report).skipped) == {"company page": 2, "no name": 1, "deleted member": 1, "owner": 1}
    assert list(people(workspace)) == ["I"]


GOOGLE_NEW = 'First Name,Middle Name,Last Name,Phonetic First Name,Name Suffix,File As,Organization Name,Organization Title,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value\nTamsin,,Orrelbeck,,,,Quillmere Labs,Data Engineer,"a\n",* x,* Work,tamsin@quillmere.example ::: t@home.example,t@third.example\n'
GOOGLE_OLD = "Name,Given Name,Family Name,Occupation,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name,Organization 1 - Title\nTamsin Orrelbeck,Tamsin,Orrelbeck,,* x,*,tamsin@quillmere.example,Quillmere Labs,Data Engineer\n"
OUTLOOK = "First Name,Last Name,Title,Suffix,Given Yomi,E-mail Address,E-mail 2 Address,Job Title,Company\nTamsin,Orrelbeck,Dr,,,tamsin@quillmere.example,,Data Engineer,Quillmere Labs\n"
XING = '"Nachname";"Vorname";"Firma";"Position";"E-Mail"\n"Orrelbeck";"Tamsin";"Quillmere Labs";"Data Engineer";"tamsin@quillmere.example"\n'
TOOL = "Full Name,Employer,Role,Personal Email,LinkedIn URL,Connected At\nTamsin Orrelbeck,Quillmere Labs,Data Engineer,tamsin@quillmere.example,https://linkedin.com/in/zz-demo-tamsin,2024-05-06\n"
DEX = "first_name,last_name,job_title,company,linkedin,emails\nTamsin,Orrelbeck,Data Engineer,Quillmere Labs,zz-demo-tamsin,tamsin@quillmere.example\n"
TABLES = {"new": GOOGLE_NEW, "old": GOOGLE_OLD, "outlook": OUTLOOK, "xing": XING, "tool": TOOL, "dex": DEX}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_lists_of_other_programs(tmp_path: Path, text: str) -> None:
    workspace, report = brought(tmp_path, "people.csv", text)
    found = people(workspace)["Tamsin Orrelbeck"]
    assert (found.company_name, found.title) == ("Quillmere Labs", "Data Engineer")
    assert file_of(report).notes[0].startswith("columns read as ")
    again = import_paths(workspace, [tmp_path / "people.csv"], owner=OWNER)
    assert again.sources[0].again
    (tmp_path / "m.mbox").write_text(mail(TAM, ME))
    import_paths(workspace, [tmp_path / "m.mbox"])
    assert [c[0] for c in contacts(workspace, Channel.MAIL)] == ["Tamsin Orrelbeck"], "joined by the mail address"
    assert len(people(workspace)) == 1


def test_a_code_page_and_another(tmp_path: Path) -> None:
    text = OUTLOOK.replace("Tamsin", "Zoë")
    workspace, _ = brought(tmp_path, "o.csv", text.encode("cp1252"))
    assert "Zoë Orrelbeck" in people(workspace)
    with pytest.raises(CodePageError):
        brought(tmp_path, "k.csv", OUTLOOK.replace("Tamsin", "Тамсин").encode("cp1251"))


def test_the_users_own_word_for_columns(tmp_path: Path) -> None:
    text = "Person Called,Works For,Company\nIvo Brandvale,Quillmere Labs,x\n"
    workspace, report = brought(tmp_path, "l.csv", text, columns=parse_map(["name=Person Called,company=Works For"]))
    assert people(workspace)["Ivo Brandvale"].company_name == "Quillmere Labs"
    assert "not read: Company" in file_of(report).notes[0]
    with pytest.raises(NotMappedError, match="'Nickname'; its columns are Person Called, Works For, Company"):
        brought(tmp_path, "l.csv", text, columns=parse_map(["name=Nickname"]))


@pytest.mark.parametrize("text", ["name", "age=Age", "name=", "=x", "name=A,b"])
def test_what_is_no_map(text: str) -> None:
    if text == "name=A,b":
        assert parse_map([text]) == {"name": "A,b"}
        return
    with pytest.raises(UsageError, match="FIELD=COLUMN"):
        parse_map([text])


def test_one_by_address_never_by_name(tmp_path: Path) -> None:
    """The archive knows a Tamsin by profile and mail; a card has the mail, another only the name."""
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        f"Tamsin,Orrelbeck,https://www.linkedin.com/in/zz-demo-tam,{TAM},Quillmere,Engineer,06 May 2024\n"
    )
    workspace = Workspace.open(tmp_path / "w.sqlite")
    import_paths(workspace, [tmp_path / "Connections.csv"], owner="Mara Lindqvist")
    bodies = [f"FN:T. Orrelbeck\nEMAIL:other@x.example\nEMAIL:{TAM}", "FN:Tamsin Orrelbeck"]
    (tmp_path / "c.vcf").write_text(vcard(*bodies))
    import_paths(workspace, [tmp_path / "c.vcf"])
    slugs = sorted((p.slug or "", p.name) for p in workspace.find_people("", limit=9) if not p.owner)
    assert [slug for slug, _ in slugs] == ["", "zz-demo-tam"]


def test_an_address_of_two_is_nobodys(tmp_path: Path) -> None:
    bodies = [
        "FN:Anna Berg\nEMAIL:home@berg.example",
        "FN:Tom Keller\nEMAIL:home@berg.example",
        f"FN:Anna Berg\nEMAIL:{IVO}\nEMAIL:info@x.example",
    ]
    workspace, report = brought(tmp_path, "c.vcf", vcard(*bodies))
    assert file_of(report).kept == 3
    assert len([p for p in workspace.find_people("", limit=9) if not p.owner]) == 3


def test_order_does_not_matter(tmp_path: Path) -> None:
    """Cards first or archive first: the same people, by the same keys."""
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        f"Tamsin,Orrelbeck,https://www.linkedin.com/in/zz-demo-tam,{TAM},Quillmere,Engineer,06 May 2024\n"
    )
    (tmp_path / "c.vcf").write_text(vcard(f"FN:Tamsin O.\nEMAIL:{TAM}\nEMAIL:b@x.example", "FN:B\nEMAIL:b@x.example"))
    found = []
    for number, names in enumerate((["c.vcf", "Connections.csv"], ["Connections.csv", "c.vcf"])):
        workspace = Workspace.open(tmp_path / f"w{number}.sqlite")
        for name in names:
            import_paths(workspace, [tmp_path / name], owner=OWNER)
        found.append([(p.slug, p.owner) for p in workspace.find_people("", limit=9)])
    assert sorted(found[0], key=str) == sorted(found[1], key=str)
    assert ("zz-demo-tam", False) in found[0]


def test_a_line_without_end_is_refused_in_a_list_too(tmp_path: Path) -> None:
    with pytest.raises(OverlongLineError):
        brought(tmp_path, "c.csv", f"Name,E-mail 1 - Value\nTamsin O.,{TAM}\n" + "x" * (LONGEST_LINE + 1))


def test_of_a_card_with_a_line_without_end_the_rest_is_read(tmp_path: Path) -> None:
    body = f"PHOTO:{'x' * (2 * LONGEST_LINE)}\nFN:Tamsin Orrelbeck\nEMAIL:{TAM}"
    workspace, _ = brought(tmp_path, "c.vcf", vcard(body))
    assert "Tamsin Orrelbeck" in people(workspace)


def test_whose_contacts_they_are(tmp_path: Path) -> None:
    with pytest.raises(OwnerUnknownError):
        brought(tmp_path, "c.vcf", vcard(f"FN:I\nEMAIL:{IVO}"), owner=None)
    with pytest.raises(YieldsNothingError):
        brought(tmp_path, "d.vcf", vcard("TEL:1"))
    assert not Workspace.open(tmp_path / "w.sqlite").sources()


def test_a_list_of_leads_is_nobodys_contacts(tmp_path: Path) -> None:
    text = "First Name,Last Name,Current Company,Email Address,Active Project\nA,B,C,a@b.example,x\n"
    with pytest.raises(LeadListError):
        brought(tmp_path, "l.csv", text)


def test_honorifics_are_no_jobs() -> None:
    assert not guess(["First Name", "Last Name", "Title", "Suffix", "Email"]).has("title")
    assert guess(["First Name", "Last Name", "Title", "Email"]).has("title")


def test_forgetting_takes_it_all_out(tmp_path: Path) -> None:
    workspace, report = brought(tmp_path, "c.vcf", vcard(f"FN:Ivo Brandvale\nORG:Quillmere\nEMAIL:{IVO}"))
    workspace.forget(report.sources[0].id)
    assert not workspace.find_people("", limit=9)
    assert b"Brandvale" not in (tmp_path / "w.sqlite").read_bytes()


def test_a_card_is_no_connection(tmp_path: Path) -> None:
    """Nobody is told to be connected "on an unknown day" with somebody whose card they keep."""
    workspace, _ = brought(tmp_path, "c.vcf", vcard(f"FN:Ivo Brandvale\nORG:Quillmere\nEMAIL:{IVO}"))
    with workspace:
        me, ivo = workspace.owner("Mara Lindqvist").id, workspace.person("Ivo Brandvale").id
        network = load(workspace, until=2_000_000_000)
        (told,) = dossiers(workspace, network, me, [ivo], date(2026, 11, 25)).values()
        assert (told.connected, told.connected_on, told.noted) == (False, None, True)
        assert [fact.text for fact in connection_facts(told)] == ["In an imported list of contacts"]
        row = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        (tmp_path / "Connections.csv").write_text(f"{row}Ivo,Brandvale,{IVO},Quillmere,,06 May 2020\n")
        import_paths(workspace, [tmp_path / "Connections.csv"], owner=OWNER)
        (now,) = dossiers(workspace, load(workspace, until=None), me, [ivo], date(2026, 11, 25)).values()
        assert (now.connected, now.connected_on, now.noted) == (True, date(2020, 5, 6), False)


def test_a_list_read_by_another_map_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """What the wrong column showed is gone without a trace; asks and marks stay with who is in both."""
    text = "Name,Nick,Employer,Company,Email\nIvo Brandvale,Vole,Quillmere,Zzyzx,ivo@quillmere.example\nBo Bell,B,Birch,Z,\n"
    workspace, first = brought(tmp_path, "l.csv", text, columns=parse_map(["name=Nick,company=Company"]))
    assert people(workspace)["Vole"].company_name == "Zzyzx"
    path, me = tmp_path / "l.csv", workspace.owner("Mara Lindqvist").id
    workspace.set_mark(me, people(workspace)["Vole"].id, Mark(close=True))
    again = import_paths(workspace, [path], owner=OWNER, columns=parse_map(["name=Nick,company=Company"]))
    assert again.sources[0].again, "the same word again changes nothing"
    right = import_paths(workspace, [path], owner=OWNER, columns=parse_map(["name=Name,company=Employer"]))
    assert not right.sources[0].again
    assert f"takes the place of source {first.sources[0].id}" in " ".join(file_of(right).notes)
    assert sorted((name, who.company_name) for name, who in people(workspace).items()) == [
        ("Bo Bell", "Birch"),
        ("Ivo Brandvale", "Quillmere"),
    ]
    assert len(workspace.sources()) == 1
    assert workspace.marks(me)[people(workspace)["Ivo Brandvale"].id].close
    assert import_paths(workspace, [path], owner=OWNER).sources[0].again, "without a word the last one holds"
    assert workspace.integrity() == []
    workspace.close()
    assert b"Zzyzx" not in (tmp_path / "w.sqlite").read_bytes()
