"""Tables of an archive with headings of other languages: those we know, and those told by their place."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from other_sources import contacts, people
from test_ingest_spellings import archive, table

from graph.errors import InputError
from graph.model import Channel, StatementKind
from graph.stores.workspace import Workspace
from ingest.load import import_paths

ME, ANN = "https://www.linkedin.com/in/zz-mara", "https://www.linkedin.com/in/zz-ann-0"


def text_of(header: str, *rows: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header.split(","), *rows])
    return out.getvalue()


# Thread, title, from, sender's address, to, recipients' addresses, day, subject, text, folder.
MESSAGES = (
    (
        "Unterhaltungs-ID,Titel der Unterhaltung,Von,Profil-URL des Absenders,An,Profil-URLs der Empfänger,Datum,Betreff,"
        "Inhalt,Ordner"
    ),
    (
        "ID de conversation,Titre de la conversation,De,URL du profil de l'expéditeur,À,URL des profils des destinataires,"
        "Date,Objet,Contenu,Dossier"
    ),
    (
        "ID de conversación,Título de la conversación,De,URL del perfil del remitente,Para,"
        "URL de los perfiles de los destinatarios,Fecha,Asunto,Contenido,Carpeta"
    ),
    (
        "ID da conversa,Título da conversa,De,URL do perfil do remetente,Para,URLs de perfis dos destinatários,Data,Assunto,"
        "Conteúdo,Pasta"
    ),
    (
        "ID conversazione,Titolo conversazione,Da,URL profilo mittente,A,URL profili destinatari,Data,Oggetto,Contenuto,"
        "Cartella"
    ),
    "Gespreks-ID,Gesprekstitel,Van,Profiel-URL van afzender,Aan,Profiel-URL's van ontvangers,Datum,Onderwerp,Inhoud,Map",
    "ID konwersacji,Tytuł konwersacji,Od,Adres URL profilu nadawcy,Do,Adresy URL profili odbiorców,Data,Temat,Treść,Folder",
    (
        "Konversations-ID,Konversationstitel,Från,Avsändarens profil-URL,Till,Mottagarnas profil-URL:er,Datum,Ämne,Innehåll,"
        "Mapp"
    ),
    "Konuşma Kimliği,Konuşma Başlığı,Kimden,Gönderen Profil URL'si,Kime,Alıcı Profil URL'leri,Tarih,Konu,İçerik,Klasör",
    "ID беседы,Тема беседы,От,URL профиля отправителя,Кому,URL профилей получателей,Дата,Тема,Содержание,Папка",
    "会話ID,会話タイトル,差出人,送信者のプロフィールURL,宛先,受信者のプロフィールURL,日付,件名,内容,フォルダー",
)
ROW = ("2-x", "", "Mara Lindqvist", ME, "Ann0 Archer0", ANN, "2024-02-01 10:00:00 UTC", "", "hello", "INBOX")
BACK = ("2-x", "", "Ann0 Archer0", ANN, "Mara Lindqvist", ME, "2024-02-02 10:00:00 UTC", "", "hello", "SPAM")


@pytest.mark.parametrize("header", MESSAGES)
def test_messages_in_every_language(tmp_path: Path, header: str) -> None:
    workspace, files = archive(tmp_path, {"Connections.csv": table(), "messages.csv": text_of(header, ROW, BACK)})
    report = files["messages.csv"]
    assert (report.kept, report.skipped, report.notes) == (1, {"spam": 1}, ())
    assert [row[:2] for row in contacts(workspace, Channel.LINKEDIN)] == [("Mara Lindqvist", "Ann0 Archer0")]


@pytest.mark.parametrize("header", MESSAGES)
def test_columns_of_other_languages_may_stand_anywhere(tmp_path: Path, header: str) -> None:
    """Where the headings are known, their order tells nothing."""
    turned = [",".join(reversed(header.split(","))), *(tuple(reversed(row)) for row in (ROW, BACK))]
    text = text_of(str(turned[0]), *(tuple(row) for row in turned[1:]))
    _, files = archive(tmp_path, {"Connections.csv": table(), "messages.csv": text})
    assert (files["messages.csv"].kept, files["messages.csv"].skipped) == (1, {"spam": 1})


POSITIONS = (
    ("Berufserfahrung.csv", "Unternehmen,Titel,Beschreibung,Standort,Startdatum,Enddatum"),
    ("Postes.csv", "Entreprise,Titre,Description,Lieu,Date de début,Date de fin"),
    ("Puestos.csv", "Empresa,Cargo,Descripción,Ubicación,Fecha de inicio,Fecha de finalización"),
    ("Cargos.csv", "Empresa,Cargo,Descrição,Localidade,Data de início,Data de término"),
    ("Posizioni.csv", "Azienda,Ruolo,Descrizione,Località,Data di inizio,Data di fine"),
    ("Functies.csv", "Bedrijf,Functie,Omschrijving,Locatie,Begindatum,Einddatum"),
    ("Stanowiska.csv", "Firma,Stanowisko,Opis,Lokalizacja,Data rozpoczęcia,Data zakończenia"),
    ("Positions.csv", "会社名,役職,説明,所在地,開始日,終了日"),
    ("Positions.csv", "Kompanija,Zvanje,Opis,Mjesto,Od kada,Do kada"),
)


@pytest.mark.parametrize(("name", "header"), POSITIONS)
def test_positions_in_every_language(tmp_path: Path, name: str, header: str) -> None:
    rows = ("Acme", "Baker", "", "", "Jan 2020", "Mar 2022"), ("Birch", "Cook", "", "", "2022", "")
    workspace, files = archive(tmp_path, {"Connections.csv": table(), name: text_of(header, *rows)})
    assert (files[name].kept, files[name].without) == (2, {})
    assert bool(files[name].notes) == header.startswith("Kompanija"), "what is told by its place alone is said"
    me = workspace.owner("Mara Lindqvist").id
    assert {(one.company_name, one.title, one.start) for one in workspace.employments([me])[me]} == {
        ("Acme", "Baker", date(2020, 1, 1)),
        ("Birch", "Cook", date(2022, 1, 1)),
    }


PROFILES = (
    ("Profil.csv", "Vorname,Nachname,Geburtsname,Adresse,Geburtsdatum,Slogan,Info,Branche,Postleitzahl,Standort,T,W,I"),
    ("Profil.csv", "Prénom,Nom,Nom de naissance,Adresse,Date,Titre du profil,Infos,Secteur,Code postal,Lieu,T,W,I"),
    ("Perfil.csv", "Nombre,Apellidos,Apellido de soltera,Dirección,F,Titular,Extracto,Sector,CP,Ubicación,T,W,I"),
    ("Perfil.csv", "Nome,Sobrenome,Nome de solteira,Endereço,N,Título,Resumo,Setor,CEP,Localidade,T,W,I"),
    ("Profilo.csv", "Nome,Cognome,Cognome da nubile,Indirizzo,N,Sommario,Riepilogo,Settore,CAP,Località,T,W,I"),
    ("Profiel.csv", "Voornaam,Achternaam,Meisjesnaam,Adres,G,Profielkop,Samenvatting,Branche,Postcode,Locatie,T,W,I"),
    ("Profile.csv", "Ime,Prezime,Djevojačko,Adresa,Rođenje,Natpis,Sažetak,Grana,Broj,Mjesto,T,W,I"),
)


@pytest.mark.parametrize(("name", "header"), PROFILES)
def test_the_profile_in_every_language(tmp_path: Path, name: str, header: str) -> None:
    made = tmp_path / "archive"
    made.mkdir()
    row = ("Mara", "Lindqvist", "", "", "", "Engineer", "", "Software", "", "Graz", "", "", "")
    (made / name).write_text(text_of(header, row), encoding="utf-8")
    (made / "Connections.csv").write_text(table(), encoding="utf-8")
    with Workspace.open(tmp_path / "w.sqlite") as workspace:
        (source,) = import_paths(workspace, [made]).sources
        assert source.owner == "Mara Lindqvist"
        profile = workspace.owner_profile(workspace.owner("Mara Lindqvist").id)
        assert (profile.person.title, profile.industry, profile.location) == ("Engineer", "Software", "Graz")


UNKNOWN = {
    "Connections.csv": text_of(
        "Ena,Dva,Tri,Štiri,Pet,Šest,Sedem",
        *(
            (f"Ann{n}", f"Archer{n}", f"https://www.linkedin.com/in/zz-ann-{n}", "", "Acme", "Dev", f"1{n} Jan 2024")
            for n in range(3)
        ),
    ),
    "messages.csv": text_of("Ena,Dva,Tri,Štiri,Pet,Šest,Sedem,Osem,Devet,Deset", ROW),
    "Invitations.csv": text_of(
        "Ena,Dva,Tri,Štiri,Pet,Šest,Sedem",
        ("Mara Lindqvist", "Ann0 Archer0", "1/29/24, 2:37 PM", "", "ODHODNO", ME, ANN),
    ),
    "Endorsement_Received_Info.csv": text_of(
        "Ena,Dva,Tri,Štiri,Pet,Šest",
        ("2024/01/10 23:13:46 UTC", "Python", "Ann1", "Archer1", "www.linkedin.com/in/zz-ann-1", "ACCEPTED"),
    ),
    "Recommendations_Received.csv": text_of(
        "Ena,Dva,Tri,Štiri,Pet,Šest,Sedem",
        ("Ann2", "Archer2", "Acme", "Dev", "I managed Mara", "01/19/24, 12:10 AM", "VISIBLE"),
    ),
    "Email Addresses.csv": text_of("Ena,Dva,Tri,Štiri", ("mara@x.example", "Da", "Da", "")),
    "Company Follows.csv": text_of("Ena,Dva", ("Birch", "Wed Jan 24 12:43:42 UTC 2024")),
}


def test_headings_nobody_knows_are_told_by_place_and_said(tmp_path: Path) -> None:
    workspace, files = archive(tmp_path, UNKNOWN)
    assert {name: (files[name].kept, files[name].without) for name in UNKNOWN} == {
        **dict.fromkeys(UNKNOWN, (1, {})),
        "Connections.csv": (3, {}),
    }
    assert all("read by their place" in files[name].notes[0] for name in UNKNOWN)
    me = workspace.owner("Mara Lindqvist").id
    everybody = [people(workspace)[f"Ann{n} Archer{n}"].id for n in range(3)]
    said = {one.kind for rows in workspace.statements_between(me, everybody).values() for one in rows}
    assert said == {StatementKind.INVITATION, StatementKind.ENDORSEMENT, StatementKind.RECOMMENDATION}
    assert workspace.owner_profile(me).emails == ("mara@x.example",)


@pytest.mark.parametrize(
    "rows",
    [
        ("Ann0,Archer0,x,,Acme,Dev,10 Jan 2024",) * 3,  # no profile addresses where they should stand
        ("Ann0,Archer0,https://www.linkedin.com/in/zz-a,,Acme,Dev,soon",) * 3,  # no days
        ("Ann0,Archer0",) * 3,  # other widths
    ],
)
def test_what_does_not_agree_is_not_guessed(tmp_path: Path, rows: tuple[str, ...]) -> None:
    text = "\n".join(("Ena,Dva,Tri,Štiri,Pet,Šest,Sedem", *rows, ""))
    with pytest.raises(InputError, match="no header like that of Connections"):
        archive(tmp_path, {"Connections.csv": text})


@pytest.mark.parametrize("name", ["Kontakte.csv", "contactos.csv", "messages.csv"])
def test_a_list_called_like_a_table_of_the_archive_is_a_list(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("First Name,Last Name,E-mail 1 - Value\nBo,Bell,bo@x.example\n")
    with Workspace.open(tmp_path / "w.db") as workspace:
        (source,) = import_paths(workspace, [tmp_path / name], owner="Mara Lindqvist").sources
        assert (source.kind, source.files[0].kept) == ("contacts", 1)


def test_a_heading_that_several_tables_have_is_whose_the_others_say(tmp_path: Path) -> None:
    """In French a job is called like the headline of a profile."""
    head = "Prénom,Nom,URL,E-mail,Société,Titre,Connecté le\n"
    rows = "".join(f"Ann{n},Archer{n},{ANN[:-1]}{n},,Acme,Dev,8 févr. 2024\n" for n in range(2))
    (tmp_path / "export.csv").write_text(head + rows)
    with Workspace.open(tmp_path / "w.db") as workspace:
        (source,) = import_paths(workspace, [tmp_path / "export.csv"], owner="Mara Lindqvist").sources
        assert source.kind == "archive"
        assert {one.title for one in people(workspace).values()} == {"Dev"}


@pytest.mark.parametrize("header", ["From,To,Date,Subject,Content", "Von,An,Datum,Betreff,Inhalt"])
def test_a_list_of_mails_is_no_messages(tmp_path: Path, header: str) -> None:
    """Who wrote is an address there, and nobody's name."""
    (tmp_path / "mails.csv").write_text(f"{header}\nann@x.example,mara@lindqvist.example,2.3.2024,x,y\n")
    with Workspace.open(tmp_path / "w.db") as workspace, pytest.raises(InputError, match="with the columns"):
        import_paths(workspace, [tmp_path / "mails.csv"], owner="Mara Lindqvist")


@pytest.mark.parametrize(("out", "into"), [("AUSGEHEND", "EINGEHEND"), ("Envoyée", "Reçue"), ("enviada", "recibida")])
def test_which_way_an_invitation_went_in_other_languages(tmp_path: Path, out: str, into: str) -> None:
    """It tells the owner's address as well, which stands nowhere else."""
    text = (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        f'Mara Lindqvist,Ann0 Archer0,"1/1/24, 1:00 PM",,{out},{ME},{ANN}\n'
        f'Ann1 Archer1,Mara Lindqvist,"1/1/24, 1:00 PM",,{into},{ANN[:-1]}1,{ME}\n'
    )
    workspace, files = archive(tmp_path, {"Connections.csv": table(), "Invitations.csv": text})
    assert (files["Invitations.csv"].kept, workspace.owner("Mara Lindqvist").slug) == (2, "zz-mara")
