"""Files put in place in one step: the one of before or the whole new one, for their owner alone."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from graph import private_files
from graph.private_files import keep, replacing


@pytest.fixture(params=[0, 16 << 20], ids=["large", "small"], autouse=True)
def large_from(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_files, "LARGE", request.param)


def test_the_new_file_is_there_once_it_is_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"before")
    path.chmod(0o644)
    with replacing(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"before"
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [OSError, ValueError, KeyboardInterrupt])
def test_an_error_leaves_the_file_of_before_and_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"before")

    def broken_off() -> None:
        with replacing(path) as file:
            file.write(b"half")
            raise error

    with pytest.raises(error):
        broken_off()
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_no_longer_holds_once_it_is_in_place_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    assert keep(path, lambda file: file.write(b"one"), lambda: path.read_bytes() == b"one")
    assert not keep(path, lambda file: file.write(b"two"), lambda: path.read_bytes() == b"one")
    assert list(tmp_path.iterdir()) == []


def test_where_the_folder_refuses_nothing_is_kept(tmp_path: Path) -> None:
    assert not keep(tmp_path / "none" / "kept", lambda file: file.write(b"one"), lambda: True)


def held_open(folder: Path) -> list[str]:
    """The files of a folder, replaced ones too, that this process has open."""
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            found.append(str(descriptor.readlink()))
    return [name for name in found if name.startswith(str(folder))]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="open files are counted as Linux lists them")
def test_what_was_replaced_is_held_open_no_longer(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    for content in (b"one", b"two", b"three"):
        with replacing(path) as file:
            file.write(content)
    until = time.monotonic() + 10
    while held_open(tmp_path) and time.monotonic() < until:
        time.sleep(0.01)
    assert held_open(tmp_path) == []
    assert path.read_bytes() == b"three"
