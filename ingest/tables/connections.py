"""`Connections.csv`: who is connected with the owner, since when, and what their headline says on the export date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.names import clean_name
from ingest.csv_rows import heading
from ingest.identity import mail_of, profile_of
from ingest.placeholder_names import is_nobody
from ingest.reading import Row, Table
from ingest.report import Skip


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection. `profile`: identity key from the address, '' where there is none; `day`: as written."""

    name: str
    profile: str
    mail: str
    company: str
    title: str
    day: str


def parse(row: Row) -> Connection | Skip:
    """Rows that hold nothing but a day are members who closed or hid their profile: nobody is made of them."""
    name = clean_name(f"{row['first']} {row['last']}")
    profile = profile_of(row["url"])
    company, title, mail = row["company"], row["position"], mail_of(row["email"])
    if not name and not profile:
        return Skip.NO_NAME if company or title or mail else Skip.HIDDEN
    if name and is_nobody(name):
        return Skip.MEMBER
    return Connection(name, profile, mail, clean_name(company), clean_name(title), row["day"])


_COLUMNS: dict[str, tuple[str, ...]] = {
    "first": ("first name", "vorname", "prenom", "nombre", "nome", "voornaam"),
    "last": (
        *("last name", "nachname", "nom", "nom de famille", "apellidos", "apellido", "sobrenome", "cognome"),
        "achternaam",
    ),
    "url": ("url", "profile url", "profil url", "linkedin url"),
    "email": (
        *("email address", "email", "e mail", "e mail adresse", "adresse e mail", "correo electronico"),
        *("direccion de correo electronico", "endereco de e mail", "indirizzo email", "indirizzo e mail"),
        "e mailadres",
    ),
    "company": ("company", "unternehmen", "firma", "entreprise", "societe", "empresa", "azienda", "bedrijf"),
    "position": ("position", "poste", "cargo", "puesto", "posicao", "posizione", "functie"),
    "day": (
        *("connected on", "verbunden am", "vernetzt am", "connecte le", "conectado el", "conectado em"),
        *("collegato il", "data di collegamento", "verbonden op"),
    ),
}
_BESIDES = ("url", "email", "company", "position")


def is_connections(header: Sequence[str], _rows: Sequence[Sequence[str]], named: bool) -> bool:  # noqa: FBT001
    """Whether a list of names and days is the archive's own: other programs call the other columns otherwise."""
    headings = {heading(cell) for cell in header}
    return named or sum(not headings.isdisjoint(_COLUMNS[column]) for column in _BESIDES) > 1


TABLE = Table(
    name="Connections",
    stems=("connections", "kontakte", "relations", "contactos", "conexões", "conexoes", "collegamenti", "connecties"),
    columns=_COLUMNS,
    needs=("first", "last", "day"),
    parse=parse,
    fits=is_connections,
    unique=False,
    relates=True,
)
