"""Small pools for tests of the judgement: a few invented people whose answers can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from graph.companies import normalise
from graph.model import Channel, FactClass, StatementKind
from graph.network import Network, load
from graph.stores.importing import ImportSession
from graph.stores.rows import NewConnection, NewContact, NewEmployment, NewPerson, NewStatement
from graph.stores.workspace import Workspace
from referral.desk import Desk

AS_OF = date(2026, 11, 1)


@dataclass(frozen=True)
class Stay:
    """A position as the owner's file states it, or (no start) a connection row's current employer."""

    person: str
    company: str
    title: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Scene:
    """One archive. People by key: (name, title, company); the first is the owner. Contacts: (from, to, day)."""

    people: dict[str, tuple[str, str, str]]
    connections: tuple[tuple[str, str, date | None], ...] = ()
    contacts: tuple[tuple[str, str, date], ...] = ()
    statements: tuple[tuple[StatementKind, str, str, date | None, str], ...] = ()
    stays: tuple[Stay, ...] = ()
    skills: tuple[str, ...] = ()
    location: str = ""
    as_of: date = AS_OF
    named: tuple[str, ...] = field(default=())  # companies known by name only


def put(workspace: Workspace, scene: Scene) -> None:
    """Import one scene as one archive."""
    owner = next(iter(scene.people))
    with workspace.importing() as session:
        source = session.add_source(kind="archive", name=f"{owner}.zip", as_of=scene.as_of, sha256=owner)
        companies = _companies(session, source, scene)
        people = (NewPerson(k, n, t, companies.get(c)) for k, (n, t, c) in scene.people.items())
        rows = session.add_people(source, people)
        session.set_owner(source, rows[owner])
        session.add_profile(source, rows[owner], skills=scene.skills, location=scene.location)
        session.add_connections(source, (NewConnection(rows[a], rows[b], day) for a, b, day in scene.connections))
        session.add_contacts(
            source, (NewContact(rows[a], rows[b], noon(day), 1, Channel.LINKEDIN, 0) for a, b, day in scene.contacts)
        )
        session.add_statements(
            source, (NewStatement(k, rows[a], rows[b], day, text) for k, a, b, day, text in scene.statements)
        )
        session.add_employments(source, (_stay(s, rows, companies, scene.as_of) for s in _stays(scene)))


def _companies(session: ImportSession, source: int, scene: Scene) -> dict[str, int]:
    names = {c for _, _, c in scene.people.values() if c} | {s.company for s in scene.stays} | set(scene.named)
    keys = session.company_rows(source, ((normalise(name), name) for name in sorted(names)))
    return {name: keys[normalise(name)] for name in names}


def _stays(scene: Scene) -> Iterable[Stay]:
    stated = {s.person for s in scene.stays if s.end is None}
    yield from scene.stays
    for key, (_, title, company) in scene.people.items():
        if company and key not in stated:
            yield Stay(key, company, title)


def _stay(stay: Stay, rows: dict[str, int], companies: dict[str, int], as_of: date) -> NewEmployment:
    return NewEmployment(
        *(rows[stay.person], companies[stay.company], stay.title, stay.start, stay.end),
        *(stay.end is None, as_of, FactClass.DECLARED),
    )


def noon(day: date) -> int:
    """Noon of a day in UTC seconds."""
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def talk(one: str, other: str, last: date, *, turns: int, every: int = 10) -> tuple[tuple[str, str, date], ...]:
    """A conversation that goes to and fro: `turns` messages each, every `every` days, the last of `other` on `last`."""
    days = [last - timedelta(days=every * k) for k in reversed(range(turns))]
    return tuple(m for d in days for m in ((one, other, d - timedelta(days=1)), (other, one, d)))


@contextmanager
def opened(folder: Path, *scenes: Scene, as_of: date = AS_OF) -> Iterator[tuple[Workspace, Network, Desk]]:
    """A pool of scenes at its desk."""
    with Workspace.open(folder / "pool.sqlite") as workspace:
        for scene in scenes:
            put(workspace, scene)
        until = noon(as_of + timedelta(days=1)) - 43_200
        network = load(workspace, until=until)
        yield workspace, network, Desk(workspace, network, as_of=as_of)


ANN = Scene(
    people={
        "in:ann": ("Ann Archer", "Software Engineer", "Birch Works"),
        "in:bo": ("Bo Bell", "Engineering Manager", "Acme"),
        "in:cy": ("Cy Cook", "Recruiter", "Acme"),
        "in:di": ("Di Dorn", "Software Engineering Intern", "Acme"),
        "in:eve": ("Eve Ek", "Product Designer", "Cedar"),
        "in:fay": ("Fay Fox", "Accountant", "Elm"),
    },
    connections=(
        ("in:ann", "in:bo", date(2018, 5, 1)),
        ("in:ann", "in:cy", date(2024, 1, 1)),
        ("in:ann", "in:di", None),
        ("in:ann", "in:eve", date(2020, 1, 1)),
        ("in:ann", "in:fay", date(2021, 1, 1)),
    ),
    contacts=(
        *talk("in:ann", "in:bo", date(2026, 10, 10), turns=9, every=40),
        *talk("in:ann", "in:eve", date(2026, 9, 1), turns=4),
        ("in:ann", "in:cy", date(2025, 3, 1)),
    ),
    statements=(
        (StatementKind.RECOMMENDATION, "in:bo", "in:ann", date(2021, 5, 3), "managed"),
        (StatementKind.ENDORSEMENT, "in:cy", "in:ann", None, "Python"),
    ),
    stays=(
        Stay("in:ann", "Fabrikam Labs", "Software Engineer", date(2018, 3, 1), date(2019, 11, 1)),
        Stay("in:ann", "Birch Works", "Software Engineer", date(2020, 1, 1)),
        Stay("in:bo", "Fabrikam Labs", "Lead Engineer", date(2017, 1, 1), date(2020, 6, 1)),
    ),
    skills=("Python", "Kubernetes"),
    location="Lisbon",
    named=("Name Only",),
)

EVE = Scene(
    people={
        "in:eve": ("Eve Ek", "Product Designer", "Cedar"),
        "in:gus": ("Gus Gray", "Head of Engineering", "Dune"),
        "in:hal": ("Hal Hill", "Software Engineer", "Dune"),
        "in:ann": ("Ann Archer", "Software Engineer", "Birch Works"),
    },
    connections=(
        ("in:eve", "in:gus", date(2019, 1, 1)),
        ("in:eve", "in:hal", date(2019, 1, 1)),
        ("in:eve", "in:ann", date(2020, 1, 1)),
    ),
    contacts=(*talk("in:eve", "in:gus", date(2026, 10, 1), turns=6),),
    stays=(Stay("in:eve", "Cedar", "Product Designer", date(2018, 1, 1)),),
)

IVO = Scene(
    people={"in:ivo": ("Ivo Ives", "Nurse", "Far Away"), "in:jo": ("Jo Jay", "Nurse", "Far Away")},
    connections=(("in:ivo", "in:jo", None),),
)
