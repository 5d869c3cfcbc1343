"""A person or company is found exactly or not at all; similar names are offered, never taken."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import ANN, DEE, Archive, Shown, put

from graph.errors import (
    AmbiguousError,
    CompanyNotFoundError,
    EmptyWorkspaceError,
    NotAnOwnerError,
    PersonNotFoundError,
)
from graph.model import company_id, person_id
from graph.stores import lookup
from graph.stores.workspace import Workspace

MANY = Archive(
    name="many.zip",
    as_of=date(2025, 1, 1),
    people={
        "in:zoe-müller": Shown("Zoë Müller-Lüdenscheidt", "Cook", "Birch"),
        "in:jon-1": Shown("Jon Ode", "Cook", "Acme"),
        "in:jon-2": Shown("JON  ODE", "", "Acme"),
        "in:jon-3": Shown("Jon Ode"),
        "in:percent": Shown("100% _Real_"),
        "in:o": Shown("Pat O'Neil (Patty)"),
        "in:bo-bell-2": Shown("Bo-Bell Ruiz"),
        "mail:x@acme.example": Shown(""),
    },
    owned=False,
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace.open(tmp_path_factory.mktemp("lookup") / "goodword.db") as opened:
        put(opened, ANN, DEE, MANY)
        yield opened


@pytest.mark.parametrize(
    "ref",
    [
        "Zoë Müller-Lüdenscheidt",
        "  zoe MULLER-LUDENSCHEIDT ",
        "Zoe\u0308 Mu\u0308ller-Lüdenscheidt",
        "zoe-müller",
        "ZOE-MÜLLER",
        "zoe-mu\u0308ller",
        "https://www.linkedin.com/in/zoe-müller",
        "https://de.linkedin.com/in/zoe-m%C3%BCller/?trk=x",
        "linkedin.com/in/zoe-m%c3%bcller#top",
        person_id("in:zoe-müller"),
    ],
)
def test_the_ways_to_name_a_person(workspace: Workspace, ref: str) -> None:
    assert workspace.person(ref).id == person_id("in:zoe-müller")


def test_an_address_names_a_person(workspace: Workspace) -> None:
    assert workspace.person("X@acme.example").id == person_id("mail:x@acme.example")


@pytest.mark.parametrize(
    "ref", ["Zoë", "Zoe Muller", "zoe%", "", "   ", "p0000000000000000", "Z\0oe", "linkedin.com/in/"]
)
def test_nearly_is_not_found(workspace: Workspace, ref: str) -> None:
    with pytest.raises(PersonNotFoundError) as caught:
        workspace.person(ref)
    assert str(caught.value).startswith(f"no person matches '{ref}'")


def test_similar_names_are_offered(workspace: Workspace) -> None:
    with pytest.raises(PersonNotFoundError) as caught:
        workspace.person("Cy Cock")
    assert caught.value.suggestions[0] == "Cy Cook"
    with pytest.raises(PersonNotFoundError) as caught:
        workspace.person("xqzw")
    assert caught.value.suggestions == ()


def test_namesakes_are_listed_never_guessed(workspace: Workspace) -> None:
    with pytest.raises(AmbiguousError) as caught:
        workspace.person("jon ode")
    ids = {slug: person_id(f"in:{slug}") for slug in ("jon-1", "jon-2", "jon-3")}
    assert set(caught.value.candidates) == {
        f"Jon Ode ({ids['jon-1']}, Cook at Acme)",
        f"JON  ODE ({ids['jon-2']}, Acme)",
        f"Jon Ode ({ids['jon-3']})",
    }
    assert workspace.person(ids["jon-2"]).slug == "jon-2"
    assert workspace.person("jon-3").title == ""


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("jon", {"jon-1", "jon-2", "jon-3"}),
        ("ode jo", {"jon-1", "jon-2", "jon-3"}),
        ("on", set()),
        ("müll", {"zoe-müller"}),
        ("LÜDEN", {"zoe-müller"}),
        ("%", set()),
        ("100%", {"percent"}),
        ("_real", {"percent"}),
        ("neil", {"o"}),
        ("o'neil", {"o"}),
        ("patty", {"o"}),
        ("bo bell", {"bo-bell", "bo-bell-2"}),
        ("bo-bell r", {"bo-bell-2"}),
        ("bo b", {"bo-bell", "bo-bell-2"}),
        ("'; DROP TABLE person; --", set()),
    ],
)
def test_search_by_the_beginnings_of_words(workspace: Workspace, query: str, slugs: set[str]) -> None:
    assert {person.slug for person in workspace.find_people(query)} == slugs


@given(query=st.text(max_size=8))
def test_any_text_may_be_searched_for(workspace: Workspace, query: str) -> None:
    found = {person.id for person in workspace.find_people(query, limit=99)}
    assert found <= {person.id for person in workspace.find_people("", limit=99)}
    workspace.find_companies(query)


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_pages_follow_each_other(workspace: Workspace, size: int) -> None:
    everybody = workspace.find_people("", limit=1000)
    assert len(everybody) == 13
    seen = workspace.find_people("", limit=size)
    while page := workspace.find_people("", limit=size, after=seen[-1].id):
        seen += page
    assert seen == everybody
    companies = workspace.find_companies("", limit=1)
    while more := workspace.find_companies("", limit=1, after=companies[-1].id):
        companies += more
    assert [company.name for company in companies] == ["Acme", "Birch", "Cedar"]


def test_a_page_after_somebody_unknown(workspace: Workspace) -> None:
    with pytest.raises(PersonNotFoundError):
        workspace.find_people("", after="p0000000000000000")
    with pytest.raises(CompanyNotFoundError):
        workspace.find_companies("", after="c0000000000000000")


def test_people_by_id_are_the_known_ones(workspace: Workspace) -> None:
    wanted = [person_id("in:jon-1"), "p0000000000000000", "p'\0"]
    assert set(workspace.people_by_id(wanted)) == {person_id("in:jon-1")}
    assert workspace.people_by_id([]) == {}


@pytest.mark.parametrize("ref", ["Acme", "ACME", "  acme ", company_id("acme")])
def test_a_company_by_exact_name(workspace: Workspace, ref: str) -> None:
    found = workspace.company(ref)
    assert (found.id, found.name, found.people) == (company_id("acme"), "Acme", 3)


@pytest.mark.parametrize("ref", ["Acm", "Acme Holdings of Mars", "", "N/A", "-"])
def test_a_company_by_a_similar_name_is_not_found(workspace: Workspace, ref: str) -> None:
    with pytest.raises(CompanyNotFoundError):
        workspace.company(ref)


def test_similar_companies_are_offered(workspace: Workspace) -> None:
    with pytest.raises(CompanyNotFoundError, match="did you mean 'Birch'"):
        workspace.company("Brich")


def test_companies_by_id(workspace: Workspace) -> None:
    wanted = [company_id("acme"), company_id("nothing")]
    assert list(workspace.companies_by_id(wanted)) == [company_id("acme")]


def test_employees_in_the_order_of_names(workspace: Workspace) -> None:
    assert [p.name for p in workspace.employees(company_id("birch"))] == [
        "Bo B. Bell",
        "Cy Cook",
        "Zoë Müller-Lüdenscheidt",
    ]
    assert workspace.employees(company_id("nothing")) == []
    for company in ("birch", "nothing"):
        there = workspace.employees(company_id(company))
        assert workspace.employee_ids(company_id(company)) == [p.id for p in there]


def test_owners_in_the_order_imported(workspace: Workspace) -> None:
    assert [(p.name, p.owner) for p in workspace.owners()] == [("Ann Archer", True), ("Dee Dunn", True)]
    for ref in ("dee-dunn", "dee dunn", person_id("in:dee-dunn"), "linkedin.com/in/dee-dunn"):
        assert workspace.owner(ref).name == "Dee Dunn"
    assert not workspace.person("bo-bell").owner


@pytest.mark.parametrize("ref", ["bo-bell", "Jon Ode", "Nobody At All"])
def test_who_is_no_owner(workspace: Workspace, ref: str) -> None:
    with pytest.raises(NotAnOwnerError, match="owners: Ann Archer, Dee Dunn") as caught:
        workspace.owner(ref)
    assert caught.value.owners == ("Ann Archer", "Dee Dunn")


def test_an_owner_is_looked_for_among_owners(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "goodword.db") as workspace:
        people = {"in:ann-archer": Shown("Ann"), "in:ann": Shown("Ann Other"), "in:x": Shown("Ann")}
        put(workspace, Archive("a.zip", date(2025, 1, 1), people))
        assert workspace.owner("ann").slug == "ann-archer"
        assert workspace.person("ann").slug == "ann"


def test_owners_of_one_name(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "goodword.db") as workspace:
        with pytest.raises(EmptyWorkspaceError):
            workspace.owner("Ann")
        for slug in ("ann-1", "ann-2"):
            put(workspace, Archive(slug, date(2025, 1, 1), {f"in:{slug}": Shown("Ann")}))
        with pytest.raises(AmbiguousError, match="fits 2 owners"):
            workspace.owner("ann")


def test_a_long_list_of_unknown_names_reads_the_spellings_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def former_companies(connection: sqlite3.Connection) -> lookup.FormerNames:
        read.append(1)
        return made(connection)

    made = lookup.former_companies
    monkeypatch.setattr(lookup, "former_companies", former_companies)
    with workspace.steady():
        assert [workspace.company_named(f"Unheard of {n}") for n in range(50)] == [None] * 50
    assert len(read) <= 1  # none where a test before this one asked


def test_a_long_read_holds_a_bounded_number_of_people(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [person.id for person in workspace.find_people("", limit=20)]
    known = workspace.people_by_id(ids)
    monkeypatch.setattr("graph.stores.sqlite_file.MOST_AT_HAND", 3)
    with workspace.steady():
        for begin in (*range(len(ids)), *range(len(ids))):
            part = ids[begin : begin + 2]
            assert workspace.people_by_id(part) == {id_: known[id_] for id_ in sorted(part)}
            held = workspace._file._held.people["people"]
            assert len(held[0]) <= 3
            assert held[1].keys() <= held[0]
        assert workspace.people_by_id(ids) == known  # more at once than are held: read all the same
