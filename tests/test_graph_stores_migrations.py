"""The migrations make exactly the tables the program believes in, quietly, and wherever the package lies."""

from __future__ import annotations

import logging
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from workspaces import ANN, Archive, before_form_14, put

from graph.model import Mark
from graph.stores import database, forms, migrating, schema
from graph.stores.workspace import Workspace


def test_the_newest_migration_has_the_number_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == f"{forms.SCHEMA_VERSION:04}"


def test_migrated_tables_are_the_tables_of_the_program(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "goodword.db") as workspace, workspace._database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def words(sql: str) -> str:
    return re.sub(r"[\s\"]+", " ", sql).replace("( ", "(").replace(" )", ")").strip()


def test_migrated_tables_are_written_alike(tmp_path: Path) -> None:
    """compare_metadata sees neither STRICT, WITHOUT ROWID, CHECK nor ON DELETE."""
    with Workspace.open(tmp_path / "goodword.db") as workspace, workspace._database.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type <> 'trigger' AND sql IS NOT NULL"
        ).all()
    made = {name: words(sql) for name, sql in found if not name.startswith(("alembic", "sqlite"))}
    told = {}
    for table in schema.metadata.sorted_tables:
        told[table.name] = words(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        told |= {
            str(index.name): words(str(CreateIndex(index).compile(dialect=sqlite.dialect()))) for index in table.indexes
        }
    assert made == told


def test_a_file_of_an_older_form_is_brought_up(tmp_path: Path) -> None:
    """A file made by this program and left before its first migration is completed at the next opening."""
    path = tmp_path / "goodword.db"
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA application_id = {forms.APPLICATION_ID}")
        raw.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    raw.close()
    path.chmod(0o600)
    with Workspace.open(path) as workspace:
        assert workspace.schema_version == forms.SCHEMA_VERSION
        assert workspace.integrity() == []


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "migrations"
    shutil.copytree(migrating.MIGRATIONS, broken)
    newest = forms.SCHEMA_VERSION
    further = broken / "versions" / f"{newest + 1:04}_broken.py"
    further.write_text(
        f"from alembic import op\nrevision, down_revision = '{newest + 1:04}', '{newest:04}'\n"
        "def upgrade():\n    op.execute('CREATE TABLE half (x)')\n    1 / 0\n"
    )
    path = tmp_path / "goodword.db"
    Workspace.open(path).close()
    before = path.read_bytes()
    monkeypatch.setattr(migrating, "MIGRATIONS", broken)
    monkeypatch.setattr(forms, "SCHEMA_VERSION", newest + 1)
    with pytest.raises(ZeroDivisionError):
        Workspace.open(path)
    assert path.read_bytes() == before


def test_migrating_says_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        Workspace.open(tmp_path / "goodword.db").close()
    assert capfd.readouterr() == ("", "")
    assert caplog.messages == []


def test_it_works_from_an_installed_copy(tmp_path: Path) -> None:
    """The package alone, elsewhere, without the project's files, in a folder with a per cent sign."""
    site = tmp_path / "100% site"
    shutil.copytree(Path(database.__file__).parents[1], site / "graph", ignore=shutil.ignore_patterns("__pycache__"))
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path;"
        " from graph.stores import workspace; assert workspace.__file__.startswith(sys.argv[1]);"
        " print(workspace.Workspace.open(Path('goodword.db')).schema_version)"
    )
    run = [sys.executable, "-W", "error", "-c", code, str(site)]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (f"{forms.SCHEMA_VERSION}\n", "")
    assert not list(site.rglob("*.db"))


def test_opening_a_file_of_the_newest_form_needs_no_alembic(tmp_path: Path) -> None:
    path = tmp_path / "goodword.db"
    Workspace.open(path).close()
    code = (
        "import sys; from pathlib import Path; from graph.stores.workspace import Workspace;"
        " Workspace.open(Path(sys.argv[1])); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_facts_survive_the_table_they_are_moved_to(tmp_path: Path) -> None:
    """Form 5 makes three tables anew; their rows, and what belongs to them, are all there afterwards."""
    path = tmp_path / "goodword.db"
    put_into(path, ANN)
    with Workspace.open(path) as workspace:
        before = [(p.id, p.company_name, p.title) for p in workspace.find_people("", limit=50)]
    with sqlite3.connect(path) as raw:
        before_form_14(raw)
        for table in ("sighting", "employment", "interest"):
            raw.execute(f"ALTER TABLE {table} RENAME TO newer_{table}")
            columns = [row[1] for row in raw.execute(f"PRAGMA table_info(newer_{table})") if row[1] != "told"]
            names = ", ".join(f'"{name}"' for name in columns)
            raw.execute(f"CREATE TABLE {table} AS SELECT {names} FROM newer_{table}")
            raw.execute(f"DROP TABLE newer_{table}")
        later = ("company_alias", "forgotten", "identity_decision", "moved_person", "moved_fact", "moved_mark")
        raw.execute("ALTER TABLE connection DROP COLUMN tenths")
        for table in (*later, "identity_match", "pseudonym_key", "companies_apart", "source_beside"):
            raw.execute(f"DROP TABLE {table}")
        raw.execute("ALTER TABLE workspace DROP COLUMN facts")
        raw.execute("UPDATE alembic_version SET version_num = '0004'")
    raw.close()
    with Workspace.open(path) as workspace:
        assert [(p.id, p.company_name, p.title) for p in workspace.find_people("", limit=50)] == before
        assert workspace.integrity() == []
        assert workspace.own_aliases() == []


def test_a_mark_is_a_change_but_none_of_facts(tmp_path: Path) -> None:
    """Form 8 counts changes of facts apart; a file of form 7 begins where its generation was."""
    path = tmp_path / "goodword.db"
    put_into(path, ANN)
    with Workspace.open(path) as workspace:
        owner = workspace.owners()[0].id
        before = workspace.generation()
        assert workspace.facts_generation() == before
        workspace.set_mark(owner, owner, Mark(note="me"))
        assert workspace.generation() > before == workspace.facts_generation()
        newest = workspace.generation()
    with sqlite3.connect(path) as raw:
        before_form_14(raw)
        raw.execute("ALTER TABLE workspace DROP COLUMN facts")
        raw.execute("ALTER TABLE connection DROP COLUMN tenths")
        raw.execute("DROP TABLE identity_match")
        raw.execute("DROP TABLE pseudonym_key")
        raw.execute("DROP TABLE companies_apart")
        raw.execute("DROP TABLE source_beside")
        raw.execute("UPDATE alembic_version SET version_num = '0007'")
    raw.close()
    with Workspace.open(path) as workspace:
        assert workspace.facts_generation() == workspace.generation() > newest


def put_into(path: Path, archive: Archive) -> None:
    with Workspace.open(path) as workspace:
        put(workspace, archive)
