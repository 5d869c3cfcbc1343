"""What a sensible adviser would say, asked of the program: each file of tests/situations, through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import situation


@pytest.mark.parametrize("name", situation.names())
def test_situation(name: str, tmp_path: Path) -> None:
    told = situation.read(name)
    if waits := told.get("waits_for"):
        pytest.xfail(f"waits for {waits}")
    assert told["because"]
    off = list(situation.failures(told["expect"], situation.ask(told, tmp_path)))
    assert not off, "\n".join(off)
