"""What a sensible adviser would say, asked of the program: each file of tests/situations, through the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import situation
from contradictions import contradictions
from situation_page import PAGE, section


@pytest.mark.parametrize("name", situation.names())
def test_situation(name: str, tmp_path: Path) -> None:
    told = situation.read(name)
    assert told["because"]
    asked = situation.ask(told, tmp_path)
    off = [*situation.failures(told["expect"], asked), *contradictions(asked.verdict, asked.referrers, asked.paths)]
    assert not off, "\n".join(off)
    assert section(name, told, asked) in PAGE.read_text(encoding="utf-8"), "run python tests/situation_page.py"


def test_the_page_lists_them_all_and_no_others() -> None:
    named = re.findall(r"^`([a-z0-9-]+)`: ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert named == situation.names()
    assert len(named) >= 80
