"""Who works where now, when archives of different years disagree."""

from __future__ import annotations

import zipfile
from pathlib import Path

from graph.network import load
from graph.stores.workspace import Workspace
from ingest.load import import_paths

PROFILE = "First Name,Last Name,Headline\nEgo,Example,Engineer\n"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
NOTES = 'Notes:\n"Some addresses may be missing."\n\n'


def archive(folder: Path, day: str, company: str) -> Path:
    path = folder / f"Basic_LinkedInDataExport_{day}.zip"
    row = f"Ann,Retired,https://www.linkedin.com/in/zz-demo-ann,,{company},Engineer,08 Feb 2020\n"
    other = "Bo,Busy,https://www.linkedin.com/in/zz-demo-bo,,Kelvora Energy,Engineer,09 Feb 2020\n"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("Profile.csv", PROFILE)
        zipped.writestr("Connections.csv", NOTES + HEADER + row + other)
    return path


def test_an_archive_that_knows_no_employer_takes_none_away(tmp_path: Path) -> None:
    old, new = archive(tmp_path, "01-10-2022", "Foxmoor Systems"), archive(tmp_path, "01-10-2026", "")
    with Workspace.open(tmp_path / "w.sqlite") as workspace:
        import_paths(workspace, [new, old])
        assert [p.name for p in workspace.employees(workspace.company("Foxmoor Systems").id)] == ["Ann Retired"]
        assert [p.name for p in workspace.employees(workspace.company("Kelvora Energy").id)] == ["Bo Busy"]
        network = load(workspace, until=None)
        index = network.company_index(workspace.company("Foxmoor Systems").id)
        assert index is not None
        ann = workspace.person("Ann Retired")
        assert [network.person(at) for at in network.members(index).tolist()] == [ann.id]
        assert [e.company_name for e in workspace.employments([ann.id])[ann.id]] == ["Foxmoor Systems"]
