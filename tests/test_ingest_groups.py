"""A big pool comes in by groups: what is in stays in, and beginning again goes on from there."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_ingest_order import IN, export
from workspaces import view

from graph.errors import InputError
from graph.stores.workspace import Workspace
from ingest import groups
from ingest.groups import groups_of, import_groups
from ingest.load import import_paths
from ingest.report import ProgressEvent


def pool(folder: Path, count: int) -> list[Path]:
    names = [chr(ord("A") + n) + "da" for n in range(count)]
    return [export(folder, name, f"Inga,Inwell,{IN}zz-inga,,Startworks,Engineer,06 May 2020") for name in names]


def test_groups_are_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = pool(tmp_path, 7)
    monkeypatch.setattr(groups, "GROUP", 3)
    parted = groups_of([*paths, tmp_path / "loose.csv"])
    assert [len(group) for group in parted] == [3, 3, 1, 1]
    shares: list[float] = []

    def hear(event: ProgressEvent) -> None:
        shares.append(event.share or 0.0)

    with Workspace.open(tmp_path / "a.db") as one, Workspace.open(tmp_path / "b.db") as other:
        whole, parts = import_paths(one, paths), import_groups(other, parted[:3], progress=hear)
        assert view(one) == view(other)
        assert (whole.people, whole.companies, whole.ties) == (parts.people, parts.companies, parts.ties)
        assert [source.owner for source in whole.sources] == [source.owner for source in parts.sources]
    assert shares == sorted(shares)
    assert shares[-1] > 0.9


def test_begun_again_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = pool(tmp_path, 5)
    monkeypatch.setattr(groups, "GROUP", 2)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 no zip")
    with Workspace.open(tmp_path / "a.db") as workspace:
        with pytest.raises(InputError):
            import_groups(workspace, groups_of([*paths[:3], broken, *paths[3:]]))
        assert len(workspace.sources()) == 2
        report = import_groups(workspace, groups_of(paths))
        assert [source.again for source in report.sources] == [True, True, False, False, False]
        assert len(workspace.sources()) == 5


def test_few_are_one_group(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.zip" for n in range(groups.GROUP)]
    assert groups_of(paths) == [paths]
