"""The user's own names of companies: they move every fact, whenever imported, and are taken back exactly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from workspaces import Archive, Shown, put

from graph.errors import UsageError
from graph.model import NewEntry, company_id
from graph.stores.alias_keys import OwnAlias
from graph.stores.rows import NewPerson
from graph.stores.workspace import Workspace


def archive(name: str, **employers: str) -> Archive:
    people = {f"in:{who}": Shown(who.title(), "Cook", company) for who, company in employers.items()}
    return Archive(name=f"{name}.zip", as_of=date(2025, 1, 1), people=people, owned=False)


FIRST = archive("first", ann="Plimsoft", bo="Quillmere", cy="Orrel")
SECOND = archive("second", dee="Plimsoft", eve="Orrel")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "w.db") as opened:
        yield opened


def there(workspace: Workspace, company: str) -> list[str]:
    return [person.name for person in workspace.employees(workspace.company(company).id)]


def everything(workspace: Workspace) -> list[tuple[str, str | None, str]]:
    return [(p.name, p.company_id, p.company_name) for p in workspace.find_people("", limit=100)]


def test_everything_said_of_the_old_name_is_said_of_the_new(workspace: Workspace) -> None:
    put(workspace, FIRST)
    before = everything(workspace)
    workspace.add_alias(OwnAlias("Plimsoft", "Quillmere"))
    assert there(workspace, "Quillmere") == there(workspace, "plimsoft GmbH") == ["Ann", "Bo"]
    assert workspace.company("Plimsoft").name == "Quillmere"
    assert workspace.person("Ann").company_name == "Quillmere"
    put(workspace, SECOND)
    assert there(workspace, "Quillmere") == ["Ann", "Bo", "Dee"]
    workspace.remove_alias("PLIMSOFT Inc.")
    assert there(workspace, "Quillmere") == ["Bo"]
    assert there(workspace, "Plimsoft") == ["Ann", "Dee"]
    assert [row for row in everything(workspace) if row[0] in {"Ann", "Bo", "Cy"}] == before
    assert workspace.own_aliases() == []


ALIASES = (OwnAlias("Plimsoft", "Quillmere"), OwnAlias("Quillmere", "Orrel"))


def test_no_order_of_imports_and_aliases_matters(tmp_path: Path) -> None:
    found = set()
    steps: tuple[Archive | OwnAlias, ...] = (FIRST, SECOND, *ALIASES)
    for number, order in enumerate(permutations(steps)):
        with Workspace.open(tmp_path / f"{number}.db") as workspace:
            for step in order:
                if isinstance(step, OwnAlias):
                    workspace.add_alias(step)
                else:
                    put(workspace, step)
            found.add(tuple(everything(workspace)))
            assert there(workspace, "Plimsoft") == ["Ann", "Bo", "Cy", "Dee", "Eve"]
            workspace.remove_alias("Quillmere")
            assert there(workspace, "Plimsoft") == ["Ann", "Bo", "Dee"]
    assert len(found) == 1


def test_a_company_known_by_one_of_both_names_is_found_by_either(workspace: Workspace) -> None:
    put(workspace, FIRST)
    workspace.add_alias(OwnAlias("Brandvale", "Orrel"))
    workspace.add_alias(OwnAlias("Quillmere", "Harrow"))
    assert workspace.company("Brandvale").name == "Orrel"
    assert workspace.company("Harrow").name == "Quillmere"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("N/A", "Orrel", "'N/A' names no company"),
        ("Orrel", "Freelance", "'Freelance' names no company"),
        ("Orrel", "ORREL GmbH", "are one company already"),
        ("Facebook", "Meta", "are one company already"),
        ("Quillmere", "Plimsoft", "is another name of 'Quillmere' already"),
    ],
)
def test_what_cannot_be_is_said(workspace: Workspace, old: str, new: str, why: str) -> None:
    workspace.add_alias(OwnAlias("Plimsoft", "Quillmere"))
    with pytest.raises(UsageError, match=why):
        workspace.add_alias(OwnAlias(old, new))
    assert workspace.own_aliases() == [OwnAlias("Plimsoft", "Quillmere")]


def test_what_was_never_said_cannot_be_taken_back(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="'Orrel' has no alias of yours"):
        workspace.remove_alias("Orrel")


def test_forgetting_a_source_leaves_nothing_of_it(workspace: Workspace) -> None:
    put(workspace, FIRST, SECOND)
    workspace.add_alias(OwnAlias("Plimsoft", "Quillmere"))
    for source in workspace.sources():
        workspace.forget(source.id)
    assert workspace.find_companies("", limit=10) == []
    put(workspace, SECOND)
    assert there(workspace, "Quillmere") == ["Dee"]


def test_what_was_asked_and_what_is_wanted_follow_their_names(workspace: Workspace) -> None:
    """Two companies become one, and two again: asks and the list go with the names, in whatever order written."""
    put(workspace, FIRST)
    owner, bo = workspace.person("Ann").id, workspace.person("Bo").id
    old, new = workspace.company("Plimsoft").id, workspace.company("Quillmere").id
    with workspace.recording(owner) as session:
        for name, at in (("Plimsoft", old), ("Quillmere", new), ("Never Seen", company_id("never seen"))):
            session.append(NewEntry("asked", bo, date(2025, 2, 3), f"ask-{name}", at, name))
    workspace.list_company(owner, "Plimsoft", role="Cook", wanted=True)
    workspace.list_company(owner, "Orrel", role="", wanted=True)
    asked = [entry.line.company for entry in workspace.ledger(owner)]
    listed = workspace.listed_companies(owner)
    workspace.add_alias(OwnAlias("Plimsoft", "Quillmere"))
    assert [entry.line.company for entry in workspace.ledger(owner)] == [new, new, asked[2]]
    with workspace.recording(owner) as session:
        assert [entry.line.company for entry in session.entries()] == [new, new, asked[2]]
    assert {one.key for one in workspace.listed_companies(owner)} == {"quillmere", "orrel"}
    workspace.list_company(owner, "Quillmere", role="", wanted=False)
    assert [one.key for one in workspace.listed_companies(owner) if one.wanted] == ["orrel"]
    workspace.list_company(owner, "Quillmere", role="", wanted=True)
    workspace.remove_alias("Plimsoft")
    assert [entry.line.company for entry in workspace.ledger(owner)] == asked
    assert set(listed) <= set(workspace.listed_companies(owner))


def test_a_file_from_before_an_alias_was_reviewed_is_put_in_order_by_the_next_import(workspace: Workspace) -> None:
    """An older version kept "Twitter" under its own key; today it is X's, whenever somebody worked there."""
    old = archive("old", ann="Twitter", bo="Orrel")
    with workspace.importing() as session:
        source = session.add_source(kind="archive", name="old", as_of=date(2024, 1, 1), sha256="old")
        company = session.company_rows(source, [("twitter", "Twitter")])["twitter"]
        session.add_people(source, [NewPerson("in:ann", "Ann", "Cook", company)])
    assert there(workspace, "Twitter") == ["Ann"]
    with workspace.importing() as session:
        source = session.add_source(kind="archive", name="new", as_of=date(2025, 1, 1), sha256="new")
        company = session.company_rows(source, [("x", "X")])["x"]
        session.add_people(source, [NewPerson("in:dee", "Dee", "Cook", company)])
    assert there(workspace, "Twitter") == there(workspace, "X") == ["Ann", "Dee"]
    workspace.forget(2)
    assert there(workspace, "Twitter") == ["Ann"]
    put(workspace, old)
    assert workspace.integrity() == []
