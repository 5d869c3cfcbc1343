"""Small workspaces for tests: a few invented people, put in by hand through an import session."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from graph.model import Channel, FactClass, StatementKind
from graph.stores.importing import ImportSession
from graph.stores.rows import NewConnection, NewContact, NewEmployment, NewInterest, NewPerson, NewStatement, PersonRow
from graph.stores.workspace import Workspace


@dataclass(frozen=True)
class Shown:
    """How one source shows one person. `company`: name of the employer in the headline, '' for none."""

    name: str
    title: str | None = None
    company: str = ""


@dataclass(frozen=True)
class Archive:
    """One source: people by key, and facts that name people by key. The first person is the owner, if owned."""

    name: str
    as_of: date
    people: Mapping[str, Shown]
    owned: bool = True
    connections: tuple[tuple[str, str, date | None], ...] = ()
    contacts: tuple[tuple[str, str, int | None], ...] = ()
    statements: tuple[tuple[str, str, str], ...] = ()
    stays: tuple[tuple[str, str, bool], ...] = ()
    follows: tuple[str, ...] = ()
    skills: tuple[str, ...] = field(default=())


def put(workspace: Workspace, *archives: Archive) -> list[int]:
    """Import each archive in its own session; the ids of the sources."""
    return [_put(workspace, archive) for archive in archives]


def _put(workspace: Workspace, archive: Archive) -> int:
    with workspace.importing() as session:
        source = session.add_source(kind="archive", name=archive.name, as_of=archive.as_of, sha256=archive.name)
        rows = _people(session, source, archive)
        if archive.owned and rows:
            owner = rows[next(iter(archive.people))]
            session.set_owner(source, owner)
            session.add_profile(source, owner, skills=archive.skills, industry="Clocks")
            companies = session.company_rows(source, ((name.casefold(), name) for name in archive.follows))
            follows = [NewInterest("follow", companies[name.casefold()], "", None) for name in archive.follows]
            session.add_interests(source, owner, follows)
        _facts(session, source, archive, rows)
        return source


def _people(session: ImportSession, source: int, archive: Archive) -> dict[str, PersonRow]:
    employers = [shown.company for shown in archive.people.values() if shown.company]
    companies = session.company_rows(source, ((name.casefold(), name) for name in employers))
    people = (
        NewPerson(key, shown.name, shown.title, companies.get(shown.company.casefold()))
        for key, shown in archive.people.items()
    )
    return session.add_people(source, people)


def _facts(session: ImportSession, source: int, archive: Archive, rows: dict[str, PersonRow]) -> None:
    session.add_connections(source, (NewConnection(rows[a], rows[b], day) for a, b, day in archive.connections))
    session.add_contacts(
        source, (NewContact(rows[a], rows[b], at, 1, Channel.LINKEDIN, 7) for a, b, at in archive.contacts)
    )
    session.add_statements(
        source,
        (NewStatement(StatementKind.NOTE, rows[a], rows[b], archive.as_of, text) for a, b, text in archive.statements),
    )
    companies = session.company_rows(source, ((name.casefold(), name) for _, name, _ in archive.stays))
    session.add_employments(
        source,
        (
            NewEmployment(
                *(rows[key], companies[name.casefold()], "Maker", date(2019, 1, 1), None if now else date(2020, 1, 1)),
                *(now, archive.as_of, FactClass.DECLARED),
            )
            for key, name, now in archive.stays
        ),
    )


ANN = Archive(
    name="ann.zip",
    as_of=date(2025, 3, 1),
    people={
        "in:ann-archer": Shown("Ann Archer", "Clockmaker", "Acme"),
        "in:bo-bell": Shown("Bo Bell", "Engineer", "Acme"),
        "in:cy-cook": Shown("Cy Cook", "Designer", "Birch"),
    },
    connections=(
        ("in:ann-archer", "in:bo-bell", date(2019, 5, 1)),
        ("in:ann-archer", "in:cy-cook", None),
    ),
    contacts=(("in:ann-archer", "in:bo-bell", 1_700_000_000), ("in:bo-bell", "in:ann-archer", None)),
    statements=(("in:bo-bell", "in:ann-archer", "was her manager"),),
    stays=(("in:ann-archer", "Acme", True), ("in:bo-bell", "Acme", True), ("in:cy-cook", "Birch", True)),
    follows=("Cedar",),
    skills=("Horology",),
)

DEE = Archive(
    name="dee.zip",
    as_of=date(2025, 6, 1),
    people={
        "in:dee-dunn": Shown("Dee Dunn", "Head of Parts", "Cedar"),
        "in:bo-bell": Shown("Bo B. Bell", "Lead Engineer", "Birch"),
        "in:eve-ek": Shown("Eve Ek", "", ""),
    },
    connections=(
        ("in:dee-dunn", "in:bo-bell", date(2021, 1, 2)),
        ("in:dee-dunn", "in:eve-ek", date(2022, 1, 2)),
    ),
    contacts=(("in:dee-dunn", "in:eve-ek", 1_710_000_000),),
    stays=(("in:dee-dunn", "Cedar", True), ("in:bo-bell", "Birch", True)),
)


def fresh(folder: Path, template: Path | None = None) -> Path:
    """A path for a workspace; with `template`, a copy of that (closed) one, which is quicker than making it."""
    path = folder / "goodword.db"
    if template is not None:
        shutil.copy(template, path)
    return path


def before_form_14(raw: sqlite3.Connection) -> None:
    """Take out what forms from 14 on added: indexes, columns, and the triggers and what they write into."""
    for index in ("sighting_told", "employment_told", "interest_told", "company_goes_on", "sighting_words"):
        raw.execute(f"DROP INDEX {index}")
    raw.execute("ALTER TABLE company DROP COLUMN goes_on")
    raw.execute("ALTER TABLE sighting DROP COLUMN words")
    raw.execute("DROP TABLE derived_by")
    triggers = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("DROP TABLE fact_change")


def view(workspace: Workspace) -> dict[str, object]:
    """Everything a workspace says that does not depend on the numbers of sources or the order of imports."""
    facts = workspace.facts()
    person = [id_.decode() for id_ in facts.people.id]
    company = [id_.decode() for id_ in facts.companies.id]
    owner = [*person, None]  # index -1: no owner

    def table(*columns: Iterable[object]) -> list[str]:
        return sorted(map(repr, zip(*columns, strict=True)))

    ties, talk, said, stays = facts.connections, facts.contacts, facts.statements, facts.employments
    return {
        "people": workspace.people_by_id(person),
        "companies": workspace.companies_by_id(company),
        "owners": sorted(p.id for p in workspace.owners()),
        "profiles": {p.id: workspace.owner_profile(p.id).skills for p in workspace.owners()},
        "employers": [company[c] if c >= 0 else None for c in facts.people.company],
        "as_of": facts.as_of_day,
        "connections": table(
            (person[i] for i in ties.a), (person[i] for i in ties.b), ties.day, (owner[i] for i in ties.owner)
        ),
        "contacts": table(
            (person[i] for i in talk.sender),
            (person[i] for i in talk.recipient),
            talk.at,
            talk.group,
            talk.thread,
            (owner[i] for i in talk.shown_by),
        ),
        "statements": table(said.kind, (person[i] for i in said.author), (person[i] for i in said.subject), said.day),
        "employments": table(
            (person[i] for i in stays.person),
            (company[i] for i in stays.company),
            stays.start,
            stays.end,
            stays.current,
            stays.as_of,
        ),
        "integrity": workspace.integrity(),
    }
