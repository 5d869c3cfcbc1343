"""That two companies are two is remembered, by ids alone; it outlives a source, is taken back, and goes with who is erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from workspaces import Archive, Shown, before_form_14, put

from graph.errors import UsageError
from graph.model import CompanyId, company_id, person_id
from graph.stores import forms
from graph.stores.alias_keys import OwnAlias
from graph.stores.workspace import Workspace

PEOPLE = {
    "in:ann": Shown("Ann Archer", "Cook", "Plim Soft"),
    "in:bo": Shown("Bo Bell", "Cook", "Plimsoft"),
    "in:cy": Shown("Cy Cook", "Cook", "Quillmere"),
    "in:dee": Shown("Dee Dunn", "Cook", "Quill Mere"),
}
ARCHIVE = Archive(name="a.zip", as_of=date(2025, 1, 1), people=PEOPLE, owned=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "w.db") as opened:
        put(opened, ARCHIVE)
        yield opened


def named(workspace: Workspace, pairs: list[tuple[CompanyId, CompanyId]]) -> set[frozenset[str]]:
    known = workspace.companies_by_id({each for pair in pairs for each in pair})
    return {frozenset(known[each].name if each in known else each for each in pair) for pair in pairs}


def waiting(workspace: Workspace) -> set[frozenset[str]]:
    return named(workspace, workspace.doubtful_companies())


PLIM, QUILL = frozenset({"Plim Soft", "Plimsoft"}), frozenset({"Quillmere", "Quill Mere"})


def ids(workspace: Workspace, names: frozenset[str]) -> tuple[CompanyId, CompanyId]:
    one, other = (workspace.company(name).id for name in sorted(names))
    return one, other


def test_two_kept_apart_do_not_come_up_again_until_it_is_taken_back(workspace: Workspace) -> None:
    assert waiting(workspace) == {PLIM, QUILL}
    facts, generation = workspace.facts_generation(), workspace.generation()
    for names in (PLIM, QUILL):  # whichever of the two is said first
        one, other = ids(workspace, names)
        workspace.keep_apart(other, one)
        workspace.keep_apart(one, other)
    assert (workspace.facts_generation(), workspace.generation() > generation) == (facts, True)
    assert waiting(workspace) == set()
    assert named(workspace, workspace.companies_apart()) == {PLIM, QUILL}
    one, other = ids(workspace, PLIM)
    workspace.keep_apart(other, one, apart=False)
    assert waiting(workspace) == {PLIM}
    for wrong in ((one, other), (one, company_id("nowhere"))):
        with pytest.raises(UsageError, match="nothing was decided"):
            workspace.keep_apart(*wrong, apart=False)
    with pytest.raises(UsageError, match="one company already"):
        workspace.keep_apart(one, one)


def test_it_outlives_a_forgotten_source_and_names_nobody(workspace: Workspace) -> None:
    workspace.keep_apart(*ids(workspace, PLIM))
    assert workspace.forget(workspace.sources()[0].id)
    held = workspace.path.read_bytes()
    assert not any(word in held for word in (b"Plim", b"plim", b"PLIM"))
    assert len(workspace.companies_apart()) == 1
    put(workspace, ARCHIVE)
    assert waiting(workspace) == {QUILL}


def test_who_is_erased_takes_along_what_was_decided_about_a_company_they_alone_showed(workspace: Workspace) -> None:
    workspace.keep_apart(*ids(workspace, PLIM))
    workspace.keep_apart(*ids(workspace, QUILL))
    workspace.forget_person(person_id("in:ann"))
    assert named(workspace, workspace.companies_apart()) == {QUILL}


def test_an_alias_takes_the_place_of_what_was_said_before(workspace: Workspace) -> None:
    workspace.keep_apart(*ids(workspace, PLIM))
    workspace.add_alias(OwnAlias("Plim Soft", "Plimsoft"))
    assert workspace.companies_apart() == []
    assert waiting(workspace) == {QUILL}
    workspace.remove_alias("Plim Soft")
    assert waiting(workspace) == {PLIM, QUILL}


def test_a_file_of_form_12_is_brought_up_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    with Workspace.open(path) as workspace:
        put(workspace, ARCHIVE)
        before = [(p.id, p.name, p.company_name) for p in workspace.find_people("", limit=10)]
    with sqlite3.connect(path) as raw:
        before_form_14(raw)
        raw.execute("DROP TABLE companies_apart")
        raw.execute("DROP TABLE source_beside")
        raw.execute("UPDATE alembic_version SET version_num = '0012'")
    raw.close()
    with Workspace.open(path) as workspace:
        assert workspace.schema_version == forms.SCHEMA_VERSION >= 13
        assert [(p.id, p.name, p.company_name) for p in workspace.find_people("", limit=10)] == before
        workspace.keep_apart(*ids(workspace, PLIM))
        assert waiting(workspace) == {QUILL}
        assert workspace.integrity() == []
