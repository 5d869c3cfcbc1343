"""The snapshot: what was written is read, and whatever does not add up is treated as not there."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from networks import columns, random_ties

from graph.columns import no_pairs
from graph.engine import snapshot
from graph.engine.csr import TieGraph
from graph.engine.snapshot import MAGIC, Stamp, read, recipe, write

STAMP = Stamp(generation=3, until=None, recipe="r")


def equal(one: object, other: object) -> bool:
    if is_dataclass(one):
        return all(equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.dtype == other.dtype and bool((one == other).all())
    return True


@pytest.fixture
def written(tmp_path: Path) -> Path:
    held = columns(50, random_ties(np.random.default_rng(1), 50, 120), works=[(3, 0), (4, 1)], owners=[0])
    path = tmp_path / "w.graph"
    assert write(path, STAMP, held, no_pairs(), TieGraph.from_columns(held))
    return path


@pytest.mark.parametrize("checked", [False, True])
def test_what_was_written_is_read_and_mapped(written: Path, checked: bool) -> None:
    held = columns(50, random_ties(np.random.default_rng(1), 50, 120), works=[(3, 0), (4, 1)], owners=[0])
    loaded = read(written, STAMP, checked=checked)
    assert loaded is not None
    assert equal(loaded[0], held)
    assert equal(loaded[1], no_pairs())
    fresh = TieGraph.from_columns(held)
    for name in ("indptr", "indices", "tie", "weight"):
        assert (getattr(loaded[2], name) == getattr(fresh, name)).all()
        assert not getattr(loaded[2], name).flags.writeable
    assert loaded[2].scale == fresh.scale


def test_an_empty_network_is_read_too(tmp_path: Path) -> None:
    held = columns(0, [])
    assert write(tmp_path / "e", STAMP, held, no_pairs(), TieGraph.from_columns(held))
    assert read(tmp_path / "e", STAMP) is not None


@pytest.mark.parametrize("other", [replace(STAMP, generation=4), replace(STAMP, until=9), replace(STAMP, recipe="s")])
def test_a_stale_snapshot_is_not_used(written: Path, other: Stamp) -> None:
    assert read(written, other) is None
    assert read(written, other, checked=True) is None


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_of_a_file_whose_sums_were_checked_the_end_may_not_be_missing(written: Path, data: st.DataObject) -> None:
    whole = written.read_bytes()
    cut = written.with_name("cut")
    cut.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 64))])
    assert read(cut, STAMP, checked=True) is None


def test_an_absent_or_foreign_file_is_not_used(tmp_path: Path) -> None:
    assert read(tmp_path / "none", STAMP) is None
    for content in (b"", b"short", b"x" * 4096, b"GWGRAPH1" + b"\xff" * 100):
        (tmp_path / "f").write_bytes(content)
        assert read(tmp_path / "f", STAMP) is None


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_is_found(written: Path, data: st.DataObject) -> None:
    whole = written.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = bytearray(whole)
    damaged[at] ^= 1 << data.draw(st.integers(0, 7))
    written.with_name("damaged").write_bytes(damaged)
    loaded, intact = read(written.with_name("damaged"), STAMP), read(written, STAMP)
    assert intact is not None
    assert loaded is None or (equal(loaded[0], intact[0]) and equal(loaded[1], intact[1]))
    written.with_name("cut").write_bytes(whole[:at])
    cut = read(written.with_name("cut"), STAMP)
    assert cut is None or equal(cut[0], intact[0])


def test_a_missing_folder_is_no_error_and_nothing_is_left_behind(tmp_path: Path) -> None:
    held = columns(1, [])
    graph = TieGraph.from_columns(held)
    assert not write(tmp_path / "none" / "w", STAMP, held, no_pairs(), graph)
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "x").touch()
    assert not write(tmp_path / "w", STAMP, held, no_pairs(), graph)
    assert [p.name for p in tmp_path.iterdir()] == ["w"]


def test_the_recipe_names_the_code_that_makes_strengths_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = Path.read_bytes

    def seen(path: Path) -> bytes:
        read.append(path.name)
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", seen)
    assert recipe.__wrapped__() == recipe()
    assert {"build.py", "csr.py", "ties.py", "columns.py", "model.py", "facts.py"} <= set(read)
    assert len(recipe()) == 16


def test_a_snapshot_that_lacks_an_array_is_not_used(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one from a version whose columns were others: made anew, never a KeyError."""
    held = columns(5, [(0, 1, 0.5)])
    whole = snapshot._arrays
    for missing in whole(held, no_pairs(), TieGraph.from_columns(held)):
        with monkeypatch.context() as patch:
            patch.setattr(
                snapshot, "_arrays", lambda *a, gone=missing: {k: v for k, v in whole(*a).items() if k != gone}
            )
            assert write(written, STAMP, held, no_pairs(), TieGraph.from_columns(held))
        assert read(written, STAMP) is None


@pytest.mark.parametrize("magic", [b"GWGRAPH2", b"GWGRAPH0", b"OTHERFMT"])
def test_a_file_of_another_format_is_not_used(written: Path, magic: bytes) -> None:
    content = bytearray(written.read_bytes())
    assert content[:8] == MAGIC
    content[:8] = magic
    written.write_bytes(content)
    assert read(written, STAMP) is None
