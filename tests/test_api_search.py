"""Search where more names hold the word than are looked at: those that begin so are found all the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from api.search import MOST_LOOKED_AT, Vocabulary, search
from graph.stores.rows import NewPerson
from graph.stores.workspace import Workspace


def test_names_that_begin_so_are_found_behind_more_names_than_are_looked_at(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "many.sqlite") as workspace:
        with workspace.importing() as session:
            source = session.add_source(kind="archive", name="a.zip", as_of=date(2026, 1, 1), sha256="a")
            names = [*(f"Alder{n:04} Wrenfield" for n in range(MOST_LOOKED_AT + 20)), "Wrenfield Robotics"]
            at = session.company_rows(source, ((name.lower(), name) for name in names))
            people = [
                NewPerson(f"in:p-{n}", name, "", row)
                for n, (name, row) in enumerate(zip(names, at.values(), strict=True))
            ]
            session.add_people(source, people)
        found = search(workspace, "wrenfield", Vocabulary(), "1", most=5)
        assert found.companies[0].name == "Wrenfield Robotics"
        assert found.people[0].name == "Wrenfield Robotics"
        assert len({c.id for c in found.companies}) == len(found.companies) == 5
