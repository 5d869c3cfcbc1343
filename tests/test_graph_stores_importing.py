"""What goes into an import session comes out of the workspace."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import ANN, DEE, fresh, put

from graph.model import Channel, FactClass, Mark, StatementKind, company_id, person_id
from graph.stores.importing import ImportSession
from graph.stores.rows import (
    KnownConnection,
    NewConnection,
    NewContact,
    NewEmployment,
    NewInterest,
    NewPerson,
    NewStatement,
    Sighting,
)
from graph.stores.workspace import Workspace

DAY = date(2025, 3, 1)
EPOCH = date(1970, 1, 1)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "goodword.db"
    Workspace.open(path).close()
    return path


@pytest.fixture
def workspace(tmp_path: Path, template: Path) -> Iterator[Workspace]:
    with Workspace.open(fresh(tmp_path, template)) as opened:
        yield opened


def begin(session: ImportSession, as_of: date = DAY) -> int:
    return session.add_source(kind="archive", name="a.zip", as_of=as_of, sha256="sha", report_json='{"files": []}')


def test_a_block_that_fails_leaves_nothing(workspace: Workspace) -> None:
    put(workspace, ANN)
    before = workspace.generation(), workspace.sources(), workspace.find_people("")

    def fail() -> None:
        with workspace.importing() as session:
            source = begin(session)
            rows = session.add_people(source, [NewPerson("in:new", "New Person")])
            session.add_connections(source, (NewConnection(rows["in:new"], 1 // 0, None) for _ in range(1)))

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (workspace.generation(), workspace.sources(), workspace.find_people("")) == before


def test_a_row_that_nobody_has_is_refused(workspace: Workspace) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), workspace.importing() as session:
        session.add_connections(begin(session), [NewConnection(1, 2, None)])
    assert workspace.sources() == []


def test_a_key_is_one_person_in_every_source(workspace: Workspace) -> None:
    put(workspace, ANN, DEE)
    with workspace.importing() as session:
        rows = session.person_rows(["in:bo-bell", "in:nobody"])
        assert list(rows) == ["in:bo-bell"]
        again = session.add_people(begin(session), [NewPerson("in:bo-bell", "Bo"), NewPerson("in:bo-bell", "B")])
        assert again == rows
    assert workspace.person("bo-bell").id == person_id("in:bo-bell")
    assert len(workspace.facts().people.id) == 5


def test_rows_come_in_the_order_asked(workspace: Workspace) -> None:
    keys = [f"in:{n * 7919 % 100}" for n in range(100)]
    with workspace.importing() as session:
        made = session.add_people(begin(session), (NewPerson(key, "") for key in keys))
        assert list(made) == keys
        assert list(session.person_rows(reversed(keys))) == keys[::-1]


def test_the_same_bytes_are_known_again(workspace: Workspace) -> None:
    with workspace.importing() as session:
        assert session.source_with("sha") is None
        source = begin(session)
        session.set_report(source, '{"files": [1]}')
    with workspace.importing() as session:
        known = session.source_with("sha")
    assert known is not None
    assert (known.id, known.owner, known.as_of) == (source, None, DAY)
    assert workspace.report(source) == '{"files": [1]}'


def test_further_keys_lead_to_the_same_person(workspace: Workspace) -> None:
    with workspace.importing() as session:
        source = begin(session)
        rows = session.add_people(source, [NewPerson("name:ann:bo bell", "Bo Bell"), NewPerson("in:cy", "Cy")])
        bo, cy = rows.values()
        held = session.add_keys(source, [("in:bo-bell", bo), ("mail:bo@bell.example", bo), ("in:cy", bo), ("in:x", cy)])
        assert held == {"in:cy": cy}
        assert session.add_keys(source, [("in:twice", bo), ("in:twice", cy)]) == {"in:twice": bo}
    by_slug = workspace.person("bo-bell")
    assert by_slug.id == person_id("name:ann:bo bell")
    assert by_slug == workspace.person("BO@bell.example")
    assert by_slug.profile_url == "https://www.linkedin.com/in/bo-bell"


def test_the_newest_slug_is_shown(workspace: Workspace) -> None:
    for day, slug in ((DAY, "bo-old"), (DAY + timedelta(days=9), "bo-new"), (DAY - timedelta(days=9), "bo-oldest")):
        with workspace.importing() as session:
            source = begin(session, day)
            row = session.add_people(source, [NewPerson("mail:bo@bell.example", "Bo")])["mail:bo@bell.example"]
            session.add_keys(source, [(f"in:{slug}", row)])
    assert {workspace.person(slug).slug for slug in ("bo-old", "bo-new", "bo-oldest")} == {"bo-new"}


def test_a_key_forgotten_and_shown_again_is_the_same_person(workspace: Workspace) -> None:
    for key in ("name:bo", "in:bo"):
        with workspace.importing() as session:
            source = begin(session)
            row = session.add_people(source, [NewPerson(key, "Bo")])[key]
            session.add_keys(source, [("in:bo", row)])
    workspace.forget(1)
    assert workspace.person("bo").id == person_id("name:bo")
    with workspace.importing() as session:
        session.add_people(begin(session), [NewPerson("name:bo", "Bo")])
    assert len(workspace.find_people("")) == 1


def test_two_people_become_one(workspace: Workspace) -> None:
    put(workspace, ANN, DEE)
    bo, cy, ann = (workspace.person(name).id for name in ("bo-bell", "cy-cook", "ann-archer"))
    workspace.set_mark(ann, cy, Mark(close=True, note="old"))
    workspace.set_mark(ann, bo, Mark(close=False, do_not_ask=True))
    workspace.set_mark(cy, ann, Mark(close=True))
    with workspace.importing() as session:
        rows = session.person_rows(["in:bo-bell", "in:cy-cook"])
        session.merge_people(rows["in:bo-bell"], rows["in:cy-cook"])
        session.merge_people(rows["in:bo-bell"], rows["in:bo-bell"])
    assert workspace.person("cy-cook").id == bo
    assert workspace.marks(ann) == {bo: Mark(close=False, do_not_ask=True, note="old")}
    assert workspace.marks(bo) == {ann: Mark(close=True)}
    assert workspace.connections(ann, [bo, cy]) == {bo: date(2019, 5, 1)}
    assert workspace.people_by_id([cy]) == {}
    assert workspace.integrity() == []


def test_a_source_that_only_mentions_says_nothing_about_headlines(workspace: Workspace) -> None:
    put(workspace, ANN)
    with workspace.importing() as session:
        source = begin(session, DAY + timedelta(days=1))
        rows = session.add_people(source, [NewPerson("in:bo-bell", "Bo"), NewPerson("in:cy-cook", "")])
        session.add_sightings(source, [Sighting(rows["in:cy-cook"], "", "")])
    bo, cy = workspace.person("bo-bell"), workspace.person("cy-cook")
    assert (bo.name, bo.title, bo.company_name) == ("Bo", "Engineer", "Acme")
    # Somebody who no longer shows an employer may have one: what another source knows is not blanked.
    assert (cy.name, cy.title, cy.company_name) == ("Cy Cook", "Designer", "Birch")


def test_connections_to_join_on(workspace: Workspace) -> None:
    put(workspace, ANN, DEE)
    with workspace.importing() as session:
        rows = session.person_rows(["in:ann-archer", "in:bo-bell", "in:cy-cook"])
        ann, bo, cy = rows["in:ann-archer"], rows["in:bo-bell"], rows["in:cy-cook"]
        assert session.known_connections(ann) == [
            KnownConnection(bo, "Bo B. Bell", date(2019, 5, 1), "bo-bell"),
            KnownConnection(bo, "Bo Bell", date(2019, 5, 1), "bo-bell"),
            KnownConnection(cy, "Cy Cook", None, "cy-cook"),
        ]
        assert session.known_connections(bo) == []


def test_a_company_is_called_as_it_is_most_often_spelt(workspace: Workspace) -> None:
    with workspace.importing() as session:
        spelt = [("acme", "ACME"), ("acme", "Acme"), ("acme", "Acme"), ("birch", "Birch B"), ("birch", "Birch A")]
        assert set(session.company_rows(begin(session), spelt)) == {"acme", "birch"}
    assert [c.name for c in workspace.find_companies("")] == ["Acme", "Birch A"]
    with workspace.importing() as session:
        session.company_rows(begin(session), [("acme", "ACME")] * 3)
    assert workspace.company("acme").name == "ACME"
    workspace.forget(2)
    assert workspace.company("acme").name == "Acme"


def test_an_owners_files(workspace: Workspace) -> None:
    for day, industry in ((DAY, "Clocks"), (DAY + timedelta(days=2), ""), (DAY + timedelta(days=1), "Watches")):
        with workspace.importing() as session:
            source = begin(session, day)
            ann = session.add_people(source, [NewPerson("in:ann", "Ann")])["in:ann"]
            session.set_owner(source, ann)
            acme = session.company_rows(source, [("acme", "Acme")])["acme"]
            session.add_profile(source, ann, skills=["A", industry or "B"], schools=["S"], industry=industry)
            wishes = [NewInterest(kind, acme, "Smith", DAY) for kind in ("applied", "saved", "follow")]
            session.add_interests(source, ann, wishes)
    profile = workspace.owner_profile(person_id("in:ann"))
    assert profile.industry == "Watches"
    assert profile.skills == ("A", "B", "Watches", "Clocks")
    assert profile.schools == ("S",)
    assert profile.applied_to == ((company_id("acme"), "Smith", DAY),)
    assert profile.follows == (company_id("acme"),)


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ROW = st.integers(0, 5)
DAYS = st.none() | st.dates()
INT64 = st.integers(-(2**63) + 1, 2**63 - 1)


@settings(max_examples=40)
@given(
    names=st.lists(NAMES, min_size=6, max_size=6),
    keys=st.lists(NAMES, min_size=6, max_size=6, unique=True),
    connections=st.lists(st.tuples(ROW, ROW, DAYS), max_size=5),
    contacts=st.lists(
        st.tuples(ROW, ROW, st.none() | INT64, st.integers(1, 2000), st.sampled_from(Channel), INT64), max_size=5
    ),
    statements=st.lists(st.tuples(st.sampled_from(StatementKind), ROW, ROW, DAYS, NAMES), max_size=5),
    stays=st.lists(st.tuples(ROW, NAMES, DAYS, DAYS, st.booleans(), st.dates()), max_size=5),
    owned=st.booleans(),
)
def test_facts_are_what_was_put_in(
    template: Path,
    names: list[str],
    keys: list[str],
    connections: list[tuple[int, int, date | None]],
    contacts: list[tuple[int, int, int | None, int, Channel, int]],
    statements: list[tuple[StatementKind, int, int, date | None, str]],
    stays: list[tuple[int, str, date | None, date | None, bool, date]],
    owned: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder, Workspace.open(fresh(Path(folder), template)) as workspace:
        with workspace.importing() as session:
            source = begin(session)
            people = session.add_people(source, map(NewPerson, keys, names))
            row = [people[key] for key in keys]
            if owned:
                session.set_owner(source, row[0])
            session.add_connections(source, (NewConnection(row[a], row[b], day) for a, b, day in connections))
            session.add_contacts(source, (NewContact(row[c[0]], row[c[1]], *c[2:]) for c in contacts))
            session.add_statements(source, (NewStatement(k, row[a], row[b], day, d) for k, a, b, day, d in statements))
            companies = session.company_rows(source, ((name, name) for _, name, *_ in stays))
            session.add_employments(
                source, (NewEmployment(row[s[0]], companies[s[1]], "T", *s[2:], FactClass.DECLARED) for s in stays)
            )
        facts = workspace.facts()
        found = workspace.people_by_id(map(person_id, keys))
        assert workspace.integrity() == []
    ids = sorted(map(person_id, keys))
    at = [ids.index(person_id(key)) for key in keys]
    owner = at[0] if owned else -1
    assert facts.people.id.tolist() == [id_.encode() for id_ in ids]
    assert [found[person_id(key)].name for key in keys] == names
    assert facts.owners.tolist() == ([owner] if owned else [])
    assert facts.as_of_day == (DAY - EPOCH).days

    def number(day: date | None) -> int:
        return -(2**31) if day is None else (day - EPOCH).days

    c = facts.connections
    expected = [(at[a], at[b], number(day), owner) for a, b, day in connections]
    assert list(zip(c.a, c.b, c.day, c.owner, strict=True)) == expected
    t = facts.contacts
    assert list(zip(t.sender, t.recipient, t.at, t.group, t.channel, t.thread, t.shown_by, strict=True)) == [
        (at[a], at[b], -(2**63) if when is None else when, group, channel, thread, owner)
        for a, b, when, group, channel, thread in contacts
    ]
    s = facts.statements
    assert list(zip(s.kind, s.author, s.subject, s.day, s.shown_by, strict=True)) == [
        (kind, at[a], at[b], number(day), owner) for kind, a, b, day, _ in statements
    ]
    e = facts.employments
    assert [facts.companies.id[i].decode() for i in e.company] == [company_id(name) for _, name, *_ in stays]
    assert list(zip(e.person, e.start, e.end, e.current, e.as_of, strict=True)) == [
        (at[p], number(start), number(end), current, number(as_of)) for p, _, start, end, current, as_of in stays
    ]


def test_columns_have_the_types_they_promise(workspace: Workspace) -> None:
    put(workspace, ANN, DEE)
    facts = workspace.facts()
    people, contacts = facts.people, facts.contacts
    assert {a.dtype for a in (people.id, facts.companies.id)} == {np.dtype("S17")}
    assert {a.dtype for a in (contacts.at, contacts.thread)} == {np.dtype("i8")}
    assert {a.dtype for a in (contacts.channel, facts.statements.kind)} == {np.dtype("i1")}
    assert {a.dtype for a in (people.company, facts.owners, contacts.sender, contacts.group)} == {np.dtype("i4")}
    assert {a.dtype for a in (facts.connections.day, facts.employments.start)} == {np.dtype("i4")}
    assert facts.employments.current.dtype == np.dtype("?")
    assert [facts.people.id[i].decode() for i in facts.owners] == [p.id for p in workspace.owners()]


def test_a_large_import_is_a_stream(workspace: Workspace) -> None:
    with workspace.importing() as session:
        source = begin(session)
        rows = session.add_people(source, (NewPerson(f"in:{n}", f"P {n}") for n in range(25_000)))
        assert len(set(rows.values())) == 25_000
        session.add_contacts(source, (NewContact(1, 1 + n % 25_000, n, 1, Channel.MAIL, 0) for n in range(30_000)))
    facts = workspace.facts()
    assert facts.contacts.at.tolist() == list(range(30_000))
    assert len(facts.people.id) == 25_000
