"""The map of the network is worked out at the import and read back later, the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
from scenes import ANN, EVE, IVO
from serving import pool

import graph.groups
from api.network_ahead import owners_of, placing, work_out
from cli.imports import work_ahead
from cli.settings import Settings
from graph.groups import Grouping, labels_of
from graph.kept_files import forget
from graph.kept_tables import SUFFIX, read, write
from graph.network import TABLES_BYTES
from graph.stores.workspace import Workspace
from referral.context import Context, context, network_on, open_home
from referral.network_overview import Overview, overview
from referral.network_tables import measures, packed, unpacked
from referral.viewpoint import Viewpoint
from viz.map_places import spots
from viz.network_map import NARROW
from viz.network_page import network_maps


@contextmanager
def asked(path: Path) -> Iterator[Context]:
    """A context of its own each time, as of a process that begins."""
    with closing(open_home(path, None)) as home:
        yield context(home.workspace, Viewpoint(), lambda day: network_on(home, day))


def _overview(one: Context, by: Grouping) -> Overview:
    return overview(one.workspace, one.network, owners_of(one), one.as_of, by)


def test_what_was_worked_out_is_read_back_the_same(tmp_path: Path) -> None:
    path = pool(tmp_path, ANN, EVE, IVO)
    with asked(path) as first:
        work_out(first)
        maps = {by: network_maps(_overview(first, by), None, placing(first.network)) for by in Grouping}
    file = path.with_name(path.name + SUFFIX)
    before = file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    with asked(path) as second:
        work_out(second)
        for by in Grouping:
            found = _overview(second, by)
            assert network_maps(found, None, placing(second.network)) == maps[by]
            assert network_maps(found, None, spots) == maps[by]
        with asked(path) as fresh:
            assert measures(second.network) == measures(fresh.network)
            ours, theirs = (labels_of(c.network, Grouping.COMMUNITY) for c in (second, fresh))
            assert np.array_equal(ours[0], theirs[0])
            assert ours[1] == theirs[1]
    assert file.read_bytes() == before


def test_every_map_of_the_page_is_among_what_is_kept(tmp_path: Path) -> None:
    path = pool(tmp_path, ANN, EVE, IVO)
    with asked(path) as first:
        work_out(first)
    kept = json.loads(path.with_name(path.name + SUFFIX).read_text(encoding="utf-8"))["tables"]["places"]
    with asked(path) as second:
        work_out(second)
        for by in Grouping:
            network_maps(_overview(second, by), None, placing(second.network))
        held = second.network.tables.held("places")
        assert isinstance(held, dict)
        assert set(held) == set(kept)
        placing(second.network)(((1.0, 2.0),), (), NARROW)
        assert len(held) == len(kept) + 1


def test_what_gave_way_to_other_questions_is_read_back_and_not_worked_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pool(tmp_path, ANN, EVE, IVO)
    with asked(path) as one:
        work_out(one)
        before, tables = labels_of(one.network, Grouping.COMMUNITY)[0], one.network.tables
        tables.get("other questions", lambda: 1, lambda _: TABLES_BYTES)  # all else gives way
        tables.get("worked out", lambda: True, lambda _: 0)
        assert tables.held(("labels", Grouping.COMMUNITY)) is None
        monkeypatch.setattr(graph.groups, "communities", lambda _: pytest.fail("worked out again"))
        work_out(one)
        assert np.array_equal(labels_of(one.network, Grouping.COMMUNITY)[0], before)


def test_what_forgetting_overtook_is_not_left_behind(tmp_path: Path) -> None:
    path = pool(tmp_path, ANN, EVE, IVO)
    steps = iter(range(9))

    def wanted() -> bool:
        if next(steps):  # all is worked out, and written next
            with Workspace.open(path) as other:
                forget(other, other.sources()[0].id)
        return True

    with asked(path) as first:
        work_out(first, wanted)
    assert next(steps) == 2
    assert not path.with_name(path.name + SUFFIX).exists()


def test_no_name_is_in_it_and_it_goes_with_what_is_forgotten(tmp_path: Path) -> None:
    path = pool(tmp_path, ANN, EVE, IVO)
    with asked(path) as first:
        work_out(first)
        names = [p.name for p in first.workspace.owners()]
    file = path.with_name(path.name + SUFFIX)
    text = file.read_text(encoding="utf-8")
    assert not [name for name in names if name in text]
    with Workspace.open(path) as workspace:
        forget(workspace, workspace.sources()[0].id)
    assert not file.exists()


def test_another_graph_does_not_take_it(tmp_path: Path) -> None:
    path = pool(tmp_path, ANN)
    with asked(path) as first:
        work_out(first)
    before = json.loads(path.with_name(path.name + SUFFIX).read_text(encoding="utf-8"))
    other = pool(tmp_path, EVE)
    with asked(other) as second:
        work_out(second)
        assert sum(g.size for g in _overview(second, Grouping.EMPLOYER).groups) > 0
    after = json.loads(path.with_name(path.name + SUFFIX).read_text(encoding="utf-8"))
    assert before["key"] != after["key"]


def test_a_broken_file_or_a_folder_that_takes_none_is_done_without(tmp_path: Path) -> None:
    path = pool(tmp_path, ANN)
    file = path.with_name(path.name + SUFFIX)
    for text in ("", "[]", '{"key"', '{"key": "other", "tables": {}}'):
        file.write_text(text, encoding="utf-8")
        assert read(path, "ours") is None
    with asked(path) as one:
        work_out(one)
    assert json.loads(file.read_text(encoding="utf-8"))["tables"]["central"]
    assert not write(tmp_path / "nowhere" / "w.sqlite", "key", {})


@pytest.mark.parametrize("labels", ["", "no letters of it: !", "AAAA", packed(np.zeros(1, dtype=np.int64))])
def test_what_is_kept_and_damaged_is_worked_out_anew(tmp_path: Path, labels: str) -> None:
    path = pool(tmp_path, ANN)
    file = path.with_name(path.name + SUFFIX)
    with asked(path) as first:
        work_out(first)
    whole = json.loads(file.read_text(encoding="utf-8"))
    damaged = {**whole["tables"], "labels": [labels, whole["tables"]["labels"][1]]}
    file.write_text(json.dumps({"key": whole["key"], "tables": damaged}), encoding="utf-8")
    with asked(path) as again:
        work_out(again)
    assert json.loads(file.read_text(encoding="utf-8")) == whole


def test_the_command_keeps_it_too(tmp_path: Path) -> None:
    path = pool(tmp_path, ANN, EVE)
    work_ahead(Settings(workspace=path))
    with asked(path) as one:
        kept = path.with_name(path.name + SUFFIX).read_bytes()
        work_out(one)
        assert path.with_name(path.name + SUFFIX).read_bytes() == kept
    work_ahead(Settings(workspace=tmp_path / "none.sqlite"))
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize("labels", [[], [0], [0, 1, 0, 2**31 - 1, -1], list(range(5_000))])
def test_numbers_are_kept_as_text_and_come_back_the_same(labels: list[int]) -> None:
    back = unpacked(json.loads(json.dumps(packed(np.array(labels, dtype=np.int64)))))
    assert back.dtype == np.int64
    assert back.tolist() == labels
