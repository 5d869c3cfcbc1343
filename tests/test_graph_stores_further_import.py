"""A further import costs what it brings: no statement of it reads a large table through, and the outcome is the same."""

from __future__ import annotations

import re
import shutil
import sqlite3
from datetime import date
from hashlib import blake2b
from pathlib import Path

import pytest
from sqlalchemy import event
from workspaces import Archive, Shown, put

from benchmarks.identity_pool import make_pool
from graph.name_words import FORM
from graph.stores import decisions, derived_matches
from graph.stores.alias_keys import OwnAlias
from graph.stores.named import number_of, sorted_words
from graph.stores.workspace import Workspace
from ingest.load import import_paths
from synthetic.archive import make_archive

LARGE = frozenset(
    (
        *("person", "company", "identity", "sighting", "spelling", "connection", "contact", "statement"),
        *("employment", "profile", "profile_item", "interest"),
    )
)
"""Tables that grow with the pool."""


def scanned(raw: sqlite3.Connection, statement: str, parameters: tuple[str, ...]) -> set[str]:
    """The large tables, or indexes of them, that a statement reads from end to end."""
    if not re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)", statement) or " VALUES (" in statement:
        return set()
    names = dict(re.findall(r"(?:FROM|JOIN|,)\s+(\w+)\s+(?:AS\s+)?(\w+)\b", statement))
    alias = {short: long for long, short in names.items()}
    plan = raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
    read = (str(found[1]) for *_, detail in plan if (found := re.match(r"SCAN (\w+)(?! VIRTUAL)", detail)))
    return {alias.get(table, table) for table in read} & LARGE


def _archive(folder: Path, seed: int) -> Path:
    path = folder / f"{seed}.zip"
    make_archive(path, seed=seed, connections=30)
    return path


def derived_from_all(path: Path) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The matches of no single source as they are, and as all facts give them."""
    query = "SELECT one, other, kind, detail FROM identity_match WHERE source IS NULL ORDER BY 1, 2, 3, 4"
    with Workspace.open(path, create=False) as workspace, workspace._database.writing() as connection:
        held = [tuple(row) for row in connection.exec_driver_sql(query)]
        decisions.lift(connection)
        derived_matches.derive(connection)
        anew = [tuple(row) for row in connection.exec_driver_sql(query)]
        connection.rollback()
    return held, anew


def test_no_statement_of_a_further_import_reads_a_large_table_through(
    tmp_path: Path,
) -> None:
    """Also where people without an address, aliases and people made one are there already."""
    (tmp_path / "pool").mkdir()
    bad: dict[str, set[str]] = {}
    looked = 0

    def look(raw: sqlite3.Connection, statement: str, parameters: tuple[str, ...]) -> None:
        nonlocal looked
        looked += 1
        if found := scanned(raw, statement, parameters):
            bad[statement] = found

    with Workspace.open(tmp_path / "w.db") as workspace:
        for path, owner in make_pool(5, tmp_path / "pool", 60).paths:
            import_paths(workspace, [path], owner=owner)
        with sqlite3.connect(tmp_path / "w.db") as raw:
            first, second = (name for (name,) in raw.execute("SELECT key FROM company ORDER BY key LIMIT 2"))
        raw.close()
        workspace.add_alias(OwnAlias(first, second))
        import_paths(workspace, [_archive(tmp_path, 2)])

        @event.listens_for(workspace._database._engine, "before_cursor_execute")
        def _seen(
            connection: object, cursor: sqlite3.Cursor, statement: str, parameters: tuple[str, ...], *_: object
        ) -> None:
            if parameters and isinstance(parameters, list):
                parameters = parameters[0]
            look(cursor.connection, statement, parameters)

        import_paths(workspace, [_archive(tmp_path, 3)])
    assert looked > 50
    assert bad == {}


@pytest.mark.parametrize("seed", [11, 12])
def test_matches_after_each_import_are_those_of_all_facts(tmp_path: Path, seed: int) -> None:
    """Whatever came in before: what is derived anew around an import is what is derived from everything."""
    (tmp_path / "pool").mkdir()
    compared = 0
    for number, (path, owner) in enumerate(make_pool(seed, tmp_path / "pool", 120).paths):
        with Workspace.open(tmp_path / "w.db") as workspace:
            import_paths(workspace, [path], owner=owner)
        copy = tmp_path / f"copy{number}.db"
        shutil.copy(tmp_path / "w.db", copy)
        held, anew = derived_from_all(copy)
        assert held == anew
        compared += len(held)
    assert compared > 50


def test_whoever_has_a_name_in_two_parts_is_found_by_it(tmp_path: Path) -> None:
    """Hyphens and apostrophes part words, and never kept anybody from being found."""
    bare = Archive(
        "a.zip", date(2025, 1, 1), {"name:x:ann": Shown("Ann Smith-O'Jones", "Cook", "Plimsoft")}, owned=False
    )
    known = Archive("b.zip", date(2025, 1, 1), {"in:ann": Shown("Ann Smith-O'Jones", "Cook", "Plimsoft")}, owned=False)
    for order in ((bare, known), (known, bare)):
        with Workspace.open(tmp_path / f"{order[0].name}.db") as workspace:
            put(workspace, *order)
            assert len(workspace.find_people("Ann", limit=5)) == 1


NAMES = (
    "Ann Archer, PhD",
    "Dr. Ann Archer",
    "ARCHER, Ann",
    "Ann Smith-O'Jones (née Low)",
    "李 小龍",
    "Ann",
    "Åsa Öberg | CEO",
)


def test_kept_numbers_of_names_are_made_again_where_the_words_are_others() -> None:
    """Whoever changes what `words_of` finds gives `graph.name_words.FORM` another value, and this test the new number."""
    numbers = [str(number_of(sorted_words(name))) for name in NAMES]
    assert numbers[0] == numbers[1] == numbers[2] != numbers[3]
    assert numbers[5] == "None"
    digest = blake2b(" ".join(numbers).encode(), digest_size=8).hexdigest()
    assert (FORM, digest) == ("1", "aa63a47ccc168fb4")


def test_numbers_of_another_form_are_made_again(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w.db") as workspace:
        put(workspace, Archive("a.zip", date(2025, 1, 1), {"in:ann": Shown("Ann Archer")}, owned=False))
        with workspace._database.writing() as connection:
            connection.exec_driver_sql("UPDATE sighting SET words = 1")
            connection.exec_driver_sql("UPDATE derived_by SET form = 'old'")
        put(workspace, Archive("b.zip", date(2025, 1, 1), {"in:bo": Shown("Bo Low")}, owned=False))
        with workspace._database.reading() as connection:
            found = [row[0] for row in connection.exec_driver_sql("SELECT words FROM sighting ORDER BY row_id")]
        assert found == [number_of(sorted_words(name)) for name in ("Ann Archer", "Bo Low")]
        assert workspace.integrity() == []
