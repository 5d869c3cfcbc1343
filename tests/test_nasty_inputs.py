"""The page of nasty inputs names tests that exist, and leaves no number out."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_every_nasty_input_has_a_test_that_exists_or_a_reason() -> None:
    page = (ROOT / "docs" / "nasty-inputs.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", page, re.MULTILINE)
    assert [int(number) for number, _, _ in rows] == list(range(1, 91))
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)", sources, re.MULTILINE))
    for number, _, answer in rows:
        named = set(re.findall(r"`(test_\w+)`", answer))
        assert named <= there, (number, named - there)
        assert named or answer.startswith(("none", "all eras")), number
