"""What files of other programs, languages and hands look like, and that each row of them is whole or counted."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from other_sources import brought, calendar, event, file_of, people, ties

from graph.errors import InputError
from graph.stores.workspace import Workspace
from ingest.dates import goes_on, month_in, written
from ingest.decode import is_legible, text_of
from ingest.errors import LeadListError, NotAnArchiveError, OwnerMismatchError
from ingest.load import import_paths
from ingest.placeholder_names import is_nobody
from ingest.report import FileReport
from ingest.sources.lists import company_of_posting

PROFILE = "First Name,Last Name,Maiden Name,Birth Date,Headline,Geo Location,Websites\nMara,Lindqvist,,,Engineer,,\n"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ROW = "Ann{n},Archer{n},https://www.linkedin.com/in/zz-ann-{n},,Acme {n},Clockmaker,1{n} Jan 2024"


def table(header: str = HEADER, row: str = ROW, rows: int = 3) -> str:
    return header + "\n" + "".join(row.format(n=n) + "\n" for n in range(rows))


def archive(folder: Path, files: dict[str, str], owner: str | None = None) -> tuple[Workspace, dict[str, FileReport]]:
    """A workspace with a folder of these files in it, and what the report says of each."""
    made = folder / "archive"
    for name, text in {"Profile.csv": PROFILE, **files}.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    workspace = Workspace.open(folder / "w.sqlite")
    (source,) = import_paths(workspace, [made], owner=owner).sources
    return workspace, {file.name: file for file in source.files}


# -- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    ["8 srpnja 2024", "8. júla 2024", "8. juuli 2024", "2024. gada 8. jūlijs", "2024 m. liepos 8 d.", "2024-W28-1"],
)
def test_days_of_neighbours_and_of_weeks(cell: str) -> None:
    found = written(cell)
    assert isinstance(found, datetime)
    assert found.date() == date(2024, 7, 8)


@pytest.mark.parametrize("cell", ["2024-W28", "2024-W60-1", "week 28 of 2024"])
def test_a_week_is_no_day(cell: str) -> None:
    assert written(cell) is None


@pytest.mark.parametrize("cell", ["2020年1月", "2020년 1월", "Jan-20", "Jan '20", "Jänner 2020", "sausio 2020"])
def test_months_as_spreadsheets_and_others_write_them(cell: str) -> None:
    assert month_in(cell) == date(2020, 1, 1)


@pytest.mark.parametrize(
    "cell", ["", "Present", "heute", "Aujourd’hui", "actualidad", "Настоящее время", "至今", "현재"]
)
def test_a_stay_that_goes_on(cell: str) -> None:
    assert goes_on(cell)
    assert not goes_on(f"{cell} 2020")


def test_who_is_there_at_present_is_there(tmp_path: Path) -> None:
    positions = "Company Name,Title,Description,Location,Started On,Finished On\nAcme,Dev,,,Jan-20,Present\n"
    workspace, files = archive(tmp_path, {"Connections.csv": table(), "Positions.csv": positions})
    assert not files["Positions.csv"].without
    me = workspace.owner("Mara Lindqvist").id
    stays = [stay for stay in workspace.employments([me])[me] if stay.company_name == "Acme"]
    assert [(stay.start, stay.end, stay.current) for stay in stays] == [(date(2020, 1, 1), None, True)]


def test_an_archive_is_as_new_as_the_newest_day_in_any_of_its_files(tmp_path: Path) -> None:
    notes = "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On\n"
    note = "Ann0,Archer0,https://www.linkedin.com/in/zz-ann-0,met,2024-05-02 10:00:00 UTC,\n"
    workspace, files = archive(tmp_path, {"Connections.csv": table(), "Notes.csv": notes + note})
    assert not files["Notes.csv"].without
    assert workspace.latest_as_of() == date(2024, 5, 2)


# -- headers and rows ------------------------------------------------------------------------------------------------

HEADERS = (
    "FirstName,LastName,Profile URL,Email,Company,Position,Connected On",
    "first_name,last_name,url,email_address,company,position,connected_on",
    "Prénom,Nom,URL,E-mail,Société,Fonction,Date de connexion",
    "Nombre,Apellidos,URL,Correo,Compañía,Puesto,Fecha de conexión",
    "Primeiro nome,Apelido,URL,E-mail,Empresa,Função,Data da conexão",
    "Nome,Cognome,URL,Indirizzo e-mail,Società,Ruolo,Data collegamento",
    "Imię,Nazwisko,URL,Adres e-mail,Firma,Stanowisko,Data nawiązania kontaktu",
    "Förnamn,Efternamn,URL,E-postadress,Företag,Befattning,Kontakt sedan",
    "Jméno,Příjmení,URL,E-mailová adresa,Společnost,Pozice,Spojeno dne",
    "Ad,Soyad,URL,E-posta Adresi,Şirket,Pozisyon,Bağlantı Tarihi",
    "Имя,Фамилия,URL,Адрес электронной почты,Компания,Должность,Дата установления контакта",
    "名,姓,URL,メールアドレス,会社,役職,つながった日",
    "이름,성,URL,이메일 주소,회사,직책,연결일",
)


@pytest.mark.parametrize("header", HEADERS)
def test_columns_in_every_language(tmp_path: Path, header: str) -> None:
    workspace, files = archive(tmp_path, {"Connections.csv": table(header)})
    assert (files["Connections.csv"].kept, files["Connections.csv"].without) == (3, {})
    found = people(workspace)["Ann1 Archer1"]
    assert (found.slug, found.title, found.company_name) == ("zz-ann-1", "Clockmaker", "Acme 1")


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 70 + table(),
        "".join(f"a line before it, {n}\n" for n in range(45)) + table(),
        table().replace(",", "|"),
        "".join(f'"{line}"\n' for line in table().splitlines()),
        "\n".join(",".join(f"'{cell}'" for cell in line.split(",")) for line in table().splitlines()),
        "\n".join(",".join(f"“{cell}”" for cell in line.split(",")) for line in table().splitlines()),
        table().replace("Acme 1,", "<NA>,").replace("<NA>", "Acme 1"),
    ],
)
def test_a_table_that_went_through_other_hands(tmp_path: Path, text: str) -> None:
    workspace, files = archive(tmp_path, {"Connections.csv": text})
    assert (files["Connections.csv"].seen, files["Connections.csv"].kept) == (3, 3)
    assert sorted(people(workspace)) == ["Ann0 Archer0", "Ann1 Archer1", "Ann2 Archer2"]
    assert {person.company_name for person in people(workspace).values()} == {"Acme 0", "Acme 1", "Acme 2"}


def test_a_line_in_quotes_with_quotes_in_it(tmp_path: Path) -> None:
    row = '"Cy,Cook,https://www.linkedin.com/in/zz-cy,,""Foo, Inc."",Cook,2 Jan 2024"'
    workspace, _ = archive(tmp_path, {"Connections.csv": f"{HEADER}\n{row}\n"})
    assert people(workspace)["Cy Cook"].company_name == "Foo, Inc."


def test_cells_parted_by_a_loose_comma_are_found_again_or_counted(tmp_path: Path) -> None:
    rows = (
        "Cy,Cook,https://www.linkedin.com/in/zz-cy,,Foo, Inc,Dev,2 Jan 2024\n"
        "Di,Dale, PhD,https://www.linkedin.com/in/zz-di,,Birch,Baker,3 Jan 2024\n"
    )
    workspace, files = archive(tmp_path, {"Connections.csv": f"{HEADER}\n{rows}"})
    cy, di = people(workspace)["Cy Cook"], people(workspace)["Di Dale"]
    assert (cy.slug, cy.title, cy.company_name) == ("zz-cy", "", "")
    assert (di.slug, di.title, di.company_name) == ("zz-di", "Baker", "Birch")
    assert files["Connections.csv"].without == {"employer unread": 1}


def test_what_programs_write_for_nothing_is_nothing(tmp_path: Path) -> None:
    row = "Cy,Cook,nan,NaN,<NA>,None,2 Jan 2024\n"
    workspace, files = archive(tmp_path, {"Connections.csv": f"{HEADER}\n{row}"})
    assert people(workspace)["Cy Cook"].title == ""
    assert not files["Connections.csv"].without


def test_quotes_within_cells_stay_as_they_are_written(tmp_path: Path) -> None:
    rows = 'Cy,Cook,https://www.linkedin.com/in/zz-cy,,Foo "Bar" Inc,Dev,2 Jan 2024\n'
    rows += 'Di,Dale,https://www.linkedin.com/in/zz-di,,"Foo ""Bar"" Inc",Dev,3 Jan 2024\n'
    workspace, files = archive(tmp_path, {"Connections.csv": f"{HEADER}\n{rows}"})
    assert {person.company_name for person in people(workspace).values()} == {'Foo "Bar" Inc'}
    assert files["Connections.csv"].kept == 2


def test_what_names_nobody_is_named_as_not_read(tmp_path: Path) -> None:
    """Shares, reactions and votes name nobody who can be told: whatever their escapes are, they are left."""
    files = {"Connections.csv": table(), "Reactions_123.csv": "Date,Type,Link\n", "Shares.csv": '"a\n""b"\n'}
    made = tmp_path / "archive"
    made.mkdir()
    for name, text in {"Profile.csv": PROFILE, **files}.items():
        (made / name).write_text(text, encoding="utf-8")
    with Workspace.open(tmp_path / "w.sqlite") as workspace:
        (source,) = import_paths(workspace, [made]).sources
    assert set(source.unread) == {"Reactions_123.csv", "Shares.csv"}


def test_several_employers_in_a_headline_are_one_as_written(tmp_path: Path) -> None:
    row = 'Cy,Cook,https://www.linkedin.com/in/zz-cy,,"Foo | Advisor @ Bar",CTO,2 Jan 2024\n'
    workspace, _ = archive(tmp_path, {"Connections.csv": f"{HEADER}\n{row}"})
    assert people(workspace)["Cy Cook"].company_name == "Foo | Advisor @ Bar"
    assert [company.name for company in workspace.find_companies("", limit=9)] == ["Foo | Advisor @ Bar"]


def test_a_name_decoded_twice_is_kept_as_it_stands(tmp_path: Path) -> None:
    row = "JÃ¼rgen,MÃ¼ller,https://www.linkedin.com/in/zz-jm,,Acme,Dev,2 Jan 2024\n"
    workspace, _ = archive(tmp_path, {"Connections.csv": f"{HEADER}\n{row}"})
    assert list(people(workspace)) == ["JÃ¼rgen MÃ¼ller"]


# -- code pages ------------------------------------------------------------------------------------------------------

EASTERN = (
    ("cp1250", "Petr Dvořák;Jan Novák;Ředitel;Vývoj"),
    ("cp1250", "Marek Nováček;Hana Kučerová;Jitka Němcová;Účetní"),
    ("iso8859-2", "Ondřej Šťastný Jiří Vývojář Škoda"),
    ("cp1250", "Ľubomír Kováč Zuzana Hrušková Ján Šimko"),
    ("cp1250", "Łukasz Wiśniewski Paweł Dąbrowski Małgorzata Wójcik"),
    ("cp1250", "Győző Nagy Főmérnök Szűcs László"),
    ("cp1250", "Ivan Horvatić Marko Babić Đuro Čović"),
    ("cp1250", "Janez Župančič Matej Krajnc Boštjan Čuček"),
    ("cp1250", "Mihăilă Bălan Ionuţ Ţurcanu Pătraşcu"),
    ("cp1254", "Mehmet Yılmaz;Ahmet Şahin;Uğur Işık;Ayşegül"),
    ("cp1257", "Jonas Kazlauskas Rūta Jurgaitytė Šarūnas Žukauskas"),
    ("cp1257", "Jānis Bērziņš Līga Ozoliņa"),
)
WESTERN = (
    "Jörg Müller Söhne Größe Straße Özil",
    "Hélène Lefèvre François Noël Benoît Gaëlle Cœur Loïc Société Générale",
    "José Muñoz Núñez Íñigo Peña Ramón",
    "João Conceição Simões Guimarães Luís Gonçalves Inês Sebastião",
    "Niccolò Mosè Nicolò Società è città",
    "Søren Kierkegård Åse Ødegård Bjørn Kjær Sæther Åkerström Mäkinen",
    "Daniël Chloë Zoë Coördinator",
    "Sigríður Þór Guðmundsdóttir Björn Ásgeirsson Þorsteinn Hafþór Ýmir",
    "Søren José Müller François João Novák Košir Žižka Tomáš",
    "Núria Jordà Àngels Raül Lluís Òscar",
    "Seán Súilleabháin Siobhán Áine",
    "Kovács László Márton Tóth",
    "Hélène",
)


@pytest.mark.parametrize(("page", "text"), EASTERN)
def test_code_pages_that_share_most_letters_with_the_western_one_are_not_taken_for_it(page: str, text: str) -> None:
    whole = "First Name,Last Name\n" + text.replace(" ", "\n")
    head = whole.encode(page)
    assert not is_legible(head) or text_of(head) == whole


@pytest.mark.parametrize("text", WESTERN)
def test_the_western_code_page_is_read_in_every_language_of_the_west(text: str) -> None:
    assert is_legible(("First Name,Last Name\n" + text.replace(" ", "\n")).encode("cp1252"))


# -- owners and strangers --------------------------------------------------------------------------------------------


def test_two_profiles_are_asked_about(tmp_path: Path) -> None:
    files = {"Profile (1).csv": PROFILE.replace("Mara,Lindqvist", "Ida,Holm"), "Connections.csv": table()}
    with pytest.raises(OwnerMismatchError):
        archive(tmp_path, files)
    workspace, reports = archive(tmp_path, files, owner="Mara Lindqvist")
    assert [person.name for person in workspace.owners()] == ["Mara Lindqvist"]
    assert reports["Profile (1).csv"].skipped == {"somebody else's profile": 1}


@pytest.mark.parametrize("flag", ["Yes", "TRUE", "1", "Y", "Ja", "Oui", "Sí", "да"])
def test_a_draft_in_every_language(tmp_path: Path, flag: str) -> None:
    header = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT,FOLDER,IS MESSAGE DRAFT\n"
    me, ann = "https://www.linkedin.com/in/zz-mara", "https://www.linkedin.com/in/zz-ann-0"
    row = f"c,Mara Lindqvist,{me},Ann0 Archer0,{ann},2024-02-01 10:00:00 UTC,hi,"
    text = (
        f"{header}{row}INBOX,{flag}\n{row.replace('02-01', '02-02')}INBOX,No\n{row.replace('02-01', '02-03')}DRAFTS,\n"
    )
    _, files = archive(tmp_path, {"Connections.csv": table(), "messages.csv": text})
    assert files["messages.csv"].skipped == {"draft": 2}


@pytest.mark.parametrize(
    "name", ["Medlem på LinkedIn", "Medlem af LinkedIn", "Former LinkedIn Member", "Član LinkedIna"]
)
def test_more_names_of_nobody(name: str) -> None:
    assert is_nobody(name)
    assert not is_nobody(f"Ann {name}")


@pytest.mark.parametrize(
    "text",
    [
        "First Name,Last Name,Profile Url,Company,Title\nZoe,Nav,https://www.linkedin.com/sales/lead/ACwAAA,Acme,CTO\n",
        "First Name,Last Name,Profile Url,Company,Title\nZoe,Nav,https://www.linkedin.com/talent/profile/AEMA,Acme,CTO\n",
        "First Name,Last Name,Company,Email,Pipeline stage\nZoe,Nav,Acme,z@n.example,Phone screen\n",
    ],
)
def test_people_looked_up_are_nobody_one_knows(tmp_path: Path, text: str) -> None:
    with pytest.raises(LeadListError):
        brought(tmp_path, "leads.csv", text)
    workspace, files = archive(tmp_path / "beside", {"Connections.csv": table(), "leads.csv": text})
    assert "Zoe Nav" not in people(workspace)
    assert "leads.csv" not in files


# -- containers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "help_"),
    [
        ("a.lz4", b"\x04\x22\x4d\x18abc", "unpack it first"),
        ("a.Z", b"\x1f\x9d\x90abc", "unpack it first"),
        ("a.cab", b"MSCF\0abc", "unpack it first"),
        ("Connections.csv", b"", "download it again"),
        ("c.xls", b"<html><table><tr><td>First Name</td></tr></table></html>", "save the sheet as CSV"),
        ("c.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "save the sheet as CSV"),
        ("c.rtf", rb"{\rtf1\ansi First Name}", "an Office document"),
        ("c.url", b"[InternetShortcut]\r\nURL=https://www.linkedin.com/\r\n", "download the zip"),
        ("a.zip", b"\0\0\0\x18ftypmp42" + b"\0" * 40, "a film"),
        ("a.zip", b"MZ\x90\0" + b"\0" * 40, "a program"),
    ],
)
def test_the_sentence_that_helps(tmp_path: Path, name: str, content: bytes, help_: str) -> None:
    with pytest.raises(NotAnArchiveError, match=help_):
        brought(tmp_path, name, content)


OWN = (
    "id,name,title,company,\np07ebe8b86c65e347,Ada Brandtby,Engineer,Acme,\n",
    "id,name,people\nc791097677f5e3ecc,Acme,1\n",
    "rank,id,name,title,company,score\n1,p07ebe8b86c65e347,Ada Brandtby,Engineer,Acme,0.5\n",
    "\ufeff# overview\nWhat,How many\nPeople,3\n\nCompany,Role,Verdict,Best person,Next step\nAcme,,ask,Ada,write\n",
)


@pytest.mark.parametrize("text", OWN)
def test_what_this_program_wrote_is_nobodys_contacts(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotAnArchiveError, match="that goodword wrote"):
        brought(tmp_path, "own.csv", text)
    made = tmp_path / "folder"
    made.mkdir()
    (made / "own.csv").write_text(text, encoding="utf-8")
    with Workspace.open(tmp_path / "w.sqlite") as workspace, pytest.raises(InputError):
        import_paths(workspace, [made], owner="Mara Lindqvist")


# -- cards, calendars, mails, lists, graphs --------------------------------------------------------------------------


def card(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def test_cards_in_base64_and_quotes_and_of_companies(tmp_path: Path) -> None:
    text = (
        card("FN;ENCODING=b:SsO2cmcgTcO8bGxlcg==", 'ORG:"Acme";Lab', "EMAIL:j@x.example")
        + card("FN:Birch Ltd", "ORG:Birch Ltd", "EMAIL:someone@birch.example")
        + card("FN:Cedar", "ORG:Cedar House", "X-ABShowAs:COMPANY")
    )
    workspace, report = brought(tmp_path, "c.vcf", text)
    assert {name: person.company_name for name, person in people(workspace).items()} == {"Jörg Müller": "Acme"}
    assert file_of(report).skipped == {"company page": 2}


def test_cards_in_a_code_page_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"vCard 3\.0"):
        brought(tmp_path, "c.vcf", card("FN:Jiří Dvořák", "EMAIL:j@x.example").encode("cp1250"))


def test_a_meeting_whose_address_stands_in_a_parameter(tmp_path: Path) -> None:
    guest = ";CN=Lee, Ann;EMAIL=ann@x.example:/o=Exchange/cn=ann"
    one = event(guest.replace("Lee, Ann", '"Lee, Ann"'))
    zoned = event("ann@x.example", start="20260301T100000Z", uid="u2").replace(
        "DTSTART:20260301T100000Z", "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260301T100000"
    )
    workspace, report = brought(tmp_path, "c.ics", calendar(one, zoned))
    assert file_of(report).kept == 2
    assert list(people(workspace)) == ["Ann Lee"]


def test_a_zone_that_is_a_folder_of_zones_costs_its_event(tmp_path: Path) -> None:
    """Found by `make fuzz`: the whole calendar was refused as unreadable."""
    good = event("ann@x.example", uid="u2")
    bad = event("bo@x.example").replace("DTSTART:", "DTSTART;TZID=Europe:").replace("100000Z", "100000")
    _, report = brought(tmp_path, "c.ics", calendar(bad, good))
    assert (file_of(report).kept, file_of(report).skipped) == (1, {"not readable": 1})


def test_a_mail_whose_headers_are_bytes_of_windows(tmp_path: Path) -> None:
    text = "From: Jörg <j@x.example>\nTo: mara@lindqvist.example\nDate: Mon, 2 Mar 2026 11:20:34 +0000\n\nhi\n"
    workspace, _ = brought(tmp_path, "m.eml", text.encode("cp1252"))
    assert list(people(workspace)) == ["Jörg"]


OUTLOOK = (
    '"Anrede","Vorname","Weitere Vornamen","Nachname","Firma","Position","E-Mail-Adresse","E-Mail 2: Adresse"',
    '"Titre","Prénom","Deuxième prénom","Nom","Société","Fonction","Adresse de messagerie","Adresse de messagerie 2"',
    '"Tratamiento","Nombre","Segundo nombre","Apellidos","Organización","Puesto","Dirección de correo","x"',
    '"Titolo","Nome","Secondo nome","Cognome","Società","Posizione","Indirizzo posta elettronica","x"',
    '"Título","Nome","Segundo Nome","Sobrenome","Empresa","Cargo","Endereço de Email","x"',
    '"Aanspreektitel","Voornaam","Tweede voornaam","Achternaam","Bedrijf","Functie","E-mailadres","x"',
    '"Tytuł","Imię","Drugie imię","Nazwisko","Firma","Stanowisko","Adres e-mail","x"',
    '"Titel","Förnamn","Mellannamn","Efternamn","Företag","Befattning","E-postadress","x"',
    '"Titul","Jméno","x","Příjmení","Společnost","Pracovní pozice","E-mailová adresa","y"',
)


@pytest.mark.parametrize("header", OUTLOOK)
def test_contacts_of_outlook_in_every_language(tmp_path: Path, header: str) -> None:
    workspace, report = brought(
        tmp_path, "c.csv", f'{header}\n"Dr.","Ann","","Archer","Acme","Dev","ann@x.example",""\n'
    )
    assert file_of(report).kept == 1
    found = people(workspace)["Ann Archer"]
    assert (found.title, found.company_name) == ("Dev", "Acme")
    row, same = "First Name,Last Name,Email\nAnn,Archer,ann@x.example\n", tmp_path / "again.csv"
    same.write_text(row)
    import_paths(workspace, [same], owner="Mara Lindqvist")
    assert len(people(workspace)) == 1, "her address was read"


def test_a_company_in_an_address_book_is_nobody(tmp_path: Path) -> None:
    text = "First Name,Last Name,Organization Name,E-mail 1 - Value\n,,Acme GmbH,info@acme.example\nAnn,Archer,Acme,\n"
    workspace, report = brought(tmp_path, "g.csv", text)
    assert list(people(workspace)) == ["Ann Archer"]
    assert file_of(report).skipped == {"company page": 1}


@pytest.mark.parametrize(
    ("address", "company"),
    [
        ("https://boards.greenhouse.io/acme-labs/jobs/1", "Acme Labs"),
        ("https://jobs.lever.co/birch/12", "Birch"),
        ("https://cedar.recruitee.com/o/baker", "Cedar"),
        ("https://example.org/acme", ""),
    ],
)
def test_a_posting_tells_its_company(address: str, company: str) -> None:
    assert company_of_posting(address) == company


def test_a_list_of_postings_is_a_list_of_companies(tmp_path: Path) -> None:
    _, report = brought(tmp_path, "t.csv", "url,title\nhttps://jobs.lever.co/birch/12,Baker\n")
    assert (report.sources[0].kind, file_of(report).kept, report.companies) == ("targets", 1, 1)


NODES = [{"name": "Ann Archer"}, {"name": "Bo Bell"}]
GRAPHS: tuple[object, ...] = (
    {"nodes": NODES, "links": [{"source": 0, "target": 1}]},
    {
        "elements": {
            "nodes": [{"data": {"id": "a", "name": "Ann Archer"}}, {"data": {"id": "b", "label": "Bo Bell"}}],
            "edges": [{"data": {"source": "a", "target": "b"}}],
        }
    },
)


@pytest.mark.parametrize("graph", GRAPHS)
def test_graphs_of_other_programs(tmp_path: Path, graph: object) -> None:
    workspace, _ = brought(tmp_path, "g.json", json.dumps(graph), owner=None)
    assert ties(workspace) == {frozenset({"Ann Archer", "Bo Bell"})}


def test_a_node_without_a_name_is_nobody(tmp_path: Path) -> None:
    links = [{"source": 1, "target": 2}, {"source": 1, "target": 3}]
    graph = {"nodes": [{"id": 1, "name": "Ann Archer"}, {"id": 2, "name": "Bo Bell"}, {"id": 3}], "links": links}
    workspace, report = brought(tmp_path, "g.json", json.dumps(graph), owner=None)
    assert ties(workspace) == {frozenset({"Ann Archer", "Bo Bell"})}
    assert file_of(report).skipped == {"no name": 1}


def test_a_table_of_another_program_keeps_its_addresses(tmp_path: Path) -> None:
    """Its columns are called nearly like the archive's; the one of the addresses is not."""
    head = "Name,First Name,Last Name,LinkedIn Profile,Job Title,Company Name,Location,Connected On\n"
    row = "Ann Archer,Ann,Archer,https://linkedin.com/in/zz-ann,Dev,Acme,Graz,2024-05-06\n"
    workspace, _ = brought(tmp_path, "clay.csv", head + row)
    found = people(workspace)["Ann Archer"]
    assert (found.slug, found.title, found.company_name) == ("zz-ann", "Dev", "Acme")


def test_two_columns_of_names_are_ties(tmp_path: Path) -> None:
    workspace, _ = brought(tmp_path, "e.csv", "from,to\nAnn Archer,Bo Bell\n", owner=None)
    assert ties(workspace) == {frozenset({"Ann Archer", "Bo Bell"})}


CONNECTION = {
    "First Name": "Ann",
    "Last Name": "Archer",
    "Company": "Acme",
    "Position": None,
    "Connected On": "08 Jan 2024",
}
PAGE = {"elements": [{"snapshotDomain": "CONNECTIONS", "snapshotData": [CONNECTION]}]}
CAMEL = {"firstName": "Ann", "lastName": "Archer", "company": "Acme", "position": "", "connectedOn": "08 Jan 2024"}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(PAGE),
        json.dumps([PAGE]),
        json.dumps({"response": {"body": PAGE}}),
        json.dumps(PAGE) + "\n" + json.dumps(PAGE).replace("Ann", "Bo"),
        json.dumps({"elements": [{"snapshotDomain": "CONNECTIONS", "snapshotData": [CAMEL]}]}),
    ],
)
def test_answers_of_the_portability_interface_however_they_were_saved(tmp_path: Path, text: str) -> None:
    workspace, _ = brought(tmp_path, "c.json", text)
    ann = people(workspace)["Ann Archer"]
    assert (ann.title, ann.company_name) == ("", "Acme")
